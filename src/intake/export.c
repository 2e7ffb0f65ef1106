#include "intake/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"

// ---- YAML

// A scalar that YAML reads back as this very text: plain where that is safe, else quoted.
static void yaml_scalar(struct buf *b, struct str s)
{
    bool plain = s.n > 0 && s.n < 60 && !strchr("-?:,[]{}#&*!|>'\"%@` ~=<", s.p[0]) && s.p[s.n - 1] != ' ';
    for (size_t i = 0; i < s.n && plain; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool after = i + 1 == s.n || s.p[i + 1] == ' ';
        plain = c >= 0x20 && c != 0x7F && c != '\t' && !strchr("\"\\{}[],", c) && !(c == ':' && after) &&
                !(c == '#' && i && s.p[i - 1] == ' ') && c < 0x80;
    }
    bool letters = false; // other scripts are plain too, when nothing else speaks against it
    if (!plain && s.n && s.n < 60 && (unsigned char)s.p[0] >= 0xC3) {
        letters = true;
        for (size_t i = 0; i < s.n && letters; i++) {
            unsigned char c = (unsigned char)s.p[i];
            letters = c >= 0x80 ? c >= 0x90 || i : c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
        letters = letters && s.p[s.n - 1] != ' ' && utf8_check(s) == s.n && str_find(s, S("\xC2"), 0) == s.n &&
                  str_find(s, S("\xE2\x80"), 0) == s.n && str_find(s, S("\xEF"), 0) == s.n;
    }
    if (plain || letters) {
        buf_add(b, s);
        return;
    }
    buf_addc(b, '"');
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        if (c == '"' || c == '\\')
            buf_addf(b, "\\%c", (char)c);
        else if (c == '\n')
            buf_add(b, S("\\n"));
        else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0))
            buf_addf(b, "\\x%02x", c);
        else if (c == 0xA0 || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
                 (c >= 0x200B && c <= 0x200F))
            buf_addf(b, "\\u%04x", c);
        else
            buf_add(b, str_sub(s, at, i));
    }
    buf_addc(b, '"');
}

static void yaml_key(struct buf *b, const char *key, struct str value)
{
    if (!value.n) return;
    buf_addf(b, ", %s: ", key);
    yaml_scalar(b, value);
}

static struct str written_value(struct view *v, const struct statement *s)
{
    if (s->value.kind != KIND_REF || s->prop->to_count == 1) return s->value.text;
    return strf(v->arena, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text));
}

// "value" alone, or {value: …, lang: …} with what differs from the entity's defaults.
static void yaml_value(struct view *v, struct buf *b, const struct statement *s, struct str source, bool own)
{
    bool same_source = own ? s->source_id == s->entity : str_eq(s->source, source);
    bool bare = same_source && !s->lang.n && !s->qual.n && !s->locator.n && !s->quote.n && !s->has_since &&
                !s->has_until && !s->preferred && !s->reason.n && s->vis == VIS_PUBLIC;
    if (bare) {
        yaml_scalar(b, written_value(v, s));
        return;
    }
    buf_add(b, S("{value: "));
    yaml_scalar(b, written_value(v, s));
    yaml_key(b, "lang", s->lang);
    yaml_key(b, "kind", s->qual);
    if (!same_source) yaml_key(b, "source", s->source.n ? s->source : S("source-not-public"));
    yaml_key(b, "locator", s->locator);
    yaml_key(b, "quote", s->quote);
    if (s->has_since) yaml_key(b, "since", s->since.text);
    if (s->has_until) yaml_key(b, "until", s->until.text);
    if (s->vis != VIS_PUBLIC) yaml_key(b, "visibility", str_of(visibility_name(s->vis)));
    if (s->preferred) buf_add(b, S(", preferred: true"));
    yaml_key(b, "reason", s->reason);
    buf_addc(b, '}');
}

// The source of most of an entity's statements; of equals the first in the alphabet.
static struct str usual_source(struct statements all)
{
    struct str best = {0};
    size_t best_n = 0;
    for (size_t i = 0; i < all.n; i++) {
        size_t n = 0;
        for (size_t k = 0; k < all.n; k++) n += str_eq(all.v[k].source, all.v[i].source);
        if (!all.v[i].source.n) continue;
        if (n > best_n || (n == best_n && str_cmp(all.v[i].source, best) < 0)) best = all.v[i].source, best_n = n;
    }
    return best;
}

static int by_content(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;
    if (x->prop != y->prop) return x->prop->index < y->prop->index ? -1 : 1;
    return x->mark < y->mark ? -1 : x->mark > y->mark;
}

