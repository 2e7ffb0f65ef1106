#include "web/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

enum { BUCKETS = 4096, LARGEST_PART = 8 }; // no answer takes more than an eighth

// One block: the struct, then the values of its fields and the body.
struct cached {
    struct cached *next;           // of the bucket
    struct cached *newer, *older;  // of the list; by use
    struct cache *cache;
    struct hash key;
    struct http_reply reply;
    size_t bytes;
    unsigned users;
    bool dropped;
};

struct cache {
    pthread_mutex_t mutex;
    struct cached *bucket[BUCKETS], *newest, *oldest;
    size_t limit;
    struct cache_counts counts;
};

struct cache *cache_new(size_t bytes)
{
    struct cache *c = calloc(1, sizeof *c);
    must(c && pthread_mutex_init(&c->mutex, NULL) == 0);
    c->limit = bytes;
    return c;
}

void cache_free(struct cache *c)
{
    if (!c) return;
    for (struct cached *x = c->newest, *older; x; x = older) {
        older = x->older;
        free(x);
    }
    pthread_mutex_destroy(&c->mutex);
    free(c);
}

static struct cached **place(struct cache *c, const struct hash *key)
{
    struct cached **p = &c->bucket[hash_short(key) % BUCKETS];
    while (*p && !hash_eq(&(*p)->key, key)) p = &(*p)->next;
    return p;
}

static void unlist(struct cache *c, struct cached *x)
{
    *(x->newer ? &x->newer->older : &c->newest) = x->older;
    *(x->older ? &x->older->newer : &c->oldest) = x->newer;
}

static void list_first(struct cache *c, struct cached *x)
{
    x->newer = NULL;
    x->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = x;
    c->newest = x;
}

static void drop(struct cache *c, struct cached *x)
{
    *place(c, &x->key) = x->next;
    unlist(c, x);
    c->counts.bytes -= x->bytes;
    c->counts.entries--;
    x->dropped = true;
    if (!x->users) free(x);
}

static void release(void *held)
{
    struct cached *x = held;
    struct cache *c = x->cache;
    must(pthread_mutex_lock(&c->mutex) == 0);
    bool last = --x->users == 0 && x->dropped;
    must(pthread_mutex_unlock(&c->mutex) == 0);
    if (last) free(x);
}

bool cache_get(struct cache *c, const struct hash *key, struct http_reply *out)
{
    must(pthread_mutex_lock(&c->mutex) == 0);
    struct cached *x = *place(c, key);
    if (x) {
        unlist(c, x);
        list_first(c, x);
        x->users++;
        *out = x->reply;
        out->done = release;
        out->held = x;
    }
    *(x ? &c->counts.hits : &c->counts.misses) += 1;
    must(pthread_mutex_unlock(&c->mutex) == 0);
    return x != NULL;
}

static struct cached *copy_of(struct cache *c, const struct hash *key, const struct http_reply *r, size_t bytes)
{
    struct cached *x = malloc(bytes);
    must(x);
    *x = (struct cached){.cache = c, .key = *key, .reply = *r, .bytes = bytes};
    x->reply.done = NULL;
    x->reply.held = NULL;
    char *p = (char *)(x + 1);
    for (size_t i = 0; i <= r->field_count; i++) {
        struct str *s = i < r->field_count ? &x->reply.fields[i].value : &x->reply.body;
        if (s->n) memcpy(p, s->p, s->n);
        s->p = p;
        p += s->n;
    }
    return x;
}

void cache_put(struct cache *c, const struct hash *key, const struct http_reply *r)
{
    size_t bytes = sizeof(struct cached) + r->body.n;
    for (size_t i = 0; i < r->field_count; i++) bytes += r->fields[i].value.n;
    if (bytes > c->limit / LARGEST_PART) return;
    struct cached *x = copy_of(c, key, r, bytes);
    must(pthread_mutex_lock(&c->mutex) == 0);
    struct cached **p = place(c, key);
    bool there = *p != NULL; // another thread was first
    if (!there) {
        *p = x;
        list_first(c, x);
        c->counts.bytes += bytes;
        c->counts.entries++;
        while (c->counts.bytes > c->limit) drop(c, c->oldest);
    }
    must(pthread_mutex_unlock(&c->mutex) == 0);
    if (there) free(x);
}

void cache_count(struct cache *c, struct cache_counts *out)
{
    must(pthread_mutex_lock(&c->mutex) == 0);
    *out = c->counts;
    must(pthread_mutex_unlock(&c->mutex) == 0);
}
