// A case as one JSON object; its keys are in habeas-json(5).
#include "base/arena.h"
#include "base/json.h"
#include "cmd/case.h"
#include "store/statement.h"

static void basis(struct json *j, const struct basis *b)
{
    json_text(j, "basis", b->text);
    json_bool(j, "verified", b->source.n > 0);
    json_text_if(j, "basis-source", b->source);
}

static void standing(struct told *t, struct json *j, const struct standing *s)
{
    const struct basis *b = s->state->basis.text.n || !s->by ? &s->state->basis : &s->by->event->basis;
    json_text(j, "state", s->state->name);
    json_text(j, "label", case_label(t, s->state->label, s->state->name));
    if (s->by) json_text(j, "since", case_iso(t, s->by->date));
    else json_null(j, "since");
    json_bool(j, "expected", s->by && s->by->expected);
    if (s->by && s->by->undated) json_bool(j, "undated", true);
    basis(j, b);
    if (s->possibly) json_text(j, "possibly", s->possibly->name);
}

static void final(struct told *t, struct json *j)
{
    const struct finality *f = &t->final;
    const struct due *d = f->due;
    if (!f->known) return json_null(j, "final");
    json_key(j, "final");
    json_open(j, '{');
    json_text(j, "date", case_iso(t, f->by->date));
    json_text(j, "status", f->expected ? S("expected") : S("observed"));
    json_text(j, "rule", f->by->event->final);
    basis(j, &f->by->event->basis);
    if (d) {
        json_text(j, "expected", day_text(t->file.view.arena, d->date));
        json_text(j, "arithmetic", d->arithmetic);
        if (d->answer) json_int(j, "days-later", d->days);
        if (d->explain) json_text(j, "explanation", case_label(t, d->explain, S("")));
    }
    json_close(j, '}');
}

