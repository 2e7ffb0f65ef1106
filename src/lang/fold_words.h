// Words as search sees them: a text folded (fold.h), its words parted by blanks, and each letter of a script that is written
// without blanks (Chinese, Japanese, Thai, Khmer, Lao, Burmese) a word of its own, so that a part of a name is found as a phrase:
// "刘晓波" gives "刘 晓 波".
#pragma once
#include <stddef.h>
#include "base/str.h"

struct arena;

struct str fold_words(struct arena *a, struct str s);

// The same words one by one, each with the bytes [from, to) of the text that it was made of.
struct folded_word {
    struct str word;
    size_t from, to;
};
size_t fold_places(struct arena *a, struct str s, struct folded_word **out);
