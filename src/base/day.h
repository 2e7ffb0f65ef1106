// Calendar days for everything legal, instants for everything recorded.
// The calendar is the proleptic Gregorian one (ISO 8601-1); a day has no time and no zone.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

struct day {
    int32_t n; // days since 1970-01-01
};
// Unbounded ends of an interval of days.
#define DAY_FIRST ((struct day){INT32_MIN})
#define DAY_LAST ((struct day){INT32_MAX})

struct instant {
    int64_t us; // microseconds since 1970-01-01T00:00:00Z
};

struct ymd {
    int32_t year; // astronomical: year 0 exists
    int month, day; // 1..12, 1..31
};

bool ymd_valid(struct ymd d); // the day exists in that month and year
int ymd_month_length(int32_t year, int month);
struct day day_of(struct ymd d);  // saturates to DAY_FIRST / DAY_LAST
struct ymd day_ymd(struct day d); // not for DAY_FIRST, DAY_LAST
// Calendar months later (or earlier), clamped to the month's end: 30 November + 3 months is
// 28 or 29 February (how the Court counts the three months of Article 43 § 1 of the Convention).
struct day day_add_months(struct day d, int months);
struct day day_add_days(struct day d, int32_t days); // saturates
int day_weekday(struct day d);                        // 1 Monday … 7 Sunday (ISO 8601)
bool day_parse(struct str s, struct day *out);        // exactly YYYY-MM-DD, an existing day
struct str day_text(struct arena *a, struct day d);   // YYYY-MM-DD; ".." for the unbounded ends

// RFC 3339 in UTC: "2026-11-23T10:05:00Z", with up to six digits of a second; a bare date means the
// last microsecond of that day ("known on 18 July" includes what was recorded on 18 July).
bool instant_parse(struct str s, struct instant *out);
struct str instant_text(struct arena *a, struct instant t); // …Z, six digits when not a whole second
struct instant instant_now(void);
struct day instant_day(struct instant t); // the UTC day
