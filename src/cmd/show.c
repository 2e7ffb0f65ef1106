// An entity for a person: what is said, by whom, what refers to it, and the sources in full.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cmd/case.h"
#include "cmd/cmd.h"
#include "cmd/out.h"
#include "cmd/rests.h"
#include "lang/write.h"

static bool title(struct cmd *c, struct view *v, int64_t entity, struct err *err)
{
    struct str label, path = view_path(v, entity, err);
    if (!view_label(v, entity, &label, err)) return false;
    const char *bold = c->colour && c->format == FORMAT_TEXT ? "\033[1m" : "", *off = *bold ? "\033[0m" : "";
    printf("%s%.*s%s\n%.*s\n", bold, STR(label), off, STR(path));
    if (v->has_at) printf("as of %.*s\n", STR(write_day(v->arena, v->at, v->lang)));
    if (v->known != STORE_NOW && c->has_known)
        printf("as the register knew it on %.*s\n", STR(out_instant(v->arena, c->known)));
    putchar('\n');
    return true;
}

// summarised: what a frozen letter rests on is only counted.
static bool properties(struct view *v, struct statements all, bool summarised, struct err *err)
{
    struct table t = table_in(v->arena, 3, 2);
    bool told = false;
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        struct str value;
        if (summarised && (str_eq(s->prop->name, S("claims")) || s->prop->kind == KIND_STATEMENT)) {
            if (!told && !rests_summary(v, all, &t, err)) return false;
            told = true;
            continue;
        }
        bool again = i && all.v[i - 1].prop == s->prop;
        bool disputed = !again && statements_disputed(statements_of(v->arena, all, s->prop));
        if (!out_value(v, s, &value, err)) return false;
        if (disputed) value = strf(v->arena, "%.*s  ≠ sources disagree", STR(value));
        table_row(&t, (struct str[]){again ? S("") : s->prop->name, value, out_source(v, s)});
    }
    table_print(&t);
    return true;
}

// Types that refer to this entity, a line an entity, in order of date.
static bool referring(struct view *v, const struct type *type, int64_t entity, struct err *err)
{
    struct table t = table_in(v->arena, 3, 2);
    struct str slug;
    const struct type *own;
    if (!view_name(v, entity, &own, &slug, err)) return false;
    for (const struct type *from = store_vocab(v->store)->first; from; from = from->next) {
        struct ref r = {.type = from, .limit = -1};
        struct filter f = {0};
        for (const struct prop *p = from->first; p; p = p->next) {
            struct hits hits;
            struct value target = {.kind = KIND_REF, .type = own, .text = slug};
            if (p->kind != KIND_REF || !prop_takes(p, type) || str_eq(from->path, S("sources"))) continue;
            f = (struct filter){.of = from, .prop = p, .any = &target, .any_count = 1};
            r.filters = &f;
            r.filter_count = 1;
            if (!query_list(v, &r, &hits, err)) return false;
            for (size_t i = 0; i < hits.n; i++) {
                struct str label, period, path = view_path(v, hits.v[i].entity, err);
                struct statements all;
                if (!path.n || !view_statements(v, hits.v[i].entity, &all, err) ||
                    !view_label(v, hits.v[i].entity, &label, err) || !out_period(v, from, all, &period, err))
                    return false;
                table_row(&t, (struct str[]){path, period, label});
            }
        }
    }
    if (t.count) printf("\nreferred to by\n");
    table_print(&t);
    return true;
}

static bool source_line(struct view *v, struct table *t, int64_t source, struct err *err)
{
    const struct type *type;
    struct str slug;
    struct statements all;
    struct buf b = buf_in(v->arena);
    if (!view_name(v, source, &type, &slug, err)) return false;
    if (!type) return true;
    if (!view_statements(v, source, &all, err)) return false;
    static const char *const parts[] = {"title", "publisher", "date", "url"};
    for (size_t i = 0; i < 4; i++) {
        const struct statement *s = statement_first(all, type_prop(type, str_of(parts[i])));
        if (!s) continue;
        if (b.n) buf_add(&b, S(", "));
        buf_add(&b, value_write(v->arena, s->prop, &s->value, v->lang));
    }
    table_row(t, (struct str[]){slug, buf_str(&b)});
    return true;
}

