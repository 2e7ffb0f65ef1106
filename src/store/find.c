// Every word gives the rows that have it, in order; entities that are in all of them are looked at one by one, until FIND_MOST of
// them are found. Only there the statements themselves are asked for: whether this reader sees them, and what they are.
//
//   rasul      [1·2][1·7][4·2]……        rows: entity·seq
//   mammadov   [1·2][3·2][4·3]          entities 1 and 4 have both
#include "store/find.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "lang/fold_words.h"
#include "store/db.h"
#include "store/find_index.h"

enum { ROWS_MAX = 400000, ROWS_OF_ENTITY = 48, NEAR_ROWS = 400, NEAR_MOST = 10 };

struct rows {
    int64_t *v;
    size_t n, cap, at;
};

// The word as FTS5 is asked for it: "ilgar mammad" *. A matcher of names would add its other spellings here, joined by OR.
static struct str match_of(struct arena *a, const struct find_word *w)
{
    struct buf b = buf_in(a);
    buf_addc(&b, '"');
    for (size_t i = 0; i < w->n; i++) {
        if (i) buf_addc(&b, ' ');
        buf_add(&b, w->tokens[i]);
    }
    buf_add(&b, w->begins ? S("\" *") : S("\""));
    return buf_str(&b);
}

static bool collect(struct view *v, enum stmt_name name, struct str match, size_t most, struct rows *r, struct err *err)
{
    struct query *q = db_query(store_db(v->store), name, "Ti", match, (int64_t)most);
    while (db_next(q)) {
        r->v = arena_grow(v->arena, r->v, &r->cap, r->n + 1, sizeof *r->v);
        r->v[r->n++] = col_int(q, 0);
    }
    return db_done(q, err);
}

static int by_row(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool rows_of(struct view *v, const struct find_word *w, size_t most, struct rows *r, struct err *err)
{
    struct str match = match_of(v->arena, w);
    *r = (struct rows){0};
    if (!collect(v, STMT_FIND_OPEN, match, most, r, err)) return false;
    size_t open = r->n;
    if (store_level(v->store) != VIS_PUBLIC && !collect(v, STMT_FIND_ABOVE, match, most, r, err)) return false;
    if (r->n > open) qsort(r->v, r->n, sizeof *r->v, by_row);
    return true;
}

// ---- one entity

static enum find_rank rank_of(const struct prop *p)
{
    return p->kind == KIND_NAME ? FIND_NAMES : str_eq(p->name, S("title")) ? FIND_TITLE : FIND_TEXT;
}

static bool sees(struct view *v, int64_t row, const struct prop **p, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_FIND_SEES, "iii", (int64_t)store_level(v->store), v->known, row);
    *p = db_next(q) ? store_prop(v->store, col_int(q, 0)) : NULL;
    return db_done(q, err);
}

// Rows of the entity that were looked at, with how many of the words each has.
struct seen {
    struct {
        int64_t row;
        const struct prop *prop; // NULL: not for this reader
        size_t words;
    } v[ROWS_OF_ENTITY];
    size_t n;
};

// Is the word of `r` in a statement of the entity that this reader sees? *rank: of the best of them.
static bool word_in(struct view *v, struct rows *r, int64_t entity, struct seen *s, bool *in, enum find_rank *rank, struct err *err)
{
    *in = false;
    *rank = FIND_TEXT;
    for (size_t i = r->at; i < r->n && r->v[i] >> 16 == entity; i++) {
        size_t k = 0;
        while (k < s->n && s->v[k].row != r->v[i]) k++;
        if (k == ROWS_OF_ENTITY) break;
        if (k == s->n) {
            s->v[k].row = r->v[i];
            s->v[k].words = 0;
            if (!sees(v, r->v[i], &s->v[k].prop, err)) return false;
            s->n++;
        }
        if (!s->v[k].prop) continue;
        s->v[k].words++;
        *in = true;
        if (rank_of(s->v[k].prop) < *rank) *rank = rank_of(s->v[k].prop);
    }
    return true;
}

