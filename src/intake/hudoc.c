#include "intake/hudoc.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/gz.h"
#include "intake/rss.h"
#include "lang/fold.h"
#include "lang/iso.h"
#include "lang/scan.h"
#include "store/query.h"
#include "vocab/identifier.h"

enum column { ITEM, KIND, TITLE, DATE, RESPONDENT, NUMBERS, ECLI, BRANCH, LANGUAGE, VIOLATION, NO_VIOLATION, COLUMNS };
static const struct {
    const char *name;
    bool needed;
} columns[COLUMNS] = {[ITEM] = {"itemid", true}, [KIND] = {"doctype", true}, [TITLE] = {"docname", true},
                      [DATE] = {"judgementdate", true}, [RESPONDENT] = {"respondent", true}, [NUMBERS] = {"appno", true},
                      [ECLI] = {"ecli", true}, [BRANCH] = {"doctypebranch", false}, [LANGUAGE] = {"languageisocode", false},
                      [VIOLATION] = {"violation", false}, [NO_VIOLATION] = {"nonviolation", false}};

enum { LIST_MAX = 10000, COUNTRIES = 128 }; // values of one cell; respondents looked up once
#define COURT S("european-court-of-human-rights")

// A judgment that the register has, or that this import made.
struct judgment {
    struct str slug, item;
    bool old, taken; // in the register before; given by a row of this import
};

struct hudoc {
    struct arena *arena;   // of the import
    struct arena *scratch; // of one row
    struct view *view;
    struct diags *ds;
    const struct type *judgments, *applications;
    struct {
        struct str key; // item or ECLI
        struct judgment *j;
    } *known;
    size_t known_count, known_cap;
    struct {
        struct str alpha3, alpha2;
    } countries[COUNTRIES];
    size_t country_count;
    // of one file
    enum hudoc_form form;
    struct rss_item *items;
    size_t item_count;
    const struct source_text *file;
    struct csv *csv;
    size_t at[COLUMNS]; // where a column stands + 1
    size_t width;
    struct hudoc_counts *counts;
};

struct row {
    struct str cell[COLUMNS];
    uint32_t line;
};

struct drafts {
    struct draft *v;
    size_t n, cap;
};

static void fault(struct hudoc *h, const struct row *r, enum diag_code code, struct str message, struct str more)
{
    if (h->counts->faults++ >= HUDOC_NAMED) return;
    struct diag *d = diag_add(h->ds, code, h->file, (struct pos){r->line, 1}, 1, "%.*s: %.*s", STR(str_visible(h->scratch, r->cell[ITEM])),
                              STR(str_visible(h->scratch, message)));
    diag_set_level(h->ds, d, DIAG_WARNING);
    if (more.n) diag_more(h->ds, d, "%.*s", STR(more));
}

// ---- the judgments that are known

static size_t known_at(const struct hudoc *h, struct str key)
{
    uint64_t n = 14695981039346656037u;
    for (size_t i = 0; i < key.n; i++) n = (n ^ (unsigned char)key.p[i]) * 1099511628211u;
    size_t i = (size_t)n & (h->known_cap - 1);
    while (h->known[i].j && !str_eq(h->known[i].key, key)) i = (i + 1) & (h->known_cap - 1);
    return i;
}

static struct judgment *known_find(const struct hudoc *h, struct str key)
{
    return h->known_cap && key.n ? h->known[known_at(h, key)].j : NULL;
}

static void known_add(struct hudoc *h, struct str key, struct judgment *j)
{
    if (!key.n || known_find(h, key)) return;
    if (2 * (h->known_count + 1) > h->known_cap) {
        struct hudoc bigger = *h;
        bigger.known_cap = h->known_cap ? 4 * h->known_cap : 1024;
        bigger.known = arena_array(h->arena, bigger.known_cap, sizeof *bigger.known);
        for (size_t i = 0; i < h->known_cap; i++)
            if (h->known[i].j) bigger.known[known_at(&bigger, h->known[i].key)] = h->known[i];
        *h = bigger;
    }
    size_t i = known_at(h, key);
    h->known[i].key = str_dup(h->arena, key);
    h->known[i].j = j;
    h->known_count++;
}

