#include "vocab/vocab.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/must.h"
#include "base/packed.h"
#include "base/yaml.h"

static const char *const kind_names[] = {"text", "name", "date", "duration", "number",
                                         "money", "country", "language", "term", "ref",
                                         "identifier", "url", "file", "statement", "bool"};
static const char *const scheme_names[] = {"", "appno", "ecli", "item", "cm-document",
                                           "finding", "meeting"};

const char *kind_name(enum kind k) { return kind_names[k]; }

// ---- lookup

const struct type *vocab_type(const struct vocab *v, struct str path)
{
    for (const struct type *t = v->first; t; t = t->next)
        if (str_eq(t->path, path)) return t;
    return NULL;
}

const struct prop *type_prop(const struct type *t, struct str name)
{
    for (const struct prop *p = t->first; p; p = p->next)
        if (str_eq(p->name, name)) return p;
    return NULL;
}

const struct term *thesaurus_term(const struct thesaurus *t, struct str code)
{
    for (const struct term *e = t ? t->first : NULL; e; e = e->next)
        if (str_eq(e->code, code)) return e;
    return NULL;
}

bool term_is(const struct term *t, const struct term *broad)
{
    for (; t; t = t->broader)
        if (t == broad) return true;
    return false;
}

bool prop_takes(const struct prop *p, const struct type *t)
{
    for (size_t i = 0; i < p->to_count; i++)
        if (p->to[i] == t) return true;
    return false;
}

struct str label_text(const struct label *l, struct str lang, struct str otherwise)
{
    const struct label *english = NULL;
    for (const struct label *e = l; e; e = e->next) {
        if (str_eq(e->lang, lang)) return e->text;
        if (!english && str_eq(e->lang, S("en"))) english = e;
    }
    return english ? english->text : l ? l->text : otherwise;
}

struct str type_plural(const struct type *t, struct str lang) { return label_text(t->plural ? t->plural : t->label, lang, t->path); }

static void nearer(struct str want, struct str have, size_t *best, struct str *hit)
{
    size_t d = str_distance(want, have, 4);
    if (d < *best) *best = d, *hit = have;
}

struct str vocab_nearest_type(const struct vocab *v, struct str path)
{
    size_t best = 4;
    struct str hit = {0};
    for (const struct type *t = v->first; t; t = t->next) nearer(path, t->path, &best, &hit);
    return hit;
}

struct str type_nearest_prop(const struct type *t, struct str name)
{
    size_t best = 4;
    struct str hit = {0};
    for (const struct prop *p = t->first; p; p = p->next) nearer(name, p->name, &best, &hit);
    return hit;
}

static void listed(struct buf *b, struct str s)
{
    if (b->n) buf_add(b, S(", "));
    buf_add(b, s);
}

struct str thesaurus_codes(struct arena *a, const struct thesaurus *t)
{
    struct buf b = buf_in(a);
    for (const struct term *e = t->first; e; e = e->next) listed(&b, e->code);
    return buf_str(&b);
}

struct str type_prop_names(struct arena *a, const struct type *t)
{
    struct buf b = buf_in(a);
    for (const struct prop *p = t->first; p; p = p->next)
        if (!p->computed) listed(&b, p->name);
    return buf_str(&b);
}

struct str vocab_type_names(struct arena *a, const struct vocab *v)
{
    struct buf b = buf_in(a);
    for (const struct type *t = v->first; t; t = t->next) listed(&b, t->path);
    return buf_str(&b);
}

bool slug_valid(struct str s)
{
    if (!s.n || s.n > 120 || s.p[0] == '-' || s.p[s.n - 1] == '-') return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
        if (c == '-' && s.p[i + 1] == '-') return false;
    }
    return true;
}

// ---- reading

struct reader {
    struct arena *arena;
    struct vocab *v;
    const struct source_text *file;
    struct diags *ds;
};

static void fault(struct reader *r, const struct node *n, const char *what)
{
    struct pos at = n->key.n ? n->key_pos : n->pos;
    diag_add(r->ds, DIAG_SHAPE, r->file, at, n->key.n ? (uint32_t)utf8_count(n->key) : 1, "%s",
             what);
}

static struct label *read_labels(struct reader *r, const struct node *map)
{
    struct label *first = NULL, **tail = &first;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        const struct node *item = n->kind == NODE_LIST ? n->first : n;
        for (; item; item = n->kind == NODE_LIST ? item->next : NULL) {
            *tail = arena_alloc(r->arena, sizeof **tail);
            **tail = (struct label){n->key, node_text(item), NULL};
            tail = &(*tail)->next;
        }
    }
    return first;
}

static bool flag(const struct node *map, struct str key)
{
    return str_eq(node_text(node_get(map, key)), S("true"));
}

