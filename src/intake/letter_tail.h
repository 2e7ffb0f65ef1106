// What lines of the head and of the end of a letter may be.
#pragma once
#include <stdbool.h>
#include "intake/letter_in.h"
#include "intake/letter_words.h"

struct line;

// "Cc: …", "Subject: …": a phrase of the list with a colon, or alone; *rest is what follows.
bool line_prefix(const struct incoming *in, const struct line *l, enum word_list list, struct str *rest);
bool line_is_credit(const struct incoming *in, const struct line *l);
bool line_is_copy(const struct incoming *in, const struct line *l, struct str *rest);
bool line_is_online(const struct incoming *in, const struct line *l); // "Read the letter in PDF here."
bool line_date(struct incoming *in, const struct line *l, bool take); // a date of one day, with places; takes both
// The line goes to the head; addresses of its links become a comment above the key
// (KEYS: they stand elsewhere).
void line_out(struct incoming *in, struct line *l, enum letter_key key);
void take_online(struct incoming *in, struct line *l);
