// SHA-256 (FIPS 180-4) of contents, by libsodium: evidence files, statements, the chain of transactions.
// The same figure that `sha256sum` prints, so that a file can be checked without this program.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

struct hash {
    unsigned char b[32];
};

// Bytes fed piece by piece. Fields are length-prefixed (4 bytes, big-endian) so that no two different lists
// of fields give the same bytes.
struct hasher {
    _Alignas(16) unsigned char state[128];
};

struct hash hash_of(struct str bytes);
void hasher_init(struct hasher *h);
void hasher_raw(struct hasher *h, const void *p, size_t n);
void hasher_field(struct hasher *h, struct str s);
struct hash hasher_end(struct hasher *h);
struct str hash_hex(struct arena *a, const struct hash *h); // 64 lower-case digits
bool hash_eq(const struct hash *a, const struct hash *b);
uint64_t hash_short(const struct hash *h); // the first eight bytes, big-endian
