// Text: every glyph has an absolute place, in whole thousandths of the size; where the font's own widths lead there,
// nothing is written. Right-to-left runs are written in logical order, glyph by glyph: so every reader extracts them right.
// What each glyph stands for, its CID says (ToUnicode); where that cannot be, a piece of its own with ActualText.
#include "letter/pdf_canvas.h"

#include <math.h>

#include "base/arena.h"
#include "base/must.h"

_Static_assert(FONT_COUNT_MAX <= 64, "fonts_used has a bit for each");
enum { CLOSED = UINT32_MAX - 1 };
// Readers that sort by place (poppler) put a mark, or the alef of a lam-alef, before its letter when both begin in one place:
// from right to left, what has no width stands this much (thousandths of the size) further on.
enum { NUDGE = 5 };

// ---- pieces

void canvas_page(struct canvas *c, uint32_t page, double height)
{
    c->page = page;
    c->height = height;
    c->content.n = c->owner_count = 0;
    c->open = c->ended = CLOSED;
    c->in_text = false;
    c->fonts_used = 0;
    c->rgb = 0;
    c->font = NULL;
}

static void end_text(struct canvas *c)
{
    if (c->in_text) buf_add(&c->content, S("ET\n"));
    c->in_text = false;
}

void canvas_close(struct canvas *c)
{
    end_text(c);
    if (c->open != CLOSED) buf_add(&c->content, S("EMC\n"));
    c->open = CLOSED;
}

// Properties of a piece that only a Span can have (§14.9.2, §14.9.4).
static void span_property(struct canvas *c, struct str lang, struct str actual)
{
    if (lang.n) {
        buf_add(&c->content, S("/Lang"));
        pdf_put_text(&c->content, lang);
    }
    if (actual.n) {
        buf_add(&c->content, S("/ActualText<FEFF"));
        pdf_put_utf16(&c->content, actual);
        buf_addc(&c->content, '>');
    }
}

// Pieces are never inside another: readers lose count of those without a number.
static void new_piece(struct canvas *c, uint32_t el, struct str lang, struct str actual)
{
    canvas_close(c);
    c->open = el;
    c->lang = lang;
    if (el == PDF_ARTIFACT) {
        buf_add(&c->content, S("/Artifact BMC\n"));
        return;
    }
    must(el < c->tree->element_count);
    const struct element *e = &c->tree->elements[el];
    c->owners = arena_grow(c->arena, c->owners, &c->owner_cap, c->owner_count + 1, sizeof *c->owners);
    structure_content(c->tree, el, (uint32_t)c->owner_count, c->page);
    buf_addc(&c->content, '/');
    buf_add(&c->content, lang.n || actual.n ? S("Span") : str_of(pdf_kind_name(e->kind)));
    buf_add(&c->content, S("<</MCID "));
    pdf_put_int(&c->content, (int64_t)c->owner_count);
    span_property(c, lang, actual);
    buf_add(&c->content, S(">>BDC\n"));
    c->owners[c->owner_count++] = e->ref;
}

static void open_piece(struct canvas *c, uint32_t el, struct str lang)
{
    if (c->open != el || !str_eq(c->lang, lang)) new_piece(c, el, lang, S(""));
}

static void set_colour(struct canvas *c, uint32_t rgb)
{
    if (c->rgb == rgb) return;
    for (int shift = 16; shift >= 0; shift -= 8) pdf_put_num(&c->content, (rgb >> shift & 255) / 255.0), buf_addc(&c->content, ' ');
    buf_add(&c->content, S("rg\n"));
    c->rgb = rgb;
}

void canvas_begin(struct canvas *c, uint32_t el, uint32_t rgb)
{
    open_piece(c, el, S(""));
    end_text(c);
    set_colour(c, rgb);
}

// ---- text

struct pen {
    struct canvas *c;
    struct font_use *use;
    const struct placed_run *run;
    struct str text;
    double x, y;  // of the run's left edge, on the page
    bool in_array, in_string;
    int64_t at;   // thousandths of the size, from that edge
    float rise;
    double stretch;
    double left;  // points: the place of the glyph's origin before its offset
};

