// Pages of names, A to Z, in all scripts: names/ma has all names with a word that begins so; where they are too many, the pages of
// longer beginnings. Without script the static edition has no other search.
#pragma once
#include "site/page.h"

// The beginning as it stands in the address: "ma", "smith-j"; other letters than a–z by their numbers: "0u-043c-0430".
struct str names_address(struct arena *a, struct str begins);
// The addresses ("names/ma") of all such pages, for the static edition.
bool names_pages(struct view *v, struct str **out, size_t *n, struct err *err) MUST_USE;
