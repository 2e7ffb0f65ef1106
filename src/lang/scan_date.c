// Dates.
//
//   date    = [open] point sep point        "from 2013 to 2018", "4–6 March 2014", "May–June 2014"
//           | point                         and "5" of "5 and 6 December 2016": what it lacks is
//           what follows
//   point   = day month [year]              25th of October 2017, 25 Oct. 2017, 20 July, the fifth of
//                                           February, le vingt-cinq octobre 2017
//           | month day [[,] year]          October 25, 2017
//           | month year                    May 2014
//           | year day month | year month [day]  "2014-cü ilin 5 mayı", "2014-cü ilin mayı"
//           | year [month] part | year season    "2014-cü ilin əvvəli"
//           | part [month] year             early 2013, late May 2014, the end of 2013
//           | season year                   summer 2013
//           | year | decade                 2013, the 1990s
//           | 2017-10-25 | 2017-10 | 25.10.2017 | 25/10/2017
//
// A weekday may stand in front ("Tuesday 5 December 2017") or behind a day.
//
// The result is written as EDTF and parsed as such, so a day that does not exist is no date.
//
// Four bare digits from 1900 to 2099 are a year, for numbers of that size are written with a comma
// or a blank. They are a number behind a hedge ("over 2000"), before what is counted ("2013
// people") unless "in", "since" or the like stands before them, and in a label ("Rule 2013").
#include "lang/scan_date.h"

#include "base/buf.h"
#include "base/day.h"
#include "lang/scan_number.h"

// 0 is "not said" everywhere.
struct point {
    int year, month, day, season;
    int decade;                 // 199 of the 1990s
    int part_months, part_days; // first * 100 + last, of "early"
    bool behind;                // the dash of a range stands before it: set by the caller
    size_t end;
};

// ---- the pieces

// One to four digits that are all of a number; -1 when not.
static int small_number(const struct prose *p, size_t i)
{
    int64_t v = -1;
    if (lex_at(p, i)->kind != LEX_DIGITS || lex_at(p, i)->n > 4) return -1;
    return number_digits(p, i, &v) == i + 1 ? (int)v : -1;
}

static bool may_begin(const struct prose *p, size_t i, const struct point *pt)
{
    return pt->behind || number_may_begin(p, i);
}

// "fifth", "twenty-fifth".
static size_t read_ordinal(const struct prose *p, size_t i, int *day)
{
    const struct sense *tens = NULL, *s = NULL;
    size_t from = lex_phrase(p, i, SENSE_NUMBER, &tens), end = 0;
    if (from && (tens->value == 20 || tens->value == 30)) {
        if (lex_is_hyphen(p, from) && lex_glued(p, from)) from++;
        end = lex_phrase(p, from, SENSE_ORDINAL, &s);
        if (end && s->value < 10) return *day = (int)(tens->value + s->value), end;
    }
    end = lex_phrase(p, i, SENSE_ORDINAL, &s);
    if (end) *day = (int)s->value;
    return end;
}

// "25", "25th", "25-ci", "fifth".
static size_t read_day(const struct prose *p, size_t i, struct point *pt)
{
    size_t end = read_ordinal(p, i, &pt->day);
    if (end) return pt->day <= 31 ? end : 0;
    int64_t v = lex_value(p, i); // "12 300" may be a number, "25 October" not: see small_number
    if (v < 1 || v > 31 || lex_at(p, i)->n > 2 || !may_begin(p, i, pt)) return 0;
    pt->day = (int)v;
    size_t suffix =
        lex_is_hyphen(p, i + 1) && lex_glued(p, i + 1) && lex_glued(p, i + 2) ? i + 2 : i + 1;
    end = lex_phrase(p, suffix, SENSE_DAY_AFTER, NULL);
    if (end && (suffix > i + 1 || lex_glued(p, i + 1))) return end;
    const struct lex *next = lex_at(p, i + 1);
    return next->kind == LEX_WORD && !next->gap ? 0 : i + 1;
}

