// What has a number of its own form.
//
//   article      Article 46 (4) | Art. 46 § 4 | Article 5 § 1 (c) | Article 220.1 | Article 1 of
//   Protocol No. 1
//                | Articles 5 and 18 | Article 18 in conjunction with Article 5 § 1 (c) | 46-cı
//                maddə
//   written as   46-4           46-4          5-1-c               220.1           P1-1
//                  5, 18               18+5-1-c                                     46 (HUDOC's
//                  notation)
//   appno        15172/13 | no. 42/15 | 48653/13+
//   ecli         ECLI:CE:ECHR:2014:0522JUD001517213
//   document     CM/ResDH(2017)429 | CM/Del/Dec(2016)1250/H46-4 | CM/Notes/1514/H46-37 |
//   DH-DD(2015)1178-rev
//                | CM/Inf/DH(2016)33 | A/HRC/33/66 | Doc. 15149 | Resolution 1900 (2012) |
//                001-144124
//
// Sources print stray blanks in document numbers ("CM/ ResDH ( 2021)41"); they are read over and
// not kept.
#include "lang/scan_code.h"

#include "base/buf.h"
#include "lang/scan_number.h"

// ---- articles

static size_t phrase_or(const struct prose *p, size_t i, enum sense_kind kind, size_t otherwise)
{
    size_t end = lex_phrase(p, i, kind, NULL);
    return end ? end : otherwise;
}

static size_t skip_dot(const struct prose *p, size_t i)
{
    return lex_is_mark(p, i, '.') ? i + 1 : i;
}

// A single letter a … z in parentheses, or digits. Returns the index behind ")".
static size_t parenthesis(const struct prose *p, size_t i, struct buf *b)
{
    if (!lex_is_mark(p, i, '(') && i > 0 && lex_at(p, i)->kind == LEX_WORD) i--; // "5 § 1 c)"
    if (!lex_is_mark(p, i + 2, ')') || (!lex_is_mark(p, i, '(') && lex_at(p, i)->kind != LEX_DIGITS)) return 0;
    struct str s = lex_str(p, i + 1);
    bool letter = lex_at(p, i + 1)->kind == LEX_WORD && s.n == 1 && s.p[0] >= 'a' && s.p[0] <= 'z';
    bool digits = lex_at(p, i + 1)->kind == LEX_DIGITS && s.n <= 2;
    if (!letter && !digits) return 0;
    buf_addf(b, "-%.*s", STR(s));
    return i + 3;
}

// "§ 4", "§§ 1", "paragraph 4". Returns the index behind, 0 when none; *many when a list may
// follow.
static size_t paragraph(const struct prose *p, size_t i, struct buf *b, bool *many)
{
    const struct sense *s = NULL;
    size_t from = lex_phrase(p, i, SENSE_PARAGRAPH, &s);
    *many = from && s->value;
    if (!from && lex_is_mark(p, i, ',')) from = lex_phrase(p, i + 1, SENSE_PARAGRAPH, NULL);
    if (!from && lex_is_mark(p, i, 0xA7)) {
        *many = lex_is_mark(p, i + 1, 0xA7);
        from = *many ? i + 2 : i + 1;
    }
    if (!from || lex_at(p, from)->kind != LEX_DIGITS || lex_at(p, from)->n > 2) return 0;
    buf_addf(b, "-%.*s", STR(lex_str(p, from)));
    return from + 1;
}

// What stands behind the article's number: paragraphs and letters.
static size_t article_tail(const struct prose *p, size_t i, struct buf *b, bool *many)
{
    size_t next = paragraph(p, i, b, many);
    if (next) i = next;
    for (int k = 0; k < 3 && (next = parenthesis(p, i, b)); k++) i = next;
    return i;
}

// "46", "220.1", "10a". Returns the index behind.
static size_t article_number(const struct prose *p, size_t i, struct buf *b)
{
    if (lex_at(p, i)->kind != LEX_DIGITS || lex_at(p, i)->n > 4) return 0;
    buf_add(b, lex_str(p, i++));
    while (lex_is_mark(p, i, '.') && lex_glued(p, i) && lex_glued(p, i + 1) &&
           lex_at(p, i + 1)->kind == LEX_DIGITS && lex_at(p, i + 1)->n <= 3) {
        buf_addf(b, ".%.*s", STR(lex_str(p, i + 1)));
        i += 2;
    }
    return lex_at(p, i)->kind == LEX_WORD && lex_glued(p, i) ? 0 : i;
}

