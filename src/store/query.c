// How a list is found. Each filter becomes marks: a byte an entity, 0 no, 1 maybe, 2 yes. Marks come from a
// scan of the covering index (property, value, …), or, when few entities are left, from reading each of these (a
// probe: its statements lie side by side). Filters with one prefix are joined first, among the entities of that
// prefix; the result is carried over to the entities asked for along the reference between them.
//
// A scan sees statements, not entities. For a single-valued property that is the same thing, except where an entity
// has several statements of it; those entities are listed (multi), left out of the scan and probed.
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "store/db.h"

// MAX_ENTITY: a number that a damaged register gives must not decide how much memory is taken.
enum { FLAG_PREFERRED = 2, FLAG_VALID = 4, PROBE_RATIO = 24, MAX_ENTITY = 1 << 28 };

struct cell {
    int64_t row, prop, value, hi, flags;
};

struct marks {
    unsigned char *v;
    size_t cap, set; // set: entities with yes or maybe
};

// A filter made ready: the values it looks for as the store's numbers.
struct want {
    const struct filter *f;
    int64_t prop;
    int64_t *values; // sorted; of a name: rows
    size_t count;
};

static enum tri mark_get(const struct marks *m, int64_t e)
{
    return (size_t)e < m->cap ? (enum tri)m->v[e] : TRI_NO;
}

static void mark_set(struct arena *a, struct marks *m, int64_t e, enum tri t)
{
    if (e <= 0 || e > MAX_ENTITY || (t == TRI_NO && (size_t)e >= m->cap)) return;
    m->v = arena_grow(a, m->v, &m->cap, (size_t)e + 1, 1);
    m->set += (m->v[e] == 0 && t != TRI_NO);
    m->set -= (m->v[e] != 0 && t == TRI_NO);
    m->v[e] = (unsigned char)t;
}

static void mark_or(struct arena *a, struct marks *m, int64_t e, enum tri t)
{
    mark_set(a, m, e, tri_or(mark_get(m, e), t));
}

// The first marked entity from e on, or 0. Most of a sweep is zeros: eight at a time.
static int64_t mark_next(const struct marks *m, int64_t e)
{
    size_t i = (size_t)e;
    uint64_t eight;
    for (; i < m->cap; i++) {
        while (i + sizeof eight <= m->cap && (memcpy(&eight, m->v + i, sizeof eight), eight == 0)) i += sizeof eight;
        if (i < m->cap && m->v[i]) return (int64_t)i;
    }
    return 0;
}

static void marks_and(struct arena *a, struct marks *m, const struct marks *other)
{
    for (int64_t e = 0; (e = mark_next(m, e + 1)) != 0;)
        mark_set(a, m, e, tri_and(mark_get(m, e), mark_get(other, e)));
}

// ---- scanning

struct scan {
    struct view *v;
    struct query *q;
    int64_t prop, lo, hi;
    bool past;
};

static void scan_start(struct scan *s, enum stmt_name name)
{
    s->q = db_query(store_db(s->v->store), name, "iiiii", (int64_t)store_level(s->v->store),
                    s->v->known, s->prop, s->lo, s->hi);
}

static struct scan scan_open(struct view *v, int64_t prop, int64_t lo, int64_t hi)
{
    struct scan s = {.v = v, .prop = prop, .lo = lo, .hi = hi};
    scan_start(&s, STMT_SCAN_NOW);
    return s;
}

// false at the end or on an error, which scan_done reports.
static bool scan_next(struct scan *s, struct cell *c)
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

static bool scan_done(struct scan *s, struct err *err) { return db_done(s->q, err); }

// The entity's statements of two properties (of one, when they are the same).
static bool read_cells(struct view *v, int64_t entity, int64_t prop, int64_t other, struct cell **out, size_t *n,
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
static bool multi_of(struct view *v, int64_t prop, struct marks *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_MULTI, "i", prop);
    while (db_next(q)) mark_set(v->arena, out, col_int(q, 0), TRI_YES);
    return db_done(q, err);
}

