// Lines as signatories, in the layouts that letters have:
//
//   Name, role, organisation (Country)         Organisation, Country        Organisation – Country
//   | Name | Affiliation |                     a heading "Organisations" or "Individuals" says what follows
//   Name ⏎ role ⏎ organisation ⏎⏎              a block of lines each
//   Name, on behalf of Organisation
//
// A line is cut at its commas (at dashes when it has none); a country is recognised at its end; what is left is told apart
// by words that roles and organisations have (data/import.yaml). What two readings fit is marked.
#include <string.h>

#include "base/arena.h"
#include "intake/letter_page.h"
#include "intake/letter_tail.h"
#include "lang/fold.h"
#include "lang/scan.h"

enum { PARTS = 16 };
enum sort { SORT_ANY, SORT_ORGANISATION, SORT_PERSON };

struct parts {
    struct str v[PARTS];
    size_t n;
};

static struct str trimmed(struct str s)
{
    for (s = str_trim(s); s.n && strchr(",;", s.p[s.n - 1]);) s = str_trim(str_sub(s, 0, s.n - 1));
    return s;
}

// ---- what a piece of text is like

static bool small(struct str s)
{
    size_t i = 0;
    uint32_t cp = s.n ? utf8_next(s, &i) : 0;
    while (cp == 0x200B && i < s.n) cp = utf8_next(s, &i);
    return cp >= 'a' && cp <= 'z';
}

// Where in the folded text the first word of the list stands; its end: nowhere.
static size_t first_of(const struct incoming *in, enum word_list list, struct str folded)
{
    for (size_t i = 0; i < folded.n; i = str_chr(folded, ' ', i) + 1)
        if (words_begin(in->words, list, str_sub(folded, i, folded.n))) return i;
    return folded.n;
}

static bool role_like(const struct incoming *in, struct str s)
{
    return words_in(in->words, W_ROLE, fold(in->arena, s)) || (small(s) && !str_starts(s, S("the ")));
}

static bool organisation_like(const struct incoming *in, struct str s)
{
    struct str folded = fold(in->arena, s);
    if (words_in(in->words, W_ORGANISATION, folded)) return true;
    return str_chr(s, '&', 0) < s.n || str_find(s, S("(" ), 0) < s.n || str_find(s, S(".org"), 0) < s.n;
}

static bool country_like(const struct incoming *in, struct str s)
{
    struct str rest = trimmed(s), the = S("the ");
    if (str_starts(rest, the)) rest = str_sub(rest, the.n, rest.n);
    if (!rest.n || rest.n > 60) return false;
    if (words_are(in->words, W_REGION, fold(in->arena, rest))) return true;
    while (rest.p) {
        struct token *t;
        struct str one = str_trim(str_cut(rest, '/', &rest));
        size_t n = scan_text(in->arena, one, in->lang, &t);
        if (n != 1 || t[0].kind != TOKEN_COUNTRY || t[0].n != one.n) n = scan_text(in->arena, one, S("en"), &t);
        if (n != 1 || t[0].kind != TOKEN_COUNTRY || t[0].n != one.n) return false;
    }
    return true;
}

// Two to five words that could be a person's names; titles in front do not count.
static bool person_like(const struct incoming *in, struct str s)
{
    struct str folded = fold(in->arena, s);
    size_t honour = 0, words = words_count(folded);
    for (size_t n; (n = words_begin(in->words, W_HONORIFIC, str_sub(folded, honour, folded.n)));) honour += n + (honour + n < folded.n);
    if (honour) return true;
    if (words < 2 || words > 6 || small(s) || strpbrk(str_c(in->arena, s), "0123456789&@/:+#|")) return false;
    struct str rest = s;
    while (rest.p) {
        struct str word = str_cut(rest, ' ', &rest);
        struct str particles = S(" de da do dos del della di van von der den la le el al bin ibn ben bint y e zu af oğlu qızı ");
        if (small(word) && (word.n > 5 || str_find(particles, strf(in->arena, " %.*s ", STR(word)), 0) == particles.n)) return false;
    }
    return !words_in(in->words, W_ORGANISATION, folded);
}