static void yaml_entity(struct view *v, struct buf *b, struct str slug, struct statements all, bool own)
{
    struct str source = own ? (struct str){0} : usual_source(all);
    buf_addf(b, "  %.*s:\n", STR(slug));
    if (source.n) buf_addf(b, "    source: %.*s\n", STR(source));
    qsort(all.v, all.n, sizeof *all.v, by_content);
    for (size_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1; end < all.n && all.v[end].prop == all.v[i].prop;) end++;
        buf_addf(b, "    %.*s:", STR(all.v[i].prop->name));
        if (end == i + 1) {
            buf_addc(b, ' ');
            yaml_value(v, b, &all.v[i], source, own);
            buf_addc(b, '\n');
            continue;
        }
        buf_addc(b, '\n');
        for (size_t k = i; k < end; k++) {
            buf_add(b, S("      - "));
            yaml_value(v, b, &all.v[k], source, own);
            buf_addc(b, '\n');
        }
    }
}

bool export_dossier(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    const struct type *last = NULL;
    bool hidden = false; // a statement's source is not for this reader
    ARENA scratch = arena_new(); // of one entity
    struct view one = *v;
    one.arena = scratch;
    buf_add(out, S("# A dossier of habeas: load it with habeas load.\n"));
    for (size_t i = 0; i < count; i++) {
        const struct type *t;
        struct str slug;
        struct statements all;
        arena_reset(scratch);
        if (!view_name(v, entities[i], &t, &slug, err) || !view_statements(&one, entities[i], &all, err)) return false;
        if (!t || !all.n) continue;
        if (t != last) buf_addf(out, "%.*s:\n", STR(t->path));
        last = t;
        for (size_t k = 0; k < all.n; k++) hidden |= !all.v[k].source.n;
        yaml_entity(&one, out, slug, all, str_eq(t->path, S("sources")));
    }
    if (hidden && !(last && str_eq(last->path, S("sources")))) buf_add(out, S("sources:\n"));
    if (hidden) buf_add(out, S("  source-not-public:\n    title: A source that is not public\n"));
    return true;
}

// ---- CSV

static bool csv_statement(struct view *v, struct buf *b, struct str path, const struct statement *s, struct err *err)
{
    struct instant at;
    struct str recorder, note;
    if (!view_tx(v, s->tx, &at, &recorder, &note, err)) return false;
    const struct str cells[] = {path, s->prop->name, written_value(v, s), s->lang, s->qual, s->source, s->locator,
                                s->quote, s->has_since ? s->since.text : S(""), s->has_until ? s->until.text : S(""),
                                str_of(visibility_name(s->vis)), s->preferred ? S("true") : S(""), s->reason,
                                instant_text(v->arena, at)};
    csv_row(b, cells, sizeof cells / sizeof *cells);
    return true;
}

bool export_csv(struct view *v, const int64_t *entities, size_t count, struct buf *out, struct err *err)
{
    buf_add(out, S("entity,property,value,lang,kind,source,locator,quote,since,until,visibility,preferred,reason,recorded\r\n"));
    ARENA scratch = arena_new(); // of one entity
    struct view one = *v;
    one.arena = scratch;
    for (size_t i = 0; i < count; i++) {
        struct statements all;
        arena_reset(scratch);
        struct str path = view_path(&one, entities[i], err);
        if (!view_statements(&one, entities[i], &all, err)) return false;
        for (size_t k = 0; k < all.n; k++)
            if (!csv_statement(&one, out, path, &all.v[k], err)) return false;
    }
    return true;
}

// ---- what to export

bool export_all(struct view *v, int64_t **out, size_t *count, struct err *err)
{
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    for (const struct type *t = store_vocab(v->store)->first; t; t = t->next) {
        struct ref r = {.type = t, .limit = -1, .sort = type_prop(t, S("former-key"))}; // that is: by slug
        struct hits h;
        if (!query_list(v, &r, &h, err)) return false;
        for (size_t i = 0; i < h.n; i++) {
            *out = arena_grow(v->arena, *out, &cap, *count + 1, sizeof **out);
            (*out)[(*count)++] = h.v[i].entity;
        }
    }
    return true;
}

bool export_files(struct view *v, const int64_t *entities, size_t count, struct str **out, size_t *n, struct err *err)
{
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    for (size_t i = 0; i < count; i++) {
        struct statements all;
        if (!view_statements(v, entities[i], &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].prop->kind != KIND_FILE || !str_starts(all.v[k].value.text, S("sha256:"))) continue;
            *out = arena_grow(v->arena, *out, &cap, *n + 1, sizeof **out);
            (*out)[(*n)++] = str_sub(all.v[k].value.text, 7, all.v[k].value.text.n);
        }
    }
    return true;
}
