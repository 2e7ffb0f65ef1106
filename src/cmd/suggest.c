// suggest: what the places of a letter that nothing is claimed of could be linked to; --apply links them.
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "cmd/letters.h"
#include "letter/suggest.h"

enum { ROUNDS = 8 }; // links give context to others; until no more come

struct told {
    struct cmd *c;
    struct letter *l;
    FILE *out;
    size_t linked, open, nothing, unranked;
};

static struct str one_line(struct arena *a, struct str s)
{
    char *p = str_c(a, s);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)p[i] < ' ') p[i] = ' ';
    return (struct str){p, s.n};
}

static void tell_text(struct told *t, const struct spot *p, struct diags *ds)
{
    struct str text = t->l->file->text, own = one_line(t->c->arena, str_sub(text, p->at, p->at + p->n));
    bool link = p->count && p->v[0].sound;
    size_t at = link ? p->v[0].at : p->at, end = link ? at + p->v[0].n : at + p->n;
    struct str under = str_sub(text, at, end);
    uint32_t width = (uint32_t)utf8_count(str_sub(under, 0, str_chr(under, '\n', 0)));
    struct diag *d = diag_add(ds, DIAG_UNCLAIMED, t->l->file, pos_of(text, at), width, "a %s outside any claim: %.*s", spot_kind_name(p->kind), STR(own));
    for (size_t i = 0; i < p->count; i++) diag_more(ds, d, "%zu. %.*s", i + 1, STR(proposal_line(t->c->arena, &p->v[i])));
    if (!p->count) diag_more(ds, d, "nothing in the register has this");
    else if (p->left) diag_more(ds, d, "%s", p->left);
    else diag_more(ds, d, "%s: %.*s", t->c->apply ? "linked" : "--apply links", STR(one_line(t->c->arena, under)));
}

static void json_proposal(struct told *t, const struct proposal *p, struct json *j)
{
    struct pos pos = pos_of(t->l->file->text, p->at);
    json_open(j, '{');
    json_text(j, "ref", p->ref);
    json_int(j, "score", p->score);
    json_bool(j, "agrees", p->agrees);
    json_bool(j, "sound", p->sound);
    json_int(j, "line", pos.line);
    json_int(j, "column", pos.col);
    json_text(j, "text", str_sub(t->l->file->text, p->at, p->at + p->n));
    json_key(j, "why");
    json_open(j, '[');
    for (size_t i = 0; i < p->why_count; i++) json_item_text(j, p->why[i]);
    json_close(j, ']');
    json_close(j, '}');
}

static void tell_json(struct told *t, const struct spot *p)
{
    struct json j = json_in(t->c->arena);
    struct pos pos = pos_of(t->l->file->text, p->at);
    json_open(&j, '{');
    json_text(&j, "kind", str_of(spot_kind_name(p->kind)));
    json_text(&j, "file", t->l->file->name);
    json_int(&j, "line", pos.line);
    json_int(&j, "column", pos.col);
    json_text(&j, "text", str_sub(t->l->file->text, p->at, p->at + p->n));
    json_bool(&j, "chosen", p->chosen);
    if (p->left) json_text(&j, "left", str_of(p->left));
    json_key(&j, "proposals");
    json_open(&j, '[');
    for (size_t i = 0; i < p->count; i++) json_proposal(t, &p->v[i], &j);
    json_close(&j, ']');
    json_close(&j, '}');
    json_print_line(&j, t->out);
}

static void tell(struct told *t, const struct suggestions *s, bool chosen_alone)
{
    struct diags ds = diags_in(t->c->arena);
    for (size_t i = 0; i < s->n; i++) {
        const struct spot *p = &s->v[i];
        t->unranked += p->unranked && !chosen_alone;
        if (p->unranked || p->covered || p->claimed || (chosen_alone && !p->chosen)) continue;
        t->linked += p->chosen;
        t->open += p->count && !p->chosen;
        t->nothing += !p->count;
        if (t->c->format == FORMAT_JSON) tell_json(t, p);
        else tell_text(t, p, &ds);
    }
    diags_sort(&ds);
    diags_print(&ds, t->out, t->c->colour && isatty(fileno(t->out)));
}

static bool parse(struct cmd *c, struct str name, struct str text, struct letter *l, struct diags *ds)
{
    struct source_text *file = arena_alloc(c->arena, sizeof *file);
    *file = (struct source_text){name, text};
    letter_parse(c->arena, file, l, ds);
    return l->body && l->head.has_date;
}

// Rounds of finding and linking, until nothing more is to be linked. *text: the letter as it then is.
static bool rounds(struct told *t, struct view *v, struct str *text, struct err *err)
{
    struct letter *first = t->l;
    struct str name = first->file->name;
    for (int round = 0; round < ROUNDS; round++) {
        struct suggestions s;
        struct letter again = {0};
        struct diags ds = diags_in(t->c->arena);
        size_t n = 0;
        bool good = round == 0 || parse(t->c, name, *text, &again, &ds);
        t->l = round ? &again : first;
        good = good && suggest_find(t->l, v, &s, err);
        if (good && t->c->apply) suggest_apply(t->l, &s, text, &n);
        if (good) tell(t, &s, round > 0);
        letter_free(&again);
        t->l = first;
        if (!good) return false;
        if (!n) break;
    }
    return true;
}

static int suggest(struct cmd *c, struct letter *l, struct str text, struct err *err)
{
    struct view v;
    STORE s = NULL;
    bool piped = c->apply && !c->output && str_eq(str_of(c->args[0]), S("-"));
    const char *to = c->output ? c->output : c->args[0];
    struct told t = {.c = c, .l = l, .out = piped ? stderr : stdout};
    struct str written = text;
    if (!cmd_open(c, STORE_READ, c->as_given ? c->as : VIS_PUBLIC, &s, &v, err)) return cmd_fail(err);
    v.has_at = false; // a letter says itself of which day it speaks
    if (!rounds(&t, &v, &written, err)) return cmd_fail(err);
    bool write = c->apply && (t.linked || c->output || piped);
    if (write && !file_write(c->arena, to, written, err)) return cmd_fail(err);
    fflush(t.out); // the sum stands below
    if (t.unranked) fprintf(stderr, "habeas: only the first %d places were looked at; %zu more were not\n", SPOTS_MAX, t.unranked);
    if (c->format != FORMAT_JSON)
        fprintf(stderr, "%zu place%s %s, %zu left to decide, %zu with nothing in the register\n", t.linked, t.linked == 1 ? "" : "s",
                c->apply ? "linked" : "to link", t.open, t.nothing);
    return EXIT_DONE;
}

int cmd_suggest(struct cmd *c)
{
    struct err err = {0};
    struct diags ds = diags_in(c->arena);
    struct letter l = {0};
    struct str text;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas suggest LETTER [--apply] [-o FILE]\n");
        return EXIT_FAILED;
    }
    if (!file_read(c->arena, c->args[0], LETTER_MAX, &text, &err)) return cmd_fail(&err);
    bool readable = parse(c, strcmp(c->args[0], "-") ? str_of(c->args[0]) : S("standard input"), text, &l, &ds);
    int status = ds.errors || !readable ? cmd_diags(c, &ds) : EXIT_DONE;
    if (readable && suggest(c, &l, text, &err) != EXIT_DONE) status = EXIT_FAILED;
    letter_free(&l);
    return status;
}
