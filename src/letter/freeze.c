// Freezing: a checked letter becomes statements of the register, in one transaction.
#include <libgen.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "letter/frozen.h"
#include "store/statement.h"

struct freezer {
    struct freezing *f;
    struct arena *a;
    struct store *store;
    struct diags *ds;
    const struct type *letters, *sources;
    struct str slug, source;
    int64_t entity;         // 0: the register does not have the letter yet
    struct statements has;  // what it has of it
    struct draft *drafts;   // of the letter
    size_t count, cap;
    struct draft *own;      // of the source that the letter is
    size_t own_count, own_cap;
    const struct prop *whole[8]; // see tx_put_whole
    size_t whole_count;
    struct hash *texts;     // of the versions
};

// ---- drafts

// Faulty values are of the head: said at their place.
static bool value_of(struct freezer *z, const struct letter *l, const struct prop *p, struct str text, const struct field *at,
                     struct value *out)
{
    struct value_fault fault;
    if (value_parse(z->a, store_vocab(z->store), p, text, out, &fault)) return true;
    struct diag *d = diag_add(z->ds, DIAG_HEAD, l->file, at ? at->pos : (struct pos){1, 1}, at ? at->width : 3, "%.*s", STR(fault.message));
    if (fault.allowed.n) diag_more(z->ds, d, "%.*s", STR(fault.allowed));
    return false;
}

static struct draft *draft(struct freezer *z, const struct prop *p, const struct value *v, struct str lang)
{
    z->drafts = arena_grow(z->a, z->drafts, &z->cap, z->count + 1, sizeof *z->drafts);
    z->drafts[z->count] = (struct draft){.prop = p, .value = *v, .lang = lang, .source = z->source, .vis = store_level(z->f->readers->store)};
    return &z->drafts[z->count++];
}

static void put(struct freezer *z, const struct letter *l, const char *name, struct str text, struct str lang, const struct field *at)
{
    const struct prop *p = type_prop(z->letters, str_of(name));
    struct value v;
    if (p && text.n && value_of(z, l, p, text, at, &v)) (void)draft(z, p, &v, lang);
}

// Does another source say it? Then the head does not say it again.
static bool told(const struct freezer *z, const char *name, struct str lang)
{
    for (size_t i = 0; i < z->has.n; i++) {
        const struct statement *s = &z->has.v[i];
        if (!str_eq(s->prop->name, str_of(name)) || str_eq(s->source, z->source)) continue;
        if (!s->prop->by_language || str_eq(s->lang, lang)) return true;
    }
    return false;
}

// From now on the drafts are all that the letter says of this.
static void all_of(struct freezer *z, const char *name)
{
    const struct prop *p = type_prop(z->letters, str_of(name));
    if (p && z->whole_count < sizeof z->whole / sizeof *z->whole) z->whole[z->whole_count++] = p;
}

// A reference of the head, by the slug that its entity has now.
static bool put_ref(struct freezer *z, const struct letter *l, const char *name, const struct field *f, struct err *err)
{
    struct ref r;
    struct ref_fault fault;
    int64_t id;
    if (!f->text.n || !ref_parse(z->a, store_vocab(z->store), f->text, &r, &fault)) return true; // the checker has said so
    if (!view_find(z->f->readers, r.type, r.slug, &id, err)) return false;
    if (!id) return true;
    put(z, l, name, view_path(z->f->readers, id, err), S(""), f);
    return true;
}

// What the first version's head says of the letter itself, where the register has it from no other source.
static bool put_head(struct freezer *z, const struct letter *l, struct err *err)
{
    const struct head *h = &l->head;
    bool published = false;
    if (!told(z, "date", S(""))) put(z, l, "date", h->date.text, S(""), NULL);
    if (!told(z, "addressee", S(""))) {
        all_of(z, "addressee");
        for (size_t i = 0; i < h->to_count; i++)
            if (!put_ref(z, l, "addressee", &h->to[i].ref, err)) return false;
    }
    if (!told(z, "occasion", S("")) && !put_ref(z, l, "occasion", &h->occasion, err)) return false;
    if (!told(z, "previous", S("")) && !put_ref(z, l, "previous", &h->previous, err)) return false;
    if (!told(z, "about", S(""))) {
        all_of(z, "about");
        for (size_t i = 0; i < h->ask_count; i++)
            for (size_t k = 0; k < h->asks[i].about_count; k++)
                if (!put_ref(z, l, "about", &h->asks[i].about[k], err)) return false;
    }
    for (size_t i = 0; i < z->has.n; i++)
        published |= str_eq(z->has.v[i].prop->name, S("status")) && !str_eq(z->has.v[i].value.text, S("draft"));
    if (!published) put(z, l, "status", S("frozen"), S(""), NULL);
    return true;
}

