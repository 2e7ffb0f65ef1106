// A source: what rests on it, by entity.
#include "base/arena.h"
#include "site/entity.h"

enum { SHOWN = 60 };

static bool entry(struct page *p, const struct statement *first, size_t n, struct err *err)
{
    enum { VALUES = 6 };
    html_lit(&p->b, "<li>");
    if (!page_entity(p, first->entity, err)) return false;
    html_lit(&p->b, "\n<span class=\"brief\">");
    for (size_t i = 0, shown = 0; i < n && shown < VALUES; i++) {
        const struct statement *s = &first[i];
        if (i && s->prop == s[-1].prop) continue;
        if (shown++) html_lit(&p->b, " · ");
        html_text(&p->b, label_text(s->prop->label, p->lang, s->prop->name));
    }
    html_lit(&p->b, "</span></li>\n");
    return true;
}

bool source_below(struct page *p, struct statements all, struct err *err)
{
    enum { ROWS = 600 };
    struct statements on;
    size_t entities = 0;
    (void)all;
    if (!view_of_source(&p->view, p->entity, ROWS, &on, err)) return false;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "What rests on this source"));
    html_lit(&p->b, "</h2>\n");
    bool cut = on.n == ROWS, open = false;
    for (size_t i = 0, next; i < on.n; i = next) {
        for (next = i + 1; next < on.n && on.v[next].entity == on.v[i].entity;) next++;
        if (on.v[i].entity == p->entity) continue; // what it says of itself
        if (entities++ >= SHOWN) continue;
        if (!open) html_lit(&p->b, "<ul class=\"list\">\n");
        open = true;
        if (!entry(p, &on.v[i], next - i, err)) return false;
    }
    if (open) html_lit(&p->b, "</ul>\n");
    html_lit(&p->b, "<p class=\"soft\">");
    if (!entities)
        html_text(&p->b, UI(p, "Nothing that is public."));
    else if (cut)
        html_text(&p->b, ui_count(p->arena, p->lang, "More than %d statement rests on it.", "More than %d statements rest on it.", ROWS));
    else
        html_text(&p->b, ui_count(p->arena, p->lang, "%d entity in all.", "%d entities in all.", (int64_t)entities));
    html_lit(&p->b, "</p>\n");
    return true;
}
