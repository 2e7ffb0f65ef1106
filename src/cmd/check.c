#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "cmd/letters.h"

bool letters_open(struct cmd *c, struct open_letter *o, struct err *err)
{
    *o = (struct open_letter){0};
    enum visibility level = c->as_given ? c->as : VIS_PUBLIC;
    if (!cmd_open(c, STORE_READ, level, &o->readers_store, &o->readers, err) ||
        !cmd_open(c, STORE_READ, VIS_SEALED, &o->desk_store, &o->desk, err))
        return false;
    o->readers.has_at = o->desk.has_at = false; // a letter says itself of which day it speaks
    return true;
}

void letters_close(struct open_letter *o)
{
    store_close(o->readers_store);
    store_close(o->desk_store);
}

bool letters_read(struct cmd *c, struct open_letter *o, const char *path, struct letter *out, struct diags *ds,
                  struct err *err)
{
    struct source_text *file = arena_alloc(c->arena, sizeof *file);
    file->name = strcmp(path, "-") ? str_of(path) : S("standard input");
    *out = (struct letter){0};
    if (!file_read(c->arena, path, LETTER_MAX, &file->text, err)) return false;
    letter_parse(c->arena, file, out, ds);
    return letter_check(out, &o->readers, &o->desk, ds, err);
}

static void summary(const struct cmd *c, const struct diags *ds, size_t claims, int letters)
{
    if (c->format == FORMAT_JSON) return;
    fprintf(stderr, "%zu claim%s in %d letter%s: %zu error%s, %zu warning%s, %zu note%s\n", claims, claims == 1 ? "" : "s",
            letters, letters == 1 ? "" : "s", ds->errors, ds->errors == 1 ? "" : "s", ds->warnings,
            ds->warnings == 1 ? "" : "s", ds->notes, ds->notes == 1 ? "" : "s");
}

int cmd_check(struct cmd *c)
{
    struct err err = {0};
    struct open_letter o;
    struct diags ds = diags_in(c->arena);
    size_t claims = 0;
    if (!c->arg_count) {
        fprintf(stderr, "habeas: habeas check LETTER…\n");
        return EXIT_FAILED;
    }
    bool good = letters_open(c, &o, &err);
    for (int i = 0; good && i < c->arg_count; i++) {
        struct letter l;
        good = letters_read(c, &o, c->args[i], &l, &ds, &err);
        claims += l.claim_count;
        letter_free(&l);
    }
    letters_close(&o);
    if (!good) return cmd_fail(&err);
    int status = cmd_diags(c, &ds);
    summary(c, &ds, claims, c->arg_count);
    return status;
}
