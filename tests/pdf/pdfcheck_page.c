// What is drawn: the operators of a page's content (ISO 32000-1 Annex A), each in a piece that is an artifact or belongs to an element;
// the pictures and the fonts that it uses.
#include <ft2build.h>
#include FT_FREETYPE_H
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "pdfcheck.h"

// ---- tokens

enum token_kind { TOK_END, TOK_NUMBER, TOK_NAME, TOK_STRING, TOK_PUNCT, TOK_WORD };

struct token {
    enum token_kind kind;
    struct str text; // of a string its bytes, of a name without its slash
    double number;
};

struct scanner {
    struct check *c;
    struct str in;
    size_t at;
};

static bool blank(char ch) { return ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t' || ch == '\f' || ch == 0; }
static bool special(char ch) { return ch && strchr("()<>[]{}/%", ch); }

static struct str literal(struct scanner *s)
{
    struct buf b = buf_in(s->c->a);
    int depth = 1;
    while (s->at < s->in.n) {
        char ch = s->in.p[s->at++];
        if (ch == '(') depth++;
        if (ch == ')' && --depth == 0) break;
        if (ch == '\\' && s->at < s->in.n) {
            unsigned v = 0;
            int digits = 0;
            while (digits < 3 && s->at < s->in.n && s->in.p[s->at] >= '0' && s->in.p[s->at] <= '7') v = v * 8 + (unsigned)(s->in.p[s->at++] - '0'), digits++;
            if (digits) {
                buf_addc(&b, (char)v);
                continue;
            }
            const char *from = "nrtbf", *to = "\n\r\t\b\f", *hit = strchr(from, ch = s->in.p[s->at++]);
            if (hit && ch) ch = to[hit - from];
        }
        buf_addc(&b, ch);
    }
    return buf_str(&b);
}

static struct str hexadecimal(struct scanner *s)
{
    struct buf b = buf_in(s->c->a);
    unsigned v = 0, digits = 0;
    while (s->at < s->in.n && s->in.p[s->at] != '>') {
        char ch = s->in.p[s->at++];
        unsigned d = ch >= '0' && ch <= '9' ? (unsigned)(ch - '0') : (ch | 32) >= 'a' && (ch | 32) <= 'f' ? (unsigned)((ch | 32) - 'a' + 10) : 16;
        if (d > 15) continue;
        v = v << 4 | d;
        if (++digits % 2 == 0) buf_addc(&b, (char)v);
    }
    if (digits % 2) buf_addc(&b, (char)(v << 4));
    s->at++;
    return buf_str(&b);
}

static struct token next(struct scanner *s)
{
    while (s->at < s->in.n && (blank(s->in.p[s->at]) || s->in.p[s->at] == '%'))
        if (s->in.p[s->at++] == '%')
            while (s->at < s->in.n && s->in.p[s->at] != '\n') s->at++;
    if (s->at >= s->in.n) return (struct token){.kind = TOK_END};
    size_t start = s->at;
    char ch = s->in.p[s->at++];
    if (ch == '(') return (struct token){TOK_STRING, literal(s), 0};
    bool two = s->at < s->in.n && s->in.p[s->at] == ch;
    if (ch == '<' && !two) return (struct token){TOK_STRING, hexadecimal(s), 0};
    if (special(ch) && ch != '/') {
        if ((ch == '<' || ch == '>') && two) s->at++;
        return (struct token){TOK_PUNCT, str_sub(s->in, start, s->at), 0};
    }
    while (s->at < s->in.n && !blank(s->in.p[s->at]) && !special(s->in.p[s->at])) s->at++;
    struct str text = str_sub(s->in, start, s->at);
    if (ch == '/') return (struct token){TOK_NAME, str_sub(text, 1, text.n), 0};
    char *end, *copy = str_c(s->c->a, text);
    double v = strtod(copy, &end);
    if (!*end && (strchr("+-.", ch) || (ch >= '0' && ch <= '9'))) return (struct token){TOK_NUMBER, text, v};
    return (struct token){TOK_WORD, text, 0};
}

// ---- operators

enum { OPERANDS = 4096, NESTING = 28 };

struct drawing {
    struct check *c;
    struct page *page;
    struct scanner s;
    size_t number;
    struct token operand[OPERANDS];
    size_t count;
    char open[NESTING]; // nesting: 'q', 'T' for text, 'a' artifact, 'm' numbered piece, 's' another piece
    size_t depth;
    struct used_font *font;
    bool told;
};

static bool within(const struct drawing *d, const char *kinds)
{
    for (size_t i = 0; i < d->depth; i++)
        if (strchr(kinds, d->open[i])) return true;
    return false;
}

static void push(struct drawing *d, char kind)
{
    if (d->depth == NESTING)
        fault(d->c, "nesting", "page %zu nests deeper than %d", d->number, NESTING);
    else
        d->open[d->depth++] = kind;
}

static void pop(struct drawing *d, const char *kinds)
{
    if (d->depth && strchr(kinds, d->open[d->depth - 1]))
        d->depth--;
    else
        fault(d->c, "nesting", "page %zu closes what is not open", d->number);
}

static void painted(struct drawing *d)
{
    if (within(d, "am") || d->told) return;
    fault(d->c, "untagged", "page %zu has content that is neither an artifact nor of an element", d->number);
    d->told = true;
}

static struct used_font *font_named(struct drawing *d, struct str name)
{
    struct check *c = d->c;
    qpdf_oh oh = key(c, key(c, key(c, d->page->oh, "/Resources"), "/Font"), strf(c->a, "/%.*s", STR(name)).p);
    int id = qpdf_oh_is_null(c->q, oh) ? 0 : qpdf_oh_get_object_id(c->q, oh);
    for (size_t i = 0; i < c->font_count; i++)
        if (c->fonts[i]->id == id) return c->fonts[i];
    if (!id) {
        fault(c, "font", "page %zu uses a font that it does not have", d->number);
        return NULL;
    }
    c->fonts = arena_grow(c->a, c->fonts, &c->font_cap, c->font_count + 1, sizeof *c->fonts);
    struct used_font *f = arena_alloc(c->a, sizeof *f);
    f->id = id;
    f->oh = oh;
    return c->fonts[c->font_count++] = f;
}

static void shown(struct drawing *d)
{
    painted(d);
    if (!within(d, "T")) fault(d->c, "nesting", "page %zu shows text outside text", d->number);
    for (size_t i = 0; i < d->count; i++) {
        struct str s = d->operand[i].text;
        if (d->operand[i].kind != TOK_STRING) continue;
        if (!d->font || s.n % 2) fault(d->c, "font", "page %zu shows text without a font, or half a character", d->number);
        for (size_t k = 0; d->font && k + 1 < s.n; k += 2) {
            unsigned code = (unsigned)((unsigned char)s.p[k] << 8 | (unsigned char)s.p[k + 1]);
            d->font->codes[code / 8] = (uint8_t)(d->font->codes[code / 8] | 1u << code % 8);
        }
    }
}

static void begin_piece(struct drawing *d)
{
    int64_t mcid = -1;
    struct str tag = d->count ? d->operand[0].text : S("");
    for (size_t i = 0; i + 1 < d->count; i++)
        if (d->operand[i].kind == TOK_NAME && str_eq(d->operand[i].text, S("MCID"))) mcid = (int64_t)d->operand[i + 1].number;
    bool artifact = str_eq(tag, S("Artifact"));
    if ((artifact && within(d, "am")) || (mcid >= 0 && within(d, "am"))) fault(d->c, "nesting", "page %zu has a piece of content inside another", d->number);
    push(d, artifact ? 'a' : mcid >= 0 ? 'm' : 's');
    if (mcid < 0) return;
    struct piece *m = piece_of(d->c, d->page, mcid);
    if (m)
        m->drawn++;
    else
        fault(d->c, "mcid", "page %zu has a number beyond reason", d->number);
}

static void check_colours(struct drawing *d, qpdf_oh space)
{
    struct check *c = d->c;
    if (qpdf_oh_is_array(c->q, space)) {
        struct str family = name_of(c, qpdf_oh_get_array_item(c->q, space, 0));
        if (str_eq(family, S("Indexed"))) check_colours(d, qpdf_oh_get_array_item(c->q, space, 1));
        if (str_eq(family, S("DeviceN")) || str_eq(family, S("Separation"))) check_colours(d, qpdf_oh_get_array_item(c->q, space, 2));
        if (str_eq(family, S("DeviceN")) && qpdf_oh_is_null(c->q, key(c, qpdf_oh_get_array_item(c->q, space, 4), "/Colorants")))
            fault(c, "colour", "a picture on page %zu does not describe its inks", d->number);
        return;
    }
    if (!name_is(c, space, "/DeviceRGB") && !name_is(c, space, "/DeviceGray")) fault(c, "colour", "page %zu has a colour space that sRGB does not cover", d->number);
}

static void check_image(struct drawing *d, qpdf_oh image)
{
    struct check *c = d->c;
    qpdf_oh interpolate = key(c, image, "/Interpolate"), mask = key(c, image, "/SMask");
    if (qpdf_oh_is_bool(c->q, interpolate) && qpdf_oh_get_bool_value(c->q, interpolate)) fault(c, "interpolate", "a picture on page %zu is interpolated", d->number);
    check_colours(d, key(c, image, "/ColorSpace"));
    if (!qpdf_oh_is_null(c->q, mask)) check_image(d, mask);
}

static void drawn_object(struct drawing *d)
{
    struct check *c = d->c;
    painted(d);
    qpdf_oh all = key(c, key(c, d->page->oh, "/Resources"), "/XObject");
    qpdf_oh o = key(c, all, strf(c->a, "/%.*s", STR(d->count ? d->operand[0].text : S(""))).p);
    if (name_is(c, key(c, o, "/Subtype"), "/Image"))
        check_image(d, o);
    else
        fault(c, "xobject", "page %zu draws something that is no picture", d->number);
}

static bool is_any(struct str op, const char *list) // of words between blanks
{
    struct str l = str_of(list);
    for (size_t at = str_find(l, op, 0); at < l.n; at = str_find(l, op, at + 1))
        if ((!at || l.p[at - 1] == ' ') && (at + op.n == l.n || l.p[at + op.n] == ' ')) return true;
    return false;
}

static void operate(struct drawing *d, struct str op)
{
    if (str_eq(op, S("q"))) push(d, 'q');
    else if (str_eq(op, S("Q"))) pop(d, "q");
    else if (str_eq(op, S("BT"))) push(d, 'T');
    else if (str_eq(op, S("ET"))) pop(d, "T");
    else if (str_eq(op, S("BMC")) || str_eq(op, S("BDC"))) begin_piece(d);
    else if (str_eq(op, S("EMC"))) pop(d, "ams");
    else if (str_eq(op, S("Tf"))) d->font = d->count ? font_named(d, d->operand[0].text) : NULL;
    else if (is_any(op, "Tj TJ ' \"")) shown(d);
    else if (is_any(op, "S s f F f* B B* b b* sh")) painted(d);
    else if (str_eq(op, S("Do"))) drawn_object(d);
    else if (is_any(op, "k K cs CS sc SC scn SCN gs BI ID EI")) fault(d->c, "colour", "page %zu uses %.*s", d->number, STR(op));
    else if (!is_any(op, "rg RG g G w J j M d ri i cm m l c v y h re W W* n Tc Tw Tz TL Tr Ts Td TD Tm T* MP DP BX EX"))
        fault(d->c, "operator", "page %zu has an operator that is none: %.*s", d->number, STR(op));
}

void check_page(struct check *c, struct page *p)
{
    struct drawing *d = arena_alloc(c->a, sizeof *d);
    *d = (struct drawing){.c = c, .page = p, .number = (size_t)(p - c->pages) + 1, .s = {.c = c, .in = stream_of(c, key(c, p->oh, "/Contents"), true)}};
    for (struct token t; (t = next(&d->s)).kind != TOK_END;) {
        if (t.kind == TOK_WORD && !str_eq(t.text, S("true")) && !str_eq(t.text, S("false")) && !str_eq(t.text, S("null"))) {
            operate(d, t.text);
            d->count = 0;
        } else if (d->count < OPERANDS) {
            d->operand[d->count++] = t;
        }
    }
    if (d->depth) fault(c, "nesting", "page %zu ends with something open", d->number);
}

// ---- fonts

struct program {
    FT_Library library;
    FT_Face face;
    struct str bytes, gid_map;
    bool cff;
};

static void check_to_unicode(struct check *c, const struct used_font *f, struct str name)
{
    struct scanner s = {.c = c, .in = stream_of(c, key(c, f->oh, "/ToUnicode"), true)};
    uint8_t *said = arena_alloc(c->a, 65536 / 8);
    struct token t, key_ = {0}, last = {0};
    bool chars = false, ranges = false;
    if (!s.in.n) {
        fault(c, "to-unicode", "%.*s does not say what its glyphs stand for", STR(name));
        return;
    }
    for (unsigned n = 0; (t = next(&s)).kind != TOK_END;) {
        if (t.kind == TOK_WORD) {
            chars = str_eq(t.text, S("beginbfchar"));
            ranges = str_eq(t.text, S("beginbfrange"));
            n = 0;
        }
        if (t.kind != TOK_STRING || (!chars && !ranges)) continue;
        n++;
        if (n == 1) key_ = t;
        if (ranges && n == 2) last = t;
        if (n < (ranges ? 3u : 2u)) continue;
        n = 0;
        if (key_.text.n != 2) continue;
        unsigned from = (unsigned)((unsigned char)key_.text.p[0] << 8 | (unsigned char)key_.text.p[1]), to = from;
        if (ranges && last.text.n == 2) to = (unsigned)((unsigned char)last.text.p[0] << 8 | (unsigned char)last.text.p[1]);
        bool good = t.text.n >= 2;
        for (size_t i = 0; i + 1 < t.text.n; i += 2) {
            unsigned u = (unsigned)((unsigned char)t.text.p[i] << 8 | (unsigned char)t.text.p[i + 1]);
            good &= u && u != 0xFEFF && u != 0xFFFE;
        }
        for (unsigned code = from; good && code <= to; code++) said[code / 8] = (uint8_t)(said[code / 8] | 1u << code % 8);
    }
    for (unsigned code = 0; code < 65536; code++)
        if ((f->codes[code / 8] >> code % 8 & 1) && !(said[code / 8] >> code % 8 & 1))
            fault(c, "to-unicode", "%.*s does not say what glyph %u stands for", STR(name), code);
}

// The widths of /W, by CID; DW where it has none.
static double *widths(struct check *c, qpdf_oh cid_font)
{
    double *w = arena_array(c->a, 65536, sizeof *w);
    qpdf_oh dw = key(c, cid_font, "/DW"), all = key(c, cid_font, "/W");
    double otherwise = qpdf_oh_is_number(c->q, dw) ? qpdf_oh_get_numeric_value(c->q, dw) : 1000;
    for (size_t i = 0; i < 65536; i++) w[i] = otherwise;
    int n = qpdf_oh_is_array(c->q, all) ? qpdf_oh_get_array_n_items(c->q, all) : 0;
    for (int i = 0; i + 1 < n;) {
        int first = qpdf_oh_get_int_value_as_int(c->q, qpdf_oh_get_array_item(c->q, all, i));
        qpdf_oh second = qpdf_oh_get_array_item(c->q, all, i + 1);
        if (qpdf_oh_is_array(c->q, second)) {
            for (int k = 0; k < qpdf_oh_get_array_n_items(c->q, second); k++)
                if (first >= 0 && first + k < 65536) w[first + k] = qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, second, k));
            i += 2;
            continue;
        }
        int to = qpdf_oh_get_int_value_as_int(c->q, second);
        for (int k = first; i + 2 < n && k >= 0 && k <= to && k < 65536; k++) w[k] = qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, all, i + 2));
        i += 3;
    }
    return w;
}

