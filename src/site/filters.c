#include "site/filters.h"

#include <stdlib.h>

#include "base/arena.h"
#include "lang/write.h"
#include "store/column.h"

enum { FIELDS_MAX = 9, COUNTRIES_MAX = 300, TERMS_MAX = 500 };

// What else is asked of a type, of entities that refer to it.
static const struct related {
    const char *type, *names[4];
} related[] = {
    {"persons", {"detentions.country", "detentions.at", "recognitions.scheme"}},
    {"judgments", {"supervision.kind"}},
};

struct field {
    struct str name; // as in the address
    const struct type *of, *from; // from: NULL, or the type that refers to it
    const struct prop *prop; // NULL: at
};

static void add(struct page *p, struct field *fields, size_t *n, struct str name)
{
    struct str rest, first = str_cut(name, '.', &rest);
    const struct type *of = rest.p ? vocab_type(store_vocab(p->store), first) : p->ref.type;
    struct str prop = rest.p ? rest : first;
    if (!of || *n == FIELDS_MAX) return;
    struct field f = {name, of, rest.p ? of : NULL, str_eq(prop, S("at")) ? NULL : type_prop(of, prop)};
    if (f.prop || str_eq(prop, S("at"))) fields[(*n)++] = f;
}

static size_t fields_of(struct page *p, struct field fields[FIELDS_MAX])
{
    const struct type *t = p->ref.type;
    size_t n = 0;
    for (const struct prop *q = t->first; q; q = q->next) {
        bool asked = q->kind == KIND_NAME || q->kind == KIND_TERM || q->kind == KIND_COUNTRY || (q->kind == KIND_IDENTIFIER && n < 4) ||
                     (q->kind == KIND_DATE && (str_eq(q->name, S("date")) || q == t->since || q == t->until));
        if (asked && q->computed == COMPUTED_NONE && n < 6) add(p, fields, &n, q->name);
    }
    for (size_t i = 0; i < sizeof related / sizeof *related; i++)
        for (size_t k = 0; str_eq(t->path, str_of(related[i].type)) && k < 4 && related[i].names[k]; k++)
            add(p, fields, &n, str_of(related[i].names[k]));
    return n;
}

static const struct filter *in_force(struct page *p, struct str name)
{
    for (size_t i = 0; i < p->ref.filter_count; i++)
        if (str_eq(str_sub(p->ref.filters[i].text, 0, str_chr(p->ref.filters[i].text, '=', 0)), name)) return &p->ref.filters[i];
    return NULL;
}

// ---- words

static void label(struct page *p, struct buf *b, const struct type *from, const struct prop *prop)
{
    if (from) {
        html_text(b, label_text(from->label, p->lang, from->path));
        html_lit(b, " – ");
    }
    html_text(b, prop ? label_text(prop->label, p->lang, prop->name) : UI(p, "on the day"));
}

static struct str value_in_words(struct page *p, const struct filter *f)
{
    struct buf b = buf_in(p->arena);
    for (size_t i = 0; i < f->any_count; i++) {
        if (i) buf_add(&b, S(", "));
        struct str text;
        struct err none;
        if (f->any[i].kind == KIND_REF) {
            int64_t entity;
            bool found = view_find(&p->view, f->any[i].type, f->any[i].text, &entity, &none) && entity &&
                         view_label(&p->view, entity, &text, &none);
            buf_add(&b, found ? text : f->any[i].text);
        } else {
            buf_add(&b, value_write(p->arena, f->prop, &f->any[i], p->lang));
        }
    }
    if (!f->any_count && (f->is_at || (f->prop && f->prop->kind == KIND_DATE))) buf_add(&b, write_date(p->arena, f->date, p->lang));
    return b.n ? buf_str(&b) : f->raw;
}

struct str filters_address(struct page *p, size_t without, int64_t offset)
{
    struct buf b = buf_in(p->arena);
    buf_add(&b, p->ref.type->path);
    char sep = '?';
    for (size_t i = 0; i < p->ref.filter_count && without != SIZE_MAX; i++) {
        if (i == without) continue;
        buf_addc(&b, sep);
        buf_add(&b, p->ref.filters[i].text);
        sep = '&';
    }
    struct str at = query_value(p->arena, p->request->query, S("at")), sort = query_value(p->arena, p->request->query, S("sort"));
    if (at.n && without != SIZE_MAX) buf_addf(&b, "%cat=%.*s", sep, STR(at)), sep = '&';
    if (sort.n) buf_addf(&b, "%csort=%.*s", sep, STR(sort)), sep = '&';
    if (offset > 0) buf_addf(&b, "%coffset=%lld", sep, (long long)offset);
    return buf_str(&b);
}

