// iCalendar (RFC 5545): lines of at most 75 octets that end in CRLF, texts escaped, all-day events.
#pragma once
#include "base/buf.h"
#include "base/day.h"

void ical_open(struct buf *b, struct str name); // up to the first event
void ical_close(struct buf *b);
void ical_line(struct buf *b, const char *name, struct str value); // name:value, folded; the value as it is
struct str ical_text(struct arena *a, struct str text);            // escaped; without control characters
struct str ical_day(struct arena *a, struct day d);                // 20180720
struct str ical_time(struct arena *a, struct instant t);           // 20180720T101500Z
// An event from its UID to its DTSTART and DTEND: the days [first, last].
void ical_event(struct buf *b, struct str uid, struct instant changed, size_t sequence, struct day first, struct day last, struct str summary);
void ical_event_end(struct buf *b);
// A reminder so many days before, at nine in the morning.
void ical_alarm(struct buf *b, int days, struct str text);
