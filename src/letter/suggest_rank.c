// Which entity of the pool is meant by a date, a duration, a sum, an article, a number of a document, a term or a name.
// The points are in suggest.h.
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "lang/lex.h"
#include "letter/checker.h"
#include "letter/compare.h"
#include "letter/suggest_parts.h"

enum { NEAR_BYTES = 40, GLUED_BYTES = 5, EVENT_BYTES = 400, GLOBAL_MAX = 8, DISAGREE_MAX = 3, CANDIDATES_MAX = 64 };

// A member of the pool and what speaks for it.
struct candidate {
    size_t member;
    const struct statement *s;
    enum fit fit;
    int value, near, total;
    const struct phrase *term, *prop, *type; // words of the sentence that mean it
    const struct seed *who;
    size_t steps;
    struct str also; // what else of the sentence agrees
    int also_n;
};

struct candidates {
    struct candidate v[CANDIDATES_MAX];
    size_t n;
};

// ---- places and proposals

struct spot *spot_add(struct ranker *k, enum spot_kind kind, const struct block *b, size_t at, size_t n)
{
    struct suggestions *s = k->out;
    s->v = arena_grow(k->r->a, s->v, &k->cap, s->n + 1, sizeof *s->v);
    s->v[s->n] = (struct spot){.kind = kind, .at = b->at + at, .n = n};
    return &s->v[s->n++];
}

struct spot *spot_of(struct ranker *k, enum spot_kind kind, const struct block *b, const struct token *t)
{
    size_t at = t->hedge_n && t->hedge_at < t->at ? t->hedge_at : t->at;
    return spot_add(k, kind, b, at, t->at + t->n - at);
}

struct proposal *proposal_add(struct ranker *k, struct spot *p, struct str ref, int64_t entity)
{
    if (!p->v) p->v = arena_array(k->r->a, PROPOSALS_MAX, sizeof *p->v);
    if (p->count == PROPOSALS_MAX) return NULL;
    struct proposal *one = &p->v[p->count++];
    *one = (struct proposal){.ref = ref, .entity = entity, .at = p->at, .n = p->n, .agrees = true};
    return one;
}

void why(struct ranker *k, struct proposal *p, int points, struct str text)
{
    p->score += points;
    if (p->why_count < WHY_MAX) p->why[p->why_count++] = points ? strf(k->r->a, "+%d %.*s", points, STR(text)) : text;
}

// What a value that is known to disagree makes the checker say.
static bool is_value_fault(enum diag_code c)
{
    return c == DIAG_DATE || c == DIAG_DURATION || c == DIAG_MONEY || c == DIAG_COUNT || c == DIAG_NUMBER || c == DIAG_MAYBE;
}

bool ranker_ready(struct ranker *k, struct err *err)
{
    enum { ENOUGH = 8 << 20 };
    if (k->all && arena_size(k->scratch) < ENOUGH) return true;
    const struct view *v = k->r->v;
    if (!k->all) k->all = arena_alloc(k->r->a, sizeof *k->all);
    arena_reset(k->scratch);
    if (!view_init(&k->try_view, v->store, k->scratch, NULL, err)) return false;
    k->try_view.known = v->known;
    k->try_view.today = v->today;
    k->try_letter = *k->r->l;
    k->try_letter.arena = k->scratch;
    return true;
}

// Would the checker find more against the claim than is known? When not, the proposal takes the place.
static bool try_span(struct ranker *k, struct proposal *p, const struct block *b, size_t at, size_t n, struct err *err)
{
    struct diags ds = diags_in(k->scratch);
    struct claim c = {.at = b->at + at, .n = n, .ref_text = p->ref, .number = SIZE_MAX};
    bool sound = true;
    c.text = str_sub(k->r->l->file->text, c.at, c.at + n);
    if (!check_claim(&k->try_letter, &c, &k->try_view, &ds, err)) return false;
    for (size_t i = 0; i < ds.count; i++) {
        bool fault = ds.list[i].level == DIAG_ERROR || ds.list[i].code == DIAG_NOTHING_CHECKED || ds.list[i].code == DIAG_OTHER_DATE;
        sound &= !fault || (!p->agrees && is_value_fault(ds.list[i].code));
    }
    if (!sound) return true;
    p->at = c.at;
    p->n = n;
    p->sound = true;
    return true;
}

