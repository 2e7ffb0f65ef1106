// What is wrong with a dossier as a whole, seen together with the register it goes into. Nothing is mended.
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "intake/dossier.h"
#include "vocab/identifier.h"

static struct diag *report(struct dossier *d, enum diag_code code, struct place at, struct str message)
{
    return diag_add(d->ds, code, at.file, at.pos, at.width, "%.*s", STR(message));
}

// Is there such an entity, here or in the register (or was there, under a former key)?
static bool exists(struct dossier *d, struct view *v, const struct type *t, struct str slug, bool *out,
                   struct err *err)
{
    int64_t id = 0;
    *out = dossier_find(d, t, slug) != NULL;
    if (*out) return true;
    if (!view_find(v, t, slug, &id, err)) return false;
    *out = id != 0;
    return true;
}

// The nearest slug of that type among what is being loaded and what is there.
static struct str nearest(struct dossier *d, const struct type *t, struct str slug)
{
    struct str hit = {0};
    size_t best = slug.n / 4 + 2;
    for (size_t i = 0; i < d->count; i++) {
        if (d->items[i].type != t) continue;
        size_t far = str_distance(slug, d->items[i].slug, best);
        if (far < best) best = far, hit = d->items[i].slug;
    }
    return hit;
}

static bool check_target(struct dossier *d, struct view *v, const struct type *t, struct str slug,
                         struct place at, const char *what, struct err *err)
{
    bool there;
    if (!exists(d, v, t, slug, &there, err)) return false;
    if (there) return true;
    struct diag *x = report(d, DIAG_NO_ENTITY, at,
                            strf(d->arena, "%s %.*s/%.*s: there is none", what, STR(t->path), STR(slug)));
    if (d->ds->errors > 50) return true; // near names are looked for in the first few faults alone
    struct str near = nearest(d, t, slug);
    if (!near.n && !view_nearest(v, t, slug, &near, err)) return false;
    if (near.n) diag_more(d->ds, x, "did you mean %.*s?", STR(near));
    return true;
}

static bool check_refs(struct dossier *d, struct view *v, const struct item *it, struct err *err)
{
    const struct type *sources = vocab_type(d->vocab, S("sources"));
    for (size_t i = 0; i < it->count; i++) {
        const struct draft *f = &it->drafts[i];
        if (f->value.kind == KIND_REF &&
            !check_target(d, v, f->value.type, f->value.text, it->places[i], "refers to", err))
            return false;
        struct place at = it->named[i];
        bool said = false; // a source named once for the entity is looked for once
        for (size_t k = i; k-- > 0 && !said;) said = it->named[k].pos.line == at.pos.line && it->named[k].pos.col == at.pos.col;
        if (!said && !check_target(d, v, sources, f->source, at, "names", err)) return false;
    }
    return true;
}

// The statements that the register has of an entity; none when it is new.
static bool known_statements(struct view *v, const struct item *it, struct statements *out, struct err *err)
{
    int64_t id = 0;
    *out = (struct statements){0};
    if (!view_find(v, it->type, it->slug, &id, err)) return false;
    if (!id && it->former.n && !view_find(v, it->type, it->former, &id, err)) return false;
    return !id || view_statements(v, id, out, err);
}

// Does another file give the property for the same entity?
static bool elsewhere(const struct dossier *d, const struct item *it, const struct prop *p)
{
    const struct item *other = dossier_find(d, it->type, it->slug);
    while (other) {
        if (item_first(other, p)) return true;
        other = other->same ? &d->items[other->same - 1] : NULL;
    }
    return false;
}

static bool was_refused(const struct item *it, const struct prop *p)
{
    for (size_t i = 0; i < it->refused_count; i++)
        if (it->refused[i] == p) return true;
    return false;
}

