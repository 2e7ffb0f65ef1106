// Procedures as data: those that are compiled in are whole, and a register's own takes the place of one.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "../demo.h"
#include "base/buf.h"
#include "base/file.h"
#include "rules/procedure.h"

static struct arena *arena;
static const struct vocab *vocab;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    struct diags ds = diags_in(arena);
    vocab = vocab_load(arena, NULL, &ds);
    return vocab ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void compiled_in(void **state)
{
    (void)state;
    struct diags ds = diags_in(arena);
    const struct procedure *all = procedures_load(arena, vocab, NULL, &ds);
    diags_print(&ds, stderr, false);
    assert_non_null(all);
    const struct procedure *echr = procedure_of(all, vocab_type(vocab, S("judgments"))), *un = procedure_of(all, vocab_type(vocab, S("detentions")));
    assert_true(echr && str_eq(echr->name, S("echr")) && echr->region_count == 5);
    assert_true(un && str_eq(un->name, S("un-wgad")) && un->region_count == 2);
    assert_ptr_equal(procedure_of(all, vocab_type(vocab, S("applications"))), echr);
    assert_null(procedure_of(all, vocab_type(vocab, S("letters"))));
    for (const struct procedure *p = all; p; p = p->next)
        for (const struct event *e = p->events; e; e = e->next) assert_true(e->basis.text.n && e->label && e->observed);
}

// Notice and referral are two stages, each by two thirds of those entitled to sit; credentials are the Assembly's matter.
static void who_decides(void **state)
{
    (void)state;
    struct diags ds = diags_in(arena);
    const struct procedure *echr = procedure_of(procedures_load(arena, vocab, NULL, &ds), vocab_type(vocab, S("judgments")));
    const struct event *notice = procedure_event(echr, S("formal-notice")), *referral = procedure_event(echr, S("referral"));
    const struct event *vote = procedure_event(echr, S("credentials-restricted"));
    assert_true(notice && referral && vote);
    assert_null(event_move(referral, procedure_state(echr, S("enhanced")), true));
    assert_true(str_eq(event_move(referral, procedure_state(echr, S("formal-notice")), false)->to->name, S("referred")));
    assert_true(notice->majority == referral->majority && notice->majority->num == 2 && notice->majority->den == 3);
    assert_true(str_eq(vote->by->name, S("assembly")) && str_eq(notice->by->name, S("committee")));
    assert_true(notice->basis.source.n > 0);
}

static void of_a_register(void **state)
{
    (void)state;
    struct err err;
    struct diags ds = diags_in(arena);
    char *dir = demo_register(arena);
    static const char text[] = "procedure: un-wgad\nlabel: {en: Ours}\ncase: {types: detentions}\nregions:\n"
                               "  r: {label: {en: R}, start: one, states: {one: {label: {en: one}}}}\n";
    assert_int_equal(mkdir(strf(arena, "%s/procedures", dir).p, 0700), 0);
    assert_true(file_write(arena, strf(arena, "%s/procedures/ours.yaml", dir).p, str_of(text), &err));
    const struct procedure *p = procedure_of(procedures_load(arena, vocab, dir, &ds), vocab_type(vocab, S("detentions")));
    assert_true(p && str_eq(label_text(p->label, S("en"), S("")), S("Ours")) && !ds.count);
    assert_true(file_write(arena, strf(arena, "%s/procedures/ours.yaml", dir).p, str_of("procedure: x\n"), &err));
    assert_null(procedures_load(arena, vocab, dir, &ds));
    assert_true(ds.errors > 0);
    demo_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(compiled_in), cmocka_unit_test(who_decides), cmocka_unit_test(of_a_register)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
