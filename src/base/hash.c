#include "base/hash.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hasher *)0)->state), "room");

static crypto_hash_sha256_state *state(struct hasher *h)
{
    return (crypto_hash_sha256_state *)(void *)h->state;
}

struct hash hash_of(struct str bytes)
{
    struct hash h;
    must(crypto_hash_sha256(h.b, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n) == 0);
    return h;
}

void hasher_init(struct hasher *h) { must(crypto_hash_sha256_init(state(h)) == 0); }

void hasher_raw(struct hasher *h, const void *p, size_t n)
{
    if (n) must(crypto_hash_sha256_update(state(h), p, n) == 0);
}

void hasher_field(struct hasher *h, struct str s)
{
    must(s.n <= UINT32_MAX);
    unsigned char n[4] = {(unsigned char)(s.n >> 24), (unsigned char)(s.n >> 16),
                          (unsigned char)(s.n >> 8), (unsigned char)s.n};
    hasher_raw(h, n, sizeof n);
    hasher_raw(h, s.p, s.n);
}

struct hash hasher_end(struct hasher *h)
{
    struct hash out;
    must(crypto_hash_sha256_final(state(h), out.b) == 0);
    return out;
}

struct str hash_hex(struct arena *a, const struct hash *h)
{
    char *p = arena_alloc(a, 65);
    sodium_bin2hex(p, 65, h->b, sizeof h->b);
    return (struct str){p, 64};
}

bool hash_eq(const struct hash *a, const struct hash *b) { return memcmp(a->b, b->b, 32) == 0; }

uint64_t hash_short(const struct hash *h)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v = v << 8 | h->b[i];
    return v;
}
