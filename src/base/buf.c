#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"

struct buf buf_in(struct arena *a) { return (struct buf){.arena = a}; }

static char *room(struct buf *b, size_t n)
{
    if (b->n + n + 1 > b->cap)
        b->p = arena_grow(b->arena, b->p, &b->cap, b->n + n + 1 < 64 ? 64 : b->n + n + 1, 1);
    return b->p + b->n;
}

void buf_add(struct buf *b, struct str s)
{
    char *to = room(b, s.n);
    if (s.n) memcpy(to, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void buf_addc(struct buf *b, char c) { buf_add(b, (struct str){&c, 1}); }

void buf_pad(struct buf *b, char c, size_t count)
{
    memset(room(b, count), c, count);
    b->n += count;
    b->p[b->n] = 0;
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    char *to = room(b, 96);
    int n = vsnprintf(to, b->cap - b->n, fmt, ap);
    must(n >= 0);
    if ((size_t)n >= b->cap - b->n) {
        to = room(b, (size_t)n);
        must(vsnprintf(to, b->cap - b->n, fmt, again) == n);
    }
    va_end(again);
    b->n += (size_t)n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

struct str buf_str(const struct buf *b) { return (struct str){b->p ? b->p : "", b->n}; }

struct str strf(struct arena *a, const char *fmt, ...)
{
    struct buf b = buf_in(a);
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    return buf_str(&b);
}