static size_t read_month(const struct prose *p, size_t i, int *month)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_MONTH, &s);
    if (!end || (p->style.month_capital && !lex_at(p, i)->capital)) return 0;
    *month = (int)s->value;
    return end;
}

static bool is_year(const struct prose *p, size_t i)
{
    int v = small_number(p, i);
    const struct lex *next = lex_at(p, i + 1);
    if (lex_at(p, i)->n != 4 || v < 1000 || v > 2999) return false;
    if (next->kind == LEX_WORD) return next->gap;
    return !(lex_is_mark(p, i + 1, '/') && !next->gap);
}

// The year and what goes with it: "2017", "2017 года", "2017-ci il".
static size_t read_year(const struct prose *p, size_t i, int *year)
{
    size_t hyphen = lex_is_hyphen(p, i + 1) && lex_glued(p, i + 1) ? i + 2 : i + 1;
    size_t after =
        lex_at(p, i)->kind == LEX_DIGITS ? lex_phrase(p, hyphen, SENSE_YEAR_AFTER, NULL) : 0;
    if (after && lex_at(p, i)->n == 4) return *year = (int)lex_value(p, i), after;
    if (!is_year(p, i)) return 0;
    *year = small_number(p, i);
    return i + 1;
}

static size_t skip(const struct prose *p, size_t i, uint32_t mark)
{
    return lex_is_mark(p, i, mark) ? i + 1 : i;
}

static size_t skip_sense(const struct prose *p, size_t i, enum sense_kind kind)
{
    size_t end = lex_phrase(p, i, kind, NULL);
    return end ? end : i;
}

// The year behind a month or a day: "[.] [,] [of] 2017". Returns `i` when there is none.
static size_t year_behind(const struct prose *p, size_t i, struct point *pt)
{
    size_t from = skip(p, i, '.');
    from = skip_sense(p, skip(p, from, ','), SENSE_LINK);
    size_t end = read_year(p, from, &pt->year);
    return end ? end : i;
}

// ---- points

// Runs of digits with the same mark between them, no blanks. Returns how many, at most three.
static int digit_row(const struct prose *p, size_t i, uint32_t mark, int v[3])
{
    int n = 0;
    for (; n < 3; i += 2) {
        if (lex_at(p, i)->kind != LEX_DIGITS || lex_at(p, i)->n > 4) break;
        v[n++] = (int)lex_value(p, i);
        if (!lex_is_mark(p, i + 1, mark) || !lex_glued(p, i + 1) || !lex_glued(p, i + 2)) break;
    }
    return n;
}

static bool is_edge(const struct prose *p, size_t end)
{
    const struct lex *x = lex_at(p, end);
    return x->gap || x->kind == LEX_MARK || x->kind == LEX_END;
}

static bool point_iso(const struct prose *p, size_t i, struct point *pt)
{
    int v[3];
    int n = lex_at(p, i)->n == 4 ? digit_row(p, i, '-', v) : 0;
    if (n < 2 || lex_at(p, i + 2)->n != 2 || (n == 3 && lex_at(p, i + 4)->n != 2)) return false;
    if (!may_begin(p, i, pt) || v[1] < 1 || v[1] > 12 || (n == 3 && (v[2] < 1 || v[2] > 31)))
        return false;
    *pt = (struct point){
        .year = v[0], .month = v[1], .day = n == 3 ? v[2] : 0, .end = i + (n == 3 ? 5 : 3)};
    return is_edge(p, pt->end);
}

