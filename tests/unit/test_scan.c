// What the scanner finds in English sentences, and in what needs no words.
#include "scan_tokens.h"

#define CHECK(t) check(t, sizeof t / sizeof *t, S("en"))

static void dates(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"On 25 October 2017, the Committee acted", "DATE 2017-10-25"},
        {"25\nOctober 2017", "DATE 2017-10-25"},
        {"25 October 2017", "DATE 2017-10-25"},
        {"*25* **October** 2017", "DATE 2017-10-25"},
        {"25th of October 2017", "DATE 2017-10-25"},
        {"the 25th October, 2017", "DATE 2017-10-25"},
        {"October 25, 2017", "DATE 2017-10-25"},
        {"October 25th 2017", "DATE 2017-10-25"},
        {"25 Oct. 2017", "DATE 2017-10-25"},
        {"25 OCTOBER 2017", "DATE 2017-10-25"},
        {"2017-10-25", "DATE 2017-10-25"},
        {"25.10.2017", "DATE 2017-10-25"},
        {"25/10/2017", "DATE 2017-10-25"},
        {"10/12/2019", ""}, // of October or of December?
        {"in Paris on 20 July 2018.", "DATE 2018-07-20"},
        {"at the 20 July meeting", "DATE XXXX-07-20"},
        {"On May 5, he left", "DATE XXXX-05-05"},
        {"On May 20 activists met", "DATE XXXX-05-20"},
        {"In May 20 activists met", "NUMBER 20"},
        {"a May 2014 judgment", "DATE 2014-05"},
        {"In March 2014, a court in Shaki", "DATE 2014-03"},
        {"ran for President in 2013, early that year", "DATE 2013"},
        {"the 2013 election", "DATE 2013"},
        {"the election (2013)", "DATE 2013"},
        {"2013 people", "NUMBER 2013"},
        {"2,013 people", "NUMBER 2013"},
        {"over 2000 people", "NUMBER 2000 ~over"},
        {"2000 days", "DURATION P2000D"},
        {"early 2013", "DATE 2013-01/2013-04"},
        {"mid-2013", "DATE 2013-05/2013-08"},
        {"late in 2013", "DATE 2013-09/2013-12"},
        {"the end of 2013", "DATE 2013-09/2013-12"},
        {"late February 2014", "DATE 2014-02-21/2014-02-28"},
        {"in the summer of 2013", "DATE 2013-22"},
        {"the 1990s", "DATE 199X"},
        {"4–6 March 2014", "DATE 2014-03-04/2014-03-06"},
        {"4-6 March 2014", "DATE 2014-03-04/2014-03-06"},
        {"4 March – 6 April 2014", "DATE 2014-03-04/2014-04-06"},
        {"6 to 8 December 2016", "DATE 2016-12-06/2016-12-08"},
        {"between 6 and 8 December 2016", "DATE 2016-12-06/2016-12-08"},
        {"between 29 November 2016 and 8 January 2017", "DATE 2016-11-29/2017-01-08"},
        {"from 2013 to 2018", "DATE 2013/2018 ~span"},
        {"2013–2018", "DATE 2013/2018"},
        {"2013–18", "DATE 2013/2018"},
        {"May–June 2014", "DATE 2014-05/2014-06"},
        {"5 and 6 December 2016", "DATE 2016-12-05 | DATE 2016-12-06"},
        {"25 October and 5 December 2017", "DATE 2017-10-25 | DATE 2017-12-05"},
        {"he may be held", ""},
        {"they march 10 km", "NUMBER 10"},
        {"may 20 people be heard?", "NUMBER 20"},
        {"the next summer", ""},
        {"In 2014\n\nMay 2015", "DATE 2014 | DATE 2015-05"},
        {"31 April 2014", "NUMBER 31 | DATE 2014-04"}, // no such day: nothing agrees with the 31
    };
    CHECK(t);
}

