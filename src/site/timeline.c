#include "site/timeline.h"

#include <stdlib.h>

#include "base/arena.h"
#include "lang/write.h"
#include "site/facts.h"

static bool is(const struct type *t, const char *path) { return str_eq(t->path, str_of(path)); }
static bool is_prop(const struct prop *p, const char *name) { return str_eq(p->name, str_of(name)); }

// ---- which stage

bool timeline_tells(const struct type *t)
{
    static const char *const told[] = {"detentions", "charges", "rulings", "recognitions", "applications", "judgments",
                                       "supervision", "letters", "replies", "commitments", "occasions", "positions"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (is(t, told[i])) return true;
    return false;
}

static bool says_term(struct statements all, const char *prop, const char *code)
{
    for (size_t i = 0; i < all.n; i++)
        if (is_prop(all.v[i].prop, prop) && str_eq(all.v[i].value.text, str_of(code))) return true;
    return false;
}

static enum stage stage_of(const struct type *t, const struct prop *prop, struct statements all)
{
    bool main = is_prop(prop, "date") || is_prop(prop, "since");
    if (is(t, "detentions")) return main ? STAGE_ARREST : STAGE_OUTCOME;
    if (is(t, "rulings") && says_term(all, "kind", "acquittal")) return STAGE_OUTCOME;
    if (!main) return EVENT_OTHER;
    return is(t, "charges")       ? STAGE_CHARGE
           : is(t, "rulings")     ? STAGE_RULING
           : is(t, "judgments")   ? STAGE_JUDGMENT
           : is(t, "supervision") ? STAGE_SUPERVISION
           : is(t, "letters")     ? STAGE_LETTER
           : is(t, "replies") || is(t, "commitments") ? STAGE_REPLY
                                                       : EVENT_OTHER;
}

// ---- gathering

static void add(struct page *p, struct timeline *t, const struct event *e)
{
    if (e->has_date && p->view.has_at && e->date.lo.n > p->view.at.n) return; // not yet
    t->more |= t->n == TIMELINE_MAX;
    if (t->n == TIMELINE_MAX) return;
    t->v = arena_grow(p->arena, t->v, &t->cap, t->n + 1, sizeof *t->v);
    t->v[t->n++] = *e;
}

static bool there(const struct timeline *t, int64_t entity)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].entity == entity) return true;
    return false;
}

static void dated_by(struct page *p, struct timeline *t, struct event *e, const struct prop *prop)
{
    const struct statement *s = statement_first(e->all, prop), *end = e->type->until ? statement_first(e->all, e->type->until) : NULL;
    e->prop = prop;
    e->has_date = true;
    e->date = s->value.date;
    e->stage = stage_of(e->type, prop, e->all);
    e->opens = is(e->type, "detentions") && prop == e->type->since;
    e->has_end = e->opens && end;
    if (e->has_end) e->end = end->value.date;
    add(p, t, e);
}

// Each of its dates is an event; one without any stands at the end.
static bool add_entity(struct page *p, struct timeline *t, int64_t entity, struct err *err)
{
    struct event e = {.entity = entity};
    struct str slug;
    bool dated = false;
    struct view v = p->view;
    v.has_at = false; // what ended before that day happened all the same
    if (there(t, entity)) return true;
    if (!view_name(&v, entity, &e.type, &slug, err)) return false;
    if (!e.type || is(e.type, "sources") || is(e.type, "signatures") || is(e.type, "lists")) return true;
    if (!view_statements(&v, entity, &e.all, err)) return false;
    // a letter that was not sent is no event
    if (is(e.type, "letters") && (says_term(e.all, "status", "draft") || says_term(e.all, "status", "frozen"))) return true;
    for (const struct prop *prop = e.type->first; prop; prop = prop->next) {
        if (prop->kind != KIND_DATE || prop->computed || !statement_first(e.all, prop)) continue;
        if (prop == e.type->until && (e.type->inclusive || is(e.type, "positions"))) continue;
        dated_by(p, t, &e, prop);
        dated = true;
    }
    // "acquitted, since 23 April 2020": an outcome with a date of its own
    const struct prop *outcome = type_prop(e.type, S("outcome"));
    const struct statement *s = outcome ? statement_first(e.all, outcome) : NULL;
    if (s && s->has_since) {
        e.prop = outcome, e.has_date = true, e.date = s->since, e.stage = STAGE_OUTCOME, e.opens = e.has_end = false;
        add(p, t, &e);
    }
    if (dated || e.all.n == 0) return true;
    e.prop = NULL;
    e.has_date = false;
    e.stage = EVENT_OTHER;
    add(p, t, &e);
    return true;
}

// What is told of an entity that is itself told of: its charges, its supervision, its replies.
static const struct follow {
    const char *type, *from, *prop;
} follows[] = {
    {"detentions", "charges", "detention"},   {"judgments", "supervision", "judgment"}, {"letters", "replies", "letter"},
    {"replies", "commitments", "reply"},
};

