#include "base/arena.h"
#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/out.h"
#include "store/find.h"

enum { SHOWN = 20 };

static struct str passage_text(struct arena *a, const struct passage *p)
{
    struct buf b = buf_in(a);
    if (p->before) buf_add(&b, S("… "));
    for (size_t i = 0; i < p->n; i++) buf_add(&b, p->v[i].text);
    if (p->behind) buf_add(&b, S(" …"));
    return buf_str(&b);
}

static bool one(struct cmd *c, struct view *v, const struct find_query *q, const struct found *f, struct table *t, struct err *err)
{
    struct str label, path = view_path(v, f->entity, err);
    struct passage p;
    struct json j = json_in(v->arena);
    if (!path.n || !view_label(v, f->entity, &label, err) || !view_passage(v, q, f->row, &p, err)) return false;
    struct str text = passage_text(v->arena, &p);
    if (c->format == FORMAT_JSON) {
        json_open(&j, '{');
        json_text(&j, "ref", path);
        json_text(&j, "type", f->type->path);
        json_text(&j, "label", label);
        json_text_if(&j, "property", p.prop ? p.prop->name : S(""));
        json_text_if(&j, "passage", text);
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return true;
    }
    table_row(t, (struct str[]){path, label, str_eq(text, label) ? S("") : text});
    return true;
}

static void counts(struct cmd *c, const struct vocab *vocab, const struct find_result *r)
{
    struct buf b = buf_in(c->arena);
    for (const struct type *t = vocab->first; t; t = t->next)
        if (r->by_type[t->index]) buf_addf(&b, "%s%zu %.*s", b.n ? ", " : "", r->by_type[t->index], STR(t->path));
    if (c->format == FORMAT_JSON) {
        struct json j = json_in(c->arena);
        json_open(&j, '{');
        json_key(&j, "counts");
        json_open(&j, '{');
        for (const struct type *t = vocab->first; t; t = t->next)
            if (r->by_type[t->index]) json_int(&j, str_c(c->arena, t->path), (int64_t)r->by_type[t->index]);
        json_close(&j, '}');
        json_bool(&j, "more", r->more);
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return;
    }
    fprintf(stderr, "%s%.*s%s\n", r->more ? "More than " : "", STR(buf_str(&b)), r->n > SHOWN && !c->count ? "; the first 20 are shown" : "");
}

static bool nearly(struct cmd *c, struct view *v, const struct find_query *q, struct err *err)
{
    struct found near[5];
    size_t n;
    if (!view_find_near(v, q, sizeof near / sizeof *near, near, &n, err)) return false;
    if (c->format != FORMAT_TEXT) return true;
    fprintf(stderr, "Nothing has all these words. Try fewer words, another spelling, or a beginning with * behind it.\n");
    for (size_t i = 0; i < n; i++) {
        struct str label, path = view_path(v, near[i].entity, err);
        if (!path.n || !view_label(v, near[i].entity, &label, err)) return false;
        fprintf(stderr, "%s  %.*s  %.*s\n", i ? "" : "Perhaps:\n", STR(path), STR(label));
    }
    return true;
}

static bool find(struct cmd *c, struct view *v, const struct find_query *q, struct err *err)
{
    struct find_result r;
    struct table t = table_in(c->arena, 3, 0);
    if (!view_find_words(v, q, &r, err)) return false;
    if (c->count) {
        printf("%zu%s\n", r.n, r.more ? "+" : "");
        return true;
    }
    if (!r.n) return nearly(c, v, q, err);
    for (size_t i = 0; i < r.n && i < SHOWN; i++)
        if (!one(c, v, q, &r.v[i], &t, err)) return false;
    table_print(&t);
    counts(c, store_vocab(v->store), &r);
    return true;
}

int cmd_find(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct find_query q;
    struct buf text = buf_in(c->arena);
    STORE s = NULL;
    for (int i = 0; i < c->arg_count; i++) {
        struct str word = str_of(c->args[i]); // one argument with blanks is a phrase, as the shell took its quotation marks
        bool phrase = c->arg_count > 1 && str_chr(word, ' ', 0) < word.n && str_chr(word, '"', 0) == word.n;
        buf_addf(&text, phrase ? "%s\"%.*s\"" : "%s%.*s", i ? " " : "", STR(word));
    }
    switch (find_parse(c->arena, buf_str(&text), &q)) {
    case FIND_EMPTY:
        fprintf(stderr, "habeas: habeas find WORDS…, for example: habeas find mammadov 15172/13\n");
        return EXIT_FAILED;
    case FIND_LONG:
        fprintf(stderr, "habeas: a search has at most %d words and %d bytes\n", FIND_WORDS, FIND_BYTES);
        return EXIT_FAILED;
    default: break;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err) || !find(c, &v, &q, &err)) return cmd_fail(&err);
    return EXIT_DONE;
}
