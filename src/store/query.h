// Lists: which entities a reference selects, and how surely.
//
// Every filter answers yes, maybe or no for an entity; together they are as sure as the least sure. A count is
// `certain + possible`. A single-valued property on which sources disagree answers yes only when every value that
// stands does.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/edtf.h"
#include "store/read.h"
#include "store/ref.h"

struct hit {
    int64_t entity;
    enum tri tri; // TRI_YES or TRI_MAYBE
};

struct hits {
    struct hit *v;
    size_t n;
    size_t certain, possible; // of the whole, also when limit cuts the list
};

// Runs a list reference. Order: by sort=, else by the type's date (date, since), else by slug; equal ones by slug.
bool query_list(struct view *v, const struct ref *r, struct hits *out, struct err *err) MUST_USE;
// The counts alone, without putting anything in order.
bool query_count(struct view *v, const struct ref *r, struct hits *out, struct err *err) MUST_USE;

// What is computed: the value of such a property on a day.
struct computed_value {
    bool known;             // false: nothing to compute from
    enum tri tri;           // of KIND_BOOL
    int64_t lo, hi;         // of KIND_NUMBER: a range when dates are uncertain
    struct statements from; // the statements that it rests on
};
bool view_compute(struct view *v, const struct prop *p, int64_t entity, struct day at,
                  struct computed_value *out, struct err *err) MUST_USE;
// Entities of type `from` that refer to `entity` by any property.
bool view_referring(struct view *v, const struct type *from, int64_t entity, int64_t **out,
                    size_t *count, struct err *err) MUST_USE;
// Entities that refer to `entity` by any property, each once, in the order of their numbers; of those that refer by one
// property at most `most`.
bool view_referrers(struct view *v, int64_t entity, size_t most, int64_t **out, size_t *count, struct err *err) MUST_USE;
// Those that refer to it by the property p alone, at most `most`; *more when there are others.
bool view_referrers_by(struct view *v, const struct prop *p, int64_t entity, size_t most, int64_t **out, size_t *count, bool *more,
                       struct err *err) MUST_USE;
// Entities with a statement of p whose value lies in [lo, hi] (of dates: whose first day does).
bool view_having(struct view *v, const struct prop *p, int64_t lo, int64_t hi, int64_t **out,
                 size_t *count, struct err *err) MUST_USE;
