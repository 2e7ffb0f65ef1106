// When sixteen judgments became final: as it is printed in the notes of the Committee of Ministers, as the three months of Article 43 § 1
// have it, and why the two differ. And what the engine makes of uncertain and missing dates.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../demo.h"
#include "base/buf.h"
#include "rules/outcome.h"

static struct arena *arena;
static char *dir;
static struct store *store;
static struct view view;
static const struct procedure *procedures;

static const struct row {
    const char *name, *judgment, *final, *three, *formation;
    int days;
    const char *basis;   // as recorded; NULL: not
    const char *explain; // a part of the explanation
} rows[] = {
    {"Ilgar Mammadov", "2014-05-22", "2014-10-13", "2014-08-22", "chamber", 52, "44-2-c", "panel rejected"},
    {"Rasul Jafarov", "2016-03-17", "2016-07-04", "2016-06-17", "chamber", 17, NULL, "a Monday"},
    {"Hilal Mammadov", "2016-02-04", "2016-06-06", "2016-05-04", "chamber", 33, NULL, "a Monday"},
    {"Ilgar Mammadov (No. 2)", "2017-11-16", "2018-03-05", "2018-02-16", "chamber", 17, NULL, "a Monday"},
    {"Mammadli", "2018-04-19", "2018-07-19", "2018-07-19", "chamber", 0, "44-2-b", "no request"},
    {"Rashad Hasanov and Others", "2018-06-07", "2018-09-07", "2018-09-07", "chamber", 0, NULL, "no request"},
    {"Aliyev", "2018-09-20", "2019-02-04", "2018-12-20", "chamber", 46, NULL, "a Monday"},
    {"Abdullayev", "2019-03-07", "2019-06-07", "2019-06-07", NULL, 0, NULL, "no request"},
    {"Erkenov", "2016-09-06", "2016-12-06", "2016-12-06", NULL, 0, NULL, "no request"},
    {"Natig Jafarov", "2019-11-07", "2020-02-07", "2020-02-07", NULL, 0, NULL, "no request"},
    {"Ibrahimov and Mammadov", "2020-02-13", "2020-06-13", "2020-05-13", NULL, 31, NULL, "exactly four months"},
    {"Khadija Ismayilova (No. 2)", "2020-02-27", "2020-06-27", "2020-05-27", NULL, 31, NULL, "exactly four months"},
    {"Yunusova and Yunusov (No. 2)", "2020-07-16", "2020-10-16", "2020-10-16", NULL, 0, NULL, "no request"},
    {"Azizov and Novruzlu", "2021-02-18", "2021-05-18", "2021-05-18", NULL, 0, NULL, "no request"},
    {"Democracy and Human Rights Resource Centre and Mustafayev", "2021-10-14", "2022-02-28", "2022-01-14", NULL, 45, NULL, "a Monday"},
    {"Ilgar Mammadov (Article 46 § 4)", "2019-05-29", "2019-05-29", "2019-05-29", "grand-chamber", 0, NULL, NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

static int setup(void **state)
{
    (void)state;
    struct err err = {0};
    struct diags ds;
    arena = arena_new();
    ds = diags_in(arena);
    dir = demo_register(arena);
    struct buf b = buf_in(arena);
    buf_add(&b, S("sources: {s: {title: S}}\norganisations: {court: {source: s, name: Court}}\njudgments:\n"));
    for (size_t i = 0; i < 2 * ROWS; i++) { // observed, then the same without a date of finality
        const struct row *r = &rows[i % ROWS];
        buf_addf(&b, "  %s%zu: {source: s, title: \"%s\", court: court, date: %s, number: %zu/%02zu, respondent: AZ%s%s", i < ROWS ? "o" : "x", i % ROWS, r->name,
                 r->judgment, i + 1, i % ROWS + 10, r->formation ? ", formation: " : "", r->formation ? r->formation : "");
        if (i < ROWS) buf_addf(&b, ", final: %s", r->final);
        if (i < ROWS && r->basis) buf_addf(&b, ", final-basis: %s", r->basis);
        buf_add(&b, S("}\n"));
    }
    buf_add(&b, S("  november: {source: s, title: N, court: court, date: 2021-11-30, number: 90/10, respondent: AZ}\n"
                  "  committee: {source: s, title: C, court: court, date: 2026-01-13, number: 91/10, respondent: AZ, formation: committee}\n"
                  "  asked: {source: s, title: R, court: court, date: 2019-03-05, number: 92/10, respondent: AZ}\n"
                  "  vague: {source: s, title: V, court: court, date: 2019-03-05, number: 93/10, respondent: AZ}\n"
                  "  class: {source: s, title: K, court: court, date: 2019-03-05, number: 94/10, respondent: AZ, procedure: [{value: standard, since: 2019-07-01, until: 2020-02-01}, {value: enhanced, since: 2020-02-01}]}\n"
                  "  without: {source: s, title: W, court: court, date: 2019-03-05, number: 95/10, respondent: AZ, no-violation: [5-1]}\n"
                  "steps:\n  request: {source: s, case: [judgments/asked, judgments/vague], date: 2019-06-01, kind: referral-request}\n"
                  "  rejected: {source: s, case: judgments/vague, date: 2019-09, kind: panel-rejection}\n"));
    if (demo_load(arena, dir, buf_str(&b).p, "2026-06-01T00:00:00Z", &ds)) return diags_print(&ds, stderr, false), -1;
    store = store_open(dir, STORE_READ, VIS_SEALED, &ds, &err);
    if (!store || !view_init(&view, store, arena, NULL, &err)) return -1;
    procedures = procedures_load(arena, store_vocab(store), NULL, &ds);
    return procedures ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    demo_remove(dir);
    arena_free(arena);
    return 0;
}

static struct day day(const char *text)
{
    struct day d;
    must(day_parse(str_of(text), &d));
    return d;
}

static struct case_state run(const char *slug, const char *at)
{
    struct err err = {0};
    struct case_file f;
    struct case_state s;
    int64_t entity;
    assert_true(view_find(&view, vocab_type(store_vocab(store), S("judgments")), str_of(slug), &entity, &err) && entity);
    assert_true(case_open(&view, procedures, entity, &f, &err));
    assert_true(case_run(&f, day(at), &s, &err));
    return s;
}

static bool in_state(const struct case_state *s, const char *name) { return str_eq(s->regions[0].state->name, str_of(name)); }

static void observed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        const struct row *r = &rows[i];
        const struct case_state s = run(strf(arena, "o%zu", i).p, "2026-06-01");
        const struct finality *f = &s.final;
        if (!f->known || f->expected || f->date.n != day(r->final).n || (f->due != NULL) != (r->explain != NULL))
            fail_msg("%s: final on another day than %s", r->name, r->final);
        assert_int_equal(s.history.v[0].fault.n, 0);
        if (!f->due) continue;
        if (f->due->date.n != day(r->three).n || f->due->days != r->days) fail_msg("%s: %d days", r->name, f->due->days);
        struct str why = label_text(f->due->explain, S("en"), S("none"));
        if (str_find(why, str_of(r->explain), 0) == why.n) fail_msg("%s: %.*s", r->name, STR(why));
    }
}

