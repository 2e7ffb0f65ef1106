#include "lang/write_icu.h"

#include <pthread.h>
#include <stdio.h>
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
#include "base/must.h"

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

// ---- formatters, which take a thousand times as long to open as to use: kept, and used by one thread at a time

enum { KEPT = 64, KEY_MAX = 128 };

struct formatter {
    char key[KEY_MAX]; // what, of which language
    void *icu;         // NULL: ICU has not the language
    void (*close)(void *);
};

static struct {
    pthread_mutex_t lock;
    struct formatter v[KEPT];
    size_t n;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

typedef void *opener(const char *locale, const char *what, void (**close)(void *));

// The formatter, with the lock; *spare is used where no more are kept.
static struct formatter *take(struct arena *a, struct str lang, const char *keywords, const char *what, opener *open, struct formatter *spare)
{
    char locale[LOCALE_MAX];
    struct str key = strf(a, "%s %.*s", what, STR(lang));
    must(pthread_mutex_lock(&kept.lock) == 0);
    for (size_t i = 0; i < kept.n; i++)
        if (str_eq(str_of(kept.v[i].key), key)) return &kept.v[i];
    struct formatter *f = kept.n < KEPT && key.n < KEY_MAX ? &kept.v[kept.n++] : spare;
    *f = (struct formatter){0};
    if (f != spare) memcpy(f->key, key.p, key.n);
    if (locale_of(a, lang, keywords, locale)) f->icu = open(locale, what, &f->close);
    return f;
}

static void give_back(struct formatter *f, const struct formatter *spare)
{
    if (f == spare && f->icu) f->close(f->icu);
    must(pthread_mutex_unlock(&kept.lock) == 0);
}

// ---- dates

static void close_date(void *f) { udat_close(f); }

// what: "y", "yMMMMd" …; the language's own order of them.
static void *open_date(const char *locale, const char *what, void (**close)(void *))
{
    UErrorCode e = U_ZERO_ERROR;
    UChar skeleton[16], pattern[TEXT_MAX];
    UDateTimePatternGenerator *g = udatpg_open(locale, &e);
    u_uastrncpy(skeleton, what, 16);
    int32_t n = U_SUCCESS(e) ? udatpg_getBestPattern(g, skeleton, -1, pattern, TEXT_MAX, &e) : 0;
    if (g) udatpg_close(g);
    UDateFormat *f = U_SUCCESS(e) && n ? udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, u"UTC", 3, pattern, n, &e) : NULL;
    *close = close_date;
    return f;
}

struct str icu_date(struct arena *a, struct str lang, int year, int month, int day)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    struct formatter spare, *f = take(a, lang, "@calendar=gregorian", strf(a, "%s%s%s", year ? "y" : "", month ? "MMMM" : "", day ? "d" : "").p, open_date, &spare);
    struct day d = day_of((struct ymd){year ? year : 2000, month ? month : 1, day ? day : 1}); // 2000 has a 29 February
    int32_t n = f->icu ? udat_format(f->icu, (double)d.n * 86400e3, text, TEXT_MAX, NULL, &e) : 0;
    give_back(f, &spare);
    return utf8(a, text, n, e);
}

// ---- amounts

static void close_number(void *f) { unum_close(f); }

static void *open_number(const char *locale, const char *what, void (**close)(void *))
{
    UErrorCode e = U_ZERO_ERROR;
    (void)what;
    *close = close_number;
    return unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &e);
}

struct str icu_number(struct arena *a, struct str lang, int64_t number)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    struct formatter spare, *f = take(a, lang, "", "number", open_number, &spare);
    int32_t n = f->icu ? unum_formatInt64(f->icu, number, text, TEXT_MAX, NULL, &e) : 0;
    give_back(f, &spare);
    return utf8(a, text, n, e);
}

static void close_unit(void *f) { unumf_close(f); }

static void *open_unit(const char *locale, const char *what, void (**close)(void *))
{
    UErrorCode e = U_ZERO_ERROR;
    UChar skeleton[80];
    char text[80];
    snprintf(text, sizeof text, "measure-unit/duration-%s unit-width-full-name", what);
    u_uastrncpy(skeleton, text, 79);
    *close = close_unit;
    return unumf_openForSkeletonAndLocale(skeleton, -1, locale, &e);
}

struct str icu_duration(struct arena *a, struct str lang, int64_t number, const char *unit)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[TEXT_MAX];
    struct formatter spare, *f = take(a, lang, "", unit, open_unit, &spare);
    UFormattedNumber *result = f->icu ? unumf_openResult(&e) : NULL;
    if (result && U_SUCCESS(e)) unumf_formatInt(f->icu, number, result, &e);
    int32_t n = result && U_SUCCESS(e) ? unumf_resultToString(result, text, TEXT_MAX, &e) : 0;
    if (result) unumf_closeResult(result);
    give_back(f, &spare);
    for (int32_t i = 0; i < n && i < TEXT_MAX; i++)
        if (text[i] == 0xA0 || text[i] == 0x202F) text[i] = ' '; // ICU has them in "1 an" and not in "7 ans"
    return utf8(a, text, n, e);
}

// ---- countries and languages

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
