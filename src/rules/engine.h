// Where a case stands on a day: what a register says that happened is put in order and taken through the procedure, region by region.
//
//   observed   register:  judgment 22 May 2014 ──▶ final 13 October 2014 ──▶ formal notice 25 October 2017 ──▶ …
//   expected   clocks:         └─ + 3 months = 22 August 2014 (a request for referral had been made)
//
// The record may be right where it is odd: a move that the procedure does not allow is told as an anomaly, with why, and changes nothing.
// What happened on an uncertain day moves the case when its last possible day has come; until then the other state is `possibly`.
// What has no date is taken as soon as the procedure allows it, and that is said. A clock that makes something happen of itself does so
// only when the register has nothing that says otherwise, and what follows is marked expected.
#pragma once
#include "rules/observe.h"

struct step { // one thing that happened
    const struct event *event;
    const struct state *from, *to; // to: after what follows of itself
    int64_t entity;                // 0: expected, not recorded
    struct str ref, document, source;
    struct edtf date;
    bool expected;                 // by a clock
    bool undated;                  // date is that of the step before
    bool maybe;                    // its first possible day has come, its last has not
    bool allowed;
    struct str fault;              // why it is an anomaly; empty when it is none
};

struct steps {
    struct step *v;
    size_t n, cap;
};

struct standing { // of one region
    const struct state *state;
    const struct state *possibly; // NULL, or where it is if uncertain dates are early
    const struct step *by;        // what led there; NULL: it began so
};

enum met { MET_OPEN, MET_DONE, MET_LATE, MET_OVERDUE, MET_LAPSED };

struct due {
    const struct timer *timer;      // NULL: a date that a document sets
    const struct step *after;       // NULL for that
    struct day date, latest;        // the earliest counts
    struct str arithmetic;          // "22 May 2014 + 3 months = 22 August 2014"
    const struct step *answer;      // what it was waiting for, or NULL
    int32_t days;                   // of the answer after the date; negative: before
    const struct label *explain;    // of a difference, or NULL
    enum met met;
    struct str ref, document, source; // of a date that a document sets
};

struct dues {
    struct due *v;
    size_t n, cap;
};

struct finality {
    bool known;
    struct day date, latest;
    bool expected;            // by the clock: nothing is recorded
    const struct step *by;
    const struct due *due;    // the clock beside it; NULL when it is final on delivery
};

struct anomaly {
    struct str text;
    const struct step *step;
};

struct case_state {
    struct standing *regions; // by region->index
    struct steps history;     // up to the day asked for, in order
    struct steps all;         // the same without an end
    struct dues dues;
    struct finality final;
};

// The state at the end of a day. Texts in English; everything lives in the view's arena.
bool case_run(struct case_file *f, struct day at, struct case_state *out, struct err *err) MUST_USE;

// What may come next in a standing: the events that the procedure allows, in its order, by turns; NULL after the last.
// `at` is NULL at first.
const struct event *case_next(const struct procedure *p, const struct case_state *s, const struct event *at);
// "two thirds of the representatives entitled to sit (32 of 47)" as of that day; empty when no majority is told.
struct str majority_text(struct arena *a, const struct procedure *p, const struct event *e, struct day at, struct str lang);