// 25.10.2017 is day first wherever it is written; 10/12/2019 only where the language says so.
static bool point_numeric(const struct prose *p, size_t i, struct point *pt)
{
    int v[3];
    bool slash = digit_row(p, i, '/', v) == 3;
    if (!slash && digit_row(p, i, '.', v) != 3) return false;
    if (lex_at(p, i + 4)->n != 4 || lex_at(p, i)->n > 2 || lex_at(p, i + 2)->n > 2 ||
        !may_begin(p, i, pt))
        return false;
    if (slash && !p->style.day_first && v[0] <= 12 && v[0] != v[1] && v[1] <= 12) return false;
    bool month_first = slash && v[1] > 12;
    *pt = (struct point){
        .year = v[2], .month = v[month_first ? 0 : 1], .day = v[month_first ? 1 : 0], .end = i + 5};
    return pt->month >= 1 && pt->month <= 12 && pt->day >= 1 && is_edge(p, pt->end);
}

static bool point_part(const struct prose *p, size_t i, struct point *pt)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_PART, &s);
    if (!end) return false;
    if (lex_is_hyphen(p, end) && lex_glued(p, end)) end++;
    size_t month = read_month(p, end, &pt->month);
    if (month) {
        pt->part_days = (int)s->value2;
        pt->end = year_behind(p, month, pt);
        return pt->year != 0;
    }
    pt->part_months = (int)s->value;
    pt->end = read_year(p, end, &pt->year);
    return pt->end != 0;
}

// A number in words is a day in front of a month, but "No one May …" and "the second May meeting" are English.
static size_t spelled_day(const struct prose *p, size_t i, struct point *pt)
{
    int64_t v = 0;
    size_t end = p->style.month_capital ? 0 : number_spelled(p, i, &v);
    if (!end || v < 1 || v > 31) return 0;
    pt->day = (int)v;
    return end;
}

static bool point_day_month(const struct prose *p, size_t i, struct point *pt)
{
    size_t end = read_day(p, i, pt), link = 0;
    if (!end) end = spelled_day(p, i, pt);
    if (!end) return false;
    link = lex_phrase(p, end, SENSE_LINK, NULL);
    if (!link && p->style.month_capital && lex_at(p, i)->kind == LEX_WORD) return false;
    end = read_month(p, link ? link : end, &pt->month);
    if (!end) return false;
    pt->end = year_behind(p, end, pt);
    return true;
}

// "May 25" without a year: only where nothing can be counted by the 25 ("In May 25 people …").
static bool day_stands_alone(const struct prose *p, size_t i, size_t day_end, bool suffix)
{
    if (suffix || lex_at(p, day_end)->kind != LEX_WORD) return true;
    return lex_phrase_before(p, i, SENSE_DAY_BEFORE);
}

static bool point_month_day(const struct prose *p, size_t i, struct point *pt)
{
    size_t month = read_month(p, i, &pt->month);
    if (!month) return false;
    size_t from = skip(p, month, '.'), end = read_day(p, from, pt);
    if (!end || (end == from + 1 && small_number(p, from) < 0)) return false;
    size_t year = read_year(p, skip(p, end, ','), &pt->year);
    pt->end = year ? year : end;
    return year || (number_may_end(p, end) && day_stands_alone(p, i, end, end > from + 1));
}

static bool point_month_year(const struct prose *p, size_t i, struct point *pt)
{
    size_t end = read_month(p, i, &pt->month);
    if (!end) return false;
    pt->end = year_behind(p, end, pt);
    return pt->year != 0;
}

static bool point_season(const struct prose *p, size_t i, struct point *pt)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_SEASON, &s);
    if (!end) return false;
    pt->season = (int)s->value;
    pt->end = read_year(p, skip_sense(p, end, SENSE_LINK), &pt->year);
    return pt->end != 0;
}

// "1990s", "1990-е годы", "les années 1990".
static bool point_decade(const struct prose *p, size_t i, struct point *pt)
{
    int64_t v = lex_value(p, i);
    if (lex_at(p, i)->n != 4 || v < 1000 || v % 10 || !may_begin(p, i, pt)) return false;
    size_t word = lex_is_hyphen(p, i + 1) && lex_glued(p, i + 1) && lex_glued(p, i + 2) ? i + 2 : i + 1;
    pt->end = word > i + 1 || lex_glued(p, i + 1) ? lex_phrase(p, word, SENSE_DECADE_AFTER, NULL) : 0;
    if (!pt->end && lex_phrase_before(p, i, SENSE_DECADE_BEFORE)) pt->end = i + 1;
    pt->decade = (int)(v / 10);
    return pt->end != 0;
}

