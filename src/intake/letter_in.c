#include "intake/letter_in.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "intake/letter_markup.h"
#include "intake/letter_page.h"
#include "intake/letter_words.h"
#include "lang/encoding.h"
#include "lang/iso.h"

// ---- bytes

// <meta charset="…"> or <meta … content="…; charset=…"> in the first kilobyte, as HTML demands.
static struct str declared_charset(struct str bytes)
{
    struct str head = str_sub(bytes, 0, 1024);
    size_t at = str_find(head, S("charset="), 0);
    if (at == head.n) return (struct str){0};
    size_t from = at + 8;
    while (from < head.n && strchr("\"' ", head.p[from])) from++;
    size_t end = from;
    while (end < head.n && !strchr("\"' ;>/", head.p[end])) end++;
    return str_sub(head, from, end);
}

static bool refuse(const struct source_text *file, struct diags *ds, size_t at, const char *what, const char *advice)
{
    struct pos pos = pos_of(file->text, at);
    struct diag *d = diag_add(ds, DIAG_NO_LETTER, file, pos.line > 1 || at ? pos : (struct pos){0, 0}, 1, "%s", what);
    diag_more(ds, d, "%s", advice);
    return false;
}

static bool other_format(const struct source_text *file, struct diags *ds)
{
    struct str b = file->text;
    if (str_starts(b, S("%PDF-"))) return !refuse(file, ds, 0, "this is a PDF, and a PDF is not read", "pdftotext -layout FILE.pdf FILE.txt makes text of it");
    if (str_starts(b, S("PK\003\004"))) return !refuse(file, ds, 0, "this is a word processor's file", "save it as HTML or as plain text in UTF-8");
    if (str_starts(b, S("\xD0\xCF\x11\xE0")) || str_starts(b, S("{\\rtf")))
        return !refuse(file, ds, 0, "this is a word processor's file", "save it as HTML or as plain text in UTF-8");
    return false;
}

static void converted(struct diags *ds, const struct source_text *file, struct str from)
{
    struct diag *d = diag_add(ds, DIAG_CONVERTED, file, (struct pos){0, 0}, 1, "converted from %.*s", STR(from));
    diag_more(ds, d, "look at names with letters of their own: ə, é, ß");
}

// Line ends become \n; control characters blanks, each said once for the file.
static struct str clean(struct arena *a, struct str s, const struct source_text *file, struct diags *ds)
{
    struct buf b = buf_in(a);
    size_t odd = 0;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t cp = utf8_next(s, &i);
        bool control = (cp < 32 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFE || cp == 0xFFFF;
        if (cp == '\r') {
            buf_addc(&b, '\n');
            if (i < s.n && s.p[i] == '\n') i++;
        } else if (cp == 0x85 || cp == 0x2028 || cp == 0x2029 || cp == '\f' || cp == '\v') {
            buf_add(&b, cp == 0x2028 || cp == 0x85 ? S("\n") : S("\n\n"));
        } else if (control) {
            if (!odd++) diag_add(ds, DIAG_CONVERTED, file, pos_of(s, at), 1, "the control character U+%04X became a blank, and so did all others", cp);
            buf_addc(&b, ' ');
        } else {
            buf_add(&b, str_sub(s, at, i));
        }
    }
    return buf_str(&b);
}

bool letter_decode(struct arena *a, const struct source_text *bytes, enum letter_form form, struct source_text *out, struct diags *ds)
{
    struct str s = bytes->text;
    *out = *bytes;
    if (other_format(bytes, ds)) return false;
    struct str declared = form == FORM_HTML ? declared_charset(s) : (struct str){0};
    bool wide = str_starts(s, S("\xFF\xFE")) || str_starts(s, S("\xFE\xFF"));
    if (str_starts(s, S("\xEF\xBB\xBF"))) s = str_sub(s, 3, s.n);
    size_t good = utf8_check(s);
    out->text = s;
    if (wide || (good < s.n && declared.n)) {
        struct str name = wide ? S("UTF-16") : declared;
        if (!encoding_decode(a, s, name, &s)) return refuse(out, ds, 0, "this cannot be read in the encoding that it declares", "save it as UTF-8");
        out->text = s;
        converted(ds, out, name);
    } else if (good < s.n) {
        struct diag *d = diag_add(ds, DIAG_UTF8, out, pos_of(s, good), 1, "byte 0x%02x does not belong to any UTF-8 character", (unsigned char)s.p[good]);
        diag_more(ds, d, "when you know what it is in: iconv -f WINDOWS-1252 -t UTF-8 FILE, or WINDOWS-1251 for Russian");
        return false;
    }
    if (memchr(s.p, 0, s.n)) return refuse(out, ds, str_chr(s, 0, 0), "this is not text: there is a zero byte", "a letter is plain text, Markdown or HTML");
    out->text = clean(a, s, out, ds);
    if (!str_trim(out->text).n) return refuse(out, ds, 0, "the file is empty", "a letter has at least a line");
    return true;
}

// ---- what all parts use

void texts_add(struct arena *a, struct texts *t, struct str s)
{
    if (!s.n) return;
    t->v = arena_grow(a, t->v, &t->cap, t->n + 1, sizeof *t->v);
    t->v[t->n++] = s;
}

void incoming_unsure(struct incoming *in, enum letter_key key, uint32_t no, const char *fmt, ...)
{
    enum { NOTES = 60 };
    va_list ap;
    struct buf b = buf_in(in->arena);
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    texts_add(in->arena, &in->comments[key], strf(in->arena, "unsure: %.*s", STR(buf_str(&b))));
    if (in->ds->notes < NOTES) diag_add(in->ds, DIAG_UNSURE, in->file, (struct pos){no, no ? 1 : 0}, 1, "%.*s", STR(buf_str(&b)));
}

