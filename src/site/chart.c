#include "site/chart.h"

#include "base/arena.h"
#include "lang/write.h"

enum { WIDTH = 680, HEIGHT = 260, LEFT = 44, RIGHT = 8, TOP = 10, BOTTOM = 28 };

uint32_t chart_step(uint32_t n)
{
    for (uint32_t unit = 1;; unit *= 10)
        for (uint32_t k = 1; k <= 5; k += k == 1 ? 1 : 3) // 1, 2, 5
            if (unit * k * 5 >= n || unit > UINT32_MAX / 100) return unit * k;
}

static int x_of(const struct sample *v, size_t n, struct day d)
{
    int64_t all = (int64_t)v[n - 1].day.n - v[0].day.n;
    return LEFT + (int)((int64_t)(WIDTH - LEFT - RIGHT) * (d.n - v[0].day.n) / (all ? all : 1));
}

static int y_of(uint32_t value, uint32_t top) { return HEIGHT - BOTTOM - (int)((uint64_t)(HEIGHT - BOTTOM - TOP) * value / (top ? top : 1)); }

static void area(struct page *p, const char *class, const struct sample *v, size_t n, uint32_t top, bool possible)
{
    buf_addf(&p->b, "<path class=\"%s\" d=\"M%d %d", class, x_of(v, n, v[0].day), HEIGHT - BOTTOM);
    for (size_t i = 0; i < n; i++) {
        buf_addf(&p->b, "V%d", y_of(v[i].certain + (possible ? v[i].possible : 0), top));
        buf_addf(&p->b, "H%d", x_of(v, n, v[i + 1 < n ? i + 1 : i].day));
    }
    buf_addf(&p->b, "V%dZ\"/>\n", HEIGHT - BOTTOM);
}

static struct str year_text(struct page *p, int32_t year)
{
    const char *why;
    struct edtf d;
    struct str text = strf(p->arena, "%04d", (int)year);
    return edtf_parse(text, &d, &why) ? write_date(p->arena, d, p->lang) : text;
}

static void axes(struct page *p, const struct sample *v, size_t n, uint32_t top, uint32_t step)
{
    for (uint32_t y = 0; y <= top; y += step) {
        buf_addf(&p->b, "<path class=\"grid\" d=\"M%d %dH%d\"/><text class=\"tick end\" x=\"%d\" y=\"%d\">", LEFT, y_of(y, top), WIDTH - RIGHT, LEFT - 6,
                 y_of(y, top) + 4);
        html_text(&p->b, write_number(p->arena, y, p->lang));
        html_lit(&p->b, "</text>\n");
    }
    int32_t first = day_ymd(v[0].day).year + 1, last = day_ymd(v[n - 1].day).year;
    int32_t every = last - first < 8 ? 1 : last - first < 16 ? 2 : last - first < 40 ? 5 : 10;
    for (int32_t year = first; year <= last; year++) {
        int x = x_of(v, n, day_of((struct ymd){year, 1, 1}));
        if (year % every) continue;
        buf_addf(&p->b, "<path class=\"grid\" d=\"M%d %dv5\"/><text class=\"tick middle\" x=\"%d\" y=\"%d\">", x, HEIGHT - BOTTOM, x, HEIGHT - 8);
        html_text(&p->b, year_text(p, year));
        html_lit(&p->b, "</text>\n");
    }
}

void chart_over_time(struct page *p, struct str label, const struct sample *v, size_t n)
{
    uint32_t most = 1, step;
    if (n < 2) return;
    for (size_t i = 0; i < n; i++)
        if (v[i].certain + v[i].possible > most) most = v[i].certain + v[i].possible;
    step = chart_step(most);
    uint32_t top = (most + step - 1) / step * step;
    buf_addf(&p->b, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" direction=\"ltr\" aria-label=\"", WIDTH, HEIGHT);
    html_text(&p->b, label);
    html_lit(&p->b, "\">\n");
    axes(p, v, n, top, step);
    area(p, "possible", v, n, top, true);
    area(p, "certain", v, n, top, false);
    html_lit(&p->b, "</svg>\n");
}

void chart_bar(struct page *p, size_t certain, size_t possible, size_t whole)
{
    size_t all = whole ? whole : 1;
    html_lit(&p->b, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    buf_addf(&p->b, "<rect class=\"possible\" width=\"%zu\" height=\"10\"/><rect class=\"certain\" width=\"%zu\" height=\"10\"/></svg>",
             (certain + possible) * 1000 / all, certain * 1000 / all);
}
