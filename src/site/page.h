// One page being written: what every page has (frame, navigation, the line that says of when it is, languages), and the small
// pieces of HTML that pages are made of.
//
//   bool route_list(struct page *p, struct err *err)
//   {
//       p->title = label;
//       page_open(p);              everything up to <main>
//       …html_lit, html_text, page_… into p->b
//       page_close(p);
//       return true;
//   }
#pragma once
#include "base/html.h"
#include "lang/ui.h"
#include "site/site.h"
#include "store/query.h"

struct page {
    const struct site *site;
    const struct request *request;
    struct arena *arena;
    struct store *store;
    struct instant known; // of when the page is: now, or known=
    struct view view;     // at, known, language as asked for
    struct str lang;      // of the page
    bool rtl;
    struct str path;      // behind the language, without format: "persons/ilgar-mammadov"; "" is home
    struct str asked;     // the address's query without at= and known=
    struct str format;    // "html", "json", …
    int64_t number;       // of a list's further pages in the static edition: persons.2.html; else 0
    struct ref ref;       // of lists and entities
    int64_t entity;       // of entities
    struct str title;     // plain text
    struct str describe;  // for search engines, one sentence
    struct str linked;    // JSON-LD (linked.h); empty: none
    struct buf b;
    struct answer *out;
};

// A text of the user interface in the page's language (lang/ui.h); msgid is English.
#define UI_MARK(msgid) msgid // of a table: for script/messages
#define UI(p, msgid) ui_text((p)->lang, "" msgid)

// The value of a field of the address, decoded; empty when there is none.
struct str query_value(struct arena *a, struct str query, struct str name);

// Head and frame up to <main>, from title and describe; then what stands below it.
void page_open(struct page *p);
void page_close(struct page *p);

// The address of a page in the page's language, by reference ("persons/x", "persons?country=AZ", "" is home): absolute from '/'
// when live, relative to this page and with .html when static. known= and at= are not carried along.
struct str page_link(struct page *p, struct str ref);
// The same of another language, and of a file without language ("persons/x.json", "assets/style.css").
struct str page_link_lang(struct page *p, struct str lang, struct str ref);
struct str page_link_file(struct page *p, struct str file);

// <a href>label</a> of an entity, its language marked when it is not the page's; plain text when this reader sees none.
bool page_entity(struct page *p, int64_t entity, struct err *err) MUST_USE;
// A statement's value: references linked, dates with <time>, terms in words, foreign text with lang and dir, names in <bdi>.
bool page_value(struct page *p, const struct statement *s, struct err *err) MUST_USE;
// Where it is said: a link to the source with locator, a small mark; that the source is not public when it is hidden.
bool page_source(struct page *p, const struct statement *s, struct err *err) MUST_USE;
void page_anchor(struct page *p, struct str href, struct str text); // <a href>text</a>
void page_date(struct page *p, struct edtf d);        // <time datetime="…">17 March 2014</time>
void page_text(struct page *p, struct str text, struct str lang); // escaped, with lang and dir where they differ
void page_marked(struct page *p, struct str lang); // the attributes lang and dir, in a tag, where they differ from the page's
bool lang_rtl(struct str lang);

// ---- pages, one of each route (routes.def); each looks at p->format. A fault of the address: page_wrong.
#define ROUTE(name, path, formats) bool route_##name(struct page *p, struct err *err);
#include "site/routes.def"
#undef ROUTE
// 303 to another page in a language: `path` behind it, the query with its fields.
bool page_redirect(struct page *p, struct str lang, struct str path, struct str query);
// A page that says what is wrong with the address, and what would be right. status 400 or 404.
bool page_wrong(struct page *p, int status, struct str message, struct str advice);