static bool check_required(struct dossier *d, struct view *v, const struct item *it, struct err *err)
{
    bool read = false;
    struct statements known = {0};
    for (const struct prop *p = it->type->first; p; p = p->next) {
        if (!p->required || item_first(it, p) || was_refused(it, p)) continue;
        if (!read && !known_statements(v, it, &known, err)) return false;
        read = true;
        if (statement_first(known, p) || elsewhere(d, it, p)) continue;
        report(d, DIAG_MISSING, it->place,
               strf(d->arena, "%.*s/%.*s has no %.*s", STR(it->type->path), STR(it->slug), STR(p->name)));
    }
    return true;
}

static void check_period(struct dossier *d, const struct item *it)
{
    for (size_t i = 0; it->type->since && i < it->count; i++)
        for (size_t k = 0; k < it->count; k++) {
            const struct draft *a = &it->drafts[i], *b = &it->drafts[k];
            if (a->prop != it->type->since || b->prop != it->type->until) continue;
            if (a->withdrawn.n || b->withdrawn.n || b->value.date.hi.n >= a->value.date.lo.n) continue;
            struct diag *x = report(d, DIAG_PERIOD, it->places[k],
                                    strf(d->arena, "it ends on %.*s, before it starts on %.*s",
                                         STR(b->value.text), STR(a->value.text)));
            diag_more(d->ds, x, "%.*s is on line %u", STR(a->prop->name), it->places[i].pos.line);
        }
}

// A former key that is the key itself leads nowhere.
static void check_former(struct dossier *d, const struct item *it)
{
    for (size_t i = 0; i < it->count && it->former.n; i++)
        if (str_eq(it->drafts[i].prop->name, S("former-key")) && str_eq(it->drafts[i].value.text, it->slug))
            report(d, DIAG_CYCLE, it->places[i], strf(d->arena, "%.*s is its own former key", STR(it->slug)));
}

// Basis: the Court's ECLI is its date and the number of the first application (domain of the Court's index).
static void check_judgment(struct dossier *d, const struct item *it)
{
    const struct draft *date = item_first(it, type_prop(it->type, S("date")));
    const struct draft *number = item_first(it, type_prop(it->type, S("number")));
    const struct prop *ecli = type_prop(it->type, S("ecli"));
    if (!date || date->value.key != date->value.key_hi) return;
    for (size_t i = 0; i < it->count; i++) {
        const struct draft *f = &it->drafts[i];
        if (f->prop == date->prop && f->value.key == f->value.key_hi && day_weekday(f->value.date.lo) >= 6)
            report(d, DIAG_WEEKEND, it->places[i],
                   strf(d->arena, "%.*s is a %s", STR(f->value.text),
                        day_weekday(f->value.date.lo) == 6 ? "Saturday" : "Sunday"));
        if (f->prop != ecli || !number || !str_starts(f->value.text, S("ECLI:CE:ECHR:"))) continue;
        struct str right = ecli_of(d->arena, date->value.date.lo, number->value.text, "JUD");
        if (str_eq(right, f->value.text)) continue;
        struct diag *x = report(d, DIAG_BAD_ECLI, it->places[i],
                                strf(d->arena, "%.*s does not follow from %.*s and application %.*s",
                                     STR(f->value.text), STR(date->value.text), STR(number->value.text)));
        diag_more(d->ds, x, "it would be %.*s", STR(right));
    }
}

// The item that `it` leads to along p: by its own value, and from entities that are not being loaded on by the register's.
static bool follow(struct dossier *d, struct view *v, const struct draft *f, const struct prop *p, const struct item **to,
                   struct err *err)
{
    struct str slug = f->value.text;
    *to = NULL;
    for (int steps = 0; steps < 1000; steps++) {
        int64_t id;
        struct statements all;
        const struct item *it = dossier_find(d, p->type, slug);
        for (const struct item *i = it; i; i = i->same ? &d->items[i->same - 1] : NULL)
            if (item_first(i, p)) return *to = i, true;
        if (!view_find(v, p->type, slug, &id, err)) return false;
        if (!id) return true;
        if (!view_statements(v, id, &all, err)) return false;
        const struct statement *s = statement_first(all, p);
        if (!s) return true;
        slug = s->value.text;
    }
    return true;
}

