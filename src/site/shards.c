#include "site/shards.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/json.h"
#include "lang/fold_words.h"
#include "site/names.h"

enum { PROPS_MAX = 5, LETTERS = 2, WORDS_MAX = 64 };

struct entry {
    struct str begins; // the letters of its file
    int64_t entity;
    struct str path, label, text;
    size_t order;
};

struct entries {
    struct entry *v;
    size_t n, cap;
};

// The properties by which one looks for an entity: names, a title, numbers.
static size_t sought(const struct type *t, const struct prop **out)
{
    size_t n = 0;
    for (const struct prop *p = t->first; p && n < PROPS_MAX; p = p->next)
        if (p->kind == KIND_NAME || str_eq(p->name, S("title")) || p->kind == KIND_IDENTIFIER) out[n++] = p;
    return n;
}

static struct str beginning(struct str word)
{
    size_t end = 0;
    for (int i = 0; i < LETTERS && end < word.n; i++) utf8_next(word, &end);
    return str_sub(word, 0, end);
}

static void add(struct arena *a, struct entries *e, struct entry one)
{
    struct folded_word *f;
    size_t n = fold_places(a, one.text, &f), first = e->n;
    for (size_t i = 0; i < n && i < WORDS_MAX; i++) {
        bool again = false;
        one.begins = beginning(f[i].word);
        for (size_t k = first; k < e->n; k++) again |= str_eq(e->v[k].begins, one.begins);
        if (again) continue;
        one.order = e->n;
        e->v = arena_grow(a, e->v, &e->cap, e->n + 1, sizeof *e->v);
        e->v[e->n++] = one;
    }
}

static bool of_entity(struct view *v, int64_t entity, const struct prop *const *props, size_t count, struct entries *e, struct err *err)
{
    struct statements all;
    struct entry one = {.entity = entity};
    if (!view_some(v, entity, props, count, &all, err)) return false;
    if (!all.n) return true;
    one.path = view_path(v, entity, err);
    if (!one.path.n || !view_label(v, entity, &one.label, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) again |= str_eq(all.v[k].value.text, all.v[i].value.text);
        one.text = all.v[i].value.text;
        if (!again) add(v->arena, e, one);
    }
    return true;
}

static int by_file(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = str_cmp(x->begins, y->begins);
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

static struct str write(struct arena *a, const struct entry *v, size_t n)
{
    struct json j = json_in(a);
    buf_add(&j.out, S("habeasFind("));
    json_item_text(&j, v->begins);
    json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&j, '[');
        json_item_text(&j, v[i].path);
        json_item_text(&j, v[i].label);
        json_item_text(&j, v[i].text);
        json_close(&j, ']');
    }
    json_close(&j, ']');
    buf_add(&j.out, S(");\n"));
    return buf_str(&j.out);
}

bool shards(struct view *v, struct shard **out, size_t *n, struct err *err)
{
    struct entries e = {0};
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    for (const struct type *t = store_vocab(v->store)->first; t; t = t->next) {
        const struct prop *props[PROPS_MAX];
        size_t count = sought(t, props);
        struct ref all = {.type = t, .limit = -1};
        struct hits hits;
        if (!count) continue;
        if (!query_list(v, &all, &hits, err)) return false;
        for (size_t i = 0; i < hits.n; i++)
            if (!of_entity(v, hits.v[i].entity, props, count, &e, err)) return false;
    }
    if (e.n) qsort(e.v, e.n, sizeof *e.v, by_file);
    for (size_t i = 0, end; i < e.n; i = end) {
        for (end = i; end < e.n && str_eq(e.v[end].begins, e.v[i].begins);) end++;
        struct str address;
        str_cut(names_address(v->arena, e.v[i].begins), '/', &address);
        *out = arena_grow(v->arena, *out, &cap, *n + 1, sizeof **out);
        (*out)[(*n)++] = (struct shard){strf(v->arena, "assets/find/%.*s.js", STR(address)), write(v->arena, e.v + i, end - i)};
    }
    return true;
}

void shards_form(struct page *p)
{
    struct json kinds = json_in(p->arena);
    json_open(&kinds, '{');
    for (const struct type *t = store_vocab(p->store)->first; t; t = t->next)
        json_text(&kinds, str_c(p->arena, t->path), label_text(t->label, p->lang, t->path));
    json_close(&kinds, '}');
    html_lit(&p->b, "<form class=\"search\" role=\"search\" id=\"find\" hidden data-files=\"");
    html_text(&p->b, page_link_file(p, S("assets/find/")));
    html_lit(&p->b, "\" data-kinds=\"");
    html_text(&p->b, buf_str(&kinds.out));
    html_lit(&p->b, "\" data-none=\"");
    html_text(&p->b, UI(p, "Nothing in the register has all these words."));
    html_lit(&p->b, "\"><label><span>");
    html_text(&p->b, UI(p, "Names, titles or a number"));
    html_lit(&p->b, "</span> <input type=\"search\" name=\"q\" dir=\"auto\" maxlength=\"200\"></label> <button>");
    html_text(&p->b, UI(p, "Search"));
    html_lit(&p->b, "</button></form>\n<div id=\"found\" role=\"status\"></div>\n<script src=\"");
    html_text(&p->b, page_link_file(p, p->site->script));
    html_lit(&p->b, "\" defer></script>\n");
}
