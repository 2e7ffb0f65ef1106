// What refers to an entity, in groups: a type and the property by which it refers. At most SHOWN of each; the list has them all.
#include "base/arena.h"
#include "site/brief.h"
#include "site/entity.h"

enum { SHOWN = 20 };

static bool skipped(const struct type *t, const char *const *skip)
{
    if (str_eq(t->path, S("sources"))) return true; // a source is a source of nearly everything
    for (; skip && *skip; skip++)
        if (str_eq(t->path, str_of(*skip))) return true;
    return false;
}

// The property's own name is told where a type refers by several.
static bool several(struct page *p, const struct type *from)
{
    size_t n = 0;
    for (const struct prop *prop = from->first; prop; prop = prop->next) n += prop->kind == KIND_REF && prop_takes(prop, p->ref.type);
    return n > 1;
}

static bool group(struct page *p, const struct type *from, const struct prop *prop, struct err *err)
{
    struct str slug;
    const struct type *own;
    struct hits hits;
    int64_t *few;
    size_t n;
    bool more;
    if (!view_referrers_by(&p->view, prop, p->entity, 1, &few, &n, &more, err)) return false;
    if (!n) return true;
    if (!view_name(&p->view, p->entity, &own, &slug, err)) return false;
    struct value target = {.kind = KIND_REF, .type = own, .text = slug};
    struct filter f = {.of = from, .prop = prop, .any = &target, .any_count = 1};
    struct ref r = {.type = from, .limit = SHOWN, .filters = &f, .filter_count = 1};
    if (!query_list(&p->view, &r, &hits, err)) return false;
    if (!hits.n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, type_plural(from, p->lang));
    if (several(p, from)) html_lit(&p->b, " <span class=\"soft\">"), html_text(&p->b, label_text(prop->label, p->lang, prop->name)), html_lit(&p->b, "</span>");
    html_lit(&p->b, "</h2>\n<ul class=\"list\">\n");
    for (size_t i = 0; i < hits.n; i++) {
        html_lit(&p->b, "<li>");
        if (!brief_entity(p, hits.v[i].entity, hits.v[i].tri, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    size_t all = hits.certain + hits.possible;
    if (all <= hits.n) return true;
    html_lit(&p->b, "<p>");
    page_anchor(p, page_link(p, strf(p->arena, "%.*s?%.*s=%.*s", STR(from->path), STR(prop->name), STR(slug))),
                ui_count(p->arena, p->lang, "and %d more", "and %d more", (int64_t)(all - hits.n)));
    html_lit(&p->b, "</p>\n");
    return true;
}

bool related_write(struct page *p, const char *const *skip, struct err *err)
{
    for (const struct type *from = store_vocab(p->store)->first; from; from = from->next)
        for (const struct prop *prop = from->first; prop && !skipped(from, skip); prop = prop->next)
            if (prop->kind == KIND_REF && prop_takes(prop, p->ref.type) && !group(p, from, prop, err)) return false;
    return true;
}
