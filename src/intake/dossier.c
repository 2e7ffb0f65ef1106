#include "intake/dossier.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"
#include "base/yaml.h"
#include "lang/iso.h"

enum { FILE_MAX = 64 << 20 };

// Where in a file the reader is: the defaults of the entity.
struct reader {
    struct dossier *d;
    const struct source_text *file;
    const char *dir;
    struct item *item;
    struct str source, locator;
    bool bad_source;    // it is named, but is no slug: said already
    struct place named; // where the source of the entity, or of the value, is named
    enum visibility vis;
};

struct dossier dossier_new(struct arena *a, const struct vocab *v, struct diags *ds)
{
    return (struct dossier){.arena = a, .vocab = v, .ds = ds};
}

static uint32_t shown_width(const struct node *n)
{
    if (n->kind != NODE_SCALAR) return 1;
    size_t w = utf8_count(str_sub(n->text, 0, str_chr(n->text, '\n', 0))) + (n->plain ? 0 : 2);
    return w ? (uint32_t)w : 1;
}

static struct diag *fault_at(struct reader *r, enum diag_code code, struct pos pos, uint32_t width,
                             struct str message, struct str allowed)
{
    struct diag *d = diag_add(r->d->ds, code, r->file, pos, width, "%.*s", STR(message));
    if (allowed.n) diag_more(r->d->ds, d, "%.*s", STR(allowed));
    return d;
}

static void key_fault(struct reader *r, enum diag_code code, const struct node *n, struct str message,
                      struct str allowed)
{
    fault_at(r, code, n->key_pos, (uint32_t)utf8_count(n->key), message, allowed);
}

static void value_error(struct reader *r, enum diag_code code, const struct node *n, struct str message,
                        struct str allowed)
{
    fault_at(r, code, n->pos, shown_width(n), message, allowed);
}

static const char *node_words(const struct node *n)
{
    return n->kind == NODE_MAP ? "a map" : n->kind == NODE_LIST ? "a list" : "a plain value";
}

// ---- the index of items

static size_t index_of(const struct dossier *d, const struct type *t, struct str slug)
{
    size_t h = t->index * 1099511628211u + 14695981039346656037u;
    for (size_t i = 0; i < slug.n; i++) h = (h ^ (unsigned char)slug.p[i]) * 1099511628211u;
    size_t i = h & (d->index_cap - 1);
    while (d->index[i]) {
        const struct item *it = &d->items[d->index[i] - 1];
        if (it->type == t && str_eq(it->slug, slug)) break;
        i = (i + 1) & (d->index_cap - 1);
    }
    return i;
}

const struct item *dossier_find(const struct dossier *d, const struct type *t, struct str slug)
{
    size_t i = d->index_cap ? index_of(d, t, slug) : 0;
    return d->index_cap && d->index[i] ? &d->items[d->index[i] - 1] : NULL;
}

// Into the index; a second item of the same entity is chained behind the first.
static void index_add(struct dossier *d, size_t i)
{
    size_t *slot = &d->index[index_of(d, d->items[i].type, d->items[i].slug)];
    if (!*slot) {
        *slot = i + 1;
        return;
    }
    d->items[i].same = d->items[*slot - 1].same;
    d->items[*slot - 1].same = i + 1;
}

static struct item *item_add(struct dossier *d, const struct type *t, struct str slug)
{
    d->items = arena_grow(d->arena, d->items, &d->cap, d->count + 1, sizeof *d->items);
    d->items[d->count++] = (struct item){.type = t, .slug = slug};
    if (2 * d->count <= d->index_cap) {
        index_add(d, d->count - 1);
        return &d->items[d->count - 1];
    }
    d->index_cap = d->index_cap ? 4 * d->index_cap : 256;
    d->index = arena_array(d->arena, d->index_cap, sizeof *d->index);
    for (size_t i = 0; i < d->count; i++) d->items[i].same = 0;
    for (size_t i = 0; i < d->count; i++) index_add(d, i);
    return &d->items[d->count - 1];
}

