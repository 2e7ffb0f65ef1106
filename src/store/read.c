#include "store/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "store/db.h"
#include "store/reads.h"
#include "store/statement.h"
#include "store/write.h"

enum { FLAG_PREFERRED = 2, FLAG_TEXT = 8 };

// Entities looked up by this view: number → type and slug. A type of NULL: not for this reader.
struct entity_names {
    struct entry {
        int64_t id;
        const struct type *type;
        struct str slug;
    } *v;
    size_t cap, used;
    struct arena *arena; // of the view that was made; a copy of it may work in an arena that is shorter-lived
    int64_t tx;          // the transaction that was looked up last: what stands side by side was often recorded together
    struct instant at;
    struct str recorder, note;
};

bool view_init(struct view *v, struct store *s, struct arena *a, const struct instant *known,
               struct err *err)
{
    *v = (struct view){.store = s, .arena = a, .known = STORE_NOW, .lang = S("en"),
                       .today = instant_day(instant_now())};
    v->names = arena_alloc(a, sizeof *v->names);
    v->names->arena = a;
    if (!known) return true;
    v->known = 0;
    struct query *q = db_query(store_db(s), STMT_TX_AT, "i", known->us);
    if (db_next(q)) v->known = col_int(q, 0);
    return db_done(q, err);
}

static struct entry *entry_of(struct view *v, int64_t id)
{
    struct entity_names *n = v->names;
    if (2 * (n->used + 1) > n->cap) {
        struct entity_names bigger = *n;
        bigger.cap = n->cap ? 4 * n->cap : 64;
        bigger.v = arena_array(n->arena, bigger.cap, sizeof *bigger.v);
        for (size_t i = 0; i < n->cap; i++) {
            size_t k = (size_t)n->v[i].id * 0x9E3779B97F4A7C15u >> 20 & (bigger.cap - 1);
            if (!n->v[i].id) continue;
            while (bigger.v[k].id) k = (k + 1) & (bigger.cap - 1);
            bigger.v[k] = n->v[i];
        }
        *n = bigger;
    }
    size_t k = (size_t)id * 0x9E3779B97F4A7C15u >> 20 & (n->cap - 1);
    while (n->v[k].id && n->v[k].id != id) k = (k + 1) & (n->cap - 1);
    return &n->v[k];
}

bool view_name(struct view *v, int64_t entity, const struct type **type, struct str *slug,
               struct err *err)
{
    if (entity <= 0) return err_set(err, ERR_CORRUPT, "a statement in the register names no entity; run habeas verify");
    struct entry *e = entry_of(v, entity);
    if (!e->id) {
        struct query *q = db_query(store_db(v->store), STMT_ENTITY_GET, "ii", entity,
                                   (int64_t)store_level(v->store));
        e->id = entity;
        v->names->used++;
        if (db_next(q)) {
            e->type = store_type(v->store, col_int(q, 0));
            e->slug = str_dup(v->names->arena, col_text(q, 1));
        }
        if (!db_done(q, err)) return false;
    }
    *type = e->type;
    *slug = e->slug;
    return true;
}

struct str view_path(struct view *v, int64_t entity, struct err *err)
{
    const struct type *t;
    struct str slug;
    if (!view_name(v, entity, &t, &slug, err) || !t) return (struct str){0};
    return strf(v->arena, "%.*s/%.*s", STR(t->path), STR(slug));
}

struct day view_day(const struct view *v)
{
    struct reads *noted = db_noted(store_db(v->store));
    if (noted && !v->has_at) noted->day = true;
    return v->has_at ? v->at : v->today;
}

static bool find_slug(struct view *v, int64_t type, struct str slug, int64_t *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_ENTITY_FIND, "iTii", type, slug,
                               (int64_t)store_level(v->store), v->known);
    *out = db_next(q) ? col_int(q, 0) : 0;
    return db_done(q, err);
}

static bool text_number(struct view *v, struct str text, int64_t *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_TXT_FIND, "i", store_text_key(text));
    *out = db_next(q) ? col_int(q, 0) : 0;
    return db_done(q, err);
}

