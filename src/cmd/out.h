// Text for a person: aligned columns, wrapped at the terminal's width, sources beside what they support.
#pragma once
#include "cmd/cmd.h"
#include "base/json.h"
#include "store/statement_json.h"

// Columns of a table; cells wrap where the table is wider than the screen.
struct table {
    struct arena *arena;
    size_t columns;
    struct str *cells;
    size_t count, cap; // cells
    size_t indent;
};

struct table table_in(struct arena *a, size_t columns, size_t indent);
void table_row(struct table *t, const struct str *cells);
void table_print(const struct table *t); // nothing when empty

int out_width(void); // columns of standard output; 100 when it is no terminal

// "4 February 2013 – 13 August 2018", "since …", "until …": a period as it stands.
bool out_period(struct view *v, const struct type *t, struct statements all, struct str *out, struct err *err);
// The value for a reader: labels of references, terms; with language and kind behind it.
bool out_value(struct view *v, const struct statement *s, struct str *out, struct err *err);
// "bailii-2014, § 5", or that the source is not public.
struct str out_source(struct view *v, const struct statement *s);
// A time as a person reads it, "23 November 2026 20:31:05 UTC".
struct str out_instant(struct arena *a, struct instant t);

// What a command without other output did: a sentence, or {"done": what}.
void out_done(const struct cmd *c, const char *what, const char *sentence);

bool out_json(struct view *v, struct statements all, struct err *err); // all of them, a line each
