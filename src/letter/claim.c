// A claim about an entity: every date, number, name, term and document in its text against the statements.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/checker.h"
#include "letter/compare.h"

enum { MAX_TOKENS = 500 };

// ---- what one thing in the text is compared with

static const struct {
    enum diag_code code;
    const char *what;
} token_words_of[] = {
    [TOKEN_DATE] = {DIAG_DATE, "date"},         [TOKEN_NUMBER] = {DIAG_NUMBER, "number"},
    [TOKEN_DURATION] = {DIAG_DURATION, "duration"}, [TOKEN_AGO] = {DIAG_DATE, "date"},
    [TOKEN_MONEY] = {DIAG_MONEY, "sum"},        [TOKEN_ARTICLE] = {DIAG_ARTICLE, "article"},
    [TOKEN_APPNO] = {DIAG_DOCUMENT, "application number"}, [TOKEN_ECLI] = {DIAG_DOCUMENT, "ECLI"},
    [TOKEN_DOC] = {DIAG_DOCUMENT, "document number"}, [TOKEN_COUNTRY] = {DIAG_COUNTRY, "country"},
    [TOKEN_SERIAL] = {DIAG_NAME, "number of the case"},
};

static bool may_be_near(const struct token *t)
{
    return t->kind == TOKEN_COUNTRY || t->kind == TOKEN_APPNO || t->kind == TOKEN_DOC;
}

struct outcome {
    enum fit best;
    const struct statement *hit;       // that fits best
    const struct statement *against[8]; // of the same kind, that do not
    size_t against_n;
};

static bool word_in_text(struct checker *k, struct str words)
{
    struct str text = fold(k->a, k->c->text), rest = fold(k->a, words);
    while (rest.p) {
        struct str word = str_cut(rest, ' ', &rest);
        if (word.n >= 4 && str_find(text, word, 0) < text.n) return true;
    }
    return false;
}

static bool property_in_text(struct checker *k, const struct prop *p)
{
    return word_in_text(k, label_text(p->label, k->l->head.lang, p->name)) || word_in_text(k, p->name);
}

// "before 5 December 2017" would be right of almost anything that happened earlier: it is compared with the dates that the text
// names ("released before"), else with the main one.
static bool may_bound(struct checker *k, const struct statement *s)
{
    bool named = false;
    if (k->c->ref.prop || s->value.kind != KIND_DATE) return true;
    for (const struct prop *p = s->prop->type->first; p; p = p->next)
        if (p->kind == KIND_DATE && property_in_text(k, p)) named = true;
    return named ? property_in_text(k, s->prop) : str_eq(s->prop->name, S("date")) || str_eq(s->prop->name, S("since"));
}

// Of equals what is preferred by the register, then what is in the letter's language.
static bool rather(struct checker *k, const struct statement *s, const struct statement *than)
{
    if (s->preferred != than->preferred) return s->preferred;
    return s->prop == than->prop && str_eq(s->lang, k->l->head.lang) && !str_eq(than->lang, k->l->head.lang);
}

static void try_all(struct checker *k, const struct token *t, struct statements pool, bool keep, struct outcome *o)
{
    for (size_t i = 0; i < pool.n; i++) {
        enum fit f = token_fits(k->a, t, &pool.v[i], k->l->head.date.lo, k->l->head.lang);
        if (f == FIT_NONE || (t->bound && !may_bound(k, &pool.v[i]))) continue;
        if (f > o->best || (f == o->best && rather(k, &pool.v[i], o->hit))) o->best = f, o->hit = &pool.v[i];
        if (f != FIT_YES && keep && o->against_n < sizeof o->against / sizeof *o->against) o->against[o->against_n++] = &pool.v[i];
    }
}

// Something else in the text is right of this statement: "arrested on 4 February 2013 and released on 12 August 2018".
static bool said_already(struct checker *k, const struct token *t, const struct statement *s)
{
    for (size_t i = 0; i < k->token_count; i++)
        if (&k->tokens[i] != t && token_fits(k->a, &k->tokens[i], s, k->l->head.date.lo, k->l->head.lang) == FIT_YES) return true;
    return false;
}

// What is likely to be meant is said first: what nothing else in the text is about, then the main date, date or since.
static void likely_first(struct checker *k, const struct token *t, struct outcome *o)
{
    size_t best = 0;
    int best_rank = -1;
    for (size_t i = 0; i < o->against_n; i++) {
        struct str name = o->against[i]->prop->name;
        int rank = (said_already(k, t, o->against[i]) ? 0 : 2) + (str_eq(name, S("date")) || str_eq(name, S("since")));
        if (rank > best_rank) best = i, best_rank = rank;
    }
    if (!best) return;
    const struct statement *s = o->against[best];
    memmove(o->against + 1, o->against, best * sizeof *o->against);
    o->against[0] = s;
}