bool sign_group(const struct incoming *in, const struct page *p, size_t line)
{
    const struct line *l = &p->lines[line];
    size_t words = words_count(l->folded);
    if (!words || words > 9 || l->prose || l->out) return false;
    bool named = words_in(in->words, W_ORGANISATIONS, l->folded) || words_in(in->words, W_INDIVIDUALS, l->folded);
    if (l->kind == LINE_ROW) return named && line + 1 < p->count && str_find(p->lines[line + 1].md, S("--"), 0) < p->lines[line + 1].md.n;
    if (l->kind == LINE_ITEM || !named) return false;
    bool whole = words_are(in->words, W_ORGANISATIONS, l->folded) || words_are(in->words, W_INDIVIDUALS, l->folded);
    return l->kind == LINE_HEADING || l->bold || str_ends(l->plain, S(":")) || whole;
}

bool sign_like(const struct incoming *in, const struct page *p, size_t line)
{
    const struct line *l = &p->lines[line];
    struct str rest;
    if (l->kind == LINE_ROW) return true;
    if ((l->kind != LINE_TEXT && l->kind != LINE_ITEM) || l->prose || l->out || !l->folded.n || l->plain.n > 320) return false;
    size_t words = words_count(l->folded);
    char last = l->plain.p[l->plain.n - 1];
    if (words > 36 || str_chr(l->plain, '@', 0) < l->plain.n || strchr("?!:", last) || strchr("[*", l->plain.p[0])) return false;
    if (last == '.') { // an abbreviation ends a name; a sentence does not
        size_t at = l->plain.n - 1;
        while (at && l->plain.p[at - 1] != ' ') at--;
        if (words > 6 && l->plain.n - at > 5 && str_find(str_sub(l->plain, at, l->plain.n - 1), S("."), 0) == l->plain.n - 1 - at) return false;
    }
    if (line_is_online(in, l) || line_is_copy(in, l, &rest) || line_is_credit(in, l)) return false;
    if (line_prefix(in, l, W_NOTE, &rest)) return false;
    return !words_begin(in->words, W_WE, l->folded) || words <= 4;
}

// ---- cutting

// At commas and semicolons outside brackets, or at dashes between blanks.
static struct parts cut(struct str s, bool dashes)
{
    struct parts p = {0};
    size_t from = 0;
    int depth = 0;
    for (size_t i = 0; i < s.n && p.n < PARTS - 1; i++) {
        size_t width = 0;
        depth += (s.p[i] == '(') - (s.p[i] == ')' && depth);
        if (!dashes && !depth && (s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '\t')) width = 1;
        if (!dashes && str_starts(str_sub(s, i, s.n), S("، "))) width = 3;
        if (dashes && str_starts(str_sub(s, i, s.n), S(" - "))) width = 3;
        if (dashes && (str_starts(str_sub(s, i, s.n), S(" – ")) || str_starts(str_sub(s, i, s.n), S(" — ")))) width = 5;
        if (!width) continue;
        p.v[p.n] = trimmed(str_sub(s, from, i));
        p.n += p.v[p.n].n > 0;
        from = i + width;
        i = from - 1;
    }
    p.v[p.n] = trimmed(str_sub(s, from, s.n));
    p.n += p.v[p.n].n > 0;
    return p;
}

static struct str join(struct arena *a, const struct parts *p, size_t from, size_t to)
{
    struct buf b = buf_in(a);
    for (size_t i = from; i < to; i++) buf_addf(&b, "%s%.*s", i > from ? ", " : "", STR(p->v[i]));
    return buf_str(&b);
}

