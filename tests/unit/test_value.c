// The vocabulary and the kinds of values, with their checks.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "vocab/identifier.h"
#include "vocab/value.h"

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

static const struct prop *prop(const char *type, const char *name)
{
    const struct type *t = vocab_type(vocab, str_of(type));
    return t ? type_prop(t, str_of(name)) : NULL;
}

static void every_type_of_the_field_is_there_with_labels(void **state)
{
    (void)state;
    static const char *const types[] = {"persons", "organisations", "positions", "places", "detentions", "charges", "rulings",
                                        "recognitions", "lists", "applications", "judgments", "supervision", "occasions",
                                        "letters", "signatures", "replies", "commitments", "sources"};
    static const char *const langs[] = {"en", "fr", "az", "ru"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct type *t = vocab_type(vocab, str_of(types[i]));
        assert_non_null(t);
        for (const struct prop *p = t->first; p; p = p->next)
            for (size_t l = 0; l < 4 && !p->computed && !str_eq(p->name, S("former-key")); l++) {
                bool found = false;
                for (const struct label *e = p->label; e; e = e->next) found |= str_eq(e->lang, str_of(langs[l]));
                if (!found) fail_msg("%s#%.*s has no label in %s", types[i], STR(p->name), langs[l]);
            }
    }
    for (const struct thesaurus *t = vocab->terms; t; t = t->next)
        for (const struct term *e = t->first; e; e = e->next) assert_true(e->label && e->label->next && e->label->next->next);
}

static void a_formal_notice_is_an_interim_resolution(void **state)
{
    (void)state;
    const struct prop *p = prop("supervision", "kind");
    const struct term *notice = thesaurus_term(p->terms, S("formal-notice")), *interim = thesaurus_term(p->terms, S("interim-resolution"));
    assert_true(term_is(notice, interim));
    assert_true(term_is(thesaurus_term(p->terms, S("referral")), interim));
    assert_false(term_is(thesaurus_term(p->terms, S("decision")), interim));
    assert_false(term_is(interim, notice));
}

