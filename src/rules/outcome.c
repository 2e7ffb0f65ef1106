#include "rules/outcome.h"

#include "base/arena.h"

const char *result_name(enum result_of r)
{
    static const char *const names[] = {"not recorded", "no", "partly", "yes"};
    return names[r];
}

static bool has(const int64_t *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == id) return true;
    return false;
}

// The persons of the case to whom an entity refers; 0 once when it is of the case itself.
static bool persons_of(struct case_file *f, const struct prop *by, int64_t entity, struct statements *out, bool *of_case, struct err *err)
{
    *out = (struct statements){0};
    *of_case = !by;
    for (size_t i = 0; by && i < f->procedure->type_count; i++) *of_case |= prop_takes(by, f->procedure->types[i]);
    return *of_case || view_some(&f->view, entity, &by, 1, out, err);
}

static bool add_result(struct case_file *f, struct outcome_state *o, int64_t person, const struct found *n, struct err *err)
{
    struct result r = {.person = person, .entity = n->entity, .date = n->date, .source = n->said->source};
    r.ref = view_path(&f->view, n->entity, err);
    if (!r.ref.n) return false;
    for (size_t i = 0; i < o->count; i++)
        if (o->results[i].person == person && o->results[i].entity == n->entity) return true;
    o->results = arena_grow(f->view.arena, o->results, &o->cap, o->count + 1, sizeof *o->results);
    o->results[o->count++] = r;
    return true;
}

static bool observed(struct case_file *f, struct outcome_state *o, const struct observe *rule, struct day at, struct err *err)
{
    struct founds got = {0};
    if (!case_observe(f, rule, &got, err)) return false;
    for (size_t i = 0; i < got.n; i++) {
        struct statements of;
        bool of_case;
        if (!got.v[i].dated || got.v[i].date.hi.n > at.n) continue;
        if (!persons_of(f, rule->by, got.v[i].entity, &of, &of_case, err)) return false;
        if (of_case && !add_result(f, o, 0, &got.v[i], err)) return false;
        for (size_t k = 0; k < of.n; k++)
            if (has(f->persons, f->person_count, of.v[k].value.key) && !add_result(f, o, of.v[k].value.key, &got.v[i], err)) return false;
    }
    return true;
}

// Periods that last on the day, of those that had begun when the case was decided if any had: whom the outcome has not come for.
struct lasting {
    int64_t *open;
    size_t count, cap;
    int64_t *ended; // entities that do not count, since they began later
    size_t ended_count, ended_cap;
};

static void push(struct arena *a, int64_t **list, size_t *n, size_t *cap, int64_t id)
{
    if (has(*list, *n, id)) return;
    *list = arena_grow(a, *list, cap, *n + 1, sizeof **list);
    (*list)[(*n)++] = id;
}

static bool lasting(struct case_file *f, const struct observe *rule, struct day decided, struct day at, struct lasting *out, struct err *err)
{
    struct observe since = *rule;
    struct founds got = {0};
    since.date = rule->type->since;
    if (!case_observe(f, &since, &got, err)) return false;
    bool any = false;
    for (size_t i = 0; i < got.n; i++) any |= got.v[i].date.lo.n <= decided.n;
    for (size_t i = 0; i < got.n; i++) {
        struct statements all, of;
        bool of_case;
        if (any && got.v[i].date.lo.n > decided.n) {
            push(f->view.arena, &out->ended, &out->ended_count, &out->ended_cap, got.v[i].entity);
            continue;
        }
        if (!view_statements(&f->view, got.v[i].entity, &all, err)) return false;
        const struct statement *until = statement_first(all, rule->type->until);
        if (edtf_in_force(&got.v[i].date, until ? &until->value.date : NULL, at) == TRI_NO) continue;
        if (!persons_of(f, rule->by, got.v[i].entity, &of, &of_case, err)) return false;
        if (of_case) push(f->view.arena, &out->open, &out->count, &out->cap, 0);
        for (size_t k = 0; k < of.n; k++)
            if (has(f->persons, f->person_count, of.v[k].value.key)) push(f->view.arena, &out->open, &out->count, &out->cap, of.v[k].value.key);
    }
    return true;
}

