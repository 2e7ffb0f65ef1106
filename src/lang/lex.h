// A text as a row of words, digits and marks, each with its place: what the scanner's readers walk
// over.
//
//   "On **25**\nOctober 2017, “seven-year”"
//    On  25  October  2017  ,  “  seven  -  year  ”      white space and emphasis are no lexes, but
//    leave a gap
//
//   word    letters, then letters, marks and digits ("H46"); knows its number in the lexicon
//   digits  ASCII digits; a letter right behind them begins a word without a gap ("4th")
//   mark    any other character; '\n' stands for an empty line, which no phrase crosses
//   url     scheme://…, of no meaning
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "lang/lexicon.h"

struct arena;

enum lex_kind { LEX_END, LEX_WORD, LEX_DIGITS, LEX_MARK, LEX_URL };

struct lex {
    uint8_t kind;
    bool gap;       // something blank stands before it
    bool capital;   // a word: does not begin with a small letter
    uint32_t cp;    // of a mark
    uint32_t word;  // of a word: its number in the lexicon, 0 unknown
    uint32_t node;  // of a word: the lexicon's node that it leads to from the root
    uint64_t reach; // and the senses to be had from there
    size_t at, n;
};

struct prose {
    struct arena *arena;
    struct str text;
    const struct lexicon *lx;
    struct lexicon_style style;
    struct lex *list; // one END behind the last
    size_t count;
};

// Valid UTF-8 in; the lexes are in the arena, the words are not copied.
struct prose lex_text(struct arena *a, struct str text, const struct lexicon *lx);

const struct lex *lex_at(const struct prose *p, size_t i); // END behind the last
struct str lex_str(const struct prose *p, size_t i);
bool lex_is_mark(const struct prose *p, size_t i, uint32_t cp);
bool lex_is_hyphen(const struct prose *p, size_t i);   // - ‐ ‑ and the en dash
bool lex_glued(const struct prose *p, size_t i);       // nothing between i - 1 and i
size_t lex_behind(const struct prose *p, size_t byte); // the first lex that begins at or behind it
// 1 to 18 digits at i as a number; -1 when it is none or longer.
int64_t lex_value(const struct prose *p, size_t i);

// The longest phrase at i with a sense of that kind. Returns the index behind it, 0 when there is
// none. Hyphens, apostrophes, & and full stops inside abbreviations may stand between its words; the
// apostrophe of an elided last word ("près d'") belongs to it.
size_t lex_phrase(const struct prose *p, size_t i, enum sense_kind kind, const struct sense **out);
// The first lex of the longest phrase of that kind that ends right before i; i when there is none.
size_t lex_phrase_back(const struct prose *p, size_t i, enum sense_kind kind, const struct sense **out);
// Does a phrase of that kind end right before i?
bool lex_phrase_before(const struct prose *p, size_t i, enum sense_kind kind);
static inline bool lex_may(const struct lex *l, enum sense_kind kind)
{
    return (l->reach >> kind & 1) != 0;
}
