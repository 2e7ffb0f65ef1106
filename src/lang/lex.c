// One pass over the characters; every word is folded and looked up once, here, so that the readers only
// compare numbers.
#include "lang/lex.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "lang/fold.h"

struct lexer {
    struct prose *p;
    size_t cap, at;
    bool gap;
};

static uint32_t peek(struct str s, size_t i)
{
    return i < s.n ? utf8_next(s, &i) : 0;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return (U_GET_GC_MASK((UChar32)c) & U_GC_L_MASK) != 0;
}

// What may stand inside a word: soft hyphens and joiners too.
static bool is_inner(uint32_t c)
{
    if (is_letter(c) || is_digit(c)) return true;
    return c >= 0x80 &&
           (U_GET_GC_MASK((UChar32)c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_CF_MASK)) != 0;
}

static bool is_blank(uint32_t c)
{
    if (c < 0x80) return c <= ' ' || c == '*' || c == '_' || c == '`' || c == '\\' || c == 0x7F;
    return u_isUWhiteSpace((UChar32)c) ||
           (U_GET_GC_MASK((UChar32)c) & (U_GC_CF_MASK | U_GC_CC_MASK));
}

static struct lex *lex_add(struct lexer *l, enum lex_kind kind, size_t at, size_t end)
{
    struct prose *p = l->p;
    p->list = arena_grow(p->arena, p->list, &l->cap, p->count + 2, sizeof *p->list);
    struct lex *x = &p->list[p->count++];
    *x = (struct lex){
        .kind = (uint8_t)kind, .gap = l->gap || p->count == 1, .at = at, .n = end - at};
    l->at = end;
    l->gap = false;
    return x;
}

static size_t run_end(struct str s, size_t i, bool (*in)(uint32_t))
{
    while (i < s.n) {
        size_t next = i;
        if (!in(utf8_next(s, &next))) break;
        i = next;
    }
    return i;
}

static bool in_url(uint32_t c)
{
    return !is_blank(c) && c != '>' && c != ')' && c != '"';
}
static bool in_url_or_emphasis(uint32_t c)
{
    return c == '_' || c == '*' || c == '\\' || c == '`' || in_url(c);
}

static bool is_letter_s(uint32_t c) { return c == 's'; }

static void lex_word(struct lexer *l)
{
    struct prose *p = l->p;
    size_t at = l->at, end = run_end(p->text, at, is_inner);
    if (end == at + 1 && (p->text.p[at] | 32) == 'n' && str_starts(str_sub(p->text, end, p->text.n), S("\xC2\xB0"))) // "n°", "n°s"
        end = run_end(p->text, end + 2, is_letter_s);
    if (str_starts(str_sub(p->text, end, p->text.n), S("://"))) {
        lex_add(l, LEX_URL, at, run_end(p->text, end, in_url_or_emphasis));
        return;
    }
    struct lex *x = lex_add(l, LEX_WORD, at, end);
    x->capital = !u_islower((UChar32)peek(p->text, at));
    x->word = lexicon_word(p->lx, fold(p->arena, str_sub(p->text, at, end)));
    x->node = lexicon_step(p->lx, 1, x->word);
    x->reach = lexicon_reach(p->lx, x->node);
}

// White space and emphasis; two line ends are a mark.
static void lex_blank(struct lexer *l)
{
    struct str s = l->p->text;
    size_t at = l->at, end = run_end(s, at, is_blank), lines = 0;
    for (size_t i = at; i < end; i++) lines += s.p[i] == '\n';
    l->gap = true;
    l->at = end;
    if (lines < 2) return;
    lex_add(l, LEX_MARK, at, end)->cp = '\n';
    l->gap = true;
}

struct prose lex_text(struct arena *a, struct str text, const struct lexicon *lx)
{
    struct prose p = {.arena = a, .text = text, .lx = lx, .style = lexicon_style_of(lx)};
    struct lexer l = {.p = &p};
    while (l.at < text.n) {
        size_t next = l.at;
        uint32_t c = utf8_next(text, &next);
        if (is_blank(c))
            lex_blank(&l);
        else if (is_digit(c))
            lex_add(&l, LEX_DIGITS, l.at, run_end(text, l.at, is_digit));
        else if (is_inner(c))
            lex_word(&l);
        else
            lex_add(&l, LEX_MARK, l.at, next)->cp = c;
    }
    l.gap = true;
    lex_add(&l, LEX_END, text.n, text.n);
    p.count--;
    return p;
}