// "Human Rights Club (Azerbaijan)", "Access – Global": takes the country off the last part.
static struct str take_country(const struct incoming *in, struct parts *p)
{
    struct str *last = &p->v[p->n - 1], country = *last;
    if (p->n > 1 && country_like(in, country)) {
        p->n--;
        return country;
    }
    size_t open = last->n;
    while (open && last->p[open - 1] != '(') open--;
    if (open && str_ends(*last, S(")")) && country_like(in, str_sub(*last, open, last->n - 1))) {
        country = str_sub(*last, open, last->n - 1);
        *last = trimmed(str_sub(*last, 0, open - 1));
        p->n -= !last->n;
        return country;
    }
    struct parts dashed = cut(*last, true);
    if (dashed.n < 2 || !country_like(in, dashed.v[dashed.n - 1])) return (struct str){0};
    country = dashed.v[dashed.n - 1];
    *last = trimmed(str_sub(*last, 0, (size_t)(dashed.v[dashed.n - 2].p - last->p) + dashed.v[dashed.n - 2].n));
    return country;
}

static bool has_comma(struct str s) { return str_chr(s, ',', 0) < s.n; }

// ---- one signatory

struct reader {
    struct incoming *in;
    enum sort sort;         // of what the heading says
    size_t lines, countries; // of the lines, how many end with a country
    size_t persons, organisations; // that are clear
    struct texts pending;   // comments for the next signatory
    struct str columns[PARTS];
    size_t column_count;
};

static struct incoming_signer *add_signer(struct reader *r, uint32_t no)
{
    struct incoming *in = r->in;
    in->signers = arena_grow(in->arena, in->signers, &in->signer_cap, in->signer_count + 1, sizeof *in->signers);
    struct incoming_signer *s = &in->signers[in->signer_count++];
    *s = (struct incoming_signer){.no = no, .comments = r->pending};
    r->pending = (struct texts){0};
    return s;
}

static void signer_unsure(struct reader *r, struct incoming_signer *s, const char *why)
{
    enum { NOTES = 40 };
    texts_add(r->in->arena, &s->comments, strf(r->in->arena, "unsure: %s", why));
    if (r->in->ds->notes < NOTES) diag_add(r->in->ds, DIAG_UNSURE, r->in->file, (struct pos){s->no, 1}, 1, "%s", why);
}

// "on behalf of X": X. The words in front become a comment.
static struct str represented(struct reader *r, struct incoming_signer *s, struct str part)
{
    for (size_t space = str_chr(part, ' ', 0); space < part.n && space < 40; space = str_chr(part, ' ', space + 1)) {
        if (!words_are(r->in->words, W_BEHALF, fold(r->in->arena, str_sub(part, 0, space)))) continue;
        if (words_begin(r->in->words, W_BEHALF, fold(r->in->arena, part)) > space) continue; // "for" of "for and on behalf of"
        texts_add(r->in->arena, &s->comments, strf(r->in->arena, "as written: %.*s", STR(str_sub(part, 0, space))));
        return trimmed(str_sub(part, space, part.n));
    }
    return (struct str){0};
}

static bool mainly_persons(const struct reader *r) { return r->persons * 3 > r->organisations * 5 && r->persons > 2; }

// What stands behind a person's name: role and organisation.
static void read_rest(struct reader *r, struct incoming_signer *s, const struct parts *p, size_t from)
{
    struct arena *a = r->in->arena;
    size_t roles = 0, tail = p->n, lead = from;
    for (size_t i = from; i < p->n; i++) {
        struct str of = represented(r, s, p->v[i]);
        if (!of.n) continue;
        s->role = join(a, p, from, i);
        s->organisation = i + 1 < p->n ? strf(a, "%.*s, %.*s", STR(of), STR(join(a, p, i + 1, p->n))) : of;
        return;
    }
    for (size_t i = from; i < p->n; i++) roles += role_like(r->in, p->v[i]);
    if (!roles) {
        s->organisation = join(a, p, from, p->n);
        return;
    }
    while (tail > from && !role_like(r->in, p->v[tail - 1])) tail--;
    if (tail == p->n && p->n - from > 1) {
        // an organisation may have a role's word in its name: "Union of Journalists"; it may also stand in front of the role
        struct str folded = fold(a, p->v[tail - 1]);
        if (!small(p->v[tail - 1]) && first_of(r->in, W_ORGANISATION, folded) < first_of(r->in, W_ROLE, folded)) tail--;
    }
    while (lead < p->n && !role_like(r->in, p->v[lead]) && tail == p->n) lead++;
    s->role = join(a, p, lead, tail);
    s->organisation = tail < p->n ? join(a, p, tail, p->n) : join(a, p, from, lead);
}

