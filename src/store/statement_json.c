#include "store/statement_json.h"

#include "base/arena.h"
#include "base/buf.h"

bool json_statement(struct view *v, const struct statement *s, struct json *j, struct err *err)
{
    struct instant at;
    struct str recorder, note, path = view_path(v, s->entity, err), value = s->value.text;
    if (!path.n || !view_tx(v, s->tx, &at, &recorder, &note, err)) return false;
    if (s->value.kind == KIND_REF)
        value = strf(v->arena, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text));
    json_open(j, '{');
    json_text(j, "entity", path);
    json_text(j, "property", s->prop->name);
    json_text(j, "kind", str_of(kind_name(s->prop->kind)));
    json_text(j, "value", value);
    if (s->value.kind == KIND_DATE) {
        json_text(j, "first", day_text(v->arena, s->value.date.lo));
        json_text(j, "last", day_text(v->arena, s->value.date.hi));
    }
    json_text_if(j, "lang", s->lang);
    json_text_if(j, "name-kind", s->qual);
    if (s->source.n) json_text(j, "source", strf(v->arena, "sources/%.*s", STR(s->source)));
    json_text_if(j, "locator", s->locator);
    json_text_if(j, "quote", s->quote);
    if (s->has_since) json_text(j, "since", s->since.text);
    if (s->has_until) json_text(j, "until", s->until.text);
    if (s->preferred) json_bool(j, "preferred", true);
    json_text_if(j, "reason", s->reason);
    json_text(j, "visibility", str_of(visibility_name(s->vis)));
    json_text(j, "recorded", instant_text(v->arena, at));
    json_text_if(j, "recorder", recorder);
    if (s->gone) {
        if (!view_tx(v, s->gone, &at, &recorder, &note, err)) return false;
        json_text(j, "ended", instant_text(v->arena, at));
    }
    json_text(j, "id", strf(v->arena, "%016llx", (unsigned long long)s->mark));
    json_close(j, '}');
    return true;
}
