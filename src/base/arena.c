#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/must.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
enum { REDZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { REDZONE = 0 };
#endif

enum { ALIGN = 16, FIRST = 16 << 10, LARGEST = 1 << 20 };

struct chunk {
    struct chunk *next;
    size_t size, used;
    _Alignas(ALIGN) unsigned char mem[];
};

struct arena {
    struct chunk *top;
    size_t total, next_size;
};

static struct chunk *chunk_new(struct arena *a, size_t n)
{
    must(n < SIZE_MAX / 2);
    struct chunk *c = malloc(sizeof *c + n);
    must(c);
    c->size = n;
    c->used = 0;
    POISON(c->mem, n);
    a->total += sizeof *c + n;
    return c;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    must(a);
    a->next_size = FIRST;
    return a;
}

static void chunks_free(struct chunk *c)
{
    while (c) {
        struct chunk *next = c->next;
        UNPOISON(c->mem, c->size);
        free(c);
        c = next;
    }
}

void arena_free(struct arena *a)
{
    if (!a) return;
    chunks_free(a->top);
    free(a);
}

void arena_reset(struct arena *a)
{
    struct chunk *keep = a->top;
    if (!keep) return;
    chunks_free(keep->next);
    keep->next = NULL;
    keep->used = 0;
    POISON(keep->mem, keep->size);
    a->total = sizeof *keep + keep->size;
}

size_t arena_size(const struct arena *a) { return a->total; }

void *arena_alloc(struct arena *a, size_t n)
{
    must(n < SIZE_MAX / 4);
    size_t need = ((n ? n : 1) + REDZONE + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    struct chunk *c = a->top;
    if (!c || c->size - c->used < need) {
        if (need > a->next_size / 2) { // its own chunk, behind the one in use
            struct chunk *own = chunk_new(a, need);
            own->next = c ? c->next : NULL;
            if (c)
                c->next = own;
            else
                a->top = own;
            own->used = need;
            UNPOISON(own->mem, n);
            return memset(own->mem, 0, n);
        }
        c = chunk_new(a, a->next_size);
        c->next = a->top;
        a->top = c;
        if (a->next_size < LARGEST) a->next_size *= 2;
    }
    void *p = c->mem + c->used;
    c->used += need;
    UNPOISON(p, n);
    return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t n = 0;
    must(!__builtin_mul_overflow(count, size, &n));
    return arena_alloc(a, n);
}

void *arena_grow(struct arena *a, void *old, size_t *cap, size_t want, size_t size)
{
    if (want <= *cap) return old;
    size_t n = *cap ? *cap : 8;
    while (n < want) n *= 2;
    void *p = arena_array(a, n, size);
    if (*cap) memcpy(p, old, *cap * size);
    *cap = n;
    return p;
}
