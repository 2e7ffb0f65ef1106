#include "store/ref.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { MAX_TEXT = 8192, MAX_FILTERS = 100, MAX_ANY = 64 };

struct parser {
    struct arena *a;
    const struct vocab *v;
    struct str text;
    struct ref *out;
    struct ref_fault *fault;
    size_t filter_cap;
};

static bool wrong(struct parser *p, struct str where, struct str message, struct str allowed)
{
    size_t at = where.p && where.p >= p->text.p && where.p <= p->text.p + p->text.n
                    ? (size_t)(where.p - p->text.p)
                    : 0;
    *p->fault = (struct ref_fault){at, where.n ? where.n : 1, message, allowed};
    return false;
}

static struct str did_you_mean(struct parser *p, struct str near, struct str all)
{
    if (near.n) return strf(p->a, "did you mean %.*s?", STR(near));
    return strf(p->a, "there are: %.*s", STR(all));
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool decode(struct parser *p, struct str s, struct str *out)
{
    struct buf b = buf_in(p->a);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '%') {
            buf_addc(&b, s.p[i] == '+' ? ' ' : s.p[i]);
            continue;
        }
        int hi = i + 2 < s.n ? hex(s.p[i + 1]) : -1, lo = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
        if (hi < 0 || lo < 0)
            return wrong(p, str_sub(s, i, i + 1), S("a % that no two hexadecimal digits follow"),
                         S("a per cent sign itself is %25"));
        buf_addc(&b, (char)(hi << 4 | lo));
        i += 2;
    }
    *out = buf_str(&b);
    if (utf8_check(*out) < out->n || memchr(out->p, 0, out->n))
        return wrong(p, s, S("the value is not UTF-8"), S("percent-encode the UTF-8 bytes"));
    return true;
}

// ---- values of filters

// "5", "5..9", "..9", "5.." as [lo, hi] of the kind's key.
static bool range(struct parser *p, struct filter *f, struct str where)
{
    size_t dots = str_find(f->raw, S(".."), 0);
    struct str from = str_sub(f->raw, 0, dots), to = dots < f->raw.n ? str_sub(f->raw, dots + 2, f->raw.n) : from;
    struct value v;
    struct value_fault fault;
    f->lo = INT64_MIN;
    f->hi = INT64_MAX;
    if (from.n) {
        if (!value_parse(p->a, p->v, f->prop, from, &v, &fault))
            return wrong(p, where, fault.message, fault.allowed);
        f->lo = v.key;
    }
    if (to.n) {
        if (!value_parse(p->a, p->v, f->prop, to, &v, &fault))
            return wrong(p, where, fault.message, fault.allowed);
        f->hi = v.key_hi;
    }
    if (from.n || to.n) return true;
    return wrong(p, where, S("a range without ends"), S("write 5, 5..9, ..9 or 5.."));
}

static bool alternatives(struct parser *p, struct filter *f, struct str where)
{
    bool list = f->prop->kind == KIND_TERM || f->prop->kind == KIND_COUNTRY ||
                f->prop->kind == KIND_LANGUAGE || f->prop->kind == KIND_REF;
    struct str rest = f->raw;
    f->any = arena_array(p->a, MAX_ANY, sizeof *f->any);
    while (rest.p && f->any_count < MAX_ANY) {
        struct str one = list ? str_cut(rest, ',', &rest) : rest;
        struct value_fault fault;
        if (!list) rest = (struct str){0};
        if (f->prop->kind == KIND_STATEMENT) { // all of an entity's are asked for as well
            struct statement_name name;
            f->any[f->any_count++] = (struct value){.kind = KIND_STATEMENT, .text = one};
            if (statement_name_parse(p->v, one, &name)) continue;
            return wrong(p, where, strf(p->a, "%.*s names no statement", STR(one)),
                         S("persons/ilgar-mammadov for any of its statements, or the id of one: 8565b191422092c4"));
        }
        if (!value_parse(p->a, p->v, f->prop, one, &f->any[f->any_count++], &fault))
            return wrong(p, where, fault.message, fault.allowed);
    }
    return true;
}

static bool filter_date(struct parser *p, struct str raw, struct str where, struct edtf *out)
{
    const char *why;
    if (edtf_parse(raw, out, &why)) return true;
    return wrong(p, where, strf(p->a, "%.*s: %s", STR(raw), why),
                 S("a date is EDTF: 2018-07-18, 2018-07, ../2018-07-18, 2013/2018"));
}