// ---- one statement against one filter

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static enum tri days_within(int64_t lo, int64_t hi, struct edtf d)
{
    if (hi < d.lo.n || lo > d.hi.n) return TRI_NO;
    return lo >= d.lo.n && hi <= d.hi.n ? TRI_YES : TRI_MAYBE;
}

static enum tri cell_matches(const struct want *w, const struct cell *c)
{
    int64_t key = c->value;
    switch (w->f->prop->kind) {
    case KIND_DATE: return days_within(c->value, c->hi, w->f->date);
    case KIND_NUMBER:
    case KIND_MONEY:
    case KIND_DURATION: return c->value >= w->f->lo && c->value <= w->f->hi ? TRI_YES : TRI_NO;
    case KIND_NAME: key = c->row; break;
    default: break;
    }
    bool in = w->count && bsearch(&key, w->values, w->count, sizeof key, by_number);
    return in ? TRI_YES : TRI_NO;
}

// Is the statement itself in force on the day of the group's at=?
static bool cell_valid(struct view *v, const struct cell *c, const struct filter *at, enum tri *out,
                       struct err *err)
{
    *out = TRI_YES;
    if (!at || !(c->flags & FLAG_VALID)) return true;
    struct query *q = db_query(store_db(v->store), STMT_VALID_GET, "i", c->row);
    const char *why;
    if (db_next(q)) { // no since: for as long as anyone knows
        struct edtf since = {.lo = DAY_FIRST, .hi = DAY_FIRST}, until;
        (void)edtf_parse(col_text(q, 0), &since, &why);
        bool has_until = edtf_parse(col_text(q, 1), &until, &why);
        *out = edtf_in_force(&since, has_until ? &until : NULL, at->date.hi);
    }
    return db_done(q, err);
}

// ---- periods

static enum tri in_force(const struct cell *since, const struct cell *until, struct day d)
{
    enum tri begun = !since ? TRI_MAYBE : since->hi <= d.n ? TRI_YES : since->value <= d.n ? TRI_MAYBE : TRI_NO;
    enum tri ended = !until ? TRI_NO : until->hi <= d.n ? TRI_YES : until->value <= d.n ? TRI_MAYBE : TRI_NO;
    return tri_and(begun, tri_not(ended));
}

// On every day of [lo, hi] yes, on some maybe: a period is one stretch, so its ends decide.
static enum tri in_force_during(const struct cell *since, const struct cell *until, struct edtf at)
{
    enum tri first = in_force(since, until, at.lo), last = in_force(since, until, at.hi);
    if (first != TRI_NO || last != TRI_NO) return first == last ? first : TRI_MAYBE;
    bool within = (!since || since->value <= at.hi.n) && (!until || until->hi > at.lo.n) && at.lo.n != at.hi.n;
    return within ? TRI_MAYBE : TRI_NO;
}

// All combinations of the values that stand for the two ends: yes when all say so, no when none allows it. Of an
// inclusive period the end is the day after `until`.
static enum tri period_tri(struct cell *cells, size_t n, int64_t since, int64_t until, bool inclusive, struct edtf at)
{
    for (size_t i = 0; inclusive && i < n; i++)
        if (cells[i].prop == until) cells[i].value++, cells[i].hi++;
    bool any = false, preferred[2] = {false, false};
    enum tri least = TRI_YES, most = TRI_NO;
    for (size_t i = 0; i < n; i++) {
        preferred[0] |= cells[i].prop == since && cells[i].flags & FLAG_PREFERRED;
        preferred[1] |= cells[i].prop == until && cells[i].flags & FLAG_PREFERRED;
    }
    for (size_t i = 0; i <= n; i++) {
        const struct cell *s = i < n ? &cells[i] : NULL;
        if (s && (s->prop != since || (preferred[0] && !(s->flags & FLAG_PREFERRED)))) continue;
        if (!s && any) continue; // the missing since counts only when there is none
        bool ended = false;
        for (size_t k = 0; k <= n; k++) {
            const struct cell *u = k < n ? &cells[k] : NULL;
            if (u && (u->prop != until || (preferred[1] && !(u->flags & FLAG_PREFERRED)))) continue;
            if (!u && ended) continue;
            enum tri t = in_force_during(s, u, at);
            least = tri_and(least, t);
            most = tri_or(most, t);
            ended = ended || u;
        }
        any = any || s;
    }
    return least == most ? least : TRI_MAYBE;
}