static size_t marks_behind(const struct block *b, size_t at)
{
    size_t n = 0;
    while (at + n < b->n && (b->text.p[at + n] == '*' || b->text.p[at + n] == '_')) n++;
    return n;
}

static size_t marks_before(const struct block *b, size_t at)
{
    size_t n = 0;
    while (n < at && (b->text.p[at - n - 1] == '*' || b->text.p[at - n - 1] == '_')) n++;
    return n;
}

// Emphasis that begins or ends at the words goes with them: "[On 25 October … *infringement proceedings*](…)".
bool proposal_try(struct ranker *k, struct proposal *p, const struct block *b, size_t at, size_t n, struct err *err)
{
    size_t before = marks_before(b, at), behind = marks_behind(b, at + n);
    for (int way = 0; way < 4 && !k->facts_alone; way++) {
        size_t from = way & 2 ? at - before : at, to = at + n + (way & 1 ? behind : 0);
        if ((way & 1 && !behind) || (way & 2 && !before)) continue;
        if (span_free(k->r, b, from, to - from)) return try_span(k, p, b, from, to - from, err);
    }
    return true;
}

// ---- what speaks for a member

static bool says_term(const struct member *m, const struct term *t)
{
    for (size_t i = 0; i < m->all.n; i++) {
        const struct value *v = &m->all.v[i].value;
        if (v->kind == KIND_TERM && v->term && term_is(v->term, t)) return true;
    }
    return false;
}

static size_t gap_of(const struct phrase *f, size_t at, size_t n)
{
    return f->at >= at + n ? f->at - at - n : f->at + f->n <= at ? at - f->at - f->n : 0;
}

// Of two phrases the stronger; of equal ones the one nearer to the place.
static void take_phrase(const struct phrase **best, const struct phrase *f, size_t at, size_t n)
{
    if (!*best || f->strong > (*best)->strong || (f->strong == (*best)->strong && gap_of(f, at, n) < gap_of(*best, at, n))) *best = f;
}

static void find_words(const struct member *m, const struct block *b, size_t at, size_t n, struct candidate *c)
{
    size_t from, to;
    sentence_of(b, at, &from, &to);
    for (size_t i = first_phrase(b, from); i < b->phrase_count && b->phrases[i].at < to; i++) {
        const struct phrase *f = &b->phrases[i];
        if (f->term && says_term(m, f->term)) take_phrase(&c->term, f, at, n);
        if (f->prop && c->s && f->prop == c->s->prop) take_phrase(&c->prop, f, at, n);
        if (f->type && f->type == m->type) take_phrase(&c->type, f, at, n);
    }
}

static int word_points(const struct candidate *c)
{
    return (c->term ? (c->term->strong ? 6 : 3) : 0) + (c->prop ? 3 : 0) + (c->type ? 2 : 0);
}

static void agrees_too(struct ranker *k, struct candidate *c, struct str what)
{
    if (c->also_n == 3 || str_find(c->also, what, 0) < c->also.n) return;
    c->also = c->also_n ? strf(k->r->a, "%.*s, %.*s", STR(c->also), STR(what)) : what;
    c->also_n++;
}

static bool some_fits(struct ranker *k, const struct member *m, const struct token *t)
{
    const struct head *h = &k->r->l->head;
    for (size_t i = 0; i < m->all.n; i++)
        if (token_fits(k->scratch, t, &m->all.v[i], h->date.lo, h->lang) == FIT_YES) return true;
    return false;
}

