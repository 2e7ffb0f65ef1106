// Figures as pictures: persons held over time, by time held, by occupation; each with its table for those who do not see it.
#include <stdlib.h>

#include "base/arena.h"
#include "lang/write.h"
#include "site/chart.h"
#include "site/figures.h"

enum { YEARS_MAX = 60, MONTHS = 12 * YEARS_MAX + 2 };

// Days [from, to) as one of a person's times; those of one person are joined before they are counted.
struct span {
    int32_t from, to;
};

static int by_from(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

// The first month whose last day is `day` or behind it.
static size_t month_from(const struct sample *months, size_t n, int32_t day)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (months[mid].day.n < day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

// Adds 1 to every month whose last day lies in the union of the spans.
static void count_months(struct span *v, size_t n, const struct sample *months, size_t month_count, int32_t *change)
{
    if (n) qsort(v, n, sizeof *v, by_from);
    for (size_t i = 0; i < n;) {
        struct span all = v[i];
        for (i++; i < n && v[i].from <= all.to; i++)
            if (v[i].to > all.to) all.to = v[i].to;
        change[month_from(months, month_count, all.from)]++;
        change[month_from(months, month_count, all.to)]--;
    }
}

// The last day of each month from the first that has a sure beginning (at most YEARS_MAX ago) to the day asked for.
static size_t months_of(const struct held_table *t, struct day at, struct sample *out)
{
    struct ymd end = day_ymd(at);
    int32_t first = at.n;
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].since_lo.n != DAY_FIRST.n && t->v[i].since_lo.n < first) first = t->v[i].since_lo.n;
    struct ymd start = day_ymd((struct day){first});
    if (start.year < end.year - YEARS_MAX) start = (struct ymd){end.year - YEARS_MAX, 1, 1};
    for (struct ymd m = {start.year, start.month, 1}; n < MONTHS; m.month == 12 ? (m.year++, m.month = 1) : m.month++) {
        m.day = ymd_month_length(m.year, m.month);
        struct day last = day_of(m);
        if (last.n >= at.n) break;
        out[n++].day = last;
    }
    out[n++].day = at;
    return n;
}

static size_t over_time(struct page *p, const struct held_table *t, struct day at, struct sample *months)
{
    size_t n = months_of(t, at, months);
    int32_t *certain = arena_array(p->arena, n + 1, sizeof *certain), *all = arena_array(p->arena, n + 1, sizeof *all), c = 0, m = 0;
    struct span *spans = arena_array(p->arena, t->n, sizeof *spans);
    for (size_t i = 0, end; i < t->n; i = end) {
        size_t sure = 0;
        for (end = i; end < t->n && t->v[end].person == t->v[i].person; end++)
            if (t->v[end].since_hi.n < t->v[end].until_lo.n) spans[sure++] = (struct span){t->v[end].since_hi.n, t->v[end].until_lo.n};
        count_months(spans, sure, months, n, certain);
        for (size_t k = i; k < end; k++) spans[k - i] = (struct span){t->v[k].since_lo.n, t->v[k].until_hi.n};
        count_months(spans, end - i, months, n, all);
    }
    for (size_t i = 0; i < n; i++) {
        c += certain[i];
        m += all[i];
        months[i].certain = (uint32_t)c;
        months[i].possible = (uint32_t)(m > c ? m - c : 0);
    }
    return n;
}

// The last of each year, and the last of all.
static void yearly(struct page *p, const struct sample *v, size_t n)
{
    html_lit(&p->b, "<details class=\"more\"><summary>");
    html_text(&p->b, UI(p, "The figures as a table"));
    html_lit(&p->b, "</summary>\n<table class=\"by\"><thead><tr><th scope=\"col\">");
    html_text(&p->b, UI(p, "On"));
    html_lit(&p->b, "</th><th scope=\"col\">");
    html_text(&p->b, UI(p, "Held"));
    html_lit(&p->b, "</th><th scope=\"col\">");
    html_text(&p->b, UI(p, "Perhaps more"));
    html_lit(&p->b, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && day_ymd(v[i].day).month != 12) continue;
        html_lit(&p->b, "<tr><th scope=\"row\">");
        html_text(&p->b, write_day(p->arena, v[i].day, p->lang));
        html_lit(&p->b, "</th><td>");
        html_text(&p->b, write_number(p->arena, v[i].certain, p->lang));
        html_lit(&p->b, "</td><td>");
        html_text(&p->b, write_number(p->arena, v[i].possible, p->lang));
        html_lit(&p->b, "</td></tr>\n");
    }
    html_lit(&p->b, "</tbody></table></details>\n");
}

bool route_charts(struct page *p, struct err *err)
{
    const struct held_table *held;
    struct figures f;
    struct day at = view_day(&p->view);
    bool has_at = p->view.has_at;
    struct sample *months = arena_array(p->arena, MONTHS + 1, sizeof *months);
    p->view.has_at = false;
    if (!held_read(p, &held, err)) return false;
    held_figures(p, held, at, &f);
    size_t n = over_time(p, held, at, months);
    p->title = UI(p, "Persons held, over time");
    p->view.has_at = has_at;
    page_open(p);
    p->view.has_at = false;
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n<p>");
    html_text(&p->b, UI(p, "How many persons the register has as held at the end of each month. The paler part is those of whom it is not certain: their dates are uncertain or disputed."));
    html_lit(&p->b, "</p>\n");
    chart_over_time(p, p->title, months, n);
    yearly(p, months, n);
    figures_tables(p, &f, at, true);
    page_close(p);
    return true;
}