bool view_find(struct view *v, const struct type *type, struct str slug, int64_t *out, struct err *err)
{
    int64_t type_no = store_type_id(v->store, type), text = 0;
    const struct prop *former = type_prop(type, S("former-key"));
    int64_t prop = store_prop_id(v->store, former);
    *out = 0;
    if (!type_no) return true;
    if (!find_slug(v, type_no, slug, out, err)) return false;
    if (*out || !prop) return true;
    if (!text_number(v, slug, &text, err)) return false;
    if (!text) return true;
    struct query *q = db_query(store_db(v->store), STMT_SCAN_NOW, "iiiii",
                               (int64_t)store_level(v->store), v->known, prop, text, text);
    if (db_next(q)) *out = col_int(q, 0) >> 16;
    return db_done(q, err);
}

bool view_nearest(struct view *v, const struct type *type, struct str slug, struct str *out,
                  struct err *err)
{
    size_t best = slug.n / 3 + 2;
    *out = (struct str){0};
    struct query *q = db_query(store_db(v->store), STMT_ENTITY_SLUGS, "iii", store_type_id(v->store, type),
                               (int64_t)store_level(v->store), v->known);
    while (db_next(q)) {
        struct str s = col_text(q, 0);
        size_t far = str_find(s, slug, 0) < s.n && slug.n > 3 ? 1 : str_distance(slug, s, best);
        if (far < best) best = far, *out = str_dup(v->arena, s);
    }
    return db_done(q, err);
}

// ---- statements

static bool decode_value(struct view *v, struct query *q, struct statement *st, bool *visible,
                         struct err *err)
{
    struct value *val = &st->value;
    const char *why;
    struct str body = str_dup(v->arena, col_text(q, 10));
    val->kind = st->prop->kind;
    val->key = col_int(q, 2);
    val->key_hi = col_null(q, 3) ? val->key : col_int(q, 3);
    val->text = body;
    switch (val->kind) {
    case KIND_DATE:
        if (!body.n)
            val->date = edtf_of_day(v->arena, (struct day){(int32_t)val->key});
        else if (!edtf_parse(body, &val->date, &why))
            return err_set(err, ERR_CORRUPT, "a date in the register cannot be read: %.*s", STR(body));
        val->text = val->date.text;
        return true;
    case KIND_DURATION:
        if (dur_parse(body, &val->dur, &why)) return true;
        return err_set(err, ERR_CORRUPT, "a duration in the register cannot be read: %.*s", STR(body));
    case KIND_NUMBER: val->text = strf(v->arena, "%lld", (long long)val->key); return true;
    case KIND_TERM: val->term = thesaurus_term(st->prop->terms, body); return true;
    case KIND_STATEMENT: return view_sees_statement(v, body, visible, err);
    case KIND_REF:
        if (!view_name(v, val->key, &val->type, &val->text, err)) return false;
        if (!val->type) *visible = false;
        return true;
    default: return true;
    }
}

static bool decode_valid(struct view *v, struct query *q, int col, bool *has, struct edtf *out,
                         struct err *err)
{
    const char *why;
    struct str s = str_dup(v->arena, col_text(q, col));
    *has = s.n > 0;
    if (!s.n || edtf_parse(s, out, &why)) return true;
    return err_set(err, ERR_CORRUPT, "a date in the register cannot be read: %.*s", STR(s));
}

bool statement_decode(struct view *v, struct query *q, struct statement *st, bool *visible,
                      struct err *err)
{
    const struct type *source_type;
    *st = (struct statement){.row = col_int(q, 0), .entity = col_int(q, 0) >> 16};
    st->prop = store_prop(v->store, col_int(q, 1));
    *visible = st->prop != NULL;
    if (!st->prop) return true;
    st->source_id = col_int(q, 4);
    st->preferred = (col_int(q, 5) & FLAG_PREFERRED) != 0;
    int64_t vis = col_int(q, 6);
    st->vis = vis >= VIS_PUBLIC && vis <= VIS_SEALED ? (enum visibility)vis : VIS_SEALED;
    st->tx = col_int(q, 7);
    st->gone = col_int(q, 8) <= v->known ? col_int(q, 8) : 0; // the past knows nothing of the future
    st->mark = (uint64_t)col_int(q, 9);
    st->lang = str_dup(v->arena, col_text(q, 11));
    st->qual = str_dup(v->arena, col_text(q, 12));
    st->reason = str_dup(v->arena, col_text(q, 17));
    if (!decode_value(v, q, st, visible, err) ||
        !view_name(v, st->source_id, &source_type, &st->source, err) ||
        !decode_valid(v, q, 15, &st->has_since, &st->since, err) ||
        !decode_valid(v, q, 16, &st->has_until, &st->until, err))
        return false;
    if (!source_type) return true;
    st->locator = str_dup(v->arena, col_text(q, 13));
    st->quote = str_dup(v->arena, col_text(q, 14));
    return true;
}

