// The letter's body for the PDF: every block of the CommonMark tree becomes a paragraph with spans; lists and quotations nest.
#include "letter/pdf_page.h"

#include <string.h>
#include "base/arena.h"

enum { LABEL_WIDTH = 16, DEEPEST = 6 }; // further nesting keeps this indent

static const struct para_style body_style = {.size = 11.3, .lead = 15.6, .align = PARA_JUSTIFY, .hyphenate = true};
static const struct para_style code_style = {.size = 10, .lead = 13.6, .align = PARA_START};
static const struct para_style heading_style = {.size = 13.5, .lead = 17.6, .bold = true, .align = PARA_BALANCE};
static const double TIGHT = 1.6; // points between the items of a tight list
static const struct para_style label_style = {.size = 11.3, .lead = 15.6, .align = PARA_START};

uint32_t sheet_mark(struct sheet *s, struct mark m)
{
    s->marks = arena_grow(s->a, s->marks, &s->mark_cap, s->mark_count + 1, sizeof *s->marks);
    s->marks[s->mark_count++] = m;
    return (uint32_t)s->mark_count;
}

struct text text_in(struct arena *a)
{
    return (struct text){.b = buf_in(a)};
}

size_t text_open(struct text *t, unsigned style, uint32_t mark)
{
    t->spans = arena_grow(t->b.arena, t->spans, &t->cap, t->count + 1, sizeof *t->spans);
    t->spans[t->count] = (struct span){.at = t->b.n, .style = style, .mark = mark};
    return t->count++;
}

void text_close(struct text *t, size_t span)
{
    t->spans[span].n = t->b.n - t->spans[span].at;
}

void text_add(struct text *t, struct str words, unsigned style, uint32_t mark)
{
    size_t span = text_open(t, style, mark);
    buf_add(&t->b, words);
    text_close(t, span);
}

// Has a character that is written from right to left (UAX #9: R, AL).
static bool runs_left(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        if ((cp >= 0x590 && cp < 0x900) || (cp >= 0xFB1D && cp < 0xFF00) || (cp >= 0x10800 && cp < 0x11000) || (cp >= 0x1E800 && cp < 0x1F000)) return true;
    }
    return false;
}

struct str sheet_apart(const struct sheet *s, struct str text)
{
    return s->rtl && text.n ? strf(s->a, "\u2068%.*s\u2069", STR(text)) : text;
}

struct para_style sheet_style(const struct sheet *s, const struct para_style *style, struct str text)
{
    struct para_style own = *style;
    bool left = runs_left(text);
    if (s->rtl) own.lead *= 1.12;
    bool start = style->align == PARA_START, end = style->align == PARA_END;
    if (s->rtl) own.dir = left ? DIR_RTL : DIR_LTR; // not by the first word: many begin with a name in Latin letters
    if (!s->rtl && end && left) own.dir = DIR_LTR;
    if (left != s->rtl && start) own.align = PARA_END;
    if (!left && s->rtl && end) own.align = PARA_START;
    return own;
}

struct para *sheet_para(struct sheet *s, struct str text, const struct para_style *style, double width)
{
    struct para_style own = sheet_style(s, style, text);
    return para_set(s->setter, s->a, text, NULL, 0, s->l->head.lang, &own, width);
}

struct block sheet_block(struct sheet *s, const struct text *t, struct str lang, const struct para_style *style, double x, double width)
{
    struct para_style own = sheet_style(s, style, buf_str(&t->b));
    return (struct block){.para = para_set(s->setter, s->a, buf_str(&t->b), t->spans, t->count, lang, &own, width),
                          .spans = t->spans, .span_count = t->count, .rgb = INK, .tag = PDF_P, .x = x};
}

// ---- inline

static struct str plain(struct arena *a, struct str s)
{
    return s.n > 300 ? strf(a, "%.*s…", STR(str_sub(s, 0, 300))) : s;
}

static bool source_address(struct sheet *s, const struct claim *c, struct str *out, struct err *err)
{
    struct citation cite = {0};
    for (size_t i = 0; i < c->rests_on.n && !cite.url.n; i++)
        if (!letter_citation(s->v, &c->rests_on.v[i], &cite, err)) return false;
    *out = cite.url;
    return true;
}

static uint32_t link_mark(struct sheet *s, cmark_node *n, struct str uri)
{
    struct str words = node_plain(s->a, n);
    return sheet_mark(s, (struct mark){.uri = uri, .words = strf(s->a, "%.*s: %.*s", STR(plain(s->a, words)), STR(plain(s->a, uri)))});
}