// "of Protocol No. 1"; its number, or 0.
static size_t protocol(const struct prose *p, size_t i, struct str *number)
{
    size_t at = lex_phrase(p, i, SENSE_PROTOCOL, NULL);
    if (!at) return 0;
    at = skip_dot(p, phrase_or(p, at, SENSE_SIGN, lex_is_mark(p, at, 0x2116) ? at + 1 : at));
    if (lex_at(p, at)->kind != LEX_DIGITS || lex_at(p, at)->n > 2) return 0;
    *number = lex_str(p, at);
    return at + 1;
}

// One article behind its word, in HUDOC's notation.
static size_t article_one(const struct prose *p, size_t i, struct str *code, bool *many)
{
    struct buf b = buf_in(p->arena), with = buf_in(p->arena);
    struct str number = {0};
    size_t end = article_number(p, i, &b);
    *many = false;
    if (!end) return 0;
    end = article_tail(p, end, &b, many);
    size_t behind = protocol(p, end, &number);
    if (behind) {
        buf_addf(&with, "P%.*s-%.*s", STR(number), STR(buf_str(&b)));
        b = with;
        end = behind;
    }
    *code = buf_str(&b);
    return end;
}

// "paragraph 4 of Article 46", "пункты 1 и 3 статьи 6".
static size_t paragraphs_of(const struct prose *p, size_t i, struct str *article, size_t numbers[FOUND_MAX], size_t *n)
{
    struct buf b = buf_in(p->arena);
    size_t at = lex_is_mark(p, i, 0xA7) ? i + 1 : lex_phrase(p, i, SENSE_PARAGRAPH, NULL);
    if (lex_is_mark(p, i, 0xA7) && lex_is_mark(p, at, 0xA7)) at++;
    at = at ? skip_dot(p, at) : 0;
    for (*n = 0; at && *n < FOUND_MAX && lex_at(p, at)->kind == LEX_DIGITS && lex_at(p, at)->n <= 2;) {
        numbers[(*n)++] = at++;
        size_t and = lex_is_mark(p, at, ',') ? at + 1 : lex_phrase(p, at, SENSE_AND, NULL);
        if (!and) break;
        at = and;
    }
    if (!*n) return 0;
    at = phrase_or(p, at, SENSE_OF, at);
    at = lex_phrase(p, at, SENSE_ARTICLE, NULL);
    size_t end = at ? article_number(p, skip_dot(p, at), &b) : 0;
    *article = buf_str(&b);
    return end;
}

// " in conjunction with Article 5 § 1 (c)"
static size_t article_with(const struct prose *p, size_t i, struct str *code)
{
    struct str more;
    bool many;
    size_t at = lex_phrase(p, i, SENSE_WITH, NULL);
    if (!at) return 0;
    size_t numbers[FOUND_MAX], n, word = lex_phrase(p, at, SENSE_ARTICLE, NULL), end = 0;
    if (word)
        end = article_one(p, skip_dot(p, word), &more, &many);
    else if ((end = paragraphs_of(p, at, &more, numbers, &n)))
        more = strf(p->arena, "%.*s-%.*s", STR(more), STR(lex_str(p, numbers[0])));
    if (end) *code = strf(p->arena, "%.*s+%.*s", STR(*code), STR(more));
    return end;
}

static bool article_add(const struct prose *p, size_t from, size_t to, struct str code,
                        struct found *f)
{
    struct token *t = found_add(f, p, TOKEN_ARTICLE, from, to);
    if (t) t->code = code;
    return t != NULL;
}

// The next of "Articles 5, 6 and 18": behind "," or "and", and nothing that counts or dates.
static size_t list_next(const struct prose *p, size_t i)
{
    if (lex_is_mark(p, i, ',')) i++;
    i = phrase_or(p, i, SENSE_AND, i);
    if (lex_at(p, i)->kind != LEX_DIGITS || !lex_at(p, i)->gap) return 0;
    const struct lex *after = lex_at(p, i + 1);
    bool other =
        lex_may(after, SENSE_MONTH) || lex_may(after, SENSE_UNIT) || lex_may(after, SENSE_COUNTED);
    return other || lex_at(p, i)->n > 3 ? 0 : i;
}

