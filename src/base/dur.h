// Durations: ISO 8601 `P7Y`, `P1Y6M`, `P10D`, `P2W`, and `life`. Years and months are kept as
// months, weeks and days as days; they are not converted into each other (7 years is 84 months,
// never 2,557 days).
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

// The longest: a million years; a sentence of 141,078 years was once given.
enum { DUR_MONTHS_MAX = 12000000, DUR_DAYS_MAX = 365000000 };

struct dur {
    int32_t months, days; // 0 … DUR_MONTHS_MAX, DUR_DAYS_MAX
    bool life;
};

// Parses all of s; units in the order Y M W D. On failure *why is a constant phrase for the user.
bool dur_parse(struct str s, struct dur *out, const char **why);
// Canonical ISO 8601 ("P7Y", "P1Y6M", "P10D", "life", "P0D").
struct str dur_text(struct arena *a, struct dur d);
bool dur_eq(struct dur a, struct dur b);
// An integer that orders durations by length (a month is 30.436875 days, so P1M < P31D < P40D) and
// is equal exactly when they are; life is the largest.
int64_t dur_key(struct dur d);