// ---- one entity against one filter

static bool cells_match(struct view *v, const struct want *w, const struct filter *at,
                        const struct cell *cells, size_t n, enum tri *out, struct err *err)
{
    bool many = w->f->prop->many || w->f->prop->by_language, any = false, preferred = false;
    enum tri least = TRI_YES, most = TRI_NO;
    for (size_t i = 0; i < n; i++)
        preferred |= !many && cells[i].prop == w->prop && cells[i].flags & FLAG_PREFERRED;
    for (size_t i = 0; i < n; i++) {
        enum tri valid;
        if (cells[i].prop != w->prop || (preferred && !(cells[i].flags & FLAG_PREFERRED))) continue;
        if (!cell_valid(v, &cells[i], at, &valid, err)) return false;
        if (valid == TRI_NO) continue;
        enum tri t = tri_and(valid, cell_matches(w, &cells[i]));
        any = true;
        least = tri_and(least, t);
        most = tri_or(most, t);
    }
    *out = !any ? TRI_NO : many || least == most ? most : TRI_MAYBE;
    return true;
}

static bool computed_match(struct view *v, const struct filter *f, int64_t entity, struct day at,
                           enum tri *out, struct err *err)
{
    struct computed_value c;
    if (!view_compute(v, f->prop, entity, at, &c, err)) return false;
    if (f->prop->kind == KIND_BOOL)
        *out = f->lo ? c.tri : tri_not(c.tri);
    else
        *out = !c.known || c.hi < f->lo || c.lo > f->hi   ? TRI_NO
               : c.lo >= f->lo && c.hi <= f->hi ? TRI_YES : TRI_MAYBE;
    return true;
}

// What the filters of one prefix have in common.
struct group {
    struct view *v;
    const struct type *type;
    struct want *wants;
    size_t count;
    const struct filter *at;
    struct day day; // what computed properties are computed for
    struct marks marks;
    bool started;
};

static bool probe(struct group *g, const struct want *w, int64_t entity, struct cell **cells,
                  size_t *cap, enum tri *out, struct err *err)
{
    size_t n;
    if (w->f->prop && w->f->prop->computed)
        return computed_match(g->v, w->f, entity, g->day, out, err);
    int64_t since = w->f->is_at ? store_prop_id(g->v->store, g->type->since) : w->prop;
    int64_t until = w->f->is_at ? store_prop_id(g->v->store, g->type->until) : w->prop;
    if (!read_cells(g->v, entity, since, until, cells, &n, cap, err)) return false;
    if (!w->f->is_at) return cells_match(g->v, w, g->at, *cells, n, out, err);
    *out = period_tri(*cells, n, since, until, g->type->inclusive, w->f->date);
    return true;
}

static bool probe_all(struct group *g, const struct want *w, struct err *err)
{
    struct cell *cells = NULL;
    size_t cap = 0;
    for (int64_t e = 0; (e = mark_next(&g->marks, e + 1)) != 0;) {
        enum tri t;
        if (!probe(g, w, e, &cells, &cap, &t, err)) return false;
        mark_set(g->v->arena, &g->marks, e, tri_and(mark_get(&g->marks, e), t));
    }
    return true;
}

// ---- one filter as a scan

static bool all_of_type(struct view *v, const struct type *t, struct marks *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_ENTITY_LIST, "iii", store_type_id(v->store, t),
                               (int64_t)store_level(v->store), v->known);
    while (db_next(q)) mark_set(v->arena, out, col_int(q, 0), TRI_YES);
    return db_done(q, err);
}

