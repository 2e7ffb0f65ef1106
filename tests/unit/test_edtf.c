// EDTF: what a form means, what is refused and why, and the three-valued questions.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/edtf.h"

static struct edtf edtf(const char *text)
{
    struct edtf d = {.level = -1};
    const char *why = "";
    if (!edtf_parse(str_of(text), &d, &why)) fail_msg("%s: %s", text, why);
    return d;
}

static struct day day(const char *text)
{
    struct day d = {0};
    if (!day_parse(str_of(text), &d)) fail_msg("not a day: %s", text);
    return d;
}

enum { SURE, DOUBT };

static const struct {
    const char *text, *lo, *hi;
    enum edtf_unit unit;
    int level, doubtful;
    enum edtf_form form;
} meaning[] = {
    // Level 0
    {"2014-05-22", "2014-05-22", "2014-05-22", EDTF_DAY, 0, SURE, EDTF_DATE},
    {"2014-05", "2014-05-01", "2014-05-31", EDTF_MONTH, 0, SURE, EDTF_DATE},
    {"2016-02", "2016-02-01", "2016-02-29", EDTF_MONTH, 0, SURE, EDTF_DATE},
    {"2014", "2014-01-01", "2014-12-31", EDTF_YEAR, 0, SURE, EDTF_DATE},
    {"0000", "0000-01-01", "0000-12-31", EDTF_YEAR, 0, SURE, EDTF_DATE},
    {"19", "1900-01-01", "1999-12-31", EDTF_CENTURY, 0, SURE, EDTF_DATE},
    {"2016-05-02T24:00:00", "2016-05-02", "2016-05-02", EDTF_DAY, 0, SURE, EDTF_DATE},
    {"2016-05-02T23:30:00-11:00", "2016-05-02", "2016-05-02", EDTF_DAY, 0, SURE, EDTF_DATE},
    {"2016-05-02T23:30:00-12:00", "2016-05-02", "2016-05-02", EDTF_DAY, 0, SURE, EDTF_DATE},
    {"2013-01-23/2013-01-24", "2013-01-23", "2013-01-24", EDTF_DAY, 0, SURE, EDTF_INTERVAL},
    {"2013-02-04/2014-05", "2013-02-04", "2014-05-31", EDTF_MONTH, 0, SURE, EDTF_INTERVAL},
    {"2014-05-22/2014-05", "2014-05-22", "2014-05-31", EDTF_MONTH, 0, SURE, EDTF_INTERVAL},
    // Level 1
    {"2013?", "2012-01-01", "2014-12-31", EDTF_YEAR, 1, DOUBT, EDTF_DATE},
    {"2013~", "2012-01-01", "2014-12-31", EDTF_YEAR, 1, DOUBT, EDTF_DATE},
    {"2004-02?", "2004-01-01", "2004-03-31", EDTF_MONTH, 1, DOUBT, EDTF_DATE},
    {"2004-03%", "2004-02-01", "2004-04-30", EDTF_MONTH, 1, DOUBT, EDTF_DATE},
    {"2014-01-01?", "2013-12-31", "2014-01-02", EDTF_DAY, 1, DOUBT, EDTF_DATE},
    {"201X", "2010-01-01", "2019-12-31", EDTF_DECADE, 1, SURE, EDTF_DATE},
    {"201X?", "2000-01-01", "2029-12-31", EDTF_DECADE, 1, DOUBT, EDTF_DATE},
    {"20XX", "2000-01-01", "2099-12-31", EDTF_CENTURY, 1, SURE, EDTF_DATE},
    {"XXXX", "0000-01-01", "9999-12-31", EDTF_CENTURY, 1, SURE, EDTF_DATE},
    {"2004-06-XX", "2004-06-01", "2004-06-30", EDTF_MONTH, 1, SURE, EDTF_DATE},
    {"2004-06-XX~", "2004-05-01", "2004-07-31", EDTF_MONTH, 1, DOUBT, EDTF_DATE},
    {"2004-XX", "2004-01-01", "2004-12-31", EDTF_YEAR, 1, SURE, EDTF_DATE},
    {"2013-XX-XX", "2013-01-01", "2013-12-31", EDTF_YEAR, 1, SURE, EDTF_DATE},
    {"-0044", "-0044-01-01", "-0044-12-31", EDTF_YEAR, 1, SURE, EDTF_DATE},
    {"-0044-03-15", "-0044-03-15", "-0044-03-15", EDTF_DAY, 1, SURE, EDTF_DATE},
    {"Y170002", "+170002-01-01", "+170002-12-31", EDTF_YEAR, 1, SURE, EDTF_DATE},
    {"Y-12345?", "-12346-01-01", "-12344-12-31", EDTF_YEAR, 1, DOUBT, EDTF_DATE},
    {"2001-21", "2001-03-01", "2001-05-31", EDTF_SEASON, 1, SURE, EDTF_DATE},
    {"2003-24", "2003-12-01", "2004-02-29", EDTF_SEASON, 1, SURE, EDTF_DATE},
    {"2001-22~", "2001-03-01", "2001-11-30", EDTF_SEASON, 1, DOUBT, EDTF_DATE},
    {"../2018-07-18", "..", "2018-07-18", EDTF_DAY, 1, SURE, EDTF_INTERVAL},
    {"/2018-07-18", "..", "2018-07-18", EDTF_DAY, 1, SURE, EDTF_INTERVAL},
    {"2013-01/..", "2013-01-01", "..", EDTF_MONTH, 1, SURE, EDTF_INTERVAL},
    {"2013-01/", "2013-01-01", "..", EDTF_MONTH, 1, SURE, EDTF_INTERVAL},
    {"../..", "..", "..", EDTF_DAY, 1, SURE, EDTF_INTERVAL},
    {"1980?/1994~", "1979-01-01", "1995-12-31", EDTF_YEAR, 1, DOUBT, EDTF_INTERVAL},
    {"-0010/0010", "-0010-01-01", "0010-12-31", EDTF_YEAR, 1, SURE, EDTF_INTERVAL},
    // Level 2: patterns
    {"156X-12-31", "1560-12-31", "1569-12-31", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"1XXX-XX-25", "1000-01-25", "1999-12-25", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"15XX-XX-31", "1500-01-31", "1599-12-31", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"15XX-X2", "1500-02-01", "1599-12-31", EDTF_MONTH, 2, SURE, EDTF_DATE},
    {"1XX3", "1003-01-01", "1993-12-31", EDTF_YEAR, 2, SURE, EDTF_DATE},
    {"2014-1X", "2014-10-01", "2014-12-31", EDTF_MONTH, 2, SURE, EDTF_DATE},
    {"2014-02-2X", "2014-02-20", "2014-02-28", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"19XX-02-29", "1904-02-29", "1996-02-29", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"1X00-02-29", "1200-02-29", "1600-02-29", EDTF_DAY, 2, SURE, EDTF_DATE},
    {"-019X-12", "-0199-12-01", "-0190-12-31", EDTF_MONTH, 2, SURE, EDTF_DATE},
    {"-000X", "-0009-01-01", "-0001-12-31", EDTF_DECADE, 1, SURE, EDTF_DATE},
    {"193", "1930-01-01", "1939-12-31", EDTF_DECADE, 2, SURE, EDTF_DATE},
    {"-193", "-1939-01-01", "-1930-12-31", EDTF_DECADE, 2, SURE, EDTF_DATE},
    {"197~", "1960-01-01", "1989-12-31", EDTF_DECADE, 2, DOUBT, EDTF_DATE},
    {"1XXX", "1000-01-01", "1999-12-31", EDTF_CENTURY, 2, SURE, EDTF_DATE},
    {"198X-XX", "1980-01-01", "1989-12-31", EDTF_DECADE, 2, SURE, EDTF_DATE},
    {"-XXXX", "-9999-01-01", "-0001-12-31", EDTF_CENTURY, 1, SURE, EDTF_DATE},
    // Level 2: doubt about one component
    {"2004?-06-11", "2003-06-11", "2005-06-11", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"?2004-06-11", "2003-06-11", "2005-06-11", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"2004-06~-11", "2004-05-11", "2004-07-11", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"2004-06-~11", "2004-06-10", "2004-06-12", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"2004?-06-~11", "2003-06-11", "2005-06-11", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"2004-?01-30", "2003-12-30", "2004-02-29", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    {"2004-?01-31", "2003-12-31", "2004-02-29", EDTF_DAY, 2, DOUBT, EDTF_DATE},
    // Level 2: years as numbers
    {"Y17E7", "..", "..", EDTF_YEAR, 2, SURE, EDTF_DATE},
    {"Y5E6", "+5000000-01-01", "+5000000-12-31", EDTF_YEAR, 2, SURE, EDTF_DATE},
    {"Y17E3", "+17000-01-01", "+17000-12-31", EDTF_YEAR, 2, SURE, EDTF_DATE},
    {"1950S2", "1900-01-01", "1999-12-31", EDTF_CENTURY, 2, SURE, EDTF_DATE},
    {"1950S4", "1950-01-01", "1950-12-31", EDTF_YEAR, 2, SURE, EDTF_DATE},
    {"-1953S3", "-1959-01-01", "-1950-12-31", EDTF_DECADE, 2, SURE, EDTF_DATE},
    {"Y-171010000S3", "..", "..", EDTF_CENTURY, 2, SURE, EDTF_DATE},
    {"Y171010S3?", "+170000-01-01", "+172999-12-31", EDTF_CENTURY, 2, DOUBT, EDTF_DATE},
    // Level 2: parts of the year
    {"2001-25", "2001-03-01", "2001-05-31", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"2001-30", "2001-12-01", "2002-02-28", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"2001-32", "2001-06-01", "2001-08-31", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"2001-33", "2001-01-01", "2001-03-31", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"2001-38", "2001-05-01", "2001-08-31", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"20XX-41", "2000-07-01", "2099-12-31", EDTF_SEASON, 2, SURE, EDTF_DATE},
    {"2001-40?", "2000-07-01", "2001-12-31", EDTF_SEASON, 2, DOUBT, EDTF_DATE},
    {"2018-21/2018-23", "2018-03-01", "2018-11-30", EDTF_SEASON, 2, SURE, EDTF_INTERVAL},
    // Level 2: lists and intervals of patterns
    {"2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", EDTF_MONTH, 2, SURE, EDTF_INTERVAL},
    {"[1667,1668, 1670..1672]", "1667-01-01", "1672-12-31", EDTF_YEAR, 2, SURE, EDTF_ONE_OF},
    {"[2014-05-22,2013-02]", "2013-02-01", "2014-05-22", EDTF_MONTH, 2, SURE, EDTF_ONE_OF},
    {"{1960 ,  1961-12?}", "1960-01-01", "1962-01-31", EDTF_YEAR, 2, DOUBT, EDTF_ALL_OF},
    {"[..1760-12-03]", "..", "1760-12-03", EDTF_DAY, 2, SURE, EDTF_ONE_OF},
    {"{1760-12..}", "1760-12-01", "..", EDTF_MONTH, 2, SURE, EDTF_ALL_OF},
};

static void a_form_means_these_days(void **state)
{
    (void)state;
    ARENA a = arena_new();
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++) {
        struct edtf d = edtf(meaning[i].text);
        const char *lo = day_text(a, d.lo).p, *hi = day_text(a, d.hi).p;
        if (strcmp(lo, meaning[i].lo) || strcmp(hi, meaning[i].hi))
            fail_msg("%s: %s … %s", meaning[i].text, lo, hi);
        if (d.unit != meaning[i].unit || d.level != meaning[i].level || d.form != meaning[i].form)
            fail_msg("%s: unit %d level %d form %d", meaning[i].text, d.unit, d.level, d.form);
        if (d.doubtful != (meaning[i].doubtful == DOUBT)) fail_msg("%s: doubt", meaning[i].text);
        assert_true(str_eq(d.text, str_of(meaning[i].text)));
    }
}