static bool know_all(struct hudoc *h, struct err *err)
{
    const struct prop *props[] = {type_prop(h->judgments, S("item")), type_prop(h->judgments, S("ecli"))};
    ARENA scratch = arena_new();
    struct view v = *h->view;
    for (int k = 0; k < 2; k++) {
        int64_t *list;
        size_t n;
        v.arena = h->arena;
        if (!view_having(&v, props[k], INT64_MIN, INT64_MAX, &list, &n, err)) return false;
        v.arena = scratch;
        for (size_t i = 0; i < n; i++) {
            const struct type *t;
            struct statements all;
            struct str slug;
            arena_reset(scratch);
            if (!view_name(&v, list[i], &t, &slug, err) || !view_some(&v, list[i], props, 2, &all, err)) return false;
            const struct statement *item = statement_first(all, props[0]);
            if (!t || (k && item)) continue;
            struct judgment *j = arena_alloc(h->arena, sizeof *j);
            *j = (struct judgment){.slug = str_dup(h->arena, slug), .item = str_dup(h->arena, item ? item->value.text : S("")), .old = true};
            for (size_t s = 0; s < all.n; s++) known_add(h, all.v[s].value.text, j);
        }
    }
    return true;
}

struct hudoc *hudoc_new(struct arena *a, struct view *v, struct diags *ds, struct err *err)
{
    struct hudoc *h = arena_alloc(a, sizeof *h);
    const struct vocab *vocab = store_vocab(v->store);
    *h = (struct hudoc){.arena = a, .view = v, .ds = ds};
    h->judgments = vocab_type(vocab, S("judgments"));
    h->applications = vocab_type(vocab, S("applications"));
    return know_all(h, err) ? h : NULL;
}

// ---- values

static struct str source_of(const struct hudoc *h) { return h->form == HUDOC_RSS ? S("hudoc-rss") : S("hudoc-index"); }

// Adds a value, unless it is there or is wrong (which is named).
static bool add(struct hudoc *h, struct drafts *l, const struct type *t, struct str prop, struct str raw, struct str lang, const struct row *r)
{
    struct value v;
    struct value_fault f;
    const struct prop *p = type_prop(t, prop);
    if (!value_parse(h->scratch, store_vocab(h->view->store), p, raw, &v, &f)) {
        fault(h, r, f.code, f.message, f.allowed);
        return false;
    }
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].prop == p && str_eq(l->v[i].value.text, v.text)) return true;
    l->v = arena_grow(h->scratch, l->v, &l->cap, l->n + 1, sizeof *l->v);
    l->v[l->n++] = (struct draft){.prop = p, .value = v, .lang = lang, .source = source_of(h)};
    return true;
}

// The pieces between semicolons; how many were added. Too many: none.
static size_t add_list(struct hudoc *h, struct drafts *l, const struct type *t, struct str prop, struct str cell, const struct row *r)
{
    size_t before = l->n, pieces = 1;
    for (size_t i = 0; i < cell.n; i++) pieces += cell.p[i] == ';';
    if (pieces > LIST_MAX) {
        fault(h, r, DIAG_TOO_BIG, strf(h->scratch, "%zu values of %.*s in one row", pieces, STR(prop)), strf(h->scratch, "at most %d are taken", LIST_MAX));
        return 0;
    }
    for (struct str rest = cell; rest.p;) {
        struct str piece = str_trim(str_cut(rest, ';', &rest));
        if (piece.n) add(h, l, t, prop, piece, S(""), r);
    }
    return l->n - before;
}

// dd/mm/yyyy, with or without a time behind, as YYYY-MM-DD; empty when it is none.
static struct str date_of(struct arena *a, struct str s)
{
    struct day d;
    s = str_sub(s, 0, str_chr(s, ' ', 0));
    if (s.n != 10 || s.p[2] != '/' || s.p[5] != '/') return (struct str){0};
    struct str text = strf(a, "%.4s-%.2s-%.2s", s.p + 6, s.p + 3, s.p);
    return day_parse(text, &d) ? text : (struct str){0};
}

// AZE as AZ; each code is looked up once.
static struct str country(struct hudoc *h, struct str alpha3)
{
    for (size_t i = 0; i < h->country_count; i++)
        if (str_eq(h->countries[i].alpha3, alpha3)) return h->countries[i].alpha2;
    struct str alpha2 = country_of_alpha3(alpha3);
    if (alpha2.n && h->country_count < COUNTRIES) {
        h->countries[h->country_count].alpha3 = str_dup(h->arena, alpha3);
        h->countries[h->country_count++].alpha2 = alpha2;
    }
    return alpha2;
}

