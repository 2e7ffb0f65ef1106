// The register at two times, for several readers, with sources that disagree: lists, counts, what is computed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../demo.h"
#include "base/buf.h"
#include "store/db.h"

#define SOURCES "sources:\n  s: {title: S}\n  t: {title: T}\n"

static struct arena *arena;
static char *dir;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    dir = demo_register(arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    demo_remove(dir);
    arena_free(arena);
    return 0;
}

static void load(const char *text, const char *now)
{
    struct diags ds = diags_in(arena);
    if (demo_load(arena, dir, text, now, &ds)) {
        diags_print(&ds, stderr, false);
        fail_msg("the dossier has faults");
    }
}

// "certain+possible" of a list reference, as a reader of that level knew it at a time (NULL: now).
static void counts(const char *ref, enum visibility level, const char *known, size_t certain, size_t possible)
{
    struct err err = {0};
    struct diags ds = diags_in(arena);
    struct view v;
    struct ref r;
    struct ref_fault f;
    struct hits h, listed;
    struct instant at;
    struct store *s = store_open(dir, STORE_READ, level, &ds, &err);
    if (!s) fail_msg("%s", err.text);
    assert_true(!known || instant_parse(str_of(known), &at));
    assert_true(view_init(&v, s, arena, known ? &at : NULL, &err));
    if (!ref_parse(arena, store_vocab(s), str_of(ref), &r, &f)) fail_msg("%s: %.*s", ref, STR(f.message));
    if (!query_count(&v, &r, &h, &err) || !query_list(&v, &r, &listed, &err)) fail_msg("%s", err.text);
    store_close(s);
    if (h.certain != certain || h.possible != possible)
        fail_msg("%s: %zu+%zu, not %zu+%zu", ref, h.certain, h.possible, certain, possible);
    assert_int_equal(listed.n, certain + possible);
}

static void now_counts(const char *ref, size_t certain, size_t possible) { counts(ref, VIS_SEALED, NULL, certain, possible); }

static void a_detention_counts_from_arrest_until_the_day_before_release(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: A}\n"
                 "detentions:\n  d: {source: s, person: a, country: AZ, since: 2013-02-04, until: 2018-08-13}\n", "2026-01-01T00:00:00Z");
    now_counts("detentions?at=2013-02-03", 0, 0);
    now_counts("detentions?at=2013-02-04", 1, 0);
    now_counts("detentions?at=2018-08-12", 1, 0);
    now_counts("detentions?at=2018-08-13", 0, 0);
    now_counts("persons?detentions.country=AZ&detentions.at=2015", 1, 0);
    now_counts("persons?detentions.country=AZ&detentions.at=2018", 0, 1); // on some days of it
    now_counts("persons?detentions.country=FR&detentions.at=2015", 0, 0);
    now_counts("persons?detained=yes&at=2015-01-01", 1, 0);
    now_counts("persons?detained=no&at=2019-01-01", 1, 0);
}

static void doubtful_dates_are_possible_not_certain(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: A}\n  b: {source: s, name: B}\n"
                 "detentions:\n  d: {source: s, person: a, country: AZ, since: 2013-05}\n"
                 "  e: {source: s, person: b, country: AZ, since: 2013-05-10?, until: 2014~}\n", "2026-01-01T00:00:00Z");
    now_counts("detentions?at=2013-04-30", 0, 0);
    now_counts("detentions?at=2013-05-10", 0, 2);
    now_counts("detentions?at=2013-05-11", 0, 2);
    now_counts("detentions?at=2013-06-01", 1, 1); // the second may have ended from 2013 on
    now_counts("detentions?at=2016-01-01", 1, 0);
    now_counts("detentions?since=2013-05", 2, 0);
    now_counts("detentions?since=2013-05-10", 0, 2);
    now_counts("detentions?since=2013", 2, 0);
    now_counts("detentions?since=2012", 0, 0);
}

