// Measures reading in process: the calls that every command and page is made of, beside the best bare SQL found.
//
//   bench REGISTER [ROUNDS [KEY]]      KEY: only what begins with it, for a profiler
//
// The register is that of bench/generate.py with its corrections loaded. Ours and the other take turns, round by round;
// printed are the medians, a line each, parted by tabs:   key  ours  other  (microseconds a call; "-": nothing beside it)
// Every call has its own arena and view and holds one state of the register, as a command does. A count that differs
// from the bare SQL's ends the run.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "store/db.h"
#include "store/query.h"

enum { MAX_ROUNDS = 99, ENTITIES = 2000, BEFORE_CORRECTIONS = 1 };

struct bench {
    struct store *s;
    struct arena *arena;
    int64_t *persons; // some of them, in no order
    int rounds;
    const char *only;
};

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, by_size);
    return v[n / 2];
}

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(2);
}

static struct view view_of(struct bench *b, struct arena *a, int64_t known)
{
    struct err err;
    struct view v;
    if (!view_init(&v, b->s, a, NULL, &err)) fail("view", err.text);
    v.known = known;
    return v;
}

// ---- one measured thing: what is called, with what

struct job {
    const char *text;    // a reference, or SQL
    int64_t known;
    sqlite3_stmt *st;
    size_t result;       // of the last call
};

typedef void call(struct bench *b, struct job *j);

static double timed(struct bench *b, call *f, struct job *j)
{
    double t = now_us();
    f(b, j);
    return now_us() - t;
}

// Median time of each (false: not asked for); what takes under 2 ms is repeated within a round.
static bool compare(struct bench *b, const char *key, call *ours, struct job *mine, call *others, struct job *theirs,
                    int each)
{
    double v[2][MAX_ROUNDS];
    if (strncmp(key, b->only, strlen(b->only)) != 0) return false;
    for (int i = -1; i < b->rounds; i++) { // the first is not counted: caches fill
        double t[2] = {timed(b, ours, mine), others ? timed(b, others, theirs) : 0};
        int n[2] = {t[0] < 2000 ? (int)(4000 / (t[0] + 1)) : 1, t[1] < 2000 ? (int)(4000 / (t[1] + 1)) : 1};
        for (int k = 1; k < n[0]; k++) t[0] += timed(b, ours, mine);
        for (int k = 1; others && k < n[1]; k++) t[1] += timed(b, others, theirs);
        if (i < 0) continue;
        v[0][i] = t[0] / n[0];
        v[1][i] = t[1] / n[1];
    }
    printf("%s\t%.2f", key, median(v[0], b->rounds) / each);
    if (others)
        printf("\t%.2f\n", median(v[1], b->rounds) / each);
    else
        printf("\t-\n");
    fflush(stdout);
    return true;
}

// ---- ours

static struct ref parsed(struct bench *b, struct arena *a, const char *text)
{
    struct ref r;
    struct ref_fault fault;
    if (!ref_parse(a, store_vocab(b->s), str_of(text), &r, &fault)) fail(text, strf(a, "%.*s", STR(fault.message)).p);
    return r;
}

static void read_entities(struct bench *b, struct job *j)
{
    struct err err;
    j->result = 0;
    for (int i = 0; i < ENTITIES; i++) {
        ARENA a = arena_new();
        HELD db = db_hold(store_db(b->s));
        struct view v = view_of(b, a, j->known);
        struct statements all;
        if (!view_statements(&v, b->persons[i], &all, &err)) fail("read", err.text);
        j->result += all.n;
    }
}

// What a person's page is made of: the statements, what refers to the person, and how each of these is called.
static void read_pages(struct bench *b, struct job *j)
{
    struct err err;
    for (int i = 0; i < ENTITIES; i++) {
        ARENA a = arena_new();
        HELD db = db_hold(store_db(b->s));
        struct view v = view_of(b, a, j->known);
        struct statements all;
        if (!view_statements(&v, b->persons[i], &all, &err)) fail("page", err.text);
        for (const struct type *t = store_vocab(b->s)->first; t; t = t->next) {
            int64_t *from;
            size_t n;
            if (!view_referring(&v, t, b->persons[i], &from, &n, &err)) fail("page", err.text);
            for (size_t k = 0; k < n; k++) {
                struct str label;
                if (!view_statements(&v, from[k], &all, &err) || !view_label(&v, from[k], &label, &err))
                    fail("page", err.text);
            }
        }
    }
}

static void count(struct bench *b, struct job *j)
{
    ARENA a = arena_new();
    struct err err;
    struct hits h;
    HELD db = db_hold(store_db(b->s));
    struct view v = view_of(b, a, j->known);
    struct ref r = parsed(b, a, j->text);
    if (!query_count(&v, &r, &h, &err)) fail(j->text, err.text);
    j->result = h.certain + h.possible;
}

