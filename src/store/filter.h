// The filters of one prefix, run over the entities of that prefix.
#pragma once
#include <stdbool.h>
#include "store/marks.h"
#include "store/query.h"

// Do two filters speak of the same entity?
bool same_prefix(const struct filter *a, const struct filter *b);
// All filters that share the prefix of filter `first`: *out marks the entities of that prefix that pass. With `along` (the
// only property by which these refer to what is asked for; NULL: none) the entities referred to may come in
// *carried, and *is_carried says so.
bool filter_group(struct view *v, const struct ref *r, size_t first, const struct prop *along, struct marks *out,
                  struct marks *carried, bool *is_carried, struct err *err) MUST_USE;
bool all_of_type(struct view *v, const struct type *t, struct marks *out, struct err *err) MUST_USE;