// Entities that a scan cannot judge are probed.
static bool probe_marked(struct group *g, const struct want *w, const struct marks *which,
                         struct marks *out, struct err *err)
{
    struct cell *cells = NULL;
    size_t cap = 0;
    for (int64_t e = 0; (e = mark_next(which, e + 1)) != 0;) {
        enum tri t;
        if (!probe(g, w, e, &cells, &cap, &t, err)) return false;
        mark_set(g->v->arena, out, e, t);
    }
    return true;
}

static bool scan_range(struct group *g, const struct want *w, int64_t lo, int64_t hi,
                       const struct marks *multi, struct marks *out, struct err *err)
{
    struct scan s = scan_open(g->v, w->prop, lo, hi);
    struct cell c;
    bool good = true;
    while (good && scan_next(&s, &c)) {
        enum tri valid = TRI_YES, t = cell_matches(w, &c);
        if (t == TRI_NO || mark_get(multi, c.row >> 16)) continue;
        good = cell_valid(g->v, &c, g->at, &valid, err);
        mark_or(g->v->arena, out, c.row >> 16, tri_and(t, valid));
    }
    struct err second;
    return scan_done(&s, good ? err : &second) && good;
}

static bool scan_values(struct group *g, const struct want *w, struct marks *out, struct err *err)
{
    struct marks multi = {0};
    const struct filter *f = w->f;
    bool single = !f->prop->many && !f->prop->by_language, good = true;
    if (!w->prop) return true;
    if (single && !multi_of(g->v, w->prop, &multi, err)) return false;
    switch (f->prop->kind) {
    case KIND_DATE: good = scan_range(g, w, INT64_MIN, f->date.hi.n, &multi, out, err); break;
    case KIND_NUMBER:
    case KIND_MONEY:
    case KIND_DURATION: good = scan_range(g, w, f->lo, f->hi, &multi, out, err); break;
    case KIND_NAME: // the rows are known already
        for (size_t i = 0; i < w->count; i++) mark_or(g->v->arena, out, w->values[i] >> 16, TRI_YES);
        break;
    default:
        for (size_t i = 0; good && i < w->count; i++)
            good = scan_range(g, w, w->values[i], w->values[i], &multi, out, err);
    }
    return good && probe_marked(g, w, &multi, out, err);
}

// at=: begun by then, and not ended. Where since need not be given, those without it may be in force.
static bool scan_period(struct group *g, const struct want *w, struct marks *out, struct err *err)
{
    struct view *v = g->v;
    struct marks multi = {0};
    struct edtf at = w->f->date;
    struct cell c;
    int64_t since = store_prop_id(v->store, g->type->since), until = store_prop_id(v->store, g->type->until);
    int64_t last = at.hi.n - (g->type->inclusive ? 1 : 0); // an end by then is an end
    if (!g->type->since->required || at.lo.n != at.hi.n)
        return all_of_type(v, g->type, &multi, err) && probe_marked(g, w, &multi, out, err);
    if (!since) return true;
    if (!multi_of(v, since, &multi, err) || (until && !multi_of(v, until, &multi, err))) return false;
    struct scan s = scan_open(v, since, INT64_MIN, at.hi.n);
    while (scan_next(&s, &c))
        if (!mark_get(&multi, c.row >> 16)) mark_set(v->arena, out, c.row >> 16, in_force(&c, NULL, at.hi));
    if (!scan_done(&s, err)) return false;
    if (until) {
        s = scan_open(v, until, INT64_MIN, last);
        while (scan_next(&s, &c)) {
            enum tri ended = c.hi <= last ? TRI_YES : TRI_MAYBE, begun = mark_get(out, c.row >> 16);
            if (begun != TRI_NO) mark_set(v->arena, out, c.row >> 16, tri_and(begun, tri_not(ended)));
        }
        if (!scan_done(&s, err)) return false;
    }
    return probe_marked(g, w, &multi, out, err);
}