// With what a list shows of each: its name.
static void list(struct bench *b, struct job *j)
{
    ARENA a = arena_new();
    struct err err;
    struct hits h;
    HELD db = db_hold(store_db(b->s));
    struct view v = view_of(b, a, j->known);
    struct ref r = parsed(b, a, j->text);
    if (!query_list(&v, &r, &h, &err)) fail(j->text, err.text);
    for (size_t i = 0; i < h.n; i++) {
        struct str label;
        if (!view_label(&v, h.v[i].entity, &label, &err)) fail(j->text, err.text);
    }
    j->result = h.n;
}

// ---- bare SQL, over the same connection

static sqlite3_stmt *prepared(struct bench *b, const char *sql)
{
    sqlite3_stmt *st;
    sqlite3 *h = db_handle(store_db(b->s));
    if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) != SQLITE_OK) fail(sql, sqlite3_errmsg(h));
    return st;
}

static int64_t number(struct bench *b, const char *sql)
{
    sqlite3_stmt *st = prepared(b, sql);
    int64_t n = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_finalize(st);
    return n;
}

static void sql_count(struct bench *b, struct job *j)
{
    (void)b;
    if (sqlite3_step(j->st) != SQLITE_ROW) fail("count", j->text);
    j->result = (size_t)sqlite3_column_int64(j->st, 0);
    sqlite3_reset(j->st);
}

static void sql_read(struct bench *b, struct job *j)
{
    j->result = 0;
    for (int i = 0; i < ENTITIES; i++) {
        sqlite3_bind_int64(j->st, 1, b->persons[i] << 16);
        while (sqlite3_step(j->st) == SQLITE_ROW) {
            j->result++;
            for (int c = 0; c < sqlite3_column_count(j->st); c++) (void)sqlite3_column_text(j->st, c);
        }
        sqlite3_reset(j->st);
    }
}

// A count of persons detained in a country on a day, as bare SQL: dates by their last day, no doubt, no conflicts, no
// visibility. Three ways of asking; the fastest is what we are measured against.
static const char *const ways[] = {
    // each detention in the country: its other statements lie beside it
    "SELECT count(DISTINCT p.value) FROM st c CROSS JOIN st s ON s.id BETWEEN c.id & ~65535 AND c.id | 65535 AND +s.prop = $since"
    " AND s.value <= $day AND s.gone IS NULL CROSS JOIN st p ON p.id BETWEEN c.id & ~65535 AND c.id | 65535 AND +p.prop = $person"
    " AND p.gone IS NULL WHERE c.prop = $country AND c.value = $code AND c.gone IS NULL AND NOT EXISTS (SELECT 1 FROM st u"
    " WHERE u.id BETWEEN c.id & ~65535 AND c.id | 65535 AND +u.prop = $until AND u.gone IS NULL"
    " AND coalesce(u.hi, u.value) <= $day)",
    // the same, reading each detention once
    "SELECT count(DISTINCT person) FROM (SELECT max(CASE s.prop WHEN $person THEN s.value END) AS person,"
    " max(CASE s.prop WHEN $since THEN s.value END) AS since, max(CASE s.prop WHEN $until THEN coalesce(s.hi, s.value) END)"
    " AS until FROM st c CROSS JOIN st s ON s.id BETWEEN c.id & ~65535 AND c.id | 65535 WHERE c.prop = $country AND"
    " c.value = $code AND c.gone IS NULL AND s.gone IS NULL GROUP BY c.id) WHERE since <= $day AND"
    " (until IS NULL OR until > $day)",
    // over the covering index alone, as sets
    "SELECT count(DISTINCT value) FROM st WHERE prop = $person AND gone IS NULL AND id >> 16 IN (SELECT id >> 16"
    " FROM st WHERE prop = $country AND value = $code AND gone IS NULL INTERSECT SELECT id >> 16 FROM st WHERE"
    " prop = $since AND value <= $day AND gone IS NULL EXCEPT SELECT id >> 16 FROM st WHERE prop = $until AND"
    " value <= $day AND coalesce(hi, value) <= $day AND gone IS NULL)",
};

static void bind(sqlite3_stmt *st, const char *name, int64_t v)
{
    int i = sqlite3_bind_parameter_index(st, name);
    if (i) sqlite3_bind_int64(st, i, v);
}

