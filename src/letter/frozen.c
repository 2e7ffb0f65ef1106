// What has changed since a letter was frozen.
#include "letter/frozen.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "lang/write.h"
#include "store/statement.h"

struct str claim_words(struct arena *a, const struct claim *c)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < c->text.n; i++) {
        bool blank = (unsigned char)c->text.p[i] <= ' ';
        if (!blank)
            buf_addc(&b, c->text.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_addc(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

struct str frozen_source(struct arena *a, struct str slug) { return strf(a, "letter-%.*s", STR(slug)); }

// Is the source the letter itself, by its slug now or by a former one?
static bool is_own(struct view *v, struct str source, struct str slug, struct statements all)
{
    if (str_eq(source, frozen_source(v->arena, slug))) return true;
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.v[i].prop->name, S("former-key")) && str_eq(source, frozen_source(v->arena, all.v[i].value.text)))
            return true;
    return false;
}

static void add(struct view *v, struct statements *to, size_t *cap, const struct statement *s)
{
    to->v = arena_grow(v->arena, to->v, cap, to->n + 1, sizeof *to->v);
    to->v[to->n++] = *s;
}

bool frozen_read(struct view *v, int64_t letter, struct str lang, struct frozen *out, struct err *err)
{
    const struct type *t;
    struct str slug, note;
    struct statements all;
    size_t cap_claims = 0, cap_rests = 0;
    int64_t last = 0;
    *out = (struct frozen){0};
    if (!view_name(v, letter, &t, &slug, err) || !view_statements(v, letter, &all, err)) return false;
    if (!t) return true;
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        struct str name = s->prop->name;
        bool text = str_eq(name, S("text")), claim = str_eq(name, S("claims")), rest = str_eq(name, S("rests-on"));
        if (!text && !claim && !rest) continue;
        if ((lang.n && !str_eq(s->lang, lang)) || !is_own(v, s->source, slug, all)) continue;
        if (text) out->is = true, out->text = *s;
        if (claim) add(v, &out->claims, &cap_claims, s);
        if (rest) add(v, &out->rests, &cap_rests, s);
        if (s->tx > last) last = s->tx;
    }
    return !last || view_tx(v, last, &out->at, &out->recorder, &note, err);
}

// ---- checking

// The history of one entity, for one reader, read once while its statements follow each other.
struct past {
    struct view *v;
    int64_t entity;
    struct statements all;
};

struct thaw {
    struct letter *l;
    struct view *readers, *desk;
    struct diags *ds;
    struct frozen f;
    struct str day; // of the freeze, in words
    struct past seen, known;
    uint64_t *heirs;  // rows of what took the place of statements that claims rested on; sorted once all are known
    size_t heir_count, heir_cap;
};

static bool past_of(struct past *p, int64_t entity, struct err *err)
{
    if (p->entity == entity) return true;
    p->entity = entity;
    return view_history(p->v, entity, &p->all, err);
}

static const struct statement *past_row(const struct past *p, int64_t row)
{
    for (size_t i = 0; i < p->all.n; i++)
        if (p->all.v[i].row == row) return &p->all.v[i];
    return NULL;
}

// A statement by name; *out is NULL when this register does not have it. Of two with one id the later counts.
static bool past_find(struct past *p, struct str name, const struct statement **out, struct err *err)
{
    struct statement_name n;
    int64_t entity;
    *out = NULL;
    if (!statement_name_parse(store_vocab(p->v->store), name, &n) || !n.type) return true;
    if (!view_find(p->v, n.type, n.slug, &entity, err)) return false;
    if (!entity) return true;
    if (!past_of(p, entity, err)) return false;
    for (size_t i = 0; i < p->all.n; i++)
        if (p->all.v[i].mark == n.id) *out = &p->all.v[i];
    return true;
}

static struct claim *claim_by_ref(struct letter *l, struct str ref)
{
    for (size_t i = 0; i < l->claim_count; i++)
        if (str_eq(str_trim(l->claims[i].ref_text), ref)) return &l->claims[i];
    return NULL;
}

// At the claim with that reference; where the text has it no more, at the head's letter:.
static struct diag *warn(struct thaw *t, enum diag_code code, struct str ref, struct str message)
{
    const struct claim *c = claim_by_ref(t->l, ref);
    struct pos pos = t->l->head.record.pos;
    uint32_t width = t->l->head.record.width;
    if (c) {
        struct str words = str_sub(t->l->file->text, c->at, c->at + c->n);
        pos = pos_of(t->l->file->text, c->at);
        width = (uint32_t)utf8_count(str_sub(words, 0, str_chr(words, '\n', 0)));
    }
    return diag_add(t->ds, code, t->l->file, pos, width ? width : 1, "%.*s", STR(message));
}

