// Lists without filters: all entities of a type in an order, kept by the store until the register changes, since there is no
// index of them that leaves out what a reader may not see.
#pragma once
#include "store/query.h"

// Entities of a type by their slugs; rank[entity] is 1 of the first, 0 of those of other types or without a statement.
struct roll {
    int64_t *v;
    size_t n, cap; // cap: of rank
    uint32_t *rank;
};

// *out stays NULL where nothing is kept: of a writer's store, and of a view of the past.
bool roll_of(struct view *v, const struct type *t, const struct roll **out, struct err *err) MUST_USE;
// The place among all of that order; 0: not among them.
uint32_t roll_rank(const struct roll *r, int64_t entity);

// A list once put in order: its place in the store, and the arena for it. NULL: nothing is kept.
struct hits **order_kept(struct view *v, const struct ref *r, const struct prop *by, struct arena **a);