// The respondents as "MD;RU".
static struct str respondents(struct hudoc *h, const struct row *r)
{
    struct buf b = buf_in(h->scratch);
    for (struct str rest = r->cell[RESPONDENT]; rest.p;) {
        struct str code = str_trim(str_cut(rest, ';', &rest)), two = code.n == 2 && country_valid(code) ? code : country(h, code);
        if (two.n) buf_addf(&b, "%s%.*s", b.n ? ";" : "", STR(two));
        if (code.n && !two.n)
            fault(h, r, DIAG_BAD_COUNTRY, strf(h->scratch, "%.*s is no code of a respondent State", STR(str_sub(code, 0, 40))),
                  S("three letters of ISO 3166-1: AZE, FRA"));
    }
    return buf_str(&b);
}

// "CASE OF  HALIS v. TURKEY " as "HALIS v. TURKEY".
static struct str title_of(struct arena *a, struct str raw)
{
    struct buf b = buf_in(a);
    raw = str_trim(str_visible(a, raw));
    if (str_starts(raw, S("CASE OF "))) raw = str_sub(raw, 8, raw.n);
    if (str_starts(raw, S("AFFAIRE "))) raw = str_sub(raw, 8, raw.n);
    for (size_t i = 0; i < raw.n; i++) {
        bool blank = raw.p[i] == ' ' || raw.p[i] == '\t' || raw.p[i] == '\r' || raw.p[i] == '\n';
        if (!blank) buf_addc(&b, raw.p[i]);
        if (blank && b.n && b.p[b.n - 1] != ' ') buf_addc(&b, ' ');
    }
    return buf_str(&b);
}

static struct str language_of(const struct row *r)
{
    struct str code = r->cell[LANGUAGE];
    if (str_eq(code, S("FRE")) || str_eq(code, S("FRA"))) return S("fr");
    return !code.n && str_starts(r->cell[TITLE], S("AFFAIRE ")) ? S("fr") : S("en");
}

// The key of a new judgment: its title and its number in HUDOC, the same in every register.
static struct str slug_of(struct arena *a, struct str title, struct str item)
{
    enum { LONGEST = 100 };
    struct buf b = buf_in(a);
    struct str s = fold(a, title);
    for (size_t i = 0; i < s.n && b.n < LONGEST; i++) {
        bool letter = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9');
        if (letter) buf_addc(&b, s.p[i]);
        if (!letter && b.n && b.p[b.n - 1] != '-') buf_addc(&b, '-');
    }
    if (!b.n) buf_add(&b, S("judgment"));
    if (b.p[b.n - 1] != '-') buf_addc(&b, '-');
    buf_add(&b, str_sub(item, 4, item.n));
    return buf_str(&b);
}

// ---- rows

// The index writes titles in capitals; where the register has the same title, that one is meant.
static bool known_title(struct hudoc *h, const struct judgment *j, struct str lang, struct str *title, struct err *err)
{
    const struct prop *p = type_prop(h->judgments, S("title"));
    struct view v = *h->view;
    struct statements all;
    int64_t id = 0;
    v.arena = h->scratch;
    if (!j->old) return true;
    if (!view_find(&v, h->judgments, j->slug, &id, err) || !view_some(&v, id, &p, 1, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.v[i].lang, lang) && str_eq(fold(h->scratch, all.v[i].value.text), fold(h->scratch, *title))) {
            *title = all.v[i].value.text;
            return true;
        }
    return true;
}

static bool put_applications(struct hudoc *h, struct tx *tx, const struct row *r, struct str states, const struct drafts *of, struct err *err)
{
    const struct prop *number = type_prop(h->judgments, S("number"));
    for (size_t i = 0; i < of->n; i++) {
        if (of->v[i].prop != number) continue;
        struct str no = of->v[i].value.text;
        size_t missing, slash = str_chr(no, '/', 0);
        struct drafts l = {0};
        add(h, &l, h->applications, S("number"), no, S(""), r);
        add_list(h, &l, h->applications, S("respondent"), states, r);
        add(h, &l, h->applications, S("status"), S("judgment"), S(""), r);
        struct str slug = strf(h->scratch, "%.*s-%.*s", STR(str_sub(no, 0, slash)), STR(str_sub(no, slash + 1, no.n)));
        if (!tx_put(tx, h->applications, slug, S(""), l.v, l.n, &missing, err)) return false;
        h->counts->applications++;
    }
    return true;
}

