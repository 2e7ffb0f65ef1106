// A sub-command: one file each, one entry in commands.def. Arguments are parsed once, here.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/diag.h"
#include "base/err.h"
#include "store/query.h"
#include "store/store.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_DOSSIER, FORMAT_FTM, FORMAT_POPOLO, FORMAT_ICS };

struct cmd {
    struct arena *arena;
    const char *name;
    const char *dir;       // of the register
    char **args;           // what is no option
    int arg_count;
    enum format format;
    int32_t within;        // of due, in days; -1: not given
    bool format_given, demo, count, apply, colour;
    const char *output;    // -o
    const char *map;       // of import
    const char *key, *state; // of publish and verify-site
    int password_fd;         // -1: not given
    const char *listen, *metrics, *sandbox; // of serve
    struct edtf at;        // --at
    bool has_at;
    struct instant known;  // --known
    bool has_known;
    enum visibility as;    // --as: the reader's level
    bool as_given;
    struct instant now;    // the clock; HABEAS_NOW sets it for tests and for a demo that is always the same
    struct str recorder;   // HABEAS_RECORDER
};

enum { EXIT_DONE, EXIT_FAULTS, EXIT_FAILED };

// A hyphen of a name is an underscore in commands.def.
#define COMMAND(name, needs, args, text) int cmd_##name(struct cmd *c);
#include "cmd/commands.def"
#undef COMMAND

// Is that the command, as it is typed?
bool cmd_is(const char *typed, const char *name);
// import --map hudoc-index FILE… (import_index.c)
int import_index(struct cmd *c);
// Prints "habeas: …" to standard error; gives the exit status.
int cmd_fail(const struct err *err);
// Prints collected diagnostics in the format asked for (text: standard error); gives 0, or 1 when there are errors.
int cmd_diags(const struct cmd *c, struct diags *ds);
// Opens the register at the level asked for, with a view of it at --at and --known.
bool cmd_open(struct cmd *c, enum store_mode mode, enum visibility level, struct store **s, struct view *v,
              struct err *err) MUST_USE;
// Parses a reference argument. Its at= and known= win over the options; without them --at is an at= of the list.
// Prints the fault and gives false.
bool cmd_ref(struct cmd *c, struct view *v, const char *text, struct ref *out, struct err *err) MUST_USE;
// The entity of a reference; an error with the nearest names when there is none.
bool cmd_entity(struct view *v, const struct ref *r, int64_t *out, struct err *err) MUST_USE;
