// All that was ever recorded of an entity, transaction by transaction.
#include "base/arena.h"
#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/out.h"

static bool heading(struct view *v, int64_t tx, struct err *err)
{
    struct instant at;
    struct str recorder, note;
    if (!view_tx(v, tx, &at, &recorder, &note, err)) return false;
    printf("%.*s UTC", STR(out_instant(v->arena, at)));
    if (recorder.n) printf(", %.*s", STR(recorder));
    if (note.n) printf(": %.*s", STR(note));
    printf("\n");
    return true;
}

static bool ended_line(struct view *v, const struct statement *s, struct table *t, struct err *err)
{
    int64_t by;
    struct str reason, value;
    if (!view_end(v, s->row, &by, &reason, err) || !out_value(v, s, &value, err)) return false;
    struct str what = by ? S("superseded") : S("withdrawn");
    if (reason.n) what = strf(v->arena, "%.*s: %.*s", STR(what), STR(reason));
    table_row(t, (struct str[]){S("−"), s->prop->name, value, what});
    return true;
}

static bool transaction(struct view *v, struct statements all, int64_t tx, struct err *err)
{
    struct table t = table_in(v->arena, 4, 2);
    if (!heading(v, tx, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].gone == tx && !ended_line(v, &all.v[i], &t, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        struct str value;
        if (all.v[i].tx != tx) continue;
        if (!out_value(v, &all.v[i], &value, err)) return false;
        table_row(&t, (struct str[]){S("+"), all.v[i].prop->name, value, out_source(v, &all.v[i])});
    }
    table_print(&t);
    return true;
}

static bool history(struct cmd *c, struct view *v, const struct ref *r, struct err *err)
{
    int64_t entity, last = 0;
    struct statements all;
    if (!r->slug.n) return err_set(err, ERR_USAGE, "history is of one entity, not of a list");
    if (!cmd_entity(v, r, &entity, err) || !view_history(v, entity, &all, err)) return false;
    size_t n = 0;
    for (size_t i = 0; r->prop && i < all.n; i++)
        if (all.v[i].prop == r->prop) all.v[n++] = all.v[i];
    if (r->prop) all.n = n;
    if (c->format == FORMAT_JSON) return out_json(v, all, err);
    for (;;) { // the next transaction that added or ended something
        int64_t next = 0;
        for (size_t i = 0; i < all.n; i++) {
            const int64_t both[2] = {all.v[i].tx, all.v[i].gone};
            for (int k = 0; k < 2; k++)
                if (both[k] > last && both[k] <= v->known && (!next || both[k] < next)) next = both[k];
        }
        if (!next) return true;
        if (last) putchar('\n');
        if (!transaction(v, all, next, err)) return false;
        last = next;
    }
}

int cmd_history(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct ref r;
    STORE s = NULL;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas history REF, for example: habeas history persons/ilgar-mammadov#born\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err)) return cmd_fail(&err);
    if (!cmd_ref(c, &v, c->args[0], &r, &err)) return EXIT_FAILED;
    return history(c, &v, &r, &err) ? EXIT_DONE : cmd_fail(&err);
}
