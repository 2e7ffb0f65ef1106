// SQLite, and nothing of habeas: connections with a reader's rights, and the statements of stmt.def.
//
//   struct query *q = db_query(db, STMT_ENTITY_FIND, "iTii", type, slug, level, known);
//   while (db_next(q)) id = col_int(q, 0);
//   if (!db_done(q, err)) return false;
//
// Exactly one connection ever writes or checkpoints (SQLite before 3.51.3 can lose pages otherwise); it holds
// the register's lock. All others are read-only.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

struct db;
struct reads;
struct query; // a statement that is being stepped; one at a time of each name

enum db_role { DB_PUBLIC, DB_STAFF, DB_WRITER };
enum stmt_name {
#define STMT(name, mode, ...) STMT_##name,
#define VIEW(x) x
#include "store/stmt.def"
#undef VIEW
#undef STMT
    STMT_COUNT
};

// Opens path (create: an empty database with room for page checksums). NULL and err when that fails.
struct db *db_open(const char *path, enum db_role role, bool create, struct err *err);
void db_close(struct db *db); // a writer checkpoints and removes the log
// Runs a schema step: several statements of SQL that is compiled in.
bool db_step_schema(struct db *db, struct str sql, int version, struct err *err) MUST_USE;
int db_version(struct db *db); // schema steps applied; -1 when it cannot be read

// Starts a statement. `types`: i int64, t struct str (empty is NULL), T struct str (never NULL), h struct hash *,
// n NULL (no argument), one letter a parameter.
struct query *db_query(struct db *db, enum stmt_name name, const char *types, ...);
// Statements that are started from now on are noted (reads.h), until NULL is given; and where.
void db_note(struct db *db, struct reads *r);
struct reads *db_noted(struct db *db);
// The next row; false at the end, or on an error, which db_done reports.
bool db_next(struct query *q);
bool db_done(struct query *q, struct err *err) MUST_USE; // ends the statement; false and err when it failed
// Runs a statement that gives no rows.
bool db_run(struct db *db, struct err *err, enum stmt_name name, const char *types, ...) MUST_USE;
// The same with integers alone; bit i of nulls makes parameter i (from 0) NULL.
bool db_run_ints(struct db *db, struct err *err, enum stmt_name name, const int64_t *args, int count,
                 unsigned nulls) MUST_USE;
// Until the matching db_release all statements see one state of the register, and need no lock of their own (which
// costs more than a short statement does). Holds may be nested.
struct db *db_hold(struct db *db);
void db_release(struct db *db);
static inline void db_held_cleanup(struct db **db) { db_release(*db); }
#define HELD __attribute__((cleanup(db_held_cleanup), unused)) struct db *
void db_rollback(struct db *db); // the open transaction, if there is one
int64_t db_last_id(struct db *db);
// A number that is another one when the database has changed; of this connection alone, as of the last statement or hold.
uint32_t db_change(struct db *db);

int64_t col_int(struct query *q, int i);  // 0 when NULL
bool col_null(struct query *q, int i);
struct str col_text(struct query *q, int i); // valid until the next row
struct str col_blob(struct query *q, int i);

const char *db_sqlite_version(void);
// Whether this SQLite is free of the fault by which two connections that write or checkpoint a WAL at the same instant can lose
// pages (3.7.0 to 3.51.2; fixed in 3.51.3, 3.50.7 and 3.44.6).
bool db_sqlite_safe(void);

// For tests: the SQL of a statement as a role sees it, and whether it only reads.
const char *db_sql(enum db_role role, enum stmt_name name);
bool db_reads(enum stmt_name name);
void *db_handle(struct db *db);
