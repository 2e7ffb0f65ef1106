// The versions of one letter in several languages must make the same claims and have the same head.
//
//   2018-07-18.en.md, 2018-07-18.fr.md    versions: the same folder, the same stem, each named after its language
//   2018-07-18-corrected.en.md            another stem, another letter
#pragma once
#include <stdbool.h>
#include "base/diag.h"
#include "base/err.h"
#include "letter/letter.h"

// "letters/x.en.md" → stem "letters/x", language "en". false: the name carries no language.
bool version_stem(struct str path, struct str *stem, struct str *lang);
// Two letters that were read: of one stem, each in the language of its name; or one names the other in its head (versions:); or,
// where not both names carry a language, the same `letter:` in two languages.
bool are_versions(const struct letter *a, const struct letter *b);
// Faults of both against each other go to ds: a claim at the place in the version that lacks it. `v` resolves names of places.
bool parity_check(struct letter *a, struct letter *b, struct view *v, struct diags *ds, struct err *err) MUST_USE;
