#include "intake/export_exchange.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"

struct writer {
    struct view *whole; // remembers what it reads: sources are said again and again
    struct view *v;     // of the entity at hand
    struct json j;
    struct statements all; // of the entity at hand
    const struct type *type;
    struct str slug;
};

// As far as the day is certain: 2013-02-04, 2013-02, 2013, or nothing.
static struct str prefix_date(struct arena *a, struct edtf d)
{
    if (d.lo.n == DAY_FIRST.n || d.hi.n == DAY_LAST.n) return S("");
    struct ymd lo = day_ymd(d.lo), hi = day_ymd(d.hi);
    if (lo.year != hi.year) return S("");
    if (lo.month != hi.month) return strf(a, "%04d", (int)lo.year);
    return lo.day != hi.day ? strf(a, "%04d-%02d", (int)lo.year, lo.month) : strf(a, "%04d-%02d-%02d", (int)lo.year, lo.month, lo.day);
}

static struct statements of(struct writer *w, const char *prop)
{
    const struct prop *p = type_prop(w->type, str_of(prop));
    return p ? statements_distinct(statements_of(w->v->arena, w->all, p)) : (struct statements){0};
}

static struct str text_of(struct writer *w, const struct statement *s)
{
    if (s->value.kind == KIND_DATE) return prefix_date(w->v->arena, s->value.date);
    if (s->value.kind == KIND_REF) return strf(w->v->arena, "%.*s-%.*s", STR(s->value.type->path), STR(s->value.text));
    return s->value.text;
}

static struct str first_of(struct writer *w, const char *prop)
{
    struct statements s = of(w, prop);
    return s.n ? text_of(w, &s.v[0]) : S("");
}

static bool take(struct writer *w, int64_t entity, struct err *err)
{
    return view_name(w->v, entity, &w->type, &w->slug, err) && view_statements(w->v, entity, &w->all, err);
}

// Writes by a view of one entity whose arena is emptied before each.
static struct writer writer_of(struct view *whole, struct view *one, struct arena *scratch, struct buf *out)
{
    view_remember(whole);
    *one = *whole;
    one->arena = scratch;
    return (struct writer){.whole = whole, .v = one, .j = {.out = *out}};
}

static struct str id_of(struct writer *w, const char *more)
{
    return strf(w->v->arena, "%.*s-%.*s%s", STR(w->type->path), STR(w->slug), more);
}

static void line(struct writer *w)
{
    buf_addc(&w->j.out, '\n');
    w->j.comma = false;
}

// ---- FollowTheMoney

static void ftm_open(struct writer *w, const char *schema, struct str id)
{
    json_open(&w->j, '{');
    json_text(&w->j, "id", id);
    json_text(&w->j, "schema", str_of(schema));
    json_key(&w->j, "properties");
    json_open(&w->j, '{');
}

static void ftm_close(struct writer *w)
{
    json_close(&w->j, '}');
    json_close(&w->j, '}');
    line(w);
}

static void ftm_values(struct writer *w, const char *as, struct statements s)
{
    bool any = false;
    for (size_t i = 0; i < s.n; i++) {
        struct str text = text_of(w, &s.v[i]);
        if (!text.n) continue;
        if (!any) json_key(&w->j, as), json_open(&w->j, '[');
        any = true;
        json_item_text(&w->j, text);
    }
    if (any) json_close(&w->j, ']');
}

static void ftm_one(struct writer *w, const char *as, struct str text)
{
    if (!text.n) return;
    json_key(&w->j, as);
    json_open(&w->j, '[');
    json_item_text(&w->j, text);
    json_close(&w->j, ']');
}

static void ftm_names(struct writer *w)
{
    struct statements names = of(w, "name"), others = names;
    if (!names.n) return;
    others.v++, others.n--;
    ftm_one(w, "name", names.v[0].value.text);
    ftm_values(w, "alias", others);
}

