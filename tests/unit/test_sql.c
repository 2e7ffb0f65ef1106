// Every statement of stmt.def is prepared on a fresh register for each role; none scans a table unless it says so; a public
// connection can name nothing but pub_ views; nothing is ever deleted or changed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "../demo.h"
#include "base/buf.h"
#include "store/db.h"

static struct arena *arena;
static char *dir;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    dir = demo_register(arena);
    demo_load_demo(arena, dir);
    struct diags ds = diags_in(arena); // something has ended
    return (int)demo_load(arena, dir, "persons: {ilgar-mammadov: {born: {value: 1971, source: bailii-2014}}}\n", "2026-01-02T00:00:00Z", &ds);
}

static int teardown(void **state)
{
    (void)state;
    demo_remove(dir);
    arena_free(arena);
    return 0;
}

static struct db *open_as(enum db_role role)
{
    struct err err = {0};
    struct db *db = db_open(strf(arena, "%s/register.db", dir).p, role, false, &err);
    if (!db) fail_msg("%s", err.text);
    return db;
}

static void every_statement_can_be_prepared(void **state)
{
    (void)state;
    for (int role = DB_PUBLIC; role <= DB_WRITER; role++) {
        struct db *db = open_as((enum db_role)role);
        for (int i = 0; i < STMT_COUNT; i++) {
            sqlite3_stmt *st = NULL;
            if (role != DB_WRITER && !db_reads((enum stmt_name)i)) continue;
            const char *sql = db_sql((enum db_role)role, (enum stmt_name)i);
            if (sqlite3_prepare_v2(db_handle(db), sql, -1, &st, NULL) != SQLITE_OK)
                fail_msg("role %d: %s: %s", role, sqlite3_errmsg(db_handle(db)), sql);
            if (db_reads((enum stmt_name)i)) assert_true(sqlite3_stmt_readonly(st));
            sqlite3_finalize(st);
        }
        db_close(db);
    }
}

static void none_scans_unless_it_says_so(void **state)
{
    (void)state;
    sqlite3 *plain;
    assert_int_equal(sqlite3_open(strf(arena, "%s/register.db", dir).p, &plain), SQLITE_OK);
    for (int role = DB_PUBLIC; role <= DB_STAFF; role++)
        for (int i = 0; i < STMT_COUNT; i++) {
            sqlite3_stmt *st = NULL;
            const char *sql = db_sql((enum db_role)role, (enum stmt_name)i);
            if (strstr(sql, "/* SCAN */") || strncmp(sql, "PRAGMA", 6) == 0 || strncmp(sql, "REINDEX", 7) == 0) continue;
            const char *explain = strf(arena, "EXPLAIN QUERY PLAN %s", sql).p;
            assert_int_equal(sqlite3_prepare_v2(plain, explain, -1, &st, NULL), SQLITE_OK);
            while (sqlite3_step(st) == SQLITE_ROW) {
                const char *detail = (const char *)sqlite3_column_text(st, 3);
                if (strstr(detail, "SCAN") && !strstr(detail, "CONSTANT ROW") && !strstr(detail, "LAST TERM"))
                    fail_msg("%s\n    %s", detail, sql);
            }
            sqlite3_finalize(st);
        }
    sqlite3_close(plain);
}

static void a_public_connection_names_only_its_views(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "SELECT body FROM txt", "SELECT * FROM st", "SELECT count(*) FROM st", "SELECT * FROM all_st", "SELECT slug FROM entity",
        "SELECT * FROM all_entity", "SELECT body FROM pub_txt", "SELECT sql FROM sqlite_master", "PRAGMA table_info(st)",
        "ATTACH 'x' AS y", "DELETE FROM st", "UPDATE st SET vis = 0", "INSERT INTO txt(key, body) VALUES (1, 'x')",
        "SELECT p.id, s.value FROM pub_st p JOIN st s ON s.id = p.id", "SELECT (SELECT body FROM txt LIMIT 1) FROM pub_tx",
        "WITH x AS (SELECT body FROM txt) SELECT * FROM x", "SELECT load_extension('x')", "SELECT note FROM tx",
        "SELECT quote FROM more", "SELECT * FROM namekey", "SELECT id FROM hide", "DROP VIEW pub_st", "SELECT readfile('/etc/passwd')",
        "CREATE TEMP TABLE t(x)", "SELECT randomblob(10)",
        "SELECT rowid FROM all_find WHERE all_find MATCH 'x'", "SELECT term FROM find_pub_words", "SELECT term FROM find_all_words",
        "SELECT block FROM all_find_data", "SELECT name FROM sqlite_master", "UPDATE sqlite_master SET sql = ''",
        "INSERT INTO pub_find(pub_find) VALUES ('delete-all')",
    };
    struct db *db = open_as(DB_PUBLIC);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        sqlite3_stmt *st = NULL;
        int rc = sqlite3_prepare_v2(db_handle(db), hostile[i], -1, &st, NULL);
        sqlite3_finalize(st);
        if (rc == SQLITE_OK) fail_msg("allowed: %s", hostile[i]);
    }
    db_close(db);
}

static void nothing_is_deleted_or_changed(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "DELETE FROM st", "UPDATE st SET value = 1", "UPDATE st SET gone = NULL WHERE gone IS NOT NULL", "UPDATE st SET vis = 0", "DELETE FROM more",
        "UPDATE more SET quote = ''", "DELETE FROM ended", "DELETE FROM tx", "UPDATE tx SET note = ''", "DELETE FROM txt",
        "UPDATE txt SET body = 'x'", "INSERT OR REPLACE INTO txt(id, key, body) VALUES (1, 2, 'x')",
        "INSERT OR REPLACE INTO st SELECT id, prop, value + 1, hi, body, lang, qual, source, flags, vis, tx, gone, mark FROM st LIMIT 1",
        "DROP TRIGGER st_keep", "DROP TABLE st", "ALTER TABLE st ADD x", "PRAGMA writable_schema = 1", "ATTACH ':memory:' AS m",
        "UPDATE sqlite_master SET sql = ''", "DELETE FROM pub_find_data", "DROP TABLE pub_find",
    };
    struct db *db = open_as(DB_WRITER);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        if (sqlite3_exec(db_handle(db), hostile[i], NULL, NULL, NULL) == SQLITE_OK) fail_msg("allowed: %s", hostile[i]);
    db_close(db);
    sqlite3 *plain; // and by the triggers alone, from any program that keeps the schema
    assert_int_equal(sqlite3_open(strf(arena, "%s/register.db", dir).p, &plain), SQLITE_OK);
    for (size_t i = 0; i < 11; i++)
        if (sqlite3_exec(plain, hostile[i], NULL, NULL, NULL) == SQLITE_OK) fail_msg("triggers allowed: %s", hostile[i]);
    sqlite3_close(plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_can_be_prepared),
        cmocka_unit_test(none_scans_unless_it_says_so),
        cmocka_unit_test(a_public_connection_names_only_its_views),
        cmocka_unit_test(nothing_is_deleted_or_changed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
