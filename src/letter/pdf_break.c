// Where lines may end: UAX #14 (libunibreak), the hyphenation patterns, and what is never parted (pdf_break.h).
#include "letter/pdf_break.h"

#include <linebreak.h>
#include <string.h>

#include "base/arena.h"
#include "letter/pdf_hyphen.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool starts_char(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

// libunibreak takes the noncharacter U+FFFF for the end of the text.
static struct str without_end(struct arena *scratch, struct str t)
{
    size_t at = str_find(t, S("\xEF\xBF\xBF"), 0);
    if (at == t.n) return t;
    char *copy = str_c(scratch, t);
    for (; at < t.n; at = str_find(t, S("\xEF\xBF\xBF"), at + 3)) copy[at + 2] = '\xBD';
    return (struct str){copy, t.n};
}

// after[i]: the kind of break behind byte i.
static uint8_t *kinds(struct arena *scratch, const struct measured *m)
{
    char lang[3] = "";
    struct str t = without_end(scratch, m->text);
    uint8_t *after = arena_alloc(scratch, t.n + 1);
    if (m->lang.n >= 2) memcpy(lang, m->lang.p, 2);
    set_linebreaks_utf8((const utf8_t *)t.p, t.n, lang, (char *)after);
    for (size_t i = 0; i < t.n; i++)
        after[i] = after[i] == LINEBREAK_ALLOWBREAK ? BRK_WORD : after[i] == LINEBREAK_MUSTBREAK && i + 1 < t.n ? BRK_FORCED : BRK_NONE;
    return after;
}

static bool is_dash(struct str t, size_t at)
{
    return at + 2 < t.n && t.p[at] == '\xE2' && t.p[at + 1] == '\x80' && (t.p[at + 2] == '\x93' || t.p[at + 2] == '\x94');
}

static bool is_figure(struct str t, size_t at) { return at < t.n && t.p[at] >= '0' && t.p[at] <= '9'; }

static bool is_word(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }

static bool is_code(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); } // of what names a document

// 2017年10月25日, 第46条: a figure behind byte i and such an ideograph before it, or the other way about.
static bool han_number(struct str t, size_t i)
{
    static const char *const signs = "年月日号號条條款项項第";
    if (is_figure(t, i) == is_figure(t, i + 1)) return false;
    struct str sign = is_figure(t, i) ? str_sub(t, i + 1, i + 4) : str_sub(t, i >= 2 ? i - 2 : 0, i + 1);
    return sign.n == 3 && (unsigned char)sign.p[0] >= 0xE3 && str_find(str_of(signs), sign, 0) < strlen(signs);
}

static void glue(const struct measured *m, uint8_t *after)
{
    struct str t = m->text;
    const struct glue *g = glue_for(m->lang);
    for (size_t i = 0; i + 1 < t.n; i++) {
        if (after[i] != BRK_WORD) continue;
        if (is_blank(t.p[i]) || (i >= 2 && memcmp(t.p + i - 2, "\xE2\x80\x89", 3) == 0)) {
            if (glued(g, t, i + 1)) after[i] = BRK_GLUED;
        } else if (is_dash(t, i + 1) || (t.p[i + 1] == '(' && is_word(t.p[i])) || (t.p[i] == ')' && is_word(t.p[i + 1]))) {
            after[i] = BRK_NONE; // 46(4), ResDH(2017)429 (UAX #14, LB30)
        } else if (t.p[i + 1] == '\xC2' && i + 2 < t.n && (t.p[i + 2] == '\xB0' || t.p[i + 2] == '\xBA')) {
            after[i] = BRK_NONE; // n°
        } else if (t.p[i] == '/' && i > 0 && is_code(t.p[i - 1]) && is_code(t.p[i + 1])) {
            after[i] = BRK_GLUED; // CM/ResDH(2017)429
        } else if (t.p[i] == '-' && i > 0 && is_figure(t, i - 1)) {
            after[i] = BRK_NONE; // 2017-ci, 15-летний
        } else if (i >= 3 && is_dash(t, i - 2) && is_figure(t, i - 3) && is_figure(t, i + 1)) {
            after[i] = BRK_GLUED; // 2014–2018
        } else if (han_number(t, i)) {
            after[i] = BRK_GLUED;
        }
    }
}

