#include "site/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

void manifest_add(struct arena *a, struct manifest *m, struct str path, const struct hash *h)
{
    m->v = arena_grow(a, m->v, &m->cap, m->n + 1, sizeof *m->v);
    m->v[m->n++] = (struct manifest_file){path, *h};
}

static int by_path(const void *a, const void *b) { return str_cmp(((const struct manifest_file *)a)->path, ((const struct manifest_file *)b)->path); }

void manifest_sort(struct manifest *m)
{
    if (m->n) qsort(m->v, m->n, sizeof *m->v, by_path);
}

const struct manifest_file *manifest_find(const struct manifest *m, struct str path)
{
    struct manifest_file key = {.path = path};
    return m->n ? bsearch(&key, m->v, m->n, sizeof key, by_path) : NULL;
}

struct str manifest_write(struct arena *a, const struct manifest *m)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < m->n; i++) {
        const unsigned char *h = m->v[i].hash.b;
        char hex[64];
        for (size_t k = 0; k < 32; k++) {
            hex[2 * k] = "0123456789abcdef"[h[k] >> 4];
            hex[2 * k + 1] = "0123456789abcdef"[h[k] & 15];
        }
        buf_add(&b, (struct str){hex, 64});
        buf_add(&b, S("  "));
        buf_add(&b, m->v[i].path);
        buf_addc(&b, '\n');
    }
    return buf_str(&b);
}

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static bool good_path(struct str path)
{
    if (!path.n || path.n > 1000 || path.p[0] == '/' || path.p[path.n - 1] == '/' || str_control(path, 0) < path.n) return false;
    for (struct str rest = path; rest.p;) {
        struct str part = str_cut(rest, '/', &rest);
        if (!part.n || part.p[0] == '.') return false; // nothing above, nothing hidden
    }
    return true;
}

static bool read_line(struct str line, struct manifest_file *out)
{
    if (line.n < 67 || line.p[64] != ' ' || line.p[65] != ' ') return false;
    for (size_t i = 0; i < 32; i++) {
        int hi = digit(line.p[2 * i]), lo = digit(line.p[2 * i + 1]);
        if (hi < 0 || lo < 0) return false;
        out->hash.b[i] = (unsigned char)(hi * 16 + lo);
    }
    out->path = str_sub(line, 66, line.n);
    return good_path(out->path);
}

bool manifest_read(struct arena *a, struct str text, struct manifest *out, struct err *err)
{
    *out = (struct manifest){0};
    for (size_t number = 1; text.n; number++) {
        struct manifest_file f;
        struct str line = str_cut(text, '\n', &text);
        if (!read_line(line, &f)) return err_set(err, ERR_INPUT, "MANIFEST: line %zu is no hash and path", number);
        if (out->n && str_cmp(out->v[out->n - 1].path, f.path) >= 0)
            return err_set(err, ERR_INPUT, "MANIFEST: line %zu is not in order", number);
        manifest_add(a, out, f.path, &f.hash);
    }
    return true;
}

struct str manifest_note_write(struct arena *a, const struct manifest_note *n)
{
    return strf(a, "habeas site=%.*s seq=%lld time=%.*s prev=%.*s withheld=%lld,%lld,%lld", STR(n->site.n ? n->site : S("-")), (long long)n->seq,
                STR(instant_text(a, n->time)), STR(n->prev.n ? n->prev : S("-")), (long long)n->withheld[1], (long long)n->withheld[2],
                (long long)n->withheld[3]);
}

bool manifest_note_read(struct str text, struct manifest_note *out)
{
    bool seq = false, time = false;
    *out = (struct manifest_note){0};
    if (!str_starts(text, S("habeas "))) return false;
    while (text.n) {
        struct str value, word = str_cut(text, ' ', &text), key = str_cut(word, '=', &value);
        if (str_eq(key, S("site"))) out->site = value;
        if (str_eq(key, S("prev"))) out->prev = value;
        if (str_eq(key, S("seq"))) seq = str_int(value, &out->seq) && out->seq > 0;
        if (str_eq(key, S("time"))) time = instant_parse(value, &out->time);
        for (int level = 1; str_eq(key, S("withheld")) && level < 4; level++)
            if (!str_int(str_cut(value, ',', &value), &out->withheld[level])) return false;
    }
    return seq && time;
}