static void article_list(const struct prose *p, size_t i, struct found *f)
{
    bool many;
    struct str code;
    for (size_t end; (i = list_next(p, i)) && (end = article_one(p, i, &code, &many)); i = end)
        if (!article_add(p, i, end, code, f)) return;
}

// "Article 6 §§ 1 and 3 (d)": the paragraphs behind the first are of the same article.
static void paragraph_list(const struct prose *p, size_t i, struct str article, struct found *f)
{
    while ((i = list_next(p, i))) {
        struct buf b = buf_in(p->arena);
        size_t end = i + 1, next;
        buf_addf(&b, "%.*s-%.*s", STR(article), STR(lex_str(p, i)));
        while ((next = parenthesis(p, end, &b))) end = next;
        if (!article_add(p, i, end, buf_str(&b), f)) return;
        i = end;
    }
}

// "46-cı" before its word. Returns the index behind, 0 when it is no such number.
static size_t numbered(const struct prose *p, size_t i)
{
    if (lex_at(p, i)->kind != LEX_DIGITS || lex_at(p, i)->n > 4 || !number_may_begin(p, i)) return 0;
    size_t at = lex_is_hyphen(p, i + 1) && lex_glued(p, i + 1) ? i + 2 : i + 1;
    return phrase_or(p, at, SENSE_DAY_AFTER, at);
}

// "46-cı maddənin 4-cü bəndi": its code; 0 when there is none.
static size_t worded_article(const struct prose *p, size_t i, struct str *code)
{
    size_t at = numbered(p, i), end = at ? lex_phrase(p, at, SENSE_ARTICLE_AFTER, NULL) : 0;
    if (!end) return 0;
    size_t more = numbered(p, end), behind = more ? lex_phrase(p, more, SENSE_PARAGRAPH_AFTER, NULL) : 0;
    *code = lex_str(p, i);
    if (!behind) return end;
    *code = strf(p->arena, "%.*s-%.*s", STR(*code), STR(lex_str(p, end)));
    return behind;
}

// "5-ci və 18-ci maddələr": as many as stand before the word.
static bool worded_list(const struct prose *p, size_t i, struct found *f)
{
    size_t numbers[FOUND_MAX], n = 0, at = i;
    for (; n < FOUND_MAX; n++) {
        size_t end = numbered(p, at);
        if (!end) return false;
        numbers[n] = at;
        at = end;
        if (n && lex_phrase(p, at, SENSE_ARTICLE_AFTER, NULL)) break;
        at = lex_is_mark(p, at, ',') ? at + 1 : phrase_or(p, at, SENSE_AND, 0);
        if (!at) return false;
    }
    if (n == FOUND_MAX) return false;
    for (size_t k = 0; k <= n; k++)
        if (!article_add(p, numbers[k], k < n ? numbers[k] + 1 : lex_phrase(p, at, SENSE_ARTICLE_AFTER, NULL), lex_str(p, numbers[k]), f))
            return true;
    return true;
}

// The word behind the number; "18-ci maddə 5-ci maddə ilə birlikdə", "5-ci maddə ilə birlikdə 18-ci maddə".
static void article_before(const struct prose *p, size_t i, struct found *f)
{
    struct str code, other;
    size_t end = worded_article(p, i, &code);
    if (!end) {
        worded_list(p, i, f);
        return;
    }
    size_t next = worded_article(p, end, &other), with = next ? lex_phrase(p, next, SENSE_WITH, NULL) : 0;
    if (with) {
        article_add(p, i, with, strf(p->arena, "%.*s+%.*s", STR(code), STR(other)), f);
        return;
    }
    with = lex_phrase(p, end, SENSE_WITH, NULL);
    next = with ? worded_article(p, with, &other) : 0;
    if (next)
        article_add(p, i, next, strf(p->arena, "%.*s+%.*s", STR(other), STR(code)), f);
    else
        article_add(p, i, end, code, f);
}

static bool article_behind(const struct prose *p, size_t i, struct found *f)
{
    struct str article;
    size_t numbers[FOUND_MAX], n, end = paragraphs_of(p, i, &article, numbers, &n);
    for (size_t k = 0; end && k < n; k++) {
        struct str code = strf(p->arena, "%.*s-%.*s", STR(article), STR(lex_str(p, numbers[k])));
        article_add(p, n == 1 ? i : numbers[k], k + 1 < n ? numbers[k] + 1 : end, code, f);
    }
    return end != 0;
}

