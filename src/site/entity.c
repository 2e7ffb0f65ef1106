// An entity of any type: what is said of it, each with its source.
#include "base/arena.h"
#include "site/page.h"

static bool statements(struct page *p, struct statements all, struct err *err)
{
    html_lit(&p->b, "<dl class=\"facts\">\n");
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!i || all.v[i - 1].prop != s->prop) {
            html_lit(&p->b, "<dt>");
            html_text(&p->b, label_text(s->prop->label, p->lang, s->prop->name));
            html_lit(&p->b, "</dt>\n");
        }
        html_lit(&p->b, "<dd>");
        if (!page_value(p, s, err)) return false;
        html_lit(&p->b, " ");
        if (!page_source(p, s, err)) return false;
        html_lit(&p->b, "</dd>\n");
    }
    html_lit(&p->b, "</dl>\n");
    return true;
}

bool route_entity(struct page *p, struct err *err)
{
    struct statements all;
    if (!view_label(&p->view, p->entity, &p->title, err) || !view_statements(&p->view, p->entity, &all, err)) return false;
    page_open(p);
    html_lit(&p->b, "<h1><bdi>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</bdi></h1>\n");
    if (!statements(p, all, err)) return false;
    page_close(p);
    return true;
}
