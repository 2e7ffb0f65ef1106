// What came of it for the persons of a case: outcomes, each by itself; measures that were asked for; who is held; the group.
#pragma once
#include "rules/engine.h"

struct result { // something that gave somebody an outcome
    int64_t person, entity; // person 0: of the case, whoever it is
    struct str ref, source;
    struct edtf date;
};

// An outcome of all persons together. NOT_KNOWN: the register does not say; it is never taken for no.
enum result_of { RESULT_UNKNOWN, RESULT_NO, RESULT_PARTLY, RESULT_YES };
const char *result_name(enum result_of r); // "not recorded", "no", "partly", "yes"

struct outcome_state {
    const struct outcome *outcome;
    enum result_of of;
    struct result *results;
    size_t count, cap;
    bool period;           // it is the end of a period (a detention): of it, when no:
    size_t open;           // persons for whom it lasts
};

struct measure_state {
    const struct term *term;
    struct edtf first, last;
    size_t count;          // steps that asked for it
    struct str ref, last_ref;
    const struct outcome_state *answer; // NULL: nothing that a register could have answers it
};

struct grouped { // a case of a group, and since and until when it is in it
    int64_t entity;
    bool has_since, has_until;
    bool maybe; // its dates leave open whether it is on that day
    struct edtf since, until;
};

struct group_state {
    int64_t leading;       // 0: it was never in one by that day
    bool former;           // on that day no more; it was, until then
    bool has_since, has_until;
    struct edtf since, until;
    struct str source;
    bool leads;            // the case is the leading one itself
    struct grouped *members; // of the group, on that day
    size_t member_count, maybe_count, cap; // maybe_count of the members
};

struct came {
    struct outcome_state *outcomes;
    size_t outcome_count;
    struct measure_state *measures;
    size_t measure_count, cap;
    struct group_state group;
};

// On that day. Of a period those count that had begun when the case was decided (s->final), where any had.
bool case_came(struct case_file *f, const struct case_state *s, struct day at, struct came *out, struct err *err) MUST_USE;
// Days from the day on which the decision became final to the last result, or to `at` while it lasts; false when neither is known.
bool outcome_days(const struct outcome_state *o, const struct finality *final, struct day at, int32_t *days);
