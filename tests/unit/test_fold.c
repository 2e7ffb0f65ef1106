// Folding: case, diacritics and punctuation do not count.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "lang/fold.h"

static void case_and_marks_go(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *in, *out;
    } t[] = {
        {"", ""},
        {" \n\t ", ""},
        {"…—!", ""},
        {"Ilgar  Mammadov", "ilgar mammadov"},
        {"İlqar  Məmmədov", "ilqar memmedov"},
        {"MƏMMƏDOV", "memmedov"},
        {"Memmedov", "memmedov"},
        {"İ I ı i", "i i i i"},
        {"i\xCC\x87", "i"}, // i and a dot above
        {"Łódź Đorđe Søren Straße STRASSE", "lodz dorde soren strasse strasse"},
        {"Æneas œuvre Þór", "aeneas oeuvre thor"},
        {"ÉCOLE e\xCC\x81"
         "cole",
         "ecole ecole"},
        {"ﬁn ﬃ", "fin ffi"},
        {"O’Brien o'brien O‘Brien", "o brien o brien o brien"},
        {"o\xCA\xBC"
         "brien",
         "o brien"}, // the modifier letter apostrophe
        {"Saint-Honoré/55", "saint honore 55"},
        {"Артём Фёдоров ЁЖ", "артем федоров еж"},
        {"Мәммәдов", "мәммәдов"}, // another script's letter is kept
        {"ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ საქართველო", "საქართველო საქართველო"},
        {"مُحَمَّد", "محمد"},
        {"محـــمد", "محمد"}, // tatweel
        {"علی على", "علي علي"},
        {"Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ σισυφοσ"},
        {"हिन्दी", "हिन्दी"}, // marks that are vowels stay
        {"१२ ٣٤ ５６", "12 34 56"},
        {"co\xC2\xADoperate", "cooperate"}, // soft hyphen
        {"a\xC2\xA0"
         "b",
         "a b"},
        {"😀 x", "x"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct str once = fold(a, str_of(t[i].in));
        assert_string_equal(str_c(a, once), t[i].out);
        assert_true(str_eq(fold(a, once), once));
    }
}

static void long_texts_fold_as_short_ones(void **state)
{
    (void)state;
    ARENA a = arena_new();
    enum { TIMES = 5000 };
    char in[TIMES * 3], out[TIMES * 2];
    for (size_t i = 0; i < TIMES; i++) {
        in[3 * i] = '\xC9', in[3 * i + 1] = '\x99', in[3 * i + 2] = i % 7 ? 'X' : '.';
    }
    size_t n = 0;
    for (size_t i = 0; i < TIMES; i++) {
        out[n++] = 'e';
        if (i + 1 < TIMES || i % 7) out[n++] = i % 7 ? 'x' : ' ';
    }
    assert_true(str_eq(fold(a, (struct str){in, sizeof in}), (struct str){out, n}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_marks_go),
        cmocka_unit_test(long_texts_fold_as_short_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
