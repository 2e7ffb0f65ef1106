// A picture of the letter: JPEG (ITU-T T.81) or PNG (ISO/IEC 15948), read just far enough to embed it, and without what it
// tells about the one who took it: Exif, GPS, XMP, IPTC, colour profiles, comments, thumbnails, text chunks and whatever
// stands behind its end are left out; the orientation of Exif is kept.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

enum picture_kind { PICTURE_JPEG, PICTURE_PNG };
// Bytes of the file; pixels of a side and in all; bytes that a PNG unpacks to.
enum { PICTURE_BYTES_MAX = 32 << 20, PICTURE_SIDE_MAX = 20000, PICTURE_PIXELS_MAX = 64 << 20, PICTURE_UNPACKED_MAX = 128 << 20 };

struct picture {
    enum picture_kind kind;
    uint32_t width, height;  // pixels, as stored
    unsigned components;     // 1 grey, 3 colour, 4 CMYK (JPEG)
    unsigned orientation;    // Exif 2.3 §4.6.4: 1..8
    bool inverted;           // CMYK as Adobe writes it: 0 is full ink
    struct str file;         // the whole file without its metadata: what HTML shows
    // PNG
    unsigned depth, colour;  // bits a sample; colour type 0, 2, 3, 4, 6
    bool interlaced;
    struct str palette, transparency, pixels; // PLTE, tRNS, the IDAT stream joined (zlib)
};

// Checks everything that a reader would trip over: sizes that lie, segments that run out, chunks with a wrong checksum, pixel
// data shorter or longer than the header says. Allocates in proportion to the file, not to what it claims; a PNG's pixels are
// inflated against that bound. err says what is wrong and what to do.
bool picture_read(struct arena *a, struct str bytes, struct picture *out, struct err *err) MUST_USE;
// The shown size: width and height swapped where the orientation says so.
void picture_shown(const struct picture *p, uint32_t *width, uint32_t *height);

// The two formats, each told from its first bytes.
bool jpeg_read(struct arena *a, struct str bytes, struct picture *out, struct err *err) MUST_USE;
bool png_read(struct arena *a, struct str bytes, struct picture *out, struct err *err) MUST_USE;
bool picture_size_ok(const struct picture *p, struct err *err) MUST_USE; // width and height lie within the bounds

// A PNG's samples as rows of whole bytes, neither filtered nor interlaced: `colour` without alpha, `alpha` (NULL: opaque) with
// `alpha_depth` bits; of a palette's transparency 8. Both on the heap, the caller frees them.
struct samples {
    unsigned char *colour, *alpha;
    size_t colour_row, alpha_row; // bytes
    unsigned alpha_depth;
};
void png_samples(const struct picture *p, struct samples *out);
