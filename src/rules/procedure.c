#include "rules/procedure.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/file.h"
#include "base/must.h"
#include "base/packed.h"
#include "base/yaml.h"
#include "rules/procedure_check.h"

struct reader {
    struct arena *arena;
    const struct vocab *v;
    const struct source_text *file;
    struct diags *ds;
    struct procedure *p;
    const struct node *sources;
};

// ---- faults

static void fault(struct reader *r, enum diag_code code, const struct node *n, const char *text)
{
    struct str what = n->kind == NODE_SCALAR && n->text.n ? n->text : n->key;
    struct pos at = n->kind == NODE_SCALAR && n->text.n ? n->pos : n->key.n ? n->key_pos : n->pos;
    diag_add(r->ds, code, r->file, at, what.n ? (uint32_t)utf8_count(what) : 1, "%.*s%s%s", STR(what), what.n ? ": " : "", text);
}

// Keys that a map may have, as one text between blanks.
static bool known_keys(struct reader *r, const struct node *map, const char *keys)
{
    bool ok = true;
    if (map->kind != NODE_MAP) {
        fault(r, DIAG_PROC_RULE, map, "a map stands here");
        return false;
    }
    for (const struct node *n = map->first; n; n = n->next) {
        struct str all = str_of(keys), key;
        bool found = false;
        while (all.p && !found) key = str_cut(all, ' ', &all), found = str_eq(key, n->key);
        if (found) continue;
        diag_add(r->ds, DIAG_PROC_RULE, r->file, n->key_pos, (uint32_t)utf8_count(n->key), "there is no key %.*s here; there are %s", STR(n->key), keys);
        ok = false;
    }
    return ok;
}

static void unknown(struct reader *r, const struct node *n, const char *what)
{
    diag_add(r->ds, DIAG_PROC_NAME, r->file, n->pos, n->text.n ? (uint32_t)utf8_count(n->text) : 1, "there is no %s %.*s", what, STR(n->text));
}

// ---- parts

static struct label *labels(struct reader *r, const struct node *map)
{
    struct label *first = NULL, **tail = &first;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        const struct node *item = n->kind == NODE_LIST ? n->first : n;
        for (; item; item = n->kind == NODE_LIST ? item->next : NULL) {
            bool tag = n->key.n >= 2 && n->key.n <= 16 && node_text(item).n;
            for (size_t i = 0; i < n->key.n; i++) tag &= n->key.p[i] > ' ' && (unsigned char)n->key.p[i] < 0x7F;
            if (!tag) { // most often a comma in a text that is not quoted
                diag_add(r->ds, DIAG_PROC_RULE, r->file, n->key_pos, (uint32_t)utf8_count(n->key), "%.*s is no language with a text; a text with a comma stands in quotes", STR(n->key));
                continue;
            }
            *tail = arena_alloc(r->arena, sizeof **tail);
            **tail = (struct label){n->key, node_text(item), NULL};
            tail = &(*tail)->next;
        }
    }
    return first;
}

static struct label *label(struct reader *r, const struct node *of)
{
    struct label *l = labels(r, node_get(of, S("label")));
    if (!l) fault(r, DIAG_PROC_RULE, of, "it has no label: label: {en: …}");
    return l;
}

static struct basis basis(struct reader *r, const struct node *of, bool required)
{
    struct basis b = {0};
    const struct node *source = node_get(of, S("source"));
    b.text = node_text(node_get(of, S("basis")));
    if (!b.text.n && required) fault(r, DIAG_PROC_RULE, of, "every rule has a basis: the article that says so");
    if (!source) return b;
    b.source = node_text(node_get(r->sources, source->text));
    if (!b.source.n) unknown(r, source, "source");
    return b;
}

// A scalar, or each of a list, by turns: `at` is NULL at first.
static const struct node *each(const struct node *n, const struct node *at)
{
    if (!n) return NULL;
    if (n->kind == NODE_LIST) return at ? at->next : n->first;
    return at ? NULL : n;
}