static void numbers(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"over 100 opposition supporters", "NUMBER 100 ~over"},
        {"nearly a dozen resolutions", "NUMBER 12 ~nearly"},
        {"nearly **a dozen** resolutions", "NUMBER 12 ~nearly"},
        {"one of the leaders", ""},
        {"a leader", ""},
        {"no one", ""},
        {"at least one person", "NUMBER 1 ~at least"},
        {"22,000 and 22 000 and 22 000", "NUMBER 22000 | NUMBER 22000 | NUMBER 22000"},
        {"1,234,567", "NUMBER 1234567"},
        {"Twenty-five", "NUMBER 25"},
        {"one hundred and twelve", "NUMBER 112"},
        {"two thousand three hundred and four", "NUMBER 2304"},
        {"two hundred and fifty thousand", "NUMBER 250000"},
        {"fifteen hundred", "NUMBER 1500"},
        {"a hundred and one", "NUMBER 101"},
        {"2.5 million", "NUMBER 2500000"},
        {"seven and eight", "NUMBER 7 | NUMBER 8"},
        {"half a dozen", "NUMBER 6"},
        {"two dozen", "NUMBER 24"},
        {"dozens of people", "NUMBER 24 ~at least"},
        {"scores of people", "NUMBER 40 ~at least"},
        {"a score of people", "NUMBER 20"},
        {"a score of 22 out of", "NUMBER 22"},
        {"tens of thousands", "NUMBER 20000 ~at least"},
        {"hundreds", "NUMBER 200 ~at least"},
        {"more than 100", "NUMBER 100 ~over"},
        {"no fewer than ten", "NUMBER 10 ~at least"},
        {"as many as 40", "NUMBER 40 ~nearly"},
        {"up to 30", "NUMBER 30 ~nearly"},
        {"some 70 activists", "NUMBER 70 ~about"},
        {"some of them, about it", ""},
        {"fewer than nine", "NUMBER 9 ~under"},
        {"no more than 9", "NUMBER 9 ~at most"},
        {"exactly 6", "NUMBER 6"},
        {"100 or more", "NUMBER 100 ~at least"},
        {"100+ people", "NUMBER 100 ~at least"},
        {"between 10 and 15 people", "NUMBER 10 ~at least | NUMBER 15 ~at most"},
        {"10–15 people", "NUMBER 10 ~at least | NUMBER 15 ~at most"},
        {"10 Downing Street", "NUMBER 10"},
        {"75008 Paris", ""},
        {"at 55 Rue du Faubourg,\n75008 Paris", "NUMBER 55"},
        {"10:30, 10.30 am, 5 pm", ""},
        {"50%, 20 per cent, 3.5", ""},
        {"the 4th, H46, COVID-19, G20, 5km", ""},
        {"Rule 39, No. 14, § 23, page 7", ""},
        {"+33 1 42 92 81 00", ""},
        {"https://example.org/2013/10/5", ""},
        {"two thirds", ""},
        {"99999999999999999999", ""},
    };
    CHECK(t);
}

static void durations_and_sums(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"sentenced to seven years’ imprisonment", "DURATION P7Y"},
        {"a seven-year sentence", "DURATION P7Y"},
        {"7 years and 6 months", "DURATION P7Y6M"},
        {"seven years, six months and ten days", "DURATION P7Y6M10D"},
        {"a year and a half", "DURATION P1Y6M"},
        {"two and a half years", "DURATION P2Y6M"},
        {"over seven years", "DURATION P7Y ~over"},
        {"more than a year", "DURATION P1Y ~over"},
        {"once a year", ""},
        {"1,400 days", "DURATION P1400D"},
        {"life imprisonment", "DURATION life"},
        {"a life sentence", "DURATION life"},
        {"a two-month extension", "DURATION P2M"},
        {"a 17-year-old, 17 years old", ""},
        {"10 days ago", "AGO -P10D"},
        {"a year ago", "AGO -P1Y"},
        {"two years later", "AGO +P2Y"},
        {"two years earlier", "AGO -P2Y"},
        {"5 years and 5 journalists", "DURATION P5Y | NUMBER 5"},
        {"EUR 22,000", "MONEY EUR 22000"},
        {"€22,000", "MONEY EUR 22000"},
        {"22,000 euros", "MONEY EUR 22000"},
        {"over €22,000.50", "MONEY EUR 22000 ~over"},
        {"AZN 234,000", "MONEY AZN 234000"},
        {"two million manats", "MONEY AZN 2000000"},
        {"US$500", "MONEY USD 500"},
        {"they try 5 times", "NUMBER 5"},
        {"€", ""},
    };
    CHECK(t);
}

