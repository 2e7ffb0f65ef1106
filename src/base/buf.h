// A growing text in an arena, always NUL-terminated behind its end.
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include "base/str.h"

struct arena;

struct buf {
    struct arena *arena;
    char *p;
    size_t n, cap;
};

struct buf buf_in(struct arena *a);
void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_pad(struct buf *b, char c, size_t count);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
struct str buf_str(const struct buf *b); // valid until the next change

// printf into the arena.
struct str strf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
