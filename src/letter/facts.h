// What a claim may rest on: the statements of what it refers to, and what these lead to.
#pragma once
#include <stdbool.h>
#include "base/err.h"
#include "lang/scan.h"
#include "store/query.h"

struct facts {
    struct statements own;   // of the entity (or of the one property that is claimed)
    struct statements near;  // of what it refers to: places, courts, persons, one and two steps away
    int64_t entity;
    int64_t *related;        // the entity and what it leads to
    size_t related_count, related_cap;
};

bool facts_gather(struct view *v, int64_t entity, const struct prop *p, struct facts *out, struct err *err) MUST_USE;

// A word of letters, hyphens between them; an apostrophe ends it.
struct text_word {
    size_t at, n;
    bool capital; // begins with no small letter
};
size_t words_split(struct arena *a, struct str text, struct text_word **out);

// A name in a text: one that some entity of the register has.
struct mention {
    size_t at, n;
    int64_t *entities;
    size_t count;
};
// The names in text that the register knows, longest first at each place, not overlapping.
bool mentions_find(struct view *v, struct str text, struct mention **out, size_t *count, struct err *err) MUST_USE;
bool facts_relate(const struct facts *f, int64_t entity);
// Is `name` (folded) in `text` (folded) as whole words?
bool folded_has(struct str text, struct str name);
