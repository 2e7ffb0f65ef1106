// The chain of a case as an inline drawing: a line for each stage, from arrest to outcome, and on it what happened, to scale in
// time; a thin line leads from the first of one stage to the first of the next. Positions are parts of the width, sizes are
// those of the text around it, so that it can be read on any screen:
//
//   Arrest   ═══════════════════════      held from … to …
//             ╲
//   Charges    ●  ●
//   …
//   ├────┬────┬────┬────┬────┤
//     2013 2014 2015 2016 2017
//
// What it shows stands below it as text, so it is one picture with a name for whoever does not see it. Its last year is that of
// the last event, or the present one while somebody is held: it changes with the register, and with a new year.
#include "base/arena.h"
#include "lang/write.h"
#include "site/timeline.h"

enum { LANE = 34, LINE_AT = 23, AXIS = 26, WHOLE = 1000 };

struct chain {
    struct page *p;
    struct day lo, hi; // the axis
    int32_t first, last; // its years
};

struct str stage_name(struct page *p, enum stage s)
{
    switch (s) {
    case STAGE_ARREST: return UI(p, "Arrest and detention");
    case STAGE_CHARGE: return UI(p, "Charges");
    case STAGE_RULING: return UI(p, "Rulings of national courts");
    case STAGE_JUDGMENT: return UI(p, "Judgments of the European Court");
    case STAGE_SUPERVISION: return UI(p, "Supervision by the Committee of Ministers");
    case STAGE_LETTER: return UI(p, "Letters");
    case STAGE_REPLY: return UI(p, "Replies");
    default: return UI(p, "Outcome");
    }
}

// The day at which a date is drawn: where it begins, or by when it was.
static struct day drawn(struct edtf d) { return d.lo.n == DAY_FIRST.n ? d.hi : d.lo; }

static bool bounded(struct edtf d) { return drawn(d).n != DAY_FIRST.n && drawn(d).n != DAY_LAST.n; }

// In thousandths of the width, from the side on which the language begins to read.
static int64_t across(const struct chain *c, struct day d)
{
    int64_t n = d.n < c->lo.n ? c->lo.n : d.n > c->hi.n ? c->hi.n : d.n;
    return 12 + (WHOLE - 24) * (n - c->lo.n) / ((int64_t)c->hi.n - c->lo.n);
}

static void percent(struct chain *c, const char *name, int64_t thousandths)
{
    buf_addf(&c->p->b, " %s=\"%d.%d%%\"", name, (int)(thousandths / 10), (int)(thousandths % 10));
}

static int64_t turned(const struct chain *c, int64_t x) { return c->p->rtl ? WHOLE - x : x; }

static void line(struct chain *c, const char *class, int64_t x1, int y1, int64_t x2, int y2)
{
    buf_addf(&c->p->b, "<line class=\"%s\" y1=\"%d\" y2=\"%d\"", class, y1, y2);
    percent(c, "x1", turned(c, x1));
    percent(c, "x2", turned(c, x2));
    html_lit(&c->p->b, "/>");
}

static void bar(struct chain *c, const char *class, int64_t from, int64_t to, int y)
{
    if (to < from + 8) to = from + 8;
    buf_addf(&c->p->b, "<rect class=\"%s\" y=\"%d\" height=\"8\" rx=\"3\"", class, y - 4);
    percent(c, "x", c->p->rtl ? WHOLE - to : from);
    percent(c, "width", to - from);
    html_lit(&c->p->b, "/>");
}

static void mark(struct chain *c, const struct event *e, int y)
{
    struct day at = drawn(e->date);
    int64_t x = across(c, at);
    if (e->opens) {
        bool ended = e->has_end && bounded(e->end);
        bar(c, ended ? "held" : "held open", x, ended ? across(c, drawn(e->end)) : WHOLE - 12, y);
        return;
    }
    bool wide = e->date.lo.n != DAY_FIRST.n && e->date.hi.n != DAY_LAST.n && across(c, e->date.hi) > x + 8;
    if (wide) {
        bar(c, "span", x, across(c, e->date.hi), y);
        return;
    }
    buf_addf(&c->p->b, "<circle class=\"mark\" cy=\"%d\" r=\"4.5\"", y);
    percent(c, "cx", turned(c, x));
    html_lit(&c->p->b, "/>");
}

static struct str year_words(struct chain *c, int32_t year)
{
    struct edtf d;
    const char *why;
    struct str text = strf(c->p->arena, "%04d", (int)year);
    return year >= 0 && year <= 9999 && edtf_parse(text, &d, &why) ? write_date(c->p->arena, d, c->p->lang) : text;
}

