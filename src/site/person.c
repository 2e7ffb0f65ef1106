// A person: who it is, where now, and everything that happened, in order.
#include "base/arena.h"
#include "lang/write.h"
#include "site/entity.h"
#include "site/facts.h"
#include "site/files.h"
#include "site/timeline.h"

// A photograph only with the credit of who took it.
static bool photo(struct page *p, struct statements all, struct err *err)
{
    const struct statement *file = statement_first(all, type_prop(p->ref.type, S("photo")));
    const struct statement *credit = statement_first(all, type_prop(p->ref.type, S("photo-credit")));
    struct str address = S("");
    if (!file || !credit) return true;
    if (!files_address(p, file->value.text, &address, err)) return false;
    if (!str_ends(address, S(".png")) && !str_ends(address, S(".jpg"))) return true;
    html_lit(&p->b, "<figure class=\"photo\"><img alt=\"");
    html_text(&p->b, p->title);
    html_lit(&p->b, "\" src=\"");
    html_text(&p->b, page_link_file(p, address));
    html_lit(&p->b, "\"><figcaption>");
    html_text(&p->b, ui_with(p->arena, p->lang, "Photograph: {1}", credit->value.text, S("")));
    html_lit(&p->b, "</figcaption></figure>\n");
    return true;
}

// Every name but the one on top, with its language.
static bool names(struct page *p, struct statements all, struct err *err)
{
    const struct prop *name = type_prop(p->ref.type, S("name"));
    struct statements of = statements_of(p->arena, all, name);
    if (!of.n) return true;
    html_lit(&p->b, "<ul class=\"names\" id=\"name\">\n");
    for (size_t i = 0; i < of.n; i++) {
        const struct statement *s = &of.v[i];
        if (facts_repeats(of, i)) continue;
        html_lit(&p->b, "<li>");
        if (!page_value(p, s, err)) return false;
        html_lit(&p->b, " <span class=\"soft\">");
        if (s->lang.n) html_text(&p->b, write_language(p->arena, s->lang));
        if (str_eq(s->qual, S("official"))) html_lit(&p->b, " · "), html_text(&p->b, UI(p, "official"));
        if (str_eq(s->qual, S("transliteration"))) html_lit(&p->b, " · "), html_text(&p->b, UI(p, "transliteration"));
        if (str_eq(s->qual, S("alias"))) html_lit(&p->b, " · "), html_text(&p->b, UI(p, "also known as"));
        if (str_eq(s->qual, S("in-document"))) html_lit(&p->b, " · "), html_text(&p->b, UI(p, "as a document has it"));
        html_lit(&p->b, "</span> ");
        if (!facts_sources(p, of, i, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    return true;
}

static bool summary(struct page *p, struct statements all, struct err *err)
{
    const struct statement *s = facts_in_language(p, all, type_prop(p->ref.type, S("summary")));
    if (!s) return true;
    html_lit(&p->b, "<p id=\"summary\">");
    if (!page_value(p, s, err)) return false;
    html_lit(&p->b, " ");
    if (!page_source(p, s, err)) return false;
    html_lit(&p->b, "</p>\n");
    return true;
}

// The detention that says where the person is: of those that are surely in force on the day the one that began last; else of those
// that may be; else of all.
struct last {
    enum tri tri;
    const struct type *type;
    struct statements all;
    const struct statement *since, *until;
};

static bool last_detention(struct page *p, struct last *out, struct err *err)
{
    enum { MOST = 50 };
    struct day at = view_day(&p->view);
    struct view v = p->view;
    int64_t *list;
    size_t n;
    bool more;
    *out = (struct last){.type = vocab_type(store_vocab(p->store), S("detentions"))};
    if (!out->type || !view_referrers_by(&v, type_prop(out->type, S("person")), p->entity, MOST, &list, &n, &more, err)) return false;
    v.has_at = false;
    for (size_t i = 0; i < n; i++) {
        struct statements all;
        if (!view_statements(&v, list[i], &all, err)) return false;
        const struct statement *since = statement_first(all, out->type->since), *until = statement_first(all, out->type->until);
        if (!since || since->value.date.lo.n > at.n) continue;
        enum tri tri = edtf_in_force(&since->value.date, until ? &until->value.date : NULL, at);
        if (out->since && (tri < out->tri || (tri == out->tri && since->value.date.lo.n < out->since->value.date.lo.n))) continue;
        *out = (struct last){tri, out->type, all, since, until};
    }
    return true;
}

// Where a person is held, of those places that are not known to have been left.
static bool places(struct page *p, const struct last *e, struct err *err)
{
    struct day at = view_day(&p->view);
    const struct prop *place = type_prop(e->type, S("place"));
    for (size_t i = 0; place && i < e->all.n; i++) {
        const struct statement *s = &e->all.v[i];
        if (s->prop != place || edtf_in_force(s->has_since ? &s->since : NULL, s->has_until ? &s->until : NULL, at) == TRI_NO) continue;
        html_lit(&p->b, "<br>");
        if (!page_value(p, s, err)) return false;
        html_lit(&p->b, " ");
        if (!page_source(p, s, err)) return false;
    }
    return true;
}

// Held, not held, or not certain: computed from every detention at the end of the day.
static bool now(struct page *p, struct err *err)
{
    const struct prop *detained = type_prop(p->ref.type, S("detained"));
    struct computed_value held;
    struct last e;
    struct view v = p->view;
    v.has_at = false;
    if (!last_detention(p, &e, err)) return false;
    if (!detained || !e.since) return true;
    if (!view_compute(&v, detained, p->entity, view_day(&p->view), &held, err)) return false;
    struct str since = write_date(p->arena, e.since->value.date, p->lang);
    const struct statement *how = statement_first(e.all, type_prop(e.type, S("release"))), *from = held.tri == TRI_NO && e.until ? e.until : e.since;
    html_lit(&p->b, "<p class=\"now\" id=\"detained\"><strong>");
    if (held.tri == TRI_YES)
        html_text(&p->b, ui_with(p->arena, p->lang, "Held since {1}.", since, S("")));
    else if (held.tri == TRI_MAYBE)
        html_text(&p->b, ui_with(p->arena, p->lang, "Perhaps held: the sources do not settle it. Arrested: {1}.", since, S("")));
    else if (e.until)
        html_text(&p->b, ui_with(p->arena, p->lang, "Not held. Released: {1}.", write_date(p->arena, e.until->value.date, p->lang), S("")));
    else
        html_text(&p->b, UI(p, "Not held."));
    html_lit(&p->b, "</strong> ");
    if (held.tri == TRI_NO && how) {
        if (!page_value(p, how, err)) return false;
        html_lit(&p->b, " ");
    }
    if (!page_source(p, from, err) || (held.tri != TRI_NO && !places(p, &e, err))) return false;
    html_lit(&p->b, "</p>\n");
    return true;
}

bool person_above(struct page *p, struct statements all, struct err *err)
{
    return photo(p, all, err) && names(p, all, err) && now(p, err) && summary(p, all, err);
}

bool person_below(struct page *p, struct statements all, struct err *err)
{
    struct timeline t = {0};
    (void)all;
    if (!timeline_gather(p, p->entity, &t, err)) return false;
    if (!t.n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "What happened"));
    html_lit(&p->b, "</h2>\n");
    chain_draw(p, &t);
    return timeline_write(p, &t, err);
}