const struct draft *item_first(const struct item *it, const struct prop *p)
{
    for (size_t i = 0; i < it->count; i++)
        if (it->drafts[i].prop == p && !it->drafts[i].withdrawn.n) return &it->drafts[i];
    return NULL;
}

// ---- files that values name

static bool path_is_inside(struct str path)
{
    struct str rest = path;
    if (!path.n || path.p[0] == '/' || memchr(path.p, 0, path.n)) return false;
    while (rest.p)
        if (str_eq(str_cut(rest, '/', &rest), S(".."))) return false;
    return true;
}

static bool hex_digest(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f'))) return false;
    return s.n == 64;
}

// "sha256:…" names a file below files/ beside the dossier or one that the register has; else a path.
static bool read_file(struct reader *r, const struct node *n, struct value *v)
{
    struct err err;
    struct str hex = str_starts(v->text, S("sha256:")) ? str_sub(v->text, 7, v->text.n) : (struct str){0};
    struct dossier *d = r->d;
    const char *path = NULL;
    if (hex_digest(hex))
        path = strf(d->arena, "%s/files/%.2s/%.*s", r->dir, hex.p, 62, hex.p + 2).p;
    else if (!hex.p && path_is_inside(v->text))
        path = strf(d->arena, "%s/%.*s", r->dir, STR(v->text)).p;
    if (!path || (hex.p && !file_exists(path))) {
        if (path) return true; // the register may have it: looked at when it is recorded
        value_error(r, DIAG_BAD_FILE, n, strf(d->arena, "%.*s names no file", STR(v->text)),
                    S("a path below the dossier's folder, or sha256: and 64 digits"));
        return false;
    }
    struct enclosure e = {.name = v->text};
    if (!file_read(d->arena, path, FILE_MAX, &e.content, &err)) {
        value_error(r, DIAG_BAD_FILE, n, str_dup(d->arena, str_of(err.text)), S(""));
        return false;
    }
    e.hash = hash_of(e.content);
    struct str actual = hash_hex(d->arena, &e.hash);
    if (hex.p && !str_eq(hex, actual)) {
        value_error(r, DIAG_BAD_FILE, n, S("the file beside the dossier has another content than its name says"), S(""));
        return false;
    }
    if (hex.p) e.name = S("");
    v->text = strf(d->arena, "sha256:%.*s", STR(actual));
    d->files = arena_grow(d->arena, d->files, &d->file_cap, d->file_count + 1, sizeof *d->files);
    d->files[d->file_count++] = e;
    return true;
}

// ---- values

static bool read_edtf_text(struct reader *r, const struct node *n, struct str *out)
{
    struct edtf e;
    const char *why = "";
    *out = str_trim(node_text(n));
    if (n->kind == NODE_SCALAR && edtf_parse(*out, &e, &why)) return true;
    value_error(r, DIAG_BAD_DATE, n, strf(r->d->arena, "%.*s: %s", STR(*out), why),
                S("a date is EDTF: 1954, 1954-02, 1954-02-28, 1954?, 1953/1954, ../1954"));
    return false;
}

static void read_source(struct reader *r, const struct node *n, struct str *out)
{
    struct str s = str_trim(node_text(n));
    if (str_starts(s, S("sources/"))) s = str_sub(s, 8, s.n);
    if (slug_valid(s)) {
        *out = s;
        return;
    }
    r->bad_source = true;
    value_error(r, DIAG_BAD_SLUG, n, S("a source is the key of an entity of type sources"),
                S("for example hudoc-001-144124"));
}

static void read_visibility(struct reader *r, const struct node *n, enum visibility *out)
{
    if (!visibility_parse(str_trim(node_text(n)), out))
        value_error(r, DIAG_BAD_VISIBILITY, n, strf(r->d->arena, "%.*s is no visibility", STR(node_text(n))),
                    S("public, partner, internal or sealed"));
}

static void read_lang(struct reader *r, const struct node *n, struct str *out)
{
    *out = str_trim(node_text(n));
    if (!language_valid(*out))
        value_error(r, DIAG_BAD_LANGUAGE, n, strf(r->d->arena, "%.*s is no code of a language", STR(*out)),
                    S("a BCP 47 tag: en, az, az-Cyrl"));
}

