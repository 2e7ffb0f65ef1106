// Claims are compared as a multiset of references, whatever their order: word order differs between languages. Both sides are
// sorted by reference and title and walked together.
//
//   a   judgments/x   supervision/y   supervision/y "at most 5"
//   b   judgments/x   supervision/y                    → missing in b: supervision/y "at most 5"
//
// Where a missing claim should stand: in the paragraph with the claims that surround it in the other version; else, when both
// have as many paragraphs, in the same one; else behind the claim before it; else it is said of the head.
#include "letter/parity.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/iso.h"

struct side_claim {
    struct str key, title; // the reference, normalised
    const struct claim *claim;
    size_t index, block;            // its place among the claims; the paragraph
    const struct side_claim *other; // its partner
};

struct side {
    struct letter *l;
    struct side_claim *claims; // in the order of the text
    struct side_claim **sorted;
    struct pos *blocks; // of paragraphs and headings
    size_t block_count;
};

struct pair {
    struct side a, b;
    struct view *v;
    struct diags *ds;
    struct arena *arena;
};

// ---- which files are versions

bool version_stem(struct str path, struct str *stem, struct str *lang)
{
    if (!str_ends(path, S(".md"))) return false;
    size_t end = path.n - 3, dot = end;
    while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/') dot--;
    if (dot < 2 || path.p[dot - 1] != '.' || path.p[dot - 2] == '/') return false;
    *lang = str_sub(path, dot, end);
    *stem = str_sub(path, 0, dot - 1);
    while (str_starts(*stem, S("./"))) *stem = str_sub(*stem, 2, stem->n);
    return language_valid(*lang);
}

static bool names_in_head(const struct letter *l, const struct letter *other)
{
    struct str path = other->file->name, dir = l->file->name;
    while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
    for (size_t i = 0; i < l->head.version_count; i++) {
        struct str f = l->head.versions[i].text;
        if (path.n == dir.n + f.n && str_starts(path, dir) && str_ends(path, f)) return true;
    }
    return false;
}

bool are_versions(const struct letter *a, const struct letter *b)
{
    struct str sa, sb, la, lb;
    if (!a->body || !b->body) return false;
    if (names_in_head(a, b) || names_in_head(b, a)) return true;
    if (str_eq(a->head.lang, b->head.lang)) return false;
    bool ha = version_stem(a->file->name, &sa, &la), hb = version_stem(b->file->name, &sb, &lb);
    if (ha && hb) return str_eq(sa, sb) && str_eq(la, a->head.lang) && str_eq(lb, b->head.lang);
    return a->head.record.text.n && str_eq(a->head.record.text, b->head.record.text);
}

// ---- one side

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

// Percent-decoded, '+' as a blank, alternatives in the order of their letters.
static struct str filter_normal(struct arena *a, struct str f)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < f.n; i++) {
        int high = f.p[i] == '%' && i + 2 < f.n ? hex(f.p[i + 1]) : -1, low = high >= 0 ? hex(f.p[i + 2]) : -1;
        if (low >= 0) buf_addc(&b, (char)(high * 16 + low)), i += 2;
        else buf_addc(&b, f.p[i] == '+' ? ' ' : f.p[i]);
    }
    return str_trim(buf_str(&b));
}

static int by_text(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

// The pieces between `sep`, normalised, sorted and joined again.
static struct str sorted_pieces(struct arena *a, struct str s, char sep, bool alternatives)
{
    struct str *list = NULL, rest = s;
    size_t n = 0, cap = 0;
    struct buf b = buf_in(a);
    while (rest.p) {
        struct str piece = str_cut(rest, sep, &rest);
        if (!piece.n) continue;
        if (!alternatives) {
            struct str values, name = str_cut(filter_normal(a, piece), '=', &values);
            piece = values.p ? strf(a, "%.*s=%.*s", STR(name), STR(sorted_pieces(a, values, ',', true))) : name;
        }
        list = arena_grow(a, list, &cap, n + 1, sizeof *list);
        list[n++] = piece;
    }
    if (n) qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_addc(&b, sep);
        buf_add(&b, list[i]);
    }
    return buf_str(&b);
}

