// The scanner in French, Azerbaijani and Russian, and its newer readings in English; every number that ICU spells out in
// these languages is read back.
#include "scan_tokens.h"

#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#define IN(lang, t) check(t, sizeof t / sizeof *t, S(lang))

static void english(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"the fifth of February 2014", "DATE 2014-02-05"},
        {"the twenty-fifth of October 2017", "DATE 2017-10-25"},
        {"the twenty-fifth resolution", ""},
        {"the fifth resolution", ""},
        {"its second May meeting", ""},
        {"between the 6th and the 8th of December 2016", "DATE 2016-12-06/2016-12-08"},
        {"Tuesday 5 December 2017", "DATE 2017-12-05 Tu"},
        {"on Tuesday, the 5th of December 2017", "DATE 2017-12-05 Tu"},
        {"5 December 2017, a Tuesday, …", "DATE 2017-12-05 Tu"},
        {"5 December 2017 (Monday)", "DATE 2017-12-05 Mo"},
        {"5 December 2017, Wednesday 6 December", "DATE 2017-12-05 | DATE XXXX-12-06 We"},
        {"on Monday in May 2014", "DATE 2014-05"},
        {"before Tuesday 5 December 2017", "DATE 2017-12-05 ~before Tu"},
        {"last year", "AGO -P1Y year"},
        {"next month", "AGO +P1M month"},
        {"a decade", "DURATION P10Y"},
        {"a decade ago", "AGO -P10Y"},
        {"held for a year", "DURATION P1Y"},
        {"twice a year", ""},
        {"one year", "DURATION P1Y"},
        {"aged 17", ""},
        {"paragraph 4 of Article 46", "ARTICLE 46-4"},
        {"paragraphs 1 and 3 of Article 6", "ARTICLE 6-1 | ARTICLE 6-3"},
        {"§ 4 of Article 46", "ARTICLE 46-4"},
        {"Article 18 in conjunction with paragraph 1 of Article 5", "ARTICLE 18+5-1"},
        {"v. Azerbaijan (No. 2)", "COUNTRY AZ | SERIAL 2"},
        {"(No. 2018)", ""},
    };
    IN("en", t);
}

static void french_dates(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"Le 25 octobre 2017, le Comité", "DATE 2017-10-25"},
        {"le 1er mars 2014", "DATE 2014-03-01"},
        {"le premier mars 2014", "DATE 2014-03-01"},
        {"le vingt-cinq octobre 2017", "DATE 2017-10-25"},
        {"5 févr. 2013", "DATE 2013-02-05"},
        {"le 20 juillet", "DATE XXXX-07-20"},
        {"mardi 5 décembre 2017", "DATE 2017-12-05 Tu"},
        {"en mai 2014", "DATE 2014-05"},
        {"l’arrêt de mai 2014", "DATE 2014-05"},
        {"en 2013", "DATE 2013"},
        {"l’élection présidentielle de 2013", "DATE 2013"},
        {"début 2013", "DATE 2013-01/2013-04"},
        {"au début de l’année 2013", "DATE 2013-01/2013-04"},
        {"à la mi-2013", "DATE 2013-05/2013-08"},
        {"mi-mars 2014", "DATE 2014-03-11/2014-03-20"},
        {"fin février 2014", "DATE 2014-02-21/2014-02-28"},
        {"à l'été 2013", "DATE 2013-22"},
        {"les années 1990", "DATE 199X"},
        {"du 6 au 8 décembre 2016", "DATE 2016-12-06/2016-12-08 ~span"},
        {"entre le 6 et le 8 décembre 2016", "DATE 2016-12-06/2016-12-08"},
        {"de 2013 à 2018", "DATE 2013/2018 ~span"},
        {"les 5 et 6 décembre 2016", "DATE 2016-12-05 | DATE 2016-12-06"},
        {"avant le 5 décembre 2017", "DATE 2017-12-05 ~before"},
        {"10/12/2019", "DATE 2019-12-10"},
        {"31 avril 2014", "NUMBER 31 | DATE 2014-04"},
        {"l’année dernière", "AGO -P1Y year"},
        {"il y a dix jours", "AGO -P10D"},
        {"deux ans plus tard", "AGO +P2Y"},
    };
    IN("fr", t);
}

