#include "store/statement.h"

#include "base/arena.h"
#include "base/buf.h"
#include "store/db.h"
#include "store/query.h"

static struct str name_text(struct view *v, const struct type *t, struct str slug, const struct statement *s)
{
    return strf(v->arena, "%.*s/%.*s#%.*s@%016llx", STR(t->path), STR(slug), STR(s->prop->name), (unsigned long long)s->mark);
}

struct str statement_text(struct view *v, const struct statement *s, struct err *err)
{
    const struct type *t;
    struct str slug;
    if (!view_name(v, s->entity, &t, &slug, err) || !t) return (struct str){0};
    return name_text(v, t, slug, s);
}

// The entity that holds it: by its path, else by looking at every statement's id.
static bool holder(struct view *v, const struct statement_name *n, int64_t *entity, uint64_t *id, int *found, struct err *err)
{
    *entity = 0;
    *id = n->id;
    *found = 1;
    if (n->type) return view_find(v, n->type, n->slug, entity, err);
    struct query *q = db_query(store_db(v->store), STMT_MARK_ANY, "iiii", (int64_t)store_level(v->store), v->known,
                               (int64_t)n->id, (int64_t)n->last);
    int64_t row = 0;
    while (db_next(q)) {
        *found = row ? 2 : 1;
        row = col_int(q, 0);
    }
    *entity = row >> 16;
    if (!db_done(q, err) || !row) return row == 0;
    struct statements all;
    if (!view_history(v, *entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].row == row) *id = all.v[i].mark;
    return true;
}

bool statement_find(struct view *v, struct str name, struct statement *out, int *found, struct err *err)
{
    struct statement_name n;
    struct statements all = {0};
    int64_t entity;
    uint64_t id;
    int how;
    *found = 0;
    if (!statement_name_parse(store_vocab(v->store), name, &n) || !n.has_id) return true;
    if (!holder(v, &n, &entity, &id, &how, err)) return false;
    if (entity && !view_history(v, entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].mark == id) *out = all.v[i], *found = how; // said twice: the later
    return true;
}

bool statement_texts(struct view *v, struct str name, struct str **out, size_t *count, struct err *err)
{
    struct statement_name n;
    struct statements all = {0};
    int64_t entity;
    uint64_t id;
    int how;
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    if (!statement_name_parse(store_vocab(v->store), name, &n)) return true;
    if (!holder(v, &n, &entity, &id, &how, err) || (entity && !view_history(v, entity, &all, err))) return false;
    const struct type *t = NULL;
    struct str slug;
    if (entity && !view_name(v, entity, &t, &slug, err)) return false;
    for (size_t i = 0; t && i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if ((n.prop && s->prop != n.prop) || (n.has_id && s->mark != id)) continue;
        for (size_t k = 0; k <= all.n; k++) { // a letter may have been frozen before the entity was renamed
            if (k < all.n && !str_eq(all.v[k].prop->name, S("former-key"))) continue;
            *out = arena_grow(v->arena, *out, &cap, *count + 1, sizeof **out);
            (*out)[(*count)++] = name_text(v, t, k < all.n ? all.v[k].value.text : slug, s);
        }
    }
    return true;
}

bool view_sees_statement(struct view *v, struct str name, bool *sees, struct err *err)
{
    struct statement_name n;
    int64_t entity;
    *sees = store_level(v->store) == VIS_SEALED;
    if (*sees || !statement_name_parse(store_vocab(v->store), name, &n) || !n.type || !n.has_id) return true;
    if (!view_find(v, n.type, n.slug, &entity, err)) return false;
    if (!entity) return true;
    struct query *q = db_query(store_db(v->store), STMT_MARK_OF, "iiii", (int64_t)store_level(v->store), v->known,
                               entity << 16, (int64_t)n.id);
    *sees = db_next(q);
    return db_done(q, err);
}

bool statement_resting(struct view *v, struct str name, int64_t **out, size_t *count, struct err *err)
{
    const struct vocab *vocab = store_vocab(v->store);
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < vocab->prop_count; i++) {
        const struct prop *p = vocab->props[i];
        struct value value = {.kind = KIND_STATEMENT, .text = name};
        struct filter f = {.of = p->type, .prop = p, .any = &value, .any_count = 1};
        struct ref r = {.type = p->type, .limit = -1, .filters = &f, .filter_count = 1};
        struct hits h;
        if (p->kind != KIND_STATEMENT || !store_prop_id(v->store, p)) continue;
        if (!query_list(v, &r, &h, err)) return false;
        for (size_t k = 0; k < h.n; k++) {
            *out = arena_grow(v->arena, *out, &cap, *count + 1, sizeof **out);
            (*out)[(*count)++] = h.v[k].entity;
        }
    }
    return true;
}
