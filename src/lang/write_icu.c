#include "lang/write_icu.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"

enum { LOCALE_MAX = 96, TEXT_MAX = 160 };

static bool has_data(const char *id)
{
    UErrorCode e = U_ZERO_ERROR;
    char language[16];
    int32_t n = uloc_getLanguage(id, language, (int32_t)sizeof language, &e);
    if (U_FAILURE(e) || n < 2 || n >= (int32_t)sizeof language) return false;
    for (int32_t i = 0; i < uloc_countAvailable(); i++)
        if (strcmp(uloc_getAvailable(i), language) == 0) return true;
    return false;
}

// ICU's name of the language; false when it has no data for it, so that nothing comes out as "2017 M12 5".
static bool locale_of(struct arena *a, struct str lang, const char *keywords, char out[LOCALE_MAX])
{
    UErrorCode e = U_ZERO_ERROR;
    char id[64];
    if (!lang.n || lang.n >= sizeof id) return false;
    int32_t n = uloc_forLanguageTag(str_c(a, lang), id, (int32_t)sizeof id, NULL, &e);
    if (U_FAILURE(e) || n >= (int32_t)sizeof id || !has_data(id)) return false;
    struct str all = strf(a, "%s%s", id, keywords);
    if (all.n >= LOCALE_MAX) return false;
    memcpy(out, all.p, all.n + 1);
    return true;
}

static struct str utf8(struct arena *a, const UChar *text, int32_t n, UErrorCode e)
{
    char out[TEXT_MAX * 3 + 1];
    int32_t len = 0;
    if (U_FAILURE(e) || n <= 0 || n > TEXT_MAX) return S("");
    u_strToUTF8(out, sizeof out, &len, text, n, &e);
    return U_FAILURE(e) ? S("") : str_dup(a, (struct str){out, (size_t)len});
}

// The language's own order of year, month and day.
static int32_t pattern_of(const char *locale, int year, int month, int day, UChar out[TEXT_MAX])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar skeleton[16];
    UDateTimePatternGenerator *g = udatpg_open(locale, &e);
    u_uastrcpy(skeleton, "");
    if (year) u_strcat(skeleton, u"y");
    if (month) u_strcat(skeleton, u"MMMM");
    if (day) u_strcat(skeleton, u"d");
    int32_t n = U_SUCCESS(e) ? udatpg_getBestPattern(g, skeleton, -1, out, TEXT_MAX, &e) : 0;
    if (g) udatpg_close(g);
    return U_FAILURE(e) ? 0 : n;
}

struct str icu_date(struct arena *a, struct str lang, int year, int month, int day)
{
    char locale[LOCALE_MAX];
    UErrorCode e = U_ZERO_ERROR;
    UChar pattern[TEXT_MAX], text[TEXT_MAX];
    if (!locale_of(a, lang, "@calendar=gregorian", locale)) return S("");
    int32_t n = pattern_of(locale, year, month, day, pattern);
    UDateFormat *f = n ? udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, u"UTC", 3, pattern, n, &e) : NULL;
    if (!f || U_FAILURE(e)) return S("");
    struct day d = day_of((struct ymd){year ? year : 2000, month ? month : 1, day ? day : 1}); // 2000 has a 29 February
    n = udat_format(f, (double)d.n * 86400e3, text, TEXT_MAX, NULL, &e);
    udat_close(f);
    return utf8(a, text, n, e);
}

struct str icu_number(struct arena *a, struct str lang, int64_t number)
{
    char locale[LOCALE_MAX];
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    if (!locale_of(a, lang, "", locale)) return S("");
    UNumberFormat *f = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &e);
    if (U_FAILURE(e)) return S("");
    int32_t n = unum_formatInt64(f, number, text, TEXT_MAX, NULL, &e);
    unum_close(f);
    return utf8(a, text, n, e);
}

struct str icu_duration(struct arena *a, struct str lang, int64_t number, const char *unit)
{
    char locale[LOCALE_MAX];
    UErrorCode e = U_ZERO_ERROR;
    UChar skeleton[80], text[TEXT_MAX];
    if (!locale_of(a, lang, "", locale)) return S("");
    u_uastrncpy(skeleton, strf(a, "measure-unit/duration-%s unit-width-full-name", unit).p, 79);
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(skeleton, -1, locale, &e);
    UFormattedNumber *result = U_SUCCESS(e) ? unumf_openResult(&e) : NULL;
    if (result) unumf_formatInt(f, number, result, &e);
    int32_t n = U_SUCCESS(e) ? unumf_resultToString(result, text, TEXT_MAX, &e) : 0;
    if (result) unumf_closeResult(result);
    for (int32_t i = 0; i < n && i < TEXT_MAX; i++)
        if (text[i] == 0xA0 || text[i] == 0x202F) text[i] = ' '; // ICU has them in "1 an" and not in "7 ans"
    if (f) unumf_close(f);
    return utf8(a, text, n, e);
}

struct str icu_country(struct arena *a, struct str lang, struct str alpha2)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    const char *locale = str_c(a, lang.n ? lang : S("en"));
    int32_t n = uloc_getDisplayCountry(strf(a, "und_%.*s", STR(alpha2)).p, locale, text, TEXT_MAX, &e);
    return utf8(a, text, n, e);
}

struct str icu_language(struct arena *a, struct str lang)
{
    char locale[LOCALE_MAX];
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    if (!locale_of(a, lang, "", locale)) return S("");
    int32_t n = uloc_getDisplayName(locale, locale, text, TEXT_MAX, &e);
    return utf8(a, text, n, e);
}
