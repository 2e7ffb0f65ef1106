#include "site/brief.h"

#include "base/arena.h"
#include "lang/write.h"

// What of each type is told; "when" is its period or date.
static const struct row {
    const char *type, *props[8];
} rows[] = {
    {"persons", {"occupation"}},
    {"organisations", {"kind", "country"}},
    {"positions", {"person", "when"}},
    {"places", {"kind", "country"}},
    {"detentions", {"when", "country", "kind"}},
    {"charges", {"code", "when", "outcome"}},
    {"rulings", {"when", "court", "sentence"}},
    {"recognitions", {"when", "scheme", "body"}},
    {"lists", {"when", "compiler"}},
    {"applications", {"number", "lodged", "status"}},
    {"judgments", {"when", "respondent", "violation"}},
    {"supervision", {"when", "judgment"}},
    {"occasions", {"when", "kind", "place"}},
    {"letters", {"when", "addressee", "status"}},
    {"signatures", {"letter", "country"}},
    {"replies", {"when", "kind"}},
    {"commitments", {"when", "by", "due"}},
    {"sources", {"publisher", "when", "kind"}},
};
enum { VALUES_MAX = 3 };

static const char *const *told_of(const struct type *t)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(t->path, str_of(rows[i].type))) return rows[i].props;
    return NULL;
}

static bool short_kind(const struct prop *p)
{
    return p->computed == COMPUTED_NONE && p->kind != KIND_TEXT && p->kind != KIND_NAME && p->kind != KIND_URL && p->kind != KIND_FILE &&
           p->kind != KIND_STATEMENT;
}

size_t brief_props(const struct type *t, const struct prop *out[8])
{
    const char *const *told = told_of(t);
    size_t n = 0;
    for (; told && told[n] && n < 8; n++) out[n] = type_prop(t, str_of(told[n])); // NULL: when
    for (const struct prop *p = t->first; !told && p && n < 3; p = p->next)
        if (short_kind(p)) out[n++] = p;
    return n;
}

void brief_period(struct page *p, const struct type *t, struct statements all)
{
    const struct prop *date = type_prop(t, S("date"));
    const struct statement *since = t->since ? statement_first(all, t->since) : date ? statement_first(all, date) : NULL;
    const struct statement *until = t->until ? statement_first(all, t->until) : NULL;
    if (since && until && str_eq(since->value.text, until->value.text)) until = NULL;
    else if (since && t->until && !until && !t->inclusive) {
        html_text(&p->b, ui_with(p->arena, p->lang, "since {1}", write_date(p->arena, since->value.date, p->lang), S("")));
        return;
    }
    if (since) page_date(p, since->value.date);
    if (since && until) html_lit(&p->b, " – ");
    if (!since && until) html_text(&p->b, ui_with(p->arena, p->lang, "until {1}", write_date(p->arena, until->value.date, p->lang), S("")));
    else if (until) page_date(p, until->value.date);
}

static bool has_period(const struct type *t, struct statements all)
{
    const struct prop *date = type_prop(t, S("date"));
    return (t->since && statement_first(all, t->since)) || (t->until && statement_first(all, t->until)) || (date && statement_first(all, date));
}

static void dot(struct page *p, bool *any)
{
    if (*any) html_lit(&p->b, " · ");
    *any = true;
}

// References as text: one link a line is enough.
static bool plain_value(struct page *p, const struct statement *s, struct err *err)
{
    struct str label, lang;
    if (s->value.kind != KIND_REF) return page_value(p, s, err);
    if (!view_label_lang(&p->view, s->value.key, &label, &lang, err)) return false;
    html_lit(&p->b, "<bdi>");
    page_text(p, label, lang);
    html_lit(&p->b, "</bdi>");
    return true;
}

// Of a person: where held now, or that it is not certain. The day is that of at=, else today.
static bool held_now(struct page *p, int64_t person, bool *any, struct err *err)
{
    const struct type *t = vocab_type(store_vocab(p->store), S("detentions"));
    struct day at = view_day(&p->view);
    int64_t *list;
    size_t n;
    if (!t || !t->since || !t->until) return true;
    if (!view_referring(&p->view, t, person, &list, &n, err)) return false;
    for (size_t i = 0; i < n; i++) {
        const struct prop *wanted[] = {t->since, t->until};
        struct statements all;
        struct view v = p->view;
        v.has_at = false;
        if (!view_some(&v, list[i], wanted, 2, &all, err)) return false;
        const struct statement *since = statement_first(all, t->since), *until = statement_first(all, t->until);
        enum tri held = edtf_in_force(since ? &since->value.date : NULL, until ? &until->value.date : NULL, at);
        if (held == TRI_NO || !since) continue;
        dot(p, any);
        struct str day = write_date(p->arena, since->value.date, p->lang);
        html_lit(&p->b, "<strong>");
        html_text(&p->b, held == TRI_YES ? ui_with(p->arena, p->lang, "held since {1}", day, S(""))
                                         : ui_with(p->arena, p->lang, "perhaps held since {1}", day, S("")));
        html_lit(&p->b, "</strong>");
        return true;
    }
    return true;
}

bool brief_entity(struct page *p, int64_t entity, enum tri sure, struct err *err)
{
    const struct type *t;
    struct str slug;
    struct statements all;
    const struct prop *props[8];
    bool any = false;
    if (!view_name(&p->view, entity, &t, &slug, err)) return false;
    if (!t) return true;
    if (!page_entity(p, entity, err) || !view_statements(&p->view, entity, &all, err)) return false;
    if (sure == TRI_MAYBE) html_lit(&p->b, " <span class=\"maybe\">"), html_text(&p->b, UI(p, "perhaps")), html_lit(&p->b, "</span>");
    html_lit(&p->b, "\n<span class=\"brief\">");
    size_t n = brief_props(t, props);
    for (size_t i = 0; i < n; i++) {
        if (!props[i]) {
            if (has_period(t, all)) dot(p, &any), brief_period(p, t, all);
            continue;
        }
        struct statements of = statements_distinct(statements_of(p->arena, all, props[i]));
        for (size_t k = 0; k < of.n && k < VALUES_MAX; k++) {
            if (k)
                html_lit(&p->b, ", ");
            else
                dot(p, &any);
            if (!plain_value(p, &of.v[k], err)) return false;
        }
        if (of.n > VALUES_MAX) html_lit(&p->b, " …");
    }
    if (str_eq(t->path, S("persons")) && !held_now(p, entity, &any, err)) return false;
    html_lit(&p->b, "</span>");
    return true;
}
