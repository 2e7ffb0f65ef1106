// A letter: its text as it was frozen, each claim with what it rests on, the text in other languages and forms, and what happened
// afterwards. That is a sequence: that one thing came after another does not say that it came of it.
#include "base/arena.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/frozen.h"
#include "site/entity.h"
#include "site/facts.h"
#include "site/files.h"
#include "site/timeline.h"
#include "store/statement.h"

// The text in a language, read; freed by letter_free. `exact`: in no other one.
static bool read_text(struct page *p, struct statements all, struct str lang, bool exact, struct letter *l, bool *found, struct err *err)
{
    const struct statement *text = NULL;
    struct source_text *file = arena_alloc(p->arena, sizeof *file);
    struct diags ds = diags_in(p->arena);
    *found = false;
    *l = (struct letter){0};
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!str_eq(s->prop->name, S("text")) || s->value.kind != KIND_FILE) continue;
        int rank = str_eq(s->lang, lang) ? 3 : exact ? 0 : str_eq(s->lang, S("en")) ? 2 : 1;
        int best = !text ? 0 : str_eq(text->lang, lang) ? 3 : str_eq(text->lang, S("en")) ? 2 : 1;
        if (rank > best) text = s;
    }
    if (!text) return true;
    if (!files_read(p, text->value.text, &file->text, err)) return false;
    if (!file->text.n || file->text.n > LETTER_MAX) return true;
    file->name = strf(p->arena, "%.*s.%.*s.md", STR(p->path), STR(text->lang));
    letter_parse(p->arena, file, l, &ds);
    *found = l->body && l->head.has_date;
    l->head.annex = ANNEX_LIST; // here every claim leads to its fact
    if (!str_starts(l->head.picture.text, S("sha256:"))) l->head.picture = (struct field){0}; // no file but the register's
    if (!*found) letter_free(l);
    return true;
}

// ---- /fr/letters/x.pdf

static bool as_file(struct page *p, struct letter *l, struct err *err)
{
    struct frozen f;
    struct view then, desk, now = p->view;
    struct diags ds = diags_in(p->arena);
    struct buf out = buf_in(p->arena);
    // what its claims rest on is what they rested on when it was frozen
    if (!frozen_read(&p->view, p->entity, l->head.lang, &f, err) || !view_init(&then, p->store, p->arena, f.is ? &f.at : NULL, err)) return false;
    now.has_at = false;
    desk = then;
    if (!letter_check(l, &then, &desk, &ds, err)) return false;
    ds = diags_in(p->arena);
    bool pdf = str_eq(p->format, S("pdf")), json = str_eq(p->format, S("json"));
    if (!(pdf ? letter_pdf(l, &now, &ds, &out, err) : json ? letter_json(l, &now, &out, err) : letter_text(l, &now, &out, err))) return false;
    if (ds.errors) return page_wrong(p, 404, UI(p, "This letter cannot be set as PDF: a character of it is in no font here."), S(""));
    p->out->type = pdf ? S("application/pdf") : json ? S("application/json; charset=utf-8") : S("text/plain; charset=utf-8");
    p->out->lang = l->head.lang;
    p->out->body = buf_str(&out);
    return true;
}

bool letter_file(struct page *p, struct err *err)
{
    struct statements all;
    struct letter l;
    bool found, exact = str_starts(p->request->path, strf(p->arena, "/%.*s/", STR(p->lang)));
    if (!view_statements(&p->view, p->entity, &all, err) || !read_text(p, all, p->lang, exact, &l, &found, err)) return false;
    if (!found) return page_wrong(p, 404, UI(p, "The register does not have the text of this letter in this language."), S(""));
    bool good = as_file(p, &l, err);
    letter_free(&l);
    return good;
}

// ---- versions

static bool site_speaks(struct str lang)
{
    for (size_t i = 0; i < site_lang_count; i++)
        if (str_eq(site_langs[i], lang)) return true;
    return false;
}

