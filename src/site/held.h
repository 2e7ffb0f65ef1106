// Who is held: every detention with its person, country and times in one table, for figures and charts. The table is read once for
// each state of the register and kept with the store (store_keep); figures of a day are one pass over it.
#pragma once
#include "base/edtf.h"
#include "site/page.h"
#include "store/column.h"

struct held {
    int64_t detention, person;
    struct day since_lo, since_hi; // the first and the last day on which it may have begun; unknown: DAY_FIRST, DAY_LAST
    struct day until_lo, until_hi; // of the release; DAY_LAST both: not known to have ended
    uint32_t country;              // of countries; 0: not said
};

// Texts that are counted: names[0] is "not known", empty.
struct names {
    struct str *v;
    uint32_t *broader; // of a term the number of the one that includes it; 0: none
    size_t n;
};

struct held_table {
    struct held *v; // by person
    size_t n;
    struct names countries, occupations;
    struct column occupation; // of persons; lo: of occupations
};

bool held_read(struct page *p, const struct held_table **out, struct err *err) MUST_USE;

// Persons by a text: a country, an occupation, a length.
struct tally {
    struct str key;
    size_t certain, possible;
};
struct tallies {
    struct tally *v; // most first, none without a person
    size_t n;
};

// Detentions that began in [from, to]: held that long on the day. years: "five to ten years" is 5.
enum { LENGTHS = 5 };
struct length {
    int years;
    struct day from, to;
    size_t certain, possible;
};

// Who is held at the end of the day: how many persons in all, by country, by occupation, and by how long. A person counts once in
// each country, length and occupation, also in one that includes another of theirs: each figure is that of the list it leads to.
struct figures {
    size_t certain, possible;
    struct tallies country, occupation;
    struct length length[LENGTHS];
};
void held_figures(struct page *p, const struct held_table *t, struct day at, struct figures *out);
