// A letter as one HTML file: semantic, self-contained (the stylesheet is inside, no script, no request to anywhere), with
// JSON-LD (schema.org) for machines. The order is that of a letter on paper; facts and sources follow.
#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/html.h"
#include "base/json.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/letter.h"
#include "letter/picture.h"

struct writer {
    struct letter *l;
    struct view *v;
    struct buf *b;
    struct addressee *to;
    struct signatory *signers;
    size_t to_count, signer_count;
};

static void comma(struct writer *w) { html_text(w->b, words(w->l->head.lang, WORD_COMMA)); }

// ---- machine-readable

static void json_ld(struct writer *w)
{
    struct json j = json_in(w->l->arena);
    struct head *h = &w->l->head;
    json_open(&j, '{');
    json_text(&j, "@context", S("https://schema.org"));
    json_text(&j, "@type", S("CreativeWork"));
    json_text(&j, "additionalType", S("OpenLetter"));
    json_text(&j, "headline", h->title);
    json_text(&j, "inLanguage", h->lang);
    json_text(&j, "datePublished", day_text(w->l->arena, h->date.lo));
    json_key(&j, "locationCreated");
    json_open(&j, '[');
    for (size_t i = 0; i < h->place_count; i++) {
        json_open(&j, '{');
        json_text(&j, "@type", S("Place"));
        json_text(&j, "name", h->places[i].text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "author");
    json_open(&j, '[');
    for (size_t i = 0; i < w->signer_count; i++) {
        const struct signatory *s = &w->signers[i];
        json_open(&j, '{');
        json_text(&j, "@type", s->name.n ? S("Person") : S("Organization"));
        json_text(&j, "name", s->name.n ? s->name : s->organisation);
        json_text_if(&j, "jobTitle", s->role);
        if (s->name.n) json_text_if(&j, "affiliation", s->organisation);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    html_json(w->b, buf_str(&j.out));
}

static void page_head(struct writer *w)
{
    html_lit(w->b, "<!doctype html>\n<html lang=\"");
    html_text(w->b, w->l->head.lang);
    html_lit(w->b, "\"");
    if (w->l->head.rtl) html_lit(w->b, " dir=\"rtl\"");
    html_lit(w->b, ">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                   "<title>");
    html_text(w->b, w->l->head.title);
    html_lit(w->b, "</title>\n<style>");
    buf_add(w->b, data_file(S("style.css")));
    html_lit(w->b, "</style>\n");
    json_ld(w);
    html_lit(w->b, "</head>\n<body>\n<main>\n<article>\n");
}

// ---- the letter's head

static void address(struct writer *w, const struct addressee *a)
{
    struct str rest = a->lines;
    html_lit(w->b, "<address><strong>");
    html_text(w->b, a->name);
    html_lit(w->b, "</strong>");
    if (a->title.n) html_lit(w->b, "<br>"), html_text(w->b, a->title);
    while (rest.p) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.n) html_lit(w->b, "<br>"), html_text(w->b, line);
    }
    html_lit(w->b, "</address>\n");
}

static void base64(struct buf *b, struct str s) // RFC 4648 §4
{
    const char *digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = 0;
        for (size_t k = 0; k < 3; k++) v = v << 8 | (i + k < s.n ? (unsigned char)s.p[i + k] : 0);
        char four[4] = {digit[v >> 18], digit[v >> 12 & 63], i + 1 < s.n ? digit[v >> 6 & 63] : '=', i + 2 < s.n ? digit[v & 63] : '='};
        buf_add(b, (struct str){four, 4});
    }
}

static void picture(struct writer *w)
{
    const struct picture *p = w->l->picture;
    uint32_t width, height;
    if (!p) return;
    picture_shown(p, &width, &height);
    html_lit(w->b, "<figure><img alt=\"");
    html_text(w->b, w->l->head.picture_alt);
    buf_addf(w->b, "\" width=\"%u\" height=\"%u\" src=\"data:image/%s;base64,", width, height, p->kind == PICTURE_PNG ? "png" : "jpeg");
    base64(w->b, p->file);
    html_lit(w->b, "\"><figcaption>");
    html_text(w->b, w->l->head.picture_credit);
    html_lit(w->b, "</figcaption></figure>\n");
}

