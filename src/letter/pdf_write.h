// Writes PDF 1.7 that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2): tagged, fonts embedded as subsets, sRGB, XMP.
// The same calls give the same bytes.
//
// The structure tree and the drawing are apart: an element is made where it stands in the reading order; what is drawn names
// the element it belongs to, on whichever page and in whichever order. Coordinates: points, origin at the page's top left, y down.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "letter/pdf_para.h"
#include "letter/picture.h"

struct arena;
struct pdf;

enum pdf_kind { // ISO 32000-1 §14.8.4
    PDF_DOCUMENT, PDF_P, PDF_H1, PDF_H2, PDF_H3, PDF_FIGURE, PDF_CAPTION,
    PDF_L, PDF_OL, // a list; a numbered one (both are L: OL has ListNumbering Decimal)
    PDF_LI, PDF_LBL, PDF_LBODY, PDF_LINK,
    PDF_REFERENCE, PDF_NOTE, PDF_SPAN, PDF_QUOTE, PDF_BLOCK_QUOTE, PDF_CODE, PDF_SECT, PDF_DIV,
};
typedef uint32_t pdf_el; // 0: the document itself
enum { PDF_ARTIFACT = UINT32_MAX }; // decoration, page numbers: not read aloud

struct pdf_meta {
    struct str title, lang, author, subject; // author: the organisations that sign
    struct day date;                         // creation date: the letter's, never the clock
    bool rtl;                                // binding on the right: /Direction /R2L
};

struct pdf *pdf_new(struct arena *a, const struct pdf_meta *meta);
void pdf_page(struct pdf *p, double width, double height); // a new page; what is drawn goes there
size_t pdf_page_count(const struct pdf *p);

// A new element behind the children that its parent has so far (drawn content is a child, too). `lang`: when it differs from
// the parent's; `alt`: of a FIGURE or where the content alone does not say it. NOTE gets an ID of its own.
pdf_el pdf_element(struct pdf *p, pdf_el parent, enum pdf_kind kind, struct str lang, struct str alt);

// A run on its line: x is the left edge of the paragraph (run->x is added), y the base line (run->rise is added upwards).
// A run in another language than its element says so by itself.
void pdf_text(struct pdf *p, pdf_el of, uint32_t rgb, double x, double y, const struct str *text, const struct placed_run *run);
void pdf_rects(struct pdf *p, pdf_el of, uint32_t rgb, const double (*xywh)[4], size_t count); // filled
void pdf_line(struct pdf *p, uint32_t rgb, double x0, double y0, double x1, double y1, double width); // an artifact
// Fills the rectangle. The picture lives until pdf_finish.
bool pdf_picture(struct pdf *p, pdf_el of, const struct picture *pic, double x, double y, double w, double h, struct err *err) MUST_USE;

// A rectangle on this page that leads to an address or to a place in the document (uri empty: dest). `of` is a LINK element;
// `contents` says in words where it leads.
typedef uint32_t pdf_dest;
pdf_dest pdf_dest_new(struct pdf *p);                             // a place that is not known yet
void pdf_dest_here(struct pdf *p, pdf_dest d, double x, double y); // it is here
void pdf_link(struct pdf *p, pdf_el of, double x, double y, double w, double h, struct str uri, pdf_dest dest, struct str contents);

// An entry of the outline (bookmarks) behind the ones so far; level 0 is the top.
void pdf_outline(struct pdf *p, int level, struct str title, pdf_dest d);

// The file. Frees what lies outside the arena; `p` is gone afterwards, also on failure (a font that cannot be subset).
bool pdf_finish(struct pdf *p, struct buf *out, struct err *err) MUST_USE;
void pdf_drop(struct pdf *p); // without a file
