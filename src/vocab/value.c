#include "vocab/value.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/iso.h"
#include "lang/write.h"
#include "vocab/identifier.h"

static const char *const visibility_names[] = {"public", "partner", "internal", "sealed"};

const char *visibility_name(enum visibility v) { return visibility_names[v]; }

bool visibility_parse(struct str s, enum visibility *out)
{
    for (int i = 0; i <= VIS_SEALED; i++)
        if (str_eq(s, str_of(visibility_names[i]))) return *out = (enum visibility)i, true;
    return false;
}

// What a reader of values needs along the way.
struct ctx {
    struct arena *a;
    const struct vocab *vocab;
    const struct prop *p;
    struct value_fault *fault;
};

static bool wrong(struct ctx *c, enum diag_code code, struct str message, struct str allowed)
{
    *c->fault = (struct value_fault){code, message, allowed};
    return false;
}

static struct str cut(struct str s) { return s.n > 60 ? str_sub(s, 0, 60) : s; }

static bool read_date(struct ctx *c, struct value *v)
{
    const char *why = "";
    if (!edtf_parse(v->text, &v->date, &why))
        return wrong(c, DIAG_BAD_DATE, strf(c->a, "%.*s: %s", STR(cut(v->text)), why),
                     S("a date is EDTF: 1954, 1954-02, 1954-02-28, 1954?, 1954~, 195X, 1953/1954, ../1954"));
    v->key = v->date.lo.n;
    v->key_hi = v->date.hi.n;
    return true;
}

static bool read_duration(struct ctx *c, struct value *v)
{
    const char *why = "";
    if (!dur_parse(v->text, &v->dur, &why))
        return wrong(c, DIAG_BAD_DURATION, strf(c->a, "%.*s: %s", STR(cut(v->text)), why),
                     S("a duration is P7Y, P1Y6M, P10D, P2W or life"));
    v->text = dur_text(c->a, v->dur);
    v->key = v->key_hi = dur_key(v->dur);
    return true;
}

static bool read_number(struct ctx *c, struct value *v)
{
    if (!str_int(v->text, &v->key))
        return wrong(c, DIAG_BAD_NUMBER, strf(c->a, "%.*s is no whole number", STR(cut(v->text))),
                     S("a number is digits: 22"));
    v->text = strf(c->a, "%lld", (long long)v->key);
    v->key_hi = v->key;
    return true;
}

static bool read_money(struct ctx *c, struct value *v)
{
    struct str amount, currency = str_cut(v->text, ' ', &amount), cents;
    int64_t whole = 0, part = 0;
    bool good = currency_valid(currency) && amount.n;
    struct str units = str_cut(amount, '.', &cents);
    good = good && units.n <= 15 && str_int(units, &whole) && whole >= 0;
    if (good && cents.p) good = cents.n == 2 && str_int(cents, &part) && part >= 0;
    if (!good)
        return wrong(c, DIAG_BAD_MONEY, strf(c->a, "%.*s is no sum of money", STR(cut(v->text))),
                     S("a sum is a currency and an amount: EUR 22000, AZN 57400.50"));
    v->key = v->key_hi = whole * 100 + part;
    return true;
}

static bool read_term(struct ctx *c, struct value *v)
{
    v->term = thesaurus_term(c->p->terms, v->text);
    if (v->term) return true;
    struct str near = {0};
    size_t best = 3;
    for (const struct term *t = c->p->terms->first; t; t = t->next) {
        size_t far = str_distance(v->text, t->code, 3);
        if (far < best) best = far, near = t->code;
    }
    return wrong(c, DIAG_BAD_TERM,
                 strf(c->a, "%.*s is no term of %.*s", STR(cut(v->text)), STR(c->p->terms->name)),
                 near.n ? strf(c->a, "did you mean %.*s?", STR(near))
                        : strf(c->a, "one of: %.*s", STR(thesaurus_codes(c->a, c->p->terms))));
}

static struct str taken_types(struct ctx *c)
{
    struct buf b = buf_in(c->a);
    for (size_t i = 0; i < c->p->to_count; i++)
        buf_addf(&b, "%s%.*s/…", i ? " or " : "", STR(c->p->to[i]->path));
    return buf_str(&b);
}

static bool read_ref(struct ctx *c, struct value *v)
{
    struct str slug, path = str_cut(v->text, '/', &slug);
    if (!slug.p) {
        if (c->p->to_count != 1)
            return wrong(c, DIAG_WRONG_TYPE,
                         strf(c->a, "say of which type %.*s is", STR(cut(v->text))),
                         strf(c->a, "%.*s takes %.*s", STR(c->p->name), STR(taken_types(c))));
        v->type = c->p->to[0];
        slug = v->text;
    } else {
        v->type = vocab_type(c->vocab, path);
        if (!v->type || !prop_takes(c->p, v->type))
            return wrong(c, DIAG_WRONG_TYPE,
                         strf(c->a, "%.*s does not take %.*s", STR(c->p->name), STR(cut(v->text))),
                         strf(c->a, "%.*s takes %.*s", STR(c->p->name), STR(taken_types(c))));
    }
    if (!slug_valid(slug))
        return wrong(c, DIAG_BAD_SLUG, strf(c->a, "%.*s is no slug", STR(cut(slug))),
                     S("a slug is lower-case letters, digits and hyphens: ilgar-mammadov"));
    v->text = slug;
    return true;
}

static bool read_identifier(struct ctx *c, struct value *v)
{
    const char *example = "";
    if (identifier_parse(c->a, c->p->scheme, v->text, &v->text, &example)) return true;
    return wrong(c, DIAG_BAD_IDENTIFIER,
                 strf(c->a, "%.*s has not the form of %.*s", STR(cut(v->text)), STR(c->p->name)),
                 strf(c->a, "for example %s", example));
}

