// PNG (ISO/IEC 15948): a signature, then chunks, each length · type · content · checksum. Kept are IHDR, PLTE, tRNS, IDAT and
// IEND: what the pixels need.
#include <libdeflate.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "letter/picture.h"

// §8.2: interlacing by Adam7: each pass is a picture of its own with every dx-th column from x and every dy-th row from y.
struct pass {
    uint32_t x, y, dx, dy;
};
static const struct pass whole[] = {{0, 0, 1, 1}},
                         adam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

static size_t passes(const struct picture *p, const struct pass **out)
{
    *out = p->interlaced ? adam7 : whole;
    return p->interlaced ? 7 : 1;
}

static uint32_t pass_width(const struct picture *p, const struct pass *s) { return p->width > s->x ? (p->width - s->x + s->dx - 1) / s->dx : 0; }
static uint32_t pass_height(const struct picture *p, const struct pass *s) { return p->height > s->y ? (p->height - s->y + s->dy - 1) / s->dy : 0; }

static unsigned channels(unsigned colour)
{
    static const unsigned n[] = {1, 0, 3, 1, 2, 0, 4};
    return n[colour];
}

static size_t row_bytes(const struct picture *p, uint32_t width) { return ((size_t)width * p->depth * channels(p->colour) + 7) / 8; }

// The bytes that the pixels unpack to: each row with its filter's number.
static size_t unpacked_size(const struct picture *p)
{
    const struct pass *s;
    size_t n = 0;
    for (size_t i = 0, count = passes(p, &s); i < count; i++)
        if (pass_width(p, &s[i])) n += pass_height(p, &s[i]) * (1 + row_bytes(p, pass_width(p, &s[i])));
    return n;
}

// ---- reading

struct png {
    struct arena *a;
    struct str in;
    size_t at;
    struct picture *p;
    struct err *err;
    struct buf pixels;
    bool header, pixels_over;
};

static uint32_t big32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

static bool broken(struct png *g, const char *what)
{
    return err_set(g->err, ERR_INPUT, "the PNG is damaged at byte %zu: %s; open it in a picture editor and save it again", g->at, what);
}

static bool header(struct png *g, struct str s)
{
    struct picture *p = g->p;
    if (g->header || s.n != 13) return broken(g, "its header is not one");
    p->width = big32(s.p);
    p->height = big32(s.p + 4);
    p->depth = (unsigned char)s.p[8];
    p->colour = (unsigned char)s.p[9];
    p->interlaced = s.p[12] == 1;
    bool depth = p->depth && p->depth <= 16 && !(p->depth & (p->depth - 1));
    bool colour = p->colour == 0 || (p->colour == 3 && p->depth <= 8) || ((p->colour == 2 || p->colour == 4 || p->colour == 6) && p->depth >= 8);
    if (!depth || !colour || s.p[10] || s.p[11] || (s.p[12] & ~1)) return broken(g, "its header says what no PNG can be");
    if (!picture_size_ok(p, g->err)) return false;
    p->components = p->colour == 2 || p->colour == 3 || p->colour == 6 ? 3 : 1;
    return g->header = true;
}

static bool palette(struct png *g, struct str s)
{
    size_t most = g->p->colour == 3 ? (size_t)1 << g->p->depth : 256;
    if (g->p->palette.n || g->pixels.n || !s.n || s.n % 3 || s.n / 3 > most) return broken(g, "its palette is not one");
    g->p->palette = s;
    return true;
}

static bool transparency(struct png *g, struct str s)
{
    struct picture *p = g->p;
    bool good = p->colour == 0 ? s.n == 2 : p->colour == 2 ? s.n == 6 : p->colour == 3 && s.n && s.n <= p->palette.n / 3;
    if (!good || p->transparency.n || g->pixels.n) return broken(g, "its transparency is not one");
    p->transparency = s;
    return true;
}

static bool chunk(struct png *g, struct str type, struct str s)
{
    if (!g->header && !str_eq(type, S("IHDR"))) return broken(g, "it does not begin with a header");
    if (g->pixels.n && !str_eq(type, S("IDAT"))) g->pixels_over = true;
    if (str_eq(type, S("IHDR"))) return header(g, s);
    if (str_eq(type, S("PLTE"))) return palette(g, s);
    if (str_eq(type, S("tRNS"))) return transparency(g, s);
    if (str_eq(type, S("IDAT"))) {
        if (g->pixels_over) return broken(g, "its pixels are torn apart");
        buf_add(&g->pixels, s);
        return true;
    }
    return (type.p[0] & 0x20) || broken(g, "it has a part that is needed and not known"); // a capital: critical (§5.4)
}

