#include "letter/pdf_subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/must.h"

enum { TEXT_MAX = 64 }; // bytes of text behind one glyph; beyond that the content says it

static struct str table(hb_face_t *face, hb_tag_t tag, hb_blob_t **blob)
{
    unsigned n = 0;
    *blob = hb_face_reference_table(face, tag);
    const char *p = hb_blob_get_data(*blob, &n);
    return (struct str){p, n};
}

// A CID-keyed CFF font has ROS (operator 12 30) as the first operator of its Top DICT (Adobe TN 5176 §9, §18):
// header, Name INDEX, Top DICT INDEX.
static bool cff_cid_keyed(struct str cff)
{
    size_t at = cff.n > 4 ? (unsigned char)cff.p[2] : cff.n;
    for (int i = 0; i < 2; i++) { // over the Name INDEX; into the Top DICT INDEX
        if (at + 3 > cff.n) return false;
        size_t count = (size_t)((unsigned char)cff.p[at] << 8 | (unsigned char)cff.p[at + 1]), size = (unsigned char)cff.p[at + 2];
        size_t offsets = at + 3, data = offsets + (count + 1) * size - 1, end = 0;
        if (!count || size < 1 || size > 4 || data >= cff.n) return false;
        for (size_t k = 0; k < size; k++) end = end << 8 | (unsigned char)cff.p[offsets + count * size + k];
        if (i == 0) {
            at = data + end;
            continue;
        }
        struct str dict = str_sub(cff, data + 1, data + end);
        return str_find(dict, (struct str){"\x0c\x1e", 2}, 0) < dict.n;
    }
    return false;
}

struct font_use *font_use_new(struct arena *a, struct pdf_file *f, const struct font *font)
{
    struct font_use *u = arena_alloc(a, sizeof *u);
    hb_blob_t *blob;
    *u = (struct font_use){.font = font, .arena = a, .ref = pdf_reserve(f)};
    u->plain = hb_font_create(font->face);
    u->glyph_count = hb_face_get_glyph_count(font->face);
    u->slot = arena_array(a, u->glyph_count, sizeof *u->slot);
    struct str cff = table(font->face, HB_TAG('C', 'F', 'F', ' '), &blob);
    u->cff = cff.n > 0;
    u->cid_keyed = cff_cid_keyed(cff);
    hb_blob_destroy(blob);
    u->next_cid = u->glyph_count;
    return u;
}

void font_use_free(struct font_use *u)
{
    if (u->plain) hb_font_destroy(u->plain);
    u->plain = NULL;
}

static int32_t thousandths(const struct font_use *u, double units) { return (int32_t)lround(units * 1000 / hb_face_get_upem(u->font->face)); }

static struct glyph_use *add_use(struct font_use *u, uint32_t id, uint32_t cid, struct str text)
{
    u->used = arena_grow(u->arena, u->used, &u->cap, u->count + 1, sizeof *u->used);
    struct glyph_use *g = &u->used[u->count++];
    *g = (struct glyph_use){.id = id, .cid = cid, .text = str_dup(u->arena, text)};
    g->width = thousandths(u, hb_font_get_glyph_h_advance(u->plain, id));
    return g;
}

const struct glyph_use *font_use_glyph(struct font_use *u, uint32_t id, struct str text)
{
    if (id >= u->glyph_count || id >= UINT16_MAX) return NULL;
    uint32_t last = u->slot[id];
    for (uint32_t i = last; i; i = u->used[i - 1].next) {
        if (str_eq(u->used[i - 1].text, text)) return &u->used[i - 1];
        last = i;
    }
    if (last && (u->cff || text.n > TEXT_MAX || u->next_cid > UINT16_MAX || u->count >= UINT16_MAX)) return &u->used[u->slot[id] - 1];
    if (!last && u->cff && font_use_nominal(u, id, ' ')) text = S(" "); // whatever invisible character came first
    if (!last && text.n > TEXT_MAX) {
        size_t end = 0;
        utf8_next(text, &end);
        text = str_sub(text, 0, end);
    }
    struct glyph_use *g = add_use(u, id, last ? u->next_cid++ : id, text);
    if (last)
        u->used[last - 1].next = (uint32_t)u->count;
    else
        u->slot[id] = (uint16_t)u->count;
    return g;
}