static void values_are_accepted_as_their_kind_says(void **state)
{
    (void)state;
    static const struct {
        const char *type, *prop, *raw, *text; // text: canonical, NULL when refused
    } cases[] = {
        {"persons", "born", "1970", "1970"},
        {"persons", "born", " 2013? ", "2013?"},
        {"persons", "born", "1954-02-29", NULL},
        {"persons", "born", "13/05/1970", NULL},
        {"persons", "citizenship", "AZ", "AZ"},
        {"persons", "citizenship", "az", NULL},
        {"persons", "citizenship", "XX", NULL},
        {"persons", "citizenship", "SU", "SU"},
        {"persons", "sex", "robot", NULL},
        {"rulings", "sentence", "P7Y", "P7Y"},
        {"rulings", "sentence", "P84M", "P7Y"},
        {"rulings", "sentence", "life", "life"},
        {"rulings", "sentence", "7 years", NULL},
        {"rulings", "amount", "EUR 22000", "EUR 22000"},
        {"rulings", "amount", "AZN 57400.50", "AZN 57400.50"},
        {"rulings", "amount", "22000", NULL},
        {"rulings", "amount", "EUR -5", NULL},
        {"rulings", "amount", "EUR 1.5", NULL},
        {"rulings", "court", "shaki-court", "shaki-court"},
        {"rulings", "court", "persons/x", NULL},
        {"rulings", "court", "Shaki", NULL},
        {"letters", "addressee", "positions/president-of-france", "president-of-france"},
        {"letters", "addressee", "president-of-france", NULL},
        {"sources", "url", "https://hudoc.echr.coe.int/eng?i=001-144124", "https://hudoc.echr.coe.int/eng?i=001-144124"},
        {"sources", "url", "javascript:x", NULL},
        {"sources", "url", "https://a b", NULL},
        {"sources", "language", "az-Cyrl", "az-Cyrl"},
        {"sources", "language", "english", NULL},
        {"persons", "name", "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct value v;
        struct value_fault f = {0};
        const struct prop *p = prop(cases[i].type, cases[i].prop);
        assert_non_null(p);
        bool good = value_parse(arena, vocab, p, str_of(cases[i].raw), &v, &f);
        if (good != (cases[i].text != NULL)) fail_msg("%s %s", cases[i].prop, cases[i].raw);
        if (good && !str_eq(v.text, str_of(cases[i].text))) fail_msg("%s became %.*s", cases[i].raw, STR(v.text));
        if (!good && (!f.message.n || !f.allowed.n)) fail_msg("%s: no help", cases[i].raw);
    }
}

static void identifiers_have_their_forms(void **state)
{
    (void)state;
    static const struct {
        enum scheme scheme;
        const char *raw, *text;
    } cases[] = {
        {SCHEME_APPNO, "15172/13", "15172/13"},
        {SCHEME_APPNO, "919/15", "919/15"},
        {SCHEME_APPNO, "15172-13", NULL},
        {SCHEME_APPNO, "15172/2013", NULL},
        {SCHEME_ITEM, "001-144124", "001-144124"},
        {SCHEME_ITEM, "003-5061347-6226766", "003-5061347-6226766"},
        {SCHEME_ITEM, "144124", NULL},
        {SCHEME_ECLI, "ECLI:CE:ECHR:2014:0522JUD001517213", "ECLI:CE:ECHR:2014:0522JUD001517213"},
        {SCHEME_ECLI, "ECLI:CE:ECHR:2014:1322JUD001517213", NULL},
        {SCHEME_DOCUMENT, "CM/ ResDH ( 2021)41", "CM/ResDH(2021)41"},
        {SCHEME_DOCUMENT, "CM/ResDH(2017)429", "CM/ResDH(2017)429"},
        {SCHEME_DOCUMENT, "CM/Del/Dec(2020)1377bis/H46-3", "CM/Del/Dec(2020)1377bis/H46-3"},
        {SCHEME_DOCUMENT, "CM/Del/Dec(2015)1236/3", "CM/Del/Dec(2015)1236/3"},
        {SCHEME_DOCUMENT, "CM/Notes/1514/H46-37", "CM/Notes/1514/H46-37"},
        {SCHEME_DOCUMENT, "DH\xE2\x80\x93" "DD(2016)1126-rev", "DH-DD(2016)1126-rev"},
        {SCHEME_DOCUMENT, "CM/Inf/DH(2016)33-rev", "CM/Inf/DH(2016)33-rev"},
        {SCHEME_DOCUMENT, "SG/Inf(2015)37", "SG/Inf(2015)37"},
        {SCHEME_DOCUMENT, "Resolution  1900 (2012)", "Resolution 1900 (2012)"},
        {SCHEME_DOCUMENT, "Doc. 15149", "Doc. 15149"},
        {SCHEME_DOCUMENT, "A/HRC/WGAD/2018/12", "A/HRC/WGAD/2018/12"},
        {SCHEME_DOCUMENT, "CM/ResDH(17)429", NULL},
        {SCHEME_DOCUMENT, "a resolution", NULL},
        {SCHEME_FINDING, "18+5-1-c", "18+5-1-c"},
        {SCHEME_FINDING, "P4-2-2", "P4-2-2"},
        {SCHEME_FINDING, "13+P1-1-2", "13+P1-1-2"},
        {SCHEME_FINDING, "Article 5", NULL},
        {SCHEME_MEETING, "1377bis", "1377bis"},
        {SCHEME_MEETING, "meeting 5", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = {0};
        const char *example = NULL;
        bool good = identifier_parse(arena, cases[i].scheme, str_of(cases[i].raw), &out, &example);
        if (good != (cases[i].text != NULL)) fail_msg("%s", cases[i].raw);
        if (good && !str_eq(out, str_of(cases[i].text))) fail_msg("%s became %.*s", cases[i].raw, STR(out));
        assert_non_null(example);
    }
}

static void the_ecli_follows_from_date_and_first_application(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        const char *appno, *ecli;
    } cases[] = {{2014, 5, 22, "15172/13", "ECLI:CE:ECHR:2014:0522JUD001517213"},
                 {2017, 11, 16, "919/15", "ECLI:CE:ECHR:2017:1116JUD000091915"},
                 {2019, 5, 29, "15172/13", "ECLI:CE:ECHR:2019:0529JUD001517213"}};
    for (size_t i = 0; i < 3; i++) {
        struct day d = day_of((struct ymd){cases[i].year, cases[i].month, cases[i].day});
        struct str e = ecli_of(arena, d, str_of(cases[i].appno), "JUD");
        assert_true(str_eq(e, str_of(cases[i].ecli)));
    }
    assert_int_equal(ecli_of(arena, (struct day){0}, S("x"), "JUD").n, 0);
    assert_int_equal(appno_year(S("332/57")), 2057); // the Court opened in 1959
    assert_int_equal(appno_year(S("332/60")), 1960);
    assert_int_equal(appno_year(S("15172/13")), 2013);
}

static void findings_are_said_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *finding, *words;
    } cases[] = {{"18+5-1-c", "Article 18 in conjunction with Article 5 § 1 (c)"},
                 {"6-2", "Article 6 § 2"}, {"P1-1", "Article 1 of Protocol No. 1"}, {"34", "Article 34"},
                 {"P4-2-2", "Article 2 § 2 of Protocol No. 4"}, {"13+P1-1", "Article 13 in conjunction with Article 1 of Protocol No. 1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(str_eq(finding_words(arena, str_of(cases[i].finding), S("en")), str_of(cases[i].words)));
    assert_true(finding_covers(S("18+5-1-c"), S("18")));
    assert_true(finding_covers(S("18+5-1-c"), S("5")));
    assert_true(finding_covers(S("18+5-1-c"), S("18+5")));
    assert_true(finding_covers(S("5-1-c"), S("5-1")));
    assert_false(finding_covers(S("5-1-c"), S("5-4")));
    assert_false(finding_covers(S("18+5"), S("1")));
    assert_false(finding_covers(S("10-1"), S("1")));
}

static void a_register_may_add_words_of_its_own(void **state)
{
    (void)state;
    struct diags ds = diags_in(arena);
    struct source_text good = {S("vocabulary.yaml"), S("types:\n  persons:\n    properties:\n      shoe-size: {kind: number, label: {en: Shoe size}}\n"
                                                       "terms:\n  release:\n    amnesty-law: {label: {en: under an amnesty law}}\n")};
    const struct vocab *v = vocab_load(arena, &good, &ds);
    assert_non_null(v);
    assert_non_null(type_prop(vocab_type(v, S("persons")), S("shoe-size")));
    assert_non_null(thesaurus_term(type_prop(vocab_type(v, S("detentions")), S("release"))->terms, S("amnesty-law")));
    struct source_text bad = {S("vocabulary.yaml"), S("types:\n  persons:\n    properties:\n      x: {kind: colour}\n      y: {kind: term, terms: none}\n      born: {kind: date}\n")};
    assert_null(vocab_load(arena, &bad, &ds));
    assert_true(ds.errors >= 3);
    assert_int_equal(ds.list[0].pos.line, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_the_field_is_there_with_labels),
        cmocka_unit_test(a_formal_notice_is_an_interim_resolution),
        cmocka_unit_test(values_are_accepted_as_their_kind_says),
        cmocka_unit_test(identifiers_have_their_forms),
        cmocka_unit_test(the_ecli_follows_from_date_and_first_application),
        cmocka_unit_test(findings_are_said_in_words),
        cmocka_unit_test(a_register_may_add_words_of_its_own),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