static void letter_head(struct writer *w)
{
    struct head *h = &w->l->head;
    if (h->label.n) html_lit(w->b, "<p class=\"label\">"), html_text(w->b, h->label), html_lit(w->b, "</p>\n");
    html_lit(w->b, "<h1>");
    html_text(w->b, h->title);
    html_lit(w->b, "</h1>\n");
    picture(w);
}

// Whom it is to, where and when it is from.
static void opening(struct writer *w)
{
    struct head *h = &w->l->head;
    for (size_t i = 0; i < w->to_count; i++) address(w, &w->to[i]);
    html_lit(w->b, "<p class=\"dateline\">");
    for (size_t i = 0; i < h->place_count; i++) {
        html_text(w->b, h->places[i].text);
        comma(w);
    }
    html_lit(w->b, "<time datetime=\"");
    html_text(w->b, day_text(w->l->arena, h->date.lo));
    html_lit(w->b, "\">");
    html_text(w->b, write_day(w->l->arena, h->date.lo, h->lang));
    html_lit(w->b, "</time></p>\n");
    if (h->subject.n) {
        html_lit(w->b, "<p class=\"subject\">");
        html_text(w->b, h->subject);
        html_lit(w->b, "</p>\n");
    }
    if (h->salutation.n) {
        html_lit(w->b, "<p>");
        html_text(w->b, h->salutation);
        if (!strchr(",.!:", h->salutation.p[h->salutation.n - 1])) html_lit(w->b, ",");
        html_lit(w->b, "</p>\n");
    }
}

// ---- the body

// Where a claim leads: to its fact in the list; where the letter wants links alone, to the first source that has an
// address (empty: none has).
static bool claim_address(struct writer *w, const struct claim *c, struct str *out, struct err *err)
{
    struct citation cite = {0};
    *out = strf(w->l->arena, "#fact-%zu", c->number);
    if (w->l->head.annex != ANNEX_LINKS) return true;
    for (size_t i = 0; i < c->rests_on.n && !cite.url.n; i++)
        if (!letter_citation(w->v, &c->rests_on.v[i], &cite, err)) return false;
    *out = cite.url;
    return true;
}

static bool claim_node(struct writer *w, const struct claim *c, bool enter, struct err *err)
{
    struct str address;
    if (!claim_address(w, c, &address, err)) return false;
    if (!address.n || w->l->head.annex == ANNEX_NONE) return true;
    if (enter) {
        html_lit(w->b, "<a class=\"claim\" href=\"");
        html_href(w->b, address);
        html_lit(w->b, "\">");
        return true;
    }
    if (w->l->head.annex != ANNEX_LINKS) buf_addf(w->b, "<sup>%zu</sup>", c->number);
    html_lit(w->b, "</a>");
    return true;
}

static bool link_node(struct writer *w, cmark_node *n, bool enter, struct err *err)
{
    const struct claim *c = letter_claim_of(w->l, n);
    if (c) return claim_node(w, c, enter, err);
    if (enter) {
        html_lit(w->b, "<a rel=\"noopener noreferrer\" href=\"");
        html_href(w->b, str_of(cmark_node_get_url(n)));
        html_lit(w->b, "\">");
    } else {
        html_lit(w->b, "</a>");
    }
    return true;
}