static int name_index(struct str s, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (str_eq(s, str_of(names[i]))) return i;
    return -1;
}

static void prop_append(struct reader *r, struct type *t, struct prop *p)
{
    struct prop **tail = &t->first;
    while (*tail) tail = &(*tail)->next;
    *tail = p;
    p->type = t;
    p->index = r->v->prop_count++;
}

static void read_prop(struct reader *r, struct type *t, const struct node *n)
{
    if (type_prop(t, n->key)) {
        fault(r, n, "this property exists already");
        return;
    }
    struct prop *p = arena_alloc(r->arena, sizeof *p);
    p->name = n->key;
    p->label = read_labels(r, node_get(n, S("label")));
    p->hints = read_labels(r, node_get(n, S("hints")));
    int kind = name_index(node_text(node_get(n, S("kind"))), kind_names, KIND_BOOL);
    if (kind < 0) {
        fault(r, n, "kind is text, name, date, duration, number, money, country, language, term, "
                    "ref, identifier, url, file or statement");
        kind = 0;
    }
    p->kind = (enum kind)kind;
    p->many = flag(n, S("many"));
    p->required = flag(n, S("required"));
    p->by_language = flag(n, S("by-language"));
    p->terms_name = node_text(node_get(n, S("terms")));
    int scheme = name_index(node_text(node_get(n, S("scheme"))), scheme_names, SCHEME_MEETING + 1);
    p->scheme = scheme < 0 ? SCHEME_NONE : (enum scheme)scheme;
    const struct node *to = node_get(n, S("to"));
    if (to && to->kind == NODE_LIST) {
        p->to_names = arena_array(r->arena, to->count, sizeof *p->to_names);
        for (const struct node *e = to->first; e; e = e->next)
            p->to_names[p->to_count++] = node_text(e);
    }
    prop_append(r, t, p);
}

static struct type *type_named(struct reader *r, struct str path)
{
    struct type **tail = &r->v->first;
    for (; *tail; tail = &(*tail)->next)
        if (str_eq((*tail)->path, path)) return *tail;
    struct type *t = arena_alloc(r->arena, sizeof *t);
    t->path = path;
    t->index = r->v->type_count++;
    return *tail = t;
}

static void read_type(struct reader *r, const struct node *n)
{
    if (!slug_valid(n->key)) {
        fault(r, n, "a type's name is lower-case letters, digits and hyphens");
        return;
    }
    struct type *t = type_named(r, n->key);
    if (!t->label) t->label = read_labels(r, node_get(n, S("label")));
    if (!t->plural) t->plural = read_labels(r, node_get(n, S("plural")));
    if (!t->hints) t->hints = read_labels(r, node_get(n, S("hints")));
    const struct node *props = node_get(n, S("properties"));
    for (const struct node *p = props ? props->first : NULL; p; p = p->next) read_prop(r, t, p);
    const struct node *period = node_get(n, S("period"));
    if (period && period->count >= 2) {
        t->since = type_prop(t, node_text(period->first));
        t->until = type_prop(t, node_text(period->first->next));
        t->inclusive = period->count == 3 && str_eq(node_text(period->first->next->next), S("inclusive"));
        if (!t->since || !t->until) fault(r, period, "a period names two properties of the type");
    }
}

static void read_terms(struct reader *r, const struct node *n)
{
    struct thesaurus **tail = &r->v->terms;
    while (*tail && !str_eq((*tail)->name, n->key)) tail = &(*tail)->next;
    if (!*tail) {
        *tail = arena_alloc(r->arena, sizeof **tail);
        (*tail)->name = n->key;
    }
    struct thesaurus *th = *tail;
    struct term **end = &th->first;
    while (*end) end = &(*end)->next;
    for (const struct node *e = n->first; e; e = e->next) {
        if (thesaurus_term(th, e->key)) {
            fault(r, e, "this term exists already");
            continue;
        }
        struct term *t = arena_alloc(r->arena, sizeof *t);
        t->code = e->key;
        t->of = th;
        t->label = read_labels(r, node_get(e, S("label")));
        t->words = read_labels(r, node_get(e, S("words")));
        t->hints = read_labels(r, node_get(e, S("hints")));
        t->broader_code = node_text(node_get(e, S("broader")));
        *end = t;
        end = &t->next;
    }
}

static void link_prop(struct reader *r, struct prop *p, const struct node *root)
{
    if (p->kind == KIND_TERM) {
        for (struct thesaurus *t = r->v->terms; t; t = t->next)
            if (str_eq(t->name, p->terms_name)) p->terms = t;
        if (!p->terms) fault(r, root, "a property of kind term names a thesaurus that exists");
    }
    if (p->kind != KIND_REF || p->to) return;
    p->to = arena_array(r->arena, p->to_count, sizeof(struct type *));
    for (size_t i = 0; i < p->to_count; i++) {
        p->to[i] = vocab_type(r->v, p->to_names[i]);
        if (!p->to[i]) fault(r, root, "a reference names types that exist");
    }
    if (!p->to_count) fault(r, root, "a property of kind ref says to which types");
}

