// What is due in all cases: a page and a calendar.
#include "base/arena.h"
#include "base/ical.h"
#include "lang/write.h"
#include "rules/agenda.h"
#include "site/feed.h"
#include "site/stands.h"

enum { LIVE_CASES = 3000, ENTRIES_MAX = 500, MEETING_DAYS = 366 }; // meetings of a year

static bool gather(struct page *p, struct agenda *out, bool *too_many, struct err *err)
{
    struct procedure *all;
    struct meetings *meetings = arena_alloc(p->arena, sizeof *meetings);
    struct diags ds = diags_in(p->arena);
    struct day at = view_day(&p->view);
    struct view v = p->view;
    size_t cases = 0;
    *out = (struct agenda){0};
    *too_many = false;
    if (!stands_procedures(p, &all, err) || !meetings_read(p->arena, store_dir(p->store), &ds, meetings, err)) return false;
    for (const struct procedure *x = all; x; x = x->next)
        for (size_t i = 0; i < x->type_count; i++) {
            struct ref r = {.type = x->types[i], .limit = 0};
            struct hits hits;
            if (!query_count(&p->view, &r, &hits, err)) return false;
            cases += hits.certain + hits.possible;
        }
    *too_many = p->site->edition == EDITION_LIVE && cases > LIVE_CASES;
    v.has_at = false;
    while (meetings->n && meetings->v[meetings->n - 1].since.n > at.n + MEETING_DAYS) meetings->n--;
    return *too_many || !all || agenda_read(&v, all, meetings, 0, at, DAY_LAST, out, err);
}

static struct str meeting_words(struct page *p, const struct meeting *m)
{
    return ui_with(p->arena, p->lang, "Meeting {1} of the Committee of Ministers (human rights)", m->number, S(""));
}

static bool entry(struct page *p, const struct agenda_entry *e, struct err *err)
{
    html_lit(&p->b, "<li>");
    page_date(p, edtf_of_day(p->arena, e->date));
    html_lit(&p->b, ": ");
    if (e->meeting) {
        html_text(&p->b, meeting_words(p, e->meeting));
        if (!str_eq(e->meeting->confidence, S("sourced"))) html_lit(&p->b, " <span class=\"soft\">"), html_text(&p->b, UI(p, "not confirmed")), html_lit(&p->b, "</span>");
    } else {
        stands_label(p, e->due.timer ? e->due.timer->label : e->procedure->named_label);
        html_lit(&p->b, "<br>");
        if (!page_entity(p, e->entity, err)) return false;
        html_lit(&p->b, " <span class=\"soft\">");
        page_text(p, e->due.timer ? e->due.arithmetic : e->due.document, S("en"));
        html_lit(&p->b, "</span>");
    }
    html_lit(&p->b, "</li>\n");
    return true;
}

// The latest of what is overdue, the next of what is to come.
static bool part(struct page *p, const struct agenda *a, struct str title, bool overdue, struct err *err)
{
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < a->n; i++) n += agenda_overdue(&a->v[i]) == overdue;
    if (!n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, title);
    html_lit(&p->b, "</h2>\n<ul class=\"list\">\n");
    for (size_t k = 0; k < a->n && shown < ENTRIES_MAX; k++) {
        const struct agenda_entry *e = &a->v[overdue ? a->n - 1 - k : k];
        if (agenda_overdue(e) != overdue) continue;
        shown++;
        if (!entry(p, e, err)) return false;
    }
    html_lit(&p->b, "</ul>\n");
    if (n > shown) html_lit(&p->b, "<p class=\"soft\">"), html_text(&p->b, ui_count(p->arena, p->lang, "%d more", "%d more", (int64_t)(n - shown))), html_lit(&p->b, "</p>\n");
    return true;
}

static bool calendar(struct page *p, const struct agenda *a, struct err *err)
{
    p->out->type = S("text/calendar; charset=utf-8");
    p->out->lang = p->lang;
    ical_open(&p->b, UI(p, "What is due"));
    for (size_t i = 0; i < a->n; i++) {
        const struct agenda_entry *e = &a->v[i];
        struct str uuid, label = e->meeting ? meeting_words(p, e->meeting) : strf(p->arena, "%.*s: %.*s", STR(agenda_label(p->arena, e, p->lang)), STR(e->title));
        struct instant at;
        struct str recorder, note;
        size_t changes; // of what is public of the case: nothing tells how much else is recorded
        if (!feed_uuid(p, strf(p->arena, "due %.*s", STR(e->id)), &uuid, err) || !view_tx(&p->view, 1, &at, &recorder, &note, err)) return false;
        if (e->entity && !feed_changed(p, e->entity, &at, &changes, err)) return false;
        ical_event(&p->b, uuid, at, 0, e->date, e->meeting ? e->meeting->until : e->date, label);
        if (e->path.n && p->site->origin.n) ical_line(&p->b, "URL", strf(p->arena, "%.*s/%.*s/%.*s", STR(p->site->origin), STR(p->lang), STR(e->path)));
        ical_alarm(&p->b, 14, label);
        ical_alarm(&p->b, 3, label);
        ical_event_end(&p->b);
    }
    ical_close(&p->b);
    p->out->body = buf_str(&p->b);
    return true;
}

bool route_due(struct page *p, struct err *err)
{
    struct agenda a;
    bool too_many;
    if (!gather(p, &a, &too_many, err)) return false;
    if (str_eq(p->format, S("ics")) && !too_many) return calendar(p, &a, err);
    p->title = UI(p, "What is due");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n");
    if (too_many) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "There are too many cases to be reckoned at once; the page of each judgment tells what is due in it."));
        html_lit(&p->b, "</p>\n");
    } else {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "By the rules of each procedure, from what is recorded; what is not recorded may have been done."));
        html_lit(&p->b, " ");
        page_anchor(p, page_link_file(p, strf(p->arena, "%.*s/due.ics", STR(p->lang))), UI(p, "As a calendar"));
        html_lit(&p->b, "</p>\n");
        if (!part(p, &a, UI(p, "To come"), false, err) || !part(p, &a, UI(p, "Overdue, or not recorded as done"), true, err)) return false;
        if (!a.n) html_lit(&p->b, "<p>"), html_text(&p->b, UI(p, "Nothing is due.")), html_lit(&p->b, "</p>\n");
        if (a.no_meeting) html_lit(&p->b, "<p class=\"soft\">"), html_text(&p->b, UI(p, "No meeting of the Committee of Ministers after this day is known.")), html_lit(&p->b, "</p>\n");
    }
    page_close(p);
    return true;
}
