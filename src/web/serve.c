#include "web/serve.h"

#include <libdeflate.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/html.h"
#include "base/must.h"
#include "store/db.h"
#include "web/cache.h"
#include "web/log.h"
#include "web/metrics.h"

enum { THREADS_MAX = 64, GZIP_LEVEL = 6, GZIP_LEAST = 256, GZIP_MOST = 8 << 20, ALWAYS_MAX = 16, GIVE_BACK = 256 << 10 };

// The files that a register is opened from; when one is another, it is opened again.
struct files {
    struct stat db, vocabulary;
};

// One worker's: used by one thread at a time.
struct worker {
    struct store *store;
    struct files files;
    struct libdeflate_compressor *gzip;
    struct worker *next;
};

struct server {
    struct serve_config c;
    struct arena *arena; // as long as the server
    struct site site;
    const char *db_path, *vocabulary_path;
    struct http_field always[ALWAYS_MAX];
    size_t always_count;
    struct worker workers[THREADS_MAX], *idle;
    pthread_mutex_t mutex; // of idle
    pthread_cond_t returned;
    struct cache *cache;
    struct http *http, *metrics_http;
    struct metrics metrics;
    _Atomic uint64_t generation; // counts changes of the register that no transaction tells of
    _Atomic int64_t tx;
};

// ---- limits

bool serve_limits(const char *text, struct serve_limits *out, struct err *err)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    *out = (struct serve_limits){.head_ms = 10000, .answer_ms = 30000, .connections = 1024, .per_address = 64, .cache_bytes = 32 << 20,
                                 .threads = cpus < 2 ? 2 : cpus > 8 ? 8 : (size_t)cpus};
    struct str rest = str_of(text);
    while (rest.n) {
        struct str value, item = str_cut(rest, ' ', &rest), name = str_cut(item, '=', &value);
        int64_t n;
        if (!item.n) continue;
        if (!str_int(value, &n) || n < 1 || n > 1 << 30) return err_set(err, ERR_USAGE, "HABEAS_SERVE_LIMITS: %.*s is no limit", STR(item));
        if (str_eq(name, S("head"))) out->head_ms = n;
        else if (str_eq(name, S("answer"))) out->answer_ms = n;
        else if (str_eq(name, S("connections"))) out->connections = (size_t)n;
        else if (str_eq(name, S("per-address"))) out->per_address = (size_t)n, out->strict = true;
        else if (str_eq(name, S("threads")) && n <= THREADS_MAX) out->threads = (size_t)n;
        else if (str_eq(name, S("cache"))) out->cache_bytes = (size_t)n;
        else return err_set(err, ERR_USAGE, "HABEAS_SERVE_LIMITS: there is no limit %.*s", STR(name));
    }
    return true;
}

// ---- workers

static void look_at(const struct server *s, struct files *out)
{
    *out = (struct files){0};
    if (stat(s->db_path, &out->db) != 0) out->db = (struct stat){0};
    if (stat(s->vocabulary_path, &out->vocabulary) != 0) out->vocabulary = (struct stat){0};
}

static bool same_files(const struct files *a, const struct files *b)
{
    return a->db.st_ino == b->db.st_ino && a->db.st_dev == b->db.st_dev && a->vocabulary.st_ino == b->vocabulary.st_ino &&
           a->vocabulary.st_size == b->vocabulary.st_size && a->vocabulary.st_mtim.tv_sec == b->vocabulary.st_mtim.tv_sec &&
           a->vocabulary.st_mtim.tv_nsec == b->vocabulary.st_mtim.tv_nsec;
}

static bool open_store(struct server *s, struct worker *w, struct err *err)
{
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    store_close(w->store);
    look_at(s, &w->files);
    w->store = store_open(s->c.dir, STORE_READ, VIS_PUBLIC, &ds, err);
    return w->store != NULL;
}

static struct worker *take_worker(struct server *s)
{
    must(pthread_mutex_lock(&s->mutex) == 0);
    while (!s->idle) must(pthread_cond_wait(&s->returned, &s->mutex) == 0); // there are as many as threads
    struct worker *w = s->idle;
    s->idle = w->next;
    must(pthread_mutex_unlock(&s->mutex) == 0);
    return w;
}

static void return_worker(struct server *s, struct worker *w)
{
    must(pthread_mutex_lock(&s->mutex) == 0);
    w->next = s->idle;
    s->idle = w;
    must(pthread_cond_signal(&s->returned) == 0);
    must(pthread_mutex_unlock(&s->mutex) == 0);
}

