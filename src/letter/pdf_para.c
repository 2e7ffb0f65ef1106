// Paragraphs: text → lines → placed glyphs (pdf_para.h). The steps are in pdf_item (runs), pdf_shape (words), pdf_break (where a
// line may end) and pdf_fit (where it does).
//
// What is kept of a paragraph are its runs, its pieces and its lines; glyphs stay with the words, which all paragraphs share. Short
// paragraphs without spans (a role, a country) are kept whole and found again.
#include "letter/pdf_para.h"

#include <linebreak.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "letter/pdf_break.h"

enum { KNOWN_TEXT = 96 }; // bytes: longer paragraphs are not looked for
static const double LOOSE = 3.2, LOOSE_UNHYPHENATED = 2.4; // justified lines with wider blanks (times their width) are set ragged

struct set_line {
    bool filled;
    float stretch; // of the letters
};

struct para_impl {
    struct run *runs;
    struct piece *pieces;
    size_t run_count, piece_count;
    struct set_line *lines;
    double tracking;
};

struct known {
    struct known *next;
    uint32_t hash;
    struct str text, lang;
    struct para para;
};

struct setter *setter_new(struct arena *a, struct fonts *f)
{
    struct setter *s = arena_alloc(a, sizeof *s);
    s->arena = arena_new();
    s->scratch = arena_new();
    s->fonts = f;
    s->buffer = hb_buffer_create();
    s->last_hb_lang = HB_LANGUAGE_INVALID;
    init_linebreak(); // fills an index with what it always is
    return s;
}

void setter_free(struct setter *s)
{
    if (!s) return;
    hb_buffer_destroy(s->buffer);
    arena_free(s->scratch);
    arena_free(s->arena);
}

size_t setter_missing(const struct setter *s, const struct missing **out)
{
    *out = s->missing;
    return s->missing_count;
}

static double natural_width(const struct para *p)
{
    double w = 0;
    for (size_t i = 0; i < p->impl->piece_count; i++) {
        const struct piece *q = &p->impl->pieces[i];
        w += word_width(q->word, &p->impl->runs[q->run], p->impl->tracking);
    }
    return w;
}

static void one_line(struct arena *a, struct para *p, double width)
{
    p->lines = arena_alloc(a, sizeof *p->lines);
    p->impl->lines = arena_alloc(a, sizeof *p->impl->lines);
    p->line_count = 1;
    p->lines[0] = (struct para_line){.n = p->text.n, .width = width};
}

static size_t choose(struct setter *s, const struct para *p, struct str lang, struct fit *fit, uint32_t **ends)
{
    const struct para_style *st = &p->style;
    struct para_impl *m = p->impl;
    struct measured text = {.text = p->text, .style = st, .lang = lang, .runs = m->runs, .run_count = m->run_count,
                            .pieces = m->pieces, .piece_count = m->piece_count, .width = p->width, .rtl = p->rtl};
    struct brk *breaks = NULL;
    size_t count = breaks_of(s, s->scratch, &text, st->hyphenate && st->align != PARA_BALANCE, &breaks);
    *fit = (struct fit){.breaks = breaks, .count = count, .width = p->width, .size = st->size, .hyphens = true};
    fit->mode = st->align == PARA_JUSTIFY ? FIT_JUSTIFIED : st->align == PARA_BALANCE ? FIT_BALANCED : FIT_RAGGED;
    size_t lines = fit_lines(s->scratch, fit, ends);
    if (fit->mode == FIT_JUSTIFIED) {
        bool hyphens = false;
        for (size_t i = 0; i < count && !hyphens; i++) hyphens = breaks[i].kind == BRK_HYPHEN;
        if (fit_loosest(fit, *ends, lines) > (hyphens ? LOOSE : LOOSE_UNHYPHENATED)) {
            fit->mode = FIT_RAGGED;
            lines = fit_lines(s->scratch, fit, ends);
        }
    }
    return lines;
}