// "QC", "PhD" behind a comma belong to the name.
static void join_suffixes(const struct reader *r, struct parts *p)
{
    while (p->n > 1 && words_are(r->in->words, W_SUFFIX, fold(r->in->arena, p->v[1]))) {
        p->v[0] = strf(r->in->arena, "%.*s, %.*s", STR(p->v[0]), STR(p->v[1]));
        memmove(p->v + 1, p->v + 2, (p->n - 2) * sizeof *p->v);
        p->n--;
    }
}

// A last part that is no country the program knows, in a list where nearly all have one.
static bool country_by_place(struct reader *r, struct parts *p, struct str *country)
{
    if (r->lines < 5 || r->countries * 10 < r->lines * 7 || p->n < 2) return false;
    struct str last = p->v[p->n - 1];
    if (words_count(fold(r->in->arena, last)) > 3 || role_like(r->in, last) || organisation_like(r->in, last)) return false;
    *country = last;
    p->n--;
    return true;
}

static void read_parts(struct reader *r, struct parts *p, uint32_t no)
{
    struct arena *a = r->in->arena;
    if (!p->n) return;
    struct incoming_signer *s = add_signer(r, no);
    s->country = take_country(r->in, p);
    bool guessed = !s->country.n && country_by_place(r, p, &s->country);
    join_suffixes(r, p);
    if (!p->n) {
        s->organisation = s->country;
        s->country = (struct str){0};
        return;
    }
    bool behalf = p->n > 1 && words_begin(r->in->words, W_BEHALF, fold(a, p->v[1]));
    bool person = person_like(r->in, p->v[0]), role = p->n > 1 && !behalf && role_like(r->in, p->v[1]);
    bool alone = person && p->n == 1 && r->sort == SORT_ANY && !words_begin(r->in->words, W_HONORIFIC, fold(a, p->v[0]));
    if (r->sort == SORT_PERSON) person = true;
    else if (r->sort == SORT_ORGANISATION) person = person && (behalf || (role && p->n > 2));
    else if (alone) person = mainly_persons(r) || !r->organisations;
    else person = (person || role || behalf) && (role || !organisation_like(r->in, p->v[0]));
    if (person) {
        s->name = p->v[0];
        read_rest(r, s, p, 1);
    } else {
        s->organisation = join(a, p, 0, p->n);
    }
    if (alone && !mainly_persons(r) && (r->persons || r->organisations < 3) && !guessed) signer_unsure(r, s, "a person, or an organisation?");
    if (guessed) signer_unsure(r, s, "is this a country? Nearly all lines of the list end with one");
}

static struct parts parts_of(const struct incoming *in, struct str plain)
{
    struct parts p = cut(plain, false), d;
    if (p.n > 1) return p;
    d = cut(plain, true);
    bool two = d.n > 1 && (person_like(in, d.v[0]) || (d.n == 2 && !country_like(in, d.v[1]) && role_like(in, d.v[1])));
    return two ? d : p;
}

// ---- tables

static struct parts cells(struct arena *a, struct str md)
{
    struct parts p = {0};
    struct page empty = {.arena = a};
    size_t from = 1;
    for (size_t i = 1; i <= md.n && p.n < PARTS; i++) {
        if (i < md.n && (md.p[i] != '|' || md.p[i - 1] == '\\')) continue;
        if (i < md.n || str_trim(str_sub(md, from, i)).n) p.v[p.n++] = page_plain(&empty, str_trim(str_sub(md, from, i)), NULL);
        from = i + 1;
    }
    return p;
}

