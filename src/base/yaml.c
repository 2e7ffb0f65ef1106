// libyaml's events, made into a tree with places. See yaml.h for what is refused and why: a dossier is
// written by people and read by people, and what an alias or a merge key means is not on its line.
#include "base/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"

enum { MAX_DEPTH = 32, MAX_KEY = 256, MAX_SCALAR = 1 << 20 };

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const struct source_text *file;
    struct diags *ds;
    struct str text;
    uint32_t line_offset;
    bool stop;
};

static struct pos place(const struct reader *r, yaml_mark_t m)
{
    return (struct pos){(uint32_t)m.line + 1 + r->line_offset, (uint32_t)m.column + 1};
}

static uint32_t width(const yaml_event_t *e)
{
    if (e->end_mark.line != e->start_mark.line) return 1;
    return (uint32_t)(e->end_mark.column - e->start_mark.column);
}

static struct pos plus_offset(const struct reader *r, struct pos p)
{
    return (struct pos){p.line + r->line_offset, p.col};
}

static bool tab_at(const struct reader *r, struct pos at)
{
    struct str rest = r->text, line = {0};
    for (uint32_t i = r->line_offset; i < at.line && rest.p; i++) line = str_cut(rest, '\n', &rest);
    for (size_t i = 0; i < line.n && i < at.col; i++)
        if (line.p[i] == '\t') return true;
    return false;
}

// The next event; on a syntax error one diagnostic, and `stop`.
static bool next(struct reader *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e)) return true;
    const yaml_parser_t *p = &r->parser;
    struct pos at = place(r, p->problem_mark);
    if (p->error == YAML_READER_ERROR) at = plus_offset(r, pos_of(r->text, p->problem_offset));
    bool tab = p->error == YAML_SCANNER_ERROR && tab_at(r, at);
    struct diag *d = diag_add(r->ds, DIAG_YAML, r->file, at, 1, "%s",
                              tab ? "a tab cannot indent a line; use blanks" : p->problem ? p->problem : "this is not YAML");
    if (p->context)
        diag_more(r->ds, d, "%s that begins on line %u", p->context,
                  place(r, p->context_mark).line);
    r->stop = true;
    return false;
}

static void refuse(struct reader *r, const yaml_event_t *e, const char *what, const char *instead)
{
    struct diag *d =
        diag_add(r->ds, DIAG_YAML_FEATURE, r->file, place(r, e->start_mark), width(e), "%s", what);
    diag_more(r->ds, d, "%s", instead);
}

static void check_properties(struct reader *r, const yaml_event_t *e, const yaml_char_t *anchor,
                             const yaml_char_t *tag)
{
    if (anchor) refuse(r, e, "anchors are not read here", "write the value out where it is used");
    if (tag) refuse(r, e, "tags are not read here", "every scalar is text; leave the tag out");
}

static struct node *node_new(struct reader *r, const yaml_event_t *e, enum node_kind kind)
{
    struct node *n = arena_alloc(r->arena, sizeof *n);
    n->kind = (uint8_t)kind;
    n->pos = place(r, e->start_mark);
    return n;
}

static struct node *read_node(struct reader *r, yaml_event_t *e, int depth);

static struct node *read_scalar(struct reader *r, yaml_event_t *e)
{
    check_properties(r, e, e->data.scalar.anchor,
                     e->data.scalar.tag && !e->data.scalar.plain_implicit &&
                             !e->data.scalar.quoted_implicit
                         ? e->data.scalar.tag
                         : NULL);
    struct node *n = node_new(r, e, NODE_SCALAR);
    size_t len = e->data.scalar.length;
    if (len > MAX_SCALAR) {
        struct diag *d = diag_add(r->ds, DIAG_TOO_BIG, r->file, n->pos, 1,
                                  "a text of %zu bytes; at most %d are read", len, MAX_SCALAR);
        diag_more(r->ds, d, "keep long texts as files and refer to them");
        len = 0;
    }
    n->text = str_dup(r->arena, (struct str){(const char *)e->data.scalar.value, len});
    if (memchr(n->text.p, 0, n->text.n)) {
        diag_add(r->ds, DIAG_YAML, r->file, n->pos, 1, "a NUL character inside a text");
        n->text.n = strlen(n->text.p);
    }
    n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return n;
}