static bool scan_filter(struct group *g, const struct want *w, struct err *err)
{
    struct marks found = {0};
    if (w->f->prop && w->f->prop->computed) {
        if (!g->started && !all_of_type(g->v, g->type, &g->marks, err)) return false;
        return probe_all(g, w, err);
    }
    bool good = w->f->is_at ? scan_period(g, w, &found, err) : scan_values(g, w, &found, err);
    if (!good) return false;
    if (!g->started) {
        g->marks = found;
        return true;
    }
    marks_and(g->v->arena, &g->marks, &found);
    return true;
}

// ---- making filters ready

static bool want_add(struct view *v, struct want *w, size_t *cap, int64_t value)
{
    w->values = arena_grow(v->arena, w->values, cap, w->count + 1, sizeof *w->values);
    w->values[w->count++] = value;
    return true;
}

static bool want_text(struct view *v, struct want *w, size_t *cap, struct str text, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_TXT_FIND, "i", store_text_key(text));
    if (db_next(q)) want_add(v, w, cap, col_int(q, 0));
    return db_done(q, err);
}

static bool want_name(struct view *v, struct want *w, size_t *cap, struct str name, struct err *err)
{
    int64_t *entities;
    size_t n;
    if (!view_named(v, name, &entities, &n, err)) return false;
    for (size_t i = 0; i < n; i++) { // view_named gives entities; the rows are those of this property
        struct statements all;
        if (!view_statements(v, entities[i], &all, err)) return false;
        for (size_t k = 0; k < all.n; k++)
            if (all.v[k].prop == w->f->prop) want_add(v, w, cap, all.v[k].row);
    }
    return true;
}

static bool want_one(struct view *v, struct want *w, size_t *cap, const struct value *val, struct err *err)
{
    int64_t entity;
    if (val->kind == KIND_NAME) return want_name(v, w, cap, val->text, err);
    if (val->kind == KIND_REF) {
        if (!view_find(v, val->type, val->text, &entity, err)) return false;
        return !entity || want_add(v, w, cap, entity);
    }
    if (val->kind != KIND_TERM) return want_text(v, w, cap, val->text, err);
    for (const struct term *t = val->term->of->first; t; t = t->next)
        if (term_is(t, val->term) && !want_text(v, w, cap, t->code, err)) return false;
    return true;
}

static bool want_ready(struct view *v, const struct filter *f, struct want *w, struct err *err)
{
    size_t cap = 0;
    *w = (struct want){.f = f, .prop = f->prop ? store_prop_id(v->store, f->prop) : 0};
    for (size_t i = 0; i < f->any_count; i++)
        if (!want_one(v, w, &cap, &f->any[i], err)) return false;
    if (w->count) qsort(w->values, w->count, sizeof *w->values, by_number);
    return true;
}

// Cheap and selective first: equality, then ranges and dates, then periods, then what is computed.
static int cost(const struct filter *f)
{
    if (f->is_at) return 3;
    if (f->prop->computed) return 4;
    if (f->prop->kind == KIND_REF || f->prop->kind == KIND_NAME) return 0;
    return f->prop->kind == KIND_DATE ? 2 : 1;
}

static int by_cost(const void *a, const void *b)
{
    return cost(((const struct want *)a)->f) - cost(((const struct want *)b)->f);
}

static bool group_run(struct group *g, struct err *err)
{
    qsort(g->wants, g->count, sizeof *g->wants, by_cost);
    for (size_t i = 0; i < g->count; i++) {
        const struct want *w = &g->wants[i];
        bool few = g->started && g->marks.set * PROBE_RATIO < g->marks.cap;
        if (!(few ? probe_all(g, w, err) : scan_filter(g, w, err))) return false;
        g->started = true;
    }
    return true;
}

// ---- from a group to the entities asked for

// Along property p: statements of `from` entities whose value is a marked entity (forward), or values of
// marked entities (backward).
static bool carry_scan(struct view *v, int64_t prop, const struct marks *m, bool forward,
                       struct marks *out, struct err *err)
{
    struct scan s = scan_open(v, prop, INT64_MIN, INT64_MAX);
    struct cell c;
    while (scan_next(&s, &c)) {
        int64_t owner = c.row >> 16;
        enum tri t = mark_get(m, forward ? c.value : owner);
        if (t != TRI_NO) mark_or(v->arena, out, forward ? owner : c.value, t);
    }
    return scan_done(&s, err);
}

