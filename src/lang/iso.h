// Codes of countries and languages, known or not (data of ICU).
#pragma once
#include <stdbool.h>
#include "base/str.h"

// ISO 3166-1 alpha-2 in upper case, or a withdrawn code of ISO 3166-3's first part (SU, YU, DD, CS).
bool country_valid(struct str alpha2);
// The alpha-2 code of an alpha-3 one, of today or withdrawn (AZE: AZ, SCG: CS); empty when there is none.
struct str country_of_alpha3(struct str alpha3);
// A currency of ISO 4217, today's or a former one: EUR, AZN, SUR.
bool currency_valid(struct str code);
// A well-formed BCP 47 tag whose primary language is in ISO 639: en, az-Cyrl, zh-Hant-TW.
bool language_valid(struct str tag);
// Is it written from right to left? Arabic, Persian, Hebrew, az-Arab …
bool language_rtl(struct str tag);
