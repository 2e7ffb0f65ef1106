// Draws what was placed: page by page, operation by operation, links where spans have marks, notes when their reference is drawn.
#include "letter/pdf_page.h"

#include <qrencode.h>
#include "base/arena.h"
#include "lang/write.h"

enum { OPEN_MAX = 4096 };

struct drawing {
    struct sheet *s;
    pdf_el open[OPEN_MAX]; // the elements around what is drawn
    size_t depth;
    size_t part; // the next of the notes' parts that may have been left over from the page before
};

static double across(const struct sheet *s, double x, double width)
{
    return s->rtl ? PAGE_WIDTH - PAGE_START - x - width : PAGE_START + x;
}

static pdf_el top(const struct drawing *d)
{
    return d->depth ? d->open[(d->depth < OPEN_MAX ? d->depth : OPEN_MAX) - 1] : 0;
}

static void push(struct drawing *d, pdf_el e)
{
    if (d->depth < OPEN_MAX) d->open[d->depth] = e;
    d->depth++;
}

// ---- text

static void draw_note(struct drawing *d, size_t number, pdf_el parent);

struct linked { // the runs of one mark that stand together on a line
    struct mark *m;
    double x0, x1;
};

static void end_link(struct drawing *d, const struct linked *k, const struct para *p, double y, pdf_el parent)
{
    struct sheet *s = d->s;
    if (!k->m || k->x1 <= k->x0) return;
    double size = p->style.size;
    pdf_link(s->pdf, k->m->element, k->x0, y - size * .8, k->x1 - k->x0, size * 1.05, k->m->fact ? (struct str){0} : k->m->uri,
             k->m->fact ? s->fact_at[k->m->number] : 0, k->m->words);
    if (!k->m->fact) pdf_line(s->pdf, ACCENT, k->x0, y + size * .16, k->x1, y + size * .16, size * .035);
    if (k->m->fact && s->notes) draw_note(d, k->m->number, parent);
}

static void begin_link(struct sheet *s, struct mark *m, pdf_el parent)
{
    if (m->element) return; // goes on from the line before
    if (m->fact) parent = pdf_element(s->pdf, parent, PDF_REFERENCE, (struct str){0}, (struct str){0});
    m->element = pdf_element(s->pdf, parent, PDF_LINK, (struct str){0}, (struct str){0});
}

// A line whose width begins at x and whose baseline is y.
static void draw_line(struct drawing *d, const struct para *p, size_t line, double x, double y, uint32_t rgb, pdf_el el)
{
    struct sheet *s = d->s;
    struct placed_run *runs;
    struct linked k = {0};
    struct arena *a = s->a;
    size_t n = para_runs(s->setter, a, p, line, &runs);
    for (size_t i = 0; i < n; i++) {
        struct mark *m = runs[i].mark && el != PDF_ARTIFACT ? &s->marks[runs[i].mark - 1] : NULL;
        if (m != k.m) {
            end_link(d, &k, p, y, el);
            k = (struct linked){.m = m, .x0 = x + runs[i].x, .x1 = x + runs[i].x};
            if (m) begin_link(s, m, el);
        }
        double x0 = x + runs[i].x, x1 = x0 + runs[i].width;
        if (x0 < k.x0) k.x0 = x0;
        if (x1 > k.x1) k.x1 = x1;
        pdf_text(s->pdf, m ? m->element : el, m ? ACCENT : rgb, x, y, &p->text, &runs[i]);
    }
    end_link(d, &k, p, y, el);
}

static void draw_lines(struct drawing *d, const struct para *p, uint32_t from, uint32_t to, double x, double y, uint32_t rgb, pdf_el el)
{
    for (uint32_t i = from; i < to; i++, y += p->style.lead) draw_line(d, p, i, x, y, rgb, el);
}

// ---- notes

static double notes_top(const struct sheet *s, size_t page)
{
    return PAGE_BOTTOM - s->notes_height[page];
}

static void draw_part(struct drawing *d, const struct note_part *part)
{
    struct sheet *s = d->s;
    struct note *n = &s->notes[part->note];
    double y = notes_top(s, part->page) + part->y + n->text->style.lead * .74, indent = n->label->width;
    if (part->from == 0) {
        pdf_el label = pdf_element(s->pdf, n->element, PDF_LBL, (struct str){0}, (struct str){0});
        pdf_dest_here(s->pdf, s->fact_at[part->note], across(s, 0, 0), y - 9);
        draw_lines(d, n->label, 0, 1, across(s, 0, indent), y, ACCENT, label);
    }
    draw_lines(d, n->text, part->from, part->to, across(s, indent, n->text->width), y, INK, n->element);
}

// The parts of the note on this page. Its element stands behind the reference.
static void draw_note(struct drawing *d, size_t number, pdf_el parent)
{
    struct sheet *s = d->s;
    struct note *n = &s->notes[number];
    if (n->element) return;
    n->element = pdf_element(s->pdf, parent, PDF_NOTE, (struct str){0}, (struct str){0});
    uint32_t page = (uint32_t)pdf_page_count(s->pdf) - 1;
    for (size_t i = 0; i < s->part_count; i++)
        if (s->parts[i].note == number && s->parts[i].page == page) draw_part(d, &s->parts[i]);
}

