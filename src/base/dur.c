// Durations as sentences have them: seven years, a year and six months, ten days, life.
//
//   duration = "life" | "P" [n "Y"] [n "M"] [n "W"] [n "D"]     at least one, in this order
//
// Hours are not for sentences, fractions are ambiguous ("P0.5Y" is how many days?): both are
// refused. A duration is written back in one way only: P84M as P7Y, P2W as P14D.
//
// The key orders by length, a month counting as the mean Gregorian month of 146097/4800 days. It is
// exact all the same: below the length in days it holds the months, and these two give the days.
//
//   63        54                                24                       0
//   |    0    | length in days, 30 bits         | months, 24 bits        |      life: INT64_MAX
#include "base/dur.h"

#include "base/buf.h"
#include "base/must.h"

enum { MONTH_BITS = 24 };

static bool fail(const char **why, const char *text)
{
    *why = text;
    return false;
}

// Takes digits off s; saturates above every limit. False when there are none.
static bool take_number(struct str *s, int64_t *n)
{
    size_t i = 0;
    *n = 0;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++)
        if (*n < INT32_MAX) *n = *n * 10 + (s->p[i] - '0');
    *s = str_sub(*s, i, s->n);
    return i > 0;
}

static const char *unit_fault(struct str s)
{
    if (str_empty(s)) return "the unit behind the number is missing: Y, M, W or D";
    if (s.p[0] == '.' || s.p[0] == ',') return "no fractions: write P1Y6M, not P1.5Y";
    return "the units are Y, M, W and D, each once and in this order";
}

bool dur_parse(struct str s, struct dur *out, const char **why)
{
    static const char units[] = "YMWD";
    static const int factor[] = {12, 1, 7, 1};
    int64_t sum[2] = {0, 0}; // months, days
    if (str_eq(s, S("life"))) return *out = (struct dur){.life = true}, true;
    if (s.n < 2 || s.p[0] != 'P')
        return fail(why, "a duration is written P7Y, P1Y6M, P10D or life");
    s = str_sub(s, 1, s.n);
    for (int unit = 0; s.n; unit++) {
        int64_t n;
        if (s.p[0] == 'T') return fail(why, "a duration here has no hours, only Y, M, W and D");
        if (!take_number(&s, &n)) return fail(why, unit_fault(s));
        while (unit < 4 && (str_empty(s) || s.p[0] != units[unit])) unit++;
        if (unit == 4) return fail(why, unit_fault(s));
        sum[unit / 2] += n * factor[unit];
        s = str_sub(s, 1, s.n);
    }
    if (sum[0] > DUR_MONTHS_MAX || sum[1] > DUR_DAYS_MAX)
        return fail(why, "the duration is longer than a million years");
    *out = (struct dur){.months = (int32_t)sum[0], .days = (int32_t)sum[1]};
    return true;
}

struct str dur_text(struct arena *a, struct dur d)
{
    if (d.life) return S("life");
    if (!d.months && !d.days) return S("P0D");
    struct buf b = buf_in(a);
    buf_addc(&b, 'P');
    if (d.months / 12) buf_addf(&b, "%dY", d.months / 12);
    if (d.months % 12) buf_addf(&b, "%dM", d.months % 12);
    if (d.days) buf_addf(&b, "%dD", d.days);
    return buf_str(&b);
}

bool dur_eq(struct dur a, struct dur b) { return dur_key(a) == dur_key(b); }

int64_t dur_key(struct dur d)
{
    if (d.life) return INT64_MAX;
    must(d.months >= 0 && d.months <= DUR_MONTHS_MAX && d.days >= 0 && d.days <= DUR_DAYS_MAX);
    int64_t length = (int64_t)d.months * 146097 / 4800 + d.days;
    return length << MONTH_BITS | d.months;
}