void filters_active(struct page *p)
{
    if (!p->ref.filter_count) return;
    html_lit(&p->b, "<ul class=\"active\">\n");
    for (size_t i = 0; i < p->ref.filter_count; i++) {
        const struct filter *f = &p->ref.filters[i];
        html_lit(&p->b, "<li>");
        label(p, &p->b, f->from, f->prop);
        html_lit(&p->b, ": <bdi>");
        html_text(&p->b, value_in_words(p, f));
        html_lit(&p->b, "</bdi> <a href=\"");
        html_text(&p->b, page_link(p, filters_address(p, i, 0)));
        html_lit(&p->b, "\" aria-label=\"");
        html_text(&p->b, ui_with(p->arena, p->lang, "Without {1}", value_in_words(p, f), S("")));
        html_lit(&p->b, "\">×</a></li>\n");
    }
    html_lit(&p->b, "</ul>\n");
}

// ---- the form

static void option(struct page *p, struct str value, struct str text, bool chosen)
{
    html_lit(&p->b, "<option value=\"");
    html_text(&p->b, value);
    html_lit(&p->b, "\"");
    if (chosen) html_lit(&p->b, " selected");
    html_lit(&p->b, ">");
    html_text(&p->b, text);
    html_lit(&p->b, "</option>\n");
}

struct choice {
    struct str value, text;
};

static int by_text(const void *a, const void *b) { return str_cmp(((const struct choice *)a)->text, ((const struct choice *)b)->text); }

// The countries that occur, by their names in this language.
static bool country_options(struct page *p, const struct prop *prop, struct str now, struct err *err)
{
    struct distinct *v;
    size_t n;
    if (!view_values(&p->view, prop, COUNTRIES_MAX, &v, &n, err)) return false;
    struct choice *c = arena_array(p->arena, n, sizeof *c);
    for (size_t i = 0; i < n; i++) c[i] = (struct choice){v[i].text, write_country(p->arena, v[i].text, p->lang)};
    if (n) qsort(c, n, sizeof *c, by_text);
    for (size_t i = 0; i < n; i++) option(p, c[i].value, c[i].text, str_eq(c[i].value, now));
    return true;
}

static bool select_field(struct page *p, const struct field *f, struct str now, struct err *err)
{
    html_lit(&p->b, "<select name=\"");
    html_text(&p->b, f->name);
    html_lit(&p->b, "\">\n");
    option(p, S(""), UI(p, "any"), !now.n);
    if (f->prop->kind == KIND_COUNTRY && !country_options(p, f->prop, now, err)) return false;
    for (const struct term *t = f->prop->terms ? f->prop->terms->first : NULL; t; t = t->next)
        option(p, t->code, label_text(t->label, p->lang, t->code), str_eq(t->code, now));
    html_lit(&p->b, "</select>");
    return true;
}

static bool one_field(struct page *p, const struct field *f, struct err *err)
{
    const struct filter *filter = in_force(p, f->name);
    struct str now = filter ? filter->raw : S("");
    struct distinct *some;
    size_t any = 1;
    if (f->prop && f->prop->kind == KIND_COUNTRY && !view_values(&p->view, f->prop, 1, &some, &any, err)) return false;
    if (!any && !filter) return true; // no entity has one
    bool date = !f->prop || f->prop->kind == KIND_DATE, choice = f->prop && (f->prop->kind == KIND_TERM || f->prop->kind == KIND_COUNTRY);
    html_lit(&p->b, "<label><span>");
    label(p, &p->b, f->from, f->prop);
    html_lit(&p->b, "</span> ");
    if (choice) {
        if (!select_field(p, f, now, err)) return false;
    } else {
        html_lit(&p->b, "<input name=\"");
        html_text(&p->b, f->name);
        html_lit(&p->b, "\" value=\"");
        html_text(&p->b, now);
        if (date) html_lit(&p->b, "\" dir=\"ltr\" placeholder=\"2018 · 2018-07 · 2017/2018");
        html_lit(&p->b, "\">");
    }
    html_lit(&p->b, "</label>\n");
    return true;
}

static void hidden(struct page *p, struct str name, struct str value)
{
    html_lit(&p->b, "<input type=\"hidden\" name=\"");
    html_text(&p->b, name);
    html_lit(&p->b, "\" value=\"");
    html_text(&p->b, value);
    html_lit(&p->b, "\">\n");
}

