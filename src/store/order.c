#include "store/order.h"

#include "base/arena.h"
#include "store/db.h"
#include "store/marks.h"
#include "store/reads.h"

bool roll_of(struct view *v, const struct type *t, const struct roll **out, struct err *err)
{
    struct arena *a;
    void **kept = v->known == STORE_NOW ? store_keep(v->store, t, &a) : NULL;
    reads_note(db_noted(store_db(v->store)), PART_TYPE, store_type_id(v->store, t), 0);
    *out = kept ? *kept : NULL;
    if (!kept || *kept) return true;
    struct roll *r = arena_alloc(a, sizeof *r);
    size_t cap = 0;
    struct query *q = db_query(store_db(v->store), STMT_ENTITY_LIST, "iii", store_type_id(v->store, t), (int64_t)store_level(v->store), v->known);
    while (db_next(q)) {
        r->v = arena_grow(a, r->v, &cap, r->n + 1, sizeof *r->v);
        r->v[r->n++] = col_int(q, 0);
    }
    if (!db_done(q, err)) return false;
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i] > 0 && (size_t)r->v[i] >= r->cap && r->v[i] < MARKS_MAX) r->cap = (size_t)r->v[i] + 1;
    r->rank = arena_array(a, r->cap, sizeof *r->rank);
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i] > 0 && (size_t)r->v[i] < r->cap) r->rank[r->v[i]] = (uint32_t)i + 1;
    *out = *kept = r;
    return true;
}

uint32_t roll_rank(const struct roll *r, int64_t entity) { return entity > 0 && (size_t)entity < r->cap ? r->rank[entity] : 0; }

// Keys: a type is that of its roll; the bytes behind it and those of a property, which are never read, are those of its lists.
struct hits **order_kept(struct view *v, const struct ref *r, const struct prop *by, struct arena **a)
{
    const char *key = by ? (const char *)by : (const char *)r->type + 1;
    struct reads *noted = db_noted(store_db(v->store));
    if (v->known != STORE_NOW || r->filter_count) return NULL;
    reads_note(noted, PART_TYPE, store_type_id(v->store, r->type), 0);
    if (by) reads_note(noted, PART_PROP, store_prop_id(v->store, by), 0);
    void **kept = store_keep(v->store, key + (r->descending ? 2 : 0), a);
    return (struct hits **)kept;
}