static void expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        const struct row *r = &rows[i];
        const struct case_state s = run(strf(arena, "x%zu", i).p, "2026-06-01");
        if (!s.final.known || s.final.expected != (r->explain != NULL) || s.final.date.n != day(r->three).n) fail_msg("%s: expected on another day than %s", r->name, r->three);
        if (s.final.expected) assert_true(s.final.due && str_find(s.final.due->arithmetic, S(" + 3 months = "), 0) < s.final.due->arithmetic.n);
        assert_true(in_state(&s, "new"));
        assert_true(s.regions[0].by->expected == s.final.expected);
    }
}

static void months_end_with_the_month(void **state)
{
    (void)state;
    const struct case_state s = run("november", "2026-06-01");
    assert_int_equal(s.final.date.n, day("2022-02-28").n);
    assert_true(str_find(s.final.due->arithmetic, S("the month has no such day, so its last one"), 0) < s.final.due->arithmetic.n);
    const struct case_state before = run("november", "2022-02-27"), on = run("november", "2022-02-28");
    assert_true(in_state(&before, "judgment-pending") && in_state(&on, "new"));
}

static void a_committee_is_final_on_delivery(void **state)
{
    (void)state;
    const struct case_state s = run("committee", "2026-06-01");
    assert_true(s.final.known && !s.final.expected && !s.final.due && s.final.date.n == day("2026-01-13").n && str_eq(s.final.by->event->final, S("28-2")));
}

// While the panel has a request nothing is expected; a month in which it rejected it is a maybe until it is over.
static void a_request_stops_the_clock(void **state)
{
    (void)state;
    const struct case_state asked = run("asked", "2026-06-01");
    assert_true(in_state(&asked, "panel") && !asked.final.known);
    const struct case_state early = run("vague", "2019-08-31"), within = run("vague", "2019-09-10"), after = run("vague", "2019-09-30");
    assert_true(in_state(&early, "panel") && !early.regions[0].possibly);
    assert_true(in_state(&within, "panel") && within.regions[0].possibly && str_eq(within.regions[0].possibly->name, S("new")));
    assert_true(in_state(&after, "new") && !after.regions[0].possibly && after.final.date.n == day("2019-09-01").n && after.final.latest.n == day("2019-09-30").n);
}

static void classes_have_dates(void **state)
{
    (void)state;
    const struct case_state a = run("class", "2019-06-30"), b = run("class", "2019-07-01"), c = run("class", "2020-02-01");
    assert_true(in_state(&a, "new") && in_state(&b, "standard") && in_state(&c, "enhanced"));
}

// A judgment that finds no violation becomes final like others, but there is nothing to execute, and so nothing is due.
static void without_a_violation_nothing_is_due(void **state)
{
    (void)state;
    const struct case_state before = run("without", "2019-06-04"), s = run("without", "2026-06-01");
    assert_true(in_state(&before, "unviolated-pending") && in_state(&s, "unviolated"));
    assert_true(s.final.expected && s.final.date.n == day("2019-06-05").n && str_eq(s.final.by->event->final, S("44-2-b")));
    for (size_t i = 0; i < s.dues.n; i++) assert_true(s.dues.v[i].timer && s.dues.v[i].met != MET_OVERDUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(observed),
        cmocka_unit_test(expected),
        cmocka_unit_test(months_end_with_the_month),
        cmocka_unit_test(a_committee_is_final_on_delivery),
        cmocka_unit_test(a_request_stops_the_clock),
        cmocka_unit_test(classes_have_dates),
        cmocka_unit_test(without_a_violation_nothing_is_due),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
