// Folding: the form of a text in which case, diacritics and punctuation do not count.
#pragma once
#include <stdbool.h>
#include "base/str.h"

struct arena;

// NFKD, diacritics removed, lower case without regard to locale (İ I ı i are all i), letters that Unicode does
// not decompose by an own table (ə e, ı i, ł l, đ d, ø o, ß ss, æ ae, ё е …), digits of any script as 0–9, every
// run of what is neither letter nor digit one blank, none at the ends. "İlqar  Məmmədov" gives "ilqar memmedov".
// Script is kept; marks that are vowels (Devanagari …) stay; soft hyphens and joiners vanish without a blank.
// Folding a folded text changes nothing.
struct str fold(struct arena *a, struct str s);
// Does it begin with a letter that is not a small one: a capital, or of a script without case?
bool begins_capital(struct str word);