static void codes(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"under Article 46 (4) of the Convention", "ARTICLE 46-4"},
        {"Article 46(4)", "ARTICLE 46-4"},
        {"Article 46 § 4", "ARTICLE 46-4"},
        {"Art. 46 §4", "ARTICLE 46-4"},
        {"Article 46, paragraph 4", "ARTICLE 46-4"},
        {"the number 46", "NUMBER 46"},
        {"Articles 5 and 18", "ARTICLE 5 | ARTICLE 18"},
        {"Articles 5, 6 and 18", "ARTICLE 5 | ARTICLE 6 | ARTICLE 18"},
        {"Article 5 and 18 people", "ARTICLE 5 | NUMBER 18"},
        {"Article 5 § 1 (c)", "ARTICLE 5-1-c"},
        {"Article 5(1)(c)", "ARTICLE 5-1-c"},
        {"Article 6 §§ 1 and 3 (d)", "ARTICLE 6-1 | ARTICLE 6-3-d"},
        {"Article 18 in conjunction with Article 5 § 1 (c)", "ARTICLE 18+5-1-c"},
        {"Article 1 of Protocol No. 1", "ARTICLE P1-1"},
        {"Article 220.1 of the Criminal Code", "ARTICLE 220.1"},
        {"an article 10 years ago", "AGO -P10Y"},
        {"15172/13", "APPNO 15172/13"},
        {"no. 15172/13.", "APPNO 15172/13"},
        {"nos. 48653/13, 52464/13 and 42/15", "APPNO 48653/13 | APPNO 52464/13 | APPNO 42/15"},
        {"8919/15 is not 919/15", "APPNO 8919/15 | APPNO 919/15"},
        {"48653/13+", "APPNO 48653/13+"},
        {"x919/15, 919/150, 919/15/2, 24/7, 9/11, 2016/17", ""},
        {"ECLI:CE:ECHR:2014:0522JUD001517213.", "ECLI ECLI:CE:ECHR:2014:0522JUD001517213"},
        {"CM/ResDH(2017)429", "DOC CM/ResDH(2017)429"},
        {"CM/ ResDH ( 2021)41", "DOC CM/ResDH(2021)41"},
        {"CM/Del/Dec(2016)1250/H46-4", "DOC CM/Del/Dec(2016)1250/H46-4"},
        {"CM/Del/Dec(2016)1250/H46‑4", "DOC CM/Del/Dec(2016)1250/H46-4"},
        {"CM/Del/Dec(2020)1377bis/H46-3", "DOC CM/Del/Dec(2020)1377bis/H46-3"},
        {"CM/Del/Dec(2019)1363/1.2-app1", "DOC CM/Del/Dec(2019)1363/1.2-app1"},
        {"CM/Del/Dec(2015)1236/3.", "DOC CM/Del/Dec(2015)1236/3"},
        {"CM/Notes/1514/H46-37", "DOC CM/Notes/1514/H46-37"},
        {"DH-DD(2015)1178, DH-DD(2016)1126-rev", "DOC DH-DD(2015)1178 | DOC DH-DD(2016)1126-rev"},
        {"Resolution 1900 (2012)", "DOC Resolution 1900 (2012)"},
        {"Doc. 15149", "DOC Doc. 15149"},
        {"A/HRC/33/66", "DOC A/HRC/33/66"},
        {"001-144124", "DOC 001-144124"},
    };
    CHECK(t);
}

static void countries(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"in Azerbaijan's jails", "COUNTRY AZ"},
        {"Azerbaijani jails", ""},
        {"Bosnia and Herzegovina, Côte d’Ivoire", "COUNTRY BA | COUNTRY CI"},
        {"Turkey and Türkiye", "COUNTRY TR | COUNTRY TR"},
        {"turkey for dinner", ""},
        {"the United\nKingdom", "COUNTRY GB"},
        {"Papua New Guinea; New Jersey", "COUNTRY PG"},
        {"Rasul Jafarov, Director, Human Rights Club (Azerbaijan)", "COUNTRY AZ"},
    };
    CHECK(t);
}