// "x?b=2&a=1#p" and "x#p?a=1&b=2" are one.
static struct str normal_key(struct arena *a, struct str ref)
{
    size_t query = str_chr(ref, '?', 0), mark = str_chr(ref, '#', 0);
    size_t path_end = query < mark ? query : mark;
    struct str filters = query < ref.n ? str_sub(ref, query + 1, mark > query ? mark : ref.n) : (struct str){0};
    struct str prop = mark < ref.n ? str_sub(ref, mark + 1, query > mark ? query : ref.n) : (struct str){0};
    return strf(a, "%.*s?%.*s#%.*s", STR(str_trim(str_sub(ref, 0, path_end))), STR(sorted_pieces(a, filters, '&', false)),
                STR(str_trim(prop)));
}

static int by_key(const void *x, const void *y)
{
    const struct side_claim *a = *(struct side_claim *const *)x, *b = *(struct side_claim *const *)y;
    int c = str_cmp(a->key, b->key);
    if (!c) c = str_cmp(a->title, b->title);
    return c ? c : a->index < b->index ? -1 : 1;
}

static void read_blocks(struct arena *a, struct side *s)
{
    size_t cap = 0, next = 0;
    uint32_t before = pos_of(s->l->file->text, s->l->body_at).line - 1;
    cmark_iter *it = cmark_iter_new(s->l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER) continue;
        if (t == CMARK_NODE_PARAGRAPH || t == CMARK_NODE_HEADING) {
            s->blocks = arena_grow(a, s->blocks, &cap, s->block_count + 1, sizeof *s->blocks);
            s->blocks[s->block_count++] =
                (struct pos){(uint32_t)cmark_node_get_start_line(n) + before, (uint32_t)cmark_node_get_start_column(n)};
        }
        if (next < s->l->claim_count && n == s->l->claims[next].link) s->claims[next++].block = s->block_count - 1;
    }
    cmark_iter_free(it);
}

static void read_side(struct arena *a, struct letter *l, struct side *s)
{
    *s = (struct side){.l = l, .claims = arena_array(a, l->claim_count, sizeof *s->claims),
                       .sorted = arena_array(a, l->claim_count, sizeof *s->sorted)};
    for (size_t i = 0; i < l->claim_count; i++) {
        const struct claim *c = &l->claims[i];
        s->claims[i] = (struct side_claim){.key = normal_key(a, c->ref_text), .title = str_trim(c->title), .claim = c, .index = i};
        s->sorted[i] = &s->claims[i];
    }
    read_blocks(a, s);
    if (l->claim_count) qsort(s->sorted, l->claim_count, sizeof *s->sorted, by_key);
}

// ---- claims

static struct pos claim_pos(const struct side *s, const struct claim *c) { return pos_of(s->l->file->text, c->at); }

static uint32_t claim_width(const struct side *s, const struct claim *c)
{
    struct str text = str_sub(s->l->file->text, c->at, c->at + c->n);
    return (uint32_t)utf8_count(str_sub(text, 0, str_chr(text, '\n', 0)));
}

// Where in `lacks` the claim c of `has` should stand. false: nowhere that could be told.
static bool place_of(const struct side *has, const struct side *lacks, const struct side_claim *c, struct pos *out)
{
    const struct side_claim *before = NULL, *beside = NULL;
    for (size_t i = c->index; i-- > 0 && !before;) before = has->claims[i].other ? &has->claims[i] : NULL;
    for (size_t i = c->index + 1; i < has->l->claim_count && !beside && has->claims[i].block == c->block; i++)
        beside = has->claims[i].other ? &has->claims[i] : NULL;
    if (before && before->block == c->block) beside = before;
    if (beside) *out = lacks->blocks[beside->other->block];
    else if (has->block_count == lacks->block_count && has->block_count) *out = lacks->blocks[c->block];
    else if (before) *out = lacks->blocks[before->other->block];
    else return false;
    return true;
}

static void missing(struct pair *p, const struct side *has, const struct side *lacks, const struct side_claim *c)
{
    struct pos at = {1, 1};
    const struct claim *claim = c->claim;
    bool placed = place_of(has, lacks, c, &at);
    struct diag *d = diag_add(p->ds, DIAG_PARITY, lacks->l->file, at, placed ? 1 : 3,
                              "this version lacks a claim of the other%s: %.*s", placed ? ", about here" : "", STR(claim->ref_text));
    diag_more(p->ds, d, "make the claim here too, or take it out there: all versions of a letter say the same");
    diag_also(d, has->l->file, claim_pos(has, claim), claim_width(has, claim), S("the claim"));
}

