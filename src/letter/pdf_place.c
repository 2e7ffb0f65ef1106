// Places what the PDF shows on its pages. Greedy from top to bottom: a line goes on the page if it and the notes it refers to fit.
//
//   ┌────────────┐  y grows with what is placed
//   │ text       │
//   │            │  a line whose notes do not fit goes to the next page; on a fresh page
//   │ ───        │  its notes are split instead
//   │ notes      │  notes_height[page], from PAGE_BOTTOM up
//   └────────────┘
//
// No page begins with the last line of a paragraph nor ends with its first.
#include "letter/pdf_page.h"

#include <string.h>
#include "base/arena.h"

enum { NOTE_GAP = 13 }; // between text and notes, the rule in it

struct op *place_op(struct sheet *s, enum op_kind kind)
{
    s->ops = arena_grow(s->a, s->ops, &s->op_cap, s->op_count + 1, sizeof *s->ops);
    struct op *o = &s->ops[s->op_count++];
    *o = (struct op){.kind = (uint8_t)kind, .page = s->page, .y = (float)s->y};
    return o;
}

void place_open(struct sheet *s, enum pdf_kind tag, struct str lang, struct str alt)
{
    struct op *o = place_op(s, OP_OPEN);
    o->tag = (uint8_t)tag;
    o->lang = lang;
    o->alt = alt;
}

void place_close(struct sheet *s)
{
    place_op(s, OP_CLOSE);
}

static double *notes_of(struct sheet *s, uint32_t page)
{
    while (page >= s->page_cap) {
        uint32_t cap = s->page_cap ? s->page_cap * 2 : 16;
        double *more = arena_array(s->a, cap, sizeof *more);
        memset(more, 0, cap * sizeof *more);
        if (s->page_cap) memcpy(more, s->notes_height, s->page_cap * sizeof *more);
        s->notes_height = more;
        s->page_cap = cap;
    }
    return &s->notes_height[page];
}

void place_page(struct sheet *s)
{
    s->page++;
    s->y = PAGE_TOP;
    s->fresh = true;
    notes_of(s, s->page);
}

double place_room(const struct sheet *s)
{
    double notes = s->page < s->page_cap ? s->notes_height[s->page] : 0;
    return PAGE_BOTTOM - notes - s->y;
}

// Baseline of the first line when its top is at y: a quarter of the leading hangs below.
static double baseline(const struct para *p, double y)
{
    return y + p->style.lead * 0.74;
}

void place_lines(struct sheet *s, const struct para *p, double x, double *y, uint32_t rgb)
{
    struct op *o = place_op(s, OP_LINES);
    *o = (struct op){.kind = OP_LINES, .page = s->page, .rgb = rgb, .x = (float)x, .y = (float)baseline(p, *y),
                     .w = (float)p->width, .para = p, .from = 0, .to = (uint32_t)p->line_count};
    *y += (double)p->line_count * p->style.lead;
}

void place_rule(struct sheet *s, double y, double width, double weight, uint32_t rgb)
{
    struct op *o = place_op(s, OP_RULE);
    o->y = (float)y;
    o->w = (float)width;
    o->h = (float)weight;
    o->rgb = rgb;
}

// ---- notes

// The notes that a line refers to first, put into list (bounded); their height.
static double notes_in(struct sheet *s, const struct block *b, uint32_t line, size_t *list, size_t max, size_t *count)
{
    const struct para_line *ln = &b->para->lines[line];
    double height = 0;
    *count = 0;
    for (size_t i = 0; s->notes && i < b->span_count; i++) {
        const struct span *sp = &b->spans[i];
        if (!sp->mark || sp->at < ln->at || sp->at >= ln->at + ln->n) continue;
        const struct mark *m = &s->marks[sp->mark - 1];
        bool seen = !m->fact || s->notes[m->number].placed || *count == max;
        for (size_t k = 0; k < *count && !seen; k++) seen = list[k] == m->number;
        if (seen) continue;
        list[(*count)++] = m->number;
        height += s->notes[m->number].height;
    }
    return height;
}

static void add_part(struct sheet *s, size_t note, uint32_t page, uint32_t from, uint32_t to)
{
    double *h = notes_of(s, page), lead = s->notes[note].text->style.lead;
    if (*h == 0) *h = NOTE_GAP;
    s->parts = arena_grow(s->a, s->parts, &s->part_cap, s->part_count + 1, sizeof *s->parts);
    s->parts[s->part_count++] = (struct note_part){.note = note, .page = page, .from = from, .to = to, .y = *h};
    *h += (to - from) * lead + (to == s->notes[note].text->line_count ? 2 : 0);
}

// The notes of a line that goes on this page below y; what does not fit goes to the pages after.
static void put_notes(struct sheet *s, const size_t *list, size_t count, double y)
{
    uint32_t page = s->page;
    for (size_t i = 0; i < count; i++) {
        struct note *n = &s->notes[list[i]];
        uint32_t lines = (uint32_t)n->text->line_count;
        n->placed = true;
        for (uint32_t from = 0; from < lines;) {
            double used = *notes_of(s, page);
            double room = PAGE_BOTTOM - (used == 0 ? NOTE_GAP : used) - (page == s->page ? y : PAGE_TOP + PAGE_HEIGHT * 0.2);
            uint32_t fit = room <= 0 ? 0 : (uint32_t)(room / n->text->style.lead);
            if (fit > lines - from) fit = lines - from;
            if (fit) add_part(s, list[i], page, from, from + fit);
            from += fit;
            if (from < lines) page++;
        }
    }
}

