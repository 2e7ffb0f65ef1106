// Slices of text. A `struct str` borrows: it owns nothing and is not NUL-terminated.
// Text is UTF-8, checked where it enters the program (utf8_check) and nowhere else.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
    const char *p;
    size_t n;
};

// A literal as a slice.
#define S(lit) ((struct str){"" lit, sizeof(lit) - 1})
// Both arguments of a %.*s.
#define STR(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_of(const char *cstr); // NULL gives the empty slice
struct str str_sub(struct str s, size_t from, size_t to); // clamped to s
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b); // by bytes: <0, 0, >0
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
size_t str_find(struct str s, struct str what, size_t from); // s.n when absent
size_t str_chr(struct str s, char c, size_t from);           // s.n when absent
struct str str_trim(struct str s);                           // ASCII white space at both ends
// Cut s at the first `sep`: the piece before it; *rest is what follows (p NULL when there was none).
struct str str_cut(struct str s, char sep, struct str *rest);
struct str str_dup(struct arena *a, struct str s); // a copy, NUL-terminated behind its end
char *str_c(struct arena *a, struct str s);        // a NUL-terminated copy
bool str_int(struct str s, int64_t *out);          // all of s, decimal with optional '-'; false on overflow
size_t str_distance(struct str a, struct str b, size_t limit); // edit distance by bytes; > limit: limit + 1

static inline bool str_empty(struct str s) { return s.n == 0; }

// The next control character but tab and the ends of lines, or character that turns the direction of text (U+202A to
// U+202E, U+2066 to U+2069), from byte `from` on; s.n when there is none.
size_t str_control(struct str s, size_t from);
// s as a reader may be shown it: without those.
struct str str_visible(struct arena *a, struct str s);

// Length of the valid prefix of s; s.n when all of it is well-formed UTF-8 (RFC 3629).
size_t utf8_check(struct str s);
// The code point at s[*i] and *i moved behind it; 0xFFFD and one byte where malformed.
uint32_t utf8_next(struct str s, size_t *i);
// Writes cp to out (4 bytes of room), returns the count.
size_t utf8_put(uint32_t cp, char *out);
// Columns that s takes on a terminal: marks take none, wide East Asian two.
size_t utf8_width(struct str s);
// Code points in s.
size_t utf8_count(struct str s);
// Where the character behind the first `count` begins; s.n when there are no more.
size_t utf8_skip(struct str s, size_t count);
