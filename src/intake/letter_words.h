// The words by which the parts of a letter are known: data/import.yaml, folded. A phrase matches whole words.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct arena;
struct words;

enum word_list {
    W_LABEL, W_SALUTATION, W_SUBJECT, W_TO, W_COPY, W_CREDIT, W_DATE, W_CLOSING, W_SIGNED, W_ORGANISATIONS, W_INDIVIDUALS,
    W_COLUMN_ROLE, W_COLUMN_AFFILIATION, W_COLUMN_COUNTRY, W_ROLE, W_ORGANISATION, W_HONORIFIC, W_SUFFIX, W_BEHALF, W_REGION, W_NOTE,
    W_ONLINE_DO, W_ONLINE_THING, W_WE, W_ASK_WE, W_ASK,
    W_LISTS
};

struct words *words_load(struct arena *a);
// Bytes of the longest phrase with which the folded text begins; 0: none.
size_t words_begin(const struct words *w, enum word_list list, struct str folded);
// Is the folded text one phrase, whole?
bool words_are(const struct words *w, enum word_list list, struct str folded);
size_t words_count(struct str folded);
// Does a phrase stand anywhere in it?
bool words_in(const struct words *w, enum word_list list, struct str folded);
// The language whose commonest words and letters the text has: a BCP 47 tag. Empty: none is clear.
struct str words_language(const struct words *w, struct str text);
