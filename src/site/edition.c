// The page about a static edition: which it is, what is withheld, how to verify it. Live: how to get one.
#include "base/arena.h"
#include "lang/write.h"
#include "site/manifest.h"
#include "site/page.h"

static void row(struct page *p, struct str what, struct str value)
{
    html_lit(&p->b, "<dt>");
    html_text(&p->b, what);
    html_lit(&p->b, "</dt><dd><bdi>");
    html_text(&p->b, value);
    html_lit(&p->b, "</bdi></dd>\n");
}

bool route_edition(struct page *p, struct err *err)
{
    const struct manifest_note *n = p->site->note;
    (void)err;
    if (!n) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    p->title = UI(p, "About this edition");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n<dl class=\"facts\">\n");
    row(p, UI(p, "Edition"), write_number(p->arena, n->seq, p->lang));
    row(p, UI(p, "Made on"), strf(p->arena, "%.*s, %.*s UTC", STR(write_day(p->arena, instant_day(n->time), p->lang)),
                                 STR(str_sub(instant_text(p->arena, n->time), 11, 16))));
    if (n->site.n) row(p, UI(p, "Published at"), n->site);
    row(p, UI(p, "Manifest of the edition before"), n->prev);
    row(p, UI(p, "Withheld: statements for partners"), write_number(p->arena, n->withheld[1], p->lang));
    row(p, UI(p, "Withheld: internal statements"), write_number(p->arena, n->withheld[2], p->lang));
    row(p, UI(p, "Withheld: sealed statements"), write_number(p->arena, n->withheld[3], p->lang));
    html_lit(&p->b, "</dl>\n<h2>");
    html_text(&p->b, UI(p, "How to verify it"));
    html_lit(&p->b, "</h2>\n<p>");
    html_text(&p->b, UI(p, "Every file of this edition is listed with its hash in MANIFEST, which is signed. In the folder of the edition, with the public key of its publisher:"));
    html_lit(&p->b, "</p>\n<pre dir=\"ltr\"><code>minisign -V -p key.pub -m MANIFEST\nsha256sum -c --quiet MANIFEST\nhabeas verify-site . --key key.pub</code></pre>\n");
    page_close(p);
    return true;
}
