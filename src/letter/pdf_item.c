// A paragraph's text → bidi levels → runs of one font, size, level and span (pdf_shape.h).
#include <fribidi.h>

#include "base/arena.h"
#include "base/must.h"
#include "letter/pdf_shape.h"

static bool is_rtl(uint32_t c) // a character of a right-to-left script may be here
{
    return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF) || c == 0x200F || c == 0x2067;
}

static bool any_rtl(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        if ((unsigned char)text.p[i] < 0xD6) {
            i++;
            continue;
        }
        if (is_rtl(utf8_next(text, &i))) return true;
    }
    return false;
}

static FriBidiCharType plain_type(FriBidiCharType t)
{
    switch (t) {
    case FRIBIDI_TYPE_BS: return FRIBIDI_TYPE_WS; // a forced break is no new paragraph
    case FRIBIDI_TYPE_LRO: return FRIBIDI_TYPE_LRE; // overrides could show a name backwards
    case FRIBIDI_TYPE_RLO: return FRIBIDI_TYPE_RLE;
    default: return t;
    }
}

struct levels bidi_levels(struct arena *scratch, struct str text, enum para_dir dir)
{
    struct levels l = {NULL, dir == DIR_RTL};
    if (!any_rtl(text) && dir != DIR_RTL) return l;
    size_t count = utf8_count(text), n = 0;
    must(count < INT32_MAX / 8);
    if (count == 0) return l;
    FriBidiChar *chars = arena_array(scratch, count, sizeof *chars);
    FriBidiCharType *types = arena_array(scratch, count, sizeof *types);
    FriBidiBracketType *brackets = arena_array(scratch, count, sizeof *brackets);
    for (size_t i = 0; i < text.n && n < count;) chars[n++] = utf8_next(text, &i);
    fribidi_get_bidi_types(chars, (FriBidiStrIndex)n, types);
    for (size_t i = 0; i < n; i++) types[i] = plain_type(types[i]);
    fribidi_get_bracket_types(chars, (FriBidiStrIndex)n, types, brackets);
    FriBidiParType base = dir == DIR_RTL ? FRIBIDI_PAR_RTL : dir == DIR_LTR ? FRIBIDI_PAR_LTR
                                                          : fribidi_get_par_direction(types, (FriBidiStrIndex)n);
    if (base == FRIBIDI_PAR_ON) base = FRIBIDI_PAR_LTR;
    l.level = arena_alloc(scratch, n);
    _Static_assert(sizeof(FriBidiLevel) == 1, "levels are bytes");
    must(fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n, &base, (FriBidiLevel *)l.level));
    l.rtl = FRIBIDI_IS_RTL(base);
    return l;
}

enum what { DRAWN, BLANK, FOLLOWS, DROPPED }; // FOLLOWS: takes the font of what is before it

static enum what what_is(uint32_t c)
{
    if (c == ' ' || c == '\t' || c == 0xA0) return BLANK;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return DROPPED;
    if (c < 0x300) return c == 0xAD ? FOLLOWS : DRAWN;
    if (c >= 0x200C && c <= 0x200D) return FOLLOWS; // joiners
    if ((c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x61C)
        return DROPPED;
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x34F) return FOLLOWS; // variants
    return DRAWN;
}

static hb_script_t script_of(hb_unicode_funcs_t *unicode, uint32_t c)
{
    if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z' ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    if (c >= 0x400 && c < 0x482) return HB_SCRIPT_CYRILLIC;
    return hb_unicode_script(unicode, c);
}

static bool is_han(hb_script_t s)
{
    return s == HB_SCRIPT_HAN || s == HB_SCRIPT_HIRAGANA || s == HB_SCRIPT_KATAKANA || s == HB_SCRIPT_BOPOMOFO;
}

struct open_span { // those that hold the present place, the innermost last; its values include those around it
    size_t end;
    unsigned style;
    uint32_t mark;
    struct str lang;
    bool whole;
};

struct itemiser {
    struct setter *setter;
    struct arena *out;
    hb_unicode_funcs_t *unicode;
    struct str text, lang;
    const struct para_style *style;
    struct spans spans;
    size_t next_span;
    struct open_span *open;
    size_t open_count, open_cap, boundary; // boundary: where the open spans change next
    struct str han_lang; // a language that tells the face of ideographs
    hb_script_t script;
    struct run *runs;
    size_t count, cap;
    bool cut; // the next character begins a run
    uint8_t gap;
};

