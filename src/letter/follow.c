// A claim about what can follow in a case: "judgments/x#can-follow".
//
// The text names consequences by the words that a procedure has for its events. Those of the case itself must be possible from where it
// stands on the letter's day. What goes on beside it, as the credentials of a delegation, is for another body to decide on another basis:
// told as a consequence of the case it is imprecise, and the fault says who may decide it. A text that names that basis is right.
#include "base/arena.h"
#include "base/buf.h"
#include "lang/fold.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/checker.h"
#include "rules/engine.h"

// Words of a procedure in a folded text: from the beginning of a word; parts between asterisks stand in that order.
static bool named(struct checker *k, struct str folded, struct str phrase)
{
    size_t from = 0;
    for (struct str rest = phrase; rest.p;) {
        struct str part = fold(k->a, str_cut(rest, '*', &rest));
        size_t at = str_find(folded, part, from);
        while (at < folded.n && at && folded.p[at - 1] != ' ') at = str_find(folded, part, at + 1);
        if (!part.n || at >= folded.n) return false;
        from = at + part.n;
    }
    return true;
}

static bool event_named(struct checker *k, const struct event *e, struct str folded)
{
    for (const struct label *w = e->words; w; w = w->next)
        if (str_eq(w->lang, k->l->head.lang) && named(k, folded, w->text)) return true;
    return false;
}

// Can it still come, from where the case stands, step by step?
static bool can_come(struct checker *k, const struct procedure *p, const struct case_state *s, const struct event *e)
{
    bool *reached = arena_array(k->a, p->state_count ? p->state_count : 1, sizeof *reached);
    for (size_t i = 0; i < p->region_count; i++) reached[s->regions[i].state->index] = true;
    for (bool grew = true; grew;) {
        grew = false;
        for (const struct event *x = p->events; x; x = x->next)
            for (const struct move *m = x->moves; m; m = m->next) {
                const struct state *to = m->to;
                if (m->skipping || !reached[m->from->index]) continue;
                if (x == e) return true;
                for (; to && !reached[to->index]; to = to->then) reached[to->index] = grew = true;
            }
    }
    return false;
}

// Does the text name an article of the event's own basis?
static bool basis_named(struct checker *k, const struct event *e)
{
    struct token *said, *own;
    size_t n = scan_text(k->a, k->c->text, k->l->head.lang, &said), own_n = scan_text(k->a, e->basis.text, S("en"), &own);
    for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < own_n; o++)
            if (said[i].kind == TOKEN_ARTICLE && own[o].kind == TOKEN_ARTICLE && str_eq(said[i].code, own[o].code)) return true;
    return false;
}

// "the Committee of Ministers, by two thirds … (Article 46 § 4 of the Convention)"
static struct str who(struct checker *k, const struct procedure *p, const struct event *e, struct day at)
{
    struct str by = e->by ? label_text(e->by->label, S("en"), e->by->name) : S("it is not told who"), majority = majority_text(k->a, p, e, at, S("en"));
    if (majority.n) by = strf(k->a, "%.*s, by %.*s", STR(by), STR(majority));
    return strf(k->a, "%.*s (%.*s%s)", STR(by), STR(e->basis.text), e->basis.source.n ? "" : "; not verified");
}

static void more_next(struct checker *k, struct diag *d, const struct procedure *p, const struct case_state *s, struct day at)
{
    const struct state *now = s->regions[0].state;
    diag_more(k->ds, d, "on %.*s the case is: %.*s", STR(write_day(k->a, at, S("en"))), STR(label_text(now->label, S("en"), now->name)));
    for (const struct event *e = case_next(p, s, NULL); e; e = case_next(p, s, e)) {
        const struct move *m = e->moves;
        while (m && (m->skipping || m->from != now || m->to == m->from)) m = m->next;
        if (m) diag_more(k->ds, d, "what can follow in it: %.*s: %.*s", STR(label_text(e->label, S("en"), e->name)), STR(who(k, p, e, at)));
    }
}

// Then the text names it as what something follows from.
static bool has_happened(const struct case_state *s, const struct event *e)
{
    for (size_t i = 0; i < s->history.n; i++)
        if (s->history.v[i].event == e && s->history.v[i].allowed) return true;
    return false;
}

static bool judge(struct checker *k, const struct procedure *p, const struct case_state *s, const struct event *e, struct day at)
{
    struct str what = label_text(e->label, S("en"), e->name);
    bool beside = e->moves->from->region->index > 0;
    if (!can_come(k, p, s, e)) {
        struct diag *d = report(k, DIAG_CONSEQUENCE, k->c->at, k->c->n, strf(k->a, "the procedure does not lead there: %.*s", STR(what)));
        more_next(k, d, p, s, at);
        return false;
    }
    if (!beside || basis_named(k, e)) return true;
    struct diag *d = report(k, DIAG_CONSEQUENCE, k->c->at, k->c->n, strf(k->a, "this does not follow from the case, but is decided beside it: %.*s", STR(what)));
    diag_more(k->ds, d, "who may decide it: %.*s", STR(who(k, p, e, at)));
    more_next(k, d, p, s, at);
    return false;
}

// The claim rests on what led to where the case stands.
static bool rest_on_state(struct checker *k, const struct case_state *s, struct err *err)
{
    struct statements all;
    const struct step *by = s->regions[0].by;
    if (!view_statements(k->v, by && by->entity ? by->entity : k->facts.entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.v[i].prop->name, S("date")) || str_eq(all.v[i].prop->name, S("kind"))) rest_on(k, &all.v[i]);
    return true;
}

bool check_can_follow(struct checker *k, struct err *err)
{
    const struct ref *r = &k->c->ref;
    struct diags faults = diags_in(k->a);
    struct case_file f;
    struct case_state s;
    struct day at = r->has_at ? r->at.hi : k->l->head.date.hi;
    struct view v = *k->v;
    v.arena = k->a;
    const struct procedure *all = procedures_load(k->a, store_vocab(v.store), store_dir(v.store), &faults);
    if (!all) {
        diags_take(k->ds, &faults);
        return true;
    }
    if (!case_open(&v, all, k->facts.entity, &f, err) || !case_run(&f, at, &s, err) || !rest_on_state(k, &s, err)) return false;
    struct str folded = fold(k->a, k->c->text);
    struct buf b = buf_in(k->a);
    for (const struct event *e = f.procedure->events; e; e = e->next) {
        if (!e->moves || !event_named(k, e, folded)) continue;
        k->compared = true;
        if (!has_happened(&s, e) && judge(k, f.procedure, &s, e, at))
            buf_addf(&b, "%s%.*s (%.*s)", b.n ? "; " : "", STR(label_text(e->label, k->l->head.lang, e->name)), STR(e->basis.text));
    }
    struct str lang = k->l->head.lang, what = words_with(k->a, lang, WORD_AS_OF, label_text(r->prop->label, lang, r->prop->name), write_day(k->a, at, lang));
    if (b.n) k->c->finding = strf(k->a, "%.*s%.*s%.*s", STR(what), STR(words(lang, WORD_COLON)), STR(buf_str(&b)));
    if (k->compared) return true;
    struct diag *d = report(k, DIAG_NOTHING_CHECKED, k->c->at, k->c->n, S("this text names nothing that could follow, in words that the procedure has"));
    more_next(k, d, f.procedure, &s, at);
    return true;
}
