#include "site/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/reads.h"

enum { NAMES_MAX = 500, DEPTH_MAX = 8, OCCUPATIONS_MAX = 64 };

// ---- the table

static int by_person(const void *a, const void *b)
{
    const struct held *x = a, *y = b;
    if (x->person != y->person) return x->person < y->person ? -1 : 1;
    return (x->detention > y->detention) - (x->detention < y->detention);
}

static struct day day_of_key(int64_t key)
{
    return key <= DAY_FIRST.n ? DAY_FIRST : key >= DAY_LAST.n ? DAY_LAST : (struct day){(int32_t)key};
}

// The first and the last day that any value of the entity may mean.
static void span(const struct column *c, int64_t entity, size_t *at, struct day *lo, struct day *hi)
{
    size_t to;
    column_of(c, entity, at, &to);
    for (size_t i = *at; i < to; i++) {
        struct day first = day_of_key(c->v[i].lo), last = day_of_key(c->v[i].hi);
        if (i == *at || first.n < lo->n) *lo = first;
        if (i == *at || last.n > hi->n) *hi = last;
    }
}

static uint32_t name_number(const struct names *names, struct str name)
{
    for (size_t i = 1; i < names->n; i++)
        if (str_eq(names->v[i], name)) return (uint32_t)i;
    return 0;
}

// Terms that include others are counted too, whether anyone has them or not.
static void with_broader(struct arena *a, const struct prop *p, struct names *names)
{
    names->broader = arena_array(a, NAMES_MAX + 1, sizeof *names->broader);
    for (size_t i = 1; i < names->n; i++) {
        const struct term *t = p->terms ? thesaurus_term(p->terms, names->v[i]) : NULL;
        if (!t || !t->broader) continue;
        names->broader[i] = name_number(names, t->broader->code);
        if (names->broader[i] || names->n > NAMES_MAX) continue;
        names->broader[i] = (uint32_t)names->n;
        names->v[names->n++] = t->broader->code;
    }
}

// A column of terms or countries, whose values are made numbers of names.
static bool named(struct view *v, const struct prop *p, struct arena *a, struct column *out, struct names *names, struct err *err)
{
    struct distinct *codes;
    size_t n;
    *out = (struct column){0};
    names->v = arena_array(a, NAMES_MAX + 1, sizeof *names->v);
    names->n = 1;
    if (!p) return true;
    if (!view_column(v, p, out, err) || !view_values(v, p, NAMES_MAX, &codes, &n, err)) return false;
    for (size_t i = 0; i < n; i++) names->v[names->n++] = str_dup(a, codes[i].text);
    for (size_t i = 0, last = 0; i < out->n; i++) {
        int64_t key = out->v[i].lo;
        for (size_t tries = 0; tries < n && codes[last].key != key; tries++) last = last + 1 < n ? last + 1 : 0;
        out->v[i].lo = n && codes[last].key == key ? (int64_t)last + 1 : 0;
    }
    with_broader(a, p, names);
    return true;
}

static bool read_table(struct view *v, struct arena *a, struct held_table *out, struct err *err)
{
    const struct type *t = vocab_type(store_vocab(v->store), S("detentions")), *persons = vocab_type(store_vocab(v->store), S("persons"));
    const struct prop *person = t ? type_prop(t, S("person")) : NULL;
    struct column who, country, occupation, since, until;
    size_t in = 0, from = 0, to = 0;
    if (!named(v, t ? type_prop(t, S("country")) : NULL, a, &country, &out->countries, err) ||
        !named(v, persons ? type_prop(persons, S("occupation")) : NULL, a, &occupation, &out->occupations, err))
        return false;
    if (!person || !t->since || !t->until) return true;
    if (!view_column(v, person, &who, err) || !view_column(v, t->since, &since, err) || !view_column(v, t->until, &until, err)) return false;
    out->v = arena_array(a, who.n, sizeof *out->v);
    for (size_t i = 0; i < who.n; i++) {
        struct held h = {.detention = who.v[i].entity, .person = who.v[i].lo, .since_lo = DAY_FIRST, .since_hi = DAY_LAST,
                         .until_lo = DAY_LAST, .until_hi = DAY_LAST};
        size_t end;
        column_of(&country, h.detention, &in, &end);
        if (end > in) h.country = (uint32_t)country.v[in].lo;
        span(&since, h.detention, &from, &h.since_lo, &h.since_hi);
        span(&until, h.detention, &to, &h.until_lo, &h.until_hi);
        out->v[out->n++] = h;
    }
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_person);
    out->occupation = occupation;
    out->occupation.v = arena_array(a, occupation.n, sizeof *occupation.v);
    if (occupation.n) memcpy(out->occupation.v, occupation.v, occupation.n * sizeof *occupation.v);
    return true;
}