// A span that is whole has no break inside, or, when it is wider than a line, those after its slashes.
static void keep_whole(const struct measured *m, uint8_t *after)
{
    for (size_t r = 0, p = 0; r < m->run_count;) {
        size_t first = r;
        double width = 0;
        if (!m->runs[r].whole) {
            r++;
            continue;
        }
        while (r < m->run_count && m->runs[r].whole && m->runs[r].mark == m->runs[first].mark) r++;
        size_t from = m->runs[first].at, to = m->runs[r - 1].at + m->runs[r - 1].n;
        while (p < m->piece_count && m->pieces[p].at < from) p++;
        for (; p < m->piece_count && m->pieces[p].at < to; p++)
            width += word_width(m->pieces[p].word, &m->runs[m->pieces[p].run], m->style->tracking);
        for (size_t i = from; i + 1 < to; i++) {
            bool slash = m->text.p[i] == '/' && m->text.p[i + 1] != '/' && width > m->width;
            if (after[i] != BRK_FORCED) after[i] = slash ? BRK_WORD : BRK_NONE;
        }
    }
}

enum letter { NO_LETTER, SMALL, CAPITAL, APOSTROPHE };

static enum letter letter_is(uint32_t c)
{
    if (c < 0x80) return c >= 'a' && c <= 'z' ? SMALL : c >= 'A' && c <= 'Z' ? CAPITAL : c == '\'' ? APOSTROPHE : NO_LETTER;
    if (c == 0x2019) return APOSTROPHE;
    if (c < 0xC0 || c > 0x588 || c == 0xD7 || c == 0xF7) return NO_LETTER;
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
    case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER: return SMALL;
    case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER: return CAPITAL;
    default: return NO_LETTER;
    }
}

// What stands beside a word that is part of an address, a number or a compound.
static bool joined(struct str t, size_t at) { return at < t.n && strchr("-/@_.:&=#0123456789", t.p[at]) && t.p[at]; }

// A word that belongs to the number before it or behind it: "4 février 2013", "2017-ci il".
static bool of_number(struct str t, size_t from, size_t to, const uint8_t *after)
{
    while (to < t.n && strchr(".,;:", t.p[to])) to++;
    bool behind = from >= 2 && is_blank(t.p[from - 1]) && after[from - 1] == BRK_GLUED && is_figure(t, from - 2);
    bool before = to + 1 < t.n && is_blank(t.p[to]) && after[to] == BRK_GLUED && is_figure(t, to + 1);
    return behind || before;
}

static void hyphenate_word(const struct hyphens *h, struct str t, size_t from, size_t to, uint8_t *after)
{
    uint16_t at[HYPHEN_LETTERS];
    bool inside = to + 1 < t.n && !is_blank(t.p[to + 1]) && strchr(".:", t.p[to]) && letter_is((unsigned char)t.p[to + 1]);
    bool address = joined(t, to) && (!strchr(".:", t.p[to]) || inside);
    if (address || (from > 0 && joined(t, from - 1)) || (to < t.n && t.p[to] == '\xC2' && to + 1 < t.n && t.p[to + 1] == '\xAD')) return;
    if (of_number(t, from, to, after)) return;
    size_t n = hyphens_in(h, str_sub(t, from, to), at);
    for (size_t i = 0; i < n; i++) after[from + at[i] - 1] = BRK_HYPHEN;
}

