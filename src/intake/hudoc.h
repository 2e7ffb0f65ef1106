// The Court's index of its documents (HUDOC) as it is published: CSV, a document a row, columns in any order.
//
// Of a judgment (doctype HEJUD) are recorded: title, date, formation, application numbers, respondents, ECLI, item, and the findings in
// HUDOC's notation; of each of its applications number, respondents and status. All of it as said by sources/hudoc-index. Documents of
// other kinds are counted, and their identifiers looked at. No person is made of a title: a surname in capitals identifies nobody.
//
// And its feeds (RSS), as they were saved: of a judgment title, date, formation, application numbers, item and the respondents that the title
// names, as said by sources/hudoc-rss; of a case before the Committee of Ministers (HUDOC-EXEC, items 004-…) its number, for each
// judgment of the register with one of its application numbers.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/day.h"
#include "base/diag.h"
#include "base/err.h"
#include "store/read.h"
#include "store/write.h"

struct hudoc;

enum { HUDOC_KINDS = 32, HUDOC_NAMED = 100 };
enum hudoc_form { HUDOC_INDEX, HUDOC_RSS };
#define HUDOC_MAX (UINT64_C(512) << 20) // bytes of one file, inflated

struct hudoc_counts {
    struct {
        struct str code; // HEJUD, HEDEC …
        size_t n;
    } kinds[HUDOC_KINDS];
    size_t kind_count, rows;
    size_t judgments, applications; // taken from the file
    size_t supervised;              // judgments of the register that a case before the Committee of Ministers is of
    size_t again;                   // rows of a judgment that this import has taken from another row
    size_t left_out;                // judgments that lack what a judgment must have
    size_t faults;                  // values and rows that were found wrong: the first HUDOC_NAMED are diagnostics, warnings
    struct tx_counts tx;
};

// For any number of files: what the register has of judgments, by item and ECLI, is read once. `v` sees all of the register.
struct hudoc *hudoc_new(struct arena *a, struct view *v, struct diags *ds, struct err *err);
// One file in one transaction. RSS: at most RSS_MAX bytes (rss.h). A file that is no such index, or is cut off, damaged or no CSV is an error, and nothing of it is
// recorded. Values that are wrong are left out and named.
bool hudoc_import(struct hudoc *h, enum hudoc_form form, const char *path, struct instant now, struct str recorder, struct hudoc_counts *out,
                  struct err *err) MUST_USE;
