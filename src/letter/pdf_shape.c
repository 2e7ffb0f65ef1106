// Runs → words, shaped once and kept (pdf_shape.h).
#include "letter/pdf_shape.h"

#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "lang/upper.h"

uint32_t text_hash(uint32_t seed, struct str text) // FNV-1a
{
    uint32_t h = seed ^ 2166136261u;
    for (size_t i = 0; i < text.n; i++) h = (h ^ (unsigned char)text.p[i]) * 16777619u;
    return h;
}

static const uint16_t superiors[10] = {0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

// The character that is drawn for `c`.
static uint32_t drawn(const struct font *font, uint8_t look, struct str lang, uint32_t c)
{
    hb_codepoint_t glyph;
    if (c == '\t') return ' ';
    if (look & LOOK_SUPERIOR && c >= '0' && c <= '9') return superiors[c - '0'];
    if (look & LOOK_CAPS) {
        uint32_t upper = upper_char(c, lang);
        return hb_font_get_nominal_glyph(font->hb, upper, &glyph) ? upper : c;
    }
    return c;
}

static bool joins(hb_script_t s)
{
    return s == HB_SCRIPT_ARABIC || s == HB_SCRIPT_SYRIAC || s == HB_SCRIPT_MONGOLIAN || s == HB_SCRIPT_NKO;
}

// The text of the buffer: with what stands around it, where that decides how letters join.
static void buffer_fill(struct setter *s, struct str text, const struct run *run, uint32_t at, uint32_t n, uint8_t look)
{
    hb_buffer_t *b = s->buffer;
    hb_buffer_clear_contents(b);
    if (look & (LOOK_CAPS | LOOK_SUPERIOR) || text.p[at] == '\t') {
        struct str part = str_sub(text, 0, at + n);
        for (size_t i = at; i < part.n;) {
            uint32_t from = (uint32_t)i, c = utf8_next(part, &i);
            hb_buffer_add(b, drawn(run->font, look, run->lang, c), from);
        }
    } else {
        hb_buffer_add_utf8(b, text.p, (int)text.n, at, (int)n);
    }
    if (look & LOOK_HYPHEN) {
        hb_codepoint_t glyph;
        hb_buffer_add(b, hb_font_get_nominal_glyph(run->font->hb, 0x2010, &glyph) ? 0x2010 : '-', at + n);
    }
    hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(b, run->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(b, run->script);
    hb_buffer_set_language(b, run->hb_lang);
}

static int16_t narrow(hb_position_t v) { return (int16_t)(v > INT16_MAX ? INT16_MAX : v < INT16_MIN ? INT16_MIN : v); }

static struct word *word_shape(struct setter *s, struct str text, const struct run *run, uint32_t at, uint32_t n, uint8_t look)
{
    static const hb_feature_t apart[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1}, {HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1}};
    static const hb_feature_t small[] = {{HB_TAG('s', 'm', 'c', 'p'), 1, 0, (unsigned)-1}};
    // What Amiri does to letters by their neighbours (a kashida between lam and kaf, a gap behind waw) is nothing that was written:
    // readers would take out words in pieces.
    static const hb_feature_t alone[] = {{HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1}, {HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1}};
    hb_feature_t features[5];
    unsigned feature_count = 0, count = 0;
    if (run->script == HB_SCRIPT_ARABIC) features[feature_count++] = alone[0], features[feature_count++] = alone[1];
    if (look & LOOK_APART && !joins(run->script)) {
        features[feature_count++] = apart[0];
        features[feature_count++] = apart[1];
    }
    if (look & LOOK_SMALL_CAPS) features[feature_count++] = small[0];
    buffer_fill(s, text, run, at, n, look);
    hb_shape(run->font->hb, s->buffer, features, feature_count);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, &count);
    struct word *w = arena_alloc(s->arena, sizeof *w + n);
    *w = (struct word){.text_n = n, .script = run->script, .lang = run->hb_lang, .font = (uint8_t)run->font->index,
                       .look = look, .rtl = run->level & 1, .glyphs = arena_array(s->arena, count, sizeof *w->glyphs)};
    memcpy(w->text, text.p + at, n);
    for (unsigned i = 0; i < count; i++) {
        struct shaped *g = &w->glyphs[w->count];
        if (info[i].codepoint == 0) continue; // reported as missing, never drawn
        *g = (struct shaped){(uint16_t)info[i].codepoint, narrow(pos[i].x_advance), narrow(pos[i].x_offset), narrow(pos[i].y_offset),
                             (uint16_t)(info[i].cluster - at)};
        w->advance += g->advance;
        if (g->advance) w->steps++;
        w->count++;
    }
    return w;
}

static bool word_is(const struct word *w, struct str text, const struct run *run, uint8_t look)
{
    return w->text_n == text.n && w->font == run->font->index && w->look == look && w->rtl == (run->level & 1) &&
           w->script == run->script && w->lang == run->hb_lang && memcmp(w->text, text.p, text.n) == 0;
}

