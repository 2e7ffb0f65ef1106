// What frozen letters rest on, for a person: the claims of one, the letters on a statement, a statement by itself.
#pragma once
#include "cmd/cmd.h"
#include "cmd/out.h"

// letters/x#claims: each claim, its words, the statements that it rests on and whether they still stand.
bool rests_show_claims(struct cmd *c, struct view *v, int64_t letter, struct err *err) MUST_USE;
// In the place of the statements of #claims and #rests-on, which are many: how many there are.
bool rests_summary(struct view *v, struct statements all, struct table *t, struct err *err) MUST_USE;
// "letters that rest on this", of what `name` names: an entity, a property, a statement. Nothing when there is none.
bool rests_show_letters(struct view *v, struct str name, struct err *err) MUST_USE;
// Is what was typed the id of a statement, or the first eight digits of one? Then it is shown.
bool rests_is_id(const struct view *v, struct str text);
bool rests_show_statement(struct cmd *c, struct view *v, struct str id, struct err *err) MUST_USE;
