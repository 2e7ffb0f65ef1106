// Values in English words. A date is written from its EDTF text, for the interval of days alone
// does not tell "2013" from "2013-01-01/2013-12-31".
#include "lang/write.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/buf.h"

static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const SEASONS[] = {"spring", "summer", "autumn", "winter"};

// A plain date by its parts: 0 is "not said".
struct parts {
    int year, month, day, season, decade;
};

static bool two_digits(struct str s, int *out)
{
    int64_t v = 0;
    bool ok = s.n == 2 && s.p[0] != '-' && str_int(s, &v);
    *out = (int)v;
    return ok;
}

static bool parts_year(struct str s, struct parts *d)
{
    int64_t v = 0;
    if (s.n != 4 || s.p[0] == '-') return false;
    if (str_eq(s, S("XXXX"))) return true;
    if (s.p[3] == 'X') {
        bool ok = str_int(str_sub(s, 0, 3), &v);
        d->decade = (int)v;
        return ok && v > 0;
    }
    bool ok = str_int(s, &v);
    d->year = (int)v;
    return ok && v > 0;
}

// YYYY, YYYY-MM, YYYY-MM-DD, YYYY-21 … 24, XXXX-MM-DD, YYYX; nothing else has words.
static bool parts_of(struct str s, struct parts *d)
{
    struct str rest, day;
    int v = 0;
    *d = (struct parts){0};
    if (!parts_year(str_cut(s, '-', &rest), d)) return false;
    if (!rest.p) return d->year || d->decade;
    if (d->decade || !two_digits(str_cut(rest, '-', &day), &v)) return false;
    if (v >= 21 && v <= 24 && d->year && !day.p) {
        d->season = v;
        return true;
    }
    d->month = v;
    if (v < 1 || v > 12) return false;
    return !day.p ? d->year != 0 : two_digits(day, &d->day) && d->day >= 1 && d->day <= 31;
}

static void put_parts(struct buf *b, struct parts d)
{
    if (d.decade) {
        buf_addf(b, "the %d0s", d.decade);
        return;
    }
    if (d.season) buf_addf(b, "%s ", SEASONS[d.season - 21]);
    if (d.day) buf_addf(b, "%d ", d.day);
    if (d.month) buf_addf(b, "%s%s", MONTHS[d.month - 1], d.year ? " " : "");
    if (d.year) buf_addf(b, "%d", d.year);
}

// A date with at most one qualifier at its end.
static bool put_date(struct buf *b, struct str s)
{
    struct parts d;
    char q = s.n ? s.p[s.n - 1] : 0;
    bool about = q == '~' || q == '%', uncertain = q == '?' || q == '%';
    if (!parts_of(about || uncertain ? str_sub(s, 0, s.n - 1) : s, &d)) return false;
    if (about) buf_add(b, S("about "));
    put_parts(b, d);
    if (uncertain) buf_add(b, S(" (uncertain)"));
    return true;
}

// The first of two leaves out what the second says again: "6 and 8 December 2016".
static struct parts shorten(struct parts a, struct parts b)
{
    if (a.year != b.year || !a.month || !b.month || (!a.day) != (!b.day)) return a;
    a.year = 0;
    if (a.day && a.month == b.month) a.month = 0;
    return a;
}

static void put_first(struct buf *b, struct parts a, struct parts second)
{
    a = shorten(a, second);
    if (a.day && !a.month)
        buf_addf(b, "%d", a.day);
    else
        put_parts(b, a);
}

static bool put_interval(struct buf *b, struct str first, struct str second)
{
    struct parts from, to;
    bool open_first = !first.n || str_eq(first, S("..")),
         open_second = !second.n || str_eq(second, S(".."));
    if (open_first && open_second) return false;
    if (open_first || open_second) {
        if (!put_date(b, open_first ? second : first)) return false;
        buf_add(b, open_first ? S(" or earlier") : S(" or later"));
        return true;
    }
    if (!parts_of(first, &from) || !parts_of(second, &to)) return false;
    buf_add(b, S("between "));
    put_first(b, from, to);
    buf_add(b, S(" and "));
    put_parts(b, to);
    return true;
}

struct str write_date(struct arena *a, struct edtf d, struct str lang)
{
    (void)lang;
    struct buf b = buf_in(a);
    struct str second, first = str_cut(d.text, '/', &second);
    bool ok = second.p ? put_interval(&b, first, second) : put_date(&b, first);
    return ok ? buf_str(&b) : str_dup(a, d.text);
}

struct str write_day(struct arena *a, struct day d, struct str lang)
{
    (void)lang;
    if (d.n == DAY_FIRST.n || d.n == DAY_LAST.n) return day_text(a, d);
    struct ymd c = day_ymd(d);
    return strf(a, "%d %s %d", c.day, MONTHS[c.month - 1], c.year);
}

static void put_count(struct buf *b, int32_t n, const char *unit)
{
    if (n) buf_addf(b, "%s%d %s%s", b->n ? " " : "", n, unit, n == 1 || n == -1 ? "" : "s");
}

struct str write_duration(struct arena *a, struct dur d, struct str lang)
{
    (void)lang;
    struct buf b = buf_in(a);
    if (d.life) return S("life");
    put_count(&b, d.months / 12, "year");
    put_count(&b, d.months % 12, "month");
    put_count(&b, d.days, "day");
    if (!b.n) buf_add(&b, S("0 days"));
    return buf_str(&b);
}

struct str write_number(struct arena *a, int64_t n, struct str lang)
{
    (void)lang;
    struct str s = strf(a, "%lld", (long long)n);
    struct buf b = buf_in(a);
    size_t sign = n < 0;
    for (size_t i = 0; i < s.n; i++) {
        if (i > sign && (s.n - i) % 3 == 0) buf_addc(&b, ',');
        buf_addc(&b, s.p[i]);
    }
    return buf_str(&b);
}

// A name by ICU's data; the code itself where there is none.
struct str write_country(struct arena *a, struct str alpha2, struct str lang)
{
    UChar name[128];
    char utf8[512];
    int32_t n = 0;
    UErrorCode e = U_ZERO_ERROR;
    if (alpha2.n != 2) return str_dup(a, alpha2);
    const char *locale = str_c(a, lang.n ? lang : S("en"));
    int32_t len = uloc_getDisplayCountry(strf(a, "und_%.*s", STR(alpha2)).p, locale, name, 128, &e);
    u_strToUTF8(utf8, sizeof utf8, &n, name, len, &e);
    if (U_FAILURE(e) || n == 0) return str_dup(a, alpha2);
    return str_dup(a, (struct str){utf8, (size_t)n});
}
