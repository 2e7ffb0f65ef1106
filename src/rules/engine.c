#include "rules/engine.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "lang/write.h"

enum { CANDIDATES = 6, BY_CLOCKS = 100 }; // events of one statement; steps that clocks make, in one case

struct occurrence { // something recorded, and the events that it may be
    const struct event *candidates[CANDIDATES];
    size_t candidate_count;
    struct found found;
    struct str ref, document, source;
    bool used;
};

struct run {
    struct case_file *f;
    struct occurrence *v; // dated ones in order, then the undated
    size_t n, dated, cap;
    const struct state **now; // by region->index
    struct steps steps;
    size_t fired;
};

// ---- what happened

static bool name_occurrence(struct run *r, struct occurrence *o, struct err *err)
{
    struct view *v = &r->f->view;
    o->ref = view_path(v, o->found.entity, err);
    o->source = o->found.said->source;
    if (o->found.said->locator.n) o->source = strf(v->arena, "%.*s, %.*s", STR(o->source), STR(o->found.said->locator));
    return o->ref.n && case_document(r->f, o->found.entity, &o->document, err);
}

static bool gather(struct run *r, struct err *err)
{
    for (const struct event *e = r->f->procedure->events; e; e = e->next)
        for (const struct observe *o = e->observed; o; o = o->next) {
            struct founds got = {0};
            if (!case_observe(r->f, o, &got, err)) return false;
            for (size_t i = 0; i < got.n; i++) {
                struct occurrence *same = NULL;
                for (size_t k = 0; k < r->n && !same; k++)
                    if (r->v[k].found.said->row == got.v[i].said->row && r->v[k].found.entity == got.v[i].entity) same = &r->v[k];
                if (!same) {
                    r->v = arena_grow(r->f->view.arena, r->v, &r->cap, r->n + 1, sizeof *r->v);
                    same = &r->v[r->n++];
                    *same = (struct occurrence){.found = got.v[i]};
                    if (!name_occurrence(r, same, err)) return false;
                }
                if (same->candidate_count < CANDIDATES) same->candidates[same->candidate_count++] = e;
            }
        }
    return true;
}

// By the last day it may mean, then the first, then the order of the procedure; undated ones at the end.
static int by_date(const void *x, const void *y)
{
    const struct occurrence *a = x, *b = y;
    if (a->found.dated != b->found.dated) return a->found.dated ? -1 : 1;
    if (a->found.dated && a->found.date.hi.n != b->found.date.hi.n) return a->found.date.hi.n < b->found.date.hi.n ? -1 : 1;
    if (a->found.dated && a->found.date.lo.n != b->found.date.lo.n) return a->found.date.lo.n < b->found.date.lo.n ? -1 : 1;
    if (a->candidates[0] != b->candidates[0]) return a->candidates[0]->index < b->candidates[0]->index ? -1 : 1;
    return str_cmp(a->ref, b->ref);
}

// ---- moving

static const struct state *settle(const struct state *s)
{
    while (s->then) s = s->then; // no circles: procedure_check
    return s;
}

static const struct move *move_now(const struct run *r, const struct event *e, bool skipping)
{
    for (const struct move *m = e->moves; m; m = m->next)
        if (r->now[m->from->region->index] == m->from && (skipping || !m->skipping)) return m;
    return NULL;
}

static struct step *add_step(struct run *r, const struct step *s)
{
    r->steps.v = arena_grow(r->f->view.arena, r->steps.v, &r->steps.cap, r->steps.n + 1, sizeof *r->steps.v);
    r->steps.v[r->steps.n] = *s;
    return &r->steps.v[r->steps.n++];
}

static struct step step_of(const struct occurrence *o, const struct event *e)
{
    return (struct step){.event = e, .entity = o->found.entity, .ref = o->ref, .document = o->document, .source = o->source, .date = o->found.date, .allowed = true};
}

static void take(struct run *r, struct step s, const struct move *m)
{
    s.from = m->from;
    s.to = m->from == m->to ? m->to : settle(m->to);
    r->now[m->from->region->index] = s.to;
    add_step(r, &s);
}

// An uncertain day may lie before steps already taken: does any state that was held on one of its days leave room for it?
static bool had_room(const struct run *r, const struct occurrence *o, struct step *s)
{
    for (size_t i = r->steps.n; i-- > 0;) {
        const struct step *past = &r->steps.v[i];
        if (!past->from || past->date.hi.n < o->found.date.lo.n) continue;
        const struct move *m = event_move(s->event, past->from, true);
        if (!m || m->from != m->to) continue;
        s->from = s->to = past->from;
        return true;
    }
    return false;
}

