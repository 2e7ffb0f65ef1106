// What happened around an entity, in the order in which it happened: every date of what refers to it, with its source. A sequence,
// and nothing about causes. A person's: arrests, charges, rulings, recognitions, applications, judgments and their supervision,
// letters, replies, commitments, releases.
#pragma once
#include "site/page.h"

// The stages of a case, in their order; EVENT_OTHER is none of them.
enum stage {
    STAGE_ARREST, STAGE_CHARGE, STAGE_RULING, STAGE_JUDGMENT, STAGE_SUPERVISION, STAGE_LETTER, STAGE_REPLY, STAGE_OUTCOME, STAGE_COUNT,
    EVENT_OTHER = STAGE_COUNT
};

struct event {
    struct edtf date; // has_date: the one that is preferred, else the first
    bool has_date;
    int64_t entity;
    const struct type *type;
    const struct prop *prop; // by which it is dated
    struct statements all;   // of the entity
    enum stage stage;
    bool opens;              // of STAGE_ARREST: lasts until `end`, or is not known to have ended
    bool has_end;
    struct edtf end;
};

enum { TIMELINE_MAX = 250 };

struct timeline {
    struct event *v;
    size_t n, cap;
    bool more; // there was more than TIMELINE_MAX
};

// What refers to the entity and what refers to that in turn, as far as the table in timeline.c follows; added to
// what is there, oldest first.
bool timeline_gather(struct page *p, int64_t entity, struct timeline *out, struct err *err) MUST_USE;
// An ordered list; nothing when there is nothing.
bool timeline_write(struct page *p, const struct timeline *t, struct err *err) MUST_USE;
// Is the type one whose entities stand in the timeline of what they refer to?
bool timeline_tells(const struct type *t);

// chain.c: the stages as lines of a drawing, to scale in time. Nothing when fewer than two stages have a date.
void chain_draw(struct page *p, const struct timeline *t);
struct str stage_name(struct page *p, enum stage s);
