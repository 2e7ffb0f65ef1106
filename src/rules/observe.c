#include "rules/observe.h"

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"

static bool has(const int64_t *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == id) return true;
    return false;
}

static void add(struct arena *a, int64_t **list, size_t *n, size_t *cap, int64_t id)
{
    if (has(*list, *n, id) || *n >= CASE_MEMBERS) return;
    *list = arena_grow(a, *list, cap, *n + 1, sizeof **list);
    (*list)[(*n)++] = id;
}

// ---- the case

// Entities of the case's types that have one of the values of the joining property.
static bool join(struct case_file *f, size_t *cap, struct err *err)
{
    const struct procedure *p = f->procedure;
    const struct type *own;
    struct str slug;
    struct statements all;
    if (!view_name(&f->view, f->entity, &own, &slug, err)) return false;
    const struct prop *by = own && p->joined_by ? type_prop(own, str_of(p->joined_by)) : NULL;
    if (!by) return true;
    if (!view_some(&f->view, f->entity, &by, 1, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        for (size_t t = 0; t < p->type_count; t++) {
            const struct prop *same = type_prop(p->types[t], by->name);
            int64_t *list;
            size_t n;
            if (!same || same->kind != by->kind) continue;
            if (!view_having(&f->view, same, all.v[i].value.key, all.v[i].value.key, &list, &n, err)) return false;
            for (size_t k = 0; k < n; k++) add(f->view.arena, &f->members, &f->member_count, cap, list[k]);
        }
    return true;
}

static bool gather_persons(struct case_file *f, struct err *err)
{
    size_t cap = 0;
    for (size_t i = 0; i < f->member_count && f->procedure->persons; i++) {
        const struct type *type;
        struct str slug;
        struct statements all;
        if (!view_name(&f->view, f->members[i], &type, &slug, err)) return false;
        const struct prop *persons = type ? type_prop(type, str_of(f->procedure->persons)) : NULL;
        if (!persons) continue;
        if (!view_some(&f->view, f->members[i], &persons, 1, &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) add(f->view.arena, &f->persons, &f->person_count, &cap, all.v[k].value.key);
    }
    return true;
}

bool case_open(const struct view *v, const struct procedure *all, int64_t entity, struct case_file *out, struct err *err)
{
    const struct type *type;
    struct str slug;
    size_t cap = 0;
    *out = (struct case_file){.view = *v, .entity = entity};
    out->view.has_at = false;
    if (!view_name(&out->view, entity, &type, &slug, err)) return false;
    out->procedure = type ? procedure_of(all, type) : NULL;
    if (!out->procedure)
        return err_set(err, ERR_USAGE, "no procedure is about %.*s; a case is one of judgments, applications or detentions", STR(type ? type->path : S("this")));
    add(v->arena, &out->members, &out->member_count, &cap, entity);
    return join(out, &cap, err) && gather_persons(out, err);
}

bool case_alone(const struct case_file *f, int64_t entity, struct case_file *out, struct err *err)
{
    size_t cap = 0;
    *out = (struct case_file){.procedure = f->procedure, .view = f->view, .entity = entity};
    add(f->view.arena, &out->members, &out->member_count, &cap, entity);
    return gather_persons(out, err);
}

// ---- what is found

static bool wanted(struct arena *a, const struct want *w, struct statements all)
{
    struct statements of = statements_of(a, all, w->prop);
    if (!of.n) return w->absent;
    if (w->any) return true;
    for (size_t i = 0; i < of.n; i++)
        for (size_t k = 0; k < w->count; k++)
            if (str_eq(of.v[i].value.text, w->values[k])) return true;
    return false;
}

static struct found *one_more(struct case_file *f, struct founds *out, int64_t entity, const struct statement *s)
{
    static struct found none; // never read
    if (out->n >= CASE_FOUND) return &none;
    out->v = arena_grow(f->view.arena, out->v, &out->cap, out->n + 1, sizeof *out->v);
    out->v[out->n] = (struct found){.entity = entity, .said = s};
    return &out->v[out->n++];
}

// A value of one property that sources disagree on: any day between.
static struct edtf hull(struct arena *a, struct statements of)
{
    struct edtf d = of.v[0].value.date, whole = d;
    const char *why;
    for (size_t i = 1; i < of.n; i++) {
        struct edtf e = of.v[i].value.date;
        if (e.lo.n < whole.lo.n) whole.lo = e.lo;
        if (e.hi.n > whole.hi.n) whole.hi = e.hi;
    }
    if (whole.lo.n == d.lo.n && whole.hi.n == d.hi.n) return d;
    struct str text = strf(a, "%.*s/%.*s", STR(day_text(a, whole.lo)), STR(day_text(a, whole.hi)));
    return edtf_parse(text, &d, &why) ? d : whole;
}

static void stated(struct case_file *f, const struct observe *o, struct statements all, int64_t entity, struct founds *out)
{
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        bool fits = s->prop == o->date;
        for (const struct want *w = o->wants; w && fits; w = w->next)
            fits = w->prop != o->date || wanted(f->view.arena, w, (struct statements){&all.v[i], 1});
        if (!fits) continue;
        struct found *n = one_more(f, out, entity, s);
        n->dated = s->has_since;
        if (s->has_since) n->date = s->since;
    }
}

static bool look(struct case_file *f, const struct observe *o, int64_t entity, struct founds *out, struct err *err)
{
    struct statements all;
    if (!view_statements(&f->view, entity, &all, err)) return false;
    for (const struct want *w = o->wants; w; w = w->next)
        if (!wanted(f->view.arena, w, all)) return true;
    if (o->stated) {
        stated(f, o, all, entity, out);
        return true;
    }
    struct statements of = statements_of(f->view.arena, all, o->date);
    for (size_t i = 0; i < of.n; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) again |= str_eq(of.v[k].value.text, of.v[i].value.text);
        if (again || (i && !o->date->many)) continue;
        struct found *n = one_more(f, out, entity, &of.v[i]);
        n->dated = true;
        n->date = o->date->many ? of.v[i].value.date : hull(f->view.arena, of);
    }
    return true;
}

bool case_observe(struct case_file *f, const struct observe *o, struct founds *out, struct err *err)
{
    const struct procedure *p = f->procedure;
    bool of_case = false;
    for (size_t i = 0; o->by && i < p->type_count; i++) of_case |= prop_takes(o->by, p->types[i]);
    const int64_t *to = !o->by || of_case ? f->members : f->persons;
    size_t n = !o->by || of_case ? f->member_count : f->person_count, seen_count = 0, cap = 0;
    int64_t *seen = NULL;
    for (size_t i = 0; i < n; i++) {
        int64_t *list = NULL;
        size_t count = 1;
        bool more;
        if (!o->by) {
            const struct type *type;
            struct str slug;
            if (!view_name(&f->view, to[i], &type, &slug, err)) return false;
            if (type == o->type && !look(f, o, to[i], out, err)) return false;
            continue;
        }
        if (!view_referrers_by(&f->view, o->by, to[i], CASE_FOUND, &list, &count, &more, err)) return false;
        for (size_t k = 0; k < count; k++) {
            if (has(seen, seen_count, list[k])) continue;
            add(f->view.arena, &seen, &seen_count, &cap, list[k]);
            if (!look(f, o, list[k], out, err)) return false;
        }
    }
    return true;
}

bool case_document(struct case_file *f, int64_t entity, struct str *out, struct err *err)
{
    struct statements all;
    *out = (struct str){0};
    if (!view_statements(&f->view, entity, &all, err)) return false;
    for (size_t i = 0; i < f->procedure->document_count; i++)
        for (size_t k = 0; k < all.n; k++)
            if (str_eq(all.v[k].prop->name, f->procedure->documents[i])) {
                *out = all.v[k].value.text;
                return true;
            }
    return true;
}

struct str case_date(struct case_file *f, struct edtf d) { return write_date(f->view.arena, d, S("en")); }
