#include "site/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

bool feed_has(const struct type *t)
{
    return str_eq(t->path, S("persons")) || str_eq(t->path, S("judgments")) || str_eq(t->path, S("lists")) || str_eq(t->path, S("letters"));
}

struct entry {
    int64_t entity;
    size_t order;
    struct instant updated;
};

bool feed_changed(struct page *p, int64_t entity, struct instant *out, size_t *changes, struct err *err)
{
    struct statements all;
    struct str recorder, note;
    int64_t last = 0, before = 0;
    *changes = 0;
    *out = (struct instant){0};
    if (!view_history(&p->view, entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        *changes += all.v[i].tx != before;
        before = all.v[i].tx;
        if (all.v[i].tx > last) last = all.v[i].tx;
        if (all.v[i].gone > last && all.v[i].gone <= p->view.known) last = all.v[i].gone;
    }
    return !last || view_tx(&p->view, last, out, &recorder, &note, err);
}

bool feed_uuid(struct page *p, struct str path, struct str *out, struct err *err)
{
    struct instant first;
    struct str recorder, note;
    struct hasher h;
    if (!view_tx(&p->view, 1, &first, &recorder, &note, err)) return false;
    hasher_init(&h);
    hasher_field(&h, instant_text(p->arena, first));
    hasher_field(&h, path);
    struct hash hash = hasher_end(&h);
    hash.b[6] = (unsigned char)((hash.b[6] & 0x0F) | 0x50);
    hash.b[8] = (unsigned char)((hash.b[8] & 0x3F) | 0x80);
    const char *x = hash_hex(p->arena, &hash).p;
    *out = strf(p->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", x, x + 8, x + 12, x + 16, x + 20);
    return true;
}

static void element(struct page *p, const char *name, struct str text)
{
    buf_addf(&p->b, "<%s>", name);
    html_text(&p->b, text);
    buf_addf(&p->b, "</%s>\n", name);
}

static void link_to(struct page *p, const char *rel, const char *type, struct str href)
{
    buf_addf(&p->b, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    if (p->site->edition == EDITION_LIVE) html_text(&p->b, p->site->origin);
    html_text(&p->b, href);
    html_lit(&p->b, "\"/>\n");
}

// A feed of the past is the feed that was served then, and so has its id.
static struct str without_known(struct page *p)
{
    struct buf b = buf_in(p->arena);
    struct str rest = p->request->query;
    while (rest.n) {
        struct str pair = str_cut(rest, '&', &rest);
        if (str_starts(pair, S("known="))) continue;
        if (b.n) buf_addc(&b, '&');
        buf_add(&b, pair);
    }
    return buf_str(&b);
}

static bool open_feed(struct page *p, struct str title, struct instant updated, struct err *err)
{
    struct str uuid;
    if (!feed_uuid(p, strf(p->arena, "%.*s?%.*s", STR(p->path), STR(without_known(p))), &uuid, err)) return false;
    p->out->type = S("application/atom+xml; charset=utf-8");
    p->out->lang = p->lang;
    html_lit(&p->b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    html_text(&p->b, p->lang);
    html_lit(&p->b, "\">\n");
    element(p, "title", title);
    element(p, "id", strf(p->arena, "urn:uuid:%.*s", STR(uuid)));
    element(p, "updated", instant_text(p->arena, updated));
    link_to(p, "alternate", "text/html", page_link(p, p->path));
    html_lit(&p->b, "<author><name>");
    html_text(&p->b, p->site->title.n ? p->site->title : S("habeas"));
    html_lit(&p->b, "</name></author>\n");
    return true;
}

// What stands of it, a line a property, as text.
static bool summary(struct page *p, int64_t entity, struct err *err)
{
    enum { LINES = 12 };
    struct statements all;
    size_t lines = 0;
    if (!view_statements(&p->view, entity, &all, err)) return false;
    html_lit(&p->b, "<summary>");
    for (size_t i = 0; i < all.n && lines < LINES; i++) {
        const struct statement *s = &all.v[i];
        struct str text;
        bool foreign = s->prop->by_language && s->lang.n && !str_eq(s->lang, p->lang);
        if (s->prop->kind == KIND_FILE || s->prop->kind == KIND_STATEMENT || foreign) continue;
        if (s->value.kind == KIND_REF) {
            if (!view_label(&p->view, s->value.key, &text, err)) return false;
        } else {
            text = value_write(p->arena, s->prop, &s->value, p->lang);
        }
        if (lines++) html_lit(&p->b, "\n");
        html_text(&p->b, label_text(s->prop->label, p->lang, s->prop->name));
        html_lit(&p->b, ": ");
        html_text(&p->b, text);
    }
    html_lit(&p->b, "</summary>\n");
    return true;
}

static bool write_entry(struct page *p, const struct entry *e, struct err *err)
{
    struct str label, uuid, path = view_path(&p->view, e->entity, err);
    if (!path.n || !view_label(&p->view, e->entity, &label, err) || !feed_uuid(p, path, &uuid, err)) return false;
    html_lit(&p->b, "<entry>\n");
    element(p, "title", label);
    element(p, "id", strf(p->arena, "urn:uuid:%.*s", STR(uuid)));
    element(p, "updated", instant_text(p->arena, e->updated));
    link_to(p, "alternate", "text/html", page_link(p, path));
    if (!summary(p, e->entity, err)) return false;
    html_lit(&p->b, "</entry>\n");
    return true;
}

static int latest_first(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->updated.us != y->updated.us) return x->updated.us < y->updated.us ? 1 : -1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static bool write_feed(struct page *p, struct str title, struct entry *entries, size_t n, struct err *err)
{
    struct instant updated = {0};
    size_t changes;
    for (size_t i = 0; i < n; i++) {
        if (!feed_changed(p, entries[i].entity, &entries[i].updated, &changes, err)) return false;
        entries[i].order = i;
        if (entries[i].updated.us > updated.us) updated = entries[i].updated;
    }
    if (n) qsort(entries, n, sizeof *entries, latest_first);
    if (!open_feed(p, title, updated, err)) return false;
    for (size_t i = 0; i < n && i < FEED_MAX; i++)
        if (!write_entry(p, &entries[i], err)) return false;
    html_lit(&p->b, "</feed>\n");
    p->out->body = buf_str(&p->b);
    return true;
}

bool feed_list(struct page *p, struct err *err)
{
    struct hits hits;
    const struct prop *date = type_prop(p->ref.type, S("date"));
    if (!p->ref.sort && (date || p->ref.type->since)) {
        p->ref.sort = date ? date : p->ref.type->since;
        p->ref.descending = true;
    }
    if (p->ref.limit < 0 || p->ref.limit > FEED_MAX) p->ref.limit = FEED_MAX;
    if (!query_list(&p->view, &p->ref, &hits, err)) return false;
    struct entry *entries = arena_array(p->arena, hits.n, sizeof *entries);
    for (size_t i = 0; i < hits.n; i++) entries[i].entity = hits.v[i].entity;
    return write_feed(p, type_plural(p->ref.type, p->lang), entries, hits.n, err);
}

struct gathered {
    struct entry *v;
    size_t n, cap;
};

static void gather(struct page *p, struct gathered *g, int64_t entity)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->v[i].entity == entity) return;
    g->v = arena_grow(p->arena, g->v, &g->cap, g->n + 1, sizeof *g->v);
    g->v[g->n++].entity = entity;
}

// The entity, what refers to it, and what refers to that: of a person the arrests, charges, judgments and their supervision.
bool feed_entity(struct page *p, struct err *err)
{
    enum { REACH = 200 };
    struct gathered g = {0};
    struct str title;
    int64_t *near;
    size_t count, first = 0;
    gather(p, &g, p->entity);
    for (int step = 0; step < 2; step++) {
        size_t last = g.n;
        for (size_t i = first; i < last && g.n < REACH; i++) {
            if (!view_referrers(&p->view, g.v[i].entity, REACH, &near, &count, err)) return false;
            for (size_t k = 0; k < count && g.n < REACH; k++) gather(p, &g, near[k]);
        }
        first = last;
        if (step == 0 && str_eq(p->ref.type->path, S("sources"))) break;
    }
    return view_label(&p->view, p->entity, &title, err) && write_feed(p, title, g.v, g.n, err);
}
