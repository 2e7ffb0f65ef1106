#include "site/cited.h"

#include "base/arena.h"
#include "lang/scan.h"

static bool may_cite(struct str s)
{
    return str_chr(s, '/', 0) < s.n || str_chr(s, ':', 0) < s.n || str_chr(s, '(', 0) < s.n;
}

static bool fits(enum token_kind t, enum scheme s)
{
    return t == TOKEN_APPNO ? s == SCHEME_APPNO : t == TOKEN_ECLI ? s == SCHEME_ECLI : t == TOKEN_DOC && (s == SCHEME_DOCUMENT || s == SCHEME_ITEM);
}

// The entities of a type that bear the number, in its order; *n is 0 when there are none.
static bool bearers(struct page *p, const struct prop *prop, struct str number, struct hits *out, struct err *err)
{
    struct value v = {.kind = KIND_IDENTIFIER, .text = number};
    struct filter f = {.of = prop->type, .prop = prop, .any = &v, .any_count = 1};
    struct ref r = {.type = prop->type, .filters = &f, .filter_count = 1, .limit = 2};
    return query_list(&p->view, &r, out, err);
}

static bool entity_of(struct page *p, const struct token *t, int64_t *out, struct err *err)
{
    const struct vocab *v = store_vocab(p->store);
    size_t several = 0;
    *out = 0;
    for (size_t i = 0; i < v->prop_count; i++) {
        const struct prop *prop = v->props[i];
        struct hits hits;
        if (prop->kind != KIND_IDENTIFIER || !fits(t->kind, prop->scheme)) continue;
        if (!bearers(p, prop, t->code, &hits, err)) return false;
        if (!hits.n) continue;
        several += hits.n;
        bool judgment = str_eq(prop->type->path, S("judgments"));
        if (judgment || !*out) *out = hits.v[0].entity;
        if (judgment) return true;
    }
    if (several > 1) *out = 0;
    return true;
}

bool page_cited(struct page *p, struct str text, struct str lang, struct err *err)
{
    struct token *t;
    size_t done = 0, n = may_cite(text) ? scan_text(p->arena, text, lang.n ? lang : S("en"), &t) : 0;
    bool foreign = lang.n && !str_eq(lang, p->lang);
    if (!n) return page_text(p, text, lang), true;
    if (foreign) html_lit(&p->b, "<span"), page_marked(p, lang), html_lit(&p->b, ">");
    for (size_t i = 0; i < n; i++) {
        const struct type *type;
        struct str path;
        int64_t entity = 0;
        if (t[i].kind != TOKEN_APPNO && t[i].kind != TOKEN_ECLI && t[i].kind != TOKEN_DOC) continue;
        if (!entity_of(p, &t[i], &entity, err)) return false;
        if (!entity || entity == p->entity || !view_name(&p->view, entity, &type, &path, err)) continue;
        if (!(path = view_path(&p->view, entity, err)).n) continue;
        html_text(&p->b, str_sub(text, done, t[i].at));
        page_anchor(p, page_link(p, path), str_sub(text, t[i].at, t[i].at + t[i].n));
        done = t[i].at + t[i].n;
    }
    html_text(&p->b, str_sub(text, done, text.n));
    if (foreign) html_lit(&p->b, "</span>");
    return true;
}
