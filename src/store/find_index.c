#include "store/find_index.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold_words.h"
#include "store/db.h"

bool find_has_words(const struct prop *p)
{
    if (p->kind == KIND_TEXT) return !str_eq(p->name, S("claims")) && !str_eq(p->name, S("text-hash"));
    return p->kind == KIND_NAME || (p->kind == KIND_IDENTIFIER && p->scheme != SCHEME_FINDING && p->scheme != SCHEME_MEETING);
}

static bool put(struct db *db, int64_t row, bool open, struct str words, struct err *err)
{
    return db_run(db, err, open ? STMT_FIND_PUT_OPEN : STMT_FIND_PUT_ABOVE, "iT", row, words);
}

// ---- names by each of their words

enum { NAME_WORDS = 8, KEY_MAX = 80 };

struct keys {
    struct arena *arena;
    struct name_key {
        struct str key;
        int64_t row;
    } *v;
    size_t n, cap;
};

// The words from `at` on, then those before.
static void add_key(struct keys *k, int64_t row, struct str words, size_t at)
{
    struct buf b = buf_in(k->arena);
    buf_add(&b, str_sub(words, at, words.n));
    if (at) buf_addc(&b, ' '), buf_add(&b, str_sub(words, 0, at - 1));
    struct str key = buf_str(&b);
    while (key.n > KEY_MAX || (key.n && key.n < b.n && ((unsigned char)key.p[key.n] & 0xC0) == 0x80)) key.n--;
    k->v = arena_grow(k->arena, k->v, &k->cap, k->n + 1, sizeof *k->v);
    k->v[k->n++] = (struct name_key){str_trim(key), row};
}

static void add_name(struct keys *k, int64_t row, struct str words)
{
    for (size_t at = 0, n = 0; at < words.n && n < NAME_WORDS; at = str_chr(words, ' ', at) + 1, n++) add_key(k, row, words, at);
}

static int by_key(const void *a, const void *b)
{
    const struct name_key *x = a, *y = b;
    int c = str_cmp(x->key, y->key);
    return c ? c : (x->row > y->row) - (x->row < y->row);
}

static bool put_keys(struct db *db, struct keys *k, struct err *err)
{
    if (k->n) qsort(k->v, k->n, sizeof *k->v, by_key); // in order a large load is much faster
    for (size_t i = 0; i < k->n; i++)
        if (!db_run(db, err, STMT_NAMEWORD_PUT, "Ti", k->v[i].key, k->v[i].row)) return false;
    return true;
}

// ---- a transaction

void find_add(struct find_changes *c, const struct prop *p, int64_t row, enum visibility vis, struct str text)
{
    if (!find_has_words(p)) return;
    struct str words = fold_words(c->arena, text);
    if (!words.n) return;
    c->added = arena_grow(c->arena, c->added, &c->added_cap, c->added_n + 1, sizeof *c->added);
    c->added[c->added_n++] = (struct find_entry){row, vis == VIS_PUBLIC, p->kind == KIND_NAME, words};
}

void find_hide(struct find_changes *c, int64_t row)
{
    c->hidden = arena_grow(c->arena, c->hidden, &c->hidden_cap, c->hidden_n + 1, sizeof *c->hidden);
    c->hidden[c->hidden_n++] = row;
}

static int by_row(const void *a, const void *b)
{
    int64_t x = ((const struct find_entry *)a)->row, y = ((const struct find_entry *)b)->row;
    return (x > y) - (x < y);
}

// A statement that the register had as public and that is hidden now: out of the one, into the other.
static bool move(struct db *db, struct arena *scratch, struct store *s, int64_t row, struct err *err)
{
    struct str words = {0};
    struct query *q = db_query(db, STMT_FIND_TEXT, "i", row);
    if (db_next(q)) {
        const struct prop *p = store_prop(s, col_int(q, 0));
        if (p && find_has_words(p) && col_int(q, 1) == VIS_PUBLIC) words = fold_words(scratch, col_text(q, 2));
    }
    if (!db_done(q, err)) return false;
    if (!words.n) return true;
    return db_run(db, err, STMT_FIND_DROP_OPEN, "iT", row, words) && put(db, row, false, words, err);
}

bool find_write(struct find_changes *c, struct store *s, struct err *err)
{
    struct db *db = store_db(s);
    if (c->added_n) qsort(c->added, c->added_n, sizeof *c->added, by_row);
    for (size_t i = 0; i < c->hidden_n; i++) {
        struct find_entry key = {.row = c->hidden[i]};
        struct find_entry *own = c->added_n ? bsearch(&key, c->added, c->added_n, sizeof key, by_row) : NULL;
        if (own)
            own->open = false;
        else if (!move(db, c->arena, s, c->hidden[i], err))
            return false;
    }
    struct keys names = {.arena = c->arena};
    for (size_t i = 0; i < c->added_n; i++) {
        if (!put(db, c->added[i].row, c->added[i].open, c->added[i].words, err)) return false;
        if (c->added[i].name) add_name(&names, c->added[i].row, c->added[i].words);
    }
    return put_keys(db, &names, err);
}