static void hyphenate_run(const struct hyphens *h, struct str t, const struct run *r, uint8_t *after)
{
    struct str upto = str_sub(t, 0, r->at + r->n);
    size_t from = r->at, letters = 0, capitals = 0, end = r->at;
    bool first_capital = false;
    for (size_t i = r->at; i <= upto.n;) {
        size_t at = i;
        enum letter kind = NO_LETTER;
        if (i < upto.n)
            kind = letter_is(utf8_next(upto, &i));
        else
            i++;
        if (kind == NO_LETTER || (kind == APOSTROPHE && !letters)) {
            bool capital_ok = capitals == 0 || (capitals == 1 && first_capital && h->capitals);
            if (letters >= 5 && capital_ok) hyphenate_word(h, t, from, end, after);
            letters = capitals = 0;
            continue;
        }
        if (!letters) {
            from = at;
            first_capital = kind == CAPITAL;
        }
        letters++;
        if (kind == CAPITAL) capitals++;
        if (kind != APOSTROPHE) end = i;
    }
}

static void hyphenate(const struct measured *m, uint8_t *after)
{
    struct str last = {0};
    const struct hyphens *h = NULL;
    for (size_t i = 0; i < m->run_count; i++) {
        const struct run *r = &m->runs[i];
        if (r->whole || r->code || r->look & (LOOK_CAPS | LOOK_SMALL_CAPS)) continue;
        if (i == 0 || !str_eq(last, r->lang)) h = hyphens_for(r->lang);
        last = r->lang;
        if (h) hyphenate_run(h, m->text, r, after);
    }
}

static void soft_hyphens(struct str t, uint8_t *after)
{
    for (size_t i = 1; i + 1 < t.n; i++)
        if (t.p[i] == '\xAD' && t.p[i - 1] == '\xC2' && after[i] == BRK_WORD) after[i] = BRK_HYPHEN;
}

// Walks the pieces with the sums so far.
struct walk {
    struct setter *s;
    const struct measured *m;
    const uint8_t *after;
    struct brk *v;
    size_t count, cap;
    struct arena *scratch;
    struct brk sum; // end, next … up to here
};

static float hang_of(struct walk *w, const struct run *r, size_t end)
{
    if (w->m->rtl || end == 0) return 0;
    char c = w->m->text.p[end - 1];
    if (c == '-') return (float)(hyphen_width(w->s, r) * 0.5);
    return c == '.' || c == ',' ? (float)(stop_width(w->s, r) * 0.5) : 0;
}

static size_t without_blanks(struct str t, size_t at)
{
    while (at > 0 && (is_blank(t.p[at - 1]) || t.p[at - 1] == '\n' || t.p[at - 1] == '\r')) at--;
    return at;
}

static bool small_word(struct str t, size_t end, size_t most)
{
    size_t n = 0, i = end;
    while (i > 0 && !is_blank(t.p[i - 1]) && n <= most) {
        i--;
        if (starts_char(t.p[i])) n++;
        if (t.p[i] >= 0 && t.p[i] < 'A') return false; // punctuation, figures
    }
    return n <= most;
}

static void add(struct walk *w, size_t at, uint8_t kind, const struct run *r)
{
    w->v = arena_grow(w->scratch, w->v, &w->cap, w->count + 1, sizeof *w->v);
    struct brk *b = &w->v[w->count++];
    size_t end = without_blanks(w->m->text, at);
    *b = w->sum;
    b->at = (uint32_t)at;
    b->kind = kind;
    b->small = kind == BRK_WORD ? small_word(w->m->text, end, 3) : kind == BRK_HYPHEN && small_word(w->m->text, end, 2);
    if (kind == BRK_HYPHEN) b->hyphen = (float)hyphen_width(w->s, r);
    b->hang = w->m->rtl ? 0 : kind == BRK_HYPHEN ? b->hyphen * 0.5f : hang_of(w, r, end);
}

