// Where a case stands in its procedure, on the page of a judgment; and the agenda of all cases (due.c).
#pragma once
#include "site/page.h"

struct label;
struct procedure;

// The procedures of the register, read once until it changes. NULL in *out when one has faults: the pages then tell nothing of them.
bool stands_procedures(struct page *p, struct procedure **out, struct err *err) MUST_USE;
// State, since when, on what basis; when it became final; what is due. Nothing when no procedure is of such entities.
bool stands_section(struct page *p, int64_t entity, struct err *err) MUST_USE;
// A label of a procedure in the page's language, else marked as English.
void stands_label(struct page *p, const struct label *l);