static const struct glyph *glyph_at(const struct placed_run *run, size_t i) { return &run->glyphs[run->rtl ? run->count - 1 - i : i]; }

static void begin_text(struct pen *p)
{
    struct canvas *c = p->c;
    struct buf *b = &c->content;
    double size = p->run->size;
    if (!c->in_text) buf_add(b, S("BT\n"));
    c->in_text = true;
    if (c->font != p->use || c->size != size) {
        buf_add(b, S("/F"));
        pdf_put_int(b, p->use->font->index);
        buf_addc(b, ' ');
        pdf_put_num(b, size);
        buf_add(b, S(" Tf\n"));
        c->font = p->use;
        c->size = size;
    }
    pdf_put_num(b, p->stretch);
    buf_add(b, S(" 0 0 1 "));
    pdf_put_num(b, p->x);
    buf_addc(b, ' ');
    pdf_put_num(b, p->y);
    buf_add(b, S(" Tm\n"));
    p->at = 0;
}

static void close_array(struct pen *p)
{
    if (p->in_string) buf_addc(&p->c->content, '>');
    if (p->in_array) buf_add(&p->c->content, S("]TJ\n"));
    p->in_string = p->in_array = false;
}

static void raise(struct pen *p, float rise)
{
    if (fabsf(rise - p->rise) < 1e-4f) return;
    close_array(p);
    pdf_put_num(&p->c->content, (double)rise);
    buf_add(&p->c->content, S(" Ts\n"));
    p->rise = rise;
}

static void show(struct pen *p, const struct glyph *g, const struct glyph_use *use)
{
    struct buf *b = &p->c->content;
    if (p->run->rtl) p->left -= (double)g->advance;
    int64_t want = llround((p->left + (double)g->x) * 1000 / (p->run->size * p->stretch));
    if (!p->run->rtl) p->left += (double)g->advance;
    if (p->run->rtl && use->width == 0) want -= NUDGE;
    raise(p, g->y);
    if (!p->in_array) buf_addc(b, '['), p->in_array = true;
    if (want != p->at) {
        if (p->in_string) buf_addc(b, '>'), p->in_string = false;
        pdf_put_int(b, p->at - want);
        p->at = want;
    }
    if (!p->in_string) buf_addc(b, '<'), p->in_string = true;
    const char *hex = "0123456789ABCDEF";
    char d[4] = {hex[use->cid >> 12 & 15], hex[use->cid >> 8 & 15], hex[use->cid >> 4 & 15], hex[use->cid & 15]};
    buf_add(b, (struct str){d, 4});
    p->at += use->width;
}

// What is not text to be read: controls, soft hyphens that were not taken, marks of direction, joiners of words.
static bool unread(uint32_t cp)
{
    return cp < 0x20 || cp == 0x7F || cp == 0xAD || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || cp == 0x2060 ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || cp == 0xFFFE;
}

static struct str readable(struct pen *p, struct str s)
{
    bool all = true;
    for (size_t i = 0; i < s.n && all;) all = !unread(utf8_next(s, &i));
    if (all) return s;
    struct buf b = buf_in(p->c->arena);
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        if (!unread(utf8_next(s, &i))) buf_add(&b, str_sub(s, start, i));
    }
    return buf_str(&b);
}

// Which piece of a cluster's text each of its glyphs [from, to) stands for, in logical order: a glyph that is what the font
// has for a character takes that one; the others take the rest in order, the last of them all of it. Marks may stand in another
// order than written (HarfBuzz sorts them; canonically they are the same). false: there is no such way.
enum { CLUSTER_MAX = 16 };

