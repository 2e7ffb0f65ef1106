// arena, str, buf, json, html, csv, hash, file, diag: what the rest stands on.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/json.h"
#include "base/packed.h"
#include "base/yaml.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_of(want))) fail_msg("got «%.*s», want «%s»", STR(got), want);
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    ARENA a = arena_new();
    for (size_t n = 0; n < 3000; n = n * 2 + 1) {
        unsigned char *p = arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAB, n);
    }
    char *big = arena_alloc(a, 5 << 20);
    big[0] = big[(5 << 20) - 1] = 'x';
    arena_reset(a);
    assert_true(arena_size(a) < 3 << 20);
    unsigned char *again = arena_alloc(a, 64);
    for (int i = 0; i < 64; i++) assert_int_equal(again[i], 0);
}

static void grow_keeps_what_was_there(void **state)
{
    (void)state;
    ARENA a = arena_new();
    int *v = NULL;
    size_t cap = 0;
    for (int i = 0; i < 1000; i++) {
        v = arena_grow(a, v, &cap, (size_t)i + 1, sizeof *v);
        v[i] = i;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(v[i], i);
}

static void utf8_is_checked_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t good;
    } cases[] = {{"abc", 3}, {"\xC9\x99", 2}, {"\xE2\x82\xAC", 3}, {"\xF0\x9F\x98\x80", 4},
                 {"a\x80", 1}, {"\xC0\x80", 0}, {"\xC1\xBF", 0}, {"\xE0\x80\x80", 0}, {"\xED\xA0\x80", 0},
                 {"\xF4\x90\x80\x80", 0}, {"\xF8\x88\x80\x80\x80", 0}, {"ok\xE2\x82", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_check(str_of(cases[i].bytes)), cases[i].good);
}

static void width_counts_columns(void **state)
{
    (void)state;
    assert_int_equal(utf8_width(S("Məmmədov")), 8);
    assert_int_equal(utf8_width(S("e\xCC\x81")), 1);
    assert_int_equal(utf8_width(S("刘晓波")), 6);
    assert_int_equal(utf8_count(S("刘晓波")), 3);
}

static void what_is_not_seen_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
        const char *visible;
    } cases[] = {
        {"plain\ttext\r\n", 12, "plain\ttext\r\n"},
        {"a\x1B[2J", 1, "a[2J"},
        {"a\x7F", 1, "a"},
        {"\xC2\x9B" "1m\xC2\xA0", 0, "1m\xC2\xA0"},                                // C1, no-break space
        {"\xE2\x80\xAA\xE2\x80\xAEx\xE2\x81\xA6\xE2\x81\xA9", 0, "x"},           // LRE RLO x LRI PDI
        {"\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA\xE2\x80\x8F", 15, "\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA\xE2\x80\x8F"}, // their neighbours, RLM
        {"\xE2\x80", 2, "\xE2\x80"},
    };
    ARENA a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(str_control(str_of(cases[i].text), 0), cases[i].at);
        assert_true(str_eq(str_visible(a, str_of(cases[i].text)), str_of(cases[i].visible)));
    }
}

static void numbers_do_not_overflow(void **state)
{
    (void)state;
    int64_t v;
    assert_true(str_int(S("9223372036854775807"), &v) && v == INT64_MAX);
    assert_true(str_int(S("-12"), &v) && v == -12);
    assert_false(str_int(S("9223372036854775808"), &v));
    assert_false(str_int(S(""), &v));
    assert_false(str_int(S("1x"), &v));
    assert_false(str_int(S("-"), &v));
}

static void cut_tells_the_end_from_an_empty_rest(void **state)
{
    (void)state;
    struct str rest;
    assert_str(str_cut(S("a/b"), '/', &rest), "a");
    assert_str(rest, "b");
    assert_str(str_cut(S("a/"), '/', &rest), "a");
    assert_non_null(rest.p);
    assert_str(str_cut(S("a"), '/', &rest), "a");
    assert_null(rest.p);
}

static void distance_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(str_distance(S("persnos"), S("persons"), 3), 2);
    assert_int_equal(str_distance(S("abc"), S("abc"), 3), 0);
    assert_int_equal(str_distance(S("abc"), S("uvwxyz"), 3), 4);
}

static void json_escapes_and_places_commas(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct json j = json_in(a);
    json_open(&j, '{');
    json_text(&j, "a", S("q\" b\\ n\n c\x01 l\xE2\x80\xA8 e\xC9\x99"));
    json_key(&j, "b");
    json_open(&j, '[');
    json_int(&j, NULL, -5);
    json_bool(&j, NULL, true);
    json_null(&j, NULL);
    json_item_text(&j, S(""));
    json_close(&j, ']');
    json_text_if(&j, "c", S(""));
    json_int(&j, "d", 1);
    json_close(&j, '}');
    assert_str(buf_str(&j.out), "{\"a\":\"q\\\" b\\\\ n\\n c\\u0001 l\\u2028 e\xC9\x99\",\"b\":[-5,true,null,\"\"],\"d\":1}");
}

