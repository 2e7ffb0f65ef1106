// What is computed, never stored: from the statements that stand, for a day.
#include <limits.h>

#include "base/arena.h"
#include "store/query.h"

// What of two statements of dates is certain and what possible, in days between them.
static void add_from(struct view *v, struct computed_value *out, size_t *cap, const struct statement *s)
{
    out->from.v = arena_grow(v->arena, out->from.v, cap, out->from.n + 1, sizeof *out->from.v);
    out->from.v[out->from.n++] = *s;
}

// Is a detention in force on the day; all values that stand for its ends are tried.
static enum tri detention_in_force(struct statements since, struct statements until, struct day at)
{
    enum tri least = TRI_YES, most = TRI_NO;
    for (size_t i = 0; i < since.n; i++)
        for (size_t k = 0; k < until.n || k == 0; k++) {
            enum tri t = edtf_in_force(&since.v[i].value.date, until.n ? &until.v[k].value.date : NULL, at);
            least = tri_and(least, t);
            most = tri_or(most, t);
        }
    return !since.n ? TRI_MAYBE : least == most ? least : TRI_MAYBE;
}

// persons#detained: is any detention of the person in force at the end of the day?
static bool compute_detained(struct view *v, int64_t person, struct day at, struct computed_value *out,
                             struct err *err)
{
    const struct type *t = vocab_type(store_vocab(v->store), S("detentions"));
    int64_t *list;
    size_t n, cap = 0;
    out->known = true;
    out->tri = TRI_NO;
    if (!view_referring(v, t, person, &list, &n, err)) return false;
    for (size_t i = 0; i < n; i++) {
        struct statements all;
        if (!view_statements(v, list[i], &all, err)) return false;
        struct statements since = statements_of(v->arena, all, t->since);
        struct statements until = statements_of(v->arena, all, t->until);
        enum tri one = detention_in_force(since, until, at);
        out->tri = tri_or(out->tri, one);
        for (size_t k = 0; k < since.n; k++) add_from(v, out, &cap, &since.v[k]);
        for (size_t k = 0; k < until.n; k++) add_from(v, out, &cap, &until.v[k]);
    }
    return true;
}

// Days from the first of `a` to the first of `b`, or to the day asked for: between the closest and the furthest
// that the dates allow. The day of arrest counts, the day of release does not.
static void days_between(struct view *v, const struct statement *a, const struct statement *b,
                         struct day at, struct computed_value *out)
{
    size_t cap = 0;
    if (!a || a->value.date.lo.n == INT32_MIN || a->value.date.hi.n > at.n) return;
    int32_t first = at.n, last = at.n;
    if (b && b->value.date.lo.n < at.n) first = b->value.date.lo.n;
    if (b && b->value.date.hi.n < at.n) last = b->value.date.hi.n;
    out->known = true;
    out->lo = (int64_t)first - a->value.date.hi.n;
    out->hi = (int64_t)last - a->value.date.lo.n;
    if (out->lo < 0) out->lo = 0;
    add_from(v, out, &cap, a);
    if (b) add_from(v, out, &cap, b);
}

bool view_compute(struct view *v, const struct prop *p, int64_t entity, struct day at,
                  struct computed_value *out, struct err *err)
{
    struct statements all;
    *out = (struct computed_value){0};
    if (p->computed == COMPUTED_DETAINED) return compute_detained(v, entity, at, out, err);
    if (!view_statements(v, entity, &all, err)) return false;
    if (p->computed == COMPUTED_DAYS)
        days_between(v, statement_first(all, p->type->since), statement_first(all, p->type->until), at, out);
    else if (p->computed == COMPUTED_DAYS_SINCE_FINAL)
        days_between(v, statement_first(all, type_prop(p->type, S("final"))), NULL, at, out);
    return true;
}
