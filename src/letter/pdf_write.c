#include "letter/pdf_write.h"

#include <math.h>

#include "base/arena.h"
#include "base/must.h"
#include "letter/pdf_canvas.h"
#include "letter/pdf_image.h"
#include "letter/pdf_meta.h"

struct page {
    pdf_ref ref, owners;
    float height;
};

struct link {
    pdf_ref ref;
    uint32_t page;
    float box[4];
    struct str uri, contents;
    pdf_dest dest;
};

struct dest {
    uint32_t page;
    float x, y;
    bool placed;
};

struct bookmark {
    pdf_ref ref;
    int level;
    struct str title;
    pdf_dest dest;
};

struct drawn { // a picture that the document has
    const struct picture *picture;
    pdf_ref ref;
};

struct pdf {
    struct arena *arena;
    struct pdf_meta meta;
    struct pdf_file file;
    struct structure tree;
    struct canvas canvas;
    pdf_ref catalog, pages_ref, info, root, xmp, srgb;
    struct page *pages;
    struct link *links;
    struct dest *dests;
    struct bookmark *bookmarks;
    struct drawn *pictures;
    size_t page_count, page_cap, link_count, link_cap, dest_count, dest_cap, bookmark_count, bookmark_cap, picture_count, picture_cap;
    double width;              // of the current page
    size_t first_link;         // of the current page
    uint64_t pictures_used;    // of the current page: bits
};

enum { PICTURES_MAX = 64 };

struct pdf *pdf_new(struct arena *a, const struct pdf_meta *meta)
{
    struct pdf *p = arena_alloc(a, sizeof *p);
    *p = (struct pdf){.arena = a, .meta = *meta};
    pdf_file_begin(&p->file, a);
    pdf_ref *const fixed[] = {&p->catalog, &p->pages_ref, &p->info, &p->root, &p->xmp, &p->srgb};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) *fixed[i] = pdf_reserve(&p->file);
    structure_begin(&p->tree, &p->file, a, meta->lang);
    p->canvas = (struct canvas){.arena = a, .file = &p->file, .tree = &p->tree, .content = buf_in(a)};
    return p;
}

void pdf_drop(struct pdf *p)
{
    for (size_t i = 0; i < FONT_COUNT_MAX; i++)
        if (p->canvas.fonts[i]) font_use_free(p->canvas.fonts[i]);
    pdf_file_drop(&p->file);
}

// ---- pages

static void put_box(struct buf *b, const float box[4])
{
    buf_addc(b, '[');
    for (int i = 0; i < 4; i++) pdf_put_num(b, (double)box[i]), buf_addc(b, i < 3 ? ' ' : ']');
}

static void resources(struct pdf *p, struct buf *b)
{
    const struct canvas *c = &p->canvas;
    buf_add(b, S("/Resources<<"));
    if (c->fonts_used) buf_add(b, S("/Font<<"));
    for (unsigned i = 0; i < FONT_COUNT_MAX; i++)
        if (c->fonts_used >> i & 1) buf_addf(b, "/F%u %u 0 R", i, c->fonts[i]->ref);
    if (c->fonts_used) buf_add(b, S(">>"));
    if (p->pictures_used) buf_add(b, S("/XObject<<"));
    for (size_t i = 0; i < p->picture_count; i++)
        if (p->pictures_used >> i & 1) buf_addf(b, "/I%zu %u 0 R", i, p->pictures[i].ref);
    buf_add(b, p->pictures_used ? S(">>>>") : S(">>"));
}

// Puts down what is drawn so far: the page is final.
static void end_page(struct pdf *p)
{
    if (!p->page_count) return;
    struct page *page = &p->pages[p->page_count - 1];
    canvas_close(&p->canvas);
    pdf_ref content = pdf_reserve(&p->file);
    pdf_stream(&p->file, content, S(""), buf_str(&p->canvas.content), true);
    struct buf *b = pdf_open(&p->file, page->owners);
    buf_addc(b, '[');
    for (size_t i = 0; i < p->canvas.owner_count; i++) pdf_put_ref(b, p->canvas.owners[i]), buf_addc(b, ' ');
    buf_addc(b, ']');
    pdf_close(&p->file);
    b = pdf_open(&p->file, page->ref);
    buf_addf(b, "<</Type/Page/Parent %u 0 R/MediaBox", p->pages_ref);
    put_box(b, (float[4]){0, 0, (float)p->width, page->height});
    buf_addf(b, "/Contents %u 0 R/StructParents %zu/Tabs/S", content, p->page_count - 1);
    resources(p, b);
    if (p->first_link < p->link_count) {
        buf_add(b, S("/Annots["));
        for (size_t i = p->first_link; i < p->link_count; i++) pdf_put_ref(b, p->links[i].ref), buf_addc(b, ' ');
        buf_addc(b, ']');
    }
    buf_add(b, S(">>"));
    pdf_close(&p->file);
}

