#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "cmd/cmd.h"
#include "cmd/out.h"

static void print_count(const struct cmd *c, const struct hits *h)
{
    struct json j = json_in(c->arena);
    if (c->format != FORMAT_JSON) {
        printf("%zu", h->certain);
        if (h->possible) printf(" +%zu", h->possible);
        putchar('\n');
        return;
    }
    json_open(&j, '{');
    json_int(&j, "count", (int64_t)h->certain);
    json_int(&j, "possible", (int64_t)h->possible);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

static bool one(struct cmd *c, struct view *v, const struct ref *r, const struct hit *h, struct table *t,
                struct err *err)
{
    struct str label, period, path = view_path(v, h->entity, err);
    struct statements all;
    struct json j = json_in(v->arena);
    if (!path.n || !view_label(v, h->entity, &label, err) || !view_statements(v, h->entity, &all, err) ||
        !out_period(v, r->type, all, &period, err))
        return false;
    struct str sure = h->tri == TRI_YES ? S("") : S("maybe");
    if (c->format == FORMAT_CSV) {
        struct buf b = buf_in(c->arena);
        csv_row(&b, (struct str[]){path, label, period, sure}, 4);
        fwrite(b.p, 1, b.n, stdout);
    } else if (c->format == FORMAT_JSON) {
        json_open(&j, '{');
        json_text(&j, "ref", path);
        json_text(&j, "label", label);
        json_text_if(&j, "period", period);
        json_bool(&j, "certain", h->tri == TRI_YES);
        json_close(&j, '}');
        json_print_line(&j, stdout);
    } else {
        table_row(t, (struct str[]){path, period, sure, label});
    }
    return true;
}

static bool list(struct cmd *c, struct view *v, const struct ref *r, struct err *err)
{
    struct hits hits;
    struct table t = table_in(c->arena, 4, 0);
    if (c->count) {
        if (!query_count(v, r, &hits, err)) return false;
        print_count(c, &hits);
        return true;
    }
    if (!query_list(v, r, &hits, err)) return false;
    if (c->format == FORMAT_CSV) printf("ref,label,period,certainty\r\n");
    for (size_t i = 0; i < hits.n; i++)
        if (!one(c, v, r, &hits.v[i], &t, err)) return false;
    table_print(&t);
    if (c->format == FORMAT_TEXT && !hits.n) fprintf(stderr, "Nothing is selected by %.*s\n", STR(r->text));
    return true;
}

// One entity, or one property of it, as a list of one: --count of #detained is 1 or 0.
static bool list_entity(struct cmd *c, struct view *v, const struct ref *r, struct err *err)
{
    struct hits hits = {0};
    struct hit hit = {.tri = TRI_YES};
    struct computed_value cv;
    struct statements all;
    struct table t = table_in(c->arena, 4, 0);
    if (!cmd_entity(v, r, &hit.entity, err)) return false;
    if (r->prop && r->prop->kind == KIND_BOOL) {
        if (!view_compute(v, r->prop, hit.entity, view_day(v), &cv, err)) return false;
        hit.tri = cv.tri;
    } else if (r->prop && !r->prop->computed) {
        if (!view_statements(v, hit.entity, &all, err)) return false;
        hits.certain = statements_of(v->arena, all, r->prop).n;
        if (c->count) return print_count(c, &hits), true;
    }
    hits.certain = hit.tri == TRI_YES;
    hits.possible = hit.tri == TRI_MAYBE;
    if (c->count) return print_count(c, &hits), true;
    if (hit.tri != TRI_NO && !one(c, v, r, &hit, &t, err)) return false;
    table_print(&t);
    return true;
}

int cmd_list(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct ref r;
    STORE s = NULL;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas list REF [--count], for example: habeas list 'detentions?country=AZ&at=2018-07-18'\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err)) return cmd_fail(&err);
    if (!cmd_ref(c, &v, c->args[0], &r, &err)) return EXIT_FAILED;
    bool good = r.slug.n ? list_entity(c, &v, &r, &err) : list(c, &v, &r, &err);
    return good ? EXIT_DONE : cmd_fail(&err);
}