static void take_undated(struct run *r, struct edtf date)
{
    for (size_t i = r->dated; i < r->n; i++) {
        struct occurrence *o = &r->v[i];
        for (size_t k = 0; k < o->candidate_count && !o->used; k++) {
            const struct move *m = move_now(r, o->candidates[k], false);
            if (!m || m->from == m->to) continue;
            struct step s = step_of(o, o->candidates[k]);
            s.date = date;
            s.undated = o->used = true;
            take(r, s, m);
        }
    }
}

static void take_dated(struct run *r, struct occurrence *o)
{
    for (int skipping = 0; skipping < 2; skipping++)
        for (size_t k = 0; k < o->candidate_count; k++) {
            const struct move *m = move_now(r, o->candidates[k], skipping);
            if (!m) continue;
            take(r, step_of(o, o->candidates[k]), m);
            take_undated(r, o->found.date);
            return;
        }
    struct step s = step_of(o, o->candidates[0]);
    for (size_t k = 0; k < o->candidate_count; k++) {
        s.event = o->candidates[k];
        if (o->found.date.lo.n < o->found.date.hi.n && had_room(r, o, &s)) {
            add_step(r, &s);
            return;
        }
    }
    s.event = o->candidates[0];
    s.allowed = false;
    s.from = s.event->moves ? r->now[s.event->moves->from->region->index] : NULL;
    add_step(r, &s);
}

// ---- clocks

static bool starts(const struct timer *t, const struct event *e)
{
    for (size_t i = 0; i < t->after_count; i++)
        if (t->after[i] == e) return true;
    return false;
}

static bool runs_in(const struct timer *t, const struct state *s)
{
    for (size_t i = 0; i < t->in_count; i++)
        if (t->in[i] == s) return true;
    return !t->in_count;
}

// Does the register have, on whatever day, something not yet taken that would lead on from here?
static bool led_on(const struct run *r, const struct state *s)
{
    for (size_t i = 0; i < r->dated; i++)
        for (size_t k = 0; k < r->v[i].candidate_count && !r->v[i].used; k++) {
            const struct move *m = event_move(r->v[i].candidates[k], s, true);
            if (m && m->from != m->to) return true;
        }
    return false;
}

// What happens of itself by a day, when nothing that is recorded says otherwise.
static void fire(struct run *r, struct day limit, bool possible)
{
    for (const struct timer *t = r->f->procedure->clocks; t; t = t->next)
        for (size_t i = 0; t->kind == TIMER_HAPPENS && i < r->steps.n; i++) {
            const struct step *s = &r->steps.v[i];
            if (!s->allowed || !starts(t, s->event)) continue;
            const struct move *m = move_now(r, t->events[0], true);
            if (!m || m->from == m->to || r->fired >= BY_CLOCKS || !runs_in(t, m->from) || led_on(r, m->from)) continue;
            struct clock c = clock_add(s->date, t->span, r->f->procedure->holidays);
            struct day lo = c.earliest, hi = c.latest;
            if ((possible ? lo : hi).n > limit.n) continue;
            struct step new = {.event = t->events[0], .expected = true, .allowed = true, .date = edtf_of_day(r->f->view.arena, hi.n == DAY_LAST.n ? lo : hi)};
            new.date.lo = lo;
            r->fired++;
            take(r, new, m);
            take_undated(r, new.date);
        }
}

static void run_to(struct run *r, struct day at, bool possible)
{
    const struct procedure *p = r->f->procedure;
    r->now = arena_array(r->f->view.arena, p->region_count ? p->region_count : 1, sizeof *r->now);
    r->steps = (struct steps){0};
    r->fired = 0;
    for (const struct region *g = p->regions; g; g = g->next) r->now[g->index] = settle(g->start);
    for (size_t i = 0; i < r->n; i++) r->v[i].used = false;
    for (size_t i = 0; i < r->dated; i++) {
        struct occurrence *o = &r->v[i];
        struct day when = possible ? o->found.date.lo : o->found.date.hi;
        if (when.n > at.n) continue;
        fire(r, when, possible);
        o->used = true;
        take_dated(r, o);
    }
    fire(r, at, possible);
}

// ---- anomalies

