#include "site/entity.h"

#include "base/arena.h"
#include "base/json.h"
#include "site/facts.h"
#include "site/feed.h"
#include "site/timeline.h"
#include "store/statement.h"
#include "store/statement_json.h"

typedef bool part(struct page *p, struct statements all, struct err *err);
static const struct form {
    const char *type;
    part *above, *below;    // what is said
    const char *skip[8];    // properties that stand there
    const char *related[8]; // types that stand there
} forms[] = {
    {"persons", person_above, person_below, {"name", "summary", "photo", "photo-credit"},
     {"detentions", "rulings", "recognitions", "applications", "judgments", "occasions"}},
    {"judgments", judgment_above, judgment_below, {"violation", "no-violation"}, {"supervision"}},
    {"letters", letter_above, letter_below, {"text", "picture", "picture-credit"}, {"replies"}},
    {"sources", NULL, source_below, {NULL}, {NULL}},
};

static const struct form *form_of(const struct type *t)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_eq(t->path, str_of(forms[i].type))) return &forms[i];
    return NULL;
}

// ---- for programs

static bool as_json(struct page *p, struct err *err)
{
    struct statements all;
    struct json j = json_in(p->arena);
    if (!view_statements(&p->view, p->entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        if (!json_statement(&p->view, &all.v[i], &j, err)) return false;
        buf_addc(&j.out, '\n');
        j.comma = false;
    }
    p->out->type = S("application/x-ndjson; charset=utf-8");
    p->out->body = buf_str(&j.out);
    return true;
}

static void formats(struct page *p)
{
    html_lit(&p->b, "<p class=\"formats\">");
    page_anchor(p, page_link_file(p, strf(p->arena, "%.*s.json", STR(p->path))), S("JSON"));
    const struct { bool has; const char *ext, *name; } more[] = {
        {feed_has(p->ref.type), "atom", "Atom"}, {str_eq(p->ref.type->path, S("occasions")), "ics", "iCalendar"}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (!more[i].has) continue;
        html_lit(&p->b, " ");
        page_anchor(p, page_link_file(p, strf(p->arena, "%.*s/%.*s.%s", STR(p->lang), STR(p->path), more[i].ext)), str_of(more[i].name));
    }
    html_lit(&p->b, "</p>\n");
}

// ---- letters whose claims rest on what is said here

static bool letters_resting(struct page *p, struct err *err)
{
    enum { SHOWN = 20 };
    int64_t *letters;
    size_t n;
    if (!statement_resting(&p->view, p->path, &letters, &n, err)) return false;
    if (!n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "Letters that rest on this"));
    html_lit(&p->b, "</h2>\n<ul class=\"list\">\n");
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        html_lit(&p->b, "<li>");
        if (!page_entity(p, letters[i], err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    if (n <= SHOWN) return true;
    html_lit(&p->b, "<p class=\"soft\">");
    html_text(&p->b, ui_count(p->arena, p->lang, "and %d more", "and %d more", (int64_t)(n - SHOWN)));
    html_lit(&p->b, "</p>\n");
    return true;
}

// ---- the page

bool route_entity(struct page *p, struct err *err)
{
    struct statements all;
    struct str lang;
    bool letter = str_eq(p->ref.type->path, S("letters")), json = str_eq(p->format, S("json")), html = str_eq(p->format, S("html"));
    bool of_language = str_starts(p->request->path, strf(p->arena, "/%.*s/", STR(p->lang)));
    if (letter && !html && (of_language || !json)) return letter_file(p, err);
    if (json) return as_json(p, err);
    if (!html) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    if (!view_label_lang(&p->view, p->entity, &p->title, &lang, err) || !view_statements(&p->view, p->entity, &all, err)) return false;
    const struct form *form = form_of(p->ref.type);
    page_open(p);
    html_lit(&p->b, "<p class=\"kind\">");
    page_anchor(p, page_link(p, p->ref.type->path), label_text(p->ref.type->label, p->lang, p->ref.type->path));
    html_lit(&p->b, "</p>\n<h1><bdi>");
    page_text(p, p->title, lang);
    html_lit(&p->b, "</bdi></h1>\n");
    if (!all.n) html_lit(&p->b, "<p>"), html_text(&p->b, UI(p, "The register says nothing of it for that time.")), html_lit(&p->b, "</p>\n");
    if (form && form->above && !form->above(p, all, err)) return false;
    if (letter && all.n) html_lit(&p->b, "<h2>"), html_text(&p->b, UI(p, "About this letter")), html_lit(&p->b, "</h2>\n");
    if (!facts_write(p, all, form ? form->skip : NULL, err)) return false;
    if (form && form->below && !form->below(p, all, err)) return false;
    if (!related_write(p, form ? form->related : NULL, err) || !letters_resting(p, err)) return false;
    formats(p);
    page_close(p);
    return true;
}