static void unbounded_ends_differ(void **state)
{
    (void)state;
    assert_int_equal(edtf("Y17E7").lo.n, DAY_LAST.n);
    assert_int_equal(edtf("Y-17E7").hi.n, DAY_FIRST.n);
    assert_int_equal(edtf("Y99999999999999999999999").lo.n, DAY_LAST.n);
    assert_int_equal(edtf("Y9E999999999S3").lo.n, DAY_LAST.n);
    assert_int_equal(edtf("../2018").lo.n, DAY_FIRST.n);
    assert_int_equal(edtf("2018/..").hi.n, DAY_LAST.n);
    assert_int_equal(edtf("/").lo.n, DAY_FIRST.n);
    assert_int_equal(edtf("/").hi.n, DAY_LAST.n);
}

static const char SHAPE[] = "a date is written year first: 2013, 2013-01 or 2013-01-23";
static const char MONTH[] = "the month is not 01 to 12, nor a season or part of the year, 21 to 41";
static const char NO_DAY[] = "the month has no such day";
static const char NO_FIT[] = "no day of the calendar fits this pattern";
static const char TIME[] = "the time is not hh:mm:ss between 00:00:00 and 24:00:00";
static const char ZONE[] = "the time zone is not Z, nor from -12:00 to +14:00";
static const char FULL[] = "a time of day needs a date written in full and without doubt";
static const char LONG_YEAR[] = "Y is for years of more than four digits, the first not 0";
static const char ZERO[] = "there is no year -0000; it is written 0000";
static const char ALONE[] = "a century or decade stands alone; here write it as 19XX or 193X";
static const char BACKWARDS[] = "the interval ends before it starts";
static const char SLASHES[] = "an interval has one '/'; a date is written 2013-01-23";
static const char CLOSED[] = "a list is closed as it was opened";
static const char PLACE[] = "an empty place in the list";

