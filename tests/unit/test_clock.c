// Clocks: spans of law on certain and uncertain days, and how they are told.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "rules/clock.h"

static struct day day(const char *text)
{
    struct day d = {0};
    if (!day_parse(str_of(text), &d)) fail_msg("not a day: %s", text);
    return d;
}

static struct edtf edtf(const char *text)
{
    struct edtf d = {0};
    const char *why = "";
    if (!edtf_parse(str_of(text), &d, &why)) fail_msg("%s: %s", text, why);
    return d;
}

static struct span span(const char *text)
{
    struct span s = {0};
    const char *why = "";
    if (!span_parse(str_of(text), &s, &why)) fail_msg("%s: %s", text, why);
    return s;
}

// 2018-05-01 and -10 are Tuesday and Thursday.
static const struct holidays *may_2018(void)
{
    static struct day v[2];
    static struct holidays h;
    v[0] = day("2018-05-01"), v[1] = day("2018-05-10");
    h = (struct holidays){v, 2, day("2018-01-01"), day("2018-12-31")};
    return &h;
}

static void spans_end(void **state)
{
    (void)state;
    static const struct {
        const char *from, *span, *to;
    } t[] = {
        {"2017-08-20", "3 months", "2017-11-20"}, {"2013-11-30", "3 months", "2014-02-28"},
        {"2015-11-30", "3 months", "2016-02-29"}, {"2016-02-29", "1 year", "2017-02-28"},
        {"2014-10-13", "6 months", "2015-04-13"}, {"2024-03-31", "-1 month", "2024-02-29"},
        {"2018-12-04", "-6 weeks", "2018-10-23"}, {"2018-12-04", "0 days", "2018-12-04"},
        {"2018-04-27", "1 working day", "2018-04-30"}, {"2018-04-27", "5 working days", "2018-05-07"},
        {"2018-05-14", "-10 working days", "2018-04-26"}, {"2018-05-12", "1 working day", "2018-05-14"},
        {"2018-05-12", "-1 working day", "2018-05-11"}, {"2018-05-02", "60 days", "2018-07-01"},
        // Sabri Güneş: the end may be a Sunday.
        {"2023-02-15", "4 months", "2023-06-15"}, {"2023-01-29", "4 months", "2023-05-29"}, {"2023-04-08", "3 months", "2023-07-08"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        ARENA a = arena_new();
        bool unknown = false;
        struct day got = clock_add_day(day(t[i].from), span(t[i].span), may_2018(), &unknown);
        assert_string_equal(day_text(a, got).p, t[i].to);
        assert_false(unknown);
    }
}

static void of_an_uncertain_trigger_the_earliest_counts(void **state)
{
    (void)state;
    struct day counts;
    struct clock c = clock_add(edtf("2019-11"), span("3 months"), NULL);
    assert_int_equal(c.earliest.n, day("2020-02-01").n);
    assert_int_equal(c.latest.n, day("2020-02-29").n);
    assert_true(clock_day(c, &counts));
    assert_int_equal(counts.n, day("2020-02-01").n);
    c = clock_add(edtf("../2018-07-18"), span("6 months"), NULL);
    assert_true(clock_day(c, &counts));
    assert_int_equal(counts.n, day("2019-01-18").n);
    assert_int_equal(c.earliest.n, DAY_FIRST.n);
    assert_false(clock_day(clock_add(edtf("../.."), span("6 months"), NULL), &counts));
}

static void the_earliest_and_the_latest_of_two(void **state)
{
    (void)state;
    struct clock a = clock_add(edtf("2019-11"), span("0 days"), NULL), b = clock_add(edtf("2019-11-10"), span("0 days"), NULL);
    assert_int_equal(clock_earlier(a, b).earliest.n, day("2019-11-01").n);
    assert_int_equal(clock_earlier(a, b).latest.n, day("2019-11-10").n);
    assert_int_equal(clock_later(a, b).earliest.n, day("2019-11-10").n);
    assert_int_equal(clock_later(a, b).latest.n, day("2019-11-30").n);
}

static void what_the_holidays_do_not_cover_is_said(void **state)
{
    (void)state;
    ARENA a = arena_new();
    assert_true(clock_add(edtf("2018-12-28"), span("2 working days"), may_2018()).no_holidays);
    assert_true(clock_add(edtf("2018-05-03"), span("2 working days"), NULL).no_holidays);
    assert_false(clock_add(edtf("2018-05-03"), span("2 days"), NULL).no_holidays);
    struct clock c = clock_add(edtf("2018-05-03"), span("2 working days"), NULL);
    assert_string_equal(clock_words(a, edtf("2018-05-03"), span("2 working days"), c, S("en")).p,
                        "3 May 2018 + 2 working days = 7 May 2018; holidays of that time are not known, only week-ends are left out");
}

static void the_arithmetic_is_spelt_out(void **state)
{
    (void)state;
    static const struct {
        const char *from, *span, *words;
    } t[] = {
        {"2017-08-20", "3 months", "20 August 2017 + 3 months = 20 November 2017"},
        {"2013-11-30", "3 months", "30 November 2013 + 3 months = 28 February 2014; the month has no such day, so its last one"},
        {"2018-12-04", "-6 weeks", "4 December 2018 − 6 weeks = 23 October 2018"},
        {"2019-11", "1 year", "November 2019 + 1 year = 1 November 2020 at the earliest, 30 November 2020 at the latest"},
        {"../2018-07-18", "6 months", "18 July 2018 or earlier + 6 months = 18 January 2019 at the latest"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        ARENA a = arena_new();
        struct clock c = clock_add(edtf(t[i].from), span(t[i].span), NULL);
        assert_string_equal(clock_words(a, edtf(t[i].from), span(t[i].span), c, S("en")).p, t[i].words);
    }
}

static void spans_that_are_none(void **state)
{
    (void)state;
    static const char *bad[] = {"", "months", "3", "3 moons", "3  months", "10001 days", "-10001 days", "3 months ", "1.5 years", "99999999999999999999 days"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct span s = {7, CLOCK_WEEKS};
        const char *why = NULL;
        assert_false(span_parse(str_of(bad[i]), &s, &why));
        assert_non_null(why);
        assert_int_equal(s.count, 7);
    }
}

static void the_far_ends_of_the_calendar_hold(void **state)
{
    (void)state;
    static const char *spans[] = {"10000 days", "10000 working days", "10000 weeks", "10000 months", "10000 years"};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct clock c = clock_add(edtf("Y5800000"), span(spans[i]), NULL);
        assert_true(c.earliest.n <= c.latest.n);
        struct span back = span(spans[i]);
        back.count = -back.count;
        c = clock_add(edtf("Y-5800000"), back, NULL);
        assert_true(c.earliest.n <= c.latest.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_end),
        cmocka_unit_test(of_an_uncertain_trigger_the_earliest_counts),
        cmocka_unit_test(the_earliest_and_the_latest_of_two),
        cmocka_unit_test(what_the_holidays_do_not_cover_is_said),
        cmocka_unit_test(the_arithmetic_is_spelt_out),
        cmocka_unit_test(spans_that_are_none),
        cmocka_unit_test(the_far_ends_of_the_calendar_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
