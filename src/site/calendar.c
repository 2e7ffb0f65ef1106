// Calendars of entities (base/ical.h). A UID belongs to the entity, so that a date that moves moves in the reader's calendar; SEQUENCE counts how often the register changed it.
#include "base/arena.h"
#include "base/ical.h"
#include "site/feed.h"

bool calendar_has(const struct type *t) { return t->since || type_prop(t, S("date")); }

static bool known(struct edtf d) { return d.lo.n != DAY_FIRST.n && d.hi.n != DAY_LAST.n; }

// Nothing when no day is known. An uncertain date shows all days that it may mean.
static bool event(struct page *p, int64_t entity, struct err *err)
{
    const struct type *t;
    struct str slug, label, uuid, path;
    struct statements all;
    struct instant changed;
    size_t changes;
    if (!view_name(&p->view, entity, &t, &slug, err)) return false;
    if (!t) return true;
    if (!view_statements(&p->view, entity, &all, err)) return false;
    const struct prop *date = type_prop(t, S("date"));
    const struct statement *since = statement_first(all, t->since ? t->since : date), *until = t->until ? statement_first(all, t->until) : NULL;
    if (!since || !known(since->value.date)) return true;
    struct day last = until && known(until->value.date) && t->inclusive ? until->value.date.hi : since->value.date.hi;
    path = strf(p->arena, "%.*s/%.*s", STR(t->path), STR(slug));
    if (!view_label(&p->view, entity, &label, err) || !feed_uuid(p, path, &uuid, err) || !feed_changed(p, entity, &changed, &changes, err)) return false;
    ical_event(&p->b, uuid, changed, changes ? changes - 1 : 0, since->value.date.lo, last, label);
    const struct prop *place = type_prop(t, S("place"));
    const struct statement *where = place ? statement_first(all, place) : NULL;
    if (where && where->value.kind == KIND_REF) {
        if (!view_label(&p->view, where->value.key, &label, err)) return false;
        ical_line(&p->b, "LOCATION", ical_text(p->arena, label));
    }
    if (p->site->origin.n) ical_line(&p->b, "URL", strf(p->arena, "%.*s/%.*s/%.*s", STR(p->site->origin), STR(p->lang), STR(path)));
    ical_event_end(&p->b);
    return true;
}

static bool calendar(struct page *p, struct str name, const int64_t *entities, size_t n, struct err *err)
{
    p->out->type = S("text/calendar; charset=utf-8");
    p->out->lang = p->lang;
    ical_open(&p->b, name);
    for (size_t i = 0; i < n; i++)
        if (!event(p, entities[i], err)) return false;
    ical_close(&p->b);
    p->out->body = buf_str(&p->b);
    return true;
}

static bool no_days(struct page *p)
{
    return page_wrong(p, 404, UI(p, "There is no calendar of what has no date."), S(""));
}

bool calendar_list(struct page *p, struct err *err)
{
    struct hits hits;
    if (!calendar_has(p->ref.type)) return no_days(p);
    const struct prop *date = type_prop(p->ref.type, S("date"));
    if (!p->ref.sort) p->ref.sort = date ? date : p->ref.type->since, p->ref.descending = true;
    if (p->ref.limit < 0 || p->ref.limit > CALENDAR_MAX) p->ref.limit = CALENDAR_MAX;
    if (!query_list(&p->view, &p->ref, &hits, err)) return false;
    int64_t *entities = arena_array(p->arena, hits.n, sizeof *entities);
    for (size_t i = 0; i < hits.n; i++) entities[i] = hits.v[i].entity;
    return calendar(p, type_plural(p->ref.type, p->lang), entities, hits.n, err);
}

bool calendar_entity(struct page *p, struct err *err)
{
    struct str label;
    if (!calendar_has(p->ref.type)) return no_days(p);
    return view_label(&p->view, p->entity, &label, err) && calendar(p, label, &p->entity, 1, err);
}