static void french(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"plus de 100 opposants", "NUMBER 100 ~over"},
        {"plus d’une centaine de personnes", "NUMBER 100 ~over"},
        {"près d’une douzaine de résolutions", "NUMBER 12 ~nearly"},
        {"une dizaine de résolutions", "NUMBER 10 ~about"},
        {"une douzaine", "NUMBER 12"},
        {"des dizaines de personnes", "NUMBER 20 ~at least"},
        {"une dizaine de milliers", "NUMBER 10000 ~about"},
        {"au moins une personne", "NUMBER 1 ~at least"},
        {"une personne, l'un d'eux", ""},
        {"quatre-vingt-dix-sept", "NUMBER 97"},
        {"soixante et onze", "NUMBER 71"},
        {"septante-deux", "NUMBER 72"},
        {"deux cent cinquante mille", "NUMBER 250000"},
        {"22 000 et 22\u202F000", "NUMBER 22000 | NUMBER 22000"},
        {"2,5 millions", "NUMBER 2500000"},
        {"la cinquième résolution, le vingt-cinquième", ""},
        {"sept ans d’emprisonnement", "DURATION P7Y"},
        {"sept ans et demi", "DURATION P7Y6M"},
        {"condamné à un an de prison", "DURATION P1Y"},
        {"un jour", ""},
        {"moins d’un an", "DURATION P1Y ~under"},
        {"la réclusion à perpétuité", "DURATION life"},
        {"âgé de 17 ans, à l’âge de dix-sept ans", ""},
        {"l’article 46 § 4", "ARTICLE 46-4"},
        {"l'article 46(4)", "ARTICLE 46-4"},
        {"le paragraphe 4 de l’article 46", "ARTICLE 46-4"},
        {"l’article 5 § 1 c)", "ARTICLE 5-1-c"},
        {"l’article 18 combiné avec l’article 5", "ARTICLE 18+5"},
        {"les articles 5 et 18", "ARTICLE 5 | ARTICLE 18"},
        {"l’article 1 du Protocole n° 1", "ARTICLE P1-1"},
        {"requête n° 15172/13", "APPNO 15172/13"},
        {"requêtes nos 48653/13, 52464/13 et 42/15", "APPNO 48653/13 | APPNO 52464/13 | APPNO 42/15"},
        {"c. Azerbaïdjan (n° 2)", "COUNTRY AZ | SERIAL 2"},
        {"la Résolution 1900 (2012)", "DOC Resolution 1900 (2012)"},
        {"22 000 euros, 22 000 €", "MONEY EUR 22000 | MONEY EUR 22000"},
        {"les autorités d’Azerbaïdjan, l'Azerbaïdjan", "COUNTRY AZ | COUNTRY AZ"},
        {"la Côte d'Ivoire et les États-Unis", "COUNTRY CI | COUNTRY US"},
        {"75008 Paris, 50 %, 10 h 30, n° 14, page 7", ""},
        {"55, rue du Faubourg-Saint-Honoré", "NUMBER 55"},
    };
    IN("fr", t);
}

static void azerbaijani_dates(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"25 oktyabr 2017-ci il", "DATE 2017-10-25"},
        {"25 oktyabr 2017-ci il tarixində", "DATE 2017-10-25"},
        {"2017-ci ilin oktyabrında", "DATE 2017-10"},
        {"2017-ci il oktyabrın 25-də", "DATE 2017-10-25"},
        {"2017-ci il 25 oktyabr", "DATE 2017-10-25"},
        {"oktyabrın 25-i", "DATE XXXX-10-25"},
        {"25 Oktyabr 2017", "DATE 2017-10-25"},
        {"25 oktyabrda", "DATE XXXX-10-25"},
        {"2013-cü ildə", "DATE 2013"},
        {"2013-cü ilin əvvəlində", "DATE 2013-01/2013-04"},
        {"2014-cü ilin fevralının sonunda", "DATE 2014-02-21/2014-02-28"},
        {"2013-cü ilin yayında", "DATE 2013-22"},
        {"1990-cı illərdə", "DATE 199X"},
        {"6–8 dekabr 2016-cı il", "DATE 2016-12-06/2016-12-08"},
        {"çərşənbə axşamı, 5 dekabr 2017", "DATE 2017-12-05 Tu"},
        {"2017-ci ildən əvvəl", "DATE 2017 ~before"},
        {"keçən il", "AGO -P1Y year"},
        {"10 gün əvvəl", "AGO -P10D"},
        {"iki il sonra", "AGO +P2Y"},
    };
    IN("az", t);
}

