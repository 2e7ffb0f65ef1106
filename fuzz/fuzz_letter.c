// A letter of foreign bytes, parsed, checked against the demo register and written in all formats.
#include "../tests/demo.h"
#include "base/buf.h"
#include "letter/frozen.h"
#include "letter/parity.h"

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

// A letter that is frozen, so that what is fuzzed may be another text of it; and then corrected.
static const char frozen[] = "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nletter: letters/2018-07-18-president-of-france\n---\n"
                             "[in Shaki on 17 March 2014](fact:rulings/mammadov-2014-03-17), [five](fact:supervision?judgment="
                             "ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18) "
                             "[held](fact:persons/ilgar-mammadov#detained)\n";

static void freeze(struct diags *ds)
{
    struct err err = {0};
    struct view v;
    struct letter l;
    struct tx_counts n;
    struct source_text file = {S("frozen.en.md"), str_of(frozen)};
    struct store *s = store_open(dir, STORE_WRITE, VIS_SEALED, ds, &err);
    struct store *readers = store_open(dir, STORE_READ, VIS_PUBLIC, ds, &err);
    struct freezing f = {.versions = &l, .count = 1, .readers = &v};
    must(s && readers && view_init(&v, readers, forever, NULL, &err));
    letter_parse(forever, &file, &l, ds);
    must(letter_check(&l, &v, &v, ds, &err) && !ds->errors);
    must(letter_freeze(&f, s, (struct instant){1767312000000000}, S("test"), ds, &n, &err) && n.added);
    letter_free(&l);
    store_close(readers);
    store_close(s);
    demo_load(forever, dir, "rulings: {mammadov-2014-03-17: {date: {value: 2014-03-18, source: irfs-2016}}}\n", "2026-01-03T00:00:00Z", ds);
}

static void setup(void)
{
    struct err err = {0};
    forever = arena_new();
    struct diags ds = diags_in(forever);
    dir = demo_register(forever);
    demo_load_demo(forever, dir);
    freeze(&ds);
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
    must(letter_check(&l, &readers, &desk, &ds, &err) && letter_notes(&l, &readers, &ds, &err) && frozen_check(&l, &readers, &desk, &ds, &err));
    if (!ds.errors) {
        struct buf b = buf_in(a);
        must(letter_html(&l, &readers, &b, &err) && letter_text(&l, &readers, &b, &err) && letter_json(&l, &readers, &b, &err));
    }
    struct letter same; // a letter is a version of itself, without a fault
    struct diags none = diags_in(a), faults = diags_in(a);
    letter_parse(a, &file, &same, &faults);
    must(parity_check(&l, &same, &readers, &none, &err) && none.count == 0);
    letter_free(&same);
    letter_free(&l);
    return 0;
}
