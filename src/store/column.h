// A property over all entities at once: for figures, charts and forms, which would else ask each entity.
#pragma once
#include "store/read.h"

// A value that stands: of a date its first and last day, of a reference an entity, of a term or country the key of
// `view_values`. Where an entity prefers one of several values, that one alone.
struct column_row {
    int64_t entity, lo, hi;
};

struct column {
    struct column_row *v; // by entity
    size_t n;
};

// Statements with a validity of their own are taken whatever it is.
bool view_column(struct view *v, const struct prop *p, struct column *out, struct err *err) MUST_USE;
// Those alone whose value (of a date: its first day) lies in [lo, hi]. An entity's other values are not seen: whether one of those is
// preferred is the caller's to ask.
bool view_column_within(struct view *v, const struct prop *p, int64_t lo, int64_t hi, struct column *out, struct err *err) MUST_USE;
// The rows of one entity: [*from, *to). `from` is where to look from; a walk in the order of entities starts where it ended.
void column_of(const struct column *c, int64_t entity, size_t *from, size_t *to);

// A text that stands somewhere as the value of a property: "AZ", "journalist".
struct distinct {
    int64_t key;
    struct str text;
};
// Different texts of a property of kind term, country or language, at most `most`, in the order of their keys.
bool view_values(struct view *v, const struct prop *p, size_t most, struct distinct **out, size_t *n, struct err *err) MUST_USE;
