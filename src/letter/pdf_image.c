#include "letter/pdf_image.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"

static struct str image_dict(struct pdf_file *f, uint32_t width, uint32_t height, struct str space, unsigned depth)
{
    return strf(f->arena, "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace%.*s/BitsPerComponent %u", width, height, STR(space), depth);
}

// PDF/A-2 has no CMYK without a CMYK profile (6.2.4.3): the inks are named, and what they look like in RGB is said.
static struct str cmyk_space(struct pdf_file *f)
{
    pdf_ref fn = pdf_reserve(f);
    pdf_stream(f, fn, S("/FunctionType 4/Domain[0 1 0 1 0 1 0 1]/Range[0 1 0 1 0 1]"), // each colour is (1 - its ink) × (1 - black)
               S("{1 exch sub 4 1 roll 1 exch sub 3 index mul 4 1 roll 1 exch sub 2 index mul 4 1 roll 1 exch sub mul 3 1 roll}"), false);
    struct buf b = buf_in(f->arena);
    static const struct { const char *name, *full; } ink[] = {{"Cyan", "0 1 1"}, {"Magenta", "1 0 1"}, {"Yellow", "1 1 0"}, {"Black", "0 0 0"}};
    buf_addf(&b, "[/DeviceN[/Cyan/Magenta/Yellow/Black]/DeviceRGB %u 0 R<</Colorants<<", fn);
    for (size_t i = 0; i < 4; i++)
        buf_addf(&b, "/%s[/Separation/%s/DeviceRGB<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[%s]/N 1>>]", ink[i].name, ink[i].name, ink[i].full);
    buf_add(&b, S(">>>>]"));
    return buf_str(&b);
}

static void write_jpeg(struct pdf_file *f, pdf_ref self, const struct picture *p)
{
    struct str space = p->components == 4 ? cmyk_space(f) : p->components == 3 ? S("/DeviceRGB") : S("/DeviceGray");
    struct str dict = image_dict(f, p->width, p->height, space, 8);
    pdf_stream(f, self, strf(f->arena, "%.*s%s/Filter/DCTDecode", STR(dict), p->inverted ? "/Decode[1 0 1 0 1 0 1 0]" : ""), p->file, false);
}

// A palette has as many colours as an index can name: a pixel beyond PNG's palette is black.
static struct str png_space(struct pdf_file *f, const struct picture *p)
{
    if (p->colour != 3) return p->components == 3 ? S("/DeviceRGB") : S("/DeviceGray");
    struct buf b = buf_in(f->arena);
    size_t colours = (size_t)1 << p->depth;
    buf_addf(&b, "[/Indexed/DeviceRGB %zu<", colours - 1);
    for (size_t i = 0; i < colours * 3; i++) buf_addf(&b, "%02X", i < p->palette.n ? (unsigned char)p->palette.p[i] : 0);
    buf_add(&b, S(">]"));
    return buf_str(&b);
}

// The one colour that PNG calls transparent (§11.3.2.1), as a colour key (§8.9.6.4).
static struct str colour_key(struct pdf_file *f, const struct picture *p)
{
    struct buf b = buf_in(f->arena);
    if (!p->transparency.n || p->colour == 3) return S("");
    buf_add(&b, S("/Mask["));
    for (size_t i = 0; i + 1 < p->transparency.n; i += 2) {
        unsigned v = (unsigned)((unsigned char)p->transparency.p[i] << 8 | (unsigned char)p->transparency.p[i + 1]) & ((1u << p->depth) - 1);
        buf_addf(&b, "%u %u ", v, v);
    }
    buf_addc(&b, ']');
    return buf_str(&b);
}

static struct str predictor(struct pdf_file *f, const struct picture *p, unsigned colours, unsigned depth)
{
    return strf(f->arena, "/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>", colours, depth, p->width);
}

// Rows of samples, each as its difference from the row above.
static void write_samples(struct pdf_file *f, pdf_ref self, struct str dict, const unsigned char *rows, size_t row, size_t height)
{
    unsigned char *filtered = malloc(height * (row + 1)), *to = filtered;
    must(filtered);
    for (size_t y = 0; y < height; y++) {
        const unsigned char *now = rows + y * row, *up = y ? now - row : NULL;
        *to++ = 2;
        for (size_t i = 0; i < row; i++) *to++ = (unsigned char)(now[i] - (up ? up[i] : 0));
    }
    pdf_stream(f, self, dict, (struct str){(char *)filtered, height * (row + 1)}, true);
    free(filtered);
}

static void write_unpacked(struct pdf_file *f, pdf_ref self, const struct picture *p, struct str dict)
{
    struct samples s;
    pdf_ref mask = 0;
    png_samples(p, &s);
    if (s.alpha) {
        mask = pdf_reserve(f);
        struct str head = image_dict(f, p->width, p->height, S("/DeviceGray"), s.alpha_depth), how = predictor(f, p, 1, s.alpha_depth);
        write_samples(f, mask, strf(f->arena, "%.*s%.*s", STR(head), STR(how)), s.alpha, s.alpha_row, p->height);
    }
    struct str how = predictor(f, p, p->colour == 3 ? 1 : p->components, p->depth), with = mask ? strf(f->arena, "/SMask %u 0 R", mask) : S("");
    write_samples(f, self, strf(f->arena, "%.*s%.*s%.*s", STR(dict), STR(how), STR(with)), s.colour, s.colour_row, p->height);
    free(s.colour);
    free(s.alpha);
}

void pdf_write_image(struct pdf_file *f, pdf_ref self, const struct picture *p)
{
    if (p->kind == PICTURE_JPEG) {
        write_jpeg(f, self, p);
        return;
    }
    struct str space = png_space(f, p), key = colour_key(f, p), dict = image_dict(f, p->width, p->height, space, p->depth);
    dict = strf(f->arena, "%.*s%.*s", STR(dict), STR(key));
    if (p->interlaced || p->colour >= 4 || (p->colour == 3 && p->transparency.n)) {
        write_unpacked(f, self, p, dict);
        return;
    }
    struct str how = predictor(f, p, p->colour == 3 ? 1 : p->components, p->depth); // PNG's filters are PDF's predictors
    pdf_stream(f, self, strf(f->arena, "%.*s%.*s/Filter/FlateDecode", STR(dict), STR(how)), p->pixels, false);
}
