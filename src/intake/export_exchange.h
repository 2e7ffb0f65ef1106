// Others' formats for what they have words for: persons, organisations, positions, and, of FollowTheMoney, detentions and judgments.
// What has no place there stays in the dossier. Like every export, only what the view sees.
#pragma once
#include "base/buf.h"
#include "base/err.h"
#include "store/query.h"

// FollowTheMoney (followthemoney.tech), one entity a line: Person, Organization, Membership, Event (a detention: there is no schema
// for one), CourtCase with CourtCaseParty. Ids are "type-slug". Dates are as far as FollowTheMoney has them: prefixes of YYYY-MM-DD.
bool export_ftm(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err) MUST_USE;
// Popolo (popoloproject.com): {"persons": […], "organizations": […], "posts": […], "memberships": […]}; each item names its sources.
bool export_popolo(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err) MUST_USE;
