// How the checker says what is wrong: where in the letter, what the register has, from which source.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"
#include "letter/checker.h"
#include "letter/compare.h"

static struct pos pos_in(struct checker *k, size_t at) { return pos_of(k->l->file->text, at); }

static uint32_t width_in(struct checker *k, size_t at, size_t n)
{
    struct str s = str_sub(k->l->file->text, at, at + n);
    return (uint32_t)utf8_count(str_sub(s, 0, str_chr(s, '\n', 0)));
}

struct diag *report(struct checker *k, enum diag_code code, size_t at, size_t n, struct str message)
{
    return diag_add(k->ds, code, k->l->file, pos_in(k, at), width_in(k, at, n), "%.*s", STR(message));
}

struct diag *report_words(struct checker *k, enum diag_code code, size_t at, size_t n, struct str message)
{
    const struct claim *c = k->c;
    if (!c->starts || !n || at + n > c->text.n) return report(k, code, c->at + at, n, message);
    return report(k, code, c->at + c->starts[at], c->ends[at + n - 1] - c->starts[at], message);
}

struct diag *report_token(struct checker *k, enum diag_code code, const struct token *t, struct str message)
{
    size_t at = t->hedge_n && t->hedge_at < t->at ? t->hedge_at : t->at;
    return report_words(k, code, at, t->at + t->n - at, message);
}

struct str words_of(struct checker *k, const struct statement *s)
{
    return value_write(k->a, s->prop, &s->value, S("en"));
}

bool more_statement(struct checker *k, struct diag *d, const struct statement *s, struct err *err)
{
    struct citation cite;
    struct str path = view_path(k->v, s->entity, err), value = s->value.text;
    if (!letter_citation(k->v, s, &cite, err)) return false;
    if (s->prop->scheme == SCHEME_FINDING) value = words_of(k, s);
    struct str source = cite.title.n ? cite.title : S("a source that is not public");
    diag_more(k->ds, d, "%.*s#%.*s: %.*s (%.*s%s%.*s)", STR(path), STR(s->prop->name), STR(value), STR(source),
              cite.locator.n ? ", " : "", STR(cite.locator));
    return true;
}

void check_denial(struct checker *k)
{
    size_t at, n;
    if (scan_denies(k->a, k->c->text, k->l->head.lang, &at, &n))
        report_words(k, DIAG_NEGATED, at, n, S("the text denies something; its sense is not compared"));
}

void rest_on(struct checker *k, const struct statement *s)
{
    struct statements *r = &k->c->rests_on;
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].row == s->row) return;
    r->v = arena_grow(k->a, r->v, &k->rests_cap, r->n + 1, sizeof *r->v);
    r->v[r->n++] = *s;
}

struct str marked(struct checker *k, struct str text, struct str is, struct str wanted)
{
    struct str rest;
    bool same = !is.n || str_eq(str_cut(is, '-', &rest), str_cut(wanted, '-', &rest));
    return same ? text : strf(k->a, "%.*s [%.*s]", STR(text), STR(is));
}

bool label_in(struct checker *k, int64_t entity, struct str lang, struct str *out, struct err *err)
{
    struct str is, before = k->v->lang;
    k->v->lang = lang;
    bool good = view_label_lang(k->v, entity, out, &is, err);
    k->v->lang = before;
    if (good) *out = marked(k, *out, is, lang);
    return good;
}

struct str token_words(struct checker *k, const struct token *t)
{
    struct buf b = buf_in(k->a);
    size_t from = t->at, to = t->at + t->n;
    if (t->bound && t->hedge_at < from) from = t->hedge_at; // "before 5 December 2017" is not that date
    if (t->bound && t->hedge_at >= to) to = t->hedge_at + t->hedge_n;
    struct str s = str_sub(k->c->text, from, to);
    for (size_t i = 0; i < s.n; i++) buf_addc(&b, s.p[i] == '\n' ? ' ' : s.p[i]);
    return buf_str(&b);
}

// Other entities of which the date in the text is right: first of the same type.
bool right_elsewhere(struct checker *k, struct diag *d, const struct token *t, struct err *err)
{
    const struct vocab *vocab = store_vocab(k->v->store);
    struct edtf days = token_days(k->a, t, k->l->head.date.lo);
    size_t said = 0;
    if (days.lo.n != days.hi.n || t->bound) return true;
    for (int same_type = 1; same_type >= 0; same_type--)
        for (size_t i = 0; i < vocab->prop_count && said < 3; i++) {
            const struct prop *p = vocab->props[i];
            int64_t *list;
            size_t n;
            bool wanted = p->kind == KIND_DATE && (p->type == k->c->ref.type) == same_type && !str_eq(p->type->path, S("sources"));
            if (!wanted || (said && !same_type)) continue;
            if (!view_having(k->v, p, days.lo.n, days.lo.n, &list, &n, err)) return false;
            for (size_t e = 0; e < n && said < 3; e++) {
                struct str label, path = view_path(k->v, list[e], err);
                if (list[e] == k->facts.entity || !path.n) continue;
                if (!view_label(k->v, list[e], &label, err)) return false;
                struct str name = str_eq(p->name, S("date")) ? S("date") : p->name;
                diag_more(k->ds, d, "%.*s is the %.*s of %.*s (%.*s)", STR(token_words(k, t)), STR(name), STR(path), STR(label));
                said++;
            }
        }
    return true;
}

