// Durations of sentences: read, written in one way, ordered.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/dur.h"

static struct dur dur(const char *text)
{
    struct dur d = {0};
    const char *why = "";
    if (!dur_parse(str_of(text), &d, &why)) fail_msg("%s: %s", text, why);
    return d;
}

static void written_in_one_way(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *in, *out;
        int months, days;
    } t[] = {
        {"P7Y", "P7Y", 84, 0},        {"P1Y6M", "P1Y6M", 18, 0},
        {"P18M", "P1Y6M", 18, 0},     {"P10D", "P10D", 0, 10},
        {"P2W", "P14D", 0, 14},       {"P0D", "P0D", 0, 0},
        {"P0Y", "P0D", 0, 0},         {"P1Y2M3W4D", "P1Y2M25D", 14, 25},
        {"P7Y6M", "P7Y6M", 90, 0},    {"P007Y", "P7Y", 84, 0},
        {"P365D", "P365D", 0, 365},   {"P141078Y", "P141078Y", 1692936, 0},
        {"P1Y10D", "P1Y10D", 12, 10}, {"P1000000Y", "P1000000Y", 12000000, 0},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct dur d = dur(t[i].in);
        assert_string_equal(dur_text(a, d).p, t[i].out);
        assert_int_equal(d.months, t[i].months);
        assert_int_equal(d.days, t[i].days);
        assert_false(d.life);
    }
    assert_true(dur("life").life);
    assert_string_equal(dur_text(a, dur("life")).p, "life");
}

static void faults_are_named(void **state)
{
    (void)state;
    static const char *form = "a duration is written P7Y, P1Y6M, P10D or life";
    static const char *units = "the units are Y, M, W and D, each once and in this order";
    static const char *too_long = "the duration is longer than a million years";
    const struct {
        const char *in, *why;
    } t[] = {
        {"", form},
        {"P", form},
        {"7Y", form},
        {"7 years", form},
        {"Life", form},
        {"-P7Y", form},
        {"life ", form},
        {"P6M1Y", units},
        {"P1Y1Y", units},
        {"P7y", units},
        {"PY", units},
        {"P-7Y", units},
        {"P7Y ", units},
        {"P7", "the unit behind the number is missing: Y, M, W or D"},
        {"P1Y6", "the unit behind the number is missing: Y, M, W or D"},
        {"P1.5Y", "no fractions: write P1Y6M, not P1.5Y"},
        {"P1,5Y", "no fractions: write P1Y6M, not P1.5Y"},
        {"PT12H", "a duration here has no hours, only Y, M, W and D"},
        {"P1DT12H", "a duration here has no hours, only Y, M, W and D"},
        {"P1000000Y1M", too_long},
        {"P365000001D", too_long},
        {"P99999999999999999999999999Y", too_long},
        {"P4294967297M", too_long},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct dur d = {.days = 77};
        const char *why = "nothing";
        if (dur_parse(str_of(t[i].in), &d, &why)) fail_msg("accepted: %s", t[i].in);
        assert_string_equal(why, t[i].why);
        assert_int_equal(d.days, 77);
    }
}

static void ordered_by_length(void **state)
{
    (void)state;
    static const char *order[] = {"P0D",  "P1D",   "P6D",  "P1W",   "P30D",  "P1M",  "P31D",
                                  "P40D", "P6M",   "P365D", "P1Y",  "P366D", "P18M", "P7Y",
                                  "P8Y",  "P25Y",  "P1000000Y", "P1000000Y365000000D", "life"};
    for (size_t i = 1; i < sizeof order / sizeof *order; i++)
        if (dur_key(dur(order[i - 1])) >= dur_key(dur(order[i])))
            fail_msg("%s is not before %s", order[i - 1], order[i]);
}

static void equal_only_when_the_same(void **state)
{
    (void)state;
    assert_true(dur_eq(dur("P84M"), dur("P7Y")));
    assert_true(dur_eq(dur("P2W"), dur("P14D")));
    assert_true(dur_eq(dur("life"), dur("life")));
    assert_false(dur_eq(dur("P7Y"), dur("P2557D")));
    assert_false(dur_eq(dur("P1Y"), dur("P365D")));
    assert_false(dur_eq(dur("life"), dur("P1000000Y")));
    // Around a month the lengths in days coincide; the keys must not.
    const struct dur fixed = {.months = 7, .days = 3};
    for (int32_t m = 0; m < 40; m++)
        for (int32_t d = 0; d < 1300; d++)
            if (m != 7 && dur_eq((struct dur){.months = m, .days = d}, fixed))
                fail_msg("P%dM%dD equals P7M3D", m, d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_in_one_way),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(ordered_by_length),
        cmocka_unit_test(equal_only_when_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
