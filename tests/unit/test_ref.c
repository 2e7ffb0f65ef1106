// References: what parses to what, and where a fault is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/ref.h"

static struct arena *arena;
static const struct vocab *vocab;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    struct diags ds = diags_in(arena);
    vocab = vocab_load(arena, NULL, &ds);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void an_entity_and_a_property(void **state)
{
    (void)state;
    struct ref r;
    struct ref_fault f;
    assert_true(ref_parse(arena, vocab, S("persons/ilgar-mammadov#born"), &r, &f));
    assert_true(str_eq(r.type->path, S("persons")) && str_eq(r.slug, S("ilgar-mammadov")) && str_eq(r.prop->name, S("born")));
    assert_true(ref_parse(arena, vocab, S("persons/x#detained?at=2018-07-18"), &r, &f));
    assert_true(r.has_at && r.prop->computed == COMPUTED_DETAINED);
    assert_true(ref_parse(arena, vocab, S("persons/x?at=2018-07-18#detained"), &r, &f));
    assert_true(r.has_at && r.prop->computed == COMPUTED_DETAINED);
}

static void filters_by_kind_and_prefix(void **state)
{
    (void)state;
    struct ref r;
    struct ref_fault f;
    assert_true(ref_parse(arena, vocab, S("persons?detentions.country=AZ,TR&detentions.at=2018-07-18&born=../1970&sort=-born&limit=5&offset=2"), &r, &f));
    assert_int_equal(r.filter_count, 3);
    assert_non_null(r.filters[0].from);
    assert_int_equal(r.filters[0].any_count, 2);
    assert_true(r.filters[1].is_at);
    assert_int_equal(r.filters[2].date.lo.n, DAY_FIRST.n);
    assert_true(r.descending && r.limit == 5 && r.offset == 2);
    assert_true(ref_parse(arena, vocab, S("supervision?judgment.respondent=AZ"), &r, &f));
    assert_non_null(r.filters[0].via);
    assert_true(ref_parse(arena, vocab, S("persons?name=%C4%B0lqar+M%c9%99mm%C9%99dov"), &r, &f));
    assert_true(str_eq(r.filters[0].raw, S("İlqar Məmmədov")));
    assert_true(ref_parse(arena, vocab, S("detentions?at=2018-07-18"), &r, &f));
    assert_int_equal(r.filter_count, 1); // of a type with a period, at= selects
}

static void faults_have_a_place_and_help(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
        const char *allowed;
    } bad[] = {{"persnos/x", 0, "did you mean persons?"},
               {"persons/Ilgar", 8, "lower-case"},
               {"persons/x#bron", 10, "did you mean born?"},
               {"persons?bron=1970", 8, "did you mean born?"},
               {"persons?born=1970-13", 8, "EDTF"},
               {"persons?detentoins.country=AZ", 8, "did you mean detentions?"},
               {"persons?detentions.country=ZZ", 8, "ISO 3166"},
               {"persons/x?born=1970", 10, "at= and known="},
               {"persons?limit=x", 8, "whole number"},
               {"persons?name=%zz", 13, "%25"},
               {"judgments?sort=nothing", 10, "a property"},
               {"persons?detained=perhaps", 8, "yes or no"},
               {"persons?supervision.date=2018", 8, ""},
               {"", 0, "for example"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ref r;
        struct ref_fault f;
        if (ref_parse(arena, vocab, str_of(bad[i].text), &r, &f)) fail_msg("%s was taken", bad[i].text);
        if (f.at != bad[i].at) fail_msg("%s: at %zu: %.*s", bad[i].text, f.at, STR(f.message));
        if (!strstr(str_c(arena, f.allowed), bad[i].allowed)) fail_msg("%s: %.*s", bad[i].text, STR(f.allowed));
    }
}

static void size_is_bounded(void **state)
{
    (void)state;
    struct ref r;
    struct ref_fault f;
    struct buf b = buf_in(arena);
    buf_add(&b, S("persons?born=1970"));
    for (int i = 0; i < 100; i++) buf_add(&b, S("&born=1970"));
    assert_false(ref_parse(arena, vocab, buf_str(&b), &r, &f));
    assert_true(str_eq(f.message, S("more than 100 filters")));
    buf_pad(&b, 'x', 70000);
    assert_false(ref_parse(arena, vocab, buf_str(&b), &r, &f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entity_and_a_property),
        cmocka_unit_test(filters_by_kind_and_prefix),
        cmocka_unit_test(faults_have_a_place_and_help),
        cmocka_unit_test(size_is_bounded),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
