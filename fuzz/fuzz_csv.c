// CSV from any bytes, given in pieces of any size: every row ends, its cells lie inside it, lines only grow.
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

struct bytes {
    const unsigned char *p;
    size_t n, piece;
};

static bool more(void *arg, char *to, size_t room, size_t *got, struct err *err)
{
    struct bytes *b = arg;
    (void)err;
    *got = b->n < b->piece ? b->n : b->piece;
    must(*got <= room);
    if (*got) memcpy(to, b->p, *got);
    b->p += *got;
    b->n -= *got;
    return true;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (!size) return 0;
    ARENA a = arena_new();
    struct bytes b = {data + 1, size - 1, 1u + data[0]};
    struct csv *c = arena_alloc(a, sizeof *c);
    struct err err;
    const struct str *cells;
    size_t n;
    uint32_t line = 0;
    csv_open(c, a, S("fuzz"), more, &b);
    while (csv_next(c, &cells, &n, &err) && n) {
        size_t sum = 0;
        for (size_t i = 0; i < n; i++) sum += cells[i].n;
        must(sum == c->row.n);
        must(c->line > line);
        line = c->line;
    }
    return 0;
}
