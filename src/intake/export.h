// Writing a register out, as a reader sees it: what is above the view's level is in none of these.
#pragma once
#include <stdbool.h>
#include "base/buf.h"
#include "base/err.h"
#include "store/query.h"

// The dossier of the entities (sorted by type and slug), such that load of it into an empty register and export
// again give the same bytes. Values in the vocabulary's order.
bool export_dossier(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err) MUST_USE;
// One statement a line: entity, property, value, lang, kind, source, locator, quote, since, until, visibility,
// preferred, reason, recorded (RFC 4180; a cell that a spreadsheet would run as a formula begins with an apostrophe).
bool export_csv(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err) MUST_USE;
// All entities that this reader sees, by type in the vocabulary's order, then by slug.
bool export_all(struct view *v, int64_t **out, size_t *count, struct err *err) MUST_USE;
// The files that statements of these entities name: their hashes in hexadecimal.
bool export_files(struct view *v, const int64_t *entities, size_t count, struct str **out, size_t *n,
                  struct err *err) MUST_USE;
