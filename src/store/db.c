#include "store/db.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "store/reads.h"
#include "store/vfs.h"

enum { READ, WRITE };

#define STMT(name, mode, ...) {mode, __VA_ARGS__},
#define VIEW(x) "pub_" x
static const struct text {
    int mode;
    const char *sql;
} public_sql[STMT_COUNT] = {
#include "store/stmt.def"
};
#undef VIEW
#define VIEW(x) "all_" x
static const struct text staff_sql[STMT_COUNT] = {
#include "store/stmt.def"
};
#undef VIEW
#undef STMT

enum { MAX_PARAMETERS = 16 };

struct query {
    struct db *db;
    sqlite3_stmt *st;
    int rc;
    bool open;
    int index[MAX_PARAMETERS + 1]; // SQLite's number of $1, $2 …: it counts them as they first appear
};

struct db {
    sqlite3 *h;
    enum db_role role;
    int holds;
    struct reads *reads; // NULL: nobody notes
    struct query q[STMT_COUNT];
};

const char *db_sql(enum db_role role, enum stmt_name name)
{
    return (role == DB_PUBLIC ? public_sql : staff_sql)[name].sql;
}

bool db_reads(enum stmt_name name) { return staff_sql[name].mode == READ; }
void *db_handle(struct db *db) { return db->h; }

static bool db_failed(struct db *db, int rc, struct err *err)
{
    const char *why = db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc);
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        return err_set(err, ERR_BUSY, "another program is writing to the register; try again");
    if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB)
        return err_set(err, ERR_CORRUPT, "register.db is damaged (%s); run habeas verify", why);
    if (rc == SQLITE_FULL) return err_set(err, ERR_STORE, "the disk is full; nothing was written");
    return err_set(err, ERR_STORE, "register.db: %s", why);
}

// ---- rights

static bool is_view(const char *name, const char *prefix)
{
    return name && strncmp(name, prefix, strlen(prefix)) == 0;
}

static int allow(bool yes) { return yes ? SQLITE_OK : SQLITE_DENY; }

// What FTS5 itself asks for while it reads: to declare its table, which SQLite takes for an entry in the schema that is never
// made (who tries by hand is refused by SQLite: DEFENSIVE), and whether another connection has written.
static bool is_of_fts(int op, const char *a, const char *b)
{
    return (op == SQLITE_UPDATE && !strcmp(a, "sqlite_master")) ||
           (op == SQLITE_READ && !strcmp(a, "sqlite_master") && !strcmp(b, "ROWID")) ||
           (op == SQLITE_PRAGMA && !strcmp(a, "data_version") && !b);
}

// A public reader names pub_ views and pub_find with its parts; tables only through a view. No pragma of its own, no attach, no
// write, and of functions only those that stmt.def uses.
static int public_rights(void *unused, int op, const char *a, const char *b, const char *schema,
                         const char *via)
{
    (void)unused;
    (void)schema;
    switch (op) {
    case SQLITE_SELECT: return SQLITE_OK;
    case SQLITE_READ: return allow(is_view(a, "pub_") || is_view(via, "pub_") || is_of_fts(op, a, b));
    case SQLITE_FUNCTION:
        return allow(b && (!strcmp(b, "count") || !strcmp(b, "iif") || !strcmp(b, "coalesce") || !strcmp(b, "match")));
    default: return allow(is_of_fts(op, a, b));
    }
}

// Derived tables, and those that FTS5 keeps its index in.
static bool is_derived(const char *table)
{
    return !strcmp(table, "hide") || !strcmp(table, "multi") || !strcmp(table, "namekey") || !strcmp(table, "nameword") || is_view(table, "pub_find") ||
           is_view(table, "all_find");
}

// The writer appends: of the tables that hold statements it may change st.gone, seal a transaction and rename an entity.
static int writer_rights(void *unused, int op, const char *a, const char *b, const char *schema,
                         const char *via)
{
    (void)unused;
    (void)schema;
    (void)via;
    switch (op) {
    case SQLITE_UPDATE:
        return allow((!strcmp(a, "st") && !strcmp(b, "gone")) || !strcmp(a, "tx") ||
                     (!strcmp(a, "entity") && !strcmp(b, "slug")) || is_of_fts(op, a, b) || is_view(a, "pub_find_") || is_view(a, "all_find_"));
    case SQLITE_DELETE: return allow(is_derived(a) || !strncmp(a, "sqlite_", 7));
    case SQLITE_PRAGMA: return allow(!strcmp(a, "integrity_check") || is_of_fts(op, a, b));
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_INDEX:
    case SQLITE_ALTER_TABLE: return SQLITE_DENY;
    default: return SQLITE_OK;
    }
}