static int by_prop(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;
    if (x->prop != y->prop) return x->prop->index < y->prop->index ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

// A claim of a frozen letter that rests on what is hidden is hidden with it: its words would tell. Its reference is the
// locator of the hidden statement's name.
static void drop_claims(struct statements *all, const struct statement *hidden)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *s = &all->v[i];
        bool claim = s->value.kind == KIND_TEXT && s->source_id == hidden->source_id && str_eq(s->value.text, hidden->locator);
        if (!claim) all->v[n++] = *s;
    }
    all->n = n;
}

static bool read_rows(struct view *v, struct query *q, struct statements *out, struct err *err)
{
    size_t cap = 0, hidden_cap = 0;
    struct statements hidden = {0};
    *out = (struct statements){0};
    bool good = true;
    while (good && db_next(q)) {
        struct statement st;
        bool visible = true;
        good = statement_decode(v, q, &st, &visible, err);
        bool names = good && !visible && st.value.kind == KIND_STATEMENT && st.prop && st.locator.n;
        struct statements *to = names ? &hidden : out;
        if (!good || (!visible && !names)) continue;
        to->v = arena_grow(v->arena, to->v, names ? &hidden_cap : &cap, to->n + 1, sizeof *to->v);
        to->v[to->n++] = st;
    }
    for (size_t i = 0; i < hidden.n; i++) drop_claims(out, &hidden.v[i]);
    struct err second;
    return db_done(q, good ? err : &second) && good;
}

static bool read_all(struct view *v, enum stmt_name name, int64_t entity, struct statements *out,
                     struct err *err)
{
    struct query *q = db_query(store_db(v->store), name, "iii", (int64_t)store_level(v->store),
                               v->known, entity << 16);
    return read_rows(v, q, out, err);
}

// Of at most five properties; some may be NULL.
static bool read_props(struct view *v, int64_t entity, const struct prop *const *props, size_t count, struct statements *out,
                       struct err *err)
{
    int64_t id[5] = {0};
    must(count <= 5);
    for (size_t i = 0; i < count; i++) id[i] = props[i] ? store_prop_id(v->store, props[i]) : 0;
    struct query *q = db_query(store_db(v->store), STMT_OF_PROPS, "iiiiiiii", (int64_t)store_level(v->store), v->known,
                               entity << 16, id[0], id[1], id[2], id[3], id[4]);
    return read_rows(v, q, out, err);
}

// Those that are in force on the view's day, in the vocabulary's order of properties.
static void in_force(const struct view *v, struct statements *out)
{
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++) {
        struct statement *st = &out->v[i];
        if (v->has_at && (st->has_since || st->has_until) &&
            edtf_in_force(st->has_since ? &st->since : NULL, st->has_until ? &st->until : NULL,
                          v->at) == TRI_NO)
            continue;
        out->v[n++] = *st;
    }
    out->n = n;
    if (n) qsort(out->v, n, sizeof *out->v, by_prop);
}

enum { REMEMBERED = 256 };

// At each place the list last read of those whose entity belongs there.
struct remembered {
    struct arena *arena; // of the view that was told to; a copy of it may work in one that is shorter-lived
    struct {
        int64_t entity, known;
        struct statements all;
    } v[REMEMBERED];
};

void view_remember(struct view *v)
{
    if (v->remembered) return;
    v->remembered = arena_alloc(v->arena, sizeof *v->remembered);
    v->remembered->arena = v->arena;
}

bool view_statements(struct view *v, int64_t entity, struct statements *out, struct err *err)
{
    struct remembered *r = v->remembered;
    size_t i = (size_t)entity % REMEMBERED;
    bool remembers = r && r->arena == v->arena && !v->has_at;
    if (remembers && r->v[i].all.v && r->v[i].entity == entity && r->v[i].known == v->known) return *out = r->v[i].all, true;
    HELD db = db_hold(store_db(v->store));
    if (!read_all(v, STMT_OF_ENTITY, entity, out, err)) return false;
    in_force(v, out);
    if (remembers) r->v[i].entity = entity, r->v[i].known = v->known, r->v[i].all = *out;
    return true;
}