// Did the register once have what the text says?
static bool once_had(struct checker *k, const struct token *t, struct err *err)
{
    struct statements all;
    if (!view_history(k->v, k->facts.entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        struct instant at;
        struct str recorder, note;
        if (!all.v[i].gone || all.v[i].gone > k->v->known || all.v[i].prop->kind == KIND_TEXT) continue;
        if (token_fits(k->a, t, &all.v[i], k->l->head.date.lo, k->l->head.lang) != FIT_YES) continue;
        if (!view_tx(k->v, all.v[i].gone, &at, &recorder, &note, err)) return false;
        struct diag *d = report_token(k, DIAG_SUPERSEDED, t,
                                      strf(k->a, "the register had this until %.*s, and then corrected it",
                                           STR(write_day(k->a, instant_day(at), S("en")))));
        return more_statement(k, d, &all.v[i], err);
    }
    return true;
}

static bool mismatch(struct checker *k, const struct token *t, struct outcome *o, struct err *err)
{
    enum diag_code code = token_words_of[t->kind].code;
    struct str said = token_words(k, t), has = S("");
    likely_first(k, t, o);
    if (o->against_n) has = words_of(k, o->against[0]);
    struct str message = o->against_n ? strf(k->a, "the register has %.*s for this, not %.*s", STR(has), STR(said))
                                      : strf(k->a, "the register has no %s for this: %.*s", token_words_of[t->kind].what, STR(said));
    struct diag *d = report_token(k, code, t, message);
    for (size_t i = 0; i < o->against_n; i++) { // a value that several sources give is said once
        bool again = false;
        for (size_t n = 0; n < i; n++)
            again |= o->against[n]->prop == o->against[i]->prop && str_eq(o->against[n]->value.text, o->against[i]->value.text);
        if (!again && !more_statement(k, d, o->against[i], err)) return false;
    }
    if ((t->kind == TOKEN_DATE || t->kind == TOKEN_AGO) && !right_elsewhere(k, d, t, err)) return false;
    return once_had(k, t, err);
}

// It fits one source's statement; does another's say otherwise?
static bool disputes(struct checker *k, const struct token *t, const struct statement *hit, struct statements all,
                     struct err *err)
{
    if (hit->prop->many || hit->preferred) return true;
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (s->prop != hit->prop || (s->prop->by_language && !str_eq(s->lang, hit->lang))) continue;
        enum fit f = token_fits(k->a, t, s, k->l->head.date.lo, k->l->head.lang);
        if (f == FIT_YES || f == FIT_NONE) continue;
        struct diag *d = report_token(k, DIAG_DISPUTED, t,
                                      strf(k->a, "another source has %.*s%s", STR(words_of(k, s)),
                                           s->preferred ? ", and that one is preferred" : ""));
        if (!more_statement(k, d, hit, err) || !more_statement(k, d, s, err)) return false;
    }
    return true;
}

// The date is right, but of another property than the entity's date or since, and the text does not say which.
static bool other_date(struct checker *k, const struct token *t, const struct statement *hit, struct statements all,
                       struct err *err)
{
    static const char *const mains[] = {"date", "since"};
    const struct type *type = hit->prop->type;
    if (k->c->ref.prop || hit->value.kind != KIND_DATE) return true;
    for (size_t i = 0; i < 2; i++) {
        const struct prop *p = type_prop(type, str_of(mains[i]));
        const struct statement *s = p ? statement_first(all, p) : NULL;
        if (!s || hit->prop == p) continue;
        if (token_fits(k->a, t, s, k->l->head.date.lo, k->l->head.lang) == FIT_YES) return true;
        if (property_in_text(k, hit->prop)) return true;
        struct diag *d = report_token(k, DIAG_OTHER_DATE, t,
                                      strf(k->a, "this is the date of: %.*s", STR(label_text(hit->prop->label, S("en"), hit->prop->name))));
        return more_statement(k, d, hit, err) && more_statement(k, d, s, err);
    }
    return true;
}

