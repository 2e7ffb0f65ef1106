// What a claim rests on. Of an entity or a property the checker knows it already; of a count it is the statements by
// which each member of the list is one: those of the properties that the reference filters by.
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "letter/frozen.h"
#include "store/filter.h"

struct basis {
    struct view *v;
    const struct ref *r;
    struct hits members; // by number
    struct statements *out;
    size_t cap;
};

static void keep(struct basis *b, const struct statement *s)
{
    b->out->v = arena_grow(b->v->arena, b->out->v, &b->cap, b->out->n + 1, sizeof *b->out->v);
    b->out->v[b->out->n++] = *s;
}

static int by_row(const void *a, const void *b)
{
    int64_t x = ((const struct statement *)a)->row, y = ((const struct statement *)b)->row;
    return (x > y) - (x < y);
}

static int by_entity(const void *a, const void *b)
{
    int64_t x = ((const struct hit *)a)->entity, y = ((const struct hit *)b)->entity;
    return (x > y) - (x < y);
}

static bool among(const struct hits *h, int64_t entity)
{
    struct hit key = {.entity = entity};
    return h->n && bsearch(&key, h->v, h->n, sizeof key, by_entity);
}

// Of an entity's statements those that the filters of one prefix look at.
static bool keep_filtered(struct basis *b, const struct filter *group, int64_t entity, struct statements all, struct err *err)
{
    for (size_t i = 0; i < b->r->filter_count; i++) {
        const struct filter *f = &b->r->filters[i];
        struct computed_value cv = {0};
        if (!same_prefix(f, group)) continue;
        if (f->prop && f->prop->computed) {
            struct day at = b->r->has_at ? b->r->at.hi : view_day(b->v);
            if (!view_compute(b->v, f->prop, entity, at, &cv, err)) return false;
        }
        for (size_t k = 0; k < cv.from.n; k++) keep(b, &cv.from.v[k]);
        for (size_t k = 0; k < all.n; k++) {
            const struct prop *p = all.v[k].prop;
            if (f->is_at ? p == f->of->since || p == f->of->until : p == f->prop) keep(b, &all.v[k]);
        }
    }
    return true;
}

// The entities of a prefix that pass its filters, by number.
static bool passing(struct basis *b, const struct filter *group, struct hits *out, struct err *err)
{
    struct ref r = {.type = group->of, .limit = -1};
    r.filters = arena_array(b->v->arena, b->r->filter_count, sizeof *r.filters);
    for (size_t i = 0; i < b->r->filter_count; i++) {
        if (!same_prefix(&b->r->filters[i], group)) continue;
        r.filters[r.filter_count] = b->r->filters[i];
        r.filters[r.filter_count].via = NULL;
        r.filters[r.filter_count++].from = NULL;
    }
    return query_count(b->v, &r, out, err);
}

// persons?detentions.country=AZ: the detentions that pass, if they are of a member.
static bool from_referring(struct basis *b, const struct filter *group, struct err *err)
{
    struct hits h;
    if (!passing(b, group, &h, err)) return false;
    for (size_t i = 0; i < h.n; i++) {
        struct statements all;
        bool of_member = false;
        if (!view_statements(b->v, h.v[i].entity, &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].value.kind != KIND_REF || !among(&b->members, all.v[k].value.key)) continue;
            keep(b, &all.v[k]);
            of_member = true;
        }
        if (of_member && !keep_filtered(b, group, h.v[i].entity, all, err)) return false;
    }
    return true;
}

// supervision?judgment.respondent=AZ: of each member the reference, and what it leads to.
static bool from_referred(struct basis *b, const struct filter *group, struct err *err)
{
    struct hits h;
    if (!passing(b, group, &h, err)) return false;
    for (size_t i = 0; i < b->members.n; i++) {
        struct statements all, there;
        if (!view_statements(b->v, b->members.v[i].entity, &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].prop != group->via || !among(&h, all.v[k].value.key)) continue;
            keep(b, &all.v[k]);
            if (!view_statements(b->v, all.v[k].value.key, &there, err) ||
                !keep_filtered(b, group, all.v[k].value.key, there, err))
                return false;
        }
    }
    return true;
}

static bool from_members(struct basis *b, const struct filter *group, struct err *err)
{
    for (size_t i = 0; i < b->members.n; i++) {
        struct statements all;
        if (!view_statements(b->v, b->members.v[i].entity, &all, err)) return false;
        if (!group && all.n) keep(b, &all.v[0]);
        if (group && !keep_filtered(b, group, b->members.v[i].entity, all, err)) return false;
    }
    return true;
}

static bool basis_of_list(struct basis *b, struct err *err)
{
    if (!query_list(b->v, b->r, &b->members, err)) return false;
    if (b->members.n) qsort(b->members.v, b->members.n, sizeof *b->members.v, by_entity);
    if (!b->r->filter_count) return from_members(b, NULL, err);
    for (size_t i = 0; i < b->r->filter_count; i++) {
        const struct filter *f = &b->r->filters[i];
        bool earlier = false;
        for (size_t k = 0; k < i; k++) earlier |= same_prefix(&b->r->filters[k], f);
        if (earlier) continue;
        if (!(f->from ? from_referring : f->via ? from_referred : from_members)(b, f, err)) return false;
    }
    return true;
}

bool claim_basis(struct letter *l, struct claim *c, struct view *readers, struct statements *out, struct err *err)
{
    struct basis b = {.v = readers, .r = &c->ref, .out = out};
    *out = (struct statements){0};
    if (!c->resolved) return true;
    if (!c->ref.slug.n && !basis_of_list(&b, err)) return false;
    for (size_t i = 0; c->ref.slug.n && i < l->claim_count; i++) // claims with one reference are one fact
        for (size_t k = 0; l->claims[i].number == c->number && k < l->claims[i].rests_on.n; k++)
            keep(&b, &l->claims[i].rests_on.v[k]);
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_row);
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        if (!n || out->v[n - 1].row != out->v[i].row) out->v[n++] = out->v[i];
    out->n = n;
    return true;
}