static const char *name_text(struct reader *r, const struct node *of, const char *key)
{
    const struct node *n = node_get(of, str_of(key));
    return n && n->text.n ? str_c(r->arena, n->text) : NULL;
}

static bool named(struct reader *r, const struct node *n)
{
    if (slug_valid(n->key)) return true;
    fault(r, DIAG_PROC_RULE, n, "a name is lower-case letters, digits and hyphens");
    return false;
}

// ---- the case, bodies, members

static void read_case(struct reader *r, const struct node *n)
{
    struct procedure *p = r->p;
    if (!n || !known_keys(r, n, "types joined-by persons group documents")) {
        if (!n) diag_add(r->ds, DIAG_PROC_RULE, r->file, (struct pos){1, 1}, 1, "case is missing: the types of entity that a case is");
        return;
    }
    const struct node *types = node_get(n, S("types")), *documents = node_get(n, S("documents"));
    for (const struct node *t = each(types, NULL); t; t = each(types, t)) {
        const struct type *type = vocab_type(r->v, t->text);
        if (!type) unknown(r, t, "type");
        else if (p->type_count < 4) p->types[p->type_count++] = type;
    }
    for (const struct node *d = each(documents, NULL); d && p->document_count < 4; d = each(documents, d)) p->documents[p->document_count++] = d->text;
    if (!p->type_count && !types) fault(r, DIAG_PROC_RULE, n, "a case has types");
    p->joined_by = name_text(r, n, "joined-by");
    p->persons = name_text(r, n, "persons");
    p->group = name_text(r, n, "group");
    const char *const props[] = {"joined-by", "persons", "group"};
    for (size_t i = 0; i < 3; i++) {
        const struct node *of = node_get(n, str_of(props[i]));
        bool there = !of;
        for (size_t k = 0; of && k < p->type_count; k++) there |= type_prop(p->types[k], of->text) != NULL;
        if (!there) unknown(r, of, "property");
    }
}

static struct body *read_bodies(struct reader *r, const struct node *map)
{
    struct body *first = NULL, **tail = &first;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        if (!named(r, n) || !known_keys(r, n, "label of-members")) continue;
        struct str part = node_text(node_get(n, S("of-members"))), den;
        int64_t num = 0, of = 0;
        struct str whole = str_cut(part, '/', &den);
        *tail = arena_alloc(r->arena, sizeof **tail);
        if (part.n && (!den.p || !str_int(whole, &num) || !str_int(den, &of) || num < 1 || of < num || of > 1000))
            fault(r, DIAG_PROC_RULE, n, "of-members is a part of the members, as 2/3");
        **tail = (struct body){n->key, label(r, n), (int)num, (int)of, NULL};
        tail = &(*tail)->next;
    }
    return first;
}

static void read_members(struct reader *r, const struct node *list)
{
    struct members **tail = &r->p->members;
    for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
        struct members m = {.since = DAY_FIRST, .until = DAY_LAST};
        int64_t count;
        if (!known_keys(r, n, "count since until source")) continue;
        struct str since = node_text(node_get(n, S("since"))), until = node_text(node_get(n, S("until")));
        if (!str_int(node_text(node_get(n, S("count"))), &count) || count < 1 || count > 1000000 || (since.n && !day_parse(since, &m.since)) ||
            (until.n && !day_parse(until, &m.until))) {
            fault(r, DIAG_PROC_RULE, n, "members are a count, with the days since and until");
            continue;
        }
        m.count = (int)count;
        *tail = arena_alloc(r->arena, sizeof **tail);
        **tail = m;
        tail = &(*tail)->next;
    }
}

static const struct body *body_of(struct reader *r, const struct body *list, const struct node *of, const char *key)
{
    const struct node *n = node_get(of, str_of(key));
    if (!n) return NULL;
    for (; list; list = list->next)
        if (str_eq(list->name, n->text)) return list;
    unknown(r, n, str_eq(str_of(key), S("by")) ? "body" : "majority");
    return NULL;
}