// The glyph of the program that a CID leads to.
static unsigned glyph_of(const struct program *p, unsigned cid)
{
    if (!p->gid_map.n) return p->cff && FT_IS_CID_KEYED(p->face) ? UINT32_MAX : cid;
    size_t at = (size_t)cid * 2;
    return at + 1 < p->gid_map.n ? (unsigned)((unsigned char)p->gid_map.p[at] << 8 | (unsigned char)p->gid_map.p[at + 1]) : 0;
}

static void check_glyph(struct check *c, const struct program *p, unsigned cid, double width, struct str name)
{
    unsigned gid = glyph_of(p, cid);
    if (gid == UINT32_MAX) return; // CID-keyed: FreeType does not lead from CID to glyph in a bare CFF
    if (!gid || gid >= (unsigned)p->face->num_glyphs) {
        fault(c, "notdef", "%.*s has no glyph for CID %u", STR(name), cid);
        return;
    }
    if (FT_Load_Glyph(p->face, gid, FT_LOAD_NO_SCALE)) {
        fault(c, "embedded", "%.*s has a broken glyph for CID %u", STR(name), cid);
        return;
    }
    double real = (double)p->face->glyph->metrics.horiAdvance * 1000 / p->face->units_per_EM;
    if (fabs(real - width) > 1) fault(c, "widths", "%.*s says that CID %u is %g wide; it is %g", STR(name), cid, width, real);
}