static bool refresh(struct server *s, struct worker *w, struct err *err)
{
    struct files now;
    look_at(s, &now);
    if (w->store && same_files(&now, &w->files)) return true;
    s->generation++;
    s->metrics.reopened++;
    return open_store(s, w, err);
}

static bool state_of(struct server *s, struct worker *w, int64_t *tx, struct err *err)
{
    bool changed;
    int64_t before = s->tx;
    if (!store_state(w->store, tx, &changed, err)) return false;
    if (changed && *tx == before) s->generation++; // another worker has seen the transaction, or there was none
    s->tx = *tx;
    return true;
}

// ---- what every answer has

static void always(struct server *s, const char *name, struct str value)
{
    must(s->always_count < ALWAYS_MAX);
    if (value.n) s->always[s->always_count++] = (struct http_field){name, value};
}

static void prepare_fields(struct server *s)
{
    const struct settings *set = s->c.settings;
    always(s, "Content-Security-Policy", S("default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
                                           "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"));
    always(s, "X-Content-Type-Options", S("nosniff"));
    always(s, "Referrer-Policy", S("same-origin"));
    always(s, "Cross-Origin-Opener-Policy", S("same-origin"));
    always(s, "Cross-Origin-Resource-Policy", S("same-origin"));
    always(s, "Cross-Origin-Embedder-Policy", S("require-corp"));
    always(s, "Permissions-Policy", S("camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"));
    always(s, "X-Frame-Options", S("DENY"));
    if (str_starts(set->origin, S("https://"))) always(s, "Strict-Transport-Security", S("max-age=63072000; includeSubDomains"));
    if (str_starts(set->origin, S("https://"))) always(s, "Onion-Location", set->onion);
}

// ---- the answer

static bool path_has_language(struct str path)
{
    struct str rest, first = str_cut(str_sub(path, 1, path.n), '/', &rest);
    for (size_t i = 0; i < site_lang_count; i++)
        if (str_eq(site_langs[i], first)) return true;
    return false;
}

// RFC 9110 §12.5.3: gzip is named with a weight above 0, or everything is.
static bool wants_gzip(struct str accept)
{
    bool any = false;
    while (accept.n) {
        struct str weight, item = str_trim(str_cut(accept, ',', &accept)), name = str_trim(str_cut(item, ';', &weight));
        weight = str_trim(weight);
        bool yes = true;
        if (str_starts(weight, S("q=0"))) {
            yes = false;
            for (size_t i = 3; i < weight.n; i++) yes = yes || (weight.p[i] >= '1' && weight.p[i] <= '9');
        }
        if (str_eq(name, S("gzip"))) return yes;
        if (str_eq(name, S("*"))) any = yes;
    }
    return any;
}

static bool is_text(struct str type)
{
    return str_starts(type, S("text/")) || str_starts(type, S("application/json")) || str_starts(type, S("application/ld+json")) ||
           str_find(type, S("xml"), 0) < type.n || str_find(type, S("json"), 0) < type.n;
}

static bool compress(struct worker *w, struct arena *a, struct str *body)
{
    if (body->n < GZIP_LEAST || body->n > GZIP_MOST) return false;
    size_t room = libdeflate_gzip_compress_bound(w->gzip, body->n);
    char *to = arena_alloc(a, room);
    size_t n = libdeflate_gzip_compress(w->gzip, body->p, body->n, to, room);
    if (!n || n >= body->n) return false;
    *body = (struct str){to, n};
    return true;
}

