// What lists are found with, below filters: marks of entities, scans of an index, the cells of one entity.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/edtf.h"
#include "store/db.h"
#include "store/read.h"

enum { FLAG_PREFERRED = 2, FLAG_VALID = 4, FLAG_TEXT = 8 };
enum { MARKS_MAX = 1 << 28 }; // no entity has a greater number, save in a damaged register: it must not decide how much memory is taken

// A statement without its texts.
struct cell {
    int64_t row, prop, value, hi, flags;
};

// A byte an entity: TRI_NO, TRI_MAYBE or TRI_YES.
struct marks {
    unsigned char *v;
    size_t cap, set; // set: entities with yes or maybe
};

enum tri mark_get(const struct marks *m, int64_t e);
void mark_set(struct arena *a, struct marks *m, int64_t e, enum tri t);
void mark_or(struct arena *a, struct marks *m, int64_t e, enum tri t);
int64_t mark_next(const struct marks *m, int64_t e); // the first marked entity from e on, or 0
void marks_and(struct arena *a, struct marks *m, const struct marks *other);

// The statements of a property whose value lies in [lo, hi], as the view knows them.
struct scan {
    struct view *v;
    struct query *q;
    int64_t prop, lo, hi;
    bool past;
};
struct scan scan_open(struct view *v, int64_t prop, int64_t lo, int64_t hi);
bool scan_next(struct scan *s, struct cell *c); // false at the end, or on an error, which scan_done reports
bool scan_done(struct scan *s, struct err *err) MUST_USE;

// The entity's statements of two properties (of one, when they are the same), into a vector that grows.
bool read_cells(struct view *v, int64_t entity, int64_t prop, int64_t other, struct cell **out, size_t *n, size_t *cap,
                struct err *err) MUST_USE;
// Entities of which several statements of a single-valued property ever stood side by side.
bool multi_of(struct view *v, int64_t prop, struct marks *out, struct err *err) MUST_USE;
