#include "site/page.h"

#include "base/arena.h"
#include "lang/write.h"
#include "site/cited.h"

bool lang_rtl(struct str lang)
{
    static const char *const rtl[] = {"ar", "fa", "he", "ur", "ug", "ps", "ckb", "yi", "dv", "sd"};
    struct str tag = str_sub(lang, 0, str_chr(lang, '-', 0));
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (str_eq(tag, str_of(rtl[i]))) return true;
    return false;
}

// ---- addresses

// "../" as often as the page's own file lies below the root of the edition.
static void to_root(struct page *p, struct buf *b)
{
    if (p->site->edition == EDITION_LIVE) {
        buf_addc(b, '/');
        return;
    }
    buf_add(b, S("../")); // of the language
    for (size_t i = 0; i < p->path.n; i++)
        if (p->path.p[i] == '/') buf_add(b, S("../"));
}

struct str page_link_lang(struct page *p, struct str lang, struct str ref)
{
    struct buf b = buf_in(p->arena);
    to_root(p, &b);
    buf_add(&b, lang);
    if (p->site->edition == EDITION_LIVE) {
        if (ref.n) buf_addc(&b, '/');
        buf_add(&b, ref);
        return buf_str(&b);
    }
    size_t path = str_chr(ref, '?', 0), mark = str_chr(ref, '#', 0);
    if (mark < path) path = mark;
    buf_addc(&b, '/');
    buf_add(&b, path ? str_sub(ref, 0, path) : S("index"));
    buf_add(&b, S(".html"));
    buf_add(&b, str_sub(ref, mark, ref.n));
    return buf_str(&b);
}

struct str page_link(struct page *p, struct str ref) { return page_link_lang(p, p->lang, ref); }

struct str page_link_file(struct page *p, struct str file)
{
    struct buf b = buf_in(p->arena);
    to_root(p, &b);
    buf_add(&b, file);
    return buf_str(&b);
}

// ---- pieces

void page_marked(struct page *p, struct str lang)
{
    if (!lang.n || str_eq(lang, p->lang)) return;
    html_lit(&p->b, " lang=\"");
    html_text(&p->b, lang);
    html_lit(&p->b, "\"");
    if (lang_rtl(lang) == p->rtl) return;
    html_lit(&p->b, " dir=\"");
    html_text(&p->b, lang_rtl(lang) ? S("rtl") : S("ltr"));
    html_lit(&p->b, "\"");
}

void page_text(struct page *p, struct str text, struct str lang)
{
    if (!lang.n || str_eq(lang, p->lang)) {
        html_text(&p->b, text);
        return;
    }
    html_lit(&p->b, "<span");
    page_marked(p, lang);
    html_lit(&p->b, ">");
    html_text(&p->b, text);
    html_lit(&p->b, "</span>");
}

void page_anchor(struct page *p, struct str href, struct str text)
{
    html_lit(&p->b, "<a href=\"");
    html_text(&p->b, href);
    html_lit(&p->b, "\">");
    html_text(&p->b, text);
    html_lit(&p->b, "</a>");
}

void page_date(struct page *p, struct edtf d)
{
    bool one = d.lo.n == d.hi.n && d.lo.n != DAY_FIRST.n;
    if (one) {
        html_lit(&p->b, "<time datetime=\"");
        html_text(&p->b, day_text(p->arena, d.lo));
        html_lit(&p->b, "\">");
    }
    html_text(&p->b, write_date(p->arena, d, p->lang));
    if (one) html_lit(&p->b, "</time>");
}

bool page_entity(struct page *p, int64_t entity, struct err *err)
{
    struct str label, lang, path;
    const struct type *type;
    struct str slug;
    if (!view_name(&p->view, entity, &type, &slug, err)) return false;
    if (!type) return true;
    path = strf(p->arena, "%.*s/%.*s", STR(type->path), STR(slug));
    if (!view_label_lang(&p->view, entity, &label, &lang, err)) return false;
    html_lit(&p->b, "<a href=\"");
    html_text(&p->b, page_link(p, path));
    html_lit(&p->b, "\"");
    page_marked(p, lang);
    html_lit(&p->b, "><bdi>");
    html_text(&p->b, label);
    html_lit(&p->b, "</bdi></a>");
    return true;
}