static void many_lines(struct setter *s, struct arena *a, struct para *p, struct str lang)
{
    struct fit fit;
    uint32_t *ends = NULL;
    size_t n = choose(s, p, lang, &fit, &ends);
    const struct brk *breaks = fit.breaks;
    p->line_count = n;
    p->lines = arena_array(a, n, sizeof *p->lines);
    p->impl->lines = arena_array(a, n, sizeof *p->impl->lines);
    for (size_t i = 0; i < n; i++) {
        const struct brk *from = i ? &breaks[ends[i - 1]] : NULL, *to = &breaks[ends[i]];
        size_t at = from ? from->at : 0;
        double natural = to->end - (from ? from->next : 0) + (double)to->hyphen;
        bool fill = fit.mode == FIT_JUSTIFIED && (to->kind != BRK_FORCED || natural > p->width);
        p->impl->lines[i] = (struct set_line){fill, fill ? (float)fit_letters(&fit, i ? ends[i - 1] : UINT32_MAX, ends[i]) : 1};
        p->lines[i] = (struct para_line){at, to->at - at, fill ? p->width + (double)to->hang : natural, to->kind == BRK_HYPHEN};
    }
}

static struct para *set(struct setter *s, struct arena *a, struct str text, struct spans spans, struct str lang,
                        const struct para_style *style, double width)
{
    struct para *p = arena_alloc(a, sizeof *p);
    struct levels levels = bidi_levels(s->scratch, text, style->dir);
    *p = (struct para){.text = text, .style = *style, .width = width, .rtl = levels.rtl, .impl = arena_alloc(a, sizeof *p->impl)};
    p->impl->tracking = style->tracking;
    p->impl->run_count = runs_of(s, s->scratch, text, spans, lang, style, &levels, &p->impl->runs);
    p->impl->piece_count = pieces_of(s, s->scratch, text, p->impl->runs, p->impl->run_count, &p->impl->pieces);
    double natural = natural_width(p);
    if (p->impl->piece_count == 0 || (natural <= width && !memchr(text.p, '\n', text.n)))
        one_line(a, p, natural);
    else
        many_lines(s, a, p, lang);
    struct run *runs = arena_array(a, p->impl->run_count, sizeof *runs); // out of the scratch
    struct piece *pieces = arena_array(a, p->impl->piece_count, sizeof *pieces);
    if (p->impl->run_count) memcpy(runs, p->impl->runs, p->impl->run_count * sizeof *runs);
    if (p->impl->piece_count) memcpy(pieces, p->impl->pieces, p->impl->piece_count * sizeof *pieces);
    p->impl->runs = runs;
    p->impl->pieces = pieces;
    arena_reset(s->scratch);
    return p;
}

static bool same_style(const struct para_style *a, const struct para_style *b)
{
    return a->role == b->role && a->bold == b->bold && a->italic == b->italic && a->small_caps == b->small_caps && a->caps == b->caps &&
           a->size == b->size && a->lead == b->lead && a->tracking == b->tracking && a->align == b->align && a->dir == b->dir &&
           a->hyphenate == b->hyphenate;
}

static void known_grow(struct setter *s)
{
    size_t slots = s->known_slots ? s->known_slots * 4 : 256;
    struct known **all = arena_array(s->arena, slots, sizeof(struct known *));
    for (size_t i = 0; i < s->known_slots; i++)
        for (struct known *k = s->known[i], *next; k; k = next) {
            next = k->next;
            k->next = all[k->hash & (slots - 1)];
            all[k->hash & (slots - 1)] = k;
        }
    s->known = all;
    s->known_slots = slots;
}

static const struct para *known_para(struct setter *s, struct str text, struct str lang, const struct para_style *style, double width)
{
    uint32_t hash = text_hash(text_hash((uint32_t)style->bold << 1 | (uint32_t)style->italic, lang), text);
    if (s->known_count >= s->known_slots) known_grow(s);
    struct known **slot = &s->known[hash & (s->known_slots - 1)];
    for (struct known *k = *slot; k; k = k->next)
        if (k->hash == hash && str_eq(k->text, text) && str_eq(k->lang, lang) && k->para.width == width && same_style(&k->para.style, style))
            return &k->para;
    struct known *k = arena_alloc(s->arena, sizeof *k);
    *k = (struct known){.next = *slot, .hash = hash, .text = str_dup(s->arena, text), .lang = str_dup(s->arena, lang)};
    k->para = *set(s, s->arena, k->text, (struct spans){0}, k->lang, style, width);
    *slot = k;
    s->known_count++;
    return &k->para;
}