static bool carry_few(struct view *v, int64_t prop, const struct marks *m, bool forward,
                      struct marks *out, struct err *err)
{
    struct cell *cells = NULL, c;
    size_t cap = 0, n;
    for (int64_t e = 0; (e = mark_next(m, e + 1)) != 0;) {
        enum tri t = mark_get(m, e);
        if (forward) {
            struct scan s = scan_open(v, prop, e, e);
            while (scan_next(&s, &c)) mark_or(v->arena, out, c.row >> 16, t);
            if (!scan_done(&s, err)) return false;
            continue;
        }
        if (!read_cells(v, e, prop, prop, &cells, &n, &cap, err)) return false;
        for (size_t i = 0; i < n; i++) mark_or(v->arena, out, cells[i].value, t);
    }
    return true;
}

static bool carry(struct view *v, const struct prop *p, const struct marks *m, bool forward,
                  struct marks *out, struct err *err)
{
    int64_t prop = store_prop_id(v->store, p);
    if (!prop) return true;
    bool few = m->set * PROBE_RATIO < m->cap;
    return (few ? carry_few : carry_scan)(v, prop, m, forward, out, err);
}

static bool group_to_type(struct view *v, const struct filter *f, const struct type *type,
                          const struct marks *m, struct marks *out, struct err *err)
{
    if (f->via) return carry(v, f->via, m, true, out, err);
    for (const struct prop *p = f->from->first; p; p = p->next)
        if (p->kind == KIND_REF && prop_takes(p, type) && !carry(v, p, m, false, out, err)) return false;
    return true;
}

static bool same_prefix(const struct filter *a, const struct filter *b)
{
    return a->via == b->via && a->from == b->from;
}

// All filters that share the prefix of filter `first`.
static bool run_prefix(struct view *v, const struct ref *r, size_t first, struct marks *out, struct err *err)
{
    const struct filter *f = &r->filters[first];
    struct group g = {.v = v, .type = f->of, .day = r->has_at ? r->at.hi : v->has_at ? v->at : v->today};
    g.wants = arena_array(v->arena, r->filter_count, sizeof *g.wants);
    for (size_t i = first; i < r->filter_count; i++) {
        if (!same_prefix(&r->filters[i], f)) continue;
        if (r->filters[i].is_at) g.at = &r->filters[i], g.day = r->filters[i].date.hi;
        if (!want_ready(v, &r->filters[i], &g.wants[g.count++], err)) return false;
    }
    if (!group_run(&g, err)) return false;
    if (f->via || f->from) return group_to_type(v, f, r->type, &g.marks, out, err);
    *out = g.marks;
    return true;
}

// A reference may carry over an entity of another type, or one that this reader cannot see: those are dropped.
static bool right_type(struct view *v, const struct ref *r, int64_t e, bool *right, struct err *err)
{
    const struct type *t;
    struct str slug;
    if (!view_name(v, e, &t, &slug, err)) return false;
    *right = t == r->type;
    return true;
}

static bool run_filters(struct view *v, const struct ref *r, struct marks *out, struct err *err)
{
    bool started = false, carried = false;
    if (!r->filter_count) return all_of_type(v, r->type, out, err);
    for (size_t i = 0; i < r->filter_count; i++) {
        struct marks m = {0};
        bool earlier = false;
        for (size_t k = 0; k < i; k++) earlier |= same_prefix(&r->filters[k], &r->filters[i]);
        if (earlier) continue;
        if (!run_prefix(v, r, i, &m, err)) return false;
        carried |= r->filters[i].via || r->filters[i].from;
        if (started)
            marks_and(v->arena, out, &m);
        else
            *out = m;
        started = true;
    }
    bool mixed = false; // can a carried reference lead to another type?
    for (size_t i = 0; carried && i < r->filter_count; i++) {
        const struct filter *f = &r->filters[i];
        for (const struct prop *p = f->from ? f->from->first : NULL; p; p = p->next)
            mixed |= p->kind == KIND_REF && prop_takes(p, r->type) && p->to_count > 1;
    }
    if (!carried || (!mixed && store_level(v->store) == VIS_SEALED)) return true;
    for (int64_t e = 0; (e = mark_next(out, e + 1)) != 0;) {
        bool right = true;
        if (!right_type(v, r, e, &right, err)) return false;
        if (!right) mark_set(v->arena, out, e, TRI_NO);
    }
    return true;
}

