// What a reader of the scanner has found at one place: mostly one token; of a list ("Articles 5 and
// 18") several.
#pragma once
#include <stddef.h>
#include "lang/lex.h"
#include "lang/scan.h"

enum { FOUND_MAX = 8 };

struct found {
    size_t end;   // the lex behind what was read; 0: nothing was
    size_t count; // may be 0 though something was read: it says nothing that can be checked
    struct token list[FOUND_MAX];
};

// A token of the lexes [from, to). NULL when the list is full.
static inline struct token *found_add(struct found *f, const struct prose *p, enum token_kind kind,
                                      size_t from, size_t to)
{
    if (f->count == FOUND_MAX) return NULL;
    size_t at = lex_at(p, from)->at;
    const struct lex *last = lex_at(p, to - 1);
    struct token *t = &f->list[f->count++];
    *t = (struct token){.kind = kind, .at = at, .n = last->at + last->n - at};
    f->end = to;
    return t;
}
