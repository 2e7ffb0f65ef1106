#include "site/stands.h"

#include "base/arena.h"
#include "lang/write.h"
#include "rules/agenda.h"

bool stands_procedures(struct page *p, struct procedure **out, struct err *err)
{
    static const char key[] = "procedures";
    struct arena *a = p->arena;
    void **kept = store_keep(p->store, key, &a);
    const struct holidays *holidays;
    *out = kept ? *kept : NULL;
    if (*out) return true;
    if (!kept) a = p->arena;
    struct diags ds = diags_in(a);
    struct procedure *all = procedures_load(a, store_vocab(p->store), store_dir(p->store), &ds);
    if (!all) return true;
    if (!holidays_read(a, store_dir(p->store), &ds, &holidays, err)) return false;
    for (struct procedure *x = all; x; x = x->next) x->holidays = holidays;
    *out = all;
    if (kept) *kept = all;
    return true;
}

void stands_label(struct page *p, const struct label *l)
{
    for (const struct label *x = l; x; x = x->next)
        if (str_eq(x->lang, p->lang)) return page_text(p, x->text, p->lang);
    page_text(p, label_text(l, S("en"), S("")), S("en"));
}

static void row(struct page *p, struct str name)
{
    html_lit(&p->b, "<dt>");
    html_text(&p->b, name);
    html_lit(&p->b, "</dt><dd>");
}

static void basis(struct page *p, const struct basis *b)
{
    if (!b->text.n) return;
    html_lit(&p->b, "<p class=\"soft\">");
    page_text(p, b->text, S("en"));
    html_lit(&p->b, "</p>");
}

static void state(struct page *p, const struct standing *s)
{
    row(p, UI(p, "State"));
    stands_label(p, s->state->label);
    if (s->by && !s->by->undated) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, ui_with(p->arena, p->lang, "since {1}", write_date(p->arena, s->by->date, p->lang), S("")));
        if (s->by->expected) html_lit(&p->b, ", "), html_text(&p->b, UI(p, "expected"));
        html_lit(&p->b, "</p>");
    }
    basis(p, s->state->basis.text.n || !s->by ? &s->state->basis : &s->by->event->basis);
    html_lit(&p->b, "</dd>\n");
}

static void final(struct page *p, const struct finality *f)
{
    if (!f->known) return;
    row(p, UI(p, "Final"));
    page_date(p, f->by->date);
    html_lit(&p->b, ", ");
    html_text(&p->b, f->expected ? UI(p, "expected") : UI(p, "observed"));
    if (f->due && (f->expected || f->due->days)) {
        html_lit(&p->b, "<p class=\"soft\">");
        page_text(p, f->due->arithmetic, S("en"));
        if (f->due->explain) html_lit(&p->b, ": "), stands_label(p, f->due->explain);
        html_lit(&p->b, "</p>");
    }
    basis(p, &f->by->event->basis);
    html_lit(&p->b, "</dd>\n");
}

static void dues(struct page *p, const struct procedure *of, const struct dues *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++) {
        const struct due *x = &d->v[i];
        bool happens = x->timer && x->timer->kind == TIMER_HAPPENS;
        if ((x->met != MET_OPEN && x->met != MET_OVERDUE) || happens) continue;
        if (!n++) row(p, UI(p, "What is due")), html_lit(&p->b, "<ul class=\"plain\">");
        html_lit(&p->b, "<li>");
        page_date(p, edtf_of_day(p->arena, x->date));
        html_lit(&p->b, ": ");
        stands_label(p, x->timer ? x->timer->label : of->named_label);
        if (x->document.n) html_lit(&p->b, " <bdi>"), html_text(&p->b, x->document), html_lit(&p->b, "</bdi>");
        if (x->met == MET_OVERDUE) html_lit(&p->b, " <span class=\"soft\">"), html_text(&p->b, UI(p, "overdue, or not recorded as done")), html_lit(&p->b, "</span>");
        html_lit(&p->b, "</li>");
    }
    if (n) html_lit(&p->b, "</ul></dd>\n");
}

bool stands_section(struct page *p, int64_t entity, struct err *err)
{
    struct procedure *all;
    struct case_file f;
    struct case_state s;
    struct view v = p->view;
    struct day at = view_day(&p->view);
    if (!stands_procedures(p, &all, err)) return false;
    if (!all || !procedure_of(all, p->ref.type)) return true;
    v.has_at = false; // what was so on a day is for the engine to say
    if (!case_open(&v, all, entity, &f, err) || !case_run(&f, at, &s, err)) return false;
    if (!f.procedure->region_count || !s.regions[0].by) return true; // nothing is recorded of it
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "Where it stands"));
    html_lit(&p->b, "</h2>\n<dl class=\"facts\">\n");
    state(p, &s.regions[0]);
    final(p, &s.final);
    const struct state *now = s.regions[0].state;
    if (!now->end) dues(p, f.procedure, &s.dues);
    html_lit(&p->b, "</dl>\n");
    return true;
}