static const struct {
    const char *text, *why;
} faults[] = {
    {"", "the date is empty"},
    {"1954-02-29", "29 February of a year that is not a leap year"},
    {"1900-02-29", "29 February of a year that is not a leap year"},
    {"2014-02-30", NO_DAY},
    {"2014-04-31", NO_DAY},
    {"2014-05-00", "the day is not 01 to 31"},
    {"2014-05-32", "the day is not 01 to 31"},
    {"2014-13", MONTH},
    {"2014-00-01", MONTH},
    {"2014-42", MONTH},
    {"2014-22-05", "a season or part of the year has no days"},
    {"15XX-02-3X", NO_FIT},
    {"1XX1-2X", NO_FIT},
    {"22.05.2014", SHAPE},
    {"23-01-2013", SHAPE},
    {"2013-1-5", SHAPE},
    {"20140522", SHAPE},
    {"2014-05-22-01", SHAPE},
    {" 2014", SHAPE},
    {"2014-", SHAPE},
    {"May 2014", SHAPE},
    {"Tuesday", SHAPE},
    {"Summer", SHAPE},
    {"-", SHAPE},
    {"?", SHAPE},
    {"1X", SHAPE},
    {"2014\xE2\x80\x93""05", SHAPE},
    {"201x", "an unspecified digit is a capital X"},
    {"201u", "an unspecified digit is a capital X"},
    {"2014?~", "one qualifier at a place; % is ? and ~"},
    {"..", "'..' is one end of an interval: ../2018 or 2018/.."},
    {"-0000", ZERO},
    {"-0000S1", ZERO},
    {"Y9999", LONG_YEAR},
    {"Y012345", LONG_YEAR},
    {"Y12345-06", "a year with Y, E or S has neither month nor other digits"},
    {"Y17E", "a number of zeros belongs behind E"},
    {"1950S0", "a number of significant digits belongs behind S"},
    {"1950S5", "more significant digits than digits"},
    {"195S2", "a year has four digits, or more with Y before them"},
    {"2016-05-02T", TIME},
    {"2016-05-02T25:00:00", TIME},
    {"2016-05-02T10:61:00", TIME},
    {"2016-05-02T24:00:01", TIME},
    {"2016-05-02T10:00:00.", TIME},
    {"2016-05-02T10:00:00-00:00", ZONE},
    {"2016-05-02T10:00:00+14:01", ZONE},
    {"2016-05-02T10:00:00+02:", ZONE},
    {"2016-05-02T10:00:00+02:60", ZONE},
    {"2016-05-02T10:00:00?", ZONE},
    {"2016-05T10:00:00", FULL},
    {"2016-05-02?T10:00:00", FULL},
    {"2016-11-3XT10:00:00", FULL},
    {"2014/2013", BACKWARDS},
    {"2014-05-22/2014-04", BACKWARDS},
    {"[1670..1667]", BACKWARDS},
    {"22/05/2014", SLASHES},
    {"05/2014", ALONE},
    {"193/195", ALONE},
    {"[19, 2004]", ALONE},
    {"[1999}", CLOSED},
    {"{1999", CLOSED},
    {"[", CLOSED},
    {"[]", PLACE},
    {"[1999,]", PLACE},
    {"{1999,,2000}", PLACE},
    {"[..]", "'..' in a list needs a date beside it"},
    {"[[1999]]", SHAPE},
    {"[1999]/2000", CLOSED},
};

