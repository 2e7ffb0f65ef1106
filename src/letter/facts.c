#include "letter/facts.h"

#include <string.h>

#include "base/arena.h"
#include "lang/fold.h"

bool facts_relate(const struct facts *f, int64_t entity)
{
    for (size_t i = 0; i < f->related_count; i++)
        if (f->related[i] == entity) return true;
    return false;
}

static void relate(struct view *v, struct facts *f, int64_t entity)
{
    if (facts_relate(f, entity)) return;
    f->related = arena_grow(v->arena, f->related, &f->related_cap, f->related_count + 1, sizeof *f->related);
    f->related[f->related_count++] = entity;
}

static void add_all(struct view *v, struct statements *to, size_t *cap, struct statements from)
{
    to->v = arena_grow(v->arena, to->v, cap, to->n + from.n, sizeof *to->v);
    if (from.n) memcpy(to->v + to->n, from.v, from.n * sizeof *from.v);
    to->n += from.n;
}

static void relate_targets(struct view *v, struct facts *f, struct statements all)
{
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].value.kind == KIND_REF) relate(v, f, all.v[i].value.key);
}

bool facts_gather(struct view *v, int64_t entity, const struct prop *p, struct facts *out, struct err *err)
{
    struct statements all;
    size_t cap = 0;
    *out = (struct facts){.entity = entity};
    if (!view_statements(v, entity, &all, err)) return false;
    out->own = p ? statements_of(v->arena, all, p) : all;
    relate(v, out, entity);
    relate_targets(v, out, out->own);
    size_t first = out->related_count;
    for (size_t i = 1, steps = 1; i < out->related_count; i++) { // what it refers to, and what that refers to
        struct statements near;
        if (i == first) steps++, first = out->related_count;
        if (!view_statements(v, out->related[i], &near, err)) return false;
        add_all(v, &out->near, &cap, near);
        if (steps < 2) relate_targets(v, out, near);
    }
    return true;
}

bool folded_has(struct str text, struct str name)
{
    for (size_t at = str_find(text, name, 0); name.n && at < text.n; at = str_find(text, name, at + 1)) {
        bool left = at == 0 || text.p[at - 1] == ' ';
        bool right = at + name.n == text.n || text.p[at + name.n] == ' ';
        if (left && right) return true;
    }
    return false;
}

// ---- names in a text

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
}

size_t words_split(struct arena *a, struct str text, struct text_word **out)
{
    size_t n = 0, cap = 0;
    *out = NULL;
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (!is_letter(c) || c == 0x2019 || (c >= 0x2000 && c < 0x2070)) continue;
        size_t end = i;
        while (i < text.n) {
            size_t next = i;
            c = utf8_next(text, &next);
            bool joins = is_letter(c) && !(c >= 0x2000 && c < 0x2070);
            if (!joins && !(c == '-' && next < text.n)) break;
            i = next;
            if (joins) end = next;
        }
        i = end;
        *out = arena_grow(a, *out, &cap, n + 1, sizeof **out);
        (*out)[n++] = (struct text_word){at, end - at, begins_capital(str_sub(text, at, end))};
    }
    return n;
}

bool mentions_find(struct view *v, struct str text, struct mention **out, size_t *count, struct err *err)
{
    enum { LONGEST = 8 };
    struct text_word *w;
    size_t n = words_split(v->arena, text, &w), cap = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t best = 0;
        struct mention m = {0};
        for (size_t k = i + LONGEST < n ? i + LONGEST : n; w[i].capital && k > i && !best; k--) {
            if (!w[k - 1].capital) continue;
            struct str name = str_sub(text, w[i].at, w[k - 1].at + w[k - 1].n);
            if (!view_named(v, name, &m.entities, &m.count, err)) return false;
            if (m.count) m.at = w[i].at, m.n = name.n, best = k;
        }
        if (!best) continue;
        *out = arena_grow(v->arena, *out, &cap, *count + 1, sizeof **out);
        (*out)[(*count)++] = m;
        i = best - 1;
    }
    return true;
}
