// One filter against statements. Marks come from a scan of the covering index (property, value, …), or, when few
// entities are left, from reading each of these (a probe: its statements lie side by side).
//
// A scan sees statements, not entities. For a single-valued property that is the same thing, except where an entity
// has several statements of it side by side; those entities are listed (multi), left out of the scan and probed.
#include "store/filter.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/order.h"
#include "store/statement.h"

enum { PROBE_RATIO = 24 };

// A filter made ready: the values it looks for as the store's numbers.
struct want {
    const struct filter *f;
    int64_t prop;
    int64_t *values; // sorted; of a name: rows
    size_t count;
};

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
    const struct prop *along; // see filter_group
    struct marks *carried;
    bool *is_carried;
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

bool all_of_type(struct view *v, const struct type *t, struct marks *out, struct err *err)
{
    const struct roll *roll;
    if (!roll_of(v, t, &roll, err)) return false;
    for (size_t i = 0; roll && i < roll->n; i++) mark_set(v->arena, out, roll->v[i], TRI_YES);
    if (roll) return true;
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

static bool want_statements(struct view *v, struct want *w, size_t *cap, struct str name, struct err *err)
{
    struct str *texts;
    size_t n;
    if (!statement_texts(v, name, &texts, &n, err)) return false;
    for (size_t i = 0; i < n; i++)
        if (!want_text(v, w, cap, texts[i], err)) return false;
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
    if (val->kind == KIND_STATEMENT) return want_statements(v, w, cap, val->text, err);
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

// ---- an equality and a period at once

// The commonest question, "of this country, on that day": one statement walks the index of the first filter and
// reads the rows of the period beside each hit, and those of the reference along which the answer is carried on.
static bool joins(const struct group *g)
{
    const struct want *w = g->wants;
    if (g->count != 2 || w[0].f->is_at || !w[1].f->is_at || w[0].count != 1 || !w[0].prop) return false;
    const struct prop *p = w[0].f->prop;
    bool dated = g->type->since->required; // without a period there would be no row beside the hit
    return dated && !p->many && !p->by_language && p->kind != KIND_NAME && w[1].f->date.lo.n == w[1].f->date.hi.n;
}

// One candidate with its cells: in force, and if so, where it leads.
static void join_one(struct group *g, int64_t entity, enum tri valid, struct cell *cells, size_t n)
{
    int64_t along = g->along ? store_prop_id(g->v->store, g->along) : 0;
    enum tri t = tri_and(valid, period_tri(cells, n, store_prop_id(g->v->store, g->type->since),
                                           store_prop_id(g->v->store, g->type->until), g->type->inclusive,
                                           g->wants[1].f->date));
    if (t == TRI_NO) return;
    mark_set(g->v->arena, &g->marks, entity, t);
    for (size_t i = 0; along && i < n; i++)
        if (cells[i].prop == along) mark_or(g->v->arena, g->carried, cells[i].value, t);
}

static bool join_scan(struct group *g, enum stmt_name name, const struct marks *multi, struct err *err)
{
    struct view *v = g->v;
    const struct want *w = &g->wants[0];
    int64_t since = store_prop_id(v->store, g->type->since), until = store_prop_id(v->store, g->type->until);
    int64_t along = g->along ? store_prop_id(v->store, g->along) : since;
    struct query *q = db_query(store_db(v->store), name, "iiiiiii", (int64_t)store_level(v->store), v->known, w->prop,
                               w->values[0], since, until, along);
    struct cell *cells = NULL, key = {0};
    size_t n = 0, cap = 0;
    bool good = true;
    enum tri valid = TRI_YES;
    while (good && db_next(q)) {
        if (col_int(q, 0) != key.row) {
            if (n) join_one(g, key.row >> 16, valid, cells, n);
            n = 0;
            key = (struct cell){.row = col_int(q, 0), .prop = w->prop, .flags = col_int(q, 1)};
            good = cell_valid(v, &key, g->at, &valid, err);
        }
        if (mark_get(multi, key.row >> 16)) continue;
        cells = arena_grow(v->arena, cells, &cap, n + 1, sizeof *cells);
        cells[n] = (struct cell){key.row, col_int(q, 2), col_int(q, 3), 0, col_int(q, 5)};
        cells[n].hi = col_null(q, 4) ? cells[n].value : col_int(q, 4);
        n++;
    }
    if (good && n) join_one(g, key.row >> 16, valid, cells, n);
    struct err second;
    return db_done(q, good ? err : &second) && good;
}

static bool join_run(struct group *g, struct err *err)
{
    struct marks multi = {0};
    struct cell *cells = NULL;
    size_t cap = 0, n;
    if (!multi_of(g->v, g->wants[0].prop, &multi, err) || !join_scan(g, STMT_JOIN_NOW, &multi, err)) return false;
    if (g->v->known != STORE_NOW && !join_scan(g, STMT_JOIN_PAST, &multi, err)) return false;
    for (int64_t e = 0; (e = mark_next(&multi, e + 1)) != 0;) { // those that one row does not settle
        enum tri first, second;
        if (!probe(g, &g->wants[0], e, &cells, &cap, &first, err) || !probe(g, &g->wants[1], e, &cells, &cap, &second, err))
            return false;
        mark_set(g->v->arena, &g->marks, e, tri_and(first, second));
        if (!g->along || tri_and(first, second) == TRI_NO) continue;
        int64_t along = store_prop_id(g->v->store, g->along);
        if (!read_cells(g->v, e, along, along, &cells, &n, &cap, err)) return false;
        for (size_t i = 0; i < n; i++) mark_or(g->v->arena, g->carried, cells[i].value, tri_and(first, second));
    }
    *g->is_carried = g->along != NULL;
    return true;
}

static bool group_run(struct group *g, struct err *err)
{
    qsort(g->wants, g->count, sizeof *g->wants, by_cost);
    if (joins(g)) return join_run(g, err);
    for (size_t i = 0; i < g->count; i++) {
        const struct want *w = &g->wants[i];
        bool few = g->started && g->marks.set * PROBE_RATIO < g->marks.cap;
        if (!(few ? probe_all(g, w, err) : scan_filter(g, w, err))) return false;
        g->started = true;
    }
    return true;
}

bool same_prefix(const struct filter *a, const struct filter *b)
{
    return a->via == b->via && a->from == b->from;
}

bool filter_group(struct view *v, const struct ref *r, size_t first, const struct prop *along, struct marks *out,
                  struct marks *carried, bool *is_carried, struct err *err)
{
    const struct filter *f = &r->filters[first];
    struct group g = {.v = v, .type = f->of, .day = r->has_at ? r->at.hi : view_day(v),
                      .along = along, .carried = carried, .is_carried = is_carried};
    *is_carried = false;
    g.wants = arena_array(v->arena, r->filter_count, sizeof *g.wants);
    for (size_t i = first; i < r->filter_count; i++) {
        if (!same_prefix(&r->filters[i], f)) continue;
        if (r->filters[i].is_at) g.at = &r->filters[i], g.day = r->filters[i].date.hi;
        if (!want_ready(v, &r->filters[i], &g.wants[g.count++], err)) return false;
    }
    if (!group_run(&g, err)) return false;
    *out = g.marks;
    return true;
}
