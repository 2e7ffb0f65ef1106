#include "store/write.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "lang/fold.h"
#include "store/db.h"
#include "store/find_index.h"

enum { FLAG_MORE = 1, FLAG_PREFERRED = 2, FLAG_VALID = 4, FLAG_TEXT = 8, MAX_SEQ = 65535 };

// Something interned: its number by its content. Open addressing; the keys are hashes of the content.
struct intern {
    struct slot {
        uint64_t key;
        int64_t id;
        struct str born; // of an entity
    } *slot;
    size_t cap, used;
};

// What a transaction did, for the seal.
struct event {
    int64_t row;
    struct hash id;    // of a statement
    int64_t by;        // of an end
    enum visibility vis;
    struct str reason;
};

struct events {
    struct event *v;
    size_t n, cap;
};

struct tx {
    struct store *s;
    struct db *db;
    struct arena *arena;   // lives with the transaction
    struct arena *scratch; // of one entity
    int64_t id;
    struct intern texts, entities;
    struct events added, ended;
    struct find_changes find;
    struct kept {
        struct str hex, name;
        int64_t size;
    } *files;
    size_t file_count, file_cap;
    struct tx_counts *counts;
};

// ---- hashes

struct hash statement_hash(const struct statement_content *c)
{
    struct hasher h;
    hasher_init(&h);
    hasher_field(&h, S("habeas-statement-1"));
    const struct str fields[] = {c->entity, c->prop, c->value, c->lang, c->qual, c->source, c->locator,
                                 c->quote, c->since, c->until, c->vis, c->preferred, c->reason};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) hasher_field(&h, fields[i]);
    return hasher_end(&h);
}

static void hasher_int(struct hasher *h, int64_t v)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++) b[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
    hasher_raw(h, b, sizeof b);
}

void chain_add_statement(struct hasher *h, const struct hash *id)
{
    hasher_raw(h, "+", 1);
    hasher_raw(h, id->b, sizeof id->b);
}

void chain_add_end(struct hasher *h, int64_t old_row, int64_t by_row, enum visibility vis, struct str reason)
{
    hasher_raw(h, "-", 1);
    hasher_int(h, old_row);
    hasher_int(h, by_row);
    hasher_int(h, vis);
    hasher_field(h, reason);
}

void chain_add_file(struct hasher *h, struct str hex, int64_t size, struct str name)
{
    hasher_raw(h, "f", 1);
    hasher_field(h, hex);
    hasher_int(h, size);
    hasher_field(h, name);
}

struct hash chain_link(const struct hash *before, int64_t number, int64_t at, struct str recorder,
                       struct str note, const struct hash *content)
{
    struct hasher h;
    hasher_init(&h);
    hasher_field(&h, S("habeas-tx-1"));
    hasher_raw(&h, before->b, sizeof before->b);
    hasher_int(&h, number);
    hasher_int(&h, at);
    hasher_field(&h, recorder);
    hasher_field(&h, note);
    hasher_raw(&h, content->b, sizeof content->b);
    return hasher_end(&h);
}

// ---- interning

static struct slot *intern_slot(struct intern *in, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (in->cap - 1);
    while (in->slot[i].id && in->slot[i].key != key) i = (i + 1) & (in->cap - 1);
    return &in->slot[i];
}

static void intern_room(struct arena *a, struct intern *in)
{
    if (in->cap && 2 * (in->used + 1) <= in->cap) return;
    struct intern bigger = {.cap = in->cap ? 4 * in->cap : 256, .used = in->used};
    bigger.slot = arena_array(a, bigger.cap, sizeof *bigger.slot);
    for (size_t i = 0; i < in->cap; i++)
        if (in->slot[i].id) *intern_slot(&bigger, in->slot[i].key) = in->slot[i];
    *in = bigger;
}