// What stands behind a year that its own word follows: a day and month, a month and day, a part or season.
static size_t behind_year(const struct prose *p, size_t i, struct point *pt)
{
    const struct sense *s = NULL;
    struct point day = {0};
    size_t end = read_day(p, i, &day);
    end = end ? read_month(p, end, &day.month) : 0;
    if (end) return pt->day = day.day, pt->month = day.month, end;
    if ((end = lex_phrase(p, i, SENSE_SEASON, &s))) return pt->season = (int)s->value, end;
    if ((end = lex_phrase(p, i, SENSE_PART, &s))) return pt->part_months = (int)s->value, end;
    if (!(end = read_month(p, i, &pt->month))) return 0;
    size_t part = lex_phrase(p, end, SENSE_PART, &s), of_month = read_day(p, end, &day);
    if (part) return pt->part_days = (int)s->value2, part;
    return of_month > end + 1 ? pt->day = day.day, of_month : end;
}

// "2013", "2014-cü ilin mayında".
static bool point_year(const struct prose *p, size_t i, bool hedged, struct point *pt)
{
    if (lex_at(p, i)->kind != LEX_DIGITS || lex_at(p, i)->n != 4 || !may_begin(p, i, pt)) return false;
    int v = (int)lex_value(p, i);
    size_t end = read_year(p, i, &pt->year);
    if (!end) return false;
    bool worded = end > i + 1;
    size_t more = worded ? behind_year(p, end, pt) : read_month(p, end, &pt->month);
    pt->end = more ? more : end;
    if (more || worded) return true;
    if (hedged || v < 1900 || v > 2099) return false;
    if (!number_may_end(p, end) && !lex_is_hyphen(p, end)) return false; // "2013-18" may be a range
    if (lex_phrase_before(p, i, SENSE_YEAR_BEFORE)) return true;
    size_t word = i > 0 && lex_is_mark(p, i - 1, '.') ? i - 1 : i; // "No. 2013"
    if (lex_phrase_before(p, word, SENSE_LABEL) || lex_phrase_before(p, word, SENSE_SIGN)) return false;
    return !lex_phrase(p, end, SENSE_COUNTED, NULL);
}

// Where a point is looked for.
struct where {
    bool hedged; // behind "over": four bare digits are a number
    bool alone;  // a bare day counts too, for it may be the head of a range
    bool behind; // the dash of a range
};

// The longest of the forms that begin at i.
static bool read_point(const struct prose *p, size_t i, struct where w, struct point *out)
{
    const struct point none = {.behind = w.behind};
    static bool (*const FORMS[])(const struct prose *, size_t, struct point *) = {
        point_iso,       point_numeric,    point_part,  point_day_month,
        point_month_day, point_month_year, point_season, point_decade};
    struct point best = none, pt;
    for (size_t k = 0; k < sizeof FORMS / sizeof *FORMS; k++) {
        pt = none;
        if (FORMS[k](p, i, &pt) && pt.end > best.end) best = pt;
    }
    pt = none;
    if (point_year(p, i, w.hedged, &pt) && pt.end > best.end) best = pt;
    pt = none;
    if (w.alone && !best.end && (pt.end = read_day(p, i, &pt))) best = pt;
    *out = best;
    return best.end != 0;
}

static bool only_day(struct point pt)
{
    return pt.day && !pt.month;
}

static bool only_month(struct point pt)
{
    return pt.month && !pt.day && !pt.year;
}

static bool only_year(struct point pt)
{
    return pt.year && !pt.month && !pt.season && !pt.part_months;
}

// ---- as EDTF

static void put_year(struct buf *b, int year)
{
    if (year)
        buf_addf(b, "%04d", year);
    else
        buf_add(b, S("XXXX"));
}

