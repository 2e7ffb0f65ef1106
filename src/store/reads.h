// What an answer rests on: while a store notes, every query leaves the part of the register that it asked for, so that later one
// can say whether a change can have made another answer. Parts are coarse where that is cheap, and never too narrow: an answer
// none of whose parts was touched is the same answer; one of whose parts was touched may be.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "store/db.h"

struct arena;
struct store;

enum part {
    PART_NONE,
    PART_ENTITY,   // a: all statements of an entity
    PART_OF,       // a, b: those of a property of an entity
    PART_PROP,     // a: those of a property, of any entity
    PART_VALUE,    // a, b: those of a property with a value, of any entity
    PART_SOURCE,   // a: those that a source says
    PART_TYPE,     // a: which entities there are of a type
    PART_EXISTS,   // a: whether an entity is there, and its slug
    PART_TEXT,     // a: whether a text is used (its key)
    PART_NAMES     // all names
};

enum { READS_MAX = 1 << 15 }; // more parts than these are the whole register

struct reads {
    struct arena *arena;
    uint64_t *v; // one number a part; two parts may have the same, which makes both touched
    size_t n, cap;
    bool all; // the whole register
    bool day; // the day on which it was asked
};

struct reads reads_in(struct arena *a);
void reads_note(struct reads *r, enum part part, int64_t a, int64_t b); // NULL: nobody notes
void reads_query(struct reads *r, enum stmt_name name, const int64_t *args); // args[k]: parameter $k, 0 when it is no number
void reads_seal(struct reads *r);                                            // in order, each once
bool reads_meet(const struct reads *a, const struct reads *b);               // both sealed

// From now on what is asked of the store is noted; NULL: no longer.
void store_note(struct store *s, struct reads *r);

// The parts that transactions after `tx` have touched for a public reader, sealed. `staff` is a store that sees all statements.
bool reads_changed(struct store *staff, struct store *open, int64_t tx, struct reads *out, struct err *err) MUST_USE;