static bool sources(struct view *v, int64_t self, struct statements all, struct err *err)
{
    struct table t = table_in(v->arena, 2, 2);
    for (size_t i = 0; i < all.n; i++) {
        bool seen = all.v[i].source_id == self || !all.v[i].source.n;
        for (size_t k = 0; k < i; k++) seen |= all.v[k].source_id == all.v[i].source_id;
        if (!seen && !source_line(v, &t, all.v[i].source_id, err)) return false;
    }
    if (t.count) printf("\nsources\n");
    table_print(&t);
    return true;
}

static bool computed(struct cmd *c, struct view *v, const struct ref *r, int64_t entity, struct err *err)
{
    static const char *const words[] = {"no", "maybe", "yes"};
    struct computed_value cv;
    struct day at = view_day(v);
    if (!view_compute(v, r->prop, entity, at, &cv, err)) return false;
    struct str value = r->prop->kind == KIND_BOOL ? str_of(words[cv.tri])
                       : !cv.known                ? S("unknown")
                       : cv.lo == cv.hi ? strf(v->arena, "%lld", (long long)cv.lo)
                                        : strf(v->arena, "%lld..%lld", (long long)cv.lo, (long long)cv.hi);
    if (c->format == FORMAT_JSON) {
        struct json j = json_in(v->arena);
        json_open(&j, '{');
        json_text(&j, "entity", view_path(v, entity, err));
        json_text(&j, "property", r->prop->name);
        json_text(&j, "value", value);
        json_text(&j, "at", day_text(v->arena, at));
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return true;
    }
    if (c->count) return printf("%lld\n", r->prop->kind == KIND_BOOL ? (long long)(cv.tri == TRI_YES) : (long long)cv.lo) > 0;
    printf("%.*s  on %.*s, computed from\n", STR(value), STR(write_day(v->arena, at, v->lang)));
    struct table t = table_in(v->arena, 3, 2);
    for (size_t i = 0; i < cv.from.n; i++) {
        const struct statement *s = &cv.from.v[i];
        struct str text, path = view_path(v, s->entity, err);
        if (!path.n || !out_value(v, s, &text, err)) return false;
        table_row(&t, (struct str[]){strf(v->arena, "%.*s#%.*s", STR(path), STR(s->prop->name)), text, out_source(v, s)});
    }
    table_print(&t);
    return true;
}

static bool show(struct cmd *c, struct view *v, const struct ref *r, struct err *err)
{
    int64_t entity;
    struct statements all;
    if (!r->slug.n) return err_set(err, ERR_USAGE, "%s is a list; use: habeas list '%s'", c->args[0], c->args[0]);
    if (!cmd_entity(v, r, &entity, err)) return false;
    if (r->prop && r->prop->computed == COMPUTED_CAN_FOLLOW) return case_show_next(c, v, entity, err);
    if (r->prop && r->prop->computed) return computed(c, v, r, entity, err);
    if (r->prop && str_eq(r->prop->name, S("claims")) && type_prop(r->type, S("rests-on"))) return rests_show_claims(c, v, entity, err);
    if (!view_statements(v, entity, &all, err)) return false;
    if (r->prop) {
        size_t n = 0;
        for (size_t i = 0; i < all.n; i++)
            if (all.v[i].prop == r->prop) all.v[n++] = all.v[i];
        all.n = n;
        if (!n && c->format != FORMAT_JSON)
            return err_set(err, ERR_NOT_FOUND, "%.*s/%.*s has no %.*s", STR(r->type->path), STR(r->slug), STR(r->prop->name));
    }
    if (c->format == FORMAT_JSON) return out_json(v, all, err);
    if (!title(c, v, entity, err) || !properties(v, all, !r->prop, err)) return false;
    if (!r->prop && !referring(v, r->type, entity, err)) return false;
    struct str path = view_path(v, entity, err);
    if (r->prop) path = strf(v->arena, "%.*s#%.*s", STR(path), STR(r->prop->name));
    return rests_show_letters(v, path, err) && sources(v, entity, all, err);
}

int cmd_show(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct ref r;
    STORE s = NULL;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas show REF, for example: habeas show persons/ilgar-mammadov\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err)) return cmd_fail(&err);
    struct str text = str_of(c->args[0]);
    if (rests_is_id(&v, text)) return rests_show_statement(c, &v, text, &err) ? EXIT_DONE : cmd_fail(&err);
    if (!cmd_ref(c, &v, c->args[0], &r, &err)) return EXIT_FAILED;
    return show(c, &v, &r, &err) ? EXIT_DONE : cmd_fail(&err);
}