static struct node *read_list(struct reader *r, yaml_event_t *e, int depth)
{
    check_properties(r, e, e->data.sequence_start.anchor, e->data.sequence_start.tag);
    struct node *list = node_new(r, e, NODE_LIST), **tail = &list->first;
    while (!r->stop) {
        yaml_event_t item;
        if (!next(r, &item)) break;
        bool end = item.type == YAML_SEQUENCE_END_EVENT;
        struct node *n = end ? NULL : read_node(r, &item, depth + 1);
        yaml_event_delete(&item);
        if (end) break;
        if (!n) continue;
        *tail = n;
        tail = &n->next;
        list->count++;
    }
    return list;
}

// Keys of one map, open addressing, so that a map of 100,000 entities is read in linear time.
struct keys {
    struct node **slot;
    size_t cap, used;
};

static size_t key_hash(struct str s)
{
    size_t h = 14695981039346656037u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}

static struct node **key_slot(struct keys *k, struct str key)
{
    size_t i = key_hash(key) & (k->cap - 1);
    while (k->slot[i] && !str_eq(k->slot[i]->key, key)) i = (i + 1) & (k->cap - 1);
    return &k->slot[i];
}

// The earlier node of that key, or NULL and n is remembered.
static struct node *key_add(struct arena *a, struct keys *k, struct node *n)
{
    if (2 * (k->used + 1) > k->cap) {
        struct keys bigger = {.cap = k->cap ? 4 * k->cap : 16, .used = k->used};
        bigger.slot = arena_array(a, bigger.cap, sizeof *bigger.slot);
        for (size_t i = 0; i < k->cap; i++)
            if (k->slot[i]) *key_slot(&bigger, k->slot[i]->key) = k->slot[i];
        *k = bigger;
    }
    struct node **slot = key_slot(k, n->key);
    if (*slot) return *slot;
    *slot = n;
    k->used++;
    return NULL;
}

static bool read_key(struct reader *r, const yaml_event_t *e, struct str *key)
{
    if (e->type != YAML_SCALAR_EVENT) {
        diag_add(r->ds, DIAG_YAML, r->file, place(r, e->start_mark), 1,
                 "a key must be a plain word");
        return false;
    }
    struct str s = {(const char *)e->data.scalar.value, e->data.scalar.length};
    check_properties(r, e, e->data.scalar.anchor, NULL);
    if (str_eq(s, S("<<")) && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        refuse(r, e, "merge keys are not read here", "write the properties out");
        return false;
    }
    if (s.n > MAX_KEY || memchr(s.p, 0, s.n)) {
        diag_add(r->ds, DIAG_TOO_BIG, r->file, place(r, e->start_mark), 1,
                 "a key of %zu bytes; at most %d are read", s.n, MAX_KEY);
        return false;
    }
    *key = str_dup(r->arena, s);
    return true;
}

static struct node *read_map(struct reader *r, yaml_event_t *e, int depth)
{
    check_properties(r, e, e->data.mapping_start.anchor, e->data.mapping_start.tag);
    struct node *map = node_new(r, e, NODE_MAP), **tail = &map->first;
    struct keys keys = {0};
    while (!r->stop) {
        yaml_event_t k, v;
        if (!next(r, &k)) break;
        if (k.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&k);
            break;
        }
        struct str key = {0};
        struct pos key_pos = place(r, k.start_mark);
        uint32_t key_width = width(&k);
        bool good = read_key(r, &k, &key);
        if (k.type != YAML_SCALAR_EVENT) (void)read_node(r, &k, depth + 1);
        yaml_event_delete(&k);
        if (r->stop || !next(r, &v)) break;
        struct node *n = read_node(r, &v, depth + 1);
        yaml_event_delete(&v);
        if (!n || !good) continue;
        n->key = key;
        n->key_pos = key_pos;
        struct node *earlier = key_add(r->arena, &keys, n);
        if (earlier) {
            diag_add(r->ds, DIAG_DUPLICATE_KEY, r->file, key_pos, key_width,
                     "%.*s stands here a second time; it was first on line %u", STR(key),
                     earlier->key_pos.line);
            continue;
        }
        *tail = n;
        tail = &n->next;
        map->count++;
    }
    return map;
}

static struct node *read_node(struct reader *r, yaml_event_t *e, int depth)
{
    if (depth > MAX_DEPTH) {
        diag_add(r->ds, DIAG_TOO_BIG, r->file, place(r, e->start_mark), 1,
                 "nested more than %d deep", MAX_DEPTH);
        r->stop = true;
        return NULL;
    }
    switch (e->type) {
    case YAML_SCALAR_EVENT: return read_scalar(r, e);
    case YAML_SEQUENCE_START_EVENT: return read_list(r, e, depth);
    case YAML_MAPPING_START_EVENT: return read_map(r, e, depth);
    case YAML_ALIAS_EVENT:
        refuse(r, e, "aliases are not read here", "write the value out where it is used");
        return NULL;
    default: r->stop = true; return NULL;
    }
}

