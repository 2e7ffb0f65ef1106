// The fonts of a PDF: which glyphs are used, what text each stands for, and the subset that is embedded (ISO 32000-1 §9.7).
//
// What is written in a page is a CID, final when the page ends. A CID stands for a glyph and its text, so that the text of
// every reader is what was written: the same glyph with another text (a hyphen that is none of the text's, a space that
// is a joiner) is another CID, where the font's format lets several lead to one glyph:
//
//   TrueType        CID = the glyph's number in the whole font, or one behind them all; CIDToGIDMap leads to the subset's glyph
//   CFF             CID = glyph (§9.7.4.2), and the subset keeps its numbering
//   CFF, CID-keyed  the subset's charset keeps the CIDs; in the fonts of our table (Adobe-Identity) CID = glyph of the whole font
#pragma once
#include "base/err.h"
#include "letter/pdf_file.h"
#include "letter/pdf_font.h"

struct arena;

struct glyph_use {
    uint32_t id, cid;
    int32_t width;   // thousandths of the size, as in the PDF
    uint32_t next;   // the same glyph with another text: in `used`, from 1
    struct str text; // what it stands for
};

struct font_use {
    const struct font *font;
    pdf_ref ref;
    hb_font_t *plain;       // scaled to units of the font
    uint32_t glyph_count;   // of the font
    uint32_t next_cid;      // behind them
    bool cff, cid_keyed;
    uint16_t *slot;         // by glyph: place in `used`, from 1
    struct glyph_use *used;
    size_t count, cap;
    struct arena *arena;
};

struct font_use *font_use_new(struct arena *a, struct pdf_file *f, const struct font *font);
void font_use_free(struct font_use *u);
// The glyph as it stands for a text, noted as used. Its text is another one where the font cannot say so: then the content
// must. NULL: the font has no such glyph.
const struct glyph_use *font_use_glyph(struct font_use *u, uint32_t id, struct str text);
// Is `id` what the font shows for this character when nothing else is asked for?
bool font_use_nominal(const struct font_use *u, uint32_t id, uint32_t cp);
bool font_use_write(struct font_use *u, struct pdf_file *f, struct err *err) MUST_USE;