// What else of the sentence is of this member: places, courts, countries, articles, numbers.
static bool find_also(struct ranker *k, struct member *m, const struct block *b, size_t at, struct candidate *c, struct err *err)
{
    size_t from, to;
    sentence_of(b, at, &from, &to);
    if (!pool_around(k->r, m, err)) return false;
    for (size_t i = first_name(b, from); i < b->name_count && b->names[i].at < to; i++) {
        const struct name *n = &b->names[i];
        if (n->part || (c->who && n->entities[0] == c->who->entity)) continue;
        struct str text = str_sub(b->text, n->at, n->at + n->n);
        bool own = false;
        for (size_t s = 0; s < m->all.n && !own; s++) own = m->all.v[s].value.kind == KIND_REF && m->all.v[s].value.key == n->entities[0];
        if (own || folded_has(m->around, fold(k->scratch, text))) agrees_too(k, c, text);
    }
    for (size_t i = first_token(b, from); i < b->token_count && b->tokens[i].at < to; i++) {
        const struct token *t = &b->tokens[i];
        bool own = t->at <= at && at < t->at + t->n;
        if (own || t->kind == TOKEN_NUMBER) continue;
        bool fits = t->kind == TOKEN_COUNTRY ? str_find(m->countries, t->code, 0) < m->countries.n : some_fits(k, m, t);
        if (fits) agrees_too(k, c, str_sub(b->text, t->at, t->at + t->n));
    }
    return true;
}

static bool weigh(struct ranker *k, const struct block *b, size_t at, size_t n, struct candidate *c, struct err *err)
{
    struct member *m = &k->pool->v[c->member];
    c->near = pool_nearness(k->pool, m, b, at, &c->who, &c->steps);
    find_words(m, b, at, n, c);
    if (!find_also(k, m, b, at, c, err)) return false;
    c->total = c->value + word_points(c) + c->near + c->also_n;
    return true;
}

static int by_total(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->total != y->total) return y->total > x->total ? 1 : -1;
    if (x->steps != y->steps) return x->steps > y->steps ? 1 : -1;
    return (x->member > y->member) - (x->member < y->member);
}

// ---- a candidate becomes a proposal

static struct str quoted(struct ranker *k, const struct block *b, const struct phrase *f)
{
    struct buf out = buf_in(k->r->a);
    buf_add(&out, S("“"));
    for (size_t i = f->at; i < f->at + f->n; i++) buf_addc(&out, b->text.p[i] == '\n' || b->text.p[i] == '\r' ? ' ' : b->text.p[i]);
    buf_add(&out, S("”"));
    return buf_str(&out);
}

static void why_words(struct ranker *k, struct proposal *p, const struct block *b, const struct candidate *c)
{
    const struct type *type = k->pool->v[c->member].type;
    struct arena *a = k->r->a;
    if (c->term)
        why(k, p, c->term->strong ? 6 : 3, strf(a, "%.*s: %.*s", STR(quoted(k, b, c->term)), STR(label_text(c->term->term->label, S("en"), c->term->term->code))));
    if (c->prop) why(k, p, 3, strf(a, "%.*s: %.*s", STR(quoted(k, b, c->prop)), STR(label_text(c->prop->prop->label, S("en"), c->prop->prop->name))));
    if (c->type) why(k, p, 2, strf(a, "%.*s: %.*s", STR(quoted(k, b, c->type)), STR(label_text(type->label, S("en"), type->path))));
}

static void why_context(struct ranker *k, struct proposal *p, const struct candidate *c)
{
    static const char *const where[] = {"", "the letter names", "the paragraph names", "the sentence names"};
    if (c->near) why(k, p, c->near, strf(k->r->a, "%s %.*s", where[c->near], STR(c->who->label)));
    if (c->also_n) why(k, p, c->also_n, strf(k->r->a, "agrees too: %.*s", STR(c->also)));
}

static bool why_value(struct ranker *k, struct proposal *p, const struct candidate *c, struct err *err)
{
    struct citation cite;
    const struct statement *s = c->s;
    if (!letter_citation(k->r->v, s, &cite, err)) return false;
    struct str label = label_text(s->prop->label, S("en"), s->prop->name), value = value_write(k->r->a, s->prop, &s->value, S("en"));
    struct str source = cite.title.n ? cite.title : S("a source that is not public");
    why(k, p, c->value, strf(k->r->a, "%s%.*s: %.*s (%.*s)", c->fit == FIT_NO ? "disagrees: " : c->fit == FIT_MAYBE ? "uncertain: " : "",
                             STR(label), STR(value), STR(source)));
    return true;
}