static void sources_that_disagree_leave_it_open_until_one_is_preferred(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: A}\n"
                 "detentions:\n  d:\n    source: s\n    person: a\n    country: AZ\n    since: 2013-02-04\n"
                 "    until: [{value: 2018-08-13, source: s}, {value: 2018-09-13, source: t}]\n", "2026-01-01T00:00:00Z");
    now_counts("detentions?at=2018-08-12", 1, 0);
    now_counts("detentions?at=2018-09-01", 0, 1);
    now_counts("detentions?at=2018-09-13", 0, 0);
    now_counts("detentions?until=2018-08-13", 0, 1);
    load(SOURCES "detentions:\n  d:\n    until: {value: 2018-08-13, source: s, preferred: true, reason: seen}\n", "2026-01-02T00:00:00Z");
    now_counts("detentions?at=2018-09-01", 0, 0);
    now_counts("detentions?until=2018-08-13", 1, 0);
    counts("detentions?at=2018-09-01", VIS_SEALED, "2026-01-01T12:00:00Z", 0, 1); // what was known the day before
    counts("persons?detentions.country=AZ&detentions.at=2018-09-01", VIS_SEALED, "2026-01-01T12:00:00Z", 0, 1);
    now_counts("persons?detentions.country=AZ&detentions.at=2018-09-01", 0, 0);
    now_counts("persons?detentions.country=AZ&detentions.at=2018-08-12", 1, 0);
    load(SOURCES "detentions:\n  d:\n    country: [{value: TR, source: t}]\n", "2026-01-03T00:00:00Z");
    now_counts("persons?detentions.country=AZ&detentions.at=2018-08-12", 0, 1);
    counts("persons?detentions.country=AZ&detentions.at=2018-08-12", VIS_PUBLIC, "2026-01-02T12:00:00Z", 1, 0);
}

static void a_correction_supersedes_and_the_past_stays(void **state)
{
    (void)state;
#define BORN(year) SOURCES "persons:\n  a: {source: s, name: A, born: " year "}\n"
    load(BORN("1970"), "2026-01-01T00:00:00Z");
    load(BORN("1971"), "2026-01-02T00:00:00Z");
    now_counts("persons?born=1971", 1, 0);
    now_counts("persons?born=1970", 0, 0);
    counts("persons?born=1970", VIS_SEALED, "2026-01-01T23:59:59Z", 1, 0);
    counts("persons?born=1971", VIS_SEALED, "2026-01-01T23:59:59Z", 0, 0);
    counts("persons", VIS_SEALED, "2025-12-31", 0, 0);
    load(BORN("1971"), "2026-01-03T00:00:00Z"); // nothing new: no transaction
    counts("persons?born=1971", VIS_SEALED, "2026-01-02T00:00:00Z", 1, 0);
}

static void a_withdrawn_value_is_gone_and_a_replaced_one_too(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: [A, Wrong], citizenship: [AZ, TR]}\n", "2026-01-01T00:00:00Z");
    load(SOURCES "persons:\n  a: {name: {value: Right, source: s, replaces: Wrong}, citizenship: {value: TR, source: s, withdrawn: a mistake}}\n",
         "2026-01-02T00:00:00Z");
    now_counts("persons?name=wrong", 0, 0);
    now_counts("persons?name=RIGHT", 1, 0);
    now_counts("persons?name=a", 1, 0);
    now_counts("persons?citizenship=TR", 0, 0);
    now_counts("persons?citizenship=AZ", 1, 0);
    counts("persons?citizenship=TR", VIS_SEALED, "2026-01-01T12:00:00Z", 1, 0);
    struct diags ds = diags_in(arena);
    assert_int_equal(demo_load(arena, dir, "persons:\n  a: {name: {value: X, source: s, replaces: Nobody}}\n", "2026-01-03T00:00:00Z", &ds), 1);
    assert_int_equal(ds.list[0].code, DIAG_NO_STATEMENT);
    now_counts("persons?name=X", 0, 0);
}

static void a_reader_sees_up_to_its_level_and_no_past_of_what_was_hidden(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: A, born: {value: 1970, visibility: partner}}\n  b: {source: s, name: {value: B, visibility: internal}}\n"
                 "detentions:\n  d: {source: s, person: b, country: AZ, since: 2013}\n", "2026-01-01T00:00:00Z");
    now_counts("persons", 2, 0);
    counts("persons", VIS_PARTNER, NULL, 1, 0);
    counts("persons", VIS_PUBLIC, NULL, 1, 0);
    counts("persons?born=1970", VIS_PARTNER, NULL, 1, 0);
    counts("persons?born=1970", VIS_PUBLIC, NULL, 0, 0);
    counts("persons?detentions.country=AZ", VIS_PUBLIC, NULL, 0, 0);
    counts("persons?detentions.country=AZ", VIS_INTERNAL, NULL, 1, 0);
    load(SOURCES "persons:\n  a: {name: {value: A2, source: s, replaces: A, visibility: internal}}\n", "2026-01-02T00:00:00Z");
    counts("persons?name=A", VIS_PUBLIC, "2026-01-01T12:00:00Z", 0, 0);
    counts("persons?name=A", VIS_INTERNAL, "2026-01-01T12:00:00Z", 1, 0);
}

