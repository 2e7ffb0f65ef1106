#include "letter/compare.h"

#include "base/arena.h"
#include "vocab/identifier.h"

static enum fit fit_of(enum tri t) { return t == TRI_YES ? FIT_YES : t == TRI_MAYBE ? FIT_MAYBE : FIT_NO; }
static enum fit better(enum fit a, enum fit b) { return a > b ? a : b; }

// ---- dates

struct edtf token_days(struct arena *a, const struct token *t, struct day letter_day)
{
    if (t->kind == TOKEN_DATE) return t->date;
    int sign = t->later ? 1 : -1;
    if (t->calendar) { // "last year" is the whole of the year before, whatever the day
        struct ymd y = day_ymd(day_add_months(letter_day, sign * t->calendar));
        struct day first = day_of((struct ymd){y.year, t->calendar == 12 ? 1 : y.month, 1});
        struct edtf e = edtf_of_day(a, first);
        e.lo = first;
        e.hi = day_add_days(day_add_months(first, t->calendar), -1);
        return e;
    }
    struct day mid = day_add_days(day_add_months(letter_day, sign * t->dur.months), sign * t->dur.days);
    // "two years ago" is said of anything between a year and a half and two and a half; ten days are ten days
    int slack = t->dur.months >= 12 ? 183 : t->dur.months ? 15 : 0;
    struct edtf e = edtf_of_day(a, mid);
    e.lo = day_add_days(mid, -slack);
    e.hi = day_add_days(mid, slack);
    return e;
}

// "20 July": any year. The record must be of that day and month.
static bool yearless(const struct token *t)
{
    return t->kind == TOKEN_DATE && str_starts(t->date.text, S("XXXX-"));
}

static enum fit yearless_fits(const struct token *t, struct edtf record)
{
    int64_t month = 0, day = 0;
    if (t->date.text.n != 10 || !str_int(str_sub(t->date.text, 5, 7), &month) ||
        !str_int(str_sub(t->date.text, 8, 10), &day))
        return FIT_MAYBE;
    if (record.lo.n != record.hi.n) return FIT_MAYBE;
    struct ymd d = day_ymd(record.lo);
    return d.month == month && d.day == day ? FIT_YES : FIT_NO;
}

static enum fit date_fits(struct arena *a, const struct token *t, struct edtf record, struct day letter_day)
{
    if (yearless(t)) return t->bound ? FIT_MAYBE : yearless_fits(t, record);
    if (t->bound == BOUND_BEFORE) return fit_of(edtf_before(record, t->date.lo));
    if (t->bound == BOUND_AFTER) return fit_of(edtf_after(record, t->date.hi));
    return fit_of(edtf_agrees(token_days(a, t, letter_day), record));
}

// ---- the other kinds

static enum fit duration_fits(const struct token *t, struct dur d)
{
    int64_t want = dur_key(t->dur), have = dur_key(d);
    switch (t->hedge) {
    case HEDGE_OVER: return have > want ? FIT_YES : FIT_NO;
    case HEDGE_AT_LEAST: return have >= want ? FIT_YES : FIT_NO;
    case HEDGE_UNDER: return have < want ? FIT_YES : FIT_NO;
    case HEDGE_AT_MOST: return have <= want ? FIT_YES : FIT_NO;
    case HEDGE_NEARLY:
    case HEDGE_ABOUT: {
        double days = d.months * 30.44 + d.days, said = t->dur.months * 30.44 + t->dur.days;
        double low = t->hedge == HEDGE_NEARLY ? 0.8 : 0.9, high = t->hedge == HEDGE_NEARLY ? 1.0 : 1.1;
        return days >= said * low && days <= said * high ? FIT_YES : FIT_NO;
    }
    case HEDGE_NONE: break;
    }
    return dur_eq(t->dur, d) ? FIT_YES : FIT_NO;
}

static enum fit text_fits(struct arena *a, const struct token *t, const struct statement *s, struct day letter_day,
                          struct str lang);

static enum fit identifier_fits(const struct token *t, const struct statement *s)
{
    enum scheme scheme = s->prop->scheme;
    bool same = str_eq(t->code, s->value.text);
    switch (t->kind) {
    case TOKEN_ARTICLE:
        if (scheme != SCHEME_FINDING) return FIT_NONE;
        return finding_covers(s->value.text, t->code) ? FIT_YES : FIT_NO;
    case TOKEN_APPNO: return scheme != SCHEME_APPNO ? FIT_NONE : same ? FIT_YES : FIT_NO;
    case TOKEN_ECLI: return scheme != SCHEME_ECLI ? FIT_NONE : same ? FIT_YES : FIT_NO;
    case TOKEN_DOC:
        if (scheme != SCHEME_DOCUMENT && scheme != SCHEME_ITEM) return FIT_NONE;
        return same ? FIT_YES : scheme == SCHEME_DOCUMENT ? FIT_NO : FIT_NONE;
    default: return FIT_NONE;
    }
}