static bool is_main(const struct prop *p) { return str_eq(p->name, S("date")) || str_eq(p->name, S("since")); }

// To the end of what agrees with the member right behind: "… against Azerbaijan under Article 46 (4)".
static size_t stretched(struct ranker *k, struct member *m, const struct block *b, size_t end)
{
    enum { STEP = 20 };
    size_t from, to;
    sentence_of(b, end ? end - 1 : 0, &from, &to);
    for (size_t i = first_token(b, end); i < b->token_count; i++) {
        const struct token *t = &b->tokens[i];
        if (t->at + t->n > to || t->at > end + STEP) break;
        bool fits = t->kind == TOKEN_COUNTRY ? str_find(m->countries, t->code, 0) < m->countries.n : some_fits(k, m, t);
        if (!fits) break;
        end = t->at + t->n;
    }
    return end;
}

// "On" of "On 25 October 2017", where it begins a sentence.
static size_t with_preposition(struct ranker *k, const struct block *b, size_t at)
{
    size_t i = first_word(b, at);
    const struct word *w = i ? &b->words[i - 1] : NULL;
    if (!w || !w->capital || w->n > 8 || str_find(str_sub(b->text, w->at + w->n, at), S(" "), 0) || at - w->at - w->n != 1) return at;
    struct prose p = lex_text(k->r->a, str_sub(b->text, w->at, at + 1), lexicon_of(k->r->l->head.lang));
    return lex_phrase(&p, 0, SENSE_DAY_BEFORE, NULL) || lex_phrase(&p, 0, SENSE_YEAR_BEFORE, NULL) ? w->at : at;
}

// "imprisonment" of "seven years’ imprisonment": words of the value's own property right behind it.
static const struct phrase *glued_behind(const struct block *b, size_t end, const struct statement *s)
{
    for (size_t i = first_phrase(b, end); i < b->phrase_count && b->phrases[i].at <= end + GLUED_BYTES; i++)
        if (b->phrases[i].prop == s->prop) return &b->phrases[i];
    return NULL;
}

// Where the phrase ends for a link behind a date: "condamné à" without its preposition.
static size_t phrase_end(const struct block *b, const struct phrase *f)
{
    size_t end = f->at + f->n, i = first_word(b, end);
    for (; i > 1; i--) {
        const struct word *w = &b->words[i - 1];
        if (w->at <= f->at || utf8_count(w->fold) > 2) break;
        end = w[-1].at + w[-1].n;
    }
    return end;
}

// The link: the date with the words that name the event, where they stand near or the date needs them; else the date alone.
static bool take_span(struct ranker *k, struct proposal *p, const struct block *b, size_t at, size_t n, const struct candidate *c,
                      struct err *err)
{
    struct member *m = &k->pool->v[c->member];
    const struct phrase *f = c->term ? c->term : c->prop ? c->prop : c->type;
    size_t most = p->agrees ? NEAR_BYTES : EVENT_BYTES, end = at + n;
    bool date = c->s && c->s->value.kind == KIND_DATE;
    if (!date && c->s) f = glued_behind(b, end, c->s);
    if (p->agrees && !proposal_try(k, p, b, at, n, err)) return false;
    if (!f || gap_of(f, at, n) > most) return true;
    size_t from = f->at < at ? f->at : date ? with_preposition(k, b, at) : at;
    if (phrase_end(b, f) > end) end = phrase_end(b, f);
    struct proposal wide = *p;
    wide.sound = false;
    if (!proposal_try(k, &wide, b, from, end - from, err)) return false;
    size_t far = wide.sound && !p->agrees ? stretched(k, m, b, end) : end;
    if (far > end && !proposal_try(k, &wide, b, from, far - from, err)) return false;
    if (wide.sound) *p = wide;
    return true;
}