bool held_read(struct page *p, const struct held_table **out, struct err *err)
{
    static const char key[] = "held";
    struct arena *a = p->arena;
    void **kept = p->view.known == STORE_NOW ? store_keep(p->store, key, &a) : NULL;
    struct view v = p->view;
    ARENA scratch = arena_new(); // the columns are ten times the table
    struct reads *noted = db_noted(store_db(p->store));
    if (noted) noted->all = true;
    if (kept && *kept) {
        *out = *kept;
        return true;
    }
    v.arena = scratch;
    struct held_table *t = arena_alloc(kept ? a : p->arena, sizeof *t);
    if (!read_table(&v, kept ? a : p->arena, t, err)) return false;
    *out = t;
    if (kept) *kept = t;
    return true;
}

// ---- figures of a day

// Is it in force at the end of the day, as edtf_in_force has it?
static enum tri held_on(const struct held *h, struct day d)
{
    enum tri begun = h->since_hi.n <= d.n ? TRI_YES : h->since_lo.n <= d.n ? TRI_MAYBE : TRI_NO;
    enum tri ended = h->until_hi.n <= d.n ? TRI_YES : h->until_lo.n <= d.n ? TRI_MAYBE : TRI_NO;
    return tri_and(begun, tri_not(ended));
}

static enum tri began_in(const struct held *h, struct day from, struct day to)
{
    if (h->since_lo.n > to.n || h->since_hi.n < from.n) return TRI_NO;
    return h->since_lo.n >= from.n && h->since_hi.n <= to.n ? TRI_YES : TRI_MAYBE;
}

static void count(enum tri sure, size_t *certain, size_t *possible)
{
    *certain += sure == TRI_YES;
    *possible += sure == TRI_MAYBE;
}

static int most_first(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->certain != y->certain) return x->certain > y->certain ? -1 : 1;
    if (x->possible != y->possible) return x->possible > y->possible ? -1 : 1;
    return str_cmp(x->key, y->key);
}

static struct tally *tallies_of(struct page *p, const struct names *names)
{
    struct tally *v = arena_array(p->arena, names->n, sizeof *v);
    for (size_t i = 0; i < names->n; i++) v[i].key = names->v[i];
    return v;
}

static struct tallies sorted(struct tally *v, size_t n)
{
    struct tallies t = {.v = v};
    for (size_t i = 0; i < n; i++)
        if (v[i].certain + v[i].possible) v[t.n++] = v[i];
    if (t.n) qsort(v, t.n, sizeof *v, most_first);
    return t;
}

// The day `years` before, and of the longest DAY_FIRST.
static void lengths(struct day at, struct length *v)
{
    static const int years[LENGTHS] = {10, 5, 3, 1, 0};
    for (size_t i = 0; i < LENGTHS; i++)
        v[i] = (struct length){.years = years[i], .to = day_add_months(at, -12 * years[i]),
                               .from = i ? (struct day){day_add_months(at, -12 * years[i - 1]).n + 1} : DAY_FIRST};
}

// One person's detentions [from, to), of which some are in force: by country and by length.
static void of_person(const struct held *v, size_t n, struct day at, struct tally *country, struct length *length)
{
    for (size_t i = 0; i < n; i++) {
        enum tri here = TRI_NO;
        bool first = true;
        for (size_t k = 0; k < n; k++) {
            if (v[k].country != v[i].country) continue;
            here = tri_or(here, held_on(&v[k], at));
            first &= k >= i;
        }
        if (first) count(here, &country[v[i].country].certain, &country[v[i].country].possible);
    }
    for (size_t k = 0; k < LENGTHS; k++) {
        enum tri sure = TRI_NO;
        for (size_t i = 0; i < n; i++) sure = tri_or(sure, tri_and(held_on(&v[i], at), began_in(&v[i], length[k].from, length[k].to)));
        count(sure, &length[k].certain, &length[k].possible);
    }
}

// What a person is, with what includes it, each once.
static void by_occupation(const struct held_table *t, size_t from, size_t to, enum tri sure, struct tally *v)
{
    uint32_t seen[OCCUPATIONS_MAX];
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t o = (uint32_t)t->occupation.v[i].lo;
        for (size_t depth = 0; o && depth < DEPTH_MAX && n < OCCUPATIONS_MAX; depth++, o = t->occupations.broader[o]) {
            bool again = false;
            for (size_t k = 0; k < n; k++) again |= seen[k] == o;
            if (again) break;
            seen[n++] = o;
            count(sure, &v[o].certain, &v[o].possible);
        }
    }
}

void held_figures(struct page *p, const struct held_table *t, struct day at, struct figures *out)
{
    struct tally *country = tallies_of(p, &t->countries), *occupation = tallies_of(p, &t->occupations);
    size_t from = 0, to;
    *out = (struct figures){0};
    lengths(at, out->length);
    for (size_t i = 0, end; i < t->n; i = end) {
        enum tri sure = TRI_NO;
        for (end = i; end < t->n && t->v[end].person == t->v[i].person; end++) sure = tri_or(sure, held_on(&t->v[end], at));
        if (sure == TRI_NO) continue;
        count(sure, &out->certain, &out->possible);
        of_person(t->v + i, end - i, at, country, out->length);
        column_of(&t->occupation, t->v[i].person, &from, &to);
        by_occupation(t, from, to, sure, occupation);
    }
    out->country = sorted(country, t->countries.n);
    out->occupation = sorted(occupation, t->occupations.n);
}