// "English: page, PDF, text, JSON", a line a language.
static void versions(struct page *p, struct statements all)
{
    static const char *const forms[] = {"pdf", "txt", "json"};
    html_lit(&p->b, "<ul class=\"versions\">\n");
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!str_eq(s->prop->name, S("text")) || facts_repeats(all, i)) continue;
        bool own = site_speaks(s->lang);
        html_lit(&p->b, "<li>");
        if (own) {
            html_lit(&p->b, "<a hreflang=\"");
            html_text(&p->b, s->lang);
            html_lit(&p->b, "\" href=\"");
            html_text(&p->b, page_link_lang(p, s->lang, p->path));
            html_lit(&p->b, "\">");
        }
        page_text(p, write_language(p->arena, s->lang), s->lang);
        if (own) html_lit(&p->b, "</a>");
        for (size_t k = 0; k < sizeof forms / sizeof *forms && own; k++) {
            html_lit(&p->b, " ");
            page_anchor(p, page_link_file(p, strf(p->arena, "%.*s/%.*s.%s", STR(s->lang), STR(p->path), forms[k])),
                        k == 0 ? S("PDF") : k == 1 ? UI(p, "text") : S("JSON"));
        }
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
}

// ---- facts

enum { RESTS = 6 };

static bool rest(struct page *p, const struct statement *s, struct err *err)
{
    html_lit(&p->b, "<li>");
    if (!page_entity(p, s->entity, err)) return false;
    html_lit(&p->b, ", <span class=\"soft\">");
    html_text(&p->b, label_text(s->prop->label, p->lang, s->prop->name));
    html_lit(&p->b, "</span> ");
    if (!page_value(p, s, err)) return false;
    html_lit(&p->b, " ");
    if (!page_source(p, s, err)) return false;
    if (s->gone) html_lit(&p->b, " <span class=\"dispute\">"), html_text(&p->b, UI(p, "The register has changed this since.")), html_lit(&p->b, "</span>");
    html_lit(&p->b, "</li>\n");
    return true;
}

// What a claim rested on when the letter was frozen, as far as the public may see it: of a count, the entities counted.
static bool rests(struct page *p, const struct frozen *f, const struct claim *c, struct str ref, struct err *err)
{
    size_t shown = 0, more = 0;
    int64_t last = 0;
    bool list = str_chr(ref, '/', 0) == ref.n || str_chr(ref, '?', 0) < str_chr(ref, '/', 0);
    (void)c;
    html_lit(&p->b, "<ul>\n");
    for (size_t i = 0; i < f->rests.n; i++) {
        struct statement s;
        int found;
        if (!str_eq(f->rests.v[i].locator, ref)) continue;
        if (shown >= (list ? 2 * RESTS : RESTS)) {
            more++;
            continue;
        }
        if (!statement_find(&p->view, f->rests.v[i].value.text, &s, &found, err)) return false;
        if (!found || (list && s.entity == last)) continue;
        if (list) {
            html_lit(&p->b, "<li>");
            if (!page_entity(p, s.entity, err)) return false;
            html_lit(&p->b, "</li>\n");
        } else if (!rest(p, &s, err)) {
            return false;
        }
        last = s.entity;
        shown++;
    }
    if (more) html_lit(&p->b, "<li class=\"soft\">"), html_text(&p->b, UI(p, "and more")), html_lit(&p->b, "</li>\n");
    html_lit(&p->b, "</ul>\n");
    return true;
}

static bool fact(struct page *p, const struct frozen *f, const struct claim *c, struct err *err)
{
    struct str ref = str_trim(c->ref_text), words_of = claim_words(p->arena, c);
    bool known = false;
    for (size_t i = 0; i < f->claims.n && !known; i++) known = str_eq(f->claims.v[i].value.text, ref);
    buf_addf(&p->b, "<li id=\"fact-%zu\" value=\"%zu\">", c->number, c->number);
    html_lit(&p->b, "<details open><summary>");
    page_text(p, words_of, f->text.lang);
    html_lit(&p->b, "</summary>\n");
    if (known && !rests(p, f, c, ref, err)) return false;
    if (!known) html_lit(&p->b, "<p>"), html_text(&p->b, UI(p, "What this rests on is not public.")), html_lit(&p->b, "</p>\n");
    html_lit(&p->b, "<p class=\"soft\"><a href=\"");
    html_text(&p->b, page_link(p, ref));
    html_lit(&p->b, "\"><code>");
    html_text(&p->b, ref);
    html_lit(&p->b, "</code></a></p></details></li>\n");
    return true;
}