static bool text_id(struct tx *tx, struct str text, int64_t *id, struct err *err)
{
    *id = 0;
    if (!text.n) return true;
    int64_t key = store_text_key(text);
    intern_room(tx->arena, &tx->texts);
    struct slot *slot = intern_slot(&tx->texts, (uint64_t)key);
    if (slot->id) return *id = slot->id, true;
    struct query *q = db_query(tx->db, STMT_TXT_ID, "i", key);
    bool other = false;
    if (db_next(q)) {
        *id = col_int(q, 0);
        other = !str_eq(col_text(q, 1), text);
    }
    if (!db_done(q, err)) return false;
    if (other) return err_set(err, ERR_STORE, "two texts with one hash; the second cannot be recorded");
    if (!*id) {
        if (!db_run(tx->db, err, STMT_TXT_PUT, "iT", key, text)) return false;
        *id = db_last_id(tx->db);
    }
    *slot = (struct slot){.key = (uint64_t)key, .id = *id};
    tx->texts.used++;
    return true;
}

static bool type_id(struct tx *tx, const struct type *t, int64_t *id, struct err *err)
{
    *id = store_type_id(tx->s, t);
    if (*id) return true;
    if (!db_run(tx->db, err, STMT_TYPE_PUT, "T", t->path) || !store_reload_ids(tx->s, err)) return false;
    *id = store_type_id(tx->s, t);
    return true;
}

static bool prop_id(struct tx *tx, const struct prop *p, int64_t *id, struct err *err)
{
    int64_t type = 0;
    *id = store_prop_id(tx->s, p);
    if (*id) return true;
    if (!type_id(tx, p->type, &type, err) ||
        !db_run(tx->db, err, STMT_PROP_PUT, "iT", type, p->name) || !store_reload_ids(tx->s, err))
        return false;
    *id = store_prop_id(tx->s, p);
    return true;
}

// The entity, made when it is new; *fresh tells. born: the slug it is hashed with.
static bool entity_id(struct tx *tx, const struct type *type, struct str slug, bool make, int64_t *id,
                      struct str *born, bool *fresh, struct err *err)
{
    int64_t type_no = 0;
    *id = 0;
    *fresh = false;
    if (!type_id(tx, type, &type_no, err)) return false;
    uint64_t key = (uint64_t)store_text_key(slug) * 31 + (uint64_t)type_no;
    intern_room(tx->arena, &tx->entities);
    struct slot *slot = intern_slot(&tx->entities, key);
    if (slot->id) {
        *id = slot->id;
        *born = slot->born;
        return true;
    }
    struct query *q = db_query(tx->db, STMT_ENTITY_ID, "iT", type_no, slug);
    if (db_next(q)) {
        *id = col_int(q, 0);
        *born = str_dup(tx->arena, col_text(q, 1));
    }
    if (!db_done(q, err)) return false;
    if (!*id) {
        if (!make) return true;
        if (!db_run(tx->db, err, STMT_ENTITY_PUT, "iT", type_no, slug)) return false;
        *id = db_last_id(tx->db);
        *born = str_dup(tx->arena, slug);
        *fresh = true;
        tx->counts->entities++;
    }
    *slot = (struct slot){.key = key, .id = *id, .born = *born};
    tx->entities.used++;
    return true;
}

// ---- one entity

// A statement that the register has of the entity.
struct row {
    int64_t id, prop, value, source, lang, qual, vis;
    uint64_t mark;
    bool gone, kept;
};

struct entity {
    int64_t id, next; // next: the row of the next statement
    struct str path;  // type/born
    struct row *rows;
    size_t count, cap;
};

