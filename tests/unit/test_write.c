// Dates, durations, numbers and countries in words.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "lang/write.h"

static void dates(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *edtf, *words;
    } t[] = {
        {"2017-12-05", "5 December 2017"},
        {"2017-12", "December 2017"},
        {"2017", "2017"},
        {"199X", "the 1990s"},
        {"2013-22", "summer 2013"},
        {"XXXX-07-20", "20 July"},
        {"2016-12-06/2016-12-08", "between 6 and 8 December 2016"},
        {"2016-11-29/2016-12-08", "between 29 November and 8 December 2016"},
        {"2016-11-29/2017-01-08", "between 29 November 2016 and 8 January 2017"},
        {"2013-01/2013-04", "between January and April 2013"},
        {"2013/2018", "between 2013 and 2018"},
        {"2016-12-06/2017", "between 6 December 2016 and 2017"},
        {"../2018-07-18", "18 July 2018 or earlier"},
        {"/2018-07-18", "18 July 2018 or earlier"},
        {"2014-03-17/..", "17 March 2014 or later"},
        {"2013~", "about 2013"},
        {"2013?", "2013 (uncertain)"},
        {"2013-05%", "about May 2013 (uncertain)"},
        {"[2013,2014]", "[2013,2014]"},
        {"2004-06~-11", "2004-06~-11"},
        {"20XX", "20XX"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct edtf d;
        const char *why = "";
        if (!edtf_parse(str_of(t[i].edtf), &d, &why)) fail_msg("%s: %s", t[i].edtf, why);
        assert_string_equal(str_c(a, write_date(a, d, S("en"))), t[i].words);
    }
    struct day d = day_of((struct ymd){2014, 5, 22});
    assert_string_equal(str_c(a, write_day(a, d, S("en"))), "22 May 2014");
    assert_string_equal(str_c(a, write_day(a, DAY_LAST, S("en"))), "..");
}

static void amounts(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        struct dur dur;
        const char *words;
    } t[] = {
        {{84, 0, false}, "7 years"},         {{18, 0, false}, "1 year 6 months"},
        {{0, 10, false}, "10 days"},         {{0, 1, false}, "1 day"},
        {{0, 0, false}, "0 days"},           {{0, 0, true}, "life"},
        {{1, 14, false}, "1 month 14 days"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_string_equal(str_c(a, write_duration(a, t[i].dur, S("en"))), t[i].words);
    static const struct {
        int64_t n;
        const char *text;
    } n[] = {{0, "0"},
             {999, "999"},
             {1400, "1,400"},
             {22000, "22,000"},
             {-1234567, "-1,234,567"},
             {-100, "-100"},
             {INT64_MIN, "-9,223,372,036,854,775,808"}};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++)
        assert_string_equal(str_c(a, write_number(a, n[i].n, S("en"))), n[i].text);
}

static void countries(void **state)
{
    (void)state;
    ARENA a = arena_new();
    assert_string_equal(str_c(a, write_country(a, S("AZ"), S("en"))), "Azerbaijan");
    assert_string_equal(str_c(a, write_country(a, S("AZ"), S("fr"))), "Azerbaïdjan");
    assert_string_equal(str_c(a, write_country(a, S("AZ"), S(""))), "Azerbaijan");
    assert_string_equal(str_c(a, write_country(a, S("nonsense"), S("en"))), "nonsense");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(amounts),
        cmocka_unit_test(countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
