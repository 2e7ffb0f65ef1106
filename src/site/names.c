#include "site/names.h"

#include "base/arena.h"
#include "lang/collate.h"
#include "lang/fold_words.h"
#include "site/shards.h"
#include "store/find.h"

enum { MOST = 150, BEGINS_MAX = 60, PAGES_MAX = 200000 };

// ---- addresses

static bool plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ' ')) return false;
    return true;
}

struct str names_address(struct arena *a, struct str begins)
{
    struct buf b = buf_in(a);
    buf_add(&b, S("names/"));
    bool letters = plain(begins);
    if (!letters) buf_add(&b, S("0u"));
    for (size_t i = 0; i < begins.n;) {
        uint32_t c = utf8_next(begins, &i);
        if (!letters)
            buf_addf(&b, "-%04x", (unsigned)c);
        else
            buf_addc(&b, c == ' ' ? '-' : (char)c);
    }
    return buf_str(&b);
}

// The beginning of an address; empty when it is none.
static struct str names_begins(struct arena *a, struct str slug)
{
    struct buf b = buf_in(a);
    struct str rest = slug, number;
    if (!str_starts(slug, S("0u-"))) {
        for (size_t i = 0; i < slug.n; i++) buf_addc(&b, slug.p[i] == '-' ? ' ' : slug.p[i]);
        return buf_str(&b);
    }
    str_cut(slug, '-', &rest);
    while (rest.n) {
        uint32_t c = 0;
        char utf8[4];
        number = str_cut(rest, '-', &rest);
        for (size_t i = 0; i < number.n && i < 6; i++) {
            char d = number.p[i];
            int digit = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : -1;
            if (digit < 0) return S("");
            c = c * 16 + (uint32_t)digit;
        }
        if (c < 0x20 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || b.n > BEGINS_MAX) return S("");
        buf_add(&b, (struct str){utf8, utf8_put(c, utf8)});
    }
    return buf_str(&b);
}

// ---- what begins so

// The key up to the letter behind its first n bytes: a blank goes together with the letter behind it.
static struct str longer(struct str key, size_t n)
{
    if (n < key.n && key.p[n] == ' ') n++;
    if (n < key.n) utf8_next(key, &n);
    return str_sub(key, 0, n);
}

// The beginnings that are a letter longer, in the order of keys; the key itself is none.
static bool children(struct view *v, struct str begins, struct str **out, size_t *n, struct err *err)
{
    struct str from = begins;
    size_t cap = 0, found;
    *out = NULL;
    *n = 0;
    for (;;) {
        struct name_place *one;
        if (!view_names(v, from, begins, 1, &one, &found, err)) return false;
        if (!found) return true;
        struct str child = longer(one->key, begins.n);
        if (child.n > begins.n) {
            *out = arena_grow(v->arena, *out, &cap, *n + 1, sizeof **out);
            (*out)[(*n)++] = child;
        }
        from = strf(v->arena, "%.*s%s", STR(child), child.n > begins.n ? "\xff" : " ");
    }
}

// All that begin so when they are few enough, else the beginnings that part them, and those that are no longer.
struct names {
    struct name_place *v;
    size_t n;
    struct str *next; // NULL: v is all
    size_t next_n;
    bool more; // of the same name
};

static bool read(struct view *v, struct str begins, struct names *out, struct err *err)
{
    *out = (struct names){0};
    if (!view_names(v, begins, begins, MOST + 1, &out->v, &out->n, err)) return false;
    if (begins.n && out->n <= MOST) return true;
    if (!children(v, begins, &out->next, &out->next_n, err)) return false;
    while (begins.n && out->next_n == 1 && out->v[0].key.n > begins.n) { // nothing to choose
        begins = out->next[0];
        if (!children(v, begins, &out->next, &out->next_n, err)) return false;
    }
    size_t own = 0;
    while (own < out->n && out->v[own].key.n == begins.n) own++;
    out->more = own > MOST;
    out->n = own > MOST ? MOST : own;
    return true;
}

bool names_pages(struct view *v, struct str **out, size_t *n, struct err *err)
{
    struct str *todo = NULL;
    size_t count = 0, cap = 0;
    struct names here;
    *out = NULL;
    *n = 0;
    if (!children(v, S(""), &todo, &count, err)) return false;
    cap = count;
    for (size_t i = 0; i < count && count < PAGES_MAX; i++) { // it grows while it is walked
        if (!read(v, todo[i], &here, err)) return false;
        for (size_t k = 0; k < here.next_n; k++) {
            todo = arena_grow(v->arena, todo, &cap, count + 1, sizeof *todo);
            todo[count++] = here.next[k];
        }
    }
    *out = arena_array(v->arena, count, sizeof **out);
    for (size_t i = 0; i < count; i++) (*out)[(*n)++] = names_address(v->arena, todo[i]);
    return true;
}

// ---- the page