static void explain(struct case_file *f, struct steps *all, struct step *s)
{
    struct buf b = buf_in(f->view.arena);
    const struct step *same = NULL, *later = NULL;
    buf_addf(&b, "%.*s (%.*s, %.*s): the procedure does not allow it", STR(label_text(s->event->label, S("en"), s->event->name)), STR(case_date(f, s->date)), STR(s->ref));
    if (s->from) buf_addf(&b, " while the case is “%.*s”", STR(label_text(s->from->label, S("en"), s->from->name)));
    for (size_t i = 0; i < all->n; i++) {
        const struct step *o = &all->v[i];
        if (o == s || !o->allowed) continue;
        if (o->event == s->event && o->from != o->to && o->date.lo.n <= s->date.hi.n && !same) same = o;
        if (o->date.hi.n >= s->date.lo.n && o->to && o->from != o->to && event_move(s->event, o->to, true) && !later) later = o;
    }
    if (same)
        buf_addf(&b, "; there is one already, of %.*s%s%.*s%s", STR(case_date(f, same->date)), same->ref.n ? " (" : "", STR(same->ref), same->ref.n ? ")" : "");
    else if (later)
        buf_addf(&b, "; it is dated before what makes it possible: %.*s, %.*s", STR(label_text(later->event->label, S("en"), later->event->name)), STR(case_date(f, later->date)));
    else {
        buf_add(&b, S("; it needs: "));
        const char *between = "";
        for (const struct move *m = s->event->moves; m; m = m->next) {
            if (m->skipping) continue;
            buf_addf(&b, "%s%.*s", between, STR(label_text(m->from->label, S("en"), m->from->name)));
            between = "; or ";
        }
    }
    s->fault = buf_str(&b);
}

// ---- dates expected

// Does the step answer the clock: one of the events that it waits for; or of one that happens of itself, whatever led on.
static bool answers(const struct timer *t, const struct step *s)
{
    if (s->expected || !s->allowed) return false;
    if (t->kind == TIMER_HAPPENS) return s->from != s->to && t->in_count && s->from && runs_in(t, s->from) && s->event->final.n;
    for (size_t i = 0; i < t->event_count; i++)
        if (t->events[i] == s->event) return true;
    return false;
}

static const struct label *why(const struct timer *t, const struct due *d)
{
    if (!d->answer || d->answer->date.lo.n != d->answer->date.hi.n || d->after->date.lo.n != d->after->date.hi.n) return NULL;
    struct day on = d->answer->date.lo;
    for (const struct explain *x = t->explains; x; x = x->next) {
        if (x->months && day_add_months(d->after->date.lo, x->months).n != on.n) continue;
        if (x->weekday && day_weekday(on) != x->weekday) continue;
        if (x->later != 2 && x->later != (d->days > 0) - (d->days < 0)) continue;
        if (x->final.n && !str_eq(x->final, d->answer->event->final)) continue;
        return x->label;
    }
    return NULL;
}

static struct due *add_due(struct case_file *f, struct dues *list)
{
    list->v = arena_grow(f->view.arena, list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n] = (struct due){0};
    return &list->v[list->n++];
}

static void judge(struct due *d, const struct steps *all, size_t from, struct day at)
{
    const struct timer *t = d->timer;
    bool left = false;
    for (size_t i = from + 1; i < all->n && !d->answer && !left; i++) {
        if (answers(t, &all->v[i])) d->answer = &all->v[i];
        else left = t->in_count && all->v[i].allowed && all->v[i].from != all->v[i].to && all->v[i].from && runs_in(t, all->v[i].from);
    }
    if (d->answer) {
        d->days = d->answer->date.hi.n - d->date.n;
        d->met = d->answer->date.hi.n > at.n ? MET_OPEN : d->answer->date.lo.n > d->latest.n ? MET_LATE : MET_DONE;
        d->explain = why(t, d);
    }
    bool past = !t->event_count && d->after->date.hi.n < at.n; // the day that a target counted towards
    if (d->met == MET_OPEN && d->latest.n < at.n) d->met = left || past || t->kind == TIMER_HAPPENS ? MET_LAPSED : MET_OVERDUE;
}

// Was the rule in force on all days that the date may mean?
static bool rules(const struct timer *t, struct edtf d)
{
    return (!t->has_since || d.lo.n >= t->since.n) && (!t->has_until || d.hi.n < t->until.n);
}

static void expect(struct case_file *f, struct case_state *s, struct day at)
{
    for (const struct timer *t = f->procedure->clocks; t; t = t->next)
        for (size_t i = 0; i < s->all.n; i++) {
            const struct step *after = &s->all.v[i];
            bool before = t->span.count < 0; // counts towards what is still to come
            if (!after->allowed || !starts(t, after->event) || (!before && after->date.lo.n > at.n) || !rules(t, after->date)) continue;
            if (t->event_count && after->to && after->to->end) continue; // nobody has to act any more
            struct due *d = add_due(f, &s->dues);
            struct clock c = clock_add(after->date, t->span, f->procedure->holidays);
            *d = (struct due){.timer = t, .after = after, .date = c.earliest, .latest = c.latest};
            d->arithmetic = clock_words(f->view.arena, after->date, t->span, c, S("en"));
            judge(d, &s->all, i, at);
        }
}

