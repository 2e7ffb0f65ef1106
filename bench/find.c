// How long a search takes, in process: the words found, and the page of the site with its twenty passages.
//
//   find REGISTER QUERY…      prints a line each: found, median and 99th percentile of both in us, the query
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/diag.h"
#include "site/site.h"
#include "store/find.h"

enum { ROUNDS = 101 };

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct str encoded(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++) buf_addf(&b, "%%%02X", (unsigned)(unsigned char)s.p[i]);
    return buf_str(&b);
}

static bool search(struct store *s, struct str text, size_t *n, int64_t *us, struct err *err)
{
    ARENA a = arena_new();
    struct view v;
    struct find_query q;
    struct find_result r;
    int64_t start = instant_now().us;
    if (find_parse(a, text, &q) != FIND_GOOD) return err_set(err, ERR_USAGE, "no query: %.*s", STR(text));
    if (!view_init(&v, s, a, NULL, err) || !view_find_words(&v, &q, &r, err)) return false;
    *us = instant_now().us - start;
    *n = r.n;
    return true;
}

static bool page(const struct site *site, struct store *s, struct str text, int64_t *us, struct err *err)
{
    ARENA a = arena_new();
    struct request q = {.path = S("/en/search"), .query = strf(a, "q=%.*s", STR(encoded(a, text))), .now = instant_now()};
    struct answer out;
    int64_t start = instant_now().us;
    if (!site_answer(site, s, a, &q, &out, err)) return false;
    *us = instant_now().us - start;
    return true;
}

int main(int argc, char **argv)
{
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct err err = {0};
    struct site site = {.edition = EDITION_LIVE};
    STORE s = argc > 2 ? store_open(argv[1], STORE_READ, VIS_PUBLIC, &ds, &err) : NULL;
    site_init(&site, a);
    for (int i = 2; s && i < argc; i++) {
        int64_t find[ROUNDS], show[ROUNDS];
        size_t n = 0;
        for (int k = 0; k < ROUNDS; k++)
            if (!search(s, str_of(argv[i]), &n, &find[k], &err) || !page(&site, s, str_of(argv[i]), &show[k], &err)) {
                fprintf(stderr, "find: %s\n", err.text);
                return 1;
            }
        qsort(find, ROUNDS, sizeof *find, by_time);
        qsort(show, ROUNDS, sizeof *show, by_time);
        printf("%zu %lld %lld %lld %lld %s\n", n, (long long)find[ROUNDS / 2], (long long)find[ROUNDS * 99 / 100], (long long)show[ROUNDS / 2],
               (long long)show[ROUNDS * 99 / 100], argv[i]);
    }
    if (!s) fprintf(stderr, "find: %s\n", argc > 2 ? err.text : "find REGISTER QUERY...");
    return s ? 0 : 1;
}