static void azerbaijani(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"100-dən çox müxalifətçi", "NUMBER 100 ~over"},
        {"yüzdən çox adam", "NUMBER 100 ~over"},
        {"100-ə yaxın", "NUMBER 100 ~nearly"},
        {"iyirmi beşdən artıq", "NUMBER 25 ~over"},
        {"ondan soruşdu, ondan çox", ""},
        {"ən azı on iki qətnamə", "NUMBER 12 ~at least"},
        {"təxminən 70", "NUMBER 70 ~about"},
        {"onlarla insan", "NUMBER 20 ~at least"},
        {"bir məktub", ""},
        {"yüz on iki", "NUMBER 112"},
        {"iki min üç yüz dörd", "NUMBER 2304"},
        {"yeddi il azadlıqdan məhrumetmə", "DURATION P7Y"},
        {"7 illik həbs", "DURATION P7Y"},
        {"7 ildən çox", "DURATION P7Y ~over"},
        {"yeddi il altı ay", "DURATION P7Y6M"},
        {"ömürlük həbs", "DURATION life"},
        {"17 yaşlı", ""},
        {"Maddə 46(4)", "ARTICLE 46-4"},
        {"46-cı maddənin 4-cü bəndi", "ARTICLE 46-4"},
        {"5-ci və 18-ci maddələr", "ARTICLE 5 | ARTICLE 18"},
        {"18-ci maddə 5-ci maddə ilə birlikdə", "ARTICLE 18+5"},
        {"5-ci maddə ilə birlikdə 18-ci maddə", "ARTICLE 18+5"},
        {"ərizə № 15172/13", "APPNO 15172/13"},
        {"15172/13 saylı ərizə", "APPNO 15172/13"},
        {"1900 (2012) saylı qətnamə", "DOC Resolution 1900 (2012)"},
        {"22 000 manat", "MONEY AZN 22000"},
        {"22.000 avro", "MONEY EUR 22000"},
        {"Azərbaycanda, Azərbaycanın, Azərbaycan", "COUNTRY AZ | COUNTRY AZ | COUNTRY AZ"},
        {"Türkiyəyə, Fransadan və Gürcüstanda", "COUNTRY TR | COUNTRY FR | COUNTRY GE"},
        {"azərbaycanlı jurnalist", ""},
        {"on minlərlə", "NUMBER 20000 ~at least"},
    };
    IN("az", t);
}

static void russian_dates(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"25 октября 2017 года", "DATE 2017-10-25"},
        {"25 октября 2017 г.", "DATE 2017-10-25"},
        {"25-го октября", "DATE XXXX-10-25"},
        {"двадцать пятого октября 2017 года", "DATE 2017-10-25"},
        {"первого мая 2014 года", "DATE 2014-05-01"},
        {"в октябре 2017 г.", "DATE 2017-10"},
        {"май 2014 года", "DATE 2014-05"},
        {"в 2013 году", "DATE 2013"},
        {"в начале 2013 года", "DATE 2013-01/2013-04"},
        {"в конце февраля 2014 года", "DATE 2014-02-21/2014-02-28"},
        {"летом 2013 года", "DATE 2013-22"},
        {"1990-е годы", "DATE 199X"},
        {"с 6 по 8 декабря 2016 года", "DATE 2016-12-06/2016-12-08 ~span"},
        {"между 6 и 8 декабря 2016 года", "DATE 2016-12-06/2016-12-08"},
        {"с 2013 по 2018 год", "DATE 2013/2018 ~span"},
        {"5 и 6 декабря 2016 года", "DATE 2016-12-05 | DATE 2016-12-06"},
        {"во вторник, 5 декабря 2017 года", "DATE 2017-12-05 Tu"},
        {"после 5 декабря 2017 года", "DATE 2017-12-05 ~after"},
        {"в прошлом году", "AGO -P1Y year"},
        {"десять дней назад", "AGO -P10D"},
        {"через два года", "AGO +P2Y"},
        {"два года спустя", "AGO +P2Y"},
    };
    IN("ru", t);
}

