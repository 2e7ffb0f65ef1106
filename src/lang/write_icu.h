// Dates and amounts by ICU's data, for the languages whose words we do not have ourselves. Part of write.c.
#pragma once
#include <stdint.h>
#include "base/str.h"

struct arena;

// Gregorian; 0 is "not said": a day with its month, a month, a year, or what of them is given. Empty when ICU has not
// the language.
struct str icu_date(struct arena *a, struct str lang, int year, int month, int day);
struct str icu_number(struct arena *a, struct str lang, int64_t n);
// "7 ans": the unit is ICU's: "year", "month", "day".
struct str icu_duration(struct arena *a, struct str lang, int64_t n, const char *unit);
struct str icu_country(struct arena *a, struct str lang, struct str alpha2);
// A language's name for itself: "français".
struct str icu_language(struct arena *a, struct str lang);