// RFC 9110 §5.6.7, of RFC 7089's Memento-Datetime.
static struct str http_date(struct arena *a, struct instant t)
{
    static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct day d = instant_day(t);
    struct ymd ymd = day_ymd(d);
    int64_t s = t.us / 1000000 - (int64_t)d.n * 86400;
    return strf(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[day_weekday(d) - 1], ymd.day, months[ymd.month - 1], (int)ymd.year,
                (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

// RFC 8187
static struct str disposition(struct arena *a, struct str file)
{
    struct buf b = buf_in(a);
    buf_add(&b, S("attachment; filename*=UTF-8''"));
    for (size_t i = 0; i < file.n; i++) {
        unsigned char c = (unsigned char)file.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
        if (plain) buf_addc(&b, (char)c);
        else buf_addf(&b, "%%%02X", c);
    }
    return buf_str(&b);
}

static void dress(struct worker *w, struct arena *a, const struct http_request *q, struct answer *x, bool gzip, struct http_reply *r)
{
    bool text = is_text(x->type), negotiated = !path_has_language(q->path) && !x->immutable;
    struct hash h = hash_of(x->body);
    r->status = x->status;
    r->body = x->body;
    bool packed = text && gzip && compress(w, a, &r->body);
    http_field(r, "Content-Type", x->type);
    http_field(r, "Content-Language", x->lang);
    http_field(r, "Content-Encoding", packed ? S("gzip") : S(""));
    http_field(r, "Vary", negotiated && text ? S("Accept-Encoding, Accept-Language") : negotiated ? S("Accept-Language") : text ? S("Accept-Encoding") : S(""));
    http_field(r, "Location", x->location);
    http_field(r, "Cache-Control", x->status >= 400 ? S("no-store")
                                   : x->immutable   ? S("public, max-age=31536000, immutable")
                                                    : S("public, max-age=300, stale-if-error=604800"));
    if (x->status == 200) http_field(r, "ETag", strf(a, "\"%.32s%s\"", hash_hex(a, &h).p, packed ? "-gz" : ""));
    if (x->known.us) http_field(r, "Memento-Datetime", http_date(a, x->known));
    if (x->file.n) {
        http_field(r, "Content-Disposition", disposition(a, x->file));
        http_field(r, "Content-Security-Policy", S("sandbox; default-src 'none'"));
    }
}

static void not_modified(const struct http_request *q, struct http_reply *r)
{
    struct str tag = http_reply_field(r, "ETag"), rest = q->if_none_match;
    bool match = false;
    if (!tag.n || r->status != 200) return;
    while (rest.n && !match) {
        struct str item = str_trim(str_cut(rest, ',', &rest));
        if (str_starts(item, S("W/"))) item = str_sub(item, 2, item.n); // compared weakly, RFC 9110 §13.1.2
        match = str_eq(item, tag) || str_eq(item, S("*"));
    }
    if (!match) return;
    size_t kept = 0;
    for (size_t i = 0; i < r->field_count; i++)
        if (strncmp(r->fields[i].name, "Content-", 8) != 0) r->fields[kept++] = r->fields[i];
    r->field_count = kept;
    r->status = 304;
    r->body = S("");
}

static void failed(struct server *s, struct arena *a, const struct err *err, struct http_reply *r)
{
    struct buf b = buf_in(a);
    bool busy = err->code == ERR_BUSY;
    s->metrics.failed++;
    log_event("event=failure kind=%d", (int)err->code);
    html_lit(&b, "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
    html_text(&b, str_of(http_phrase(busy ? 503 : 500)));
    html_lit(&b, "</title><meta name=\"viewport\" content=\"width=device-width\"></head>\n<body>\n<h1>The register cannot be read</h1>\n"
                 "<p>That is a fault at this end. Try again in a while.</p>\n</body>\n</html>\n");
    *r = (struct http_reply){.status = busy ? 503 : 500, .body = buf_str(&b)};
    http_field(r, "Content-Type", S("text/html; charset=utf-8"));
    http_field(r, "Content-Language", S("en"));
    http_field(r, "Cache-Control", S("no-store"));
    if (busy) http_field(r, "Retry-After", S("5"));
}

static struct hash key_of(const struct http_request *q, const struct request *w, int64_t tx, uint64_t generation, bool gzip)
{
    const int64_t numbers[] = {tx, (int64_t)generation, instant_day(w->now).n, gzip};
    struct hasher h;
    hasher_init(&h);
    hasher_field(&h, (struct str){(const char *)numbers, sizeof numbers});
    hasher_field(&h, q->path);
    hasher_field(&h, q->query);
    hasher_field(&h, path_has_language(q->path) ? S("") : site_language(q->accept_language));
    return hasher_end(&h);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool make(struct server *s, struct worker *w, struct arena *a, const struct http_request *q, struct http_reply *r, struct err *err)
{
    struct request ask = {.path = q->path, .query = q->query, .accept_language = q->accept_language,
                          .now = s->c.clock ? *s->c.clock : instant_now()};
    struct answer x;
    int64_t tx, start = now_us();
    bool gzip = wants_gzip(q->accept_encoding);
    if (!refresh(s, w, err)) return false;
    HELD held = db_hold(store_db(w->store)); // the state and the answer are of one moment
    if (!state_of(s, w, &tx, err)) return false;
    struct hash key = key_of(q, &ask, tx, s->generation, gzip);
    if (cache_get(s->cache, &key, r)) return true;
    if (!site_answer(&s->site, w->store, a, &ask, &x, err)) return false;
    dress(w, a, q, &x, gzip, r);
    if (x.status < 400) cache_put(s->cache, &key, r);
    metrics_made(&s->metrics, now_us() - start);
    return true;
}

static bool healthy(struct server *s, struct worker *w, struct err *err)
{
    int64_t tx;
    if (!refresh(s, w, err)) return false;
    HELD held = db_hold(store_db(w->store));
    return state_of(s, w, &tx, err);
}

static void handle(void *arg, struct arena *a, const struct http_request *q, struct http_reply *r)
{
    struct server *s = arg;
    struct err err = {0};
    struct worker *w = take_worker(s);
    bool health = str_eq(q->path, S("/healthz"));
    bool good = health ? healthy(s, w, &err) : make(s, w, a, q, r, &err);
    return_worker(s, w);
    if (!good) {
        failed(s, a, &err, r);
    } else if (health) {
        *r = (struct http_reply){.status = 200, .body = S("ok\n")};
        http_field(r, "Content-Type", S("text/plain; charset=utf-8"));
        http_field(r, "Cache-Control", S("no-store"));
    }
    not_modified(q, r);
    metrics_answer(&s->metrics, r->status);
}

static void handle_metrics(void *arg, struct arena *a, const struct http_request *q, struct http_reply *r)
{
    struct server *s = arg;
    struct http_counts http;
    struct cache_counts cache;
    struct buf b = buf_in(a);
    bool there = str_eq(q->path, S("/metrics")) || str_eq(q->path, S("/"));
    http_count(s->http, &http);
    cache_count(s->cache, &cache);
    if (there) metrics_write(&b, &s->metrics, &http, &cache, s->tx);
    *r = (struct http_reply){.status = there ? 200 : 404, .body = buf_str(&b)};
    http_field(r, "Content-Type", S("text/plain; version=0.0.4; charset=utf-8"));
    http_field(r, "Cache-Control", S("no-store"));
}

// ---- beginning and end

static void server_free(struct server *s)
{
    for (size_t i = 0; i < s->c.limits.threads; i++) {
        store_close(s->workers[i].store);
        if (s->workers[i].gzip) libdeflate_free_compressor(s->workers[i].gzip);
    }
    cache_free(s->cache);
    pthread_mutex_destroy(&s->mutex);
    pthread_cond_destroy(&s->returned);
    arena_free(s->arena);
    free(s);
}

struct server *server_new(const struct serve_config *c, struct err *err)
{
    if (!http_load(err)) return NULL;
    // A large page's memory goes back to the system with it; the C library would learn to keep it, for each thread.
    mallopt(M_MMAP_THRESHOLD, GIVE_BACK);
    struct server *s = calloc(1, sizeof *s);
    must(s && pthread_mutex_init(&s->mutex, NULL) == 0 && pthread_cond_init(&s->returned, NULL) == 0);
    s->c = *c;
    s->arena = arena_new();
    s->cache = cache_new(c->limits.cache_bytes);
    s->db_path = strf(s->arena, "%s/register.db", c->dir).p;
    s->vocabulary_path = strf(s->arena, "%s/vocabulary.yaml", c->dir).p;
    s->site = (struct site){.edition = EDITION_LIVE, .title = c->settings->title, .origin = c->settings->origin};
    site_init(&s->site, s->arena);
    prepare_fields(s);
    for (size_t i = 0; i < c->limits.threads; i++) {
        struct worker *w = &s->workers[i];
        w->gzip = libdeflate_alloc_compressor(GZIP_LEVEL);
        must(w->gzip);
        w->next = s->idle;
        s->idle = w;
        if (open_store(s, w, err)) continue;
        server_free(s);
        return NULL;
    }
    return s;
}

bool server_start(struct server *s, struct err *err)
{
    const struct serve_limits *l = &s->c.limits;
    struct http_config site = {.listeners = s->c.listeners, .listener_count = s->c.listener_count, .threads = l->threads,
                               .connections = l->connections, .per_address = l->per_address, .strict = l->strict, .head_ms = l->head_ms,
                               .answer_ms = l->answer_ms, .always = s->always, .always_count = s->always_count, .handler = handle, .arg = s};
    struct http_config metrics = site;
    s->http = http_start(&site, err);
    if (!s->http || s->c.metrics < 0) return s->http != NULL;
    metrics.listeners = &s->c.metrics;
    metrics.listener_count = 1;
    metrics.threads = 1;
    metrics.handler = handle_metrics;
    s->metrics_http = http_start(&metrics, err);
    return s->metrics_http != NULL;
}

void server_stop(struct server *s)
{
    http_stop(s->metrics_http, 1000); // first, since it asks the other
    http_stop(s->http, s->c.limits.answer_ms);
    server_free(s);
}
