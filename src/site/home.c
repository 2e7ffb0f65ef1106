// Home: what is known today.
#include "site/page.h"

bool route_home(struct page *p, struct err *err)
{
    (void)err;
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->site->title.n ? p->site->title : S("habeas"));
    html_lit(&p->b, "</h1>\n");
    page_close(p);
    return true;
}
