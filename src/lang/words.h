// The words that a letter brings with itself, in the languages of letters: "Signatories", "Page 1 of 3".
// All of them stand in words.def.
#pragma once
#include <stdbool.h>
#include "base/str.h"

struct arena;

enum word {
#define WORD(name, ...) WORD_##name,
#include "lang/words.def"
#undef WORD
    WORD_COUNT
};

// The word in the language of a BCP 47 tag ("fr", "az-Latn-AZ"); in English where it has none. Static.
struct str words(struct str lang, enum word w);
// The same with {1} and {2} replaced: words_with(a, lang, WORD_PAGE, S("1"), S("3")) is "Page 1 of 3".
struct str words_with(struct arena *a, struct str lang, enum word w, struct str first, struct str second);
// Does the language say this word itself?
bool words_has(struct str lang, enum word w);