// "persons/x#born: 1970 (title of the source, § 5)"
static bool said(struct thaw *t, const struct statement *s, struct str *out, struct err *err)
{
    struct citation cite = {.title = S("a source that is not public")};
    struct arena *a = t->desk->arena;
    const struct type *source;
    struct str slug, path = view_path(t->desk, s->entity, err), value = value_write(a, s->prop, &s->value, S("en"));
    if (!path.n || !view_name(t->readers, s->source_id, &source, &slug, err)) return false;
    if (source && !letter_citation(t->desk, s, &cite, err)) return false;
    if (s->value.kind == KIND_REF) value = strf(a, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text));
    *out = strf(a, "%.*s#%.*s: %.*s (%.*s%s%.*s)", STR(path), STR(s->prop->name), STR(value), STR(cite.title),
                cite.locator.n ? ", " : "", STR(cite.locator));
    return true;
}

static bool since(struct thaw *t, int64_t tx, struct str *out, struct err *err)
{
    struct instant at;
    struct str recorder, note;
    if (!view_tx(t->desk, tx, &at, &recorder, &note, err)) return false;
    *out = write_day(t->desk->arena, instant_day(at), S("en"));
    return true;
}

// It has ended: what it said, what stands now in its place, since when. What is above the readers' level is not told:
// the author would put it into the letter.
static bool ended(struct thaw *t, struct str ref, const struct statement *s, bool hidden, struct err *err)
{
    struct arena *a = t->desk->arena;
    const struct statement *now = s;
    struct str was, is, day, reason = {0}, first = {0};
    int64_t by = 0;
    for (size_t i = 0; now->gone && i <= t->known.all.n; i++) {
        if (!view_end(t->desk, now->row, &by, &reason, err)) return false;
        const struct statement *next = by ? past_row(&t->known, by) : NULL;
        if (!next) break;
        now = next;
        t->heirs = arena_grow(a, t->heirs, &t->heir_cap, t->heir_count + 1, sizeof *t->heirs);
        t->heirs[t->heir_count++] = (uint64_t)next->row;
    }
    if (!said(t, s, &was, err) || !since(t, s->gone ? s->gone : s->tx, &first, err)) return false;
    struct str what = hidden || now->vis > store_level(t->readers->store) ? S("has been hidden from the letter's readers")
                      : now->gone                                         ? S("has been withdrawn")
                                                                          : S("has been superseded");
    struct diag *d = warn(t, DIAG_SUPERSEDED, ref, strf(a, "what this rests on %.*s since the letter was frozen on %.*s", STR(what), STR(t->day)));
    diag_more(t->ds, d, "it rested on %.*s", STR(was));
    if (hidden || now->vis > store_level(t->readers->store)) {
        if (s->gone) diag_more(t->ds, d, "on %.*s the register put in its place what they may not see", STR(first));
        return true;
    }
    if (now->gone) {
        if (!since(t, now->gone, &day, err)) return false;
        diag_more(t->ds, d, "withdrawn on %.*s%s%.*s", STR(day), reason.n ? ": " : "", STR(reason));
        return true;
    }
    if (!since(t, now->tx, &day, err) || !said(t, now, &is, err)) return false;
    diag_more(t->ds, d, "since %.*s the register has %.*s", STR(day), STR(is));
    if (now->reason.n) diag_more(t->ds, d, "%.*s", STR(now->reason));
    return true;
}

static bool check_rest(struct thaw *t, const struct statement *rest, struct err *err)
{
    const struct statement *s, *seen;
    if (!past_find(&t->known, rest->value.text, &s, err)) return false;
    if (!s) {
        struct diag *d = warn(t, DIAG_SUPERSEDED, rest->locator, S("this register does not have what this rests on"));
        diag_more(t->ds, d, "%.*s", STR(rest->value.text));
        return true;
    }
    if (!past_of(&t->seen, s->entity, err)) return false;
    seen = past_row(&t->seen, s->row);
    return (seen && !s->gone) || ended(t, rest->locator, s, !seen, err);
}

enum { TOLD = 4 };

