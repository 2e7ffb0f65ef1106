// The checker: resolves every claim and compares what its text says with what the register has. It reads the whole
// letter, goes on after every fault, and never changes the letter's text. A claim is looked at through the eyes of the
// letter's readers; when it fails there and holds at the desk, what it rests on is not public, and that is the fault.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/iso.h"
#include "lang/words.h"
#include "letter/checker.h"
#include "letter/suggest.h"

enum { CLAIM_MAX = 16 << 10 };

// ---- one claim, through one reader's eyes

static bool unresolved(struct checker *k, struct err *err)
{
    const struct ref *r = &k->c->ref;
    struct str near = {0};
    struct diag *d = report(k, DIAG_RESOLVE, k->c->ref_at, k->c->ref_n,
                            strf(k->a, "the register has no %.*s/%.*s", STR(r->type->path), STR(r->slug)));
    if (k->number < 50 && !view_nearest(k->v, r->type, r->slug, &near, err)) return false;
    if (near.n) diag_more(k->ds, d, "did you mean %.*s/%.*s?", STR(r->type->path), STR(near));
    return true;
}

bool check_claim(struct letter *l, struct claim *c, struct view *v, struct diags *ds, struct err *err)
{
    struct checker k = {.l = l, .v = v, .a = l->arena, .ds = ds, .c = c, .number = c->number};
    struct ref_fault fault;
    c->rests_on = (struct statements){0};
    c->resolved = false;
    if (c->text.n > CLAIM_MAX) {
        report(&k, DIAG_TOO_BIG, c->at, c->n, strf(k.a, "a claim of %zu bytes; at most %d are read", c->text.n, CLAIM_MAX));
        return true;
    }
    if (!ref_parse(l->arena, store_vocab(v->store), c->ref_text, &c->ref, &fault)) {
        struct diag *d = report(&k, DIAG_BAD_REFERENCE, c->ref_at + fault.at, fault.n, fault.message);
        if (fault.allowed.n) diag_more(ds, d, "%.*s", STR(fault.allowed));
        return true;
    }
    if (!c->ref.slug.n) {
        c->resolved = true;
        return check_list(&k, err);
    }
    if (!view_find(v, c->ref.type, c->ref.slug, &k.facts.entity, err)) return false;
    if (!k.facts.entity) return unresolved(&k, err);
    c->resolved = true;
    if (c->ref.prop && c->ref.prop->computed == COMPUTED_CAN_FOLLOW) return check_can_follow(&k, err);
    return c->ref.prop && c->ref.prop->computed ? check_computed(&k, err) : check_entity(&k, err);
}

static bool check_both(struct letter *l, struct claim *c, struct view *readers, struct view *desk, struct diags *ds,
                       struct err *err)
{
    struct diags seen = diags_in(l->arena), whole = diags_in(l->arena);
    if (!check_claim(l, c, readers, &seen, err)) return false;
    if (seen.errors) {
        struct claim copy = *c;
        if (!check_claim(l, &copy, desk, &whole, err)) return false;
        if (!whole.errors) {
            struct checker k = {.l = l, .v = readers, .a = l->arena, .ds = ds, .c = c};
            struct diag *d = report(&k, DIAG_VISIBILITY, c->at, c->n,
                                    S("this rests on statements that the readers of the letter may not see"));
            diag_more(ds, d, "take the claim out, or have %.*s released for publication", STR(c->ref_text));
            return true;
        }
        if (whole.list && seen.list && seen.list[0].code == DIAG_RESOLVE && whole.list[0].code != DIAG_RESOLVE)
            seen = whole; // it exists, and is wrong as well: the author sees why
    }
    diags_take(ds, &seen);
    return true;
}

// ---- what stands outside claims

// Dates and figures, and persons whom the letter claims nowhere; with the fact that would support them, if there is one.
bool letter_notes(struct letter *l, struct view *v, struct diags *ds, struct err *err)
{
    struct suggestions s;
    int64_t *said = NULL;
    size_t said_n = 0, cap = 0;
    if (!suggest_facts(l, v, &s, err)) return false;
    for (size_t i = 0; i < s.n; i++) {
        const struct spot *p = &s.v[i];
        bool again = p->claimed;
        if (p->kind > SPOT_MONEY && p->kind != SPOT_PERSON) continue;
        for (size_t k = 0; p->kind == SPOT_PERSON && k < said_n && !again; k++) again = said[k] == p->v[0].entity;
        if (again) continue;
        struct claim place = {.at = p->at, .n = p->n, .text = str_sub(l->file->text, p->at, p->at + p->n)};
        struct checker k = {.l = l, .v = v, .a = l->arena, .ds = ds, .c = &place};
        struct token whole = {.n = p->n};
        struct diag *d = report(&k, DIAG_UNCLAIMED, p->at, p->n, strf(l->arena, "a %s outside any claim: %.*s", spot_kind_name(p->kind), STR(token_words(&k, &whole))));
        if (p->count) diag_more(ds, d, "%.*s", STR(proposal_fact(l->arena, &p->v[0])));
        if (p->kind != SPOT_PERSON) continue;
        said = arena_grow(l->arena, said, &cap, said_n + 1, sizeof *said);
        said[said_n++] = p->v[0].entity;
    }
    return true;
}

// ---- the head's references

