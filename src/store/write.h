// Writing: transactions of statements, each a link of the hash chain.
//
//   id of a statement   SHA-256 over its content: what is said, who says so, for when, for whom (statement_hash)
//   content of a tx     SHA-256 over its statements' ids and its ends, in the order of their rows, and its files
//   hash of a tx        SHA-256 over the link before, number, time, recorder, note and content
//
// What a load means: a source speaks with one voice about a single-valued property. A new value from the
// same source supersedes the old one; from another source it stands beside it, as a conflict. Many-valued
// properties only grow, unless a value says what it replaces or that it is withdrawn.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "store/store.h"

// A statement to be recorded. Texts are as written; slugs of entities that exist or are made by this.
struct draft {
    const struct prop *prop;
    struct value value;
    struct str lang, qual;
    struct str source; // slug of a source
    struct str locator, quote, since, until, reason;
    bool preferred;
    enum visibility vis;
    struct str replaces;  // canonical text of the value that this one supersedes, or empty
    struct str withdrawn; // why this value is withdrawn, or empty
};

struct tx;
struct tx_counts {
    size_t added, same, superseded, withdrawn, entities;
};

// Runs fn inside a transaction at `now` and seals it; nothing is written when fn or the seal fails, and no
// transaction is left behind when nothing changed. `note` says what it was ("load demo/…").
bool store_tx(struct store *s, struct instant now, struct str recorder, struct str note,
              bool (*fn)(struct tx *tx, void *arg, struct err *err), void *arg,
              struct tx_counts *counts, struct err *err) MUST_USE;

// All drafts of one entity. `former` (may be empty): a slug under which the register knows it.
// A replaced or withdrawn value that is not there is reported through *missing (index of the draft + 1).
bool tx_put(struct tx *tx, const struct type *type, struct str slug, struct str former,
            const struct draft *drafts, size_t count, size_t *missing, struct err *err) MUST_USE;
// The same, where the drafts are all that their one source says, in the languages that they have, of the properties in
// `whole`: what it said of them before and does not now is withdrawn, for that reason.
bool tx_put_whole(struct tx *tx, const struct type *type, struct str slug, const struct draft *drafts, size_t count,
                  const struct prop *const *whole, size_t whole_count, struct str reason, struct err *err) MUST_USE;
bool tx_file(struct tx *tx, const struct hash *h, int64_t size, struct str name, struct err *err) MUST_USE;

// The content of a statement as fields; `entity`, `target` and `source` are paths as first recorded.
struct statement_content {
    struct str entity, prop, value, lang, qual, source, locator, quote, since, until, vis, preferred, reason;
};
struct hash statement_hash(const struct statement_content *c);

// The chain, as verify recomputes it.
void chain_add_statement(struct hasher *h, const struct hash *id);
void chain_add_end(struct hasher *h, int64_t old_row, int64_t by_row, enum visibility vis, struct str reason);
void chain_add_file(struct hasher *h, struct str hex, int64_t size, struct str name);
struct hash chain_link(const struct hash *before, int64_t number, int64_t at, struct str recorder,
                       struct str note, const struct hash *content);
// Texts of the derived key of a name.
int64_t name_key(struct arena *a, struct str name);

// Drops what is derived and makes it again.
bool store_rebuild(struct store *s, struct err *err) MUST_USE;
// The rows of hide as they follow from the ends; sorted. Used by rebuild and verify.
bool store_hidden(struct store *s, struct arena *a, int64_t **rows, size_t *count, struct err *err) MUST_USE;
