// What a letter is about, and what the register connects with it.
//
//   seeds     persons named in the text, claims that are there, the head's references
//   members   seeds, and entities one or two steps from them: a person's detentions, rulings and judgments; a judgment's
//             supervision. What has a name (persons, organisations, places) is passed by: everything is connected through it
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "letter/facts.h"
#include "letter/suggest_parts.h"

enum { STEPS = 2, NEIGHBOURS = 400, SEEDS = 2000, MEMBERS = 20000 };

// ---- members

static size_t slot_of(const struct pool *p, int64_t entity)
{
    size_t i = (size_t)((uint64_t)entity * 0x9E3779B97F4A7C15u >> 20) & (p->slot_count - 1);
    while (p->slots[i] && p->v[p->slots[i] - 1].entity != entity) i = (i + 1) & (p->slot_count - 1);
    return i;
}

struct member *pool_member(const struct pool *p, int64_t entity)
{
    size_t slot = p->slot_count ? p->slots[slot_of(p, entity)] : 0;
    return slot ? &p->v[slot - 1] : NULL;
}

static void make_slots(struct arena *a, struct pool *p)
{
    if (p->n * 2 < p->slot_count) return;
    p->slot_count = p->slot_count ? p->slot_count * 2 : 256;
    p->slots = arena_array(a, p->slot_count, sizeof *p->slots);
    for (size_t i = 0; i < p->n; i++) p->slots[slot_of(p, p->v[i].entity)] = i + 1;
}

static bool has_name(const struct type *t)
{
    for (const struct prop *p = t->first; p; p = p->next)
        if (p->kind == KIND_NAME) return true;
    return false;
}

bool pool_add(struct study *r, struct pool *p, int64_t entity, struct member **out, struct err *err)
{
    *out = pool_member(p, entity);
    if (*out || p->n >= MEMBERS) return true;
    struct member m = {.entity = entity};
    struct str slug;
    if (!view_name(r->v, entity, &m.type, &slug, err)) return false;
    if (!m.type) return true;
    m.has_name = has_name(m.type);
    m.path = strf(r->a, "%.*s/%.*s", STR(m.type->path), STR(slug));
    if (!view_statements(r->v, entity, &m.all, err)) return false;
    if (!m.all.n) return true;
    make_slots(r->a, p);
    p->v = arena_grow(r->a, p->v, &p->cap, p->n + 1, sizeof *p->v);
    size_t slot = slot_of(p, entity);
    p->v[p->n++] = m;
    p->slots[slot] = p->n;
    *out = &p->v[p->n - 1];
    return true;
}

static void tie(struct study *r, struct member *m, size_t seed, size_t steps)
{
    for (size_t i = m->tie_count; i-- > 0 && m->ties[i].seed == seed;)
        if (m->ties[i].steps <= steps) return;
    m->ties = arena_grow(r->a, m->ties, &m->tie_cap, m->tie_count + 1, sizeof *m->ties);
    m->ties[m->tie_count++] = (struct tie){seed, steps};
}

// What the member refers to and what refers to it.
static bool neighbours(struct study *r, const struct member *m, int64_t **out, size_t *n, struct err *err)
{
    if (!view_referrers(r->v, m->entity, NEIGHBOURS, out, n, err)) return false;
    size_t cap = 0, more = *n;
    int64_t *all = NULL;
    all = arena_grow(r->a, all, &cap, *n + m->all.n + 1, sizeof *all);
    if (*n) memcpy(all, *out, *n * sizeof *all);
    for (size_t i = 0; i < m->all.n; i++)
        if (m->all.v[i].value.kind == KIND_REF) all[more++] = m->all.v[i].value.key;
    *out = all;
    *n = more;
    return true;
}

struct step {
    int64_t entity;
    size_t steps;
};

static bool expand(struct study *r, struct pool *p, size_t seed, struct err *err)
{
    struct step *queue = NULL;
    size_t n = 0, cap = 0;
    queue = arena_grow(r->a, queue, &cap, 1, sizeof *queue);
    queue[n++] = (struct step){p->seeds[seed].entity, 0};
    for (size_t i = 0; i < n; i++) {
        struct step at = queue[i];
        struct member *m;
        int64_t *next;
        size_t count;
        if (!pool_add(r, p, at.entity, &m, err)) return false;
        if (!m || (at.steps && (m->has_name || str_eq(m->type->path, S("sources"))))) continue;
        size_t ties = m->tie_count;
        tie(r, m, seed, at.steps);
        if (m->tie_count == ties || at.steps == STEPS) continue; // known by a way as short
        if (!neighbours(r, m, &next, &count, err)) return false;
        for (size_t k = 0; k < count; k++) {
            queue = arena_grow(r->a, queue, &cap, n + 1, sizeof *queue);
            queue[n++] = (struct step){next[k], at.steps + 1};
        }
    }
    return true;
}

// ---- seeds

static struct seed *seed_of(struct pool *p, int64_t entity)
{
    for (size_t i = 0; i < p->seed_count; i++)
        if (p->seeds[i].entity == entity) return &p->seeds[i];
    return NULL;
}