static bool follow(struct page *p, struct timeline *t, int64_t entity, const struct type *type, struct err *err)
{
    const struct vocab *vocab = store_vocab(p->store);
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++) {
        const struct type *from = is(type, follows[i].type) ? vocab_type(vocab, str_of(follows[i].from)) : NULL;
        int64_t *list;
        size_t n;
        bool more;
        if (!from) continue;
        if (!view_referrers_by(&p->view, type_prop(from, str_of(follows[i].prop)), entity, TIMELINE_MAX, &list, &n, &more, err)) return false;
        t->more |= more;
        for (size_t k = 0; k < n; k++) {
            bool known = there(t, list[k]);
            if (!add_entity(p, t, list[k], err) || (!known && !follow(p, t, list[k], from, err))) return false;
        }
    }
    return true;
}

// By the day on which it began at the latest known; what is open at its beginning, by its end.
static int by_date(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->has_date != y->has_date) return x->has_date ? -1 : 1;
    int32_t p = x->date.lo.n == DAY_FIRST.n ? x->date.hi.n : x->date.lo.n, q = y->date.lo.n == DAY_FIRST.n ? y->date.hi.n : y->date.lo.n;
    if (x->has_date && p != q) return p < q ? -1 : 1;
    if (x->has_date && x->date.hi.n != y->date.hi.n) return x->date.hi.n < y->date.hi.n ? -1 : 1;
    if (x->stage != y->stage) return x->stage < y->stage ? -1 : 1;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->prop == y->prop || !x->prop || !y->prop ? 0 : x->prop->index < y->prop->index ? -1 : 1;
}

bool timeline_gather(struct page *p, int64_t entity, struct timeline *out, struct err *err)
{
    const struct type *type;
    struct str slug;
    int64_t *near;
    size_t n;
    if (!view_name(&p->view, entity, &type, &slug, err) || !view_referrers(&p->view, entity, TIMELINE_MAX, &near, &n, err)) return false;
    for (size_t i = 0; type && i < n; i++) {
        const struct type *from;
        if (!view_name(&p->view, near[i], &from, &slug, err)) return false;
        if (!from || near[i] == entity) continue;
        bool known = there(out, near[i]);
        if (!add_entity(p, out, near[i], err) || (!known && is(type, "persons") && !follow(p, out, near[i], from, err))) return false;
    }
    if (type && !is(type, "persons") && !follow(p, out, entity, type, err)) return false;
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_date);
    return true;
}

// ---- writing

// The word for an event, when the type and the property do not say it themselves.
static struct str word_of(struct page *p, const struct event *e)
{
    const struct type *t = e->type;
    bool since = e->prop && e->prop == t->since, until = e->prop && e->prop == t->until;
    const struct prop *kind = type_prop(t, S("kind"));
    const struct statement *k = kind && kind->kind == KIND_TERM ? statement_first(e->all, kind) : NULL;
    if (is(t, "detentions")) return since ? UI(p, "Arrested") : until ? UI(p, "Released") : UI(p, "Held");
    if (is(t, "charges")) return since ? UI(p, "Charged") : until ? UI(p, "Charge ended") : UI(p, "Charge: outcome");
    if (is(t, "recognitions")) return since ? UI(p, "Recognised") : until ? UI(p, "Recognition ended") : UI(p, "Recognised");
    if (is(t, "positions")) return UI(p, "In office");
    if (is(t, "applications") && e->prop && is_prop(e->prop, "lodged")) return UI(p, "Application lodged");
    if (is(t, "applications") && e->prop && is_prop(e->prop, "communicated")) return UI(p, "Application communicated");
    if (e->prop && is_prop(e->prop, "final")) return UI(p, "Judgment final");
    if (e->prop && is_prop(e->prop, "deadline")) return UI(p, "Deadline set");
    if (e->prop && is_prop(e->prop, "due")) return UI(p, "Commitment due");
    if (k && (is(t, "supervision") || is(t, "rulings") || is(t, "occasions"))) return value_write(p->arena, k->prop, &k->value, p->lang);
    return label_text(t->label, p->lang, t->path);
}

// What is told of each: properties of the entity, '=' before those whose label is told too.
static const struct told {
    const char *type, *of, *props[6];
} told[] = {
    {"detentions", "since", {"reason", "=authority"}},
    {"detentions", "until", {"release"}},
    {"charges", "since", {"=article", "text", "code"}},
    {"charges", NULL, {"=article", "outcome"}},
    {"rulings", NULL, {"court", "=sentence", "=amount", "summary"}},
    {"recognitions", NULL, {"scheme", "=body", "=criterion", "=list"}},
    {"positions", NULL, {"title", "organisation"}},
    {"applications", NULL, {"number"}},
    {"judgments", "date", {"title", "=violation"}},
    {"judgments", NULL, {"title"}},
    {"supervision", "date", {"document", "judgment", "summary"}},
    {"supervision", NULL, {"document", "judgment"}},
    {"letters", NULL, {"title", "=addressee"}},
    {"replies", NULL, {"=from", "kind", "summary"}},
    {"commitments", NULL, {"=by", "text"}},
    {"occasions", NULL, {"title", "place"}},
};

