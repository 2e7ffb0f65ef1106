// check: letters against the register, and the versions of one letter in several languages against each other. A version that is
// not given is looked for: what the head lists as versions:, and of STEM.en.md every STEM.LANGUAGE.md beside it.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cmd/letters.h"
#include "letter/frozen.h"
#include "letter/parity.h"

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

bool letters_parse(struct cmd *c, const char *path, struct letter *out, struct diags *ds, struct err *err)
{
    struct source_text *file = arena_alloc(c->arena, sizeof *file);
    file->name = strcmp(path, "-") ? str_of(path) : S("standard input");
    *out = (struct letter){0};
    if (!file_read(c->arena, path, LETTER_MAX, &file->text, err)) return false;
    letter_parse(c->arena, file, out, ds);
    return true;
}

bool letters_read(struct cmd *c, struct open_letter *o, const char *path, struct letter *out, struct diags *ds,
                  struct err *err)
{
    return letters_parse(c, path, out, ds, err) && letter_check(out, &o->readers, &o->desk, ds, err) &&
           frozen_check(out, &o->readers, &o->desk, ds, err);
}

// ---- versions

struct checked {
    struct letter *list;
    size_t count;
    struct diags *ds;
    struct buf *compared; // names of files that were not given
};

static struct str dir_of(struct str path)
{
    while (path.n && path.p[path.n - 1] != '/') path.n--;
    return path;
}

static struct str plain_path(struct str path)
{
    while (str_starts(path, S("./"))) path = str_sub(path, 2, path.n);
    return path;
}

static bool was_given(const struct checked *k, const struct letter *l)
{
    for (size_t i = 0; i < k->count; i++)
        if (str_eq(plain_path(k->list[i].file->name), plain_path(l->file->name))) return true;
    return false;
}

// Compares letter l with the file at `path`, which is not checked itself. `named`: the head says that it is a version.
static bool compare_with(struct cmd *c, struct open_letter *o, struct checked *k, struct letter *l, struct str path,
                         const struct field *named, struct err *err)
{
    struct diags unread = diags_in(c->arena);
    struct source_text *file = arena_alloc(c->arena, sizeof *file);
    struct letter other;
    file->name = path;
    if (!file_read(c->arena, str_c(c->arena, path), LETTER_MAX, &file->text, err)) {
        if (named) diag_add(k->ds, DIAG_PARITY_HEAD, l->file, named->pos, named->width, "%s", err->text);
        *err = (struct err){0};
        return true;
    }
    letter_parse(c->arena, file, &other, &unread);
    bool good = true;
    if (was_given(k, &other)) {
    } else if (named && !other.body) {
        diag_add(k->ds, DIAG_PARITY_HEAD, l->file, named->pos, named->width, "%.*s is no letter", STR(path));
    } else if (are_versions(l, &other)) {
        buf_addf(k->compared, "%s%.*s", k->compared->n ? ", " : "", STR(path));
        good = parity_check(l, &other, &o->readers, k->ds, err);
    }
    letter_free(&other);
    return good;
}

static bool names_version(const struct letter *l, struct str name)
{
    for (size_t i = 0; i < l->head.version_count; i++)
        if (str_eq(l->head.versions[i].text, name)) return true;
    return false;
}

static bool compare_beside(struct cmd *c, struct open_letter *o, struct checked *k, struct letter *l, struct err *err)
{
    struct str dir = dir_of(l->file->name), stem, lang, *names;
    for (size_t i = 0; i < l->head.version_count; i++) {
        const struct field *f = &l->head.versions[i];
        if (!compare_with(c, o, k, l, strf(c->arena, "%.*s%.*s", STR(dir), STR(f->text)), f, err)) return false;
    }
    if (!version_stem(l->file->name, &stem, &lang)) return true;
    stem = strf(c->arena, "%.*s.", STR(str_sub(stem, dir_of(stem).n, stem.n)));
    size_t n = file_names(c->arena, dir.n ? str_c(c->arena, dir) : ".", S(".md"), &names);
    for (size_t i = 0; i < n; i++) {
        if (!str_starts(names[i], stem) || names_version(l, names[i])) continue;
        struct str path = strf(c->arena, "%.*s%.*s", STR(dir), STR(names[i]));
        if (!str_eq(path, l->file->name) && !compare_with(c, o, k, l, path, NULL, err)) return false;
    }
    return true;
}

// Each letter against the first that is given of its versions; that one also against those that are not given.
bool letters_compare(struct cmd *c, struct open_letter *o, struct letter *list, size_t count, struct diags *ds, struct buf *compared,
                     struct err *err)
{
    struct checked k = {.list = list, .count = count, .ds = ds, .compared = compared};
    for (size_t i = 0; i < count; i++) {
        size_t first = 0;
        while (first < i && !are_versions(&list[first], &list[i])) first++;
        if (first < i && !parity_check(&list[first], &list[i], &o->readers, ds, err)) return false;
        if (first == i && list[i].body && !compare_beside(c, o, &k, &list[i], err)) return false;
    }
    return true;
}

// ---- the command

static void summary(const struct cmd *c, const struct checked *k)
{
    const struct diags *ds = k->ds;
    size_t claims = 0;
    if (c->format == FORMAT_JSON) return;
    for (size_t i = 0; i < k->count; i++) claims += k->list[i].claim_count;
    fprintf(stderr, "%zu claim%s in %zu letter%s: %zu error%s, %zu warning%s, %zu note%s\n", claims, claims == 1 ? "" : "s",
            k->count, k->count == 1 ? "" : "s", ds->errors, ds->errors == 1 ? "" : "s", ds->warnings,
            ds->warnings == 1 ? "" : "s", ds->notes, ds->notes == 1 ? "" : "s");
    if (k->compared->n) fprintf(stderr, "compared with %.*s\n", STR(buf_str(k->compared)));
}

int cmd_check(struct cmd *c)
{
    struct err err = {0};
    struct open_letter o;
    struct diags ds = diags_in(c->arena);
    struct buf compared = buf_in(c->arena);
    struct checked k = {.ds = &ds, .compared = &compared};
    if (!c->arg_count) {
        fprintf(stderr, "habeas: habeas check LETTER…\n");
        return EXIT_FAILED;
    }
    k.list = arena_array(c->arena, (size_t)c->arg_count, sizeof *k.list);
    bool good = letters_open(c, &o, &err);
    for (int i = 0; good && i < c->arg_count; i++)
        good = letters_read(c, &o, c->args[i], &k.list[k.count++], &ds, &err) && letter_notes(&k.list[k.count - 1], &o.readers, &ds, &err);
    good = good && letters_compare(c, &o, k.list, k.count, &ds, &compared, &err);
    letters_close(&o);
    for (size_t i = 0; i < k.count; i++) letter_free(&k.list[i]);
    if (!good) return cmd_fail(&err);
    int status = cmd_diags(c, &ds);
    summary(c, &k);
    return status;
}