// The entity as it was found; type NULL when a word is in nothing that this reader sees.
static bool look(struct view *v, struct rows *words, size_t n, int64_t entity, struct found *out, struct err *err)
{
    struct seen s = {.n = 0};
    size_t best = 0;
    bool in = true;
    *out = (struct found){.entity = entity, .rank = FIND_NAMES};
    for (size_t i = 0; i < n && in; i++) {
        enum find_rank rank;
        if (!word_in(v, &words[i], entity, &s, &in, &rank, err)) return false;
        if (rank > out->rank) out->rank = rank;
    }
    if (!in) return true;
    for (size_t i = 0; i < s.n; i++) { // of equal ones rather the text: the name stands above it
        if (!s.v[i].prop) continue;
        if (out->type && (s.v[i].words < s.v[best].words ||
                          (s.v[i].words == s.v[best].words && rank_of(s.v[i].prop) <= rank_of(s.v[best].prop))))
            continue;
        best = i;
        out->row = s.v[i].row;
        out->type = s.v[i].prop->type;
    }
    return true;
}

// ---- all of them

// The first entity from `from` on that has a row in every word; 0 at the end.
static int64_t next_common(struct rows *words, size_t n, int64_t from)
{
    for (size_t agreed = 0, i = 0; agreed < n; i = (i + 1) % n) {
        struct rows *r = &words[i];
        size_t step = 1, lo, hi;
        if (r->at < r->n && r->v[r->at] >> 16 < from) { // by leaps that double, then by halves
            while (r->at + step < r->n && r->v[r->at + step] >> 16 < from) step *= 2;
            for (lo = r->at + step / 2, hi = r->at + step < r->n ? r->at + step : r->n; lo < hi;) {
                size_t mid = lo + (hi - lo) / 2;
                if (r->v[mid] >> 16 < from)
                    lo = mid + 1;
                else
                    hi = mid;
            }
            r->at = lo;
        }
        if (r->at >= r->n) return 0;
        int64_t entity = r->v[r->at] >> 16;
        agreed = entity == from ? agreed + 1 : 1;
        from = entity;
    }
    return from;
}

static bool all(struct view *v, struct rows *words, size_t n, struct find_result *out, struct err *err)
{
    size_t cap = 0;
    struct found f;
    for (int64_t e = next_common(words, n, 1); e; e = next_common(words, n, e + 1)) {
        if (!look(v, words, n, e, &f, err)) return false;
        if (!f.type) continue;
        if (out->n == FIND_MOST) {
            out->more = true;
            return true;
        }
        out->v = arena_grow(v->arena, out->v, &cap, out->n + 1, sizeof *out->v);
        out->v[out->n++] = f;
    }
    return true;
}

static int by_entity(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

static int by_rank(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    if (x->type != y->type) return x->type->index < y->type->index ? -1 : 1;
    return by_entity(a, b);
}

bool view_row_text(struct view *v, int64_t row, const struct prop **p, struct str *text, struct str *lang, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_FIND_READ, "iii", (int64_t)store_level(v->store), v->known, row);
    *p = NULL;
    *text = *lang = S("");
    if (db_next(q)) {
        *p = store_prop(v->store, col_int(q, 0));
        *text = str_dup(v->arena, col_text(q, 1));
        *lang = str_dup(v->arena, col_text(q, 2));
    }
    return db_done(q, err);
}

// Does the property say which number or document something is, or which it is about? `several`: the query has several words.
static bool is_number(const struct prop *p, bool several)
{
    bool text = str_eq(p->name, S("document")) || str_eq(p->name, S("number"));
    return p->kind == KIND_IDENTIFIER || (text && several);
}

static struct found *of_row(struct find_result *out, int64_t row)
{
    struct found key = {.entity = row >> 16};
    return out->n ? bsearch(&key, out->v, out->n, sizeof key, by_entity) : NULL;
}

// Names that are the whole query.
static bool exact_names(struct view *v, const struct find_query *q, struct find_result *out, struct err *err)
{
    struct query *rows = db_query(store_db(v->store), STMT_NAMEKEY, "iii", (int64_t)store_level(v->store), v->known, store_text_key(q->name));
    while (db_next(rows)) {
        struct found *f = of_row(out, col_int(rows, 0));
        if (!f || f->rank <= FIND_NAME) continue;
        f->rank = FIND_NAME;
        f->row = col_int(rows, 0);
    }
    return db_done(rows, err);
}

