// A register.db that was changed on disk: the input is a list of patches (3 bytes where, 1 byte what). Opening, reading
// and verifying must fail with an error or give something, never crash; and verify finds every change.
#include <fcntl.h>

#include "../tests/demo.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *forever;
static char *dir;
static struct str whole;

static void at_end(void)
{
    demo_remove(dir);
    arena_free(forever);
}

static void setup(void)
{
    struct err err = {0};
    forever = arena_new();
    dir = demo_register(forever);
    demo_load_demo(forever, dir);
    must(file_read(forever, strf(forever, "%s/register.db", dir).p, 1 << 26, &whole, &err));
    atexit(at_end);
}

static void ignore(void *arg, struct str what) { (void)arg, (void)what; }

static void read_everything(struct store *s, struct arena *a)
{
    struct err err = {0};
    struct view v;
    if (!view_init(&v, s, a, NULL, &err)) return;
    for (const struct type *t = store_vocab(s)->first; t; t = t->next) {
        struct ref r = {.type = t, .limit = -1};
        struct hits h;
        struct statements all;
        if (!query_list(&v, &r, &h, &err)) continue;
        for (size_t i = 0; i < h.n && i < 20; i++)
            if (!view_statements(&v, h.v[i].entity, &all, &err)) break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir) setup();
    ARENA a = arena_new();
    struct err err = {0};
    struct diags ds = diags_in(a);
    struct verify_report report;
    char *copy = str_c(a, whole);
    bool changed = false;
    for (size_t i = 0; i + 4 <= size && i < 256; i += 4) {
        size_t at = ((size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2]) % whole.n;
        copy[at] = (char)data[i + 3];
    }
    changed = memcmp(copy, whole.p, whole.n) != 0;
    must(file_write(a, strf(a, "%s/register.db", dir).p, (struct str){copy, whole.n}, &err));
    for (int level = 0; level <= VIS_SEALED; level += VIS_SEALED) {
        struct store *s = store_open(dir, STORE_READ, (enum visibility)level, &ds, &err);
        if (s) read_everything(s, a);
        store_close(s);
    }
    must(file_write(a, strf(a, "%s/register.db", dir).p, (struct str){copy, whole.n}, &err));
    if (store_verify(dir, ignore, NULL, &report, &err)) must(changed == (report.faults > 0));
    unlink(strf(a, "%s/register.db-wal", dir).p);
    unlink(strf(a, "%s/register.db-shm", dir).p);
    return 0;
}
