// What a PDF says of itself: XMP (ISO 16684-1) with the marks of PDF/A and PDF/UA, the document information, and the colour
// space that its colours are meant in.
#pragma once
#include "letter/pdf_file.h"
#include "letter/pdf_write.h"

// "uncompressed": PDF/A wants the metadata readable without a PDF reader.
void pdf_write_xmp(struct pdf_file *f, pdf_ref self, const struct pdf_meta *m);
void pdf_write_info(struct pdf_file *f, pdf_ref self, const struct pdf_meta *m);
// sRGB as an ICC profile (ICC.1:2010, version 4), built from the numbers of IEC 61966-2-1.
void pdf_write_srgb(struct pdf_file *f, pdf_ref self);
