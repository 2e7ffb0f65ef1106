// Suggestions as a whole: every place of the letter ranked, the best chosen, and written into the file.
#include "letter/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "letter/suggest_parts.h"

enum { ENOUGH = 6, AHEAD = 2 };

const char *spot_kind_name(enum spot_kind k)
{
    static const char *const names[] = {"date", "number", "duration", "sum of money", "number of a document", "term", "person", "name"};
    return names[k];
}

struct str proposal_line(struct arena *a, const struct proposal *p)
{
    struct buf b = buf_in(a);
    buf_addf(&b, "%.*s (%d)", STR(p->ref), p->score);
    for (size_t i = 0; i < p->why_count; i++) buf_addf(&b, "%s%.*s", i ? "; " : ": ", STR(p->why[i]));
    return buf_str(&b);
}

enum spot_kind spot_kind_of(enum token_kind t)
{
    static const enum spot_kind kinds[] = {[TOKEN_DATE] = SPOT_DATE, [TOKEN_NUMBER] = SPOT_NUMBER, [TOKEN_DURATION] = SPOT_DURATION,
                                            [TOKEN_AGO] = SPOT_DATE, [TOKEN_MONEY] = SPOT_MONEY};
    return t <= TOKEN_MONEY ? kinds[t] : SPOT_CODE;
}

struct str proposal_fact(struct arena *a, const struct proposal *p)
{
    struct str first = p->why_count ? p->why[0] : S("");
    if (first.n && first.p[0] == '+') first = str_sub(first, str_chr(first, ' ', 0) + 1, first.n);
    return first.n ? strf(a, "%.*s: %.*s", STR(p->ref), STR(first)) : p->ref;
}

// ---- ranking

static size_t most(const struct ranker *k) { return k->facts_alone ? NOTES_MAX : SPOTS_MAX; }

static bool rank_token(struct ranker *k, const struct block *b, const struct token *t, struct err *err)
{
    if (t->kind == TOKEN_COUNTRY || (t->kind == TOKEN_NUMBER && b->heading)) return true;
    if (k->out->n >= most(k)) { // it is there, and that is all
        if (t->kind <= TOKEN_MONEY) spot_of(k, spot_kind_of(t->kind), b, t)->unranked = true;
        return true;
    }
    if (!ranker_ready(k, err)) return false;
    return t->kind == TOKEN_NUMBER ? rank_count(k, b, t, err) : t->kind <= TOKEN_MONEY ? rank_value(k, b, t, err) : rank_code(k, b, t, err);
}

static bool rank_block(struct ranker *k, const struct block *b, struct err *err)
{
    for (size_t i = 0; i < b->token_count; i++)
        if (!rank_token(k, b, &b->tokens[i], err)) return false;
    for (size_t i = 0; i < b->phrase_count && k->out->n < most(k); i++) {
        const struct phrase *f = &b->phrases[i];
        if (f->singular && f->strong && (!ranker_ready(k, err) || !rank_term(k, b, f, err))) return false;
    }
    for (size_t i = 0; i < b->name_count && k->out->n < most(k); i++)
        if (!ranker_ready(k, err) || !rank_name(k, b, &b->names[i], err)) return false;
    return true;
}

static int by_score(const void *a, const void *b)
{
    const struct proposal *x = a, *y = b;
    if (x->score != y->score) return y->score > x->score ? 1 : -1;
    if (x->agrees != y->agrees) return y->agrees ? 1 : -1;
    return (x->distance > y->distance) - (x->distance < y->distance);
}