static bool propose(struct ranker *k, struct spot *place, const struct block *b, struct candidates *all, struct err *err)
{
    size_t at = place->at - b->at;
    if (all->n) qsort(all->v, all->n, sizeof *all->v, by_total);
    for (size_t i = 0; i < all->n && place->count < PROPOSALS_MAX; i++) {
        const struct candidate *c = &all->v[i];
        const struct member *m = &k->pool->v[c->member];
        if (c->total * 2 < all->v[0].total) break;
        bool whole = !c->s || (c->s->value.kind == KIND_DATE && is_main(c->s->prop));
        struct str ref = whole ? m->path : strf(k->r->a, "%.*s#%.*s", STR(m->path), STR(c->s->prop->name));
        struct proposal *p = proposal_add(k, place, ref, m->entity);
        p->agrees = c->fit != FIT_NO;
        p->distance = c->steps;
        if (c->s && !why_value(k, p, c, err)) return false;
        why_words(k, p, b, c);
        why_context(k, p, c);
        if (!take_span(k, p, b, at, place->n, c, err)) return false;
    }
    return true;
}

static void keep(struct candidates *all, struct candidate c)
{
    if (all->n < CANDIDATES_MAX) {
        all->v[all->n++] = c;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < all->n; i++)
        if (all->v[i].total < all->v[worst].total) worst = i;
    if (c.total > all->v[worst].total) all->v[worst] = c;
}

// ---- dates, durations, sums

static bool is_kind(const struct token *t, enum kind kind)
{
    return kind == KIND_DATE ? t->kind == TOKEN_DATE || t->kind == TOKEN_AGO
           : kind == KIND_DURATION ? t->kind == TOKEN_DURATION
                                   : kind == KIND_MONEY && t->kind == TOKEN_MONEY;
}

static enum fit fit_of_value(struct ranker *k, const struct token *t, const struct statement *s)
{
    const struct head *h = &k->r->l->head;
    bool open = s->value.kind == KIND_DATE && (s->value.date.lo.n == DAY_FIRST.n || s->value.date.hi.n == DAY_LAST.n);
    if (open) return FIT_NONE; // "2018 or earlier" says nothing of a day
    return is_kind(t, s->value.kind) ? token_fits(k->scratch, t, s, h->date.lo, h->lang) : FIT_NONE;
}

static int value_points(struct ranker *k, const struct token *t, enum fit fit)
{
    if (fit == FIT_NO) return 0;
    if (t->kind != TOKEN_DATE && t->kind != TOKEN_AGO) return 4;
    if (fit == FIT_MAYBE) return 1;
    if (t->kind == TOKEN_DATE && str_starts(t->date.text, S("XXXX"))) return 3;
    struct edtf days = token_days(k->scratch, t, k->r->l->head.date.lo);
    int64_t width = (int64_t)days.hi.n - days.lo.n;
    return width <= 0 ? 4 : width <= 31 ? 3 : 2;
}

// Does another token of the sentence say rightly what this statement has, or stand nearer to the words?
static bool said_otherwise(struct ranker *k, const struct block *b, const struct token *t, const struct statement *s, const struct phrase *f)
{
    size_t from, to;
    sentence_of(b, t->at, &from, &to);
    for (size_t i = first_token(b, from); i < b->token_count && b->tokens[i].at < to; i++) {
        const struct token *o = &b->tokens[i];
        if (o == t || !is_kind(o, s->value.kind)) continue;
        if (fit_of_value(k, o, s) >= FIT_MAYBE || gap_of(f, o->at, o->n) < gap_of(f, t->at, t->n)) return true;
    }
    return false;
}

// The best statement of a member for the token; FIT_NO only of what the entity is dated by.
static void best_statement(struct ranker *k, const struct token *t, size_t member, struct candidate *c)
{
    const struct member *m = &k->pool->v[member];
    *c = (struct candidate){.member = member, .fit = FIT_NONE};
    for (size_t i = 0; i < m->all.n; i++) {
        const struct statement *s = &m->all.v[i];
        enum fit fit = fit_of_value(k, t, s);
        bool better = fit > c->fit || (fit == c->fit && fit > FIT_NONE && is_main(s->prop) && !is_main(c->s->prop));
        if (better && (fit >= FIT_MAYBE || s->value.kind != KIND_DATE || is_main(s->prop))) c->fit = fit, c->s = s;
    }
}

