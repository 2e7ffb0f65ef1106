// Arena: memory that is given back all at once.
//
// Every request and every job has one arena and it dies with it. A function that allocates takes a
// `struct arena *`; one without it allocates nothing: that is the whole ownership rule.
//
//   chunk:  [next|size|used] ........used........ | ......free (poisoned under ASan)......
//
// Chunks double from 16 KB to 1 MB; a request larger than a chunk gets one of its own.
#pragma once
#include <stddef.h>

struct arena;

struct arena *arena_new(void);        // never NULL
void arena_free(struct arena *a);     // NULL is allowed
void arena_reset(struct arena *a);    // forget all, keep one chunk for the next use
size_t arena_size(const struct arena *a); // bytes obtained from the system

// n bytes, zeroed, aligned to 16. Never NULL.
void *arena_alloc(struct arena *a, size_t n);
// `count` things of `size` bytes; aborts when the product overflows.
void *arena_array(struct arena *a, size_t count, size_t size);
// Grow a vector: *cap at least `want` items of `size`; contents move, the old place stays valid.
void *arena_grow(struct arena *a, void *old, size_t *cap, size_t want, size_t size);

static inline void arena_cleanup(struct arena **a) { arena_free(*a); }
#define ARENA __attribute__((cleanup(arena_cleanup))) struct arena *