static bool filter_value(struct parser *p, struct filter *f, struct str where)
{
    if (f->is_at) return filter_date(p, f->raw, where, &f->date);
    if (f->prop->computed == COMPUTED_CAN_FOLLOW) return wrong(p, where, S("can-follow is for a claim or for show, not for a list"), S("habeas case REF tells it too"));
    switch (f->prop->kind) {
    case KIND_DATE: return filter_date(p, f->raw, where, &f->date);
    case KIND_NUMBER:
    case KIND_MONEY:
    case KIND_DURATION: return range(p, f, where);
    case KIND_BOOL:
        f->lo = str_eq(f->raw, S("yes"));
        if (f->lo || str_eq(f->raw, S("no"))) return true;
        return wrong(p, where, strf(p->a, "%.*s is yes or no", STR(f->prop->name)),
                     S("write yes or no"));
    default: return alternatives(p, f, where);
    }
}

// ---- filters

static bool refers_to(const struct type *from, const struct type *to)
{
    for (const struct prop *p = from->first; p; p = p->next)
        if (p->kind == KIND_REF && prop_takes(p, to)) return true;
    return false;
}

// prefix '.' : a property of the type that is a reference, else a type that refers to this one.
static bool filter_prefix(struct parser *p, struct filter *f)
{
    const struct type *t = p->out->type;
    f->of = t;
    if (!f->prefix.n) return true;
    f->via = type_prop(t, f->prefix);
    if (f->via && f->via->kind == KIND_REF && f->via->to_count == 1) {
        f->of = f->via->to[0];
        return true;
    }
    if (f->via)
        return wrong(p, f->prefix,
                     strf(p->a, "%.*s does not lead to entities of one type", STR(f->prefix)),
                     S("behind the dot stands a property of what it leads to"));
    f->from = f->of = vocab_type(p->v, f->prefix);
    if (f->from && refers_to(f->from, t)) return true;
    return wrong(p, f->prefix, strf(p->a, "nothing called %.*s refers to %.*s", STR(f->prefix), STR(t->path)),
                 did_you_mean(p, vocab_nearest_type(p->v, f->prefix), vocab_type_names(p->a, p->v)));
}

static bool filter_name(struct parser *p, struct filter *f, struct str name)
{
    if (str_eq(name, S("at"))) {
        f->is_at = true;
        if (f->of->since) return true;
        return wrong(p, name, strf(p->a, "%.*s have no period, so at= selects none of them", STR(f->of->path)),
                     S("at= goes with positions, detentions, charges, recognitions and occasions"));
    }
    f->prop = type_prop(f->of, name);
    if (f->prop) return true;
    return wrong(p, name, strf(p->a, "%.*s have no property %.*s", STR(f->of->path), STR(name)),
                 did_you_mean(p, type_nearest_prop(f->of, name), type_prop_names(p->a, f->of)));
}

static bool add_filter(struct parser *p, struct str name, struct str raw, struct str where)
{
    struct ref *r = p->out;
    if (r->filter_count >= MAX_FILTERS)
        return wrong(p, where, S("more than 100 filters"), S("ask in smaller parts"));
    r->filters = arena_grow(p->a, r->filters, &p->filter_cap, r->filter_count + 1, sizeof *r->filters);
    struct filter *f = &r->filters[r->filter_count++];
    *f = (struct filter){.text = where, .raw = raw};
    size_t dot = str_chr(name, '.', 0);
    if (dot < name.n) {
        f->prefix = str_sub(name, 0, dot);
        name = str_sub(name, dot + 1, name.n);
    }
    return filter_prefix(p, f) && filter_name(p, f, name) && filter_value(p, f, where);
}

static bool parse_sort(struct parser *p, struct str raw, struct str where)
{
    struct ref *r = p->out;
    r->descending = str_starts(raw, S("-"));
    if (r->descending) raw = str_sub(raw, 1, raw.n);
    r->sort = type_prop(r->type, raw);
    if (r->sort && !r->sort->computed) return true;
    return wrong(p, where, strf(p->a, "cannot sort by %.*s", STR(raw)),
                 strf(p->a, "a property, or -property for the other way round: %.*s",
                      STR(type_prop_names(p->a, r->type))));
}

static bool parse_count(struct parser *p, struct str raw, struct str where, int64_t *out)
{
    if (str_int(raw, out) && *out >= 0) return true;
    return wrong(p, where, strf(p->a, "%.*s is no number", STR(raw)), S("a whole number from 0"));
}