static bool seed_add(struct study *r, struct pool *p, int64_t entity, struct seed **out, struct err *err)
{
    struct str slug;
    *out = seed_of(p, entity);
    if (*out || p->seed_count == SEEDS) return true;
    struct seed s = {.entity = entity};
    if (!view_name(r->v, entity, &s.type, &slug, err) || !s.type || !view_label(r->v, entity, &s.label, err)) return !s.type;
    s.person = str_eq(s.type->path, S("persons"));
    s.called = fold(r->a, s.label);
    p->seeds = arena_grow(r->a, p->seeds, &p->seed_cap, p->seed_count + 1, sizeof *p->seeds);
    p->seeds[p->seed_count] = s;
    *out = &p->seeds[p->seed_count++];
    return true;
}

static void named_at(struct study *r, struct seed *s, size_t at)
{
    s->at = arena_grow(r->a, s->at, &s->at_cap, s->at_count + 1, sizeof *s->at);
    size_t i = s->at_count++;
    for (; i && s->at[i - 1] > at; i--) s->at[i] = s->at[i - 1]; // claims come in before names
    s->at[i] = at;
}

static bool seed_ref(struct study *r, struct pool *p, struct str text, struct seed **out, struct err *err)
{
    struct ref ref;
    struct ref_fault fault;
    int64_t id = 0;
    *out = NULL;
    if (!text.n || !ref_parse(r->a, store_vocab(r->v->store), text, &ref, &fault) || !ref.slug.n) return true;
    if (!view_find(r->v, ref.type, ref.slug, &id, err)) return false;
    return !id || seed_add(r, p, id, out, err);
}

// Of an addressee's position: who holds it is named by the letter too ("President Macron").
static bool seed_holder(struct study *r, struct pool *p, const struct seed *position, struct err *err)
{
    struct statements all;
    struct seed *s;
    if (!view_statements(r->v, position->entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].value.kind == KIND_REF && str_eq(all.v[i].prop->name, S("person")) && !seed_add(r, p, all.v[i].value.key, &s, err)) return false;
    return true;
}

static bool seeds_of_head(struct study *r, struct pool *p, struct err *err)
{
    const struct head *h = &r->l->head;
    struct seed *s;
    if (!seed_ref(r, p, h->record.text, &s, err) || !seed_ref(r, p, h->occasion.text, &s, err) || !seed_ref(r, p, h->previous.text, &s, err))
        return false;
    for (size_t i = 0; i < h->ask_count; i++)
        for (size_t k = 0; k < h->asks[i].about_count; k++)
            if (!seed_ref(r, p, h->asks[i].about[k].text, &s, err)) return false;
    for (size_t i = 0; i < h->to_count; i++) {
        if (!seed_ref(r, p, h->to[i].ref.text, &s, err)) return false;
        if (s && !seed_holder(r, p, &(struct seed){.entity = s->entity}, err)) return false;
    }
    return true;
}

static bool seeds_of_claims(struct study *r, struct pool *p, struct err *err)
{
    for (size_t i = 0; i < r->l->claim_count; i++) {
        const struct claim *c = &r->l->claims[i];
        struct seed *s;
        if (!seed_ref(r, p, c->ref_text, &s, err)) return false;
        if (!s) continue;
        named_at(r, s, c->at);
        p->claimed = arena_grow(r->a, p->claimed, &p->claimed_cap, p->claimed_n + 1, sizeof *p->claimed);
        p->claimed[p->claimed_n++] = (struct claimed){s->entity, c->at};
    }
    return true;
}

static bool of_persons(struct study *r, int64_t entity, bool *out, struct err *err)
{
    const struct type *t;
    struct str slug;
    if (!view_name(r->v, entity, &t, &slug, err)) return false;
    *out = t && str_eq(t->path, S("persons"));
    return true;
}