static bool tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void block_node(struct writer *w, cmark_node *n, bool enter)
{
    bool ordered = cmark_node_get_type(n) == CMARK_NODE_LIST && cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
    int level = cmark_node_get_type(n) == CMARK_NODE_HEADING ? cmark_node_get_heading_level(n) + 1 : 0;
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_PARAGRAPH:
        if (!tight(n)) buf_add(w->b, enter ? S("<p>") : S("</p>\n"));
        break;
    case CMARK_NODE_HEADING: buf_addf(w->b, enter ? "<h%d>" : "</h%d>\n", level > 6 ? 6 : level); break;
    case CMARK_NODE_BLOCK_QUOTE: buf_add(w->b, enter ? S("<blockquote>\n") : S("</blockquote>\n")); break;
    case CMARK_NODE_LIST:
        if (ordered)
            buf_add(w->b, enter ? S("<ol>\n") : S("</ol>\n"));
        else
            buf_add(w->b, enter ? S("<ul>\n") : S("</ul>\n"));
        break;
    case CMARK_NODE_ITEM: buf_add(w->b, enter ? S("<li>") : S("</li>\n")); break;
    case CMARK_NODE_THEMATIC_BREAK: html_lit(w->b, "<hr>\n"); break;
    case CMARK_NODE_CODE_BLOCK:
        html_lit(w->b, "<pre>");
        html_text(w->b, str_of(cmark_node_get_literal(n)));
        html_lit(w->b, "</pre>\n");
        break;
    default: break;
    }
}

static bool inline_node(struct writer *w, cmark_node *n, bool enter, struct err *err)
{
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_TEXT: html_text(w->b, str_of(cmark_node_get_literal(n))); break;
    case CMARK_NODE_CODE:
        html_lit(w->b, "<code>");
        html_text(w->b, str_of(cmark_node_get_literal(n)));
        html_lit(w->b, "</code>");
        break;
    case CMARK_NODE_SOFTBREAK: html_lit(w->b, "\n"); break;
    case CMARK_NODE_LINEBREAK: html_lit(w->b, "<br>\n"); break;
    case CMARK_NODE_EMPH: buf_add(w->b, enter ? S("<em>") : S("</em>")); break;
    case CMARK_NODE_STRONG: buf_add(w->b, enter ? S("<strong>") : S("</strong>")); break;
    case CMARK_NODE_LINK: return link_node(w, n, enter, err);
    default: break; // pictures in the text and raw HTML were refused
    }
    return true;
}