static void check_program(struct check *c, const struct used_font *f, qpdf_oh cid_font, qpdf_oh descriptor, struct str name)
{
    struct program p = {.cff = !qpdf_oh_is_null(c->q, key(c, descriptor, "/FontFile3"))};
    qpdf_oh map = key(c, cid_font, "/CIDToGIDMap");
    p.bytes = stream_of(c, key(c, descriptor, p.cff ? "/FontFile3" : "/FontFile2"), true);
    p.gid_map = stream_of(c, map, true);
    if (!p.cff && !p.gid_map.n && !name_is(c, map, "/Identity")) fault(c, "cid-to-gid", "%.*s does not lead from CIDs to glyphs", STR(name));
    if (!p.bytes.n) {
        fault(c, "embedded", "%.*s is not embedded", STR(name));
        return;
    }
    must(!FT_Init_FreeType(&p.library));
    if (FT_New_Memory_Face(p.library, (const FT_Byte *)p.bytes.p, (FT_Long)p.bytes.n, 0, &p.face)) {
        fault(c, "embedded", "%.*s is no font that can be read", STR(name));
    } else {
        const double *w = widths(c, cid_font);
        for (unsigned cid = 0; cid < 65536; cid++)
            if (f->codes[cid / 8] >> cid % 8 & 1) check_glyph(c, &p, cid, w[cid], name);
        FT_Done_Face(p.face);
    }
    FT_Done_FreeType(p.library);
}

void check_fonts(struct check *c)
{
    for (size_t i = 0; i < c->font_count; i++) {
        const struct used_font *f = c->fonts[i];
        struct str name = name_of(c, key(c, f->oh, "/BaseFont"));
        qpdf_oh below = key(c, f->oh, "/DescendantFonts");
        qpdf_oh cid_font = qpdf_oh_is_array(c->q, below) ? qpdf_oh_get_array_item(c->q, below, 0) : qpdf_oh_new_null(c->q);
        if (!name_is(c, key(c, f->oh, "/Subtype"), "/Type0") || !name_is(c, key(c, f->oh, "/Encoding"), "/Identity-H"))
            fault(c, "font", "%.*s is not of the kind that we write", STR(name));
        if (name.n < 8 || name.p[6] != '+') fault(c, "font", "%.*s is not named as a subset", STR(name));
        check_to_unicode(c, f, name);
        check_program(c, f, cid_font, key(c, cid_font, "/FontDescriptor"), name);
    }
}
