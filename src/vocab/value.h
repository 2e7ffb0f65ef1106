// A value: what a statement says, checked by its kind and made comparable.
//
//   kind        as written          key              key_hi
//   date        2013-01/2013-04     first day        last day that it may mean
//   duration    P7Y                 dur_key
//   number      22                  22
//   money       EUR 22000           2200000 (hundredths)
//   reference   ilgar-mammadov      (the store's entity number)
//   all others  AZ, formal-notice   (the store's number of the text)
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/diag.h"
#include "base/dur.h"
#include "base/edtf.h"
#include "vocab/vocab.h"

enum visibility { VIS_PUBLIC, VIS_PARTNER, VIS_INTERNAL, VIS_SEALED };
const char *visibility_name(enum visibility v);
bool visibility_parse(struct str s, enum visibility *out);

struct value {
    enum kind kind;
    struct str text; // canonical: what is shown, hashed and exported; of a reference the slug
    int64_t key, key_hi;
    struct edtf date;         // date
    struct dur dur;           // duration
    const struct term *term;  // term
    const struct type *type;  // reference
};

// A statement's name, as a letter that rests on it gives it: "persons/ilgar-mammadov#born@8565b191422092c4". The last
// part is its id as it is shown everywhere, the first eight bytes of the hash; a statement that no register at hand
// has keeps its name. A shorter text names several: type/slug, type/slug#property; the id alone, or its first eight
// digits or more, names whichever statements have it.
struct statement_name {
    const struct type *type; // NULL: the id alone
    struct str slug;
    const struct prop *prop;
    bool has_id;
    uint64_t id, last; // [id, last]: of a whole id both are the same
};
bool statement_name_parse(const struct vocab *v, struct str text, struct statement_name *out) MUST_USE;

// What is wrong with a value: the code, one sentence, and what is allowed.
struct value_fault {
    enum diag_code code;
    struct str message, allowed;
};

// Reads `raw` (trimmed) as a value of p. A reference may be "slug" when p takes one type, else "type/slug".
// On failure fills fault; texts are in the arena.
bool value_parse(struct arena *a, const struct vocab *v, const struct prop *p, struct str raw,
                 struct value *out, struct value_fault *fault) MUST_USE;

// The value for a reader: a date in words, a term's label, "7 years", "EUR 22,000", "Article 5 § 1 (c)".
struct str value_write(struct arena *a, const struct prop *p, const struct value *v, struct str lang);