// ---- regions and states

static void read_state(struct reader *r, struct region *region, struct state ***tail, const struct node *n)
{
    struct procedure *p = r->p;
    if (!named(r, n) || !known_keys(r, n, "label then end basis source")) return;
    if (p->state_count >= PROCEDURE_NAMES) return fault(r, DIAG_TOO_BIG, n, "a procedure has at most 200 states");
    if (procedure_state(p, n->key)) return fault(r, DIAG_PROC_RULE, n, "another region has a state of this name");
    struct state *s = arena_alloc(r->arena, sizeof *s);
    struct str end = node_text(node_get(n, S("end")));
    *s = (struct state){.name = n->key, .label = label(r, n), .region = region, .then_name = node_text(node_get(n, S("then"))),
                        .basis = basis(r, n, false), .end = str_eq(end, S("yes")) || str_eq(end, S("true")), .pos = n->key_pos, .index = p->state_count++};
    **tail = s;
    *tail = &s->next;
}

static const struct state *state_of(struct reader *r, const struct node *n, struct str name)
{
    const struct state *s = procedure_state(r->p, name);
    if (!s) {
        struct pos at = str_eq(name, n->key) ? n->key_pos : n->pos;
        diag_add(r->ds, DIAG_PROC_NAME, r->file, at, name.n ? (uint32_t)utf8_count(name) : 1, "there is no state %.*s", STR(name));
    }
    return s;
}

static void read_regions(struct reader *r, const struct node *map)
{
    struct region **tail = &r->p->regions;
    if (!map || map->kind != NODE_MAP || !map->count) {
        diag_add(r->ds, DIAG_PROC_RULE, r->file, map ? map->pos : (struct pos){1, 1}, 1, "regions are missing: what the case is in, with start and states");
        return;
    }
    for (const struct node *n = map->first; n; n = n->next) {
        if (!named(r, n) || !known_keys(r, n, "label start states")) continue;
        struct region *g = arena_alloc(r->arena, sizeof *g);
        const struct node *states = node_get(n, S("states"));
        *g = (struct region){.name = n->key, .label = label(r, n), .pos = n->key_pos, .index = r->p->region_count++};
        *tail = g;
        tail = &g->next;
        struct state **last = &g->first;
        for (const struct node *s = states ? states->first : NULL; s; s = s->next) read_state(r, g, &last, s);
        const struct node *start = node_get(n, S("start"));
        if (start) g->start = state_of(r, start, start->text);
        else fault(r, DIAG_PROC_RULE, n, "a region has a start");
        if (g->start && g->start->region != g) unknown(r, start, "state of this region");
        for (const struct node *s = states ? states->first : NULL; s; s = s->next) {
            const struct node *then = node_get(s, S("then"));
            struct state *from = then ? (struct state *)procedure_state(r->p, s->key) : NULL;
            if (!from) continue;
            from->then = state_of(r, then, then->text);
            if (from->then && from->then->region != g) unknown(r, then, "state of this region");
        }
    }
}

// ---- where something is observed

static void read_wants(struct reader *r, struct observe *o, const struct node *map)
{
    struct want **tail = &o->wants;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        const struct prop *p = type_prop(o->type, n->key);
        if (!p) {
            diag_add(r->ds, DIAG_PROC_NAME, r->file, n->key_pos, (uint32_t)utf8_count(n->key), "%.*s has no property %.*s", STR(o->type->path), STR(n->key));
            continue;
        }
        struct want *w = arena_alloc(r->arena, sizeof *w);
        w->prop = p;
        for (const struct node *v = each(n, NULL); v; v = each(n, v)) {
            bool bare = v->plain && v->kind == NODE_SCALAR;
            if (bare && (!v->text.n || str_eq(v->text, S("~")))) w->absent = true;
            else if (bare && str_eq(v->text, S("any"))) w->any = true;
            else if (p->kind == KIND_TERM && !thesaurus_term(p->terms, v->text)) unknown(r, v, "term");
            else if (w->count < sizeof w->values / sizeof *w->values) w->values[w->count++] = v->text;
        }
        *tail = w;
        tail = &w->next;
    }
}