static void read_row(struct reader *r, const struct line *l)
{
    struct incoming *in = r->in;
    struct parts p = cells(in->arena, str_sub(l->md, str_chr(l->md, '|', 0), l->md.n)), full = {0};
    for (size_t i = 0; i < p.n; i++)
        if (p.v[i].n) full.v[full.n++] = p.v[i];
    if (!full.n) return;
    if (!r->column_count) {
        if (full.n == 1) full = parts_of(in, full.v[0]);
        read_parts(r, &full, l->no);
        return;
    }
    struct incoming_signer *s = add_signer(r, l->no);
    for (size_t i = 0; i < p.n; i++) {
        struct str column = i < r->column_count ? r->columns[i] : (struct str){0}, v = p.v[i];
        if (!v.n) continue;
        if (words_in(in->words, W_COLUMN_COUNTRY, column) && !s->country.n) s->country = v;
        else if (words_in(in->words, W_COLUMN_AFFILIATION, column) && !s->role.n && !s->organisation.n) {
            struct parts rest = cut(v, false);
            read_rest(r, s, &rest, 0);
        } else if (words_in(in->words, W_COLUMN_ROLE, column) && !s->role.n) s->role = v;
        else if (words_in(in->words, W_ORGANISATIONS, column) && !s->organisation.n) s->organisation = v;
        else if (words_in(in->words, W_INDIVIDUALS, column) && !s->name.n) s->name = v;
        else if (!s->name.n && !s->organisation.n && !i) s->name = v;
        else texts_add(in->arena, &s->comments, strf(in->arena, "%.*s: %.*s", STR(column), STR(v)));
    }
    if (!s->name.n && !s->organisation.n) { // a role alone, or a country, is nobody
        s->organisation = s->role.n ? s->role : s->country.n ? s->country : full.v[0];
        if (s->role.n) s->role = (struct str){0};
        else s->country = (struct str){0};
    }
}

static void read_columns(struct reader *r, const struct line *l)
{
    struct parts p = cells(r->in->arena, str_sub(l->md, str_chr(l->md, '|', 0), l->md.n));
    r->column_count = p.n;
    for (size_t i = 0; i < p.n; i++) r->columns[i] = fold(r->in->arena, p.v[i]);
    texts_add(r->in->arena, &r->pending, strf(r->in->arena, "as written: %.*s", STR(join(r->in->arena, &p, 0, p.n))));
}

// ---- many lines

// A line over signatures that is none itself.
static bool sign_heading(const struct reader *r, const struct line *l)
{
    const struct page *p = r->in->page;
    if (l->kind == LINE_HEADING || sign_group(r->in, p, (size_t)(l - p->lines))) return true;
    size_t words = words_count(l->folded), said = words_begin(r->in->words, W_SIGNED, l->folded);
    if (words > 10 || l->prose) return !l->folded.n || l->prose;
    return (said == l->folded.n && words) || (said && (str_ends(l->plain, S(":")) || str_ends(l->plain, S(",")))) || str_ends(l->plain, S(":"));
}

static void read_heading(struct reader *r, const struct line *l)
{
    if (words_in(r->in->words, W_INDIVIDUALS, l->folded)) r->sort = SORT_PERSON;
    if (words_in(r->in->words, W_ORGANISATIONS, l->folded)) r->sort = SORT_ORGANISATION;
    if (words_in(r->in->words, W_INDIVIDUALS, l->folded) && words_in(r->in->words, W_ORGANISATIONS, l->folded)) r->sort = SORT_ANY;
    texts_add(r->in->arena, &r->pending, strf(r->in->arena, "as written: %.*s", STR(l->plain)));
    r->column_count = 0;
}

// Of the lines [from, end) one signatory takes so many: a person's name, then what the person is. 0: they have not that form.
static size_t lines_each(const struct incoming *in, size_t from, size_t end)
{
    const struct page *p = in->page;
    size_t n = end - from;
    for (size_t k = 2; k <= n && k <= 6; k++) {
        bool fits = n % k == 0;
        for (size_t i = from; fits && i < end; i += k) {
            struct str first = p->lines[i].plain, second = p->lines[i + 1].plain;
            bool another = has_comma(second) && person_like(in, str_sub(second, 0, str_chr(second, ',', 0)));
            fits = !has_comma(first) && person_like(in, first) && !another &&
                   (role_like(in, second) || organisation_like(in, second) || country_like(in, p->lines[i + k - 1].plain));
        }
        if (fits) return k;
    }
    return 0;
}

