// Answers that were made: by a hash of all that they depend on, bounded in bytes, the longest unused is dropped first. Used by
// several threads. An answer that is given out stays whole until it is released, dropped or not.
#pragma once
#include "base/hash.h"
#include "web/http.h"

struct cache;
struct cached;

struct cache *cache_new(size_t bytes);
void cache_free(struct cache *c);
// Fills the reply, which then holds the entry (reply.done releases it); false: not there.
bool cache_get(struct cache *c, const struct hash *key, struct http_reply *out);
void cache_put(struct cache *c, const struct hash *key, const struct http_reply *r); // copies; nothing when it is too large

struct cache_counts {
    uint64_t hits, misses, entries, bytes;
};
void cache_count(struct cache *c, struct cache_counts *out);