static bool tell(struct thaw *t, struct diag *d, const char *how, const struct statement *s, size_t n, struct err *err)
{
    struct str text;
    if (n == TOLD) diag_more(t->ds, d, "… and more");
    if (n >= TOLD) return true;
    if (!said(t, s, &text, err)) return false;
    diag_more(t->ds, d, "%s %.*s", how, STR(text));
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool among(const uint64_t *sorted, size_t n, uint64_t id)
{
    return n && bsearch(&id, sorted, n, sizeof id, by_number);
}

static uint64_t id_of(struct thaw *t, struct str name)
{
    struct statement_name n;
    return statement_name_parse(store_vocab(t->desk->store), name, &n) ? n.id : 0;
}

// The statements that a claim rests on now, against those that it rested on. What took the place of one of these
// has been told.
static bool compare(struct thaw *t, struct claim *c, struct str ref, struct err *err)
{
    struct arena *a = t->desk->arena;
    struct statements now;
    struct diag *d = NULL;
    size_t fresh = 0, lost = 0, had_n = 0;
    struct str message = strf(a, "this rests on other statements than on %.*s, when the letter was frozen", STR(t->day));
    if (!claim_basis(t->l, c, t->readers, &now, err)) return false;
    uint64_t *had = arena_array(a, t->f.rests.n, sizeof *had), *has = arena_array(a, now.n, sizeof *has);
    for (size_t i = 0; i < t->f.rests.n; i++)
        if (str_eq(t->f.rests.v[i].locator, ref)) had[had_n++] = id_of(t, t->f.rests.v[i].value.text);
    for (size_t i = 0; i < now.n; i++) has[i] = now.v[i].mark;
    if (had_n) qsort(had, had_n, sizeof *had, by_number);
    if (now.n) qsort(has, now.n, sizeof *has, by_number);
    for (size_t i = 0; i < now.n; i++) {
        if (among(had, had_n, now.v[i].mark) || among(t->heirs, t->heir_count, (uint64_t)now.v[i].row)) continue;
        if (!d) d = warn(t, DIAG_FROZEN, ref, message);
        if (!tell(t, d, "new:", &now.v[i], fresh++, err)) return false;
    }
    for (size_t i = 0; i < t->f.rests.n; i++) {
        const struct statement *rest = &t->f.rests.v[i], *s;
        if (!str_eq(rest->locator, ref) || among(has, now.n, id_of(t, rest->value.text))) continue;
        if (!past_find(&t->known, rest->value.text, &s, err)) return false;
        if (!s || s->gone) continue;
        if (!past_of(&t->seen, s->entity, err)) return false;
        if (!past_row(&t->seen, s->row)) continue; // hidden, and told
        if (!d) d = warn(t, DIAG_FROZEN, ref, message);
        if (!tell(t, d, "no longer:", s, lost++, err)) return false;
    }
    if (d && !c->ref.slug.n && c->finding.n) diag_more(t->ds, d, "the register counts %.*s", STR(c->finding));
    return true;
}

static bool check_text(struct thaw *t)
{
    struct arena *a = t->desk->arena;
    struct hash h = hash_of(t->l->file->text);
    struct str hex = hash_hex(a, &h), was = t->f.text.value.text;
    if (str_eq(was, strf(a, "sha256:%.*s", STR(hex)))) return true;
    struct diag *d = warn(t, DIAG_FROZEN, S(""), strf(a, "this is not the text that was frozen on %.*s", STR(t->day)));
    if (was.n > 9) diag_more(t->ds, d, "that one is files/%.2s/%.*s of the register", was.p + 7, (int)was.n - 9, was.p + 9);
    diag_more(t->ds, d, "if this one takes its place, freeze it: habeas letter freeze %.*s", STR(t->l->file->name));
    return false;
}

// Are a claim's words those that were frozen?
static bool same_words(struct thaw *t, const struct claim *c)
{
    for (size_t i = 0; i < t->f.claims.n; i++)
        if (str_eq(t->f.claims.v[i].value.text, str_trim(c->ref_text)) &&
            str_eq(t->f.claims.v[i].quote, claim_words(t->desk->arena, c)))
            return true;
    return false;
}

bool frozen_check(struct letter *l, struct view *readers, struct view *desk, struct diags *ds, struct err *err)
{
    struct thaw t = {.l = l, .readers = readers, .desk = desk, .ds = ds, .seen = {.v = readers}, .known = {.v = desk}};
    struct ref r;
    struct ref_fault fault;
    int64_t entity;
    if (!l->body || !l->head.record.text.n || !l->head.has_date) return true;
    if (!ref_parse(l->arena, store_vocab(desk->store), l->head.record.text, &r, &fault) || !r.slug.n) return true;
    if (!view_find(desk, r.type, r.slug, &entity, err)) return false;
    if (!entity) return true;
    if (!frozen_read(desk, entity, l->head.lang, &t.f, err)) return false;
    if (!t.f.is) return true;
    t.day = write_day(desk->arena, instant_day(t.f.at), S("en"));
    bool same = check_text(&t);
    for (size_t i = 0; i < t.f.rests.n; i++)
        if (!check_rest(&t, &t.f.rests.v[i], err)) return false;
    if (t.heir_count) qsort(t.heirs, t.heir_count, sizeof *t.heirs, by_number);
    for (size_t i = 0; i < l->claim_count; i++) {
        struct claim *c = &l->claims[i];
        struct str ref = str_trim(c->ref_text);
        if (claim_by_ref(l, ref) != c || !(same || same_words(&t, c))) continue;
        if (!compare(&t, c, ref, err)) return false;
    }
    return true;
}
