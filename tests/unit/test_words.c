// The letter's own words: each language has its own, English stands in for the others, nothing is left unsaid.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "lang/iso.h"
#include "lang/ui.h"
#include "lang/words.h"

static void languages(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *says;
    } t[] = {
        {"en", "Facts and sources"}, {"en-GB", "Facts and sources"}, {"fr", "Faits et sources"},
        {"fr-BE", "Faits et sources"}, {"az-Latn-AZ", "Faktlar və mənbələr"}, {"RU", "Факты и источники"},
        {"ar", "الحقائق والمصادر"}, {"fa", "حقایق و منابع"},
        {"de", "Facts and sources"}, {"fro", "Facts and sources"}, {"", "Facts and sources"}, {"f", "Facts and sources"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_true(str_eq(words(str_of(t[i].lang), WORD_FACTS), str_of(t[i].says)));
    assert_true(words_has(S("fr"), WORD_FACTS));
    assert_false(words_has(S("de"), WORD_FACTS));
}

static void places(void **state)
{
    (void)state;
    ARENA a = arena_new();
    assert_string_equal(str_c(a, words_with(a, S("en"), WORD_PAGE, S("1"), S("3"))), "Page 1 of 3");
    assert_string_equal(str_c(a, words_with(a, S("fr"), WORD_PAGE, S("1"), S("3"))), "Page 1 sur 3");
    assert_string_equal(str_c(a, words_with(a, S("ar"), WORD_AND, S("باريس"), S("باكو"))), "باريس وباكو");
    assert_string_equal(str_c(a, words_with(a, S("en"), WORD_NOTE, S("{2}"), S("x"))), "note {2}");
}

// A translation takes the places that the English takes, and all that it says is text.
static void complete(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"fr", "az", "ru", "ar", "fa"};
    for (enum word w = 0; w < WORD_COUNT; w++)
        for (size_t i = 0; i < sizeof LANGS / sizeof *LANGS; i++) {
            struct str en = words(S("en"), w), s = words(str_of(LANGS[i]), w);
            assert_true(utf8_check(s) == s.n);
            if (!words_has(str_of(LANGS[i]), w)) continue;
            for (int k = 0; k < 2; k++) {
                struct str place = k ? S("{2}") : S("{1}");
                if (str_find(en, place, 0) < en.n && str_find(s, place, 0) == s.n)
                    fail_msg("%s: %.*s", LANGS[i], STR(s));
            }
        }
}

static void direction(void **state)
{
    (void)state;
    assert_true(language_rtl(S("ar")) && language_rtl(S("fa")) && language_rtl(S("az-Arab")));
    assert_false(language_rtl(S("az")) || language_rtl(S("en")) || language_rtl(S("arn")) ||
                 language_rtl(S("")));
}

// The catalogues: by language, with the forms that its plural has; English where there is no translation.
static void interface(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        int64_t n;
        const char *says;
    } t[] = {
        {"en", 1, "1 entry"}, {"en", 2, "2 entries"}, {"en", 1000, "1,000 entries"}, {"de", 2, "2 entries"},
        {"fr", 0, "0 entrée"}, {"fr", 2, "2 entrées"}, {"fr-BE", 1, "1 entrée"},
        {"ru", 1, "1 запись"}, {"ru", 3, "3 записи"}, {"ru", 11, "11 записей"}, {"ru", 21, "21 запись"}, {"ru", 112, "112 записей"},
        {"az", 5, "5 yazı"},
        {"ar", 0, "لا مدخلات"}, {"ar", 1, "مدخل واحد"}, {"ar", 2, "مدخلان"}, {"ar", 3, "٣ مدخلات"}, {"ar", 11, "١١ مدخلًا"}, {"ar", 100, "١٠٠ مدخل"},
    };
    ARENA a = arena_new();
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_string_equal(str_c(a, ui_count(a, str_of(t[i].lang), "%d entry", "%d entries", t[i].n)), t[i].says);
    assert_string_equal(str_c(a, ui_text(S("fr"), "Languages")), "Langues");
    assert_string_equal(str_c(a, ui_text(S("fr"), "no such text")), "no such text");
    assert_string_equal(str_c(a, ui_with(a, S("fr"), "Page {1} of {2}", S("{2}"), S("3"))), "Page {2} sur 3"); // what is put in stays as it is
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(languages), cmocka_unit_test(places), cmocka_unit_test(complete),
                                       cmocka_unit_test(direction), cmocka_unit_test(interface)};
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