static hb_language_t hb_lang(struct setter *s, struct str lang)
{
    if (str_eq(lang, s->last_lang)) return s->last_hb_lang;
    size_t n = 0;
    while (n < lang.n && n < 4 && lang.p[n] >= 'a' && lang.p[n] <= 'z') n++;
    bool known = n >= 2 && n <= 3 && (n == lang.n || lang.p[n] == '-'); // HarfBuzz keeps each for ever: only what can be one
    s->last_lang = str_dup(s->arena, lang);
    s->last_hb_lang = known ? hb_language_from_string(lang.p, (int)n) : HB_LANGUAGE_INVALID;
    return s->last_hb_lang;
}

static void spans_move(struct itemiser *it, size_t at)
{
    while (it->open_count > 1 && it->open[it->open_count - 1].end <= at) it->open_count--;
    for (; it->next_span < it->spans.n && it->spans.v[it->next_span].at <= at; it->next_span++) {
        const struct span *q = &it->spans.v[it->next_span];
        const struct open_span *top = &it->open[it->open_count - 1];
        size_t end = q->n > top->end - at ? top->end : q->at + q->n;
        if (end > top->end) end = top->end;
        if (end <= at) continue;
        struct open_span new = {end, top->style | q->style, q->mark ? q->mark : top->mark, q->lang.n ? q->lang : top->lang,
                                top->whole || q->whole};
        it->open = arena_grow(it->setter->scratch, it->open, &it->open_cap, it->open_count + 1, sizeof *it->open);
        it->open[it->open_count++] = new;
    }
    it->boundary = it->open[it->open_count - 1].end;
    if (it->next_span < it->spans.n && it->spans.v[it->next_span].at < it->boundary) it->boundary = it->spans.v[it->next_span].at;
}

static void missing_add(struct setter *s, struct str text, size_t at, uint32_t cp, const char *package)
{
    for (size_t i = 0; i < s->missing_count; i++)
        if (s->missing[i].cp == cp) return;
    if (s->missing_count == MISSING_MAX) return;
    s->missing[s->missing_count++] = (struct missing){cp, at, package, text};
}

// A mark goes with what it stands on, if its font has it, or the letter with that mark.
static bool goes_with(const struct itemiser *it, const struct run *r, uint32_t before, uint32_t c)
{
    hb_codepoint_t glyph, whole;
    return hb_font_get_nominal_glyph(r->font->hb, c, &glyph) ||
           (hb_unicode_compose(it->unicode, before, c, &whole) && hb_font_get_nominal_glyph(r->font->hb, whole, &glyph));
}