// Numbers that are the whole query. One that an entity has alone (an application's own, not those that a judgment joins) is
// that entity's.
static bool exact_numbers(struct view *v, const struct find_query *q, struct find_result *out, struct err *err)
{
    struct find_word w = {.tokens = (struct str[]){q->whole}, .n = 1};
    struct rows r;
    int64_t own = 0, any = 0; // the only one; -1: several
    if (!rows_of(v, &w, FIND_MOST, &r, err)) return false;
    for (size_t i = 0; i < r.n; i++) {
        const struct prop *p;
        struct str text, lang;
        struct found *f = of_row(out, r.v[i]);
        if (!f) continue;
        if (!view_row_text(v, r.v[i], &p, &text, &lang, err)) return false;
        if (!p || !is_number(p, q->whole.n > str_chr(q->whole, ' ', 0)) || !str_eq(fold_words(v->arena, text), q->whole)) continue;
        f->rank = FIND_NUMBER;
        f->row = r.v[i];
        any = any && any != f->entity ? -1 : f->entity;
        if (!p->many) own = own && own != f->entity ? -1 : f->entity;
    }
    out->straight = own > 0 ? own : any > 0 ? any : 0;
    return true;
}

bool view_find_words(struct view *v, const struct find_query *q, struct find_result *out, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    struct rows *words = arena_array(v->arena, q->n, sizeof *words);
    const struct vocab *vocab = store_vocab(v->store);
    *out = (struct find_result){.by_type = arena_array(v->arena, vocab->type_count, sizeof *out->by_type)};
    for (size_t i = 0; i < q->n; i++) {
        if (!rows_of(v, &q->v[i], ROWS_MAX, &words[i], err)) return false;
        if (!words[i].n) return true;
    }
    if (!all(v, words, q->n, out, err)) return false;
    for (size_t i = 0; i < out->n; i++) out->by_type[out->v[i].type->index]++;
    if (out->more || !out->n) return true;
    bool digit = false;
    for (size_t i = 0; i < q->whole.n; i++) digit |= q->whole.p[i] >= '0' && q->whole.p[i] <= '9';
    if (!exact_names(v, q, out, err) || (digit && !exact_numbers(v, q, out, err))) return false;
    qsort(out->v, out->n, sizeof *out->v, by_rank);
    return true;
}

// ---- nearly

// The first letters of a word, three or, of a short one, two: nobody mistypes everything.
static size_t beginning(struct str word)
{
    size_t i = 0, letters = 0, at[3] = {0};
    for (size_t k = 0; k < word.n && letters < 3; at[letters++] = k) utf8_next(word, &k);
    i = letters < 3 ? 0 : at[2] < word.n && word.n > 4 ? at[2] : at[1];
    return i ? i : word.n;
}

// Puts the entity of a row among the nearest, when it is a name that this reader sees.
static bool near_row(struct view *v, struct str want, int64_t row, size_t most, struct found *out, size_t *far, size_t *n, struct err *err)
{
    const struct prop *p;
    struct str text, lang, rest;
    size_t best = want.n / 2 + 1, limit = best;
    if (!view_row_text(v, row, &p, &text, &lang, err)) return false;
    if (!p || p->kind != KIND_NAME) return true;
    for (rest = fold_words(v->arena, text); rest.n;) {
        size_t d = str_distance(want, str_cut(rest, ' ', &rest), best);
        if (d < best) best = d;
    }
    if (best >= limit) return true;
    size_t at = 0;
    while (at < *n && far[at] <= best && out[at].entity != row >> 16) at++;
    for (size_t i = 0; i < *n; i++)
        if (out[i].entity == row >> 16) return true; // it stands there; the order among its own names matters to nobody
    if (at >= most) return true;
    if (*n < most) ++*n;
    for (size_t i = *n - 1; i > at; i--) out[i] = out[i - 1], far[i] = far[i - 1];
    out[at] = (struct found){.entity = row >> 16, .row = row, .type = p->type, .rank = FIND_NAMES};
    far[at] = best;
    return true;
}

