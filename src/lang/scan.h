// What a sentence says that can be checked: dates, numbers, durations, sums, articles, document numbers.
//
//   "nearly a dozen resolutions"            NUMBER 12, hedge nearly
//   "on 25 October 2017"                    DATE 2017-10-25          ("25 Oct. 2017", "October 25, 2017", "2017-10-25")
//   "in May 2014", "in 2013", "early 2013"  DATE 2014-05, 2013, 2013-01/2013-04
//   "seven years' imprisonment"             DURATION P7Y
//   "10 days ago", "two years later"        AGO −P10D                 (relative to the letter's date)
//   "Article 46(4)", "Article 46 § 4"       ARTICLE 46-4              (HUDOC notation; "Article 5 § 1 (c)" is 5-1-c)
//   "no. 15172/13"                          APPNO 15172/13
//   "CM/ResDH(2017)429"                     DOC CM/ResDH(2017)429     (blanks normalised)
//   "EUR 22,000", "€22,000"                 MONEY EUR 22000
//   "Azerbaijan"                            COUNTRY AZ
//   "X v. Y (No. 2)"                        SERIAL 2                  (of a case; in parentheses)
//
// Hedges, number words and month names are data: data/lang/<language>.yaml.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/dur.h"
#include "base/edtf.h"
#include "base/str.h"

struct arena;

enum token_kind {
    TOKEN_DATE,
    TOKEN_NUMBER,
    TOKEN_DURATION,
    TOKEN_AGO,
    TOKEN_MONEY,
    TOKEN_ARTICLE,
    TOKEN_APPNO,
    TOKEN_ECLI,
    TOKEN_DOC,
    TOKEN_COUNTRY,
    TOKEN_SERIAL,
};

// How a number is meant. NEARLY: at most, and at least 80 % of it. ABOUT: within 10 %.
enum hedge { HEDGE_NONE, HEDGE_OVER, HEDGE_AT_LEAST, HEDGE_UNDER, HEDGE_AT_MOST, HEDGE_NEARLY, HEDGE_ABOUT };

// "before 5 December 2017", "after" it: the date itself is not meant. Its word is the token's hedge.
enum bound { BOUND_NONE, BOUND_BEFORE, BOUND_AFTER };

struct token {
    enum token_kind kind;
    enum hedge hedge;   // of a number, duration or sum
    size_t at, n;       // its bytes in the text, the hedge not included
    size_t hedge_at, hedge_n;
    struct edtf date;   // DATE
    enum bound bound;   // of a DATE
    int weekday;        // of a DATE: 1 Monday … 7 Sunday where the text names it, else 0
    bool span;          // DATE: "from … to …", a beginning and an end, where "between … and …" is one day not known exactly
    int64_t number;     // NUMBER, SERIAL; the amount of MONEY in whole units
    struct dur dur;     // DURATION, AGO
    bool later;         // AGO: "two years later" instead of "ago"
    int calendar;       // AGO: 12 for "last year", 1 for "last month": a whole one of the calendar; else 0
    struct str code;    // ARTICLE, APPNO, ECLI, DOC, COUNTRY (ISO 3166 alpha-2), MONEY (ISO 4217): normalised
};

// All tokens in text, in order, not overlapping; the longest at a place. `lang` is BCP 47; a language without
// data gives the tokens that need none (ISO dates, digits, document numbers). "dozens" is NUMBER 24 with
// HEDGE_AT_LEAST, "scores" 40, "hundreds" 200, "thousands" 2000; "10–15" and "between 10 and 15" are two, at
// least 10 and at most 15. "one" counts only behind a hedge ("at least one"), "a" only before a dozen, hundred …;
// "a year" only behind a hedge or before "ago". No numbers are ordinals, clock times, percentages, fractions,
// ages ("17-year-old"), labels ("Rule 39", "No. 14"), telephone numbers, postal codes at the head of a line, and
// the digits inside a word, a URL or a decimal that no "million" follows. "20 July" is XXXX-07-20; of "5 and 6
// December 2016" the first takes month and year from the second. A day that does not exist is no DATE: its digits
// are a NUMBER. Four bare digits, 1900 to 2099, are a year (scan_date.c says when not).
// DOC is also HUDOC's item ("001-144124"). A hedge lies in front of its token or behind ("100 or more").
size_t scan_text(struct arena *a, struct str text, struct str lang, struct token **out);

// Does the text deny something ("is not", "no longer", "never")? *at and *n: the word. The scanner reads values, not
// sense; whoever compares them must say so to the author.
bool scan_denies(struct arena *a, struct str text, struct str lang, size_t *at, size_t *n);
// Are there words for this language (data/lang)? Without them digits, ISO dates and document numbers are read alone.
bool scan_knows(struct str lang);

// Is a folded word one of the scanner's own ("may", "nearly", and of the data's `capitals`: "president", "the"), so that its
// capital says nothing?
bool scan_knows_word(struct str lang, struct str folded);
// Are two folded words the same but for endings of the language?
bool scan_same_word(struct str lang, struct str word, struct str other);

// Does `count` satisfy the hedged number? With `possible` more that may be: yes, no, or maybe when it
// depends on them.
enum tri hedge_holds(enum hedge h, int64_t number, int64_t certain, int64_t possible);
// "more than 100", "nearly 12", "exactly 5": for messages, in English.
struct str hedge_text(struct arena *a, enum hedge h, int64_t number);
