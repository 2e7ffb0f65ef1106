// A frozen letter: what the register recorded of it when it was frozen, and what has changed since.
//
// Freezing records, as statements of letters/SLUG whose source is the letter itself (sources/letter-SLUG), by language:
//
//   text       the letter's source, an evidence file: its value is the text's hash
//   claims     a claim: its reference; quote: its words in the letter
//   rests-on   a statement that the claim rests on, by name (vocab/value.h); locator: the claim's reference
//
// When and by whom is in the transaction, as of every statement. Names of statements are hashes of what they say, so
// they mean the same in every register.
#pragma once
#include "letter/letter.h"
#include "store/write.h"

struct frozen {
    bool is;              // false: the register has no frozen text of this letter in this language
    struct statement text;
    struct statements claims, rests;
    struct instant at;    // the last of the transactions that recorded them
    struct str recorder;
};

// What stands frozen of a letter (an entity of type letters) in a language; lang empty: in any.
bool frozen_read(struct view *v, int64_t letter, struct str lang, struct frozen *out, struct err *err) MUST_USE;
// The slug of the source that a letter is for itself, by the letter's slug: "letter-…".
struct str frozen_source(struct arena *a, struct str slug);

// The words of a claim in the letter, on one line.
struct str claim_words(struct arena *a, const struct claim *c);

// Warns of what has changed since the letter was frozen: the text, statements that its claims rest on, or which these are.
// For a letter that letter_check has checked; of one that is not frozen nothing is said.
bool frozen_check(struct letter *l, struct view *readers, struct view *desk, struct diags *ds, struct err *err) MUST_USE;

// The statements that a checked claim rests on: of a count those by which each member is one. Sorted by row, each once.
bool claim_basis(struct letter *l, struct claim *c, struct view *readers, struct statements *out, struct err *err) MUST_USE;

struct freezing {
    struct letter *versions; // checked, without errors, of one letter
    size_t count;
    struct view *readers;    // whose eyes it was checked through: its level is that of what is recorded
    struct str letter;       // filled: letters/SLUG
    size_t claims, statements;
};
// Records the versions in one transaction of `store`. Faults of the head go to ds, and then nothing is written. counts
// say what was new: nothing, when this text was frozen already and rests on the same.
bool letter_freeze(struct freezing *f, struct store *store, struct instant now, struct str recorder, struct diags *ds,
                   struct tx_counts *counts, struct err *err) MUST_USE;