static void years(struct chain *c, int top, int y)
{
    int32_t count = c->last - c->first + 1, step = 1;
    static const int32_t steps[] = {1, 2, 5, 10, 20, 50, 100, 1000, 10000};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && count > 5 * step; i++) step = steps[i];
    for (int32_t year = c->first + (step > 1 ? (step - (c->first % step + step) % step) % step : 0); year <= c->last; year += step) {
        int64_t x = across(c, day_of((struct ymd){year, 1, 1}));
        line(c, "year", x, top, x, y);
        buf_addf(&c->p->b, "<text class=\"tick\" dx=\"%s\" y=\"%d\"", c->p->rtl ? "-4" : "4", y + 4);
        percent(c, "x", turned(c, x));
        html_lit(&c->p->b, ">");
        html_text(&c->p->b, year_words(c, year));
        html_lit(&c->p->b, "</text>");
    }
}

// The years that the axis spans; false when there is nothing to draw.
static bool axis(struct chain *c, const struct timeline *t, size_t counts[STAGE_COUNT])
{
    bool any = false;
    size_t stages = 0;
    struct day now = view_day(&c->p->view);
    for (size_t i = 0; i < t->n; i++) {
        const struct event *e = &t->v[i];
        if (e->stage >= STAGE_COUNT || !e->has_date || !bounded(e->date)) continue;
        int32_t from = day_ymd(drawn(e->date)).year, to = e->date.hi.n == DAY_LAST.n ? from : day_ymd(e->date.hi).year;
        if (e->opens && !e->has_end) to = day_ymd(now).year;
        if (!any || from < c->first) c->first = from;
        if (!any || to > c->last) c->last = to;
        stages += !counts[e->stage]++;
        any = true;
    }
    c->lo = day_of((struct ymd){c->first, 1, 1});
    c->hi = day_of((struct ymd){c->last + 1, 1, 1});
    return stages >= 2 && c->hi.n > c->lo.n;
}

// From the first of a stage (of the outcomes the last) to that of the next.
static void links(struct chain *c, const struct timeline *t, const int at[STAGE_COUNT])
{
    const struct event *before = NULL;
    for (int s = 0; s < STAGE_COUNT; s++) {
        const struct event *first = NULL;
        for (size_t i = 0; i < t->n; i++) {
            const struct event *e = &t->v[i];
            if ((int)e->stage != s || !e->has_date || !bounded(e->date)) continue;
            if (!first || s == STAGE_OUTCOME) first = e;
        }
        if (before && first) line(c, "link", across(c, drawn(before->date)), at[before->stage], across(c, drawn(first->date)), at[s]);
        if (first) before = first;
    }
}

void chain_draw(struct page *p, const struct timeline *t)
{
    struct chain c = {.p = p};
    size_t counts[STAGE_COUNT] = {0};
    int at[STAGE_COUNT] = {0}, rows = 0;
    if (!axis(&c, t, counts)) return;
    for (int s = 0; s < STAGE_COUNT; s++)
        if (counts[s]) at[s] = rows++ * LANE + LINE_AT;
    int height = rows * LANE + AXIS;
    struct str from = year_words(&c, c.first), to = year_words(&c, c.last);
    buf_addf(&p->b, "<figure class=\"chain\"><svg role=\"img\" aria-labelledby=\"chain-title\" width=\"100%%\" height=\"%d\"><title id=\"chain-title\">", height);
    html_text(&p->b, ui_with(p->arena, p->lang, "The case from {1} to {2} as a drawing; the list below says the same.", from, to));
    html_lit(&p->b, "</title>\n");
    years(&c, 0, rows * LANE + 6);
    for (int s = 0; s < STAGE_COUNT; s++) {
        if (!counts[s]) continue;
        line(&c, "base", 0, at[s], WHOLE, at[s]);
        buf_addf(&p->b, "<text class=\"lane\" x=\"%s\" y=\"%d\">", p->rtl ? "100%" : "0", at[s] - 10);
        html_text(&p->b, stage_name(p, (enum stage)s));
        html_lit(&p->b, "</text>\n");
    }
    links(&c, t, at);
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].stage < STAGE_COUNT && t->v[i].has_date && bounded(t->v[i].date)) mark(&c, &t->v[i], at[t->v[i].stage]);
    html_lit(&p->b, "</svg><figcaption>");
    html_text(&p->b, UI(p, "What happened, in the order of time. That one thing came after another does not say that it came of it."));
    html_lit(&p->b, "</figcaption></figure>\n");
}
