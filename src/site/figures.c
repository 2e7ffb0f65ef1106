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
    html_lit(&p->b, ", ");
    html_text(&p->b, ui_count(p->arena, p->lang, "perhaps %d more", "perhaps %d more", (int64_t)possible));
}

static struct str length_name(struct page *p, struct str key)
{
    return str_eq(key, S("10"))  ? UI(p, "ten years and more")
           : str_eq(key, S("5")) ? UI(p, "five to ten years")
           : str_eq(key, S("3")) ? UI(p, "three to five years")
           : str_eq(key, S("1")) ? UI(p, "one to three years")
                                 : UI(p, "less than a year");
}

// A table of persons by something; name gives a key's text, filter (with %s) the list that its figure counts, NULL: no list.
static void by(struct page *p, struct str title, const struct tallies *t, struct str (*name)(struct page *, struct str), const char *filter,
               struct day at, bool bars)
{
    size_t most = 0;
    if (!t->n) return;
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].certain + t->v[i].possible > most) most = t->v[i].certain + t->v[i].possible;
    html_lit(&p->b, "<table class=\"by\"><caption>");
    html_text(&p->b, title);
    html_lit(&p->b, "</caption>\n<tbody>\n");
    for (size_t i = 0; i < t->n && i < (bars ? BARS_SHOWN : ROWS_SHOWN); i++) {
        html_lit(&p->b, "<tr><th scope=\"row\">");
        if (filter && t->v[i].key.n)
            page_anchor(p, page_link(p, strf(p->arena, "persons?%s=%.*s&detentions.at=%.*s", filter, STR(t->v[i].key), STR(day_text(p->arena, at)))),
                        name(p, t->v[i].key));
        else
            html_text(&p->b, t->v[i].key.n ? name(p, t->v[i].key) : UI(p, "not known"));
        html_lit(&p->b, "</th>");
        if (bars) html_lit(&p->b, "<td class=\"wide\">"), chart_bar(p, t->v[i].certain, t->v[i].possible, most), html_lit(&p->b, "</td>");
        html_lit(&p->b, "<td>");
        figure(p, t->v[i].certain, t->v[i].possible);
        html_lit(&p->b, "</td></tr>\n");
    }
    html_lit(&p->b, "</tbody></table>\n");
}

static struct str country_name(struct page *p, struct str key) { return write_country(p->arena, key, p->lang); }

static struct str occupation_name(struct page *p, struct str key)
{
    const struct prop *o = type_prop(vocab_type(store_vocab(p->store), S("persons")), S("occupation"));
    const struct term *t = o ? thesaurus_term(o->terms, key) : NULL;
    return t ? label_text(t->label, p->lang, key) : key;
}


void figures_tables(struct page *p, const struct figures *f, struct day at, bool bars)
{
    html_lit(&p->b, "<div class=\"columns\">\n");
    by(p, UI(p, "By country"), &f->country, country_name, "detentions.country", at, bars);
    by(p, UI(p, "By occupation"), &f->occupation, occupation_name, "occupation", at, bars);
    by(p, UI(p, "By time held"), &f->length, length_name, NULL, at, bars);
    html_lit(&p->b, "</div>\n");
}

void figures_countries(struct page *p, const struct figures *f, struct day at)
{
    by(p, UI(p, "By country"), &f->country, country_name, "detentions.country", at, true);
}