static bool read_rows(struct tx *tx, struct entity *e, struct err *err)
{
    struct query *q = db_query(tx->db, STMT_ST_OF, "i", e->id << 16);
    while (db_next(q)) {
        e->rows = arena_grow(tx->scratch, e->rows, &e->cap, e->count + 1, sizeof *e->rows);
        e->rows[e->count++] = (struct row){.id = col_int(q, 0), .prop = col_int(q, 1),
                                           .value = col_int(q, 2), .source = col_int(q, 3),
                                           .mark = (uint64_t)col_int(q, 4), .lang = col_int(q, 5),
                                           .qual = col_int(q, 6), .vis = col_int(q, 7),
                                           .gone = !col_null(q, 8)};
        if (e->rows[e->count - 1].id >= e->next) e->next = e->rows[e->count - 1].id + 1;
    }
    return db_done(q, err);
}

// A draft with everything looked up: ready to be compared with rows and to become one.
struct ready {
    const struct draft *d;
    int64_t prop, value, hi, body, lang, qual, source, flags;
    bool has_hi;
    struct hash id;
};

static bool ready_value(struct tx *tx, struct ready *r, struct str *hashed, struct err *err)
{
    const struct value *v = &r->d->value;
    struct str born;
    bool fresh;
    *hashed = v->text;
    r->value = v->key;
    switch (v->kind) {
    case KIND_DATE:
        r->has_hi = v->key_hi != v->key;
        r->hi = v->key_hi;
        if (!r->has_hi && str_eq(v->text, day_text(tx->scratch, v->date.lo))) return true;
        return text_id(tx, v->text, &r->body, err);
    case KIND_DURATION:
    case KIND_MONEY: return text_id(tx, v->text, &r->body, err);
    case KIND_NUMBER: return true;
    case KIND_REF:
        if (!entity_id(tx, v->type, v->text, true, &r->value, &born, &fresh, err)) return false;
        *hashed = strf(tx->scratch, "%.*s/%.*s", STR(v->type->path), STR(born));
        return true;
    default:
        r->flags |= FLAG_TEXT;
        return text_id(tx, v->text, &r->value, err);
    }
}

static bool make_ready(struct tx *tx, const struct entity *e, const struct draft *d, struct ready *r,
                       struct err *err)
{
    struct str value, born;
    bool fresh;
    const struct type *sources = vocab_type(store_vocab(tx->s), S("sources"));
    *r = (struct ready){.d = d};
    if (!prop_id(tx, d->prop, &r->prop, err) || !ready_value(tx, r, &value, err) ||
        !text_id(tx, d->lang, &r->lang, err) || !text_id(tx, d->qual, &r->qual, err) ||
        !entity_id(tx, sources, d->source, true, &r->source, &born, &fresh, err))
        return false;
    if (d->locator.n || d->quote.n || d->since.n || d->until.n || d->reason.n) r->flags |= FLAG_MORE;
    if (d->since.n || d->until.n) r->flags |= FLAG_VALID;
    if (d->preferred) r->flags |= FLAG_PREFERRED;
    struct statement_content c = {.entity = e->path,
                                  .prop = d->prop->name,
                                  .value = value,
                                  .lang = d->lang,
                                  .qual = d->qual,
                                  .source = strf(tx->scratch, "sources/%.*s", STR(born)),
                                  .locator = d->locator,
                                  .quote = d->quote,
                                  .since = d->since,
                                  .until = d->until,
                                  .vis = str_of(visibility_name(d->vis)),
                                  .preferred = d->preferred ? S("preferred") : S(""),
                                  .reason = d->reason};
    r->id = statement_hash(&c);
    return true;
}

static struct event *event_add(struct tx *tx, struct events *e)
{
    e->v = arena_grow(tx->arena, e->v, &e->cap, e->n + 1, sizeof *e->v);
    return &e->v[e->n++];
}

int64_t name_key(struct arena *a, struct str name) { return store_text_key(fold(a, name)); }

