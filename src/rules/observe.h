// What a register holds of a case: the entities that are it, its persons, and where the procedure says to look, what is found there.
#pragma once
#include "rules/procedure.h"
#include "store/query.h"

enum { CASE_MEMBERS = 2000, CASE_FOUND = 20000 }; // entities of one case; things found in it

struct case_file {
    const struct procedure *procedure;
    struct view view;     // without at=: what was so on a day is for the engine to say
    int64_t entity;       // the one asked for
    int64_t *members;     // it, and those that share its joining property
    int64_t *persons;
    size_t member_count, person_count;
};

struct found {
    int64_t entity;
    const struct statement *said; // what says when
    bool dated;
    struct edtf date; // of values that differ the days between the earliest and the latest
};

struct founds {
    struct found *v;
    size_t n, cap;
};

// The case that an entity belongs to. Everything lives in the view's arena. ERR_NOT_FOUND when no procedure is about such entities.
bool case_open(const struct view *v, const struct procedure *all, int64_t entity, struct case_file *out, struct err *err) MUST_USE;
// The same with this entity alone in it.
bool case_alone(const struct case_file *f, int64_t entity, struct case_file *out, struct err *err) MUST_USE;
// Adds what one rule finds.
bool case_observe(struct case_file *f, const struct observe *o, struct founds *out, struct err *err) MUST_USE;
// The document that an entity names, empty when it names none.
bool case_document(struct case_file *f, int64_t entity, struct str *out, struct err *err) MUST_USE;
// "3 March 2015", "between 1 and 31 March 2015" and the like, in English: as the date was written.
struct str case_date(struct case_file *f, struct edtf d);
