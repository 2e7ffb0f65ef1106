// Every kind of diagnostic is provoked, by the smallest dossier or letter that does; and that same input without its fault
// gives none of it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../demo.h"
#include "base/buf.h"
#include "base/file.h"
#include "letter/frozen.h"
#include "intake/letter_in.h"
#include "letter/letter.h"
#include "letter/parity.h"
#include "rules/procedure.h"
#include "rules/meetings.h"
#include "site/settings.h"

static struct arena *arena;
static char *dir;
static bool seen[DIAG_CODES];

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    dir = demo_register(arena);
    struct err err;
    if (!file_write(arena, strf(arena, "%s/vocabulary.yaml", dir).p,
                    S("types: {persons: {properties: {children: {kind: number, label: {en: Children}}}}}\n"), &err))
        return -1;
    demo_load_demo(arena, dir);
    struct diags ds = diags_in(arena);
    return (int)demo_load(arena, dir,
                          "sources:\n  s: {title: S}\n  hidden: {title: {value: H, visibility: internal}}\n"
                          "persons:\n  secret: {source: s, name: {value: Nobody Known, visibility: internal}}\n"
                          "  open: {source: s, name: Open Person, born: {value: 1970-05-01, source: hidden}}\n"
                          "  torn: {source: s, name: Torn Person, born: [{value: 1970, source: s}, {value: 1972, source: hidden}]}\n"
                          "  vague: {source: s, name: Vague Person, born: 1970~, died: 1990}\n",
                          "2026-01-02T00:00:00Z", &ds) +
           (int)demo_load(arena, dir, "persons:\n  vague: {died: {value: 1991, source: s}}\n", "2026-01-03T00:00:00Z", &ds);
}

static int teardown(void **state)
{
    (void)state;
    demo_remove(dir);
    arena_free(arena);
    return 0;
}

static bool has_code(const struct diags *ds, const char *code, unsigned line)
{
    bool found = false;
    for (size_t i = 0; i < ds->count; i++) {
        seen[ds->list[i].code] = true;
        found |= !strcmp(diag_code_name(ds->list[i].code), code) && (!line || ds->list[i].pos.line == line);
    }
    return found;
}

#define ENDS "sources: {s: {title: S}}\n"

