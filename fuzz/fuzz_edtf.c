// Any bytes as EDTF. What parses must be a sound interval: lo <= hi, its ends can be written and read
// back, and a doubtful date reaches beyond the same date without its qualifiers on both sides.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/edtf.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool bounded(struct day d) { return d.n != DAY_FIRST.n && d.n != DAY_LAST.n; }

static void check_end(struct arena *a, struct day d)
{
    struct edtf again;
    const char *why = NULL;
    if (!bounded(d) || day_ymd(d).year > 9999 || day_ymd(d).year < -9999) return;
    must(edtf_parse(day_text(a, d), &again, &why));
    must(again.lo.n == d.n && again.hi.n == d.n);
    must(edtf_same(again, edtf_of_day(a, d)) == TRI_YES);
}

static struct str without_qualifiers(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (!memchr("?~%", s.p[i], 3)) p[n++] = s.p[i];
    return (struct str){p, n};
}

static void check_doubt(struct arena *a, struct edtf d)
{
    struct edtf plain;
    const char *why = NULL;
    // An interval may owe its order to the doubt: 2013-02?/2013-01 parses, 2013-02/2013-01 does not.
    if (d.form != EDTF_DATE) return;
    must(edtf_parse(without_qualifiers(a, d.text), &plain, &why));
    must(plain.doubtful == false && plain.unit == d.unit);
    if (!d.doubtful) {
        must(plain.lo.n == d.lo.n && plain.hi.n == d.hi.n);
        return;
    }
    must(d.lo.n < plain.lo.n || !bounded(plain.lo) || !bounded(d.lo));
    must(d.hi.n > plain.hi.n || !bounded(plain.hi) || !bounded(d.hi));
    if (bounded(plain.lo) && bounded(plain.hi))
        must(edtf_within(d, plain.lo, plain.hi) == TRI_MAYBE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA a = arena_new();
    struct edtf d;
    const char *why = NULL;
    if (!edtf_parse((struct str){(const char *)data, size}, &d, &why)) {
        must(why && *why);
        return 0;
    }
    must(d.lo.n <= d.hi.n && d.level >= 0 && d.level <= 2);
    must(d.text.p == (const char *)data && d.text.n == size);
    must(edtf_within(d, d.lo, d.hi) == TRI_YES);
    must(edtf_same(d, d) != TRI_NO && edtf_agrees(d, d) == TRI_YES);
    must(edtf_in_force(&d, &d, d.hi) == TRI_NO || !bounded(d.hi));
    check_end(a, d.lo);
    check_end(a, d.hi);
    check_doubt(a, d);
    return 0;
}
