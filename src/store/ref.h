// References: the one way to name an entity, a property or a list (habeas-references(7)).
//
//   persons/ilgar-mammadov                        an entity
//   persons/ilgar-mammadov#born                   one property of it
//   persons/ilgar-mammadov#detained?at=2018-07-18 what is computed, on a day
//   persons?detentions.country=AZ&detentions.at=2018-07-18        a list; as a value, its count
//   supervision?kind=interim-resolution,decision&date=../2018-07-18&sort=date&limit=20
//
//   reference  type '/' slug [tail]  |  type [tail]
//   tail       ('?' filters)? ('#' property)?  or  ('#' property)? ('?' filters)?
//   filter     name '=' value | prefix '.' name '=' value        joined by '&', percent-decoded
//   name       a property of the type, what it computes, or: at known sort limit offset
//   prefix     a type that refers to this one, or a property that refers to another entity; filters with one
//              prefix hold of one and the same entity
//
// Values by kind: dates and `at` as EDTF, compared by interval; terms with their narrower terms; names folded; numbers
// and sums as N, N..M, ..M or N..; commas part alternatives of terms, countries, languages and references.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/edtf.h"
#include "vocab/value.h"
#include "vocab/vocab.h"

struct arena;

struct filter {
    struct str text;         // as written, for messages
    struct str prefix;       // empty: of the type itself
    const struct prop *via;  // prefix is a property of the type …
    const struct type *from; // … or a type that refers to it
    const struct type *of;   // the type whose property this is
    const struct prop *prop; // NULL for at
    bool is_at;
    struct str raw;          // the value, decoded
    struct edtf date;        // at, and dates
    int64_t lo, hi;          // numbers, sums, durations
    struct value *any;       // alternatives of all other kinds
    size_t any_count;
};

struct ref {
    struct str text;
    const struct type *type;
    struct str slug;         // empty: a list
    const struct prop *prop; // behind '#'
    struct filter *filters;
    size_t filter_count;
    bool has_at, has_known;
    struct edtf at;
    struct instant known;
    const struct prop *sort; // NULL: the usual order
    bool descending;
    int64_t limit, offset;   // limit < 0: none
};

// What is wrong with a reference: bytes [at, at+n) of the text, one sentence, and what is allowed or near.
struct ref_fault {
    size_t at, n;
    struct str message, allowed;
};

// Parses text (at most 8 KB, 100 filters). false and *fault otherwise.
bool ref_parse(struct arena *a, const struct vocab *v, struct str text, struct ref *out,
               struct ref_fault *fault) MUST_USE;
// The reference again, in its canonical form.
struct str ref_text(struct arena *a, const struct ref *r);
