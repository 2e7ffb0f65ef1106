#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/file.h"
#include "base/must.h"
#include "store/db.h"

// Steps of the schema. Those from FIRST_DERIVED on make nothing but derived tables, and only what is missing.
static const char *const steps[] = {"schema/0001.sql", "schema/0002.sql"};
enum { SCHEMA = sizeof steps / sizeof *steps, FIRST_DERIVED = 2, MAX_IDS = 1 << 20, MAX_VOCABULARY = 4 << 20 };

struct store {
    struct arena *arena;
    char *dir;
    struct db *db;
    int lock;
    enum visibility level;
    const struct vocab *vocab;
    int64_t *type_ids, *prop_ids; // by index in the vocabulary
    size_t prop_of_cap;
    const struct prop **prop_of; // by the store's number
    const struct type **type_of;
    size_t type_of_cap;
    int64_t tx; // as of the change
    uint32_t change;
    struct arena *kept_arena;
    struct kept {
        const void *key;
        void *value;
    } kept[STORE_KEEPS];
    size_t kept_count;
    uint32_t kept_change;
};

const struct vocab *store_vocab(const struct store *s) { return s->vocab; }
enum visibility store_level(const struct store *s) { return s->level; }
const char *store_dir(const struct store *s) { return s->dir; }
struct db *store_db(struct store *s) { return s->db; }
int64_t store_type_id(const struct store *s, const struct type *t) { return s->type_ids[t->index]; }
int64_t store_prop_id(const struct store *s, const struct prop *p) { return s->prop_ids[p->index]; }

const struct type *store_type(const struct store *s, int64_t id)
{
    return id > 0 && (size_t)id < s->type_of_cap ? s->type_of[id] : NULL;
}

const struct prop *store_prop(const struct store *s, int64_t id)
{
    return id > 0 && (size_t)id < s->prop_of_cap ? s->prop_of[id] : NULL;
}

int64_t store_text_key(struct str text)
{
    struct hash h = hash_of(text);
    return (int64_t)hash_short(&h);
}

static bool reload_types(struct store *s, struct err *err)
{
    struct query *q = db_query(s->db, STMT_TYPES, "");
    while (db_next(q)) {
        size_t id = (size_t)col_int(q, 0);
        if (id >= MAX_IDS) continue; // only in a damaged register
        const struct type *t = vocab_type(s->vocab, col_text(q, 1));
        s->type_of = arena_grow(s->arena, s->type_of, &s->type_of_cap, id + 1, sizeof *s->type_of);
        s->type_of[id] = t;
        if (t) s->type_ids[t->index] = (int64_t)id;
    }
    return db_done(q, err);
}

bool store_reload_ids(struct store *s, struct err *err)
{
    memset(s->type_ids, 0, s->vocab->type_count * sizeof *s->type_ids);
    memset(s->prop_ids, 0, s->vocab->prop_count * sizeof *s->prop_ids);
    if (!reload_types(s, err)) return false;
    struct query *q = db_query(s->db, STMT_PROPS, "");
    while (db_next(q)) {
        size_t id = (size_t)col_int(q, 0);
        if (id >= MAX_IDS) continue;
        const struct type *t = store_type(s, col_int(q, 1));
        const struct prop *p = t ? type_prop(t, col_text(q, 2)) : NULL;
        s->prop_of = arena_grow(s->arena, s->prop_of, &s->prop_of_cap, id + 1, sizeof *s->prop_of);
        s->prop_of[id] = p;
        if (p) s->prop_ids[p->index] = (int64_t)id;
    }
    return db_done(q, err);
}

bool store_state(struct store *s, int64_t *tx, bool *changed, struct err *err)
{
    uint32_t change = db_change(s->db);
    *changed = change != s->change || !s->change;
    if (*changed) {
        struct query *q = db_query(s->db, STMT_TX_AT, "i", INT64_MAX);
        s->tx = db_next(q) ? col_int(q, 0) : 0;
        if (!db_done(q, err) || !store_reload_ids(s, err)) return false;
        s->change = change;
    }
    *tx = s->tx;
    return true;
}

void **store_keep(struct store *s, const void *key, struct arena **a)
{
    uint32_t change = db_change(s->db);
    if (s->lock >= 0) return NULL;
    if (change != s->kept_change || !s->kept_arena) {
        arena_free(s->kept_arena);
        s->kept_arena = arena_new();
        s->kept_change = change;
        s->kept_count = 0;
    }
    *a = s->kept_arena;
    for (size_t i = 0; i < s->kept_count; i++)
        if (s->kept[i].key == key) return &s->kept[i].value;
    if (s->kept_count == STORE_KEEPS) return NULL;
    s->kept[s->kept_count] = (struct kept){.key = key};
    return &s->kept[s->kept_count++].value;
}

static const char *in_dir(struct arena *a, const char *dir, const char *name)
{
    return strf(a, "%s/%s", dir, name).p;
}

