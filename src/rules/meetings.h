// The human rights meetings of the Ministers' Deputies (data/meetings/cm-dh.csv; a register's own meetings/cm-dh.csv takes its place), and
// the register's days that are no working days (holidays.csv). Both are tables that their users edit:
//
//   number,since,until,confidence,note          1501,2024-06-11,2024-06-13,sourced,
//   day,name                                    2026-05-01,Labour Day
//
// confidence: sourced, high, medium or low. How far the holidays are known is from their first day to their last.
#pragma once
#include "base/diag.h"
#include "base/err.h"
#include "rules/clock.h"

struct arena;

enum { MEETINGS_MAX = 10000 };

struct meeting {
    struct str number, confidence, note;
    struct day since, until;
};

struct meetings {
    struct meeting *v; // by their first day
    size_t n;
};

// Faults are reported with their line, and false is given; dir NULL: those that are compiled in.
bool meetings_read(struct arena *a, const char *dir, struct diags *ds, struct meetings *out, struct err *err) MUST_USE;
// NULL in *out when the register has no such file.
bool holidays_read(struct arena *a, const char *dir, struct diags *ds, const struct holidays **out, struct err *err) MUST_USE;