static struct node *read_document(struct reader *r)
{
    struct node *root = NULL;
    bool done = false;
    while (!done && !r->stop) {
        yaml_event_t e;
        if (!next(r, &e)) return root;
        switch (e.type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT: break;
        case YAML_DOCUMENT_START_EVENT:
            if (!root) break;
            diag_add(r->ds, DIAG_YAML_FEATURE, r->file, place(r, e.start_mark), 3,
                     "a second document begins here; one file is one document");
            r->stop = true;
            break;
        case YAML_STREAM_END_EVENT: done = true; break;
        default: root = read_node(r, &e, 0);
        }
        yaml_event_delete(&e);
    }
    return root;
}

// What YAML takes for the end of a line and no editor shows as one: then the places would be wrong.
static bool odd_breaks(struct reader *r, struct str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        bool lone = c == '\r' && (i >= text.n || text.p[i] != '\n');
        if (!lone && c != 0x85 && c != 0x2028 && c != 0x2029) continue;
        struct diag *d = diag_add(r->ds, DIAG_YAML, r->file, plus_offset(r, pos_of(text, at)), 1,
                                  "a line break that is no newline (U+%04X)", c);
        if (lone)
            diag_more(r->ds, d, "save the file with lines that end in LF or CR LF");
        else
            diag_more(r->ds, d, "inside a text in double quotes it can be written \\u%04x", c);
        return true;
    }
    return false;
}

static int hex4(struct str s, size_t at)
{
    int v = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < s.n ? s.p[i] : 0;
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0) return -1;
        v = v << 4 | d;
    }
    return v;
}

// JSON writes a character above U+FFFF as two \u escapes; YAML has \U for it. Only for what begins as JSON does.
static struct str join_surrogates(struct arena *a, struct str text)
{
    struct str start = str_trim(text);
    if (!start.n || (start.p[0] != '{' && start.p[0] != '[')) return text;
    struct buf b = buf_in(a);
    size_t from = 0;
    for (size_t i = str_find(text, S("\\u"), 0); i < text.n; i = str_find(text, S("\\u"), i + 2)) {
        int high = hex4(text, i + 2), low = hex4(text, i + 8);
        bool pair = high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000 &&
                    str_starts(str_sub(text, i + 6, text.n), S("\\u"));
        if (!pair || (i && text.p[i - 1] == '\\')) continue;
        buf_add(&b, str_sub(text, from, i));
        buf_addf(&b, "\\U%08x", 0x10000u + ((unsigned)(high - 0xD800) << 10) + (unsigned)(low - 0xDC00));
        from = i + 12;
    }
    if (!from) return text;
    buf_add(&b, str_sub(text, from, text.n));
    return buf_str(&b);
}

struct node *yaml_parse_at(struct arena *a, const struct source_text *file, struct str text,
                           uint32_t first_line, struct diags *ds)
{
    struct reader r = {.arena = a, .file = file, .ds = ds, .text = text, .line_offset = first_line - 1};
    size_t good = utf8_check(text), errors = ds->errors;
    if (good < text.n) {
        diag_add(ds, DIAG_UTF8, file, plus_offset(&r, pos_of(text, good)), 1,
                 "byte 0x%02x does not belong to any UTF-8 character", (unsigned char)text.p[good]);
        return NULL;
    }
    if (odd_breaks(&r, text)) return NULL;
    text = r.text = join_surrogates(a, text);
    must(yaml_parser_initialize(&r.parser));
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
    struct node *root = read_document(&r);
    yaml_parser_delete(&r.parser);
    if (r.stop) return NULL; // what was read so far would only give false consequences
    if (!root && ds->errors == errors) {
        root = arena_alloc(a, sizeof *root);
        root->kind = NODE_MAP;
        root->pos = (struct pos){first_line, 1};
    }
    return root;
}

struct node *yaml_parse(struct arena *a, const struct source_text *file, struct diags *ds)
{
    return yaml_parse_at(a, file, file->text, 1, ds);
}

const struct node *node_get(const struct node *map, struct str key)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    for (const struct node *n = map->first; n; n = n->next)
        if (str_eq(n->key, key)) return n;
    return NULL;
}

struct str node_text(const struct node *n)
{
    return n && n->kind == NODE_SCALAR ? n->text : (struct str){0};
}
