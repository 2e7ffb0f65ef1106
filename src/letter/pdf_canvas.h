// What is drawn on the page of a PDF that is being made: its content stream (ISO 32000-1 §8, §9), and which element of the
// structure each piece of it belongs to.
//
// A piece (marked content, §14.6) is opened when something is drawn for another element than before, so that a paragraph
// with a link in it is three pieces and one without is one.
#pragma once
#include "letter/pdf_struct.h"
#include "letter/pdf_subset.h"

struct canvas {
    struct arena *arena;
    struct pdf_file *file;
    struct structure *tree;
    struct font_use *fonts[FONT_COUNT_MAX];
    struct buf content;
    double height;
    uint32_t page;
    uint32_t open;      // element of the open piece, PDF_ARTIFACT, or none
    struct str lang;    // of the open piece, where it is not the element's
    pdf_ref *owners;    // of the page's pieces: their elements
    size_t owner_count, owner_cap;
    uint64_t fonts_used; // by index
    bool in_text;
    uint32_t rgb;       // the graphics state
    const struct font_use *font;
    double size;
    uint32_t ended;     // the element whose text came to an end last
    struct str missing; // a text that a font has no glyph for
};

void canvas_page(struct canvas *c, uint32_t page, double height); // a blank page
void canvas_begin(struct canvas *c, uint32_t el, uint32_t rgb);   // outside text, in a piece of the element
void canvas_close(struct canvas *c);                              // the open piece ends
void canvas_text(struct canvas *c, uint32_t el, uint32_t rgb, double x, double y, struct str text, const struct placed_run *run);
