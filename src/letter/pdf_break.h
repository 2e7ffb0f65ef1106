// Where a paragraph may be broken into lines, and where it is; private to the paragraph's files.
#pragma once
#include "letter/pdf_shape.h"

enum brk_kind {
    BRK_NONE,
    BRK_WORD,      // between words, after a hyphen or dash that is there, between ideographs
    BRK_HYPHEN,    // inside a word: a hyphen is added
    BRK_GLUED,     // between words that belong together: only where nothing else is left
    BRK_EMERGENCY, // inside what is wider than the line
    BRK_FORCED,
};

// A place for a break; sums are from the paragraph's beginning. `end`: without the blanks before it; `next`: with them.
struct brk {
    uint32_t at;         // the next line's first byte
    uint8_t kind;
    bool small;          // what is before it is a word of at most three letters, or of a divided word two
    float hyphen, hang;  // width of the added hyphen; how much of the end may stand in the margin
    double end, next;    // widths, points
    double end_blank, next_blank;
    uint32_t end_han, next_han; // characters that are justified between
};

// The text as the breaker sees it.
struct measured {
    struct str text;
    const struct para_style *style;
    struct str lang;
    const struct run *runs;
    size_t run_count;
    const struct piece *pieces;
    size_t piece_count;
    double width; // of a line
    bool rtl;
};

// All places, ascending, the last one at the end of the text. In `scratch`.
size_t breaks_of(struct setter *s, struct arena *scratch, const struct measured *m, bool hyphenate, struct brk **out);
// What belongs together in a language; never NULL.
struct glue;
const struct glue *glue_for(struct str lang);
// Whether the words before and behind the blank that ends at byte `at` belong on one line: "20 July", "Article 46", "§ 4" … The
// numbers of facts, behind a word joiner, are no part of the words (pdf_glue.c).
bool glued(const struct glue *g, struct str text, size_t at);

enum fit_mode { FIT_JUSTIFIED, FIT_RAGGED, FIT_BALANCED };

struct fit {
    const struct brk *breaks;
    size_t count;
    double width, size; // of a line; of the type
    enum fit_mode mode;
    bool hyphens;       // breaks of that kind may be taken
};

// pdf_fit.c: the breaks at which lines end, in order, chosen over the whole paragraph: places in f->breaks. Returns the number
// of lines.
size_t fit_lines(struct arena *scratch, const struct fit *f, uint32_t **lines);
// The widest blank of lines so justified, as a multiple of its natural width; HUGE_VAL: a short line without any blank.
double fit_loosest(const struct fit *f, const uint32_t *lines, size_t count);
// How much wider than they are the letters of a justified line are drawn: 1.02 at most, 0.98 at least.
double fit_letters(const struct fit *f, uint32_t from, uint32_t to);
// What justification has to fill on a line from one break (UINT32_MAX: the beginning) to another.
double fit_slack(const struct fit *f, uint32_t from, uint32_t to);