static void dossiers(void **state)
{
    (void)state;
    static const struct {
        const char *code, *text;
        unsigned line;
    } cases[] = {
        {"yaml", "persons: {\n", 2},
        {"utf8", "a: \xFE\n", 1},
        {"yaml-feature", "a: &b 1\n", 1},
        {"duplicate-key", "persons:\n  a: {}\n  a: {}\n", 3},
        {"shape", "persons: [a]\n", 1},
        {"shape", "- a\n", 1},
        {"shape", ENDS "persons:\n  a: {source: s, name: {lang: en}}\n", 3},
        {"shape", ENDS "persons:\n  a: {source: s, name: {value: [x]}}\n", 3},
        {"unknown-type", "persnos: {}\n", 1},
        {"unknown-property", ENDS "persons:\n  a: {source: s, nmae: A}\n", 3},
        {"unknown-property", ENDS "persons:\n  a: {source: s, name: A, detained: yes}\n", 3},
        {"unknown-key", ENDS "persons:\n  a: {source: s, name: {value: A, colour: red}}\n", 3},
        {"bad-slug", ENDS "persons:\n  Ilgar M: {source: s, name: A}\n", 3},
        {"bad-date", ENDS "persons:\n  a: {source: s, name: A, born: 1954-02-29}\n", 3},
        {"bad-date", ENDS "persons:\n  a: {source: s, name: {value: A, since: 2013-13}}\n", 3},
        {"bad-duration", ENDS "rulings:\n  a: {source: s, sentence: 7 years}\n", 3},
        {"bad-number", ENDS "persons:\n  a: {source: s, name: A, children: two}\n", 3},
        {"bad-money", ENDS "rulings:\n  a: {source: s, amount: lots}\n", 3},
        {"bad-country", ENDS "persons:\n  a: {source: s, name: A, citizenship: Azerbaijan}\n", 3},
        {"bad-language", ENDS "persons:\n  a: {source: s, name: {value: A, lang: klingonese}}\n", 3},
        {"bad-term", ENDS "persons:\n  a: {source: s, name: A, sex: unknown-to-us}\n", 3},
        {"bad-identifier", ENDS "judgments:\n  a: {source: s, number: fifteen}\n", 3},
        {"bad-ecli", ENDS "judgments:\n  a: {source: s, title: T, court: european-court-of-human-rights, date: 2014-05-22, number: 15172/13, respondent: AZ, ecli: \"ECLI:CE:ECHR:2014:0523JUD001517213\"}\n", 3},
        {"bad-url", "sources: {s: {title: S, url: \"ftp://x\"}}\n", 1},
        {"bad-statement", ENDS "letters:\n  a: {source: s, title: T, date: 2020, rests-on: persons/b#born}\n", 3},
        {"bad-file", ENDS "persons:\n  a: {source: s, name: A, photo: ../../etc/passwd}\n", 3},
        {"bad-file", ENDS "persons:\n  a: {source: s, name: A, photo: nothing-here.jpg}\n", 3},
        {"bad-visibility", ENDS "persons:\n  a: {source: s, name: {value: A, visibility: secret}}\n", 3},
        {"empty", ENDS "persons:\n  a: {source: s, name: \"\"}\n", 3},
        {"no-entity", ENDS "detentions:\n  a: {source: s, person: nobody-at-all, country: AZ, since: 2013}\n", 3},
        {"wrong-type", ENDS "rulings:\n  a: {source: s, court: persons/ilgar-mammadov}\n", 3},
        {"no-source", "persons:\n  a: {name: A}\n", 2},
        {"not-many", ENDS "persons:\n  a: {source: s, name: A, born: [1970, 1971]}\n", 3},
        {"missing", ENDS "persons:\n  a: {source: s, sex: male}\n", 3},
        {"cycle", ENDS "organisations:\n  a: {source: s, name: A, part-of: b}\n  b: {source: s, name: B, part-of: a}\n", 4},
        {"period", ENDS "detentions:\n  a: {source: s, person: ilgar-mammadov, country: AZ, since: 2013, until: 2012}\n", 3},
        {"period", ENDS "persons:\n  a: {source: s, name: {value: A, since: 2013, until: 2012}}\n", 3},
        {"overlap", ENDS "persons: {p: {source: s, name: P}}\ndetentions:\n  a: {source: s, person: p, country: AZ, since: 2013}\n  b: {source: s, person: p, country: AZ, since: 2014}\n", 5},
        {"weekend", ENDS "judgments:\n  a: {source: s, title: T, court: european-court-of-human-rights, date: 2014-05-24, number: 15172/13, respondent: AZ}\n", 3},
        {"no-statement", ENDS "persons:\n  ilgar-mammadov: {name: {value: X, source: s, withdrawn: never said}}\n", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diags ds = diags_in(arena);
        size_t errors = demo_load(arena, dir, cases[i].text, "2026-01-04T00:00:00Z", &ds);
        if (!has_code(&ds, cases[i].code, cases[i].line)) {
            diags_print(&ds, stderr, false);
            fail_msg("no [%s] on line %u for\n%s", cases[i].code, cases[i].line, cases[i].text);
        }
        bool only_warning = diag_code_level(ds.list[0].code) == DIAG_WARNING;
        assert_true(errors > 0 || only_warning);
    }
    struct diags ds = diags_in(arena);
    struct buf big = buf_in(arena);
    buf_add(&big, S("a: "));
    buf_pad(&big, 'x', 2 << 20);
    assert_true(demo_load(arena, dir, big.p, "2026-01-04T00:00:00Z", &ds) && has_code(&ds, "too-big", 1));
    ds = diags_in(arena);
    assert_int_equal(demo_load(arena, dir, ENDS "persons: {fine: {source: s, name: Fine}}\n", "2026-01-04T00:00:00Z", &ds), 0);
    assert_int_equal(ds.count, 0);
}

#define HEAD "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\n---\n"

static void check_and(bool freeze, const char *text, struct diags *ds)
{
    struct err err = {0};
    struct view readers, desk;
    struct letter l;
    struct store *a = store_open(dir, STORE_READ, VIS_PUBLIC, ds, &err), *b = store_open(dir, STORE_READ, VIS_SEALED, ds, &err);
    struct source_text *file = arena_alloc(arena, sizeof *file);
    assert_true(a && b);
    *file = (struct source_text){S("letter.md"), str_of(text)};
    assert_true(view_init(&readers, a, arena, NULL, &err) && view_init(&desk, b, arena, NULL, &err));
    letter_parse(arena, file, &l, ds);
    if (!letter_check(&l, &readers, &desk, ds, &err) || !letter_notes(&l, &readers, ds, &err) || !frozen_check(&l, &readers, &desk, ds, &err)) fail_msg("%s", err.text);
    if (freeze) {
        struct tx_counts n;
        struct freezing f = {.versions = &l, .count = 1, .readers = &readers};
        struct store *writer = store_open(dir, STORE_WRITE, VIS_SEALED, ds, &err);
        if (!writer || !letter_freeze(&f, writer, (struct instant){1767830400000000}, S("test"), ds, &n, &err)) fail_msg("%s", err.text);
        assert_true(n.added > 0);
        store_close(writer);
    }
    struct buf pdf = buf_in(arena);
    if (!ds->errors && !letter_pdf(&l, &readers, ds, &pdf, &err)) fail_msg("%s", err.text);
    letter_free(&l);
    store_close(a);
    store_close(b);
}

static void check(const char *text, struct diags *ds) { check_and(false, text, ds); }

static void letters(void **state)
{
    (void)state;
    static const struct {
        const char *code, *wrong, *right; // right: without the fault
    } cases[] = {
        {"head", "no head", NULL},
        {"head", "---\ntitle: T\n", NULL},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\ncolour: red\n---\n", HEAD},
        {"unregistered", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nsignatories: [{name: A, role: B}, {organisation: C}]\n---\n", HEAD},
        {"unregistered", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nto: {lines: [A, B]}\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nsignatories: [{role: B}]\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nto: [{line: A}]\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nonline: {text: A, url: ftp}\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\npicture: {credit: A}\n---\n", HEAD},
        {"head", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\npicture: {file: a.jpg, alt: A}\n---\n", HEAD},
        {"picture", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\npicture: {file: nothing-here.jpg, alt: A, credit: B}\n---\n", HEAD},
        {"control", HEAD "x\xE2\x80\xAEy\n", HEAD "x\xE2\x80\x8Fy\n"},
        {"control", HEAD "&#x202E;\n", HEAD "&#x2019;\n"},
        {"too-big", HEAD "- - - - - - - - - - - - - - - - - x\n", HEAD "- - - - - - - - - - x\n"},
        {"raw-html", HEAD "<b>x</b>\n", HEAD "**x**\n"},
        {"glyph", HEAD "An elephant: \xF0\x9F\x90\x98\n", HEAD "An elephant: \xC6\x8F\n"},
        {"title", HEAD "[x](fact:persons/ilgar-mammadov#born \"rather 5\")\n", HEAD "[x](fact:persons/ilgar-mammadov#born \"within 1970\")\n"},
        {"bad-reference", HEAD "[x](fact:persnos/x)\n", NULL},
        {"bad-reference", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nto: nobody\n---\n", "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nto: positions/president-of-france\n---\n"},
        {"resolve", HEAD "[x](fact:persons/ilgar-mamadov)\n", HEAD "[he](fact:persons/ilgar-mammadov)\n"},
        {"visibility", HEAD "[Nobody Known](fact:persons/secret)\n", HEAD "[Open Person](fact:persons/open)\n"},
        {"visibility", HEAD "[born on 1 May 1970](fact:persons/open#born)\n", HEAD "[Open Person](fact:persons/open#name)\n"},
        {"unsourced", HEAD "[x](fact:persons/ilgar-mammadov#died)\n", HEAD "[in 1970](fact:persons/ilgar-mammadov#born)\n"},
        {"date", HEAD "[on 25 October 2017](fact:supervision/mammadov-referral)\n", HEAD "[on 5 December 2017](fact:supervision/mammadov-referral)\n"},
        {"date", HEAD "[ten days ago](fact:occasions/paris-2018-07-20)\n", HEAD "[on 20 July 2018](fact:occasions/paris-2018-07-20)\n"},
        {"date", HEAD "[on 21 July](fact:occasions/paris-2018-07-20)\n", HEAD "[on 20 July](fact:occasions/paris-2018-07-20)\n"},
        {"date", HEAD "[then](fact:supervision/mammadov-referral \"before 2017-12-05\")\n", HEAD "[then](fact:supervision/mammadov-referral \"before 2017-12-06\")\n"},
        {"count", HEAD "[over five](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18)\n",
         HEAD "[five](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18)\n"},
        {"count", HEAD "[x](fact:supervision?kind=final-resolution \"at least 99\")\n", HEAD "[x](fact:supervision?kind=final-resolution \"at most 99\")\n"},
        {"number", HEAD "[2,015 days](fact:detentions/ilgar-mammadov-2013#days?at=2020-01-01)\n", HEAD "[2,016 days](fact:detentions/ilgar-mammadov-2013#days?at=2020-01-01)\n"},
        {"number", HEAD "[143 prisoners](fact:lists/azerbaijan-unified-2018-03)\n", HEAD "[142 prisoners](fact:lists/azerbaijan-unified-2018-03)\n"},
        {"duration", HEAD "[six years](fact:rulings/mammadov-2014-03-17#sentence)\n", HEAD "[seven years](fact:rulings/mammadov-2014-03-17#sentence)\n"},
        {"money", HEAD "[EUR 20,000](fact:judgments/ilgar-mammadov-v-azerbaijan#just-satisfaction)\n", HEAD "[EUR 22,000](fact:judgments/ilgar-mammadov-v-azerbaijan#just-satisfaction)\n"},
        {"name", HEAD "[Ilham Mammadov](fact:persons/ilgar-mammadov)\n", HEAD "[ILQAR ELDAR OĞLU MƏMMƏDOV](fact:persons/ilgar-mammadov)\n"},
        {"name", HEAD "[in Paris in March 2014](fact:rulings/mammadov-2014-03-17)\n", HEAD "[in Shaki in March 2014](fact:rulings/mammadov-2014-03-17)\n"},
        {"name", HEAD "[Ilham Mammadov, born in 1970](fact:persons/ilgar-mammadov)\n", HEAD "[Mr Mammadov, born in 1970](fact:persons/ilgar-mammadov)\n"},
        {"unbacked", HEAD "[in Ganja on 17 March 2014](fact:rulings/mammadov-2014-03-17)\n", HEAD "[in Shaki on 17 March 2014](fact:rulings/mammadov-2014-03-17)\n"},
        {"country", HEAD "[against Turkey](fact:judgments/ilgar-mammadov-v-azerbaijan)\n", HEAD "[against Azerbaijan](fact:judgments/ilgar-mammadov-v-azerbaijan)\n"},
        {"article", HEAD "[Article 10](fact:judgments/ilgar-mammadov-v-azerbaijan#violation)\n", HEAD "[Article 18](fact:judgments/ilgar-mammadov-v-azerbaijan#violation)\n"},
        {"document", HEAD "[CM/ResDH(2017)379](fact:supervision/mammadov-referral)\n", HEAD "[CM/ResDH(2017)429](fact:supervision/mammadov-referral)\n"},
        {"document", HEAD "[no. 919/15](fact:judgments/ilgar-mammadov-v-azerbaijan)\n", HEAD "[no. 15172/13](fact:judgments/ilgar-mammadov-v-azerbaijan)\n"},
        {"term", HEAD "[infringement proceedings](fact:supervision/mammadov-formal-notice)\n", HEAD "[infringement proceedings](fact:supervision/mammadov-referral)\n"},
        {"term", HEAD "[x](fact:supervision/mammadov-formal-notice#kind \"is referral\")\n", HEAD "[x](fact:supervision/mammadov-formal-notice#kind \"is interim-resolution\")\n"},
        {"consequence", HEAD "[its voting rights in the Parliamentary Assembly](fact:judgments/ilgar-mammadov-v-azerbaijan#can-follow)\n", HEAD "[its rights of representation under Article 3](fact:judgments/ilgar-mammadov-v-azerbaijan#can-follow)\n"},
        {"consequence", HEAD "[proceedings under Article 46(4) could suspend its voting rights in the Parliamentary Assembly](fact:judgments/ilgar-mammadov-v-azerbaijan#can-follow)\n", HEAD "[a referral to the Court](fact:judgments/ilgar-mammadov-v-azerbaijan#can-follow?at=2017-11-01)\n"},
        {"consequence", HEAD "[a formal notice](fact:judgments/rasul-jafarov-v-azerbaijan#can-follow?at=2020-10-01)\n", HEAD "[a formal notice](fact:judgments/ilgar-mammadov-v-azerbaijan#can-follow?at=2017-10-01)\n"},
        {"state", HEAD "[held](fact:persons/ilgar-mammadov#detained?at=2018-08-14)\n", HEAD "[held](fact:persons/ilgar-mammadov#detained)\n"},
        {"state", HEAD "[free](fact:persons/ilgar-mammadov#detained \"is no\")\n", HEAD "[free](fact:persons/ilgar-mammadov#detained?at=2018-08-14 \"is no\")\n"},
        {"maybe", HEAD "[born in 1970](fact:persons/vague#born)\n", HEAD "[born in 1970](fact:persons/ilgar-mammadov#born)\n"},
        {"disputed", HEAD "[in June 2014](fact:rulings/mammadov-appeal-2014)\n", HEAD "[on 17 March 2014](fact:rulings/mammadov-2014-03-17)\n"},
        {"superseded", HEAD "[died in 1990](fact:persons/vague#died)\n", HEAD "[died in 1991](fact:persons/vague#died)\n"},
        {"nothing-checked", HEAD "[so it is](fact:commitments/2017-presidency-of-france)\n", NULL},
        {"unclaimed", HEAD "On 5 December 2017 it happened.\n", HEAD "[On 5 December 2017](fact:supervision/mammadov-referral) it happened.\n"},
        {"utf8", HEAD "\xFE\n", NULL},
        {"negated", HEAD "[was not sentenced to seven years](fact:rulings/mammadov-2014-03-17)\n", HEAD "[was sentenced to seven (7) years](fact:rulings/mammadov-2014-03-17)\n"},
        {"negated", HEAD "[no violation of Article 5](fact:judgments/ilgar-mammadov-v-azerbaijan#violation)\n", NULL},
        {"state", HEAD "[is no longer held](fact:persons/ilgar-mammadov#detained)\n", HEAD "[is no longer held](fact:persons/ilgar-mammadov#detained?at=2018-08-14)\n"},
        {"other-date", HEAD "[arrested on 13 August 2018](fact:detentions/ilgar-mammadov-2013)\n", HEAD "[released on 13 August 2018](fact:detentions/ilgar-mammadov-2013)\n"},
        {"language", "---\ntitle: T\nlanguage: de\ndate: 2018-07-18\n---\n[am 4. Februar 2013](fact:detentions/ilgar-mammadov-2013)\n", HEAD "[on 4 February 2013](fact:detentions/ilgar-mammadov-2013)\n"},
        {"term", HEAD "[acquitted on 17 March 2014](fact:rulings/mammadov-2014-03-17)\n", HEAD "[convicted on 17 March 2014](fact:rulings/mammadov-2014-03-17)\n"},
        {"term", HEAD "[a Grand Chamber judgment](fact:judgments/ilgar-mammadov-v-azerbaijan)\n", HEAD "[a Grand Chamber judgment](fact:judgments/ilgar-mammadov-v-azerbaijan-46-4)\n"},
        {"term", HEAD "[five decisions](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18)\n",
         HEAD "[five resolutions](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18)\n"},
        {"count", HEAD "[six](fact:supervision?kind=final-resolution \"at most 12\")\n", HEAD "[a dozen](fact:supervision?kind=final-resolution \"at most 12\")\n"},
        {"date", HEAD "[5 February 2013](fact:detentions/ilgar-mammadov-2013 \"on 2013-02-04\")\n", HEAD "[4 February 2013](fact:detentions/ilgar-mammadov-2013 \"on 2013-02-04\")\n"},
        {"date", HEAD "[in three days](fact:occasions/paris-2018-07-20)\n", HEAD "[in two days](fact:occasions/paris-2018-07-20)\n"},
        {"duration", HEAD "[for more than six years](fact:detentions/ilgar-mammadov-2013)\n", HEAD "[for more than five years](fact:detentions/ilgar-mammadov-2013)\n"},
        {"name", HEAD "[in Baku in March 2014](fact:rulings/mammadov-2014-03-17)\n", HEAD "[in Sheki in March 2014](fact:rulings/mammadov-2014-03-17)\n"},
        {"bad-reference", HEAD "[a [b](fact:persons/ilgar-mammadov) c](fact:persons/ilgar-mammadov)\n", HEAD "`[a](fact:persons/nobody)`\n"},
        {"bad-url", HEAD "[a](javascript:alert)\n", HEAD "[a](https://example.org)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diags ds = diags_in(arena), good = diags_in(arena);
        check(cases[i].wrong, &ds);
        if (!has_code(&ds, cases[i].code, 0)) {
            diags_print(&ds, stderr, false);
            fail_msg("no [%s] for\n%s", cases[i].code, cases[i].wrong);
        }
        if (!cases[i].right) continue;
        check(cases[i].right, &good);
        if (good.errors || has_code(&good, cases[i].code, 0)) {
            diags_print(&good, stderr, false);
            fail_msg("a fault in\n%s", cases[i].right);
        }
    }
}

// Two versions of one letter; wrong and right are the second.
static void versions(void **state)
{
    (void)state;
#define BOTH "date: 2018-07-18\nplaces: [Baku]\n---\n"
    static const char *const en = "---\ntitle: T\nlanguage: en\n" BOTH "[he](fact:persons/ilgar-mammadov)\n";
    static const struct {
        const char *code, *wrong, *right;
        unsigned line;
    } cases[] = {
        {"parity", "---\ntitle: T\nlanguage: fr\n" BOTH "il\n", "---\ntitle: T\nlanguage: fr\n" BOTH "[lui](fact:persons/ilgar-mammadov)\n", 7},
        {"parity-head", "---\ntitle: T\nlanguage: fr\ndate: 2018-07-19\nplaces: [Baku]\n---\n[lui](fact:persons/ilgar-mammadov)\n",
         "---\ntitle: T\nlanguage: fr\n" BOTH "[lui](fact:persons/ilgar-mammadov)\n", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int right = 0; right < 2; right++) {
            struct err err = {0};
            struct diags ds = diags_in(arena);
            struct view v;
            struct letter a, b;
            struct store *s = store_open(dir, STORE_READ, VIS_PUBLIC, &ds, &err);
            const struct source_text one = {S("x.en.md"), str_of(en)}, two = {S("x.fr.md"), str_of(right ? cases[i].right : cases[i].wrong)};
            assert_true(s && view_init(&v, s, arena, NULL, &err));
            letter_parse(arena, &one, &a, &ds);
            letter_parse(arena, &two, &b, &ds);
            assert_true(are_versions(&a, &b) && parity_check(&a, &b, &v, &ds, &err));
            assert_int_equal(has_code(&ds, cases[i].code, right ? 0 : cases[i].line), !right);
            assert_int_equal(ds.count, !right);
            assert_true(right || ds.list[0].also == &one);
            letter_free(&a);
            letter_free(&b);
            store_close(s);
        }
}

#define FROZEN "---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nletter: letters/frozen\n---\n[Torn Person](fact:persons/torn)"

static void frozen(void **state)
{
    (void)state;
    struct diags ds = diags_in(arena), other = diags_in(arena), after = diags_in(arena), load = diags_in(arena);
    check_and(true, FROZEN ".\n", &ds);
    assert_int_equal(ds.errors + ds.warnings, 0);
    check(FROZEN "!\n", &other);
    assert_true(has_code(&other, "frozen", 5));
    assert_int_equal(demo_load(arena, dir, "persons:\n  torn: {source: s, name: {value: Mended Person, replaces: Torn Person}}\n", "2026-01-09T00:00:00Z", &load), 0);
    check(FROZEN ".\n", &after);
    assert_true(has_code(&after, "superseded", 7) && !has_code(&after, "frozen", 0));
}

// A letter as it comes: the code that stands first in what is said of it.
static void letters_that_come(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        struct str wrong, right;
    } cases[] = {
        {"no-letter", {" \n", 2}, {"An example of a title\n", 22}},
        {"no-letter", {"%PDF-1.7", 8}, {"PDF-1.7", 7}},
        {"utf8", {"Caf\xE9", 4}, {"Caf\xC3\xA9", 5}},
        {"converted", {"A\001B", 3}, {"A B", 3}},
        {"converted", {"\xFF\xFE" "A\0", 4}, {"\xEF\xBB\xBF" "A", 4}},
        {"unsure", {"An example of a title\n\nText.", 28},
         {"An example of a title\n\n18 July 2018\n\nDear all,\n\nThis is the text of the letter that we have for you, and of the example.\n\nSigned:\nMr A B, Director", 143}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int right = 0; right < 2; right++) {
            struct diags ds = diags_in(arena);
            struct source_text *bytes = arena_alloc(arena, sizeof *bytes), *file = arena_alloc(arena, sizeof *file);
            struct incoming in;
            *bytes = (struct source_text){S("letter.txt"), right ? cases[i].right : cases[i].wrong};
            if (letter_decode(arena, bytes, FORM_TEXT, file, &ds)) letter_read(arena, file, FORM_TEXT, &ds, &in);
            if (has_code(&ds, cases[i].code, 0) == (bool)!right) continue;
            diags_print(&ds, stderr, false);
            fail_msg("[%s] and case %zu, %s", cases[i].code, i, right ? "right" : "wrong");
        }
}

static void settings(void **state)
{
    (void)state;
    static const char *const faulty[] = {"titel: X\n", "title: X\norigin: example.org\n", "onion: http://x.onion/path\n"};
    struct err err;
    struct settings out;
    const char *path = strf(arena, "%s/habeas.yaml", dir).p;
    struct diags ds = diags_in(arena);
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        ds = diags_in(arena);
        assert_true(file_write(arena, path, str_of(faulty[i]), &err));
        assert_false(settings_read(arena, dir, &ds, &out, &err));
        assert_true(has_code(&ds, "setting", i == 1 ? 2 : 1));
    }
    ds = diags_in(arena);
    assert_true(file_write(arena, path, S("title: Register\norigin: https://example.org\n"), &err));
    assert_true(settings_read(arena, dir, &ds, &out, &err));
    assert_true(ds.count == 0 && str_eq(out.title, S("Register")) && str_eq(out.origin, S("https://example.org")));
}

static void tables(void **state)
{
    (void)state;
    static const char *const faulty[] = {"number,since,until,confidence\n1,2024-06-11,2024-06-10,sourced\n", "number,since,until,confidence\n1,2024-06-11\n",
                                         "number,since,until,confidence\n1,2024-06-11,2024-06-13,certain\n", "number,since,until,confidence\n1,\"2024\n"};
    struct err err;
    struct meetings out;
    const struct holidays *holidays;
    struct diags ds = diags_in(arena);
    const char *path = strf(arena, "%s/meetings/cm-dh.csv", dir).p, *days = strf(arena, "%s/holidays.csv", dir).p;
    assert_true(file_mkdir(strf(arena, "%s/meetings", dir).p, &err));
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        ds = diags_in(arena);
        assert_true(file_write(arena, path, str_of(faulty[i]), &err));
        assert_false(meetings_read(arena, dir, &ds, &out, &err));
        assert_true(has_code(&ds, "table", 2));
    }
    ds = diags_in(arena);
    assert_true(file_write(arena, path, S("number,since,until,confidence,note\n2,2024-06-11,2024-06-13,sourced,x\n1,2023-06-11,2023-06-13,low\n"), &err));
    assert_true(meetings_read(arena, dir, &ds, &out, &err) && !ds.count);
    assert_true(out.n == 2 && str_eq(out.v[0].number, S("1")) && str_eq(out.v[1].note, S("x")));
    assert_true(file_write(arena, days, S("day,name\n2024-12-25,Christmas\n2024-05-01,Labour Day\n"), &err));
    assert_true(holidays_read(arena, dir, &ds, &holidays, &err) && holidays && holidays->n == 2 && holidays->v[0].n < holidays->v[1].n);
    assert_true(file_write(arena, days, S("day,name\n25.12.2024,Christmas\n"), &err));
    assert_false(holidays_read(arena, dir, &ds, &holidays, &err));
    assert_true(meetings_read(arena, NULL, &ds, &out, &err) && out.n > 40);
}

// A procedure of two states; what replaces the line named gives the fault, and without it there is none.
#define PROCEDURE \
    "procedure: small\nlabel: {en: Small}\ncase: {types: judgments}\nsources: {a: A}\n" \
    "regions:\n  r:\n    label: {en: R}\n    start: one\n    states:\n      one: {label: {en: one}}\n      two: {label: {en: two}}\n" \
    "events:\n  e: {label: {en: E}, basis: Article 1, source: a, moves: {one: two}, observed: {type: judgments, date: date}}\n" \
    "clocks:\n  c: {label: {en: C}, after: e, length: 3 months, awaits: e, basis: Article 2}\n"

static void procedures(void **state)
{
    (void)state;
    static const struct {
        const char *code, *from, *to;
        unsigned line;
    } cases[] = {
        {"procedure-rule", "label: {en: Small}", "colour: red", 2},
        {"procedure-rule", "label: {en: R}", "label: {}", 6},
        {"procedure-rule", "basis: Article 1, ", "", 13},
        {"procedure-rule", "    start: one\n", "", 6},
        {"procedure-rule", "case: {types: judgments}", "case: judgments", 3},
        {"procedure-rule", "date: date", "date: ecli", 13},
        {"procedure-name", "moves: {one: two}", "moves: {one: tow}", 13},
        {"procedure-name", "moves: {one: two}", "moves: {eno: two}", 13},
        {"procedure-name", "source: a", "source: b", 13},
        {"procedure-name", "types: judgments", "types: judgements", 3},
        {"procedure-name", "date: date", "date: dated", 13},
        {"procedure-name", "date: date}", "date: date, if: {formation: bench}}", 13},
        {"procedure-name", "start: one", "start: none", 8},
        {"procedure-name", "awaits: e", "awaits: f", 15},
        {"procedure-unreachable", "moves: {one: two}", "in: one", 11},
        {"procedure-unreachable", "moves: {one: two}", "moves: {one: one}", 11},
        {"procedure-loop", "two: {label: {en: two}}", "two: {label: {en: two}, then: three}\n      three: {label: {en: three}, then: two}", 11},
        {"procedure-loop", "one: {label: {en: one}}", "one: {label: {en: one}, then: one}", 10},
        {"procedure-clock", "clocks:", "  f: {label: {en: F}, basis: Article 1}\nclocks:\n  d: {label: {en: D}, after: f, length: 1 day, awaits: e, basis: Article 3}", 16},
        {"procedure-unit", "3 months", "3 moons", 15},
        {"procedure-unit", "3 months", "quarter", 15},
    };
    ARENA scratch = arena_new();
    struct diags ds = diags_in(scratch);
    struct source_text file = {S("small.yaml"), S(PROCEDURE)};
    const struct vocab *v = vocab_load(scratch, NULL, &ds);
    assert_non_null(procedure_read(scratch, v, &file, &ds));
    assert_int_equal(ds.count, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str from = str_of(cases[i].from), whole = S(PROCEDURE);
        size_t at = str_find(whole, from, 0);
        assert_true(at < whole.n);
        ds = diags_in(scratch);
        file.text = strf(scratch, "%.*s%s%.*s", (int)at, whole.p, cases[i].to, STR(str_sub(whole, at + from.n, whole.n)));
        bool read = procedure_read(scratch, v, &file, &ds) != NULL;
        if (read || !has_code(&ds, cases[i].code, cases[i].line)) {
            diags_print(&ds, stderr, false);
            fail_msg("no [%s] on line %u with %s", cases[i].code, cases[i].line, cases[i].to);
        }
    }
}

static void every_code_was_provoked(void **state)
{
    (void)state;
    for (int i = 0; i < DIAG_CODES; i++) {
        if (!seen[i]) fail_msg("nothing provokes [%s]", diag_code_name((enum diag_code)i));
        assert_true(strlen(diag_code_text((enum diag_code)i)) > 40);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dossiers),
        cmocka_unit_test(letters),
        cmocka_unit_test(versions),
        cmocka_unit_test(frozen),
        cmocka_unit_test(letters_that_come),
        cmocka_unit_test(settings),
        cmocka_unit_test(tables), cmocka_unit_test(procedures),
        cmocka_unit_test(every_code_was_provoked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