static void faults_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct edtf d = {.level = 77};
        const char *why = "nothing";
        if (edtf_parse(str_of(faults[i].text), &d, &why)) fail_msg("accepted: %s", faults[i].text);
        if (strcmp(why, faults[i].why)) fail_msg("%s: %s", faults[i].text, why);
        assert_int_equal(d.level, 77);
    }
}

// ---- The published vectors

// The next field of a CSV row, quotes removed in place; *row moves behind it.
static char *csv_field(char **row)
{
    char *start = *row, *in = start, *out = start;
    bool quoted = *in == '"';
    if (quoted) in++;
    while (*in && (quoted || *in != ',')) {
        if (quoted && *in == '"' && in[1] != '"') {
            quoted = false;
            in++;
            continue;
        }
        in += quoted && *in == '"';
        *out++ = *in++;
    }
    *row = *in ? in + 1 : in;
    *out = 0;
    return start;
}

static bool is_ours(const char *section)
{
    return !strcmp(section, "Level 0") || !strcmp(section, "Level 1") ||
           !strcmp(section, "Level 2") || !strcmp(section, "rejects");
}

static FILE *open_vectors(void)
{
    const char *base = getenv("HABEAS_SHARED_DATA");
    char path[4096];
    if (!base) return NULL;
    snprintf(path, sizeof path, "%s/formats/edtf/edtf_vectors.csv", base);
    return fopen(path, "r");
}

