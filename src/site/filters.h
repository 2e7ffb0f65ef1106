// The filters of a list: a plain form made of the vocabulary, and those in force in words, each with a way to take it away.
#pragma once
#include "site/page.h"

// A form of the fields that matter for the type (none in the static edition); what is in force stands in it. open: at once to be seen.
bool filters_form(struct page *p, bool open, struct err *err) MUST_USE;
// The page for a list whose reference `text` is not understood: which filter, what is wrong, and what is allowed.
bool filters_wrong(struct page *p, struct str text, const struct ref_fault *fault);
// "Country: Azerbaijan ×" for each filter in force; nothing when there is none.
void filters_active(struct page *p);
// The list's address with another offset, sort or without one of its filters (SIZE_MAX: all of them).
struct str filters_address(struct page *p, size_t without, int64_t offset);
