// CSV cells (RFC 4180): quoted always. A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or
// a carriage return) gets an apostrophe in front.
#pragma once
#include <stdbool.h>
#include "base/buf.h"

void csv_row(struct buf *b, const struct str *cells, size_t count);