bool filters_form(struct page *p, bool open, struct err *err)
{
    struct field fields[FIELDS_MAX];
    size_t n = fields_of(p, fields);
    if (!n || p->site->edition == EDITION_STATIC) return true;
    html_lit(&p->b, "<details class=\"filters\"");
    if (open) html_lit(&p->b, " open");
    html_lit(&p->b, "><summary>");
    html_text(&p->b, UI(p, "Choose"));
    html_lit(&p->b, "</summary>\n<form method=\"get\" action=\"");
    html_text(&p->b, page_link(p, p->ref.type->path));
    html_lit(&p->b, "\">\n");
    for (size_t i = 0; i < p->ref.filter_count; i++) { // what the form has no field for stays
        const struct filter *f = &p->ref.filters[i];
        struct str name = str_sub(f->text, 0, str_chr(f->text, '=', 0));
        bool shown = false;
        for (size_t k = 0; k < n; k++) shown |= str_eq(fields[k].name, name);
        if (!shown) hidden(p, name, f->raw);
    }
    for (size_t i = 0; i < n; i++)
        if (!one_field(p, &fields[i], err)) return false;
    const struct prop *date = type_prop(p->ref.type, S("date"));
    if (!date) date = p->ref.type->since;
    if (date) {
        struct str sort = query_value(p->arena, p->request->query, S("sort")), down = strf(p->arena, "-%.*s", STR(date->name));
        html_lit(&p->b, "<label><span>");
        html_text(&p->b, UI(p, "Order"));
        html_lit(&p->b, "</span> <select name=\"sort\">\n");
        option(p, S(""), UI(p, "oldest first"), !sort.n);
        option(p, down, UI(p, "newest first"), str_eq(sort, down));
        html_lit(&p->b, "</select></label>\n");
    }
    html_lit(&p->b, "<button>");
    html_text(&p->b, UI(p, "Show"));
    html_lit(&p->b, "</button>\n</form></details>\n");
    return true;
}

// ---- what is not understood

// The name of the filter at which a fault lies: "occupation" of "persons?sex=male&occupation=wizard".
static struct str name_at(struct str text, size_t at)
{
    size_t from = at < text.n ? at : text.n;
    while (from && text.p[from - 1] != '&' && text.p[from - 1] != '?') from--;
    struct str rest;
    return str_cut(str_cut(str_sub(text, from, text.n), '&', &rest), '=', &rest);
}

static void terms_allowed(struct page *p, struct str name, const struct prop *prop)
{
    html_lit(&p->b, "<p>");
    html_text(&p->b, UI(p, "What can be asked for:"));
    html_lit(&p->b, "</p>\n<ul>\n");
    size_t n = 0;
    for (const struct term *t = prop->terms->first; t && n < TERMS_MAX; t = t->next, n++) {
        html_lit(&p->b, "<li>");
        page_anchor(p, page_link(p, strf(p->arena, "%.*s?%.*s=%.*s", STR(p->ref.type->path), STR(name), STR(t->code))),
                    label_text(t->label, p->lang, t->code));
        html_lit(&p->b, "</li>\n");
    }
    html_lit(&p->b, "</ul>\n");
}

bool filters_wrong(struct page *p, struct str text, const struct ref_fault *fault)
{
    struct str rest, path = str_cut(p->path, '/', &rest), name = name_at(text, fault->at);
    const struct type *type = vocab_type(store_vocab(p->store), path);
    if (!type || rest.p || !str_eq(p->format, S("html"))) return page_wrong(p, 400, fault->message, fault->allowed);
    struct field f = {0};
    size_t n = 0;
    p->out->status = 400;
    p->ref = (struct ref){.type = type};
    add(p, &f, &n, name);
    p->title = UI(p, "This list cannot be shown");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n<p>");
    if (n) html_lit(&p->b, "<strong>"), label(p, &p->b, f.from, f.prop), html_lit(&p->b, "</strong>: ");
    html_lit(&p->b, "<span lang=\"en\" dir=\"ltr\">"); // what the parser of references says is English
    html_text(&p->b, fault->message);
    html_lit(&p->b, ".</span></p>\n");
    if (n && f.prop && f.prop->terms) {
        terms_allowed(p, name, f.prop);
    } else if (n && (!f.prop || f.prop->kind == KIND_DATE)) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "Dates are written 2018-07-18, 2018-07 or 2018."));
        html_lit(&p->b, "</p>\n");
    } else if (fault->allowed.n) {
        html_lit(&p->b, "<p>");
        html_text(&p->b, UI(p, "What can be asked for:"));
        html_lit(&p->b, " <span lang=\"en\" dir=\"ltr\">");
        html_text(&p->b, fault->allowed);
        html_lit(&p->b, "</span></p>\n");
    }
    html_lit(&p->b, "<p>");
    page_anchor(p, page_link(p, type->path), UI(p, "The whole list"));
    html_lit(&p->b, "</p>\n");
    page_close(p);
    return true;
}