bool font_use_nominal(const struct font_use *u, uint32_t id, uint32_t cp)
{
    hb_codepoint_t g;
    return hb_font_get_nominal_glyph(u->plain, cp, &g) && g == id;
}

// ---- the subset

// Of a font's tables those that the subset is made from. Without the others HarfBuzz has nothing to go through in search of
// characters and features, of which a PDF's font needs none.
static hb_blob_t *outline_table(hb_face_t *face, hb_tag_t tag, void *whole)
{
    static const char keep[][5] = {"head", "hhea", "hmtx", "maxp", "glyf", "loca", "CFF "};
    (void)face;
    for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
        if (tag == HB_TAG(keep[i][0], keep[i][1], keep[i][2], keep[i][3])) return hb_face_reference_table(whole, tag);
    return hb_blob_get_empty();
}

static hb_subset_input_t *subset_input(const struct font_use *u)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    must(in);
    hb_set_t *glyphs = hb_subset_input_glyph_set(in);
    hb_set_add(glyphs, 0);
    for (size_t i = 0; i < u->count; i++) hb_set_add(glyphs, u->used[i].id);
    // Of a few glyphs' outlines without subroutines there is less to write, and less to do, than with those they share.
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_DESUBROUTINIZE;
    if (u->cff && !u->cid_keyed) flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    hb_subset_input_set_flags(in, flags);
    return in;
}

static int by_cid(const void *a, const void *b)
{
    const struct glyph_use *x = a, *y = b;
    return x->cid < y->cid ? -1 : x->cid > y->cid;
}

// The stream from CID to glyph of the subset; 0: none is needed.
static pdf_ref write_gid_map(const struct font_use *u, struct pdf_file *f, const hb_map_t *map)
{
    if (u->cff) return 0;
    pdf_ref r = pdf_reserve(f);
    uint32_t last = u->used[u->count - 1].cid;
    char *bytes = arena_array(u->arena, last + 1, 2);
    for (size_t i = 0; i < u->count; i++) {
        hb_codepoint_t g = hb_map_get(map, u->used[i].id);
        bytes[u->used[i].cid * 2] = (char)(g >> 8);
        bytes[u->used[i].cid * 2 + 1] = (char)g;
    }
    pdf_stream(f, r, S(""), (struct str){bytes, (size_t)(last + 1) * 2}, true);
    return r;
}

