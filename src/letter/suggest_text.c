// How suggest reads a letter's body: blocks, sentences, words, names and phrases.
//
//   wordings   "infringement proceedings" → term referral; "arrested" → property detentions.since; buckets by first byte
//   mask       | over links, code, pictures, addresses: what stands there is linked already, or must not be
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "lang/lex.h"
#include "letter/suggest_parts.h"

// ---- the vocabulary's wordings

enum { WORDS_MAX = 8 };

struct wording {
    struct str word[WORDS_MAX];
    bool stem[WORDS_MAX]; // more letters may follow
    size_t n;
    struct phrase means;
    struct wording *next;
};

struct wordings {
    struct wording *bucket[256];
};

static void wording_add(struct arena *a, struct wordings *w, struct str text, struct phrase means)
{
    struct wording *g = arena_alloc(a, sizeof *g);
    g->means = means;
    for (struct str rest = text; rest.p;) {
        struct str piece = str_cut(rest, ' ', &rest);
        bool stem = str_ends(piece, S("*"));
        for (struct str folded = fold(a, piece); folded.p && folded.n;) {
            if (g->n == WORDS_MAX) return;
            g->word[g->n++] = str_cut(folded, ' ', &folded);
        }
        if (stem && g->n) g->stem[g->n - 1] = true;
    }
    if (!g->n || !g->word[0].n) return;
    struct wording **head = &w->bucket[(unsigned char)g->word[0].p[0]];
    g->next = *head;
    *head = g;
}

static void labels_add(struct arena *a, struct wordings *w, const struct label *l, struct str lang, struct phrase means)
{
    for (; l; l = l->next)
        if (str_eq(l->lang, lang)) wording_add(a, w, l->text, means);
}

// A term's label of several words names it; a single word ("decision", "court") may mean anything and is a hint.
static void term_add(struct arena *a, struct wordings *w, const struct term *t, struct str lang)
{
    for (const struct label *l = t->label; l; l = l->next)
        if (str_eq(l->lang, lang) && !str_eq(t->code, S("other")) && !str_eq(t->code, S("unknown")))
            wording_add(a, w, l->text, (struct phrase){.term = t, .strong = str_chr(l->text, ' ', 0) < l->text.n, .singular = true});
    bool first = true;
    for (const struct label *l = t->words; l; l = l->next) {
        if (!str_eq(l->lang, lang)) continue;
        wording_add(a, w, l->text, (struct phrase){.term = t, .strong = true, .singular = first});
        first = false;
    }
    labels_add(a, w, t->hints, lang, (struct phrase){.term = t});
}

const struct wordings *wordings_of(struct arena *a, const struct vocab *v, struct str lang)
{
    struct str rest, primary = str_cut(lang, '-', &rest);
    struct wordings *w = arena_alloc(a, sizeof *w);
    for (const struct type *t = v->first; t; t = t->next) {
        labels_add(a, w, t->hints, primary, (struct phrase){.type = t});
        for (const struct prop *p = t->first; p; p = p->next) labels_add(a, w, p->hints, primary, (struct phrase){.prop = p});
    }
    for (const struct thesaurus *th = v->terms; th; th = th->next)
        for (const struct term *t = th->first; t; t = t->next) term_add(a, w, t, primary);
    return w;
}

static bool same_word(const struct wording *g, size_t i, struct str fold)
{
    return g->stem[i] ? str_starts(fold, g->word[i]) : str_eq(fold, g->word[i]);
}

static void read_phrases(struct study *r, struct block *b)
{
    size_t cap = 0;
    for (size_t i = 0; i < b->word_count; i++) {
        const struct word *w = &b->words[i];
        const struct wording *g = w->fold.n ? r->wordings->bucket[(unsigned char)w->fold.p[0]] : NULL;
        for (; g; g = g->next) {
            size_t k = 0;
            while (k < g->n && i + k < b->word_count && same_word(g, k, w[k].fold) && (!k || w[k].gap == GAP_NEAR)) k++;
            if (k < g->n) continue;
            b->phrases = arena_grow(r->a, b->phrases, &cap, b->phrase_count + 1, sizeof *b->phrases);
            struct phrase *f = &b->phrases[b->phrase_count++];
            *f = g->means;
            f->at = w->at;
            f->n = w[k - 1].at + w[k - 1].n - w->at;
        }
    }
}

