// What a procedure that is well-formed may still have wrong: the graph.
#pragma once
#include "rules/procedure.h"

// Marks the states that can be reached, and reports: a state that none leads to; states that follow of themselves in a circle; a clock
// that starts with an event, or gives one, that cannot happen.
void procedure_check(struct procedure *p, const struct source_text *file, struct diags *ds);
