// What the register adds to a letter: addressees, signatories, the sources of its facts.
#include "letter/letter.h"

#include "base/arena.h"
#include "base/buf.h"

// The value of one property in the letter's language, else any; empty when there is none.
static bool value_of(struct view *v, int64_t entity, const char *name, struct str *out, struct err *err)
{
    const struct type *t;
    struct str slug;
    struct statements all;
    const struct statement *best = NULL;
    *out = (struct str){0};
    if (!view_name(v, entity, &t, &slug, err)) return false;
    const struct prop *p = t ? type_prop(t, str_of(name)) : NULL;
    if (!p) return true;
    if (!view_statements(v, entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].prop != p) continue;
        if (!best || (str_eq(all.v[i].lang, v->lang) && !str_eq(best->lang, v->lang))) best = &all.v[i];
    }
    if (!best) return true;
    if (best->value.kind == KIND_REF) return view_label(v, best->value.key, out, err);
    *out = value_write(v->arena, p, &best->value, v->lang);
    return true;
}

static bool target_of(struct view *v, int64_t entity, const char *name, int64_t *out, struct err *err)
{
    const struct type *t;
    struct str slug;
    struct statements all;
    *out = 0;
    if (!view_name(v, entity, &t, &slug, err)) return false;
    const struct prop *p = t ? type_prop(t, str_of(name)) : NULL;
    if (!p) return true;
    if (!view_statements(v, entity, &all, err)) return false;
    const struct statement *s = statement_first(all, p);
    if (s && s->value.kind == KIND_REF) *out = s->value.key;
    return true;
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
    int64_t person, organisation;
    if (!target_of(v, entity, "person", &person, err) || !target_of(v, entity, "organisation", &organisation, err))
        return false;
    if (!value_of(v, entity, "role", &s->role, err) || !value_of(v, entity, "country", &s->country, err)) return false;
    if (!s->role.n && !value_of(v, entity, "title", &s->role, err)) return false;
    if (!view_label(v, person ? person : entity, &s->name, err)) return false;
    if (organisation && !view_label(v, organisation, &s->organisation, err)) return false;
    if (!person && organisation) s->name = (struct str){0}; // an organisation signs by itself
    return s->country.n || !organisation || value_of(v, organisation, "country", &s->country, err);
}

static bool collected(struct letter *l, struct view *v, struct signatory **out, size_t *count, struct err *err)
{
    struct ref r;
    struct ref_fault fault;
    struct hits h;
    struct str slug, type = str_cut(l->head.record.text, '/', &slug);
    (void)type;
    struct str text = strf(v->arena, "signatures?letter=%.*s&status=signed&sort=former-key", STR(slug));
    if (!slug.n || !ref_parse(v->arena, store_vocab(v->store), text, &r, &fault)) return true;
    if (!query_list(v, &r, &h, err)) return false;
    *out = arena_array(v->arena, h.n, sizeof **out);
    for (size_t i = 0; i < h.n; i++) {
        (*out)[i] = (struct signatory){0};
        if (!signatory(v, h.v[i].entity, &(*out)[i], err)) return false;
    }
    *count = h.n;
    return true;
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
        int64_t id, person, organisation;
        const struct type *t;
        const struct recipient *to = &l->head.to[i];
        if (to->lines.n) (*out)[(*count)++] = own_addressee(to->lines);
        if (!entity_of(v, to->ref.text, &id, &t, err)) return false;
        if (!id) continue;
        struct addressee *a = &(*out)[(*count)++];
        if (!target_of(v, id, "person", &person, err) || !target_of(v, id, "organisation", &organisation, err) ||
            !view_label(v, person ? person : id, &a->name, err) || !value_of(v, id, "title", &a->title, err) ||
            !value_of(v, organisation ? organisation : id, "postal-address", &a->lines, err))
            return false;
        if (!person || a->lines.n) a->title = (struct str){0}; // an address as recorded has it in its lines
    }
    return true;
}

bool letter_citation(struct view *v, const struct statement *s, struct citation *out, struct err *err)
{
    *out = (struct citation){.locator = str_visible(v->arena, s->locator), .quote = str_visible(v->arena, s->quote)};
    if (!s->source.n) return true;
    return value_of(v, s->source_id, "title", &out->title, err) && value_of(v, s->source_id, "publisher", &out->publisher, err) &&
           value_of(v, s->source_id, "date", &out->date, err) && value_of(v, s->source_id, "url", &out->url, err);
}