// ---- the claims of one version

static bool put_claim(struct freezer *z, struct letter *l, struct claim *c, struct err *err)
{
    const struct prop *claims = type_prop(z->letters, S("claims")), *rests = type_prop(z->letters, S("rests-on"));
    struct str ref = str_trim(c->ref_text), words = claim_words(z->a, c);
    struct statements basis;
    struct value v = {.kind = KIND_TEXT, .text = ref};
    for (size_t i = 0; i < z->count; i++) {
        const struct draft *d = &z->drafts[i];
        if (d->prop == claims && str_eq(d->lang, l->head.lang) && str_eq(d->value.text, ref) && str_eq(d->quote, words)) return true;
    }
    draft(z, claims, &v, l->head.lang)->quote = words;
    for (struct claim *earlier = l->claims; earlier < c; earlier++)
        if (str_eq(str_trim(earlier->ref_text), ref)) return true;
    if (!claim_basis(l, c, z->f->readers, &basis, err)) return false;
    for (size_t i = 0; i < basis.n; i++) {
        v = (struct value){.kind = KIND_STATEMENT, .text = statement_text(z->f->readers, &basis.v[i], err)};
        if (!v.text.n) return false;
        draft(z, rests, &v, l->head.lang)->locator = ref;
        z->f->statements++;
    }
    return true;
}

static bool put_version(struct freezer *z, struct letter *l, size_t n, struct err *err)
{
    struct str lang = l->head.lang;
    struct hash h = z->texts[n] = hash_of(l->file->text);
    struct value v = {.kind = KIND_FILE, .text = strf(z->a, "sha256:%.*s", STR(hash_hex(z->a, &h)))};
    if (!told(z, "title", lang)) put(z, l, "title", l->head.title, lang, NULL);
    (void)draft(z, type_prop(z->letters, S("text")), &v, lang);
    bool asks = !told(z, "ask", lang);
    for (size_t i = 0; asks && i < l->head.ask_count; i++) put(z, l, "ask", l->head.asks[i].text, lang, NULL);
    if (asks && !n) all_of(z, "ask");
    z->f->claims += l->claim_count;
    for (size_t i = 0; i < l->claim_count; i++)
        if (!put_claim(z, l, &l->claims[i], err)) return false;
    return true;
}

// ---- the source that the letter is

static bool put_source(struct freezer *z, const struct letter *l, struct err *err)
{
    struct view *v = z->f->readers;
    struct statements has = {0};
    int64_t id;
    if (!view_find(v, z->sources, z->source, &id, err) || (id && !view_statements(v, id, &has, err))) return false;
    const char *const names[] = {"title", "kind", "date"};
    const struct str texts[] = {l->head.title, S("letter"), l->head.date.text};
    for (size_t i = 0; i < 3; i++) {
        const struct prop *p = type_prop(z->sources, str_of(names[i]));
        struct draft d = {.prop = p, .lang = p->by_language ? l->head.lang : S(""), .source = z->source, .vis = store_level(v->store)};
        bool there = false;
        for (size_t k = 0; k < has.n; k++) there |= has.v[k].prop == p && (!p->by_language || str_eq(has.v[k].lang, d.lang));
        for (size_t k = 0; k < z->own_count; k++) there |= z->own[k].prop == p && str_eq(z->own[k].lang, d.lang);
        if (there || !value_of(z, l, p, texts[i], NULL, &d.value)) continue;
        z->own = arena_grow(z->a, z->own, &z->own_cap, z->own_count + 1, sizeof *z->own);
        z->own[z->own_count++] = d;
    }
    return true;
}