static bool share_out(struct pen *p, size_t from, size_t to, struct str text, struct str out[CLUSTER_MAX])
{
    struct str rest[CLUSTER_MAX];
    size_t n = to - from, chars = 0, left = 0, open = 0, next = 0;
    for (size_t at = 0; at < text.n; chars++) {
        size_t start = at;
        if (chars == CLUSTER_MAX) return false;
        utf8_next(text, &at);
        rest[chars] = str_sub(text, start, at);
    }
    if (n > chars) return false;
    left = chars;
    for (size_t i = 0; i < n; i++) {
        out[i] = S("");
        for (size_t k = 0; k < chars && !out[i].n; k++) {
            size_t at = 0;
            if (!rest[k].n || !font_use_nominal(p->use, glyph_at(p->run, from + i)->id, utf8_next(rest[k], &at))) continue;
            out[i] = rest[k];
            rest[k].n = 0;
            left--;
        }
        if (!out[i].n) open++;
    }
    if (open > left || (!open && left) || (out[0].n && out[0].p != text.p)) return false;
    for (size_t i = 0; i < n; i++) {
        if (out[i].n) continue;
        while (!rest[next].n) next++;
        out[i] = rest[next++];
        if (--open) continue;
        for (; next < chars; next++) { // what the last one takes must be in one piece
            if (!rest[next].n) continue;
            if (rest[next].p != out[i].p + out[i].n) return false;
            out[i].n += rest[next].n;
        }
    }
    return out[0].p == text.p;
}

static void show_glyphs(struct pen *p, size_t from, size_t to, const struct str *texts, struct str text)
{
    for (size_t i = from; i < to; i++) {
        const struct glyph *g = glyph_at(p->run, i);
        const struct glyph_use *use = font_use_glyph(p->use, g->id, texts ? texts[i - from] : text);
        if (!g->id || !use) p->c->missing = text;
        if (g->id && use) show(p, g, use);
    }
}

// Glyphs [from, to) in logical order, one cluster.
static void show_cluster(struct pen *p, size_t from, size_t to, struct str text)
{
    struct canvas *c = p->c;
    struct str texts[CLUSTER_MAX] = {text};
    bool shared = to - from == 1 || (to - from <= CLUSTER_MAX && share_out(p, from, to, text, texts)), plain = shared;
    for (size_t i = from; i < to && plain; i++) {
        const struct glyph_use *use = font_use_glyph(p->use, glyph_at(p->run, i)->id, texts[i - from]);
        plain = use && str_eq(use->text, texts[i - from]);
    }
    if (plain || c->open == PDF_ARTIFACT) {
        show_glyphs(p, from, to, shared ? texts : NULL, text);
        return;
    }
    uint32_t el = c->open;
    struct str lang = c->lang;
    close_array(p);
    raise(p, 0);
    new_piece(c, el, lang, text);
    begin_text(p);
    show_glyphs(p, from, to, shared ? texts : NULL, text);
    close_array(p);
    raise(p, 0);
    new_piece(c, el, lang, S(""));
    begin_text(p);
}

static void skip_cluster(struct pen *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        double w = (double)glyph_at(p->run, i)->advance;
        p->left += p->run->rtl ? -w : w;
    }
}

// Behind the cluster that begins with glyph i, in logical order; *to is where its text ends.
static size_t cluster_end(const struct pen *p, size_t i, size_t end, size_t *to)
{
    const struct placed_run *run = p->run;
    size_t from = glyph_at(run, i)->cluster, k = i + 1;
    while (k < run->count && glyph_at(run, k)->cluster == from) k++;
    *to = end;
    if (k < run->count && glyph_at(run, k)->cluster > from && glyph_at(run, k)->cluster < end) *to = glyph_at(run, k)->cluster;
    return k;
}

// Joiners (Persian has them within words) come out of shaping as a blank, or not at all and with their text at a letter beside them.
// They are shown by the font's own glyph, which has no width: so each reader has them where they belong. Amiri draws a bar for it:
// then it is written invisibly (§9.3.6).
static bool joiner(const struct pen *p, uint32_t cp, hb_codepoint_t *id)
{
    return (cp == 0x200C || cp == 0x200D) && hb_font_get_nominal_glyph(p->use->plain, cp, id) &&
           hb_font_get_glyph_h_advance(p->use->plain, *id) == 0;
}

static bool has_outline(hb_font_t *font, hb_codepoint_t id)
{
    hb_glyph_extents_t e;
    return hb_font_get_glyph_extents(font, id, &e) && e.width && e.height;
}

static void text_mode(struct pen *p, const char *mode)
{
    close_array(p);
    buf_addf(&p->c->content, "%s Tr\n", mode);
}