static void other_title(struct pair *p, const struct side_claim *x, const struct side_claim *y)
{
    struct str tx = x->title.n ? x->title : S("none"), ty = y->title.n ? y->title : S("none");
    struct diag *d = diag_add(p->ds, DIAG_PARITY, p->b.l->file, claim_pos(&p->b, y->claim), claim_width(&p->b, y->claim),
                              "the title of this claim is not that of the other version: %.*s, there %.*s", STR(ty), STR(tx));
    diag_also(d, p->a.l->file, claim_pos(&p->a, x->claim), claim_width(&p->a, x->claim), S("the same claim"));
}

static void join(struct side_claim *x, struct side_claim *y)
{
    x->other = y;
    y->other = x;
}

// Claims of one reference, ra and rb of them: equal titles go together, what remains by order.
static void match_run(struct side_claim **a, size_t ra, struct side_claim **b, size_t rb)
{
    for (size_t i = 0, k = 0; i < ra && k < rb;) {
        int c = str_cmp(a[i]->title, b[k]->title);
        if (!c) join(a[i++], b[k++]);
        else if (c < 0) i++;
        else k++;
    }
    for (size_t i = 0, k = 0; i < ra && k < rb;) {
        if (a[i]->other) i++;
        else if (b[k]->other) k++;
        else join(a[i++], b[k++]);
    }
}

static void match(struct pair *p)
{
    size_t na = p->a.l->claim_count, nb = p->b.l->claim_count;
    for (size_t i = 0, k = 0; i < na && k < nb;) {
        struct side_claim **x = p->a.sorted + i, **y = p->b.sorted + k;
        int c = str_cmp((*x)->key, (*y)->key);
        size_t ra = 1, rb = 1;
        if (c < 0) { i++; continue; }
        if (c > 0) { k++; continue; }
        while (i + ra < na && str_eq(x[ra]->key, (*x)->key)) ra++;
        while (k + rb < nb && str_eq(y[rb]->key, (*y)->key)) rb++;
        match_run(x, ra, y, rb);
        i += ra;
        k += rb;
    }
}

static void compare_claims(struct pair *p)
{
    read_side(p->arena, p->a.l, &p->a);
    read_side(p->arena, p->b.l, &p->b);
    match(p);
    for (size_t i = 0; i < p->a.l->claim_count; i++) {
        const struct side_claim *c = &p->a.claims[i];
        if (!c->other) missing(p, &p->a, &p->b, c);
        else if (!str_eq(c->title, c->other->title)) other_title(p, c, c->other);
    }
    for (size_t i = 0; i < p->b.l->claim_count; i++)
        if (!p->b.claims[i].other) missing(p, &p->b, &p->a, &p->b.claims[i]);
}

// ---- heads

// The line of a key in the head; its first line when it is not there.
static struct pos key_pos(const struct letter *l, const char *key, uint32_t *width)
{
    struct str head = str_sub(l->file->text, 0, l->body_at), name = str_of(key);
    for (size_t at = str_chr(head, '\n', 0); at + 1 < head.n; at = str_chr(head, '\n', at + 1)) {
        struct str line = str_sub(head, at + 1, head.n);
        if (!str_starts(line, name) || line.n == name.n || line.p[name.n] != ':') continue;
        struct str shown = str_sub(line, 0, str_chr(line, '\n', 0));
        *width = (uint32_t)utf8_count(str_trim(shown));
        return pos_of(l->file->text, at + 1);
    }
    *width = 3;
    return (struct pos){1, 1};
}

static void heads_differ(struct pair *p, const char *key, struct str here, struct str there)
{
    uint32_t w, other_w;
    struct pos at = key_pos(p->b.l, key, &w), other = key_pos(p->a.l, key, &other_w);
    struct diag *d = diag_add(p->ds, DIAG_PARITY_HEAD, p->b.l->file, at, w, "%s: %.*s here, %.*s in the other version", key,
                              STR(here), STR(there));
    diag_also(d, p->a.l->file, other, other_w, S("the other version"));
}

static struct str or_none(struct str s) { return s.n ? s : S("none"); }

