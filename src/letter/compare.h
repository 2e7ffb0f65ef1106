// One thing that a text says against one statement: does it fit?
#pragma once
#include "base/day.h"
#include "lang/scan.h"
#include "store/read.h"

// FIT_NONE: the statement says nothing of this kind.
enum fit { FIT_NONE, FIT_NO, FIT_MAYBE, FIT_YES };

// `letter_day`: what "10 days ago" counts from. Texts (titles, summaries) are read for what they say.
enum fit token_fits(struct arena *a, const struct token *t, const struct statement *s, struct day letter_day,
                    struct str lang);
// The days that a DATE or AGO token may mean.
struct edtf token_days(struct arena *a, const struct token *t, struct day letter_day);

// A claim's title: what must hold instead of what the text says (letters.md "title grammar").
enum condition_kind { CONDITION_NUMBER, CONDITION_DATE, CONDITION_TERM };
struct condition {
    enum condition_kind kind;
    enum hedge hedge;  // NUMBER; HEDGE_NONE is exactly
    int64_t number;
    struct day lo, hi; // DATE: must lie in it
    struct str term;
};
bool condition_parse(struct str title, struct condition *out);
enum fit condition_fits(const struct condition *c, const struct statement *s);