// Where every block of lines begins with a person's name and goes on with what the person is, a block is a signatory.
bool sign_blocks(const struct incoming *in, size_t from, size_t to)
{
    const struct page *p = in->page;
    size_t blocks = 0, fitting = 0;
    for (size_t i = from, end; i < to; i = end) {
        for (end = i + 1; end < to && !p->lines[end].gap && p->lines[end].kind == LINE_TEXT; end++) {}
        if (p->lines[i].kind != LINE_TEXT || sign_group(in, p, i)) continue;
        blocks++;
        fitting += lines_each(in, i, end) > 0;
    }
    return blocks && fitting * 3 >= blocks * 2;
}

static struct parts block_parts(const struct page *p, size_t from, size_t to)
{
    struct parts out = {0};
    for (size_t i = from; i < to && out.n < PARTS; i++) {
        struct parts one = cut(p->lines[i].plain, false);
        for (size_t k = 0; k < one.n && out.n < PARTS; k++) out.v[out.n++] = one.v[k];
    }
    return out;
}

// What is clear decides what is not.
static void survey(struct reader *r, size_t from, size_t to)
{
    const struct page *p = r->in->page;
    for (size_t i = from; i < to; i++) {
        if (!sign_like(r->in, p, i) || p->lines[i].kind == LINE_ROW || sign_group(r->in, p, i)) continue;
        struct parts one = parts_of(r->in, p->lines[i].plain);
        r->lines++;
        r->countries += one.n && take_country(r->in, &one).n;
        if (!one.n) continue;
        bool person = person_like(r->in, one.v[0]);
        r->persons += person && (one.n > 1 || words_begin(r->in->words, W_HONORIFIC, fold(r->in->arena, one.v[0])));
        r->organisations += !person && organisation_like(r->in, one.v[0]);
    }
}

static size_t read_line(struct reader *r, size_t i, size_t to, bool blocks)
{
    struct page *p = r->in->page;
    struct line *l = &p->lines[i];
    size_t end = i + 1;
    if (l->kind == LINE_RULE || l->out) return end;
    bool separator = i + 1 < to && l->kind == LINE_ROW && str_find(p->lines[i + 1].md, S("--"), 0) < p->lines[i + 1].md.n;
    bool heading = sign_heading(r, l);
    l->out = true;
    if (l->urls.n) texts_add(r->in->arena, &r->pending, strf(r->in->arena, "address: %.*s", STR(l->urls)));
    if (separator) {
        read_heading(r, l);
        r->pending.n--; // the columns say the same
        read_columns(r, l);
    } else if (l->kind == LINE_ROW) {
        if (str_find(l->md, S("--"), 0) == l->md.n || l->folded.n) read_row(r, l);
    } else if (heading) {
        read_heading(r, l);
    } else if (blocks) {
        while (end < to && !p->lines[end].gap && p->lines[end].kind == LINE_TEXT) end++;
        size_t each = lines_each(r->in, i, end);
        if (each) end = i + each;
        for (size_t k = i; k < end; k++) p->lines[k].out = true;
        struct parts all = block_parts(p, i, end);
        read_parts(r, &all, l->no);
    } else {
        struct parts one = parts_of(r->in, l->plain);
        read_parts(r, &one, l->no);
    }
    return end;
}

void sign_lines(struct incoming *in, size_t from, size_t to)
{
    struct reader r = {.in = in};
    size_t first = from;
    while (first < to && sign_heading(&r, &in->page->lines[first])) first++;
    survey(&r, from, to);
    bool blocks = sign_blocks(in, first, to);
    for (size_t i = from; i < to;) i = read_line(&r, i, to, blocks);
    for (size_t i = 0; i < r.pending.n; i++) texts_add(in->arena, &in->comments[KEY_SIGNATORIES], r.pending.v[i]);
}
