// Foreign bytes as the body of a letter: what suggest links must stand, and the letter must read as before.
#include "../tests/demo.h"
#include "base/buf.h"
#include "letter/suggest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *forever;
static char *dir;
static struct store *store;

static void at_end(void)
{
    store_close(store);
    demo_remove(dir);
    arena_free(forever);
}

static void setup(void)
{
    struct err err = {0};
    forever = arena_new();
    struct diags ds = diags_in(forever);
    dir = demo_register(forever);
    demo_load_demo(forever, dir);
    store = store_open(dir, STORE_READ, VIS_PUBLIC, &ds, &err);
    must(store);
    atexit(at_end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir) setup();
    ARENA a = arena_new();
    struct err err = {0};
    struct diags ds = diags_in(a);
    struct view v;
    struct letter l;
    struct suggestions s;
    struct str linked;
    size_t n = 0;
    struct buf b = buf_in(a);
    must(view_init(&v, store, a, NULL, &err));
    buf_add(&b, S("---\ntitle: x\nlanguage: en\ndate: 2018-07-18\n---\n\nIlgar Mammadov\n\n"));
    buf_add(&b, (struct str){(const char *)data, size});
    struct source_text file = {S("fuzz"), buf_str(&b)};
    letter_parse(a, &file, &l, &ds);
    must(suggest_find(&l, &v, &s, &err));
    for (size_t i = 0; i < s.n; i++) must(s.v[i].at + s.v[i].n <= file.text.n && s.v[i].at >= l.body_at);
    suggest_apply(&l, &s, &linked, &n);
    must((n == 0) == str_eq(linked, file.text));
    letter_free(&l);
    return 0;
}