// "held for more than five years" of a period: the days from its beginning to its end or the letter's date.
static bool check_length(struct checker *k, const struct token *t, bool *done, struct err *err)
{
    const struct type *type = k->c->ref.type;
    const struct prop *days = type_prop(type, S("days"));
    struct computed_value cv;
    *done = false;
    if (!days || !days->computed || t->dur.life) return true;
    if (!view_compute(k->v, days, k->facts.entity, k->l->head.date.hi, &cv, err)) return false;
    if (!cv.known) return true;
    // five years are said of anything nearer to five than to four or six
    int64_t said = (int64_t)(t->dur.months * 30.4369) + t->dur.days, unit = t->dur.months >= 12 ? 183 : t->dur.months ? 15 : 0;
    enum tri tri = t->hedge == HEDGE_NONE ? (cv.lo <= said + unit && cv.hi >= said - unit ? TRI_YES : TRI_NO)
                                          : hedge_holds(t->hedge, said, cv.lo, cv.hi - cv.lo);
    *done = k->compared = true;
    for (size_t i = 0; i < cv.from.n; i++) rest_on(k, &cv.from.v[i]);
    if (tri == TRI_YES) return true;
    struct diag *d = report_token(k, tri == TRI_NO ? DIAG_DURATION : DIAG_MAYBE, t,
                                  strf(k->a, "by the letter's date it has lasted %lld days, not %.*s", (long long)cv.lo, STR(token_words(k, t))));
    for (size_t i = 0; i < cv.from.n && i < 2; i++)
        if (!more_statement(k, d, &cv.from.v[i], err)) return false;
    return true;
}

// "from 4 February 2013 to 13 August 2018" of something that has a period: the beginning with its beginning, the end with its end.
static bool check_span(struct checker *k, const struct token *t, struct statements all, bool *done, struct err *err)
{
    const struct type *type = k->c->ref.type;
    struct str parts[2];
    parts[0] = str_cut(t->date.text, '/', &parts[1]);
    *done = t->span && type->since && type->until && !k->c->ref.prop && parts[1].n;
    for (int i = 0; *done && i < 2; i++) {
        struct token one = *t;
        struct outcome o = {0};
        const char *why;
        if (!edtf_parse(parts[i], &one.date, &why)) return *done = false, true;
        try_all(k, &one, statements_of(k->a, all, i ? type->until : type->since), true, &o);
        k->compared = true;
        if (o.best == FIT_YES) rest_on(k, o.hit);
        else if (!mismatch(k, t, &o, err)) return false;
    }
    return true;
}

// "Tuesday, 17 March 2014": a day that was a Monday is one slip or another.
static void check_weekday(struct checker *k, const struct token *t)
{
    static const char *const days[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    if (t->kind != TOKEN_DATE || !t->weekday || t->date.lo.n != t->date.hi.n || day_weekday(t->date.lo) == t->weekday) return;
    report_token(k, DIAG_DATE, t,
                 strf(k->a, "%.*s was a %s, not a %s", STR(write_day(k->a, t->date.lo, S("en"))), days[day_weekday(t->date.lo)], days[t->weekday]));
}

static bool check_token(struct checker *k, const struct token *t, struct statements claimed, struct statements all,
                        struct err *err)
{
    struct outcome o = {0};
    bool done = false;
    check_weekday(k, t);
    if (t->kind == TOKEN_DATE && !check_span(k, t, all, &done, err)) return false;
    if (done) return true;
    try_all(k, t, claimed, true, &o);
    if (o.best < FIT_YES) try_all(k, t, all, !o.against_n, &o);
    if (o.best < FIT_YES && may_be_near(t)) try_all(k, t, k->facts.near, false, &o);
    if (o.best == FIT_NONE && t->kind == TOKEN_COUNTRY) return true; // nothing here has a country
    if (o.best == FIT_NONE && t->kind == TOKEN_DURATION) {
        if (!check_length(k, t, &done, err)) return false;
        if (done) return true;
    }
    k->compared = true;
    if (o.best == FIT_YES) {
        rest_on(k, o.hit);
        return other_date(k, t, o.hit, all, err) && disputes(k, t, o.hit, all, err);
    }
    if (o.best != FIT_MAYBE) return mismatch(k, t, &o, err);
    rest_on(k, o.hit);
    struct diag *d = report_token(k, DIAG_MAYBE, t, strf(k->a, "the register has %.*s, which leaves %.*s open",
                                                         STR(words_of(k, o.hit)), STR(token_words(k, t))));
    return more_statement(k, d, o.hit, err);
}

// ---- terms

// A wording of the term inside the folded text; words of several terms: the longest counts.
static size_t term_wording(struct checker *k, const struct term *t, struct str folded, struct str lang)
{
    size_t longest = 0;
    for (int pass = 0; pass < 2; pass++)
        for (const struct label *l = pass ? t->words : t->label; l; l = l->next) {
            if (!str_eq(l->lang, lang)) continue;
            struct str f = fold(k->a, l->text);
            bool several = str_chr(f, ' ', 0) < f.n; // a single word as a label may mean anything
            if ((pass || several) && f.n > longest && folded_has(folded, f)) longest = f.n;
        }
    return longest;
}

static bool check_term(struct checker *k, const struct statement *s, struct statements all, struct str folded, struct err *err)
{
    const struct term *meant = NULL;
    size_t longest = 0;
    for (const struct term *t = s->prop->terms->first; t; t = t->next) {
        size_t n = term_wording(k, t, folded, k->l->head.lang);
        if (n > longest) longest = n, meant = t;
    }
    if (!meant) return true;
    k->compared = true;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].prop == s->prop && (term_is(all.v[i].value.term, meant) || term_is(meant, all.v[i].value.term))) {
            rest_on(k, &all.v[i]);
            return true;
        }
    struct str has = words_of(k, s), says = label_text(meant->label, S("en"), meant->code);
    struct diag *d = report(k, DIAG_TERM, k->c->at, k->c->n,
                            strf(k->a, "the text speaks of a %.*s; the register has a %.*s here", STR(says), STR(has)));
    return more_statement(k, d, s, err);
}

