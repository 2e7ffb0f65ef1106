// Reading: a view of the register at two times, for one reader.
//
//   known   what the register knew: a transaction's number, or STORE_NOW
//   at      what was so in the world: a day, if the reader asked for one
//
// A view belongs to one request and its arena; a copy of it may be given another arena that ends before. It never shows what its store's level may not see: a statement
// about an entity that this reader cannot see is left out, and so is the source, locator and quote when the
// source is hidden (the fact may be public while who said it is not).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "store/store.h"

struct statement {
    int64_t row, entity;
    const struct prop *prop;
    struct value value;
    struct str lang, qual;
    struct str source; // slug of the source; empty: hidden from this reader
    int64_t source_id;
    struct str locator, quote, reason;
    bool has_since, has_until, preferred;
    struct edtf since, until; // of the statement, not of the entity's period
    enum visibility vis;
    int64_t tx, gone; // recorded by, ended by (0: it stands)
    uint64_t mark;
};

struct statements {
    struct statement *v;
    size_t n;
};

struct view {
    struct store *store;
    struct arena *arena;
    int64_t known;
    bool has_at;
    struct day at;
    struct day today; // what "now" means in the world; set by view_init from the clock
    struct str lang;  // of labels: "en"
    struct entity_names *names;
    struct remembered *remembered; // NULL, or what view_statements has read
    int depth; // of labels made of labels
};

// known: what was recorded up to and including that instant; NULL for now.
bool view_init(struct view *v, struct store *s, struct arena *a, const struct instant *known,
               struct err *err) MUST_USE;

// The day that a view is of: at=, else today. Whoever asks has an answer of that day.
struct day view_day(const struct view *v);

// The number of an entity, by its slug or a former one; 0 when this reader sees none.
bool view_find(struct view *v, const struct type *type, struct str slug, int64_t *out, struct err *err) MUST_USE;
// The slug of that type that is nearest to a mistyped one; empty when none is near.
bool view_nearest(struct view *v, const struct type *type, struct str slug, struct str *out, struct err *err) MUST_USE;
// *type is NULL when this reader sees no such entity.
bool view_name(struct view *v, int64_t entity, const struct type **type, struct str *slug,
               struct err *err) MUST_USE;
// From now on view_statements gives again what it has read: for a view of one state of the register, such as a command has. A
// letter's claims lead to the same few entities again and again. Nobody may change the lists then.
void view_remember(struct view *v);
// The statements that stand, in the vocabulary's order of properties; with `at`, those in force on that day.
bool view_statements(struct view *v, int64_t entity, struct statements *out, struct err *err) MUST_USE;
// The same of at most five properties alone, which of an entity with many statements is much less to read.
bool view_some(struct view *v, int64_t entity, const struct prop *const *props, size_t count, struct statements *out,
               struct err *err) MUST_USE;
// Statements that stand of which this is the source, at most `most`, by entity.
bool view_of_source(struct view *v, int64_t source, size_t most, struct statements *out, struct err *err) MUST_USE;
// Does, or did, any statement that this reader may see name this file ("sha256:…"), whichever the view's times are?
bool view_file_named(struct view *v, struct str file, bool *named, struct err *err) MUST_USE;
// All that were ever recorded up to `known`, in the order of recording.
bool view_history(struct view *v, int64_t entity, struct statements *out, struct err *err) MUST_USE;
// When and by whom a transaction was made (a public reader gets no recorder).
bool view_tx(struct view *v, int64_t tx, struct instant *at, struct str *recorder, struct str *note,
             struct err *err) MUST_USE;
// What ended a statement: *by is the row of the successor, 0 when withdrawn.
bool view_end(struct view *v, int64_t row, int64_t *by, struct str *reason, struct err *err) MUST_USE;

// What to call an entity in a list: its official or first name, title, or what it is about.
bool view_label(struct view *v, int64_t entity, struct str *out, struct err *err) MUST_USE;
// The same; *lang is the language of a title, empty when it is a name or made of terms (those are in the view's language).
bool view_label_lang(struct view *v, int64_t entity, struct str *out, struct str *lang, struct err *err) MUST_USE;
// The values that stand for one property, the preferred one alone if there is one. In `all` order.
struct statements statements_of(struct arena *a, struct statements all, const struct prop *p);
// Of those that say the same (two sources do) the first; in place.
struct statements statements_distinct(struct statements of_one_property);
// The first of them, or NULL.
const struct statement *statement_first(struct statements all, const struct prop *p);
// Different values stand for a single-valued property and none is preferred.
bool statements_disputed(struct statements of_one_property);

// "persons/ilgar-mammadov"
struct str view_path(struct view *v, int64_t entity, struct err *err);
// A person's or any entity's names that fold to the same text: the entities of that name, of any type.
bool view_named(struct view *v, struct str name, int64_t **out, size_t *count, struct err *err) MUST_USE;
// How many statements that stand are above `level`, by their level. A public view cannot know and says none.
bool view_withheld(struct view *v, enum visibility level, size_t counts[4], struct err *err) MUST_USE;
// The stored form of a row as stmt.def's OF_ENTITY gives it; for verify.
struct query;
bool statement_decode(struct view *v, struct query *q, struct statement *out, bool *visible, struct err *err) MUST_USE;