static void beginnings(struct page *p, struct str *v, size_t n)
{
    size_t *order = collate(p->arena, p->lang, v, n);
    int script = -1;
    for (size_t i = 0; i < n; i++) {
        struct str begins = v[order[i]];
        if (script_of(begins) != script) {
            if (script >= 0) html_lit(&p->b, "</ul>\n");
            script = script_of(begins);
            struct str name = script_name(p->arena, p->lang, script);
            html_lit(&p->b, "<h2>");
            html_text(&p->b, name.n ? name : UI(p, "Numbers"));
            html_lit(&p->b, "</h2>\n<ul class=\"letters\">\n");
        }
        html_lit(&p->b, "<li><a href=\"");
        html_text(&p->b, page_link(p, names_address(p->arena, begins)));
        html_lit(&p->b, "\"><bdi>");
        html_text(&p->b, begins);
        html_lit(&p->b, "</bdi></a></li>\n");
    }
    if (n) html_lit(&p->b, "</ul>\n");
}

struct line {
    int64_t entity;
    const struct type *type;
    struct str text, lang;
};

// The name with the word first that the key begins with: "Mammadov, İlqar" of "mammadov ilgar"; to be put in order by.
static struct str turned(struct arena *a, struct str text, struct str key)
{
    struct folded_word *f;
    size_t n = fold_places(a, text, &f);
    for (size_t i = 1; i < n; i++) {
        struct str rest = key;
        size_t k = i;
        while (k < n && str_eq(str_cut(rest, ' ', &rest), f[k].word)) k++;
        if (k == n) return strf(a, "%.*s, %.*s", STR(str_sub(text, f[i].from, text.n)), STR(str_sub(text, 0, f[i].from)));
    }
    return text;
}

// The names of rows, each entity once under one name, in the language's order.
static bool lines(struct page *p, const struct names *names, struct line **out, size_t *n, struct err *err)
{
    struct line *v = arena_array(p->arena, names->n, sizeof *v);
    struct str *texts = arena_array(p->arena, names->n, sizeof *texts);
    *n = 0;
    for (size_t i = 0; i < names->n; i++) {
        const struct prop *prop;
        struct line l = {.entity = names->v[i].row >> 16};
        if (!view_row_text(&p->view, names->v[i].row, &prop, &l.text, &l.lang, err)) return false;
        bool again = !prop;
        for (size_t k = 0; k < *n && !again; k++) again = v[k].entity == l.entity && str_eq(v[k].text, l.text);
        if (again) continue;
        l.type = prop->type;
        texts[*n] = turned(p->arena, l.text, names->v[i].key);
        v[(*n)++] = l;
    }
    size_t *order = collate(p->arena, p->lang, texts, *n);
    *out = arena_array(p->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++) (*out)[i] = v[order[i]];
    return true;
}

static bool list(struct page *p, const struct names *names, struct err *err)
{
    struct line *v;
    size_t n;
    if (!lines(p, names, &v, &n, err)) return false;
    html_lit(&p->b, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        struct str label, path = view_path(&p->view, v[i].entity, err);
        if (!path.n || !view_label(&p->view, v[i].entity, &label, err)) return false;
        html_lit(&p->b, "<li><a href=\"");
        html_text(&p->b, page_link(p, path));
        html_lit(&p->b, "\"><bdi>");
        page_text(p, v[i].text, v[i].lang);
        html_lit(&p->b, "</bdi></a> <span class=\"brief\">");
        html_text(&p->b, label_text(v[i].type->label, p->lang, v[i].type->path));
        if (!str_eq(label, v[i].text)) html_lit(&p->b, " · <bdi>"), html_text(&p->b, label), html_lit(&p->b, "</bdi>");
        html_lit(&p->b, "</span></li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    if (names->more) {
        html_lit(&p->b, "<p class=\"soft\">");
        html_text(&p->b, UI(p, "There are more of the same name; the lists have them all."));
        html_lit(&p->b, "</p>\n");
    }
    return true;
}

static bool write(struct page *p, struct str begins, struct err *err)
{
    struct names names;
    p->view.has_at = false; // names are of no day
    if (!read(&p->view, begins, &names, err)) return false;
    if (begins.n && !names.n && !names.next_n) return page_wrong(p, 404, UI(p, "No name begins so."), S(""));
    p->title = begins.n ? ui_with(p->arena, p->lang, "Names: {1}", begins, S("")) : UI(p, "Names");
    page_open(p);
    if (begins.n) {
        html_lit(&p->b, "<p class=\"kind\">");
        page_anchor(p, page_link(p, S("names")), UI(p, "Names"));
        html_lit(&p->b, "</p>\n<h1><bdi>");
        html_text(&p->b, begins);
        html_lit(&p->b, "…</bdi></h1>\n");
    } else {
        html_lit(&p->b, "<h1>");
        html_text(&p->b, p->title);
        html_lit(&p->b, "</h1>\n");
        if (p->site->edition == EDITION_STATIC) shards_form(p);
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "Every name stands under each of its words, without accents."));
        html_lit(&p->b, "</p>\n");
    }
    beginnings(p, names.next, names.next_n);
    if (begins.n && names.n && !list(p, &names, err)) return false;
    page_close(p);
    return true;
}

bool route_names(struct page *p, struct err *err) { return write(p, S(""), err); }

bool route_name(struct page *p, struct err *err)
{
    struct str slug, begins;
    str_cut(p->path, '/', &slug);
    begins = names_begins(p->arena, slug);
    if (!begins.n) return page_wrong(p, 404, UI(p, "No name begins so."), S(""));
    return write(p, begins, err);
}
