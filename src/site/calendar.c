// iCalendar (RFC 5545): all-day events, lines of at most 75 octets that end in CRLF, texts escaped. A UID belongs to the entity, so
// that a date that moves moves in the reader's calendar; SEQUENCE counts how often the register changed it.
#include "base/arena.h"
#include "site/feed.h"

bool calendar_has(const struct type *t) { return t->since || type_prop(t, S("date")); }

// name:value, folded; the value as it is.
static void line(struct page *p, const char *name, struct str value)
{
    enum { WIDEST = 75 };
    struct str all = strf(p->arena, "%s:%.*s", name, STR(value));
    size_t width = 0;
    for (size_t i = 0; i < all.n;) {
        size_t at = i;
        utf8_next(all, &i);
        if (width + (i - at) > WIDEST) buf_add(&p->b, S("\r\n ")), width = 1;
        buf_add(&p->b, str_sub(all, at, i));
        width += i - at;
    }
    buf_add(&p->b, S("\r\n"));
}

static struct str escaped(struct page *p, struct str text)
{
    struct buf b = buf_in(p->arena);
    text = str_visible(p->arena, text);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\\' || c == ';' || c == ',') buf_addc(&b, '\\');
        if (c == '\n')
            buf_add(&b, S("\\n"));
        else if (c != '\r')
            buf_addc(&b, c);
    }
    return buf_str(&b);
}

static struct str basic(struct page *p, struct day d) // 20180720
{
    struct ymd y = day_ymd(d);
    return strf(p->arena, "%04d%02d%02d", (int)y.year, y.month, y.day);
}

static struct str stamp(struct page *p, struct instant t) // 20180720T101500Z
{
    struct str s = instant_text(p->arena, t);
    return strf(p->arena, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", s.p, s.p + 5, s.p + 8, s.p + 11, s.p + 14, s.p + 17);
}

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
    line(p, "BEGIN", S("VEVENT"));
    line(p, "UID", strf(p->arena, "%.*s", STR(uuid)));
    line(p, "DTSTAMP", stamp(p, changed));
    line(p, "SEQUENCE", strf(p->arena, "%zu", changes ? changes - 1 : 0));
    line(p, "DTSTART;VALUE=DATE", basic(p, since->value.date.lo));
    line(p, "DTEND;VALUE=DATE", basic(p, day_add_days(last, 1)));
    line(p, "SUMMARY", escaped(p, label));
    const struct prop *place = type_prop(t, S("place"));
    const struct statement *where = place ? statement_first(all, place) : NULL;
    if (where && where->value.kind == KIND_REF) {
        if (!view_label(&p->view, where->value.key, &label, err)) return false;
        line(p, "LOCATION", escaped(p, label));
    }
    if (p->site->origin.n) line(p, "URL", strf(p->arena, "%.*s/%.*s/%.*s", STR(p->site->origin), STR(p->lang), STR(path)));
    line(p, "TRANSP", S("TRANSPARENT"));
    line(p, "END", S("VEVENT"));
    return true;
}

static bool calendar(struct page *p, struct str name, const int64_t *entities, size_t n, struct err *err)
{
    p->out->type = S("text/calendar; charset=utf-8");
    p->out->lang = p->lang;
    line(p, "BEGIN", S("VCALENDAR"));
    line(p, "VERSION", S("2.0"));
    line(p, "PRODID", S("-//habeas//habeas " HABEAS_VERSION "//EN"));
    line(p, "CALSCALE", S("GREGORIAN"));
    line(p, "X-WR-CALNAME", escaped(p, name));
    for (size_t i = 0; i < n; i++)
        if (!event(p, entities[i], err)) return false;
    line(p, "END", S("VCALENDAR"));
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