// The point, or of "early 2013" its first or last month or day.
static void put_end(struct buf *b, struct point pt, bool last)
{
    int month = pt.month, day = pt.day;
    if (pt.part_months) month = last ? pt.part_months % 100 : pt.part_months / 100;
    if (pt.part_days) day = last ? pt.part_days % 100 : pt.part_days / 100;
    if (pt.part_days && day > ymd_month_length(pt.year, month))
        day = ymd_month_length(pt.year, month);
    if (pt.decade) {
        buf_addf(b, "%03dX", pt.decade);
        return;
    }
    put_year(b, pt.year);
    if (pt.season) buf_addf(b, "-%02d", pt.season);
    if (month) buf_addf(b, "-%02d", month);
    if (day) buf_addf(b, "-%02d", day);
}

static bool to_edtf(const struct prose *p, struct point from, const struct point *to,
                    struct edtf *out)
{
    struct buf b = buf_in(p->arena);
    const char *why = NULL;
    bool part = from.part_months || from.part_days;
    put_end(&b, from, false);
    if (to || part) {
        buf_addc(&b, '/');
        put_end(&b, to ? *to : from, true);
    }
    return edtf_parse(buf_str(&b), out, &why);
}

// ---- ranges and lists

// What the first of two lacks is said by the second: the month and year of "4–6 March 2014".
static void complete(struct point *a, const struct point *b)
{
    if (only_day(*a)) a->month = b->month;
    if (!a->year && !a->decade) a->year = b->year;
}

// "2013–18"
static bool short_year(const struct prose *p, size_t i, struct point a, struct point *b)
{
    int v = small_number(p, i);
    if (!only_year(a) || lex_at(p, i)->n != 2 || v <= a.year % 100 || !number_may_end(p, i + 1))
        return false;
    *b = (struct point){.year = a.year - a.year % 100 + v, .end = i + 1};
    return true;
}

// The point behind a separator. A day or month alone says nothing there.
static bool second(const struct prose *p, size_t i, struct point a, struct point *b)
{
    if (short_year(p, i, a, b)) return true;
    if (!read_point(p, i, (struct where){.behind = true}, b) || only_month(*b)) return false;
    if (only_day(a)) return b->month && b->day;
    return !only_month(a) || b->month;
}

// A month without a year or day is a point only at the head of a range: "May–June 2014".
static bool first(const struct prose *p, size_t i, struct point *a)
{
    if (read_point(p, i, (struct where){.alone = true}, a)) return true;
    *a = (struct point){0};
    a->end = read_month(p, i, &a->month);
    return a->end != 0;
}

// The dash or word between two points; `pair` is that of the opening word, -1 when there was none.
// Returns the index behind it, 0 for none.
static size_t separator(const struct prose *p, size_t i, int64_t pair)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_CLOSE, &s);
    if (end && pair >= 0) return s->value == pair ? end : 0;
    if (end && !lex_phrase(p, i, SENSE_AND, NULL)) return end; // "6 to 8 December 2016"
    bool dash = lex_is_hyphen(p, i) && lex_glued(p, i) == lex_glued(p, i + 1);
    return dash ? i + 1 : 0;
}

static bool read_range(const struct prose *p, size_t i, int64_t pair, size_t begin, struct found *f)
{
    struct point a, b;
    struct edtf date;
    if (!first(p, begin, &a)) return false;
    size_t sep = separator(p, a.end, pair);
    if (!sep || !second(p, skip_sense(p, sep, SENSE_THE), a, &b)) return false;
    complete(&a, &b);
    if (!b.year && !b.decade) b.year = a.year;
    if (!b.year || (!a.year && !a.decade) || !to_edtf(p, a, &b, &date)) return false;
    struct token *t = found_add(f, p, TOKEN_DATE, i, b.end);
    if (t) t->date = date;
    return true;
}