static bool same_meaning(const struct phrase *a, const struct phrase *b)
{
    return a->term && b->term ? a->term->of == b->term->of : a->type == b->type && a->prop == b->prop;
}

// "final resolutions" is not about resolutions: of phrases of one thesaurus that overlap the longest stands.
static void drop_shorter(struct block *b)
{
    enum { REACH = 64 }; // phrases that begin near each other
    size_t kept = 0;
    for (size_t i = 0; i < b->phrase_count; i++) {
        const struct phrase *f = &b->phrases[i];
        bool inside = false;
        for (size_t k = i > REACH ? i - REACH : 0; k < b->phrase_count && k < i + REACH && !inside; k++) {
            const struct phrase *g = &b->phrases[k];
            inside = g->n > f->n && g->at <= f->at && g->at + g->n >= f->at + f->n && same_meaning(f, g);
        }
        if (!inside) b->phrases[kept++] = *f; // what stands behind i is still as it was; what stands before is longer or kept
    }
    b->phrase_count = kept;
}

// ---- words

// What may stand between two words of a phrase (blanks, a hyphen, an apostrophe, marks of emphasis, one line end) or of
// a name (also the stop of an abbreviation).
static enum gap gap_between(struct str text, const struct word *before, size_t at)
{
    struct str gap = str_sub(text, before->at + before->n, at);
    size_t lines = 0;
    bool near = true;
    if (gap.n > 8) return GAP_FAR;
    for (size_t i = 0; i < gap.n; i++) {
        unsigned char c = (unsigned char)gap.p[i];
        lines += c == '\n';
        if (c == '.' && before->n <= 2) near = false;
        else if (c >= 0x80) { // ’ and hyphens
            struct str mark = str_sub(gap, i, i + 3);
            if (!str_eq(mark, S("’")) && !str_eq(mark, S("‐")) && !str_eq(mark, S("‑"))) return GAP_FAR;
            i += 2;
        } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '-' && c != '\'' && c != '*' && c != '_')
            return GAP_FAR;
    }
    return lines > 1 ? GAP_FAR : near ? GAP_NEAR : GAP_NAME;
}

static struct str fold_word(struct arena *a, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return fold(a, s);
    char *p = str_c(a, s);
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
    return (struct str){p, s.n};
}

static void read_words(struct study *r, struct block *b)
{
    struct prose p = lex_text(r->a, b->text, lexicon_of(r->l->head.lang));
    b->words = arena_array(r->a, p.count, sizeof *b->words);
    for (size_t i = 0; i < p.count; i++) {
        const struct lex *x = lex_at(&p, i);
        if (x->kind != LEX_WORD && x->kind != LEX_DIGITS) continue;
        struct word *w = &b->words[b->word_count];
        *w = (struct word){.at = x->at, .n = x->n, .fold = fold_word(r->a, lex_str(&p, i)), .digits = x->kind == LEX_DIGITS};
        w->capital = !w->digits && x->capital;
        w->gap = b->word_count ? gap_between(b->text, w - 1, x->at) : GAP_FAR;
        b->word_count++;
    }
}

// ---- sentences

// Behind a full stop and a word of `letters` letters: a capital, or, when the word is no abbreviation, a number.
static bool begins_sentence(struct str text, size_t at, size_t letters)
{
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\n' || text.p[at] == '\r' || text.p[at] == '"' || text.p[at] == '(')) at++;
    if (at == text.n) return true;
    unsigned char c = (unsigned char)text.p[at];
    if (c >= '0' && c <= '9') return letters >= 5;
    return (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '|';
}

static void read_sentences(struct study *r, struct block *b)
{
    size_t cap = 0, word = 0;
    for (size_t i = 0; i <= b->n; i++) {
        bool last = i == b->n;
        if (!last) {
            char c = b->text.p[i];
            if (c != '.' && c != '!' && c != '?') continue;
            if (i + 1 < b->n && b->text.p[i + 1] != ' ' && b->text.p[i + 1] != '\n' && b->text.p[i + 1] != '\r' && b->text.p[i + 1] != '"') continue;
            while (word + 1 < b->word_count && b->words[word + 1].at < i) word++;
            const struct word *w = word < b->word_count ? &b->words[word] : NULL;
            if (!begins_sentence(b->text, i + 1, w ? utf8_count(w->fold) : 0)) continue;
            if (c == '.' && w && w->at + w->n == i && w->n <= 2 && !w->digits) continue; // "Mr.", "v."
        }
        b->ends = arena_grow(r->a, b->ends, &cap, b->end_count + 1, sizeof *b->ends);
        b->ends[b->end_count++] = last ? i : i + 1;
    }
}

void sentence_of(const struct block *b, size_t at, size_t *from, size_t *to)
{
    size_t lo = 0, hi = b->end_count - 1;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (b->ends[mid] <= at) lo = mid + 1;
        else hi = mid;
    }
    *from = lo ? b->ends[lo - 1] : 0;
    *to = b->ends[lo];
}