// Chains along a reference of a type to itself (part-of, previous, infringement-of) must end. Every item is
// walked once: 1 while its chain is being followed, 2 when that is known to end.
static bool check_cycles(struct dossier *d, struct view *v, const struct prop *p, struct err *err)
{
    unsigned char *seen = arena_array(d->arena, d->count, 1);
    for (size_t i = 0; i < d->count; i++) {
        const struct item *it = &d->items[i];
        while (it && it->type == p->type && !seen[it - d->items]) {
            const struct draft *f = item_first(it, p);
            seen[it - d->items] = 1;
            const struct item *to = NULL;
            if (f && !follow(d, v, f, p, &to, err)) return false;
            if (to && seen[to - d->items] == 1)
                report(d, DIAG_CYCLE, it->places[f - it->drafts],
                       strf(d->arena, "%.*s leads back to %.*s/%.*s, which leads here", STR(p->name),
                            STR(p->type->path), STR(to->slug)));
            it = to;
        }
        for (it = &d->items[i]; it && it->type == p->type && seen[it - d->items] == 1;) {
            const struct draft *f = item_first(it, p);
            seen[it - d->items] = 2;
            it = NULL;
            if (f && !follow(d, v, f, p, &it, err)) return false;
        }
    }
    return true;
}

// ---- detentions that overlap

struct stay {
    struct str person;
    const struct item *it;
    const struct draft *since, *until;
    size_t at; // the draft of since
};

static int by_person_and_start(const void *a, const void *b)
{
    const struct stay *x = a, *y = b;
    int c = str_cmp(x->person, y->person);
    if (c) return c;
    return (x->since->value.key > y->since->value.key) - (x->since->value.key < y->since->value.key);
}

static void check_overlaps(struct dossier *d)
{
    const struct type *t = vocab_type(d->vocab, S("detentions"));
    const struct prop *person = t ? type_prop(t, S("person")) : NULL;
    struct stay *v = arena_array(d->arena, d->count, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; t && i < d->count; i++) {
        const struct item *it = &d->items[i];
        const struct draft *who = it->type == t ? item_first(it, person) : NULL;
        const struct draft *since = who ? item_first(it, t->since) : NULL;
        if (!since) continue;
        v[n] = (struct stay){who->value.text, it, since, item_first(it, t->until), 0};
        while (&it->drafts[v[n].at] != since) v[n].at++;
        n++;
    }
    if (n) qsort(v, n, sizeof *v, by_person_and_start);
    for (size_t i = 1; i < n; i++) {
        const struct stay *a = &v[i - 1], *b = &v[i];
        if (!str_eq(a->person, b->person) || str_eq(a->it->slug, b->it->slug)) continue;
        if (a->until && a->until->value.key <= b->since->value.key_hi) continue;
        struct diag *x = report(d, DIAG_OVERLAP, b->it->places[b->at],
                                strf(d->arena, "persons/%.*s is detained here while detentions/%.*s has not ended",
                                     STR(b->person), STR(a->it->slug)));
        diag_more(d->ds, x, a->until ? "that one ends %.*s" : "that one has no until%.*s",
                  STR(a->until ? a->until->value.text : S("")));
    }
}

bool integrity_check(struct dossier *d, struct view *v, struct err *err)
{
    const struct type *judgments = vocab_type(d->vocab, S("judgments"));
    for (size_t i = 0; i < d->count; i++) {
        const struct item *it = &d->items[i];
        if (!check_refs(d, v, it, err) || !check_required(d, v, it, err)) return false;
        check_period(d, it);
        check_former(d, it);
        if (it->type == judgments) check_judgment(d, it);
    }
    for (size_t i = 0; i < d->vocab->prop_count; i++) {
        const struct prop *p = d->vocab->props[i];
        if (p->kind == KIND_REF && p->to_count == 1 && p->to[0] == p->type && !check_cycles(d, v, p, err)) return false;
    }
    check_overlaps(d);
    return true;
}