// ---- the whole

// The record that all versions name, and that no two are in one language.
static bool find_letter(struct freezer *z, struct err *err)
{
    struct freezing *f = z->f;
    struct ref r;
    struct ref_fault fault;
    const struct type *t;
    for (size_t i = 0; i < f->count; i++) {
        struct letter *l = &f->versions[i];
        const struct field *record = &l->head.record;
        struct pos at = record->text.n ? record->pos : (struct pos){1, 1};
        uint32_t width = record->text.n ? record->width : 3;
        if (!record->text.n || !ref_parse(z->a, store_vocab(z->store), record->text, &r, &fault) || r.type != z->letters || !r.slug.n) {
            struct diag *d = diag_add(z->ds, DIAG_HEAD, l->file, at, width, "the head does not say which letter this is");
            diag_more(z->ds, d, "letter: letters/2018-07-18-president-of-france");
            continue;
        }
        if (!i) {
            z->slug = r.slug;
            if (!view_find(f->readers, r.type, r.slug, &z->entity, err)) return false;
            if (z->entity && !view_name(f->readers, z->entity, &t, &z->slug, err)) return false;
        } else if (!str_eq(record->text, f->versions[0].head.record.text)) {
            diag_add(z->ds, DIAG_HEAD, l->file, at, width, "this is another letter than %.*s", STR(f->versions[0].file->name));
        }
        for (size_t k = 0; k < i; k++)
            if (str_eq(f->versions[k].head.lang, l->head.lang))
                diag_add(z->ds, DIAG_HEAD, l->file, at, width, "two texts in %.*s: this and %.*s", STR(l->head.lang), STR(f->versions[k].file->name));
    }
    return true;
}

static bool record(struct tx *tx, void *arg, struct err *err)
{
    struct freezer *z = arg;
    size_t missing;
    for (size_t i = 0; i < z->f->count; i++) {
        const struct source_text *file = z->f->versions[i].file;
        struct str name = str_of(basename(str_c(z->a, file->name)));
        if (!tx_file(tx, &z->texts[i], (int64_t)file->text.n, name, err)) return false;
    }
    return tx_put(tx, z->sources, z->source, S(""), z->own, z->own_count, &missing, err) &&
           tx_put_whole(tx, z->letters, z->slug, z->drafts, z->count, z->whole, z->whole_count, S("the letter was frozen again"), err);
}

bool letter_freeze(struct freezing *f, struct store *store, struct instant now, struct str recorder, struct diags *ds,
                   struct tx_counts *counts, struct err *err)
{
    const struct vocab *v = store_vocab(store);
    struct freezer z = {.f = f, .a = f->readers->arena, .store = store, .ds = ds, .letters = vocab_type(v, S("letters")),
                        .sources = vocab_type(v, S("sources"))};
    *counts = (struct tx_counts){0};
    if (!find_letter(&z, err)) return false;
    if (ds->errors) return true;
    f->letter = strf(z.a, "letters/%.*s", STR(z.slug));
    z.source = frozen_source(z.a, z.slug);
    if (!slug_valid(z.source)) return err_set(err, ERR_INPUT, "%.*s is too long a name for a letter that is frozen", STR(f->letter));
    z.texts = arena_array(z.a, f->count, sizeof *z.texts);
    all_of(&z, "claims");
    all_of(&z, "rests-on");
    if (z.entity && !view_statements(f->readers, z.entity, &z.has, err)) return false;
    if (!put_head(&z, &f->versions[0], err)) return false;
    for (size_t i = 0; i < f->count; i++)
        if (!put_version(&z, &f->versions[i], i, err) || !put_source(&z, &f->versions[i], err)) return false;
    if (ds->errors) return true;
    for (size_t i = 0; i < f->count; i++) { // a file that nothing names does no harm
        struct hash h;
        if (!store_file_put(store, z.a, f->versions[i].file->text, &h, err)) return false;
    }
    return store_tx(store, now, recorder, strf(z.a, "freeze %.*s", STR(f->letter)), record, &z, counts, err);
}
