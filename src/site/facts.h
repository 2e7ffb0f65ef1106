// What is said of an entity: its statements by property. Values that say the same stand once, with all their sources; where
// sources disagree all values stand, and which is preferred and why; what was corrected or withdrawn is behind a <details>.
#pragma once
#include "site/page.h"

// All of `all` but the properties named in `skip` (ends with NULL; may be NULL). Nothing when nothing is left.
bool facts_write(struct page *p, struct statements all, const char *const *skip, struct err *err) MUST_USE;
// Who says what this statement says: it and every later one of `all` that says the same of the same property.
bool facts_sources(struct page *p, struct statements all, size_t i, struct err *err) MUST_USE;
// Was the same said by an earlier one of `all`?
bool facts_repeats(struct statements all, size_t i);
// Of a property by language: the one to show to this page's reader; NULL when there is none.
const struct statement *facts_in_language(struct page *p, struct statements all, const struct prop *prop);
