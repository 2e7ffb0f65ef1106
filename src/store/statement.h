// Single statements by name: what a frozen letter rests on (value.h, struct statement_name).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "store/read.h"

// "persons/ilgar-mammadov#born@8565b191422092c4", by the slug that the entity has now.
struct str statement_text(struct view *v, const struct statement *s, struct err *err);
// The statement of that name, standing or ended, as this reader sees it: *found is 0 when there is none, 2 when
// the first digits of an id are those of several (*out is one of them).
bool statement_find(struct view *v, struct str name, struct statement *out, int *found, struct err *err) MUST_USE;
// The names, current and former, of all statements that `name` names, of one or of all of an entity.
bool statement_texts(struct view *v, struct str name, struct str **out, size_t *count, struct err *err) MUST_USE;
// Whether this reader may know that `name` is rested on: not when the statement is hidden. The desk sees names of what
// its register does not have, too.
bool view_sees_statement(struct view *v, struct str name, bool *sees, struct err *err) MUST_USE;
// The letters (any entities with a property of kind statement) that rest on what `name` names, one or all of an entity.
bool statement_resting(struct view *v, struct str name, int64_t **out, size_t *count, struct err *err) MUST_USE;