static bool all_figures(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

static const uint16_t superiors[10] = {0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

static bool has_superiors(const struct font *f)
{
    hb_codepoint_t glyph;
    for (size_t i = 0; i < 10; i++)
        if (!hb_font_get_nominal_glyph(f->hb, superiors[i], &glyph)) return false;
    return true;
}

static void run_look(struct itemiser *it, struct run *r, const struct open_span *span)
{
    const struct para_style *st = it->style;
    double size = st->size * r->font->scale;
    if (span->style & SPAN_RAISED) {
        r->rise = st->size * 0.36;
        size *= 0.64;
    }
    if (st->small_caps && r->font->small_caps) r->look |= LOOK_SMALL_CAPS;
    if (st->small_caps && !r->font->small_caps) {
        r->look |= LOOK_CAPS;
        size *= 0.85;
    }
    if (st->caps) r->look |= LOOK_CAPS;
    if (st->tracking != 0 || span->style & SPAN_CODE) r->look |= LOOK_APART;
    r->size = size;
}

// Figures and Latin punctuation in a text of another script are in the role's own font, and shaped as Latin.
static hb_script_t shaped_as(hb_script_t script, const struct font *font)
{
    bool foreign = is_han(script) || script == HB_SCRIPT_HANGUL || hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
    return foreign && font->ascii && font->latin ? HB_SCRIPT_LATIN : script;
}

static void run_begin(struct itemiser *it, size_t at, const struct font *font, uint8_t level)
{
    const struct open_span *span = &it->open[it->open_count - 1];
    hb_script_t script = shaped_as(it->script, font);
    it->runs = arena_grow(it->out, it->runs, &it->cap, it->count + 1, sizeof *it->runs);
    struct run *r = &it->runs[it->count++];
    *r = (struct run){.font = font, .script = script, .hb_lang = hb_lang(it->setter, span->lang), .lang = span->lang,
                      .at = (uint32_t)at, .mark = span->mark, .level = level, .gap = it->gap, .whole = span->whole,
                      .code = (span->style & SPAN_CODE) != 0, .han = is_han(script)};
    run_look(it, r, span);
    it->cut = false;
    it->gap = UINT8_MAX;
}

static const struct font *font_at(struct itemiser *it, hb_script_t script, uint32_t c, const char **package)
{
    const struct open_span *span = &it->open[it->open_count - 1];
    bool bold = it->style->bold || span->style & SPAN_BOLD;
    bool italic = it->style->italic != ((span->style & SPAN_ITALIC) != 0);
    return font_for(it->setter->fonts, it->style->role, bold, italic, script, it->han_lang.n ? it->han_lang : span->lang, c, package);
}

// The script that a character without one takes is that of the text before it, at the beginning that of the first with one.
static hb_script_t first_script(struct itemiser *it)
{
    for (size_t i = 0; i < it->text.n;) {
        hb_script_t s = script_of(it->unicode, utf8_next(it->text, &i));
        if (s != HB_SCRIPT_COMMON && s != HB_SCRIPT_INHERITED && s != HB_SCRIPT_UNKNOWN) return s;
    }
    return HB_SCRIPT_LATIN;
}

// Kana make ideographs Japanese and Hangul makes them Korean where the language says nothing.
static struct str han_lang(struct str text, struct str lang)
{
    if (str_starts(lang, S("zh")) || str_starts(lang, S("ja")) || str_starts(lang, S("ko"))) return (struct str){0};
    for (size_t i = 0; i < text.n;) {
        if ((unsigned char)text.p[i] < 0xE3) {
            i++;
            continue;
        }
        uint32_t c = utf8_next(text, &i);
        if (c >= 0x3041 && c <= 0x30FF) return S("ja");
        if (c >= 0xAC00 && c <= 0xD7A3) return S("ko");
    }
    return (struct str){0};
}

static void character(struct itemiser *it, size_t at, size_t end, uint32_t c, uint32_t before, uint8_t level)
{
    struct run *r = it->count && !it->cut ? &it->runs[it->count - 1] : NULL;
    enum what what = what_is(c);
    if (what == DROPPED) {
        it->cut = true;
        if (level < it->gap) it->gap = level;
        return;
    }
    hb_script_t script = what == DRAWN ? script_of(it->unicode, c) : HB_SCRIPT_COMMON;
    bool mark = script == HB_SCRIPT_INHERITED, own = !mark && script != HB_SCRIPT_COMMON && script != HB_SCRIPT_UNKNOWN;
    if (own) it->script = script;
    bool ascii = c > ' ' && c < 0x7F;
    const struct font *font = NULL;
    const char *package = NULL;
    if (r && (what == FOLLOWS || (what == BLANK && (c != 0xA0 || r->font->ascii)) || (mark && goes_with(it, r, before, c))))
        font = r->font;
    else if (r && ascii && r->font->ascii && r->font->latin && r->script == it->script)
        font = r->font;
    else
        font = font_at(it, it->script, c == '\t' ? ' ' : c, &package);
    if (!font) {
        if (what == DRAWN) missing_add(it->setter, it->text, at, c, package);
        it->cut = true;
        return;
    }
    if (!r || r->font != font || r->level != level || (own && r->script != it->script)) {
        run_begin(it, at, font, level);
        r = &it->runs[it->count - 1];
    }
    r->n = (uint32_t)(end - r->at);
}

size_t runs_of(struct setter *s, struct arena *a, struct str text, struct spans spans, struct str lang,
               const struct para_style *style, const struct levels *levels, struct run **out)
{
    struct itemiser it = {.setter = s, .out = a, .unicode = hb_unicode_funcs_get_default(), .text = text, .lang = lang,
                          .style = style, .spans = spans, .han_lang = han_lang(text, lang), .cut = true, .gap = UINT8_MAX};
    uint32_t before = 0;
    it.open = arena_grow(s->scratch, NULL, &it.open_cap, 1, sizeof *it.open);
    it.open[it.open_count++] = (struct open_span){.end = text.n, .lang = lang};
    it.script = first_script(&it);
    for (size_t i = 0, n = 0; i < text.n; n++) {
        size_t at = i;
        if (at >= it.boundary) {
            spans_move(&it, at);
            it.cut = true;
        }
        uint32_t c = utf8_next(text, &i);
        character(&it, at, i, c, before, levels->level ? levels->level[n] : 0);
        before = c;
    }
    for (size_t i = 0; i < it.count; i++) {
        struct run *r = &it.runs[i];
        if (r->rise > 0 && all_figures(str_sub(text, r->at, r->at + r->n)) && has_superiors(r->font)) {
            r->look |= LOOK_SUPERIOR;
            r->size /= 0.64;
            r->rise = 0;
        }
    }
    *out = it.runs;
    return it.count;
}