static bool chunks(struct png *g)
{
    for (;;) {
        if (g->in.n - g->at < 12) return err_set(g->err, ERR_INPUT, "the PNG is cut off: its end is missing; get the whole file");
        size_t n = big32(g->in.p + g->at);
        if (n > g->in.n - g->at - 12) return err_set(g->err, ERR_INPUT, "the PNG is cut off: a part of %zu bytes begins at byte %zu of %zu; get the whole file", n, g->at, g->in.n);
        struct str type = str_sub(g->in, g->at + 4, g->at + 8), s = str_sub(g->in, g->at + 8, g->at + 8 + n);
        if (libdeflate_crc32(0, type.p, n + 4) != big32(s.p + n)) return broken(g, "a checksum is wrong");
        if (str_eq(type, S("IEND"))) return true;
        if (!chunk(g, type, s)) return false;
        g->at += n + 12;
    }
}

// ---- the pixels

// All of them, on the heap; NULL: they are not what the header says.
static unsigned char *unpack(const struct picture *p, size_t n)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    unsigned char *raw = malloc(n);
    size_t got = 0;
    must(d && raw);
    enum libdeflate_result r = libdeflate_zlib_decompress(d, p->pixels.p, p->pixels.n, raw, n, &got);
    libdeflate_free_decompressor(d);
    if (r == LIBDEFLATE_SUCCESS && got == n) return raw;
    free(raw);
    return NULL;
}

static bool filters_known(const struct picture *p, const unsigned char *raw)
{
    const struct pass *s;
    for (size_t i = 0, count = passes(p, &s); i < count; i++) {
        uint32_t w = pass_width(p, &s[i]);
        for (uint32_t y = 0, h = w ? pass_height(p, &s[i]) : 0; y < h; y++, raw += 1 + row_bytes(p, w))
            if (*raw > 4) return false;
    }
    return true;
}

static bool check_pixels(struct png *g)
{
    enum { RATIO = 1032 }; // deflate cannot do better (RFC 1951: 258 bytes for two bits)
    struct picture *p = g->p;
    size_t n = unpacked_size(p);
    p->pixels = buf_str(&g->pixels);
    if (!g->pixels.n) return broken(g, "it has no pixels");
    if (p->colour == 3 && !p->palette.n) return broken(g, "it has no palette");
    if (n > PICTURE_UNPACKED_MAX)
        return err_set(g->err, ERR_INPUT, "the PNG unpacks to %zu MB; a letter takes %d: scale it down or save it as JPEG", n >> 20, PICTURE_UNPACKED_MAX >> 20);
    unsigned char *raw = n / RATIO <= p->pixels.n ? unpack(p, n) : NULL;
    bool good = raw && filters_known(p, raw);
    free(raw);
    return good || err_set(g->err, ERR_INPUT, "the PNG says that it is %u × %u pixels large, and its data is not that; open it in a picture editor and save it again",
                           p->width, p->height);
}

static void put_chunk(struct buf *b, const char *type, struct str s)
{
    char n[4] = {(char)(s.n >> 24), (char)(s.n >> 16), (char)(s.n >> 8), (char)s.n};
    buf_add(b, (struct str){n, 4});
    buf_add(b, str_of(type));
    buf_add(b, s);
    uint32_t sum = libdeflate_crc32(libdeflate_crc32(0, type, 4), s.p ? s.p : "", s.n);
    char c[4] = {(char)(sum >> 24), (char)(sum >> 16), (char)(sum >> 8), (char)sum};
    buf_add(b, (struct str){c, 4});
}

bool png_read(struct arena *a, struct str bytes, struct picture *out, struct err *err)
{
    struct picture p = {.kind = PICTURE_PNG, .orientation = 1};
    struct png g = {.a = a, .in = bytes, .at = 8, .p = &p, .err = err, .pixels = buf_in(a)};
    if (!chunks(&g) || !check_pixels(&g)) return false;
    struct buf b = buf_in(a);
    buf_add(&b, str_sub(bytes, 0, 8));
    put_chunk(&b, "IHDR", str_sub(bytes, 16, 29));
    if (p.palette.n) put_chunk(&b, "PLTE", p.palette);
    if (p.transparency.n) put_chunk(&b, "tRNS", p.transparency);
    put_chunk(&b, "IDAT", p.pixels);
    put_chunk(&b, "IEND", S(""));
    p.file = buf_str(&b);
    p.palette = str_dup(a, p.palette);
    p.transparency = str_dup(a, p.transparency);
    *out = p;
    return true;
}

