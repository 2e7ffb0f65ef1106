#include "store/verify.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/db.h"
#include "store/find_index.h"
#include "store/read.h"
#include "store/vfs.h"
#include "store/write.h"

struct born {
    const struct type *type;
    struct str slug, born;
};

struct open_tx {
    struct hasher content;
    bool there;
};

struct verify {
    struct arena *arena, *scratch;
    struct store *s;
    void (*fault)(void *, struct str);
    void *arg;
    struct verify_report *out;
    struct born *born; // by entity
    size_t born_cap;
    struct open_tx *tx; // by number
    size_t tx_cap;
    struct hash *standing;
    size_t standing_cap;
    struct named_file {
        struct str hex, by;
    } *named; // files that statements name
    size_t named_n, named_cap;
    int64_t *gone; // rows that have ended, in order, and by what
    size_t gone_n, gone_cap;
};

static void say(struct verify *v, struct str what)
{
    v->out->faults++;
    v->fault(v->arg, what);
}

static void bad_page(void *arg, uint32_t page)
{
    struct verify *v = arg;
    say(v, strf(v->arena, "register.db: page %u (bytes %llu to %llu) is not as it was written", page,
                (unsigned long long)(page - 1) * VFS_PAGE, (unsigned long long)page * VFS_PAGE - 1));
}

static bool not_empty(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && st.st_size > 0;
}

// ---- entities and texts

static bool read_entities(struct verify *v, struct err *err)
{
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_ENTITY, "");
    while (db_next(q)) {
        size_t id = (size_t)col_int(q, 0);
        if (id >= 1 << 28) {
            say(v, strf(v->arena, "register.db: an entity has the number %lld", (long long)col_int(q, 0)));
            continue;
        }
        v->born = arena_grow(v->arena, v->born, &v->born_cap, id + 1, sizeof *v->born);
        v->born[id] = (struct born){store_type(v->s, col_int(q, 1)), str_dup(v->arena, col_text(q, 2)),
                                    str_dup(v->arena, col_text(q, 3))};
    }
    return db_done(q, err);
}

static bool check_texts(struct verify *v, struct err *err)
{
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_TXT, "");
    while (db_next(q))
        if (store_text_key(col_text(q, 2)) != col_int(q, 1))
            say(v, strf(v->arena, "register.db: text %lld is not what was recorded", (long long)col_int(q, 0)));
    return db_done(q, err);
}

static struct str born_path(struct verify *v, int64_t id)
{
    if (id <= 0 || (size_t)id >= v->born_cap || !v->born[id].type) return S("?");
    return strf(v->scratch, "%.*s/%.*s", STR(v->born[id].type->path), STR(v->born[id].born));
}

// ---- statements

static struct hash recompute(struct verify *v, struct query *q, const struct statement *st)
{
    struct str value = st->value.text;
    if (st->value.kind == KIND_REF) value = born_path(v, st->value.key);
    struct statement_content c = {.entity = born_path(v, st->entity),
                                  .prop = st->prop->name,
                                  .value = value,
                                  .lang = col_text(q, 11),
                                  .qual = col_text(q, 12),
                                  .source = born_path(v, st->source_id),
                                  .locator = col_text(q, 13),
                                  .quote = col_text(q, 14),
                                  .since = col_text(q, 15),
                                  .until = col_text(q, 16),
                                  .vis = str_of(visibility_name(st->vis)),
                                  .preferred = st->preferred ? S("preferred") : S(""),
                                  .reason = col_text(q, 17)};
    return statement_hash(&c);
}

static struct open_tx *tx_of(struct verify *v, int64_t id)
{
    if (id <= 0 || id > 1 << 28) return NULL;
    v->tx = arena_grow(v->arena, v->tx, &v->tx_cap, (size_t)id + 1, sizeof *v->tx);
    if (!v->tx[id].there) hasher_init(&v->tx[id].content);
    v->tx[id].there = true;
    return &v->tx[id];
}

// Lists compare numbers, people read texts: the one must follow from the other.
static bool key_follows(struct verify *v, const struct statement *st)
{
    struct value again;
    struct value_fault fault;
    enum kind k = st->value.kind;
    if (k != KIND_DATE && k != KIND_DURATION && k != KIND_MONEY) return true;
    return value_parse(v->scratch, store_vocab(v->s), st->prop, st->value.text, &again, &fault) &&
           again.key == st->value.key && again.key_hi == st->value.key_hi;
}