static bool write_program(struct font_use *u, struct pdf_file *f, pdf_ref *program, pdf_ref *gid_map, struct err *err)
{
    hb_subset_input_t *in = subset_input(u);
    hb_face_t *outlines = hb_face_create_for_tables(outline_table, u->font->face, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(outlines, in);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (subset) {
        unsigned n = 0;
        hb_blob_t *blob = u->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
        const char *p = hb_blob_get_data(blob, &n);
        struct str dict = u->cff ? S("/Subtype/CIDFontType0C") : strf(u->arena, "/Length1 %u", n);
        *program = pdf_reserve(f);
        pdf_stream(f, *program, dict, (struct str){p, n}, true);
        *gid_map = write_gid_map(u, f, hb_subset_plan_old_to_new_glyph_mapping(plan));
        hb_blob_destroy(blob);
        hb_face_destroy(subset);
    }
    if (plan) hb_subset_plan_destroy(plan);
    hb_face_destroy(outlines);
    hb_subset_input_destroy(in);
    return subset || err_set(err, ERR_IO, "the font %s (package %s) cannot be embedded; install the package again", u->font->postscript,
                             u->font->package);
}

// ---- its objects

// "ABCDEF+Name": six letters made from the glyphs (§9.6.4).
static struct str subset_name(const struct font_use *u)
{
    struct hasher h;
    char tag[6];
    hasher_init(&h);
    for (size_t i = 0; i < u->count; i++) {
        unsigned char cid[2] = {(unsigned char)(u->used[i].cid >> 8), (unsigned char)u->used[i].cid};
        hasher_raw(&h, cid, 2);
    }
    struct hash sum = hasher_end(&h);
    for (size_t i = 0; i < 6; i++) tag[i] = (char)('A' + sum.b[i] % 26);
    return strf(u->arena, "%.6s+%s", tag, u->font->postscript);
}

static void write_descriptor(const struct font_use *u, struct pdf_file *f, pdf_ref self, struct str name, pdf_ref program)
{
    hb_font_extents_t ex = {0};
    hb_position_t cap = 0, stem = 0, slant = 0;
    hb_blob_t *blob;
    int box[4] = {0};
    hb_font_get_h_extents(u->plain, &ex);
    if (!hb_ot_metrics_get_position(u->plain, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap)) cap = ex.ascender;
    stem = hb_style_get_value(u->plain, HB_STYLE_TAG_WEIGHT) > 500 ? 140 : 80;
    slant = (hb_position_t)lround((double)hb_style_get_value(u->plain, HB_STYLE_TAG_SLANT_ANGLE));
    struct str head = table(u->font->face, HB_TAG('h', 'e', 'a', 'd'), &blob);
    for (size_t i = 0; i < 4 && head.n >= 44; i++)
        box[i] = thousandths(u, (int16_t)((unsigned char)head.p[36 + 2 * i] << 8 | (unsigned char)head.p[37 + 2 * i]));
    hb_blob_destroy(blob);
    struct buf *b = pdf_open(f, self);
    buf_addf(b, "<</Type/FontDescriptor/FontName/%.*s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d", STR(name), u->font->italic ? 68 : 4,
             box[0], box[1], box[2], box[3], u->font->italic && !slant ? -12 : slant);
    buf_addf(b, "/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile%d %u 0 R>>", thousandths(u, ex.ascender), thousandths(u, ex.descender),
             thousandths(u, cap), stem, u->cff ? 3 : 2, program);
    pdf_close(f);
}

static void write_cid_font(const struct font_use *u, struct pdf_file *f, pdf_ref self, struct str name, pdf_ref descriptor, pdf_ref gid_map)
{
    struct buf *b = pdf_open(f, self);
    buf_addf(b, "<</Type/Font/Subtype/CIDFontType%d/BaseFont/%.*s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
             u->cff ? 0 : 2, STR(name));
    if (gid_map) buf_addf(b, "/CIDToGIDMap %u 0 R", gid_map);
    buf_addf(b, "/FontDescriptor %u 0 R/DW 1000/W[", descriptor);
    for (size_t i = 0; i < u->count; i++) {
        if (!i || u->used[i].cid != u->used[i - 1].cid + 1) buf_addf(b, "%s%u[", i ? "]" : "", u->used[i].cid);
        else buf_addc(b, ' ');
        pdf_put_int(b, u->used[i].width);
    }
    buf_add(b, S("]]>>"));
    pdf_close(f);
}

static void write_to_unicode(const struct font_use *u, struct pdf_file *f, pdf_ref self)
{
    enum { AT_ONCE = 100 }; // Adobe TN 5014: at most a hundred a block
    struct buf b = buf_in(u->arena);
    buf_add(&b, S("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
                  "/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n"));
    for (size_t i = 0; i < u->count; i += AT_ONCE) {
        size_t n = u->count - i < AT_ONCE ? u->count - i : AT_ONCE;
        buf_addf(&b, "%zu beginbfchar\n", n);
        for (size_t k = i; k < i + n; k++) {
            buf_addf(&b, "<%04X><", u->used[k].cid);
            pdf_put_utf16(&b, u->used[k].text);
            buf_add(&b, S(">\n"));
        }
        buf_add(&b, S("endbfchar\n"));
    }
    buf_add(&b, S("endcmap CMapName currentdict/CMap defineresource pop end end"));
    pdf_stream(f, self, S(""), buf_str(&b), true);
}

bool font_use_write(struct font_use *u, struct pdf_file *f, struct err *err)
{
    pdf_ref program = 0, gid_map = 0, descriptor = pdf_reserve(f), cid_font = pdf_reserve(f), to_unicode = pdf_reserve(f);
    if (!u->count) font_use_glyph(u, 0, S(" ")); // chosen, and nothing to see of it
    qsort(u->used, u->count, sizeof *u->used, by_cid); // slots are not asked for any more
    if (!write_program(u, f, &program, &gid_map, err)) return false;
    struct str name = subset_name(u);
    write_descriptor(u, f, descriptor, name, program);
    write_cid_font(u, f, cid_font, name, descriptor, gid_map);
    write_to_unicode(u, f, to_unicode);
    struct buf *b = pdf_open(f, u->ref);
    buf_addf(b, "<</Type/Font/Subtype/Type0/BaseFont/%.*s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>", STR(name), cid_font,
             to_unicode);
    pdf_close(f);
    return true;
}
