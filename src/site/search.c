// Search: a form, how many of each type, the entities with the passage where the words are. A number goes straight to its page.
// Nothing of a query is kept or logged; FTS5 sees letters and digits alone (store/find.h).
#include "base/arena.h"
#include "base/json.h"
#include "lang/write.h"
#include "site/brief.h"
#include "store/find.h"

enum { PER_PAGE = 20, NEAR = 5, LINES = 200 };

struct search {
    struct str text; // as typed
    struct find_query q;
    const struct type *only;
    struct find_result r;
    int64_t offset;
    size_t shown; // of r, those of the type
};

// ---- addresses

static void encode(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (c == ' ')
            buf_addc(b, '+');
        else if (plain)
            buf_addc(b, c);
        else
            buf_addf(b, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static struct str address(struct page *p, const struct search *s, const struct type *only, int64_t offset)
{
    struct buf b = buf_in(p->arena);
    buf_add(&b, S("search?q="));
    encode(&b, s->text);
    if (only) buf_addf(&b, "&type=%.*s", STR(only->path));
    if (offset) buf_addf(&b, "&offset=%lld", (long long)offset);
    return page_link(p, buf_str(&b));
}

// ---- parts of the page

static void form(struct page *p, const struct search *s)
{
    html_lit(&p->b, "<form class=\"search\" role=\"search\" method=\"get\" action=\"");
    html_text(&p->b, page_link(p, S("search")));
    html_lit(&p->b, "\"><label><span>");
    html_text(&p->b, UI(p, "Names, words or a number"));
    html_lit(&p->b, "</span> <input type=\"search\" name=\"q\" dir=\"auto\" maxlength=\"200\" value=\"");
    html_text(&p->b, s->text);
    html_lit(&p->b, "\"></label> <button>");
    html_text(&p->b, UI(p, "Search"));
    html_lit(&p->b, "</button></form>\n");
}

static void help(struct page *p)
{
    html_lit(&p->b, "<p>");
    html_text(&p->b, UI(p, "All words must occur, in any script; accents and capitals do not count."));
    html_lit(&p->b, " ");
    html_text(&p->b, UI(p, "Words between quotation marks stand beside each other, a star ends the beginning of a word."));
    html_lit(&p->b, " ");
    html_text(&p->b, UI(p, "An application number, ECLI or document number leads to its page."));
    html_lit(&p->b, "</p>\n<p>");
    page_anchor(p, page_link(p, S("names")), UI(p, "Names from A to Z"));
    html_lit(&p->b, "</p>\n");
}

static void kind(struct page *p, const struct search *s, const struct type *t, struct str label, size_t n)
{
    html_lit(&p->b, "<li><a");
    if (s->only == t) html_lit(&p->b, " aria-current=\"true\"");
    html_lit(&p->b, " href=\"");
    html_text(&p->b, address(p, s, t, 0));
    html_lit(&p->b, "\">");
    html_text(&p->b, label);
    html_lit(&p->b, "</a> ");
    html_text(&p->b, write_number(p->arena, (int64_t)n, p->lang));
    html_lit(&p->b, "</li>\n");
}

static void kinds(struct page *p, const struct search *s)
{
    html_lit(&p->b, "<p class=\"count\">");
    if (s->r.more)
        html_text(&p->b, ui_with(p->arena, p->lang, "More than {1} results; more words find fewer.", write_number(p->arena, FIND_MOST, p->lang), S("")));
    else
        html_text(&p->b, ui_count(p->arena, p->lang, "%d result", "%d results", (int64_t)s->r.n));
    html_lit(&p->b, "</p>\n<nav aria-label=\"");
    html_text(&p->b, UI(p, "Kinds of results"));
    html_lit(&p->b, "\"><ul class=\"kinds\">\n");
    kind(p, s, NULL, UI(p, "All"), s->r.n);
    for (const struct type *t = store_vocab(p->store)->first; t; t = t->next)
        if (s->r.by_type[t->index] || s->only == t) kind(p, s, t, type_plural(t, p->lang), s->r.by_type[t->index]);
    html_lit(&p->b, "</ul></nav>\n");
}

static bool passage(struct page *p, const struct search *s, const struct found *f, struct err *err)
{
    struct passage t;
    if (!view_passage(&p->view, &s->q, f->row, &t, err)) return false;
    struct buf whole = buf_in(p->arena);
    struct str label;
    for (size_t i = 0; i < t.n; i++) buf_add(&whole, t.v[i].text);
    if (!view_label(&p->view, f->entity, &label, err)) return false;
    if (!t.prop || str_eq(label, buf_str(&whole))) return true; // it stands above
    html_lit(&p->b, "<p class=\"passage\"><span class=\"soft\">");
    html_text(&p->b, label_text(t.prop->label, p->lang, t.prop->name));
    html_lit(&p->b, "</span> <bdi");
    page_marked(p, t.lang);
    html_lit(&p->b, ">");
    if (t.before) html_lit(&p->b, "… ");
    for (size_t i = 0; i < t.n; i++) {
        if (t.v[i].hit) html_lit(&p->b, "<mark>");
        html_text(&p->b, t.v[i].text);
        if (t.v[i].hit) html_lit(&p->b, "</mark>");
    }
    if (t.behind) html_lit(&p->b, " …");
    html_lit(&p->b, "</bdi></p>\n");
    return true;
}

static void step(struct page *p, struct str href, const char *rel, struct str text)
{
    html_lit(&p->b, "<a rel=\"");
    html_text(&p->b, str_of(rel));
    html_lit(&p->b, "\" href=\"");
    html_text(&p->b, href);
    html_lit(&p->b, "\">");
    html_text(&p->b, text);
    html_lit(&p->b, "</a> ");
}

static void pager(struct page *p, const struct search *s)
{
    int64_t pages = ((int64_t)s->shown + PER_PAGE - 1) / PER_PAGE, here = s->offset / PER_PAGE + 1;
    if (pages < 2) return;
    html_lit(&p->b, "<nav class=\"pager\" aria-label=\"");
    html_text(&p->b, UI(p, "Pages of this list"));
    html_lit(&p->b, "\">");
    if (here > 1) step(p, address(p, s, s->only, s->offset > PER_PAGE ? s->offset - PER_PAGE : 0), "prev", UI(p, "Previous"));
    html_lit(&p->b, "<span>");
    html_text(&p->b, ui_with(p->arena, p->lang, "Page {1} of {2}", write_number(p->arena, here, p->lang), write_number(p->arena, pages, p->lang)));
    html_lit(&p->b, "</span> ");
    if (here < pages) step(p, address(p, s, s->only, s->offset + PER_PAGE), "next", UI(p, "Next"));
    html_lit(&p->b, "</nav>\n");
}

static bool results(struct page *p, const struct search *s, struct err *err)
{
    int64_t at = 0;
    kinds(p, s);
    if (s->offset >= (int64_t)s->shown) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "The list ends before this page."));
        html_lit(&p->b, " ");
        page_anchor(p, address(p, s, s->only, 0), UI(p, "To its beginning"));
        html_lit(&p->b, "</p>\n");
        return true;
    }
    html_lit(&p->b, "<ol class=\"list\">\n");
    for (size_t i = 0; i < s->r.n && at < s->offset + PER_PAGE; i++) {
        if (s->only && s->r.v[i].type != s->only) continue;
        if (at++ < s->offset) continue;
        html_lit(&p->b, "<li>");
        if (!brief_entity(p, s->r.v[i].entity, TRI_YES, err) || !passage(p, s, &s->r.v[i], err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ol>\n");
    pager(p, s);
    return true;
}

static bool nothing(struct page *p, const struct search *s, struct err *err)
{
    struct found near[NEAR];
    size_t n;
    if (!view_find_near(&p->view, &s->q, NEAR, near, &n, err)) return false;
    html_lit(&p->b, "<p role=\"status\">");
    html_text(&p->b, UI(p, "Nothing in the register has all these words."));
    html_lit(&p->b, " ");
    html_text(&p->b, UI(p, "Fewer words find more; names are spelled in several ways."));
    html_lit(&p->b, "</p>\n");
    if (n) {
        html_lit(&p->b, "<h2>");
        html_text(&p->b, UI(p, "Names that are near"));
        html_lit(&p->b, "</h2>\n<ul class=\"list\">\n");
        for (size_t i = 0; i < n; i++) {
            html_lit(&p->b, "<li>");
            if (!brief_entity(p, near[i].entity, TRI_YES, err)) return false;
            html_lit(&p->b, "</li>\n");
        }
        html_lit(&p->b, "</ul>\n");
    }
    help(p);
    return true;
}

// ---- for programs: a line each, as habeas find prints them, the first two hundred

static bool as_json(struct page *p, const struct search *s, struct err *err)
{
    struct json j = json_in(p->arena);
    for (size_t i = 0, n = 0; i < s->r.n && n < LINES; i++) {
        struct passage t;
        struct buf text = buf_in(p->arena);
        struct str label, path = view_path(&p->view, s->r.v[i].entity, err);
        if (s->only && s->r.v[i].type != s->only) continue;
        n++;
        if (!path.n || !view_label(&p->view, s->r.v[i].entity, &label, err) || !view_passage(&p->view, &s->q, s->r.v[i].row, &t, err)) return false;
        for (size_t k = 0; k < t.n; k++) buf_add(&text, t.v[k].text);
        json_open(&j, '{');
        json_text(&j, "ref", path);
        json_text(&j, "type", s->r.v[i].type->path);
        json_text(&j, "label", label);
        json_text_if(&j, "property", t.prop ? t.prop->name : S(""));
        json_text_if(&j, "passage", buf_str(&text));
        json_close(&j, '}');
        buf_addc(&j.out, '\n');
        j.comma = false;
    }
    p->out->type = S("application/x-ndjson; charset=utf-8");
    p->out->body = buf_str(&j.out);
    return true;
}

// ---- the page

static bool write(struct page *p, struct search *s, enum find_fault fault, struct err *err)
{
    p->title = s->text.n ? ui_with(p->arena, p->lang, "Search: {1}", s->text, S("")) : UI(p, "Search");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, UI(p, "Search"));
    html_lit(&p->b, "</h1>\n");
    form(p, s);
    if (fault == FIND_LONG) {
        p->out->status = 400;
        html_lit(&p->b, "<p class=\"notice\" role=\"status\">");
        html_text(&p->b, UI(p, "This is more than can be searched for at once: at most twelve words."));
        html_lit(&p->b, "</p>\n");
    }
    if (fault != FIND_GOOD) {
        help(p);
    } else if (!(s->r.n ? results(p, s, err) : nothing(p, s, err))) {
        return false;
    }
    page_close(p);
    return true;
}

bool route_search(struct page *p, struct err *err)
{
    struct search s = {.text = str_trim(query_value(p->arena, p->request->query, S("q")))};
    struct str type = query_value(p->arena, p->request->query, S("type")), offset = query_value(p->arena, p->request->query, S("offset"));
    bool html = str_eq(p->format, S("html"));
    p->view.has_at = false; // what is found is found whenever it was so
    if (p->site->edition == EDITION_STATIC) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    if (type.n && !(s.only = vocab_type(store_vocab(p->store), type)))
        return page_wrong(p, 400, UI(p, "There is no such kind."), vocab_type_names(p->arena, store_vocab(p->store)));
    if (offset.n && (!str_int(offset, &s.offset) || s.offset < 0 || s.offset > FIND_MOST))
        return page_wrong(p, 400, UI(p, "There is no such page."), S(""));
    enum find_fault fault = find_parse(p->arena, s.text, &s.q);
    if (fault == FIND_LONG) s.text = S("");
    if (fault == FIND_GOOD && !view_find_words(&p->view, &s.q, &s.r, err)) return false;
    s.shown = s.only ? (s.r.by_type ? s.r.by_type[s.only->index] : 0) : s.r.n;
    if (!html) return fault == FIND_LONG ? page_wrong(p, 400, UI(p, "This is more than can be searched for at once: at most twelve words."), S("")) : as_json(p, &s, err);
    if (s.r.straight && !s.only && !s.offset) return page_redirect(p, p->lang, view_path(&p->view, s.r.straight, err), S(""));
    return write(p, &s, fault, err);
}

// OpenSearch 1.1, so that a browser offers the register among its search engines.
bool route_opensearch(struct page *p, struct err *err)
{
    (void)err;
    if (p->site->edition == EDITION_STATIC || !p->site->origin.n) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    struct buf *b = &p->b;
    html_lit(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>habeas</ShortName>\n<Description>");
    html_text(b, p->site->title.n ? p->site->title : UI(p, "Prisoners of conscience: every fact with its source"));
    html_lit(b, "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" method=\"get\" template=\"");
    html_text(b, p->site->origin);
    html_lit(b, "/search?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
    p->out->type = S("application/opensearchdescription+xml; charset=utf-8");
    p->out->body = buf_str(b);
    return true;
}