// ---- pages

static void draw_footer(struct drawing *d, size_t page, size_t pages)
{
    static const struct para_style style = {.role = FONT_LABEL, .size = 7, .lead = 9, .tracking = .1};
    struct para_style end = style;
    struct sheet *s = d->s;
    end.align = s->rtl ? PARA_START : PARA_END;
    end.dir = DIR_LTR;
    struct str number = strf(s->a, "%zu / %zu", page + 1, pages);
    struct para *left = para_set(s->setter, s->a, s->short_title, NULL, 0, s->l->head.lang, &style, PAGE_MEASURE - 60);
    struct para *right = para_set(s->setter, s->a, number, NULL, 0, S("en"), &end, 60);
    draw_lines(d, left, 0, 1, across(s, 0, left->width), PAGE_HEIGHT - 40, GREY, PDF_ARTIFACT);
    draw_lines(d, right, 0, 1, across(s, PAGE_MEASURE - 60, 60), PAGE_HEIGHT - 40, GREY, PDF_ARTIFACT);
}

static void begin_page(struct drawing *d, size_t page)
{
    struct sheet *s = d->s;
    pdf_page(s->pdf, PAGE_WIDTH, PAGE_HEIGHT);
    if (page >= s->page_cap || s->notes_height[page] == 0) return;
    double x = across(s, 0, 64), y = notes_top(s, page) + 5;
    pdf_line(s->pdf, HAIRLINE, x, y, x + 64, y, .5);
    for (size_t i = 0; i < s->part_count; i++) // what the page before left over
        if (s->parts[i].page == page && s->notes[s->parts[i].note].element) draw_part(d, &s->parts[i]);
}

static bool draw_qr(struct sheet *s, const struct op *o, pdf_el el, struct err *err)
{
    QRcode *q = QRcode_encodeString8bit(str_c(s->a, o->lang), 0, QR_ECLEVEL_M);
    if (!q) return err_set(err, ERR_INPUT, "the address of the letter is too long for a QR code: %.*s", STR(str_sub(o->lang, 0, 80)));
    size_t w = (size_t)q->width, n = 0;
    double m = (double)o->w / (double)w, x = across(s, (double)o->x, (double)o->w);
    double(*r)[4] = arena_array(s->a, w * w, sizeof *r);
    for (size_t row = 0; row < w; row++) {
        for (size_t c = 0; c < w; c++) {
            size_t from = c;
            while (c < w && q->data[row * w + c] & 1) c++;
            if (c > from) {
                double one[4] = {x + (double)from * m, (double)o->y + (double)row * m, (double)(c - from) * m, m};
                for (int k = 0; k < 4; k++) r[n][k] = one[k];
                n++;
            }
        }
    }
    QRcode_free(q);
    pdf_rects(s->pdf, el, INK, r, n);
    return true;
}

static bool draw_op(struct drawing *d, const struct op *o, struct err *err)
{
    struct sheet *s = d->s;
    double x = across(s, (double)o->x, (double)o->w), y = (double)o->y;
    switch ((enum op_kind)o->kind) {
    case OP_OPEN: push(d, o->element ? o->element : pdf_element(s->pdf, top(d), (enum pdf_kind)o->tag, o->lang, o->alt)); break;
    case OP_CLOSE: d->depth--; break;
    case OP_LINES: draw_lines(d, o->para, o->from, o->to, x, y, o->rgb, top(d)); break;
    case OP_RULE: pdf_line(s->pdf, o->rgb, x, y, x + (double)o->w, y, (double)o->h); break;
    case OP_PICTURE: return pdf_picture(s->pdf, top(d), s->l->picture, x, y, (double)o->w, (double)o->h, err);
    case OP_QR: return draw_qr(s, o, top(d), err);
    case OP_HERE: pdf_dest_here(s->pdf, o->dest, across(s, 0, 0), y); break;
    }
    return true;
}

bool sheet_draw(struct sheet *s, struct err *err)
{
    struct drawing *d = arena_alloc(s->a, sizeof *d);
    size_t pages = s->page + 1, drawn = 0;
    for (size_t i = 0; i < s->part_count; i++)
        if (s->parts[i].page >= pages) pages = s->parts[i].page + 1; // a last note that goes on behind the text
    d->s = s;
    begin_page(d, 0);
    for (size_t i = 0; i < s->op_count; i++) {
        for (; drawn < s->ops[i].page; begin_page(d, ++drawn)) draw_footer(d, drawn, pages);
        if (!draw_op(d, &s->ops[i], err)) return false;
    }
    for (; drawn + 1 < pages; begin_page(d, ++drawn)) draw_footer(d, drawn, pages);
    draw_footer(d, drawn, pages);
    return true;
}