static void read_qual(struct reader *r, const struct node *n, const struct prop *p, struct str *out)
{
    *out = str_trim(node_text(n));
    static const char *const kinds[] = {"official", "transliteration", "alias", "in-document"};
    for (size_t i = 0; i < 4; i++)
        if (p->kind == KIND_NAME && str_eq(*out, str_of(kinds[i]))) return;
    if (p->kind == KIND_NAME)
        value_error(r, DIAG_BAD_TERM, n, strf(r->d->arena, "%.*s is no kind of a name", STR(*out)),
                    S("one of: official, transliteration, alias, in-document"));
    else
        key_fault(r, DIAG_UNKNOWN_KEY, n, S("only names have a kind"), S(""));
}

static void read_truth(struct reader *r, const struct node *n, bool *out)
{
    *out = str_eq(node_text(n), S("true"));
    if (!*out && !str_eq(node_text(n), S("false")))
        value_error(r, DIAG_SHAPE, n, S("preferred is true or false"), S(""));
}

// One key of a value's map; `value` itself is read by the caller.
static void read_detail(struct reader *r, const struct node *n, const struct prop *p, struct draft *d)
{
    static const char allowed[] = "value, lang, kind, source, locator, quote, since, until, visibility, "
                                  "preferred, reason, replaces, withdrawn";
    struct str key = n->key, text = str_trim(node_text(n));
    if (n->kind != NODE_SCALAR) {
        key_fault(r, DIAG_SHAPE, n, strf(r->d->arena, "%s stands where %.*s has a plain value", node_words(n), STR(key)), S(""));
        return;
    }
    if (!text.n)
        value_error(r, DIAG_EMPTY, n, strf(r->d->arena, "%.*s is empty", STR(key)), S("leave it out"));
    else if (str_eq(key, S("lang")))
        read_lang(r, n, &d->lang);
    else if (str_eq(key, S("kind")))
        read_qual(r, n, p, &d->qual);
    else if (str_eq(key, S("source")))
        read_source(r, n, &d->source);
    else if (str_eq(key, S("locator")))
        d->locator = text;
    else if (str_eq(key, S("quote")))
        d->quote = text;
    else if (str_eq(key, S("since")))
        (void)read_edtf_text(r, n, &d->since);
    else if (str_eq(key, S("until")))
        (void)read_edtf_text(r, n, &d->until);
    else if (str_eq(key, S("visibility")))
        read_visibility(r, n, &d->vis);
    else if (str_eq(key, S("preferred")))
        read_truth(r, n, &d->preferred);
    else if (str_eq(key, S("reason")))
        d->reason = text;
    else if (str_eq(key, S("replaces")))
        d->replaces = text;
    else if (str_eq(key, S("withdrawn")))
        d->withdrawn = text;
    else
        key_fault(r, DIAG_UNKNOWN_KEY, n, strf(r->d->arena, "a value has no %.*s", STR(key)), str_of(allowed));
}

static void note_control(struct reader *r, const struct node *n, struct str text)
{
    size_t at = str_control(text, 0);
    if (at == text.n) return;
    struct diag *d = diag_add(r->d->ds, DIAG_CONTROL, r->file, n->pos, shown_width(n), "a character that is not seen: U+%04X", utf8_next(text, &at));
    diag_set_level(r->d->ds, d, DIAG_WARNING);
    diag_more(r->d->ds, d, "it is kept, and the value is shown without it");
}

static void check_valid_period(struct reader *r, const struct node *n, const struct draft *d)
{
    struct edtf since, until;
    const char *why;
    if (d->since.n && d->until.n && edtf_parse(d->since, &since, &why) &&
        edtf_parse(d->until, &until, &why) && until.hi.n < since.lo.n)
        value_error(r, DIAG_PERIOD, n, S("until lies before since"), S(""));
}