static int by_place(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;
    if (x->at != y->at) return x->at > y->at ? 1 : -1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

// ---- choosing

// Which places are linked first: those whose links are long, and say most.
static int turn_of(const struct spot *p)
{
    static const int turns[] = {[SPOT_DATE] = 0, [SPOT_NUMBER] = 1, [SPOT_DURATION] = 2, [SPOT_MONEY] = 2,
                                [SPOT_CODE] = 3, [SPOT_TERM] = 4, [SPOT_PERSON] = 5, [SPOT_NAME] = 5};
    return turns[p->kind];
}

// Entities that are linked: in a paragraph, or (paragraph 0) anywhere. Open addressing.
struct linked {
    struct link {
        int64_t entity;
        size_t paragraph;
        bool used;
    } *slots;
    size_t size, n;
};

static struct link *link_slot(const struct linked *l, int64_t entity, size_t paragraph)
{
    size_t i = (size_t)(((uint64_t)entity * 0x9E3779B97F4A7C15u + paragraph * 0xC2B2AE3D27D4EB4Fu) >> 24) & (l->size - 1);
    while (l->slots[i].used && (l->slots[i].entity != entity || l->slots[i].paragraph != paragraph)) i = (i + 1) & (l->size - 1);
    return &l->slots[i];
}

static void link_add(struct arena *a, struct linked *l, int64_t entity, size_t paragraph)
{
    if (l->n * 2 >= l->size) {
        struct linked bigger = {.size = l->size ? l->size * 2 : 256, .n = l->n};
        bigger.slots = arena_array(a, bigger.size, sizeof *bigger.slots);
        for (size_t i = 0; i < l->size; i++)
            if (l->slots[i].used) *link_slot(&bigger, l->slots[i].entity, l->slots[i].paragraph) = l->slots[i];
        *l = bigger;
    }
    struct link *s = link_slot(l, entity, paragraph);
    l->n += !s->used;
    *s = (struct link){entity, paragraph, true};
}

struct chooser {
    const struct study *r;
    unsigned char *taken; // bytes of the body, from body_at
    struct linked linked;
    bool anywhere;        // a person who is linked once is linked
};

static bool overlaps(const struct chooser *c, size_t at, size_t n)
{
    return memchr(c->taken + (at - c->r->l->body_at), 1, n) != NULL;
}

// The number of the paragraph that holds a byte of the file, from 1.
static size_t paragraph_of(const struct study *r, size_t at)
{
    size_t lo = 0, hi = r->block_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (r->blocks[mid].at + r->blocks[mid].n <= at) lo = mid + 1;
        else hi = mid;
    }
    return lo + 1;
}

// A person is linked once a paragraph, an organisation or a place once a letter.
static bool is_linked(const struct chooser *c, const struct spot *p)
{
    size_t paragraph = p->kind == SPOT_PERSON && !c->anywhere ? paragraph_of(c->r, p->at) : 0;
    if (p->kind != SPOT_PERSON && p->kind != SPOT_NAME) return false;
    return p->count == 1 && link_slot(&c->linked, p->v[0].entity, paragraph)->used;
}

static void linked_at(struct chooser *c, int64_t entity, size_t at)
{
    link_add(c->r->a, &c->linked, entity, 0);
    link_add(c->r->a, &c->linked, entity, paragraph_of(c->r, at));
}

static const char *why_left(const struct spot *p)
{
    const struct proposal *best = &p->v[0];
    if (!best->sound) return "not linked: the checker would find more against it";
    if (best->score < ENOUGH) return "not linked: too little speaks for it";
    for (size_t i = 1; i < p->count; i++)
        if (p->v[i].entity != best->entity && best->score - p->v[i].score < AHEAD) return "not linked: another one is as likely";
    if (p->count > 1 && !best->entity && best->score - p->v[1].score < AHEAD) return "not linked: another one is as likely";
    return NULL;
}

static void choose(struct chooser *c, struct spot *p)
{
    p->covered = overlaps(c, p->at, p->n);
    if (p->covered || !p->count) return;
    p->claimed = is_linked(c, p);
    if (p->claimed) return;
    p->left = why_left(p);
    if (p->left) return;
    if (overlaps(c, p->v[0].at, p->v[0].n)) {
        p->left = "not linked: another link stands in its words";
        return;
    }
    p->chosen = true;
    memset(c->taken + (p->v[0].at - c->r->l->body_at), 1, p->v[0].n);
    if (p->kind == SPOT_PERSON || p->kind == SPOT_NAME) linked_at(c, p->v[0].entity, p->at);
}

static void choose_all(struct study *r, struct pool *pool, bool anywhere, struct suggestions *s)
{
    enum { TURNS = 6 };
    struct chooser c = {.r = r, .anywhere = anywhere, .taken = arena_alloc(r->a, r->l->file->text.n - r->l->body_at + 1)};
    link_add(r->a, &c.linked, 0, 0); // no entity: the table is never empty
    for (size_t i = 0; i < pool->claimed_n; i++) linked_at(&c, pool->claimed[i].entity, pool->claimed[i].at);
    for (int turn = 0; turn < TURNS; turn++)
        for (size_t i = 0; i < s->n; i++)
            if (turn_of(&s->v[i]) == turn) choose(&c, &s->v[i]);
}