static int take_lock(struct arena *a, const char *dir, struct err *err)
{
    int fd = open(in_dir(a, dir, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        err_set(err, ERR_IO, "%s: %s", dir, strerror(errno));
        return -1;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        err_set(err, ERR_BUSY, "%s: another program is writing to this register; try again when it is done", dir);
        close(fd);
        return -1;
    }
    return fd;
}

static bool write_identity(struct db *db, struct arena *a, struct err *err)
{
    unsigned char id[16];
    char hex[33];
    randombytes_buf(id, sizeof id);
    sodium_bin2hex(hex, sizeof hex, id, sizeof id);
    (void)a;
    return db_run(db, err, STMT_BEGIN, "") &&
           db_run(db, err, STMT_META_PUT, "TT", S("register"), str_of(hex)) &&
           db_run(db, err, STMT_COMMIT, "");
}

// Steps first … SCHEMA.
static bool run_steps(struct db *db, int first, struct err *err)
{
    for (int i = first; i <= SCHEMA; i++)
        if (!db_step_schema(db, data_file(str_of(steps[i - 1])), i, err)) return false;
    return true;
}

bool store_create(const char *dir, struct err *err)
{
    ARENA a = arena_new();
    const char *path = in_dir(a, dir, "register.db");
    if (file_exists(path))
        return err_set(err, ERR_USAGE, "%s already holds a register; nothing was changed", dir);
    if (!file_mkdir(dir, err) || !file_mkdir(in_dir(a, dir, "files"), err)) return false;
    FD lock = take_lock(a, dir, err);
    if (lock < 0) return false;
    // Made under another name and renamed when it is whole, so that no half register is ever seen.
    const char *temp = in_dir(a, dir, "register.new");
    unlink(temp);
    mode_t before = umask(077); // whoever else is on this machine has no business here
    struct db *db = db_open(temp, DB_WRITER, true, err);
    umask(before);
    if (!db) return false;
    bool good = run_steps(db, 1, err) && write_identity(db, a, err);
    db_close(db);
    if (good && rename(temp, path) != 0)
        good = err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (!good) unlink(temp);
    return good && file_sync_dir(dir, err);
}

static bool load_vocab(struct store *s, struct diags *ds, struct err *err)
{
    const char *path = in_dir(s->arena, s->dir, "vocabulary.yaml");
    struct source_text *local = NULL;
    if (file_exists(path)) {
        local = arena_alloc(ds->arena, sizeof *local); // as long as the faults that speak of it
        local->name = str_dup(ds->arena, str_of(path));
        if (!file_read(ds->arena, path, MAX_VOCABULARY, &local->text, err)) return false;
    }
    s->vocab = vocab_load(s->arena, local, ds);
    if (!s->vocab) return err_set(err, ERR_INPUT, "%s has faults", path);
    s->type_ids = arena_array(s->arena, s->vocab->type_count, sizeof(int64_t));
    s->prop_ids = arena_array(s->arena, s->vocab->prop_count, sizeof(int64_t));
    return true;
}

static bool open_db(struct store *s, enum store_mode mode, struct err *err)
{
    const char *path = in_dir(s->arena, s->dir, "register.db");
    if (!file_exists(path))
        return err_set(err, ERR_USAGE, "%s holds no register; make one with: habeas init %s", s->dir,
                       s->dir);
    if (mode != STORE_READ && (s->lock = take_lock(s->arena, s->dir, err)) < 0) return false;
    enum db_role role = mode != STORE_READ ? DB_WRITER : s->level == VIS_PUBLIC ? DB_PUBLIC : DB_STAFF;
    s->db = db_open(path, role, false, err);
    if (!s->db) return false;
    int version = db_version(s->db);
    if (version < 0) return err_set(err, ERR_CORRUPT, "%s is damaged; run habeas verify", path);
    if (version < 1 || version > SCHEMA)
        return err_set(err, ERR_STORE, "%s has schema step %d; this program knows %d", path, version, SCHEMA);
    if (mode == STORE_UPGRADE) return run_steps(s->db, version < FIRST_DERIVED ? version + 1 : FIRST_DERIVED, err);
    if (version < SCHEMA)
        return err_set(err, ERR_STORE, "%s was made by an earlier version of habeas; bring it up to date with: habeas -r %s rebuild", path, s->dir);
    return true;
}

struct store *store_open(const char *dir, enum store_mode mode, enum visibility level,
                         struct diags *ds, struct err *err)
{
    struct arena *a = arena_new();
    struct store *s = arena_alloc(a, sizeof *s);
    s->arena = a;
    s->dir = str_c(a, str_of(dir));
    s->level = level;
    s->lock = -1;
    if (load_vocab(s, ds, err) && open_db(s, mode, err) && store_reload_ids(s, err)) return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s)
{
    if (!s) return;
    db_close(s->db);
    if (s->lock >= 0) close(s->lock);
    arena_free(s->kept_arena);
    arena_free(s->arena);
}

// ---- evidence files

const char *store_file_path(struct store *s, struct arena *a, struct str hex)
{
    return strf(a, "%s/files/%.2s/%.*s", s->dir, hex.p, (int)hex.n - 2, hex.p + 2).p;
}

bool store_file_put(struct store *s, struct arena *a, struct str content, struct hash *out,
                    struct err *err)
{
    *out = hash_of(content);
    struct str hex = hash_hex(a, out);
    const char *path = store_file_path(s, a, hex);
    if (file_exists(path)) return true;
    return file_mkdir(strf(a, "%s/files/%.2s", s->dir, hex.p).p, err) &&
           file_write(a, path, content, err) &&
           file_sync_dir(strf(a, "%s/files", s->dir).p, err);
}
