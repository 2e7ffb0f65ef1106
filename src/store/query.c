// How a list is found. Filters with one prefix are joined first, among the entities of that prefix (filter.c); the
// result is carried over to the entities asked for along the reference between them. Then it is put in order.
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/filter.h"
#include "store/order.h"

enum { PROBE_RATIO = 24, ROLL_FROM = 500 }; // ROLL_FROM: so many hits are worth the roll of all of their type

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

// The only property by which entities of f->from refer to the type; NULL when there are several.
static const struct prop *only_way(const struct filter *f, const struct type *type)
{
    const struct prop *only = NULL;
    for (const struct prop *p = f->from ? f->from->first : NULL; p; p = p->next) {
        if (p->kind != KIND_REF || !prop_takes(p, type)) continue;
        if (only) return NULL;
        only = p;
    }
    return only;
}

// All filters that share the prefix of filter `first`.
static bool run_prefix(struct view *v, const struct ref *r, size_t first, struct marks *out, struct err *err)
{
    const struct filter *f = &r->filters[first];
    struct marks group = {0}, carried = {0};
    bool is_carried;
    if (!filter_group(v, r, first, only_way(f, r->type), &group, &carried, &is_carried, err)) return false;
    if (!is_carried && (f->via || f->from)) return group_to_type(v, f, r->type, &group, out, err);
    *out = is_carried ? carried : group;
    return true;
}

// A reference may carry over an entity of another type, or one that this reader cannot see: those are dropped.
static bool right_type(struct view *v, const struct ref *r, const struct roll *roll, int64_t e, bool *right, struct err *err)
{
    const struct type *t;
    struct str slug;
    if (roll && roll_rank(roll, e)) {
        *right = true;
        return true;
    }
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
    const struct roll *roll = NULL;
    if (out->set > ROLL_FROM && !roll_of(v, r->type, &roll, err)) return false;
    for (int64_t e = 0; (e = mark_next(out, e + 1)) != 0;) {
        bool right = true;
        if (!right_type(v, r, roll, e, &right, err)) return false;
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
    uint32_t rank; // of the slug among all of the type; 0: not known, slug is
    bool has;
};

static int by_slug(const struct keyed *x, const struct keyed *y)
{
    return x->rank ? (x->rank > y->rank) - (x->rank < y->rank) : str_cmp(x->slug, y->slug);
}

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->has != y->has) return x->has ? -1 : 1; // those without the property come last
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    int c = str_cmp(x->text, y->text);
    return c ? c : by_slug(x, y);
}

static int by_key_down(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->has != y->has) return x->has ? -1 : 1;
    if (x->key != y->key) return x->key > y->key ? -1 : 1;
    int c = str_cmp(y->text, x->text);
    return c ? c : by_slug(x, y);
}

static bool sorts_by_number(const struct prop *p)
{
    return p->kind == KIND_DATE || p->kind == KIND_NUMBER || p->kind == KIND_MONEY || p->kind == KIND_DURATION;
}

