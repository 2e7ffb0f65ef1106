// Lists: the entities that a reference selects, how many, and the filters; as HTML in pages of fifty, as CSV and JSON lines whole.
#include "base/arena.h"
#include "base/csv.h"
#include "base/json.h"
#include "lang/write.h"
#include "site/brief.h"
#include "site/filters.h"

enum { PER_PAGE = 50, ROWS_MAX = 20000 };

// ---- for programs

static struct str value_text(struct arena *a, const struct statement *s)
{
    return s->value.kind == KIND_REF ? strf(a, "%.*s/%.*s", STR(s->value.type->path), STR(s->value.text)) : s->value.text;
}

// "label", "ref", "certain", then the values of every property, several parted by "; ".
static struct str cell(struct arena *a, struct statements all, const struct prop *prop)
{
    struct statements of = statements_distinct(statements_of(a, all, prop));
    struct buf b = buf_in(a);
    for (size_t i = 0; i < of.n; i++) {
        if (i) buf_add(&b, S("; "));
        buf_add(&b, value_text(a, &of.v[i]));
    }
    return buf_str(&b);
}

static bool as_csv(struct page *p, const struct hits *hits, struct err *err)
{
    size_t n = 3;
    for (const struct prop *q = p->ref.type->first; q; q = q->next) n += q->computed == COMPUTED_NONE;
    struct str *row = arena_array(p->arena, n, sizeof *row);
    size_t k = 0;
    row[k++] = S("ref"), row[k++] = S("label"), row[k++] = S("certainty");
    for (const struct prop *q = p->ref.type->first; q; q = q->next)
        if (q->computed == COMPUTED_NONE) row[k++] = q->name;
    csv_row(&p->b, row, n);
    for (size_t i = 0; i < hits->n; i++) {
        struct statements all;
        ARENA a = arena_new(); // of one row: a list may be long
        struct view v = p->view;
        v.arena = a;
        if (!view_statements(&v, hits->v[i].entity, &all, err) || !view_label(&v, hits->v[i].entity, &row[1], err)) return false;
        row[0] = view_path(&v, hits->v[i].entity, err);
        row[2] = hits->v[i].tri == TRI_YES ? S("certain") : S("possible");
        k = 3;
        for (const struct prop *q = p->ref.type->first; q; q = q->next)
            if (q->computed == COMPUTED_NONE) row[k++] = cell(a, all, q);
        csv_row(&p->b, row, n);
    }
    p->out->type = S("text/csv; charset=utf-8; header=present");
    p->out->file = strf(p->arena, "%.*s.csv", STR(p->ref.type->path));
    return true;
}

static bool as_json(struct page *p, const struct hits *hits, struct err *err)
{
    struct json j = json_in(p->arena);
    for (size_t i = 0; i < hits->n; i++) {
        struct statements all;
        ARENA a = arena_new(); // of one row
        struct view v = p->view;
        v.arena = a;
        struct str label, path = view_path(&v, hits->v[i].entity, err);
        if (!path.n || !view_label(&v, hits->v[i].entity, &label, err) || !view_statements(&v, hits->v[i].entity, &all, err)) return false;
        json_open(&j, '{');
        json_text(&j, "ref", path);
        json_text(&j, "label", label);
        json_bool(&j, "certain", hits->v[i].tri == TRI_YES);
        json_key(&j, "values");
        json_open(&j, '{');
        for (size_t k = 0; k < all.n; k++) {
            if (k && all.v[k - 1].prop == all.v[k].prop) continue;
            struct statements of = statements_distinct(statements_of(a, all, all.v[k].prop));
            json_key(&j, str_c(a, all.v[k].prop->name));
            json_open(&j, '[');
            for (size_t m = 0; m < of.n; m++) json_item_text(&j, value_text(a, &of.v[m]));
            json_close(&j, ']');
        }
        json_close(&j, '}');
        json_close(&j, '}');
        buf_addc(&j.out, '\n');
        j.comma = false;
    }
    p->b = j.out;
    p->out->type = S("application/x-ndjson; charset=utf-8");
    return true;
}

static bool for_programs(struct page *p, struct err *err)
{
    struct hits hits;
    if (p->ref.limit < 0 || p->ref.limit > ROWS_MAX) p->ref.limit = ROWS_MAX;
    if (!query_list(&p->view, &p->ref, &hits, err)) return false;
    uint64_t all = hits.certain + hits.possible, left = all > (uint64_t)p->ref.offset ? all - (uint64_t)p->ref.offset : 0;
    if (left > ROWS_MAX && query_value(p->arena, p->request->query, S("limit")).n == 0)
        return page_wrong(p, 400, strf(p->arena, "There are %llu; at most %d are given at once.", (unsigned long long)all, ROWS_MAX),
                          S("Ask with limit= and offset=, with filters, or take the whole register from /data."));
    bool good = str_eq(p->format, S("csv")) ? as_csv(p, &hits, err) : as_json(p, &hits, err);
    p->out->body = buf_str(&p->b);
    return good;
}