// Room for exactly the values that the file gives an entity: a draft is large, and most entities have few.
static void room_for_drafts(struct reader *r, const struct node *n)
{
    struct item *it = r->item;
    for (const struct node *p = n->first; p; p = p->next) it->cap += p->kind == NODE_LIST ? p->count : 1;
    it->drafts = arena_array(r->d->arena, it->cap, sizeof *it->drafts);
    it->places = arena_array(r->d->arena, it->cap, sizeof *it->places);
    it->named = arena_array(r->d->arena, it->cap, sizeof *it->named);
}

static void keep_draft(struct reader *r, const struct node *n, const struct draft *d, struct place named)
{
    struct item *it = r->item;
    struct place at = {r->file, n->pos, shown_width(n)};
    must(it->count < it->cap);
    it->places[it->count] = at;
    it->named[it->count] = named;
    it->drafts[it->count++] = *d;
    if (str_eq(d->prop->name, S("former-key"))) it->former = d->value.text;
}

static void read_value(struct reader *r, const struct prop *p, const struct node *n)
{
    struct draft d = {.prop = p, .source = r->source, .locator = r->locator, .vis = r->vis};
    struct value_fault fault;
    const struct node *value = n, *own_source = n->kind == NODE_MAP ? node_get(n, S("source")) : NULL;
    struct place named = own_source ? (struct place){r->file, own_source->pos, shown_width(own_source)} : r->named;
    if (n->kind == NODE_MAP) {
        value = node_get(n, S("value"));
        for (const struct node *e = n->first; e; e = e->next)
            if (e != value) read_detail(r, e, p, &d);
        if (!value) {
            fault_at(r, DIAG_SHAPE, n->pos, 1, S("a value's map has no key value"),
                     S("{value: …, lang: …, source: …}"));
            return;
        }
    }
    if (value->kind != NODE_SCALAR) {
        fault_at(r, DIAG_SHAPE, value->pos, 1,
                 strf(r->d->arena, "%s stands where %.*s has a value", node_words(value), STR(p->name)),
                 S("a plain value, or a map with the key value"));
        return;
    }
    check_valid_period(r, n, &d);
    if (!value_parse(r->d->arena, r->d->vocab, p, value->text, &d.value, &fault)) {
        value_error(r, fault.code, value, fault.message, fault.allowed);
        return;
    }
    if (p->kind == KIND_FILE && !read_file(r, value, &d.value)) return;
    note_control(r, value, d.value.text);
    if (!d.source.n) {
        if (!r->bad_source) value_error(r, DIAG_NO_SOURCE, value, strf(r->d->arena, "%.*s has no source", STR(p->name)),
                    S("source: on the value, or once on the entity"));
        return;
    }
    keep_draft(r, value, &d, named);
}

static void note_refused(struct reader *r, const struct prop *p)
{
    struct item *it = r->item;
    it->refused = arena_grow(r->d->arena, it->refused, &it->refused_cap, it->refused_count + 1, sizeof *it->refused);
    it->refused[it->refused_count++] = p;
}

static void read_property(struct reader *r, const struct node *n)
{
    const struct type *t = r->item->type;
    const struct prop *p = type_prop(t, n->key);
    if (!p || p->computed) {
        struct str near = type_nearest_prop(t, n->key);
        key_fault(r, DIAG_UNKNOWN_PROPERTY, n,
                  p ? strf(r->d->arena, "%.*s is computed, not given", STR(n->key))
                    : strf(r->d->arena, "%.*s have no property %.*s", STR(t->path), STR(n->key)),
                  p        ? S("leave it out")
                  : near.n ? strf(r->d->arena, "did you mean %.*s?", STR(near))
                           : strf(r->d->arena, "there are: %.*s", STR(type_prop_names(r->d->arena, t))));
        return;
    }
    size_t first = r->item->count;
    if (n->kind != NODE_LIST) read_value(r, p, n);
    for (const struct node *e = n->kind == NODE_LIST ? n->first : NULL; e; e = e->next) read_value(r, p, e);
    if (r->item->count == first) note_refused(r, p);
    for (size_t i = first; !p->many && i < r->item->count; i++)
        for (size_t k = first; k < i; k++) {
            const struct draft *a = &r->item->drafts[i], *b = &r->item->drafts[k];
            if (!str_eq(a->source, b->source) || a->withdrawn.n || b->withdrawn.n) continue;
            if (p->by_language && !str_eq(a->lang, b->lang)) continue;
            fault_at(r, DIAG_NOT_MANY, r->item->places[i].pos, r->item->places[i].width,
                     strf(r->d->arena, "%.*s has one value, and %.*s gives it two", STR(p->name), STR(a->source)),
                     S("values that contradict each other each have a source of their own"));
        }
}