void pdf_page(struct pdf *p, double width, double height)
{
    end_page(p);
    p->pages = arena_grow(p->arena, p->pages, &p->page_cap, p->page_count + 1, sizeof *p->pages);
    p->pages[p->page_count++] = (struct page){pdf_reserve(&p->file), pdf_reserve(&p->file), (float)height};
    p->width = width;
    p->first_link = p->link_count;
    p->pictures_used = 0;
    canvas_page(&p->canvas, (uint32_t)p->page_count - 1, height);
}

size_t pdf_page_count(const struct pdf *p) { return p->page_count; }

// ---- what stands on a page

pdf_el pdf_element(struct pdf *p, pdf_el parent, enum pdf_kind kind, struct str lang, struct str alt)
{
    if (p->page_count && p->canvas.open == parent) canvas_close(&p->canvas); // what comes of the parent comes behind
    return structure_add(&p->tree, &p->file, parent, kind, lang, alt);
}

void pdf_text(struct pdf *p, pdf_el of, uint32_t rgb, double x, double y, const struct str *text, const struct placed_run *run)
{
    must(p->page_count);
    canvas_text(&p->canvas, of, rgb, x, y, *text, run);
}

static void grow_box(struct pdf *p, pdf_el of, double x, double y, double w, double h)
{
    double bottom = p->canvas.height - y - h;
    if (of != PDF_ARTIFACT) structure_box(&p->tree, of, (double[4]){x, bottom, x + w, bottom + h});
}

static void put_numbers(struct buf *b, const double *v, size_t n, struct str operator)
{
    for (size_t i = 0; i < n; i++) pdf_put_num(b, v[i]), buf_addc(b, ' ');
    buf_add(b, operator);
}

void pdf_rects(struct pdf *p, pdf_el of, uint32_t rgb, const double (*r)[4], size_t count)
{
    must(p->page_count);
    canvas_begin(&p->canvas, of, rgb);
    struct buf *b = &p->canvas.content;
    for (size_t i = 0; i < count; i++) {
        put_numbers(b, (double[4]){r[i][0], p->canvas.height - r[i][1] - r[i][3], r[i][2], r[i][3]}, 4, S("re\n"));
        grow_box(p, of, r[i][0], r[i][1], r[i][2], r[i][3]);
    }
    buf_add(b, count ? S("f\n") : S(""));
}

void pdf_line(struct pdf *p, uint32_t rgb, double x0, double y0, double x1, double y1, double width)
{
    must(p->page_count);
    struct buf *b = &p->canvas.content;
    double h = p->canvas.height, colour[3] = {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0};
    canvas_begin(&p->canvas, PDF_ARTIFACT, p->canvas.rgb);
    put_numbers(b, colour, 3, S("RG "));
    put_numbers(b, &width, 1, S("w "));
    put_numbers(b, (double[2]){x0, h - y0}, 2, S("m "));
    put_numbers(b, (double[2]){x1, h - y1}, 2, S("l S\n"));
}

// The unit square to the rectangle, turned and mirrored as the orientation says (Exif 2.3 §4.6.4: where the stored
// picture's first row and first column are to be seen).
static void placement(unsigned orientation, double x, double y, double w, double h, double m[6])
{
    static const signed char turn[9][4] = {[1] = {1, 0, 0, 1},  [2] = {-1, 0, 0, 1},  [3] = {-1, 0, 0, -1}, [4] = {1, 0, 0, -1},
                                           [5] = {0, -1, -1, 0}, [6] = {0, -1, 1, 0}, [7] = {0, 1, 1, 0},   [8] = {0, 1, -1, 0}};
    const signed char *t = turn[orientation >= 1 && orientation <= 8 ? orientation : 1];
    m[0] = t[0] * w, m[1] = t[1] * h, m[2] = t[2] * w, m[3] = t[3] * h;
    m[4] = t[0] < 0 || t[2] < 0 ? x + w : x;
    m[5] = t[1] < 0 || t[3] < 0 ? y + h : y;
}