static void link_all(struct reader *r, const struct node *root)
{
    for (struct type *t = r->v->first; t; t = t->next)
        for (struct prop *p = t->first; p; p = p->next) link_prop(r, p, root);
    for (struct thesaurus *th = r->v->terms; th; th = th->next)
        for (struct term *t = th->first; t; t = t->next) {
            t->broader = t->broader_code.n ? thesaurus_term(th, t->broader_code) : NULL;
            if (t->broader_code.n && !t->broader) fault(r, root, "a broader term exists");
            if (t->broader && (t->broader == t || t->broader->broader == t))
                fault(r, root, "a term is not broader than itself"), t->broader = NULL;
        }
}

static void read_file(struct reader *r, const struct source_text *file, const struct node *root)
{
    r->file = file;
    if (!root) return;
    const struct node *terms = node_get(root, S("terms")), *types = node_get(root, S("types"));
    for (const struct node *n = terms ? terms->first : NULL; n; n = n->next) read_terms(r, n);
    for (const struct node *n = types ? types->first : NULL; n; n = n->next) read_type(r, n);
    link_all(r, root);
}

static void add_computed(struct reader *r, const char *type, const char *name, const char *const labels[4],
                         enum kind kind, enum computed c)
{
    static const char *const langs[] = {"en", "fr", "az", "ru"};
    struct type *t = type_named(r, str_of(type));
    struct prop *p = arena_alloc(r->arena, sizeof *p);
    *p = (struct prop){.name = str_of(name), .kind = kind, .computed = c};
    for (size_t i = 4; i-- > 0;) {
        struct label *l = arena_alloc(r->arena, sizeof *l);
        *l = (struct label){str_of(langs[i]), str_of(labels[i]), p->label};
        p->label = l;
    }
    prop_append(r, t, p);
}

// Every entity may say under which slug it was known before; the old reference then leads to it.
static void add_former_keys(struct reader *r)
{
    for (struct type *t = r->v->first; t; t = t->next) {
        struct prop *p = arena_alloc(r->arena, sizeof *p);
        *p = (struct prop){.name = S("former-key"), .kind = KIND_TEXT, .many = true};
        prop_append(r, t, p);
    }
}

const struct vocab *vocab_load(struct arena *a, const struct source_text *local, struct diags *ds)
{
    ARENA scratch = arena_new(); // the tree; its texts are the program's own
    struct reader r = {.arena = a, .v = arena_alloc(a, sizeof *r.v), .ds = ds};
    struct source_text *own = arena_alloc(a, sizeof *own);
    *own = (struct source_text){S("data/vocabulary.yaml"), data_file(S("vocabulary.yaml"))};
    size_t before = ds->errors;
    read_file(&r, own, node_unpack(scratch, data_tree(S("vocabulary.yaml"))));
    if (ds->errors > before) diags_print(ds, stderr, false);
    must(ds->errors == before && r.v->first);
    if (local) read_file(&r, local, yaml_parse(a, local, ds));
    if (ds->errors > before) return NULL;
    add_former_keys(&r);
    static const char *const detained[] = {"Detained", "Privé de liberté", "Azadlıqdan məhrumdur", "Лишён свободы"};
    static const char *const days[] = {"Days in detention", "Jours de détention", "Həbsdə keçirilən günlər", "Дней в заключении"};
    static const char *const since_final[] = {"Days since the judgment became final", "Jours depuis que l’arrêt est définitif",
                                              "Qərarın qəti qüvvəyə mindiyi gündən keçən günlər",
                                              "Дней со вступления постановления в силу"};
    add_computed(&r, "persons", "detained", detained, KIND_BOOL, COMPUTED_DETAINED);
    add_computed(&r, "detentions", "days", days, KIND_NUMBER, COMPUTED_DAYS);
    add_computed(&r, "judgments", "days-since-final", since_final, KIND_NUMBER, COMPUTED_DAYS_SINCE_FINAL);
    static const char *const can_follow[] = {"What can follow", "Ce qui peut suivre", "Sonra nə ola bilər", "Что может последовать"};
    add_computed(&r, "judgments", "can-follow", can_follow, KIND_TEXT, COMPUTED_CAN_FOLLOW);
    r.v->props = arena_array(a, r.v->prop_count, sizeof(struct prop *));
    for (struct type *t = r.v->first; t; t = t->next)
        for (struct prop *p = t->first; p; p = p->next) r.v->props[p->index] = p;
    return r.v;
}