void read_article(const struct prose *p, size_t i, struct found *f)
{
    const struct sense *s = NULL;
    struct str code, number;
    bool many = false;
    if (lex_at(p, i)->kind == LEX_DIGITS) {
        article_before(p, i, f);
        return;
    }
    if ((lex_may(lex_at(p, i), SENSE_PARAGRAPH) || lex_is_mark(p, i, 0xA7)) && article_behind(p, i, f)) return;
    size_t at = lex_phrase(p, i, SENSE_ARTICLE, &s);
    if (!at) return;
    at = skip_dot(p, at);
    size_t end = article_one(p, at, &code, &many), more = end ? article_with(p, end, &code) : 0;
    if (!end || lex_phrase(p, end, SENSE_UNIT, NULL)) return; // "in an article 10 years ago"
    number = str_sub(code, 0, str_chr(code, '-', 0));
    article_add(p, i, more ? more : end, code, f);
    if (more) return;
    if (many)
        paragraph_list(p, end, number, f);
    else if (s->value)
        article_list(p, end, f);
}

// ---- the number of a case: "X v. Y (No. 2)"

void read_serial(const struct prose *p, size_t i, struct found *f)
{
    if (i == 0 || !lex_is_mark(p, i - 1, '(')) return;
    size_t at = lex_is_mark(p, i, 0x2116) ? i + 1 : lex_phrase(p, i, SENSE_SIGN, NULL);
    at = at ? skip_dot(p, at) : 0;
    if (!at || lex_at(p, at)->kind != LEX_DIGITS || lex_at(p, at)->n > 2 || !lex_is_mark(p, at + 1, ')')) return;
    found_add(f, p, TOKEN_SERIAL, i, at + 1)->number = lex_value(p, at);
}

// ---- application numbers

// Behind "no." or "nos.", or further in such a list (a bounded way back: a text may be one long
// list).
static bool is_numbered(const struct prose *p, size_t i)
{
    for (int k = 0; k < 64 && i >= 4 && lex_is_mark(p, i - 3, '/'); k++, i -= 4)
        if (!lex_is_mark(p, i - 1, ',') && !lex_phrase(p, i - 1, SENSE_AND, NULL)) break;
    if (i > 0 && lex_is_mark(p, i - 1, 0x2116)) return true;
    if (i > 0 && lex_is_mark(p, i - 1, '.')) i--;
    return i > 0 && lex_phrase(p, i - 1, SENSE_SIGN, NULL) == i;
}

void read_appno(const struct prose *p, size_t i, struct found *f)
{
    const struct lex *a = lex_at(p, i), *b = lex_at(p, i + 2);
    if (a->kind != LEX_DIGITS || !lex_is_mark(p, i + 1, '/') || b->kind != LEX_DIGITS) return;
    if (lex_at(p, i + 1)->gap || b->gap || a->n > 6 || b->n != 2 || !number_may_begin(p, i)) return;
    bool joined = i >= 2 && !a->gap && lex_is_hyphen(p, i - 1) && lex_glued(p, i - 1);
    size_t end = i + 3;
    const struct lex *after = lex_at(p, end);
    if (joined || (!after->gap && (after->kind == LEX_WORD || lex_is_mark(p, end, '/')))) return;
    if (lex_is_hyphen(p, end) && lex_glued(p, end) && lex_glued(p, end + 1) &&
        lex_at(p, end + 1)->kind != LEX_END)
        return;
    bool numbered = is_numbered(p, i),
         season = a->n == 4 && (lex_value(p, i) + 1) % 100 == lex_value(p, i + 2);
    if (!numbered && (a->n < 3 || (season && lex_value(p, i) >= 1900 && lex_value(p, i) < 2100)))
        return;
    bool others = lex_is_mark(p, end, '+') && lex_glued(p, end);
    struct token *t = found_add(f, p, TOKEN_APPNO, i, others ? end + 1 : end);
    t->code = strf(p->arena, "%.*s/%.*s%s", STR(lex_str(p, i)), STR(lex_str(p, i + 2)),
                   others ? "+" : "");
}

// ---- by characters: ECLI and document numbers

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// What is read of the text at `at`, and its normal form.
struct cursor {
    struct str text;
    size_t at;
    struct buf out;
};