static bool find(struct letter *l, struct view *v, bool facts_alone, struct suggestions *out, struct err *err)
{
    struct study r = {.l = l, .v = v, .a = l->arena};
    struct pool pool;
    *out = (struct suggestions){0};
    if (!l->body || !l->head.has_date) return true; // said already
    r.wordings = wordings_of(r.a, store_vocab(v->store), l->head.lang);
    if (!read_letter(&r, err) || !pool_fill(&r, &pool, err)) return false;
    ARENA scratch = arena_new();
    struct ranker k = {.r = &r, .pool = &pool, .out = out, .scratch = scratch, .facts_alone = facts_alone};
    for (size_t i = 0; i < r.block_count; i++)
        if (!rank_block(&k, &r.blocks[i], err)) return false;
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].count > 1) qsort(out->v[i].v, out->v[i].count, sizeof *out->v[i].v, by_score);
    choose_all(&r, &pool, facts_alone, out);
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_place);
    return true;
}

bool suggest_find(struct letter *l, struct view *v, struct suggestions *out, struct err *err)
{
    return find(l, v, false, out, err);
}

bool suggest_facts(struct letter *l, struct view *v, struct suggestions *out, struct err *err)
{
    return find(l, v, true, out, err);
}

// ---- writing

// The letter as it would be: does it say the same, and are all the claims there, each with its own text?
static bool same_letter(struct letter *l, struct str text, size_t added)
{
    struct source_text file = {l->file->name, text};
    struct diags ds = diags_in(l->arena);
    struct letter again;
    letter_parse(l->arena, &file, &again, &ds);
    bool same = again.body && again.claim_count == l->claim_count + added && str_eq(node_plain(l->arena, again.body), node_plain(l->arena, l->body));
    letter_free(&again);
    return same;
}

static int by_link(const void *a, const void *b)
{
    const struct proposal *x = *(const struct proposal *const *)a, *y = *(const struct proposal *const *)b;
    return (x->at > y->at) - (x->at < y->at);
}

static struct str linked(struct letter *l, const struct proposal **links, const bool *keep, size_t n)
{
    struct str text = l->file->text;
    struct buf b = buf_in(l->arena);
    size_t done = 0;
    for (size_t i = 0; i < n; i++) {
        if (!keep[i]) continue;
        buf_add(&b, str_sub(text, done, links[i]->at));
        done = links[i]->at + links[i]->n;
        buf_addf(&b, "[%.*s](fact:%.*s)", STR(str_sub(text, links[i]->at, done)), STR(links[i]->ref));
    }
    buf_add(&b, str_sub(text, done, text.n));
    return buf_str(&b);
}

struct keeping {
    struct letter *l;
    const struct proposal **links;
    bool *keep;
    size_t n, kept, tries;
};

// Keeps of the links [from, to) those with which the letter reads as before; marks that stand around one in an odd way
// ("[[Baku](…)](x)") may forbid it. By halves: mostly all are good at once.
static void keep_good(struct keeping *k, size_t from, size_t to)
{
    enum { TRIES = 400 };
    if (from == to || k->tries++ > TRIES) return;
    for (size_t i = from; i < to; i++) k->keep[i] = true;
    if (same_letter(k->l, linked(k->l, k->links, k->keep, k->n), k->kept + to - from)) {
        k->kept += to - from;
        return;
    }
    for (size_t i = from; i < to; i++) k->keep[i] = false;
    if (to - from == 1) return;
    size_t mid = from + (to - from) / 2;
    keep_good(k, from, mid);
    keep_good(k, mid, to);
}

void suggest_apply(struct letter *l, const struct suggestions *s, struct str *out, size_t *applied)
{
    struct keeping k = {.l = l, .links = arena_array(l->arena, s->n, sizeof *k.links), .keep = arena_array(l->arena, s->n, sizeof *k.keep)};
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].chosen) k.links[k.n++] = &s->v[i].v[0];
    if (k.n) qsort(k.links, k.n, sizeof *k.links, by_link); // a long link may begin before its place
    keep_good(&k, 0, k.n);
    for (size_t i = 0; i < s->n; i++)
        for (size_t n = 0; k.kept < k.n && s->v[i].chosen && n < k.n; n++)
            if (k.links[n] == &s->v[i].v[0] && !k.keep[n]) s->v[i].chosen = false, s->v[i].left = "not linked: the letter would read otherwise";
    *applied = k.kept;
    *out = k.kept ? linked(l, k.links, k.keep, k.n) : l->file->text;
}
