// Names in a claim's text. Three questions, in this order:
//
//   mentions   a name that the register has must be of what the claim leads to: "in Baku" of a ruling in Shaki is wrong
//   own name   a claim about a person or a body must call it by one of its names, whole: "Ilham Mammadov" is not Ilgar Mammadov
//   unbacked   what else is written like a name, and nothing behind the claim has it: "in Ganja on 17 March 2014"
//
// A run is a row of words with capitals, without what the tokens and mentions have already accounted for, and without the
// words that the language writes so anyway at its ends (data/lang, capitals):
//
//   "On 4 February 2013 President Ilham Mammadov of Ganja"    runs: "Ilham Mammadov", "Ganja"
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "letter/checker.h"

enum { LONGEST_RUN = 12 };

struct run {
    size_t at, n;                  // bytes of the claim's text
    struct str words[LONGEST_RUN]; // folded
    size_t count;
    bool first; // its first word stands at the head of a sentence
};

struct names {
    struct checker *k;
    struct statements all;
    bool *taken; // of each byte of the text: accounted for
    struct run *runs;
    size_t run_count, run_cap;
    struct str pool; // all words behind the claim, folded; made when it is asked for
};

static struct str sub_of(struct names *m, size_t at, size_t n) { return str_sub(m->k->c->text, at, at + n); }

// ---- mentions

// Some text of what the claim leads to has the name: a court's city, a title.
static bool said_nearby(struct checker *k, struct str name)
{
    struct str want = fold(k->a, name);
    const struct statements pools[] = {k->facts.own, k->facts.near};
    for (size_t p = 0; p < 2; p++)
        for (size_t i = 0; i < pools[p].n; i++) {
            const struct statement *s = &pools[p].v[i];
            bool text = s->value.kind == KIND_TEXT || s->value.kind == KIND_NAME;
            if (text && folded_has(fold(k->a, s->value.text), want)) return true;
        }
    return false;
}

// The same entity under another of its names: "Sheki" for a court's city Shaki.
static bool other_name_nearby(struct checker *k, int64_t entity, bool *out, struct err *err)
{
    struct statements all;
    if (!view_statements(k->v, entity, &all, err)) return false;
    for (size_t i = 0; i < all.n && !*out; i++)
        *out = all.v[i].prop->kind == KIND_NAME && said_nearby(k, all.v[i].value.text);
    return true;
}

// Who acts in everything of that type: the Committee of Ministers in its supervision.
static bool acts_in_all(struct checker *k, struct str name)
{
    for (const struct label *h = k->c->ref.type->hints; h; h = h->next)
        if (str_chr(h->text, ' ', 0) < h->text.n && folded_has(fold(k->a, name), fold(k->a, h->text))) return true;
    return false;
}

static bool belongs(struct checker *k, const struct mention *m, bool *out, struct err *err)
{
    struct str text = str_sub(k->c->text, m->at, m->at + m->n);
    *out = said_nearby(k, text) || acts_in_all(k, text);
    for (size_t e = 0; e < m->count; e++) *out |= facts_relate(&k->facts, m->entities[e]);
    for (size_t e = 0; e < m->count && !*out; e++)
        if (!other_name_nearby(k, m->entities[e], out, err)) return false;
    return true;
}

static bool unconnected(struct checker *k, const struct mention *m, struct err *err)
{
    const struct type *t;
    struct str slug, text = str_sub(k->c->text, m->at, m->at + m->n);
    size_t said = 0;
    if (!view_name(k->v, m->entities[0], &t, &slug, err)) return false;
    struct diag *d = report_words(k, DIAG_NAME, m->at, m->n,
                                  strf(k->a, "%.*s is %.*s/%.*s, and the register does not connect it with this", STR(text),
                                       STR(t->path), STR(slug)));
    for (size_t r = 1; r < k->facts.related_count && said < 4; r++) {
        struct str label, path = view_path(k->v, k->facts.related[r], err);
        if (!str_starts(path, t->path) || path.n <= t->path.n || path.p[t->path.n] != '/') continue;
        if (!view_label(k->v, k->facts.related[r], &label, err)) return false;
        diag_more(k->ds, d, "the register has %.*s (%.*s)", STR(label), STR(path));
        said++;
    }
    return true;
}