static bool check_row(struct verify *v, struct query *q, struct view *view, struct err *err)
{
    struct statement st;
    bool visible;
    if (!statement_decode(view, q, &st, &visible, err)) return false;
    int64_t row = col_int(q, 0);
    if (!st.prop) {
        say(v, strf(v->arena, "register.db: statement %lld is of a property that the vocabulary has not", (long long)row));
        return true;
    }
    struct hash h = recompute(v, q, &st);
    if (hash_short(&h) != st.mark)
        say(v, strf(v->arena, "register.db: the statement %.*s#%.*s (row %lld) is not what was recorded",
                    STR(born_path(v, st.entity)), STR(st.prop->name), (long long)row));
    else if (!key_follows(v, &st))
        say(v, strf(v->arena, "register.db: the statement %.*s#%.*s (row %lld) is not what was recorded: it is compared by what its text does not say",
                    STR(born_path(v, st.entity)), STR(st.prop->name), (long long)row));
    if (st.prop->kind == KIND_FILE && str_starts(st.value.text, S("sha256:"))) {
        v->named = arena_grow(v->arena, v->named, &v->named_cap, v->named_n + 1, sizeof *v->named);
        v->named[v->named_n++] = (struct named_file){str_dup(v->arena, str_sub(st.value.text, 7, st.value.text.n)),
                                                     str_dup(v->arena, born_path(v, st.entity))};
    }
    struct open_tx *tx = tx_of(v, st.tx);
    if (tx) chain_add_statement(&tx->content, &h);
    v->out->statements++;
    if (st.gone) {
        v->gone = arena_grow(v->arena, v->gone, &v->gone_cap, v->gone_n + 2, sizeof *v->gone);
        v->gone[v->gone_n++] = row;
        v->gone[v->gone_n++] = st.gone;
        return true;
    }
    v->standing = arena_grow(v->arena, v->standing, &v->standing_cap, v->out->standing + 1, sizeof *v->standing);
    v->standing[v->out->standing++] = h;
    return true;
}

static bool check_statements(struct verify *v, struct err *err)
{
    struct view view;
    if (!view_init(&view, v->s, v->scratch, NULL, err)) return false;
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_ST, "");
    bool good = true;
    while (good && db_next(q)) {
        good = check_row(v, q, &view, err);
        if (arena_size(v->scratch) < 8 << 20) continue;
        arena_reset(v->scratch); // the view's memory of names goes with it
        good = view_init(&view, v->s, v->scratch, NULL, err);
    }
    struct err second;
    return db_done(q, good ? err : &second) && good;
}

static bool check_ends(struct verify *v, struct err *err)
{
    size_t k = 0;
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_ENDED, "");
    while (db_next(q)) {
        int64_t row = col_int(q, 0);
        bool paired = k < v->gone_n && v->gone[k] == row && v->gone[k + 1] == col_int(q, 1);
        if (!paired)
            say(v, strf(v->arena, "register.db: the end of statement %lld does not fit the statement", (long long)row));
        struct open_tx *tx = tx_of(v, col_int(q, 1));
        if (tx) chain_add_end(&tx->content, row, col_int(q, 2), (enum visibility)col_int(q, 4), col_text(q, 3));
        if (paired) k += 2;
    }
    if (!db_done(q, err)) return false;
    if (k < v->gone_n)
        say(v, strf(v->arena, "register.db: statement %lld has ended, but nothing says by what", (long long)v->gone[k]));
    return true;
}

// ---- the chain, and the files in it

static bool same(struct str blob, const struct hash *h)
{
    return blob.n == sizeof h->b && memcmp(blob.p, h->b, blob.n) == 0;
}

static bool check_chain(struct verify *v, struct err *err)
{
    struct hash before = {{0}};
    int64_t expected = 1;
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_TX, "");
    while (db_next(q)) {
        int64_t id = col_int(q, 0);
        struct open_tx *tx = tx_of(v, id);
        struct hash content = {{0}};
        if (tx) content = hasher_end(&tx->content);
        if (id != expected)
            say(v, strf(v->arena, "register.db: transaction %lld is missing from the chain", (long long)expected));
        if (!same(col_blob(q, 4), &content))
            say(v, strf(v->arena, "register.db: what transaction %lld recorded is not what it sealed", (long long)id));
        struct hash link = chain_link(&before, id, col_int(q, 1), col_text(q, 2), col_text(q, 3), &content);
        if (!same(col_blob(q, 5), &link))
            say(v, strf(v->arena, "register.db: the chain is broken at transaction %lld", (long long)id));
        struct str stored = col_blob(q, 5);
        if (stored.n == sizeof before.b) memcpy(before.b, stored.p, stored.n);
        if (tx) tx->there = false;
        expected = id + 1;
        v->out->transactions++;
    }
    v->out->head = before;
    for (size_t i = 1; i < v->tx_cap; i++)
        if (v->tx[i].there)
            say(v, strf(v->arena, "register.db: statements belong to transaction %zu, which is not there", i));
    return db_done(q, err);
}

static int by_bytes(const void *a, const void *b) { return memcmp(a, b, sizeof(struct hash)); }

static void hash_content(struct verify *v)
{
    struct hasher h;
    hasher_init(&h);
    if (v->out->standing) qsort(v->standing, v->out->standing, sizeof *v->standing, by_bytes);
    for (size_t i = 0; i < v->out->standing; i++) hasher_raw(&h, v->standing[i].b, sizeof v->standing[i].b);
    v->out->content = hasher_end(&h);
}

