// One case: where it stands on a day and since when, how it got there, what was asked for and what came of it, what may come next.
#include "cmd/case.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cmd/out.h"
#include "cmd/rests.h"
#include "lang/write.h"

struct str case_iso(struct told *t, struct edtf d)
{
    return d.lo.n == d.hi.n || !d.text.n ? day_text(t->file.view.arena, d.lo) : d.text;
}

struct str case_label(const struct told *t, const struct label *l, struct str otherwise) { return label_text(l, t->lang, otherwise); }

const char *due_word(const struct due *d)
{
    static const char *const words[] = {"open", "in time", "late", "overdue", "no longer"};
    if (!d->timer) return d->met == MET_OPEN ? "open" : "passed";
    return words[d->met];
}

static struct str words_of(struct told *t, const struct basis *b)
{
    struct arena *a = t->file.view.arena;
    if (!b->text.n) return (struct str){0};
    return b->source.n ? b->text : strf(a, "%.*s (not verified)", STR(b->text));
}

static struct str when(struct told *t, const struct step *s)
{
    struct arena *a = t->file.view.arena;
    struct str date = write_date(a, s->date, t->lang);
    if (s->undated) return S("date not recorded");
    return s->expected ? strf(a, "%.*s, expected", STR(date)) : s->maybe ? strf(a, "perhaps %.*s", STR(date)) : date;
}

// ---- parts of the text

static bool identifiers(struct told *t, struct view *v, struct err *err)
{
    struct statements all;
    struct buf b = buf_in(v->arena);
    if (!view_statements(&t->file.view, t->file.entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        const struct prop *p = all.v[i].prop;
        if (p->kind != KIND_IDENTIFIER || p->scheme == SCHEME_FINDING || (i && all.v[i - 1].prop == p && str_eq(all.v[i - 1].value.text, all.v[i].value.text))) continue;
        buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR(all.v[i].value.text));
    }
    printf("%.*s\n%.*s%s%.*s\n", STR(t->title), STR(t->path), b.n ? "  " : "", STR(buf_str(&b)));
    printf("%.*s, on %.*s\n\n", STR(case_label(t, t->file.procedure->label, t->file.procedure->name)), STR(write_day(v->arena, t->at, t->lang)));
    return true;
}

static void region_rows(struct told *t, struct table *rows, const struct region *g)
{
    const struct standing *s = &t->state.regions[g->index];
    struct arena *a = t->file.view.arena;
    if (g->index && !s->by && !s->possibly) return; // beside the case, and nothing ever happened
    struct str name = g->index ? case_label(t, g->label, g->name) : S("state");
    table_row(rows, (struct str[]){name, case_label(t, s->state->label, s->state->name)});
    if (s->by && s->by->undated) table_row(rows, (struct str[]){S(""), strf(a, "since %.*s or later; its date is not recorded", STR(write_date(a, s->by->date, t->lang)))});
    else if (s->by) table_row(rows, (struct str[]){S(""), strf(a, "since %.*s", STR(when(t, s->by)))});
    struct str basis = words_of(t, s->state->basis.text.n || !s->by ? &s->state->basis : &s->by->event->basis);
    if (basis.n) table_row(rows, (struct str[]){S(""), basis});
    if (s->possibly) table_row(rows, (struct str[]){S(""), strf(a, "or already: %.*s", STR(case_label(t, s->possibly->label, s->possibly->name)))});
}

static void final_rows(struct told *t, struct table *rows)
{
    struct arena *a = t->file.view.arena;
    const struct finality *f = &t->final;
    const struct due *d = f->due;
    if (!f->known) return;
    struct edtf date = f->by->date;
    table_row(rows, (struct str[]){S("final"), strf(a, "%.*s, %s%s", STR(write_date(a, date, t->lang)), f->expected ? "expected" : "observed", date.lo.n > t->at.n ? " (after this day)" : "")});
    table_row(rows, (struct str[]){S(""), words_of(t, &f->by->event->basis)});
    if (!d) return;
    struct buf b = buf_in(a);
    buf_addf(&b, "%s%.*s", f->expected ? "" : "expected: ", STR(d->arithmetic));
    if (d->answer && d->days) buf_addf(&b, "; observed %d day%s %s", abs(d->days), abs(d->days) == 1 ? "" : "s", d->days > 0 ? "later" : "earlier");
    if (d->explain) buf_addf(&b, ": %.*s", STR(case_label(t, d->explain, S(""))));
    table_row(rows, (struct str[]){S(""), buf_str(&b)});
}