// ---- what stands where

#define FIRST(name, list, count) \
    size_t name(const struct block *b, size_t at) \
    { \
        size_t lo = 0, hi = b->count; \
        while (lo < hi) { \
            size_t mid = (lo + hi) / 2; \
            if (b->list[mid].at < at) lo = mid + 1; \
            else hi = mid; \
        } \
        return lo; \
    }
FIRST(first_phrase, phrases, phrase_count)
FIRST(first_name, names, name_count)
FIRST(first_token, tokens, token_count)
FIRST(first_word, words, word_count)

// ---- names

struct known_name {
    struct str key;
    int64_t *entities;
    size_t count;
};

struct names {
    struct known_name *slots;
    size_t size, used;
};

static struct known_name *name_slot(struct names *n, struct str key)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
    size_t i = (size_t)h & (n->size - 1);
    while (n->slots[i].key.p && !str_eq(n->slots[i].key, key)) i = (i + 1) & (n->size - 1);
    return &n->slots[i];
}

static void names_make_room(struct arena *a, struct names *n)
{
    if (n->used * 2 < n->size) return;
    struct names bigger = {.size = n->size ? n->size * 2 : 1024};
    bigger.slots = arena_array(a, bigger.size, sizeof *bigger.slots);
    for (size_t i = 0; i < n->size; i++)
        if (n->slots[i].key.p) *name_slot(&bigger, n->slots[i].key) = n->slots[i], bigger.used++;
    *n = bigger;
}

// An acronym: not among names; "organisations?acronym=ECtHR" finds it.
static bool find_acronym(struct study *r, struct str text, struct known_name *k, struct err *err)
{
    size_t capitals = 0;
    struct ref ref;
    struct ref_fault fault;
    struct hits h;
    for (size_t i = 0; i < text.n; i++) {
        bool capital = text.p[i] >= 'A' && text.p[i] <= 'Z';
        if (!capital && (text.p[i] < 'a' || text.p[i] > 'z')) return true;
        capitals += capital;
    }
    if (capitals < 2 || text.n > 12) return true;
    if (!ref_parse(r->a, store_vocab(r->v->store), strf(r->a, "organisations?acronym=%.*s&limit=4", STR(text)), &ref, &fault)) return true;
    if (!query_list(r->v, &ref, &h, err)) return false;
    k->entities = arena_array(r->a, h.n, sizeof *k->entities);
    for (size_t i = 0; i < h.n; i++) k->entities[k->count++] = h.v[i].entity;
    return true;
}

static bool look_up(struct study *r, struct str text, bool single, struct known_name **out, struct err *err)
{
    names_make_room(r->a, r->names);
    struct known_name *k = name_slot(r->names, text);
    *out = k;
    if (k->key.p) return true;
    k->key = text;
    r->names->used++;
    if (!view_named(r->v, text, &k->entities, &k->count, err)) return false;
    return k->count || !single || find_acronym(r, text, k, err);
}