// ---- a paragraph

enum { LINE_NOTES = 64 };

// How many lines of b from `from` on fit on this page.
static uint32_t lines_fitting(struct sheet *s, const struct block *b, uint32_t from)
{
    double y = s->y, notes = *notes_of(s, s->page), lead = b->para->style.lead;
    uint32_t i = from;
    for (; i < b->para->line_count; i++) {
        size_t list[LINE_NOTES], count;
        double h = notes_in(s, b, i, list, LINE_NOTES, &count);
        double with = notes + h + (notes == 0 && h > 0 ? NOTE_GAP : 0);
        if (y + lead > PAGE_BOTTOM - with + 0.01) break;
        y += lead;
        notes = with;
    }
    return i;
}

static uint32_t page_break(struct sheet *s, const struct block *b, uint32_t from)
{
    uint32_t end = lines_fitting(s, b, from), all = (uint32_t)b->para->line_count;
    if (end < all && all > 1) {
        if (all - end == 1 && end > from) end--;   // no last line alone on the next page
        if (end > from + 2 && b->para->lines[end - 1].divided) end--; // no divided word at the foot of a page
        if (end - from == 1 && from == 0) end = 0; // no first line alone on this one
    }
    if (end <= from) end = s->fresh ? from + 1 : from; // a page takes at least one line
    return end;
}

static void put_lines(struct sheet *s, const struct block *b, uint32_t from, uint32_t to)
{
    const struct para *p = b->para;
    for (uint32_t i = from; i < to; i++) {
        size_t list[LINE_NOTES], count;
        if (notes_in(s, b, i, list, LINE_NOTES, &count) > 0)
            put_notes(s, list, count, s->y + (i + 1 - from) * p->style.lead);
    }
    struct op *o = place_op(s, OP_LINES);
    *o = (struct op){.kind = OP_LINES, .page = s->page, .rgb = b->rgb, .x = (float)b->x, .y = (float)baseline(p, s->y),
                     .w = (float)p->width, .para = p, .from = from, .to = to};
    s->y += (to - from) * p->style.lead;
    s->fresh = false;
}

void place_label(struct sheet *s, const struct para *label, double x)
{
    double y = s->y;
    place_open(s, PDF_LBL, (struct str){0}, (struct str){0});
    place_lines(s, label, x, &y, INK);
    place_close(s);
    place_open(s, PDF_LBODY, (struct str){0}, (struct str){0});
}

void place_block(struct sheet *s, const struct block *b)
{
    uint32_t all = (uint32_t)b->para->line_count;
    double ask = b->para->style.lead * (b->keep ? all + 3 : 1);
    if (!s->fresh) s->y += b->before;
    if (!s->fresh && place_room(s) < ask) place_page(s);
    if (page_break(s, b, 0) == 0) place_page(s);
    if (b->label) place_label(s, b->label, b->label_x);
    place_open(s, b->tag, b->lang, (struct str){0});
    for (uint32_t from = 0; from < all;) {
        uint32_t to = page_break(s, b, from);
        if (to > from) put_lines(s, b, from, to);
        from = to;
        if (from < all) place_page(s);
    }
    place_close(s);
    s->y += b->after;
}

// ---- columns

// The first entry behind those that go, from `from` on, into columns of this height.
static size_t columns_take(const struct entry *e, size_t count, size_t from, unsigned columns, double height)
{
    for (unsigned c = 0; c < columns; c++)
        for (double used = 0; from < count && used + e[from].height <= height + 0.01; from++) used += e[from].height;
    return from;
}

static void put_entry(struct sheet *s, const struct entry *e, double x, double y)
{
    place_open(s, PDF_LI, (struct str){0}, (struct str){0});
    place_open(s, PDF_LBODY, (struct str){0}, (struct str){0});
    for (size_t i = 0; i < e->count; i++) place_lines(s, e->lines[i], x, &y, e->rgb[i]);
    place_close(s);
    place_close(s);
}

void place_columns(struct sheet *s, const struct entry *e, size_t count, unsigned columns, double width, double gap)
{
    place_open(s, PDF_L, (struct str){0}, (struct str){0});
    for (size_t i = 0; i < count;) {
        double height = place_room(s);
        size_t end = columns_take(e, count, i, columns, height);
        if (end == i && !s->fresh) {
            place_page(s);
            continue;
        }
        if (end == count) { // the last ones: the least height that takes them
            double low = 0;
            for (int k = 0; k < 20; k++) {
                double mid = (low + height) / 2;
                if (columns_take(e, count, i, columns, mid) == count)
                    height = mid;
                else
                    low = mid;
            }
        }
        double lowest = s->y;
        for (unsigned c = 0; c < columns && i < count; c++) {
            double y = s->y;
            bool first = true; // an entry taller than a page is put all the same
            for (; i < count && (y - s->y + e[i].height <= height + 0.01 || (first && end == i)); i++, first = false) {
                put_entry(s, &e[i], c * (width + gap), y);
                y += e[i].height;
                if (first && end == i) end++;
            }
            if (y > lowest) lowest = y;
        }
        s->y = lowest;
        s->fresh = false;
        if (i < count) place_page(s);
    }
    place_close(s);
}
