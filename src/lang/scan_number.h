// Numbers, durations and sums in prose. Part of scan.c.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lang/found.h"
#include "lang/lex.h"

// A hedge found in front of what is read: "over", "at least". end is 0 when there is none.
struct hedged {
    size_t from, end;
    enum hedge hedge;
};

// Digits at i with their groups: "22,000", "22 000". Returns the index behind them, 0 when none or
// too large.
size_t number_digits(const struct prose *p, size_t i, int64_t *out);
// May digits at i begin a number: not part of a code, a decimal, a clock time or a word?
bool number_may_begin(const struct prose *p, size_t i);
// May a number end before i?
bool number_may_end(const struct prose *p, size_t i);

// A number in words at i: "twenty-five". Returns the index behind it, 0 when none.
size_t number_spelled(const struct prose *p, size_t i, int64_t *out);

void read_number(const struct prose *p, size_t i, const struct hedged *h, struct found *f);
void read_duration(const struct prose *p, size_t i, const struct hedged *h, struct found *f);
void read_money(const struct prose *p, size_t i, const struct hedged *h, struct found *f);
