#include "cmd/rests.h"

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"
#include "letter/frozen.h"
#include "store/statement.h"

static bool is_prop(const struct statement *s, const char *name) { return str_eq(s->prop->name, str_of(name)); }

static bool day_of_tx(struct view *v, int64_t tx, struct str *out, struct err *err)
{
    struct instant at;
    struct str recorder, note;
    if (!view_tx(v, tx, &at, &recorder, &note, err)) return false;
    *out = write_day(v->arena, instant_day(at), v->lang);
    return true;
}

// How a statement stands: nothing said when it does; else since when not, and what took its place.
static bool standing(struct view *v, const struct statement *s, struct str *out, struct err *err)
{
    struct str day, reason, value;
    struct statements all;
    int64_t by;
    *out = S("stands");
    if (!s->gone) return true;
    if (!view_end(v, s->row, &by, &reason, err) || !day_of_tx(v, s->gone, &day, err) || !view_history(v, s->entity, &all, err))
        return false;
    *out = strf(v->arena, "%s on %.*s%s%.*s", by ? "superseded" : "withdrawn", STR(day), reason.n ? ": " : "", STR(reason));
    for (size_t i = 0; by && i < all.n; i++) {
        if (all.v[i].row != by) continue;
        if (!out_value(v, &all.v[i], &value, err)) return false;
        *out = strf(v->arena, "%.*s; now %.*s", STR(*out), STR(value));
    }
    return true;
}

static bool summary_line(struct view *v, struct statements all, struct buf *b)
{
    size_t rests = 0, claims = 0;
    for (size_t i = 0; i < all.n; i++) rests += is_prop(&all.v[i], "rests-on"), claims += is_prop(&all.v[i], "claims");
    for (size_t i = 0; i < all.n; i++) { // by language
        size_t n = 0;
        bool again = false;
        if (!is_prop(&all.v[i], "claims")) continue;
        for (size_t k = 0; k < all.n; k++) {
            bool same = is_prop(&all.v[k], "claims") && str_eq(all.v[k].lang, all.v[i].lang);
            again |= same && k < i;
            n += same;
        }
        if (!again) buf_addf(b, "%s%zu (%.*s)", b->n ? ", " : "", n, STR(all.v[i].lang));
    }
    if (claims || rests) buf_addf(b, "%sresting on %zu statement%s", b->n ? ", " : "", rests, rests == 1 ? "" : "s");
    (void)v;
    return claims || rests;
}

bool rests_summary(struct view *v, struct statements all, struct table *t, struct err *err)
{
    struct buf b = buf_in(v->arena);
    if (!all.n || !summary_line(v, all, &b)) return true;
    struct str path = view_path(v, all.v[0].entity, err);
    table_row(t, (struct str[]){S("claims"), buf_str(&b), strf(v->arena, "show %.*s#claims", STR(path))});
    return path.n > 0;
}

// ---- the claims of a letter

static bool rest_row(struct view *v, const struct statement *rest, struct table *t, struct json *j, struct err *err)
{
    struct statement s;
    struct str value = {0}, state = S("not in this register"), id, name = str_cut(rest->value.text, '@', &id);
    int found;
    if (!statement_find(v, rest->value.text, &s, &found, err)) return false;
    if (found && (!out_value(v, &s, &value, err) || !standing(v, &s, &state, err))) return false;
    if (!j) return table_row(t, (struct str[]){id, name, value, state}), true;
    json_open(j, '{');
    json_text(j, "id", id);
    json_text(j, "statement", name);
    json_bool(j, "stands", found && !s.gone);
    if (found) json_text(j, "value", s.value.kind == KIND_REF ? strf(v->arena, "%.*s/%.*s", STR(s.value.type->path), STR(s.value.text)) : s.value.text);
    if (found && s.gone) {
        struct instant at;
        struct str recorder, note;
        if (!view_tx(v, s.gone, &at, &recorder, &note, err)) return false;
        json_text(j, "ended", instant_text(v->arena, at));
    }
    json_close(j, '}');
    return true;
}

static bool one_claim(struct cmd *c, struct view *v, const struct statement *claim, struct statements all, struct err *err)
{
    struct table t = table_in(v->arena, 4, 4);
    struct json j = json_in(v->arena);
    bool is_json = c->format == FORMAT_JSON;
    if (is_json) {
        json_open(&j, '{');
        json_text(&j, "letter", view_path(v, claim->entity, err));
        json_text(&j, "lang", claim->lang);
        json_text(&j, "claim", claim->value.text);
        json_text(&j, "text", claim->quote);
        json_key(&j, "rests-on");
        json_open(&j, '[');
    } else {
        struct table line = table_in(v->arena, 2, 2);
        table_row(&line, (struct str[]){claim->value.text, strf(v->arena, "“%.*s”", STR(claim->quote))});
        table_print(&line);
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!is_prop(s, "rests-on") || !str_eq(s->locator, claim->value.text) || !str_eq(s->lang, claim->lang)) continue;
        if (!rest_row(v, s, &t, is_json ? &j : NULL, err)) return false;
    }
    if (is_json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_print_line(&j, stdout);
    }
    table_print(&t);
    return true;
}