static void russian(void **state)
{
    (void)state;
    static const struct sentence t[] = {
        {"более 100 сторонников", "NUMBER 100 ~over"},
        {"почти дюжина резолюций", "NUMBER 12 ~nearly"},
        {"около ста человек", "NUMBER 100 ~about"},
        {"не менее двенадцати", "NUMBER 12 ~at least"},
        {"двум тысячам тремстам четырём", "NUMBER 2304"},
        {"семьюстами двадцатью", "NUMBER 720"},
        {"десятки тысяч", "NUMBER 20000 ~at least"},
        {"две тысячи", "NUMBER 2000"},
        {"тысячи людей", "NUMBER 2000 ~at least"},
        {"двадцать пятая резолюция", ""},
        {"к семи годам лишения свободы", "DURATION P7Y"},
        {"семи лет лишения свободы", "DURATION P7Y"},
        {"7-летний срок", "DURATION P7Y"},
        {"17-летний активист, в возрасте 17 лет", ""},
        {"более пяти лет", "DURATION P5Y ~over"},
        {"семь с половиной лет", "DURATION P7Y6M"},
        {"пожизненного заключения", "DURATION life"},
        {"статья 46(4)", "ARTICLE 46-4"},
        {"ст. 46 § 4", "ARTICLE 46-4"},
        {"пункт 4 статьи 46", "ARTICLE 46-4"},
        {"п. 4 ст. 46", "ARTICLE 46-4"},
        {"пункты 1 и 3 статьи 6", "ARTICLE 6-1 | ARTICLE 6-3"},
        {"статьи 18 в сочетании со статьёй 5", "ARTICLE 18+5"},
        {"статьи 18 в сочетании с пунктом 1 статьи 5", "ARTICLE 18+5-1"},
        {"статьи 5 и 18", "ARTICLE 5 | ARTICLE 18"},
        {"жалоба № 15172/13", "APPNO 15172/13"},
        {"против Азербайджана (№ 2)", "COUNTRY AZ | SERIAL 2"},
        {"Резолюция 1900 (2012)", "DOC Resolution 1900 (2012)"},
        {"22 000 евро", "MONEY EUR 22000"},
        {"в Азербайджане, Азербайджану", "COUNTRY AZ | COUNTRY AZ"},
        {"Грузии, в России, Турцией", "COUNTRY GE | COUNTRY RU | COUNTRY TR"},
        {"в Соединённых Штатах и Беларуси", "COUNTRY US | COUNTRY BY"},
        {"Северной Македонии, Саудовскую Аравию, Китаем", "COUNTRY MK | COUNTRY SA | COUNTRY CN"},
        {"Того, что было", ""},
    };
    IN("ru", t);
}

// ---- ICU spells, the scanner reads

static size_t spell(UNumberFormat *f, int n, char *out, size_t room)
{
    UChar text[256];
    int32_t len = 0;
    UErrorCode e = U_ZERO_ERROR;
    int32_t u = unum_format(f, n, text, 256, NULL, &e);
    for (int32_t i = 0; i < u; i++)
        if (text[i] == 0xAD) text[i] = '-'; // ICU's soft hyphens of English
    u_strToUTF8(out, (int32_t)room, &len, text, u, &e);
    assert_true(U_SUCCESS(e));
    return (size_t)len;
}

static void spelled(const char *lang, const char *rules)
{
    UErrorCode e = U_ZERO_ERROR;
    UNumberFormat *f = unum_open(UNUM_SPELLOUT, NULL, 0, lang, NULL, &e);
    assert_true(U_SUCCESS(e));
    if (*rules) {
        UChar name[64];
        u_uastrcpy(name, rules);
        unum_setTextAttribute(f, UNUM_DEFAULT_RULESET, name, -1, &e);
        if (U_FAILURE(e)) fail_msg("%s has no %s", lang, rules);
    }
    const char *at_least = lang[0] == 'e' ? "at least" : lang[0] == 'f' ? "au moins" : lang[0] == 'a' ? "ən azı" : "не менее";
    for (int n = 0; n <= 10000; n++) { // a bare "one" is no number
        ARENA a = arena_new();
        char text[512];
        struct token *t;
        size_t len = spell(f, n, text, sizeof text - 1);
        text[len] = 0;
        size_t count = scan_text(a, strf(a, "%s %s.", n == 1 ? at_least : "", text), str_of(lang), &t);
        if (count != 1 || t->kind != TOKEN_NUMBER || t->number != n)
            fail_msg("%s %s %d \"%s\": %zu tokens, %lld", lang, rules, n, text, count, count ? (long long)t->number : -1);
    }
    unum_close(f);
}

static void spelled_numbers(void **state)
{
    (void)state;
    spelled("en", "");
    spelled("fr", "");
    spelled("fr_BE", "");
    spelled("az", "");
    spelled("ru", "");
    spelled("ru", "%spellout-cardinal-feminine-genitive");
    spelled("ru", "%spellout-cardinal-masculine-dative");
    spelled("ru", "%spellout-cardinal-neuter-ablative");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english),         cmocka_unit_test(french_dates),  cmocka_unit_test(french),
        cmocka_unit_test(azerbaijani_dates), cmocka_unit_test(azerbaijani), cmocka_unit_test(russian_dates),
        cmocka_unit_test(russian),         cmocka_unit_test(spelled_numbers),
    };
    return cmocka_run_group_tests_name("scan_languages", tests, NULL, NULL);
}
