// page REGISTER ADDRESS [static]: writes the answer of the public site to an address, behind a line with its status and type.
// HABEAS_NOW sets the clock.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "site/site.h"

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct err err = {0};
    STORE store = store_open(argv[1], STORE_READ, VIS_PUBLIC, &ds, &err);
    struct site site = {.edition = argc > 3 && !strcmp(argv[3], "static") ? EDITION_STATIC : EDITION_LIVE};
    struct request q = {.path = str_of(argv[2]), .now = instant_now()};
    struct answer out;
    const char *now = getenv("HABEAS_NOW");
    if (now && !instant_parse(str_of(now), &q.now)) return 2;
    site_init(&site, a);
    q.path = str_cut(q.path, '?', &q.query);
    if (!store || !site_answer(&site, store, a, &q, &out, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    printf("%d %.*s %.*s\n", out.status, STR(out.type), STR(out.location));
    return fwrite(out.body.p, 1, out.body.n, stdout) == out.body.n ? 0 : 2;
}