// The ECLI, when it is the one that follows from date and first number.
static struct str checked_ecli(struct hudoc *h, const struct row *r, struct str date, struct str number)
{
    struct day d;
    struct str given = str_trim(r->cell[ECLI]);
    if (!given.n || !day_parse(date, &d)) return (struct str){0};
    struct str due = ecli_of(h->scratch, d, number, "JUD");
    if (str_eq(due, given)) return given;
    fault(h, r, DIAG_BAD_ECLI, strf(h->scratch, "%.*s does not agree with the date and the first application number", STR(str_sub(given, 0, 60))),
          strf(h->scratch, "of %.*s and %.*s it is %.*s; it is left out", STR(date), STR(number), STR(due)));
    return (struct str){0};
}

static void add_formation(struct hudoc *h, struct drafts *l, const struct row *r)
{
    struct str b = r->cell[BRANCH], term = {0};
    if (str_eq(b, S("CHAMBER"))) term = S("chamber");
    if (str_eq(b, S("COMMITTEE"))) term = S("committee");
    if (str_eq(b, S("GRANDCHAMBER"))) term = S("grand-chamber");
    if (term.n) add(h, l, h->judgments, S("formation"), term, S(""), r);
}

static bool left_out(struct hudoc *h, const struct row *r, const char *lacks)
{
    h->counts->left_out++;
    fault(h, r, DIAG_MISSING, strf(h->scratch, "the judgment has no %s that can be read", lacks), S("the row is left out"));
    return true;
}

// The judgment that the row is of: known by item or ECLI, or new. NULL: it has been taken from another row.
static struct judgment *judgment_of(struct hudoc *h, struct str title, struct str item, struct str ecli)
{
    struct judgment *j = known_find(h, item);
    if (!j) j = known_find(h, ecli);
    if (j && (j->taken || (j->item.n && !str_eq(j->item, item)))) return NULL;
    if (!j) {
        j = arena_alloc(h->arena, sizeof *j);
        j->slug = str_dup(h->arena, slug_of(h->scratch, title, item));
    }
    if (!j->item.n) j->item = str_dup(h->arena, item);
    j->taken = true;
    known_add(h, item, j);
    known_add(h, ecli, j);
    return j;
}

static bool take_judgment(struct hudoc *h, struct tx *tx, const struct row *r, struct err *err)
{
    struct drafts l = {0};
    struct str title = title_of(h->scratch, r->cell[TITLE]), date = date_of(h->scratch, str_trim(r->cell[DATE])), lang = language_of(r);
    struct str states = respondents(h, r);
    size_t missing;
    if (!title.n) return left_out(h, r, "title");
    if (!date.n) return left_out(h, r, "date");
    if (!states.n) return left_out(h, r, "respondent State");
    if (!add(h, &l, h->judgments, S("item"), r->cell[ITEM], S(""), r)) return left_out(h, r, "item number");
    struct str item = l.v[0].value.text;
    if (!add_list(h, &l, h->judgments, S("number"), r->cell[NUMBERS], r)) return left_out(h, r, "application number");
    struct str ecli = checked_ecli(h, r, date, l.v[1].value.text);
    const struct judgment *j = judgment_of(h, title, item, ecli);
    if (!j) return h->counts->again++, true;
    if (!known_title(h, j, lang, &title, err)) return false;
    add(h, &l, h->judgments, S("title"), title, lang, r);
    add(h, &l, h->judgments, S("court"), COURT, S(""), r);
    add(h, &l, h->judgments, S("date"), date, S(""), r);
    add_list(h, &l, h->judgments, S("respondent"), states, r);
    if (ecli.n) add(h, &l, h->judgments, S("ecli"), ecli, S(""), r);
    add_formation(h, &l, r);
    add_list(h, &l, h->judgments, S("violation"), r->cell[VIOLATION], r);
    add_list(h, &l, h->judgments, S("no-violation"), r->cell[NO_VIOLATION], r);
    h->counts->judgments++;
    return tx_put(tx, h->judgments, j->slug, S(""), l.v, l.n, &missing, err) && put_applications(h, tx, r, states, &l, err);
}