static bool insert(struct tx *tx, struct entity *e, struct ready *r, int64_t *row, struct err *err)
{
    const struct draft *d = r->d;
    *row = e->next++;
    if ((*row & MAX_SEQ) == 0)
        return err_set(err, ERR_STORE, "%.*s has 65,535 statements; no more can be recorded", STR(e->path));
    const int64_t args[] = {*row, r->prop, r->value, r->hi, r->body, r->lang, r->qual, r->source,
                            r->flags, d->vis, tx->id, (int64_t)hash_short(&r->id)};
    unsigned nulls = (r->has_hi ? 0u : 1u << 3) | (r->body ? 0u : 1u << 4) |
                     (r->lang ? 0u : 1u << 5) | (r->qual ? 0u : 1u << 6);
    if (!db_run_ints(tx->db, err, STMT_ST_PUT, args, sizeof args / sizeof *args, nulls)) return false;
    if (r->flags & FLAG_MORE &&
        !db_run(tx->db, err, STMT_MORE_PUT, "ittttt", *row, d->locator, d->quote, d->since, d->until,
                d->reason))
        return false;
    if (d->prop->kind == KIND_NAME &&
        !db_run(tx->db, err, STMT_NAMEKEY_PUT, "ii", name_key(tx->scratch, d->value.text), *row))
        return false;
    find_add(&tx->find, d->prop, *row, d->vis, d->value.text);
    *event_add(tx, &tx->added) = (struct event){.row = *row, .id = r->id};
    tx->counts->added++;
    return true;
}

// No public reader may see, at any time, what a statement above public has replaced: nor what that one had replaced.
static bool hide(struct tx *tx, int64_t row, struct err *err)
{
    int64_t *rows = NULL;
    size_t n = 0, cap = 0;
    rows = arena_grow(tx->scratch, rows, &cap, 1, sizeof *rows);
    rows[n++] = row;
    for (size_t i = 0; i < n; i++) {
        struct query *q = db_query(tx->db, STMT_ENDED_BY, "ii", rows[i] & ~(int64_t)MAX_SEQ, rows[i]);
        while (db_next(q)) {
            rows = arena_grow(tx->scratch, rows, &cap, n + 1, sizeof *rows);
            rows[n++] = col_int(q, 0);
        }
        if (!db_done(q, err)) return false;
        q = db_query(tx->db, STMT_HIDE_HAS, "i", rows[i]);
        bool hidden = db_next(q);
        if (!db_done(q, err) || (!hidden && !db_run(tx->db, err, STMT_HIDE_PUT, "i", rows[i]))) return false;
        if (!hidden) find_hide(&tx->find, rows[i]);
    }
    return true;
}

static bool end(struct tx *tx, struct row *old, int64_t by, enum visibility vis, struct str reason,
                struct err *err)
{
    old->gone = true;
    if (!db_run(tx->db, err, STMT_ST_END, "ii", tx->id, old->id)) return false;
    bool put = by ? db_run(tx->db, err, STMT_ENDED_PUT, "iiiTi", old->id, tx->id, by, reason, (int64_t)vis)
                  : db_run(tx->db, err, STMT_ENDED_PUT, "iinTi", old->id, tx->id, reason, (int64_t)vis);
    if (!put) return false;
    *event_add(tx, &tx->ended) =
        (struct event){.row = old->id, .by = by, .vis = vis, .reason = str_dup(tx->arena, reason)};
    ++*(by ? &tx->counts->superseded : &tx->counts->withdrawn);
    return vis <= (enum visibility)old->vis || hide(tx, old->id, err);
}

static struct row *same_row(struct entity *e, const struct ready *r)
{
    for (size_t i = 0; i < e->count; i++)
        if (!e->rows[i].gone && e->rows[i].mark == hash_short(&r->id)) return &e->rows[i];
    return NULL;
}

// Does draft r, recorded as a new row, end the old row? See write.h.
static bool supersedes(struct tx *tx, const struct ready *r, const struct row *old, int64_t replaced)
{
    (void)tx;
    const struct prop *p = r->d->prop;
    if (old->gone || old->kept || old->prop != r->prop || old->source != r->source) return false;
    if (replaced && old->value == replaced) return true;
    if (old->lang != r->lang && (p->by_language || p->many)) return false;
    if (!p->many) return true;
    return old->value == r->value && old->qual == r->qual;
}