static bool sort_key(struct view *v, const struct prop *p, struct keyed *k, struct err *err)
{
    const struct type *t;
    struct statements all;
    if (!k->rank && !view_name(v, k->hit.entity, &t, &k->slug, err)) return false;
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

// The roll of the type, when all hits are on it.
static bool roll_for(struct view *v, const struct ref *r, const struct hits *hits, const struct roll **out, struct err *err)
{
    *out = NULL;
    if (hits->n <= ROLL_FROM && r->filter_count) return true;
    if (!roll_of(v, r->type, out, err)) return false;
    for (size_t i = 0; *out && i < hits->n; i++)
        if (!roll_rank(*out, hits->v[i].entity)) *out = NULL;
    return true;
}

// Puts the hits in order, at least the first `want`.
static bool put_in_order(struct view *v, const struct ref *r, const struct prop *p, const struct hits *hits, size_t want, struct keyed **out,
                         struct err *err)
{
    struct keyed *k = arena_array(v->arena, hits->n, sizeof *k);
    const struct roll *roll;
    size_t ready = 0;
    *out = k;
    if (want && walk_is_shorter(r, p, hits->n, want, hits->v[hits->n - 1].entity) && !walk(v, r, p, hits, want, k, &ready, err)) return false;
    if (!ready && !roll_for(v, r, hits, &roll, err)) return false;
    for (size_t i = 0; !ready && i < hits->n; i++) {
        k[i] = (struct keyed){.hit = hits->v[i], .rank = roll ? roll_rank(roll, hits->v[i].entity) : 0};
        if (!sort_key(v, p, &k[i], err)) return false;
    }
    if (!ready) ready = hits->n;
    if (ready) qsort(k, ready, sizeof *k, r->descending ? by_key_down : by_key);
    return true;
}

// [offset, offset + limit) of n.
static size_t part_of(const struct ref *r, size_t n, size_t *from)
{
    *from = (uint64_t)r->offset < n ? (size_t)r->offset : n;
    n -= *from;
    return r->limit >= 0 && (uint64_t)r->limit < n ? (size_t)r->limit : n;
}

bool query_list(struct view *v, const struct ref *r, struct hits *out, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    const struct prop *p = r->sort ? r->sort : usual_order(r->type);
    struct arena *a;
    struct keyed *k;
    size_t from, n;
    *out = (struct hits){0};
    if (!store_type_id(v->store, r->type)) return true;
    struct hits **kept = order_kept(v, r, p, &a);
    if (kept && *kept) {
        *out = **kept;
        n = part_of(r, out->n, &from);
        out->v = arena_array(v->arena, n, sizeof *out->v);
        if (n) memcpy(out->v, (*kept)->v + from, n * sizeof *out->v);
        out->n = n;
        return true;
    }
    if (!query_count(v, r, out, err)) return false;
    n = part_of(r, out->n, &from);
    if (!put_in_order(v, r, p, out, kept ? SIZE_MAX : from + n, &k, err)) return false;
    if (kept) {
        struct hits *all = arena_alloc(a, sizeof *all);
        *all = *out;
        all->v = arena_array(a, out->n, sizeof *all->v);
        for (size_t i = 0; i < out->n; i++) all->v[i] = k[i].hit;
        *kept = all;
    }
    for (size_t i = 0; i < n; i++) out->v[i] = k[from + i].hit;
    out->n = n;
    return true;
}

// ---- entities by what they refer to or have

struct numbers {
    int64_t *v;
    size_t n, cap;
};

static bool collect(struct view *v, const struct prop *p, int64_t lo, int64_t hi, struct numbers *out, struct err *err)
{
    int64_t prop = store_prop_id(v->store, p);
    struct cell c;
    if (!prop) return true;
    struct scan s = scan_open(v, prop, lo, hi);
    while (scan_next(&s, &c)) {
        out->v = arena_grow(v->arena, out->v, &out->cap, out->n + 1, sizeof *out->v);
        out->v[out->n++] = c.row >> 16;
    }
    return scan_done(&s, err);
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// Sorted by number, each once.
static void unique(int64_t *v, size_t n, size_t *count)
{
    if (n) qsort(v, n, sizeof *v, by_number);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (!*count || v[*count - 1] != v[i]) v[(*count)++] = v[i];
}

bool view_referring(struct view *v, const struct type *from, int64_t entity, int64_t **out, size_t *count, struct err *err)
{
    struct numbers all = {0};
    for (const struct prop *p = from->first; p; p = p->next)
        if (p->kind == KIND_REF && !collect(v, p, entity, entity, &all, err)) return false;
    *out = all.v;
    unique(all.v, all.n, count);
    return true;
}

bool view_having(struct view *v, const struct prop *p, int64_t lo, int64_t hi, int64_t **out, size_t *count, struct err *err)
{
    struct numbers all = {0};
    if (!collect(v, p, lo, hi, &all, err)) return false;
    *out = all.v;
    unique(all.v, all.n, count);
    return true;
}

bool view_referrers_by(struct view *v, const struct prop *p, int64_t entity, size_t most, int64_t **out, size_t *count, bool *more,
                       struct err *err)
{
    int64_t prop = p && p->kind == KIND_REF ? store_prop_id(v->store, p) : 0;
    size_t n = 0, cap = 0;
    struct cell c;
    *out = NULL;
    *count = 0;
    *more = false;
    if (!prop) return true;
    struct scan s = scan_open(v, prop, entity, entity);
    while (!*more && scan_next(&s, &c)) {
        *more = n == most; // of one entity there may be several rows: rather too early than too many
        if (*more) break;
        *out = arena_grow(v->arena, *out, &cap, n + 1, sizeof **out);
        (*out)[n++] = c.row >> 16;
    }
    if (!scan_done(&s, err)) return false;
    unique(*out, n, count);
    return true;
}

bool view_referrers(struct view *v, int64_t entity, size_t most, int64_t **out, size_t *count, struct err *err)
{
    const struct vocab *vocab = store_vocab(v->store);
    size_t n = 0, cap = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < vocab->prop_count; i++) {
        const struct prop *p = vocab->props[i];
        int64_t prop = p->kind == KIND_REF ? store_prop_id(v->store, p) : 0;
        struct cell c;
        if (!prop) continue;
        struct scan s = scan_open(v, prop, entity, entity);
        for (size_t k = 0; k < most && scan_next(&s, &c); k++) {
            *out = arena_grow(v->arena, *out, &cap, n + 1, sizeof **out);
            (*out)[n++] = c.row >> 16;
        }
        if (!scan_done(&s, err)) return false;
    }
    unique(*out, n, count);
    return true;
}