static bool check_mentions(struct names *m, struct err *err)
{
    struct mention *list;
    size_t n;
    if (!mentions_find(m->k->v, m->k->c->text, &list, &n, err)) return false;
    for (size_t i = 0; i < n; i++) {
        bool good;
        m->k->compared = true;
        memset(m->taken + list[i].at, 1, list[i].n);
        if (!belongs(m->k, &list[i], &good, err) || (!good && !unconnected(m->k, &list[i], err))) return false;
    }
    return true;
}

// ---- runs of words with capitals

// Does a sentence begin at byte `at` of the text, marks of emphasis and quotation aside? At 0 the file tells.
static bool begins_sentence(struct names *m, size_t at)
{
    const struct letter *l = m->k->l;
    bool inside = at > 0;
    struct str before = inside ? str_sub(m->k->c->text, 0, at) : str_sub(l->file->text, l->body_at, m->k->c->at);
    int lines = 0;
    for (size_t i = before.n; i > 0; i--) {
        char c = before.p[i - 1];
        if (c == '\n' && ++lines == 2) return true;
        if (strchr(".!?:;#>", c)) return true;
        if (strchr(" \t\r\n*_\"'([-", c)) continue;
        bool quote = i >= 3 && !memcmp(before.p + i - 3, "\xE2\x80", 2); // “ ” ‘ … –
        if (!quote) return false;
        i -= 2;
    }
    return !inside || begins_sentence(m, 0);
}

static bool known(struct names *m, struct str folded) { return scan_knows_word(m->k->l->head.lang, folded); }

// Without the words that are nobody's name at both ends.
static void add_run(struct names *m, const struct text_word *w, size_t n)
{
    struct run r = {0};
    size_t from = 0;
    while (from < n && known(m, fold(m->k->a, sub_of(m, w[from].at, w[from].n)))) from++;
    while (n > from && known(m, fold(m->k->a, sub_of(m, w[n - 1].at, w[n - 1].n)))) n--;
    if (n == from) return;
    r.at = w[from].at;
    r.n = w[n - 1].at + w[n - 1].n - r.at;
    r.first = begins_sentence(m, r.at);
    for (size_t i = from; i < n; i++) r.words[r.count++] = fold(m->k->a, sub_of(m, w[i].at, w[i].n));
    m->runs = arena_grow(m->k->a, m->runs, &m->run_cap, m->run_count + 1, sizeof *m->runs);
    m->runs[m->run_count++] = r;
}

// Only blanks, hyphens and the points of initials stand between the words of a name.
static bool adjoin(struct names *m, const struct text_word *a, const struct text_word *b)
{
    struct str between = str_sub(m->k->c->text, a->at + a->n, b->at);
    if (between.n && between.p[0] == '.' && utf8_count(sub_of(m, a->at, a->n)) == 1) between = str_sub(between, 1, between.n);
    return !str_trim(between).n || str_eq(between, S("-"));
}

static void find_runs(struct names *m)
{
    struct text_word *w;
    size_t n = words_split(m->k->a, m->k->c->text, &w);
    for (size_t i = 0; i < n; i++) {
        size_t end = i;
        while (end < n && end - i < LONGEST_RUN && w[end].capital && !m->taken[w[end].at] && (end == i || adjoin(m, &w[end - 1], &w[end]))) end++;
        if (end > i) add_run(m, w + i, end - i), i = end - 1;
    }
}

// ---- own name

static bool same_word(struct names *m, struct str word, struct str part)
{
    size_t i = 0, k = 0;
    if (scan_same_word(m->k->l->head.lang, word, part)) return true;
    return utf8_count(word) == 1 && utf8_next(word, &i) == utf8_next(part, &k); // an initial
}