bool view_some(struct view *v, int64_t entity, const struct prop *const *props, size_t count, struct statements *out,
               struct err *err)
{
    if (!read_props(v, entity, props, count, out, err)) return false;
    in_force(v, out);
    return true;
}

bool view_of_source(struct view *v, int64_t source, size_t most, struct statements *out, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_OF_SOURCE, "iiii", (int64_t)store_level(v->store), v->known, source,
                               (int64_t)most);
    return read_rows(v, q, out, err);
}

bool view_file_named(struct view *v, struct str file, bool *named, struct err *err)
{
    const struct vocab *vocab = store_vocab(v->store);
    int64_t text;
    *named = false;
    if (!text_number(v, file, &text, err)) return false;
    for (size_t i = 0; text && i < vocab->prop_count && !*named; i++) {
        const struct prop *p = vocab->props[i];
        int64_t prop = p->kind == KIND_FILE ? store_prop_id(v->store, p) : 0;
        if (!prop) continue;
        struct query *q = db_query(store_db(v->store), STMT_EVER_VALUE, "iii", (int64_t)store_level(v->store), prop, text);
        *named = db_next(q);
        if (!db_done(q, err)) return false;
    }
    return true;
}

static int by_recording(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;
    if (x->tx != y->tx) return x->tx < y->tx ? -1 : 1;
    return by_prop(a, b);
}

bool view_history(struct view *v, int64_t entity, struct statements *out, struct err *err)
{
    HELD db = db_hold(store_db(v->store));
    if (!read_all(v, STMT_HISTORY, entity, out, err)) return false;
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_recording);
    return true;
}

struct statements statements_of(struct arena *a, struct statements all, const struct prop *p)
{
    struct statements out = {arena_array(a, all.n, sizeof *out.v), 0};
    bool preferred = false;
    for (size_t i = 0; i < all.n; i++) preferred |= all.v[i].prop == p && all.v[i].preferred;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].prop == p && (!preferred || p->many || all.v[i].preferred))
            out.v[out.n++] = all.v[i];
    return out;
}

struct statements statements_distinct(struct statements all)
{
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        bool again = false;
        for (size_t k = 0; k < n; k++)
            again |= str_eq(all.v[k].value.text, all.v[i].value.text) && str_eq(all.v[k].lang, all.v[i].lang) &&
                     all.v[k].value.type == all.v[i].value.type;
        if (!again) all.v[n++] = all.v[i];
    }
    all.n = n;
    return all;
}

const struct statement *statement_first(struct statements all, const struct prop *p)
{
    const struct statement *first = NULL;
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].prop != p) continue;
        if (all.v[i].preferred) return &all.v[i];
        if (!first) first = &all.v[i];
    }
    return first;
}

bool statements_disputed(struct statements s)
{
    for (size_t i = 1; i < s.n; i++) {
        if (s.v[i].prop->many) return false;
        bool other = s.v[i].value.key != s.v[0].value.key || s.v[i].value.key_hi != s.v[0].value.key_hi;
        if (other && (!s.v[i].prop->by_language || str_eq(s.v[i].lang, s.v[0].lang))) return true;
    }
    return false;
}

bool view_tx(struct view *v, int64_t tx, struct instant *at, struct str *recorder, struct str *note,
             struct err *err)
{
    struct entity_names *n = v->names;
    if (n->tx != tx) {
        struct query *q = db_query(store_db(v->store), STMT_TX_GET, "i", tx);
        n->at = (struct instant){0};
        n->recorder = n->note = (struct str){0};
        n->tx = 0;
        if (db_next(q)) {
            n->at.us = col_int(q, 0);
            n->recorder = str_dup(n->arena, col_text(q, 1));
            n->note = str_dup(n->arena, col_text(q, 2));
        }
        if (!db_done(q, err)) return false;
        n->tx = tx;
    }
    *at = n->at;
    *recorder = n->recorder;
    *note = n->note;
    return true;
}