// ---- all statements

struct each {
    struct store *s;
    struct arena *scratch;
    struct query *q;
    const int64_t *hidden;
    size_t n, k;
};

// The next statement that has words.
static bool next(struct each *e, struct find_entry *out)
{
    while (db_next(e->q)) {
        const struct prop *p = store_prop(e->s, col_int(e->q, 1));
        if (!p || !find_has_words(p)) continue;
        if (arena_size(e->scratch) > 8 << 20) arena_reset(e->scratch);
        int64_t row = col_int(e->q, 0);
        while (e->k < e->n && e->hidden[e->k] < row) e->k++;
        bool hidden = e->k < e->n && e->hidden[e->k] == row;
        *out = (struct find_entry){row, col_int(e->q, 6) == VIS_PUBLIC && !hidden, p->kind == KIND_NAME, fold_words(e->scratch, col_text(e->q, 10))};
        if (out->words.n) return true;
    }
    return false;
}

bool find_rebuild(struct store *s, const int64_t *hidden, size_t n, struct err *err)
{
    ARENA scratch = arena_new();
    ARENA all = arena_new();
    struct db *db = store_db(s);
    struct keys names = {.arena = all};
    struct find_entry f;
    bool good = db_run(db, err, STMT_NAMEWORD_CLEAR, "") && db_run(db, err, STMT_FIND_CLEAR_OPEN, "") && db_run(db, err, STMT_FIND_CLEAR_ABOVE, "");
    if (!good) return false;
    struct each e = {s, scratch, db_query(db, STMT_VERIFY_ST, ""), hidden, n, 0};
    while (good && next(&e, &f)) {
        good = put(db, f.row, f.open, f.words, err);
        if (f.name) add_name(&names, f.row, f.words);
    }
    struct err second;
    return db_done(e.q, good ? err : &second) && good && put_keys(db, &names, err);
}

// ---- is it right? The sum of a hash of every word at its place, from the statements and from the index.

enum { FTS5_WORD_MAX = 32768 }; // bytes: of a longer word FTS5 keeps as much (FTS5_MAX_TOKEN_SIZE)

static uint64_t hash_word(struct str w)
{
    w = str_sub(w, 0, FTS5_WORD_MAX);
    uint64_t h = 0xcbf29ce484222325u; // FNV-1a
    for (size_t i = 0; i < w.n; i++) h = (h ^ (unsigned char)w.p[i]) * 0x100000001b3u;
    return h;
}

static uint64_t hash_place(uint64_t word, int64_t row, int64_t at)
{
    uint64_t h = word ^ (uint64_t)row * 0x9E3779B97F4A7C15u ^ (uint64_t)at * 0xC2B2AE3D27D4EB4Fu; // splitmix64
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 27) * 0x94D049BB133111EBu;
    return h ^ h >> 31;
}

static bool sum_of(struct db *db, enum stmt_name words, uint64_t *sum, struct err *err)
{
    struct query *q = db_query(db, words, "");
    while (db_next(q)) *sum += hash_place(hash_word(col_text(q, 0)), col_int(q, 1), words == STMT_NAMEWORD_ALL ? -1 : col_int(q, 2));
    return db_done(q, err);
}

bool find_right(struct store *s, const int64_t *hidden, size_t n, bool *right, struct err *err)
{
    ARENA scratch = arena_new();
    struct db *db = store_db(s);
    struct find_entry f;
    struct err none;
    uint64_t want[3] = {0}, have[3] = {0}; // above public, public, names
    struct each e = {s, scratch, db_query(db, STMT_VERIFY_ST, ""), hidden, n, 0};
    while (next(&e, &f)) {
        int64_t at = 0;
        for (struct str rest = f.words; rest.n; at++) want[f.open] += hash_place(hash_word(str_cut(rest, ' ', &rest)), f.row, at);
        struct keys names = {.arena = scratch};
        if (f.name) add_name(&names, f.row, f.words);
        for (size_t i = 0; i < names.n; i++) {
            bool again = false; // "a a" has one key
            for (size_t k = 0; k < i; k++) again |= str_eq(names.v[k].key, names.v[i].key);
            if (!again) want[2] += hash_place(hash_word(names.v[i].key), f.row, -1);
        }
    }
    if (!db_done(e.q, err)) return false;
    // an index that cannot be read is not right
    *right = sum_of(db, STMT_FIND_WORDS_OPEN, &have[1], &none) && sum_of(db, STMT_FIND_WORDS_ABOVE, &have[0], &none) &&
             sum_of(db, STMT_NAMEWORD_ALL, &have[2], &none) && have[0] == want[0] && have[1] == want[1] && have[2] == want[2];
    return true;
}