// Topics of FollowTheMoney: role.journo, role.act (activist), role.lawyer, role.pol, role.judge.
static void ftm_topics(struct writer *w)
{
    static const char *const topics[][2] = {{"journalist", "role.journo"}, {"editor", "role.journo"}, {"blogger", "role.journo"},
                                            {"human-rights-defender", "role.act"}, {"activist", "role.act"}, {"lawyer", "role.lawyer"},
                                            {"politician", "role.pol"}, {"opposition-leader", "role.pol"}, {"judge", "role.judge"}};
    struct statements s = of(w, "occupation");
    bool said[sizeof topics / sizeof *topics] = {0}, any = false;
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; k < sizeof topics / sizeof *topics; k++) {
            const struct term *t = s.v[i].value.term;
            bool again = false;
            while (t && !str_eq(t->code, str_of(topics[k][0]))) t = t->broader;
            for (size_t m = 0; m < sizeof topics / sizeof *topics; m++) again |= said[m] && !strcmp(topics[m][1], topics[k][1]);
            if (!t || again) continue;
            if (!any) json_key(&w->j, "topics"), json_open(&w->j, '[');
            any = said[k] = true;
            json_item_text(&w->j, str_of(topics[k][1]));
        }
    if (any) json_close(&w->j, ']');
}

static void ftm_person(struct writer *w)
{
    struct str sex = first_of(w, "sex");
    ftm_open(w, "Person", id_of(w, ""));
    ftm_names(w);
    ftm_values(w, "birthDate", of(w, "born"));
    ftm_values(w, "deathDate", of(w, "died"));
    ftm_values(w, "nationality", of(w, "citizenship"));
    ftm_values(w, "fatherName", of(w, "patronymic"));
    if (str_eq(sex, S("male")) || str_eq(sex, S("female"))) ftm_one(w, "gender", sex);
    ftm_values(w, "summary", of(w, "summary"));
    ftm_topics(w);
    ftm_close(w);
}

static void ftm_organisation(struct writer *w)
{
    ftm_open(w, "Organization", id_of(w, ""));
    ftm_names(w);
    ftm_values(w, "weakAlias", of(w, "acronym"));
    ftm_values(w, "country", of(w, "country"));
    ftm_values(w, "website", of(w, "website"));
    ftm_values(w, "email", of(w, "email"));
    ftm_close(w);
}

static void ftm_position(struct writer *w)
{
    ftm_open(w, "Membership", id_of(w, ""));
    ftm_values(w, "member", of(w, "person"));
    ftm_values(w, "organization", of(w, "organisation"));
    ftm_values(w, "role", of(w, "title"));
    ftm_values(w, "startDate", of(w, "since"));
    ftm_values(w, "endDate", of(w, "until"));
    ftm_close(w);
}

static bool ftm_detention(struct writer *w, int64_t entity, struct err *err)
{
    struct str label;
    if (!view_label(w->v, entity, &label, err)) return false;
    ftm_open(w, "Event", id_of(w, ""));
    ftm_one(w, "name", label);
    ftm_values(w, "involved", of(w, "person"));
    ftm_values(w, "country", of(w, "country"));
    ftm_values(w, "startDate", of(w, "since"));
    ftm_values(w, "endDate", of(w, "until"));
    ftm_one(w, "keywords", S("detention"));
    ftm_values(w, "summary", of(w, "reason"));
    ftm_close(w);
    return true;
}

static void ftm_judgment(struct writer *w)
{
    struct statements applicants = of(w, "applicant");
    struct str id = id_of(w, "");
    ftm_open(w, "CourtCase", id);
    ftm_values(w, "name", of(w, "title"));
    ftm_values(w, "caseNumber", of(w, "number"));
    ftm_values(w, "closeDate", of(w, "date"));
    ftm_values(w, "country", of(w, "respondent"));
    ftm_close(w);
    for (size_t i = 0; i < applicants.n; i++) {
        ftm_open(w, "CourtCaseParty", id_of(w, strf(w->v->arena, "-party-%zu", i + 1).p));
        ftm_one(w, "case", id);
        ftm_one(w, "party", text_of(w, &applicants.v[i]));
        ftm_one(w, "role", S("applicant"));
        ftm_close(w);
    }
}

bool export_ftm(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    struct view one;
    ARENA scratch = arena_new();
    struct writer w = writer_of(v, &one, scratch, out);
    for (size_t i = 0; i < count; i++) {
        arena_reset(scratch);
        if (!take(&w, entities[i], err)) return false;
        if (!w.type) continue;
        if (str_eq(w.type->path, S("persons"))) ftm_person(&w);
        if (str_eq(w.type->path, S("organisations"))) ftm_organisation(&w);
        if (str_eq(w.type->path, S("positions"))) ftm_position(&w);
        if (str_eq(w.type->path, S("detentions")) && !ftm_detention(&w, entities[i], err)) return false;
        if (str_eq(w.type->path, S("judgments"))) ftm_judgment(&w);
    }
    *out = w.j.out;
    return true;
}

