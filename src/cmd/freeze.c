// letter freeze: all language versions of a checked letter into the register. One with errors is not frozen.
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "cmd/letters.h"
#include "letter/frozen.h"

static void report(const struct cmd *c, const struct freezing *f, const struct tx_counts *n)
{
    struct json j = json_in(c->arena);
    bool news = n->added || n->withdrawn;
    if (c->format == FORMAT_JSON) {
        json_open(&j, '{');
        json_text(&j, "frozen", f->letter);
        json_bool(&j, "new", news);
        json_key(&j, "languages");
        json_open(&j, '[');
        for (size_t i = 0; i < f->count; i++) json_text(&j, NULL, f->versions[i].head.lang);
        json_close(&j, ']');
        json_int(&j, "claims", (int64_t)f->claims);
        json_int(&j, "statements", (int64_t)f->statements);
        json_int(&j, "added", (int64_t)n->added);
        json_int(&j, "superseded", (int64_t)n->superseded);
        json_int(&j, "withdrawn", (int64_t)n->withdrawn);
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return;
    }
    if (!news) {
        printf("%.*s is frozen with this text already; nothing was written.\n", STR(f->letter));
        return;
    }
    printf("Frozen %.*s (", STR(f->letter));
    for (size_t i = 0; i < f->count; i++) printf("%s%.*s", i ? ", " : "", STR(f->versions[i].head.lang));
    printf("): %zu claim%s, resting on %zu statement%s.\n", f->claims, f->claims == 1 ? "" : "s", f->statements, f->statements == 1 ? "" : "s");
}

static bool read_versions(struct cmd *c, struct open_letter *o, struct freezing *f, struct diags *ds, struct err *err)
{
    for (int i = 1; i < c->arg_count; i++) {
        struct letter *l = &f->versions[f->count++];
        if (!letters_parse(c, c->args[i], l, ds, err) || !letter_check(l, &o->readers, &o->desk, ds, err)) return false;
    }
    struct buf compared = buf_in(c->arena);
    return letters_compare(c, o, f->versions, f->count, ds, &compared, err);
}

static int freeze(struct cmd *c, struct store *writer, struct open_letter *o, struct freezing *f)
{
    struct err err = {0};
    struct diags ds = diags_in(c->arena);
    struct tx_counts counts = {0};
    if (!read_versions(c, o, f, &ds, &err)) return cmd_fail(&err);
    bool good = ds.errors || letter_freeze(f, writer, c->now, c->recorder, &ds, &counts, &err);
    int status = cmd_diags(c, &ds);
    if (!good) return cmd_fail(&err);
    if (!ds.errors) {
        report(c, f, &counts);
        return status;
    }
    fprintf(stderr, "habeas: %zu error%s; nothing was frozen\n", ds.errors, ds.errors == 1 ? "" : "s");
    return status;
}

int letters_freeze(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct open_letter o;
    STORE writer = NULL;
    if (c->arg_count < 2 || c->output || c->has_known) {
        fprintf(stderr, "habeas: habeas letter freeze LETTER.en.md [LETTER.fr.md …]: all language versions, as they are now\n");
        return EXIT_FAILED;
    }
    // The writer first: nobody changes the register between the check and the record.
    if (!cmd_open(c, STORE_WRITE, VIS_SEALED, &writer, &v, &err)) return cmd_fail(&err);
    struct freezing f = {.versions = arena_array(c->arena, (size_t)c->arg_count, sizeof *f.versions), .readers = &o.readers};
    int status = letters_open(c, &o, &err) ? freeze(c, writer, &o, &f) : cmd_fail(&err);
    for (size_t i = 0; i < f.count; i++) letter_free(&f.versions[i]);
    letters_close(&o);
    return status;
}
