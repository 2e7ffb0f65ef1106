// The letter's own words: each language has its own, English stands in for the others, nothing is left unsaid.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "lang/iso.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(languages), cmocka_unit_test(places), cmocka_unit_test(complete),
                                       cmocka_unit_test(direction)};
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
