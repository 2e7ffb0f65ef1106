// Diagnostics: faults of input, collected, never thrown. A reader of input goes on after every fault and
// reports each with file, line, column and the offending words underlined, in the compiler's manner:
//
//   demo/x.yaml:12:10: error: [bad-date] 29 February 1954 does not exist
//      12 |     born: 1954-02-29
//         |           ^~~~~~~~~~
//         = a date is EDTF: 1954, 1954-02, 1954-02-28, 1954?, 1953/1954
//
// Every kind has a code in diag.def: with a default level, a title and a paragraph for the manual.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/str.h"

struct arena;
struct buf;

enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };
enum diag_code {
#define DIAG(name, code, level, text) DIAG_##name,
#include "base/diag.def"
#undef DIAG
    DIAG_CODES
};

struct pos {
    uint32_t line, col; // from 1; columns count characters
};

// A file that diagnostics speak of. Lives as long as the diagnostics.
struct source_text {
    struct str name, text;
};

struct diag {
    enum diag_code code;
    enum diag_level level;
    const struct source_text *file;
    struct pos pos;   // line 0: the whole file
    uint32_t width;   // characters to underline, at least 1
    struct str message;
    struct str *more; // lines behind "= "
    size_t more_count, more_cap;
    const struct source_text *also; // a further place that it speaks of; NULL: none
    struct pos also_pos;
    uint32_t also_width;
    struct str also_words;
};

struct diags {
    struct arena *arena;
    struct diag *list;
    size_t count, cap;
    size_t errors, warnings, notes;
};

struct diags diags_in(struct arena *a);
// Adds one with the default level of its code; the pointer is valid until the next is added.
struct diag *diag_add(struct diags *ds, enum diag_code code, const struct source_text *file,
                      struct pos pos, uint32_t width, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
void diag_set_level(struct diags *ds, struct diag *d, enum diag_level level);
// A further line behind "= ".
void diag_more(struct diags *ds, struct diag *d, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
// The further place: shown below with its own line, and what it is.
void diag_also(struct diag *d, const struct source_text *file, struct pos pos, uint32_t width, struct str words);
// By file, line, column; equal places keep their order.
void diags_sort(struct diags *ds);

const char *diag_code_name(enum diag_code code);  // "bad-date"
const char *diag_code_text(enum diag_code code);  // the manual's paragraph
enum diag_level diag_code_level(enum diag_code code);
const char *diag_level_name(enum diag_level level);

void diags_print(const struct diags *ds, FILE *out, bool colour);
// One JSON object a line: {"level","code","file","line","column","width","message","more":[…]}, and
// where there is a further place "also":{"file","line","column","width","message"}.
void diags_print_json(const struct diags *ds, FILE *out);

// Where byte `at` of text stands; bytes behind the end count as its end.
struct pos pos_of(struct str text, size_t at);
// Moves all of `from` to the end of ds.
void diags_take(struct diags *ds, const struct diags *from);
