// Places: the text is cut into letters with the marks behind them, and each is folded by itself between two x: "xx" comes back of
// what vanishes, "x x" of what parts words, "xéx" → "xex" of a letter. NFKD looks at no more than that: it never composes, and
// puts marks in order only behind their letter; so that the pieces together are the text folded (the fuzzer holds us to it).
#include "lang/fold_words.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"

// Thai, Lao; Burmese; Khmer; Kana, Bopomofo; Han.
static bool stands_alone(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x312F) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

struct str fold_words(struct arena *a, struct str s)
{
    struct str folded = fold(a, s);
    bool alone = false;
    for (size_t i = 0; i < folded.n && !alone; alone = (unsigned char)folded.p[i] >= 0xE0, i++) continue;
    if (!alone) return folded; // no letter of three bytes or more
    struct buf b = buf_in(a);
    for (size_t i = 0; i < folded.n;) {
        size_t at = i;
        alone = stands_alone(utf8_next(folded, &i));
        if (alone && b.n && b.p[b.n - 1] != ' ') buf_addc(&b, ' ');
        if (folded.p[at] != ' ' || (b.n && b.p[b.n - 1] != ' ')) buf_add(&b, str_sub(folded, at, i));
        if (alone && i < folded.n) buf_addc(&b, ' ');
    }
    return buf_str(&b);
}

static bool is_mark(uint32_t c) { return (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0; }

struct places {
    struct arena *arena;
    struct folded_word *v;
    size_t n, cap;
    struct buf word; // that is being put together
    size_t from, to;
};

static void end_word(struct places *p)
{
    if (!p->word.n) return;
    p->v = arena_grow(p->arena, p->v, &p->cap, p->n + 1, sizeof *p->v);
    p->v[p->n++] = (struct folded_word){buf_str(&p->word), p->from, p->to};
    p->word = buf_in(p->arena);
}

// What one letter of the text, [from, to), was folded to.
static void add(struct places *p, struct str folded, size_t from, size_t to)
{
    for (size_t i = 0; i < folded.n;) {
        size_t at = i;
        uint32_t c = utf8_next(folded, &i);
        bool alone = stands_alone(c);
        if (c == ' ' || alone) end_word(p);
        if (c == ' ') continue;
        if (!p->word.n) p->from = from;
        p->to = to;
        buf_add(&p->word, str_sub(folded, at, i));
        if (alone) end_word(p);
    }
}

size_t fold_places(struct arena *a, struct str s, struct folded_word **out)
{
    struct places p = {.arena = a, .word = buf_in(a)};
    for (size_t i = 0; i < s.n;) {
        size_t from = i, next;
        utf8_next(s, &i);
        for (next = i; i < s.n && is_mark(utf8_next(s, &next)); i = next) continue;
        struct str folded = fold(a, strf(a, "x%.*sx", (int)(i - from), s.p + from));
        add(&p, str_sub(folded, 1, folded.n - 1), from, i);
    }
    end_word(&p);
    *out = p.v;
    return p.n;
}
