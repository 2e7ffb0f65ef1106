// The vocabulary: types, their properties, and the terms that values are taken from.
//
// It is data (data/vocabulary.yaml, compiled in; a register may add its own vocabulary.yaml in the same form),
// so that forms, import, export, validation, search and documentation all come from one place. The names are the
// field's: HURIDOCS Events Standard Formats, Popolo, HUDOC.
//
//   types:  persons:    {label, period: [since, until], properties: {born: {kind: date, label}}}
//   terms:  release:    {acquitted: {label: {en: acquitted, …}, broader: …, words: {en: […]}}}
//
// Everything lives in the arena it was read into and is never changed afterwards.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"

struct arena;

// Kinds of values (DESIGN.md §3). VOCAB_BOOL only for what is computed.
enum kind {
    KIND_TEXT, KIND_NAME, KIND_DATE, KIND_DURATION, KIND_NUMBER, KIND_MONEY, KIND_COUNTRY,
    KIND_LANGUAGE, KIND_TERM, KIND_REF, KIND_IDENTIFIER, KIND_URL, KIND_FILE, KIND_STATEMENT, KIND_BOOL
};
const char *kind_name(enum kind k);

// Text by language, in the order of the file.
struct label {
    struct str lang, text;
    struct label *next;
};

struct term {
    struct str code;
    struct label *label;
    struct label *words;        // other wordings by which a letter may mean it
    struct label *hints;        // looser ones, for suggest alone; "resolutio*" is a beginning
    const struct term *broader; // NULL at the top
    struct str broader_code;
    const struct thesaurus *of;
    struct term *next;
};

struct thesaurus {
    struct str name;
    struct term *first;
    struct thesaurus *next;
};

enum scheme { SCHEME_NONE, SCHEME_APPNO, SCHEME_ECLI, SCHEME_ITEM, SCHEME_DOCUMENT, SCHEME_FINDING, SCHEME_MEETING };

// What the register computes and never stores; usable in references like any property.
enum computed { COMPUTED_NONE, COMPUTED_DETAINED, COMPUTED_DAYS, COMPUTED_DAYS_SINCE_FINAL, COMPUTED_CAN_FOLLOW };

struct prop {
    struct str name;
    const struct type *type;
    struct label *label, *hints;
    enum kind kind;
    bool many, required, by_language;
    enum computed computed;
    enum scheme scheme;
    const struct thesaurus *terms; // of a term
    struct str terms_name;
    const struct type **to; // of a reference: the types it may name
    size_t to_count;
    struct str *to_names;
    size_t index;           // 0…vocab->prop_count - 1
    struct prop *next;
};

struct type {
    struct str path; // "persons"
    struct label *label, *plural, *hints; // "Person", "Persons"; what a letter may call it
    struct prop *first;
    const struct prop *since, *until; // the period, or NULL
    bool inclusive; // until is the last day of it (an occasion), not the first day after (a release)
    size_t index;
    struct type *next;
};

struct vocab {
    struct type *first;
    struct thesaurus *terms;
    const struct prop **props; // by index
    size_t type_count, prop_count;
};

// The built-in vocabulary with `local` (may be NULL) added. A fault in the built-in one is a bug; one in the
// local file is reported and NULL returned.
const struct vocab *vocab_load(struct arena *a, const struct source_text *local, struct diags *ds);

const struct type *vocab_type(const struct vocab *v, struct str path);   // NULL when unknown
const struct prop *type_prop(const struct type *t, struct str name);     // NULL when unknown
const struct term *thesaurus_term(const struct thesaurus *t, struct str code);
bool term_is(const struct term *t, const struct term *broad);            // t is broad, or narrower than it
bool prop_takes(const struct prop *p, const struct type *t);             // a reference to such an entity
// The text for lang, else English, else the first, else `otherwise`.
struct str label_text(const struct label *l, struct str lang, struct str otherwise);
struct str type_plural(const struct type *t, struct str lang);   // of lists: its plural label, else its label, else its path
// The nearest known name, or empty when nothing is near: for "did you mean".
struct str vocab_nearest_type(const struct vocab *v, struct str path);
struct str type_nearest_prop(const struct type *t, struct str name);
// "a, b, c": what a thesaurus or a type offers, for messages.
struct str thesaurus_codes(struct arena *a, const struct thesaurus *t);
struct str type_prop_names(struct arena *a, const struct type *t);
struct str vocab_type_names(struct arena *a, const struct vocab *v);

bool slug_valid(struct str s); // a–z, 0–9 and single hyphens between; at most 120 bytes