// Shows those that the text begins with; the rest of it.
static struct str show_joiners(struct pen *p, struct str text)
{
    size_t at = 0;
    hb_codepoint_t id;
    while (text.n && joiner(p, utf8_next(text, &at), &id)) {
        struct glyph g = {.id = id};
        const struct glyph_use *use = font_use_glyph(p->use, id, str_sub(text, 0, at));
        bool drawn = has_outline(p->use->plain, id);
        if (use && drawn) text_mode(p, "3");
        if (use) show(p, &g, use);
        if (use && drawn) text_mode(p, "0");
        text = str_sub(text, at, text.n);
        at = 0;
    }
    return text;
}

static size_t without_joiners(const struct pen *p, struct str text) // its length without those at its end
{
    size_t n = text.n;
    hb_codepoint_t id;
    while (n >= 3 && joiner(p, utf8_next(text, &(size_t){n - 3}), &id)) n -= 3;
    return n;
}

static void show_run(struct pen *p)
{
    const struct placed_run *run = p->run;
    size_t end = run->at + run->n < p->text.n ? run->at + run->n : p->text.n;
    for (size_t i = 0, k; i < run->count; i = k) {
        size_t from = glyph_at(run, i)->cluster, to;
        k = cluster_end(p, i, end, &to);
        struct str text = readable(p, str_sub(p->text, from, to));
        if (run->hyphen && k == run->count && from >= end) text = S("\xC2\xAD");
        text = show_joiners(p, text);
        size_t n = without_joiners(p, text);
        if (n)
            show_cluster(p, i, k, str_sub(text, 0, n));
        else
            skip_cluster(p, i, k); // nothing to read, nothing to see
        show_joiners(p, str_sub(text, n, text.n));
    }
    close_array(p);
    raise(p, 0);
}

// A blank that nobody sees between what would else be read as one word: lines broken by force, texts of one element that
// stand below each other.
static void show_blank(struct pen *p, double width)
{
    hb_codepoint_t space;
    if (!hb_font_get_nominal_glyph(p->use->plain, ' ', &space)) return;
    const struct glyph_use *use = font_use_glyph(p->use, space, S(" "));
    if (!use) return;
    double before = p->left, wide = use->width * p->run->size / 1000;
    struct glyph blank = {.id = space, .advance = p->run->rtl ? 0 : (float)wide};
    p->left = p->run->rtl ? width : -wide;
    show(p, &blank, use);
    p->left = before;
}

static struct font_use *use_of(struct canvas *c, const struct font *font)
{
    must(font->index < FONT_COUNT_MAX);
    struct font_use **u = &c->fonts[font->index];
    if (!*u) *u = font_use_new(c->arena, c->file, font);
    must((*u)->font == font);
    c->fonts_used |= (uint64_t)1 << font->index;
    return *u;
}

void canvas_text(struct canvas *c, uint32_t el, uint32_t rgb, double x, double y, struct str text, const struct placed_run *run)
{
    if (!run->count || !(run->size > 0)) return;
    struct pen p = {.c = c, .use = use_of(c, run->font), .run = run, .text = text, .x = x + run->x, .y = c->height - y + run->rise};
    double width = 0;
    p.stretch = run->stretch > 0 ? run->stretch : 1;
    for (size_t i = 0; i < run->count; i++) width += (double)run->glyphs[i].advance;
    if (run->rtl) p.left = width;
    bool foreign = el != PDF_ARTIFACT && run->lang.n && !structure_speaks(c->tree, el, run->lang);
    open_piece(c, el, foreign ? run->lang : S(""));
    set_colour(c, rgb);
    begin_text(&p);
    bool broken = run->at && run->at <= text.n && text.p[run->at - 1] == '\n';
    if (el != PDF_ARTIFACT && (broken || (!run->at && c->ended == el))) show_blank(&p, width);
    show_run(&p);
    c->ended = run->at + run->n >= text.n && !run->hyphen ? el : CLOSED;
    if (el != PDF_ARTIFACT) structure_box(c->tree, el, (double[4]){p.x, p.y - run->size * .25, p.x + width, p.y + run->size * .75});
}