// Of a list that is filtered by terms: does the text call its members by another term of the same thesaurus?
bool check_wording(struct checker *k, const struct filter *f, struct err *err)
{
    const struct term *meant = NULL;
    size_t longest = 0;
    (void)err;
    for (const struct term *t = f->prop->terms->first; t; t = t->next) {
        size_t n = term_wording(k, t, fold(k->a, k->c->text), k->l->head.lang);
        if (n > longest) longest = n, meant = t;
    }
    for (size_t i = 0; meant && i < f->any_count; i++)
        if (term_is(f->any[i].term, meant) || term_is(meant, f->any[i].term)) return true;
    if (!meant) return true;
    struct diag *d = report(k, DIAG_TERM, k->c->at, k->c->n,
                            strf(k->a, "the text speaks of a %.*s; the list is of: %.*s", STR(label_text(meant->label, S("en"), meant->code)), STR(f->raw)));
    diag_more(k->ds, d, "%.*s=%.*s", STR(f->prop->name), STR(f->raw));
    return true;
}

static bool check_terms(struct checker *k, struct statements all, struct err *err)
{
    struct str folded = fold(k->a, k->c->text);
    const struct prop *last = NULL;
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].prop == last || all.v[i].value.kind != KIND_TERM) continue;
        last = all.v[i].prop;
        if (!check_term(k, &all.v[i], all, folded, err)) return false;
    }
    return true;
}

// ---- an entity, or one property of it

static struct statements tokens_source(struct checker *k, struct statements all)
{
    return k->c->ref.prop ? statements_of(k->a, all, k->c->ref.prop) : all;
}

static bool check_condition(struct checker *k, struct statements pool, struct err *err)
{
    struct condition cond;
    enum fit best = FIT_NONE;
    const struct statement *hit = NULL;
    if (!condition_parse(k->c->title, &cond)) {
        report(k, DIAG_TITLE, k->c->title_at ? k->c->title_at : k->c->at, k->c->title_at ? k->c->title.n : 1,
               strf(k->a, "%.*s is no condition", STR(k->c->title)));
        return true;
    }
    for (size_t i = 0; i < pool.n; i++) {
        enum fit f = condition_fits(&cond, &pool.v[i]);
        if (f > best || (f == best && f == FIT_NO && !hit)) best = f, hit = &pool.v[i];
    }
    k->compared = true;
    if (hit && best == FIT_YES) return rest_on(k, hit), true;
    enum diag_code code = best == FIT_MAYBE             ? DIAG_MAYBE
                          : cond.kind == CONDITION_DATE ? DIAG_DATE
                          : cond.kind == CONDITION_TERM ? DIAG_TERM
                                                        : DIAG_NUMBER;
    struct diag *d = report(k, code, k->c->at, k->c->n,
                            hit ? strf(k->a, "the register has %.*s, which does not agree with the title: %.*s", STR(words_of(k, hit)), STR(k->c->title))
                                : strf(k->a, "the register has nothing here to compare with the title: %.*s", STR(k->c->title)));
    return !hit || more_statement(k, d, hit, err);
}

