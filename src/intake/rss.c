#include "intake/rss.h"

#include <expat.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"

struct reader {
    struct arena *arena;
    XML_Parser xml;
    struct rss_item *items;
    size_t n, cap;
    int depth, item;  // depth of the item that is open; 0: none
    struct str *into; // the text that is being read, of an item
    struct buf text;
    bool rss;
    const char *why;  // stopped by us
};

static void stop(struct reader *r, const char *why)
{
    if (!r->why) r->why = why;
    XML_StopParser(r->xml, XML_FALSE);
}

static void begin(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    struct reader *r = arg;
    (void)attributes;
    r->depth++;
    if (r->depth == 1) r->rss = !strcmp(name, "rss");
    if (r->depth == 1 && !r->rss) stop(r, "it is no RSS: the first element is another");
    if (r->depth == 3 && !strcmp(name, "item")) {
        if (r->n == RSS_ITEMS_MAX) return stop(r, "there are more items than are read");
        r->items = arena_grow(r->arena, r->items, &r->cap, r->n + 1, sizeof *r->items);
        r->items[r->n++] = (struct rss_item){.line = (uint32_t)XML_GetCurrentLineNumber(r->xml)};
        r->item = r->depth;
    }
    if (!r->item || r->depth != r->item + 1) return;
    struct rss_item *i = &r->items[r->n - 1];
    r->into = !strcmp(name, "title") ? &i->title : !strcmp(name, "pubDate") ? &i->date : !strcmp(name, "description") ? &i->description : !strcmp(name, "link") ? &i->link : NULL;
    r->text = buf_in(r->arena);
}

static void end(void *arg, const XML_Char *name)
{
    struct reader *r = arg;
    (void)name;
    if (r->into && r->depth == r->item + 1) {
        if (!r->into->n) *r->into = str_trim(buf_str(&r->text));
        r->into = NULL;
    }
    if (r->depth == r->item) r->item = 0;
    r->depth--;
}

static void characters(void *arg, const XML_Char *s, int n)
{
    struct reader *r = arg;
    if (!r->into) return;
    if (r->text.n + (size_t)n > RSS_TEXT_MAX) return stop(r, "a text is longer than is read");
    buf_add(&r->text, (struct str){s, (size_t)n});
}

static void doctype(void *arg, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(arg, "it has a document type, which is not read");
}

bool rss_parse(struct arena *a, struct str name, struct str text, struct rss_item **out, size_t *n, struct err *err)
{
    struct reader r = {.arena = a, .xml = XML_ParserCreate("UTF-8")};
    must(r.xml);
    *out = NULL;
    *n = 0;
    XML_SetUserData(r.xml, &r);
    XML_SetElementHandler(r.xml, begin, end);
    XML_SetCharacterDataHandler(r.xml, characters);
    XML_SetStartDoctypeDeclHandler(r.xml, doctype);
    bool good = text.n <= RSS_MAX && XML_Parse(r.xml, text.p ? text.p : "", (int)text.n, 1) == XML_STATUS_OK && !r.why;
    if (!good) {
        unsigned long line = XML_GetCurrentLineNumber(r.xml);
        const char *why = text.n > RSS_MAX ? "it is larger than is read" : r.why ? r.why : XML_ErrorString(XML_GetErrorCode(r.xml));
        err_set(err, ERR_INPUT, "%.*s:%lu: %s", STR(name), line, why);
    }
    XML_ParserFree(r.xml);
    *out = r.items;
    *n = good ? r.n : 0;
    return good;
}