struct para *para_set(struct setter *s, struct arena *a, struct str text, const struct span *spans, size_t span_count,
                      struct str lang, const struct para_style *style, double width)
{
    must(text.n < UINT32_MAX / 4);
    if (span_count || text.n > KNOWN_TEXT) return set(s, a, text, (struct spans){spans, span_count}, lang, style, width);
    struct para *p = arena_alloc(a, sizeof *p);
    *p = *known_para(s, text, lang, style, width);
    p->text = text;
    return p;
}

// A part of a line: a piece, or what of it is on this line.
struct part {
    const struct word *word;
    const struct run *run;
    uint32_t at, n;
    bool blank, trailing, hyphen;
};

struct fill { // how a justified line is filled
    double blank; // times the width of each blank
    double han;   // points behind each ideograph but the last
    double letters; // times the width of every other glyph
    const struct part *last;
};

static size_t first_piece(const struct para_impl *m, size_t at)
{
    size_t lo = 0, hi = m->piece_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (m->pieces[mid].at + m->pieces[mid].n <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static size_t parts_of(struct setter *s, const struct para *p, size_t line, struct part **out)
{
    const struct para_impl *m = p->impl;
    size_t from = p->lines[line].at, to = from + p->lines[line].n, first = first_piece(m, from), end = first, n = 0;
    while (end < m->piece_count && m->pieces[end].at < to) end++;
    struct part *v = arena_array(s->scratch, end - first, sizeof *v);
    for (size_t i = first; i < end; i++) {
        const struct piece *q = &m->pieces[i];
        const struct run *run = &m->runs[q->run];
        uint32_t at = (uint32_t)(q->at < from ? from : q->at), upto = (uint32_t)(q->at + q->n > to ? to : q->at + q->n);
        bool hyphen = p->lines[line].divided && i + 1 == end && !q->blank, whole = at == q->at && upto == q->at + q->n && !hyphen;
        v[n++] = (struct part){whole ? q->word : word_part(s, p->text, run, at, upto - at, hyphen), run, at, upto - at, q->blank, false, hyphen};
    }
    for (size_t i = n; i-- > 0 && v[i].blank;) v[i].trailing = true;
    *out = v;
    return n;
}

static double fill_line(const struct para *p, size_t line, const struct part *v, size_t n, double hang, struct fill *fill)
{
    double width = 0, blank = 0;
    size_t chars = 0;
    double letters = p->impl->lines[line].filled ? (double)p->impl->lines[line].stretch : 1;
    *fill = (struct fill){.letters = letters};
    for (size_t i = 0; i < n; i++) {
        double w = v[i].trailing ? 0 : word_width(v[i].word, v[i].run, p->impl->tracking) * (v[i].blank ? 1 : letters);
        width += w;
        if (v[i].blank) blank += w;
        if (v[i].run->han) chars += v[i].word->count;
        if (!v[i].trailing && v[i].word->count) fill->last = &v[i];
    }
    if (!p->impl->lines[line].filled) return width;
    double slack = p->width + hang - width;
    if (chars && fill->last && fill->last->run->han) chars--;
    if (slack > 0 && chars && blank > 0) { // blanks take as much as fit_lines gave them
        double share = 0.5 * blank / (0.5 * blank + 0.06 * p->style.size * (double)chars);
        fill->blank = slack * share / blank;
        fill->han = slack * (1 - share) / (double)chars;
    } else if (blank > 0) {
        fill->blank = slack / blank;
    } else if (chars && slack > 0) {
        fill->han = slack / (double)chars;
    } else {
        return width;
    }
    return p->width + hang;
}

static double place_glyphs(const struct para *p, const struct part *q, const struct fill *fill, struct glyph *out)
{
    double unit = q->run->size / q->run->font->upem, width = 0;
    double track = word_width(q->word, q->run, p->impl->tracking) - q->word->advance * unit; // all of it
    if (q->word->steps) track /= q->word->steps;
    for (size_t i = 0; i < q->word->count; i++) {
        const struct shaped *g = &q->word->glyphs[i];
        double advance = g->advance * unit + (g->advance ? track : 0);
        advance *= q->blank ? 1 + fill->blank : fill->letters;
        if (q->run->han && !(q == fill->last && i + 1 == q->word->count)) advance += fill->han;
        if (q->trailing) advance = 0;
        out[i] = (struct glyph){g->id, (float)advance, (float)(g->x * unit * fill->letters), (float)(g->y * unit), q->at + g->cluster};
        width += advance;
    }
    return width;
}

// Parts of one run are one placed run; its glyphs in visual order: in a right-to-left run its parts from the last to the first.
static size_t runs_placed(struct arena *a, const struct para *p, const struct part *v, size_t n, const struct fill *fill, struct placed_run *out)
{
    size_t count = 0;
    for (size_t i = 0, end; i < n; i = end) {
        const struct run *r = v[i].run;
        size_t glyphs = 0, done = 0;
        for (end = i; end < n && v[end].run == r; end++) glyphs += v[end].word->count;
        struct placed_run *o = &out[count++];
        struct glyph *g = arena_array(a, glyphs, sizeof *g);
        *o = (struct placed_run){.font = r->font, .size = r->size, .rise = r->rise, .glyphs = g, .count = glyphs, .at = v[i].at,
                                 .n = v[end - 1].at + v[end - 1].n - v[i].at, .rtl = r->level & 1, .mark = r->mark, .lang = r->lang};
        o->hyphen = v[end - 1].hyphen;
        o->stretch = fill->letters;
        for (size_t k = 0; k < end - i; k++) {
            const struct part *q = &v[o->rtl ? end - 1 - k : i + k];
            o->width += place_glyphs(p, q, fill, g + done);
            done += q->word->count;
        }
    }
    return count;
}

// UAX #9 L2. Blanks at the line's end have no width here, so that L1 has nothing to do.
static void visual_order(const struct run **run_of, size_t n, uint32_t *order)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
        if (run_of[i]->level > highest) highest = run_of[i]->level;
    }
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0, end; i < n; i = end > i ? end : i + 1) {
            for (end = i; end < n && run_of[end]->level >= level && (end == i || run_of[end]->gap >= level); end++) {}
            for (size_t lo = i, hi = end; lo + 1 < hi; lo++, hi--) {
                uint32_t swap = order[lo];
                order[lo] = order[hi - 1];
                order[hi - 1] = swap;
            }
        }
}

