#include "lang/collate.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"

struct item {
    struct str key;
    size_t at;
};

static int by_key(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int c = str_cmp(x->key, y->key);
    return c ? c : (x->at > y->at) - (x->at < y->at);
}

static struct str sort_key(struct arena *a, const UCollator *c, struct str text)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *u = arena_array(a, text.n + 1, sizeof *u); // UTF-16 is never longer
    int32_t n = 0;
    u_strFromUTF8WithSub(u, (int32_t)text.n + 1, &n, text.p, (int32_t)text.n, 0xFFFD, NULL, &e);
    must(U_SUCCESS(e));
    int32_t size = ucol_getSortKey(c, u, n, NULL, 0);
    uint8_t *key = arena_alloc(a, (size_t)size);
    ucol_getSortKey(c, u, n, key, size);
    return (struct str){(const char *)key, (size_t)size};
}

size_t *collate(struct arena *a, struct str lang, const struct str *texts, size_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    struct item *items = arena_array(a, n, sizeof *items);
    size_t *order = arena_array(a, n, sizeof *order);
    UCollator *c = ucol_open(str_c(a, lang), &e);
    must(U_SUCCESS(e));
    for (size_t i = 0; i < n; i++) items[i] = (struct item){sort_key(a, c, texts[i]), i};
    ucol_close(c);
    if (n) qsort(items, n, sizeof *items, by_key);
    for (size_t i = 0; i < n; i++) order[i] = items[i].at;
    return order;
}

int script_of(struct str text)
{
    size_t i = 0;
    UErrorCode e = U_ZERO_ERROR;
    UScriptCode s = text.n ? uscript_getScript((UChar32)utf8_next(text, &i), &e) : USCRIPT_COMMON;
    return U_FAILURE(e) || s == USCRIPT_COMMON || s == USCRIPT_INHERITED || s == USCRIPT_UNKNOWN ? 0 : (int)s;
}

struct str script_name(struct arena *a, struct str lang, int script)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar u[128];
    char utf8[400];
    int32_t n = 0;
    if (!script) return S("");
    const char *locale = strf(a, "und_%s", uscript_getShortName((UScriptCode)script)).p;
    uloc_getDisplayScript(locale, str_c(a, lang), u, sizeof u / sizeof *u, &e);
    if (U_SUCCESS(e)) u_strToUTF8(utf8, sizeof utf8, &n, u, -1, &e);
    return U_SUCCESS(e) ? str_dup(a, (struct str){utf8, (size_t)n}) : S("");
}
