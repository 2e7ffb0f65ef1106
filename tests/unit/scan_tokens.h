// Sentences and what the scanner finds in them: each token is written as KIND value, with its hedge, bound and weekday behind:
//   "nearly a dozen"  NUMBER 12 ~nearly
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/scan.h"

struct sentence {
    const char *text, *tokens;
};

static void token_put(struct arena *a, struct buf *b, const struct token *t)
{
    static const char *const KINDS[] = {"DATE",    "NUMBER", "DURATION", "AGO", "MONEY",
                                        "ARTICLE", "APPNO",  "ECLI",     "DOC", "COUNTRY", "SERIAL"};
    static const char *const HEDGES[] = {"",          " ~over",   " ~at least", " ~under",
                                         " ~at most", " ~nearly", " ~about"};
    buf_addf(b, "%s%s ", b->n ? " | " : "", KINDS[t->kind]);
    switch (t->kind) {
    case TOKEN_DATE: buf_add(b, t->date.text); break;
    case TOKEN_SERIAL:
    case TOKEN_NUMBER: buf_addf(b, "%lld", (long long)t->number); break;
    case TOKEN_DURATION: buf_add(b, dur_text(a, t->dur)); break;
    case TOKEN_AGO: buf_addf(b, "%s%.*s", t->later ? "+" : "-", STR(dur_text(a, t->dur))); break;
    case TOKEN_MONEY: buf_addf(b, "%.*s %lld", STR(t->code), (long long)t->number); break;
    case TOKEN_ARTICLE:
    case TOKEN_APPNO:
    case TOKEN_ECLI:
    case TOKEN_DOC:
    case TOKEN_COUNTRY: buf_add(b, t->code); break;
    }
    static const char *const BOUNDS[] = {"", " ~before", " ~after"};
    static const char *const DAYS[] = {"", " Mo", " Tu", " We", " Th", " Fr", " Sa", " Su"};
    buf_addf(b, "%s%s%s%s%s", t->calendar == 12 ? " year" : t->calendar ? " month" : "", t->span ? " ~span" : "",
             HEDGES[t->hedge], BOUNDS[t->bound], DAYS[t->weekday]);
}

static struct str tokens(struct arena *a, const char *text, struct str lang)
{
    struct token *list;
    struct buf b = buf_in(a);
    size_t n = scan_text(a, str_of(text), lang, &list);
    for (size_t i = 0; i < n; i++) token_put(a, &b, &list[i]);
    return buf_str(&b);
}

static inline void check(const struct sentence *t, size_t n, struct str lang)
{
    size_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        ARENA a = arena_new();
        struct str got = tokens(a, t[i].text, lang);
        if (!str_eq(got, str_of(t[i].tokens)))
            bad++, print_error("%s\n  expected: %s\n  found:    %.*s\n", t[i].text, t[i].tokens, STR(got));
    }
    assert_int_equal(bad, 0);
}
