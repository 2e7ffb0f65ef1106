// What a figure counts: the noun behind it gives the type, the rest of the sentence the filters.
//
//   nearly a dozen resolutions by the Committee of Ministers … calling for Mammadov's release
//   NUMBER          term interim-resolution → supervision?kind=          person → her or his judgments → judgment=
//
//   over 100 opposition supporters … held on … charges in Azerbaijani jails
//   NUMBER   type persons             type detentions refers to persons → persons?detentions.country=&detentions.at=
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"
#include "letter/suggest_parts.h"

enum { NOUN_BYTES = 60, ABOUT_MAX = 4, TARGETS_MAX = 32 };

// What is counted.
struct counted {
    const struct type *type;
    const struct phrase *noun, *state; // "resolutions"; "held"
    const struct type *through;        // detentions, when persons are counted who are held
    const struct prop *term_prop;      // of the type, or of `through`
    const struct token *country;
    int country_near;
};

// ---- what the noun means

static const struct prop *prop_of_terms(const struct type *t, const struct thesaurus *th)
{
    for (const struct prop *p = t->first; p; p = p->next)
        if (p->kind == KIND_TERM && p->terms == th) return p;
    return NULL;
}

static const struct prop *refers_to(const struct type *from, const struct type *to)
{
    for (const struct prop *p = from->first; p; p = p->next)
        if (p->kind == KIND_REF && p->required && prop_takes(p, to)) return p;
    return NULL;
}

static const struct type *type_of_terms(const struct vocab *v, const struct thesaurus *th)
{
    for (const struct type *t = v->first; t; t = t->next)
        if (prop_of_terms(t, th)) return t;
    return NULL;
}

static int weight(const struct phrase *f) { return f->term ? (f->strong ? 3 : 2) : f->type ? 1 : 0; }

// The noun: of the phrases that begin first behind the number the weightiest, with nothing else counted in between.
static const struct phrase *noun_behind(const struct block *b, size_t end, size_t to)
{
    const struct phrase *best = NULL;
    for (size_t i = first_phrase(b, end); i < b->phrase_count && b->phrases[i].at < to; i++) {
        const struct phrase *f = &b->phrases[i];
        if (f->at > end + NOUN_BYTES) break;
        if (!weight(f)) continue;
        if (best && f->at >= best->at + best->n) break;
        if (!best || weight(f) > weight(best)) best = f;
    }
    for (size_t i = first_token(b, end); best && i < b->token_count && b->tokens[i].at < best->at; i++)
        if (b->tokens[i].kind != TOKEN_COUNTRY) return NULL;
    return best;
}

static bool persons_meant(const struct block *b, const struct phrase *noun, const struct type *persons)
{
    for (size_t i = first_phrase(b, noun->at > NOUN_BYTES ? noun->at - NOUN_BYTES : 0); i < b->phrase_count; i++) {
        const struct phrase *f = &b->phrases[i];
        if (f->at > noun->at + noun->n) break;
        if (f->type == persons && f->at < noun->at + noun->n && noun->at < f->at + f->n) return true;
    }
    return false;
}

static void find_country(struct study *r, const struct block *b, size_t from, size_t to, struct counted *c)
{
    for (const struct block *at = b; at >= r->blocks && b - at < 50; at--) {
        size_t last = at == b ? first_token(at, to) : at->token_count;
        for (size_t i = last; i-- > 0 && last - i < 1000;) {
            const struct token *t = &at->tokens[i];
            if (t->kind != TOKEN_COUNTRY) continue;
            c->country = t;
            c->country_near = at != b ? 1 : t->at >= from ? 3 : 2;
            return;
        }
    }
}

static bool find_counted(struct study *r, const struct block *b, const struct token *t, struct counted *c)
{
    const struct vocab *v = store_vocab(r->v->store);
    const struct type *persons = vocab_type(v, S("persons"));
    size_t from, to;
    sentence_of(b, t->at, &from, &to);
    *c = (struct counted){.noun = noun_behind(b, t->at + t->n, to)};
    if (!c->noun) return false;
    c->type = c->noun->type ? c->noun->type : type_of_terms(v, c->noun->term->of);
    if (!c->type) return false;
    if (c->noun->term) c->term_prop = prop_of_terms(c->type, c->noun->term->of);
    if (c->noun->term && persons && c->type != persons && refers_to(c->type, persons) && persons_meant(b, c->noun, persons)) {
        c->through = c->type;
        c->type = persons;
    }
    for (size_t i = first_phrase(b, t->at); i < b->phrase_count && b->phrases[i].at < to && !c->through; i++) {
        const struct phrase *f = &b->phrases[i];
        if (!f->type || f->type == c->type || !f->type->since || !refers_to(f->type, c->type)) continue;
        c->state = f;
        c->through = f->type;
    }
    find_country(r, b, from, to, c);
    return true;
}

