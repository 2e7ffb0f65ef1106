// What the register adds to a letter: addressees, signatories, the sources of its facts.
#include "letter/letter.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"

// The value of a property among an entity's statements, in the letter's language, else any; empty when there is none.
static bool value_in(struct view *v, struct statements all, const char *name, struct str *out, struct err *err)
{
    const struct statement *best = NULL;
    *out = (struct str){0};
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!str_eq(s->prop->name, str_of(name))) continue;
        if (!best || (str_eq(s->lang, v->lang) && !str_eq(best->lang, v->lang))) best = s;
    }
    if (!best) return true;
    if (best->value.kind == KIND_REF) return view_label(v, best->value.key, out, err);
    *out = value_write(v->arena, best->prop, &best->value, v->lang);
    return true;
}

// The entity that a property leads to; 0 when none does.
static int64_t target_in(struct statements all, const char *name)
{
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (!str_eq(s->prop->name, str_of(name)) || s->value.kind != KIND_REF) continue;
        s = statement_first(all, s->prop);
        return s->value.key;
    }
    return 0;
}

static bool entity_of(struct view *v, struct str text, int64_t *out, const struct type **type, struct err *err)
{
    struct ref r;
    struct ref_fault fault;
    *out = 0;
    *type = NULL;
    if (!text.n || !ref_parse(v->arena, store_vocab(v->store), text, &r, &fault) || !r.slug.n) return true;
    *type = r.type;
    return view_find(v, r.type, r.slug, out, err);
}

// A signature, a position or a person as a signatory.
static bool signatory(struct view *v, int64_t entity, struct signatory *s, struct err *err)
{
    static const char *const names[] = {"person", "organisation", "role", "country", "title"};
    const struct prop *props[5];
    const struct type *t;
    struct str slug;
    struct statements all, of;
    if (!view_name(v, entity, &t, &slug, err)) return false;
    if (!t) return true;
    for (size_t i = 0; i < 5; i++) props[i] = type_prop(t, str_of(names[i]));
    if (!view_some(v, entity, props, 5, &all, err)) return false;
    int64_t person = target_in(all, "person"), organisation = target_in(all, "organisation");
    if (!value_in(v, all, "role", &s->role, err) || !value_in(v, all, "country", &s->country, err)) return false;
    if (!s->role.n && !value_in(v, all, "title", &s->role, err)) return false;
    bool alone = !person && organisation; // an organisation signs by itself
    if (!alone && !view_label(v, person ? person : entity, &s->name, err)) return false;
    if (organisation && !view_label(v, organisation, &s->organisation, err)) return false;
    if (s->country.n || !organisation) return true;
    return view_statements(v, organisation, &of, err) && value_in(v, of, "country", &s->country, err);
}

struct signed_by {
    int64_t entity;
    struct str slug;
};

static int by_slug(const void *a, const void *b)
{
    return str_cmp(((const struct signed_by *)a)->slug, ((const struct signed_by *)b)->slug);
}

// One after the other in an arena of its own: of thousands, what they are made of is many times what they are.
static bool read_signatories(struct view *v, const struct signed_by *from, size_t n, struct signatory *out, struct err *err)
{
    ARENA scratch = arena_new();
    for (size_t i = 0; i < n; i++) {
        struct view one = *v;
        struct signatory s = {0};
        arena_reset(scratch);
        one.arena = scratch;
        if (!signatory(&one, from[i].entity, &s, err)) return false;
        out[i] = (struct signatory){str_dup(v->arena, s.name), str_dup(v->arena, s.role), str_dup(v->arena, s.organisation),
                                    str_dup(v->arena, s.country)};
    }
    return true;
}

static bool collected(struct letter *l, struct view *v, struct signatory **out, size_t *count, struct err *err)
{
    struct ref r;
    struct ref_fault fault;
    struct hits h;
    struct str slug, type = str_cut(l->head.record.text, '/', &slug);
    const struct type *t;
    (void)type;
    struct str text = strf(v->arena, "signatures?letter=%.*s&status=signed", STR(slug));
    if (!slug.n || !ref_parse(v->arena, store_vocab(v->store), text, &r, &fault)) return true;
    if (!query_count(v, &r, &h, err)) return false;
    struct signed_by *from = arena_array(v->arena, h.n, sizeof *from);
    *out = arena_array(v->arena, h.n, sizeof **out);
    for (size_t i = 0; i < h.n; i++) {
        from[i].entity = h.v[i].entity;
        if (!view_name(v, h.v[i].entity, &t, &from[i].slug, err)) return false;
    }
    if (h.n) qsort(from, h.n, sizeof *from, by_slug);
    *count = h.n;
    return read_signatories(v, from, h.n, *out, err);
}

bool letter_signatories(struct letter *l, struct view *v, struct signatory **out, size_t *count, struct err *err)
{
    *out = NULL;
    *count = 0;
    v->lang = l->head.lang;
    if (l->head.collect) return collected(l, v, out, count, err);
    *out = arena_array(v->arena, l->head.signatory_count, sizeof **out);
    for (size_t i = 0; i < l->head.signatory_count; i++) {
        int64_t id;
        const struct type *t;
        const struct signer *from = &l->head.signatories[i];
        if (!from->ref.text.n) {
            (*out)[(*count)++] = from->self;
            continue;
        }
        if (!entity_of(v, from->ref.text, &id, &t, err)) return false;
        if (id && !signatory(v, id, &(*out)[(*count)++], err)) return false;
    }
    return true;
}

// Postal lines of the letter's own: the first is the name.
static struct addressee own_addressee(struct str lines)
{
    struct addressee a = {0};
    a.name = str_cut(lines, '\n', &a.lines);
    return a;
}

bool letter_addressees(struct letter *l, struct view *v, struct addressee **out, size_t *count, struct err *err)
{
    *count = 0;
    v->lang = l->head.lang;
    *out = arena_array(v->arena, l->head.to_count, sizeof **out);
    for (size_t i = 0; i < l->head.to_count; i++) {
        int64_t id;
        const struct type *t;
        const struct recipient *to = &l->head.to[i];
        if (to->lines.n) (*out)[(*count)++] = own_addressee(to->lines);
        if (!entity_of(v, to->ref.text, &id, &t, err)) return false;
        if (!id) continue;
        struct addressee *a = &(*out)[(*count)++];
        struct statements all, home;
        if (!view_statements(v, id, &all, err)) return false;
        int64_t person = target_in(all, "person"), organisation = target_in(all, "organisation");
        if (!view_statements(v, organisation ? organisation : id, &home, err) || !view_label(v, person ? person : id, &a->name, err) ||
            !value_in(v, all, "title", &a->title, err) || !value_in(v, home, "postal-address", &a->lines, err))
            return false;
        if (!person || a->lines.n) a->title = (struct str){0}; // an address as recorded has it in its lines
    }
    return true;
}

bool letter_citation(struct view *v, const struct statement *s, struct citation *out, struct err *err)
{
    *out = (struct citation){.locator = str_visible(v->arena, s->locator), .quote = str_visible(v->arena, s->quote)};
    struct statements all;
    if (!s->source.n) return true;
    return view_statements(v, s->source_id, &all, err) && value_in(v, all, "title", &out->title, err) &&
           value_in(v, all, "publisher", &out->publisher, err) && value_in(v, all, "date", &out->date, err) &&
           value_in(v, all, "url", &out->url, err);
}