// "5 and 6 December 2016", "25 October and 5 December 2017": the first, with what the second says.
static bool borrow(const struct prose *p, struct point *a)
{
    struct point b;
    size_t end = lex_phrase(p, a->end, SENSE_AND, NULL);
    if (!end) return false;
    end = skip_sense(p, end, SENSE_THE);
    if (!read_point(p, end, (struct where){0}, &b) || !b.day || !b.month) return false;
    complete(a, &b);
    return true;
}

// The opening word of a range; its pair, or -1.
static size_t open(const struct prose *p, size_t i, int64_t *pair, bool *span)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_OPEN, &s);
    *pair = end ? s->value : -1;
    *span = end && s->value2;
    return end;
}

// Most places are no date; most of them are told by their first lex.
static bool may_be_date(const struct lex *x)
{
    if (x->kind == LEX_DIGITS) return x->n <= 4;
    static const uint64_t MAY = 1ull << SENSE_MONTH | 1ull << SENSE_PART | 1ull << SENSE_SEASON | 1ull << SENSE_ORDINAL |
                                1ull << SENSE_OPEN | 1ull << SENSE_WEEKDAY | 1ull << SENSE_NUMBER;
    return (x->reach & MAY) != 0;
}

static bool one_day(const struct found *f)
{
    struct edtf d = f->list[0].date;
    return f->count == 1 && (d.lo.n == d.hi.n || (d.text.n == 10 && str_starts(d.text, S("XXXX-"))));
}

// "Tuesday, 5 December 2017"
static void read_weekday(const struct prose *p, size_t i, struct found *f)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_WEEKDAY, &s), from = end ? skip_sense(p, skip(p, end, ','), SENSE_THE) : 0;
    if (!end || lex_may(lex_at(p, from), SENSE_WEEKDAY)) return;
    read_date(p, from, false, f);
    if (f->count && one_day(f)) {
        struct token *t = &f->list[0];
        t->weekday = (int)s->value;
        t->n += t->at - lex_at(p, i)->at;
        t->at = lex_at(p, i)->at;
    } else {
        f->end = f->count = 0; // it is read without the weekday, in its own place
    }
}

// "5 December 2017, a Tuesday", "(Tuesday)"; but "5 December 2017, Tuesday 6 …" is another day's.
static int weekday_behind(const struct prose *p, size_t end)
{
    const struct sense *s = NULL;
    size_t from = skip_sense(p, skip(p, skip(p, end, ','), '('), SENSE_ONE), behind = lex_phrase(p, from, SENSE_WEEKDAY, &s);
    if (!behind || from == end) return 0;
    const struct lex *next = lex_at(p, behind);
    return next->kind == LEX_DIGITS || lex_may(next, SENSE_MONTH) || lex_may(next, SENSE_THE) ? 0 : (int)s->value;
}

static void read_plain(const struct prose *p, size_t i, bool hedged, struct found *f)
{
    struct point a;
    int64_t pair = -1;
    bool span;
    size_t opened = open(p, i, &pair, &span);
    if (opened && read_range(p, i, pair, skip_sense(p, opened, SENSE_THE), f)) {
        f->list[f->count - 1].span = span;
        return;
    }
    if (!hedged && !opened && read_range(p, i, -1, i, f)) return;
    if (!read_point(p, i, (struct where){.hedged = hedged, .alone = true}, &a)) return;
    bool bare = only_day(a);
    if (only_year(a) && !number_may_end(p, a.end)) return;
    if (!a.year && !a.decade && (hedged || !borrow(p, &a)) && bare) return;
    struct edtf date;
    if (!to_edtf(p, a, NULL, &date)) return;
    struct token *t = found_add(f, p, TOKEN_DATE, i, a.end);
    if (t) t->date = date;
}

void read_date(const struct prose *p, size_t i, bool hedged, struct found *f)
{
    if (!may_be_date(lex_at(p, i))) return;
    read_weekday(p, i, f);
    if (f->count) return;
    read_plain(p, i, hedged, f);
    if (f->count && one_day(f)) f->list[0].weekday = weekday_behind(p, f->end);
}