static void dated_statements_hold_for_their_time(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  a: {source: s, name: A}\nplaces:\n  p: {source: s, name: P, country: AZ}\n  q: {source: s, name: Q, country: AZ}\n"
                 "detentions:\n  d:\n    source: s\n    person: a\n    country: AZ\n    since: 2013-02-04\n"
                 "    place: [{value: p, until: 2014-06}, {value: q, since: 2014-07}]\n", "2026-01-01T00:00:00Z");
    now_counts("detentions?place=p", 1, 0);
    now_counts("detentions?place=p&at=2014-01-01", 1, 0);
    now_counts("detentions?place=p&at=2014-06-10", 0, 1);
    now_counts("detentions?place=p&at=2015-01-01", 0, 0);
    now_counts("detentions?place=q&at=2015-01-01", 1, 0);
    now_counts("detentions?place.country=AZ", 1, 0);
}

static void narrower_terms_are_included_and_alternatives_joined(void **state)
{
    (void)state;
    load(SOURCES "organisations:\n  c: {source: s, name: C}\njudgments:\n  j: {source: s, title: J, court: c, date: 2014-05-22, number: 15172/13, respondent: AZ}\n"
                 "supervision:\n  a: {source: s, judgment: j, date: 2015, kind: interim-resolution}\n  b: {source: s, judgment: j, date: 2016, kind: formal-notice}\n"
                 "  c: {source: s, judgment: j, date: 2017, kind: decision}\n", "2026-01-01T00:00:00Z");
    now_counts("supervision?judgment=j&kind=interim-resolution", 2, 0);
    now_counts("supervision?judgment=j&kind=formal-notice", 1, 0);
    now_counts("supervision?judgment=j&kind=interim-resolution,decision&date=../2016", 2, 0);
    now_counts("supervision?judgment.respondent=AZ&date=2016/..", 2, 0);
    now_counts("judgments?supervision.kind=decision&supervision.date=2015", 0, 0); // of one and the same event
    now_counts("judgments?supervision.kind=decision&supervision.date=2017", 1, 0);
    now_counts("supervision?judgment=nobody", 0, 0);
}

static void an_occasion_lasts_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    load(SOURCES "occasions:\n  o: {source: s, title: O, kind: visit, since: 2018-07-20, until: 2018-07-20}\n", "2026-01-01T00:00:00Z");
    now_counts("occasions?at=2018-07-19", 0, 0);
    now_counts("occasions?at=2018-07-20", 1, 0);
    now_counts("occasions?at=2018-07-21", 0, 0);
    now_counts("occasions?at=2018-07", 0, 1);
}

static void an_old_key_still_leads_to_the_entity(void **state)
{
    (void)state;
    load(SOURCES "persons:\n  old: {source: s, name: A, born: 1970}\ndetentions:\n  d: {source: s, person: old, country: AZ, since: 2013}\n", "2026-01-01T00:00:00Z");
    load(SOURCES "persons:\n  new: {source: s, former-key: old, sex: female}\n", "2026-01-02T00:00:00Z");
    now_counts("persons", 1, 0);
    now_counts("detentions?person=new", 1, 0);
    now_counts("detentions?person=old", 1, 0);
    now_counts("persons?born=1970&sex=female", 1, 0);
}

