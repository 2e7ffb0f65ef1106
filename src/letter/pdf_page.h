// The pages of the PDF: what pdf.c assembles is placed first (pdf_place.c) and drawn then (pdf_draw.c), so that the number of pages
// is known when the first is drawn.
//
//   pdf.c        the letter's parts in reading order: head, body, signatories, facts, where to find it
//   pdf_body.c   CommonMark → paragraphs with spans and marks
//   pdf_place.c  paragraphs, columns, notes → operations, each with page and place
//   pdf_draw.c   operations → pdf_write
//
// Lengths in points; x from the left edge of the text block in a left-to-right letter, from its right edge in a right-to-left one
// (pdf_draw.c mirrors), y from the top of the page.
#pragma once
#include "letter/letter.h"
#include "letter/pdf_write.h"

// A4 (ISO 216) in points; the text block is 386 wide: about 80 characters of 11.3 point.
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.890
#define PAGE_START 112.0
#define PAGE_MEASURE 386.0
#define PAGE_TOP 62.0
#define PAGE_BOTTOM (PAGE_HEIGHT - 74.0)

enum { INK = 0x1A1A1A, ACCENT = 0x8C1D18, GREY = 0x555555, HAIRLINE = 0xB9B4AC };

// What a span of the text leads to; spans name it by its number, from 1.
struct mark {
    bool fact;         // the number of a fact: leads to its entry
    size_t number;     // the fact's
    struct str uri;    // a link's
    struct str words;  // where it leads, for who hears the page
    pdf_el element;    // once it is drawn
};

// A paragraph with what its text was made of.
struct block {
    struct para *para;
    const struct span *spans;
    size_t span_count;
    uint32_t rgb;
    enum pdf_kind tag;
    struct str lang; // empty: the letter's
    double x, before, after; // blank above (not at the head of a page) and below
    struct para *label;      // a list's bullet or number, in the margin of the paragraph
    double label_x;
    bool keep;               // with what follows (headings)
};

enum op_kind { OP_OPEN, OP_CLOSE, OP_LINES, OP_RULE, OP_PICTURE, OP_QR, OP_HERE };

struct op {
    uint8_t kind, tag;
    uint32_t page, rgb;
    float x, y, w, h;
    const struct para *para; // LINES [from, to); y is the first one's baseline
    uint32_t from, to;
    pdf_el element;          // OPEN: made before (0: made when drawn)
    struct str lang, alt;
    pdf_dest dest;           // HERE
};

// A footnote: some lines on the page of its reference, the others on the next.
struct note {
    struct para *text, *label;
    double height;
    bool placed;
    pdf_el element;
};
struct note_part {
    size_t note;
    uint32_t page, from, to;
    double y; // below the top of the page's notes
};

struct sheet {
    struct letter *l;
    struct view *v;
    struct arena *a;
    struct fonts *fonts;
    struct setter *setter;
    struct pdf *pdf;
    bool rtl;
    struct str short_title;

    struct mark *marks;
    size_t mark_count, mark_cap;
    pdf_dest *fact_at; // by number
    struct note *notes; // by number; NULL: no footnotes

    struct op *ops;
    size_t op_count, op_cap;
    struct note_part *parts;
    size_t part_count, part_cap;
    double *notes_height; // by page
    uint32_t page, page_cap;
    double y;
    bool fresh; // nothing stands on this page yet
};

// ---- pdf_body.c
uint32_t sheet_mark(struct sheet *s, struct mark m);
// Text under construction: spans close in the order in which they were opened, last first.
struct text {
    struct buf b;
    struct span *spans;
    size_t count, cap;
    size_t ahead; // bytes of the next piece that are there already
};
struct text text_in(struct arena *a);
size_t text_open(struct text *t, unsigned style, uint32_t mark); // a span from here; its index
void text_close(struct text *t, size_t span);
void text_add(struct text *t, struct str words, unsigned style, uint32_t mark);
// In a letter from right to left: a foreign name, title or address in isolates (UAX #9, not drawn), so that it does not draw what
// stands beside it into its own order.
struct str sheet_apart(const struct sheet *s, struct str text);
// The style as this letter needs it: from the letter's own side also where the words run the other way, and with more room between
// lines where they are written from right to left.
struct para_style sheet_style(const struct sheet *s, const struct para_style *style, struct str text);
struct para *sheet_para(struct sheet *s, struct str text, const struct para_style *style, double width);
struct block sheet_block(struct sheet *s, const struct text *t, struct str lang, const struct para_style *style, double x, double width);
// Sets the letter's body and hands it to place_*.
bool body_place(struct sheet *s, struct err *err) MUST_USE;

// ---- pdf_place.c
struct op *place_op(struct sheet *s, enum op_kind kind);
void place_open(struct sheet *s, enum pdf_kind tag, struct str lang, struct str alt);
void place_close(struct sheet *s);
void place_page(struct sheet *s);                         // what follows stands on a new page
double place_room(const struct sheet *s);                 // what is left of this one
void place_block(struct sheet *s, const struct block *b); // over as many pages as it takes; tagged
void place_lines(struct sheet *s, const struct para *p, double x, double *y, uint32_t rgb); // here, whole
void place_label(struct sheet *s, const struct para *label, double x); // of a list; opens the item's body
void place_rule(struct sheet *s, double y, double width, double weight, uint32_t rgb);

// An entry of columns: paragraphs one below the other, not broken.
struct entry {
    struct para *lines[4];
    uint32_t rgb[4];
    size_t count;
    double height;
};
// Entries in columns, top down, page after page; the last page's columns are of one height. As a list.
void place_columns(struct sheet *s, const struct entry *e, size_t count, unsigned columns, double width, double gap);

// ---- pdf_draw.c
bool sheet_draw(struct sheet *s, struct err *err) MUST_USE;