// An address that a reader may follow.
static bool followed(struct str uri)
{
    return str_starts(uri, S("https://")) || str_starts(uri, S("http://")) || str_starts(uri, S("mailto:"));
}

static bool link_enter(struct sheet *s, struct text *t, cmark_node *n, struct err *err)
{
    const struct claim *c = letter_claim_of(s->l, n);
    struct str uri = str_of(cmark_node_get_url(n));
    if (c) {
        uri = (struct str){0};
        if (s->l->head.annex == ANNEX_LINKS && !source_address(s, c, &uri, err)) return false;
    }
    text_open(t, 0, followed(uri) ? link_mark(s, n, uri) : 0);
    return true;
}

// The number of the fact behind its claim; in English behind the full stop or comma that follows, elsewhere before it.
static void link_exit(struct sheet *s, struct text *t, cmark_node *n)
{
    const struct claim *c = letter_claim_of(s->l, n);
    if (!c || s->l->head.annex == ANNEX_NONE || s->l->head.annex == ANNEX_LINKS) return;
    cmark_node *next = cmark_node_next(n);
    struct str rest = next && cmark_node_get_type(next) == CMARK_NODE_TEXT ? str_of(cmark_node_get_literal(next)) : (struct str){0};
    if (rest.n && strchr(",.;:", rest.p[0]) && str_starts(s->l->head.lang, S("en"))) {
        buf_addc(&t->b, rest.p[0]);
        t->ahead = 1;
    }
    uint32_t mark = sheet_mark(s, (struct mark){.fact = true, .number = c->number, .words = plain(s->a, c->finding)});
    buf_add(&t->b, S("\xE2\x81\xA0")); // a word joiner: the number never begins a line
    if (s->rtl) buf_add(&t->b, S("\xE2\x80\x8F")); // nor stands on the wrong side of a name in Latin letters
    text_add(t, strf(s->a, "%zu", c->number), SPAN_RAISED, mark);
}

// The span that was opened last and is still open.
static void close_last(struct text *t, size_t *open, size_t *depth)
{
    if (*depth) text_close(t, open[--*depth]);
}

enum { INLINE_DEPTH = 64 };

// The text of a leaf block. Nesting deeper than INLINE_DEPTH is set without its style.
static bool inline_text(struct sheet *s, cmark_node *block, struct text *t, struct err *err)
{
    size_t open[INLINE_DEPTH], depth = 0, over = 0;
    bool good = true;
    cmark_iter *it = cmark_iter_new(block);
    for (cmark_event_type e; good && (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        bool enter = e == CMARK_EVENT_ENTER;
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_TEXT:
            buf_add(&t->b, str_sub(str_of(cmark_node_get_literal(n)), t->ahead, SIZE_MAX));
            t->ahead = 0;
            break;
        case CMARK_NODE_CODE: text_add(t, str_of(cmark_node_get_literal(n)), SPAN_CODE, 0); break;
        case CMARK_NODE_SOFTBREAK: buf_addc(&t->b, ' '); break;
        case CMARK_NODE_LINEBREAK: buf_addc(&t->b, '\n'); break;
        case CMARK_NODE_EMPH:
        case CMARK_NODE_STRONG:
        case CMARK_NODE_LINK: {
            bool link = cmark_node_get_type(n) == CMARK_NODE_LINK;
            if (enter && depth == INLINE_DEPTH) {
                over++;
            } else if (enter) {
                size_t at = t->count;
                if (link)
                    good = link_enter(s, t, n, err);
                else
                    text_open(t, cmark_node_get_type(n) == CMARK_NODE_EMPH ? SPAN_ITALIC : SPAN_BOLD, 0);
                open[depth++] = at;
            } else {
                if (over)
                    over--;
                else
                    close_last(t, open, &depth);
                if (link) link_exit(s, t, n);
            }
            break;
        }
        default: break;
        }
    }
    cmark_iter_free(it);
    return good;
}

// ---- blocks

struct nest {
    double x, right; // what is kept free at either side
    size_t depth;
};

static struct para *label_para(struct sheet *s, cmark_node *item)
{
    struct para_style own = label_style;
    cmark_node *list = cmark_node_parent(item);
    struct str label = S("•");
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        int n = cmark_node_get_list_start(list);
        for (cmark_node *p = cmark_node_previous(item); p; p = cmark_node_previous(p)) n++;
        label = strf(s->a, "%d.", n);
    }
    own.dir = s->rtl ? DIR_RTL : DIR_LTR;
    if (s->rtl) own.lead *= 1.12;
    return para_set(s->setter, s->a, label, NULL, 0, s->l->head.lang, &own, LABEL_WIDTH);
}