// ---- Popolo

static bool popolo_sources(struct writer *w, struct err *err)
{
    struct statements all = w->all;
    const struct type *type = vocab_type(store_vocab(w->v->store), S("sources"));
    json_key(&w->j, "sources");
    json_open(&w->j, '[');
    for (size_t i = 0; i < all.n; i++) {
        struct statements source;
        bool again = !all.v[i].source.n;
        for (size_t k = 0; k < i; k++) again |= all.v[k].source_id == all.v[i].source_id;
        if (again) continue;
        if (!view_statements(w->whole, all.v[i].source_id, &source, err)) return false;
        const struct statement *url = statement_first(source, type_prop(type, S("url"))), *title = statement_first(source, type_prop(type, S("title")));
        json_open(&w->j, '{');
        if (url) json_text(&w->j, "url", url->value.text);
        json_text(&w->j, "note", title ? title->value.text : all.v[i].source);
        json_close(&w->j, '}');
    }
    json_close(&w->j, ']');
    return true;
}

static void popolo_names(struct writer *w)
{
    struct statements names = of(w, "name");
    if (names.n) json_text(&w->j, "name", names.v[0].value.text);
    if (names.n < 2) return;
    json_key(&w->j, "other_names");
    json_open(&w->j, '[');
    for (size_t i = 1; i < names.n; i++) {
        json_open(&w->j, '{');
        json_text(&w->j, "name", names.v[i].value.text);
        json_text_if(&w->j, "note", names.v[i].qual);
        json_text_if(&w->j, "lang", names.v[i].lang);
        json_close(&w->j, '}');
    }
    json_close(&w->j, ']');
}

static void popolo_person(struct writer *w)
{
    popolo_names(w);
    json_text_if(&w->j, "patronymic_name", first_of(w, "patronymic"));
    json_text_if(&w->j, "gender", first_of(w, "sex"));
    json_text_if(&w->j, "birth_date", first_of(w, "born"));
    json_text_if(&w->j, "death_date", first_of(w, "died"));
    json_text_if(&w->j, "summary", first_of(w, "summary"));
}

static void popolo_organisation(struct writer *w)
{
    popolo_names(w);
    json_text_if(&w->j, "classification", first_of(w, "kind"));
    json_text_if(&w->j, "parent_id", first_of(w, "part-of"));
}

static void popolo_post(struct writer *w)
{
    json_text_if(&w->j, "label", first_of(w, "title"));
    json_text_if(&w->j, "organization_id", first_of(w, "organisation"));
}

static void popolo_membership(struct writer *w)
{
    json_text_if(&w->j, "person_id", first_of(w, "person"));
    json_text_if(&w->j, "organization_id", first_of(w, "organisation"));
    json_text(&w->j, "post_id", id_of(w, ""));
    json_text_if(&w->j, "role", first_of(w, "title"));
    json_text_if(&w->j, "start_date", first_of(w, "since"));
    json_text_if(&w->j, "end_date", first_of(w, "until"));
}

bool export_popolo(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    static const struct {
        const char *key, *type, *more;
        void (*write)(struct writer *);
    } parts[] = {{"persons", "persons", "", popolo_person},
                 {"organizations", "organisations", "", popolo_organisation},
                 {"posts", "positions", "", popolo_post},
                 {"memberships", "positions", "-membership", popolo_membership}};
    struct view one;
    ARENA scratch = arena_new();
    struct writer w = writer_of(v, &one, scratch, out);
    json_open(&w.j, '{');
    for (size_t p = 0; p < 4; p++) {
        json_key(&w.j, parts[p].key);
        json_open(&w.j, '[');
        for (size_t i = 0; i < count; i++) {
            if (!view_name(v, entities[i], &w.type, &w.slug, err)) return false;
            if (!w.type || !str_eq(w.type->path, str_of(parts[p].type))) continue;
            arena_reset(scratch);
            if (!take(&w, entities[i], err)) return false;
            json_open(&w.j, '{');
            json_text(&w.j, "id", id_of(&w, parts[p].more));
            parts[p].write(&w);
            if (!popolo_sources(&w, err)) return false;
            json_close(&w.j, '}');
        }
        json_close(&w.j, ']');
    }
    json_close(&w.j, '}');
    buf_addc(&w.j.out, '\n');
    *out = w.j.out;
    return true;
}
