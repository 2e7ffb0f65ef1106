#include "lang/encoding.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/arena.h"

bool encoding_decode(struct arena *a, struct str bytes, struct str name, struct str *out)
{
    UErrorCode status = U_ZERO_ERROR;
    char c[64];
    if (!name.n || name.n >= sizeof c || bytes.n > (1 << 28) || memchr(name.p, 0, name.n)) return false;
    memcpy(c, name.p, name.n);
    c[name.n] = 0;
    // what is called Latin-1 on the web is Windows-1252 (WHATWG Encoding Standard, § 4.2)
    if (!ucnv_compareNames(c, "iso-8859-1") || !ucnv_compareNames(c, "latin1") || !ucnv_compareNames(c, "us-ascii"))
        memcpy(c, "windows-1252", 13);
    UConverter *cnv = ucnv_open(c, &status);
    if (U_FAILURE(status)) return false;
    ucnv_setToUCallBack(cnv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    int32_t units = (int32_t)bytes.n + 1, got = 0, n = 0;
    UChar *wide = arena_array(a, (size_t)units, sizeof *wide);
    got = ucnv_toUChars(cnv, wide, units, bytes.p, (int32_t)bytes.n, &status);
    ucnv_close(cnv);
    if (U_FAILURE(status)) return false;
    char *p = arena_alloc(a, (size_t)got * 3 + 1);
    u_strToUTF8(p, got * 3 + 1, &n, wide, got, &status);
    *out = (struct str){p, (size_t)n};
    return U_SUCCESS(status);
}