// Blanks of one line, no-break ones too.
static void skip_blanks(struct cursor *c)
{
    while (c->at < c->text.n) {
        struct str rest = str_sub(c->text, c->at, c->text.n);
        if (rest.p[0] == ' ' || rest.p[0] == '\n' || rest.p[0] == '\\')
            c->at++;
        else if (str_starts(rest, S("\xC2\xA0")))
            c->at += 2;
        else
            return;
    }
}

// A hyphen may be typeset otherwise (U+2010 … U+2013).
static size_t hyphen_length(struct str s)
{
    if (s.n && s.p[0] == '-') return 1;
    bool other =
        s.n >= 3 && s.p[0] == '\xE2' && s.p[1] == '\x80' && s.p[2] >= '\x90' && s.p[2] <= '\x93';
    return other ? 3 : 0;
}

static bool is_punctuation(char c)
{
    return c == '/' || c == '(' || c == ')';
}

// The literal, with stray blanks around its parentheses and slashes. Nothing moves when it is not
// there.
static bool literal(struct cursor *c, const char *lit)
{
    struct cursor was = *c;
    for (const char *l = lit; *l; l++) {
        bool after = c->out.n && is_punctuation(c->out.p[c->out.n - 1]);
        if (after || is_punctuation(*l)) skip_blanks(c);
        struct str rest = str_sub(c->text, c->at, c->text.n);
        size_t n = *l == '-' ? hyphen_length(rest) : rest.n && rest.p[0] == *l;
        if (!n) {
            c->at = was.at;
            c->out.n = was.out.n;
            return false;
        }
        buf_addc(&c->out, *l);
        c->at += n;
    }
    return true;
}

static bool digits(struct cursor *c, size_t min, size_t max)
{
    size_t from = c->at;
    if (c->out.n && is_punctuation(c->out.p[c->out.n - 1])) skip_blanks(c);
    size_t end = c->at;
    while (end < c->text.n && is_digit(c->text.p[end])) end++;
    if (end - c->at < min || end - c->at > max) {
        c->at = from;
        return false;
    }
    buf_add(&c->out, str_sub(c->text, c->at, end));
    c->at = end;
    return true;
}

static bool year(struct cursor *c)
{
    return literal(c, "(") && digits(c, 4, 4) && literal(c, ")");
}

// -rev, -rev2, -app1, " final"
static void suffixes(struct cursor *c)
{
    if (literal(c, "-rev") || literal(c, "rev") || literal(c, "-app")) digits(c, 0, 3);
}

// 1250bis/H46-4, 1363/1.2-app1
static bool meeting(struct cursor *c)
{
    if (!digits(c, 3, 4)) return false;
    if (!literal(c, "bis")) literal(c, "ter");
    if (!literal(c, "/")) return false;
    if (literal(c, "H46-")) return digits(c, 1, 2);
    if (!digits(c, 1, 2)) return false;
    struct cursor was = *c;
    if (literal(c, ".") && !digits(c, 1, 2)) *c = was;
    return true;
}

static bool document_cm(struct cursor *c)
{
    if (literal(c, "CM/Del/Dec")) return year(c) && meeting(c);
    if (literal(c, "CM/Notes/")) return meeting(c);
    if (literal(c, "CM/ResDH") || literal(c, "ResDH")) return year(c) && digits(c, 1, 4);
    bool series = literal(c, "DH-DD") || literal(c, "DD") || literal(c, "CM/Inf/DH") ||
                  literal(c, "CM/Rec") || literal(c, "CM/Res") || literal(c, "SG/Inf") ||
                  literal(c, "H/Exec") || literal(c, "CM");
    return series && year(c) && digits(c, 1, 4);
}

static bool document_un(struct cursor *c)
{
    if (!literal(c, "A/HRC/")) return false;
    bool ok = literal(c, "WGAD/") ? digits(c, 4, 4) : digits(c, 1, 3);
    if (!ok || !literal(c, "/") || !digits(c, 1, 4)) return false;
    struct cursor was = *c;
    if (literal(c, "/Add.") && !digits(c, 1, 2)) *c = was;
    return true;
}

// "Doc. 15149", "AP195(2015)", HUDOC's item 001-144124.
static bool document_other(struct cursor *c)
{
    if (literal(c, "Doc.")) {
        skip_blanks(c);
        buf_addc(&c->out, ' ');
        return digits(c, 4, 5);
    }
    if (literal(c, "AP")) return digits(c, 1, 3) && year(c);
    if (!literal(c, "00") || !digits(c, 1, 1) || c->out.p[c->out.n - 1] == '0') return false;
    return literal(c, "-") && digits(c, 1, 7);
}