static const struct prop *prop_of(struct reader *r, const struct type *t, const struct node *n)
{
    const struct prop *p = n ? type_prop(t, n->text) : NULL;
    if (n && !p) unknown(r, n, "such property:");
    return p;
}

static bool read_observe(struct reader *r, const struct node *n, struct observe *o)
{
    const struct node *type = node_get(n, S("type"));
    if (!known_keys(r, n, "type by date stated if")) return false;
    o->type = type ? vocab_type(r->v, type->text) : r->p->type_count ? r->p->types[0] : NULL;
    if (!o->type) {
        if (type) unknown(r, type, "type");
        return false;
    }
    o->by = prop_of(r, o->type, node_get(n, S("by")));
    o->date = prop_of(r, o->type, node_get(n, S("date")));
    const struct node *stated = node_get(n, S("stated"));
    if (stated) o->date = prop_of(r, o->type, stated), o->stated = true;
    if (!stated && o->date && o->date->kind != KIND_DATE) fault(r, DIAG_PROC_RULE, n, "date is a property that is a date");
    if (!o->date) fault(r, DIAG_PROC_RULE, n, "it is observed by a date, or by how long something is stated");
    read_wants(r, o, node_get(n, S("if")));
    return o->date != NULL;
}

static struct observe *observes(struct reader *r, const struct node *n)
{
    struct observe *first = NULL, **tail = &first;
    for (const struct node *e = each(n, NULL); e; e = each(n, e)) {
        struct observe *o = arena_alloc(r->arena, sizeof *o);
        if (!read_observe(r, e, o)) continue;
        *tail = o;
        tail = &o->next;
    }
    return first;
}

// ---- events

static void add_move(struct reader *r, struct event *e, const struct state *from, const struct state *to, bool skipping)
{
    struct move **tail = &e->moves;
    if (!from || !to) return;
    while (*tail) tail = &(*tail)->next;
    *tail = arena_alloc(r->arena, sizeof **tail);
    **tail = (struct move){from, to, skipping, NULL};
}

static void read_moves(struct reader *r, struct event *e, const struct node *map, bool skipping)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next) {
        const struct state *from = state_of(r, m, m->key), *to = state_of(r, m, node_text(m));
        if (from && to && from->region != to->region) fault(r, DIAG_PROC_RULE, m, "an event does not move a case from one region to another");
        else add_move(r, e, from, to, skipping);
    }
}

static void read_event(struct reader *r, struct event *e, const struct node *n)
{
    known_keys(r, n, "label words note by majority basis source final moves in skipping observed");
    *e = (struct event){.name = n->key, .label = label(r, n), .words = labels(r, node_get(n, S("words"))), .note = labels(r, node_get(n, S("note"))),
                        .by = body_of(r, r->p->bodies, n, "by"), .majority = body_of(r, r->p->majorities, n, "majority"), .basis = basis(r, n, true),
                        .final = node_text(node_get(n, S("final"))), .pos = n->key_pos, .index = r->p->event_count++};
    read_moves(r, e, node_get(n, S("moves")), false);
    const struct node *in = node_get(n, S("in"));
    for (const struct node *s = each(in, NULL); s; s = each(in, s)) {
        const struct state *at = state_of(r, s, s->text);
        add_move(r, e, at, at, false);
    }
    read_moves(r, e, node_get(n, S("skipping")), true);
    e->observed = observes(r, node_get(n, S("observed")));
}