// ---- samples

static unsigned char paeth(int a, int b, int c) // §9.4
{
    int e = a + b - c, da = abs(e - a), db = abs(e - b), dc = abs(e - c);
    return (unsigned char)(da <= db && da <= dc ? a : db <= dc ? b : c);
}

// Takes the filter off a row of n bytes; `up`: the row above, NULL for the first; `back`: bytes to the pixel on the left.
static void unfilter(unsigned char *row, const unsigned char *up, size_t n, size_t back, unsigned filter)
{
    for (size_t i = 0; i < n; i++) {
        int a = i >= back ? row[i - back] : 0, b = up ? up[i] : 0, c = up && i >= back ? up[i - back] : 0, add = 0;
        if (filter == 1) add = a;
        if (filter == 2) add = b;
        if (filter == 3) add = (a + b) / 2;
        if (filter == 4) add = paeth(a, b, c);
        row[i] = (unsigned char)(row[i] + add);
    }
}

// One pixel of `bits` from place `from` of a row to place `to` of another.
static void move_pixel(unsigned char *out, size_t to, const unsigned char *row, size_t from, unsigned bits)
{
    if (bits >= 8) {
        memcpy(out + to * (bits / 8), row + from * (bits / 8), bits / 8);
        return;
    }
    unsigned v = (unsigned)row[from * bits / 8] >> (8 - bits - from * bits % 8) & ((1u << bits) - 1);
    out[to * bits / 8] = (unsigned char)(out[to * bits / 8] | v << (8 - bits - to * bits % 8));
}

// The rows of the picture, whole pixels. `raw` is used up.
static unsigned char *raster(const struct picture *p, unsigned char *raw)
{
    unsigned bits = p->depth * channels(p->colour);
    size_t full = row_bytes(p, p->width), back = bits < 8 ? 1 : bits / 8;
    const struct pass *s;
    unsigned char *out = calloc(p->height, full);
    must(out);
    for (size_t i = 0, count = passes(p, &s); i < count; i++) {
        uint32_t w = pass_width(p, &s[i]), h = w ? pass_height(p, &s[i]) : 0;
        size_t n = row_bytes(p, w);
        const unsigned char *up = NULL;
        for (uint32_t y = 0; y < h; y++, raw += 1 + n) {
            unsigned char *to = out + (size_t)(s[i].y + y * s[i].dy) * full;
            unfilter(raw + 1, up, n, back, *raw);
            up = raw + 1;
            if (!p->interlaced)
                memcpy(to, up, n);
            else
                for (uint32_t x = 0; x < w; x++) move_pixel(to, s[i].x + (size_t)x * s[i].dx, up, x, bits);
        }
    }
    return out;
}

// Colour and alpha stand side by side: they are moved apart.
static void split_alpha(const struct picture *p, unsigned char *pixels, struct samples *out)
{
    size_t size = p->depth / 8, colours = channels(p->colour) - 1, count = (size_t)p->width * p->height;
    out->alpha = malloc(count * size);
    must(out->alpha);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *from = pixels + i * (colours + 1) * size;
        memcpy(out->alpha + i * size, from + colours * size, size);
        memmove(pixels + i * colours * size, from, colours * size);
    }
    out->colour_row = p->width * colours * size;
    out->alpha_row = p->width * size;
    out->alpha_depth = p->depth;
}

static void palette_alpha(const struct picture *p, const unsigned char *pixels, struct samples *out)
{
    out->alpha = malloc((size_t)p->width * p->height);
    must(out->alpha);
    out->alpha_row = p->width;
    out->alpha_depth = 8;
    for (size_t y = 0; y < p->height; y++)
        for (size_t x = 0; x < p->width; x++) {
            const unsigned char *row = pixels + y * out->colour_row;
            unsigned v = (unsigned)row[x * p->depth / 8] >> (8 - p->depth - x * p->depth % 8) & ((1u << p->depth) - 1);
            out->alpha[y * p->width + x] = v < p->transparency.n ? (unsigned char)p->transparency.p[v] : 255;
        }
}

void png_samples(const struct picture *p, struct samples *out)
{
    unsigned char *raw = unpack(p, unpacked_size(p));
    must(raw); // it was checked when it was read
    *out = (struct samples){.colour = raster(p, raw), .colour_row = row_bytes(p, p->width)};
    free(raw);
    if (p->colour >= 4) split_alpha(p, out->colour, out);
    if (p->colour == 3 && p->transparency.n) palette_alpha(p, out->colour, out);
}