// ---- for people

static void how_many(struct page *p, const struct hits *hits)
{
    html_lit(&p->b, "<p class=\"count\">");
    html_text(&p->b, ui_count(p->arena, p->lang, "%d entry", "%d entries", (int64_t)hits->certain));
    if (hits->possible) {
        html_lit(&p->b, ", ");
        html_text(&p->b, ui_count(p->arena, p->lang, "perhaps %d more", "perhaps %d more", (int64_t)hits->possible));
    }
    html_lit(&p->b, "</p>\n");
}

// The address of the list's nth page, from 1.
static struct str nth(struct page *p, int64_t n)
{
    if (p->site->edition == EDITION_LIVE) return page_link(p, filters_address(p, p->ref.filter_count, (n - 1) * PER_PAGE));
    return page_link(p, n > 1 ? strf(p->arena, "%.*s.%lld", STR(p->ref.type->path), (long long)n) : p->ref.type->path);
}

static void pager(struct page *p, const struct hits *hits)
{
    int64_t all = (int64_t)(hits->certain + hits->possible), pages = (all + PER_PAGE - 1) / PER_PAGE, here = p->ref.offset / PER_PAGE + 1;
    if (pages < 2) return;
    html_lit(&p->b, "<nav class=\"pager\" aria-label=\"");
    html_text(&p->b, UI(p, "Pages of this list"));
    html_lit(&p->b, "\">");
    if (here > 1) {
        html_lit(&p->b, "<a rel=\"prev\" href=\"");
        html_text(&p->b, nth(p, here - 1));
        html_lit(&p->b, "\">");
        html_text(&p->b, UI(p, "Previous"));
        html_lit(&p->b, "</a> ");
    }
    html_lit(&p->b, "<span>");
    html_text(&p->b, ui_with(p->arena, p->lang, "Page {1} of {2}", write_number(p->arena, here, p->lang), write_number(p->arena, pages, p->lang)));
    html_lit(&p->b, "</span>");
    if (here < pages) {
        html_lit(&p->b, " <a rel=\"next\" href=\"");
        html_text(&p->b, nth(p, here + 1));
        html_lit(&p->b, "\">");
        html_text(&p->b, UI(p, "Next"));
        html_lit(&p->b, "</a>");
    }
    html_lit(&p->b, "</nav>\n");
}

static void formats(struct page *p)
{
    static const char *const names[] = {"csv", "json", "atom"}, *const titles[] = {"CSV", "JSON", "Atom"};
    struct str address = filters_address(p, p->ref.filter_count, 0), rest, path = str_cut(address, '?', &rest);
    bool live = p->site->edition == EDITION_LIVE;
    html_lit(&p->b, "<p class=\"formats\">");
    html_text(&p->b, UI(p, "This list as"));
    for (size_t i = 0; i < 3; i++) {
        struct buf file = buf_in(p->arena);
        if (i == 2) buf_addf(&file, "%.*s/", STR(p->lang)); // a feed has words
        buf_addf(&file, "%.*s.%s", STR(path), names[i]);
        if (live && rest.n) buf_addf(&file, "?%.*s", STR(rest));
        buf_add(&p->b, i ? S(", ") : S(" "));
        page_anchor(p, page_link_file(p, buf_str(&file)), str_of(titles[i]));
    }
    html_lit(&p->b, "</p>\n");
}

bool route_list(struct page *p, struct err *err)
{
    struct hits hits;
    if (!str_eq(p->format, S("html"))) return for_programs(p, err);
    if (p->number > 1) p->ref.offset = (p->number - 1) * PER_PAGE;
    if (p->ref.limit < 0 || p->ref.limit > PER_PAGE) p->ref.limit = PER_PAGE;
    if (!query_list(&p->view, &p->ref, &hits, err)) return false;
    if (p->number > 1 && !hits.n) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    p->title = type_plural(p->ref.type, p->lang);
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n");
    filters_active(p);
    if (!filters_form(p, p->ref.filter_count && !(hits.certain + hits.possible), err)) return false;
    how_many(p, &hits);
    if (hits.n) {
        html_lit(&p->b, "<ol class=\"list\">\n");
        for (size_t i = 0; i < hits.n; i++) {
            html_lit(&p->b, "<li>");
            if (!brief_entity(p, hits.v[i].entity, hits.v[i].tri, err)) return false;
            html_lit(&p->b, "</li>\n");
        }
        html_lit(&p->b, "</ol>\n");
    } else if (hits.certain + hits.possible) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "The list ends before this page."));
        html_lit(&p->b, " ");
        page_anchor(p, nth(p, 1), UI(p, "To its beginning"));
        html_lit(&p->b, "</p>\n");
    } else {
        html_lit(&p->b, "<p>");
        html_text(&p->b, p->ref.filter_count ? UI(p, "Nothing in the register is like that.") : UI(p, "The register has nothing of this kind."));
        html_lit(&p->b, "</p>\n");
    }
    pager(p, &hits);
    formats(p);
    page_close(p);
    return true;
}