static void read_events(struct reader *r, const struct node *map)
{
    struct event **tail = &r->p->events;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        if (!named(r, n) || n->kind != NODE_MAP) {
            if (n->kind != NODE_MAP) fault(r, DIAG_PROC_RULE, n, "an event is a map");
            continue;
        }
        if (r->p->event_count >= PROCEDURE_NAMES) return fault(r, DIAG_TOO_BIG, n, "a procedure has at most 200 events");
        *tail = arena_alloc(r->arena, sizeof **tail);
        read_event(r, *tail, n);
        tail = &(*tail)->next;
    }
}

// ---- clocks

static const struct event *event_of(struct reader *r, const struct node *n)
{
    const struct event *e = n ? procedure_event(r->p, n->text) : NULL;
    if (n && !e) unknown(r, n, "event");
    return e;
}

// "3 months", "-10 working days" (clock.h).
static void read_length(struct reader *r, struct timer *c, const struct node *n)
{
    const char *why;
    if (n && !span_parse(node_text(n), &c->span, &why))
        diag_add(r->ds, DIAG_PROC_UNIT, r->file, n->pos, n->text.n ? (uint32_t)utf8_count(n->text) : 1, "%s", why);
}

static bool read_day(struct reader *r, const struct node *n, struct day *out)
{
    if (!n) return false;
    if (day_parse(node_text(n), out)) return true;
    fault(r, DIAG_PROC_RULE, n, "a day is written 2022-02-01");
    return false;
}

static void read_explains(struct reader *r, struct timer *c, const struct node *list)
{
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    struct explain **tail = &c->explains;
    for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
        int64_t months = 0;
        if (!known_keys(r, n, "months weekday when final label")) continue;
        struct explain *x = arena_alloc(r->arena, sizeof *x);
        struct str when = node_text(node_get(n, S("when"))), weekday = node_text(node_get(n, S("weekday"))), m = node_text(node_get(n, S("months")));
        for (int i = 0; i < 7; i++)
            if (str_eq(weekday, str_of(days[i]))) x->weekday = i + 1;
        x->later = str_eq(when, S("later")) ? 1 : str_eq(when, S("earlier")) ? -1 : str_eq(when, S("on-time")) ? 0 : 2;
        if ((m.n && (!str_int(m, &months) || months < 1 || months > 1200)) || (weekday.n && !x->weekday) || (when.n && x->later == 2))
            fault(r, DIAG_PROC_RULE, n, "months is a number, weekday a day in English, when is earlier, on-time or later");
        x->months = (int)months;
        x->final = node_text(node_get(n, S("final")));
        x->label = label(r, n);
        *tail = x;
        tail = &x->next;
    }
}

static void read_clock(struct reader *r, struct timer *c, const struct node *n)
{
    const struct node *in = node_get(n, S("in")), *after = node_get(n, S("after")), *happens = node_get(n, S("happens")), *awaits = node_get(n, S("awaits")), *kind = node_get(n, S("kind"));
    known_keys(r, n, "label after in length since until happens awaits kind basis source explain");
    *c = (struct timer){.name = n->key, .label = label(r, n), .basis = basis(r, n, true), .pos = n->key_pos,
                        .kind = happens ? TIMER_HAPPENS : kind && str_eq(kind->text, S("target")) ? TIMER_TARGET : TIMER_LEGAL};
    if (!after || !node_get(n, S("length")) || (!happens && !awaits && c->kind != TIMER_TARGET)) fault(r, DIAG_PROC_RULE, n, "a clock has after, length, and what happens or what it awaits");
    if (kind && !str_eq(kind->text, S("target")) && !str_eq(kind->text, S("legal"))) fault(r, DIAG_PROC_RULE, kind, "kind is legal or target");
    read_length(r, c, node_get(n, S("length")));
    c->has_since = read_day(r, node_get(n, S("since")), &c->since);
    c->has_until = read_day(r, node_get(n, S("until")), &c->until);
    for (const struct node *s = each(in, NULL); s && c->in_count < 8; s = each(in, s)) {
        const struct state *at = state_of(r, s, s->text);
        if (at) c->in[c->in_count++] = at;
    }
    for (const struct node *e = each(after, NULL); e && c->after_count < 8; e = each(after, e)) {
        const struct event *what = event_of(r, e);
        if (what) c->after[c->after_count++] = what;
    }
    const struct node *events = happens ? happens : awaits;
    for (const struct node *e = each(events, NULL); e && c->event_count < 6; e = each(events, e)) {
        const struct event *what = event_of(r, e);
        if (what) c->events[c->event_count++] = what;
    }
    read_explains(r, c, node_get(n, S("explain")));
}