// ---- the reference

static const struct prop *own_country(const struct type *t)
{
    for (const struct prop *p = t->first; p; p = p->next)
        if (p->kind == KIND_COUNTRY && p->required) return p;
    return NULL;
}

static struct str filter_prefix(struct ranker *k, const struct counted *c)
{
    return c->through ? strf(k->r->a, "%.*s.", STR(c->through->path)) : S("");
}

// All filters but whom it is about. false: nothing narrows the list.
static bool add_filters(struct ranker *k, const struct counted *c, bool about, struct buf *b)
{
    struct str day = k->r->l->head.date.text, prefix = filter_prefix(k, c);
    const struct type *t = c->through ? c->through : c->type;
    const struct prop *country = own_country(t), *date = type_prop(t, S("date"));
    bool narrow = about;
    if (c->noun->term && c->term_prop) {
        buf_addf(b, "%c%.*s%.*s=%.*s", about ? '&' : '?', STR(prefix), STR(c->term_prop->name), STR(c->noun->term->code));
        about = narrow = true;
    }
    if (country && c->country && !(about && !c->through && !c->noun->type)) {
        buf_addf(b, "%c%.*s%.*s=%.*s", about ? '&' : '?', STR(prefix), STR(country->name), STR(c->country->code));
        about = narrow = true;
    }
    if (t->since) buf_addf(b, "%c%.*sat=%.*s", about ? '&' : '?', STR(prefix), STR(day));
    else if (date) buf_addf(b, "%c%.*s%.*s=../%.*s", about ? '&' : '?', STR(prefix), STR(date->name), STR(day));
    return narrow;
}

struct about {
    const struct prop *prop; // NULL: about nobody
    size_t member;
    int near;
    const struct seed *who;
};

static bool count(struct ranker *k, const struct counted *c, const struct about *a, struct str *text, struct hits *h, bool *fits, struct err *err)
{
    struct buf b = buf_in(k->r->a);
    struct ref ref;
    struct ref_fault fault;
    buf_add(&b, c->type->path);
    if (a->prop) {
        struct str path = k->pool->v[a->member].path;
        buf_addf(&b, "?%.*s=%.*s", STR(a->prop->name), STR(str_sub(path, str_chr(path, '/', 0) + 1, path.n)));
    }
    *fits = add_filters(k, c, a->prop != NULL, &b);
    *text = buf_str(&b);
    *h = (struct hits){0};
    *fits = *fits && ref_parse(k->r->a, store_vocab(k->r->v->store), *text, &ref, &fault);
    return !*fits || query_list(k->r->v, &ref, h, err);
}

// The entities that the counted ones may be about: the judgments of a person who is named near. Of each person that with
// the most of them.
static bool find_about(struct ranker *k, const struct block *b, const struct token *t, const struct counted *c, struct about *out,
                       size_t *n, struct err *err)
{
    size_t most[ABOUT_MAX] = {0}, tried = 0;
    *n = 0;
    for (const struct prop *p = c->type->first; p && !c->through; p = p->next) {
        if (p->kind != KIND_REF || !p->required) continue;
        for (size_t i = 0; i < k->pool->n && tried < TARGETS_MAX; i++) {
            struct member *m = &k->pool->v[i];
            struct about a = {.prop = p, .member = i};
            size_t steps, at = 0;
            struct str text;
            struct hits h;
            bool fits;
            if (!prop_takes(p, m->type)) continue;
            a.near = pool_nearness(k->pool, m, b, t->at, &a.who, &steps);
            if (!a.near || steps > 1) continue;
            tried++;
            if (!count(k, c, &a, &text, &h, &fits, err)) return false;
            if (!fits || !h.certain) continue;
            while (at < *n && out[at].who != a.who) at++;
            if (at == ABOUT_MAX || (at < *n && most[at] >= h.certain)) continue;
            out[at] = a;
            most[at] = h.certain;
            if (at == *n) ++*n;
        }
        if (*n) return true;
    }
    return true;
}