static void check_form(struct hudoc *h, const struct row *r, enum scheme scheme, struct str raw, const char *what)
{
    struct str out;
    const char *example;
    if (!raw.n || identifier_parse(h->scratch, scheme, raw, &out, &example)) return;
    fault(h, r, DIAG_BAD_IDENTIFIER, strf(h->scratch, "%.*s has not the form of an %s", STR(str_sub(raw, 0, 60)), what),
          strf(h->scratch, "for example %s", example));
}

// Identifiers of a document that is no judgment.
static void check_other(struct hudoc *h, const struct row *r)
{
    check_form(h, r, SCHEME_ITEM, str_trim(r->cell[ITEM]), "item number");
    check_form(h, r, SCHEME_ECLI, str_trim(r->cell[ECLI]), "ECLI");
    for (struct str rest = r->cell[NUMBERS]; rest.p;) check_form(h, r, SCHEME_APPNO, str_trim(str_cut(rest, ';', &rest)), "application number");
}

static void count_kind(struct hudoc *h, struct str code)
{
    struct hudoc_counts *c = h->counts;
    size_t i = 0;
    code = str_sub(str_visible(h->scratch, str_trim(code)), 0, 20);
    if (!code.n || utf8_check(code) != code.n) code = S("?");
    while (i < c->kind_count && !str_eq(c->kinds[i].code, code)) i++;
    if (i == HUDOC_KINDS) i--; // the last one takes the rest
    if (i == c->kind_count) {
        c->kinds[i].code = i == HUDOC_KINDS - 1 ? S("other") : str_dup(h->arena, code);
        c->kind_count++;
    }
    c->kinds[i].n++;
    c->rows++;
}

static bool read_header(struct hudoc *h, struct err *err)
{
    const struct str *cells;
    memset(h->at, 0, sizeof h->at);
    if (!csv_next(h->csv, &cells, &h->width, err)) return false;
    for (size_t i = 0; i < h->width; i++) {
        struct str name = str_trim(cells[i]);
        if (!i && str_starts(name, S("\xEF\xBB\xBF"))) name = str_trim(str_sub(name, 3, name.n));
        for (int k = 0; k < COLUMNS; k++) {
            if (!str_eq(name, str_of(columns[k].name))) continue;
            if (h->at[k])
                return err_set(err, ERR_INPUT, "%.*s:%u: the column %s stands twice", STR(h->csv->name), h->csv->line, columns[k].name);
            h->at[k] = i + 1;
        }
    }
    for (int k = 0; k < COLUMNS; k++)
        if (columns[k].needed && !h->at[k])
            return err_set(err, ERR_INPUT,
                           "%.*s: the first row names no column %s; HUDOC's index has itemid, appno, docname, respondent, doctype, judgementdate, "
                           "ecli and others, in any order", STR(h->csv->name), columns[k].name);
    return true;
}

// The source and the court, where the register has none.
static bool put_frame(struct hudoc *h, struct tx *tx, struct err *err)
{
    const struct vocab *vocab = store_vocab(h->view->store);
    const struct type *sources = vocab_type(vocab, S("sources")), *bodies = vocab_type(vocab, S("organisations"));
    struct drafts source = {0}, court = {0};
    struct row none = {0};
    int64_t id = 0;
    size_t missing;
    if (!view_find(h->view, sources, source_of(h), &id, err)) return false;
    if (!id) {
        struct str title = h->form == HUDOC_RSS ? S("HUDOC: feeds of the Court’s documents") : S("HUDOC: metadata of the Court’s documents");
        add(h, &source, sources, S("title"), title, S("en"), &none);
        add(h, &source, sources, S("publisher"), S("European Court of Human Rights"), S(""), &none);
        add(h, &source, sources, S("url"), S("https://hudoc.echr.coe.int/"), S(""), &none);
        add(h, &source, sources, S("kind"), S("official"), S(""), &none);
        if (!tx_put(tx, sources, source_of(h), S(""), source.v, source.n, &missing, err)) return false;
    }
    if (!view_find(h->view, bodies, COURT, &id, err)) return false;
    if (id) return true;
    add(h, &court, bodies, S("name"), S("European Court of Human Rights"), S("en"), &none);
    add(h, &court, bodies, S("kind"), S("court"), S(""), &none);
    return tx_put(tx, bodies, COURT, S(""), court.v, court.n, &missing, err);
}