const struct lex *lex_at(const struct prose *p, size_t i)
{
    return &p->list[i < p->count ? i : p->count];
}

struct str lex_str(const struct prose *p, size_t i)
{
    const struct lex *x = lex_at(p, i);
    return str_sub(p->text, x->at, x->at + x->n);
}

bool lex_is_mark(const struct prose *p, size_t i, uint32_t cp)
{
    const struct lex *x = lex_at(p, i);
    return x->kind == LEX_MARK && x->cp == cp;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2013);
}

bool lex_is_hyphen(const struct prose *p, size_t i)
{
    const struct lex *x = lex_at(p, i);
    return x->kind == LEX_MARK && is_hyphen(x->cp);
}

bool lex_glued(const struct prose *p, size_t i)
{
    return !lex_at(p, i)->gap;
}

size_t lex_behind(const struct prose *p, size_t byte)
{
    size_t lo = 0, hi = p->count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (p->list[mid].at < byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

int64_t lex_value(const struct prose *p, size_t i)
{
    int64_t v = 0;
    const struct lex *x = lex_at(p, i);
    if (x->kind != LEX_DIGITS || x->n > 18 || !str_int(lex_str(p, i), &v)) return -1;
    return v;
}

// The next word of a phrase: i itself, or behind a mark that may stand inside one. 0: there is
// none.
static size_t next_word(const struct prose *p, size_t i)
{
    const struct lex *x = lex_at(p, i);
    if (x->kind == LEX_WORD) return i;
    if (x->kind != LEX_MARK || lex_at(p, i + 1)->kind != LEX_WORD) return 0;
    if (x->cp == '&') return i + 1;
    if (x->gap || !lex_glued(p, i + 1)) return 0;
    bool inner = is_hyphen(x->cp) || x->cp == '\'' || x->cp == 0x2019 || x->cp == '.';
    return inner ? i + 1 : 0;
}

// Behind the apostrophe of "d'" and "l'" where one ends there.
static size_t behind_elision(const struct prose *p, size_t end)
{
    const struct lex *mark = lex_at(p, end);
    bool elided = mark->kind == LEX_MARK && (mark->cp == '\'' || mark->cp == 0x2019) && !mark->gap && lex_glued(p, end + 1);
    return elided && (lex_at(p, end - 1)->n == 1 || str_ends(lex_str(p, end - 1), S("qu"))) ? end + 1 : end;
}

size_t lex_phrase(const struct prose *p, size_t i, enum sense_kind kind, const struct sense **out)
{
    const struct lex *x = lex_at(p, i);
    size_t found = 0;
    if (x->kind != LEX_WORD || !lex_may(x, kind)) return 0;
    for (uint32_t node = x->node; node;) {
        for (const struct sense *s = lexicon_senses(p->lx, node); s; s = s->next) {
            if (s->kind != kind) continue;
            found = i + 1;
            if (out) *out = s;
            break;
        }
        i = next_word(p, i + 1);
        node = i ? lexicon_step(p->lx, node, lex_at(p, i)->word) : 0;
    }
    return found ? behind_elision(p, found) : 0;
}

size_t lex_phrase_back(const struct prose *p, size_t i, enum sense_kind kind, const struct sense **out)
{
    enum { LONGEST = 8 }; // lexes: "à l'âge d'"
    const struct sense *s = NULL;
    size_t found = i;
    for (size_t from = i; from > 0 && i - from < LONGEST; from--) {
        if (lex_phrase(p, from - 1, kind, &s) != i) continue;
        found = from - 1;
        if (out) *out = s;
    }
    return found;
}

bool lex_phrase_before(const struct prose *p, size_t i, enum sense_kind kind)
{
    return lex_phrase_back(p, i, kind, NULL) < i;
}