bool query_count(struct view *v, const struct ref *r, struct hits *out, struct err *err)
{
    struct marks m = {0};
    HELD db = db_hold(store_db(v->store));
    *out = (struct hits){0};
    if (!store_type_id(v->store, r->type)) return true;
    if (!run_filters(v, r, &m, err)) return false;
    out->v = arena_array(v->arena, m.set, sizeof *out->v);
    for (int64_t e = 0; (e = mark_next(&m, e + 1)) != 0;) {
        out->v[out->n++] = (struct hit){e, mark_get(&m, e)};
        ++*(m.v[e] == TRI_YES ? &out->certain : &out->possible);
    }
    return true;
}

// ---- order

struct keyed {
    struct hit hit;
    int64_t key;
    struct str text, slug;
    bool has;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->has != y->has) return x->has ? -1 : 1; // those without the property come last
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    int c = str_cmp(x->text, y->text);
    return c ? c : str_cmp(x->slug, y->slug);
}

static int by_key_down(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->has != y->has) return x->has ? -1 : 1;
    if (x->key != y->key) return x->key > y->key ? -1 : 1;
    int c = str_cmp(y->text, x->text);
    return c ? c : str_cmp(x->slug, y->slug);
}

static bool sorts_by_number(const struct prop *p)
{
    return p->kind == KIND_DATE || p->kind == KIND_NUMBER || p->kind == KIND_MONEY || p->kind == KIND_DURATION;
}

static bool sort_key(struct view *v, const struct prop *p, struct keyed *k, struct err *err)
{
    const struct type *t;
    struct statements all;
    if (!view_name(v, k->hit.entity, &t, &k->slug, err)) return false;
    if (!p) return true;
    if (sorts_by_number(p)) {
        struct cell *cells = NULL;
        size_t n, cap = 0;
        int64_t prop = store_prop_id(v->store, p);
        if (!read_cells(v, k->hit.entity, prop, prop, &cells, &n, &cap, err)) return false;
        for (size_t i = 0; i < n; i++)
            if (!k->has || cells[i].flags & FLAG_PREFERRED) k->has = true, k->key = cells[i].value;
        return true;
    }
    if (!view_statements(v, k->hit.entity, &all, err)) return false;
    const struct statement *s = statement_first(all, p);
    k->has = s != NULL;
    if (s) k->text = s->value.text;
    return true;
}

static const struct prop *usual_order(const struct type *t)
{
    const struct prop *date = type_prop(t, S("date"));
    return date ? date : t->since;
}

static int by_entity(const void *a, const void *b)
{
    int64_t x = ((const struct hit *)a)->entity, y = ((const struct hit *)b)->entity;
    return (x > y) - (x < y);
}

// Is the entity of the row wanted here? Not when the row's value is not the one that orders it, or it is there already.
static bool takes(const struct keyed *k, size_t n, int64_t value, const struct prop *p)
{
    if (p && k[n].key != value) return false;
    for (size_t i = n; i-- > 0 && p && k[i].key == value;)
        if (k[i].hit.entity == k[n].hit.entity) return false;
    return true;
}

