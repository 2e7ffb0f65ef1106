// Home: what is known today. How many are held, by country, occupation and length; what happened lately; what is coming.
#include <stdlib.h>

#include "base/arena.h"
#include "lang/write.h"
#include "site/brief.h"
#include "site/figures.h"
#include "store/column.h"

enum { LATELY = 8, COMING = 8 };

static void heading(struct page *p, struct str text)
{
    html_lit(&p->b, "<h2>");
    html_text(&p->b, text);
    html_lit(&p->b, "</h2>\n");
}

static void total(struct page *p, const struct figures *f, struct day at)
{
    struct str day = day_text(p->arena, at);
    html_lit(&p->b, "<p class=\"total\"><a href=\"");
    html_text(&p->b, page_link(p, strf(p->arena, "persons?detentions.at=%.*s", STR(day))));
    html_lit(&p->b, "\"><strong>");
    html_text(&p->b, write_number(p->arena, (int64_t)f->certain, p->lang));
    html_lit(&p->b, "</strong> ");
    html_text(&p->b, ui_count(p->arena, p->lang, "person is held", "persons are held", (int64_t)f->certain));
    html_lit(&p->b, "</a>");
    if (f->possible) {
        html_lit(&p->b, ", ");
        html_text(&p->b, ui_count(p->arena, p->lang, "perhaps %d more", "perhaps %d more", (int64_t)f->possible));
    }
    html_lit(&p->b, " <span class=\"soft\">");
    html_text(&p->b, ui_with(p->arena, p->lang, "as the register knows it for {1}", write_day(p->arena, at, p->lang), S("")));
    html_lit(&p->b, "</span></p>\n");
}

// ---- events

struct event {
    int64_t entity;
    int64_t day;
    bool deadline; // the day is one that the entity sets
};

static int newest_first(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? 1 : -1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

static int oldest_first(const void *a, const void *b) { return -newest_first(a, b); }

struct gathered {
    struct event *v;
    size_t n, cap;
};

// Events of a property's dates: up to and on the day, or behind it; of an uncertain date the whole must lie there.
static bool gather(struct page *p, const char *type, const char *prop, struct day at, bool coming, struct gathered *g, struct err *err)
{
    const struct type *t = vocab_type(store_vocab(p->store), str_of(type));
    const struct prop *q = t ? type_prop(t, str_of(prop)) : NULL;
    const struct prop *date = t ? type_prop(t, S("date")) : NULL;
    struct column c, made = {0};
    size_t k = 0, to;
    if (!q) return true;
    if (!view_column(&p->view, q, &c, err) || (coming && date && !view_column(&p->view, date, &made, err))) return false;
    for (size_t i = 0; i < c.n; i++) {
        struct event e = {c.v[i].entity, coming ? c.v[i].lo : c.v[i].hi, coming && q != t->since};
        if (coming ? e.day <= at.n : e.day > at.n) continue;
        column_of(&made, e.entity, &k, &to);
        if (to > k && made.v[k].hi > at.n) continue; // a deadline that nobody had set yet
        g->v = arena_grow(p->arena, g->v, &g->cap, g->n + 1, sizeof *g->v);
        g->v[g->n++] = e;
    }
    return true;
}

// The nearest of them, each entity once.
static void keep(struct gathered *g, bool coming, size_t most)
{
    size_t n = 0;
    if (g->n) qsort(g->v, g->n, sizeof *g->v, coming ? oldest_first : newest_first);
    for (size_t i = 0; i < g->n && n < most; i++) {
        bool again = false;
        for (size_t k = 0; k < n; k++) again |= g->v[k].entity == g->v[i].entity;
        if (!again) g->v[n++] = g->v[i];
    }
    g->n = n;
}

static bool events(struct page *p, struct str title, const struct event *v, size_t n, struct err *err)
{
    if (!n) return true;
    heading(p, title);
    html_lit(&p->b, "<ol class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        html_lit(&p->b, "<li>");
        if (v[i].deadline) {
            html_lit(&p->b, "<span class=\"maybe\">");
            html_text(&p->b, ui_with(p->arena, p->lang, "by {1}", write_day(p->arena, (struct day){(int32_t)v[i].day}, p->lang), S("")));
            html_lit(&p->b, "</span> ");
        }
        if (!brief_entity(p, v[i].entity, TRI_YES, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ol>\n");
    return true;
}

static bool lately_and_coming(struct page *p, struct day at, struct err *err)
{
    static const char *const past[][2] = {{"supervision", "date"}, {"rulings", "date"}, {"judgments", "date"}, {"letters", "date"},
                                          {"replies", "date"}, {"commitments", "date"}, {"detentions", "until"}, {"detentions", "since"}};
    static const char *const future[][2] = {{"occasions", "since"}, {"commitments", "due"}, {"supervision", "deadline"}};
    struct gathered before = {0}, behind = {0};
    for (size_t i = 0; i < sizeof past / sizeof *past; i++)
        if (!gather(p, past[i][0], past[i][1], at, false, &before, err)) return false;
    for (size_t i = 0; i < sizeof future / sizeof *future; i++)
        if (!gather(p, future[i][0], future[i][1], at, true, &behind, err)) return false;
    keep(&before, false, LATELY);
    keep(&behind, true, COMING);
    return events(p, UI(p, "Coming"), behind.v, behind.n, err) && events(p, UI(p, "Lately"), before.v, before.n, err);
}

bool route_home(struct page *p, struct err *err)
{
    struct held_table held;
    struct figures f;
    struct day at = p->view.has_at ? p->view.at : p->view.today;
    bool shown_at = p->view.has_at;
    p->view.has_at = false; // figures and dates are compared here, with the day
    if (!held_read(p, &held, err) || !held_figures(p, &held, at, &f, err)) return false;
    p->view.has_at = shown_at;
    page_open(p);
    p->view.has_at = false;
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->site->title.n ? p->site->title : UI(p, "Prisoners of conscience: every fact with its source"));
    html_lit(&p->b, "</h1>\n");
    total(p, &f, at);
    figures_tables(p, &f, at, false);
    html_lit(&p->b, "<p>");
    page_anchor(p, page_link(p, S("charts")), UI(p, "Persons held, over time"));
    html_lit(&p->b, " · ");
    page_anchor(p, page_link(p, S("map")), UI(p, "Where persons are held"));
    html_lit(&p->b, "</p>\n");
    if (!lately_and_coming(p, at, err)) return false;
    page_close(p);
    return true;
}
