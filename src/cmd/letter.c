// letter: a checked letter, written out in the format of the file's name. One with errors is not written.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cmd/letters.h"

typedef bool writer(struct letter *, struct view *, struct buf *, struct err *);

static writer *writer_for(const char *path)
{
    struct str s = str_of(path);
    return str_ends(s, S(".html")) ? letter_html : str_ends(s, S(".txt")) ? letter_text
           : str_ends(s, S(".json")) ? letter_json : NULL;
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
    int status = cmd_diags(c, &ds);
    if (ds.errors) {
        fprintf(stderr, "habeas: %zu error%s; %s was not written\n", ds.errors, ds.errors == 1 ? "" : "s", c->output);
        letter_free(&l);
        return status;
    }
    bool good = write(&l, &o->readers, &out, &err) && file_write(c->arena, c->output, buf_str(&out), &err);
    letter_free(&l);
    return good ? status : cmd_fail(&err);
}

int cmd_letter(struct cmd *c)
{
    struct err err = {0};
    struct open_letter o;
    if (c->arg_count && !strcmp(c->args[0], "freeze")) return letters_freeze(c);
    writer *write = c->output ? writer_for(c->output) : NULL;
    if (c->arg_count != 1 || !write) {
        fprintf(stderr, "habeas: habeas letter LETTER -o FILE.html, .txt or .json\n");
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
