// The checker of PDFs, in two halves: the document and its structure (pdfcheck.c), and what is drawn (pdfcheck_page.c). It reads
// with the C API of qpdf, which has no tokenizer of content and knows nothing of fonts: the one is here, for the others FreeType.
#pragma once
#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/str.h"

struct piece { // marked content with a number, on a page
    uint32_t drawn;   // how often
    uint32_t claimed; // by how many elements
    int owner, by;    // the element of the parent tree; the element that claims it
};

struct page {
    qpdf_oh oh;
    int id;
    struct piece *pieces;
    size_t count, cap;
};

struct used_font {
    int id;
    qpdf_oh oh;
    uint8_t codes[65536 / 8]; // shown with it
};

struct check {
    qpdf_data q;
    struct arena *a;
    const char *path;
    unsigned faults;
    struct page *pages;
    size_t page_count;
    struct used_font **fonts;
    size_t font_count, font_cap;
};

void fault(struct check *c, const char *rule, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
qpdf_oh key(struct check *c, qpdf_oh dict, const char *name);        // null where there is none
bool name_is(struct check *c, qpdf_oh oh, const char *name);         // "/Link"
struct str name_of(struct check *c, qpdf_oh oh);                     // without the slash; empty where it is none
struct str text_of(struct check *c, qpdf_oh oh);                     // of a string, UTF-8
struct str stream_of(struct check *c, qpdf_oh oh, bool decode);
struct piece *piece_of(struct check *c, struct page *p, int64_t mcid); // NULL: beyond reason

void check_page(struct check *c, struct page *p);
void check_fonts(struct check *c); // after all pages