static bool group_row(struct told *t, struct view *v, struct table *rows, struct err *err)
{
    const struct group_state *g = &t->came.group;
    struct str label;
    if (!g->leading) return true;
    if (!view_label(v, g->leading, &label, err)) return false;
    struct buf b = buf_in(v->arena);
    if (g->former) buf_addf(&b, "formerly %s%.*s", g->leads ? "the leading case" : "led by ", STR(g->leads ? S("") : label));
    else if (g->leads) buf_addf(&b, "leading case of %zu%s", g->member_count - g->maybe_count, g->member_count - g->maybe_count == 1 ? " other" : " others");
    else buf_addf(&b, "led by %.*s", STR(label));
    if (g->leads && g->maybe_count) buf_addf(&b, ", perhaps %zu more", g->maybe_count);
    if (g->has_since) buf_addf(&b, ", since %.*s", STR(write_date(v->arena, g->since, t->lang)));
    if (g->has_until) buf_addf(&b, ", until %.*s", STR(write_date(v->arena, g->until, t->lang)));
    table_row(rows, (struct str[]){S("group"), buf_str(&b)});
    return true;
}

static void history(struct told *t)
{
    struct table rows = table_in(t->file.view.arena, 4, 2);
    for (size_t i = 0; i < t->state.history.n; i++) {
        const struct step *s = &t->state.history.v[i];
        struct str label = case_label(t, s->event->label, s->event->name);
        if (s->fault.n) label = strf(t->file.view.arena, "%.*s (see anomalies)", STR(label));
        table_row(&rows, (struct str[]){when(t, s), label, s->document.n ? s->document : S(""), s->ref});
    }
    if (rows.count) printf("\nhistory\n");
    table_print(&rows);
}

static struct str outcome_words(struct told *t, const struct outcome_state *o)
{
    struct arena *a = t->file.view.arena;
    struct buf b = buf_in(a);
    struct edtf last = {0};
    int32_t days;
    buf_addf(&b, "%s", o->of == RESULT_NO && o->period ? "no, it lasts" : result_name(o->of));
    for (size_t i = 0; i < o->count; i++)
        if (!i || o->results[i].date.lo.n > last.lo.n) last = o->results[i].date;
    if (o->count) buf_addf(&b, ", %.*s", STR(write_date(a, last, t->lang)));
    if (o->of == RESULT_PARTLY) {
        size_t who = 0;
        for (size_t i = 0; i < t->file.person_count; i++)
            for (size_t k = 0; k < o->count; k++)
                if (o->results[k].person == t->file.persons[i]) {
                    who++;
                    break;
                }
        buf_addf(&b, ", %zu of %zu", who, t->file.person_count);
    }
    if (o->period && outcome_days(o, &t->final, t->at, &days))
        buf_addf(&b, ": %s %.*s day%s after the judgment became final", o->open ? "held for" : "held", STR(write_number(a, days, t->lang)), days == 1 ? "" : "s");
    return buf_str(&b);
}

static void measures(struct told *t)
{
    struct arena *a = t->file.view.arena;
    struct table rows = table_in(a, 4, 2);
    for (size_t i = 0; i < t->came.measure_count; i++) {
        const struct measure_state *m = &t->came.measures[i];
        if (!m->term) continue;
        struct str what = label_text(m->term->label, t->lang, m->term->code), kind = m->term->broader ? label_text(m->term->broader->label, t->lang, S("")) : S("");
        struct buf b = buf_in(a);
        buf_add(&b, write_date(a, m->first, t->lang));
        if (m->count > 1) buf_addf(&b, " to %.*s, %zu times", STR(write_date(a, m->last, t->lang)), m->count);
        struct str answer = m->answer ? strf(a, "%.*s: %.*s", STR(case_label(t, m->answer->outcome->label, m->answer->outcome->name)), STR(outcome_words(t, m->answer))) : S("");
        table_row(&rows, (struct str[]){what, kind, buf_str(&b), answer});
    }
    if (rows.count) printf("\nmeasures asked for\n");
    table_print(&rows);
}

static void outcomes(struct told *t)
{
    struct table rows = table_in(t->file.view.arena, 3, 2);
    for (size_t i = 0; i < t->came.outcome_count; i++) {
        const struct outcome_state *o = &t->came.outcomes[i];
        struct str ref = o->count ? o->results[o->count - 1].ref : S("");
        table_row(&rows, (struct str[]){case_label(t, o->outcome->label, o->outcome->name), outcome_words(t, o), ref});
    }
    if (rows.count) printf("\noutcomes, each by itself\n");
    table_print(&rows);
}

// What may come next in the case, and what in the regions beside it.
static void next(struct told *t, bool beside)
{
    struct arena *a = t->file.view.arena;
    struct table rows = table_in(a, 3, 2);
    for (const struct event *e = case_next(t->file.procedure, &t->state, NULL); e; e = case_next(t->file.procedure, &t->state, e)) {
        if ((e->moves->from->region->index > 0) != beside) continue;
        struct str by = e->by ? case_label(t, e->by->label, e->by->name) : S(""), majority = majority_text(a, t->file.procedure, e, t->at, t->lang);
        if (majority.n) by = strf(a, "%.*s, by %.*s", STR(by), STR(majority));
        table_row(&rows, (struct str[]){case_label(t, e->label, e->name), by, words_of(t, &e->basis)});
    }
    if (rows.count) printf(beside ? "\nbeside the case, at any time\n" : "\nwhat may come next, and who decides\n");
    table_print(&rows);
}