static void days_are_computed_as_the_record_has_them(void **state)
{
    (void)state;
    struct err err = {0};
    struct diags ds = diags_in(arena);
    struct view v;
    struct computed_value c;
    int64_t id;
    demo_load_demo(arena, dir);
    struct store *s = store_open(dir, STORE_READ, VIS_PUBLIC, &ds, &err);
    assert_non_null(s);
    assert_true(view_init(&v, s, arena, NULL, &err));
    const struct type *t = vocab_type(store_vocab(s), S("detentions"));
    assert_true(view_find(&v, t, S("ilgar-mammadov-2013"), &id, &err) && id);
    struct day at = day_of((struct ymd){2020, 1, 1});
    assert_true(view_compute(&v, type_prop(t, S("days")), id, at, &c, &err));
    assert_int_equal(c.lo, 2016); // 4 February 2013 to 13 August 2018
    assert_int_equal(c.hi, 2016);
    t = vocab_type(store_vocab(s), S("judgments"));
    assert_true(view_find(&v, t, S("ilgar-mammadov-v-azerbaijan"), &id, &err) && id);
    at = day_of((struct ymd){2018, 8, 13});
    assert_true(view_compute(&v, type_prop(t, S("days-since-final")), id, at, &c, &err));
    assert_int_equal(c.lo, 1400); // final on 13 October 2014
    store_close(s);
}

// The slugs of a list, of a store that stays open.
static const char *listed(struct store *s, const char *text)
{
    ARENA scratch = arena_new(); // what the store keeps must not lie here
    struct err err = {0};
    struct buf b = buf_in(arena);
    struct view v;
    struct ref r;
    struct ref_fault f;
    struct hits h;
    bool changed;
    int64_t tx;
    HELD db = db_hold(store_db(s));
    assert_true(store_state(s, &tx, &changed, &err) && view_init(&v, s, scratch, NULL, &err));
    assert_true(ref_parse(scratch, store_vocab(s), str_of(text), &r, &f) && query_list(&v, &r, &h, &err));
    for (size_t i = 0; i < h.n; i++) {
        const struct type *type;
        struct str slug;
        assert_true(view_name(&v, h.v[i].entity, &type, &slug, &err));
        buf_addf(&b, "%s%.*s", i ? " " : "", STR(slug));
    }
    return buf_str(&b).p;
}

static void a_list_that_is_kept_is_that_of_the_register(void **state)
{
    (void)state;
    struct err err = {0};
    struct diags ds = diags_in(arena);
    load(SOURCES "persons:\n  b: {source: s, name: B, born: 1970}\n  a: {source: s, name: Z}\n"
                 "letters:\n  x: {source: s, title: X, date: 2018}\n  w: {source: s, title: W, date: 2019-03}\n  y: {source: s, title: Y, date: 2017-05}\n", "2026-01-01T00:00:00Z");
    struct store *s = store_open(dir, STORE_READ, VIS_PUBLIC, &ds, &err);
    assert_non_null(s);
    for (int again = 0; again < 2; again++) {
        assert_string_equal(listed(s, "persons"), "a b");
        assert_string_equal(listed(s, "persons?sort=name"), "b a");
        assert_string_equal(listed(s, "persons?sort=-name"), "a b");
        assert_string_equal(listed(s, "persons?sort=-born"), "b a"); // who has none comes last
        assert_string_equal(listed(s, "letters"), "y x w"); // by date
        assert_string_equal(listed(s, "letters?sort=-date"), "w x y");
        assert_string_equal(listed(s, "letters?limit=1&offset=1"), "x");
        assert_string_equal(listed(s, "letters?offset=9"), "");
    }
    load("persons:\n  aa: {source: s, name: AA}\n  secret: {source: s, name: {value: S, visibility: internal}}\n"
         "letters:\n  v: {source: s, title: V, date: 2016}\n", "2026-01-02T00:00:00Z");
    assert_string_equal(listed(s, "persons"), "a aa b");
    assert_string_equal(listed(s, "letters"), "v y x w");
    store_close(s);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_detention_counts_from_arrest_until_the_day_before_release),
        T(doubtful_dates_are_possible_not_certain),
        T(sources_that_disagree_leave_it_open_until_one_is_preferred),
        T(a_correction_supersedes_and_the_past_stays),
        T(a_withdrawn_value_is_gone_and_a_replaced_one_too),
        T(a_reader_sees_up_to_its_level_and_no_past_of_what_was_hidden),
        T(dated_statements_hold_for_their_time),
        T(narrower_terms_are_included_and_alternatives_joined),
        T(an_occasion_lasts_to_the_end_of_its_last_day),
        T(an_old_key_still_leads_to_the_entity),
        T(days_are_computed_as_the_record_has_them),
        T(a_list_that_is_kept_is_that_of_the_register),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