static void published_vectors(void **state)
{
    (void)state;
    FILE *f = open_vectors();
    if (!f) {
        print_message("no formats/edtf/edtf_vectors.csv under $HABEAS_SHARED_DATA: skipped\n");
        skip();
    }
    char line[512];
    int valid = 0, invalid = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = 0;
        char *row = line;
        csv_field(&row);
        const char *section = csv_field(&row), *text = csv_field(&row), *want = csv_field(&row);
        struct edtf d;
        const char *why = "";
        if (!is_ours(section)) continue;
        bool expect = !strcmp(want, "valid");
        if (edtf_parse(str_of(text), &d, &why) != expect) {
            print_error("%s should be %s; %s\n", text, want, why);
            wrong++;
        }
        (expect ? &valid : &invalid)[0]++;
    }
    fclose(f);
    assert_int_equal(wrong, 0);
    assert_true(valid > 100 && invalid > 40);
}

// ---- Questions

static void assert_within(const char *text, const char *lo, const char *hi, enum tri want)
{
    enum tri got = edtf_within(edtf(text), day(lo), day(hi));
    if (got != want) fail_msg("%s within %s … %s: %d", text, lo, hi, got);
}

static void within(void **state)
{
    (void)state;
    assert_within("2014-05", "2014-01-01", "2014-12-31", TRI_YES);
    assert_within("2014-05", "2014-05-01", "2014-05-31", TRI_YES);
    assert_within("2014-05", "2014-05-02", "2014-05-31", TRI_MAYBE);
    assert_within("2014-05", "2014-05-31", "2014-12-31", TRI_MAYBE);
    assert_within("2014-05", "2014-06-01", "2014-12-31", TRI_NO);
    assert_within("2014-05", "2013-01-01", "2014-04-30", TRI_NO);
    assert_within("2014", "2014-05-01", "2014-05-31", TRI_MAYBE);
    assert_within("../2014", "2013-01-01", "2015-01-01", TRI_MAYBE);
    assert_within("2014/", "2013-01-01", "2013-12-31", TRI_NO);
}