static void history(struct told *t, struct json *j)
{
    json_key(j, "history");
    json_open(j, '[');
    for (size_t i = 0; i < t->state.history.n; i++) {
        const struct step *s = &t->state.history.v[i];
        json_open(j, '{');
        json_text(j, "date", case_iso(t, s->date));
        json_text(j, "event", s->event->name);
        json_text(j, "label", case_label(t, s->event->label, s->event->name));
        json_text(j, "document", s->document);
        if (s->to) json_text(j, "state", s->to->name);
        else json_null(j, "state");
        json_text_if(j, "ref", s->ref);
        json_text_if(j, "source", s->source);
        json_text(j, "status", s->expected ? S("expected") : s->maybe ? S("maybe") : s->undated ? S("undated") : !s->allowed ? S("anomaly") : S("observed"));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void next(struct told *t, struct json *j)
{
    const struct procedure *p = t->file.procedure;
    json_key(j, "next");
    json_open(j, '[');
    for (const struct event *e = case_next(p, &t->state, NULL); e; e = case_next(p, &t->state, e)) {
        json_open(j, '{');
        json_text(j, "event", e->name);
        json_text(j, "label", case_label(t, e->label, e->name));
        json_text(j, "by", e->by ? case_label(t, e->by->label, e->by->name) : S(""));
        json_text(j, "majority", majority_text(t->file.view.arena, p, e, t->at, t->lang));
        basis(j, &e->basis);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void deadlines(struct told *t, struct json *j)
{
    const struct procedure *p = t->file.procedure;
    json_key(j, "deadlines");
    json_open(j, '[');
    for (size_t i = 0; i < t->state.dues.n; i++) {
        const struct due *d = &t->state.dues.v[i];
        json_open(j, '{');
        json_text(j, "rule", d->timer ? d->timer->name : S("document"));
        json_text(j, "label", case_label(t, d->timer ? d->timer->label : p->named_label, S("")));
        json_text(j, "date", day_text(t->file.view.arena, d->date));
        if (d->latest.n != d->date.n) json_text(j, "latest", day_text(t->file.view.arena, d->latest));
        json_text(j, "kind", !d->timer ? S("named") : d->timer->kind == TIMER_HAPPENS ? S("expected") : d->timer->kind == TIMER_TARGET ? S("target") : S("legal"));
        basis(j, d->timer ? &d->timer->basis : &p->named_basis);
        if (d->met == MET_OPEN || d->met == MET_LAPSED || !d->timer) json_null(j, "met");
        else json_bool(j, "met", d->met == MET_DONE);
        json_text(j, "status", str_of(due_word(d)));
        json_text_if(j, "arithmetic", d->arithmetic);
        if (d->answer) json_text(j, "observed", case_iso(t, d->answer->date));
        json_text_if(j, "document", d->document);
        json_text_if(j, "ref", d->ref);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static bool outcomes(struct told *t, struct json *j, struct view *v, struct err *err)
{
    json_key(j, "outcomes");
    json_open(j, '{');
    for (size_t i = 0; i < t->came.outcome_count; i++) {
        const struct outcome_state *o = &t->came.outcomes[i];
        int32_t days;
        json_key(j, str_c(v->arena, o->outcome->name));
        json_open(j, '{');
        json_text(j, "value", str_of(result_name(o->of)));
        if (o->period && outcome_days(o, &t->final, t->at, &days)) json_int(j, "days-after-final", days);
        json_key(j, "by");
        json_open(j, '[');
        for (size_t k = 0; k < o->count; k++) {
            struct str person = o->results[k].person ? view_path(v, o->results[k].person, err) : S("");
            if (o->results[k].person && !person.n) return false;
            json_open(j, '{');
            json_text_if(j, "person", person);
            json_text(j, "date", case_iso(t, o->results[k].date));
            json_text(j, "ref", o->results[k].ref);
            json_text_if(j, "source", o->results[k].source);
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, '}');
    return true;
}

static void measures(struct told *t, struct json *j)
{
    json_key(j, "measures");
    json_open(j, '[');
    for (size_t i = 0; i < t->came.measure_count; i++) {
        const struct measure_state *m = &t->came.measures[i];
        if (!m->term) continue;
        json_open(j, '{');
        json_text(j, "measure", m->term->code);
        if (m->term->broader) json_text(j, "kind", m->term->broader->code);
        json_text(j, "first", case_iso(t, m->first));
        json_text(j, "last", case_iso(t, m->last));
        json_int(j, "times", (int64_t)m->count);
        if (m->answer) json_text(j, "outcome", m->answer->outcome->name);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static bool group(struct told *t, struct json *j, struct view *v, struct err *err)
{
    const struct group_state *g = &t->came.group;
    if (!g->leading) {
        json_null(j, "group");
        return true;
    }
    struct str leading = view_path(v, g->leading, err);
    if (!leading.n) return false;
    json_key(j, "group");
    json_open(j, '{');
    json_text(j, "leading", leading);
    json_bool(j, "former", g->former);
    if (g->has_since) json_text(j, "since", case_iso(t, g->since));
    if (g->has_until) json_text(j, "until", case_iso(t, g->until));
    json_key(j, "members");
    json_open(j, '[');
    for (size_t i = 0; i < g->member_count; i++) {
        const struct grouped *m = &g->members[i];
        struct str path = view_path(v, m->entity, err);
        if (!path.n) return false;
        json_open(j, '{');
        json_text(j, "case", path);
        if (m->has_since) json_text(j, "since", case_iso(t, m->since));
        if (m->has_until) json_text(j, "until", case_iso(t, m->until));
        if (m->maybe) json_bool(j, "maybe", true);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
    return true;
}

static bool letters(struct told *t, struct json *j, struct view *v, struct err *err)
{
    int64_t *list;
    size_t n;
    if (!statement_resting(v, t->path, &list, &n, err)) return false;
    json_key(j, "letters");
    json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        struct str path = view_path(v, list[i], err);
        if (!path.n) return false;
        json_item_text(j, path);
    }
    json_close(j, ']');
    return true;
}

bool case_json(struct told *t, struct view *v, struct err *err)
{
    struct json j = json_in(v->arena);
    json_open(&j, '{');
    json_text(&j, "case", t->path);
    json_text(&j, "title", t->title);
    json_text(&j, "procedure", t->file.procedure->name);
    json_text(&j, "at", day_text(v->arena, t->at));
    standing(t, &j, &t->state.regions[0]);
    final(t, &j);
    json_key(&j, "beside"); // the other regions
    json_open(&j, '{');
    for (const struct region *g = t->file.procedure->regions->next; g; g = g->next) {
        json_key(&j, str_c(v->arena, g->name));
        json_open(&j, '{');
        standing(t, &j, &t->state.regions[g->index]);
        json_close(&j, '}');
    }
    json_close(&j, '}');
    history(t, &j);
    next(t, &j);
    deadlines(t, &j);
    json_key(&j, "anomalies");
    json_open(&j, '[');
    for (size_t i = 0; i < t->state.history.n; i++)
        if (t->state.history.v[i].fault.n) json_item_text(&j, t->state.history.v[i].fault);
    json_close(&j, ']');
    measures(t, &j);
    if (!outcomes(t, &j, v, err) || !group(t, &j, v, err) || !letters(t, &j, v, err)) return false;
    json_close(&j, '}');
    json_print_line(&j, stdout);
    return true;
}