// The first `want` of the hits in the list's order, with all that are equal to the last of them, found by walking an
// index in that order. 0 of them when it holds fewer: some hits have no such property.
static bool walk(struct view *v, const struct ref *r, const struct prop *p, const struct hits *hits, size_t want,
                 struct keyed *k, size_t *n, struct err *err)
{
    bool good = true, enough = false;
    struct db *db = store_db(v->store);
    struct query *q = !p ? db_query(db, STMT_ORDER_SLUG, "i", store_type_id(v->store, r->type))
                         : db_query(db, v->known == STORE_NOW ? STMT_ORDER_NOW : STMT_ORDER_PAST, "iii",
                                    (int64_t)store_level(v->store), v->known, store_prop_id(v->store, p));
    *n = 0;
    while (good && !enough && db_next(q)) {
        struct hit key = {.entity = col_int(q, 0)};
        int64_t value = col_int(q, 1);
        enough = *n >= want && (!p || k[*n - 1].key != value);
        const struct hit *hit = enough ? NULL : bsearch(&key, hits->v, hits->n, sizeof key, by_entity);
        if (!hit || *n == hits->n) continue;
        k[*n] = (struct keyed){.hit = *hit};
        good = sort_key(v, p, &k[*n], err);
        *n += good && takes(k, *n, value, p);
    }
    if (*n < want) *n = 0;
    struct err second;
    return db_done(q, good ? err : &second) && good;
}

// A walk costs a step a row of the index until enough are found; the other way some twenty steps a hit.
static bool walk_is_shorter(const struct ref *r, const struct prop *p, size_t hits, size_t want, int64_t last)
{
    if (r->limit < 0 || r->descending || want > hits || (p && (!sorts_by_number(p) || p->many))) return false;
    return (double)last * (double)want < 16.0 * (double)hits * (double)hits;
}

bool query_list(struct view *v, const struct ref *r, struct hits *out, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    if (!query_count(v, r, out, err)) return false;
    const struct prop *p = r->sort ? r->sort : usual_order(r->type);
    struct keyed *k = arena_array(v->arena, out->n, sizeof *k);
    size_t from = (uint64_t)r->offset < out->n ? (size_t)r->offset : out->n, n = out->n - from, ready = 0;
    if (r->limit >= 0 && (uint64_t)r->limit < n) n = (size_t)r->limit;
    if (n && walk_is_shorter(r, p, out->n, from + n, out->v[out->n - 1].entity) &&
        !walk(v, r, p, out, from + n, k, &ready, err))
        return false;
    bool walked = ready > 0;
    if (!walked) ready = out->n;
    for (size_t i = 0; !walked && i < out->n; i++) {
        k[i] = (struct keyed){.hit = out->v[i]};
        if (!sort_key(v, p, &k[i], err)) return false;
    }
    if (ready) qsort(k, ready, sizeof *k, r->descending ? by_key_down : by_key);
    for (size_t i = 0; i < n; i++) out->v[i] = k[from + i].hit;
    out->n = n;
    return true;
}

// ---- entities by what they refer to or have

static bool collect(struct view *v, const struct prop *p, int64_t lo, int64_t hi, struct marks *m,
                    struct err *err)
{
    int64_t prop = store_prop_id(v->store, p);
    struct cell c;
    if (!prop) return true;
    struct scan s = scan_open(v, prop, lo, hi);
    while (scan_next(&s, &c)) mark_set(v->arena, m, c.row >> 16, TRI_YES);
    return scan_done(&s, err);
}

static void marked(struct view *v, const struct marks *m, int64_t **out, size_t *count)
{
    *count = 0;
    *out = arena_array(v->arena, m->set, sizeof **out);
    for (int64_t e = 0; (e = mark_next(m, e + 1)) != 0;) (*out)[(*count)++] = e;
}

bool view_referring(struct view *v, const struct type *from, int64_t entity, int64_t **out,
                    size_t *count, struct err *err)
{
    struct marks m = {0};
    for (const struct prop *p = from->first; p; p = p->next)
        if (p->kind == KIND_REF && !collect(v, p, entity, entity, &m, err)) return false;
    marked(v, &m, out, count);
    return true;
}

bool view_having(struct view *v, const struct prop *p, int64_t lo, int64_t hi, int64_t **out,
                 size_t *count, struct err *err)
{
    struct marks m = {0};
    if (!collect(v, p, lo, hi, &m, err)) return false;
    marked(v, &m, out, count);
    return true;
}