static void html_escapes_text_and_refuses_odd_addresses(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct buf b = buf_in(a);
    html_text(&b, S("<script>\"'&\x02"));
    assert_str(buf_str(&b), "&lt;script&gt;&quot;&#39;&amp;\xEF\xBF\xBD");
    b.n = 0;
    html_href(&b, S("javascript:alert(1)"));
    html_href(&b, S("data:text/html,x"));
    assert_str(buf_str(&b), "##");
    b.n = 0;
    html_href(&b, S("https://a.example/?x=1&y=\"2"));
    assert_str(buf_str(&b), "https://a.example/?x=1&amp;y=&quot;2");
}

static void csv_quotes_and_disarms_formulas(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct buf b = buf_in(a);
    const struct str cells[] = {S("a\"b"), S("=SUM(A1)"), S("-1"), S("@x"), S("+1"), S("")};
    csv_row(&b, cells, 6);
    assert_str(buf_str(&b), "\"a\"\"b\",\"'=SUM(A1)\",\"'-1\",\"'@x\",\"'+1\",\"\"\r\n");
}

static void hash_is_sha256_and_fields_do_not_run_together(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct hash h = hash_of(S("abc"));
    assert_str(hash_hex(a, &h), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-4
    struct hasher one, two;
    hasher_init(&one);
    hasher_field(&one, S("ab"));
    hasher_field(&one, S("c"));
    hasher_init(&two);
    hasher_field(&two, S("a"));
    hasher_field(&two, S("bc"));
    struct hash x = hasher_end(&one), y = hasher_end(&two);
    assert_false(hash_eq(&x, &y));
}

static void a_file_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct err err = {0};
    struct str s;
    char dir[] = "/tmp/habeas-file-XXXXXX";
    assert_non_null(mkdtemp(dir));
    const char *path = strf(a, "%s/x", dir).p;
    assert_true(file_write(a, path, S("old"), &err));
    assert_true(chmod(dir, 0500) == 0);
    if (geteuid() != 0) assert_false(file_write(a, path, S("new"), &err));
    assert_true(chmod(dir, 0700) == 0);
    assert_true(file_read(a, path, 100, &s, &err));
    if (geteuid() != 0) assert_str(s, "old");
    assert_false(file_read(a, path, 2, &s, &err));
    assert_non_null(strstr(err.text, "more than 2 bytes"));
    assert_false(file_read(a, dir, 100, &s, &err));
    assert_non_null(strstr(err.text, "folder"));
    assert_false(file_write(a, strf(a, "%s/no/such", dir).p, S("x"), &err));
    unlink(path);
    rmdir(dir);
}

// What a diagnostic looks like, in the compiler's manner; a name cannot rewrite the terminal.
static void a_diagnostic_underlines_the_words(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct source_text file = {S("x.yaml"), S("one\n\tborn: \xE2\x80\xAE" "1954-02-29 ə\x1b[2J\n")};
    struct diag *d = diag_add(&ds, DIAG_BAD_DATE, &file, (struct pos){2, 8}, 11, "no such %s", "day");
    diag_more(&ds, d, "write %d", 1954);
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    diags_print(&ds, out, false);
    fclose(out);
    assert_string_equal(text, "x.yaml:2:8: error: [bad-date] no such day\n"
                              "    2 |  born: ?1954-02-29 ə?[2J\n"
                              "      |        ^^^^^^^^^^^\n"
                              "      = write 1954\n");
    free(text);
}

static void diagnostics_are_sorted_by_place(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct source_text f = {S("f"), S("")};
    for (uint32_t i = 0; i < 500; i++) diag_add(&ds, DIAG_SHAPE, &f, (struct pos){1 + i * 7919 % 500, 1}, 1, "x");
    diags_sort(&ds);
    for (size_t i = 1; i < ds.count; i++) assert_true(ds.list[i - 1].pos.line <= ds.list[i].pos.line);
    assert_int_equal(ds.errors, 500);
}

static void positions_count_characters(void **state)
{
    (void)state;
    struct pos p = pos_of(S("aə\nб12"), 7);
    assert_int_equal(p.line, 2);
    assert_int_equal(p.col, 3);
}

static void yaml_knows_places_and_refuses_what_hides_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        unsigned line, col;
    } bad[] = {{"a: &x 1\n", "yaml-feature", 1, 4},      {"a: 1\nb: *x\n", "yaml-feature", 2, 4},
               {"<<: {b: 1}\n", "yaml-feature", 1, 1},   {"a: !!str 1\n", "yaml-feature", 1, 4},
               {"a: 1\n---\nb: 2\n", "yaml-feature", 2, 1}, {"a: 1\na: 2\n", "duplicate-key", 2, 1},
               {"a: \"b\n", "yaml", 2, 1},                {"a: 1\n\tb: 2\n", "yaml", 2, 1},
               {"a: \xFF\n", "utf8", 1, 4},               {"? [a]\n: b\n", "yaml", 1, 3}};
    ARENA a = arena_new();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct diags ds = diags_in(a);
        struct source_text f = {S("f"), str_of(bad[i].text)};
        (void)yaml_parse(a, &f, &ds);
        if (!ds.errors || strcmp(diag_code_name(ds.list[0].code), bad[i].code) != 0)
            fail_msg("%s: %s", bad[i].text, ds.count ? diag_code_name(ds.list[0].code) : "no fault");
        assert_int_equal(ds.list[0].pos.line, bad[i].line);
        assert_int_equal(ds.list[0].pos.col, bad[i].col);
    }
}