// The store's number of a value given as text, or 0: what `replaces` names.
static bool value_number(struct tx *tx, const struct prop *p, struct str text, int64_t *out,
                         struct err *err)
{
    struct value v;
    struct value_fault fault;
    struct draft d = {.prop = p};
    *out = 0;
    if (!text.n || !value_parse(tx->scratch, store_vocab(tx->s), p, text, &v, &fault)) return true;
    d.value = v;
    struct ready r = {.d = &d};
    if (!ready_value(tx, &r, &text, err)) return false;
    *out = r.value;
    return true;
}

static bool withdraw(struct tx *tx, struct entity *e, const struct ready *r, bool *found, struct err *err)
{
    *found = false;
    for (size_t i = 0; i < e->count; i++) {
        struct row *old = &e->rows[i];
        if (old->gone || old->prop != r->prop || old->source != r->source || old->value != r->value)
            continue;
        *found = true;
        if (!end(tx, old, 0, r->d->vis, r->d->withdrawn, err)) return false;
    }
    return true;
}

// A value that stands beside another is what multi is for; one that supersedes the other is not.
static bool note_multi(struct tx *tx, struct entity *e, const struct ready *r, struct err *err)
{
    size_t n = 0;
    if (r->d->prop->many) return true;
    for (size_t i = 0; i < e->count; i++) n += e->rows[i].prop == r->prop && !e->rows[i].gone;
    return n < 2 || db_run(tx->db, err, STMT_MULTI_PUT, "ii", r->prop, e->id);
}

static bool record(struct tx *tx, struct entity *e, struct ready *r, bool *found, struct err *err)
{
    int64_t replaced = 0, row = 0;
    *found = true;
    if (r->d->withdrawn.n) return withdraw(tx, e, r, found, err);
    if (!value_number(tx, r->d->prop, r->d->replaces, &replaced, err)) return false;
    if (!insert(tx, e, r, &row, err)) return false;
    *found = replaced == 0 && !r->d->replaces.n;
    for (size_t i = 0; i < e->count; i++) {
        if (!supersedes(tx, r, &e->rows[i], replaced)) continue;
        *found = *found || e->rows[i].value == replaced;
        if (!end(tx, &e->rows[i], row, r->d->vis, r->d->reason, err)) return false;
    }
    // The new row takes part in what follows, so that two sources in one load stand beside each other.
    e->rows = arena_grow(tx->scratch, e->rows, &e->cap, e->count + 1, sizeof *e->rows);
    e->rows[e->count++] = (struct row){.id = row, .prop = r->prop, .value = r->value, .kept = true,
                                       .source = r->source, .lang = r->lang, .qual = r->qual,
                                       .vis = r->d->vis, .mark = hash_short(&r->id)};
    return note_multi(tx, e, r, err);
}

static bool put_drafts(struct tx *tx, struct entity *e, const struct draft *drafts, size_t count,
                       size_t *missing, struct err *err)
{
    struct ready *ready = arena_array(tx->scratch, count, sizeof *ready);
    bool *same = arena_array(tx->scratch, count, sizeof *same), found;
    for (size_t i = 0; i < count; i++) {
        if (!make_ready(tx, e, &drafts[i], &ready[i], err)) return false;
        struct row *old = drafts[i].withdrawn.n ? NULL : same_row(e, &ready[i]);
        if (!old) continue;
        old->kept = same[i] = true;
        tx->counts->same++;
    }
    for (size_t i = 0; i < count; i++) {
        if (same[i]) continue;
        if (!record(tx, e, &ready[i], &found, err)) return false;
        if (!found && !*missing) *missing = i + 1;
    }
    return true;
}

