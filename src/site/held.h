// Who is held: every detention with its person, country and times in one table, for figures and charts.
#pragma once
#include "base/edtf.h"
#include "site/page.h"

struct held {
    int64_t detention, person;
    struct str country; // empty: not said
    struct day since_lo, since_hi; // the first and the last day on which it may have begun; unknown: DAY_FIRST, DAY_LAST
    struct day until_lo, until_hi; // of the release; DAY_LAST both: not known to have ended
};

struct held_table {
    struct held *v; // by person
    size_t n;
};

bool held_read(struct page *p, struct held_table *out, struct err *err) MUST_USE;
// Is it in force at the end of the day (edtf_in_force)?
enum tri held_on(const struct held *h, struct day d);

// Persons by a text: a country, an occupation, a length.
struct tally {
    struct str key;
    size_t certain, possible;
};
struct tallies {
    struct tally *v;
    size_t n, cap;
};
void tally_add(struct arena *a, struct tallies *t, struct str key, enum tri sure);
void tally_sort(struct tallies *t); // most first

// Who is held at the end of the day: how many persons in all, by country, by occupation, and by how long: keys "0", "1", "3", "5",
// "10" are the years from which on ("5": five to ten). A person counts once in each country.
struct figures {
    size_t certain, possible;
    struct tallies country, occupation, length;
};
bool held_figures(struct page *p, const struct held_table *t, struct day at, struct figures *out, struct err *err) MUST_USE;