static void other_texts(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"", ""},
        {"\n\n", ""},
        {"\xEF\xBF\xBF \xF4\x8F\xBF\xBF \xCC\x81", ""}, // any code points
        {"（２５）", ""},
    };
    CHECK(t);
    static const struct sentence none[] = {
        {"2017-10-25, over 100, 15172/13, CM/ResDH(2017)429, Azerbaijan, seven",
         "DATE 2017-10-25 | NUMBER 100 | APPNO 15172/13 | DOC CM/ResDH(2017)429"},
    };
    check(none, 1, S("tlh"));
    check(none, 1, S(""));
    check(none, 1, S("../../etc"));
    static const struct sentence british[] = {{"seven", "NUMBER 7"}};
    check(british, 1, S("en-GB"));
}

static void places(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct token *t;
    struct str text = S("They defied **nearly** a dozen resolutions on 25 Oct. 2017.");
    assert_int_equal(scan_text(a, text, S("en"), &t), 2);
    assert_string_equal(str_c(a, str_sub(text, t[0].at, t[0].at + t[0].n)), "a dozen");
    assert_string_equal(str_c(a, str_sub(text, t[0].hedge_at, t[0].hedge_at + t[0].hedge_n)),
                        "nearly");
    assert_string_equal(str_c(a, str_sub(text, t[1].at, t[1].at + t[1].n)), "25 Oct. 2017");
    text = S("See CM/ ResDH ( 2021)41, or 100 or more");
    assert_int_equal(scan_text(a, text, S("en"), &t), 2);
    assert_string_equal(str_c(a, str_sub(text, t[0].at, t[0].at + t[0].n)), "CM/ ResDH ( 2021)41");
    assert_string_equal(str_c(a, str_sub(text, t[1].hedge_at, t[1].hedge_at + t[1].hedge_n)),
                        "or more");
}

static void hedges_hold(void **state)
{
    (void)state;
    static const struct {
        enum hedge hedge;
        int64_t number, certain, possible;
        enum tri holds;
    } t[] = {
        {HEDGE_OVER, 100, 101, 0, TRI_YES},     {HEDGE_OVER, 100, 100, 0, TRI_NO},
        {HEDGE_OVER, 100, 99, 5, TRI_MAYBE},    {HEDGE_OVER, 100, 99, 1, TRI_NO},
        {HEDGE_AT_LEAST, 100, 100, 0, TRI_YES}, {HEDGE_AT_LEAST, 100, 99, 1, TRI_MAYBE},
        {HEDGE_UNDER, 9, 8, 0, TRI_YES},        {HEDGE_UNDER, 9, 8, 1, TRI_MAYBE},
        {HEDGE_UNDER, 9, 9, 1, TRI_NO},         {HEDGE_AT_MOST, 12, 12, 0, TRI_YES},
        {HEDGE_AT_MOST, 12, 12, 1, TRI_MAYBE},  {HEDGE_NEARLY, 10, 8, 0, TRI_YES},
        {HEDGE_NEARLY, 12, 5, 0, TRI_NO},       {HEDGE_NEARLY, 10, 11, 0, TRI_NO},
        {HEDGE_NEARLY, 100, 70, 50, TRI_MAYBE}, {HEDGE_ABOUT, 100, 90, 20, TRI_YES},
        {HEDGE_ABOUT, 100, 89, 0, TRI_NO},      {HEDGE_ABOUT, 10, 11, 0, TRI_YES},
        {HEDGE_NONE, 5, 5, 0, TRI_YES},         {HEDGE_NONE, 5, 4, 3, TRI_MAYBE},
        {HEDGE_NONE, 5, 5, 1, TRI_MAYBE},       {HEDGE_NONE, 5, 6, 1, TRI_NO},
        {HEDGE_OVER, 5, INT64_MAX, 1, TRI_YES},
    };
    ARENA a = arena_new();
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_int_equal(hedge_holds(t[i].hedge, t[i].number, t[i].certain, t[i].possible),
                         t[i].holds);
    assert_string_equal(str_c(a, hedge_text(a, HEDGE_OVER, 100)), "more than 100");
    assert_string_equal(str_c(a, hedge_text(a, HEDGE_NEARLY, 12)), "nearly 12");
    assert_string_equal(str_c(a, hedge_text(a, HEDGE_NONE, 5)), "exactly 5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(numbers),
        cmocka_unit_test(durations_and_sums),
        cmocka_unit_test(codes),
        cmocka_unit_test(countries),
        cmocka_unit_test(other_texts),
        cmocka_unit_test(places),
        cmocka_unit_test(hedges_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
