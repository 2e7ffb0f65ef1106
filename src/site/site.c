#include "site/site.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/hash.h"
#include "site/feed.h"
#include "site/filters.h"
#include "site/linked.h"
#include "site/page.h"
#include "store/db.h"

const struct str site_langs[] = {{"en", 2}, {"fr", 2}, {"az", 2}, {"ru", 2}, {"ar", 2}};
const size_t site_lang_count = sizeof site_langs / sizeof *site_langs;

enum { ADDRESS_MAX = 8192 };
enum route {
#define ROUTE(name, path, formats) ROUTE_##name,
#include "site/routes.def"
#undef ROUTE
    ROUTE_COUNT
};

static const struct route_of {
    struct str path, formats;
    bool (*write)(struct page *p, struct err *err);
} routes[] = {
#define ROUTE(name, path, formats) {S(path), S(formats), route_##name},
#include "site/routes.def"
#undef ROUTE
};

void site_init(struct site *s, struct arena *a)
{
    struct hash style = hash_of(data_file(S("site.css"))), script = hash_of(data_file(S("find.js")));
    s->style = strf(a, "assets/site-%.8s.css", hash_hex(a, &style).p);
    s->script = strf(a, "assets/find-%.8s.js", hash_hex(a, &script).p);
}

// ---- languages

static bool lang_known(struct str lang)
{
    for (size_t i = 0; i < site_lang_count; i++)
        if (str_eq(site_langs[i], lang)) return true;
    return false;
}

// RFC 9110 §12.5.4: the language with the greatest weight; the first named of those that are equal.
struct str site_language(struct str accept)
{
    struct str best = site_langs[0], rest = accept;
    int most = 0;
    for (int tries = 0; rest.n && tries < 64; tries++) {
        struct str item = str_trim(str_cut(rest, ',', &rest)), weight;
        struct str tag = str_trim(str_cut(item, ';', &weight));
        struct str lang = str_sub(tag, 0, str_chr(tag, '-', 0));
        int q = 1000;
        weight = str_trim(weight);
        if (str_starts(weight, S("q=0"))) { // q=0, q=0.7, q=0.75
            q = 0;
            for (size_t i = 4, unit = 100; i < weight.n && i < 7 && weight.p[i] >= '0' && weight.p[i] <= '9'; i++, unit /= 10)
                q += (weight.p[i] - '0') * (int)unit;
        }
        if (q <= most) continue;
        for (size_t i = 0; i < site_lang_count; i++)
            if (str_eq(site_langs[i], lang)) best = site_langs[i], most = q;
    }
    return best;
}

// ---- addresses

static bool has_word(struct str words, struct str word)
{
    while (words.n)
        if (str_eq(str_cut(words, ' ', &words), word)) return true;
    return false;
}

// The route of a path ("persons/x"), of the vocabulary's types and slugs.
static enum route route_of(const struct vocab *v, struct str path, struct str format)
{
    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        struct str pattern = routes[i].path, rest = path;
        bool fits = true;
        while (fits && (pattern.p || rest.p)) {
            if (!pattern.p || !rest.p) {
                fits = false;
                break;
            }
            struct str want = str_cut(pattern, '/', &pattern), have = str_cut(rest, '/', &rest);
            fits = str_eq(want, S("{type}")) ? vocab_type(v, have) != NULL : str_eq(want, S("{slug}")) ? slug_valid(have) : str_eq(want, have);
        }
        if (fits && has_word(routes[i].formats, format)) return (enum route)i;
    }
    return ROUTE_COUNT;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// What came over the wire need not be text; what goes into a page is.
static struct str as_text(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    if (utf8_check(s) == s.n) return s;
    for (size_t i = 0; i < s.n;) {
        char utf8[4];
        buf_add(&b, (struct str){utf8, utf8_put(utf8_next(s, &i), utf8)});
    }
    return buf_str(&b);
}

struct str query_value(struct arena *a, struct str query, struct str name)
{
    while (query.n) {
        struct str value, pair = str_cut(query, '&', &query), key = str_cut(pair, '=', &value);
        if (!str_eq(key, name)) continue;
        struct buf b = buf_in(a);
        for (size_t i = 0; i < value.n; i++) {
            int hi = i + 2 < value.n ? hex(value.p[i + 1]) : -1, lo = i + 2 < value.n ? hex(value.p[i + 2]) : -1;
            if (value.p[i] == '%' && hi >= 0 && lo >= 0)
                buf_addc(&b, (char)(hi * 16 + lo)), i += 2;
            else
                buf_addc(&b, value.p[i] == '+' ? ' ' : value.p[i]);
        }
        return as_text(a, buf_str(&b));
    }
    return S("");
}

// What a form sends: '+' for blanks, and fields that were left empty. As a reference has it.
static struct str query_tidy(struct arena *a, struct str query, bool with_times)
{
    struct buf b = buf_in(a);
    while (query.n) {
        struct str value, pair = str_cut(query, '&', &query);
        struct str name = str_cut(pair, '=', &value);
        if (!value.n || (!with_times && (str_eq(name, S("at")) || str_eq(name, S("known"))))) continue;
        if (b.n) buf_addc(&b, '&');
        for (size_t i = 0; i < pair.n; i++) buf_add(&b, pair.p[i] == '+' ? S("%20") : str_sub(pair, i, i + 1));
    }
    return buf_str(&b);
}

