// Suggestions: what an unclaimed date, figure or name of a letter could be linked to, best first, and why.
//
//   read    every paragraph: its sentences, words, tokens (scan), names that the register knows, and phrases that the
//           vocabulary's labels, words and hints make of it: "infringement proceedings" is the referral to the Court
//   pool    what the letter is about: persons it names, what it claims already, what its head refers to; and what the
//           register connects with these in one or two steps
//   rank    each place against the pool; the score is a sum, and each part of it is said:
//
//             the value        agrees: a day 4, a month 3, a year 2, uncertain 1; another value 4; a number or name of its own 8
//             the words        of the term 6 (its hints 3), of the property 3, of the type 2, in the same sentence
//             who it is about  is named in the sentence 3, in the paragraph 2, in the letter or its head 1
//             what else        of the sentence agrees, each 1, at most 3: a court, a place, a country, an article
//
//           A value that disagrees is proposed only where words name the event itself, and says so.
//   choose  the best of a place is linked when it has 6 or more, is 2 ahead of the next, and the checker finds nothing
//           against the claim as it would stand, or only the disagreement itself. Links never overlap.
#pragma once
#include "letter/letter.h"

enum spot_kind { SPOT_DATE, SPOT_NUMBER, SPOT_DURATION, SPOT_MONEY, SPOT_CODE, SPOT_TERM, SPOT_PERSON, SPOT_NAME };

enum { WHY_MAX = 8, PROPOSALS_MAX = 5, SPOTS_MAX = 5000, NOTES_MAX = 200 };

struct proposal {
    struct str ref;       // "supervision/mammadov-referral"
    int64_t entity;       // 0: a list
    size_t at, n;         // bytes of the file that the link would take
    int score;
    bool agrees;          // what the text says and the register has are the same
    bool sound;           // the checker finds nothing else against it
    struct str why[WHY_MAX];
    size_t why_count;
    size_t distance;      // steps from what the letter names
};

struct spot {
    enum spot_kind kind;
    size_t at, n;         // bytes of the file: the date, figure or name itself
    struct proposal *v;   // best first
    size_t count;
    bool unranked;        // behind the first SPOTS_MAX (of notes NOTES_MAX): nothing was looked for
    bool covered;         // another place's link takes it in
    bool claimed;         // of a person or name: another place of the letter is already linked to it
    bool chosen;          // v[0] is to be linked
    const char *left;     // why it is not, when there are proposals
};

struct suggestions {
    struct spot *v;      // in the order of the text
    size_t n;
};

const char *spot_kind_name(enum spot_kind k); // "date"

// Everything in the body that stands outside claims, other links and code. The view is the readers'.
bool suggest_find(struct letter *l, struct view *v, struct suggestions *out, struct err *err) MUST_USE;
// The same for the checker's notes: the facts alone, not how a link would stand, and only of the first few places.
bool suggest_facts(struct letter *l, struct view *v, struct suggestions *out, struct err *err) MUST_USE;
// "supervision/mammadov-referral: Date: 5 December 2017 (source)": the fact, without points.
struct str proposal_fact(struct arena *a, const struct proposal *p);
// The file with the chosen links in it; otherwise byte for byte the same. A link with which the letter would read otherwise
// is chosen no longer.
void suggest_apply(struct letter *l, const struct suggestions *s, struct str *out, size_t *applied);
// "supervision/mammadov-referral: why; why" — a proposal on one line.
struct str proposal_line(struct arena *a, const struct proposal *p);