// A full name: whom it names becomes a seed, unless the register has several of that name.
static bool seed_name(struct study *r, struct pool *p, const struct block *b, const struct name *n, struct err *err)
{
    bool person = false;
    struct seed *s;
    if (n->count != 1) return true;
    if (!of_persons(r, n->entities[0], &person, err)) return false;
    if (!person) return true;
    if (!seed_add(r, p, n->entities[0], &s, err)) return false;
    if (!s) return true;
    s->called = fold(r->a, str_sub(b->text, n->at, n->at + n->n));
    named_at(r, s, b->at + n->at);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

// Does a word with a capital, that the language does not write so anyway, stand beside the name? "Hilal" of "Hilal Mammadov".
static bool in_longer_name(const struct study *r, const struct block *b, const struct name *n)
{
    struct str lang = r->l->head.lang;
    size_t i = first_word(b, n->at);
    const struct word *w = &b->words[i];
    bool before = i && w->gap != GAP_FAR && w[-1].capital && !scan_knows_word(lang, w[-1].fold);
    bool behind = i + 1 < b->word_count && w[1].gap != GAP_FAR && w[1].capital && !scan_knows_word(lang, w[1].fold);
    return before || behind;
}

// Surnames that the letter gives to someone whom the register does not know: alone, they may mean her or him.
static void find_strangers(struct study *r, struct pool *p)
{
    size_t cap = 0;
    for (size_t i = 0; i < r->block_count; i++)
        for (size_t k = 0; k < r->blocks[i].name_count; k++) {
            const struct block *b = &r->blocks[i];
            if (!b->names[k].part || !in_longer_name(r, b, &b->names[k])) continue;
            p->strangers = arena_grow(r->a, p->strangers, &cap, p->stranger_n + 1, sizeof *p->strangers);
            p->strangers[p->stranger_n++] = b->words[first_word(b, b->names[k].at)].fold;
        }
    if (p->stranger_n) qsort(p->strangers, p->stranger_n, sizeof *p->strangers, by_text);
}

// "Mammadov": those whose name, as the letter has it before, ends in this word; nobody, where it is part of another name or
// the letter names a stranger so.
static void read_part(struct study *r, struct pool *p, const struct block *b, struct name *n)
{
    struct str part = b->words[first_word(b, n->at)].fold;
    size_t cap = 0;
    if (part.n < 3 || in_longer_name(r, b, n)) return;
    if (p->stranger_n && bsearch(&part, p->strangers, p->stranger_n, sizeof part, by_text)) return;
    for (size_t i = 0; i < p->seed_count; i++) {
        struct seed *s = &p->seeds[i];
        bool before = !s->at_count || s->at[0] < b->at + n->at;
        bool last = s->called.n > part.n && str_ends(s->called, part) && s->called.p[s->called.n - part.n - 1] == ' ';
        if (!s->person || !before || !last) continue;
        n->entities = arena_grow(r->a, n->entities, &cap, n->count + 1, sizeof *n->entities);
        n->entities[n->count++] = s->entity;
    }
    struct seed *only = n->count == 1 ? seed_of(p, n->entities[0]) : NULL;
    if (only) named_at(r, only, b->at + n->at);
}

bool pool_fill(struct study *r, struct pool *p, struct err *err)
{
    *p = (struct pool){0};
    if (!seeds_of_head(r, p, err) || !seeds_of_claims(r, p, err)) return false;
    find_strangers(r, p);
    for (size_t i = 0; i < r->block_count; i++)
        for (size_t k = 0; k < r->blocks[i].name_count; k++) {
            struct name *n = &r->blocks[i].names[k];
            if (n->part) read_part(r, p, &r->blocks[i], n);
            else if (!seed_name(r, p, &r->blocks[i], n, err)) return false;
        }
    for (size_t i = 0; i < p->seed_count; i++)
        if (!expand(r, p, i, err)) return false;
    return true;
}

// ---- what is said around a member

static void add_words(struct study *r, struct buf *b, struct buf *countries, const struct statement *s, bool own)
{
    bool says = s->value.kind == KIND_NAME || str_eq(s->prop->name, S("city")) || str_eq(s->prop->name, S("title"));
    if (says || (own && s->value.kind == KIND_TEXT)) buf_addf(b, " %.*s", STR(fold(r->a, s->value.text)));
    if (s->value.kind == KIND_COUNTRY) buf_addf(countries, " %.*s", STR(s->value.text));
}

bool pool_around(struct study *r, struct member *m, struct err *err)
{
    struct buf b = buf_in(r->a), countries = buf_in(r->a);
    if (m->has_around) return true;
    for (size_t i = 0; i < m->all.n; i++) {
        struct statements all;
        add_words(r, &b, &countries, &m->all.v[i], true);
        if (m->all.v[i].value.kind != KIND_REF) continue;
        if (!view_statements(r->v, m->all.v[i].value.key, &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) add_words(r, &b, &countries, &all.v[k], false);
    }
    m->around = buf_str(&b);
    m->countries = buf_str(&countries);
    m->has_around = true;
    return true;
}

// Is the seed named at a byte of [from, to)?
static bool named_between(const struct seed *s, size_t from, size_t to)
{
    size_t lo = 0, hi = s->at_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (s->at[mid] < from) lo = mid + 1;
        else hi = mid;
    }
    return lo < s->at_count && s->at[lo] < to;
}

int pool_nearness(const struct pool *p, const struct member *m, const struct block *b, size_t at,
                  const struct seed **who, size_t *steps)
{
    size_t from, to;
    int best = 0;
    sentence_of(b, at, &from, &to);
    *who = NULL;
    *steps = STEPS + 1;
    for (size_t i = 0; i < m->tie_count; i++) {
        const struct seed *s = &p->seeds[m->ties[i].seed];
        int near = named_between(s, b->at + from, b->at + to) ? 3 : named_between(s, b->at, b->at + from) ? 2 : 1;
        if (near < best || (near == best && m->ties[i].steps >= *steps)) continue;
        best = near;
        *who = s;
        *steps = m->ties[i].steps;
    }
    return best;
}
