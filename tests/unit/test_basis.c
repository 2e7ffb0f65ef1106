// What an edition rests on: written and read again; what is cut off or altered is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "site/basis.h"

static struct basis example(struct arena *a)
{
    struct basis b = {.tx = 7, .day = 739000};
    b.v = arena_array(a, 2, sizeof *b.v);
    b.n = 2;
    b.v[0] = (struct basis_job){.name = S("persons/b"), .reads = {.all = true}};
    b.v[1] = (struct basis_job){.name = S("persons/a"), .reads = reads_in(a)};
    b.v[1].reads.day = true;
    reads_note(&b.v[1].reads, PART_ENTITY, 5, 0);
    reads_note(&b.v[1].reads, PART_OF, 5, 3);
    reads_seal(&b.v[1].reads);
    b.v[1].files = arena_array(a, 1, sizeof *b.v[1].files);
    b.v[1].files[0] = (struct basis_file){S("en/persons/a.html"), 4096, -1};
    b.v[1].file_count = 1;
    return b;
}

static void round_trip(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct basis b = example(a), r;
    assert_true(basis_read(a, basis_write(a, &b), &r));
    assert_int_equal(r.tx, 7);
    assert_int_equal(r.day, 739000);
    const struct basis_job *j = basis_job(&r, S("persons/a")), *all = basis_job(&r, S("persons/b"));
    assert_non_null(j);
    assert_non_null(all);
    assert_null(basis_job(&r, S("persons/c")));
    assert_true(all->reads.all && !all->reads.day && !j->reads.all && j->reads.day);
    assert_int_equal(j->reads.n, 2);
    assert_int_equal(j->file_count, 1);
    assert_int_equal(j->files[0].size, 4096);
    assert_int_equal(j->files[0].time, -1);
    assert_true(str_eq(j->files[0].path, S("en/persons/a.html")));
}

// As it is written, with a right checksum behind whatever is before it.
static struct str resealed(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    struct hash h = hash_of(s);
    buf_add(&b, s);
    buf_add(&b, (struct str){(const char *)h.b, sizeof h.b});
    return buf_str(&b);
}

static void broken(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct basis b = example(a), r;
    struct str whole = basis_write(a, &b), body = str_sub(whole, 0, whole.n - sizeof(struct hash));
    assert_true(basis_read(a, resealed(a, body), &r));
    for (size_t n = 0; n < whole.n; n++) assert_false(basis_read(a, str_sub(whole, 0, n), &r));
    for (size_t n = 0; n < body.n; n++) assert_false(basis_read(a, resealed(a, str_sub(body, 0, n)), &r));
    for (size_t i = 0; i < whole.n; i++) {
        struct str other = str_dup(a, whole);
        ((char *)(uintptr_t)other.p)[i] ^= 1;
        assert_false(basis_read(a, other, &r));
    }
    // lengths of every size: refused or read, never beyond the end
    for (size_t i = 0; i + 8 <= body.n; i++) {
        struct str other = str_dup(a, body);
        memset((char *)(uintptr_t)other.p + i, 0xff, 8);
        (void)basis_read(a, resealed(a, other), &r);
    }
}

static void parts(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct reads page = reads_in(a), change = reads_in(a), all = {.all = true}, none = {0};
    for (int64_t i = 0; i < 1000; i++) reads_note(&page, PART_ENTITY, i % 10, 0);
    reads_note(&change, PART_ENTITY, 10, 0);
    reads_note(&change, PART_OF, 3, 1);
    reads_seal(&page);
    reads_seal(&change);
    assert_int_equal(page.n, 10);
    assert_false(reads_meet(&page, &change));
    assert_false(reads_meet(&all, &none));
    assert_false(reads_meet(&page, &none));
    assert_true(reads_meet(&all, &change));
    assert_true(reads_meet(&page, &all));
    reads_note(&change, PART_ENTITY, 3, 0);
    reads_seal(&change);
    assert_true(reads_meet(&page, &change));
    for (int64_t i = 0; i <= READS_MAX; i++) reads_note(&page, PART_VALUE, 1, i);
    assert_true(page.all && !page.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(round_trip), cmocka_unit_test(broken), cmocka_unit_test(parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
