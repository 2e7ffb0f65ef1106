// Dates in prose. Part of scan.c.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "lang/found.h"
#include "lang/lex.h"

// The date that begins at i: a day, month, year, season, part of one, or a range. `hedged`: "over",
// "about" or the like stands before it, so that four bare digits are a number.
void read_date(const struct prose *p, size_t i, bool hedged, struct found *f);