// Eight to sixteen lower-case hexadecimal digits.
static bool read_id(struct str s, struct statement_name *out)
{
    if (s.n < 8 || s.n > 16) return false;
    for (size_t i = 0; i < 16; i++) {
        char c = i < s.n ? s.p[i] : '0';
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
        out->id = out->id << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    out->last = s.n == 16 ? out->id : out->id | ((UINT64_C(1) << 4 * (16 - s.n)) - 1);
    return out->has_id = true;
}

bool statement_name_parse(const struct vocab *v, struct str text, struct statement_name *out)
{
    struct str slug, prop, id;
    *out = (struct statement_name){0};
    if (read_id(text, out)) return true;
    *out = (struct statement_name){0};
    struct str rest = str_cut(text, '@', &id), path = str_cut(rest, '#', &prop), type = str_cut(path, '/', &slug);
    out->type = vocab_type(v, type);
    out->slug = slug;
    if (!out->type || !slug_valid(slug)) return false;
    if (prop.p && !(out->prop = type_prop(out->type, prop))) return false;
    return !id.p || (out->prop && id.n == 16 && read_id(id, out));
}

static bool read_statement(struct ctx *c, struct value *v)
{
    struct statement_name name;
    if (statement_name_parse(c->vocab, v->text, &name) && name.type && name.has_id) return true;
    return wrong(c, DIAG_BAD_STATEMENT, strf(c->a, "%.*s names no statement", STR(cut(v->text))),
                 S("for example persons/ilgar-mammadov#born@8565b191422092c4"));
}

static bool read_url(struct ctx *c, struct value *v)
{
    bool good = (str_starts(v->text, S("https://")) && v->text.n > 8) ||
                (str_starts(v->text, S("http://")) && v->text.n > 7);
    for (size_t i = 0; i < v->text.n; i++) good = good && (unsigned char)v->text.p[i] > ' ';
    good = good && str_chr(v->text, '<', 0) == v->text.n && str_chr(v->text, '"', 0) == v->text.n;
    if (good) return true;
    return wrong(c, DIAG_BAD_URL, strf(c->a, "%.*s is no address", STR(cut(v->text))),
                 S("an address begins with https:// or http:// and has no blanks"));
}

static bool read_code(struct ctx *c, struct value *v, bool valid, enum diag_code code,
                      const char *what, struct str allowed)
{
    if (valid) return true;
    return wrong(c, code, strf(c->a, "%.*s is no code of a %s", STR(cut(v->text)), what), allowed);
}

static struct str upper(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n && i < 3; i++) buf_addc(&b, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
    return buf_str(&b);
}

bool value_parse(struct arena *a, const struct vocab *vocab, const struct prop *p, struct str raw,
                 struct value *out, struct value_fault *fault)
{
    struct ctx c = {a, vocab, p, fault};
    *out = (struct value){.kind = p->kind, .text = str_trim(raw)};
    if (!out->text.n)
        return wrong(&c, DIAG_EMPTY, strf(a, "%.*s has no value", STR(p->name)),
                     S("leave the property out when nothing is known"));
    switch (p->kind) {
    case KIND_DATE: return read_date(&c, out);
    case KIND_DURATION: return read_duration(&c, out);
    case KIND_NUMBER: return read_number(&c, out);
    case KIND_MONEY: return read_money(&c, out);
    case KIND_TERM: return read_term(&c, out);
    case KIND_REF: return read_ref(&c, out);
    case KIND_IDENTIFIER: return p->scheme == SCHEME_NONE || read_identifier(&c, out);
    case KIND_URL: return read_url(&c, out);
    case KIND_STATEMENT: return read_statement(&c, out);
    case KIND_COUNTRY:
        if (country_valid(out->text)) return true;
        if (country_valid(upper(a, out->text)))
            return wrong(&c, DIAG_BAD_COUNTRY, strf(a, "%.*s is no code of a country", STR(out->text)),
                         strf(a, "did you mean %.*s?", STR(upper(a, out->text))));
        return read_code(&c, out, false, DIAG_BAD_COUNTRY, "country",
                         S("two letters of ISO 3166-1: AZ, FR"));
    case KIND_LANGUAGE:
        return read_code(&c, out, language_valid(out->text), DIAG_BAD_LANGUAGE, "language",
                         S("a BCP 47 tag: en, az, az-Cyrl"));
    case KIND_TEXT:
    case KIND_NAME:
    case KIND_FILE:
    case KIND_BOOL: return true;
    }
    return true;
}

struct str value_write(struct arena *a, const struct prop *p, const struct value *v, struct str lang)
{
    switch (v->kind) {
    case KIND_DATE: return write_date(a, v->date, lang);
    case KIND_DURATION: return write_duration(a, v->dur, lang);
    case KIND_NUMBER: return write_number(a, v->key, lang);
    case KIND_TERM: return v->term ? label_text(v->term->label, lang, v->text) : v->text;
    case KIND_COUNTRY: return write_country(a, v->text, lang);
    case KIND_IDENTIFIER: return p->scheme == SCHEME_FINDING ? finding_words(a, v->text, lang) : v->text;
    case KIND_MONEY: {
        struct str amount, currency = str_cut(v->text, ' ', &amount);
        if (v->key % 100) return strf(a, "%.*s %.*s", STR(currency), STR(amount));
        return strf(a, "%.*s %.*s", STR(currency), STR(write_number(a, v->key / 100, lang)));
    }
    default: return str_visible(a, v->text);
    }
}
