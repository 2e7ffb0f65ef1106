// Calendar arithmetic without a table of years and without the C library's time zones.
//
// A year is taken to begin on 1 March, so that the leap day is its last; 400 such years are an era
// of exactly 146,097 days. Within the era everything is division:
//
//   day of year  = (153 * months since March + 2) / 5 + day - 1      31 30 31 30 31 | 31 30 31 …
//   day of era   = 365 y + y/4 - y/100 + day of year
//   day number   = 146097 era + day of era - 719468                  0 = 1970-01-01
//
// (E. G. Richards, "Calendars", 2013; H. Hinnant, "chrono-compatible low-level date algorithms".)
// The numbers are computed in 64 bits and cut to 32 at the end: DAY_FIRST and DAY_LAST stand for
// "no bound", so adding to them leaves them where they are.
#include "base/day.h"

#include <time.h>

#include "base/buf.h"
#include "base/must.h"

enum { ERA_DAYS = 146097, ERA_YEARS = 400, EPOCH = 719468 };

static const int64_t SECOND = 1000000, DAY_US = 86400 * (int64_t)1000000;

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static bool leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_length(int64_t year, int month)
{
    static const int length[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return length[month] + (month == 2 && leap(year));
}

int ymd_month_length(int32_t year, int month) { return month_length(year, month); }

bool ymd_valid(struct ymd d) { return d.day >= 1 && d.day <= ymd_month_length(d.year, d.month); }

static struct day saturated(int64_t n)
{
    if (n <= INT32_MIN) return DAY_FIRST;
    if (n >= INT32_MAX) return DAY_LAST;
    return (struct day){(int32_t)n};
}

static struct day from_civil(int64_t year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = floor_div(y, ERA_YEARS), yoe = y - era * ERA_YEARS;
    int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return saturated(era * ERA_DAYS + doe - EPOCH);
}

struct day day_of(struct ymd d)
{
    must(ymd_valid(d));
    return from_civil(d.year, d.month, d.day);
}

struct ymd day_ymd(struct day d)
{
    must(d.n != DAY_FIRST.n && d.n != DAY_LAST.n);
    int64_t z = (int64_t)d.n + EPOCH;
    int64_t era = floor_div(z, ERA_DAYS), doe = z - era * ERA_DAYS;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = (int)(doe - (365 * yoe + yoe / 4 - yoe / 100));
    int mp = (5 * doy + 2) / 153; // months since March
    int month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * ERA_YEARS + (month <= 2);
    return (struct ymd){(int32_t)year, month, doy - (153 * mp + 2) / 5 + 1};
}

static bool unbounded(struct day d) { return d.n == DAY_FIRST.n || d.n == DAY_LAST.n; }

struct day day_add_months(struct day d, int months)
{
    if (unbounded(d)) return d;
    struct ymd c = day_ymd(d);
    int64_t total = (int64_t)c.year * 12 + c.month - 1 + months;
    int64_t year = floor_div(total, 12);
    int month = (int)(total - year * 12) + 1;
    int length = month_length(year, month);
    return from_civil(year, month, c.day < length ? c.day : length);
}

struct day day_add_days(struct day d, int32_t days)
{
    return unbounded(d) ? d : saturated((int64_t)d.n + days);
}

int day_weekday(struct day d)
{
    int64_t since_monday = (int64_t)d.n + 3; // 1970-01-01 was a Thursday
    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

// `n` digits as a number, -1 where one is not a digit.
static int digits(const char *p, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9') return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

bool day_parse(struct str s, struct day *out)
{
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return false;
    int year = digits(s.p, 4), month = digits(s.p + 5, 2), day = digits(s.p + 8, 2);
    if (year < 0 || day < 1 || day > month_length(year, month)) return false;
    *out = from_civil(year, month, day);
    return true;
}

struct str day_text(struct arena *a, struct day d)
{
    if (unbounded(d)) return S("..");
    struct ymd c = day_ymd(d);
    const char *sign = c.year < 0 ? "-" : c.year > 9999 ? "+" : "";
    return strf(a, "%s%04d-%02d-%02d", sign, c.year < 0 ? -c.year : c.year, c.month, c.day);
}

// "10:05:00Z", "10:05:00.25Z": microseconds since midnight, -1 where it is not that.
static int64_t clock_parse(struct str s)
{
    if (s.n < 9 || s.p[2] != ':' || s.p[5] != ':' || s.p[s.n - 1] != 'Z') return -1;
    int h = digits(s.p, 2), m = digits(s.p + 3, 2), sec = digits(s.p + 6, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59) return -1;
    int64_t us = 0;
    if (s.n > 9) {
        int places = (int)(s.n < 17 ? s.n - 10 : 7);
        if (s.p[8] != '.' || places < 1 || places > 6) return -1;
        us = digits(s.p + 9, places);
        if (us < 0) return -1;
        for (; places < 6; places++) us *= 10;
    }
    return (h * 3600 + m * 60 + sec) * SECOND + us;
}

bool instant_parse(struct str s, struct instant *out)
{
    struct day d;
    int64_t us = DAY_US - 1;
    if (!day_parse(str_sub(s, 0, 10), &d)) return false;
    if (s.n > 10) us = s.p[10] == 'T' ? clock_parse(str_sub(s, 11, s.n)) : -1;
    if (us < 0) return false;
    out->us = d.n * DAY_US + us;
    return true;
}

struct str instant_text(struct arena *a, struct instant t)
{
    struct day d = instant_day(t);
    int64_t us = t.us - d.n * DAY_US;
    int sec = (int)(us / SECOND), part = (int)(us % SECOND);
    struct str day = day_text(a, d);
    if (part)
        return strf(a, "%.*sT%02d:%02d:%02d.%06dZ", STR(day), sec / 3600, sec / 60 % 60, sec % 60,
                    part);
    return strf(a, "%.*sT%02d:%02d:%02dZ", STR(day), sec / 3600, sec / 60 % 60, sec % 60);
}

struct instant instant_now(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (struct instant){(int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000};
}

struct day instant_day(struct instant t) { return saturated(floor_div(t.us, DAY_US)); }
