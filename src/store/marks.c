#include "store/marks.h"

#include <string.h>

#include "base/arena.h"

enum tri mark_get(const struct marks *m, int64_t e)
{
    return (size_t)e < m->cap ? (enum tri)m->v[e] : TRI_NO;
}

void mark_set(struct arena *a, struct marks *m, int64_t e, enum tri t)
{
    if (e <= 0 || e > MARKS_MAX || (t == TRI_NO && (size_t)e >= m->cap)) return;
    m->v = arena_grow(a, m->v, &m->cap, (size_t)e + 1, 1);
    m->set += (m->v[e] == 0 && t != TRI_NO);
    m->set -= (m->v[e] != 0 && t == TRI_NO);
    m->v[e] = (unsigned char)t;
}

void mark_or(struct arena *a, struct marks *m, int64_t e, enum tri t)
{
    mark_set(a, m, e, tri_or(mark_get(m, e), t));
}

// The first marked entity from e on, or 0. Most of a sweep is zeros: eight at a time.
int64_t mark_next(const struct marks *m, int64_t e)
{
    size_t i = (size_t)e;
    uint64_t eight;
    for (; i < m->cap; i++) {
        while (i + sizeof eight <= m->cap && (memcpy(&eight, m->v + i, sizeof eight), eight == 0)) i += sizeof eight;
        if (i < m->cap && m->v[i]) return (int64_t)i;
    }
    return 0;
}

void marks_and(struct arena *a, struct marks *m, const struct marks *other)
{
    for (int64_t e = 0; (e = mark_next(m, e + 1)) != 0;)
        mark_set(a, m, e, tri_and(mark_get(m, e), mark_get(other, e)));
}

// ---- scanning

static void scan_start(struct scan *s, enum stmt_name name)
{
    s->q = db_query(store_db(s->v->store), name, "iiiii", (int64_t)store_level(s->v->store),
                    s->v->known, s->prop, s->lo, s->hi);
}

struct scan scan_open(struct view *v, int64_t prop, int64_t lo, int64_t hi)
{
    struct scan s = {.v = v, .prop = prop, .lo = lo, .hi = hi};
    scan_start(&s, STMT_SCAN_NOW);
    return s;
}

// false at the end or on an error, which scan_done reports.
bool scan_next(struct scan *s, struct cell *c)
{
    while (!db_next(s->q)) {
        struct err err;
        if (s->past || s->v->known == STORE_NOW || !db_done(s->q, &err)) return false;
        s->past = true;
        scan_start(s, STMT_SCAN_PAST);
    }
    *c = (struct cell){.row = col_int(s->q, 0), .prop = s->prop, .value = col_int(s->q, 1),
                       .flags = col_int(s->q, 3)};
    c->hi = col_null(s->q, 2) ? c->value : col_int(s->q, 2);
    return true;
}

bool scan_done(struct scan *s, struct err *err) { return db_done(s->q, err); }

// The entity's statements of two properties (of one, when they are the same).
bool read_cells(struct view *v, int64_t entity, int64_t prop, int64_t other, struct cell **out, size_t *n,
                       size_t *cap, struct err *err)
{
    *n = 0;
    struct query *q = db_query(store_db(v->store), STMT_CELLS, "iiiii",
                               (int64_t)store_level(v->store), v->known, entity << 16, prop, other);
    while (db_next(q)) {
        *out = arena_grow(v->arena, *out, cap, *n + 1, sizeof **out);
        struct cell *c = &(*out)[(*n)++];
        *c = (struct cell){col_int(q, 0), col_int(q, 1), col_int(q, 2), 0, col_int(q, 4)};
        c->hi = col_null(q, 3) ? c->value : col_int(q, 3);
    }
    return db_done(q, err);
}

// The entities that have several statements of a single-valued property.
bool multi_of(struct view *v, int64_t prop, struct marks *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_MULTI, "i", prop);
    while (db_next(q)) mark_set(v->arena, out, col_int(q, 0), TRI_YES);
    return db_done(q, err);
}
