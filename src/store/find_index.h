// The words of statements, for search (find.h): two FTS5 tables (data/schema/0002.sql) that the writer keeps in step; and names by
// each of their words, for pages of names (nameword).
//
// A statement is in one of them, under its row: in pub_find when a public reader may see it at some time, else in all_find. It
// stays when it ends, for known=; it leaves pub_find for all_find when something above public replaces it (table hide).
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "store/store.h"

struct arena;

// Do texts of this property have words to search for? Names, texts and identifiers, but not what points to something (claims,
// hashes): a claim may be hidden with what it rests on (read.c).
bool find_has_words(const struct prop *p);

// What a transaction adds and hides, written at its end in the order of rows, as FTS5 takes it without a flush between.
struct find_changes {
    struct arena *arena; // of the transaction
    struct find_entry {
        int64_t row;
        bool open, name; // public; of kind name
        struct str words;
    } *added;
    size_t added_n, added_cap;
    int64_t *hidden; // rows
    size_t hidden_n, hidden_cap;
};
void find_add(struct find_changes *c, const struct prop *p, int64_t row, enum visibility vis, struct str text);
void find_hide(struct find_changes *c, int64_t row); // not hidden before
bool find_write(struct find_changes *c, struct store *s, struct err *err) MUST_USE;

// All made again from the statements; `hidden`: the rows of hide, sorted.
bool find_rebuild(struct store *s, const int64_t *hidden, size_t n, struct err *err) MUST_USE;
// Do they hold what follows from the statements, and nothing else?
bool find_right(struct store *s, const int64_t *hidden, size_t n, bool *right, struct err *err) MUST_USE;
