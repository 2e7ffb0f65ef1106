// EDTF by recursive descent. The grammar, from the outside in:
//
//   edtf     = list | interval | date
//   list     = "[" item *("," item) "]"  |  "{" … "}"            blanks around items allowed
//   item     = date | date ".." date | ".." date | date ".."
//   interval = end "/" end         end = date | ".." (open) | "" (not known)
//   date     = year4 "-" month "-" day "T" time                  counts as the day that is written
//            | q year [ "-" q month q [ "-" q day q ] ] q
//   year     = ["-"] 4 of 0-9 X  |  decade, 3 digits  |  century, 2 digits (these two stand alone)
//            | "Y" ["-"] digits ["E" n] ["S" n]  |  ["-"] 4 digits "S" n
//   q        = "?" | "~" | "%" or nothing
//
// One idea carries the dates: every date is a pattern of eight places, YYYYMMDD, each a digit or X,
// and what is not written is X.
//
//   2014-05      2014 05 XX          193          193X XX XX
//   156X-12-25   156X 12 25          2004-XX-1X   2004 XX 1X
//
// Its interval is the first and the last day of the calendar that fits the pattern; a pattern that
// no day fits is invalid (15XX-02-3X). The search goes through years, months, days from either end
// and stops at the first hit. A season or part of a year (21 to 41) fixes months, see `seasons`.
//
// Doubt. A qualifier before a component speaks of it alone, one behind it of it and all to its
// left; the precision of the doubt is that of the component it stands at: 2004-06-11? is a day
// either way, 2004?-06-11 a year, 2004-06~-11 a month. The largest of them widens the date. The
// precision of the year in 201X? is ten years, and that of 2004-06-XX? the month: components at the
// end that are all X do not count.
//
// The interval of a list is its hull, and so is that of a pattern: an answer "maybe" may be a "no"
// on a closer look; a "yes" or a "no" is never wrong.
#include "base/edtf.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"

