#include "lang/iso.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>

static const char former[][3] = {"SU", "YU", "DD", "CS", "BU", "TP", "ZR", "AN"};

bool country_valid(struct str alpha2)
{
    if (alpha2.n != 2) return false;
    for (const char *const *c = uloc_getISOCountries(); *c; c++)
        if (memcmp(*c, alpha2.p, 2) == 0) return true;
    for (size_t i = 0; i < sizeof former / sizeof *former; i++)
        if (memcmp(former[i], alpha2.p, 2) == 0) return true;
    return false;
}

static bool alpha3_is(const char *alpha2, struct str alpha3)
{
    const char id[] = {'u', 'n', 'd', '_', alpha2[0], alpha2[1], 0};
    const char *three = uloc_getISO3Country(id);
    return alpha3.n == 3 && strlen(three) == 3 && memcmp(three, alpha3.p, 3) == 0;
}

struct str country_of_alpha3(struct str alpha3)
{
    for (const char *const *c = uloc_getISOCountries(); *c; c++)
        if (alpha3_is(*c, alpha3)) return str_of(*c);
    for (size_t i = 0; i < sizeof former / sizeof *former; i++)
        if (alpha3_is(former[i], alpha3)) return str_of(former[i]);
    return (struct str){0};
}

bool currency_valid(struct str code)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *all = ucurr_openISOCurrencies(UCURR_ALL, &status);
    bool found = false;
    int32_t n = 0;
    for (const char *c; !found && U_SUCCESS(status) && (c = uenum_next(all, &n, &status));)
        found = code.n == 3 && n == 3 && memcmp(c, code.p, 3) == 0;
    uenum_close(all);
    return found;
}

bool language_valid(struct str tag)
{
    char c[64], canonical[96], language[16];
    int32_t parsed = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (tag.n < 2 || tag.n >= sizeof c || memchr(tag.p, 0, tag.n)) return false;
    memcpy(c, tag.p, tag.n);
    c[tag.n] = 0;
    uloc_forLanguageTag(c, canonical, (int32_t)sizeof canonical, &parsed, &status);
    if (U_FAILURE(status) || parsed != (int32_t)tag.n) return false;
    uloc_getLanguage(canonical, language, (int32_t)sizeof language, &status);
    if (U_FAILURE(status) || !language[0]) return false;
    for (const char *const *l = uloc_getISOLanguages(); *l; l++)
        if (strcmp(*l, language) == 0) return true;
    return false;
}

bool language_rtl(struct str tag)
{
    char c[64], id[96];
    UErrorCode status = U_ZERO_ERROR;
    if (tag.n >= sizeof c || !language_valid(tag)) return false;
    memcpy(c, tag.p, tag.n);
    c[tag.n] = 0;
    uloc_forLanguageTag(c, id, (int32_t)sizeof id, NULL, &status);
    return U_SUCCESS(status) && uloc_isRightToLeft(id);
}
