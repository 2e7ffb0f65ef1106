#include "rules/procedure_check.h"

#include "base/str.h"

static void fault(struct diags *ds, enum diag_code code, const struct source_text *file, struct pos at, struct str name, const char *text)
{
    diag_add(ds, code, file, at, (uint32_t)utf8_count(name), "%.*s %s", STR(name), text);
}

// States that can be: the starts, and whatever an event or the course of things leads to from one that can.
static void reach(struct procedure *p)
{
    for (struct region *r = p->regions; r; r = r->next)
        for (struct state *s = r->first; s; s = s->next) s->reached = s == r->start;
    for (bool grew = true; grew;) {
        grew = false;
        for (struct region *r = p->regions; r; r = r->next)
            for (struct state *s = r->first; s; s = s->next)
                if (s->reached && s->then && !s->then->reached) ((struct state *)s->then)->reached = grew = true;
        for (struct event *e = p->events; e; e = e->next)
            for (struct move *m = e->moves; m; m = m->next)
                if (m->from->reached && !m->to->reached) ((struct state *)m->to)->reached = grew = true;
    }
}

static bool can_happen(const struct event *e)
{
    for (const struct move *m = e->moves; m; m = m->next)
        if (m->from->reached) return true;
    return false;
}

static bool circle(const struct procedure *p, const struct state *s)
{
    const struct state *at = s->then;
    for (size_t i = 0; at && i <= p->state_count; i++, at = at->then)
        if (at == s) return true;
    return false;
}

void procedure_check(struct procedure *p, const struct source_text *file, struct diags *ds)
{
    reach(p);
    for (struct region *r = p->regions; r; r = r->next)
        for (struct state *s = r->first; s; s = s->next) {
            if (!s->reached) fault(ds, DIAG_PROC_UNREACHABLE, file, s->pos, s->name, "cannot be reached: no event leads to it from the start of its region");
            if (circle(p, s)) fault(ds, DIAG_PROC_LOOP, file, s->pos, s->name, "comes back to itself without an event: then must lead somewhere else");
        }
    for (struct event *e = p->events; e; e = e->next)
        if (!can_happen(e)) fault(ds, DIAG_PROC_UNREACHABLE, file, e->pos, e->name, "cannot happen: there is no state that can be reached and that it starts from");
    for (struct timer *c = p->clocks; c; c = c->next) {
        for (size_t i = 0; i < c->after_count; i++)
            if (!can_happen(c->after[i])) fault(ds, DIAG_PROC_CLOCK, file, c->pos, c->name, "is a clock on an event that cannot happen");
        for (size_t i = 0; i < c->event_count; i++)
            if (!can_happen(c->events[i])) fault(ds, DIAG_PROC_CLOCK, file, c->pos, c->name, "is a clock whose event cannot happen");
    }
}
