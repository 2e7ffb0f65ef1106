// Identifiers of the European Court of Human Rights, the Committee of Ministers, the Assembly and the UN.
// Forms as listed in the Court's and the Committee's own publications; the rule of the ECLI reproduces all
// 28,771 judgment ECLIs of the Court's index.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/str.h"
#include "vocab/vocab.h"

struct arena;

// Normalises blanks and dashes ("CM/ ResDH ( 2021)41" → "CM/ResDH(2021)41") and checks the form. On failure
// *example is one that is right.
bool identifier_parse(struct arena *a, enum scheme scheme, struct str raw, struct str *out,
                      const char **example);

// The ECLI of a judgment (kind "JUD") or decision ("DEC") from its date and first application number:
// ECLI:CE:ECHR:2014:0522JUD001517213. Empty when the number has not the form NNNNN/YY.
struct str ecli_of(struct arena *a, struct day date, struct str appno, const char *kind);
// 15172/13 → 2013: two digits 59–99 are 19xx (the Court opened in 1959), else 20xx. 0 when malformed.
int appno_year(struct str appno);
// "18+5-1-c" → "Article 18 in conjunction with Article 5 § 1 (c)"; "P1-1" → "Article 1 of Protocol No. 1".
struct str finding_words(struct arena *a, struct str finding, struct str lang);
// Does the finding (HUDOC notation) include the article as a letter cites it: "18" and "5" are in "18+5-1-c",
// "5-1" too, "5-4" not.
bool finding_covers(struct str finding, struct str article);
