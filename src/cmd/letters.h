// What check and letter have in common: a letter read and checked through its readers' eyes.
#pragma once
#include "cmd/cmd.h"
#include "letter/letter.h"

struct open_letter {
    struct store *readers_store, *desk_store;
    struct view readers, desk;
};

// The readers of a letter are the public, unless --as says who.
bool letters_open(struct cmd *c, struct open_letter *o, struct err *err) MUST_USE;
void letters_close(struct open_letter *o);
// Reads one file; faults go to ds.
bool letters_parse(struct cmd *c, const char *path, struct letter *out, struct diags *ds, struct err *err) MUST_USE;
// Reads and checks one file, and what has changed since it was frozen; faults go to ds.
bool letters_read(struct cmd *c, struct open_letter *o, const char *path, struct letter *out, struct diags *ds,
                  struct err *err) MUST_USE;
// Compares versions of one letter with each other, and with those beside them in the folder, whose names go to `compared`.
bool letters_compare(struct cmd *c, struct open_letter *o, struct letter *list, size_t count, struct diags *ds, struct buf *compared,
                     struct err *err) MUST_USE;
int letters_freeze(struct cmd *c); // habeas letter freeze