bool page_value(struct page *p, const struct statement *s, struct err *err)
{
    struct str text;
    switch (s->value.kind) {
    case KIND_REF: return page_entity(p, s->value.key, err);
    case KIND_DATE: page_date(p, s->value.date); return true;
    case KIND_URL:
        html_lit(&p->b, "<a rel=\"noopener noreferrer\" href=\"");
        html_href(&p->b, s->value.text);
        html_lit(&p->b, "\"><bdi>");
        html_text(&p->b, s->value.text);
        html_lit(&p->b, "</bdi></a>");
        return true;
    case KIND_NAME:
        html_lit(&p->b, "<bdi");
        page_marked(p, s->lang);
        html_lit(&p->b, ">");
        html_text(&p->b, s->value.text);
        html_lit(&p->b, "</bdi>");
        return true;
    case KIND_TEXT: return page_cited(p, s->value.text, s->lang, err);
    default:
        text = value_write(p->arena, s->prop, &s->value, p->lang);
        if (s->value.kind == KIND_IDENTIFIER && s->prop->scheme == SCHEME_ITEM) { // the Court's own page, which has English and French
            const char *language = str_eq(p->lang, S("fr")) ? "fre" : "eng";
            bool supervised = str_starts(s->value.text, S("004-"));
            html_lit(&p->b, "<a rel=\"noopener noreferrer\" href=\"");
            html_href(&p->b, supervised ? strf(p->arena, "https://hudoc.exec.coe.int/%s?i=%.*s", language, STR(s->value.text))
                                        : strf(p->arena, "https://hudoc.echr.coe.int/%s?i=%.*s", language, STR(s->value.text)));
            html_lit(&p->b, "\"><bdi>");
            html_text(&p->b, text);
            html_lit(&p->b, "</bdi></a>");
            return true;
        }
        html_lit(&p->b, "<bdi>");
        html_text(&p->b, text);
        html_lit(&p->b, "</bdi>");
        return true;
    }
}

bool page_source(struct page *p, const struct statement *s, struct err *err)
{
    html_lit(&p->b, "<span class=\"src\">");
    if (!s->source.n) {
        html_text(&p->b, UI(p, "a source that is not public"));
    } else {
        if (!page_entity(p, s->source_id, err)) return false;
        if (s->locator.n) html_lit(&p->b, ", <bdi>"), html_text(&p->b, s->locator), html_lit(&p->b, "</bdi>");
    }
    html_lit(&p->b, "</span>");
    return true;
}

// ---- the frame

// This page's own reference, with what was asked of it.
static struct str here(struct page *p)
{
    return p->asked.n ? strf(p->arena, "%.*s?%.*s", STR(p->path), STR(p->asked)) : p->path;
}

static void head_links(struct page *p)
{
    if (p->site->edition == EDITION_LIVE && p->site->origin.n) {
        html_lit(&p->b, "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"");
        html_text(&p->b, p->site->title.n ? p->site->title : S("habeas"));
        html_lit(&p->b, "\" href=\"");
        html_text(&p->b, page_link_file(p, S("opensearch.xml")));
        html_lit(&p->b, "\">\n");
    }
    html_lit(&p->b, "<link rel=\"stylesheet\" href=\"");
    html_text(&p->b, page_link_file(p, p->site->style));
    html_lit(&p->b, "\">\n");
    for (size_t i = 0; i < site_lang_count; i++) {
        html_lit(&p->b, "<link rel=\"alternate\" hreflang=\"");
        html_text(&p->b, site_langs[i]);
        html_lit(&p->b, "\" href=\"");
        html_text(&p->b, page_link_lang(p, site_langs[i], here(p)));
        html_lit(&p->b, "\">\n");
    }
}

// In every page's head; where there is nobody who could search, the way to the names.
static void search(struct page *p)
{
    if (p->site->edition == EDITION_STATIC) {
        html_lit(&p->b, "<p class=\"find\">");
        page_anchor(p, page_link(p, S("names")), UI(p, "Names from A to Z"));
        html_lit(&p->b, "</p>\n");
        return;
    }
    if (str_eq(p->path, S("search"))) return; // it has its own
    html_lit(&p->b, "<form class=\"find\" role=\"search\" method=\"get\" action=\"");
    html_text(&p->b, page_link(p, S("search")));
    html_lit(&p->b, "\"><input type=\"search\" name=\"q\" dir=\"auto\" maxlength=\"200\" aria-label=\"");
    html_text(&p->b, UI(p, "Names, words or a number"));
    html_lit(&p->b, "\"> <button>");
    html_text(&p->b, UI(p, "Search"));
    html_lit(&p->b, "</button></form>\n");
}

static void navigation(struct page *p)
{
    static const char *const types[] = {"persons", "judgments", "letters", "occasions", "lists", "sources"};
    html_lit(&p->b, "<header class=\"site\">\n<a class=\"home\" href=\"");
    html_text(&p->b, page_link(p, S("")));
    html_lit(&p->b, "\">");
    html_text(&p->b, p->site->title.n ? p->site->title : S("habeas"));
    html_lit(&p->b, "</a>\n<nav aria-label=\"");
    html_text(&p->b, UI(p, "Pages"));
    html_lit(&p->b, "\"><ul>\n");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct type *t = vocab_type(store_vocab(p->store), str_of(types[i]));
        if (!t) continue;
        bool here = p->ref.type == t && !p->entity;
        html_lit(&p->b, "<li><a");
        if (here) html_lit(&p->b, " aria-current=\"page\"");
        html_lit(&p->b, " href=\"");
        html_text(&p->b, page_link(p, t->path));
        html_lit(&p->b, "\">");
        html_text(&p->b, type_plural(t, p->lang));
        html_lit(&p->b, "</a></li>\n");
    }
    html_lit(&p->b, "</ul></nav>\n");
    search(p);
    html_lit(&p->b, "</header>\n");
}