// Is the run a form of the name? Each of its words is another part of the name; of several the first part, the given name,
// is one; a single one is the first or the last: "Ilgar", "Mammadov", "I. Mammadov", not "Eldar Mammadov".
static bool is_form(struct names *m, const struct run *r, struct str name, bool person, bool *shares)
{
    enum { MAX_PARTS = 16 };
    struct str parts[MAX_PARTS], rest = fold(m->k->a, name);
    bool used[MAX_PARTS] = {0}, all = true;
    size_t n = 0;
    while (rest.p && n < MAX_PARTS) {
        parts[n] = str_cut(rest, ' ', &rest);
        n += parts[n].n > 0;
    }
    for (size_t i = 0; i < r->count; i++) {
        bool found = false;
        for (size_t k = 0; k < n && !found; k++) {
            if (used[k] || !same_word(m, r->words[i], parts[k])) continue;
            found = used[k] = true;
            *shares |= utf8_count(r->words[i]) > 1;
        }
        all &= found;
    }
    if (!all || !n || !person) return all && n;
    return used[0] || (r->count == 1 && used[n - 1]);
}

static bool is_name(const struct statement *s) { return s->prop->kind == KIND_NAME || str_eq(s->prop->name, S("acronym")); }

// Of the names among these statements: is the run a form of one? *shares: it has a word of one.
static const struct statement *form_among(struct names *m, const struct run *r, struct statements all, bool *shares)
{
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!is_name(s)) continue;
        bool person = str_eq(s->prop->type->path, S("persons")), has = false, form = is_form(m, r, s->value.text, person, &has);
        *shares |= has && person;
        if (form) return s;
    }
    return NULL;
}

static bool wrong_name(struct names *m, size_t at, size_t n, struct err *err)
{
    struct checker *k = m->k;
    struct str label;
    size_t said = 0;
    if (!view_label(k->v, k->facts.entity, &label, err)) return false;
    struct diag *d = report_words(k, DIAG_NAME, at, n, strf(k->a, "the register knows this as %.*s", STR(label)));
    for (size_t i = 0; i < m->all.n && said < 4; i++)
        if (m->all.v[i].prop->kind == KIND_NAME && ++said && !more_statement(k, d, &m->all.v[i], err)) return false;
    k->compared = true;
    return true;
}

static const struct statement *whole_name(struct names *m)
{
    struct str text = fold(m->k->a, m->k->c->text);
    for (size_t i = 0; i < m->all.n; i++)
        if (is_name(&m->all.v[i]) && folded_has(text, fold(m->k->a, m->all.v[i].value.text))) return &m->all.v[i];
    return NULL;
}

static void take_run(struct names *m, const struct run *r) { memset(m->taken + r->at, 1, r->n); }

// A claim about an entity that has a name. What is a part of a name and not a form of it is wrong; when nothing else in the
// text could be compared, whatever is written like a name is the name that is meant.
static bool check_own_name(struct names *m, struct err *err)
{
    const struct statement *whole = whole_name(m), *form = NULL;
    bool compared = m->k->compared || whole, named = false, wrong = false;
    for (size_t i = 0; i < m->all.n; i++) named |= m->all.v[i].prop->kind == KIND_NAME;
    if (!named) return true;
    if (whole) rest_on(m->k, whole), m->k->compared = true;
    for (size_t i = 0; i < m->run_count; i++) {
        const struct run *r = &m->runs[i];
        bool shares = false;
        const struct statement *s = form_among(m, r, m->all, &shares);
        if (s) {
            form = s;
            m->k->compared = true;
            take_run(m, r);
        } else if (shares) {
            wrong = true;
            take_run(m, r);
            if (!wrong_name(m, r->at, r->n, err)) return false;
        }
    }
    if (form && !whole) rest_on(m->k, form);
    if (compared || form || wrong || !m->run_count) return true;
    for (size_t i = 0; i < m->run_count; i++) take_run(m, &m->runs[i]);
    return wrong_name(m, 0, m->k->c->text.n, err);
}

// ---- what nothing backs

static void add_labels(struct buf *b, struct arena *a, const struct label *l)
{
    for (; l; l = l->next) buf_addf(b, " %.*s", STR(fold(a, l->text)));
}

