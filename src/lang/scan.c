// The scanner: at each lex every reader may try; the one that reads furthest wins, the earlier in
// READERS where they are even; then on behind it.
//
//   text ── lex ──→ words, digits, marks ── readers ──→ tokens
//                        ↑ lexicon
//
// A hedge is read first, and kept only when a number, a duration or a sum stands right behind it.
#include "lang/scan.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "lang/found.h"
#include "lang/lex.h"
#include "lang/scan_code.h"
#include "lang/scan_date.h"
#include "lang/scan_number.h"

// ---- countries, and what is none of these

static void read_country(const struct prose *p, size_t i, struct found *f)
{
    const struct sense *s = NULL;
    const struct lex *x = lex_at(p, i);
    if (x->kind != LEX_WORD || !x->capital) return;
    size_t end = lex_phrase(p, i, SENSE_COUNTRY, &s);
    if (!end) return;
    struct token *t = found_add(f, p, TOKEN_COUNTRY, i, end);
    if (lex_is_mark(p, end, '.') && lex_is_mark(p, end - 2, '.') && lex_glued(p, end)) { // "U.S."
        t->n = lex_at(p, end)->at + 1 - t->at;
        f->end = end + 1;
    }
    t->code = s->text;
}

// Phrases of the language's data, and telephone numbers: "+33 1 42 92 81 00".
static void read_nothing(const struct prose *p, size_t i, struct found *f)
{
    f->end = lex_phrase(p, i, SENSE_NOT, NULL);
    size_t clock = lex_at(p, i)->kind == LEX_DIGITS ? lex_phrase(p, i + 1, SENSE_CLOCK, NULL) : 0;
    if (clock && lex_at(p, i)->n <= 2 && lex_at(p, clock)->kind == LEX_DIGITS) f->end = clock + 1; // "10 h 30"
    if (!lex_is_mark(p, i, '+') || lex_at(p, i + 1)->kind != LEX_DIGITS || !lex_glued(p, i + 1))
        return;
    for (f->end = i + 2; lex_at(p, f->end)->kind == LEX_DIGITS || lex_is_mark(p, f->end, '(') ||
                         lex_is_mark(p, f->end, ')') || lex_is_hyphen(p, f->end);
         f->end++) {
    }
}

// ---- one place

static void keep_longer(struct found *best, const struct found *f)
{
    if (f->end <= best->end) return;
    best->end = f->end;
    best->count = f->count;
    for (size_t k = 0; k < f->count; k++) best->list[k] = f->list[k];
}

static size_t read_hedge(const struct prose *p, size_t i, struct hedged *h)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_HEDGE, &s);
    *h = (struct hedged){0};
    if (end) *h = (struct hedged){i, end, (enum hedge)s->value};
    return end;
}

// What can be hedged, at i.
static void read_amounts(const struct prose *p, size_t i, const struct hedged *h,
                         struct found *best)
{
    static void (*const READERS[])(const struct prose *, size_t, const struct hedged *,
                                   struct found *) = {read_duration, read_money, read_number};
    struct found f;
    for (size_t k = 0; k < sizeof READERS / sizeof *READERS; k++) {
        f.end = f.count = 0;
        READERS[k](p, i, h, &f);
        keep_longer(best, &f);
    }
}

static void read_codes(const struct prose *p, size_t i, struct found *best)
{
    static void (*const READERS[])(const struct prose *, size_t, struct found *) = {
        read_nothing, read_ecli, read_document, read_appno, read_article, read_serial, read_country};
    struct found f;
    for (size_t k = 0; k < sizeof READERS / sizeof *READERS; k++) {
        f.end = f.count = 0;
        READERS[k](p, i, &f);
        keep_longer(best, &f);
    }
}

// Everything that may begin at i; best->end is 0 when nothing does.
static void read_at(const struct prose *p, size_t i, struct found *best)
{
    struct found f;
    struct hedged h;
    best->end = best->count = 0;
    read_codes(p, i, best);
    f.end = f.count = 0;
    read_date(p, i, false, &f);
    keep_longer(best, &f);
    read_amounts(p, i, &(struct hedged){0}, best);
    size_t behind = read_hedge(p, i, &h);
    if (!behind) return;
    f.end = f.count = 0;
    read_amounts(p, behind, &h, &f);
    struct found date;
    date.end = date.count = 0;
    read_date(p, behind, true, &date);
    if (f.end >= date.end) keep_longer(best, &f);
}

