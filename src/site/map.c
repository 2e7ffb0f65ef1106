// A map of the world with the countries in which persons are held, drawn here of data/map.txt (Natural Earth, public domain), and its
// table for those who do not see it.
#include "base/arena.h"
#include "base/data.h"
#include "lang/write.h"
#include "site/figures.h"

// How dark: half as many as where most are held, an eighth, a thirty-second, fewer.
static int shade(const struct tally *t, size_t most)
{
    size_t n = t->certain + t->possible;
    return n * 2 >= most ? 4 : n * 8 >= most ? 3 : n * 32 >= most ? 2 : 1;
}

static void draw(struct page *p, const struct tallies *t, struct day at)
{
    struct str rest = data_file(S("map.txt"));
    size_t most = 1;
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].certain + t->v[i].possible > most) most = t->v[i].certain + t->v[i].possible;
    html_lit(&p->b, "<svg class=\"map\" viewBox=\"0 0 1000 487\" role=\"group\" aria-label=\"");
    html_text(&p->b, p->title);
    html_lit(&p->b, "\">\n");
    while (rest.n) {
        struct str line = str_cut(rest, '\n', &rest), path, code = str_cut(line, ' ', &path);
        const struct tally *here = NULL;
        for (size_t i = 0; i < t->n; i++)
            if (str_eq(t->v[i].key, code)) here = &t->v[i];
        if (here) {
            bool list = p->site->edition == EDITION_LIVE; // the static edition has no list of these alone
            if (list) {
                html_lit(&p->b, "<a href=\"");
                html_text(&p->b, page_link(p, strf(p->arena, "persons?detentions.country=%.*s&detentions.at=%.*s", STR(code), STR(day_text(p->arena, at)))));
                html_lit(&p->b, "\">");
            }
            buf_addf(&p->b, "<path class=\"land shade-%d\" d=\"%.*s\"><title>", shade(here, most), STR(path));
            html_text(&p->b, write_country(p->arena, code, p->lang));
            html_lit(&p->b, ": ");
            html_text(&p->b, write_number(p->arena, (int64_t)here->certain, p->lang));
            if (here->possible) {
                html_lit(&p->b, ", ");
                html_text(&p->b, ui_count(p->arena, p->lang, "perhaps %d more", "perhaps %d more", (int64_t)here->possible));
            }
            html_lit(&p->b, "</title></path>");
            if (list) html_lit(&p->b, "</a>");
            html_lit(&p->b, "\n");
        } else if (code.n) {
            buf_addf(&p->b, "<path class=\"land\" d=\"%.*s\"/>\n", STR(path));
        }
    }
    html_lit(&p->b, "</svg>\n");
}

bool route_map(struct page *p, struct err *err)
{
    const struct held_table *held;
    struct figures f;
    struct day at = view_day(&p->view);
    bool has_at = p->view.has_at;
    p->view.has_at = false;
    if (!held_read(p, &held, err)) return false;
    held_figures(p, held, at, &f);
    p->view.has_at = has_at;
    p->title = UI(p, "Where persons are held");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n");
    draw(p, &f.country, at);
    html_lit(&p->b, "<p class=\"soft\">");
    html_text(&p->b, UI(p, "The stronger the colour of a country, the more persons are held there."));
    html_lit(&p->b, "</p>\n");
    figures_countries(p, &f, at);
    html_lit(&p->b, "<p class=\"soft\">");
    html_text(&p->b, UI(p, "Outlines: Natural Earth. Borders are shown as that map has them; the register takes no position on them."));
    html_lit(&p->b, "</p>\n");
    page_close(p);
    return true;
}