bool rests_show_claims(struct cmd *c, struct view *v, int64_t letter, struct err *err)
{
    struct statements all;
    struct frozen frozen;
    struct str path = view_path(v, letter, err);
    if (!view_statements(v, letter, &all, err)) return false;
    size_t n = 0;
    struct str lang = {0};
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!is_prop(s, "claims")) continue;
        if (c->format != FORMAT_JSON && (!n || !str_eq(s->lang, lang))) {
            if (!frozen_read(v, letter, s->lang, &frozen, err)) return false;
            printf("%s%.*s, the text in %.*s, frozen on %.*s UTC%s%.*s\n\n", n ? "\n" : "", STR(path), STR(s->lang),
                   STR(out_instant(v->arena, frozen.at)), frozen.recorder.n ? " by " : "", STR(frozen.recorder));
        }
        lang = s->lang;
        n++;
        if (!one_claim(c, v, s, all, err)) return false;
    }
    if (n || c->format == FORMAT_JSON) return true;
    return err_set(err, ERR_NOT_FOUND, "%.*s is not frozen: the register has no claims of it", STR(path));
}

// ---- the letters on a statement

bool rests_show_letters(struct view *v, struct str name, struct err *err)
{
    struct table t = table_in(v->arena, 3, 2);
    int64_t *letters;
    size_t n;
    if (!statement_resting(v, name, &letters, &n, err)) return false;
    for (size_t i = 0; i < n; i++) {
        struct str label, period, path = view_path(v, letters[i], err);
        struct statements all;
        const struct type *type;
        struct str slug;
        if (!view_name(v, letters[i], &type, &slug, err)) return false;
        if (!type) continue;
        if (!view_statements(v, letters[i], &all, err) || !view_label(v, letters[i], &label, err) ||
            !out_period(v, type, all, &period, err))
            return false;
        table_row(&t, (struct str[]){path, period, label});
    }
    if (t.count) printf("\nletters that rest on this\n");
    table_print(&t);
    return true;
}

bool rests_is_id(const struct view *v, struct str text)
{
    struct statement_name n;
    return statement_name_parse(store_vocab(v->store), text, &n) && n.has_id;
}

static bool json_one(struct view *v, const struct statement *s, struct err *err)
{
    struct json j = json_in(v->arena);
    if (!json_statement(v, s, &j, err)) return false;
    json_print_line(&j, stdout);
    return true;
}

static bool recorded(struct view *v, int64_t tx, struct str *out, struct err *err)
{
    struct instant at;
    struct str recorder, note;
    if (!view_tx(v, tx, &at, &recorder, &note, err)) return false;
    *out = strf(v->arena, "%.*s UTC%s%.*s%s%.*s", STR(out_instant(v->arena, at)), recorder.n ? ", " : "", STR(recorder),
                note.n ? ": " : "", STR(note));
    return true;
}

bool rests_show_statement(struct cmd *c, struct view *v, struct str id, struct err *err)
{
    struct statement s;
    struct str label, value, state, when;
    int found;
    if (!statement_find(v, id, &s, &found, err)) return false;
    if (!found) return err_set(err, ERR_NOT_FOUND, "%.*s: there is no such statement", STR(id));
    if (found > 1) return err_set(err, ERR_USAGE, "%.*s begins the ids of several statements; give more digits", STR(id));
    if (c->format == FORMAT_JSON) return json_one(v, &s, err);
    struct str path = view_path(v, s.entity, err);
    if (!path.n || !view_label(v, s.entity, &label, err) || !out_value(v, &s, &value, err) || !standing(v, &s, &state, err) ||
        !recorded(v, s.tx, &when, err))
        return false;
    printf("%.*s\n%.*s#%.*s@%016llx\n\n", STR(label), STR(path), STR(s.prop->name), (unsigned long long)s.mark);
    struct table t = table_in(v->arena, 2, 2);
    table_row(&t, (struct str[]){s.prop->name, value});
    table_row(&t, (struct str[]){S("source"), out_source(v, &s)});
    if (s.quote.n) table_row(&t, (struct str[]){S("quote"), s.quote});
    table_row(&t, (struct str[]){S("recorded"), when});
    if (s.gone) table_row(&t, (struct str[]){S("ended"), state});
    table_print(&t);
    return rests_show_letters(v, strf(v->arena, "%.*s#%.*s@%016llx", STR(path), STR(s.prop->name), (unsigned long long)s.mark), err);
}