static struct job best_sql(struct bench *b, const char *country, int64_t day)
{
    struct job best = {0};
    double least = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct job j = {.text = ways[i], .st = prepared(b, ways[i])};
        double t[3];
        for (int p = 0; p < 4; p++) {
            static const char *const names[] = {"person", "since", "until", "country"};
            const struct type *d = vocab_type(store_vocab(b->s), S("detentions"));
            bind(j.st, strf(b->arena, "$%s", names[p]).p, store_prop_id(b->s, type_prop(d, str_of(names[p]))));
        }
        bind(j.st, "$day", day);
        bind(j.st, "$code", number(b, strf(b->arena, "SELECT id FROM txt WHERE body = '%s'", country).p));
        for (int k = 0; k < 3; k++) t[k] = timed(b, sql_count, &j);
        double m = median(t, 3);
        fprintf(stderr, "  %s, way %zu: %zu in %.0f us\n", country, i + 1, j.result, m);
        if (i && m >= least) {
            sqlite3_finalize(j.st);
            continue;
        }
        if (i) sqlite3_finalize(best.st);
        best = j;
        least = m;
    }
    return best;
}

static void counts(struct bench *b)
{
    static const char *const countries[] = {"AF", "BY", "TJ"}; // ranks 1, 10 and 46 of 50
    const int64_t day = 16616;                                 // 2015-06-30
    for (size_t i = 0; i < 3; i++) {
        struct job other = best_sql(b, countries[i], day);
        struct job mine = {.text = strf(b->arena, "persons?detentions.country=%s&detentions.at=2015-06-30", countries[i]).p,
                           .known = STORE_NOW};
        bool ran = compare(b, strf(b->arena, "count-%s", countries[i]).p, count, &mine, sql_count, &other, 1);
        if (ran && mine.result != other.result)
            fail("the counts differ", strf(b->arena, "%zu and %zu", mine.result, other.result).p);
        if (ran) fprintf(stderr, "  %s\t%zu\n", mine.text, mine.result);
        sqlite3_finalize(other.st);
    }
}

static void past(struct bench *b, const char *key, call *f, const char *text)
{
    struct job then = {.text = text, .known = BEFORE_CORRECTIONS}, now = {.text = text, .known = STORE_NOW};
    if (compare(b, key, f, &then, f, &now, 1))
        fprintf(stderr, "  %s\tthen %zu, now %zu\n", text, then.result, now.result);
}

static void lists(struct bench *b)
{
    static const char *const text[] = {
        "persons?citizenship=BY&occupation=editor", "persons?citizenship=AF&limit=100",
        "persons?detentions.country=BY&detentions.at=2015-06-30&limit=100",
        "detentions?country=AF&at=2015-06-30&limit=100", "detentions?kind=remand&sort=since&limit=100"};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct job j = {.text = text[i], .known = STORE_NOW};
        if (compare(b, strf(b->arena, "list-%zu", i + 1).p, list, &j, NULL, NULL, 1))
            fprintf(stderr, "  %s\t%zu\n", j.text, j.result);
    }
}

static void entities(struct bench *b)
{
    struct job mine = {.known = STORE_NOW}, other = {
        .st = prepared(b, "SELECT s.id, s.prop, s.value, s.hi, s.source, s.flags, s.vis, s.tx, s.gone, s.mark, s.body, s.lang,"
                          " s.qual FROM all_st s WHERE s.id BETWEEN $1 AND $1 + 65535 AND s.gone IS NULL")};
    if (compare(b, "read", read_entities, &mine, sql_read, &other, ENTITIES) && mine.result != other.result)
        fail("entity read", "the statements differ");
    (void)compare(b, "page", read_pages, &mine, NULL, NULL, ENTITIES);
    sqlite3_finalize(other.st);
}

int main(int argc, char **argv)
{
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct err err = {0};
    struct bench b = {.arena = a, .rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 7,
                      .only = argc > 3 ? argv[3] : ""};
    if (argc < 2 || b.rounds < 1 || b.rounds > MAX_ROUNDS) fail("usage", "bench REGISTER [ROUNDS]");
    STORE s = store_open(argv[1], STORE_READ, VIS_SEALED, &ds, &err);
    if (!s) fail(argv[1], err.text);
    b.s = s;
    struct view v = view_of(&b, a, STORE_NOW);
    struct ref r = parsed(&b, a, "persons");
    struct hits h;
    if (!query_count(&v, &r, &h, &err) || h.n < ENTITIES) fail("persons", "there are too few");
    b.persons = arena_array(a, ENTITIES, sizeof *b.persons);
    for (size_t i = 0; i < ENTITIES; i++) b.persons[i] = h.v[i * 7919 * 104729 % h.n].entity;
    entities(&b);
    lists(&b);
    counts(&b);
    past(&b, "past-count", count, "persons?detentions.country=AF&detentions.at=2015-06-30");
    past(&b, "past-list", list, "persons?detentions.country=BY&detentions.at=2015-06-30&limit=100");
    past(&b, "past-all", list, "detentions?country=BY&at=2015-06-30");
    return 0;
}
