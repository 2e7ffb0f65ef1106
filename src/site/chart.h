// Charts as SVG, drawn here: classes and presentation attributes alone (the stylesheet has light and dark), no script.
#pragma once
#include "site/page.h"

// A point of time and the figures at it.
struct sample {
    struct day day;
    uint32_t certain, possible; // possible: besides the certain ones
};

// Certain as a filled step line, possible as a paler one on top. `label` names the picture for those who do not see it.
void chart_over_time(struct page *p, struct str label, const struct sample *v, size_t n);
// A bar of `part` in `whole`, as wide as its cell: of a table whose figures stand beside it, so hidden from readers of text.
void chart_bar(struct page *p, size_t certain, size_t possible, size_t whole);
// The next of 1, 2, 5, 10, 20, 50 … that at most five steps of reach n.
uint32_t chart_step(uint32_t n);
