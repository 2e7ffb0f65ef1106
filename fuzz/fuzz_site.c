// Foreign bytes as a request to the public site: the head as the gate reads it, then path, query and Accept-Language as they came.
// Lines: path, query, languages. Whatever they are, there is an answer, and its status is one that the site has.
#include "../tests/demo.h"
#include "base/buf.h"
#include "site/site.h"
#include "web/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *forever;
static char *dir;
static struct store *store;
static struct site site;

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
    site_init(&site, forever);
    atexit(at_end);
}

// Whatever the head is, read in two pieces it is what it is in one, unless a fault was found early.
static void read_head(struct arena *a, struct str bytes)
{
    struct head whole, part;
    struct str copy = str_dup(a, bytes);
    enum head_state s = head_read(copy, &whole), half = head_read(str_sub(copy, 0, copy.n / 2), &part);
    must(s != HEAD_BAD || (whole.status >= 400 && whole.status < 500 && whole.why));
    must(half != HEAD_GOOD || s == HEAD_GOOD);
    must(half != HEAD_BAD || s == HEAD_BAD);
    must(s != HEAD_GOOD || (whole.path.n && whole.path.p[0] == '/' && whole.path.n + whole.query.n <= HEAD_TARGET));
}

static void ask(struct arena *a, struct request *q)
{
    struct answer out;
    struct err err = {0};
    must(site_answer(&site, store, a, q, &out, &err));
    must(out.status == 200 || out.status == 303 || out.status == 400 || out.status == 404 || out.status == 414);
    must(out.type.n && (out.status != 303 || out.location.n));
    for (size_t i = 0; i < out.location.n; i++) must((unsigned char)out.location.p[i] > 0x20);
    if (str_starts(out.type, S("text/html"))) must(utf8_check(out.body) == out.body.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir) setup();
    ARENA a = arena_new();
    struct str rest, line = str_cut((struct str){(const char *)data, size}, '\n', &rest);
    struct request q = {.now = {1774000000000000}};
    q.path = line;
    q.query = str_cut(rest, '\n', &rest);
    q.accept_language = rest;
    read_head(a, (struct str){(const char *)data, size});
    read_head(a, strf(a, "GET %.*s?%.*s HTTP/1.1\r\nHost: x\r\nAccept-Language: %.*s\r\n\r\n", STR(q.path), STR(q.query), STR(q.accept_language)));
    // The site is asked what the gate would let through.
    struct str target = strf(a, "%.*s%s%.*s", STR(q.path), q.query.n ? "?" : "", STR(q.query));
    if (!head_target(target, S("x"), &q.path, &q.query)) ask(a, &q);
    return 0;
}
