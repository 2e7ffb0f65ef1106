// Folding by ICU: NFKD, then code point by code point.
//
//   "İlqar  Məmmədov"  NFKD  I U+0307 l q a r …    the mark goes, I is lowered, ə by the table
//
// Text that is all ASCII, which most words are, never reaches ICU. The result is a fixed point:
// folding it again changes nothing (the fuzzer holds us to it).
#include "lang/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"

// Letters that Unicode does not decompose, and forms of one letter that differ by keyboard only.
static const struct {
    UChar32 from;
    const char *to;
} LETTERS[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"}, {0x014B, "n"},  {0x0153, "oe"},
    {0x0167, "t"},  {0x0180, "b"},  {0x01DD, "e"}, {0x0259, "e"}, {0x03C2, "σ"},  {0x0450, "е"},
    {0x0451, "е"},  {0x0649, "ي"},  {0x0671, "ا"}, {0x06A9, "ك"}, {0x06CC, "ي"},
};

static const char *letter_fold(UChar32 c)
{
    size_t lo = 0, hi = sizeof LETTERS / sizeof *LETTERS;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (LETTERS[mid].from == c) return LETTERS[mid].to;
        if (LETTERS[mid].from < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

// A mark that is a diacritic. In the scripts of South and South-East Asia the vowels are marks, and
// so are the Japanese voicing signs: without them other words would remain, so they stay.
static bool mark_is_diacritic(UChar32 c)
{
    if (c == 0x3099 || c == 0x309A) return false;
    UErrorCode e = U_ZERO_ERROR;
    switch (uscript_getScript(c, &e)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC: return true;
    default: return false;
    }
}

enum { TATWEEL = 0x0640 };

static bool is_dropped(UChar32 c)
{
    if (c == TATWEEL || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return true;
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) && mark_is_diacritic(c);
}

// Modifier letters that are typed for an apostrophe (ʹ … ˁ) are punctuation here, as the apostrophe
// is.
static bool is_kept(UChar32 c)
{
    if (c >= 0x02B9 && c <= 0x02C1) return false;
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_ND_MASK | U_GC_M_MASK)) != 0;
}

static void put(struct buf *b, UChar32 c)
{
    c = u_tolower(c);
    const char *to = letter_fold(c);
    char utf8[4];
    if (to) {
        buf_add(b, str_of(to));
    } else if (u_isdigit(c)) {
        buf_addc(b, (char)('0' + u_charDigitValue(c)));
    } else {
        buf_add(b, (struct str){utf8, utf8_put((uint32_t)c, utf8)});
    }
}

// ICU's U16_NEXT, without its sign conversions. The text is well-formed: ICU made it.
static UChar32 next(const UChar *u, int32_t *i)
{
    uint32_t lead = u[(*i)++];
    if (!U16_IS_LEAD(lead)) return (UChar32)lead;
    uint32_t trail = u[(*i)++];
    return (UChar32)(0x10000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
}

static struct str fold_utf16(struct arena *a, const UChar *u, int32_t n)
{
    struct buf b = buf_in(a);
    bool gap = false;
    for (int32_t i = 0; i < n;) {
        UChar32 c = next(u, &i);
        if (is_dropped(c)) continue;
        if (!is_kept(c)) {
            gap = true;
            continue;
        }
        if (gap && b.n) buf_addc(&b, ' ');
        gap = false;
        put(&b, c);
    }
    return buf_str(&b);
}

enum { SMALL = 256 };

// Most texts fit the caller's array of SMALL; for others the arena gives.
static UChar *nfkd(struct arena *a, const UChar *u, int32_t n, UChar *small, int32_t *out_n)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *norm = unorm2_getNFKDInstance(&e);
    must(U_SUCCESS(e));
    *out_n = unorm2_normalize(norm, u, n, small, SMALL, &e);
    if (e != U_BUFFER_OVERFLOW_ERROR) {
        must(U_SUCCESS(e));
        return small;
    }
    e = U_ZERO_ERROR;
    int32_t cap = *out_n + 1;
    UChar *big = arena_array(a, (size_t)cap, sizeof *big);
    *out_n = unorm2_normalize(norm, u, n, big, cap, &e);
    must(U_SUCCESS(e));
    return big;
}

static struct str fold_unicode(struct arena *a, struct str s)
{
    must(s.n < INT32_MAX / 32);
    UChar in_small[SMALL], out_small[SMALL];
    UChar *in =
        s.n < SMALL ? in_small : arena_array(a, s.n + 1, sizeof *in); // UTF-16 is never longer
    int32_t n = 0, out_n = 0;
    UErrorCode e = U_ZERO_ERROR;
    u_strFromUTF8WithSub(in, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &e);
    must(U_SUCCESS(e));
    UChar *out = nfkd(a, in, n, out_small, &out_n);
    return fold_utf16(a, out, out_n);
}

static bool ascii_kept(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static struct str fold_ascii(struct arena *a, struct str s)
{
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!ascii_kept(c)) {
            gap = true;
            continue;
        }
        if (gap && n) to[n++] = ' ';
        gap = false;
        to[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){to, n};
}

struct str fold(struct arena *a, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return fold_unicode(a, s);
    return fold_ascii(a, s);
}

bool begins_capital(struct str word)
{
    size_t i = 0;
    UChar32 c = word.n ? (UChar32)utf8_next(word, &i) : 0;
    return u_isalpha(c) && !u_islower(c);
}
