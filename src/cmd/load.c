#include <libgen.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/file.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "cmd/demo.h"
#include "intake/dossier.h"

static void report(const struct cmd *c, const struct tx_counts *n, struct str what)
{
    struct json j = json_in(c->arena);
    if (c->format == FORMAT_JSON) {
        json_open(&j, '{');
        json_text(&j, "loaded", what);
        json_int(&j, "entities", (int64_t)n->entities);
        json_int(&j, "added", (int64_t)n->added);
        json_int(&j, "same", (int64_t)n->same);
        json_int(&j, "superseded", (int64_t)n->superseded);
        json_int(&j, "withdrawn", (int64_t)n->withdrawn);
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return;
    }
    if (!n->added && !n->withdrawn && !n->same) {
        printf("There is no statement in %.*s.\n", STR(what));
        return;
    }
    if (!n->added && !n->withdrawn) {
        printf("Nothing new in %.*s: all %zu statements are known.\n", STR(what), n->same);
        return;
    }
    printf("Loaded %.*s: %zu statement%s added", STR(what), n->added, n->added == 1 ? "" : "s");
    if (n->entities) printf(", %zu entities new", n->entities);
    if (n->same) printf(", %zu known already", n->same);
    if (n->superseded) printf(", %zu superseded", n->superseded);
    if (n->withdrawn) printf(", %zu withdrawn", n->withdrawn);
    printf(".\n");
}

// Checks what was read and records it; prints the faults and what was done.
static int record(struct cmd *c, struct store *s, struct view *v, struct dossier *d, struct str note)
{
    struct err err = {0};
    struct tx_counts counts;
    if (!integrity_check(d, v, &err)) return cmd_fail(&err);
    bool good = dossier_load(d, s, c->now, c->recorder, note, &counts, &err);
    int status = cmd_diags(c, d->ds);
    if (!good && d->ds->errors) {
        fprintf(stderr, "habeas: %zu error%s; nothing was loaded\n", d->ds->errors, d->ds->errors == 1 ? "" : "s");
        return status;
    }
    if (!good) return cmd_fail(&err);
    report(c, &counts, note);
    return status;
}

static bool read_argument(struct cmd *c, struct dossier *d, const char *path, struct err *err)
{
    struct source_text *file = arena_alloc(c->arena, sizeof *file);
    file->name = strcmp(path, "-") ? str_of(path) : S("standard input");
    if (!file_read(c->arena, path, DOSSIER_MAX, &file->text, err)) return false;
    const char *dir = strcmp(path, "-") ? dirname(str_c(c->arena, str_of(path))) : ".";
    dossier_read(d, file, dir);
    return true;
}

int cmd_load(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    STORE s = NULL;
    struct diags ds = diags_in(c->arena);
    struct buf note = buf_in(c->arena);
    const char *dash = "-";
    int count = c->arg_count ? c->arg_count : 1;
    if (!c->arg_count && !c->output && isatty(0)) {
        fprintf(stderr, "habeas: name the files to load, or - for standard input\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_WRITE, VIS_SEALED, &s, &v, &err)) return cmd_fail(&err);
    struct dossier d = dossier_new(c->arena, store_vocab(s), &ds);
    for (int i = 0; i < count; i++) {
        const char *path = c->arg_count ? c->args[i] : dash, *base = strrchr(path, '/');
        if (!read_argument(c, &d, path, &err)) return cmd_fail(&err);
        buf_addf(&note, "%s%s", i ? ", " : "", strcmp(path, "-") ? base ? base + 1 : path : "standard input");
    }
    return record(c, s, &v, &d, buf_str(&note));
}

int cmd_load_demo(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    STORE s = NULL;
    struct diags ds = diags_in(c->arena);
    if (!cmd_open(c, STORE_WRITE, VIS_SEALED, &s, &v, &err)) return cmd_fail(&err);
    struct dossier d = dossier_new(c->arena, store_vocab(s), &ds);
    for (size_t i = 0; data_name(i).n; i++) {
        if (!str_starts(data_name(i), S("demo/"))) continue;
        struct source_text *file = arena_alloc(c->arena, sizeof *file);
        *file = (struct source_text){data_name(i), data_file(data_name(i))};
        dossier_read(&d, file, ".");
    }
    return record(c, s, &v, &d, S("the demo dossier"));
}
