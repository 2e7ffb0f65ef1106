#include "site/linked.h"

#include "base/arena.h"
#include "base/json.h"

// Which of our properties is which of schema.org's.
static const struct mapping {
    const char *prop, *as;
} of_person[] = {{"born", "birthDate"}, {"died", "deathDate"}, {"photo", "image"}},
  of_organisation[] = {{"website", "url"}, {"acronym", "alternateName"}},
  of_event[] = {{"since", "startDate"}, {"until", "endDate"}, {"place", "location"}, {"participant", "attendee"}},
  of_work[] = {{"date", "datePublished"}, {"publisher", "publisher"}, {"author", "author"}, {"url", "url"}, {"language", "inLanguage"},
               {"ecli", "identifier"}, {"about", "about"}, {"applicant", "about"}, {"court", "author"}, {"compiler", "author"}};

static const struct shape {
    const char *type, *as, *more;
    const struct mapping *props;
    size_t count;
} shapes[] = {
#define OF(table) table, sizeof table / sizeof *table
    {"persons", "Person", NULL, OF(of_person)},
    {"organisations", "Organization", NULL, OF(of_organisation)},
    {"places", "Place", NULL, NULL, 0},
    {"occasions", "Event", NULL, OF(of_event)},
    {"judgments", "CreativeWork", "Judgment", OF(of_work)},
    {"letters", "CreativeWork", "OpenLetter", OF(of_work)},
    {"lists", "Dataset", NULL, OF(of_work)},
    {"sources", "CreativeWork", NULL, OF(of_work)},
#undef OF
};

static const struct shape *shape_of(const struct type *t)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (str_eq(t->path, str_of(shapes[i].type))) return &shapes[i];
    return NULL;
}

static bool value(struct page *p, struct json *j, const struct statement *s, struct err *err)
{
    struct str label;
    if (s->value.kind != KIND_REF) {
        json_text(j, NULL, s->value.kind == KIND_DATE ? day_text(p->arena, s->value.date.lo) : s->value.text);
        return true;
    }
    if (!view_label(&p->view, s->value.key, &label, err)) return false;
    const struct shape *shape = shape_of(s->value.type);
    json_open(j, '{');
    if (shape) json_text(j, "@type", str_of(shape->as));
    json_text(j, "name", label);
    if (shape) json_text(j, "url", page_link(p, strf(p->arena, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text))));
    json_close(j, '}');
    return true;
}

static bool mapped(struct page *p, struct json *j, struct statements all, const struct mapping *m, struct err *err)
{
    const struct prop *prop = type_prop(p->ref.type, str_of(m->prop));
    struct statements of = prop ? statements_of(p->arena, all, prop) : (struct statements){0};
    // schema.org knows no uncertain dates: those are left out
    if (!of.n || (of.v[0].value.kind == KIND_DATE && of.v[0].value.date.lo.n != of.v[0].value.date.hi.n)) return true;
    if (of.v[0].value.kind == KIND_FILE || (!prop->many && statements_disputed(of))) return true;
    json_key(j, m->as);
    json_open(j, '[');
    for (size_t i = 0; i < of.n && (prop->many || !i); i++)
        if (!value(p, j, &of.v[i], err)) return false;
    json_close(j, ']');
    return true;
}

bool linked_data(struct page *p, struct str *out, struct err *err)
{
    struct statements all;
    struct json j = json_in(p->arena);
    *out = S("");
    if (!p->entity) return true;
    const struct shape *shape = shape_of(p->ref.type);
    struct str label;
    if (!shape) return true;
    if (!view_statements(&p->view, p->entity, &all, err) || !view_label(&p->view, p->entity, &label, err)) return false;
    json_open(&j, '{');
    json_text(&j, "@context", S("https://schema.org"));
    json_text(&j, "@type", str_of(shape->as));
    if (shape->more) json_text(&j, "additionalType", str_of(shape->more));
    json_text(&j, "name", label);
    if (p->site->origin.n) json_text(&j, "@id", strf(p->arena, "%.*s/%.*s", STR(p->site->origin), STR(p->path)));
    const struct prop *name = type_prop(p->ref.type, S("name"));
    struct statements names = name ? statements_of(p->arena, all, name) : (struct statements){0};
    bool others = false;
    for (size_t i = 0; i < names.n; i++) {
        if (str_eq(names.v[i].value.text, label)) continue;
        if (!others) json_key(&j, "alternateName"), json_open(&j, '[');
        others = true;
        json_open(&j, '{');
        json_text(&j, "@value", names.v[i].value.text);
        json_text_if(&j, "@language", names.v[i].lang);
        json_close(&j, '}');
    }
    if (others) json_close(&j, ']');
    for (size_t i = 0; i < shape->count; i++)
        if (!(others && str_eq(str_of(shape->props[i].as), S("alternateName"))) && !mapped(p, &j, all, &shape->props[i], err)) return false;
    json_close(&j, '}');
    *out = buf_str(&j.out);
    return true;
}