static void words_grow(struct setter *s)
{
    size_t slots = s->word_slots ? s->word_slots * 4 : 1024;
    struct word **words = arena_array(s->arena, slots, sizeof *words);
    for (size_t i = 0; i < s->word_slots; i++)
        for (struct word *w = s->words[i], *next; w; w = next) {
            next = w->next;
            w->next = words[w->hash & (slots - 1)];
            words[w->hash & (slots - 1)] = w;
        }
    s->words = words;
    s->word_slots = slots;
}

// What stands beside a word of a script that joins changes its form; then it is this word here alone.
static bool stands_alone(struct str text, const struct run *run, uint32_t at, uint32_t n)
{
    if (!joins(run->script)) return true;
    bool before = at == 0 || text.p[at - 1] == ' ' || text.p[at - 1] == '\n', behind = at + n == text.n || text.p[at + n] == ' ' || text.p[at + n] == '\n';
    return before && behind;
}

static const struct word *word_of(struct setter *s, struct str text, const struct run *run, uint32_t at, uint32_t n, uint8_t look)
{
    struct str part = {text.p + at, n};
    if (!stands_alone(text, run, at, n)) return word_shape(s, text, run, at, n, look);
    uint32_t hash = text_hash((uint32_t)(run->font->index << 8 | look), part);
    if (s->word_count >= s->word_slots) words_grow(s);
    struct word **slot = &s->words[hash & (s->word_slots - 1)];
    for (struct word *w = *slot; w; w = w->next)
        if (w->hash == hash && word_is(w, part, run, look)) return w;
    struct word *w = word_shape(s, text, run, at, n, look);
    w->hash = hash;
    w->next = *slot;
    *slot = w;
    s->word_count++;
    return w;
}

const struct word *word_part(struct setter *s, struct str text, const struct run *run, uint32_t at, uint32_t n, bool hyphen)
{
    return word_of(s, text, run, at, n, (uint8_t)(run->look | (hyphen ? LOOK_HYPHEN : 0)));
}

double word_width(const struct word *w, const struct run *run, double tracking)
{
    return w->advance * run->size / run->font->upem + (joins(run->script) ? 0 : tracking * w->steps);
}

static bool is_mark(hb_unicode_funcs_t *unicode, uint32_t c)
{
    if (c < 0x300) return false;
    hb_unicode_general_category_t g = hb_unicode_general_category(unicode, c);
    return g == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || g == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           g == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

// The end of the piece that begins at `at`: a single blank, or up to the next one.
static size_t piece_end(struct str text, size_t at, bool *blank)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    size_t i = at, n = 0;
    while (i < text.n) {
        size_t from = i;
        uint32_t c = (unsigned char)text.p[i] < 0x80 ? (unsigned char)text.p[i++] : utf8_next(text, &i);
        bool is_blank = c == ' ' || c == '\t' || c == 0xA0;
        if (is_blank && from == at) return *blank = true, i;
        if (is_blank) return from;
        if (n >= WORD_MAX && (n >= 2 * WORD_MAX || !is_mark(unicode, c))) return from;
        n++;
    }
    return i;
}

size_t pieces_of(struct setter *s, struct arena *a, struct str text, const struct run *runs, size_t run_count, struct piece **out)
{
    size_t count = 0, cap = 0;
    struct piece *v = NULL;
    for (size_t r = 0; r < run_count; r++) {
        struct str upto = str_sub(text, 0, runs[r].at + runs[r].n);
        for (size_t at = runs[r].at, end; at < upto.n; at = end) {
            bool blank = false;
            end = piece_end(upto, at, &blank);
            v = arena_grow(a, v, &cap, count + 1, sizeof *v);
            v[count++] = (struct piece){word_of(s, text, &runs[r], (uint32_t)at, (uint32_t)(end - at), runs[r].look),
                                        (uint32_t)at, (uint32_t)(end - at), (uint32_t)r, blank};
        }
    }
    *out = v;
    return count;
}

static int32_t advance_of(const struct font *f, uint32_t cp, uint32_t otherwise)
{
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(f->hb, cp, &glyph) && !hb_font_get_nominal_glyph(f->hb, otherwise, &glyph)) return 0;
    return hb_font_get_glyph_h_advance(f->hb, glyph);
}

static void metrics(struct setter *s, const struct font *f)
{
    if (s->metric[f->index].is) return;
    s->metric[f->index].is = true;
    s->metric[f->index].hyphen = advance_of(f, 0x2010, '-');
    s->metric[f->index].stop = advance_of(f, '.', '.');
}

double hyphen_width(struct setter *s, const struct run *run)
{
    metrics(s, run->font);
    return s->metric[run->font->index].hyphen * run->size / run->font->upem;
}

double stop_width(struct setter *s, const struct run *run)
{
    metrics(s, run->font);
    return s->metric[run->font->index].stop * run->size / run->font->upem;
}
