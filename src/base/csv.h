// CSV cells (RFC 4180): quoted always. A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or
// a carriage return) gets an apostrophe in front.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/err.h"

void csv_row(struct buf *b, const struct str *cells, size_t count);

// Reading, a row at a time, from any source of bytes: commas, quotes, line breaks inside quotes, \n or \r\n behind rows, empty
// lines between them. No more than one row is in memory, and of a row no more than CSV_ROW_MAX bytes.
enum { CSV_ROW_MAX = 4 << 20, CSV_CELLS_MAX = 256, CSV_CHUNK = 1 << 16 };

struct csv {
    struct arena *arena;
    struct str name; // of the file, for messages
    bool (*read)(void *arg, char *to, size_t room, size_t *got, struct err *err); // *got 0: the end
    void *arg;
    uint32_t line;   // on which the row begins
    // its own
    uint32_t next;
    char *chunk;
    size_t at, n;
    bool end;
    struct buf row;
    size_t ends[CSV_CELLS_MAX];
    struct str cells[CSV_CELLS_MAX];
};

void csv_open(struct csv *c, struct arena *a, struct str name,
              bool (*read)(void *arg, char *to, size_t room, size_t *got, struct err *err), void *arg);
// The cells of the next row, until the next call; *count 0: there are no more. A quote that is left open, text behind a closing
// quote and a row that is too long are errors that name the line.
bool csv_next(struct csv *c, const struct str **cells, size_t *count, struct err *err) MUST_USE;
