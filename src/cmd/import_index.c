// import --map hudoc-index: the Court's index, a transaction a file.
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "intake/hudoc.h"

static void report_json(struct cmd *c, struct str file, const struct hudoc_counts *n)
{
    struct json j = json_in(c->arena);
    json_open(&j, '{');
    json_text(&j, "imported", file);
    json_int(&j, "rows", (int64_t)n->rows);
    for (size_t i = 0; i < n->kind_count; i++)
        json_int(&j, str_c(c->arena, strf(c->arena, "rows-%.*s", STR(n->kinds[i].code))), (int64_t)n->kinds[i].n);
    json_int(&j, "judgments", (int64_t)n->judgments);
    json_int(&j, "applications", (int64_t)n->applications);
    if (n->supervised) json_int(&j, "supervised", (int64_t)n->supervised);
    json_int(&j, "again", (int64_t)n->again);
    json_int(&j, "left_out", (int64_t)n->left_out);
    json_int(&j, "faults", (int64_t)n->faults);
    json_int(&j, "entities", (int64_t)n->tx.entities);
    json_int(&j, "added", (int64_t)n->tx.added);
    json_int(&j, "same", (int64_t)n->tx.same);
    json_int(&j, "superseded", (int64_t)n->tx.superseded);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

static void report(struct cmd *c, const char *path, const struct hudoc_counts *n)
{
    struct str file = str_of(path);
    if (c->format == FORMAT_JSON) {
        report_json(c, file, n);
        return;
    }
    printf("%.*s: %zu document%s", STR(file), n->rows, n->rows == 1 ? "" : "s");
    for (size_t i = 0; i < n->kind_count; i++) printf("%s%zu %.*s", i ? ", " : " (", n->kinds[i].n, STR(n->kinds[i].code));
    printf("%s; %zu judgment%s, %zu application number%s", n->kind_count ? ")" : "", n->judgments, n->judgments == 1 ? "" : "s", n->applications,
           n->applications == 1 ? "" : "s");
    if (n->supervised) printf(", %zu judgment%s with a case before the Committee of Ministers", n->supervised, n->supervised == 1 ? "" : "s");
    if (n->again) printf(", %zu taken from another row already", n->again);
    if (n->left_out) printf(", %zu left out", n->left_out);
    if (n->faults) printf(", %zu fault%s", n->faults, n->faults == 1 ? "" : "s");
    printf(": %zu statement%s added", n->tx.added, n->tx.added == 1 ? "" : "s");
    if (n->tx.same) printf(", %zu known already", n->tx.same);
    if (n->tx.superseded) printf(", %zu superseded", n->tx.superseded);
    printf("\n");
}

int import_index(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    STORE s = NULL;
    struct diags ds = diags_in(c->arena);
    enum hudoc_form form = strcmp(c->map, "hudoc-rss") ? HUDOC_INDEX : HUDOC_RSS;
    if (form == HUDOC_INDEX && strcmp(c->map, "hudoc-index") != 0) {
        fprintf(stderr, "habeas: there is no map %s; there are: hudoc-index, hudoc-rss\n", c->map);
        return EXIT_FAILED;
    }
    if (!c->arg_count || c->output) {
        fprintf(stderr, "habeas: habeas import -r DIR --map hudoc-index FILE.csv[.gz]… or --map hudoc-rss FILE.rss…\n");
        return EXIT_FAILED;
    }
    if (!c->dir) {
        fprintf(stderr, "habeas: say which register: -r DIR, or HABEAS_REGISTER in the environment\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_WRITE, VIS_SEALED, &s, &v, &err)) return cmd_fail(&err);
    struct hudoc *h = hudoc_new(c->arena, &v, &ds, &err);
    if (!h) return cmd_fail(&err);
    for (int i = 0; i < c->arg_count; i++) {
        struct hudoc_counts n;
        size_t before = ds.count;
        if (!hudoc_import(h, form, c->args[i], c->now, c->recorder, &n, &err)) {
            cmd_diags(c, &ds);
            int status = cmd_fail(&err);
            fprintf(stderr, "habeas: nothing of %s was imported\n", c->args[i]);
            return status;
        }
        if (n.faults > ds.count - before) fprintf(stderr, "habeas: %s: of %zu faults the first %zu are named\n", c->args[i], n.faults, ds.count - before);
        report(c, c->args[i], &n);
    }
    return cmd_diags(c, &ds);
}