static bool check_head_ref(struct letter *l, struct view *v, const struct field *f, struct diags *ds, struct err *err)
{
    struct ref r;
    struct ref_fault fault;
    int64_t id = 0;
    if (!f->text.n) return true;
    if (!ref_parse(l->arena, store_vocab(v->store), f->text, &r, &fault) || !r.slug.n) {
        diag_add(ds, DIAG_BAD_REFERENCE, l->file, f->pos, f->width, "%.*s is no reference to an entity", STR(f->text));
        return true;
    }
    if (!view_find(v, r.type, r.slug, &id, err)) return false;
    if (id) return true;
    struct str near;
    struct diag *d = diag_add(ds, DIAG_RESOLVE, l->file, f->pos, f->width, "the register has no %.*s that the readers may see", STR(f->text));
    if (!view_nearest(v, r.type, r.slug, &near, err)) return false;
    if (near.n) diag_more(ds, d, "did you mean %.*s/%.*s?", STR(r.type->path), STR(near));
    return true;
}

// Whoever stands in the letter alone is not compared with anything: said once for each list.
static void note_unregistered(struct letter *l, size_t own, const char *one, const char *many, const char *key, struct diags *ds)
{
    if (!own) return;
    struct diag *d = diag_add(ds, DIAG_UNREGISTERED, l->file, (struct pos){1, 1}, 3, "%zu %s written out in the letter, without a reference",
                              own, own == 1 ? one : many);
    diag_more(ds, d, "%s: takes references as well", key);
}

// The letter's own record: freezing makes it when it is not there, so its absence is no fault.
static bool check_record(struct letter *l, struct view *v, struct view *desk, struct diags *ds, struct err *err)
{
    const struct field *f = &l->head.record;
    struct ref r;
    struct ref_fault fault;
    struct str near;
    int64_t id;
    if (!f->text.n || !ref_parse(l->arena, store_vocab(v->store), f->text, &r, &fault) || !r.slug.n)
        return check_head_ref(l, v, f, ds, err);
    if (!view_find(desk, r.type, r.slug, &id, err)) return false;
    if (id) return check_head_ref(l, v, f, ds, err);
    struct diag *d = diag_add(ds, DIAG_RESOLVE, l->file, f->pos, f->width, "the register has no %.*s yet", STR(f->text));
    diag_set_level(ds, d, DIAG_NOTE);
    if (!view_nearest(v, r.type, r.slug, &near, err)) return false;
    if (near.n) diag_more(ds, d, "did you mean %.*s/%.*s?", STR(r.type->path), STR(near));
    diag_more(ds, d, "letter freeze makes it");
    return true;
}

static bool check_head(struct letter *l, struct view *v, struct view *desk, struct diags *ds, struct err *err)
{
    size_t own_to = 0, own_signers = 0;
    struct head *h = &l->head;
    const struct field *single[] = {&h->occasion, &h->previous};
    if (!check_record(l, v, desk, ds, err)) return false;
    for (size_t i = 0; i < 2; i++)
        if (!check_head_ref(l, v, single[i], ds, err)) return false;
    for (size_t i = 0; i < h->to_count; i++)
        if (!check_head_ref(l, v, &h->to[i].ref, ds, err)) return false;
    for (size_t i = 0; i < h->signatory_count; i++)
        if (!check_head_ref(l, v, &h->signatories[i].ref, ds, err)) return false;
    for (size_t i = 0; i < h->to_count; i++) own_to += h->to[i].lines.n > 0;
    for (size_t i = 0; i < h->signatory_count; i++) own_signers += !h->signatories[i].ref.text.n;
    note_unregistered(l, own_to, "addressee is", "addressees are", "to", ds);
    note_unregistered(l, own_signers, "signatory is", "signatories are", "signatories", ds);
    for (size_t i = 0; i < h->ask_count; i++)
        for (size_t k = 0; k < h->asks[i].about_count; k++) {
            if (!check_head_ref(l, v, &h->asks[i].about[k], ds, err)) return false;
        }
    return true;
}

// Claims with one reference are one fact in the annex: the first of them gets what all rest on.
static void join_claims(struct letter *l)
{
    for (size_t i = 0; i < l->claim_count; i++)
        for (size_t k = 0; k < i; k++) {
            struct claim *first = &l->claims[k], *c = &l->claims[i];
            if (first->number != c->number) continue;
            struct statements both = {arena_array(l->arena, first->rests_on.n + c->rests_on.n, sizeof *both.v), first->rests_on.n};
            if (both.n) memcpy(both.v, first->rests_on.v, both.n * sizeof *both.v);
            for (size_t s = 0; s < c->rests_on.n; s++) {
                bool there = false;
                for (size_t n = 0; n < first->rests_on.n; n++) there |= first->rests_on.v[n].row == c->rests_on.v[s].row;
                if (!there) both.v[both.n++] = c->rests_on.v[s];
            }
            if (both.n > first->rests_on.n && c->finding.n) { // a sentence that goes on has no full stop
                struct str said = str_ends(first->finding, S(".")) ? str_sub(first->finding, 0, first->finding.n - 1) : first->finding;
                first->finding = strf(l->arena, "%.*s%.*s%.*s", STR(said), STR(words(l->head.lang, WORD_SEMICOLON)), STR(c->finding));
            }
            first->rests_on = both;
            break;
        }
}

bool letter_check(struct letter *l, struct view *readers, struct view *desk, struct diags *ds, struct err *err)
{
    if (!l->body) return true; // said already
    readers->lang = desk->lang = S("en");
    view_remember(readers);
    if (!check_head(l, readers, desk, ds, err) || !letter_enclose(l, readers, ds, err)) return false;
    if (language_valid(l->head.lang) && !scan_knows(l->head.lang))
        diag_add(ds, DIAG_LANGUAGE, l->file, (struct pos){1, 1}, 3, "there are no words for the language %.*s yet", STR(l->head.lang));
    if (!l->head.has_date) return true; // said too: without a date nothing can be held against it
    for (size_t i = 0; i < l->claim_count; i++)
        if (!check_both(l, &l->claims[i], readers, desk, ds, err)) return false;
    join_claims(l);
    return true;
}
