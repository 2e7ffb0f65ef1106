// Days, months and instants: the arithmetic that deadlines rest on.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/day.h"

static struct day day(const char *text)
{
    struct day d = {0};
    if (!day_parse(str_of(text), &d)) fail_msg("not a day: %s", text);
    return d;
}

static void assert_day(struct day got, const char *want)
{
    ARENA a = arena_new();
    assert_string_equal(day_text(a, got).p, want);
}

// Judgment, the day three months later, and the day that was printed as final (the Court's own
// tables; domain/procedure.md 1.2). Where no panel sat the two are the same.
static const struct {
    const char *judgment, *later, *final;
} finality[] = {
    {"2014-05-22", "2014-08-22", "2014-10-13"}, {"2016-03-17", "2016-06-17", "2016-07-04"},
    {"2016-02-04", "2016-05-04", "2016-06-06"}, {"2017-11-16", "2018-02-16", "2018-03-05"},
    {"2018-04-19", "2018-07-19", "2018-07-19"}, {"2018-06-07", "2018-09-07", "2018-09-07"},
    {"2018-09-20", "2018-12-20", "2019-02-04"}, {"2019-03-07", "2019-06-07", "2019-06-07"},
    {"2016-09-06", "2016-12-06", "2016-12-06"}, {"2019-11-07", "2020-02-07", "2020-02-07"},
    {"2020-02-13", "2020-05-13", "2020-06-13"}, {"2020-02-27", "2020-05-27", "2020-06-27"},
    {"2020-07-16", "2020-10-16", "2020-10-16"}, {"2021-02-18", "2021-05-18", "2021-05-18"},
    {"2021-10-14", "2022-01-14", "2022-02-28"}, {"2019-05-29", "2019-08-29", "2019-05-29"},
};
static const int delta[] = {52, 17, 33, 17, 0, 0, 46, 0, 0, 0, 31, 31, 0, 0, 45, -92};

static void three_months_after_a_judgment(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof finality / sizeof *finality; i++) {
        struct day later = day_add_months(day(finality[i].judgment), 3);
        assert_day(later, finality[i].later);
        assert_int_equal(day(finality[i].final).n - later.n, delta[i]);
    }
}

static void months_clamp_to_the_end_of_the_month(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } t[] = {
        {"2013-11-30", 3, "2014-02-28"},  {"2015-11-30", 3, "2016-02-29"},
        {"2014-01-31", 1, "2014-02-28"},  {"2016-01-31", 1, "2016-02-29"},
        {"1900-01-31", 1, "1900-02-28"},  {"2000-01-31", 1, "2000-02-29"},
        {"2016-02-29", 12, "2017-02-28"}, {"2016-02-29", 48, "2020-02-29"},
        {"2014-03-31", -1, "2014-02-28"}, {"2014-01-15", -1, "2013-12-15"},
        {"2014-12-31", -6, "2014-06-30"}, {"2014-05-22", -12 * 2014, "0000-05-22"},
        {"2014-05-22", 0, "2014-05-22"},  {"0000-01-31", -2, "-0001-11-30"},
        {"2014-11-30", 1, "2014-12-30"},  {"9999-12-31", 2, "+10000-02-29"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_day(day_add_months(day(t[i].from), t[i].months), t[i].to);
}

static void numbers_of_known_days(void **state)
{
    (void)state;
    assert_int_equal(day("1970-01-01").n, 0);
    assert_int_equal(day("1969-12-31").n, -1);
    assert_int_equal(day("2000-03-01").n, 11017);
    assert_int_equal(day("0000-03-01").n, -719468);
    assert_int_equal(day("2018-07-18").n - day("2014-05-22").n, 1518);
}

// Every day of ten centuries and of the turn to negative years follows the one before, in date and
// in weekday.
static void days_follow_each_other(void **state)
{
    (void)state;
    struct ymd c = {-801, 12, 31};
    int weekday = day_weekday(day_of(c));
    for (int32_t n = day_of(c).n + 1; c.year < 2201; n++) {
        if (++c.day > ymd_month_length(c.year, c.month)) c.day = 1, c.month++;
        if (c.month > 12) c.month = 1, c.year++;
        weekday = weekday % 7 + 1;
        struct ymd got = day_ymd((struct day){n});
        if (got.year != c.year || got.month != c.month || got.day != c.day)
            fail_msg("day %d is %d-%d-%d", n, got.year, got.month, got.day);
        if (day_of(c).n != n || day_weekday((struct day){n}) != weekday)
            fail_msg("%d-%d-%d: number or weekday", c.year, c.month, c.day);
    }
}

static void weekdays(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(day("2014-05-22")), 4);
    assert_int_equal(day_weekday(day("2014-10-13")), 1);
    assert_int_equal(day_weekday(day("2020-06-13")), 6);
    assert_int_equal(day_weekday(day("1969-12-28")), 7);
    assert_int_equal(day_weekday(day("1600-02-29")), 2);
}