// Is it about a person? Then it is meant only where the letter names her or him.
static bool about_person(const struct type *t)
{
    for (const struct prop *p = t->first; p; p = p->next)
        for (size_t i = 0; p->kind == KIND_REF && p->required && i < p->to_count; i++)
            if (str_eq(p->to[i]->path, S("persons"))) return true;
    return false;
}

// Entities that the letter does not lead to, of which the very day is right.
static bool add_by_day(struct ranker *k, const struct token *t, struct err *err)
{
    const struct vocab *vocab = store_vocab(k->r->v->store);
    struct edtf days = token_days(k->scratch, t, k->r->l->head.date.lo);
    if (days.lo.n != days.hi.n) return true;
    for (size_t i = 0; i < vocab->prop_count; i++) {
        const struct prop *p = vocab->props[i];
        int64_t *list;
        size_t n;
        if (p->kind != KIND_DATE || str_eq(p->type->path, S("sources"))) continue;
        if (!view_having(k->r->v, p, days.lo.n, days.lo.n, &list, &n, err)) return false;
        for (size_t e = 0; e < n && n <= GLOBAL_MAX; e++) {
            struct member *m;
            if (!pool_add(k->r, k->pool, list[e], &m, err)) return false;
        }
    }
    return true;
}

bool rank_value(struct ranker *k, const struct block *b, const struct token *t, struct err *err)
{
    struct candidates *all = k->all;
    all->n = 0;
    struct spot *place = spot_of(k, spot_kind_of(t->kind), b, t);
    size_t against = 0, kept = 0;
    if (t->kind == TOKEN_DATE && !add_by_day(k, t, err)) return false;
    for (size_t i = 0; i < k->pool->n; i++) {
        struct candidate c;
        best_statement(k, t, i, &c);
        if (c.fit == FIT_NONE || (c.fit == FIT_NO && t->kind == TOKEN_AGO)) continue;
        if (c.fit == FIT_NO) { // words that name the event, and only those, make it one
            find_words(&k->pool->v[i], b, t->at, t->n, &c);
            if (!c.term || !c.term->strong || said_otherwise(k, b, t, c.s, c.term)) continue;
        }
        c.value = value_points(k, t, c.fit);
        if (!weigh(k, b, t->at, t->n, &c, err)) return false;
        if (!c.near && (c.fit == FIT_NO || about_person(k->pool->v[i].type))) continue;
        against += c.fit == FIT_NO;
        keep(all, c);
    }
    for (size_t i = 0; i < all->n; i++) // too many that disagree are none
        if (all->v[i].fit != FIT_NO || against <= DISAGREE_MAX) all->v[kept++] = all->v[i];
    all->n = kept;
    return propose(k, place, b, all, err);
}

// ---- articles, application and document numbers

static bool scheme_fits(enum token_kind t, enum scheme s)
{
    return t == TOKEN_APPNO ? s == SCHEME_APPNO : t == TOKEN_ECLI ? s == SCHEME_ECLI : t == TOKEN_DOC && (s == SCHEME_DOCUMENT || s == SCHEME_ITEM);
}

static struct str encoded(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        if (plain) buf_addc(&b, c);
        else buf_addf(&b, "%%%02X", (unsigned char)c);
    }
    return buf_str(&b);
}

static bool add_by_number(struct ranker *k, const struct block *b, const struct token *t, struct candidates *all, struct err *err)
{
    const struct vocab *vocab = store_vocab(k->r->v->store);
    for (size_t i = 0; i < vocab->prop_count; i++) {
        const struct prop *p = vocab->props[i];
        struct ref ref;
        struct ref_fault fault;
        struct hits h;
        if (p->kind != KIND_IDENTIFIER || !scheme_fits(t->kind, p->scheme)) continue;
        struct str text = strf(k->r->a, "%.*s?%.*s=%.*s&limit=%d", STR(p->type->path), STR(p->name), STR(encoded(k->r->a, t->code)), PROPOSALS_MAX);
        if (!ref_parse(k->r->a, vocab, text, &ref, &fault)) continue;
        if (!query_list(k->r->v, &ref, &h, err)) return false;
        for (size_t e = 0; e < h.n; e++) {
            struct member *m;
            if (!pool_add(k->r, k->pool, h.v[e].entity, &m, err)) return false;
            if (!m) continue;
            struct candidate c = {.member = (size_t)(m - k->pool->v), .s = statement_first(m->all, p), .fit = FIT_YES, .value = 8};
            if (!c.s || !weigh(k, b, t->at, t->n, &c, err)) return false;
            keep(all, c);
        }
    }
    return true;
}

