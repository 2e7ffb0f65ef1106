// What the readers of marked up text share.
#pragma once
#include <stddef.h>
#include "base/str.h"

// The next c, or what, from i on, but not further than 4,000 bytes away: what opens and never closes must not be looked for
// through the whole file again and again. s.n: not near.
size_t near_chr(struct str s, char c, size_t i);
size_t near_find(struct str s, struct str what, size_t i);
// A character reference of HTML at s[i], &amp; &#8220; &eacute;: bytes of the reference and its character in out (8 bytes of room), *n bytes of it; 0: it is none.
size_t entity_at(struct str s, size_t i, char *out, size_t *n);
