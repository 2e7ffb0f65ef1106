// What the parts of suggest share (suggest.h says how they go together).
#pragma once
#include "letter/suggest.h"
#include "lang/scan.h"

// ---- read: suggest_text.c

enum gap { GAP_FAR, GAP_NAME, GAP_NEAR };

struct word {
    size_t at, n;    // in the block
    struct str fold;
    bool capital, digits;
    enum gap gap; // to the word before: may a name, may a phrase run over it?
};

// Words of the block that mean a type, a property or a term of the vocabulary; exactly one of the three.
struct phrase {
    size_t at, n;
    const struct type *type;
    const struct prop *prop;
    const struct term *term;
    bool strong;   // a term's own words, not hints
    bool singular; // the label or the first of its words: one thing, not a kind of things
};

struct name {
    size_t at, n;
    int64_t *entities;
    size_t count;
    bool part; // a word that is no name of the register; perhaps a surname that was named before
};

struct block {
    size_t at, n;       // bytes of the file
    bool heading;
    struct str text;    // the same bytes; links, code and addresses are a row of '|'
    struct str open;    // and so is what only looks like a link: where a link may stand
    struct word *words;
    struct token *tokens;
    struct phrase *phrases;
    struct name *names;
    size_t *ends;       // of its sentences
    size_t word_count, token_count, phrase_count, name_count, end_count;
};

struct wordings; // the vocabulary's, in one language
struct names;    // that were looked up

struct study {
    struct letter *l;
    struct view *v;
    struct arena *a;
    const struct wordings *wordings;
    struct names *names;
    struct block *blocks;
    size_t block_count;
};

const struct wordings *wordings_of(struct arena *a, const struct vocab *v, struct str lang);
bool read_letter(struct study *r, struct err *err) MUST_USE;
// The sentence of the block that holds byte `at`: [from, to).
void sentence_of(const struct block *b, size_t at, size_t *from, size_t *to);
// The first phrase, name, token, word of the block that begins at or behind byte `at`.
size_t first_phrase(const struct block *b, size_t at);
size_t first_name(const struct block *b, size_t at);
size_t first_token(const struct block *b, size_t at);
size_t first_word(const struct block *b, size_t at);
// May a link stand at [at, at+n) of the block without changing how it reads?
bool span_free(const struct study *r, const struct block *b, size_t at, size_t n);

// ---- pool: suggest_pool.c

// What the letter is about, with the places where it is named, in their order (none: in the head).
struct seed {
    int64_t entity;
    const struct type *type;
    struct str called;   // folded: as the letter or the register calls it
    struct str label;
    size_t *at;          // bytes of the file
    size_t at_count, at_cap;
    bool person;
};

// An entity that a claim of the letter is about, and where.
struct claimed {
    int64_t entity;
    size_t at;
};

struct tie {
    size_t seed, steps;
};

struct member {
    int64_t entity;
    const struct type *type;
    struct str path;
    struct statements all;
    struct tie *ties;
    size_t tie_count, tie_cap;
    struct str around;    // folded: names and titles of itself and of what it refers to; made when asked for
    struct str countries; // "AZ FR"
    bool has_around, has_name; // persons, organisations, places have names: everything is connected through them
};

struct pool {
    struct seed *seeds;
    struct member *v;
    struct claimed *claimed;
    struct str *strangers; // folded, in order
    size_t seed_count, seed_cap, n, cap, claimed_n, claimed_cap, stranger_n;
    size_t *slots; // members by entity, open addressing; index + 1
    size_t slot_count;
};

bool pool_fill(struct study *r, struct pool *p, struct err *err) MUST_USE;
struct member *pool_member(const struct pool *p, int64_t entity); // NULL: not in it
// Loads an entity into the pool; NULL when its readers see none. Members before it keep their number, not their place.
bool pool_add(struct study *r, struct pool *p, int64_t entity, struct member **out, struct err *err) MUST_USE;
bool pool_around(struct study *r, struct member *m, struct err *err) MUST_USE;
// How near the text at [from, to), a sentence of b, speaks of what m is about: 3, 2, 1, 0. *who: of whom.
int pool_nearness(const struct pool *p, const struct member *m, const struct block *b, size_t at,
                  const struct seed **who, size_t *steps);

// ---- rank: suggest_rank.c, suggest_count.c

struct candidates;

struct ranker {
    struct study *r;
    struct pool *pool;
    struct suggestions *out;
    size_t cap;
    bool facts_alone;        // which fact, and not how a link would stand
    struct candidates *all;  // of the place that is looked at
    struct arena *scratch;   // for what is tried; emptied now and then
    struct view try_view;    // the readers', in it
    struct letter try_letter;
};

enum spot_kind spot_kind_of(enum token_kind t);
// Before each place: makes room in scratch.
bool ranker_ready(struct ranker *k, struct err *err) MUST_USE;

bool rank_value(struct ranker *k, const struct block *b, const struct token *t, struct err *err) MUST_USE;
bool rank_code(struct ranker *k, const struct block *b, const struct token *t, struct err *err) MUST_USE;
bool rank_count(struct ranker *k, const struct block *b, const struct token *t, struct err *err) MUST_USE;
bool rank_term(struct ranker *k, const struct block *b, const struct phrase *f, struct err *err) MUST_USE;
bool rank_name(struct ranker *k, const struct block *b, const struct name *n, struct err *err) MUST_USE;

struct spot *spot_add(struct ranker *k, enum spot_kind kind, const struct block *b, size_t at, size_t n);
struct spot *spot_of(struct ranker *k, enum spot_kind kind, const struct block *b, const struct token *t); // with its hedge
struct proposal *proposal_add(struct ranker *k, struct spot *p, struct str ref, int64_t entity);
void why(struct ranker *k, struct proposal *p, int points, struct str text);
// Takes [at, at+n) of the block for the proposal's link, if the checker has nothing against it but what is known.
bool proposal_try(struct ranker *k, struct proposal *p, const struct block *b, size_t at, size_t n, struct err *err) MUST_USE;