static void compare_field(struct pair *p, const char *key, struct str a, struct str b)
{
    if (!str_eq(a, b)) heads_differ(p, key, or_none(b), or_none(a));
}

static struct str join_list(struct arena *a, struct str *list, size_t n, bool sorted)
{
    struct buf b = buf_in(a);
    if (sorted && n) qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; i < n; i++) buf_addf(&b, "%s%.*s", i ? ", " : "", STR(list[i]));
    return buf_str(&b);
}

static struct str joined(struct arena *a, const struct field *f, size_t n, bool sorted)
{
    struct str *list = arena_array(a, n, sizeof *list);
    for (size_t i = 0; i < n; i++) list[i] = f[i].text;
    return join_list(a, list, n, sorted);
}

// Who is written out, in the letter's language, is counted, not compared.
static struct str ref_or_written(const struct field *f) { return f->text.n ? f->text : S("one written out"); }

static struct str recipients(struct arena *a, const struct head *h)
{
    struct str *list = arena_array(a, h->to_count, sizeof *list);
    for (size_t i = 0; i < h->to_count; i++) list[i] = ref_or_written(&h->to[i].ref);
    return join_list(a, list, h->to_count, false);
}

static struct str signers(struct arena *a, const struct head *h)
{
    struct str *list = arena_array(a, h->signatory_count, sizeof *list);
    if (h->collect) return S("collect");
    for (size_t i = 0; i < h->signatory_count; i++) list[i] = ref_or_written(&h->signatories[i].ref);
    return join_list(a, list, h->signatory_count, true);
}

// Places are written in the letter's language; both are known to the register, or nothing is said of them.
static bool compare_places(struct pair *p, struct err *err)
{
    const struct head *a = &p->a.l->head, *b = &p->b.l->head;
    struct str all_a = joined(p->arena, a->places, a->place_count, false), all_b = joined(p->arena, b->places, b->place_count, false);
    if (a->place_count != b->place_count) return heads_differ(p, "places", or_none(all_b), or_none(all_a)), true;
    for (size_t i = 0; i < a->place_count; i++) {
        int64_t *x, *y;
        size_t nx, ny;
        bool same = false;
        if (!view_named(p->v, a->places[i].text, &x, &nx, err) || !view_named(p->v, b->places[i].text, &y, &ny, err)) return false;
        for (size_t k = 0; k < nx * ny; k++) same |= x[k / ny] == y[k % ny];
        if (nx && ny && !same) return heads_differ(p, "places", all_b, all_a), true;
    }
    return true;
}

static void compare_asks(struct pair *p)
{
    const struct head *a = &p->a.l->head, *b = &p->b.l->head;
    if (a->ask_count != b->ask_count)
        return heads_differ(p, "asks", strf(p->arena, "%zu", b->ask_count), strf(p->arena, "%zu", a->ask_count));
    for (size_t i = 0; i < a->ask_count; i++) {
        struct str x = joined(p->arena, a->asks[i].about, a->asks[i].about_count, true);
        struct str y = joined(p->arena, b->asks[i].about, b->asks[i].about_count, true);
        if (!str_eq(x, y))
            return heads_differ(p, "asks", strf(p->arena, "the %zu. is about %.*s", i + 1, STR(or_none(y))), or_none(x));
    }
}

static bool compare_heads(struct pair *p, struct err *err)
{
    const struct head *a = &p->a.l->head, *b = &p->b.l->head;
    if (a->has_date && b->has_date) compare_field(p, "date", day_text(p->arena, a->date.lo), day_text(p->arena, b->date.lo));
    compare_field(p, "letter", a->record.text, b->record.text);
    compare_field(p, "occasion", a->occasion.text, b->occasion.text);
    compare_field(p, "previous", a->previous.text, b->previous.text);
    compare_field(p, "to", recipients(p->arena, a), recipients(p->arena, b));
    compare_field(p, "signatories", signers(p->arena, a), signers(p->arena, b));
    compare_asks(p);
    return compare_places(p, err);
}

bool parity_check(struct letter *a, struct letter *b, struct view *v, struct diags *ds, struct err *err)
{
    struct pair p = {.a = {.l = a}, .b = {.l = b}, .v = v, .ds = ds, .arena = a->arena};
    if (!a->body || !b->body) return true; // said of each already
    if (!compare_heads(&p, err)) return false;
    compare_claims(&p);
    return true;
}
