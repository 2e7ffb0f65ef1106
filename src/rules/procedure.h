// A procedure: who may do what in a case, when, and on what basis. Data, never code (data/procedures/*.yaml; a register may add its own
// as procedures/*.yaml in its folder). The idea is a state machine with parallel regions:
//
//   regions:  case:     start ──event──▶ state ──event──▶ … ──▶ end        each region is in one of its states
//             interim:  none ──event──▶ granted ──event──▶ lifted          and an event moves one of them
//
//   case      the types of entity that a case is, and the property by which several of them are one case
//   regions   name, start, and the states; `then` is the state that follows of itself
//   events    by whom, with which majority, on what basis; moves {from: to}, in [states that it leaves as they are], skipping {from: to}
//             (moves that a record has whose earlier steps are missing); observed: where a register says that it happened
//   clocks    after an event, while in some states: a length (of before it, when negative); then an event happens of itself, or is awaited;
//             one that awaits something does not begin in an end.
//             A target of practice may await nothing. since, until: of events of these days alone (the law has changed)
//   finality  is an event's: `final: CODE`
//   outcomes  what an applicant has got back, each by itself; measures: what was asked for, and the outcome that answers it
//
// Every rule has a basis (an article); `source` is a key of the file's sources that was read for it. A rule without one is from general
// knowledge, and is shown as not verified.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/diag.h"
#include "base/edtf.h"
#include "rules/clock.h"
#include "vocab/vocab.h"

struct arena;

enum { PROCEDURE_MAX = 1 << 20, PROCEDURE_NAMES = 200 }; // bytes of a file; states or events in it

struct basis {
    struct str text;   // "Article 44 § 2 (b) of the Convention"
    struct str source; // what was read for it, in words; empty: not verified
};

struct body { // who acts, and majorities: a name with a label
    struct str name;
    struct label *label;
    int num, den; // of a majority of all members: 2/3; 0 when it cannot be counted
    struct body *next;
};

struct region {
    struct str name;
    struct label *label;
    struct str start_name;
    const struct state *start;
    struct state *first; // its states, in file order, linked by next
    struct pos pos;
    size_t index;
    struct region *next;
};

struct state {
    struct str name;
    struct label *label;
    struct region *region;
    struct str then_name;
    const struct state *then; // follows of itself
    struct basis basis;
    bool end;
    bool reached; // can be
    struct pos pos;
    size_t index; // in the whole procedure
    struct state *next;
};

// A condition on an entity: one of the values, or (absent) nothing said of it; any: anything said.
struct want {
    const struct prop *prop;
    struct str values[12];
    size_t count;
    bool absent, any;
    struct want *next;
};

// Where a register says that something happened.
struct observe {
    const struct type *type;  // entities of this type
    const struct prop *by;    // that refer by it to the case or its persons; NULL: those that are the case
    const struct prop *date;  // and the date is this property's
    bool stated;              // … or how long the statement of it is true: its since
    struct want *wants;
    struct observe *next;
};

struct move {
    const struct state *from, *to;
    bool skipping;
    struct move *next;
};

struct event {
    struct str name;
    struct label *label, *words, *note; // words: what a letter may call it; * stands for whatever is between
    const struct body *by, *majority;
    struct basis basis;
    struct str final; // it makes the decision final: the code of the rule
    struct move *moves; // to == from: it leaves the state as it is
    struct observe *observed;
    struct pos pos;
    size_t index;
    struct event *next;
};

enum timer_kind { TIMER_HAPPENS, TIMER_LEGAL, TIMER_TARGET };

// What a difference between expected and observed dates may mean. First that fits.
struct explain {
    int months;       // exactly so many calendar months after the event; 0: any
    int weekday;      // 1 Monday … 7; 0: any
    int later;        // 1 later than expected, -1 earlier, 0 on the day, 2 any
    struct str final; // the basis that is recorded is this; empty: any
    struct label *label;
    struct explain *next;
};

struct timer {
    struct str name;
    struct label *label;
    const struct event *after[8]; // any of them
    size_t after_count;
    const struct state *in[8]; // only while it is in one of these; none: always
    size_t in_count;
    struct span span; // negative: before the event
    enum timer_kind kind;
    bool has_since, has_until; // the rule is of events in the days [since, until)
    struct day since, until;
    const struct event *events[6]; // what then happens (one), or is awaited (any of them)
    size_t event_count;
    struct basis basis;
    struct explain *explains;
    struct pos pos;
    struct timer *next;
};

struct outcome {
    struct str name;
    struct label *label;
    struct observe *observed;
    struct outcome *next;
};

struct measure { // term of the measures' property: the outcome that answers it
    struct str term;
    const struct outcome *outcome;
    struct measure *next;
};

struct members { // how many there were who may vote, in the days [since, until)
    int count;
    struct day since, until;
    struct members *next;
};

struct procedure {
    struct str name;
    struct label *label;
    const struct type *types[4]; // what a case is
    size_t type_count;
    const char *joined_by;       // property that members of one case share; NULL: a case is one entity
    const char *persons, *group; // properties of the case; NULL: none
    struct str documents[4];     // properties that name the document of a step, first that is there
    size_t document_count;
    struct members *members;
    struct body *bodies, *majorities;
    struct region *regions;
    struct event *events;
    struct timer *clocks;
    struct outcome *outcomes;
    struct observe *measured;    // steps that ask for measures, and
    const struct prop *measure;  // the property that says which
    struct measure *measures;
    struct observe *named;       // dates that a document sets
    struct label *named_label;
    struct basis named_basis;
    size_t region_count, state_count, event_count;
    const struct holidays *holidays; // of the register; NULL: none are known
    struct procedure *next;
};

// Reads file->text; every fault is reported in ds with its place, and then NULL is given. All lives in the arena.
struct procedure *procedure_read(struct arena *a, const struct vocab *v, const struct source_text *file, struct diags *ds);
// The procedures compiled in and those of the register in dir (NULL: none), which replace a compiled one of the same name. NULL when
// one has faults.
struct procedure *procedures_load(struct arena *a, const struct vocab *v, const char *dir, struct diags *ds);
// The one of which such an entity is a case; NULL when there is none.
const struct procedure *procedure_of(const struct procedure *all, const struct type *t);

const struct state *procedure_state(const struct procedure *p, struct str name);
const struct event *procedure_event(const struct procedure *p, struct str name);
// The move of an event from a state, those that skip steps only when asked for; NULL: it is not allowed there.
const struct move *event_move(const struct event *e, const struct state *from, bool skipping);
