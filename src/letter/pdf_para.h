// A paragraph of the PDF: text with spans → lines of placed glyphs.
//
//   itemise (bidi level, script, font, span)  →  shape each run once  →  break  →  lines
//
// Justified text is broken as a whole (Knuth and Plass, "Breaking Paragraphs into Lines", 1981) at the places of UAX #14
// and of the hyphenation patterns; headlines are balanced. Never broken: between a day and its month, a month and its
// year, "Article" and its number, "no." and its number, an initial and a surname, "§" and its number, before an en dash;
// a last line is not one short word alone where that can be helped. Text that is not justified is filled line by line.
// Widths in points.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "letter/pdf_font.h"

struct arena;

enum span_style { SPAN_BOLD = 1, SPAN_ITALIC = 2, SPAN_RAISED = 4, SPAN_CODE = 8 };

// Bytes [at, at+n) of the text. Spans lie in order and may nest (an inner one behind its outer one); styles add up.
// `mark` is the caller's (0 none): a link's or note's number; the innermost one that has a mark names a run.
struct span {
    size_t at, n;
    unsigned style;
    uint32_t mark;
    struct str lang; // empty: the paragraph's
    bool whole;      // never hyphenated nor broken inside when it fits a line (a URL is broken at its slashes alone)
};

enum para_align { PARA_START, PARA_END, PARA_CENTRE, PARA_JUSTIFY, PARA_BALANCE }; // start: left in a left-to-right text
enum para_dir { DIR_AUTO, DIR_LTR, DIR_RTL };                                     // auto: by the first strong character

struct para_style {
    enum font_role role;
    bool bold, italic; // a SPAN_ITALIC in an italic paragraph is upright
    bool small_caps;   // lower-case letters as small capitals; in a font without any, all as capitals at 85 %
    bool caps;         // all as capitals: what is shown; the text stays as it is written
    double size, lead; // points; lead: from line to line
    double tracking;   // added behind every glyph, points (no ligatures then)
    enum para_align align;
    enum para_dir dir;
    bool hyphenate;    // where there are patterns for its language
};

struct glyph {
    uint32_t id;
    float advance, x, y; // points; x, y: offset
    uint32_t cluster;    // byte offset in the paragraph's text
};

// Glyphs of one font, size, level and span on one line; glyphs in visual order, as HarfBuzz gives them.
struct placed_run {
    const struct font *font;
    double size, rise;
    double x, width;     // from the left edge of the paragraph's width
    const struct glyph *glyphs;
    size_t count;
    size_t at, n;        // its bytes in the text
    double stretch;      // glyphs are drawn so much wider (0: 1); advances and offsets have it already
    bool rtl;
    bool hyphen;         // the last glyph is a hyphen that the text does not have (cluster == at + n)
    uint32_t mark;       // of the span
    struct str lang;
};

struct para_line {
    size_t at, n;   // bytes of the text, trailing blanks included
    double width;   // as set
    bool divided;   // ends inside a word, with a hyphen that the text does not have
};

struct missing { // a character that no font has
    uint32_t cp;
    size_t at;            // in the text
    const char *package;  // the Debian package that has it, NULL none of the table
    struct str text;      // the paragraph
};

struct setter; // fonts, buffers, word cache: one a letter
struct setter *setter_new(struct arena *a, struct fonts *f);
void setter_free(struct setter *s);
// Characters without a glyph so far, each once (the first place). Control characters and bidi controls are dropped, not missing.
size_t setter_missing(const struct setter *s, const struct missing **out);

struct para {
    struct str text;
    struct para_style style;
    double width;
    bool rtl; // its base direction
    struct para_line *lines;
    size_t line_count;
    struct para_impl *impl;
};

// Breaks the text into lines for `width`. The text is valid UTF-8 ('\n' is a forced break); it and the spans stay the caller's
// and must live as long. Never fails; text of 0 bytes has one empty line. Time is linear in the text but for the breaking of
// paragraphs, which is bounded (beyond its bound: first fit).
struct para *para_set(struct setter *s, struct arena *a, struct str text, const struct span *spans, size_t span_count,
                      struct str lang, const struct para_style *style, double width);
// The runs of a line in logical order (as they are read), each with its visual place.
size_t para_runs(struct setter *s, struct arena *a, const struct para *p, size_t line, struct placed_run **out);