bool pdf_picture(struct pdf *p, pdf_el of, const struct picture *pic, double x, double y, double w, double h, struct err *err)
{
    must(p->page_count);
    size_t i = 0;
    while (i < p->picture_count && p->pictures[i].picture != pic) i++;
    if (i == p->picture_count) {
        if (i == PICTURES_MAX) return err_set(err, ERR_INPUT, "a document has at most %d pictures", PICTURES_MAX);
        p->pictures = arena_grow(p->arena, p->pictures, &p->picture_cap, i + 1, sizeof *p->pictures);
        p->pictures[i] = (struct drawn){pic, pdf_reserve(&p->file)};
        pdf_write_image(&p->file, p->pictures[i].ref, pic);
        p->picture_count++;
    }
    double m[6];
    placement(pic->orientation, x, p->canvas.height - y - h, w, h, m);
    canvas_begin(&p->canvas, of, p->canvas.rgb);
    buf_add(&p->canvas.content, S("q "));
    put_numbers(&p->canvas.content, m, 6, S("cm "));
    buf_addf(&p->canvas.content, "/I%zu Do Q\n", i);
    p->pictures_used |= (uint64_t)1 << i;
    grow_box(p, of, x, y, w, h);
    return true;
}

// ---- links

pdf_dest pdf_dest_new(struct pdf *p)
{
    p->dests = arena_grow(p->arena, p->dests, &p->dest_cap, p->dest_count + 1, sizeof *p->dests);
    p->dests[p->dest_count] = (struct dest){0};
    return (pdf_dest)p->dest_count++;
}

void pdf_dest_here(struct pdf *p, pdf_dest d, double x, double y)
{
    must(d < p->dest_count && p->page_count);
    p->dests[d] = (struct dest){(uint32_t)p->page_count - 1, (float)x, (float)(p->canvas.height - y), true};
}

void pdf_link(struct pdf *p, pdf_el of, double x, double y, double w, double h, struct str uri, pdf_dest dest, struct str contents)
{
    must(p->page_count && of < p->tree.element_count && p->tree.elements[of].kind == PDF_LINK);
    float bottom = (float)(p->canvas.height - y - h);
    p->links = arena_grow(p->arena, p->links, &p->link_cap, p->link_count + 1, sizeof *p->links);
    struct link *l = &p->links[p->link_count++];
    *l = (struct link){.ref = pdf_reserve(&p->file), .page = (uint32_t)p->page_count - 1, .dest = dest,
                       .box = {(float)x, bottom, (float)(x + w), bottom + (float)h},
                       .uri = str_dup(p->arena, uri), .contents = str_dup(p->arena, contents)};
    if (p->canvas.open == of) canvas_close(&p->canvas);
    structure_annotation(&p->tree, of, l->ref, l->page);
}

static void put_dest(struct pdf *p, struct buf *b, pdf_dest d)
{
    must(d < p->dest_count && p->dests[d].placed);
    buf_addf(b, "/Dest[%u 0 R/XYZ ", p->pages[p->dests[d].page].ref);
    put_numbers(b, (double[2]){(double)p->dests[d].x, (double)p->dests[d].y}, 2, S("null]"));
}

static void write_links(struct pdf *p)
{
    for (size_t i = 0; i < p->link_count; i++) {
        const struct link *l = &p->links[i];
        struct buf *b = pdf_open(&p->file, l->ref);
        buf_add(b, S("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect"));
        put_box(b, l->box);
        buf_addf(b, "/P %u 0 R/StructParent %zu/Contents", p->pages[l->page].ref, p->page_count + i);
        pdf_put_text(b, l->contents);
        if (l->uri.n) {
            buf_add(b, S("/A<</S/URI/URI"));
            pdf_put_uri(b, l->uri);
            buf_add(b, S(">>"));
        } else {
            put_dest(p, b, l->dest);
        }
        buf_add(b, S(">>"));
        pdf_close(&p->file);
    }
}

// ---- the outline

void pdf_outline(struct pdf *p, int level, struct str title, pdf_dest d)
{
    int deepest = p->bookmark_count ? p->bookmarks[p->bookmark_count - 1].level + 1 : 0;
    p->bookmarks = arena_grow(p->arena, p->bookmarks, &p->bookmark_cap, p->bookmark_count + 1, sizeof *p->bookmarks);
    p->bookmarks[p->bookmark_count++] =
        (struct bookmark){pdf_reserve(&p->file), level < 0 ? 0 : level > deepest ? deepest : level, str_dup(p->arena, title), d};
}

// The next entry of the same level below the same parent in a direction; 0: none.
static pdf_ref sibling(const struct pdf *p, size_t i, int step)
{
    int level = p->bookmarks[i].level;
    for (size_t k = i + (size_t)step; k < p->bookmark_count; k += (size_t)step) { // below 0 it wraps to beyond the count
        if (p->bookmarks[k].level < level) return 0;
        if (p->bookmarks[k].level == level) return p->bookmarks[k].ref;
    }
    return 0;
}

