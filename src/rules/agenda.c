#include "rules/agenda.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/marks.h"

struct run {
    struct view *v;
    struct day at, until;
    struct agenda *out;
    struct marks seen; // members of cases that are done
};

static struct agenda_entry *add(struct run *r, struct day date)
{
    struct agenda *o = r->out;
    o->v = arena_grow(r->v->arena, o->v, &o->cap, o->n + 1, sizeof *o->v);
    o->v[o->n] = (struct agenda_entry){.date = date};
    return &o->v[o->n++];
}

static bool ended(const struct case_file *f, const struct case_state *s)
{
    return f->procedure->region_count && s->regions[0].state && s->regions[0].state->end;
}

// What set it off: the entity of the event, or the document's; a document that sets several dates tells them apart by their order.
static struct str id_of(struct arena *a, const struct procedure *p, struct str path, const struct due *d, size_t same)
{
    struct str rule = d->timer ? d->timer->name : S("named"), by = d->timer ? d->after->ref : d->ref;
    return strf(a, "%.*s %.*s %.*s %.*s %zu", STR(path), STR(p->name), STR(rule), STR(by), same);
}

// A due that outlives its case.
static struct due kept(struct arena *a, const struct due *d)
{
    struct due k = *d;
    k.after = k.answer = NULL;
    k.arithmetic = str_dup(a, d->arithmetic);
    k.ref = str_dup(a, d->ref);
    k.document = str_dup(a, d->document);
    k.source = str_dup(a, d->source);
    return k;
}

static bool take_case(struct run *r, const struct procedure *all, int64_t entity, struct err *err)
{
    ARENA scratch = arena_new(); // of this case
    struct view one = *r->v;
    struct case_file file, *f = &file;
    struct case_state state, *s = &state;
    struct str path, title;
    one.arena = scratch;
    if (mark_get(&r->seen, entity) != TRI_NO) return true;
    if (!case_open(&one, all, entity, f, err)) return false;
    for (size_t i = 0; i < f->member_count; i++) mark_set(r->v->arena, &r->seen, f->members[i], TRI_YES);
    if (!case_run(f, r->at, s, err)) return false;
    if (ended(f, s) || !s->dues.n) return true;
    path = view_path(r->v, entity, err);
    if (!path.n || !view_label(r->v, entity, &title, err)) return false;
    for (size_t i = 0; i < s->dues.n; i++) {
        const struct due *d = &s->dues.v[i];
        size_t same = 0;
        bool happens = d->timer && d->timer->kind == TIMER_HAPPENS;
        if ((d->met != MET_OPEN && d->met != MET_OVERDUE) || (happens && d->answer) || d->date.n > r->until.n) continue;
        for (size_t k = 0; k < i; k++) same += s->dues.v[k].timer == d->timer && str_eq(s->dues.v[k].ref, d->ref) && s->dues.v[k].after == d->after;
        struct agenda_entry *e = add(r, d->date);
        *e = (struct agenda_entry){f->procedure, kept(r->v->arena, d), NULL, entity, path, title, id_of(r->v->arena, f->procedure, path, d, same), d->date};
    }
    return true;
}

static bool all_cases(struct run *r, const struct procedure *all, struct err *err)
{
    for (const struct procedure *p = all; p; p = p->next)
        for (size_t i = 0; i < p->type_count; i++) {
            struct ref ref = {.type = p->types[i], .limit = -1};
            struct hits hits;
            if (procedure_of(all, p->types[i]) != p) continue; // another one's
            if (!query_list(r->v, &ref, &hits, err)) return false;
            for (size_t k = 0; k < hits.n; k++)
                if (!take_case(r, all, hits.v[k].entity, err)) return false;
        }
    return true;
}

static void next_meetings(struct run *r, const struct meetings *m)
{
    r->out->no_meeting = true;
    for (size_t i = 0; i < m->n; i++) {
        if (m->v[i].until.n < r->at.n) continue;
        r->out->no_meeting = false;
        if (m->v[i].since.n > r->until.n) continue;
        struct agenda_entry *e = add(r, m->v[i].since);
        e->meeting = &m->v[i];
        e->id = strf(r->v->arena, "cm-dh %.*s", STR(m->v[i].number));
    }
}

static int by_date(const void *a, const void *b)
{
    const struct agenda_entry *x = a, *y = b;
    if (x->date.n != y->date.n) return x->date.n < y->date.n ? -1 : 1;
    return str_cmp(x->id, y->id);
}

bool agenda_read(struct view *v, const struct procedure *all, const struct meetings *meetings, int64_t entity, struct day at, struct day until,
                 struct agenda *out, struct err *err)
{
    struct run r = {.v = v, .at = at, .until = until, .out = out};
    *out = (struct agenda){0};
    if (entity ? !take_case(&r, all, entity, err) : !all_cases(&r, all, err)) return false;
    if (!entity && meetings) next_meetings(&r, meetings);
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_date);
    return true;
}

struct str agenda_label(struct arena *a, const struct agenda_entry *e, struct str lang)
{
    if (e->meeting) return strf(a, "%.*s", STR(e->meeting->number));
    const struct due *d = &e->due;
    return d->timer ? label_text(d->timer->label, lang, d->timer->name) : label_text(e->procedure->named_label, lang, S("date set"));
}

bool agenda_overdue(const struct agenda_entry *e) { return e->procedure && e->due.met == MET_OVERDUE; }
