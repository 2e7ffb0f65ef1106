// Home: what is known today. How many are held, by country, occupation and length; what happened lately; what is coming.
#include <stdlib.h>

#include "base/arena.h"
#include "lang/write.h"
#include "site/brief.h"
#include "site/figures.h"
#include "store/column.h"

enum { LATELY = 8, COMING = 8, LETTERS = 5 };

static void heading(struct page *p, struct str text)
{
    html_lit(&p->b, "<h2>");
    html_text(&p->b, text);
    html_lit(&p->b, "</h2>\n");
}

static void total(struct page *p, const struct figures *f, struct day at)
{
    struct str day = day_text(p->arena, at);
    bool list = p->site->edition == EDITION_LIVE; // the static edition has no list of these alone
    html_lit(&p->b, "<p class=\"total\">");
    if (list) html_lit(&p->b, "<a href=\""), html_text(&p->b, page_link(p, strf(p->arena, "persons?detentions.at=%.*s", STR(day)))), html_lit(&p->b, "\">");
    html_lit(&p->b, "<strong>");
    html_text(&p->b, write_number(p->arena, (int64_t)f->certain, p->lang));
    html_lit(&p->b, "</strong> ");
    html_text(&p->b, ui_count(p->arena, p->lang, "person is held", "persons are held", (int64_t)f->certain));
    if (list) html_lit(&p->b, "</a>");
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
    int64_t entity, day;
    bool deadline; // the day is one that the entity sets
};

struct events {
    struct event *v;
    size_t n, cap;
};

static int newest_first(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? 1 : -1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

static int oldest_first(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->day != y->day) return x->day > y->day ? 1 : -1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

// Does the row say what stands: not another value that is preferred, or a deadline that nobody had set on the day?
static bool stands(struct page *p, const struct type *t, const struct prop *q, const struct column_row *row, struct day at, bool *yes, struct err *err)
{
    const struct prop *date = type_prop(t, S("date")), *wanted[] = {q, date ? date : q};
    struct statements all;
    if (!view_some(&p->view, row->entity, wanted, 2, &all, err)) return false;
    const struct statement *s = statement_first(all, q), *made = date && date != q ? statement_first(all, date) : NULL;
    *yes = s && s->value.date.lo.n == row->lo && (!made || made->value.date.hi.n <= at.n);
    return true;
}

// The nearest events of a date, up to and on the day or behind it; of an uncertain date the whole must lie there. Looked for in
// growing windows from the day on, so that a long history costs nothing.
static bool gather(struct page *p, const char *type, const char *prop, struct day at, bool coming, size_t most, struct events *out, struct err *err)
{
    const struct type *t = vocab_type(store_vocab(p->store), str_of(type));
    const struct prop *q = t ? type_prop(t, str_of(prop)) : NULL;
    size_t start = out->n;
    if (!q) return true;
    for (int64_t days = 60; out->n - start < most && days < DAY_LAST.n; days *= 8) {
        struct column c;
        struct events found = {0};
        if (!view_column_within(&p->view, q, coming ? at.n + 1 : at.n - days, coming ? at.n + days : at.n, &c, err)) return false;
        for (size_t i = 0; i < c.n; i++) {
            if (!coming && c.v[i].hi > at.n) continue;
            found.v = arena_grow(p->arena, found.v, &found.cap, found.n + 1, sizeof *found.v);
            found.v[found.n++] = (struct event){c.v[i].entity, c.v[i].lo, coming && q != t->since};
        }
        if (found.n) qsort(found.v, found.n, sizeof *found.v, coming ? oldest_first : newest_first);
        out->n = start;
        for (size_t i = 0; i < found.n && out->n - start < most; i++) {
            struct column_row row = {.entity = found.v[i].entity, .lo = found.v[i].day};
            bool yes;
            if (!stands(p, t, q, &row, at, &yes, err)) return false;
            if (!yes) continue;
            out->v = arena_grow(p->arena, out->v, &out->cap, out->n + 1, sizeof *out->v);
            out->v[out->n++] = found.v[i];
        }
    }
    return true;
}

// The nearest of all, each entity once.
static void keep(struct events *e, bool coming, size_t most)
{
    size_t n = 0;
    if (e->n) qsort(e->v, e->n, sizeof *e->v, coming ? oldest_first : newest_first);
    for (size_t i = 0; i < e->n && n < most; i++) {
        bool again = false;
        for (size_t k = 0; k < n; k++) again |= e->v[k].entity == e->v[i].entity;
        if (!again) e->v[n++] = e->v[i];
    }
    e->n = n;
}

static bool section(struct page *p, struct str title, const struct events *e, struct err *err)
{
    if (!e->n) return true;
    heading(p, title);
    html_lit(&p->b, "<ol class=\"list\">\n");
    for (size_t i = 0; i < e->n; i++) {
        html_lit(&p->b, "<li>");
        if (e->v[i].deadline) {
            html_lit(&p->b, "<span class=\"maybe\">");
            html_text(&p->b, ui_with(p->arena, p->lang, "by {1}", write_day(p->arena, (struct day){(int32_t)e->v[i].day}, p->lang), S("")));
            html_lit(&p->b, "</span> ");
        }
        if (!brief_entity(p, e->v[i].entity, TRI_YES, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ol>\n");
    return true;
}

static bool events(struct page *p, struct day at, struct err *err)
{
    static const char *const past[][2] = {{"supervision", "date"}, {"rulings", "date"}, {"judgments", "date"}, {"replies", "date"},
                                          {"commitments", "date"}, {"detentions", "until"}, {"detentions", "since"}};
    static const char *const future[][2] = {{"occasions", "since"}, {"commitments", "due"}, {"supervision", "deadline"}};
    const struct type *letter = vocab_type(store_vocab(p->store), S("letters"));
    struct events before = {0}, letters = {0}, behind = {0};
    for (size_t i = 0; i < sizeof past / sizeof *past; i++)
        if (!gather(p, past[i][0], past[i][1], at, false, LATELY, &before, err)) return false;
    for (size_t i = 0; i < sizeof future / sizeof *future; i++)
        if (!gather(p, future[i][0], future[i][1], at, true, COMING, &behind, err)) return false;
    if (!gather(p, "letters", "date", at, false, LETTERS, &letters, err)) return false;
    keep(&before, false, LATELY);
    keep(&behind, true, COMING);
    return section(p, UI(p, "Coming"), &behind, err) && section(p, UI(p, "Lately"), &before, err) &&
           (!letter || section(p, type_plural(letter, p->lang), &letters, err));
}

// Types that the navigation above has no room for are reached from here.
static void all_lists(struct page *p)
{
    const struct vocab *v = store_vocab(p->store);
    bool any = false;
    heading(p, UI(p, "All lists"));
    html_lit(&p->b, "<p>");
    for (const struct type *t = v->first; t; t = t->next) {
        if (any) html_lit(&p->b, " · ");
        any = true;
        page_anchor(p, page_link(p, t->path), type_plural(t, p->lang));
    }
    html_lit(&p->b, "</p>\n");
}

bool route_home(struct page *p, struct err *err)
{
    const struct held_table *held;
    struct figures f;
    struct day at = view_day(&p->view);
    bool shown_at = p->view.has_at;
    p->view.has_at = false; // figures and dates are compared here, with the day
    if (!held_read(p, &held, err)) return false;
    held_figures(p, held, at, &f);
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
    html_lit(&p->b, " · ");
    page_anchor(p, page_link(p, S("due")), UI(p, "What is due"));
    html_lit(&p->b, "</p>\n");
    if (!events(p, at, err)) return false;
    all_lists(p);
    page_close(p);
    return true;
}