void page_open(struct page *p)
{
    struct buf *b = &p->b;
    html_lit(b, "<!doctype html>\n<html lang=\"");
    html_text(b, p->lang);
    html_lit(b, "\"");
    if (p->rtl) html_lit(b, " dir=\"rtl\"");
    html_lit(b, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    html_text(b, p->title.n ? p->title : p->site->title.n ? p->site->title : S("habeas"));
    html_lit(b, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if (p->describe.n) html_lit(b, "<meta name=\"description\" content=\""), html_text(b, p->describe), html_lit(b, "\">\n");
    html_lit(b, "<meta name=\"color-scheme\" content=\"light dark\">\n");
    head_links(p);
    html_lit(b, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
    html_text(b, UI(p, "Skip to content"));
    html_lit(b, "</a>\n");
    navigation(p);
    html_lit(b, "<main id=\"main\">\n");
    if (p->view.has_at) {
        html_lit(b, "<p class=\"notice\" role=\"status\">");
        html_text(b, ui_with(p->arena, p->lang, "This page shows what was so on {1}, not the present.", write_day(p->arena, p->view.at, p->lang), S("")));
        html_lit(b, " ");
        page_anchor(p, page_link(p, here(p)), UI(p, "Show the present"));
        html_lit(b, "</p>\n");
    }
}

static void of_when(struct page *p)
{
    struct buf *b = &p->b;
    if (p->site->edition == EDITION_STATIC) { // no day: pages would change without their facts
        html_lit(b, "<p class=\"when\">");
        page_anchor(p, page_link(p, S("edition")), UI(p, "About this edition"));
        html_lit(b, "</p>\n");
        return;
    }
    html_lit(b, "<p class=\"when\">");
    html_text(b, ui_with(p->arena, p->lang, "What the register knew on {1}.", write_day(p->arena, instant_day(p->known), p->lang), S("")));
    html_lit(b, "</p>\n");
    html_lit(b, "<form class=\"when\" method=\"get\" action=\"");
    html_text(b, page_link(p, p->path));
    html_lit(b, "\">");
    for (struct str rest = p->asked; rest.n;) {
        struct str name = str_cut(str_cut(rest, '&', &rest), '=', &(struct str){0});
        html_lit(b, "<input type=\"hidden\" name=\"");
        html_text(b, name);
        html_lit(b, "\" value=\"");
        html_text(b, query_value(p->arena, p->asked, name));
        html_lit(b, "\">");
    }
    html_lit(b, "<label>");
    html_text(b, UI(p, "The world as of"));
    html_lit(b, " <input type=\"date\" name=\"at\"></label> <label>");
    html_text(b, UI(p, "As the register knew it on"));
    html_lit(b, " <input type=\"date\" name=\"known\"></label> <button>");
    html_text(b, UI(p, "Show"));
    html_lit(b, "</button></form>\n");
}

static void take_away(struct page *p)
{
    html_lit(&p->b, "<p class=\"when\">");
    page_anchor(p, page_link(p, S("data")), UI(p, "The whole register to take away"));
    html_lit(&p->b, "</p>\n");
}

static void languages(struct page *p)
{
    html_lit(&p->b, "<nav aria-label=\"");
    html_text(&p->b, UI(p, "Languages"));
    html_lit(&p->b, "\"><ul class=\"langs\">\n");
    for (size_t i = 0; i < site_lang_count; i++) {
        html_lit(&p->b, "<li><a hreflang=\"");
        html_text(&p->b, site_langs[i]);
        html_lit(&p->b, "\" lang=\"");
        html_text(&p->b, site_langs[i]);
        if (str_eq(site_langs[i], p->lang)) html_lit(&p->b, "\" aria-current=\"true");
        html_lit(&p->b, "\" href=\"");
        html_text(&p->b, page_link_lang(p, site_langs[i], here(p)));
        html_lit(&p->b, "\">");
        html_text(&p->b, write_language(p->arena, site_langs[i]));
        html_lit(&p->b, "</a></li>\n");
    }
    html_lit(&p->b, "</ul></nav>\n");
}

void page_close(struct page *p)
{
    if (p->linked.n) html_json(&p->b, p->linked);
    html_lit(&p->b, "</main>\n<footer class=\"site\">\n");
    of_when(p);
    take_away(p);
    languages(p);
    html_lit(&p->b, "</footer>\n</body>\n</html>\n");
    p->out->body = buf_str(&p->b);
}

bool page_wrong(struct page *p, int status, struct str message, struct str advice)
{
    p->out->status = status;
    if (!str_eq(p->format, S("html"))) {
        p->out->type = S("text/plain; charset=utf-8");
        p->out->body = strf(p->arena, "%.*s\n%.*s%s", STR(message), STR(advice), advice.n ? "\n" : "");
        return true;
    }
    p->path = p->asked = S(""); // its links lead somewhere
    p->entity = 0;
    p->linked = S("");
    p->ref = (struct ref){0};
    p->title = message;
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, message);
    html_lit(&p->b, "</h1>\n");
    if (advice.n) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "Perhaps:"));
        html_lit(&p->b, " <bdi>");
        html_text(&p->b, advice);
        html_lit(&p->b, "</bdi></p>\n");
    }
    page_close(p);
    return true;
}