static void doubt_is_never_a_plain_yes_at_its_own_precision(void **state)
{
    (void)state;
    assert_within("2013?", "2013-01-01", "2013-12-31", TRI_MAYBE);
    assert_within("2013~", "2012-01-01", "2012-12-31", TRI_MAYBE);
    assert_within("2013?", "2015-01-01", "2015-12-31", TRI_NO);
    assert_within("2013?", "2010-01-01", "2019-12-31", TRI_YES);
    assert_within("2014-05?", "2014-05-01", "2014-05-31", TRI_MAYBE);
    assert_int_equal(edtf_same(edtf("2014-05-22?"), edtf("2014-05-22")), TRI_MAYBE);
    assert_int_equal(edtf_before(edtf("2014-05-22?"), day("2014-05-23")), TRI_MAYBE);
}

static void before_and_after_are_strict(void **state)
{
    (void)state;
    struct edtf may = edtf("2014-05"), open = edtf("2014-05/..");
    assert_int_equal(edtf_before(may, day("2014-06-01")), TRI_YES);
    assert_int_equal(edtf_before(may, day("2014-05-31")), TRI_MAYBE);
    assert_int_equal(edtf_before(may, day("2014-05-02")), TRI_MAYBE);
    assert_int_equal(edtf_before(may, day("2014-05-01")), TRI_NO);
    assert_int_equal(edtf_after(may, day("2014-04-30")), TRI_YES);
    assert_int_equal(edtf_after(may, day("2014-05-01")), TRI_MAYBE);
    assert_int_equal(edtf_after(may, day("2014-05-30")), TRI_MAYBE);
    assert_int_equal(edtf_after(may, day("2014-05-31")), TRI_NO);
    assert_int_equal(edtf_before(open, day("2999-01-01")), TRI_MAYBE);
    assert_int_equal(edtf_after(open, day("2014-04-30")), TRI_YES);
}

static void the_same_day(void **state)
{
    (void)state;
    struct edtf d = edtf("2014-05-22");
    assert_int_equal(edtf_same(d, edtf("2014-05-22")), TRI_YES);
    assert_int_equal(edtf_same(d, edtf("2014-05-22T10:00:00Z")), TRI_YES);
    assert_int_equal(edtf_same(d, edtf("2014-05-23")), TRI_NO);
    assert_int_equal(edtf_same(d, edtf("2014-05")), TRI_MAYBE);
    assert_int_equal(edtf_same(edtf("2014-05"), edtf("2014-05")), TRI_MAYBE);
    assert_int_equal(edtf_same(edtf("2014-06"), d), TRI_NO);
    assert_int_equal(edtf_same(edtf("Y17E7"), edtf("Y18E7")), TRI_MAYBE);
}

static void a_text_and_a_record(void **state)
{
    (void)state;
    assert_int_equal(edtf_agrees(edtf("2014-05"), edtf("2014-05-22")), TRI_YES);
    assert_int_equal(edtf_agrees(edtf("2014-05-22"), edtf("2014-05")), TRI_MAYBE);
    assert_int_equal(edtf_agrees(edtf("2014-05-22"), edtf("2014-05-22")), TRI_YES);
    assert_int_equal(edtf_agrees(edtf("2014-05-22"), edtf("2014-05-22?")), TRI_MAYBE);
    assert_int_equal(edtf_agrees(edtf("2014-05"), edtf("2014-05-31/2014-06-01")), TRI_MAYBE);
    assert_int_equal(edtf_agrees(edtf("2014-05"), edtf("2014-06-01")), TRI_NO);
}