static double start_of(const struct para *p, bool filled, double width)
{
    bool right = p->style.align == PARA_END ? !p->rtl : p->rtl;
    if (filled) return p->rtl ? p->width - width : 0;
    return p->style.align == PARA_CENTRE ? (p->width - width) / 2 : right ? p->width - width : 0;
}

static double hang_at_end(struct setter *s, const struct para *p, const struct part *v, size_t n)
{
    while (n && v[n - 1].blank) n--;
    if (!n || p->rtl) return 0;
    const struct part *q = &v[n - 1];
    char c = p->text.p[q->at + q->n - 1];
    if (q->hyphen || c == '-') return hyphen_width(s, q->run) * 0.5;
    return c == '.' || c == ',' ? stop_width(s, q->run) * 0.5 : 0;
}

size_t para_runs(struct setter *s, struct arena *a, const struct para *p, size_t line, struct placed_run **out)
{
    struct part *v = NULL;
    struct fill fill;
    must(line < p->line_count);
    size_t n = parts_of(s, p, line, &v), count = 0;
    for (size_t i = 0; i < n; i++) count += i == 0 || v[i].run != v[i - 1].run;
    *out = arena_array(a, count, sizeof **out);
    const struct run **run_of = arena_array(s->scratch, count, sizeof(struct run *));
    uint32_t *order = arena_array(s->scratch, count, sizeof *order);
    double width = fill_line(p, line, v, n, hang_at_end(s, p, v, n), &fill);
    runs_placed(a, p, v, n, &fill, *out);
    for (size_t i = 0, k = 0; i < n; i++)
        if (i == 0 || v[i].run != v[i - 1].run) run_of[k++] = v[i].run;
    visual_order(run_of, count, order);
    double x = start_of(p, p->impl->lines[line].filled, width);
    for (size_t i = 0; i < count; i++) {
        (*out)[order[i]].x = x;
        x += (*out)[order[i]].width;
    }
    arena_reset(s->scratch);
    return count;
}
