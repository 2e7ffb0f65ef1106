// Text in other encodings than UTF-8, when what it is in is declared.
#pragma once
#include <stdbool.h>
#include "base/str.h"

struct arena;

// Converts from the encoding of that name (IANA's, as HTML's charset gives it). false: no such encoding, or bytes that
// do not belong to it.
bool encoding_decode(struct arena *a, struct str bytes, struct str name, struct str *out);
