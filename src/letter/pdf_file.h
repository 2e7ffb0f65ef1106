// The body of a PDF file (ISO 32000-1 §7.5): numbered objects, put down as soon as each is whole, so that little is kept.
// Streams go straight into the file, compressed; all other objects are gathered into object streams (§7.5.7):
//
//   %PDF-1.7 │ 9 0 obj <<…>> stream … │ 14 0 obj <</Type/ObjStm …>> │ … │ cross-reference stream │ startxref
//
// The file's identifier is made from its content: the same objects give the same bytes.
#pragma once
#include <libdeflate.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/str.h"

struct arena;
struct pdf_slot; // where an object stands

typedef uint32_t pdf_ref; // an object's number, from 1

struct pdf_file {
    struct arena *arena;
    struct libdeflate_compressor *z;
    char *out; // heap
    size_t n, cap;
    struct pdf_slot *slots;
    size_t count, slot_cap;
    struct buf gathered, index; // of the object stream that is being filled
    pdf_ref gathering;
    unsigned in_stream;
};

void pdf_file_begin(struct pdf_file *f, struct arena *a);
void pdf_file_drop(struct pdf_file *f);
pdf_ref pdf_reserve(struct pdf_file *f);
// An object's text is what is added to the buffer until pdf_close. One is open at a time.
struct buf *pdf_open(struct pdf_file *f, pdf_ref r);
void pdf_close(struct pdf_file *f);
// A stream: `dict` is what its dictionary has beside Length and Filter. packed: compressed here, else put as it is.
void pdf_stream(struct pdf_file *f, pdf_ref r, struct str dict, struct str data, bool packed);
// Every reserved object must have been put. Adds the file to out.
void pdf_file_end(struct pdf_file *f, pdf_ref root, pdf_ref info, struct buf *out);

// ---- what objects are made of (§7.3)

void pdf_put_int(struct buf *b, int64_t v);
void pdf_put_num(struct buf *b, double v); // at most three decimals
void pdf_put_ref(struct buf *b, pdf_ref r); // "12 0 R"
// A text string (§7.9.2.2): ASCII in brackets, else UTF-16. Cut at 16,000 units: PDF/A-2 (6.1.13) allows 32,767 bytes.
void pdf_put_text(struct buf *b, struct str s);
void pdf_put_utf16(struct buf *b, struct str s); // the hexadecimal digits alone
void pdf_put_uri(struct buf *b, struct str s);   // 7-bit: everything else as %XX (RFC 3986 §2.1)
