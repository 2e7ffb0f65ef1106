#include "store/column.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/marks.h"

struct preference {
    struct column_row row;
    bool preferred;
};

static int by_entity(const void *a, const void *b)
{
    const struct preference *x = a, *y = b;
    if (x->row.entity != y->row.entity) return x->row.entity < y->row.entity ? -1 : 1;
    return (x->row.lo > y->row.lo) - (x->row.lo < y->row.lo);
}

bool view_column_within(struct view *v, const struct prop *p, int64_t lo, int64_t hi, struct column *out, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    int64_t prop = store_prop_id(v->store, p);
    struct preference *rows = NULL;
    size_t n = 0, cap = 0;
    struct cell c;
    *out = (struct column){0};
    if (!prop) return true;
    struct scan s = scan_open(v, prop, lo, hi);
    while (scan_next(&s, &c)) {
        rows = arena_grow(v->arena, rows, &cap, n + 1, sizeof *rows);
        rows[n++] = (struct preference){{c.row >> 16, c.value, c.hi}, c.flags & FLAG_PREFERRED};
    }
    if (!scan_done(&s, err)) return false;
    if (n) qsort(rows, n, sizeof *rows, by_entity);
    out->v = arena_array(v->arena, n, sizeof *out->v);
    for (size_t i = 0, end; i < n; i = end) {
        bool preferred = false;
        for (end = i; end < n && rows[end].row.entity == rows[i].row.entity; end++) preferred |= rows[end].preferred;
        for (size_t k = i; k < end; k++)
            if (!preferred || rows[k].preferred) out->v[out->n++] = rows[k].row;
    }
    return true;
}

bool view_column(struct view *v, const struct prop *p, struct column *out, struct err *err)
{
    return view_column_within(v, p, INT64_MIN, INT64_MAX, out, err);
}

void column_of(const struct column *c, int64_t entity, size_t *from, size_t *to)
{
    size_t lo = *from, hi = c->n;
    if (lo < hi && c->v[lo].entity > entity) lo = 0;
    for (size_t k = 0; k < 8 && lo < hi && c->v[lo].entity < entity; k++) lo++; // near in a walk; else by halves
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->v[mid].entity < entity)
            lo = mid + 1;
        else
            hi = mid;
    }
    *from = *to = lo;
    while (*to < c->n && c->v[*to].entity == entity) ++*to;
}

static bool values(struct view *v, enum stmt_name name, int64_t prop, size_t most, struct distinct *out, size_t *n, struct err *err)
{
    int64_t after = INT64_MIN;
    for (bool more = true; more && *n < most;) {
        struct query *q = db_query(store_db(v->store), name, "iiii", (int64_t)store_level(v->store), v->known, prop, after);
        more = db_next(q);
        if (more) {
            bool seen = false;
            after = col_int(q, 0);
            for (size_t i = 0; i < *n; i++) seen |= out[i].key == after;
            if (!seen) out[(*n)++] = (struct distinct){after, str_dup(v->arena, col_text(q, 1))};
        }
        if (!db_done(q, err)) return false;
    }
    return true;
}

bool view_values(struct view *v, const struct prop *p, size_t most, struct distinct **out, size_t *n, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    int64_t prop = store_prop_id(v->store, p);
    *n = 0;
    *out = arena_array(v->arena, most, sizeof **out);
    if (!prop) return true;
    return values(v, STMT_VALUE_NEXT, prop, most, *out, n, err) &&
           (v->known == STORE_NOW || values(v, STMT_VALUE_NEXT_PAST, prop, most, *out, n, err));
}
