// Where a word may be divided: Liang's patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983), from Debian's
// hyphen-* packages, compiled in at build time as a minimal trie (script/hyphens.py).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct hyphens;

// The patterns of a language (BCP 47): of its region where there are some, else of the language. NULL: none were compiled in.
const struct hyphens *hyphens_for(struct str lang);
// Whether words with a capital are divided in this language (German: every noun has one).
bool hyphens_capitals(const struct hyphens *h);

enum { HYPHENS_MAX = 64 }; // places in a word; a longer word than 100 letters has none

// The bytes of `word` (letters, and apostrophes between them) before which a hyphen may stand, ascending, with at least two letters
// before the first and three behind the last, an apostrophe counting as the word's end. Case does not count. Returns how many.
size_t hyphens_in(const struct hyphens *h, struct str word, size_t at[HYPHENS_MAX]);