// First, Last and Count of the entries directly below level `level`, from `from` on.
static void put_below(const struct pdf *p, struct buf *b, size_t from, int level)
{
    pdf_ref first = 0, last = 0;
    size_t open = 0;
    for (size_t k = from; k < p->bookmark_count && p->bookmarks[k].level > level; k++) {
        open++;
        if (p->bookmarks[k].level != level + 1) continue;
        if (!first) first = p->bookmarks[k].ref;
        last = p->bookmarks[k].ref;
    }
    if (first) buf_addf(b, "/First %u 0 R/Last %u 0 R/Count %zu", first, last, open);
}

static void put_neighbour(struct buf *b, const char *key, pdf_ref r)
{
    if (r) buf_addf(b, "/%s %u 0 R", key, r);
}

static pdf_ref write_outline(struct pdf *p)
{
    if (!p->bookmark_count) return 0;
    pdf_ref top = pdf_reserve(&p->file);
    struct buf *b = pdf_open(&p->file, top);
    buf_add(b, S("<</Type/Outlines"));
    put_below(p, b, 0, -1);
    buf_add(b, S(">>"));
    pdf_close(&p->file);
    for (size_t i = 0; i < p->bookmark_count; i++) {
        const struct bookmark *m = &p->bookmarks[i];
        pdf_ref parent = top;
        for (size_t k = i; k-- > 0 && parent == top;)
            if (p->bookmarks[k].level < m->level) parent = p->bookmarks[k].ref;
        b = pdf_open(&p->file, m->ref);
        buf_add(b, S("<</Title"));
        pdf_put_text(b, m->title);
        buf_addf(b, "/Parent %u 0 R", parent);
        put_neighbour(b, "Prev", sibling(p, i, -1));
        put_neighbour(b, "Next", sibling(p, i, 1));
        put_below(p, b, i + 1, m->level);
        put_dest(p, b, m->dest);
        buf_add(b, S(">>"));
        pdf_close(&p->file);
    }
    return top;
}

// ---- the document

static void write_structure(struct pdf *p)
{
    pdf_ref *pages = arena_array(p->arena, p->page_count, sizeof *pages), *owners = arena_array(p->arena, p->page_count, sizeof *owners);
    for (size_t i = 0; i < p->page_count; i++) pages[i] = p->pages[i].ref, owners[i] = p->pages[i].owners;
    structure_write(&p->tree, &p->file, p->root, pages, owners, p->page_count);
}

static void write_pages(struct pdf *p)
{
    struct buf *b = pdf_open(&p->file, p->pages_ref);
    buf_add(b, S("<</Type/Pages/Kids["));
    for (size_t i = 0; i < p->page_count; i++) pdf_put_ref(b, p->pages[i].ref), buf_addc(b, ' ');
    buf_addf(b, "]/Count %zu>>", p->page_count);
    pdf_close(&p->file);
}

static void write_catalog(struct pdf *p, pdf_ref outline)
{
    struct buf *b = pdf_open(&p->file, p->catalog);
    buf_addf(b, "<</Type/Catalog/Pages %u 0 R/Lang", p->pages_ref);
    pdf_put_text(b, p->meta.lang);
    buf_addf(b, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true%s>>/StructTreeRoot %u 0 R/Metadata %u 0 R",
             p->meta.rtl ? "/Direction/R2L" : "", p->root, p->xmp);
    if (outline) buf_addf(b, "/Outlines %u 0 R", outline);
    buf_addf(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %u 0 R>>]>>", p->srgb);
    pdf_close(&p->file);
}

static bool write_fonts(struct pdf *p, struct err *err)
{
    if (p->canvas.missing.n) return err_set(err, ERR_INPUT, "a character has no glyph in its font: %.*s", STR(str_sub(p->canvas.missing, 0, 64)));
    for (size_t i = 0; i < FONT_COUNT_MAX; i++)
        if (p->canvas.fonts[i] && !font_use_write(p->canvas.fonts[i], &p->file, err)) return false;
    return true;
}

bool pdf_finish(struct pdf *p, struct buf *out, struct err *err)
{
    must(p->page_count);
    end_page(p);
    bool good = write_fonts(p, err);
    if (good) {
        write_links(p);
        write_structure(p);
        write_pages(p);
        pdf_write_info(&p->file, p->info, &p->meta);
        pdf_write_xmp(&p->file, p->xmp, &p->meta);
        pdf_write_srgb(&p->file, p->srgb);
        write_catalog(p, write_outline(p));
        pdf_file_end(&p->file, p->catalog, p->info, out);
    }
    pdf_drop(p);
    return good;
}
