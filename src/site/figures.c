#include "site/figures.h"

#include "base/arena.h"
#include "lang/write.h"
#include "site/chart.h"

enum { ROWS_SHOWN = 8, BARS_SHOWN = 300 };

// "12, perhaps 3 more"
static void figure(struct page *p, size_t certain, size_t possible)
{
    html_text(&p->b, write_number(p->arena, (int64_t)certain, p->lang));
    if (!possible) return;
    html_lit(&p->b, "<span class=\"soft\">, ");
    html_text(&p->b, ui_count(p->arena, p->lang, "perhaps %d more", "perhaps %d more", (int64_t)possible));
    html_lit(&p->b, "</span>");
}

static struct str length_name(struct page *p, int years)
{
    return years == 10  ? UI(p, "ten years and more")
           : years == 5 ? UI(p, "five to ten years")
           : years == 3 ? UI(p, "three to five years")
           : years == 1 ? UI(p, "one to three years")
                        : UI(p, "less than a year");
}

static void table_open(struct page *p, struct str title)
{
    html_lit(&p->b, "<table class=\"by\"><caption>");
    html_text(&p->b, title);
    html_lit(&p->b, "</caption>\n<tbody>\n");
}

// filter: of the list that the figure counts, empty where there is none. The static edition has no such lists.
static void row(struct page *p, struct str name, struct str filter, size_t certain, size_t possible, struct day at, size_t whole)
{
    html_lit(&p->b, "<tr><th scope=\"row\">");
    if (filter.n && p->site->edition == EDITION_LIVE)
        page_anchor(p, page_link(p, strf(p->arena, "persons?%.*s&detentions.at=%.*s", STR(filter), STR(day_text(p->arena, at)))), name);
    else
        html_text(&p->b, name);
    html_lit(&p->b, "</th>");
    if (whole) html_lit(&p->b, "<td class=\"wide\">"), chart_bar(p, certain, possible, whole), html_lit(&p->b, "</td>");
    html_lit(&p->b, "<td>");
    figure(p, certain, possible);
    html_lit(&p->b, "</td></tr>\n");
}

static void table_close(struct page *p) { html_lit(&p->b, "</tbody></table>\n"); }

static void by(struct page *p, struct str title, const struct tallies *t, struct str (*name)(struct page *, struct str), const char *filter,
               struct day at, bool bars)
{
    size_t most = 0, shown = t->n < (bars ? BARS_SHOWN : ROWS_SHOWN) ? t->n : bars ? BARS_SHOWN : ROWS_SHOWN;
    if (!t->n) return;
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].certain + t->v[i].possible > most) most = t->v[i].certain + t->v[i].possible;
    table_open(p, title);
    for (size_t i = 0; i < shown; i++) {
        struct str key = t->v[i].key;
        row(p, key.n ? name(p, key) : UI(p, "not known"), key.n ? strf(p->arena, "%s=%.*s", filter, STR(key)) : S(""), t->v[i].certain,
            t->v[i].possible, at, bars ? most : 0);
    }
    table_close(p);
    if (shown == t->n) return;
    html_lit(&p->b, "<p class=\"soft\">");
    page_anchor(p, page_link(p, S("charts")), ui_count(p->arena, p->lang, "%d more", "%d more", (int64_t)(t->n - shown)));
    html_lit(&p->b, "</p>\n");
}

static void by_length(struct page *p, const struct length *v, struct day at, bool bars)
{
    size_t most = 0;
    for (size_t i = 0; i < LENGTHS; i++)
        if (v[i].certain + v[i].possible > most) most = v[i].certain + v[i].possible;
    if (!most) return;
    table_open(p, UI(p, "By time held"));
    for (size_t i = 0; i < LENGTHS; i++) {
        if (!v[i].certain && !v[i].possible) continue;
        struct str from = i ? day_text(p->arena, v[i].from) : S("..");
        row(p, length_name(p, v[i].years), strf(p->arena, "detentions.since=%.*s/%.*s", STR(from), STR(day_text(p->arena, v[i].to))),
            v[i].certain, v[i].possible, at, bars ? most : 0);
    }
    table_close(p);
}

static struct str country_name(struct page *p, struct str key) { return write_country(p->arena, key, p->lang); }

static struct str occupation_name(struct page *p, struct str key)
{
    const struct prop *o = type_prop(vocab_type(store_vocab(p->store), S("persons")), S("occupation"));
    const struct term *t = o ? thesaurus_term(o->terms, key) : NULL;
    return t ? label_text(t->label, p->lang, key) : key;
}

static void countries(struct page *p, const struct figures *f, struct day at, bool bars)
{
    by(p, UI(p, "By country"), &f->country, country_name, "detentions.country", at, bars);
}

static void occupations(struct page *p, const struct figures *f, struct day at, bool bars)
{
    by(p, UI(p, "By occupation"), &f->occupation, occupation_name, "occupation", at, bars);
}

static void lengths(struct page *p, const struct figures *f, struct day at, bool bars) { by_length(p, f->length, at, bars); }

// Side by side; with bars below one another, the longest last.
void figures_tables(struct page *p, const struct figures *f, struct day at, bool bars)
{
    static void (*const order[2][3])(struct page *, const struct figures *, struct day, bool) = {
        {countries, occupations, lengths}, {lengths, occupations, countries}};
    if (!bars) html_lit(&p->b, "<div class=\"columns\">\n");
    for (size_t i = 0; i < 3; i++) {
        html_lit(&p->b, "<div class=\"part\">\n");
        order[bars][i](p, f, at, bars);
        html_lit(&p->b, "</div>\n");
    }
    if (!bars) html_lit(&p->b, "</div>\n");
}

void figures_countries(struct page *p, const struct figures *f, struct day at) { countries(p, f, at, true); }