// ---- the rest

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct named_file *)a)->hex, ((const struct named_file *)b)->hex);
}

// Files that statements name and the register does not list. `next`: the list's hash, in order; empty at its end.
static void check_named(struct verify *v, size_t *k, struct str next)
{
    for (; *k < v->named_n && (!next.n || str_cmp(v->named[*k].hex, next) < 0); ++*k)
        say(v, strf(v->arena, "register.db: the file %.*s, which %.*s names, is not listed", STR(v->named[*k].hex), STR(v->named[*k].by)));
    while (*k < v->named_n && str_eq(v->named[*k].hex, next)) ++*k;
}

static bool check_files(struct verify *v, struct err *err)
{
    size_t k = 0;
    if (v->named_n) qsort(v->named, v->named_n, sizeof *v->named, by_name);
    struct query *q = db_query(store_db(v->s), STMT_FILES, "");
    while (db_next(q)) {
        struct str content, hex = str_dup(v->scratch, col_text(q, 0));
        struct err why;
        v->out->files++;
        check_named(v, &k, hex);
        struct open_tx *tx = tx_of(v, col_int(q, 3));
        if (tx) chain_add_file(&tx->content, hex, col_int(q, 1), col_text(q, 2));
        const char *path = hex.n == 64 ? store_file_path(v->s, v->scratch, hex) : "";
        if (!file_read(v->scratch, path, (size_t)1 << 32, &content, &why)) {
            say(v, strf(v->arena, "files/%.2s/%.*s: %s", hex.p, (int)hex.n - 2, hex.p + 2, why.text));
            continue;
        }
        struct hash h = hash_of(content);
        if (!str_eq(hash_hex(v->scratch, &h), hex))
            say(v, strf(v->arena, "files/%.2s/%.*s: its content is not what was recorded", hex.p, (int)hex.n - 2, hex.p + 2));
        arena_reset(v->scratch);
    }
    check_named(v, &k, (struct str){0});
    return db_done(q, err);
}

static bool check_derived(struct verify *v, struct err *err)
{
    int64_t *want;
    size_t n, k = 0;
    bool right = true;
    if (!store_hidden(v->s, v->scratch, &want, &n, err)) return false;
    struct query *q = db_query(store_db(v->s), STMT_HIDDEN, "");
    while (db_next(q)) right = k < n && want[k++] == col_int(q, 0) && right;
    if (!right || k != n)
        say(v, S("register.db: the list of hidden statements is not what follows from the register; run habeas rebuild"));
    if (!db_done(q, err) || !find_right(v->s, want, n, &right, err)) return false;
    if (!right) say(v, S("register.db: the index of words is not what follows from the register; run habeas rebuild"));
    return true;
}

static bool check_sqlite(struct verify *v, struct err *err)
{
    struct query *q = db_query(store_db(v->s), STMT_VERIFY_PAGES, "");
    while (db_next(q))
        if (!str_eq(col_text(q, 0), S("ok"))) say(v, strf(v->arena, "register.db: %.*s", STR(col_text(q, 0))));
    return db_done(q, err);
}

static bool check_all(struct verify *v, struct err *err)
{
    return check_sqlite(v, err) && read_entities(v, err) && check_texts(v, err) && check_statements(v, err) &&
           check_ends(v, err) && check_files(v, err) && check_chain(v, err) && check_derived(v, err);
}

bool store_verify(const char *dir, void (*fault)(void *, struct str), void *arg,
                  struct verify_report *out, struct err *err)
{
    ARENA arena = arena_new();
    ARENA scratch = arena_new();
    struct diags ds = diags_in(arena);
    *out = (struct verify_report){0};
    struct verify v = {.arena = arena, .scratch = scratch, .fault = fault, .arg = arg, .out = out};
    const char *path = strf(arena, "%s/register.db", dir).p;
    if (!file_exists(path)) return err_set(err, ERR_USAGE, "%s holds no register", dir);
    struct err why = {0};
    // A writer that was killed leaves a log: opened once for writing it is carried over, then pages are looked at.
    if (not_empty(strf(arena, "%s-wal", path).p)) {
        struct store *s = store_open(dir, STORE_WRITE, VIS_SEALED, &ds, &why);
        if (!s && why.code == ERR_BUSY) return err_set(err, ERR_BUSY, "%s", why.text);
        store_close(s);
    }
    if (!vfs_check(path, bad_page, &v, err)) return false;
    v.s = store_open(dir, STORE_WRITE, VIS_SEALED, &ds, &why);
    if (!v.s && (why.code == ERR_BUSY || (!out->faults && why.code == ERR_INPUT)))
        return err_set(err, why.code, "%s", why.text);
    if (!v.s || !check_all(&v, &why)) say(&v, strf(arena, "%s", why.text));
    hash_content(&v);
    store_close(v.s);
    return true;
}