static bool fail(const char **why, const char *text)
{
    *why = text;
    return false;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_qualifier(char c) { return c == '?' || c == '~' || c == '%'; }

static int larger(int a, int b) { return a > b ? a : b; }
static struct day earlier(struct day a, struct day b) { return a.n < b.n ? a : b; }
static struct day later(struct day a, struct day b) { return a.n > b.n ? a : b; }

// Takes one character off s if it is what `is` asks for.
static bool take(struct str *s, bool (*is)(char))
{
    if (!s->n || !is(s->p[0])) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

static bool take_char(struct str *s, char c)
{
    if (!s->n || s->p[0] != c) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

// Takes the leading characters that `is` asks for.
static struct str take_run(struct str *s, bool (*is)(char))
{
    size_t i = 0;
    while (i < s->n && is(s->p[i])) i++;
    struct str run = str_sub(*s, 0, i);
    *s = str_sub(*s, i, s->n);
    return run;
}

// What is wrong with s when it is no date at all: the usual slips get their own words.
static const char *shape_fault(struct str s)
{
    if (str_eq(s, S(".."))) return "'..' is one end of an interval: ../2018 or 2018/..";
    for (size_t i = 0; s.n && is_digit(s.p[0]) && i < s.n; i++)
        if (s.p[i] == 'x' || s.p[i] == 'u') return "an unspecified digit is a capital X";
    return "a date is written year first: 2013, 2013-01 or 2013-01-23";
}

static int number(struct str s)
{
    int v = 0;
    for (size_t i = 0; i < s.n; i++) v = v * 10 + (s.p[i] - '0');
    return v;
}

// ---- Doubt

enum { ONE_DAY = 0 }; // a step in months, or this

static void widen(struct edtf *d, int months)
{
    d->doubtful = true;
    if (months == ONE_DAY) {
        d->lo = day_add_days(d->lo, -1);
        d->hi = day_add_days(d->hi, 1);
        return;
    }
    // The end of a month moves to the end of a month: 2004-02? ends on 31 March, not on the 29th.
    struct day same = day_add_months(d->hi, months);
    struct day end = day_add_days(day_add_months(day_add_days(d->hi, 1), months), -1);
    d->lo = day_add_months(d->lo, -months);
    d->hi = later(same, end);
}

// ---- Years that are numbers: Y17E7, Y-170002, 1950S2

// Beyond this any year saturates (32 bits of days reach 5,881,580 years).
static const int64_t YEAR_CAP = 10000000;

static int64_t power10(int64_t n)
{
    int64_t v = 1;
    while (n-- > 0 && v < YEAR_CAP) v *= 10;
    return v;
}

static struct day year_edge(int64_t year, bool last)
{
    if (year > YEAR_CAP) year = YEAR_CAP;
    if (year < -YEAR_CAP) year = -YEAR_CAP;
    return day_of((struct ymd){(int32_t)year, last ? 12 : 1, last ? 31 : 1});
}

struct year {
    bool negative, prefixed; // "-", "Y"
    struct str digits;
    int64_t zeros;       // of the exponent
    int64_t significant; // 0: all
};

// "E7" or "S3": a number of at most 9 digits that is not 0.
static bool take_count(struct str *s, char letter, int64_t *out)
{
    if (!take_char(s, letter)) return true;
    struct str run = take_run(s, is_digit);
    *out = run.n <= 9 ? number(run) : 0;
    return *out > 0;
}

static bool read_year(struct str s, struct year *y, const char **why)
{
    *y = (struct year){0};
    y->prefixed = take_char(&s, 'Y');
    y->negative = take_char(&s, '-');
    y->digits = take_run(&s, is_digit);
    if (!y->digits.n) return fail(why, shape_fault(s));
    if (!take_count(&s, 'E', &y->zeros)) return fail(why, "a number of zeros belongs behind E");
    if (!take_count(&s, 'S', &y->significant))
        return fail(why, "a number of significant digits belongs behind S");
    if (s.n) return fail(why, "a year with Y, E or S has neither month nor other digits");
    if (!y->prefixed && (y->digits.n != 4 || y->zeros))
        return fail(why, "a year has four digits, or more with Y before them");
    if (y->prefixed && (y->digits.p[0] == '0' || (y->digits.n < 5 && !y->zeros)))
        return fail(why, "Y is for years of more than four digits, the first not 0");
    return true;
}

static bool number_year(struct str s, struct edtf *out, int *step, const char **why)
{
    struct year y;
    if (!read_year(s, &y, why)) return false;
    struct str d = y.digits;
    while (d.n > 1 && d.p[0] == '0') d = str_sub(d, 1, d.n);
    int64_t places = (int64_t)d.n + y.zeros;
    if (y.significant > places) return fail(why, "more significant digits than digits");
    if (y.negative && d.p[0] == '0') return fail(why, "there is no year -0000; it is written 0000");
    int64_t free = y.significant ? places - y.significant : 0;
    int64_t unit = power10(free), lo = YEAR_CAP;
    if (places <= 7) {
        lo = number(d) * power10(y.zeros);
        lo -= lo % unit;
    }
    int64_t hi = lo + unit - 1;
    out->lo = year_edge(y.negative ? -hi : lo, false);
    out->hi = year_edge(y.negative ? -lo : hi, true);
    out->unit = free == 0 ? EDTF_YEAR : free == 1 ? EDTF_DECADE : EDTF_CENTURY;
    out->level = y.prefixed && !y.zeros && !y.significant ? 1 : 2;
    *step = (int)(12 * unit);
    return true;
}

// ---- Dates as patterns

enum { YEAR, MONTH, DAY, COMPONENTS };

struct pattern {
    bool negative;
    int count;                                   // components that are written
    char place[COMPONENTS][4];                   // digits and X; month and day use two
    bool before[COMPONENTS], behind[COMPONENTS]; // qualified on this side
    size_t digits;                               // of the year: 2 century, 3 decade, 4
};

static const size_t WIDTH[COMPONENTS] = {4, 2, 2};

static bool is_place(char c) { return is_digit(c) || c == 'X'; }

static bool read_component(struct str *s, struct pattern *p, int i)
{
    p->before[i] = take(s, is_qualifier);
    if (i == YEAR) p->negative = take_char(s, '-');
    struct str run = take_run(s, is_place);
    if (run.n > WIDTH[i] || run.n < 2) return false;
    memcpy(p->place[i], run.p, run.n);
    if (i == YEAR) p->digits = run.n;
    p->behind[i] = take(s, is_qualifier);
    return true;
}

static bool has_x(const struct pattern *p, int i)
{
    return memchr(p->place[i], 'X', WIDTH[i]) != NULL;
}

static bool short_year_ok(const struct pattern *p, bool alone, const char **why)
{
    bool plain = p->count == 1 && !memchr(p->place[YEAR], 'X', p->digits);
    if (!plain) return fail(why, shape_fault(S("")));
    if (!alone) return fail(why, "a century or decade stands alone; here write it as 19XX or 193X");
    return true;
}

static bool read_pattern(struct str s, bool alone, struct pattern *p, const char **why)
{
    struct str whole = s;
    *p = (struct pattern){.count = 0};
    memset(p->place, 'X', sizeof p->place);
    do {
        int i = p->count++;
        if (!read_component(&s, p, i)) return fail(why, shape_fault(whole));
    } while (p->count < COMPONENTS && take_char(&s, '-'));
    if (s.n && is_qualifier(s.p[0])) return fail(why, "one qualifier at a place; % is ? and ~");
    if (s.n) return fail(why, shape_fault(whole));
    if (p->negative && !memcmp(p->place[YEAR], "0000", p->digits))
        return fail(why, "there is no year -0000; it is written 0000");
    return p->digits == 4 || short_year_ok(p, alone, why);
}

static bool fits(int value, const char *place, size_t width)
{
    while (width--) {
        if (place[width] != 'X' && place[width] - '0' != value % 10) return false;
        value /= 10;
    }
    return true;
}

// The year with every X replaced by `x`.
static int year_bound(const struct pattern *p, char x)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p->place[YEAR][i] == 'X' ? x : p->place[YEAR][i];
        v = v * 10 + (c - '0');
    }
    return v;
}

// The first month and day of the year that fit, or with `back` the last ones.
static bool day_in_year(const struct pattern *p, int32_t year, bool back, struct day *out)
{
    for (int i = 1; i <= 12; i++) {
        int month = back ? 13 - i : i;
        if (!fits(month, p->place[MONTH], 2)) continue;
        int length = ymd_month_length(year, month);
        for (int j = 1; j <= length; j++) {
            int day = back ? length + 1 - j : j;
            if (!fits(day, p->place[DAY], 2)) continue;
            *out = day_of((struct ymd){year, month, day});
            return true;
        }
    }
    return false;
}

// Moves *year to the next one that fits, itself included, counting up or with `back` down; false
// when there is none left. Years before 0000 have the digits of their distance from it.
static bool year_from(const struct pattern *p, int32_t *year, bool back)
{
    int low = year_bound(p, '0'), high = year_bound(p, '9');
    for (; low <= abs(*year) && abs(*year) <= high; *year += back ? -1 : 1)
        if ((!p->negative || *year < 0) && fits(abs(*year), p->place[YEAR], 4)) return true;
    return false;
}

static int32_t year_start(const struct pattern *p, bool back)
{
    return p->negative ? -year_bound(p, back ? '0' : '9') : year_bound(p, back ? '9' : '0');
}

static bool find_day(const struct pattern *p, bool back, struct day *out)
{
    for (int32_t y = year_start(p, back); year_from(p, &y, back); y += back ? -1 : 1)
        if (day_in_year(p, y, back, out)) return true;
    return false;
}

// Why no day fits, said of what is certainly wrong.
static const char *day_fault(const struct pattern *p)
{
    if (!has_x(p, MONTH)) {
        int month = number((struct str){p->place[MONTH], 2});
        if (month < 1 || month > 12)
            return "the month is not 01 to 12, nor a season or part of the year, 21 to 41";
    }
    if (has_x(p, MONTH) || has_x(p, DAY)) return "no day of the calendar fits this pattern";
    int day = number((struct str){p->place[DAY], 2});
    if (day < 1 || day > 31) return "the day is not 01 to 31";
    if (day == 29) return "29 February of a year that is not a leap year";
    return "the month has no such day";
}

// Months 21 to 41: seasons, seasons of the north, of the south, quarters, thirds, halves. 21 to 24
// are taken as those of the north; a winter begins in the December of the year written.
static const struct season {
    int first, months;
} seasons[] = {{3, 3},  {6, 3},  {9, 3},  {12, 3}, {3, 3}, {6, 3}, {9, 3},
               {12, 3}, {9, 3},  {12, 3}, {3, 3},  {6, 3}, {1, 3}, {4, 3},
               {7, 3},  {10, 3}, {1, 4},  {5, 4},  {9, 4}, {1, 6}, {7, 6}};

static const struct season *season(const struct pattern *p)
{
    if (p->count < 2 || has_x(p, MONTH)) return NULL;
    int n = number((struct str){p->place[MONTH], 2});
    return n >= 21 && n <= 41 ? &seasons[n - 21] : NULL;
}

static void season_span(const struct pattern *p, const struct season *s, struct edtf *out)
{
    int32_t first = year_start(p, false), last = year_start(p, true);
    must(year_from(p, &first, false) && year_from(p, &last, true));
    struct day end = day_of((struct ymd){last, s->first, 1});
    out->lo = day_of((struct ymd){first, s->first, 1});
    out->hi = day_add_days(day_add_months(end, s->months), -1);
    out->unit = EDTF_SEASON;
}

// Components that count for the precision: not those at the end that are all X.
static int precise(const struct pattern *p)
{
    int n = p->count;
    while (n > 1 && !memcmp(p->place[n - 1], "XX", 2)) n--;
    return n;
}

static int year_places_free(const struct pattern *p)
{
    int n = 0;
    while (n < 4 && p->place[YEAR][3 - n] == 'X') n++;
    return n;
}

static enum edtf_unit unit_of(const struct pattern *p)
{
    int n = precise(p), free = year_places_free(p);
    if (n > 1) return n == 3 ? EDTF_DAY : EDTF_MONTH;
    return free == 0 ? EDTF_YEAR : free == 1 ? EDTF_DECADE : EDTF_CENTURY;
}

// Level 1 has X from the right: 201X, 20XX, XXXX, 2004-XX, 2004-06-XX, and below an XXXX only XX.
static int level_of(const struct pattern *p)
{
    int free = year_places_free(p), n = precise(p), inner = 0;
    for (int i = 0; i < 4 - free; i++) inner += p->place[YEAR][i] == 'X';
    if (n > 1) inner += free + has_x(p, MONTH) + (n == 3 && has_x(p, DAY));
    if (n == 1 && p->count > 1) inner += free > 0 && free < 4;
    if (p->digits == 3 || inner || free == 3) return 2;
    return p->negative || (p->digits == 4 && free) || n < p->count;
}

// The step in months of component i, ONE_DAY for a day; -1 where there is no qualifier.
static int step_at(const struct pattern *p, const struct season *s, int i)
{
    if (i >= p->count || !(p->before[i] || p->behind[i])) return -1;
    int at = i < precise(p) ? i : precise(p) - 1;
    if (at == YEAR) return (int)(12 * power10(year_places_free(p)));
    if (at == DAY) return ONE_DAY;
    return s ? s->months : 1;
}

static void qualify(const struct pattern *p, const struct season *s, struct edtf *out)
{
    int step = -1;
    bool inside = false; // a qualifier that does not speak of the whole date from behind it
    for (int i = 0; i < p->count; i++) {
        step = larger(step, step_at(p, s, i));
        inside |= p->before[i] || (p->behind[i] && i < p->count - 1);
    }
    if (step < 0) return;
    out->level = larger(out->level, inside ? 2 : 1);
    widen(out, step);
}

static bool pattern_date(struct str s, bool alone, struct edtf *out, const char **why)
{
    struct pattern p;
    if (!read_pattern(s, alone, &p, why)) return false;
    const struct season *part = season(&p);
    out->level = level_of(&p);
    if (part) {
        if (p.count > 2) return fail(why, "a season or part of the year has no days");
        season_span(&p, part, out);
        bool plain = p.place[MONTH][0] == '2' && p.place[MONTH][1] <= '4';
        out->level = larger(out->level, plain ? 1 : 2);
    } else {
        if (!find_day(&p, false, &out->lo) || !find_day(&p, true, &out->hi))
            return fail(why, day_fault(&p));
        out->unit = unit_of(&p);
    }
    qualify(&p, part, out);
    return true;
}

// ---- Times of day

static bool two_digits(struct str *s, int *out)
{
    if (s->n < 2 || !is_digit(s->p[0]) || !is_digit(s->p[1])) return false;
    *out = number(str_sub(*s, 0, 2));
    *s = str_sub(*s, 2, s->n);
    return true;
}

// "Z", "+04", "+0430", "+04:30": from -12:00 to +14:00, and not -00:00.
static bool zone_ok(struct str s)
{
    int h = 0, m = 0;
    if (str_empty(s) || str_eq(s, S("Z"))) return true;
    bool west = take_char(&s, '-');
    if (!west && !take_char(&s, '+')) return false;
    if (!two_digits(&s, &h)) return false;
    bool colon = take_char(&s, ':');
    if ((colon || s.n) && !two_digits(&s, &m)) return false;
    int minutes = h * 60 + m;
    return !s.n && m < 60 && minutes <= (west ? 12 * 60 : 14 * 60) && !(west && minutes == 0);
}

static bool timed_date(struct str day, struct str time, struct edtf *out, const char **why)
{
    static const char *bad_time = "the time is not hh:mm:ss between 00:00:00 and 24:00:00";
    int h = 0, m = 0, sec = 0;
    bool fraction = false;
    if (!pattern_date(day, false, out, why)) return false;
    if (out->unit != EDTF_DAY || out->doubtful || str_chr(day, 'X', 0) < day.n)
        return fail(why, "a time of day needs a date written in full and without doubt");
    if (!two_digits(&time, &h) || !take_char(&time, ':') || !two_digits(&time, &m))
        return fail(why, bad_time);
    if (take_char(&time, ':')) {
        if (!two_digits(&time, &sec)) return fail(why, bad_time);
        fraction = take_char(&time, '.');
        if (fraction && !take_run(&time, is_digit).n) return fail(why, bad_time);
    }
    if (h > 24 || m > 59 || sec > 59 || (h == 24 && (m || sec || fraction)))
        return fail(why, bad_time);
    return zone_ok(time) || fail(why, "the time zone is not Z, nor from -12:00 to +14:00");
}

// ---- Any single date

static bool day_only(struct str s, struct edtf *out)
{
    if (!day_parse(s, &out->lo)) return false;
    out->hi = out->lo;
    return true;
}

// Y17E7 and 1950S2, with qualifiers at its ends.
static bool number_date(struct str s, struct edtf *out, const char **why)
{
    bool before = take(&s, is_qualifier), behind = s.n && is_qualifier(s.p[s.n - 1]);
    int step;
    if (!number_year(str_sub(s, 0, s.n - behind), out, &step, why)) return false;
    if (!before && !behind) return true;
    out->level = larger(out->level, before ? 2 : 1);
    widen(out, step);
    return true;
}

// `alone`: not an end of an interval nor in a list. *out is all zero (a day, level 0) before.
static bool parse_date(struct str s, bool alone, struct edtf *out, const char **why)
{
    *out = (struct edtf){.text = s};
    if (day_only(s, out)) return true;
    size_t t = str_chr(s, 'T', 0);
    if (t < s.n) return timed_date(str_sub(s, 0, t), str_sub(s, t + 1, s.n), out, why);
    if (str_chr(s, 'Y', 0) < s.n || str_chr(s, 'S', 0) < s.n) return number_date(s, out, why);
    return pattern_date(s, alone, out, why);
}

// ---- Intervals and lists

static bool is_open(struct str s) { return str_empty(s) || str_eq(s, S("..")); }

static bool parse_end(struct str s, struct edtf *out, const char **why)
{
    if (!is_open(s)) return parse_date(s, false, out, why);
    *out = (struct edtf){.lo = DAY_FIRST, .hi = DAY_LAST, .level = 1};
    return true;
}

// From the first day of a to the last of b.
static bool span(const struct edtf *a, const struct edtf *b, struct edtf *out, const char **why)
{
    if (b->hi.n < a->lo.n) return fail(why, "the interval ends before it starts");
    *out = (struct edtf){.lo = a->lo,
                         .hi = b->hi,
                         .unit = a->unit > b->unit ? a->unit : b->unit,
                         .level = larger(a->level, b->level),
                         .doubtful = a->doubtful || b->doubtful};
    return true;
}

static bool parse_interval(struct str s, struct edtf *out, const char **why)
{
    struct str right, left = str_cut(s, '/', &right);
    struct edtf a, b;
    if (str_chr(right, '/', 0) < right.n)
        return fail(why, "an interval has one '/'; a date is written 2013-01-23");
    if (!parse_end(left, &a, why) || !parse_end(right, &b, why)) return false;
    if (!span(&a, &b, out, why)) return false;
    bool rich = str_chr(s, 'X', 0) < s.n || a.unit == EDTF_SEASON || b.unit == EDTF_SEASON;
    out->level = larger(out->level, rich ? 2 : 0);
    out->form = EDTF_INTERVAL;
    return true;
}

static bool parse_item(struct str s, struct edtf *out, const char **why)
{
    size_t at = str_find(s, S(".."), 0);
    if (at == s.n) return parse_date(s, false, out, why);
    struct edtf a, b;
    struct str left = str_sub(s, 0, at), right = str_sub(s, at + 2, s.n);
    if (str_empty(left) && str_empty(right))
        return fail(why, "'..' in a list needs a date beside it");
    if (!parse_end(left, &a, why) || !parse_end(right, &b, why)) return false;
    return span(&a, &b, out, why);
}

static struct str trim_blanks(struct str s)
{
    while (s.n && s.p[0] == ' ') s = str_sub(s, 1, s.n);
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

static bool parse_list(struct str s, struct edtf *out, const char **why)
{
    char close = s.p[0] == '[' ? ']' : '}';
    if (s.n < 2 || s.p[s.n - 1] != close) return fail(why, "a list is closed as it was opened");
    struct str rest = str_sub(s, 1, s.n - 1);
    *out = (struct edtf){.lo = DAY_LAST, .hi = DAY_FIRST};
    do {
        struct str item = trim_blanks(str_cut(rest, ',', &rest));
        struct edtf d;
        if (str_empty(item)) return fail(why, "an empty place in the list");
        if (!parse_item(item, &d, why)) return false;
        out->lo = earlier(out->lo, d.lo);
        out->hi = later(out->hi, d.hi);
        if (d.unit > out->unit) out->unit = d.unit;
        out->doubtful |= d.doubtful;
    } while (rest.p);
    out->form = close == ']' ? EDTF_ONE_OF : EDTF_ALL_OF;
    out->level = 2;
    return true;
}

bool edtf_parse(struct str s, struct edtf *out, const char **why)
{
    struct edtf d = {.text = s};
    if (day_only(s, &d)) return *out = d, true;
    if (str_empty(s)) return fail(why, "the date is empty");
    bool ok = s.p[0] == '[' || s.p[0] == '{' ? parse_list(s, &d, why)
              : str_chr(s, '/', 0) < s.n     ? parse_interval(s, &d, why)
                                             : parse_date(s, true, &d, why);
    if (!ok) return false;
    d.text = s;
    *out = d;
    return true;
}

struct edtf edtf_of_day(struct arena *a, struct day d)
{
    struct ymd c = day_ymd(d);
    return (struct edtf){.text = day_text(a, d), .lo = d, .hi = d, .level = c.year < 0};
}

// ---- Questions

enum tri edtf_within(struct edtf d, struct day lo, struct day hi)
{
    if (d.hi.n < lo.n || d.lo.n > hi.n) return TRI_NO;
    return d.lo.n >= lo.n && d.hi.n <= hi.n ? TRI_YES : TRI_MAYBE;
}

enum tri edtf_before(struct edtf d, struct day other)
{
    if (d.lo.n >= other.n) return TRI_NO;
    return d.hi.n < other.n ? TRI_YES : TRI_MAYBE;
}

enum tri edtf_after(struct edtf d, struct day other)
{
    if (d.hi.n <= other.n) return TRI_NO;
    return d.lo.n > other.n ? TRI_YES : TRI_MAYBE;
}

// A day beyond what 32 bits hold is not a day that is known.
static bool single_day(struct edtf d)
{
    return d.lo.n == d.hi.n && d.lo.n != DAY_FIRST.n && d.lo.n != DAY_LAST.n;
}

enum tri edtf_same(struct edtf a, struct edtf b)
{
    if (a.hi.n < b.lo.n || b.hi.n < a.lo.n) return TRI_NO;
    return single_day(a) && single_day(b) ? TRI_YES : TRI_MAYBE;
}

enum tri edtf_agrees(struct edtf text, struct edtf record)
{
    return edtf_within(record, text.lo, text.hi);
}

enum tri edtf_in_force(const struct edtf *since, const struct edtf *until, struct day d)
{
    struct day tomorrow = day_add_days(d, 1);
    enum tri begun = since ? edtf_before(*since, tomorrow) : TRI_MAYBE;
    enum tri ended = until ? edtf_before(*until, tomorrow) : TRI_NO;
    return tri_and(begun, tri_not(ended));
}
