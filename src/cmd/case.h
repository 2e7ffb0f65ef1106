// What habeas case tells, gathered once for both formats.
#pragma once
#include "cmd/cmd.h"
#include "rules/outcome.h"

struct told {
    struct case_file file;
    struct case_state state;
    struct came came;
    struct day at;
    struct str path, title;
    bool final_is_own;      // of the judgment asked for, where the case has several
    struct finality final;
    struct str lang;
};

// A date as data: the day, or the EDTF text.
struct str case_iso(struct told *t, struct edtf d);
struct str case_label(const struct told *t, const struct label *l, struct str otherwise);
const char *due_word(const struct due *d); // "in time", "late", "overdue", …
// judgments/x#can-follow: what may come next.
bool case_show_next(struct cmd *c, struct view *v, int64_t entity, struct err *err) MUST_USE;
bool case_json(struct told *t, struct view *v, struct err *err) MUST_USE;