static bool named(struct case_file *f, struct case_state *s, struct day at, struct err *err)
{
    for (const struct observe *o = f->procedure->named; o; o = o->next) {
        struct founds got = {0};
        if (!case_observe(f, o, &got, err)) return false;
        for (size_t i = 0; i < got.n; i++) {
            struct day said = DAY_FIRST; // on which the document set it
            struct str ref = view_path(&f->view, got.v[i].entity, err);
            if (!ref.n) return false;
            for (size_t k = 0; k < s->all.n; k++)
                if (s->all.v[k].entity == got.v[i].entity) said = s->all.v[k].date.lo;
            if (said.n > at.n) continue;
            struct due *d = add_due(f, &s->dues);
            *d = (struct due){.date = got.v[i].date.lo, .latest = got.v[i].date.hi, .ref = ref, .source = got.v[i].said->source};
            d->met = d->latest.n < at.n ? MET_OVERDUE : MET_OPEN;
            if (!case_document(f, got.v[i].entity, &d->document, err)) return false;
        }
    }
    return true;
}

static int by_due(const void *x, const void *y)
{
    const struct due *a = x, *b = y;
    return (a->date.n > b->date.n) - (a->date.n < b->date.n);
}

// ---- the whole

static void finality(struct case_state *s)
{
    for (size_t i = 0; i < s->all.n; i++) {
        const struct step *st = &s->all.v[i];
        if (!st->event->final.n || !st->allowed) continue;
        s->final = (struct finality){.known = true, .date = st->date.lo, .latest = st->date.hi, .expected = st->expected, .by = st};
        break;
    }
    for (size_t i = 0; i < s->dues.n; i++)
        if (s->final.by && s->dues.v[i].timer && s->dues.v[i].timer->kind == TIMER_HAPPENS && (s->dues.v[i].answer == s->final.by || s->final.expected)) {
            s->final.due = &s->dues.v[i];
            break;
        }
}

// What has possibly happened, among the history in its place.
static void add_maybes(struct run *r, struct steps *history, struct day at)
{
    for (size_t i = 0; i < r->dated; i++) {
        const struct occurrence *o = &r->v[i];
        if (o->found.date.lo.n > at.n || o->found.date.hi.n <= at.n) continue;
        struct step s = step_of(o, o->candidates[0]);
        s.maybe = true;
        r->steps = *history;
        add_step(r, &s);
        *history = r->steps;
        for (size_t k = history->n - 1; k > 0 && history->v[k - 1].date.lo.n > s.date.lo.n; k--) history->v[k] = history->v[k - 1], history->v[k - 1] = s;
    }
}

bool case_run(struct case_file *f, struct day at, struct case_state *out, struct err *err)
{
    struct run r = {.f = f};
    const struct procedure *p = f->procedure;
    *out = (struct case_state){0};
    if (!gather(&r, err)) return false;
    if (r.n) qsort(r.v, r.n, sizeof *r.v, by_date);
    while (r.dated < r.n && r.v[r.dated].found.dated) r.dated++;
    out->regions = arena_array(f->view.arena, p->region_count ? p->region_count : 1, sizeof *out->regions);
    run_to(&r, DAY_LAST, false);
    out->all = r.steps;
    run_to(&r, at, true);
    for (size_t i = 0; i < p->region_count; i++) out->regions[i].possibly = r.now[i];
    run_to(&r, at, false);
    out->history = r.steps;
    for (size_t i = 0; i < p->region_count; i++) {
        out->regions[i].state = r.now[i];
        if (out->regions[i].possibly == r.now[i]) out->regions[i].possibly = NULL;
    }
    add_maybes(&r, &out->history, at);
    for (size_t i = 0; i < out->history.n; i++) {
        struct step *s = &out->history.v[i];
        if (!s->allowed) explain(f, &out->all, s);
        if (s->allowed && s->from && s->from != s->to) out->regions[s->to->region->index].by = s;
    }
    expect(f, out, at);
    if (!named(f, out, at, err)) return false;
    if (out->dues.n) qsort(out->dues.v, out->dues.n, sizeof *out->dues.v, by_due);
    finality(out);
    return true;
}

const struct event *case_next(const struct procedure *p, const struct case_state *s, const struct event *at)
{
    for (const struct event *e = at ? at->next : p->events; e; e = e->next)
        for (const struct move *m = e->moves; m; m = m->next)
            if (!m->skipping && s->regions[m->from->region->index].state == m->from) return e;
    return NULL;
}

struct str majority_text(struct arena *a, const struct procedure *p, const struct event *e, struct day at, struct str lang)
{
    if (!e->majority) return (struct str){0};
    struct str words = label_text(e->majority->label, lang, e->majority->name);
    for (const struct members *m = p->members; m && e->majority->den; m = m->next)
        if (m->since.n <= at.n && at.n < m->until.n)
            return strf(a, "%.*s (%d of %d)", STR(words), (m->count * e->majority->num + e->majority->den - 1) / e->majority->den, m->count);
    return words;
}
