// A judgment: what was found, in words, and how its execution was supervised.
#include "base/arena.h"
#include "site/entity.h"
#include "site/facts.h"
#include "site/stands.h"
#include "site/timeline.h"

static bool findings(struct page *p, struct statements all, const char *name, bool violated, struct err *err)
{
    struct statements of = statements_of(p->arena, all, type_prop(p->ref.type, str_of(name)));
    if (!of.n) return true;
    buf_addf(&p->b, "<ul class=\"findings\" id=\"%s\">\n", name);
    for (size_t i = 0; i < of.n; i++) {
        if (facts_repeats(of, i)) continue;
        struct str article = value_write(p->arena, of.v[i].prop, &of.v[i].value, p->lang);
        html_lit(&p->b, "<li>");
        html_text(&p->b, violated ? ui_with(p->arena, p->lang, "Violation of {1}", article, S("")) : ui_with(p->arena, p->lang, "No violation of {1}", article, S("")));
        html_lit(&p->b, " ");
        if (!facts_sources(p, of, i, err)) return false;
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    return true;
}

bool judgment_above(struct page *p, struct statements all, struct err *err)
{
    return findings(p, all, "violation", true, err) && findings(p, all, "no-violation", false, err);
}

bool judgment_below(struct page *p, struct statements all, struct err *err)
{
    struct timeline t = {0};
    (void)all;
    if (!stands_section(p, p->entity, err)) return false;
    if (!timeline_gather(p, p->entity, &t, err)) return false;
    size_t n = 0; // its execution: not the judgments that are grouped with it
    for (size_t i = 0; i < t.n; i++)
        if (str_eq(t.v[i].type->path, S("supervision"))) t.v[n++] = t.v[i];
    t.n = n;
    if (!n) return true;
    html_lit(&p->b, "<h2>");
    html_text(&p->b, UI(p, "Supervision of its execution"));
    html_lit(&p->b, "</h2>\n");
    return timeline_write(p, &t, err);
}