// The entity with its rows; made when it is new.
static bool open_entity(struct tx *tx, const struct type *type, struct str slug, struct str former, struct entity *e,
                        struct err *err)
{
    struct str born;
    bool fresh;
    *e = (struct entity){0};
    arena_reset(tx->scratch);
    if (former.n) { // an entity that the register knows under its former slug keeps its rows
        int64_t now = 0;
        if (!entity_id(tx, type, slug, false, &now, &born, &fresh, err) ||
            !entity_id(tx, type, former, false, &e->id, &born, &fresh, err))
            return false;
        if (e->id && !now && !db_run(tx->db, err, STMT_ENTITY_RENAME, "Ti", slug, e->id)) return false;
        if (e->id && !now) tx->entities = (struct intern){0};
    }
    if (!entity_id(tx, type, slug, true, &e->id, &born, &fresh, err)) return false;
    e->path = strf(tx->scratch, "%.*s/%.*s", STR(type->path), STR(born));
    e->next = (e->id << 16) + 1;
    return fresh || read_rows(tx, e, err);
}

bool tx_put(struct tx *tx, const struct type *type, struct str slug, struct str former,
            const struct draft *drafts, size_t count, size_t *missing, struct err *err)
{
    struct entity e;
    *missing = 0;
    return open_entity(tx, type, slug, former, &e, err) && put_drafts(tx, &e, drafts, count, missing, err);
}

// Is the row from the drafts' source, in a language of theirs or in none?
static bool in_languages(struct tx *tx, const struct row *old, const struct draft *drafts, size_t count, bool *in, struct err *err)
{
    const struct type *sources = vocab_type(store_vocab(tx->s), S("sources"));
    struct str born;
    bool fresh;
    int64_t source, lang;
    if (!entity_id(tx, sources, drafts[0].source, false, &source, &born, &fresh, err)) return false;
    *in = old->lang == 0;
    for (size_t i = 0; i < count && !*in; i++) {
        if (!text_id(tx, drafts[i].lang, &lang, err)) return false;
        *in = old->lang == lang;
    }
    *in = *in && old->source == source;
    return true;
}

bool tx_put_whole(struct tx *tx, const struct type *type, struct str slug, const struct draft *drafts, size_t count,
                  const struct prop *const *whole, size_t whole_count, struct str reason, struct err *err)
{
    struct entity e;
    size_t missing = 0;
    if (!open_entity(tx, type, slug, S(""), &e, err) || !put_drafts(tx, &e, drafts, count, &missing, err)) return false;
    for (size_t i = 0; count && i < e.count; i++) {
        struct row *old = &e.rows[i];
        bool said = false;
        if (old->gone || old->kept) continue;
        for (size_t w = 0; w < whole_count; w++) said |= old->prop == store_prop_id(tx->s, whole[w]);
        if (said && !in_languages(tx, old, drafts, count, &said, err)) return false;
        if (said && !end(tx, old, 0, (enum visibility)old->vis, reason, err)) return false;
    }
    return true;
}

bool tx_file(struct tx *tx, const struct hash *h, int64_t size, struct str name, struct err *err)
{
    struct str hex = hash_hex(tx->arena, h);
    struct query *q = db_query(tx->db, STMT_FILE_HAS, "T", hex);
    bool known = db_next(q);
    if (!db_done(q, err)) return false;
    if (known) return true;
    tx->files = arena_grow(tx->arena, tx->files, &tx->file_cap, tx->file_count + 1, sizeof *tx->files);
    tx->files[tx->file_count++] = (struct kept){hex, str_dup(tx->arena, name), size};
    return db_run(tx->db, err, STMT_FILE_PUT, "TiTi", hex, size, name, tx->id);
}

// ---- the transaction

static int by_row(const void *a, const void *b)
{
    int64_t x = ((const struct event *)a)->row, y = ((const struct event *)b)->row;
    return (x > y) - (x < y);
}

static int by_hex(const void *a, const void *b)
{
    return str_cmp(((const struct kept *)a)->hex, ((const struct kept *)b)->hex);
}

