#include "site/held.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/column.h"

static int by_person(const void *a, const void *b)
{
    const struct held *x = a, *y = b;
    if (x->person != y->person) return x->person < y->person ? -1 : 1;
    return (x->detention > y->detention) - (x->detention < y->detention);
}

static struct str text_of(const struct distinct *values, size_t n, int64_t key)
{
    for (size_t i = 0; i < n; i++)
        if (values[i].key == key) return values[i].text;
    return S("");
}

static struct day day_of_key(int64_t key)
{
    return key <= DAY_FIRST.n ? DAY_FIRST : key >= DAY_LAST.n ? DAY_LAST : (struct day){(int32_t)key};
}

// The first and the last day that any value of the entity may mean.
static bool span(const struct column *c, int64_t entity, size_t *at, struct day *lo, struct day *hi)
{
    size_t to;
    column_of(c, entity, at, &to);
    for (size_t i = *at; i < to; i++) {
        struct day first = day_of_key(c->v[i].lo), last = day_of_key(c->v[i].hi);
        if (i == *at || first.n < lo->n) *lo = first;
        if (i == *at || last.n > hi->n) *hi = last;
    }
    return to > *at;
}

bool held_read(struct page *p, struct held_table *out, struct err *err)
{
    enum { COUNTRIES = 300 };
    const struct type *t = vocab_type(store_vocab(p->store), S("detentions"));
    const struct prop *person = t ? type_prop(t, S("person")) : NULL, *country = t ? type_prop(t, S("country")) : NULL;
    struct column persons, countries, since, until;
    struct distinct *codes;
    size_t code_count, in = 0, from = 0, to = 0;
    *out = (struct held_table){0};
    if (!person || !country || !t->since || !t->until) return true;
    if (!view_column(&p->view, person, &persons, err) || !view_column(&p->view, country, &countries, err) ||
        !view_column(&p->view, t->since, &since, err) || !view_column(&p->view, t->until, &until, err) ||
        !view_values(&p->view, country, COUNTRIES, &codes, &code_count, err))
        return false;
    out->v = arena_array(p->arena, persons.n, sizeof *out->v);
    for (size_t i = 0; i < persons.n; i++) {
        struct held h = {.detention = persons.v[i].entity, .person = persons.v[i].lo, .since_lo = DAY_FIRST, .since_hi = DAY_LAST,
                         .until_lo = DAY_LAST, .until_hi = DAY_LAST};
        size_t end;
        column_of(&countries, h.detention, &in, &end);
        if (end > in) h.country = text_of(codes, code_count, countries.v[in].lo);
        span(&since, h.detention, &from, &h.since_lo, &h.since_hi);
        span(&until, h.detention, &to, &h.until_lo, &h.until_hi);
        out->v[out->n++] = h;
    }
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_person);
    return true;
}

enum tri held_on(const struct held *h, struct day d)
{
    enum tri begun = h->since_hi.n <= d.n ? TRI_YES : h->since_lo.n <= d.n ? TRI_MAYBE : TRI_NO;
    enum tri ended = h->until_hi.n <= d.n ? TRI_YES : h->until_lo.n <= d.n ? TRI_MAYBE : TRI_NO;
    return tri_and(begun, tri_not(ended));
}

void tally_add(struct arena *a, struct tallies *t, struct str key, enum tri sure)
{
    size_t i = 0;
    if (sure == TRI_NO) return;
    while (i < t->n && !str_eq(t->v[i].key, key)) i++;
    if (i == t->n) {
        t->v = arena_grow(a, t->v, &t->cap, t->n + 1, sizeof *t->v);
        t->v[t->n++] = (struct tally){.key = key};
    }
    ++*(sure == TRI_YES ? &t->v[i].certain : &t->v[i].possible);
}

static int most_first(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->certain != y->certain) return x->certain > y->certain ? -1 : 1;
    if (x->possible != y->possible) return x->possible > y->possible ? -1 : 1;
    return str_cmp(x->key, y->key);
}

void tally_sort(struct tallies *t)
{
    if (t->n) qsort(t->v, t->n, sizeof *t->v, most_first);
}

// By the shortest time that the dates allow: it is at least that long.
static struct str length_of(const struct held *h, struct day at)
{
    static const int years[] = {10, 5, 3, 1};
    static const struct str keys[] = {{"10", 2}, {"5", 1}, {"3", 1}, {"1", 1}};
    for (size_t i = 0; i < 4; i++)
        if (h->since_hi.n != DAY_LAST.n && day_add_months(h->since_hi, 12 * years[i]).n <= at.n) return keys[i];
    return S("0");
}

// Of one person's detentions [from, to): how surely held, in each country once; the surest detention, NULL when none.
static const struct held *person_figures(struct page *p, const struct held_table *t, size_t from, size_t to, struct day at,
                                         struct figures *out, enum tri *sure)
{
    const struct held *surest = NULL;
    *sure = TRI_NO;
    for (size_t i = from; i < to; i++) {
        enum tri one = held_on(&t->v[i], at), here = TRI_NO;
        bool first = true;
        for (size_t k = from; k < to; k++) {
            if (!str_eq(t->v[k].country, t->v[i].country)) continue;
            here = tri_or(here, held_on(&t->v[k], at));
            first &= k >= i;
        }
        if (first) tally_add(p->arena, &out->country, t->v[i].country, here);
        if (one != TRI_NO && (!surest || *sure == TRI_MAYBE)) surest = &t->v[i];
        *sure = tri_or(*sure, one);
    }
    return surest;
}

bool held_figures(struct page *p, const struct held_table *t, struct day at, struct figures *out, struct err *err)
{
    enum { OCCUPATIONS = 500 };
    const struct type *persons = vocab_type(store_vocab(p->store), S("persons"));
    const struct prop *occupation = persons ? type_prop(persons, S("occupation")) : NULL;
    struct column occupations = {0};
    struct distinct *codes = NULL;
    size_t code_count = 0, from = 0, to;
    enum tri sure;
    *out = (struct figures){0};
    if (occupation && (!view_column(&p->view, occupation, &occupations, err) ||
                       !view_values(&p->view, occupation, OCCUPATIONS, &codes, &code_count, err)))
        return false;
    for (size_t i = 0, end; i < t->n; i = end) {
        for (end = i; end < t->n && t->v[end].person == t->v[i].person;) end++;
        const struct held *surest = person_figures(p, t, i, end, at, out, &sure);
        if (!surest) continue;
        ++*(sure == TRI_YES ? &out->certain : &out->possible);
        tally_add(p->arena, &out->length, length_of(surest, at), sure);
        column_of(&occupations, t->v[i].person, &from, &to);
        for (size_t k = from; k < to; k++) tally_add(p->arena, &out->occupation, text_of(codes, code_count, occupations.v[k].lo), sure);
    }
    tally_sort(&out->country);
    tally_sort(&out->occupation);
    return true;
}
