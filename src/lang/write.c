// Values in words. English, French, Azerbaijani and Russian have theirs in words.def, the others in ICU. A date is
// written from its EDTF text, for the interval of days alone does not tell "2013" from "2013-01-01/2013-12-31".
#include "lang/write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "lang/words.h"
#include "lang/write_icu.h"

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

// The language in which a date can be written: itself, or English.
static struct str dated(struct arena *a, struct str lang)
{
    return words_has(lang, WORD_MONTH_1) || icu_date(a, lang, 2017, 0, 0).n ? lang : S("en");
}

static struct str digits(struct arena *a, int n, struct str lang)
{
    struct str s = words_has(lang, WORD_MONTH_1) ? S("") : icu_date(a, lang, n, 0, 0);
    return s.n ? s : strf(a, "%d", n);
}

static struct str month_word(struct parts d, struct str lang)
{
    enum word alone = (enum word)(WORD_MONTH_ALONE_1 + d.month - 1);
    return !d.day && words_has(lang, alone) ? words(lang, alone) : words(lang, (enum word)(WORD_MONTH_1 + d.month - 1));
}

static struct str parts_words(struct arena *a, struct parts d, struct str lang)
{
    struct buf b = buf_in(a);
    struct str year = digits(a, d.decade ? d.decade * 10 : d.year, lang);
    if (d.decade) return words_with(a, lang, WORD_DECADE, year, digits(a, d.decade * 10 + 9, lang));
    if (!d.season && !words_has(lang, WORD_MONTH_1)) return icu_date(a, lang, d.year, d.month, d.day);
    if (d.season) buf_add(&b, words(lang, (enum word)(WORD_SPRING + d.season - 21)));
    if (d.day == 1) buf_addf(&b, "%.*s ", STR(words(lang, WORD_FIRST_DAY)));
    if (d.day > 1) buf_addf(&b, "%d ", d.day);
    if (d.month) buf_add(&b, month_word(d, lang));
    if (!d.year) return buf_str(&b);
    if (b.n) buf_addc(&b, ' ');
    buf_add(&b, words_with(a, lang, b.n ? WORD_YEAR_BEHIND : WORD_YEAR_ALONE, year, S("")));
    return buf_str(&b);
}

// A date with at most one qualifier at its end; empty when it has no words.
static struct str date_words(struct arena *a, struct str s, struct str lang)
{
    struct parts d;
    char q = s.n ? s.p[s.n - 1] : 0;
    bool about = q == '~' || q == '%', uncertain = q == '?' || q == '%';
    if (!parts_of(about || uncertain ? str_sub(s, 0, s.n - 1) : s, &d)) return S("");
    struct str text = parts_words(a, d, lang);
    if (about) text = words_with(a, lang, WORD_ABOUT, text, S(""));
    return uncertain ? words_with(a, lang, WORD_UNCERTAIN, text, S("")) : text;
}

// The first of two leaves out what the second says again: "6 and 8 December 2016".
static struct parts shorten(struct parts a, struct parts b)
{
    if (a.year != b.year || !a.month || !b.month || (!a.day) != (!b.day)) return a;
    a.year = 0;
    if (a.day && a.month == b.month) a.month = 0;
    return a;
}

static struct str end_words(struct arena *a, struct parts d, struct str lang)
{
    struct str s = parts_words(a, d, lang);
    if (d.day && !d.month) s = d.day == 1 ? words(lang, WORD_FIRST_DAY) : strf(a, "%d", d.day);
    return d.day ? words_with(a, lang, WORD_THE_DAY, s, S("")) : s;
}

static struct str interval_words(struct arena *a, struct str first, struct str second, struct str lang)
{
    struct parts from, to;
    bool open_first = !first.n || str_eq(first, S("..")),
         open_second = !second.n || str_eq(second, S(".."));
    if (open_first && open_second) return S("");
    if (open_first || open_second) {
        struct str s = date_words(a, open_first ? second : first, lang);
        return s.n ? words_with(a, lang, open_first ? WORD_EARLIER : WORD_LATER, s, S("")) : s;
    }
    if (!parts_of(first, &from) || !parts_of(second, &to)) return S("");
    if (!words_has(lang, WORD_MONTH_1)) // the order of the parts is the language's own: nothing is left out
        return strf(a, "%.*s – %.*s", STR(parts_words(a, from, lang)), STR(parts_words(a, to, lang)));
    from = shorten(from, to);
    bool bare = from.day && !from.month;
    return words_with(a, lang, bare ? WORD_BETWEEN_DAYS : WORD_BETWEEN, end_words(a, from, lang), end_words(a, to, lang));
}

struct str write_date(struct arena *a, struct edtf d, struct str lang)
{
    struct str second, first = str_cut(d.text, '/', &second), in = dated(a, lang);
    struct str s = second.p ? interval_words(a, first, second, in) : date_words(a, first, in);
    return s.n ? s : str_dup(a, d.text);
}

struct str write_day(struct arena *a, struct day d, struct str lang)
{
    if (d.n == DAY_FIRST.n || d.n == DAY_LAST.n) return day_text(a, d);
    struct ymd c = day_ymd(d);
    return parts_words(a, (struct parts){.year = c.year, .month = c.month, .day = c.day}, dated(a, lang));
}

static void put_count(struct buf *b, int32_t n, const char *unit, struct str lang)
{
    struct str s = str_starts(lang, S("en")) || !n ? S("") : icu_duration(b->arena, lang, n, unit);
    if (!n) return;
    if (b->n) buf_addc(b, ' ');
    if (s.n)
        buf_add(b, s);
    else
        buf_addf(b, "%d %s%s", n, unit, n == 1 || n == -1 ? "" : "s");
}

struct str write_duration(struct arena *a, struct dur d, struct str lang)
{
    struct buf b = buf_in(a);
    if (d.life) return words(lang, WORD_LIFE);
    put_count(&b, d.months / 12, "year", lang);
    put_count(&b, d.months % 12, "month", lang);
    put_count(&b, d.days, "day", lang);
    if (b.n) return buf_str(&b);
    struct str none = icu_duration(a, lang, 0, "day");
    return none.n ? none : S("0 days");
}

struct str write_number(struct arena *a, int64_t n, struct str lang)
{
    struct str s = words_has(lang, WORD_THOUSANDS) ? S("") : icu_number(a, lang, n);
    if (s.n) return s;
    struct str number = strf(a, "%lld", (long long)n);
    struct buf b = buf_in(a);
    size_t sign = n < 0;
    for (size_t i = 0; i < number.n; i++) {
        if (i > sign && (number.n - i) % 3 == 0) buf_add(&b, words(lang, WORD_THOUSANDS));
        buf_addc(&b, number.p[i]);
    }
    return buf_str(&b);
}

// A name by ICU's data; the code itself where there is none.
struct str write_country(struct arena *a, struct str alpha2, struct str lang)
{
    struct str s = alpha2.n == 2 ? icu_country(a, lang, alpha2) : S("");
    return s.n ? s : str_dup(a, alpha2);
}

struct str write_language(struct arena *a, struct str lang)
{
    struct str s = icu_language(a, lang);
    return s.n ? s : str_dup(a, lang);
}
