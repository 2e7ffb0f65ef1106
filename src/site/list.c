// Lists: the entities that a reference selects.
#include "base/arena.h"
#include "site/page.h"

enum { PER_PAGE = 50 };

bool route_list(struct page *p, struct err *err)
{
    struct hits hits;
    if (p->ref.limit < 0) p->ref.limit = PER_PAGE;
    if (!query_list(&p->view, &p->ref, &hits, err)) return false;
    p->title = label_text(p->ref.type->label, p->lang, p->ref.type->path);
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n<ol class=\"list\">\n");
    for (size_t i = 0; i < hits.n; i++) {
        html_lit(&p->b, "<li>");
        if (!page_entity(p, hits.v[i].entity, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ol>\n");
    page_close(p);
    return true;
}
