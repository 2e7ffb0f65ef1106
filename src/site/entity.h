// The page of an entity: what its type has of its own (entity.c's table), then what is said of it, what refers to it, what rests on
// it, and the same for programs. A type without a part of its own, also one of a local vocabulary, has the general form.
#pragma once
#include "site/page.h"

// Parts of types, above and below what is said; `all` is what stands of the entity.
bool person_above(struct page *p, struct statements all, struct err *err) MUST_USE;   // names, where now
bool person_below(struct page *p, struct statements all, struct err *err) MUST_USE;   // chain and timeline
bool judgment_above(struct page *p, struct statements all, struct err *err) MUST_USE; // findings
bool judgment_below(struct page *p, struct statements all, struct err *err) MUST_USE; // supervision
bool letter_above(struct page *p, struct statements all, struct err *err) MUST_USE;   // the text and its facts
bool letter_below(struct page *p, struct statements all, struct err *err) MUST_USE;   // what happened afterwards
bool source_below(struct page *p, struct statements all, struct err *err) MUST_USE;   // what rests on it

// letter_page.c: /fr/letters/x.pdf, .txt and .json: the text that is frozen in that language; without one (/letters/x.pdf) in any.
bool letter_file(struct page *p, struct err *err) MUST_USE;

// Groups of what refers to the entity, by type and property, each bounded; not those of the types in `skip` (ends with NULL).
bool related_write(struct page *p, const char *const *skip, struct err *err) MUST_USE;