static void read_clocks(struct reader *r, const struct node *map)
{
    struct timer **tail = &r->p->clocks;
    size_t count = 0;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        if (!named(r, n) || n->kind != NODE_MAP) {
            if (n->kind != NODE_MAP) fault(r, DIAG_PROC_RULE, n, "a clock is a map");
            continue;
        }
        if (count++ >= PROCEDURE_NAMES) return fault(r, DIAG_TOO_BIG, n, "a procedure has at most 200 clocks");
        *tail = arena_alloc(r->arena, sizeof **tail);
        read_clock(r, *tail, n);
        tail = &(*tail)->next;
    }
}

// ---- outcomes, measures, named dates

static void read_outcomes(struct reader *r, const struct node *map)
{
    struct outcome **tail = &r->p->outcomes;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        if (!named(r, n) || !known_keys(r, n, "label observed")) continue;
        *tail = arena_alloc(r->arena, sizeof **tail);
        **tail = (struct outcome){n->key, label(r, n), observes(r, node_get(n, S("observed"))), NULL};
        tail = &(*tail)->next;
    }
}

static void read_measures(struct reader *r, const struct node *n)
{
    struct measure **tail = &r->p->measures;
    if (!n || !known_keys(r, n, "observed property answered-by")) return;
    r->p->measured = observes(r, node_get(n, S("observed")));
    if (r->p->measured) r->p->measure = prop_of(r, r->p->measured->type, node_get(n, S("property")));
    const struct node *answers = node_get(n, S("answered-by"));
    for (const struct node *m = answers ? answers->first : NULL; m; m = m->next) {
        const struct outcome *o = r->p->outcomes;
        while (o && !str_eq(o->name, node_text(m))) o = o->next;
        if (!o) unknown(r, m, "outcome");
        *tail = arena_alloc(r->arena, sizeof **tail);
        **tail = (struct measure){m->key, o, NULL};
        tail = &(*tail)->next;
    }
}

// ---- the whole

static struct procedure *read_tree(struct arena *a, const struct vocab *v, const struct source_text *file, const struct node *root, struct diags *ds)
{
    struct procedure *p = arena_alloc(a, sizeof *p);
    struct reader r = {.arena = a, .v = v, .file = file, .ds = ds, .p = p};
    size_t before = ds->errors;
    if (!root) return NULL;
    known_keys(&r, root, "procedure label case sources members bodies majorities regions events clocks outcomes measures named");
    if (root->kind != NODE_MAP) return NULL;
    p->name = node_text(node_get(root, S("procedure")));
    if (!slug_valid(p->name)) diag_add(ds, DIAG_PROC_RULE, file, root->pos, 1, "a procedure has a name: procedure: echr");
    p->label = label(&r, root);
    r.sources = node_get(root, S("sources"));
    read_case(&r, node_get(root, S("case")));
    read_members(&r, node_get(root, S("members")));
    p->bodies = read_bodies(&r, node_get(root, S("bodies")));
    p->majorities = read_bodies(&r, node_get(root, S("majorities")));
    read_regions(&r, node_get(root, S("regions")));
    read_events(&r, node_get(root, S("events")));
    read_clocks(&r, node_get(root, S("clocks")));
    read_outcomes(&r, node_get(root, S("outcomes")));
    read_measures(&r, node_get(root, S("measures")));
    const struct node *dates = node_get(root, S("named"));
    if (dates && known_keys(&r, dates, "label observed basis source")) {
        p->named_label = label(&r, dates);
        p->named_basis = basis(&r, dates, true);
        p->named = observes(&r, node_get(dates, S("observed")));
    }
    if (ds->errors == before) procedure_check(p, file, ds);
    return ds->errors == before ? p : NULL;
}

