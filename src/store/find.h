// Search: the entities whose texts have all the words of a query, in any script.
//
//   mammadov rasul            both words, wherever in the entity's texts: names, titles, summaries, numbers
//   "unlawful detention"      these words beside each other
//   mammad*                   a word that begins so (two letters at least)
//   15172/13                  a number is found as it is written, with other blanks, dashes or capitals too
//
// Case, diacritics and punctuation do not count (lang/fold.h), nor does the order of words outside quotation marks. What is found
// is what a view shows: statements that this reader sees, that stand or stood at `known`. Nobody's query is kept anywhere.
//
// Order: an identifier that is the query; a name that is; names with all the words; titles; other texts. Each by the
// vocabulary's types, then by age in the register. It follows from the statements found alone, so that known= gives what was given then.
// Behind FIND_MOST entities counting ends, and they come by age.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "store/read.h"

enum { FIND_BYTES = 400, FIND_WORDS = 12, FIND_MOST = 5000 };

struct find_word {
    struct str *tokens; // folded; several stand beside each other
    size_t n;
    bool begins; // the last one is a beginning
};

struct find_query {
    struct find_word v[FIND_WORDS];
    size_t n;
    struct str whole, name; // all of it as words, and as a name is folded: for what it may be as a whole
};

enum find_fault {
    FIND_GOOD,
    FIND_EMPTY, // nothing to look for
    FIND_LONG,  // more than FIND_BYTES or FIND_WORDS
};

// Any bytes; everything of the query lives in the arena.
enum find_fault find_parse(struct arena *a, struct str text, struct find_query *out);

enum find_rank { FIND_NUMBER, FIND_NAME, FIND_NAMES, FIND_TITLE, FIND_TEXT };

struct found {
    int64_t entity, row; // row: the statement that tells most of why
    const struct type *type;
    enum find_rank rank;
};

struct find_result {
    struct found *v;
    size_t n;         // of them all, at most FIND_MOST
    bool more;        // counting ended
    size_t *by_type;  // by index in the vocabulary
    int64_t straight; // the one entity whose number the query is; 0: none
};

bool view_find_words(struct view *v, const struct find_query *q, struct find_result *out, struct err *err) MUST_USE;

// Names that are near to a query that found nothing: at most `most` entities (ten).
bool view_find_near(struct view *v, const struct find_query *q, size_t most, struct found *out, size_t *n, struct err *err) MUST_USE;

// Names in the order of their folded words, each under every word that it has ("mammadov ilgar" too), from a key on: at most
// `most` of those whose key begins so.
struct name_place {
    struct str key;
    int64_t row;
};
bool view_names(struct view *v, struct str from, struct str begins, size_t most, struct name_place **out, size_t *n, struct err *err) MUST_USE;
// A statement's text and language; *prop is NULL when it is not for this reader.
bool view_row_text(struct view *v, int64_t row, const struct prop **prop, struct str *text, struct str *lang, struct err *err) MUST_USE;

// The part of a found statement's text where the words are, in pieces: those with `hit` are the words themselves.
struct passage_piece {
    struct str text;
    bool hit;
};
struct passage {
    const struct prop *prop;
    struct str lang;
    struct passage_piece *v;
    size_t n;
    bool before, behind; // the text goes on there
};
bool view_passage(struct view *v, const struct find_query *q, int64_t row, struct passage *out, struct err *err) MUST_USE;