// Nothing begins at most words: those whose phrases mean nothing, and small marks.
static bool is_idle(const struct prose *p, size_t i)
{
    const struct lex *x = lex_at(p, i);
    if (x->kind == LEX_WORD)
        return !x->reach && (x->n < 2 || p->text.p[x->at] < 'A' || p->text.p[x->at] > 'Z');
    return x->kind == LEX_URL ||
           (x->kind == LEX_MARK && x->cp < 0x80 && x->cp != '$' && x->cp != '+');
}

// "before" in front of a date that begins at i, or behind one that ends there.
static void read_bound(const struct prose *p, size_t i, size_t end, struct token *t)
{
    enum { LONGEST = 4 };
    const struct sense *s = NULL;
    size_t from = end, to = lex_phrase(p, end, SENSE_BOUND, &s);
    if (!to || !s->value2) to = 0;
    for (size_t k = i; !to && k > 0 && i - k < LONGEST; k--)
        if (lex_phrase(p, k - 1, SENSE_BOUND, &s) == i && !s->value2) from = k - 1, to = i;
    if (!to) return;
    t->bound = (enum bound)s->value;
    t->hedge_at = lex_at(p, from)->at;
    t->hedge_n = lex_at(p, to - 1)->at + lex_at(p, to - 1)->n - t->hedge_at;
}

size_t scan_text(struct arena *a, struct str text, struct str lang, struct token **out)
{
    const struct prose p = lex_text(a, text, lexicon_of(lang));
    struct token *list = NULL;
    size_t count = 0, cap = 0;
    struct found f;
    for (size_t i = 0; i < p.count;) {
        f.end = 0;
        if (!is_idle(&p, i)) read_at(&p, i, &f);
        for (size_t k = 0; f.end && k < f.count; k++) {
            list = arena_grow(a, list, &cap, count + 1, sizeof *list);
            list[count] = f.list[k];
            if (list[count].kind == TOKEN_DATE && f.count == 1 && !list[count].span) read_bound(&p, i, f.end, &list[count]);
            count++;
        }
        i = f.end > i ? f.end : i + 1;
    }
    *out = list;
    return count;
}

// ---- hedges

static bool holds(enum hedge h, int64_t number, int64_t count)
{
    double n = (double)number, c = (double)count; // whole numbers: exact far beyond any count
    switch (h) {
    case HEDGE_NONE: return count == number;
    case HEDGE_OVER: return count > number;
    case HEDGE_AT_LEAST: return count >= number;
    case HEDGE_UNDER: return count < number;
    case HEDGE_AT_MOST: return count <= number;
    case HEDGE_NEARLY: return count <= number && 5 * c >= 4 * n;
    case HEDGE_ABOUT: return 10 * c >= 9 * n && 10 * c <= 11 * n;
    }
    return false;
}

// Every count from certain to certain + possible may be the true one. What satisfies a hedge is an
// interval, so it is enough to look at both ends and at the number itself.
enum tri hedge_holds(enum hedge h, int64_t number, int64_t certain, int64_t possible)
{
    int64_t most = 0;
    if (possible < 0) possible = 0;
    if (__builtin_add_overflow(certain, possible, &most)) most = INT64_MAX;
    bool low = holds(h, number, certain), high = holds(h, number, most);
    if (low && high) return TRI_YES;
    bool within = number >= certain && number <= most && holds(h, number, number);
    return low || high || within ? TRI_MAYBE : TRI_NO;
}

struct str hedge_text(struct arena *a, enum hedge h, int64_t number)
{
    static const char *const WORDS[] = {"exactly", "more than", "at least", "fewer than",
                                        "at most", "nearly",    "about"};
    return strf(a, "%s %lld", WORDS[h], (long long)number);
}

// ---- what is denied

bool scan_denies(struct arena *a, struct str text, struct str lang, size_t *at, size_t *n)
{
    struct prose p = lex_text(a, text, lexicon_of(lang));
    for (size_t i = 0; lex_at(&p, i)->kind != LEX_END; i++) {
        size_t end = lex_phrase(&p, i, SENSE_NEGATION, NULL);
        if (!end) continue;
        const struct lex *last = lex_at(&p, end - 1);
        *at = lex_at(&p, i)->at;
        *n = last->at + last->n - *at;
        return true;
    }
    return false;
}

bool scan_knows(struct str lang)
{
    char name[32];
    struct str rest, primary = str_cut(lang, '-', &rest);
    if (primary.n > 8) return false;
    int n = snprintf(name, sizeof name, "lang/%.*s.yaml", STR(primary));
    return n > 0 && data_file((struct str){name, (size_t)n}).n > 0;
}

bool scan_knows_word(struct str lang, struct str folded) { return lexicon_word(lexicon_of(lang), folded) != 0; }

bool scan_same_word(struct str lang, struct str word, struct str other)
{
    return lexicon_same_word(lexicon_of(lang), word, other);
}