// Names with a word that begins as one of the query does, the nearest of them.
bool view_find_near(struct view *v, const struct find_query *q, size_t most, struct found *out, size_t *n, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    size_t far[NEAR_MOST];
    must(most <= NEAR_MOST);
    *n = 0;
    for (size_t i = 0; i < q->n; i++) {
        struct str want = q->v[i].tokens[0];
        struct find_word w = {.tokens = &(struct str){want.p, beginning(want)}, .n = 1, .begins = true};
        struct rows r;
        if (w.tokens[0].n == want.n || !rows_of(v, &w, NEAR_ROWS, &r, err)) continue;
        for (size_t k = 0; k < r.n; k++)
            if (!near_row(v, want, r.v[k], most, out, far, n, err)) return false;
    }
    return true;
}

// ---- names in order

bool view_names(struct view *v, struct str from, struct str begins, size_t most, struct name_place **out, size_t *n, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_NAMEWORD_FROM, "iiTi", (int64_t)store_level(v->store), v->known, from, (int64_t)most);
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(q) && str_starts(col_text(q, 0), begins)) {
        *out = arena_grow(v->arena, *out, &cap, *n + 1, sizeof **out);
        (*out)[(*n)++] = (struct name_place){str_dup(v->arena, col_text(q, 0)), col_int(q, 1)};
    }
    return db_done(q, err);
}

// ---- passages

enum { AROUND_BEFORE = 70, AROUND_BEHIND = 170 };

// How many of the places from `at` on are the word's tokens; 0: they are not.
static size_t matches(const struct find_word *w, const struct folded_word *f, size_t n, size_t at)
{
    if (at + w->n > n) return 0;
    for (size_t i = 0; i < w->n; i++) {
        bool last = i + 1 == w->n, eq = str_eq(f[at + i].word, w->tokens[i]);
        if (!eq && !(last && w->begins && str_starts(f[at + i].word, w->tokens[i]))) return 0;
    }
    return w->n;
}

static void piece(struct arena *a, struct passage *p, size_t *cap, struct str text, bool hit)
{
    if (!text.n) return;
    p->v = arena_grow(a, p->v, cap, p->n + 1, sizeof *p->v);
    p->v[p->n++] = (struct passage_piece){text, hit};
}

bool view_passage(struct view *v, const struct find_query *q, int64_t row, struct passage *out, struct err *err)
{
    struct str text;
    struct folded_word *f;
    size_t cap = 0, from = 0, to, done;
    *out = (struct passage){0};
    if (!view_row_text(v, row, &out->prop, &text, &out->lang, err)) return false;
    size_t n = fold_places(v->arena, text, &f), first = n;
    bool *hit = arena_array(v->arena, n, sizeof *hit);
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < q->n; w++) {
            size_t k = matches(&q->v[w], f, n, i);
            for (size_t j = i; j < i + k; j++) hit[j] = true;
            if (k && i < first) first = i;
        }
    to = text.n;
    if (first < n) { // whole words around the first of them
        size_t b = first, e = first;
        while (b > 0 && f[first].from - f[b - 1].from <= AROUND_BEFORE) b--;
        while (e + 1 < n && f[e + 1].to - f[first].from <= AROUND_BEHIND) e++;
        out->before = b > 0;
        out->behind = e + 1 < n;
        from = b > 0 ? f[b].from : 0;
        to = e + 1 < n ? f[e].to : text.n;
    }
    done = from;
    for (size_t i = 0; i < n; i++) {
        if (!hit[i] || f[i].from < done || f[i].to > to) continue;
        size_t k = i;
        while (k + 1 < n && hit[k + 1] && f[k + 1].to <= to) k++;
        piece(v->arena, out, &cap, str_sub(text, done, f[i].from), false);
        piece(v->arena, out, &cap, str_sub(text, f[i].from, f[k].to), true);
        done = f[k].to;
        i = k;
    }
    piece(v->arena, out, &cap, str_sub(text, done, to), false);
    return true;
}
