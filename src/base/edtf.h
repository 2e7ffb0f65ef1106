// EDTF: dates as records have them (ISO 8601-2:2019 annex A; Library of Congress EDTF).
//
// Levels 0 and 1 entire; of level 2: qualification of single components, unspecified digits
// anywhere, lists `[a,b]` (one of) and `{a,b}` (all of) with ranges `a..b`, decades `193`,
// exponential years, significant digits, sub-year groupings 25–41.
//
// A date is kept as written and as the interval of days that it may mean, both ends inclusive:
//
//   2014-05          2014-05-01 … 2014-05-31
//   201X             2010-01-01 … 2019-12-31
//   2013-01-23/24 …  (not EDTF; write 2013-01-23/2013-01-24)
//   ../2018-07-18    DAY_FIRST … 2018-07-18     (also "/2018-07-18": start not known)
//   2013?  2013~     one unit of the written precision wider on each side: 2012-01-01 … 2014-12-31,
//                    so that a question of that precision ("in 2013?") is never answered with a
//                    plain yes; a wider one may be ("in the 2010s?"). 2004-06~-11: by a month, see
//                    edtf.c
//   2013-24          a winter: December 2013 … February 2014
//   15XX-12-25       1500-12-25 … 1599-12-25: the hull of the days it may mean
//   Y170000002       beyond 32 bits of days: lo = hi = DAY_LAST (or DAY_FIRST)
//
// Questions about dates have three answers.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/str.h"

enum tri { TRI_NO, TRI_MAYBE, TRI_YES }; // in this order: "and" is the smaller, "or" the larger
static inline enum tri tri_and(enum tri a, enum tri b) { return a < b ? a : b; }
static inline enum tri tri_or(enum tri a, enum tri b) { return a > b ? a : b; }
static inline enum tri tri_not(enum tri a) { return (enum tri)(TRI_YES - a); }

enum edtf_unit { EDTF_DAY, EDTF_MONTH, EDTF_SEASON, EDTF_YEAR, EDTF_DECADE, EDTF_CENTURY };
enum edtf_form { EDTF_DATE, EDTF_INTERVAL, EDTF_ONE_OF, EDTF_ALL_OF };

struct edtf {
    struct str text;     // as written
    struct day lo, hi;   // the days it may mean, inclusive
    enum edtf_form form;
    enum edtf_unit unit; // of a plain date; of an interval or list: the coarsest of its parts
    int level;           // 0, 1 or 2: the lowest level that has this form
    bool doubtful;       // '?', '~' or '%' anywhere
};

// Parses all of s (no surrounding white space). On failure *why is a constant phrase for the user
// that names the fault ("29 February of a year that is not a leap year", "the interval ends before
// it starts") and *out is untouched. An empty s fails. out->text borrows s.
// Centuries (`19`) and decades (`193`) stand alone: in an interval they are far more often a slip
// ("05/2014"), so there they are refused; 19XX and 193X are accepted.
bool edtf_parse(struct str s, struct edtf *out, const char **why);

// Not for DAY_FIRST, DAY_LAST.
struct edtf edtf_of_day(struct arena *a, struct day d);
// Does the date lie within [lo, hi]? yes: all days it may mean do; no: none does.
enum tri edtf_within(struct edtf d, struct day lo, struct day hi);
enum tri edtf_before(struct edtf d, struct day other); // strictly
enum tri edtf_after(struct edtf d, struct day other);  // strictly
// Could both mean the same day? yes only when both are the same single day.
enum tri edtf_same(struct edtf a, struct edtf b);
// Does a text agree with a record? "May 2014" agrees with a record of 2014-05-22; 22 May 2014 with
// one of 2014-05: maybe.
//   yes   the record lies within what the text says      maybe   they overlap      no   they do not
enum tri edtf_agrees(struct edtf text, struct edtf record);
// Is [since, until) in force at the end of day d? On the day of arrest it is, on the day of release
// it no longer is. until NULL: not known to have ended, so it has not. since NULL: when it began is
// not known, so maybe until it has ended.
enum tri edtf_in_force(const struct edtf *since, const struct edtf *until, struct day d);