static int staff_rights(void *unused, int op, const char *a, const char *b, const char *schema,
                        const char *via)
{
    (void)unused;
    (void)schema;
    (void)via;
    return allow(op == SQLITE_SELECT || op == SQLITE_READ || op == SQLITE_FUNCTION || op == SQLITE_RECURSIVE ||
                 is_of_fts(op, a, b));
}

// ---- opening

static bool exec(struct db *db, const char *sql, struct err *err)
{
    int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || db_failed(db, rc, err);
}

static bool settings(struct db *db, struct err *err)
{
    int on;
    sqlite3_extended_result_codes(db->h, 0);
    sqlite3_busy_timeout(db->h, 5000);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, db->role == DB_WRITER, &on);
    sqlite3_limit(db->h, SQLITE_LIMIT_ATTACHED, 0);
    if (db->role != DB_WRITER)
        return exec(db, "PRAGMA query_only=ON; PRAGMA cache_size=-8192; PRAGMA mmap_size=268435456", err);
    return exec(db,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY",
                err);
}

struct db *db_open(const char *path, enum db_role role, bool create, struct err *err)
{
    must(vfs_register());
    struct db *db = calloc(1, sizeof *db);
    must(db);
    db->role = role;
    int flags = role != DB_WRITER ? SQLITE_OPEN_READONLY
                : create          ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                  : SQLITE_OPEN_READWRITE;
    int rc = sqlite3_open_v2(path, &db->h, flags | SQLITE_OPEN_NOMUTEX, VFS_NAME);
    int reserve = VFS_RESERVED;
    bool good = rc == SQLITE_OK || db_failed(db, rc, err);
    if (good && create) sqlite3_file_control(db->h, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (good) good = settings(db, err);
    if (!good) {
        db_close(db);
        return NULL;
    }
    if (role != DB_WRITER || !create)
        sqlite3_set_authorizer(db->h, role == DB_PUBLIC  ? public_rights
                                      : role == DB_STAFF ? staff_rights
                                                         : writer_rights, NULL);
    return db;
}

void db_close(struct db *db)
{
    if (!db) return;
    for (int i = 0; i < STMT_COUNT; i++) sqlite3_finalize(db->q[i].st);
    sqlite3_close(db->h);
    free(db);
}

int db_version(struct db *db)
{
    sqlite3_stmt *st = NULL;
    int version = -1;
    sqlite3_set_authorizer(db->h, NULL, NULL);
    if (sqlite3_prepare_v2(db->h, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        version = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    sqlite3_set_authorizer(db->h, db->role == DB_PUBLIC  ? public_rights
                                  : db->role == DB_STAFF ? staff_rights
                                                         : writer_rights, NULL);
    return version;
}

bool db_step_schema(struct db *db, struct str sql, int version, struct err *err)
{
    char set[64];
    snprintf(set, sizeof set, "PRAGMA user_version=%d; COMMIT", version);
    sqlite3_set_authorizer(db->h, NULL, NULL);
    bool good = exec(db, "BEGIN IMMEDIATE", err) && exec(db, sql.p, err) && exec(db, set, err);
    if (!good) sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_set_authorizer(db->h, writer_rights, NULL);
    return good;
}

// ---- statements

static void bind(struct query *q, const char *types, va_list ap)
{
    for (int k = 1; *types; types++, k++) {
        int i = q->index[k];
        switch (*types) {
        case 'i': sqlite3_bind_int64(q->st, i, va_arg(ap, int64_t)); break;
        case 'n': sqlite3_bind_null(q->st, i); break;
        case 't':
        case 'T': {
            struct str s = va_arg(ap, struct str);
            if (!s.n && *types == 't')
                sqlite3_bind_null(q->st, i);
            else
                sqlite3_bind_text(q->st, i, s.n ? s.p : "", (int)s.n, SQLITE_TRANSIENT);
            break;
        }
        case 'h': {
            const struct hash *h = va_arg(ap, const struct hash *);
            sqlite3_bind_blob(q->st, i, h->b, sizeof h->b, SQLITE_TRANSIENT);
            break;
        }
        default: must(false); // no such type of parameter
        }
    }
}

static void find_parameters(struct query *q)
{
    int n = sqlite3_bind_parameter_count(q->st);
    must(n <= MAX_PARAMETERS);
    for (int i = 1; i <= n; i++) {
        const char *name = sqlite3_bind_parameter_name(q->st, i);
        long k = name && name[0] == '$' ? strtol(name + 1, NULL, 10) : 0;
        must(k >= 1 && k <= n);
        q->index[k] = i;
    }
}

static struct query *prepared(struct db *db, enum stmt_name name)
{
    struct query *q = &db->q[name];
    must(!q->open);
    q->db = db;
    q->rc = SQLITE_OK;
    q->open = true;
    if (q->st) return q;
    q->rc = sqlite3_prepare_v3(db->h, db_sql(db->role, name), -1, SQLITE_PREPARE_PERSISTENT, &q->st, NULL);
    if (q->rc == SQLITE_OK) find_parameters(q);
    return q;
}

static struct query *start(struct db *db, enum stmt_name name, const char *types, va_list ap)
{
    struct query *q = prepared(db, name);
    if (q->rc == SQLITE_OK) bind(q, types, ap);
    return q;
}

void db_note(struct db *db, struct reads *r) { db->reads = r; }
struct reads *db_noted(struct db *db) { return db->reads; }

static void note(struct db *db, enum stmt_name name, const char *types, va_list ap)
{
    int64_t args[MAX_PARAMETERS + 1] = {0};
    for (int k = 1; *types && k <= MAX_PARAMETERS; types++, k++) {
        if (*types == 'i') args[k] = va_arg(ap, int64_t);
        if (*types == 't' || *types == 'T') (void)va_arg(ap, struct str);
        if (*types == 'h') (void)va_arg(ap, const struct hash *);
    }
    reads_query(db->reads, name, args);
}

struct query *db_query(struct db *db, enum stmt_name name, const char *types, ...)
{
    va_list ap;
    if (db->reads) {
        va_start(ap, types);
        note(db, name, types, ap);
        va_end(ap);
    }
    va_start(ap, types);
    struct query *q = start(db, name, types, ap);
    va_end(ap);
    return q;
}

bool db_next(struct query *q)
{
    if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW) return false;
    q->rc = sqlite3_step(q->st);
    return q->rc == SQLITE_ROW;
}

bool db_done(struct query *q, struct err *err)
{
    bool good = q->rc == SQLITE_OK || q->rc == SQLITE_ROW || q->rc == SQLITE_DONE;
    if (!good) db_failed(q->db, q->rc, err);
    sqlite3_reset(q->st);
    q->open = false;
    return good;
}

bool db_run(struct db *db, struct err *err, enum stmt_name name, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    struct query *q = start(db, name, types, ap);
    va_end(ap);
    while (db_next(q)) continue;
    return db_done(q, err);
}

bool db_run_ints(struct db *db, struct err *err, enum stmt_name name, const int64_t *args, int count,
                 unsigned nulls)
{
    struct query *q = prepared(db, name);
    for (int i = 0; q->rc == SQLITE_OK && i < count; i++) {
        if (nulls >> i & 1)
            sqlite3_bind_null(q->st, q->index[i + 1]);
        else
            sqlite3_bind_int64(q->st, q->index[i + 1], args[i]);
    }
    while (db_next(q)) continue;
    return db_done(q, err);
}

void db_rollback(struct db *db)
{
    struct query *q = prepared(db, STMT_ROLLBACK);
    while (db_next(q)) continue;
    sqlite3_reset(q->st);
    q->open = false;
}

// A statement that stands on its row keeps SQLite's read transaction open. Should it fail, those inside report it.
struct db *db_hold(struct db *db)
{
    if (db->holds++ == 0) (void)db_next(prepared(db, STMT_HOLD));
    return db;
}

void db_release(struct db *db)
{
    struct query *q = &db->q[STMT_HOLD];
    if (--db->holds > 0) return;
    sqlite3_reset(q->st);
    q->open = false;
}

int64_t db_last_id(struct db *db) { return sqlite3_last_insert_rowid(db->h); }

uint32_t db_change(struct db *db)
{
    uint32_t n = 0;
    sqlite3_file_control(db->h, "main", SQLITE_FCNTL_DATA_VERSION, &n);
    return n;
}

const char *db_sqlite_version(void) { return sqlite3_libversion(); }

bool db_sqlite_safe(void)
{
    int v = sqlite3_libversion_number();
    return v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000);
}

int64_t col_int(struct query *q, int i) { return sqlite3_column_int64(q->st, i); }
bool col_null(struct query *q, int i) { return sqlite3_column_type(q->st, i) == SQLITE_NULL; }

struct str col_text(struct query *q, int i)
{
    const unsigned char *p = sqlite3_column_text(q->st, i);
    return (struct str){(const char *)p, p ? (size_t)sqlite3_column_bytes(q->st, i) : 0};
}

struct str col_blob(struct query *q, int i)
{
    const void *p = sqlite3_column_blob(q->st, i);
    return (struct str){p, p ? (size_t)sqlite3_column_bytes(q->st, i) : 0};
}
