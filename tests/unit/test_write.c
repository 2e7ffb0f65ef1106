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

// What has words of our own: fr, az, ru. What ICU writes: the others.
static void languages(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *lang, *edtf, *words;
    } t[] = {
        {"fr", "2017-10-25", "25 octobre 2017"},
        {"fr-BE", "2014-03-01", "1er mars 2014"},
        {"fr", "2017-12", "décembre 2017"},
        {"fr", "XXXX-07-20", "20 juillet"},
        {"fr", "199X", "les années 1990"},
        {"fr", "2013-22", "été 2013"},
        {"fr", "2016-12-01/2016-12-08", "entre le 1er et le 8 décembre 2016"},
        {"fr", "2013-01/2013-04", "entre janvier et avril 2013"},
        {"fr", "../2018-07-18", "18 juillet 2018 ou avant"},
        {"fr", "2013-05%", "vers mai 2013 (incertain)"},
        {"az", "2017-10-25", "25 oktyabr 2017"},
        {"az", "2016-12-06/2016-12-08", "6–8 dekabr 2016"},
        {"az", "199X", "1990–1999"},
        {"ru", "2017-10-25", "25 октября 2017 года"},
        {"ru", "2017-10", "октябрь 2017 года"},
        {"ru", "2017", "2017 год"},
        {"ru", "XXXX-07-20", "20 июля"},
        {"ru", "2013-22", "лето 2013 года"},
        {"ru", "2016-12-06/2016-12-08", "6–8 декабря 2016 года"},
        {"ru", "2016-11-29/2016-12-08", "29 ноября – 8 декабря 2016 года"},
        {"ar", "2018-07-18", "١٨ يوليو ٢٠١٨"},
        {"fa", "2018-07-18", "۱۸ ژوئیهٔ ۲۰۱۸"},
        {"fa", "2018", "۲۰۱۸"},
        {"ka", "2018-07-18", "18 ივლისი, 2018"},
        {"de", "2018-07-18", "18. Juli 2018"},
        {"de", "2016-12-06/2016-12-08", "6. Dezember 2016 – 8. Dezember 2016"},
        {"zh", "2018-07-18", "2018年7月18日"},
        {"tlh", "2018-07-18", "18 July 2018"},
        {"no such", "2018-07-18", "18 July 2018"},
        {"", "2018-07-18", "18 July 2018"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct edtf d;
        const char *why = "";
        assert_true(edtf_parse(str_of(t[i].edtf), &d, &why));
        struct str got = write_date(a, d, str_of(t[i].lang));
        if (!str_eq(got, str_of(t[i].words))) fail_msg("%s %s: %.*s, not %s", t[i].lang, t[i].edtf, STR(got), t[i].words);
    }
    struct day d = day_of((struct ymd){2018, 7, 18});
    assert_string_equal(str_c(a, write_day(a, d, S("fa"))), "۱۸ ژوئیهٔ ۲۰۱۸");
}

static void amounts_elsewhere(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *lang;
        struct dur dur;
        const char *words;
    } t[] = {
        {"fr", {84, 0, false}, "7 ans"},       {"fr", {18, 0, false}, "1 an 6 mois"},
        {"az", {84, 0, false}, "7 il"},             {"ru", {84, 0, false}, "7 лет"},
        {"ru", {24, 0, false}, "2 года"},           {"ru", {252, 0, false}, "21 год"},
        {"ru", {0, 10, false}, "10 дней"},          {"ru", {0, 0, true}, "пожизненно"},
        {"fr", {0, 0, false}, "0 jour"},       {"fa", {84, 0, false}, "۷ سال"},
        {"tlh", {84, 0, false}, "7 years"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct str got = write_duration(a, t[i].dur, str_of(t[i].lang));
        if (!str_eq(got, str_of(t[i].words))) fail_msg("%s: %.*s, not %s", t[i].lang, STR(got), t[i].words);
    }
    assert_string_equal(str_c(a, write_number(a, 1400, S("fr"))), "1\u202F400");
    assert_string_equal(str_c(a, write_number(a, 1400, S("ru"))), "1\u00A0400");
    assert_string_equal(str_c(a, write_number(a, 22000, S("az"))), "22.000");
    assert_string_equal(str_c(a, write_number(a, 1400, S("fa"))), "۱٬۴۰۰");
    assert_string_equal(str_c(a, write_number(a, 1400, S("tlh"))), "1,400");
    assert_string_equal(str_c(a, write_language(a, S("az"))), "azərbaycan");
    assert_string_equal(str_c(a, write_language(a, S("fa"))), "فارسی");
    assert_string_equal(str_c(a, write_language(a, S("tlh"))), "tlh");
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
        cmocka_unit_test(languages),
        cmocka_unit_test(amounts_elsewhere),
        cmocka_unit_test(countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
