#include "rules/meetings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/file.h"

enum { FILE_MAX = 1 << 20 };

struct table {
    struct arena *arena;
    const struct source_text *file;
    struct diags *ds;
    struct str rest; // what csv has not read yet
    struct csv *csv;
    size_t rows;
};

static bool read_bytes(void *arg, char *to, size_t room, size_t *got, struct err *err)
{
    struct table *t = arg;
    (void)err;
    *got = t->rest.n < room ? t->rest.n : room;
    if (*got) memcpy(to, t->rest.p, *got);
    t->rest = str_sub(t->rest, *got, t->rest.n);
    return true;
}

static void fault(struct table *t, const char *what)
{
    diag_add(t->ds, DIAG_TABLE, t->file, (struct pos){t->csv->line, 1}, 1, "%s", what);
}

// The next row with `count` cells; false at the end or when the file is no CSV.
static bool next(struct table *t, const struct str **cells, size_t count, size_t *got)
{
    struct err why;
    size_t n;
    for (;;) {
        if (!csv_next(t->csv, cells, &n, &why)) return fault(t, why.text), false;
        if (!n) return false;
        if (t->rows++ == 0) continue; // the head
        *got = n;
        if (n >= count && t->rows <= MEETINGS_MAX) return true;
        fault(t, t->rows > MEETINGS_MAX ? "the table has more rows than are read" : "the row has fewer cells than the first one");
        if (t->rows > MEETINGS_MAX) return false;
    }
}

static bool open_table(struct arena *a, const char *dir, const char *name, struct str built_in, struct diags *ds, struct table *t, struct err *err)
{
    const char *path = dir ? strf(a, "%s/%s", dir, name).p : NULL;
    struct source_text *file = arena_alloc(a, sizeof *file);
    bool own = path && file_exists(path);
    *file = (struct source_text){str_of(own ? path : name), built_in};
    if (own && !file_read(a, path, FILE_MAX, &file->text, err)) return false;
    *t = (struct table){.arena = a, .file = file, .ds = ds, .rest = file->text, .csv = arena_alloc(a, sizeof *t->csv)};
    csv_open(t->csv, a, file->name, read_bytes, t);
    return true;
}

static int by_since(const void *a, const void *b)
{
    const struct meeting *x = a, *y = b;
    return (x->since.n > y->since.n) - (x->since.n < y->since.n);
}

bool meetings_read(struct arena *a, const char *dir, struct diags *ds, struct meetings *out, struct err *err)
{
    static const char *const known[] = {"sourced", "high", "medium", "low"};
    struct table t;
    const struct str *c;
    size_t cap = 0, cells, before = ds->errors;
    *out = (struct meetings){0};
    if (!open_table(a, dir, "meetings/cm-dh.csv", data_file(S("meetings/cm-dh.csv")), ds, &t, err)) return false;
    while (next(&t, &c, 4, &cells)) {
        struct meeting m = {str_dup(a, str_trim(c[0])), str_dup(a, str_trim(c[3])), S(""), {0}, {0}};
        if (cells > 4) m.note = str_dup(a, str_trim(c[4]));
        bool confident = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) confident |= str_eq(m.confidence, str_of(known[i]));
        if (!day_parse(str_trim(c[1]), &m.since) || !day_parse(str_trim(c[2]), &m.until) || m.until.n < m.since.n) fault(&t, "since and until are days, 2024-06-11, the second not before the first");
        else if (!m.number.n || !confident) fault(&t, "a meeting has a number, and a confidence: sourced, high, medium or low");
        else {
            out->v = arena_grow(a, out->v, &cap, out->n + 1, sizeof *out->v);
            out->v[out->n++] = m;
        }
    }
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_since);
    return ds->errors == before || err_set(err, ERR_INPUT, "the table of meetings has faults; see above");
}

static int by_day(const void *a, const void *b)
{
    const struct day *x = a, *y = b;
    return (x->n > y->n) - (x->n < y->n);
}

bool holidays_read(struct arena *a, const char *dir, struct diags *ds, const struct holidays **out, struct err *err)
{
    struct table t;
    const struct str *c;
    struct day *v = NULL, d;
    size_t n = 0, cap = 0, cells, before = ds->errors;
    *out = NULL;
    if (!dir || !file_exists(strf(a, "%s/holidays.csv", dir).p)) return true;
    if (!open_table(a, dir, "holidays.csv", S(""), ds, &t, err)) return false;
    while (next(&t, &c, 1, &cells)) {
        if (!day_parse(str_trim(c[0]), &d)) {
            fault(&t, "a holiday is a day, 2026-05-01");
            continue;
        }
        v = arena_grow(a, v, &cap, n + 1, sizeof *v);
        v[n++] = d;
    }
    if (ds->errors != before) return err_set(err, ERR_INPUT, "the table of holidays has faults; see above");
    if (!n) return true;
    qsort(v, n, sizeof *v, by_day);
    struct holidays *h = arena_alloc(a, sizeof *h);
    *h = (struct holidays){v, n, v[0], v[n - 1]};
    *out = h;
    return true;
}
