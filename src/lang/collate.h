// The order of names as a language has it (ICU's collation), and the scripts they are in.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

// The numbers 0 … n-1 in the order of the texts; equal ones as they were.
size_t *collate(struct arena *a, struct str lang, const struct str *texts, size_t n);
// A number of the script of a text's first letter: Latin, Cyrillic, Arabic …; 0 for digits and what is in none.
int script_of(struct str text);
// Its name: "Cyrillic", "arabe"; empty for 0.
struct str script_name(struct arena *a, struct str lang, int script);