static bool run_outcome(struct case_file *f, struct outcome_state *o, struct day decided, struct day at, struct err *err)
{
    struct lasting l = {0};
    for (const struct observe *rule = o->outcome->observed; rule; rule = rule->next) {
        if (!observed(f, o, rule, at, err)) return false;
        if (!rule->type->until || rule->date != rule->type->until) continue;
        o->period = true;
        if (!lasting(f, rule, decided, at, &l, err)) return false;
    }
    size_t n = 0, done = 0;
    for (size_t i = 0; i < o->count; i++)
        if (!has(l.ended, l.ended_count, o->results[i].entity) && !has(l.open, l.count, o->results[i].person)) o->results[n++] = o->results[i];
    o->count = n;
    o->open = l.count;
    for (size_t i = 0; i < f->person_count; i++) {
        bool got = false;
        for (size_t k = 0; k < n; k++) got |= !o->results[k].person || o->results[k].person == f->persons[i];
        done += got;
    }
    bool whole = f->person_count ? done == f->person_count : n > 0;
    o->of = whole ? RESULT_YES : n ? RESULT_PARTLY : l.count ? RESULT_NO : RESULT_UNKNOWN;
    return true;
}

bool outcome_days(const struct outcome_state *o, const struct finality *final, struct day at, int32_t *days)
{
    struct day to = DAY_FIRST;
    if (!final->known || final->date.n == DAY_FIRST.n || (!o->open && !o->count)) return false;
    for (size_t i = 0; i < o->count; i++)
        if (o->results[i].date.lo.n > to.n) to = o->results[i].date.lo;
    if (o->open) to = at;
    if (to.n == DAY_FIRST.n || to.n == DAY_LAST.n || to.n < final->date.n || final->date.n > at.n) return false;
    *days = to.n - final->date.n;
    return true;
}

// ---- measures

static bool measures(struct case_file *f, struct came *c, struct day at, struct err *err)
{
    const struct procedure *p = f->procedure;
    for (const struct observe *rule = p->measured; rule && p->measure; rule = rule->next) {
        struct founds got = {0};
        if (!case_observe(f, rule, &got, err)) return false;
        for (size_t i = 0; i < got.n; i++) {
            struct statements of;
            struct str ref = view_path(&f->view, got.v[i].entity, err);
            if (!ref.n || !view_some(&f->view, got.v[i].entity, &p->measure, 1, &of, err)) return false;
            of = statements_distinct(of);
            for (size_t k = 0; k < of.n && got.v[i].dated && got.v[i].date.lo.n <= at.n; k++) {
                struct measure_state *m = NULL;
                for (size_t j = 0; j < c->measure_count && !m; j++)
                    if (c->measures[j].term == of.v[k].value.term) m = &c->measures[j];
                if (!m) {
                    c->measures = arena_grow(f->view.arena, c->measures, &c->cap, c->measure_count + 1, sizeof *c->measures);
                    m = &c->measures[c->measure_count++];
                    *m = (struct measure_state){.term = of.v[k].value.term, .first = got.v[i].date, .last = got.v[i].date, .ref = ref, .last_ref = ref};
                }
                m->count++;
                if (got.v[i].date.lo.n < m->first.lo.n) m->first = got.v[i].date, m->ref = ref;
                if (got.v[i].date.lo.n > m->last.lo.n) m->last = got.v[i].date, m->last_ref = ref;
            }
        }
    }
    for (size_t i = 0; i < c->measure_count; i++)
        for (const struct measure *m = p->measures; m; m = m->next)
            for (size_t k = 0; k < c->outcome_count && c->measures[i].term && str_eq(m->term, c->measures[i].term->code); k++)
                if (c->outcomes[k].outcome == m->outcome) c->measures[i].answer = &c->outcomes[k];
    return true;
}

// ---- the group