enum fit token_fits(struct arena *a, const struct token *t, const struct statement *s, struct day letter_day,
                    struct str lang)
{
    const struct value *v = &s->value;
    switch (v->kind) {
    case KIND_DATE:
        return t->kind == TOKEN_DATE || t->kind == TOKEN_AGO ? date_fits(a, t, v->date, letter_day) : FIT_NONE;
    case KIND_NUMBER:
        if (t->kind != TOKEN_NUMBER) return FIT_NONE;
        return fit_of(hedge_holds(t->hedge, t->number, v->key, 0));
    case KIND_DURATION: return t->kind == TOKEN_DURATION ? duration_fits(t, v->dur) : FIT_NONE;
    case KIND_MONEY:
        if (t->kind != TOKEN_MONEY) return FIT_NONE;
        if (!str_eq(str_sub(v->text, 0, 3), t->code)) return FIT_NO;
        return fit_of(hedge_holds(t->hedge, t->number, v->key / 100, 0));
    case KIND_COUNTRY: return t->kind != TOKEN_COUNTRY ? FIT_NONE : str_eq(v->text, t->code) ? FIT_YES : FIT_NO;
    case KIND_IDENTIFIER: return identifier_fits(t, s);
    case KIND_TEXT:
        if (t->kind == TOKEN_ARTICLE && str_eq(s->prop->name, S("article")))
            return str_eq(v->text, t->code) ? FIT_YES : FIT_NO;
        return text_fits(a, t, s, letter_day, lang);
    case KIND_NAME: return text_fits(a, t, s, letter_day, lang);
    default: return FIT_NONE;
    }
}

// "before 29 November" is said by a text that says just this.
static bool text_date_fits(struct arena *a, const struct token *t, const struct token *said, struct day letter_day)
{
    if (!t->bound) return date_fits(a, t, said->date, letter_day) == FIT_YES;
    return t->bound == said->bound && t->date.lo.n == said->date.lo.n && t->date.hi.n == said->date.hi.n;
}

// What a title or a summary says can support a text, but not contradict it: it may speak of several things.
static enum fit text_fits(struct arena *a, const struct token *t, const struct statement *s, struct day letter_day,
                          struct str lang)
{
    struct token *said;
    size_t n = scan_text(a, s->value.text, s->lang.n ? s->lang : lang, &said);
    enum fit best = FIT_NONE;
    for (size_t i = 0; i < n; i++) {
        if (said[i].kind != t->kind) continue;
        bool same = false;
        switch (t->kind) {
        case TOKEN_DATE: same = text_date_fits(a, t, &said[i], letter_day); break;
        case TOKEN_NUMBER: same = hedge_holds(t->hedge, t->number, said[i].number, 0) == TRI_YES; break;
        case TOKEN_DURATION: same = duration_fits(t, said[i].dur) == FIT_YES; break;
        case TOKEN_MONEY: same = str_eq(t->code, said[i].code) && t->number == said[i].number; break;
        case TOKEN_ARTICLE: same = finding_covers(said[i].code, t->code); break;
        case TOKEN_AGO: break;
        case TOKEN_SERIAL: same = t->number == said[i].number; break;
        default: same = str_eq(t->code, said[i].code);
        }
        best = better(best, same ? FIT_YES : FIT_NONE);
    }
    return best;
}

// ---- titles

static bool after_word(struct str *s, struct str word)
{
    if (!str_starts(*s, word)) return false;
    *s = str_trim(str_sub(*s, word.n, s->n));
    return s->n > 0;
}

static bool condition_date(struct condition *c, struct str s, bool before, bool after)
{
    struct edtf e;
    const char *why;
    if (!edtf_parse(s, &e, &why)) return false;
    c->kind = CONDITION_DATE;
    c->lo = before ? DAY_FIRST : after ? day_add_days(e.hi, 1) : e.lo;
    c->hi = before ? day_add_days(e.lo, -1) : after ? DAY_LAST : e.hi;
    return true;
}

bool condition_parse(struct str title, struct condition *out)
{
    static const struct {
        const char *word;
        enum hedge hedge;
    } hedges[] = {{"over ", HEDGE_OVER},       {"at least ", HEDGE_AT_LEAST}, {"at most ", HEDGE_AT_MOST},
                  {"exactly ", HEDGE_NONE},    {"about ", HEDGE_ABOUT}};
    struct str s = str_trim(title);
    *out = (struct condition){0};
    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++)
        if (after_word(&s, str_of(hedges[i].word))) {
            out->hedge = hedges[i].hedge;
            return str_int(s, &out->number);
        }
    if (after_word(&s, S("on ")) || after_word(&s, S("within "))) return condition_date(out, s, false, false);
    if (after_word(&s, S("before "))) return condition_date(out, s, true, false);
    if (after_word(&s, S("after "))) return condition_date(out, s, false, true);
    if (!after_word(&s, S("is "))) return false;
    out->kind = CONDITION_TERM;
    out->term = s;
    return true;
}

enum fit condition_fits(const struct condition *c, const struct statement *s)
{
    const struct value *v = &s->value;
    if (c->kind == CONDITION_NUMBER)
        return v->kind != KIND_NUMBER ? FIT_NONE : fit_of(hedge_holds(c->hedge, c->number, v->key, 0));
    if (c->kind == CONDITION_DATE)
        return v->kind != KIND_DATE ? FIT_NONE : fit_of(edtf_within(v->date, c->lo, c->hi));
    if (v->kind != KIND_TERM || !v->term) return FIT_NONE;
    const struct term *want = thesaurus_term(s->prop->terms, c->term);
    return !want ? FIT_NONE : term_is(v->term, want) ? FIT_YES : FIT_NO;
}