static bool ends_whole(struct str text, size_t at)
{
    return at >= text.n || !(is_digit(text.p[at]) || is_upper(text.p[at]) ||
                             (text.p[at] >= 'a' && text.p[at] <= 'z') || text.p[at] == '/');
}

// Is what ends at byte `at` of lexes beginning at i a token of that kind? Adds it.
static void code_add(const struct prose *p, size_t i, struct cursor *c, enum token_kind kind,
                     struct found *f)
{
    if (!ends_whole(p->text, c->at)) return;
    struct token *t = found_add(f, p, kind, i, i + 1);
    t->n = c->at - t->at;
    t->code = buf_str(&c->out);
    f->end = lex_behind(p, c->at);
}

static struct cursor cursor_at(const struct prose *p, size_t i)
{
    return (struct cursor){p->text, lex_at(p, i)->at, buf_in(p->arena)};
}

// "Resolution 1900 (2012)", in the language's word.
static void read_resolution(const struct prose *p, size_t i, struct found *f)
{
    const struct sense *s = NULL;
    size_t at = lex_phrase(p, i, SENSE_DOCUMENT, &s);
    if (lex_at(p, i)->kind == LEX_DIGITS) { // "1900 (2012) saylı qətnamə"
        bool form = lex_at(p, i)->n <= 4 && lex_is_mark(p, i + 1, '(') && lex_at(p, i + 2)->n == 4 &&
                    lex_value(p, i + 2) > 0 && lex_is_mark(p, i + 3, ')');
        size_t end = form ? lex_phrase(p, i + 4, SENSE_DOCUMENT, &s) : 0;
        if (!end || !s->form) return;
        found_add(f, p, TOKEN_DOC, i, end)->code = strf(p->arena, "%.*s %.*s (%.*s)", STR(s->text), STR(lex_str(p, i)), STR(lex_str(p, i + 2)));
        return;
    }
    if (!at || s->form || lex_at(p, at)->kind != LEX_DIGITS || lex_at(p, at)->n > 4) return;
    if (!lex_is_mark(p, at + 1, '(') || lex_at(p, at + 2)->n != 4 || lex_value(p, at + 2) < 0 ||
        !lex_is_mark(p, at + 3, ')'))
        return;
    struct token *t = found_add(f, p, TOKEN_DOC, i, at + 4);
    t->code = strf(p->arena, "%.*s %.*s (%.*s)", STR(s->text), STR(lex_str(p, at)),
                   STR(lex_str(p, at + 2)));
}

void read_document(const struct prose *p, size_t i, struct found *f)
{
    static bool (*const FORMS[])(struct cursor *) = {document_cm, document_un, document_other};
    const struct lex *x = lex_at(p, i);
    read_resolution(p, i, f);
    bool start =
        x->kind == LEX_WORD ? is_upper(p->text.p[x->at]) : x->kind == LEX_DIGITS && x->n == 3;
    if (f->end || !start || !number_may_begin(p, i)) return;
    for (size_t k = 0; k < sizeof FORMS / sizeof *FORMS && !f->end; k++) {
        struct cursor c = cursor_at(p, i);
        if (!FORMS[k](&c)) continue;
        suffixes(&c);
        code_add(p, i, &c, TOKEN_DOC, f);
    }
}

// ECLI:country:court:year:number
void read_ecli(const struct prose *p, size_t i, struct found *f)
{
    if (lex_at(p, i)->kind != LEX_WORD || !str_eq(lex_str(p, i), S("ECLI"))) return;
    struct cursor c = cursor_at(p, i);
    size_t colons = 0;
    while (c.at < p->text.n) {
        char ch = p->text.p[c.at];
        if (ch != ':' && ch != '.' && !is_upper(ch) && !is_digit(ch)) break;
        colons += ch == ':';
        buf_addc(&c.out, ch);
        c.at++;
    }
    for (; c.out.n && (c.out.p[c.out.n - 1] == '.' || c.out.p[c.out.n - 1] == ':'); c.at--) {
        colons -= c.out.p[c.out.n - 1] == ':';
        c.out.n--;
    }
    if (colons == 4) code_add(p, i, &c, TOKEN_ECLI, f);
}
