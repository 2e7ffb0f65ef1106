// Citations in running text: application numbers, ECLI and numbers of documents (lang/scan.h) lead to the entity that bears them.
#pragma once
#include "site/page.h"

// A text as page_text writes it, with a link around each number that the register knows. A number that several entities bear is that of
// the first judgment among them, in order of date; else it is left as it is.
bool page_cited(struct page *p, struct str text, struct str lang, struct err *err) MUST_USE;
