// What a person typed, as words. Nothing of it reaches FTS5 but letters, digits and the blanks that folding leaves (find.c).
#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "lang/fold_words.h"
#include "store/find.h"

static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || c == 0x300C || c == 0x300D;
}

static bool is_blank(uint32_t c) { return c <= 0x20 || c == 0xA0 || c == 0x202F || c == 0x3000; }

static size_t letters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; n++) utf8_next(s, &i);
    return n;
}

static bool same(const struct find_word *x, const struct find_word *y)
{
    bool eq = x->n == y->n && x->begins == y->begins;
    for (size_t i = 0; eq && i < x->n; i++) eq = str_eq(x->tokens[i], y->tokens[i]);
    return eq;
}

// false: there is no room for it.
static bool add(struct arena *a, struct find_query *q, struct str text, bool quoted)
{
    bool star = !quoted && str_ends(text, S("*"));
    struct str rest = fold_words(a, text);
    struct find_word w = {.tokens = arena_array(a, rest.n / 2 + 1, sizeof *w.tokens)};
    while (rest.n) w.tokens[w.n++] = str_cut(rest, ' ', &rest);
    if (!w.n) return true;
    struct str last = w.tokens[w.n - 1];
    w.begins = star && (letters(last) > 1 || last.n > 2); // a letter of three bytes may well be a word
    for (size_t i = 0; i < q->n; i++)
        if (same(&q->v[i], &w)) return true;
    if (q->n == FIND_WORDS) return false;
    q->v[q->n++] = w;
    return true;
}

enum find_fault find_parse(struct arena *a, struct str text, struct find_query *out)
{
    *out = (struct find_query){0};
    bool quoted = false;
    if (text.n > FIND_BYTES) return FIND_LONG;
    for (size_t i = 0, from = 0, at; from <= text.n; from = i) {
        uint32_t c = 0;
        for (at = i; i < text.n; at = i) { // up to what ends the word
            c = utf8_next(text, &i);
            if (is_quote(c) || (!quoted && is_blank(c))) break;
        }
        if (!add(a, out, str_sub(text, from, at), quoted)) return FIND_LONG;
        if (at >= text.n) break;
        if (is_quote(c)) quoted = !quoted;
    }
    out->whole = fold_words(a, text);
    out->name = fold(a, text);
    return out->n ? FIND_GOOD : FIND_EMPTY;
}