static bool read_names(struct study *r, struct block *b, struct err *err)
{
    enum { LONGEST = 8 };
    size_t cap = 0;
    for (size_t i = 0; i < b->word_count; i++) {
        const struct word *w = &b->words[i];
        size_t reach = 1, took = 0;
        struct known_name *k = NULL;
        if (!w->capital) continue;
        while (reach < LONGEST && i + reach < b->word_count && w[reach].gap != GAP_FAR) reach++;
        for (size_t n = reach; n && !took; n--) {
            if (!w[n - 1].capital && !w[n - 1].digits) continue;
            struct str text = str_sub(b->text, w->at, w[n - 1].at + w[n - 1].n);
            if (!look_up(r, text, n == 1, &k, err)) return false;
            if (k->count) took = n;
        }
        b->names = arena_grow(r->a, b->names, &cap, b->name_count + 1, sizeof *b->names);
        b->names[b->name_count] = (struct name){.at = w->at, .n = w->n, .part = true}; // perhaps a surname: the pool knows
        if (took) {
            const struct word *last = &w[took - 1];
            b->names[b->name_count] = (struct name){w->at, last->at + last->n - w->at, k->entities, k->count, false};
            i += took - 1;
        }
        b->name_count++;
    }
    return true;
}

// ---- blocks

// Of a block's text: where each bracket closes, found in one pass; 0: nowhere. And what was looked for in vain.
struct pairs {
    size_t *close;
    size_t bracket; // the end of a pair of brackets that may be no link
    bool no_angle;
    uint32_t no_ticks; // by the length of the run
};

static size_t *pairs_of(struct arena *a, struct str t)
{
    size_t *close = arena_array(a, t.n, sizeof *close), *stack = NULL, n = 0, cap = 0;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];
        if (c == '\\') i++;
        if (c == '[' || c == '(') {
            stack = arena_grow(a, stack, &cap, n + 1, sizeof *stack);
            stack[n++] = i;
        }
        if (c != ']' && c != ')') continue;
        char open = c == ']' ? '[' : '(';
        size_t k = n; // the nearest of its kind; what was opened since stays open
        for (size_t far = 0; k && t.p[stack[k - 1]] != open && far < 16; far++) k--;
        if (k && t.p[stack[k - 1]] == open) close[stack[k - 1]] = i, n = k - 1;
    }
    return close;
}

static size_t code_end(struct str t, size_t i, struct pairs *p)
{
    size_t n = i;
    while (n < t.n && t.p[n] == '`') n++;
    size_t run = n - i;
    if (run >= 32 || p->no_ticks >> run & 1) return n;
    size_t close = str_find(t, str_sub(t, i, n), n);
    if (close < t.n) return close + run;
    p->no_ticks |= 1u << run;
    return n;
}

// The end of what begins at i and must not be touched; i: nothing does.
static size_t untouchable(struct str t, size_t i, struct pairs *p)
{
    char c = t.p[i];
    if (c == '\\') return i + 2;
    if (c == '`') return code_end(t, i, p);
    if (c == '<' && !p->no_angle) {
        size_t close = str_chr(t, '>', i);
        p->no_angle = close == t.n;
        return close < t.n ? close + 1 : i + 1;
    }
    if (c == '[' && p->close[i]) {
        size_t close = p->close[i];
        char next = close + 1 < t.n ? t.p[close + 1] : 0;
        if ((next == '(' || next == '[') && p->close[close + 1]) return p->close[close + 1] + 1;
        p->bracket = close + 1; // "[sic]", or a link whose address stands elsewhere
        return i + 1;
    }
    if (c != ':' || !str_starts(str_sub(t, i, i + 3), S("://"))) return i;
    while (i < t.n && (unsigned char)t.p[i] > ' ') i++;
    return i;
}

static void read_masks(struct study *r, struct block *b, struct str t)
{
    char *text = str_c(r->a, t), *open = str_c(r->a, t);
    struct pairs pairs = {.close = pairs_of(r->a, t)};
    for (size_t i = 0; i < t.n;) {
        size_t end = untouchable(t, i, &pairs);
        if (end > t.n) end = t.n;
        if (end > i && t.p[i] == ':') // the scheme stands before it
            for (size_t k = i; k > 0 && ((t.p[k - 1] | 32) >= 'a' && (t.p[k - 1] | 32) <= 'z'); k--) text[k - 1] = open[k - 1] = '|';
        for (size_t k = i; k < end; k++) text[k] = open[k] = '|';
        if (end == i) end = i + 1;
        for (size_t k = i; k < end && k < pairs.bracket; k++) open[k] = '|';
        i = end;
    }
    for (size_t i = str_chr(t, '\n', 0); i < t.n; i = str_chr(t, '\n', i + 1)) // the marks of a quotation
        for (size_t k = i + 1; k < t.n && (t.p[k] == ' ' || t.p[k] == '>'); k++)
            if (t.p[k] == '>') text[k] = open[k] = '|';
    b->text = (struct str){text, t.n};
    b->open = (struct str){open, t.n};
}