// Items of a list that is written without blank lines stand close together.
static double after_leaf(cmark_node *n)
{
    cmark_node *item = cmark_node_parent(n), *list = item ? cmark_node_parent(item) : NULL;
    bool close = item && cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(list);
    bool inner = cmark_node_next(n) || (item && cmark_node_next(item));
    return close && inner ? TIGHT : 6.2;
}

static bool leaf(struct sheet *s, cmark_node *n, struct nest nest, cmark_node *item, struct err *err)
{
    double x = nest.x;
    cmark_node_type type = cmark_node_get_type(n);
    const struct para_style *style = type == CMARK_NODE_HEADING ? &heading_style : type == CMARK_NODE_CODE_BLOCK ? &code_style : &body_style;
    struct text t = text_in(s->a);
    if (type == CMARK_NODE_CODE_BLOCK)
        text_add(&t, str_trim(str_of(cmark_node_get_literal(n))), SPAN_CODE, 0);
    else if (!inline_text(s, n, &t, err))
        return false;
    struct block b = sheet_block(s, &t, s->l->head.lang, style, x, PAGE_MEASURE - x - nest.right);
    b.after = after_leaf(n);
    if (type == CMARK_NODE_HEADING) {
        b.tag = PDF_H2;
        b.before = 10;
        b.after = 4;
        b.keep = true;
    }
    if (type == CMARK_NODE_CODE_BLOCK) b.tag = PDF_CODE;
    if (item) {
        b.label = label_para(s, item);
        b.label_x = x - LABEL_WIDTH;
    }
    if (type == CMARK_NODE_HEADING) { // bookmarks lead to it
        pdf_dest d = pdf_dest_new(s->pdf);
        if (place_room(s) < b.before + b.para->style.lead * (double)(b.para->line_count + 3)) place_page(s);
        place_op(s, OP_HERE)->dest = d;
        pdf_outline(s->pdf, 1, node_plain(s->a, n), d);
    }
    place_block(s, &b);
    return true;
}

static bool is_leaf(cmark_node *n)
{
    cmark_node_type t = n ? cmark_node_get_type(n) : CMARK_NODE_NONE;
    return t == CMARK_NODE_PARAGRAPH || t == CMARK_NODE_HEADING || t == CMARK_NODE_CODE_BLOCK;
}

// The label of an item that does not begin with a paragraph.
static void bare_label(struct sheet *s, cmark_node *item, double x)
{
    if (place_room(s) < 2 * label_style.lead) place_page(s);
    place_label(s, label_para(s, item), x - LABEL_WIDTH);
    if (!cmark_node_first_child(item)) s->y += label_style.lead + TIGHT;
}

static void thematic_break(struct sheet *s)
{
    if (place_room(s) < 24) place_page(s);
    place_rule(s, s->y + 6, 64, .5, HAIRLINE);
    s->y += 16;
}

// Blocks below `parent`, without recursion beyond the tree's own depth: the parser bounds that.
static bool children(struct sheet *s, cmark_node *parent, struct nest nest, struct err *err)
{
    double step = nest.depth < DEEPEST ? 18 : 0;
    bool first = true;
    for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n), first = false) {
        struct nest in = {.x = nest.x + step, .right = nest.right, .depth = nest.depth + 1};
        cmark_node *item = first && cmark_node_get_type(parent) == CMARK_NODE_ITEM ? parent : NULL;
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_LIST:
            place_open(s, PDF_L, (struct str){0}, (struct str){0});
            if (!children(s, n, in, err)) return false;
            place_close(s);
            s->y += 2;
            break;
        case CMARK_NODE_ITEM:
            place_open(s, PDF_LI, (struct str){0}, (struct str){0});
            if (!is_leaf(cmark_node_first_child(n))) bare_label(s, n, nest.x);
            if (!children(s, n, nest, err)) return false;
            place_close(s); // the item's body
            place_close(s);
            break;
        case CMARK_NODE_BLOCK_QUOTE:
            place_open(s, PDF_BLOCK_QUOTE, (struct str){0}, (struct str){0});
            in.right += step;
            if (!children(s, n, in, err)) return false;
            place_close(s);
            break;
        case CMARK_NODE_THEMATIC_BREAK: thematic_break(s); break;
        default:
            if (!leaf(s, n, nest, item, err)) return false;
        }
    }
    return true;
}

bool body_place(struct sheet *s, struct err *err)
{
    return children(s, s->l->body, (struct nest){0}, err);
}