static bool take_rows(struct tx *tx, void *arg, struct err *err)
{
    struct hudoc *h = arg;
    const struct str *cells;
    size_t n;
    if (!read_header(h, err)) return false;
    for (bool first = true;;) {
        struct row r = {0};
        arena_reset(h->scratch);
        if (!csv_next(h->csv, &cells, &n, err)) return false;
        if (!n) return true;
        r.line = h->csv->line;
        if (n != h->width)
            return err_set(err, ERR_INPUT, "%.*s:%u: the row has %zu cells, the first row %zu; is a quote missing, or the file cut off?",
                           STR(h->csv->name), r.line, n, h->width);
        if (utf8_check(buf_str(&h->csv->row)) != h->csv->row.n)
            return err_set(err, ERR_INPUT, "%.*s:%u: the row is not UTF-8; save the file as UTF-8", STR(h->csv->name), r.line);
        for (int k = 0; k < COLUMNS; k++)
            if (h->at[k]) r.cell[k] = cells[h->at[k] - 1];
        count_kind(h, r.cell[KIND]);
        if (!str_eq(str_trim(r.cell[KIND]), S("HEJUD"))) {
            check_other(h, &r);
            continue;
        }
        if (first && !put_frame(h, tx, err)) return false;
        first = false;
        if (!take_judgment(h, tx, &r, err)) return false;
    }
}

// ---- feeds

// "Thu, 22 May 2025 00:00:00 GMT" (RFC 822, as RSS 2.0 has it) as dd/mm/yyyy; empty when it is none.
static struct str feed_date(struct arena *a, struct str s)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct str rest = s, day, month, year;
    size_t comma = str_chr(s, ',', 0);
    if (comma < s.n) rest = str_trim(str_sub(s, comma + 1, s.n));
    day = str_cut(rest, ' ', &rest);
    month = str_cut(rest, ' ', &rest);
    year = str_cut(rest, ' ', &rest);
    size_t at = month.n == 3 ? str_find(str_of(months), month, 0) : 1;
    if (day.n < 1 || day.n > 2 || year.n != 4 || at >= sizeof months - 1 || at % 3) return S("");
    return strf(a, "%s%.*s/%02zu/%.*s", day.n == 1 ? "0" : "", STR(day), at / 3 + 1, STR(year));
}

// The item that a link names: …#{"itemid":["001-243188"]}
static struct str feed_item(struct str link)
{
    size_t at = str_find(link, S("[\""), 0), end = at < link.n ? str_chr(link, '"', at + 2) : link.n;
    return end < link.n ? str_sub(link, at + 2, end) : S("");
}

// "AZ;RU": the countries behind the last " v. " or " c. " of a title.
static struct str feed_respondents(struct arena *a, struct str title)
{
    static const char *const between[] = {" v. ", " c. "};
    struct token *t;
    struct buf b = buf_in(a);
    size_t from = title.n;
    for (int k = 0; k < 2; k++)
        for (size_t at = 0; (at = str_find(title, str_of(between[k]), at)) < title.n; at++) from = at + 4;
    if (from >= title.n) return S("");
    size_t n = scan_text(a, str_sub(title, from, title.n), str_starts(title, S("AFFAIRE")) ? S("fr") : S("en"), &t);
    for (size_t i = 0; i < n; i++)
        if (t[i].kind == TOKEN_COUNTRY) buf_addf(&b, "%s%.*s", b.n ? ";" : "", STR(t[i].code));
    return buf_str(&b);
}

static void row_of_item(struct hudoc *h, const struct rss_item *i, struct row *r)
{
    struct str kind, numbers = i->description;
    size_t dash = str_find(i->description, S(" - "), 0);
    kind = dash < i->description.n ? str_sub(i->description, dash + 3, i->description.n) : i->description;
    numbers = str_sub(numbers, 0, dash);
    *r = (struct row){.line = i->line};
    r->cell[ITEM] = feed_item(i->link);
    r->cell[TITLE] = i->title;
    r->cell[DATE] = feed_date(h->scratch, i->date);
    r->cell[NUMBERS] = numbers;
    r->cell[RESPONDENT] = feed_respondents(h->scratch, i->title);
    r->cell[LANGUAGE] = str_starts(i->title, S("AFFAIRE")) ? S("FRE") : S("ENG");
    bool judgment = str_ends(kind, S("Judgment")) || str_ends(kind, S("Arrêt"));
    r->cell[KIND] = str_starts(r->cell[ITEM], S("004-")) ? S("EXEC") : judgment && str_starts(r->cell[ITEM], S("001-")) ? S("HEJUD") : S("other");
    r->cell[BRANCH] = str_starts(kind, S("Grand Chamber")) ? S("GRANDCHAMBER")
                      : str_starts(kind, S("Committee"))   ? S("COMMITTEE")
                      : str_starts(kind, S("Chamber"))     ? S("CHAMBER")
                                                           : S("");
}