struct lines {
    size_t *at, n, cap; // where each line of the file begins
};

static struct lines lines_of(struct arena *a, struct str text)
{
    struct lines l = {0};
    for (size_t at = 0; at <= text.n; at = str_chr(text, '\n', at) + 1) {
        l.at = arena_grow(a, l.at, &l.cap, l.n + 1, sizeof *l.at);
        l.at[l.n++] = at;
    }
    return l;
}

static bool read_block(struct study *r, const struct lines *lines, size_t before, cmark_node *n, struct block *b, struct err *err)
{
    size_t first = (size_t)cmark_node_get_start_line(n) + before, last = (size_t)cmark_node_get_end_line(n) + before;
    size_t col = (size_t)cmark_node_get_start_column(n);
    struct str text = r->l->file->text;
    *b = (struct block){.heading = cmark_node_get_type(n) == CMARK_NODE_HEADING};
    if (!first || first > lines->n) return true;
    b->at = lines->at[first - 1] + (col ? col - 1 : 0);
    size_t end = last < lines->n ? lines->at[last] : text.n;
    if (b->at >= end) return true;
    b->n = end - b->at;
    read_masks(r, b, str_sub(text, b->at, end));
    b->token_count = scan_text(r->a, b->text, r->l->head.lang, &b->tokens);
    read_words(r, b);
    read_sentences(r, b);
    read_phrases(r, b);
    drop_shorter(b);
    return read_names(r, b, err);
}

bool read_letter(struct study *r, struct err *err)
{
    size_t cap = 0, before = pos_of(r->l->file->text, r->l->body_at).line - 1;
    struct lines lines = lines_of(r->a, r->l->file->text);
    bool good = true;
    r->names = arena_alloc(r->a, sizeof *r->names);
    cmark_iter *it = cmark_iter_new(r->l->body);
    for (cmark_event_type e; good && (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER || (t != CMARK_NODE_PARAGRAPH && t != CMARK_NODE_HEADING)) continue;
        r->blocks = arena_grow(r->a, r->blocks, &cap, r->block_count + 1, sizeof *r->blocks);
        good = read_block(r, &lines, before, n, &r->blocks[r->block_count], err);
        r->block_count += r->blocks[r->block_count].n > 0;
    }
    cmark_iter_free(it);
    return good;
}

// ---- where a link may stand

// Does the block still say the same with a link there? Asked where marks of emphasis stand inside.
static bool reads_same(const struct study *r, const struct block *b, size_t at, size_t n)
{
    enum { LONGEST = 1 << 16 };
    struct str raw = str_sub(r->l->file->text, b->at, b->at + b->n);
    if (b->n > LONGEST) return false;
    struct str linked = strf(r->a, "%.*s[%.*s](fact:x)%.*s", STR(str_sub(raw, 0, at)), STR(str_sub(raw, at, at + n)), STR(str_sub(raw, at + n, raw.n)));
    cmark_node *was = cmark_parse_document(raw.p, raw.n, CMARK_OPT_DEFAULT), *is = cmark_parse_document(linked.p, linked.n, CMARK_OPT_DEFAULT);
    bool same = str_eq(node_plain(r->a, was), node_plain(r->a, is));
    cmark_node_free(was);
    cmark_node_free(is);
    return same;
}

bool span_free(const struct study *r, const struct block *b, size_t at, size_t n)
{
    bool emphasis = false;
    if (!n || at + n > b->n) return false;
    if (at && (b->open.p[at - 1] == '!' || b->open.p[at - 1] == '|')) return false;
    for (size_t i = at; i < at + n; i++) {
        char c = b->open.p[i];
        if (c == '|' || c == '[' || c == ']' || c == '<' || c == '\\' || c == '`') return false;
        emphasis = emphasis || c == '*' || c == '_' || c == '&';
    }
    return !emphasis || reads_same(r, b, at, n);
}
