// The structure tree of a tagged PDF (ISO 32000-1 §14.7): elements in reading order, whose children are elements, pieces
// of content (a marked-content sequence of a page) and annotations.
//
//   StructTreeRoot ─ Document ─┬─ H1 ─ content 0 of page 1
//                              └─ P ─┬─ content 1 of page 1
//                                    ├─ Link ─┬─ content 2 of page 1
//                                    │        └─ annotation
//                                    └─ content 0 of page 2
//
// Kept small, because 5,000 signatories are 30,000 elements: 28 bytes each, and 12 for each child.
#pragma once
#include "letter/pdf_file.h"
#include "letter/pdf_write.h"

struct element {
    pdf_ref ref;
    uint32_t parent, first, last; // children: in `kids`, from 1
    uint32_t extra;               // in `extras`, from 1; 0: none
    uint16_t lang;                // in `langs`; its own or what it inherits
    bool own_lang, has_label;     // has_label: a list item with a label
    uint8_t kind;
};

struct structure {
    struct arena *arena;
    struct element *elements;
    struct kid *kids;
    struct extra *extras;
    struct str *langs;
    size_t element_count, element_cap, kid_count, kid_cap, extra_count, extra_cap, lang_count, lang_cap;
    uint32_t notes;
    pdf_ref *owners; // of the annotations, in order
    size_t owner_count, owner_cap;
};

const char *pdf_kind_name(enum pdf_kind k);

void structure_begin(struct structure *t, struct pdf_file *f, struct arena *a, struct str lang);
uint32_t structure_add(struct structure *t, struct pdf_file *f, uint32_t parent, enum pdf_kind kind, struct str lang, struct str alt);
void structure_content(struct structure *t, uint32_t el, uint32_t mcid, uint32_t page);
void structure_annotation(struct structure *t, uint32_t el, pdf_ref annotation, uint32_t page);
// A figure's box grows by this one (points, PDF's axes).
void structure_box(struct structure *t, uint32_t el, const double box[4]);
bool structure_speaks(const struct structure *t, uint32_t el, struct str lang); // the element is in that language
// Writes all elements and the tree's root; `pages`: each page's object, `parents`: each page's array of elements by content.
void structure_write(struct structure *t, struct pdf_file *f, pdf_ref root, const pdf_ref *pages, const pdf_ref *parents, size_t page_count);
