#include "base/packed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "base/yaml.h"

enum { PLAIN = 4 };

static void pack_number(struct buf *out, size_t n)
{
    for (; n > 127; n >>= 7) buf_addc(out, (char)(n | 128));
    buf_addc(out, (char)n);
}

static void pack_text(struct buf *out, struct str s)
{
    pack_number(out, s.n);
    buf_add(out, s);
    buf_addc(out, 0);
}

void node_pack(struct buf *out, const struct node *n)
{
    buf_addc(out, (char)(n->kind | (n->plain ? PLAIN : 0)));
    pack_text(out, n->key);
    pack_number(out, n->key_pos.line);
    pack_number(out, n->key_pos.col);
    pack_number(out, n->pos.line);
    pack_number(out, n->pos.col);
    if (n->kind == NODE_SCALAR) {
        pack_text(out, n->text);
        return;
    }
    pack_number(out, n->count);
    for (const struct node *c = n->first; c; c = c->next) node_pack(out, c);
}

static size_t number(const char **p)
{
    size_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned char c = (unsigned char)*(*p)++;
        n |= (size_t)(c & 127) << shift;
        if (c < 128) return n;
    }
}

static struct str text(const char **p)
{
    size_t n = number(p);
    struct str s = {*p, n};
    *p += n + 1;
    return s;
}

static struct pos place(const char **p)
{
    struct pos at = {.line = (uint32_t)number(p)};
    at.col = (uint32_t)number(p);
    return at;
}

static void unpack(struct arena *a, const char **p, struct node *n)
{
    unsigned char kind = (unsigned char)*(*p)++;
    n->kind = kind & 3;
    n->plain = kind & PLAIN;
    n->key = text(p);
    n->key_pos = place(p);
    n->pos = place(p);
    if (n->kind == NODE_SCALAR) {
        n->text = text(p);
        return;
    }
    n->count = (uint32_t)number(p);
    if (!n->count) return;
    struct node *children = n->first = arena_array(a, n->count, sizeof *children);
    for (uint32_t i = 0; i < n->count; i++) {
        if (i) children[i - 1].next = &children[i];
        unpack(a, p, &children[i]);
    }
}

struct node *node_unpack(struct arena *a, struct str packed)
{
    const char *p = packed.p;
    struct node *root = arena_alloc(a, sizeof *root);
    unpack(a, &p, root);
    must(p == packed.p + packed.n);
    return root;
}
