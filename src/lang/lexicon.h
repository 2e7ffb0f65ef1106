// The words of one language that the scanner knows: data/lang/<language>.yaml as a tree of phrases.
//
// A phrase is a row of folded words; where it ends stand its senses. "more than" is HEDGE over,
// "may" is a MONTH 5, "and" is an AND and the CLOSE of a range. Longest phrase first:
//
//   root ─ half ─ a ─ dozen  NUMBER 6
//        └ no ─ fewer ─ than HEDGE at least
//          └ (SIGN)
//
// A lexicon is built once a process and language, and never changed nor freed.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

enum sense_kind {
    SENSE_MONTH,        // value 1..12
    SENSE_SEASON,       // value 21..24 (EDTF)
    SENSE_PART,         // "early": value months and value2 days, each first * 100 + last
    SENSE_LINK,         // "of" between day, month and year
    SENSE_ORDINAL,      // "fifth": value
    SENSE_THE,          // "the" before a day
    SENSE_WEEKDAY,      // value 1 Monday … 7 Sunday
    SENSE_DAY_BEFORE,   // "on": a day follows
    SENSE_DAY_AFTER,    // "th"
    SENSE_YEAR_BEFORE,  // "in": a year follows
    SENSE_YEAR_AFTER,   // "года"
    SENSE_DECADE_AFTER, // "s" of "1990s"
    SENSE_DECADE_BEFORE, // "années"
    SENSE_OPEN,         // "between", "from": value is the number of the pair, value2 1 of a span ("from … to")
    SENSE_CLOSE,        // "and", "to": the same
    SENSE_AND,
    SENSE_CALENDAR,    // "last year": value how many back (below 0: to come), value2 the unit's months
    SENSE_COUNTED,     // "people": what is counted, never dated
    SENSE_ONE,         // "a"
    SENSE_NUMBER,      // value
    SENSE_GROUP,       // "dozen": wants a count before it; form 1 when it is meant roughly ("dizaine")
    SENSE_SEVERAL,     // "dozens": at least value
    SENSE_HEDGE,       // value is an enum hedge
    SENSE_HEDGE_AFTER, // "or more"; form: the case that the number must have
    SENSE_CASE,        // "dən" of "100-dən": form is the case
    SENSE_HALF,        // "and a half"
    SENSE_UNIT,        // value months, value2 days
    SENSE_DURATION,   // "life imprisonment": value months, value2 days, text "life" when it is life
    SENSE_FOR,        // "for a year": then it is a duration
    SENSE_AGE,        // "old" of "17 years old"
    SENSE_AGE_BEFORE, // "aged"
    SENSE_AGO,        // value 1 when later
    SENSE_AGO_BEFORE, // "il y a"
    SENSE_PERCENT,
    SENSE_CLOCK,   // "pm"
    SENSE_ARTICLE, // value 1 when several may follow
    SENSE_ARTICLE_AFTER,
    SENSE_PARAGRAPH, // value 1 when several may follow
    SENSE_PARAGRAPH_AFTER,
    SENSE_OF, // "de l'" between a paragraph and its article
    SENSE_PROTOCOL,
    SENSE_WITH,     // "in conjunction with"
    SENSE_SIGN,     // "no"
    SENSE_LABEL,    // "rule": the number behind it is a name
    SENSE_DOCUMENT, // "resolution": text is the canonical word
    SENSE_MONEY,    // text is the ISO 4217 code
    SENSE_COUNTRY,  // text is the ISO 3166 code
    SENSE_NOT,      // "two thirds": says nothing that can be checked
    SENSE_NEGATION, // "no longer": the sentence denies something
    SENSE_CAPITAL,  // "President", "The": written with a capital, and nobody's name
    SENSE_BOUND,    // "before", "after" a date: value is an enum bound, value2 1 when it stands behind the date
    SENSE_COUNT
};

struct sense {
    const struct sense *next;
    enum sense_kind kind;
    int form; // of a number or unit: the case it stands in; 0 none that matters
    int64_t value, value2;
    struct str text;
};

struct lexicon;

// The lexicon of a BCP 47 language; where there is no data, one without words. Never NULL;
// thread-safe.
const struct lexicon *lexicon_of(struct str lang);

// Nodes are numbers; 0 is none. `word` is folded.
uint32_t lexicon_word(const struct lexicon *lx, struct str word); // its number, 0 unknown
uint32_t lexicon_step(const struct lexicon *lx, uint32_t node,
                      uint32_t word); // from the root: node 1
const struct sense *lexicon_senses(const struct lexicon *lx, uint32_t node);
uint64_t lexicon_reach(const struct lexicon *lx,
                       uint32_t node); // kinds at or below it, 1 << kind each

// Are two folded words forms of one, by the language's endings: "мамедова" and "мамедов", "bakida" and "baki"?
bool lexicon_same_word(const struct lexicon *lx, struct str word, struct str other);

struct lexicon_style {
    char thousands, decimal; // "," and "."
    bool month_capital;      // months are written with a capital
    bool day_first;          // 10/12/2019 is in December
};
struct lexicon_style lexicon_style_of(const struct lexicon *lx);
