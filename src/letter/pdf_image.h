// A picture as an image of the PDF (ISO 32000-1 §8.9): a JPEG as it is; a PNG's pixels as they are where the PDF can have them
// so, else unpacked, without alpha channel and interlacing, and packed again.
#pragma once
#include "letter/pdf_file.h"
#include "letter/picture.h"

void pdf_write_image(struct pdf_file *f, pdf_ref self, const struct picture *p);