static bool seal(struct tx *tx, const struct hash *before, struct instant at, struct str recorder,
                 struct str note, struct err *err)
{
    struct hasher h;
    hasher_init(&h);
    if (tx->added.n) qsort(tx->added.v, tx->added.n, sizeof *tx->added.v, by_row);
    if (tx->ended.n) qsort(tx->ended.v, tx->ended.n, sizeof *tx->ended.v, by_row);
    for (size_t i = 0; i < tx->added.n; i++) chain_add_statement(&h, &tx->added.v[i].id);
    for (size_t i = 0; i < tx->ended.n; i++)
        chain_add_end(&h, tx->ended.v[i].row, tx->ended.v[i].by, tx->ended.v[i].vis, tx->ended.v[i].reason);
    if (tx->file_count) qsort(tx->files, tx->file_count, sizeof *tx->files, by_hex);
    for (size_t i = 0; i < tx->file_count; i++)
        chain_add_file(&h, tx->files[i].hex, tx->files[i].size, tx->files[i].name);
    struct hash content = hasher_end(&h);
    struct hash link = chain_link(before, tx->id, at.us, recorder, note, &content);
    return db_run(tx->db, err, STMT_TX_SEAL, "hhi", &content, &link, tx->id);
}

static bool in_tx(struct tx *tx, struct instant now, struct str recorder, struct str note,
                  bool (*fn)(struct tx *, void *, struct err *), void *arg, struct err *err)
{
    struct hash before = {{0}};
    int64_t last = 0;
    struct query *q = db_query(tx->db, STMT_TX_LAST, "");
    if (db_next(q)) {
        tx->id = col_int(q, 0);
        last = col_int(q, 1);
        struct str b = col_blob(q, 2);
        if (b.n == sizeof before.b) memcpy(before.b, b.p, b.n);
    }
    if (!db_done(q, err)) return false;
    tx->id++;
    if (now.us <= last) now.us = last + 1;
    if (!db_run(tx->db, err, STMT_TX_PUT, "iiTT", tx->id, now.us, recorder, note) || !fn(tx, arg, err))
        return false;
    return find_write(&tx->find, tx->s, err) && seal(tx, &before, now, recorder, note, err);
}

bool store_tx(struct store *s, struct instant now, struct str recorder, struct str note,
              bool (*fn)(struct tx *, void *, struct err *), void *arg, struct tx_counts *counts,
              struct err *err)
{
    ARENA arena = arena_new();
    ARENA scratch = arena_new();
    *counts = (struct tx_counts){0};
    struct tx tx = {.s = s, .db = store_db(s), .arena = arena, .scratch = scratch, .counts = counts, .find.arena = arena};
    struct err ignored;
    if (!db_run(tx.db, err, STMT_BEGIN, "")) return false;
    bool good = in_tx(&tx, now, recorder, note, fn, arg, err);
    bool changed = tx.added.n || tx.ended.n;
    if (good && changed && db_run(tx.db, err, STMT_COMMIT, "")) return true;
    db_rollback(tx.db);
    return store_reload_ids(s, good ? err : &ignored) && good && !changed;
}

// ---- what is derived

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

struct ending {
    int64_t id, by;
    bool hides; // its level is above that of the statement
};

static int by_successor(const void *a, const void *b)
{
    const struct ending *x = a, *y = b;
    return (x->by > y->by) - (x->by < y->by);
}

// Everything that led to the statement in `row`, itself included.
static void hide_chain(struct arena *a, const struct ending *ends, size_t n, int64_t row, int64_t **rows,
                       size_t *count, size_t *cap)
{
    size_t first = *count;
    *rows = arena_grow(a, *rows, cap, *count + 1, sizeof **rows);
    (*rows)[(*count)++] = row;
    for (size_t i = first; i < *count; i++) { // ends are sorted by successor: find those that (*rows)[i] ended
        size_t lo = 0, hi = n;
        while (lo < hi) {
            size_t mid = (lo + hi) / 2;
            if (ends[mid].by < (*rows)[i])
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < n && ends[lo].by == (*rows)[i]; lo++) {
            *rows = arena_grow(a, *rows, cap, *count + 1, sizeof **rows);
            (*rows)[(*count)++] = ends[lo].id;
        }
    }
}

