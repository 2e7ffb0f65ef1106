#include "rules/clock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "lang/ui.h"
#include "lang/write.h"

static const struct {
    struct str one, many;
    enum clock_unit unit;
} units[] = {{S("day"), S("days"), CLOCK_DAYS},
             {S("working day"), S("working days"), CLOCK_WORKING_DAYS},
             {S("week"), S("weeks"), CLOCK_WEEKS},
             {S("month"), S("months"), CLOCK_MONTHS},
             {S("year"), S("years"), CLOCK_YEARS}};

bool span_parse(struct str s, struct span *out, const char **why)
{
    struct str unit;
    int64_t n;
    if (!str_int(str_cut(s, ' ', &unit), &n)) {
        *why = "a length is a number and a unit: 3 months, -10 working days";
        return false;
    }
    if (n > CLOCK_COUNT_MAX || n < -CLOCK_COUNT_MAX) {
        *why = "a length of more than 10,000 units is not reckoned";
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_eq(unit, units[i].one) && !str_eq(unit, units[i].many)) continue;
        *out = (struct span){(int)n, units[i].unit};
        return true;
    }
    *why = "there is no such unit; there are days, working days, weeks, months and years";
    return false;
}

static bool unbounded(struct day d) { return d.n == DAY_FIRST.n || d.n == DAY_LAST.n; }

static bool is_holiday(const struct holidays *h, struct day d)
{
    size_t lo = 0, hi = h->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (h->v[mid].n < d.n)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < h->n && h->v[lo].n == d.n;
}

static struct day working_days(struct day d, int count, const struct holidays *h, bool *unknown)
{
    int step = count < 0 ? -1 : 1;
    for (int left = count * step; left && !unbounded(d);) {
        d = day_add_days(d, step);
        if (unbounded(d)) break;
        if (!h || d.n < h->since.n || d.n > h->until.n) *unknown = true;
        left -= day_weekday(d) <= 5 && !(h && is_holiday(h, d));
    }
    return d;
}

struct day clock_add_day(struct day from, struct span s, const struct holidays *h, bool *unknown)
{
    bool no = false;
    if (unbounded(from)) return from;
    switch (s.unit) {
    case CLOCK_DAYS: return day_add_days(from, s.count);
    case CLOCK_WEEKS: return day_add_days(from, 7 * s.count);
    case CLOCK_MONTHS: return day_add_months(from, s.count);
    case CLOCK_YEARS: return day_add_months(from, 12 * s.count);
    case CLOCK_WORKING_DAYS: break;
    }
    return working_days(from, s.count, h, unknown ? unknown : &no);
}

struct clock clock_add(struct edtf trigger, struct span s, const struct holidays *h)
{
    struct clock c = {.clamped = false};
    c.earliest = clock_add_day(trigger.lo, s, h, &c.no_holidays);
    c.latest = clock_add_day(trigger.hi, s, h, &c.no_holidays);
    bool months = s.unit == CLOCK_MONTHS || s.unit == CLOCK_YEARS;
    c.clamped = months && !unbounded(trigger.lo) && !unbounded(c.earliest) && day_ymd(trigger.lo).day != day_ymd(c.earliest).day;
    return c;
}

struct clock clock_earlier(struct clock a, struct clock b)
{
    struct clock c = a.earliest.n <= b.earliest.n ? a : b;
    c.latest = a.latest.n <= b.latest.n ? a.latest : b.latest;
    return c;
}

struct clock clock_later(struct clock a, struct clock b)
{
    struct clock c = a.earliest.n >= b.earliest.n ? a : b;
    c.latest = a.latest.n >= b.latest.n ? a.latest : b.latest;
    return c;
}

bool clock_day(struct clock c, struct day *out)
{
    if (unbounded(c.earliest) && unbounded(c.latest)) return false;
    *out = unbounded(c.earliest) ? c.latest : c.earliest;
    return true;
}

struct str span_words(struct arena *a, struct span s, struct str lang)
{
    int n = s.count < 0 ? -s.count : s.count;
    switch (s.unit) {
    case CLOCK_DAYS: return ui_count(a, lang, "%d day", "%d days", n);
    case CLOCK_WORKING_DAYS: return ui_count(a, lang, "%d working day", "%d working days", n);
    case CLOCK_WEEKS: return ui_count(a, lang, "%d week", "%d weeks", n);
    case CLOCK_MONTHS: return ui_count(a, lang, "%d month", "%d months", n);
    case CLOCK_YEARS: return ui_count(a, lang, "%d year", "%d years", n);
    }
    return S("");
}

struct str clock_words(struct arena *a, struct edtf trigger, struct span s, struct clock c, struct str lang)
{
    struct buf b = buf_in(a);
    struct day first;
    struct str from = write_date(a, trigger, lang), length = span_words(a, s, lang);
    buf_addf(&b, "%.*s %s %.*s", STR(from), s.count < 0 ? "−" : "+", STR(length));
    if (!clock_day(c, &first)) return buf_str(&b);
    struct str day = write_day(a, first, lang);
    if (c.earliest.n == c.latest.n)
        buf_addf(&b, " = %.*s", STR(day));
    else if (unbounded(c.earliest))
        buf_addf(&b, " = %.*s", STR(ui_with(a, lang, "{1} at the latest", day, S(""))));
    else if (unbounded(c.latest))
        buf_addf(&b, " = %.*s", STR(ui_with(a, lang, "{1} at the earliest", day, S(""))));
    else
        buf_addf(&b, " = %.*s", STR(ui_with(a, lang, "{1} at the earliest, {2} at the latest", day, write_day(a, c.latest, lang))));
    if (c.clamped) buf_addf(&b, "; %.*s", STR(ui_text(lang, "the month has no such day, so its last one")));
    if (c.no_holidays) buf_addf(&b, "; %.*s", STR(ui_text(lang, "holidays of that time are not known, only week-ends are left out")));
    return buf_str(&b);
}