// Paragraphs of sentences: a long line, a sentence, or lines of about one length whose sentences run on.
static void mark_prose(struct page *p)
{
    for (size_t i = 0, end; i < p->count; i = end) {
        size_t bytes = 0, low = 0;
        for (end = i; end < p->count && (end == i || !p->lines[end].gap) && p->lines[end].kind == p->lines[i].kind; end++) {
            struct str s = p->lines[end].plain;
            bytes += s.n;
            low += end > i && s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
        }
        if (end == i) end = i + 1;
        size_t count = end - i;
        struct str first = p->lines[i].plain, last = p->lines[end - 1].plain;
        size_t words = 1;
        for (size_t k = 0; k < first.n; k++) words += first.p[k] == ' ';
        bool ends = last.n && strchr(".!?:\"", last.p[last.n - 1]);
        bool prose = count == 1 ? first.n >= 220 || (words >= 12 && ends)
                                : low * 4 >= count || (bytes / count >= 58 && ends) || bytes / count >= 220;
        for (size_t k = i; k < end; k++) p->lines[k].prose = prose && p->lines[i].kind == LINE_TEXT;
    }
}

static void find_language(struct incoming *in)
{
    struct page *p = in->page;
    struct buf text = buf_in(in->arena);
    struct str tag = p->lang;
    for (int all = 0; all < 2 && text.n < 300; all++) // sentences first: names are in any language
        for (size_t i = 0; i < p->count && text.n < 20000; i++)
            if (all || p->lines[i].prose) buf_addf(&text, "%.*s ", STR(p->lines[i].plain));
    struct str guess = words_language(in->words, buf_str(&text));
    size_t hyphen = str_chr(tag, '-', 0);
    if (tag.n && language_valid(tag)) {
        in->lang = tag;
        if (guess.n && !str_starts(tag, guess) && hyphen)
            incoming_unsure(in, KEY_LANGUAGE, 0, "the file declares %.*s, its words look like %.*s", STR(tag), STR(guess));
        return;
    }
    in->lang = guess.n ? guess : S("en");
    if (!guess.n) incoming_unsure(in, KEY_LANGUAGE, 0, "the language is not clear from the words");
}

// A direction that is forced within a name may make it read as another.
static void check_direction(struct incoming *in, struct str s, enum letter_key key, uint32_t no)
{
    size_t i = str_control(s, 0);
    if (i == s.n) return;
    uint32_t cp = utf8_next(s, &i);
    incoming_unsure(in, key, no, "the character U+%04X is not seen and turns the direction of a name: take it out", cp);
}

static void check_directions(struct incoming *in)
{
    check_direction(in, in->title, KEY_TITLE, 0);
    for (size_t i = 0; i < in->to_count; i++)
        for (size_t k = 0; k < in->to[i].lines.n; k++) check_direction(in, in->to[i].lines.v[k], KEY_TO, 0);
    for (size_t i = 0; i < in->signer_count; i++) {
        check_direction(in, in->signers[i].name, KEY_SIGNATORIES, in->signers[i].no);
        check_direction(in, in->signers[i].organisation, KEY_SIGNATORIES, in->signers[i].no);
    }
}

static void read_markdown(struct incoming *in, enum letter_form form)
{
    struct buf md = buf_in(in->arena);
    struct str text = in->file->text;
    bool front = form == FORM_MARKDOWN && (str_starts(text, S("---\n")) || str_starts(text, S("+++\n")));
    if (form == FORM_HTML && str_starts(text, S("---\n"))) { // a template's head
        size_t end = str_find(text, S("\n---"), 3);
        page_keep(in->page, end < text.n ? str_sub(text, 4, end) : S(""), 1);
        if (end < text.n) text = str_sub(text, end + 4, text.n);
    }
    in->page->html = form == FORM_HTML;
    if (form == FORM_TEXT) plain_to_markdown(text, &md);
    else if (form == FORM_HTML) html_to_markdown(in->page, text, &md);
    else markdown_without_html(in->page, text, &md);
    page_read(in->page, buf_str(&md), front);
}

static void take_body(struct incoming *in)
{
    bool gap = false;
    for (size_t i = 0; i < in->page->count; i++) {
        struct line *l = &in->page->lines[i];
        if (l->out) {
            gap = true;
            continue;
        }
        if ((l->gap || gap) && in->body.n) texts_add(in->arena, &in->body, S("\n"));
        bool hard = i + 1 < in->page->count && !in->page->lines[i + 1].gap && !in->page->lines[i + 1].out && l->kind == LINE_TEXT &&
                    !l->prose && in->page->lines[i + 1].kind == LINE_TEXT;
        texts_add(in->arena, &in->body, hard && !str_ends(l->md, S("\\")) ? strf(in->arena, "%.*s\\", STR(l->md)) : l->md);
        gap = false;
    }
}

bool letter_read(struct arena *a, const struct source_text *file, enum letter_form form, struct diags *ds, struct incoming *out)
{
    size_t body = 0;
    *out = (struct incoming){.arena = a, .file = file, .ds = ds, .words = words_load(a), .page = arena_alloc(a, sizeof *out->page)};
    *out->page = (struct page){.arena = a};
    read_markdown(out, form);
    if (out->page->too_long) return refuse(file, ds, 0, "the file has more than 200,000 lines", "a letter is shorter; is this a list?");
    if (!out->page->count) return refuse(file, ds, 0, "there is no text in it but what is not read: scripts, navigation, a head", "save the page's text as a file");
    mark_prose(out->page);
    find_language(out);
    find_head(out, &body);
    find_tail(out, body);
    find_asks(out);
    check_directions(out);
    take_body(out);
    return true;
}