static struct str read_path(struct page *p, struct str path)
{
    path = str_sub(path, 1, path.n);
    struct str rest, first = str_cut(path, '/', &rest);
    if (lang_known(first)) {
        p->lang = first;
        path = rest.p ? rest : S("");
    }
    size_t slash = path.n, dot;
    while (slash && path.p[slash - 1] != '/') slash--;
    dot = str_chr(path, '.', slash);
    p->format = dot < path.n ? str_sub(path, dot + 1, path.n) : S("html");
    size_t second = str_chr(p->format, '.', 0);
    if (str_int(str_sub(p->format, 0, second), &p->number) && p->number > 1 && p->number < 1000000)
        p->format = str_sub(p->format, second + 1, p->format.n);
    return str_sub(path, 0, dot);
}

// at= and known= of any page, before the view is made.
static bool read_times(struct page *p, bool *ok, struct err *err)
{
    struct instant known;
    struct edtf at;
    const char *why;
    struct str known_text = query_value(p->arena, p->request->query, S("known")), at_text = query_value(p->arena, p->request->query, S("at"));
    bool has_known = known_text.n && instant_parse(known_text, &known), has_at = at_text.n && edtf_parse(at_text, &at, &why);
    *ok = has_known == (known_text.n > 0) && has_at == (at_text.n > 0);
    if (has_known && known.us > p->request->now.us) has_known = false; // the future is not known yet: now
    if (!view_init(&p->view, p->store, p->arena, has_known ? &known : NULL, err)) return false;
    p->view.today = instant_day(has_known ? known : p->request->now);
    p->view.lang = p->lang;
    p->view.has_at = has_at;
    if (has_at) p->view.at = at.hi;
    p->known = has_known ? known : p->request->now;
    if (has_known) p->out->known = known;
    return true;
}

bool page_redirect(struct page *p, struct str lang, struct str path, struct str query)
{
    *p->out = (struct answer){.status = 303, .type = S("text/plain; charset=utf-8"), .body = S("")};
    p->out->location = strf(p->arena, "/%.*s%s%.*s%s%.*s", STR(lang), path.n ? "/" : "", STR(path), query.n ? "?" : "", STR(query));
    return true;
}

static bool respond(struct page *p, enum route route, struct err *err)
{
    struct ref_fault fault;
    struct str query = query_tidy(p->arena, p->request->query, true), none;
    bool ok, former;
    if (!read_times(p, &ok, err)) return false;
    if (p->site->edition == EDITION_LIVE) p->asked = query_tidy(p->arena, p->request->query, false);
    if (!ok) return page_wrong(p, 400, UI(p, "A date in the address is not understood."), UI(p, "Dates are written 2018-07-18, 2018-07 or 2018."));
    if (route == ROUTE_COUNT) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    if (route == ROUTE_list || route == ROUTE_entity) {
        struct str text = query.n ? strf(p->arena, "%.*s?%.*s", STR(p->path), STR(query)) : p->path;
        if (!ref_parse(p->arena, store_vocab(p->store), text, &p->ref, &fault)) return filters_wrong(p, text, &fault);
        str_cut(p->path, '/', &none);
    }
    if (route == ROUTE_entity) {
        struct str slug;
        const struct type *type;
        if (!view_find(&p->view, p->ref.type, p->ref.slug, &p->entity, err)) return false;
        if (!p->entity) {
            if (!view_nearest(&p->view, p->ref.type, p->ref.slug, &slug, err)) return false;
            return page_wrong(p, 404, UI(p, "There is no such page."),
                              slug.n ? strf(p->arena, "%.*s/%.*s", STR(p->ref.type->path), STR(slug)) : S(""));
        }
        if (!view_name(&p->view, p->entity, &type, &slug, err)) return false;
        former = !str_eq(slug, p->ref.slug);
        if (former && str_eq(p->format, S("html")))
            return page_redirect(p, p->lang, strf(p->arena, "%.*s/%.*s", STR(type->path), STR(slug)), p->request->query);
    }
    bool list = route == ROUTE_list;
    if (route == ROUTE_entity && str_eq(p->format, S("html")) && !linked_data(p, &p->linked, err)) return false;
    if (str_eq(p->format, S("atom"))) return list ? feed_list(p, err) : feed_entity(p, err);
    if (str_eq(p->format, S("ics")) && (list || route == ROUTE_entity)) return list ? calendar_list(p, err) : calendar_entity(p, err);
    return routes[route].write(p, err);
}

bool site_answer(const struct site *site, struct store *store, struct arena *a, const struct request *q, struct answer *out,
                 struct err *err)
{
    struct page p = {.site = site, .request = q, .arena = a, .store = store, .out = out, .b = buf_in(a)};
    *out = (struct answer){.status = 200, .type = S("text/html; charset=utf-8")};
    struct str path = q->path.n && q->path.p[0] == '/' ? q->path : S("/");
    HELD held = db_hold(store_db(store)); // one page shows one state of the register
    bool long_address = path.n + q->query.n > ADDRESS_MAX;
    if (long_address) path = S("/");
    if (str_eq(str_sub(path, 1, path.n), site->style)) {
        out->type = S("text/css; charset=utf-8");
        out->body = data_file(S("site.css"));
        out->immutable = true;
        return true;
    }
    p.path = read_path(&p, path);
    bool html = str_eq(p.format, S("html"));
    enum route route = route_of(store_vocab(store), p.path, p.format);
    if (!p.lang.n && html && route < ROUTE_COUNT && !long_address) return page_redirect(&p, site_language(q->accept_language), p.path, q->query);
    if (!p.lang.n) p.lang = html ? site_language(q->accept_language) : site_langs[0];
    p.rtl = lang_rtl(p.lang);
    if (html) out->lang = p.lang;
    if (long_address) {
        if (!view_init(&p.view, store, a, NULL, err)) return false;
        p.known = q->now;
        return page_wrong(&p, 414, UI(&p, "The address is too long."), S(""));
    }
    return respond(&p, route, err);
}
