#include "base/str.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"

struct str str_of(const char *cstr) { return (struct str){cstr, cstr ? strlen(cstr) : 0}; }

struct str str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (struct str){s.p ? s.p + from : NULL, to - from};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find(struct str s, struct str what, size_t from)
{
    if (what.n == 0) return from <= s.n ? from : s.n;
    if (from >= s.n) return s.n;
    const char *hit = memmem(s.p + from, s.n - from, what.p, what.n);
    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t str_chr(struct str s, char c, size_t from)
{
    if (from >= s.n) return s.n;
    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : s.n;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0])) s = str_sub(s, 1, s.n);
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

struct str str_cut(struct str s, char sep, struct str *rest)
{
    size_t at = str_chr(s, sep, 0);
    *rest = at < s.n ? str_sub(s, at + 1, s.n) : (struct str){0};
    if (at < s.n && rest->n == 0) rest->p = s.p + s.n;
    return str_sub(s, 0, at);
}

char *str_c(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}

struct str str_dup(struct arena *a, struct str s) { return (struct str){str_c(a, s), s.n}; }

bool str_int(struct str s, int64_t *out)
{
    bool neg = s.n && s.p[0] == '-';
    if (neg) s = str_sub(s, 1, s.n);
    if (!s.n || s.n > 19) return false;
    int64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, s.p[i] - '0', &v))
            return false;
    }
    *out = neg ? -v : v;
    return true;
}

// One row of the Levenshtein table at a time; names and codes are short, longer input is cut.
size_t str_distance(struct str a, struct str b, size_t limit)
{
    enum { MAX = 128 };
    if (a.n > MAX || b.n > MAX) return limit + 1;
    size_t row[MAX + 1];
    for (size_t j = 0; j <= b.n; j++) row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diag = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = diag + (a.p[i - 1] != b.p[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diag = row[j];
            row[j] = best;
        }
    }
    return row[b.n] <= limit ? row[b.n] : limit + 1;
}

// Bytes of the well-formed sequence at s[i], 0 where malformed (RFC 3629: no overlong form, no
// surrogate, nothing above U+10FFFF).
static size_t utf8_len(struct str s, size_t i, uint32_t *cp)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x80) return *cp = c, 1;
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (c < 0xC2 || c > 0xF4 || s.n - i < n) return 0;
    uint32_t v = c & (0xFFu >> (n + 1));
    for (size_t k = 1; k < n; k++) {
        unsigned char d = (unsigned char)s.p[i + k];
        if ((d & 0xC0) != 0x80) return 0;
        v = v << 6 | (d & 0x3F);
    }
    if ((n == 3 && v < 0x800) || (n == 4 && v < 0x10000) || v > 0x10FFFF) return 0;
    if (v >= 0xD800 && v <= 0xDFFF) return 0;
    *cp = v;
    return n;
}

size_t utf8_check(struct str s)
{
    uint32_t cp;
    size_t i = 0;
    while (i < s.n) {
        size_t n = utf8_len(s, i, &cp);
        if (!n) return i;
        i += n;
    }
    return s.n;
}

uint32_t utf8_next(struct str s, size_t *i)
{
    uint32_t cp = 0xFFFD;
    must(*i < s.n);
    size_t n = utf8_len(s, *i, &cp);
    *i += n ? n : 1;
    return cp;
}

size_t utf8_put(uint32_t cp, char *out)
{
    if (cp < 0x80) return out[0] = (char)cp, 1;
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48A) || (c >= 0x591 && c < 0x5C8) ||
           (c >= 0x610 && c < 0x61B) || (c >= 0x64B && c < 0x660) || c == 0x670 ||
           (c >= 0x200B && c < 0x2010) || (c >= 0x202A && c < 0x202F) ||
           (c >= 0x2066 && c < 0x206A) || (c >= 0xFE00 && c < 0xFE10) || c == 0xFEFF;
}

static bool is_wide(uint32_t c)
{
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) ||
           (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xF900 && c < 0xFB00) ||
           (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF61) ||
           (c >= 0x1F300 && c < 0x1F650) || (c >= 0x20000 && c < 0x40000);
}

size_t utf8_width(struct str s)
{
    size_t w = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        w += is_mark(c) ? 0 : is_wide(c) ? 2 : 1;
    }
    return w;
}

// Eight letters of ASCII at a time: lines of a megabyte are counted once for every fault in them.
static bool eight_ascii(struct str s, size_t i)
{
    uint64_t eight;
    if (i + sizeof eight > s.n) return false;
    memcpy(&eight, s.p + i, sizeof eight);
    return !(eight & 0x8080808080808080u);
}

size_t utf8_count(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (eight_ascii(s, i)) i += 8, n += 8;
        else utf8_next(s, &i), n++;
    }
    return n;
}

size_t utf8_skip(struct str s, size_t count)
{
    size_t i = 0;
    while (i < s.n && count) {
        if (count >= 8 && eight_ascii(s, i)) i += 8, count -= 8;
        else utf8_next(s, &i), count--;
    }
    return i;
}

size_t str_control(struct str s, size_t from)
{
    for (size_t i = from; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        unsigned char last = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return i;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0) return i;                   // U+0080 to U+009F
        if (c != 0xE2) continue;
        if ((next == 0x80 && last >= 0xAA && last <= 0xAE) || (next == 0x81 && last >= 0xA6 && last <= 0xA9)) return i;
    }
    return s.n;
}

struct str str_visible(struct arena *a, struct str s)
{
    size_t at = str_control(s, 0), from = 0;
    if (at == s.n) return s;
    struct buf b = buf_in(a);
    for (; at < s.n; at = str_control(s, from)) {
        buf_add(&b, str_sub(s, from, at));
        (void)utf8_next(s, &at);
        from = at;
    }
    buf_add(&b, str_sub(s, from, s.n));
    return buf_str(&b);
}