static bool detail(struct page *p, const struct event *e, const struct prop *prop, bool labelled, bool *any, struct err *err)
{
    enum { SHOWN = 6 };
    size_t shown = 0;
    struct statements of = statements_of(p->arena, e->all, prop);
    const struct statement *mine = prop->by_language ? facts_in_language(p, of, prop) : NULL;
    for (size_t i = 0; i < of.n; i++) {
        const struct statement *s = &of.v[i];
        bool self = s->value.kind == KIND_REF && s->value.key == p->entity;
        if ((mine && s != mine) || self || facts_repeats(of, i)) continue;
        if (shown == SHOWN) {
            html_lit(&p->b, " …");
            break;
        }
        if (shown) html_lit(&p->b, "; ");
        if (!shown && *any) html_lit(&p->b, " · ");
        if (!shown && labelled) html_lit(&p->b, "<span class=\"soft\">"), html_text(&p->b, label_text(prop->label, p->lang, prop->name)), html_lit(&p->b, "</span> ");
        if (!page_value(p, s, err)) return false;
        *any = true;
        shown++;
    }
    if (shown > 1 && !prop->by_language && statements_disputed(of)) {
        html_lit(&p->b, " <span class=\"soft\">(");
        html_text(&p->b, UI(p, "sources disagree"));
        html_lit(&p->b, ")</span>");
    }
    return true;
}

static bool details(struct page *p, const struct event *e, struct err *err)
{
    bool any = false;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (!is(e->type, told[i].type) || (told[i].of && !(e->prop && is_prop(e->prop, told[i].of)))) continue;
        for (size_t k = 0; k < 6 && told[i].props[k]; k++) {
            bool labelled = told[i].props[k][0] == '=';
            const struct prop *prop = type_prop(e->type, str_of(told[i].props[k] + labelled));
            if (prop && !detail(p, e, prop, labelled, &any, err)) return false;
        }
        return true;
    }
    struct str label, lang;
    if (timeline_tells(e->type)) return true;
    if (!view_label_lang(&p->view, e->entity, &label, &lang, err)) return false;
    page_text(p, label, lang);
    return true;
}

// Who dates it so; and who does not.
static bool dated(struct page *p, const struct event *e, struct err *err)
{
    if (!e->prop) return true;
    struct statements of = {arena_array(p->arena, e->all.n, sizeof *of.v), 0};
    for (size_t i = 0; i < e->all.n; i++)
        if (e->all.v[i].prop == e->prop) of.v[of.n++] = e->all.v[i];
    size_t first = 0;
    for (size_t i = 0; i < of.n; i++)
        if (of.v[i].preferred) first = i;
    html_lit(&p->b, " ");
    if (!facts_sources(p, of, first, err)) return false;
    if (!statements_disputed(of)) return true;
    html_lit(&p->b, "<span class=\"dispute\">");
    html_text(&p->b, UI(p, "Sources disagree:"));
    for (size_t i = 0; i < of.n; i++) {
        if (str_eq(of.v[i].value.text, of.v[first].value.text) || facts_repeats(of, i)) continue;
        html_lit(&p->b, " ");
        if (!page_value(p, &of.v[i], err)) return false;
        html_lit(&p->b, " ");
        if (!facts_sources(p, of, i, err)) return false;
    }
    html_lit(&p->b, "</span>");
    return true;
}

static bool entry(struct page *p, const struct event *e, struct err *err)
{
    struct str path = view_path(&p->view, e->entity, err);
    if (!path.n) return false;
    html_lit(&p->b, "<li><span class=\"on\">");
    if (e->has_date)
        page_date(p, e->date);
    else
        html_text(&p->b, UI(p, "no date"));
    html_lit(&p->b, "</span><div><a class=\"what\" href=\"");
    html_text(&p->b, page_link(p, path));
    html_lit(&p->b, "\">");
    html_text(&p->b, word_of(p, e));
    html_lit(&p->b, "</a> ");
    if (!details(p, e, err) || !dated(p, e, err)) return false;
    html_lit(&p->b, "</div></li>\n");
    return true;
}

bool timeline_write(struct page *p, const struct timeline *t, struct err *err)
{
    if (!t->n) return true;
    html_lit(&p->b, "<ol class=\"timeline\">\n");
    for (size_t i = 0; i < t->n; i++)
        if (!entry(p, &t->v[i], err)) return false;
    html_lit(&p->b, "</ol>\n");
    if (!t->more) return true;
    html_lit(&p->b, "<p class=\"soft\">");
    html_text(&p->b, ui_count(p->arena, p->lang, "Only %d entry is shown; there are more.", "Only %d entries are shown; there are more.", TIMELINE_MAX));
    html_lit(&p->b, "</p>\n");
    return true;
}
