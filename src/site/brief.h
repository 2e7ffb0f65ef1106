// An entity in one line, as lists show it: its name, and what matters of its type.
#pragma once
#include "site/page.h"

// <a>label</a> and, behind it, a line of what is most telling: of a person the occupation and where held since when, of a
// judgment date, State and findings. Types without a row of their own show their first properties.
bool brief_entity(struct page *p, int64_t entity, enum tri sure, struct err *err) MUST_USE;
// The names of the properties of that line; for the columns of a CSV.
size_t brief_props(const struct type *t, const struct prop *out[8]);
// "4 February 2013 – 13 August 2018", "since 4 February 2013", "17 March 2014": when it is, as HTML.
void brief_period(struct page *p, const struct type *t, struct statements all);