bool store_hidden(struct store *s, struct arena *a, int64_t **rows, size_t *count, struct err *err)
{
    struct ending *ends = NULL;
    size_t n = 0, cap_ends = 0, cap = 0, kept = 0;
    *rows = NULL;
    *count = 0;
    struct query *q = db_query(store_db(s), STMT_VERIFY_ENDED, "");
    while (db_next(q)) {
        ends = arena_grow(a, ends, &cap_ends, n + 1, sizeof *ends);
        ends[n++] = (struct ending){col_int(q, 0), col_int(q, 2), col_int(q, 4) > col_int(q, 5)};
    }
    if (!db_done(q, err)) return false;
    if (n) qsort(ends, n, sizeof *ends, by_successor);
    for (size_t i = 0; i < n; i++)
        if (ends[i].hides) hide_chain(a, ends, n, ends[i].id, rows, count, &cap);
    if (*count) qsort(*rows, *count, sizeof **rows, by_value);
    for (size_t i = 0; i < *count; i++)
        if (!kept || (*rows)[kept - 1] != (*rows)[i]) (*rows)[kept++] = (*rows)[i];
    *count = kept;
    return true;
}

struct name {
    int64_t row, key;
};

static bool names_of(struct store *s, struct arena *a, struct name **out, size_t *n, struct err *err)
{
    size_t cap = 0;
    ARENA scratch = arena_new();
    struct query *q = db_query(store_db(s), STMT_VERIFY_ST, "");
    while (db_next(q)) {
        const struct prop *p = store_prop(s, col_int(q, 1));
        if (!p || p->kind != KIND_NAME) continue;
        *out = arena_grow(a, *out, &cap, *n + 1, sizeof **out);
        (*out)[(*n)++] = (struct name){col_int(q, 0), name_key(scratch, col_text(q, 10))};
        arena_reset(scratch);
    }
    return db_done(q, err);
}

static bool rebuild(struct store *s, struct arena *a, struct err *err)
{
    struct db *db = store_db(s);
    int64_t *hidden = NULL;
    struct name *names = NULL;
    size_t n = 0, n_names = 0;
    if (!store_hidden(s, a, &hidden, &n, err) || !names_of(s, a, &names, &n_names, err) ||
        !db_run(db, err, STMT_HIDE_CLEAR, "") || !db_run(db, err, STMT_MULTI_CLEAR, "") ||
        !db_run(db, err, STMT_NAMEKEY_CLEAR, ""))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!db_run(db, err, STMT_HIDE_PUT, "i", hidden[i])) return false;
    for (size_t i = 0; i < n_names; i++)
        if (!db_run(db, err, STMT_NAMEKEY_PUT, "ii", names[i].key, names[i].row)) return false;
    if (!find_rebuild(s, hidden, n, err)) return false;
    const struct vocab *v = store_vocab(s);
    for (size_t i = 0; i < v->prop_count; i++) {
        int64_t id = store_prop_id(s, v->props[i]);
        if (id && !v->props[i]->many && !db_run(db, err, STMT_MULTI_FILL, "i", id)) return false;
    }
    return db_run(db, err, STMT_REINDEX, "");
}

bool store_rebuild(struct store *s, struct err *err)
{
    ARENA a = arena_new();
    if (!db_run(store_db(s), err, STMT_BEGIN, "")) return false;
    if (rebuild(s, a, err) && db_run(store_db(s), err, STMT_COMMIT, "")) return true;
    db_rollback(store_db(s));
    return false;
}