// The breaks inside a word: its width up to each of them.
static void inside(struct walk *w, const struct piece *p, const struct run *r)
{
    double upto[2 * WORD_MAX * 4 + 1] = {0};
    struct brk before = w->sum;
    double unit = r->size / r->font->upem;
    for (size_t i = 0; i < p->word->count; i++) {
        const struct shaped *g = &p->word->glyphs[i];
        if (g->cluster < p->n) upto[g->cluster + 1] += g->advance * unit + (g->advance ? w->m->style->tracking : 0);
    }
    uint32_t chars = 0;
    for (size_t i = 0; i < p->n; i++) {
        upto[i + 1] += upto[i];
        if (starts_char(w->m->text.p[p->at + i])) chars++;
        if (!w->after[p->at + i] || i + 1 == p->n) continue;
        w->sum.end = w->sum.next = before.next + upto[i + 1];
        w->sum.end_han = w->sum.next_han = before.next_han + (r->han ? chars : 0);
        w->sum.end_blank = w->sum.next_blank;
        add(w, p->at + i + 1, w->after[p->at + i], r);
    }
    w->sum = before;
}

static void walk_piece(struct walk *w, const struct piece *p)
{
    const struct run *r = &w->m->runs[p->run];
    double width = word_width(p->word, r, w->m->style->tracking);
    bool any = false;
    for (size_t i = p->at; i + 1 < p->at + p->n && !any; i++) any = w->after[i] != BRK_NONE;
    if (any && p->n <= 2 * WORD_MAX * 4) inside(w, p, r);
    w->sum.next += width;
    if (p->blank) {
        w->sum.next_blank += width;
    } else {
        w->sum.next_han += r->han ? (uint32_t)utf8_count(str_sub(w->m->text, p->at, p->at + p->n)) : 0;
        w->sum.end = w->sum.next;
        w->sum.end_blank = w->sum.next_blank;
        w->sum.end_han = w->sum.next_han;
    }
}

static size_t walk_all(struct setter *s, struct arena *scratch, const struct measured *m, const uint8_t *after, struct brk **out)
{
    struct walk w = {.s = s, .m = m, .after = after, .scratch = scratch};
    size_t done = 0; // breaks before this byte are in the list
    for (size_t i = 0; i < m->piece_count; i++) {
        const struct piece *p = &m->pieces[i];
        const struct run *r = &m->runs[i ? m->pieces[i - 1].run : p->run];
        for (; done < p->at; done++)
            if (after[done]) add(&w, done + 1, after[done], r);
        walk_piece(&w, p);
        done = p->at + p->n - 1;
    }
    const struct run *last = m->piece_count ? &m->runs[m->pieces[m->piece_count - 1].run] : NULL;
    for (; last && done + 1 < m->text.n; done++)
        if (after[done]) add(&w, done + 1, after[done], last);
    if (last) add(&w, m->text.n, BRK_FORCED, last);
    *out = w.v;
    return w.count;
}

// A part without a break that is wider than the line may be broken anywhere between its characters. True: there was one.
static bool emergencies(const struct measured *m, const struct brk *b, size_t count, uint8_t *after)
{
    bool any = false;
    size_t p = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from = i ? b[i - 1].at : 0, to = b[i].at;
        if (b[i].end - (i ? b[i - 1].next : 0) <= m->width) continue;
        while (p > 0 && m->pieces[p - 1].at + m->pieces[p - 1].n > from) p--;
        for (; p < m->piece_count && m->pieces[p].at < to; p++) {
            const struct piece *q = &m->pieces[p];
            for (size_t g = 0; g < q->word->count; g++) {
                size_t at = q->at + q->word->glyphs[g].cluster;
                if (at <= from || at >= to || after[at - 1] || is_blank(m->text.p[at - 1]) || is_blank(m->text.p[at])) continue;
                after[at - 1] = BRK_EMERGENCY;
                any = true;
            }
        }
    }
    return any;
}

size_t breaks_of(struct setter *s, struct arena *scratch, const struct measured *m, bool hyphenate_too, struct brk **out)
{
    uint8_t *after = kinds(scratch, m);
    glue(m, after);
    soft_hyphens(m->text, after);
    if (hyphenate_too) hyphenate(m, after);
    keep_whole(m, after);
    size_t count = walk_all(s, scratch, m, after, out);
    if (emergencies(m, *out, count, after)) count = walk_all(s, scratch, m, after, out);
    return count;
}
