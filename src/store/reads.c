#include "store/reads.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/read.h"

enum { CHANGED_MAX = 20000 }; // more changed statements than these touch all

struct reads reads_in(struct arena *a) { return (struct reads){.arena = a}; }

// Mixes as splitmix64 does (Steele, Lea and Flood 2014).
static uint64_t mixed(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

void reads_note(struct reads *r, enum part part, int64_t a, int64_t b)
{
    if (!r || r->all || part == PART_NONE) return;
    uint64_t x = mixed(mixed(mixed((uint64_t)part) + (uint64_t)a) + (uint64_t)b);
    if (r->n && r->v[r->n - 1] == x) return;
    if (r->n == r->cap && r->n >= 256) reads_seal(r); // much is asked again and again
    if (r->n == READS_MAX) {
        r->all = true;
        r->n = 0;
        return;
    }
    r->v = arena_grow(r->arena, r->v, &r->cap, r->n + 1, sizeof *r->v);
    r->v[r->n++] = x;
}

static void note_cells(struct reads *r, const int64_t *args, int from, int to)
{
    for (int i = from; i <= to; i++)
        if (args[i]) reads_note(r, PART_OF, args[3] >> 16, args[i]);
}

static void note_scan(struct reads *r, const int64_t *args)
{
    if (args[4] == args[5])
        reads_note(r, PART_VALUE, args[3], args[4]);
    else
        reads_note(r, PART_PROP, args[3], 0);
}

void reads_query(struct reads *r, enum stmt_name name, const int64_t *args)
{
    switch (name) {
    case STMT_META_GET:
    case STMT_HOLD:
    case STMT_TYPES:
    case STMT_PROPS:
    case STMT_TX_AT: // of the past, which stays
    case STMT_TX_GET: return;
    case STMT_ENTITY_FIND:
    case STMT_ENTITY_LIST:
    case STMT_ENTITY_SLUGS:
    case STMT_ORDER_SLUG: reads_note(r, PART_TYPE, args[1], 0); return;
    case STMT_ENTITY_GET: reads_note(r, PART_EXISTS, args[1], 0); return;
    case STMT_TXT_FIND: reads_note(r, PART_TEXT, args[1], 0); return;
    case STMT_OF_ENTITY:
    case STMT_HISTORY:
    case STMT_FIND_SEES:
    case STMT_FIND_READ:
    case STMT_MARK_OF: reads_note(r, PART_ENTITY, args[3] >> 16, 0); return;
    case STMT_ENDED_GET:
    case STMT_VALID_GET: reads_note(r, PART_ENTITY, args[1] >> 16, 0); return;
    case STMT_OF_PROPS: note_cells(r, args, 4, 8); return;
    case STMT_CELLS: note_cells(r, args, 4, 5); return;
    case STMT_OF_SOURCE: reads_note(r, PART_SOURCE, args[3], 0); return;
    case STMT_EVER_VALUE: reads_note(r, PART_VALUE, args[2], args[3]); return;
    case STMT_JOIN_NOW:
    case STMT_JOIN_PAST:
        reads_note(r, PART_VALUE, args[3], args[4]);
        for (int i = 5; i <= 7; i++) reads_note(r, PART_PROP, args[i], 0);
        return;
    case STMT_SCAN_NOW:
    case STMT_SCAN_PAST: note_scan(r, args); return;
    case STMT_ORDER_NOW:
    case STMT_ORDER_PAST:
    case STMT_VALUE_NEXT:
    case STMT_VALUE_NEXT_PAST: reads_note(r, PART_PROP, args[3], 0); return;
    case STMT_MULTI: reads_note(r, PART_PROP, args[1], 0); return;
    case STMT_NAMEKEY:
    case STMT_NAMEWORD_FROM: reads_note(r, PART_NAMES, 0, 0); return;
    default: r->all = true; return; // words, marks, what is withheld: anything may change it
    }
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void reads_seal(struct reads *r)
{
    size_t n = 0;
    if (r->n) qsort(r->v, r->n, sizeof *r->v, by_number);
    for (size_t i = 0; i < r->n; i++)
        if (!n || r->v[n - 1] != r->v[i]) r->v[n++] = r->v[i];
    r->n = n;
}

static bool has(const struct reads *r, uint64_t x)
{
    return r->n && bsearch(&x, r->v, r->n, sizeof x, by_number) != NULL;
}

bool reads_meet(const struct reads *a, const struct reads *b)
{
    const struct reads *few = a->n < b->n ? a : b, *many = few == a ? b : a;
    if ((a->all && (b->all || b->n)) || (b->all && a->n)) return true;
    for (size_t i = 0; i < few->n; i++)
        if (has(many, few->v[i])) return true;
    return false;
}

void store_note(struct store *s, struct reads *r) { db_note(store_db(s), r); }

// ---- what has changed

// One changed statement that is, or was, public.
static void touch(struct reads *r, struct store *s, struct query *q)
{
    int64_t entity = col_int(q, 0) >> 16, prop = col_int(q, 1), value = col_int(q, 2);
    const struct prop *p = store_prop(s, prop);
    reads_note(r, PART_ENTITY, entity, 0);
    reads_note(r, PART_OF, entity, prop);
    reads_note(r, PART_PROP, prop, 0);
    reads_note(r, PART_VALUE, prop, value);
    reads_note(r, PART_SOURCE, col_int(q, 3), 0);
    if (!p || p->kind == KIND_NAME) reads_note(r, PART_NAMES, 0, 0);
    if (!col_null(q, 7)) reads_note(r, PART_TEXT, store_text_key(col_text(q, 7)), 0);
}

// Did the entity come, go, or get another slug for a public reader? was: it had a public statement that stood at `tx`.
static bool touch_existence(struct reads *r, struct store *open, int64_t entity, bool was, bool renamed, int64_t tx, struct err *err)
{
    ARENA scratch = arena_new();
    struct view v;
    struct statements all;
    const struct type *type;
    struct str slug;
    bool had = was, stands = false;
    if (!view_init(&v, open, scratch, NULL, err) || !view_name(&v, entity, &type, &slug, err)) return false;
    if (!type && !was) return true; // never seen
    if (!view_history(&v, entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) had |= all.v[i].tx <= tx, stands |= !all.v[i].gone;
    if (!renamed && had == (type != NULL) && was == stands) return true;
    reads_note(r, PART_EXISTS, entity, 0);
    for (const struct type *t = store_vocab(open)->first; t; t = t->next) // of a type that is not seen any more: all
        if (!type || t == type) reads_note(r, PART_TYPE, store_type_id(open, t), 0);
    return true;
}

struct touched {
    int64_t entity;
    bool was, renamed;
};

static int by_entity(const void *a, const void *b)
{
    const struct touched *x = a, *y = b;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

bool reads_changed(struct store *staff, struct store *open, int64_t tx, struct reads *out, struct err *err)
{
    struct arena *a = out->arena;
    struct touched *v = NULL;
    size_t n = 0, cap = 0;
    struct query *q = db_query(store_db(staff), STMT_CHANGED, "i", tx);
    while (db_next(q) && n <= CHANGED_MAX) {
        const struct prop *p = store_prop(staff, col_int(q, 1));
        bool renames = p && str_eq(p->name, S("former-key")), shown = col_int(q, 4) == VIS_PUBLIC;
        if (!shown && !renames) continue;
        v = arena_grow(a, v, &cap, n + 1, sizeof *v);
        // what ended was there; what began tells nothing of what was before
        v[n++] = (struct touched){col_int(q, 0) >> 16, shown && col_int(q, 5) <= tx, renames};
        touch(out, staff, q);
    }
    if (!db_done(q, err)) return false;
    if (n > CHANGED_MAX) out->all = true;
    if (n) qsort(v, n, sizeof *v, by_entity);
    for (size_t i = 0, end; i < n && !out->all; i = end) {
        struct touched t = v[i];
        for (end = i; end < n && v[end].entity == t.entity; end++) t.was |= v[end].was, t.renamed |= v[end].renamed;
        if (!t.was) { // a statement that stands unchanged
            q = db_query(store_db(staff), STMT_STOOD, "ii", t.entity << 16, tx);
            t.was = db_next(q);
            if (!db_done(q, err)) return false;
        }
        if (!touch_existence(out, open, t.entity, t.was, t.renamed, tx, err)) return false;
    }
    reads_seal(out);
    return true;
}
