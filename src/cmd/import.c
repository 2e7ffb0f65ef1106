// import: a letter as it was written or published, as the source of a letter (habeas-letter(5)). With a register, whoever of
// its addressees and signatories the register knows by name is proposed beside them. What kind of file it is decides
// what is done with it; lists of people are a kind of their own.
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "intake/letter_in.h"
#include "letter/facts.h"
#include "letter/letter.h"

static bool form_of(const char *path, enum letter_form *out)
{
    static const struct {
        const char *end;
        enum letter_form form;
    } forms[] = {{".txt", FORM_TEXT}, {".text", FORM_TEXT}, {".md", FORM_MARKDOWN}, {".markdown", FORM_MARKDOWN}, {".html", FORM_HTML}, {".htm", FORM_HTML}};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t end = strlen(forms[i].end);
        if (n <= end || strcasecmp(path + n - end, forms[i].end) != 0) continue;
        *out = forms[i].form;
        return true;
    }
    return false;
}

// ---- what the register has

// Entities of which the text is a name, whole, as references.
static bool known_as(struct view *v, struct str text, struct str *out, struct err *err)
{
    struct mention *m;
    size_t n;
    struct buf b = buf_in(v->arena);
    *out = (struct str){0};
    if (!text.n || text.n > 300) return true;
    if (!mentions_find(v, text, &m, &n, err)) return false;
    for (size_t i = 0; i < n; i++) {
        if (m[i].n + 2 < text.n) continue;
        for (size_t k = 0; k < m[i].count && k < 4; k++) {
            const struct type *t;
            struct str slug;
            if (!view_name(v, m[i].entities[k], &t, &slug, err)) return false;
            if (t) buf_addf(&b, "%s%.*s/%.*s", b.n ? ", " : "", STR(t->path), STR(slug));
        }
    }
    *out = buf_str(&b);
    return true;
}

static bool propose(struct view *v, struct str text, struct texts *comments, struct err *err)
{
    struct str refs;
    if (!known_as(v, text, &refs, err)) return false;
    if (refs.n) texts_add(v->arena, comments, strf(v->arena, "in the register: %.*s is %.*s", STR(text), STR(refs)));
    return true;
}

static bool propose_all(struct cmd *c, struct incoming *in, struct err *err)
{
    struct view v;
    STORE s = NULL;
    bool good = cmd_open(c, STORE_READ, c->as_given ? c->as : VIS_PUBLIC, &s, &v, err);
    for (size_t i = 0; good && i < in->to_count; i++) {
        struct texts *lines = &in->to[i].lines;
        for (size_t k = 0; good && k < lines->n && k < 2; k++) good = propose(&v, lines->v[k], &in->to[i].comments, err);
    }
    for (size_t i = 0; good && i < in->signer_count; i++)
        good = propose(&v, in->signers[i].name, &in->signers[i].comments, err) &&
               propose(&v, in->signers[i].organisation, &in->signers[i].comments, err);
    return good;
}

// ---- what was found

static void report(struct cmd *c, const struct incoming *in, size_t unsure)
{
    struct json j = json_in(c->arena);
    struct str date = in->has_date ? day_text(c->arena, in->date) : (struct str){0};
    if (c->format != FORMAT_JSON) {
        fprintf(stderr, "%.*s: %s%.*s, %zu place%s, %zu addressee%s, %zu signator%s, %zu ask%s; unsure of %zu\n", STR(in->file->name),
                in->has_date ? "date " : "no date", STR(date), in->places.n, in->places.n == 1 ? "" : "s", in->to_count, in->to_count == 1 ? "" : "s",
                in->signer_count, in->signer_count == 1 ? "y" : "ies", in->asks.n, in->asks.n == 1 ? "" : "s", unsure);
        return;
    }
    json_open(&j, '{');
    json_text(&j, "imported", in->file->name);
    json_text_if(&j, "title", in->title);
    json_text(&j, "language", in->lang);
    json_text_if(&j, "date", date);
    json_int(&j, "places", (int64_t)in->places.n);
    json_int(&j, "addressees", (int64_t)in->to_count);
    json_int(&j, "signatories", (int64_t)in->signer_count);
    json_int(&j, "asks", (int64_t)in->asks.n);
    json_int(&j, "unsure", (int64_t)unsure);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

// A file that is a letter's source already would only lose by this.
static bool is_source(struct cmd *c, const struct source_text *file)
{
    struct letter l;
    struct diags ds = diags_in(c->arena);
    letter_parse(c->arena, file, &l, &ds);
    bool is = !ds.errors && l.body && l.head.title.n && l.head.has_date;
    letter_free(&l);
    return is;
}

static int import_letter(struct cmd *c, const char *path, enum letter_form form)
{
    struct err err = {0};
    struct diags ds = diags_in(c->arena);
    struct source_text *bytes = arena_alloc(c->arena, sizeof *bytes), *file = arena_alloc(c->arena, sizeof *file);
    struct incoming in;
    struct buf out = buf_in(c->arena);
    bytes->name = str_of(path);
    if (!file_read(c->arena, path, INCOMING_MAX, &bytes->text, &err)) return cmd_fail(&err);
    if (!letter_decode(c->arena, bytes, form, file, &ds) || !letter_read(c->arena, file, form, &ds, &in)) return cmd_diags(c, &ds);
    if (form == FORM_MARKDOWN && is_source(c, file)) {
        fprintf(stderr, "habeas: %s is the source of a letter already; habeas check looks at its claims\n", path);
        return EXIT_FAILED;
    }
    if (c->dir && !propose_all(c, &in, &err)) return cmd_fail(&err);
    letter_write(&in, &out);
    if (out.n > LETTER_MAX) {
        err_set(&err, ERR_INPUT, "%s: the letter would have %zu bytes; %d are read. Is this one letter?", path, out.n, LETTER_MAX);
        return cmd_fail(&err);
    }
    size_t unsure = 0;
    for (size_t i = 0; i < ds.count; i++) unsure += ds.list[i].code == DIAG_UNSURE;
    if (!file_write(c->arena, c->output ? c->output : "-", buf_str(&out), &err)) return cmd_fail(&err);
    int status = cmd_diags(c, &ds);
    report(c, &in, unsure);
    return status;
}

int cmd_import(struct cmd *c)
{
    enum letter_form form;
    if (c->map) return import_index(c);
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas import LETTER.{txt,md,html} [-o FILE.md]\n");
        return EXIT_FAILED;
    }
    if (c->format == FORMAT_JSON && !c->output) {
        fprintf(stderr, "habeas: with --format json, say with -o where the letter goes\n");
        return EXIT_FAILED;
    }
    if (!form_of(c->args[0], &form)) {
        fprintf(stderr, "habeas: %s: a letter is .txt, .md or .html; the name says which\n", c->args[0]);
        return EXIT_FAILED;
    }
    if (c->output && !strcmp(c->output, c->args[0])) {
        fprintf(stderr, "habeas: %s would be written over; name another file with -o\n", c->output);
        return EXIT_FAILED;
    }
    return import_letter(c, c->args[0], form);
}