static bool facts(struct page *p, const struct letter *l, struct err *err)
{
    struct frozen f;
    size_t next = 1;
    if (!l->claim_count) return true;
    if (!frozen_read(&p->view, p->entity, l->head.lang, &f, err)) return false;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "Facts and sources"));
    html_lit(&p->b, "</h2>\n");
    if (f.is) {
        html_lit(&p->b, "<p class=\"soft\">");
        html_text(&p->b, ui_with(p->arena, p->lang, "What each claim rested on when the text was frozen, on {1}.",
                                 write_day(p->arena, instant_day(f.at), p->lang), S("")));
        html_lit(&p->b, "</p>\n");
    }
    html_lit(&p->b, "<ol class=\"rests\">\n");
    for (size_t i = 0; i < l->claim_count; i++) {
        if (l->claims[i].number != next) continue;
        if (!fact(p, &f, &l->claims[i], err)) return false;
        next++;
    }
    html_lit(&p->b, "</ol>\n");
    return true;
}

// ---- afterwards

bool letter_below(struct page *p, struct statements all, struct err *err)
{
    enum { PERSONS = 5 };
    struct timeline t = {0};
    const struct statement *date = statement_first(all, type_prop(p->ref.type, S("date")));
    const struct statement *status = statement_first(all, type_prop(p->ref.type, S("status")));
    struct statements about = statements_of(p->arena, all, type_prop(p->ref.type, S("about")));
    bool sent = !status || str_eq(status->value.text, S("published"));
    if (!date || !sent) return true;
    if (!timeline_gather(p, p->entity, &t, err)) return false;
    for (size_t i = 0; i < about.n && i < PERSONS; i++)
        if (!timeline_gather(p, about.v[i].value.key, &t, err)) return false;
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++) {
        const struct event *e = &t.v[i];
        bool after = e->has_date && e->date.hi.n > date->value.date.hi.n && (e->date.lo.n >= date->value.date.lo.n);
        if (after && e->entity != p->entity) t.v[n++] = *e;
    }
    t.n = n;
    if (!n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "What happened afterwards"));
    html_lit(&p->b, "</h2>\n<p class=\"soft\">");
    html_text(&p->b, UI(p, "In the order of time. That one thing came after another does not say that it came of it."));
    html_lit(&p->b, "</p>\n");
    return timeline_write(p, &t, err);
}

static bool picture(struct page *p, struct statements all, struct err *err)
{
    const struct statement *file = statement_first(all, type_prop(p->ref.type, S("picture")));
    const struct statement *credit = statement_first(all, type_prop(p->ref.type, S("picture-credit")));
    struct str address = S("");
    if (!file || !credit) return true;
    if (!files_address(p, file->value.text, &address, err)) return false;
    if (!str_ends(address, S(".png")) && !str_ends(address, S(".jpg"))) return true;
    html_lit(&p->b, "<figure class=\"photo\"><img alt=\"\" src=\"");
    html_text(&p->b, page_link_file(p, address));
    html_lit(&p->b, "\"><figcaption>");
    html_text(&p->b, ui_with(p->arena, p->lang, "Picture: {1}", credit->value.text, S("")));
    html_lit(&p->b, "</figcaption></figure>\n");
    return true;
}

static bool text(struct page *p, struct letter *l, struct statements all, struct err *err)
{
    struct view v = p->view;
    bool foreign = !str_eq(l->head.lang, p->lang);
    v.has_at = false;
    versions(p, all);
    html_lit(&p->b, "<article class=\"letter\" id=\"text\"");
    if (foreign) {
        html_lit(&p->b, " lang=\"");
        html_text(&p->b, l->head.lang);
        html_lit(&p->b, "\" dir=\"");
        html_text(&p->b, l->head.rtl ? S("rtl") : S("ltr"));
        html_lit(&p->b, "\"");
    }
    html_lit(&p->b, ">\n");
    if (!letter_html_text(l, &v, &p->b, err)) return false;
    html_lit(&p->b, "</article>\n");
    return facts(p, l, err);
}

bool letter_above(struct page *p, struct statements all, struct err *err)
{
    struct letter l;
    bool found;
    if (!picture(p, all, err) || !read_text(p, all, p->lang, false, &l, &found, err)) return false;
    if (found) {
        bool good = text(p, &l, all, err);
        letter_free(&l);
        if (!good) return false;
    }
    return true;
}
