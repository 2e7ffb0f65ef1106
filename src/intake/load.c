// Recording a dossier: its files first (a file that nothing names does no harm), then one transaction.
#include "base/arena.h"
#include "base/file.h"
#include "intake/dossier.h"

static bool keep_files(struct dossier *d, struct store *s, struct err *err)
{
    for (size_t i = 0; i < d->file_count; i++)
        if (!store_file_put(s, d->arena, d->files[i].content, &d->files[i].hash, err)) return false;
    return true;
}

// A value that names a file by its hash alone: the register must have it.
static void check_known_files(struct dossier *d, struct store *s)
{
    for (size_t i = 0; i < d->count; i++)
        for (size_t k = 0; k < d->items[i].count; k++) {
            const struct draft *f = &d->items[i].drafts[k];
            if (f->value.kind != KIND_FILE || !str_starts(f->value.text, S("sha256:"))) continue;
            struct str hex = str_sub(f->value.text, 7, f->value.text.n);
            bool enclosed = false;
            for (size_t n = 0; n < d->file_count; n++)
                enclosed |= str_eq(hash_hex(d->arena, &d->files[n].hash), hex);
            if (enclosed || file_exists(store_file_path(s, d->arena, hex))) continue;
            struct place at = d->items[i].places[k];
            struct diag *x = diag_add(d->ds, DIAG_BAD_FILE, at.file, at.pos, at.width,
                                      "the register has no file with this hash");
            diag_more(d->ds, x, "put it beside the dossier as files/%.2s/%.*s", hex.p, 62, hex.p + 2);
        }
}

static bool record(struct tx *tx, void *arg, struct err *err)
{
    struct dossier *d = arg;
    for (size_t i = 0; i < d->file_count; i++)
        if (!tx_file(tx, &d->files[i].hash, (int64_t)d->files[i].content.n, d->files[i].name, err))
            return false;
    for (size_t i = 0; i < d->count; i++) {
        const struct item *it = &d->items[i];
        size_t missing;
        if (!tx_put(tx, it->type, it->slug, it->former, it->drafts, it->count, &missing, err)) return false;
        if (!missing) continue;
        struct place at = it->places[missing - 1];
        const struct draft *f = &it->drafts[missing - 1];
        struct diag *x = diag_add(d->ds, DIAG_NO_STATEMENT, at.file, at.pos, at.width,
                                  "the register has no such statement of %.*s from sources/%.*s",
                                  STR(f->prop->name), STR(f->source));
        diag_more(d->ds, x, "%s", f->withdrawn.n ? "withdrawn: names a value that stands"
                                                 : "replaces: names a value that stands");
    }
    if (d->ds->errors) return err_set(err, ERR_INPUT, "nothing was loaded");
    return true;
}

bool dossier_load(struct dossier *d, struct store *s, struct instant now, struct str recorder,
                  struct str note, struct tx_counts *counts, struct err *err)
{
    check_known_files(d, s);
    if (d->ds->errors) return err_set(err, ERR_INPUT, "nothing was loaded");
    return keep_files(d, s, err) && store_tx(s, now, recorder, note, record, d, counts, err);
}
