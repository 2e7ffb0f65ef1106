// export: the register as a dossier, as JSON lines or as CSV. Public unless --as says otherwise: what leaves the
// register by accident can cost freedom. What was left out is counted on standard error.
#include <libgen.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cmd/cmd.h"
#include "cmd/out.h"
#include "intake/export.h"
#include "intake/export_exchange.h"

static bool export_json(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    struct json j = {.out = *out};
    for (size_t i = 0; i < count; i++) {
        struct statements all;
        if (!view_statements(v, entities[i], &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) {
            j.comma = false;
            if (!json_statement(v, &all.v[k], &j, err)) return false;
            buf_addc(&j.out, '\n');
        }
    }
    *out = j.out;
    return true;
}

static bool copy_files(struct cmd *c, struct view *v, const struct str *hex, size_t n, struct err *err)
{
    const char *dir = dirname(str_c(c->arena, str_of(c->output)));
    for (size_t i = 0; i < n; i++) {
        struct str content;
        const char *to = strf(c->arena, "%s/files/%.2s", dir, hex[i].p).p;
        if (!file_read(c->arena, store_file_path(v->store, c->arena, hex[i]), (size_t)1 << 32, &content, err) ||
            !file_mkdir(strf(c->arena, "%s/files", dir).p, err) || !file_mkdir(to, err) ||
            !file_write(c->arena, strf(c->arena, "%s/%.*s", to, 62, hex[i].p + 2).p, content, err))
            return false;
    }
    return true;
}

static bool selected(struct cmd *c, struct view *v, int64_t **entities, size_t *count, struct err *err)
{
    struct ref r;
    struct hits h;
    if (!c->arg_count) return export_all(v, entities, count, err);
    if (!cmd_ref(c, v, c->args[0], &r, err)) return false;
    if (r.slug.n) {
        *entities = arena_alloc(c->arena, sizeof **entities);
        *count = 1;
        return cmd_entity(v, &r, *entities, err);
    }
    if (!query_list(v, &r, &h, err)) return false;
    *count = h.n;
    *entities = arena_array(c->arena, h.n, sizeof **entities);
    for (size_t i = 0; i < h.n; i++) (*entities)[i] = h.v[i].entity;
    return true;
}

static bool withheld(struct cmd *c, enum visibility level, struct err *err)
{
    struct view all;
    STORE s = NULL;
    size_t n[4];
    if (level == VIS_SEALED) return true;
    if (!cmd_open(c, STORE_READ, VIS_SEALED, &s, &all, err) || !view_withheld(&all, level, n, err)) return false;
    if (n[1] + n[2] + n[3])
        fprintf(stderr, "Left out above %s: %zu partner, %zu internal, %zu sealed statements (--as sealed for all).\n",
                visibility_name(level), n[1], n[2], n[3]);
    return true;
}

int cmd_export(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    STORE s = NULL;
    struct buf out = buf_in(c->arena);
    int64_t *entities;
    struct str *files;
    size_t count, file_count;
    enum visibility level = c->as_given ? c->as : VIS_PUBLIC;
    if (!c->format_given) c->format = FORMAT_DOSSIER;
    if (c->arg_count > 1 || c->format == FORMAT_TEXT) {
        fprintf(stderr, "habeas: habeas export [--format dossier|json|csv|ftm|popolo] [-o FILE] [REF]\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, level, &s, &v, &err) || !selected(c, &v, &entities, &count, &err))
        return cmd_fail(&err);
    bool good = c->format == FORMAT_JSON  ? export_json(&v, entities, count, &out, &err)
                : c->format == FORMAT_FTM ? export_ftm(&v, entities, count, &out, &err)
                : c->format == FORMAT_POPOLO ? export_popolo(&v, entities, count, &out, &err)
                : c->format == FORMAT_CSV ? export_csv(&v, entities, count, &out, &err)
                                          : export_dossier(&v, entities, count, &out, &err);
    if (!good || !export_files(&v, entities, count, &files, &file_count, &err)) return cmd_fail(&err);
    if (c->output && !copy_files(c, &v, files, file_count, &err)) return cmd_fail(&err);
    if (!file_write(c->arena, c->output ? c->output : "-", buf_str(&out), &err) || !withheld(c, level, &err))
        return cmd_fail(&err);
    if (file_count && !c->output)
        fprintf(stderr, "%zu files are named by their hash and not written; -o FILE puts them beside it.\n", file_count);
    return EXIT_DONE;
}
