// What is due, in all cases of a register: what the clocks of procedures and documents set, and has not been met; and the next meetings.
//
// A case that has come to its end has nothing due any more. What is overdue stays: the register may lack that it was done, or it was not.
#pragma once
#include "rules/engine.h"
#include "rules/meetings.h"

struct agenda_entry {
    const struct procedure *procedure; // NULL: a meeting
    struct due due;                    // its steps are left out
    const struct meeting *meeting;
    int64_t entity;                    // the case
    struct str path, title;            // of it
    struct str id;                     // the same as long as it is the same duty: of the case, the rule and what set it off; never of the date
    struct day date;
};

struct agenda {
    struct agenda_entry *v; // by date
    size_t n, cap;
    bool no_meeting;        // none after the day is known
};

// entity: of this case alone; 0: of all. Up to the day `until`; what is overdue whatever its date.
bool agenda_read(struct view *v, const struct procedure *all, const struct meetings *meetings, int64_t entity, struct day at, struct day until,
                 struct agenda *out, struct err *err) MUST_USE;
// In words: of a due its label, of a meeting its number.
struct str agenda_label(struct arena *a, const struct agenda_entry *e, struct str lang);
bool agenda_overdue(const struct agenda_entry *e);