static bool set_finding(struct checker *k, struct err *err)
{
    struct buf b = buf_in(k->a);
    struct str lang = k->l->head.lang;
    for (size_t i = 0; i < k->c->rests_on.n; i++) {
        const struct statement *s = &k->c->rests_on.v[i];
        struct str value = value_write(k->a, s->prop, &s->value, lang);
        if (s->value.kind == KIND_REF && !label_in(k, s->value.key, lang, &value, err)) return false;
        if (s->value.kind == KIND_TEXT) value = marked(k, value, s->lang, lang);
        if (b.n && b.p[b.n - 1] == '.') b.n--; // a sentence that goes on
        if (b.n) buf_add(&b, words(lang, WORD_SEMICOLON));
        buf_addf(&b, "%.*s%.*s%.*s", STR(label_text(s->prop->label, lang, s->prop->name)), STR(words(lang, WORD_COLON)), STR(value));
    }
    k->c->finding = buf_str(&b);
    return true;
}

// A claim that names nothing comparable rests on what the entity is first of all.
static void rest_on_main(struct checker *k, struct statements pool)
{
    static const char *const mains[] = {"name", "title", "text", "date", "since", "kind"};
    for (size_t i = 0; i < sizeof mains / sizeof *mains && !k->c->rests_on.n; i++) {
        const struct statement *best = NULL;
        for (size_t n = 0; n < pool.n; n++)
            if (str_eq(pool.v[n].prop->name, str_of(mains[i])) && (!best || rather(k, &pool.v[n], best))) best = &pool.v[n];
        if (best) rest_on(k, best);
    }
    if (!k->c->rests_on.n && pool.n) rest_on(k, &pool.v[0]);
}

static bool check_sources_visible(struct checker *k)
{
    for (size_t i = 0; i < k->c->rests_on.n; i++)
        if (!k->c->rests_on.v[i].source.n) {
            struct diag *d = report(k, DIAG_VISIBILITY, k->c->at, k->c->n,
                                    S("the readers see the fact, but not who says so: its source is not public"));
            diag_set_level(k->ds, d, DIAG_WARNING);
            return false;
        }
    return true;
}

// "seven (7) years": the figure in brackets says the word before it again.
static struct str without_figures_in_brackets(struct checker *k)
{
    char *p = str_c(k->a, k->c->text);
    size_t n = k->c->text.n;
    for (size_t i = 0; i + 2 < n; i++) {
        size_t end = i + 1;
        if (p[i] != '(') continue;
        while (end < n && p[end] >= '0' && p[end] <= '9') end++;
        bool word_before = i > 1 && p[i - 1] == ' ' && ((p[i - 2] | 32) >= 'a' && (p[i - 2] | 32) <= 'z');
        if (end == i + 1 || end >= n || p[end] != ')' || !word_before || end + 1 >= n || p[end + 1] != ' ') continue;
        memset(p + i, ' ', end - i + 1);
    }
    return (struct str){p, n};
}

bool check_entity(struct checker *k, struct err *err)
{
    struct token *t;
    struct statements all;
    if (!facts_gather(k->v, k->facts.entity, NULL, &k->facts, err)) return false;
    all = k->facts.own;
    struct statements claimed = tokens_source(k, all);
    if (!claimed.n) {
        report(k, DIAG_UNSOURCED, k->c->ref_at, k->c->ref_n,
               strf(k->a, "the register has no %.*s here", STR(k->c->ref.prop ? k->c->ref.prop->name : S("statement"))));
        return true;
    }
    bool titled = k->c->title.n > 0, knows = scan_knows(k->l->head.lang);
    if (titled && !check_condition(k, claimed, err)) return false;
    size_t n = scan_text(k->a, without_figures_in_brackets(k), k->l->head.lang, &t);
    if (n > MAX_TOKENS) {
        report(k, DIAG_TOO_BIG, k->c->at, k->c->n, strf(k->a, "a claim with %zu things to compare; at most %d are read", n, MAX_TOKENS));
        n = MAX_TOKENS;
    }
    k->tokens = t;
    k->token_count = n;
    for (size_t i = 0; i < n; i++) { // a title takes the place of the numbers in the text, a language without words has none
        bool number = t[i].kind == TOKEN_NUMBER || t[i].kind == TOKEN_DURATION || t[i].kind == TOKEN_MONEY;
        if (number && (titled || !knows)) continue;
        if (!check_token(k, &t[i], claimed, all, err)) return false;
    }
    check_denial(k);
    if (!titled) {
        if (!check_terms(k, all, err) || !check_names(k, err)) return false;
    }
    if (!k->compared)
        report(k, DIAG_NOTHING_CHECKED, k->c->at, k->c->n, S("nothing in this text could be compared with the register"));
    rest_on_main(k, claimed);
    if (!set_finding(k, err)) return false;
    (void)check_sources_visible(k);
    return true;
}

