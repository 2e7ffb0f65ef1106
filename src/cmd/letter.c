// letter: a checked letter, written out in the format of the file's name. One with errors is not written.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cmd/letters.h"

typedef bool writer(struct letter *, struct view *, struct diags *, struct buf *, struct err *);

static bool as_html(struct letter *l, struct view *v, struct diags *ds, struct buf *out, struct err *err)
{
    (void)ds;
    return letter_html(l, v, out, err);
}

static bool as_text(struct letter *l, struct view *v, struct diags *ds, struct buf *out, struct err *err)
{
    (void)ds;
    return letter_text(l, v, out, err);
}

static bool as_json(struct letter *l, struct view *v, struct diags *ds, struct buf *out, struct err *err)
{
    (void)ds;
    return letter_json(l, v, out, err);
}

static writer *writer_for(const char *path)
{
    struct str s = str_of(path);
    return str_ends(s, S(".html")) ? as_html : str_ends(s, S(".txt")) ? as_text
           : str_ends(s, S(".json")) ? as_json : str_ends(s, S(".pdf")) ? letter_pdf : NULL;
}

static int write_letter(struct cmd *c, struct open_letter *o, writer *write)
{
    struct err err = {0};
    struct diags ds = diags_in(c->arena);
    struct letter l;
    struct buf out = buf_in(c->arena);
    if (!letters_read(c, o, c->args[0], &l, &ds, &err)) {
        letter_free(&l);
        return cmd_fail(&err);
    }
    bool good = ds.errors || write(&l, &o->readers, &ds, &out, &err);
    letter_free(&l);
    int status = cmd_diags(c, &ds);
    if (!good) return cmd_fail(&err);
    if (ds.errors) {
        fprintf(stderr, "habeas: %zu error%s; %s was not written\n", ds.errors, ds.errors == 1 ? "" : "s", c->output);
        return status;
    }
    return file_write(c->arena, c->output, buf_str(&out), &err) ? status : cmd_fail(&err);
}

int cmd_letter(struct cmd *c)
{
    struct err err = {0};
    struct open_letter o;
    if (c->arg_count && !strcmp(c->args[0], "freeze")) return letters_freeze(c);
    writer *write = c->output ? writer_for(c->output) : NULL;
    if (c->arg_count != 1 || !write) {
        fprintf(stderr, "habeas: habeas letter LETTER -o FILE.pdf, .html, .txt or .json\n");
        return EXIT_FAILED;
    }
    int status = EXIT_FAILED;
    if (!letters_open(c, &o, &err))
        status = cmd_fail(&err);
    else
        status = write_letter(c, &o, write);
    letters_close(&o);
    return status;
}
