#include "letter/form.h"

#include "base/arena.h"
#include "base/buf.h"

enum { TOLD = 10, MAX_DEPTH = 32, MAX_TITLE = 1000 };

static void say(const struct source_text *file, struct diags *ds, struct pos at, struct str s, size_t i, bool hidden)
{
    uint32_t c = utf8_next(s, &i);
    struct diag *d = diag_add(ds, DIAG_CONTROL, file, at, 1, "a character that is not seen: U+%04X%s", c,
                              c >= 0x2000 ? ", which turns the direction of the text" : "");
    if (hidden) diag_more(ds, d, "it is written as an escape");
    if (c >= 0x2000) diag_more(ds, d, "leave it out: each script finds its own direction");
}

bool form_characters(const struct source_text *file, struct diags *ds)
{
    size_t n = 0, at = str_control(file->text, 0);
    for (; at < file->text.n && n < TOLD; at = str_control(file->text, at + 1), n++)
        say(file, ds, pos_of(file->text, at), file->text, at, false);
    if (at < file->text.n) diag_add(ds, DIAG_CONTROL, file, pos_of(file->text, at), 1, "and more of them from here on");
    return n > 0;
}

static void head_value(const struct letter *l, const struct node *n, struct diags *ds)
{
    size_t at = n->kind == NODE_SCALAR ? str_control(n->text, 0) : 0;
    if (n->kind == NODE_SCALAR && at < n->text.n) say(l->file, ds, n->pos, n->text, at, true);
    for (const struct node *e = n->kind == NODE_SCALAR ? NULL : n->first; e; e = e->next) head_value(l, e, ds);
}

void form_head(const struct letter *l, const struct node *root, bool odd, struct diags *ds)
{
    const struct node *title = node_get(root, S("title"));
    size_t n = title ? utf8_count(node_text(title)) : 0;
    if (n > MAX_TITLE)
        diag_add(ds, DIAG_TOO_BIG, l->file, title->pos, 1, "a title of %zu characters; at most %d fit above a letter", n, MAX_TITLE);
    if (!odd) head_value(l, root, ds);
}

static struct pos place(const struct letter *l, cmark_node *n)
{
    uint32_t before = pos_of(l->file->text, l->body_at).line - 1;
    while (n && !cmark_node_get_start_line(n)) n = cmark_node_parent(n);
    return n ? (struct pos){(uint32_t)cmark_node_get_start_line(n) + before, (uint32_t)cmark_node_get_start_column(n)} : (struct pos){1, 1};
}

void form_body(const struct letter *l, bool odd, struct diags *ds)
{
    size_t depth = 0, deepest = 0, told = 0;
    struct pos deep = {0};
    cmark_iter *it = cmark_iter_new(l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        if (e == CMARK_EVENT_EXIT) {
            depth--;
            continue;
        }
        bool leaf = !cmark_node_first_child(n);
        if (!leaf && ++depth == MAX_DEPTH + 1 && !deep.line) deep = place(l, n);
        if (depth > deepest) deepest = depth;
        const char *literal = cmark_node_get_literal(n);
        struct str s = str_of(literal);
        size_t at = str_control(s, 0);
        if (!odd && at < s.n && told++ < TOLD) say(l->file, ds, place(l, n), s, at, true);
    }
    cmark_iter_free(it);
    if (deepest <= MAX_DEPTH) return;
    diag_add(ds, DIAG_TOO_BIG, l->file, deep, 1, "nested %zu deep; at most %d are set, two for each list", deepest, MAX_DEPTH);
}
