// From text to shaped pieces; private to the paragraph's files (pdf_item, pdf_shape, pdf_break, pdf_fit, pdf_para).
//
//   text     We met Ilgar¹ in Баку
//   runs    [We met Ilgar][¹][ in ][Баку]               one font, size, level and span each
//   pieces  [We][ ][met][ ][Ilgar][¹][ ][in][ ][Баку]   words and single blanks
//
// A word is shaped once in a letter and shared: blanks take no part in ligatures or joining, so a line can be broken at any
// of them without shaping again. A word longer than WORD_MAX characters is cut, which bounds the cost of foreign text.
#pragma once
#include <hb.h>
#include "letter/pdf_para.h"

enum { WORD_MAX = 128, MISSING_MAX = 256 };

enum look { // what a run asks of the shaper beside its font
    LOOK_SMALL_CAPS = 1, // the font's small capitals for lower-case letters
    LOOK_CAPS = 2,       // capitals for lower-case letters
    LOOK_APART = 4,      // no ligatures: the letters are tracked
    LOOK_SUPERIOR = 8,   // the font's superior figures for figures
    LOOK_HYPHEN = 16,    // a hyphen behind the word
};

struct run {
    const struct font *font;
    hb_script_t script;
    hb_language_t hb_lang;
    struct str lang;
    double size, rise; // points
    uint32_t at, n, mark;
    uint8_t level, look;
    uint8_t gap; // the lowest level of the characters before it that are not drawn (marks of direction, isolates); UINT8_MAX: none
    bool whole, code;
    bool han; // justified between its characters
};

// In units of the font; bytes counted from the word's first one.
struct shaped {
    uint16_t id;
    int16_t advance, x, y;
    uint16_t cluster;
};

struct word {
    struct word *next; // of the same hash
    uint32_t hash;
    uint32_t text_n, count, steps; // steps: glyphs that advance
    int32_t advance;
    // what it was shaped from:
    hb_script_t script;
    hb_language_t lang;
    uint8_t font, look, rtl;
    struct shaped *glyphs; // in visual order
    char text[];
};

struct piece {
    const struct word *word;
    uint32_t at, n, run;
    bool blank;
};

// Where the text of a run lies visually: odd levels run from right to left (UAX #9).
struct levels {
    uint8_t *level; // of each character, NULL: all are 0
    bool rtl;       // the base direction
};

struct known; // paragraphs seen before (pdf_para.c)

struct setter {
    struct arena *arena;   // lives as long as the setter
    struct arena *scratch; // emptied by each paragraph
    struct fonts *fonts;
    hb_buffer_t *buffer;
    struct word **words;   // chained, by hash
    size_t word_slots, word_count;
    struct known **known;
    size_t known_slots, known_count;
    struct missing missing[MISSING_MAX];
    size_t missing_count;
    struct str last_lang; // and what HarfBuzz calls it
    hb_language_t last_hb_lang;
    struct {
        bool is;
        int32_t hyphen, stop; // advance of the hyphen and of the full stop
    } metric[FONT_COUNT_MAX];
};

struct spans {
    const struct span *v;
    size_t n;
};

// pdf_item.c: levels by UAX #9, and runs. Characters that are not drawn (controls, those without a glyph) are in no run.
struct levels bidi_levels(struct arena *scratch, struct str text, enum para_dir dir);
size_t runs_of(struct setter *s, struct arena *a, struct str text, struct spans spans, struct str lang,
               const struct para_style *style, const struct levels *levels, struct run **out);

// pdf_shape.c
size_t pieces_of(struct setter *s, struct arena *a, struct str text, const struct run *runs, size_t run_count, struct piece **out);
// A part of a word as it is when the line is broken there; `hyphen`: with a hyphen behind it.
const struct word *word_part(struct setter *s, struct str text, const struct run *run, uint32_t at, uint32_t n, bool hyphen);
double word_width(const struct word *w, const struct run *run, double tracking);
double hyphen_width(struct setter *s, const struct run *run);
double stop_width(struct setter *s, const struct run *run);
uint32_t text_hash(uint32_t seed, struct str text);
