// A letter of foreign bytes, parsed, checked against the demo register and written in all formats.
#include "../tests/demo.h"
#include "base/buf.h"
#include "letter/letter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *forever;
static char *dir;
static struct store *public_store, *desk_store;

static void at_end(void)
{
    store_close(public_store);
    store_close(desk_store);
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
    public_store = store_open(dir, STORE_READ, VIS_PUBLIC, &ds, &err);
    desk_store = store_open(dir, STORE_READ, VIS_SEALED, &ds, &err);
    must(public_store && desk_store);
    atexit(at_end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir) setup();
    ARENA a = arena_new();
    struct err err = {0};
    struct diags ds = diags_in(a);
    struct view readers, desk;
    struct letter l;
    struct source_text file = {S("fuzz"), {(const char *)data, size}};
    must(view_init(&readers, public_store, a, NULL, &err) && view_init(&desk, desk_store, a, NULL, &err));
    letter_parse(a, &file, &l, &ds);
    for (size_t i = 0; i < l.claim_count; i++) must(l.claims[i].at + l.claims[i].n <= size + 1);
    must(letter_check(&l, &readers, &desk, &ds, &err));
    if (!ds.errors) {
        struct buf b = buf_in(a);
        must(letter_html(&l, &readers, &b, &err) && letter_text(&l, &readers, &b, &err) && letter_json(&l, &readers, &b, &err));
    }
    letter_free(&l);
    return 0;
}