static void dates(struct told *t)
{
    struct arena *a = t->file.view.arena;
    const struct procedure *p = t->file.procedure;
    struct table rows = table_in(a, 4, 2);
    for (size_t i = 0; i < t->state.dues.n; i++) {
        const struct due *d = &t->state.dues.v[i];
        if (d == t->final.due || (d->timer && d->timer->kind == TIMER_HAPPENS)) continue;
        const struct label *label = d->timer ? d->timer->label : p->named_label;
        struct str how = d->timer ? d->arithmetic : d->document.n ? d->document : d->ref, state = str_of(due_word(d));
        if (d->answer && d->met != MET_OPEN) state = strf(a, "%.*s, %.*s", STR(state), STR(write_date(a, d->answer->date, t->lang)));
        if (d->met == MET_OVERDUE && d->timer) state = S("overdue, or not recorded");
        table_row(&rows, (struct str[]){write_day(a, d->date, t->lang), case_label(t, label, S("")), state, how});
    }
    if (rows.count) printf("\ndates\n");
    table_print(&rows);
}

static void anomalies(struct told *t)
{
    bool any = false;
    for (size_t i = 0; i < t->state.history.n; i++) {
        if (!t->state.history.v[i].fault.n) continue;
        if (!any) printf("\nanomalies: the record may be right, the procedure says otherwise\n");
        any = true;
        printf("  %.*s\n", STR(t->state.history.v[i].fault));
    }
}

static bool text(struct told *t, struct view *v, struct err *err)
{
    struct table rows = table_in(v->arena, 2, 0);
    if (!identifiers(t, v, err)) return false;
    for (const struct region *g = t->file.procedure->regions; g; g = g->next) region_rows(t, &rows, g);
    final_rows(t, &rows);
    if (!group_row(t, v, &rows, err)) return false;
    table_print(&rows);
    history(t);
    anomalies(t);
    measures(t);
    outcomes(t);
    dates(t);
    next(t, false);
    next(t, true);
    return rests_show_letters(v, t->path, err);
}

// ---- the command

static bool gather(struct told *t, struct view *v, const struct procedure *all, int64_t entity, struct err *err)
{
    t->at = view_day(v);
    t->lang = v->lang;
    if (!case_open(v, all, entity, &t->file, err) || !view_label(v, entity, &t->title, err)) return false;
    view_remember(&t->file.view);
    t->path = view_path(v, entity, err);
    if (!t->path.n || !case_run(&t->file, t->at, &t->state, err) || !case_came(&t->file, &t->state, t->at, &t->came, err)) return false;
    t->final = t->state.final;
    if (t->file.member_count < 2) return true;
    struct case_file alone;
    struct case_state own;
    if (!case_alone(&t->file, entity, &alone, err) || !case_run(&alone, t->at, &own, err)) return false;
    if (own.final.known) t->final = own.final;
    return true;
}

bool case_show_next(struct cmd *c, struct view *v, int64_t entity, struct err *err)
{
    struct told t = {0};
    struct diags ds = diags_in(c->arena);
    const struct procedure *all = procedures_load(c->arena, store_vocab(v->store), c->dir, &ds);
    if (!all) return cmd_diags(c, &ds), err_set(err, ERR_INPUT, "a procedure of the register has faults; see above");
    if (!gather(&t, v, all, entity, err)) return false;
    if (c->format == FORMAT_JSON) return case_json(&t, v, err);
    next(&t, false);
    next(&t, true);
    return true;
}

static bool no_procedure(struct cmd *c, struct diags *ds, struct err *err)
{
    (void)cmd_diags(c, ds);
    return err_set(err, ERR_INPUT, "a procedure of the register has faults; see above");
}

int cmd_case(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct ref r;
    struct told t = {0};
    int64_t entity;
    STORE s = NULL;
    struct diags ds = diags_in(c->arena);
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas case REF, for example: habeas case judgments/ilgar-mammadov-v-azerbaijan --at 2018-07-18\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err)) return cmd_fail(&err);
    if (!cmd_ref(c, &v, c->args[0], &r, &err)) return EXIT_FAILED;
    if (!r.slug.n || r.prop) {
        (void)err_set(&err, ERR_USAGE, "case is of one entity, not of a list or a property");
        return cmd_fail(&err);
    }
    const struct procedure *all = procedures_load(c->arena, store_vocab(s), c->dir, &ds);
    if (!all && !no_procedure(c, &ds, &err)) return cmd_fail(&err);
    if (!cmd_entity(&v, &r, &entity, &err) || !gather(&t, &v, all, entity, &err)) return cmd_fail(&err);
    bool done = c->format == FORMAT_JSON ? case_json(&t, &v, &err) : text(&t, &v, &err);
    return done ? EXIT_DONE : cmd_fail(&err);
}
