// JSON-LD (schema.org) of an entity, for search engines and programs that read pages. schema.org has no detention: what it has no
// word for stays in our own JSON, to which the page links.
#pragma once
#include "site/page.h"

// The object without a <script> around it; empty for types that schema.org has nothing for.
bool linked_data(struct page *p, struct str *out, struct err *err) MUST_USE;
