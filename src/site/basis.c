#include "site/basis.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

static const char magic[] = "habeas basis 1\n";
enum { FLAG_ALL = 1, FLAG_DAY = 2, HASH_BYTES = sizeof(struct hash) };

const char *basis_path(struct arena *a, const char *dir, const char *out)
{
    char *real = realpath(out, NULL);
    struct hash h = hash_of(str_of(real ? real : out));
    free(real);
    return strf(a, "%s/published/%.16s", dir, hash_hex(a, &h).p).p;
}

// ---- writing

static int by_name(const void *a, const void *b)
{
    const struct basis_job *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

static void put_number(struct buf *b, uint64_t x)
{
    char bytes[8];
    for (int i = 0; i < 8; i++, x >>= 8) bytes[i] = (char)(x & 0xff);
    buf_add(b, (struct str){bytes, sizeof bytes});
}

static void put_text(struct buf *b, struct str s)
{
    put_number(b, s.n);
    buf_add(b, s);
}

static void put_hash(struct buf *b, const struct hash *h) { buf_add(b, (struct str){(const char *)h->b, HASH_BYTES}); }

struct str basis_write(struct arena *a, struct basis *b)
{
    struct buf out = buf_in(a);
    if (b->n) qsort(b->v, b->n, sizeof *b->v, by_name);
    buf_add(&out, str_of(magic));
    put_hash(&out, &b->whole);
    put_hash(&out, &b->manifest);
    put_number(&out, (uint64_t)b->tx);
    put_number(&out, (uint64_t)b->day);
    put_number(&out, b->n);
    for (size_t i = 0; i < b->n; i++) {
        const struct basis_job *j = &b->v[i];
        put_text(&out, j->name);
        put_number(&out, (j->reads.all ? FLAG_ALL : 0u) | (j->reads.day ? FLAG_DAY : 0u));
        put_number(&out, j->reads.n);
        for (size_t k = 0; k < j->reads.n; k++) put_number(&out, j->reads.v[k]);
        put_number(&out, j->file_count);
        for (size_t k = 0; k < j->file_count; k++) {
            put_text(&out, j->files[k].path);
            put_number(&out, (uint64_t)j->files[k].size);
            put_number(&out, (uint64_t)j->files[k].time);
        }
    }
    struct hash h = hash_of(buf_str(&out));
    put_hash(&out, &h);
    return buf_str(&out);
}

// ---- reading

struct cursor {
    struct str rest;
    bool good;
};

static struct str take(struct cursor *c, uint64_t n)
{
    if (!c->good || n > c->rest.n) return c->good = false, (struct str){0};
    struct str s = str_sub(c->rest, 0, (size_t)n);
    c->rest = str_sub(c->rest, (size_t)n, c->rest.n);
    return s;
}

static uint64_t number(struct cursor *c)
{
    struct str s = take(c, 8);
    uint64_t x = 0;
    for (size_t i = s.n; i-- > 0;) x = x << 8 | (unsigned char)s.p[i];
    return x;
}

// How many follow, each of at least `size` bytes: no more than there are bytes for.
static size_t count(struct cursor *c, size_t size)
{
    uint64_t n = number(c);
    if (n > c->rest.n / size) return c->good = false, 0;
    return (size_t)n;
}

static struct str text(struct cursor *c) { return take(c, number(c)); }

static struct hash hash(struct cursor *c)
{
    struct hash h = {0};
    struct str s = take(c, HASH_BYTES);
    if (s.n) memcpy(h.b, s.p, s.n);
    return h;
}

static void read_job(struct arena *a, struct cursor *c, struct basis_job *j)
{
    j->name = text(c);
    uint64_t flags = number(c);
    j->reads = (struct reads){.all = (flags & FLAG_ALL) != 0, .day = (flags & FLAG_DAY) != 0, .n = count(c, 8)};
    j->reads.v = arena_array(a, j->reads.n, sizeof *j->reads.v);
    for (size_t k = 0; k < j->reads.n; k++) j->reads.v[k] = number(c);
    j->file_count = count(c, 24);
    j->files = arena_array(a, j->file_count, sizeof *j->files);
    for (size_t k = 0; k < j->file_count; k++) {
        j->files[k].path = text(c);
        j->files[k].size = (int64_t)number(c);
        j->files[k].time = (int64_t)number(c);
    }
}

bool basis_read(struct arena *a, struct str bytes, struct basis *out)
{
    *out = (struct basis){0};
    if (bytes.n < sizeof magic - 1 + HASH_BYTES || !str_starts(bytes, str_of(magic))) return false;
    struct cursor end = {str_sub(bytes, bytes.n - HASH_BYTES, bytes.n), true};
    struct cursor c = {str_sub(bytes, sizeof magic - 1, bytes.n - HASH_BYTES), true};
    struct hash want = hash(&end), have = hash_of(str_sub(bytes, 0, bytes.n - HASH_BYTES));
    if (!hash_eq(&want, &have)) return false;
    out->whole = hash(&c);
    out->manifest = hash(&c);
    out->tx = (int64_t)number(&c);
    out->day = (int64_t)number(&c);
    out->n = count(&c, 32);
    out->v = arena_array(a, out->n, sizeof *out->v);
    for (size_t i = 0; i < out->n && c.good; i++) read_job(a, &c, &out->v[i]);
    for (size_t i = 1; i < out->n && c.good; i++) c.good = str_cmp(out->v[i - 1].name, out->v[i].name) < 0;
    return c.good && !c.rest.n;
}

const struct basis_job *basis_job(const struct basis *b, struct str name)
{
    struct basis_job key = {.name = name};
    return b->n ? bsearch(&key, b->v, b->n, sizeof *b->v, by_name) : NULL;
}
