// For unit tests and fuzz targets: a register in a temporary folder, made of a dossier text or of the demo dossier.
#pragma once
#include <ftw.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/must.h"
#include "intake/dossier.h"
#include "store/query.h"

static int demo_remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static inline void demo_remove(const char *dir) { nftw(dir, demo_remove_one, 16, FTW_DEPTH | FTW_PHYS); }

// A new, empty register; the folder's name is in the arena.
static inline char *demo_register(struct arena *a)
{
    struct err err = {0};
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_alloc(a, 4096);
    snprintf(dir, 4096, "%s/habeas-test-XXXXXX", tmp ? tmp : "/tmp");
    must(mkdtemp(dir));
    if (!store_create(dir, &err)) fprintf(stderr, "%s\n", err.text), abort();
    return dir;
}

// Loads a dossier text at an instant ("2026-01-01T00:00:00Z"); the number of errors in it.
static inline size_t demo_load(struct arena *a, const char *dir, const char *text, const char *now, struct diags *ds)
{
    struct err err = {0};
    struct view v;
    struct instant at;
    struct tx_counts n;
    struct store *s = store_open(dir, STORE_WRITE, VIS_SEALED, ds, &err);
    must(s && instant_parse(str_of(now), &at));
    struct source_text *file = arena_alloc(a, sizeof *file);
    *file = (struct source_text){S("test.yaml"), str_of(text)};
    struct dossier d = dossier_new(a, store_vocab(s), ds);
    dossier_read(&d, file, dir);
    must(view_init(&v, s, a, NULL, &err) && integrity_check(&d, &v, &err));
    if (!dossier_load(&d, s, at, S("test"), S("test"), &n, &err) && !ds->errors) fprintf(stderr, "%s\n", err.text), abort();
    store_close(s);
    return ds->errors;
}

// All of demo/ in one transaction.
static inline void demo_load_demo(struct arena *a, const char *dir)
{
    struct err err = {0};
    struct view v;
    struct tx_counts n;
    struct diags ds = diags_in(a);
    struct store *s = store_open(dir, STORE_WRITE, VIS_SEALED, &ds, &err);
    must(s);
    struct dossier d = dossier_new(a, store_vocab(s), &ds);
    for (size_t i = 0; data_name(i).n; i++) {
        if (!str_starts(data_name(i), S("demo/"))) continue;
        struct source_text *file = arena_alloc(a, sizeof *file);
        *file = (struct source_text){data_name(i), data_file(data_name(i))};
        dossier_read(&d, file, ".");
    }
    must(view_init(&v, s, a, NULL, &err) && integrity_check(&d, &v, &err));
    must(dossier_load(&d, s, (struct instant){1767225600000000}, S("test"), S("demo"), &n, &err));
    store_close(s);
}
