#include "store/portable.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "store/db.h"

static const char schema[] =
    "PRAGMA page_size = 4096; PRAGMA application_id = 1751212643;"
    "CREATE TABLE entity(ref TEXT PRIMARY KEY, type TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE statement(id TEXT NOT NULL, entity TEXT NOT NULL REFERENCES entity(ref), property TEXT NOT NULL, value TEXT NOT NULL,"
    " first TEXT, last TEXT, lang TEXT, name_kind TEXT, source TEXT, locator TEXT, quote TEXT, since TEXT, until TEXT,"
    " preferred INTEGER NOT NULL, reason TEXT, recorded TEXT NOT NULL);"
    "BEGIN";
static const char finish[] = "COMMIT; CREATE INDEX statement_entity ON statement(entity, property);"
                             "CREATE INDEX statement_value ON statement(property, value)";

struct writer {
    sqlite3 *db;
    sqlite3_stmt *entity, *statement;
    struct view *v;
};

static void close_writer(struct writer *w)
{
    sqlite3_finalize(w->entity);
    sqlite3_finalize(w->statement);
    sqlite3_close(w->db);
}
#define WRITER __attribute__((cleanup(close_writer))) struct writer

static void put(sqlite3_stmt *s, int i, struct str text)
{
    if (text.n)
        sqlite3_bind_text(s, i, text.p, (int)text.n, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(s, i);
}

static bool step(struct writer *w, sqlite3_stmt *s, struct err *err)
{
    bool good = sqlite3_step(s) == SQLITE_DONE;
    sqlite3_reset(s);
    return good || err_set(err, ERR_STORE, "the database to be given away: %s", sqlite3_errmsg(w->db));
}

static bool put_statement(struct writer *w, struct str entity, const struct statement *s, struct err *err)
{
    struct arena *a = w->v->arena;
    struct instant at;
    struct str recorder, note;
    bool date = s->value.kind == KIND_DATE, ref = s->value.kind == KIND_REF;
    if (!view_tx(w->v, s->tx, &at, &recorder, &note, err)) return false;
    const struct str cells[] = {
        strf(a, "%016llx", (unsigned long long)s->mark), entity, s->prop->name,
        ref ? strf(a, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text)) : s->value.text,
        date && s->value.date.lo.n != DAY_FIRST.n ? day_text(a, s->value.date.lo) : S(""),
        date && s->value.date.hi.n != DAY_LAST.n ? day_text(a, s->value.date.hi) : S(""), s->lang, s->qual,
        s->source.n ? strf(a, "sources/%.*s", STR(s->source)) : S(""), s->locator, s->quote, s->has_since ? s->since.text : S(""),
        s->has_until ? s->until.text : S("")};
    for (int i = 0; i < 13; i++) put(w->statement, i + 1, cells[i]);
    sqlite3_bind_int(w->statement, 14, s->preferred);
    put(w->statement, 15, s->reason);
    put(w->statement, 16, instant_text(a, at));
    return step(w, w->statement, err);
}

static bool put_entity(struct writer *w, int64_t entity, struct err *err)
{
    const struct type *type;
    struct statements all;
    struct str slug, label;
    if (!view_name(w->v, entity, &type, &slug, err)) return false;
    if (!type) return true;
    struct str ref = strf(w->v->arena, "%.*s/%.*s", STR(type->path), STR(slug));
    if (!view_label(w->v, entity, &label, err) || !view_statements(w->v, entity, &all, err)) return false;
    put(w->entity, 1, ref);
    put(w->entity, 2, type->path);
    sqlite3_bind_text(w->entity, 3, label.p ? label.p : "", (int)label.n, SQLITE_TRANSIENT);
    if (!step(w, w->entity, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (!put_statement(w, ref, &all.v[i], err)) return false;
    return true;
}

bool portable_database(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    ARENA scratch = arena_new(); // of one entity
    struct view one = *v;
    one.arena = scratch;
    WRITER w = {.v = &one};
    HELD held = db_hold(store_db(v->store));
    if (sqlite3_open(":memory:", &w.db) != SQLITE_OK || sqlite3_exec(w.db, schema, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(w.db, "INSERT INTO entity VALUES (?,?,?)", -1, &w.entity, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(w.db, "INSERT INTO statement VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &w.statement, NULL) != SQLITE_OK)
        return err_set(err, ERR_STORE, "the database to be given away: %s", sqlite3_errmsg(w.db));
    for (size_t i = 0; i < count; i++) {
        arena_reset(scratch);
        if (!put_entity(&w, entities[i], err)) return false;
    }
    if (sqlite3_exec(w.db, finish, NULL, NULL, NULL) != SQLITE_OK)
        return err_set(err, ERR_STORE, "the database to be given away: %s", sqlite3_errmsg(w.db));
    sqlite3_int64 n;
    unsigned char *bytes = sqlite3_serialize(w.db, "main", &n, 0);
    if (!bytes) return err_set(err, ERR_STORE, "there is no memory for the database to be given away");
    buf_add(out, (struct str){(const char *)bytes, (size_t)n});
    sqlite3_free(bytes);
    return true;
}
