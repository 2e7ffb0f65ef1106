// What a reader sees as an SQLite database of its own, for those who query: two plain tables, nothing interned, nothing hidden.
//
//   entity(ref, type, label)                 ref "persons/ilgar-mammadov"
//   statement(id, entity, property, value, first, last, lang, name_kind, source, locator, quote, since, until, preferred, reason,
//             recorded)                      first, last: the days that a date may mean; value of a reference: a ref
#pragma once
#include "base/buf.h"
#include "store/query.h"

// The bytes of the file; the same for the same view.
bool portable_database(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err) MUST_USE;
