// Clocks of the law: when a span of time that begins on some day ends, and how that was reckoned, in words.
//
// How the spans of this field are counted
//   months, years   calendar months whatever their length: the same day of the month, or the last day of a month that has none
//                   such (30 November + 3 months = 28 or 29 February). The day of the trigger is not counted. A span ends on its
//                   day even when that is a Sunday or a holiday. (Convention Article 35 § 1; Sabri Güneş v. Turkey [GC],
//                   no. 27396/06, 29 June 2012; Article 43 § 1 and Article 44 § 2 b: of judgments without a request for referral
//                   the date printed as final is the same day three months later)
//   days, weeks     calendar days; the day of the trigger is not counted
//   working days    days that are neither Saturday nor Sunday nor in the file of holidays; the n-th after the trigger, or with a
//                   negative count the n-th before it (Rule 9 § 6 of the Committee of Ministers' Rules for the supervision of the
//                   execution of judgments: 5 and 10 working days). What the file of holidays does not cover is said.
//
// A trigger is an EDTF date: what happened "in November 2019" may have begun the clock on any day of it. Both ends are reckoned; the
// earliest counts, since whoever keeps it has kept all of them.
//
//   trigger     2019-11 ………………………… 2019-11-01 … 2019-11-30
//   + 3 months                      2020-02-01 … 2020-02-29
//   counts                          2020-02-01
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/day.h"
#include "base/edtf.h"
#include "base/str.h"

struct arena;

enum clock_unit { CLOCK_DAYS, CLOCK_WORKING_DAYS, CLOCK_WEEKS, CLOCK_MONTHS, CLOCK_YEARS };
enum { CLOCK_COUNT_MAX = 10000 };

struct span {
    int count; // negative: before the trigger; 0: on its day
    enum clock_unit unit;
};

// Days that are no working days though they are in the week, and the days that the file knows about.
struct holidays {
    const struct day *v; // sorted
    size_t n;
    struct day since, until; // both inclusive; outside of it only week-ends are left out
};

struct clock {
    struct day earliest, latest; // DAY_FIRST, DAY_LAST: the trigger has no such end
    bool clamped;                // the day of the month does not exist in the month where the earliest falls
    bool no_holidays;            // working days were counted where the file of holidays knows nothing
};

// "3 months", "1 year", "-10 working days", "0 days". On failure *why is a constant phrase for the user and *out is untouched.
bool span_parse(struct str s, struct span *out, const char **why);
// holidays may be NULL, which knows nothing.
struct clock clock_add(struct edtf trigger, struct span span, const struct holidays *holidays);
// Of one day. *unknown (may be NULL) becomes true when holidays were wanted that are not known.
struct day clock_add_day(struct day from, struct span span, const struct holidays *holidays, bool *unknown);
// Of several clocks: the earlier, the later of two, end by end (the first whose end it is gives the rest).
struct clock clock_earlier(struct clock a, struct clock b);
struct clock clock_later(struct clock a, struct clock b);
// The day that counts: the earliest, or where that has no bound the latest; false when neither has one.
bool clock_day(struct clock c, struct day *out);

struct str span_words(struct arena *a, struct span span, struct str lang); // "3 months", of -10 "10 working days"
// "20 August 2017 + 3 months = 20 November 2017", and what was uncertain, clamped or not known.
struct str clock_words(struct arena *a, struct edtf trigger, struct span span, struct clock c, struct str lang);