// ---- the proposal

static bool why_count(struct ranker *k, struct proposal *p, const struct token *t, const struct hits *h, struct err *err)
{
    struct buf b = buf_in(k->r->a);
    enum tri tri = hedge_holds(t->hedge, t->number, (int64_t)h->certain, (int64_t)h->possible);
    p->agrees = tri != TRI_NO;
    for (size_t i = 0; i < h->n && i < 2; i++) {
        struct str label;
        if (!view_label(k->r->v, h->v[i].entity, &label, err)) return false;
        buf_addf(&b, "%s%.*s", i ? "; " : ": ", STR(label));
    }
    if (h->n > 2) buf_add(&b, S("; …"));
    struct str possible = h->possible ? strf(k->r->a, " and possibly %zu more", h->possible) : S("");
    struct str said = hedge_text(k->r->a, t->hedge, t->number);
    why(k, p, tri == TRI_YES ? 4 : tri == TRI_MAYBE ? 1 : 0,
        strf(k->r->a, "%scounts %zu%.*s, the text says %.*s%.*s", tri == TRI_NO ? "disagrees: " : "", h->certain, STR(possible), STR(said), STR(buf_str(&b))));
    return true;
}

static bool propose_count(struct ranker *k, struct spot *place, const struct block *b, const struct token *t, const struct counted *c,
                          const struct about *a, struct err *err)
{
    static const char *const where[] = {"", "the letter names", "the paragraph names", "the sentence names"};
    struct arena *arena = k->r->a;
    struct str text;
    struct hits h;
    bool fits;
    if (!count(k, c, a, &text, &h, &fits, err)) return false;
    struct proposal *p = fits && (h.certain || h.possible) ? proposal_add(k, place, text, 0) : NULL;
    if (!p) return true;
    if (!why_count(k, p, t, &h, err)) return false;
    struct str noun = str_sub(b->text, c->noun->at, c->noun->at + c->noun->n);
    struct str means = c->noun->term ? label_text(c->noun->term->label, S("en"), c->noun->term->code) : label_text(c->type->label, S("en"), c->type->path);
    why(k, p, c->noun->term && c->noun->strong ? 6 : 3, strf(arena, "“%.*s”: %.*s", STR(noun), STR(means)));
    size_t from, to;
    sentence_of(b, t->at, &from, &to);
    for (size_t i = first_phrase(b, from); i < b->phrase_count && b->phrases[i].at < to; i++) { // who acts in all of them
        const struct phrase *f = &b->phrases[i];
        if (f == c->noun || !f->type || f->type != (c->through ? c->through : c->type)) continue;
        why(k, p, 2, strf(arena, "“%.*s”: %.*s", STR(str_sub(b->text, f->at, f->at + f->n)), STR(label_text(f->type->label, S("en"), f->type->path))));
        break;
    }
    if (a->prop) why(k, p, a->near, strf(arena, "%s %.*s", where[a->near], STR(a->who->label)));
    else if (c->country && str_find(text, strf(arena, "=%.*s", STR(c->country->code)), 0) < text.n)
        why(k, p, c->country_near, strf(arena, "%s %.*s", where[c->country_near], STR(write_country(arena, c->country->code, S("en")))));
    size_t at = place->at - b->at;
    return proposal_try(k, p, b, at, c->noun->at + c->noun->n - at, err);
}

bool rank_count(struct ranker *k, const struct block *b, const struct token *t, struct err *err)
{
    struct counted c;
    struct about about[ABOUT_MAX];
    size_t n = 0;
    struct spot *place = spot_of(k, SPOT_NUMBER, b, t);
    if (!find_counted(k->r, b, t, &c)) return true;
    if (!find_about(k, b, t, &c, about, &n, err)) return false;
    if (!n) return propose_count(k, place, b, t, &c, &(struct about){0}, err);
    for (size_t i = 0; i < n; i++)
        if (!propose_count(k, place, b, t, &c, &about[i], err)) return false;
    return true;
}
