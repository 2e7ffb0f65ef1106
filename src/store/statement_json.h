// A statement as one JSON object (habeas-json(5)), the same wherever it is given out.
#pragma once
#include "base/json.h"
#include "store/read.h"

bool json_statement(struct view *v, const struct statement *s, struct json *j, struct err *err) MUST_USE;
