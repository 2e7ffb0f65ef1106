// What the parts of the checker share: the claim that is looked at, and how a fault is said.
#pragma once
#include "letter/facts.h"
#include "letter/letter.h"

struct checker {
    struct letter *l;
    struct view *v;
    struct arena *a;
    struct diags *ds;
    struct claim *c;
    struct facts facts;
    size_t rests_cap;
    size_t number; // which claim of the letter it is: near names are looked for in the first few faults alone
    const struct token *tokens; // of the claim's text
    size_t token_count;
    bool compared; // something in the text could be compared
};

// A fault at bytes [at, at+n) of the file; of the claim's text; at a token of it, its hedge included.
struct diag *report(struct checker *k, enum diag_code code, size_t at, size_t n, struct str message);
struct diag *report_words(struct checker *k, enum diag_code code, size_t at, size_t n, struct str message);
struct diag *report_token(struct checker *k, enum diag_code code, const struct token *t, struct str message);
// "persons/x#born: 1970 (title of the source, § 5)" behind "= ".
bool more_statement(struct checker *k, struct diag *d, const struct statement *s, struct err *err) MUST_USE;
// The other entities of which the date in the text is right, those of the same type first.
bool right_elsewhere(struct checker *k, struct diag *d, const struct token *t, struct err *err) MUST_USE;
void rest_on(struct checker *k, const struct statement *s);         // the claim rests on s
struct str words_of(struct checker *k, const struct statement *s);  // its value for a reader
// What to call an entity in that language; a title that the register has in another alone is marked with it: "… [en]".
bool label_in(struct checker *k, int64_t entity, struct str lang, struct str *out, struct err *err) MUST_USE;
struct str marked(struct checker *k, struct str text, struct str is, struct str wanted); // "text [en]" when is is not wanted
struct str token_words(struct checker *k, const struct token *t);   // as the text has it, on one line

// A warning when the claim's text denies something.
void check_denial(struct checker *k);
bool check_wording(struct checker *k, const struct filter *f, struct err *err) MUST_USE; // a list's own term (claim.c)

bool check_names(struct checker *k, struct err *err) MUST_USE; // the names in the claim's text (names.c)

// One claim, through one reader's eyes; of a claim that does not stand in the letter yet: its place, text and reference.
bool check_claim(struct letter *l, struct claim *c, struct view *v, struct diags *ds, struct err *err) MUST_USE;
bool check_entity(struct checker *k, struct err *err) MUST_USE;   // a claim about an entity or a property of it (claim.c)
bool check_computed(struct checker *k, struct err *err) MUST_USE; // about what is computed (claim.c)
bool check_can_follow(struct checker *k, struct err *err) MUST_USE; // about what can follow in a case (follow.c)
bool check_list(struct checker *k, struct err *err) MUST_USE;     // about how many (count.c)
