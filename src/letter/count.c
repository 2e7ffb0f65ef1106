// A claim about how many: the number in its text against the certain and possible members of a list.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/words.h"
#include "letter/checker.h"
#include "letter/compare.h"

// The first members of a list, as a line in that language.
static bool items_line(struct checker *k, const struct hits *h, struct str lang, struct str *out, struct err *err)
{
    struct buf b = buf_in(k->a);
    for (size_t i = 0; i < h->n && i < 6; i++) {
        struct str label;
        if (!label_in(k, h->v[i].entity, lang, &label, err)) return false;
        if (i) buf_add(&b, words(lang, WORD_SEMICOLON));
        buf_add(&b, label);
    }
    if (h->n > 6) buf_addf(&b, "%.*s%.*s", STR(words(lang, WORD_SEMICOLON)), STR(words_with(k->a, lang, WORD_MORE, strf(k->a, "%zu", h->n - 6), S(""))));
    *out = buf_str(&b);
    return true;
}

// What would make the claim true: the same list with one more term of the thesaurus it is filtered by.
static bool wider(struct checker *k, struct diag *d, const struct token *t, struct err *err)
{
    for (size_t i = 0; i < k->c->ref.filter_count; i++) {
        const struct filter *f = &k->c->ref.filters[i];
        if (f->is_at || !f->prop || f->prop->kind != KIND_TERM) continue;
        for (const struct term *extra = f->prop->terms->first; extra; extra = extra->next) {
            struct ref r = k->c->ref;
            struct hits h;
            r.filters = arena_array(k->a, r.filter_count, sizeof *r.filters);
            memcpy(r.filters, k->c->ref.filters, r.filter_count * sizeof *r.filters);
            struct filter *g = &r.filters[i];
            g->any = arena_array(k->a, f->any_count + 1, sizeof *g->any);
            memcpy(g->any, f->any, f->any_count * sizeof *g->any);
            g->any[g->any_count++] = (struct value){.kind = KIND_TERM, .text = extra->code, .term = extra};
            if (!query_count(k->v, &r, &h, err)) return false;
            if (hedge_holds(t->hedge, t->number, (int64_t)h.certain, (int64_t)h.possible) != TRI_YES) continue;
            diag_more(k->ds, d, "with the %.*ss it would be %zu: %.*s=%.*s,%.*s",
                      STR(label_text(extra->label, S("en"), extra->code)), h.certain, STR(f->prop->name),
                      STR(f->raw), STR(extra->code));
        }
    }
    return true;
}

// `whole`: the title says the number, so that all of the claim is at fault.
static bool count_wrong(struct checker *k, const struct token *t, bool whole, const struct hits *h, enum tri tri,
                        struct err *err)
{
    struct str said = hedge_text(k->a, t->hedge, t->number), items;
    struct str counted = h->possible ? strf(k->a, "%zu for certain and %zu more possibly", h->certain, h->possible)
                                     : strf(k->a, "%zu", h->certain);
    struct str message = strf(k->a, "the register counts %.*s, not %.*s", STR(counted), STR(said));
    enum diag_code code = tri == TRI_MAYBE ? DIAG_MAYBE : DIAG_COUNT;
    struct diag *d = whole ? report(k, code, k->c->at, k->c->n, message) : report_token(k, code, t, message);
    if (!items_line(k, h, S("en"), &items, err)) return false;
    if (items.n) diag_more(k->ds, d, "%.*s", STR(items));
    return wider(k, d, t, err);
}

static bool check_count(struct checker *k, const struct token *t, bool whole, const struct hits *h, struct err *err)
{
    k->compared = true;
    enum tri tri = hedge_holds(t->hedge, t->number, (int64_t)h->certain, (int64_t)h->possible);
    return tri == TRI_YES || count_wrong(k, t, whole, h, tri, err);
}

static bool list_finding(struct checker *k, const struct hits *h, struct err *err)
{
    struct str lang = k->l->head.lang, count = strf(k->a, "%zu", h->certain), items;
    if (!items_line(k, h, lang, &items, err)) return false;
    if (h->possible) count = words_with(k->a, lang, WORD_POSSIBLY, count, strf(k->a, "%zu", h->possible));
    k->c->finding = strf(k->a, "%.*s%.*s%.*s", STR(count), STR(words(lang, WORD_COLON)), STR(items));
    return true;
}

bool check_list(struct checker *k, struct err *err)
{
    struct hits h;
    struct token *t;
    struct condition cond;
    if (!query_list(k->v, &k->c->ref, &h, err) ) return false;
    if (!list_finding(k, &h, err)) return false;
    check_denial(k);
    for (size_t i = 0; i < k->c->ref.filter_count; i++) {
        const struct filter *f = &k->c->ref.filters[i];
        if (!f->is_at && !f->prefix.n && f->prop->kind == KIND_TERM && !check_wording(k, f, err)) return false;
    }
    for (size_t i = 0; i < h.n && i < 6; i++) { // its sources are those of its first members
        struct statements all;
        if (!view_statements(k->v, h.v[i].entity, &all, err)) return false;
        if (all.n) rest_on(k, &all.v[0]);
    }
    if (k->c->title.n) {
        if (!condition_parse(k->c->title, &cond) || cond.kind != CONDITION_NUMBER) {
            report(k, DIAG_TITLE, k->c->title_at ? k->c->title_at : k->c->at, k->c->title_at ? k->c->title.n : 1,
                   strf(k->a, "%.*s is no condition on a number", STR(k->c->title)));
            return true;
        }
        size_t n = scan_text(k->a, k->c->text, k->l->head.lang, &t);
        for (size_t i = 0; i < n; i++) // the title takes the place of the hedge, not of the number
            if (t[i].kind == TOKEN_NUMBER && t[i].number != cond.number)
                report_token(k, DIAG_COUNT, &t[i], strf(k->a, "the text says %.*s, the title %.*s", STR(token_words(k, &t[i])), STR(k->c->title)));
        struct token said = {.kind = TOKEN_NUMBER, .hedge = cond.hedge, .number = cond.number};
        return check_count(k, &said, true, &h, err);
    }
    size_t n = scan_text(k->a, k->c->text, k->l->head.lang, &t);
    for (size_t i = 0; i < n; i++)
        if (t[i].kind == TOKEN_NUMBER && !check_count(k, &t[i], false, &h, err)) return false;
    if (!k->compared)
        report(k, DIAG_NOTHING_CHECKED, k->c->at, k->c->n,
               strf(k->a, "no number in this text; the register counts %zu", h.certain));
    return true;
}