// A case before the Committee of Ministers: its number goes to each judgment that has one of its application numbers.
static bool take_supervised(struct hudoc *h, struct tx *tx, const struct row *r, struct str words, struct err *err)
{
    struct token *t;
    size_t n = scan_text(h->scratch, words, S("en"), &t), missing;
    for (size_t i = 0; i < n; i++) {
        struct ref ref;
        struct ref_fault fault;
        struct hits hits;
        struct view v = *h->view;
        v.arena = h->scratch;
        if (t[i].kind != TOKEN_APPNO) continue;
        if (!ref_parse(h->scratch, store_vocab(v.store), strf(h->scratch, "judgments?number=%.*s", STR(t[i].code)), &ref, &fault)) continue;
        if (!query_list(&v, &ref, &hits, err)) return false;
        for (size_t k = 0; k < hits.n; k++) {
            const struct type *type;
            struct str slug;
            struct drafts l = {0};
            if (!view_name(&v, hits.v[k].entity, &type, &slug, err)) return false;
            if (!add(h, &l, h->judgments, S("execution"), r->cell[ITEM], S(""), r)) continue;
            if (!tx_put(tx, h->judgments, slug, S(""), l.v, l.n, &missing, err)) return false;
            h->counts->supervised++;
        }
    }
    return true;
}

static bool take_items(struct tx *tx, void *arg, struct err *err)
{
    struct hudoc *h = arg;
    if (h->item_count && !put_frame(h, tx, err)) return false;
    for (size_t i = 0; i < h->item_count; i++) {
        struct row r;
        arena_reset(h->scratch);
        row_of_item(h, &h->items[i], &r);
        count_kind(h, r.cell[KIND]);
        bool judgment = str_eq(r.cell[KIND], S("HEJUD")), supervised = str_eq(r.cell[KIND], S("EXEC"));
        struct str words = strf(h->scratch, "no. %.*s. %.*s. no. %.*s", STR(r.cell[NUMBERS]), STR(h->items[i].title), STR(h->items[i].description));
        if (judgment && !take_judgment(h, tx, &r, err)) return false;
        if (supervised && !take_supervised(h, tx, &r, words, err)) return false;
        if (!judgment) check_form(h, &r, SCHEME_ITEM, r.cell[ITEM], "item number");
    }
    return true;
}

bool hudoc_import(struct hudoc *h, enum hudoc_form form, const char *path, struct instant now, struct str recorder, struct hudoc_counts *out,
                  struct err *err)
{
    ARENA scratch = arena_new();
    ARENA reading = arena_new();
    GZ gz = {0};
    struct source_text *file = arena_alloc(h->arena, sizeof *file);
    const char *base = strrchr(path, '/');
    struct str text, note;
    *out = (struct hudoc_counts){0};
    file->name = str_of(strcmp(path, "-") ? base ? base + 1 : path : "standard input");
    note = strf(h->arena, "import %.*s", STR(file->name));
    h->form = form;
    h->file = file;
    h->scratch = scratch;
    h->counts = out;
    if (form == HUDOC_RSS)
        return file_read(reading, path, RSS_MAX, &text, err) && rss_parse(reading, file->name, text, &h->items, &h->item_count, err) &&
               store_tx(h->view->store, now, recorder, note, take_items, h, &out->tx, err);
    h->csv = arena_alloc(reading, sizeof *h->csv);
    if (!gz_open(&gz, path, HUDOC_MAX, err)) return false;
    csv_open(h->csv, reading, file->name, gz_read, &gz);
    return store_tx(h->view->store, now, recorder, note, take_rows, h, &out->tx, err);
}