static bool letter_body(struct writer *w, struct err *err)
{
    bool good = true;
    cmark_iter *it = cmark_iter_new(w->l->body);
    for (cmark_event_type e; good && (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        bool enter = e == CMARK_EVENT_ENTER;
        block_node(w, n, enter);
        good = inline_node(w, n, enter, err);
    }
    cmark_iter_free(it);
    return good;
}

static void signed_by(struct writer *w)
{
    if (!w->signer_count) return;
    html_lit(w->b, "<ul class=\"signatories\">\n");
    for (size_t i = 0; i < w->signer_count; i++) {
        const struct signatory *s = &w->signers[i];
        html_lit(w->b, "<li><strong>");
        html_text(w->b, s->name.n ? s->name : s->organisation);
        html_lit(w->b, "</strong> <span>");
        html_text(w->b, s->role);
        if (s->name.n && s->organisation.n) {
            if (s->role.n) comma(w);
            html_text(w->b, s->organisation);
        }
        if (s->country.n) {
            html_lit(w->b, " (");
            html_text(w->b, s->country);
            html_lit(w->b, ")");
        }
        html_lit(w->b, "</span></li>\n");
    }
    html_lit(w->b, "</ul>\n");
}

// Notes, copies, and where the letter is to be found.
static void behind(struct writer *w)
{
    struct head *h = &w->l->head;
    for (size_t i = 0; i < h->note_count; i++) {
        html_lit(w->b, "<p class=\"note\">");
        html_text(w->b, h->notes[i].text);
        html_lit(w->b, "</p>\n");
    }
    for (size_t i = 0; i < h->copy_count; i++) {
        html_lit(w->b, "<p class=\"note\">");
        if (!i) html_text(w->b, words(w->l->head.lang, WORD_COPY)), html_text(w->b, words(w->l->head.lang, WORD_COLON));
        html_text(w->b, h->copies[i].text);
        html_lit(w->b, "</p>\n");
    }
    if (!h->online.n) return;
    html_lit(w->b, "<p class=\"note\">");
    if (h->online_url.n) html_lit(w->b, "<a rel=\"noopener noreferrer\" href=\""), html_href(w->b, h->online_url), html_lit(w->b, "\">");
    html_text(w->b, h->online);
    if (h->online_url.n) html_lit(w->b, "</a>");
    html_lit(w->b, "</p>\n");
}

// ---- facts and sources

static void quote(struct writer *w, struct str text)
{
    html_text(w->b, words(w->l->head.lang, WORD_COLON));
    html_text(w->b, words(w->l->head.lang, WORD_QUOTE_OPEN));
    html_text(w->b, text);
    html_text(w->b, words(w->l->head.lang, WORD_QUOTE_CLOSE));
}

static bool fact_source(struct writer *w, const struct statement *s, struct err *err)
{
    struct citation c;
    if (!letter_citation(w->v, s, &c, err)) return false;
    html_lit(w->b, "<span class=\"source\">");
    if (!c.title.n) html_text(w->b, words(w->l->head.lang, WORD_HIDDEN_SOURCE));
    if (c.url.n) {
        html_lit(w->b, "<a rel=\"noopener noreferrer\" href=\"");
        html_href(w->b, c.url);
        html_lit(w->b, "\">");
    }
    html_text(w->b, c.title);
    if (c.url.n) html_lit(w->b, "</a>");
    const struct str parts[] = {c.publisher, c.date, c.locator};
    for (size_t i = 0; i < 3; i++)
        if (parts[i].n) comma(w), html_text(w->b, parts[i]);
    if (c.quote.n) quote(w, c.quote);
    html_lit(w->b, "</span>");
    return true;
}

static bool fact(struct writer *w, const struct claim *c, struct err *err)
{
    buf_addf(w->b, "<li id=\"fact-%zu\" value=\"%zu\"><span class=\"says\">", c->number, c->number);
    html_text(w->b, c->finding);
    html_lit(w->b, "</span>");
    for (size_t i = 0; i < c->rests_on.n && i < 6; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again |= c->rests_on.v[k].source_id == c->rests_on.v[i].source_id &&
                     str_eq(c->rests_on.v[k].locator, c->rests_on.v[i].locator);
        if (!again && !fact_source(w, &c->rests_on.v[i], err)) return false;
    }
    html_lit(w->b, "<span class=\"ref\">");
    html_text(w->b, ref_text(w->l->arena, &c->ref));
    html_lit(w->b, "</span></li>\n");
    return true;
}

static bool facts_and_sources(struct writer *w, struct err *err)
{
    size_t next = 1;
    if (w->l->head.annex == ANNEX_NONE || w->l->head.annex == ANNEX_LINKS || !w->l->claim_count) return true;
    html_lit(w->b, "<section>\n<h2>");
    html_text(w->b, words(w->l->head.lang, w->l->head.annex == ANNEX_FOOTNOTES ? WORD_NOTES : WORD_FACTS));
    html_lit(w->b, "</h2>\n<ol class=\"facts\">\n");
    for (size_t i = 0; i < w->l->claim_count; i++) {
        if (w->l->claims[i].number != next) continue;
        if (!fact(w, &w->l->claims[i], err)) return false;
        next++;
    }
    html_lit(w->b, "</ol>\n</section>\n");
    return true;
}

bool letter_html_text(struct letter *l, struct view *v, struct buf *out, struct err *err)
{
    struct writer w = {.l = l, .v = v, .b = out};
    if (!letter_addressees(l, v, &w.to, &w.to_count, err) || !letter_signatories(l, v, &w.signers, &w.signer_count, err))
        return false;
    opening(&w);
    if (!letter_body(&w, err)) return false;
    signed_by(&w);
    behind(&w);
    return true;
}

bool letter_html(struct letter *l, struct view *v, struct buf *out, struct err *err)
{
    struct writer w = {.l = l, .v = v, .b = out};
    if (!letter_addressees(l, v, &w.to, &w.to_count, err) || !letter_signatories(l, v, &w.signers, &w.signer_count, err))
        return false;
    page_head(&w);
    letter_head(&w);
    if (!letter_html_text(l, v, out, err)) return false;
    html_lit(out, "</article>\n");
    if (!facts_and_sources(&w, err)) return false;
    html_lit(out, "</main>\n<footer>");
    html_text(out, words(l->head.lang, WORD_CHECKED));
    html_lit(out, "</footer>\n</body>\n</html>\n");
    return true;
}