static void in_force_from_arrest_until_before_release(void **state)
{
    (void)state;
    struct edtf arrest = edtf("2013-02-04"), release = edtf("2018-08-13");
    assert_int_equal(edtf_in_force(&arrest, &release, day("2013-02-03")), TRI_NO);
    assert_int_equal(edtf_in_force(&arrest, &release, day("2013-02-04")), TRI_YES);
    assert_int_equal(edtf_in_force(&arrest, &release, day("2018-08-12")), TRI_YES);
    assert_int_equal(edtf_in_force(&arrest, &release, day("2018-08-13")), TRI_NO);
    assert_int_equal(edtf_in_force(&arrest, NULL, day("2026-01-01")), TRI_YES);
    assert_int_equal(edtf_in_force(&arrest, NULL, day("2013-02-03")), TRI_NO);
    assert_int_equal(edtf_in_force(NULL, &release, day("2018-08-12")), TRI_MAYBE);
    assert_int_equal(edtf_in_force(NULL, &release, day("2018-08-13")), TRI_NO);
    assert_int_equal(edtf_in_force(NULL, NULL, day("2018-08-13")), TRI_MAYBE);
}

static void in_force_with_dates_half_known(void **state)
{
    (void)state;
    struct edtf since = edtf("2013-02"), until = edtf("2018?"), long_since = edtf("../2013");
    assert_int_equal(edtf_in_force(&since, &until, day("2013-01-31")), TRI_NO);
    assert_int_equal(edtf_in_force(&since, &until, day("2013-02-01")), TRI_MAYBE);
    assert_int_equal(edtf_in_force(&since, &until, day("2013-02-28")), TRI_YES);
    assert_int_equal(edtf_in_force(&since, &until, day("2016-12-31")), TRI_YES);
    assert_int_equal(edtf_in_force(&since, &until, day("2017-01-01")), TRI_MAYBE);
    assert_int_equal(edtf_in_force(&since, &until, day("2019-12-30")), TRI_MAYBE);
    assert_int_equal(edtf_in_force(&since, &until, day("2019-12-31")), TRI_NO);
    assert_int_equal(edtf_in_force(&long_since, NULL, day("2013-12-30")), TRI_MAYBE);
    assert_int_equal(edtf_in_force(&long_since, NULL, day("2013-12-31")), TRI_YES);
}

static void a_day_as_edtf(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct edtf d = edtf_of_day(a, day("2014-05-22"));
    assert_true(str_eq(d.text, S("2014-05-22")));
    assert_int_equal(edtf_same(d, edtf("2014-05-22")), TRI_YES);
    assert_int_equal(d.level, 0);
    struct edtf old = edtf_of_day(a, day_of((struct ymd){-44, 3, 15}));
    assert_int_equal(edtf_same(old, edtf("-0044-03-15")), TRI_YES);
    assert_int_equal(old.level, edtf("-0044-03-15").level);
}

static void three_values(void **state)
{
    (void)state;
    assert_int_equal(tri_not(TRI_MAYBE), TRI_MAYBE);
    assert_int_equal(tri_not(TRI_NO), TRI_YES);
    assert_int_equal(tri_and(TRI_YES, TRI_MAYBE), TRI_MAYBE);
    assert_int_equal(tri_and(TRI_NO, TRI_MAYBE), TRI_NO);
    assert_int_equal(tri_or(TRI_NO, TRI_MAYBE), TRI_MAYBE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_means_these_days),
        cmocka_unit_test(unbounded_ends_differ),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(published_vectors),
        cmocka_unit_test(within),
        cmocka_unit_test(doubt_is_never_a_plain_yes_at_its_own_precision),
        cmocka_unit_test(before_and_after_are_strict),
        cmocka_unit_test(the_same_day),
        cmocka_unit_test(a_text_and_a_record),
        cmocka_unit_test(in_force_from_arrest_until_before_release),
        cmocka_unit_test(in_force_with_dates_half_known),
        cmocka_unit_test(a_day_as_edtf),
        cmocka_unit_test(three_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