struct procedure *procedure_read(struct arena *a, const struct vocab *v, const struct source_text *file, struct diags *ds)
{
    if (file->text.n > PROCEDURE_MAX) {
        diag_add(ds, DIAG_TOO_BIG, file, (struct pos){1, 1}, 1, "a procedure is at most %d bytes", PROCEDURE_MAX);
        return NULL;
    }
    size_t before = ds->errors;
    struct procedure *p = read_tree(a, v, file, yaml_parse(a, file, ds), ds);
    return ds->errors == before ? p : NULL;
}

static void put(struct procedure **all, struct procedure *p)
{
    struct procedure **at = all;
    while (*at && !str_eq((*at)->name, p->name)) at = &(*at)->next;
    p->next = *at ? (*at)->next : NULL;
    *at = p;
}

static int by_name(const void *a, const void *b) { return str_cmp(*(const struct str *)a, *(const struct str *)b); }

static void load_own(struct arena *a, const struct vocab *v, const char *dir, struct procedure **all, struct diags *ds)
{
    enum { FILES = 64 };
    struct str names[FILES];
    size_t n = 0;
    const char *folder = strf(a, "%s/procedures", dir).p;
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *e; (e = readdir(d)) && n < FILES;)
        if (e->d_name[0] != '.' && str_ends(str_of(e->d_name), S(".yaml"))) names[n++] = strf(a, "%s/%s", folder, e->d_name);
    closedir(d);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        struct err err = {0};
        struct source_text *file = arena_alloc(a, sizeof *file);
        file->name = names[i];
        if (!file_read(a, names[i].p, PROCEDURE_MAX, &file->text, &err)) {
            diag_add(ds, DIAG_PROC_RULE, file, (struct pos){1, 1}, 1, "%s", err.text);
            continue;
        }
        struct procedure *p = procedure_read(a, v, file, ds);
        if (p) put(all, p);
    }
}

struct procedure *procedures_load(struct arena *a, const struct vocab *v, const char *dir, struct diags *ds)
{
    struct procedure *all = NULL;
    size_t before = ds->errors;
    for (size_t i = 0; data_name(i).n; i++) {
        if (!str_starts(data_name(i), S("procedures/"))) continue;
        struct source_text *file = arena_alloc(a, sizeof *file);
        *file = (struct source_text){strf(a, "data/%.*s", STR(data_name(i))), data_file(data_name(i))};
        struct procedure *p = read_tree(a, v, file, node_unpack(a, data_tree(data_name(i))), ds);
        if (p) put(&all, p);
    }
    if (dir) load_own(a, v, dir, &all, ds);
    return ds->errors == before ? all : NULL;
}

const struct procedure *procedure_of(const struct procedure *all, const struct type *t)
{
    for (; all; all = all->next)
        for (size_t i = 0; i < all->type_count; i++)
            if (all->types[i] == t) return all;
    return NULL;
}

const struct state *procedure_state(const struct procedure *p, struct str name)
{
    for (const struct region *g = p->regions; g; g = g->next)
        for (const struct state *s = g->first; s; s = s->next)
            if (str_eq(s->name, name)) return s;
    return NULL;
}

const struct event *procedure_event(const struct procedure *p, struct str name)
{
    for (const struct event *e = p->events; e; e = e->next)
        if (str_eq(e->name, name)) return e;
    return NULL;
}

const struct move *event_move(const struct event *e, const struct state *from, bool skipping)
{
    for (const struct move *m = e->moves; m; m = m->next)
        if (m->from == from && (skipping || !m->skipping)) return m;
    return NULL;
}