// ---- entities

static void read_defaults(struct reader *r, const struct node *n)
{
    const struct node *source = node_get(n, S("source")), *locator = node_get(n, S("locator"));
    const struct node *vis = node_get(n, S("visibility"));
    bool own = str_eq(r->item->type->path, S("sources"));
    r->source = own ? r->item->slug : (struct str){0};
    r->locator = str_trim(node_text(locator));
    r->vis = VIS_PUBLIC;
    r->named = r->item->place;
    r->bad_source = false;
    if (source) {
        read_source(r, source, &r->source);
        r->named = (struct place){r->file, source->pos, shown_width(source)};
    }
    if (vis) read_visibility(r, vis, &r->vis);
}

static void read_entity(struct reader *r, const struct type *t, const struct node *n)
{
    if (!slug_valid(n->key)) {
        key_fault(r, DIAG_BAD_SLUG, n, strf(r->d->arena, "%.*s is no slug", STR(n->key)),
                  S("lower-case letters, digits and single hyphens: ilgar-mammadov"));
        return;
    }
    if (n->kind != NODE_MAP) {
        key_fault(r, DIAG_SHAPE, n, strf(r->d->arena, "%s stands where the entity's properties are expected", node_words(n)),
                  S("property: value, one a line"));
        return;
    }
    r->item = item_add(r->d, t, n->key);
    r->item->place = (struct place){r->file, n->key_pos, (uint32_t)utf8_count(n->key)};
    read_defaults(r, n);
    room_for_drafts(r, n);
    for (const struct node *p = n->first; p; p = p->next) {
        bool is_default = str_eq(p->key, S("source")) || str_eq(p->key, S("locator")) ||
                          str_eq(p->key, S("visibility"));
        if (!is_default || type_prop(t, p->key)) read_property(r, p);
    }
}

static void read_type(struct reader *r, const struct node *n)
{
    const struct type *t = vocab_type(r->d->vocab, n->key);
    if (!t) {
        struct str near = vocab_nearest_type(r->d->vocab, n->key);
        key_fault(r, DIAG_UNKNOWN_TYPE, n, strf(r->d->arena, "there is no type %.*s", STR(n->key)),
                  near.n ? strf(r->d->arena, "did you mean %.*s?", STR(near))
                         : strf(r->d->arena, "there are: %.*s", STR(vocab_type_names(r->d->arena, r->d->vocab))));
        return;
    }
    if (n->kind != NODE_MAP) {
        if (n->kind == NODE_SCALAR && !n->text.n) return;
        key_fault(r, DIAG_SHAPE, n, strf(r->d->arena, "%s stands where entities are expected", node_words(n)),
                  S("slug: {property: value, …}"));
        return;
    }
    for (const struct node *e = n->first; e; e = e->next) read_entity(r, t, e);
}

void dossier_read(struct dossier *d, const struct source_text *file, const char *dir)
{
    struct reader r = {.d = d, .file = file, .dir = dir};
    const struct node *root = yaml_parse(d->arena, file, d->ds);
    if (!root) return;
    if (root->kind != NODE_MAP) {
        fault_at(&r, DIAG_SHAPE, root->pos, 1, strf(d->arena, "%s stands where a dossier begins", node_words(root)),
                 S("a dossier is a map of types: persons: {slug: {property: value}}"));
        return;
    }
    for (const struct node *n = root->first; n; n = n->next) read_type(&r, n);
}