bool rank_code(struct ranker *k, const struct block *b, const struct token *t, struct err *err)
{
    const struct head *h = &k->r->l->head;
    struct candidates *all = k->all;
    all->n = 0;
    if (t->kind != TOKEN_ARTICLE) {
        struct spot *place = spot_of(k, SPOT_CODE, b, t);
        return add_by_number(k, b, t, all, err) && propose(k, place, b, all, err);
    }
    for (size_t i = 0; i < k->pool->n; i++) {
        const struct member *m = &k->pool->v[i];
        struct candidate c = {.member = i, .fit = FIT_YES, .value = 4};
        for (size_t s = 0; s < m->all.n && !c.s; s++) {
            const struct statement *one = &m->all.v[s];
            bool article = one->prop->scheme == SCHEME_FINDING || str_eq(one->prop->name, S("article"));
            if (article && token_fits(k->scratch, t, one, h->date.lo, h->lang) == FIT_YES) c.s = one;
        }
        if (!c.s) continue;
        if (!weigh(k, b, t->at, t->n, &c, err)) return false;
        if (c.near >= 2 || c.prop) keep(all, c);
    }
    if (!all->n) return true; // an article of a law is no fact of the register
    struct spot *place = spot_of(k, SPOT_CODE, b, t);
    return propose(k, place, b, all, err);
}

// ---- terms: what is found by its words and not by a date

static bool is_dated(const struct type *t)
{
    for (const struct prop *p = t->first; p; p = p->next)
        if (p->kind == KIND_DATE && p->required) return true;
    return false;
}

bool rank_term(struct ranker *k, const struct block *b, const struct phrase *f, struct err *err)
{
    struct candidates *all = k->all;
    all->n = 0;
    for (size_t i = 0; i < k->pool->n; i++) {
        struct member *m = &k->pool->v[i];
        struct candidate c = {.member = i, .fit = FIT_YES};
        if (m->has_name || is_dated(m->type) || !says_term(m, f->term)) continue;
        if (!weigh(k, b, f->at, f->n, &c, err)) return false;
        if (c.near == 3) keep(all, c);
    }
    if (!all->n) return true;
    struct spot *place = spot_add(k, SPOT_TERM, b, f->at, f->n);
    return propose(k, place, b, all, err);
}

// ---- names

bool rank_name(struct ranker *k, const struct block *b, const struct name *n, struct err *err)
{
    if (!n->count) return true;
    struct spot *place = spot_add(k, SPOT_NAME, b, n->at, n->n);
    struct str text = str_sub(b->text, n->at, n->at + n->n);
    for (size_t i = 0; i < n->count && i < PROPOSALS_MAX; i++) {
        struct str path = view_path(k->r->v, n->entities[i], err);
        struct member *m = pool_member(k->pool, n->entities[i]);
        const struct seed *who = NULL;
        size_t steps = 0;
        if (!path.n) continue;
        if (str_starts(path, S("persons/"))) place->kind = SPOT_PERSON;
        struct proposal *p = proposal_add(k, place, path, n->entities[i]);
        why(k, p, 6, n->part ? strf(k->r->a, "“%.*s”: whom the letter named before", STR(text)) : strf(k->r->a, "“%.*s” is a name of %.*s", STR(text), STR(path)));
        if (n->count > 1) p->why[0] = strf(k->r->a, "+6 “%.*s”: one of %zu of that name", STR(text), n->count);
        int near = m && n->count > 1 ? pool_nearness(k->pool, m, b, n->at, &who, &steps) : 0;
        if (near) why(k, p, near, strf(k->r->a, "connected with %.*s", STR(who->label)));
        if (!proposal_try(k, p, b, n->at, n->n, err)) return false;
    }
    return true;
}
