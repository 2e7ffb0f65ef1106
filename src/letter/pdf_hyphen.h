// Where a word may be divided: Liang's patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983), from Debian's
// hyphen-* packages, compiled in at build time as minimal automata (script/hyphens.py, which describes the arrays).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

enum { HYPHEN_LEVELS = 2, HYPHEN_LETTERS = 100 }; // a longer word is not divided

struct hyphen_level {
    const uint32_t *first;
    const uint16_t *value;
    const uint32_t *edges;
};

struct hyphens {
    const char *lang;    // NULL ends the table
    uint8_t left, right; // least letters before the first hyphen and behind the last
    uint8_t part_left, part_right; // the same at the seams of a compound
    bool capitals;       // words with a capital are divided, too (German: every noun has one)
    bool apostrophes;    // part of the patterns; else they end a word
    uint16_t char_count;
    uint8_t level_count; // two: of compounds, then of their parts
    const uint16_t *chars; // ascending; places[i] is the letter's number in the automata
    const uint8_t *places;
    const uint8_t *digits;
    struct hyphen_level level[HYPHEN_LEVELS];
};
extern const struct hyphens hyphen_table[];

// The patterns of a language (BCP 47): of its region or script where there are some, else of the language. NULL: none were
// installed when this was built.
const struct hyphens *hyphens_for(struct str lang);

// The bytes of `word` (letters, and apostrophes between them) before which a hyphen may stand, ascending; an apostrophe counts
// as an end. Case does not count. Returns how many.
size_t hyphens_in(const struct hyphens *h, struct str word, uint16_t at[HYPHEN_LETTERS]);