static bool one_parameter(struct parser *p, struct str item)
{
    struct ref *r = p->out;
    struct str raw, value, name = str_cut(item, '=', &raw);
    if (!raw.p)
        return wrong(p, item, strf(p->a, "%.*s: a filter is name=value", STR(item)), S(""));
    if (!decode(p, raw, &value)) return false;
    if (str_eq(name, S("sort"))) return parse_sort(p, value, item);
    if (str_eq(name, S("limit"))) return parse_count(p, value, item, &r->limit);
    if (str_eq(name, S("offset"))) return parse_count(p, value, item, &r->offset);
    if (str_eq(name, S("known"))) {
        r->has_known = true;
        if (instant_parse(value, &r->known)) return true;
        return wrong(p, item, S("known= is a time: 2018-07-18 or 2018-07-18T12:00:00Z"), S(""));
    }
    if (str_eq(name, S("at"))) {
        r->has_at = true;
        if (!filter_date(p, value, item, &r->at)) return false;
        if (r->slug.n || !r->type->since) return true;
    }
    return add_filter(p, name, value, item);
}

// ---- the whole

static bool parse_query(struct parser *p, struct str query)
{
    struct str rest = query;
    while (rest.p && rest.n) {
        struct str item = str_cut(rest, '&', &rest);
        if (item.n && !one_parameter(p, item)) return false;
    }
    for (size_t i = 0; p->out->slug.n && i < p->out->filter_count; i++)
        return wrong(p, p->out->filters[i].text, S("a filter goes with a list, not with one entity"),
                     S("with one entity go at= and known="));
    return true;
}

static bool parse_prop(struct parser *p, struct str name)
{
    struct ref *r = p->out;
    r->prop = type_prop(r->type, name);
    if (r->prop) return true;
    return wrong(p, name, strf(p->a, "%.*s have no property %.*s", STR(r->type->path), STR(name)),
                 did_you_mean(p, type_nearest_prop(r->type, name), type_prop_names(p->a, r->type)));
}

static bool parse_path(struct parser *p, struct str path)
{
    struct ref *r = p->out;
    struct str slug, type = str_cut(path, '/', &slug);
    r->type = vocab_type(p->v, type);
    if (!r->type)
        return wrong(p, type, strf(p->a, "there is no type %.*s", STR(type)),
                     did_you_mean(p, vocab_nearest_type(p->v, type), vocab_type_names(p->a, p->v)));
    if (!slug.p) return true;
    r->slug = slug;
    if (slug_valid(slug)) return true;
    return wrong(p, slug, strf(p->a, "%.*s is no slug", STR(slug)),
                 S("behind the slash: lower-case letters, digits and hyphens"));
}

bool ref_parse(struct arena *a, const struct vocab *v, struct str text, struct ref *out,
               struct ref_fault *fault)
{
    struct parser p = {.a = a, .v = v, .text = text, .out = out, .fault = fault};
    *out = (struct ref){.text = text, .limit = -1};
    *fault = (struct ref_fault){0};
    if (text.n > MAX_TEXT || utf8_check(text) < text.n)
        return wrong(&p, str_sub(text, 0, 1), S("a reference of more than 8 KB, or not UTF-8"), S(""));
    size_t q = str_chr(text, '?', 0), h = str_chr(text, '#', 0), end = q < h ? q : h;
    struct str query = {0}, prop = {0};
    if (q < text.n) query = str_sub(text, q + 1, h > q ? h : text.n);
    if (h < text.n) prop = str_sub(text, h + 1, q > h ? q : text.n);
    if (!text.n) return wrong(&p, text, S("an empty reference"), S("for example persons/ilgar-mammadov"));
    if (!parse_path(&p, str_sub(text, 0, end)) || !parse_query(&p, query)) return false;
    return !prop.p || parse_prop(&p, prop);
}

struct str ref_text(struct arena *a, const struct ref *r)
{
    struct buf b = buf_in(a);
    buf_add(&b, r->type->path);
    if (r->slug.n) buf_addf(&b, "/%.*s", STR(r->slug));
    for (size_t i = 0; i < r->filter_count; i++)
        buf_addf(&b, "%c%.*s", i ? '&' : '?', STR(r->filters[i].text));
    if (r->has_at && !(r->type->since && !r->slug.n))
        buf_addf(&b, "%cat=%.*s", r->filter_count ? '&' : '?', STR(r->at.text));
    if (r->prop) buf_addf(&b, "#%.*s", STR(r->prop->name));
    return buf_str(&b);
}