static void add_pool(struct names *m, struct buf *b, struct statements all)
{
    struct arena *a = m->k->a;
    for (size_t i = 0; i < all.n; i++) {
        const struct value *v = &all.v[i].value;
        if (v->kind == KIND_TEXT || v->kind == KIND_NAME || v->kind == KIND_IDENTIFIER)
            buf_addf(b, " %.*s", STR(fold(a, v->text)));
        // of terms any will do: a wrong one is a fault of its own
        for (const struct term *t = v->kind == KIND_TERM && all.v[i].prop->terms ? all.v[i].prop->terms->first : NULL; t; t = t->next)
            add_labels(b, a, t->label), add_labels(b, a, t->words);
        add_labels(b, a, all.v[i].prop->label);
    }
}

static struct str pool_of(struct names *m)
{
    struct buf b = buf_in(m->k->a);
    if (m->pool.n) return m->pool;
    buf_addc(&b, ' ');
    add_labels(&b, m->k->a, m->k->c->ref.type->label);
    add_labels(&b, m->k->a, m->k->c->ref.type->hints);
    add_pool(m, &b, m->k->facts.own);
    add_pool(m, &b, m->k->facts.near);
    return m->pool = buf_str(&b);
}

static bool in_pool(struct names *m, struct str word)
{
    struct str rest = pool_of(m);
    if (folded_has(rest, word)) return true;
    while (rest.p) {
        struct str piece = str_cut(rest, ' ', &rest);
        if (piece.n && piece.p[0] == word.p[0] && scan_same_word(m->k->l->head.lang, word, piece)) return true;
    }
    return false;
}

static bool is_backed(struct names *m, const struct run *r, bool *shares)
{
    struct buf phrase = buf_in(m->k->a);
    bool each = true;
    for (size_t i = 0; i < r->count; i++) {
        if (i) buf_addc(&phrase, ' ');
        buf_add(&phrase, r->words[i]);
        each = each && in_pool(m, r->words[i]);
    }
    if (folded_has(pool_of(m), buf_str(&phrase))) return true;
    if (form_among(m, r, m->k->facts.own, shares) || form_among(m, r, m->k->facts.near, shares)) return true;
    return each && !*shares; // "Ilham Mammadov" is no one, though there is an Ilham Aliyev and an Ilgar Mammadov
}

static bool check_unbacked(struct names *m, struct err *err)
{
    struct checker *k = m->k;
    if (!scan_knows(k->l->head.lang)) return true; // which words have capitals anyway is not known
    for (size_t i = 0; i < m->run_count; i++) {
        const struct run *r = &m->runs[i];
        bool shares = false;
        size_t said = 0;
        if (m->taken[r->at] || (r->first && r->count == 1) || is_backed(m, r, &shares)) continue;
        struct diag *d = report_words(k, DIAG_UNBACKED, r->at, r->n,
                                      strf(k->a, "nothing in the register behind this claim has %.*s", STR(sub_of(m, r->at, r->n))));
        for (size_t p = 0; p < k->facts.near.n && shares && said < 3; p++) {
            const struct statement *s = &k->facts.near.v[p];
            bool has = false;
            if (s->prop->kind != KIND_NAME || !str_eq(s->prop->type->path, S("persons"))) continue;
            (void)is_form(m, r, s->value.text, true, &has);
            if (has && ++said && !more_statement(k, d, s, err)) return false;
        }
    }
    return true;
}

bool check_names(struct checker *k, struct err *err)
{
    struct names m = {.k = k, .all = k->facts.own, .taken = arena_array(k->a, k->c->text.n + 1, sizeof *m.taken)};
    memset(m.taken, 0, k->c->text.n + 1);
    for (size_t i = 0; i < k->token_count; i++) memset(m.taken + k->tokens[i].at, 1, k->tokens[i].n);
    if (!check_mentions(&m, err)) return false;
    find_runs(&m);
    if (!k->c->ref.prop && !check_own_name(&m, err)) return false;
    return check_unbacked(&m, err);
}
