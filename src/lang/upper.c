#include "lang/upper.h"

#include <unicode/uchar.h>

uint32_t upper_char(uint32_t cp, struct str lang)
{
    if (cp == 'i' && (str_starts(lang, S("az")) || str_starts(lang, S("tr")))) return 0x130;
    if (cp >= 0x10D0 && cp <= 0x10FF) return cp;
    return cp > 0x10FFFF ? cp : (uint32_t)u_toupper((UChar32)cp);
}
