// What has changed, for programs that ask now and then: Atom (RFC 4287) and iCalendar (RFC 5545).
//
//   /fr/letters.atom  /fr/judgments.atom?respondent=AZ   the latest of a list, by their dates
//   /fr/persons/x.atom                                   everything about one entity, what was recorded last first
//   /fr/occasions.ics  /fr/occasions/x.ics               what has a day: all-day events
//
// Identifiers do not change when a register moves: they are made of its first transaction and the path.
#pragma once
#include "site/page.h"

enum { FEED_MAX = 50, CALENDAR_MAX = 1000 };

bool feed_list(struct page *p, struct err *err) MUST_USE;
bool feed_entity(struct page *p, struct err *err) MUST_USE;
bool calendar_list(struct page *p, struct err *err) MUST_USE;
bool calendar_entity(struct page *p, struct err *err) MUST_USE;
// Has an entity of this type a day that a calendar can show (a period, or a date)?
bool calendar_has(const struct type *t);

// Does the page of an entity of this type offer a feed of its own?
bool feed_has(const struct type *t);

// When what is said of an entity last changed, as far as the view knows; *changes counts the transactions.
bool feed_changed(struct page *p, int64_t entity, struct instant *out, size_t *changes, struct err *err) MUST_USE;
// A UUID (RFC 4122, version 5's form over SHA-256) of this register and a path.
bool feed_uuid(struct page *p, struct str path, struct str *out, struct err *err) MUST_USE;