static bool report_title(struct checker *k)
{
    report(k, DIAG_TITLE, k->c->title_at ? k->c->title_at : k->c->at, k->c->title_at ? k->c->title.n : 1,
           strf(k->a, "%.*s is no condition on this", STR(k->c->title)));
    return true;
}

// "number of days held on 18 July 2018: 1991", in the letter's language.
static struct str computed_finding(struct checker *k, struct day at, struct str value)
{
    const struct prop *p = k->c->ref.prop;
    struct str lang = k->l->head.lang, label = label_text(p->label, lang, p->name);
    struct str what = words_with(k->a, lang, WORD_AS_OF, label, write_day(k->a, at, lang));
    return strf(k->a, "%.*s%.*s%.*s", STR(what), STR(words(lang, WORD_COLON)), STR(value));
}

bool check_computed(struct checker *k, struct err *err)
{
    const struct ref *r = &k->c->ref;
    struct computed_value cv;
    struct token *t;
    struct day at = r->has_at ? r->at.hi : k->l->head.date.hi;
    if (!view_compute(k->v, r->prop, k->facts.entity, at, &cv, err)) return false;
    for (size_t i = 0; i < cv.from.n; i++) rest_on(k, &cv.from.v[i]);
    struct str on = write_day(k->a, at, S("en"));
    if (r->prop->kind == KIND_BOOL) {
        static const char *const answers[] = {"no", "maybe", "yes"};
        size_t where, width;
        bool want_no = k->c->title.n ? str_eq(str_trim(k->c->title), S("is no"))
                                     : scan_denies(k->a, k->c->text, k->l->head.lang, &where, &width);
        enum tri tri = want_no ? tri_not(cv.tri) : cv.tri;
        enum word answer = cv.tri == TRI_NO ? WORD_NO : cv.tri == TRI_YES ? WORD_YES : WORD_MAYBE;
        k->c->finding = computed_finding(k, at, words(k->l->head.lang, answer));
        if (tri == TRI_YES) return true;
        struct diag *d = report(k, tri == TRI_NO ? DIAG_STATE : DIAG_MAYBE, k->c->at, k->c->n,
                                strf(k->a, "on %.*s the register has %.*s: %s", STR(on), STR(r->prop->name), answers[cv.tri]));
        for (size_t i = 0; i < cv.from.n && i < 4; i++)
            if (!more_statement(k, d, &cv.from.v[i], err)) return false;
        return true;
    }
    size_t n = scan_text(k->a, k->c->text, k->l->head.lang, &t);
    struct condition cond;
    struct token said_in_title;
    if (k->c->title.n) { // the title's comparison replaces what the text says
        if (!condition_parse(k->c->title, &cond) || cond.kind != CONDITION_NUMBER) return report_title(k);
        said_in_title = (struct token){.kind = TOKEN_NUMBER, .hedge = cond.hedge, .number = cond.number,  .n = k->c->text.n};
        t = &said_in_title;
        n = 1;
    }
    k->c->finding = computed_finding(k, at, write_number(k->a, cv.lo, k->l->head.lang));
    for (size_t i = 0; i < n; i++) {
        bool days = t[i].kind == TOKEN_DURATION && !t[i].dur.months;
        if (t[i].kind != TOKEN_NUMBER && !days) continue;
        int64_t said = days ? t[i].dur.days : t[i].number;
        enum tri tri = cv.known ? hedge_holds(t[i].hedge, said, cv.lo, cv.hi - cv.lo) : TRI_NO;
        k->compared = true;
        if (tri == TRI_YES) continue;
        struct diag *d = report_token(k, tri == TRI_MAYBE ? DIAG_MAYBE : DIAG_NUMBER, &t[i],
                                      strf(k->a, "the register computes %lld, not %.*s", (long long)cv.lo,
                                           STR(hedge_text(k->a, t[i].hedge, said))));
        for (size_t s = 0; s < cv.from.n && s < 4; s++)
            if (!more_statement(k, d, &cv.from.v[s], err)) return false;
    }
    if (!k->compared) report(k, DIAG_NOTHING_CHECKED, k->c->at, k->c->n, S("no number in this text could be compared"));
    return true;
}