// When it began is often not recorded, and then it is taken to have begun.
static enum tri holds(const struct statement *s, struct day at)
{
    struct edtf ever = {.lo = DAY_FIRST, .hi = DAY_FIRST};
    return edtf_in_force(s->has_since ? &s->since : &ever, s->has_until ? &s->until : NULL, at);
}

// The cases that the leading one leads; *until is when the last of those that it led before left, DAY_FIRST when it led none.
static bool led_by(struct case_file *f, int64_t leading, const struct prop *p, struct day at, struct group_state *g, struct edtf *until, struct err *err)
{
    int64_t *list;
    size_t n;
    bool more;
    if (!view_referrers_by(&f->view, p, leading, CASE_MEMBERS, &list, &n, &more, err)) return false;
    for (size_t i = 0; i < n; i++) {
        struct statements of;
        const struct statement *in = NULL;
        if (!view_some(&f->view, list[i], &p, 1, &of, err)) return false;
        for (size_t k = 0; k < of.n; k++) {
            const struct statement *s = &of.v[k];
            if (s->value.key != leading) continue;
            if (!in && holds(s, at)) in = s;
            if (s->has_until && s->until.hi.n <= at.n && s->until.hi.n > until->hi.n) *until = s->until;
        }
        if (!in) continue;
        bool maybe = holds(in, at) == TRI_MAYBE;
        g->maybe_count += maybe;
        g->members = arena_grow(f->view.arena, g->members, &g->cap, g->member_count + 1, sizeof *g->members);
        g->members[g->member_count++] = (struct grouped){list[i], in->has_since, in->has_until, maybe, in->since, in->until};
    }
    return true;
}

static bool group(struct case_file *f, struct group_state *g, struct day at, struct err *err)
{
    const struct type *type;
    struct str slug;
    struct statements of;
    struct edtf until = {.lo = DAY_FIRST, .hi = DAY_FIRST};
    if (!view_name(&f->view, f->entity, &type, &slug, err)) return false;
    const struct prop *p = type && f->procedure->group ? type_prop(type, str_of(f->procedure->group)) : NULL;
    if (!p || p->kind != KIND_REF) return true;
    if (!view_some(&f->view, f->entity, &p, 1, &of, err)) return false;
    for (size_t i = 0; i < of.n; i++) { // the one of that day; else the last before it
        const struct statement *s = &of.v[i];
        bool now = holds(s, at), past = s->has_until && s->until.hi.n <= at.n;
        if ((!now && !past) || (g->leading && (!g->former || (!now && s->until.hi.n <= g->until.hi.n)))) continue;
        *g = (struct group_state){.leading = s->value.key, .former = !now, .has_since = s->has_since, .since = s->since, .has_until = s->has_until,
                                  .until = s->until, .source = s->source};
    }
    if (g->leading && !g->former) return led_by(f, g->leading, p, at, g, &until, err);
    struct group_state own = {.leading = f->entity, .leads = true};
    if (!led_by(f, f->entity, p, at, &own, &until, err)) return false;
    own.former = own.has_until = !own.member_count;
    own.until = until;
    if (own.member_count || (!g->leading && until.hi.n != DAY_FIRST.n)) *g = own;
    return true;
}

bool case_came(struct case_file *f, const struct case_state *s, struct day at, struct came *out, struct err *err)
{
    struct day decided = s->final.known && s->final.date.n != DAY_FIRST.n ? s->final.date : at;
    size_t n = 0;
    *out = (struct came){0};
    for (const struct outcome *o = f->procedure->outcomes; o; o = o->next) n++;
    out->outcomes = arena_array(f->view.arena, n ? n : 1, sizeof *out->outcomes);
    for (const struct outcome *o = f->procedure->outcomes; o; o = o->next) {
        out->outcomes[out->outcome_count].outcome = o;
        if (!run_outcome(f, &out->outcomes[out->outcome_count++], decided, at, err)) return false;
    }
    return measures(f, out, at, err) && group(f, &out->group, at, err);
}