static void only_days_that_exist(void **state)
{
    (void)state;
    static const char *bad[] = {
        "",           "2014-5-22",   "2014-05-32", "2014-02-29", "1900-02-29",
        "2014-13-01", "2014-00-10",  "2014-05-00", "2014/05/22", "22-05-2014",
        "2014-05-2X", "2014-05-22 ", "-014-05-22", "2014-05-2:",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct day d = {77};
        if (day_parse(str_of(bad[i]), &d)) fail_msg("accepted: %s", bad[i]);
        assert_int_equal(d.n, 77);
    }
    assert_true(ymd_valid((struct ymd){2016, 2, 29}));
    assert_false(ymd_valid((struct ymd){2015, 2, 29}));
    assert_false(ymd_valid((struct ymd){2015, 13, 1}));
    assert_false(ymd_valid((struct ymd){2015, 0, 1}));
    assert_int_equal(ymd_month_length(2000, 2), 29);
    assert_int_equal(ymd_month_length(-4, 2), 29);
}

static void the_unbounded_ends_stay_where_they_are(void **state)
{
    (void)state;
    assert_day(DAY_FIRST, "..");
    assert_day(DAY_LAST, "..");
    assert_int_equal(day_add_days(DAY_LAST, -1).n, DAY_LAST.n);
    assert_int_equal(day_add_months(DAY_FIRST, 12).n, DAY_FIRST.n);
    assert_int_equal(day_add_days((struct day){INT32_MAX - 5}, 10).n, DAY_LAST.n);
    assert_int_equal(day_add_days((struct day){INT32_MIN + 5}, -10).n, DAY_FIRST.n);
    assert_int_equal(day_add_months((struct day){INT32_MAX - 5}, INT32_MAX).n, DAY_LAST.n);
    assert_int_equal(day_of((struct ymd){INT32_MAX, 12, 31}).n, DAY_LAST.n);
    assert_int_equal(day_of((struct ymd){INT32_MIN, 1, 1}).n, DAY_FIRST.n);
    assert_day(day_add_days(day("2014-02-28"), 1), "2014-03-01");
    assert_day(day_add_days(day("2014-01-01"), -1), "2013-12-31");
}

static struct instant instant(const char *text)
{
    struct instant t = {0};
    if (!instant_parse(str_of(text), &t)) fail_msg("not an instant: %s", text);
    return t;
}

static void instants_round_trip(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const char *t[] = {"2026-11-23T10:05:00Z", "2026-11-23T10:05:00.000001Z",
                              "1969-12-31T23:59:59.999999Z", "0000-01-01T00:00:00Z",
                              "9999-12-31T23:59:59Z"};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_string_equal(instant_text(a, instant(t[i])).p, t[i]);
    assert_string_equal(instant_text(a, instant("2026-11-23T10:05:00.25Z")).p,
                        "2026-11-23T10:05:00.250000Z");
    assert_true(instant("1970-01-01T00:00:01Z").us == 1000000);
    assert_true(instant("1969-12-31T23:59:59.5Z").us == -500000);
}

static void a_bare_date_is_its_last_microsecond(void **state)
{
    (void)state;
    ARENA a = arena_new();
    assert_string_equal(instant_text(a, instant("2018-07-18")).p, "2018-07-18T23:59:59.999999Z");
    assert_true(instant("2018-07-18").us + 1 == instant("2018-07-19T00:00:00Z").us);
    assert_day(instant_day(instant("2018-07-18")), "2018-07-18");
    assert_day(instant_day(instant("1969-12-31T23:59:59.999999Z")), "1969-12-31");
}

static void instants_that_are_none(void **state)
{
    (void)state;
    static const char *bad[] = {
        "",                          "2026-11-23T",
        "2026-11-23T10:05Z",         "2026-11-23T10:05:00",
        "2026-11-23T10:05:00+01:00", "2026-11-23 10:05:00Z",
        "2026-11-23T24:00:00Z",      "2026-11-23T10:60:00Z",
        "2026-11-23T10:05:60Z",      "2026-11-23T10:05:00.Z",
        "2026-02-29T10:05:00Z",      "2026-11-23T10:05:00.1234567Z",
        "2026-11-23T10:05:00.12x4Z", "2026-11-23T10:05:00ZZ",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct instant t = {77};
        if (instant_parse(str_of(bad[i]), &t)) fail_msg("accepted: %s", bad[i]);
        assert_true(t.us == 77);
    }
}

static void now_is_after_this_was_written(void **state)
{
    (void)state;
    struct instant a = instant_now(), b = instant_now();
    assert_true(a.us > instant("2024-01-01T00:00:00Z").us);
    assert_true(b.us >= a.us);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_months_after_a_judgment),
        cmocka_unit_test(months_clamp_to_the_end_of_the_month),
        cmocka_unit_test(numbers_of_known_days),
        cmocka_unit_test(days_follow_each_other),
        cmocka_unit_test(weekdays),
        cmocka_unit_test(only_days_that_exist),
        cmocka_unit_test(the_unbounded_ends_stay_where_they_are),
        cmocka_unit_test(instants_round_trip),
        cmocka_unit_test(a_bare_date_is_its_last_microsecond),
        cmocka_unit_test(instants_that_are_none),
        cmocka_unit_test(now_is_after_this_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