bool view_end(struct view *v, int64_t row, int64_t *by, struct str *reason, struct err *err)
{
    struct query *q = db_query(store_db(v->store), STMT_ENDED_GET, "i", row);
    *by = 0;
    *reason = (struct str){0};
    if (db_next(q)) {
        *by = col_int(q, 1);
        *reason = str_dup(v->arena, col_text(q, 2));
    }
    return db_done(q, err);
}

// ---- labels

// The best of the values of name or title: in the reader's language, else official, else the first.
static const struct statement *best_name(struct view *v, struct statements all, const struct prop *p)
{
    const struct statement *best = NULL;
    int best_rank = -1;
    for (size_t i = 0; p && i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (s->prop != p) continue;
        int rank = str_eq(s->lang, v->lang) ? 4 : str_eq(s->lang, S("en")) ? 3 : !s->lang.n ? 2 : 1;
        if (str_eq(s->qual, S("in-document")) || str_eq(s->qual, S("alias"))) rank = 0;
        if (rank > best_rank) best = s, best_rank = rank;
    }
    return best;
}

static bool label_part(struct view *v, const struct statement *s, struct buf *b, struct err *err)
{
    struct str part = value_write(v->arena, s->prop, &s->value, v->lang);
    if (s->value.kind == KIND_REF && !view_label(v, s->value.key, &part, err)) return false;
    if (b->n) buf_add(b, S(", "));
    buf_add(b, part);
    return true;
}

// What an entity without a name is called by: its first parts of these, at most three.
static bool describe(struct view *v, const struct type *t, struct statements all, struct buf *b,
                     struct err *err)
{
    static const char *const parts[] = {"kind", "document", "person", "number", "organisation",
                                        "article", "scheme", "by", "letter", "role"};
    int used = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && used < 3; i++) {
        const struct prop *p = type_prop(t, str_of(parts[i]));
        const struct statement *s = p ? statement_first(all, p) : NULL;
        if (!s || (s->value.kind == KIND_REF && s->value.key == s->entity)) continue;
        if (!label_part(v, s, b, err)) return false;
        used++;
    }
    return true;
}

bool view_label_lang(struct view *v, int64_t entity, struct str *out, struct str *lang, struct err *err)
{
    const struct type *t;
    struct str slug;
    struct statements all;
    struct buf b = buf_in(v->arena);
    *out = *lang = (struct str){0};
    if (!view_name(v, entity, &t, &slug, err)) return false;
    if (!t) return true;
    const struct prop *name = type_prop(t, S("name")), *title = type_prop(t, S("title"));
    if (name || title) {
        const struct prop *two[] = {name, title};
        if (!read_props(v, entity, two, 2, &all, err)) return false;
        const struct statement *s = best_name(v, all, name);
        if (!s && (s = best_name(v, all, title))) *lang = s->lang;
        if (s) return *out = str_visible(v->arena, s->value.text), true;
    }
    struct view now = *v; // a name is a name, whenever the list is for
    now.has_at = false;
    if (++now.depth > 4) return *out = slug, true;
    if (!view_statements(&now, entity, &all, err)) return false;
    if (!describe(&now, t, all, &b, err)) return false;
    *out = b.n ? buf_str(&b) : slug;
    return true;
}

bool view_label(struct view *v, int64_t entity, struct str *out, struct err *err)
{
    struct str lang;
    return view_label_lang(v, entity, out, &lang, err);
}

bool view_named(struct view *v, struct str name, int64_t **out, size_t *count, struct err *err)
{
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    struct query *q = db_query(store_db(v->store), STMT_NAMEKEY, "iii",
                               (int64_t)store_level(v->store), v->known, name_key(v->arena, name));
    while (db_next(q)) {
        int64_t id = col_int(q, 0) >> 16;
        if (*count && (*out)[*count - 1] == id) continue;
        *out = arena_grow(v->arena, *out, &cap, *count + 1, sizeof **out);
        (*out)[(*count)++] = id;
    }
    return db_done(q, err);
}

bool view_withheld(struct view *v, enum visibility level, size_t counts[4], struct err *err)
{
    memset(counts, 0, 4 * sizeof *counts);
    struct query *q = db_query(store_db(v->store), STMT_WITHHELD, "i", (int64_t)level);
    while (db_next(q)) counts[col_int(q, 0) & 3] = (size_t)col_int(q, 1);
    return db_done(q, err);
}