static void yaml_keeps_scalars_as_typed(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct source_text f = {S("f"), S("a: 2013\nb: no\nc: [x, 'y z']\nd: {e: ~}\n\"k\": |\n  l1\n  l2\n")};
    const struct node *n = yaml_parse(a, &f, &ds);
    assert_int_equal(ds.count, 0);
    assert_str(node_text(node_get(n, S("a"))), "2013");
    assert_str(node_text(node_get(n, S("b"))), "no");
    assert_str(node_text(node_get(n, S("c"))->first->next), "y z");
    assert_str(node_text(node_get(node_get(n, S("d")), S("e"))), "~");
    assert_str(node_text(node_get(n, S("k"))), "l1\nl2\n");
    assert_int_equal(node_get(n, S("c"))->first->next->pos.col, 8);
}

static void same_trees(const struct node *x, const struct node *y)
{
    for (; x && y; x = x->next, y = y->next) {
        assert_true(str_eq(x->key, y->key) && str_eq(x->text, y->text));
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->plain, y->plain);
        assert_int_equal(x->count, y->count);
        assert_memory_equal(&x->key_pos, &y->key_pos, sizeof x->key_pos);
        assert_memory_equal(&x->pos, &y->pos, sizeof x->pos);
        same_trees(x->first, y->first);
    }
    assert_true(!x && !y);
}

static void a_packed_tree_is_the_tree_that_was_read(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct buf packed = buf_in(a), long_text = buf_in(a);
    buf_pad(&long_text, 'x', 20000);
    struct source_text f = {S("f"), strf(a, "a: \"2013\"\nb:\nc: [x, {y: 'z', é: []}]\nd: {}\ne: %s\n", long_text.p)};
    const struct node *n = yaml_parse(a, &f, &ds);
    node_pack(&packed, n);
    same_trees(n, node_unpack(a, buf_str(&packed)));
    for (size_t i = 0; data_name(i).n; i++) { // and what is compiled in is what the files say
        struct source_text file = {data_name(i), data_file(data_name(i))};
        if (!data_tree(file.name).n) continue;
        same_trees(yaml_parse(a, &file, &ds), node_unpack(a, data_tree(file.name)));
    }
    assert_int_equal(ds.count, 0);
    assert_true(data_tree(S("vocabulary.yaml")).n > 0);
}

static void yaml_is_bounded(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct buf b = buf_in(a);
    buf_pad(&b, '[', 100);
    struct source_text deep = {S("f"), buf_str(&b)};
    (void)yaml_parse(a, &deep, &ds);
    assert_int_equal(ds.list[0].code, DIAG_TOO_BIG);
    struct buf long_text = buf_in(a);
    buf_add(&long_text, S("a: \""));
    buf_pad(&long_text, 'x', 10 << 20);
    buf_add(&long_text, S("\"\nb: &c 1\n"));
    struct source_text big = {S("f"), buf_str(&long_text)};
    ds = diags_in(a);
    (void)yaml_parse(a, &big, &ds);
    assert_int_equal(ds.errors, 2); // the size, and what comes after it
    assert_int_equal(ds.list[0].code, DIAG_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(grow_keeps_what_was_there),
        cmocka_unit_test(utf8_is_checked_strictly),
        cmocka_unit_test(width_counts_columns),
        cmocka_unit_test(what_is_not_seen_is_found),
        cmocka_unit_test(numbers_do_not_overflow),
        cmocka_unit_test(cut_tells_the_end_from_an_empty_rest),
        cmocka_unit_test(distance_is_bounded),
        cmocka_unit_test(json_escapes_and_places_commas),
        cmocka_unit_test(html_escapes_text_and_refuses_odd_addresses),
        cmocka_unit_test(csv_quotes_and_disarms_formulas),
        cmocka_unit_test(hash_is_sha256_and_fields_do_not_run_together),
        cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
        cmocka_unit_test(a_diagnostic_underlines_the_words),
        cmocka_unit_test(diagnostics_are_sorted_by_place),
        cmocka_unit_test(positions_count_characters),
        cmocka_unit_test(yaml_knows_places_and_refuses_what_hides_meaning),
        cmocka_unit_test(yaml_keeps_scalars_as_typed),
        cmocka_unit_test(a_packed_tree_is_the_tree_that_was_read),
        cmocka_unit_test(yaml_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
