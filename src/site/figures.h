// The figures of those held as tables: by country, occupation and time held.
#pragma once
#include "site/held.h"

// bars: with a bar beside each figure, and more rows.
void figures_tables(struct page *p, const struct figures *f, struct day at, bool bars);
// All countries, with bars.
void figures_countries(struct page *p, const struct figures *f, struct day at);
