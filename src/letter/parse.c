// From a file to a letter. cmark gives blocks their lines, but not links their columns; the place of a claim is
// found again in the source: claims stand there in the order of the tree, each as "](fact:".
#include "letter/form.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/yaml.h"
#include "lang/iso.h"
#include "lang/words.h"
#include "letter/reading.h"

struct parser {
    struct letter *l;
    struct diags *ds;
    struct arena *a;
    bool odd; // the file has characters that form_characters has told of
};

// ---- the head

static void head_fault(struct parser *p, const struct node *n, const char *what)
{
    struct pos at = n->key.n ? n->key_pos : n->pos;
    uint32_t w = n->key.n ? (uint32_t)utf8_count(n->key) : 1;
    diag_add(p->ds, DIAG_HEAD, p->l->file, at, w, "%s", what);
}

static struct field field_of(const struct node *n)
{
    return (struct field){str_trim(node_text(n)), n->pos, (uint32_t)utf8_count(n->text) + (n->plain ? 0 : 2)};
}

// A scalar or a list of scalars.
static void read_fields(struct parser *p, const struct node *n, struct field **out, size_t *count)
{
    const struct node *one = n->kind == NODE_LIST ? n->first : n;
    *out = arena_array(p->a, n->kind == NODE_LIST ? n->count : 1, sizeof **out);
    for (; one; one = n->kind == NODE_LIST ? one->next : NULL) {
        if (one->kind != NODE_SCALAR)
            head_fault(p, n, "a value or a list of values stands here");
        else
            (*out)[(*count)++] = field_of(one);
    }
}

// A map whose values are single texts, each where `out` says.
static void read_map(struct parser *p, const struct node *n, const char *const *keys, struct str **out, size_t count,
                     const char *what)
{
    for (const struct node *e = n->first; e; e = e->next) {
        size_t i = 0;
        while (i < count && !str_eq(e->key, str_of(keys[i]))) i++;
        if (i == count || e->kind != NODE_SCALAR)
            head_fault(p, e, what);
        else
            *out[i] = str_trim(node_text(e));
    }
}

static void read_lines(struct parser *p, const struct node *n, struct str *out)
{
    struct field *list;
    struct buf b = buf_in(p->a);
    size_t count = 0;
    const struct node *lines = node_get(n, S("lines"));
    if (!lines || n->count != 1) {
        head_fault(p, n, "an addressee is a reference, or a map with lines");
        return;
    }
    read_fields(p, lines, &list, &count);
    for (size_t i = 0; i < count; i++) buf_addf(&b, "%s%.*s", i ? "\n" : "", STR(list[i].text));
    *out = buf_str(&b);
    if (!out->n) head_fault(p, lines, "an addressee has at least one line");
}

static void read_to(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    const struct node *one = n->kind == NODE_LIST ? n->first : n;
    h->to = arena_array(p->a, n->kind == NODE_LIST ? n->count : 1, sizeof *h->to);
    for (; one; one = n->kind == NODE_LIST ? one->next : NULL) {
        struct recipient *to = &h->to[h->to_count++];
        *to = (struct recipient){0};
        if (one->kind == NODE_SCALAR)
            to->ref = field_of(one);
        else
            read_lines(p, one, &to->lines);
    }
}

static void read_ask(struct parser *p, const struct node *n, struct ask *out)
{
    *out = (struct ask){.text = node_text(n)};
    if (n->kind == NODE_SCALAR) return;
    for (const struct node *e = n->first; e; e = e->next)
        if (!str_eq(e->key, S("text")) && !str_eq(e->key, S("about")))
            head_fault(p, e, "an ask has text and about; a text with commas stands in quotes");
    const struct node *text = node_get(n, S("text")), *about = node_get(n, S("about"));
    out->text = node_text(text);
    if (!out->text.n) head_fault(p, n, "an ask has a text");
    if (!about) return;
    read_fields(p, about, &out->about, &out->about_count);
}

static void read_asks(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    if (n->kind != NODE_LIST) {
        head_fault(p, n, "asks is a list");
        return;
    }
    h->asks = arena_array(p->a, n->count, sizeof *h->asks);
    for (const struct node *e = n->first; e; e = e->next) read_ask(p, e, &h->asks[h->ask_count++]);
}

static void read_date(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    const char *why = "";
    h->has_date = edtf_parse(str_trim(node_text(n)), &h->date, &why) && h->date.lo.n == h->date.hi.n;
    if (h->has_date) return;
    struct field f = field_of(n);
    diag_add(p->ds, DIAG_HEAD, p->l->file, f.pos, f.width ? f.width : 1, "%s",
             *why ? why : "a letter has the date of one day: 2018-07-18");
}

static void read_annex(struct parser *p, const struct node *n)
{
    static const char *const names[] = {"annex", "footnotes", "links", "none"};
    for (int i = 0; i < 4; i++)
        if (str_eq(node_text(n), str_of(names[i]))) {
            p->l->head.annex = (enum annex)i;
            return;
        }
    head_fault(p, n, "sources is annex, footnotes, links or none");
}

static void read_signer(struct parser *p, const struct node *n, struct signer *out)
{
    static const char *const keys[] = {"name", "role", "organisation", "country"};
    struct signatory *s = &out->self;
    struct str *values[] = {&s->name, &s->role, &s->organisation, &s->country};
    static const char what[] = "a signatory is a reference, or a map of name, role, organisation and country";
    *out = (struct signer){0};
    if (n->kind == NODE_SCALAR)
        out->ref = field_of(n);
    else if (n->kind == NODE_LIST)
        head_fault(p, n, what);
    else
        read_map(p, n, keys, values, 4, what);
    if (n->kind == NODE_MAP && !s->name.n && !s->organisation.n) head_fault(p, n, "a signatory has a name or an organisation");
}

static void read_signatories(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    h->collect = str_eq(node_text(n), S("collect"));
    if (h->collect) return;
    const struct node *one = n->kind == NODE_LIST ? n->first : n;
    h->signatories = arena_array(p->a, n->kind == NODE_LIST ? n->count : 1, sizeof *h->signatories);
    for (; one; one = n->kind == NODE_LIST ? one->next : NULL) read_signer(p, one, &h->signatories[h->signatory_count++]);
}

static void read_online(struct parser *p, const struct node *n)
{
    static const char *const keys[] = {"text", "url"};
    struct head *h = &p->l->head;
    struct str *values[] = {&h->online, &h->online_url};
    if (n->kind == NODE_SCALAR)
        h->online = str_trim(node_text(n));
    else
        read_map(p, n, keys, values, 2, "online is a text, or a map of text and url");
    if (!h->online.n && !h->online_url.n) head_fault(p, n, "online has a text, an address, or both");
    if (h->online_url.n && !str_starts(h->online_url, S("https://")) && !str_starts(h->online_url, S("http://")))
        head_fault(p, n, "the address of the letter begins with https:// or http://");
}

static void read_picture(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    const struct node *file = node_get(n, S("file"));
    const char *const keys[] = {"file", "alt", "credit"};
    struct str name, *values[] = {&name, &h->picture_alt, &h->picture_credit};
    if (n->kind != NODE_MAP) {
        head_fault(p, n, "a picture is a map of file, alt and credit");
        return;
    }
    read_map(p, n, keys, values, 3, "a picture is a map of file, alt and credit");
    if (file) h->picture = field_of(file);
    if (!h->picture.text.n && !h->picture_alt.n && h->picture_credit.n) {
        struct diag *alone = diag_add(p->ds, DIAG_HEAD, p->l->file, n->key_pos, 7,
                                      "the picture has a credit but no file; the letter is written without it");
        diag_set_level(p->ds, alone, DIAG_NOTE);
        return;
    }
    if (!h->picture.text.n) head_fault(p, n, "the picture has no file");
    if (!h->picture_alt.n) head_fault(p, n, "the picture has no alt: what it shows, in words, for those who do not see it");
    if (!h->picture_credit.n) head_fault(p, n, "the picture has no credit: no photograph goes out without whose it is");
}

static void read_lang(struct parser *p, const struct node *n)
{
    p->l->head.lang = str_trim(node_text(n));
    p->l->head.rtl = language_rtl(p->l->head.lang);
    if (!language_valid(p->l->head.lang)) head_fault(p, n, "language is a BCP 47 tag: en, fr, az, ru");
}

// Keys that have one value.
static bool is_single(struct str k)
{
    static const char *const keys[] = {"label", "title", "subject", "language", "date", "salutation", "letter", "occasion", "previous", "sources"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(k, str_of(keys[i]))) return true;
    return false;
}

static void read_key(struct parser *p, const struct node *n)
{
    struct head *h = &p->l->head;
    struct str k = n->key;
    if (is_single(k) && n->kind != NODE_SCALAR) {
        head_fault(p, n, "this key has one value");
        return;
    }
    if (str_eq(k, S("label"))) h->label = str_trim(node_text(n));
    else if (str_eq(k, S("title"))) h->title = str_trim(node_text(n));
    else if (str_eq(k, S("subject"))) h->subject = str_trim(node_text(n));
    else if (str_eq(k, S("language"))) read_lang(p, n);
    else if (str_eq(k, S("date"))) read_date(p, n);
    else if (str_eq(k, S("places"))) read_fields(p, n, &h->places, &h->place_count);
    else if (str_eq(k, S("to"))) read_to(p, n);
    else if (str_eq(k, S("notes"))) read_fields(p, n, &h->notes, &h->note_count);
    else if (str_eq(k, S("copies"))) read_fields(p, n, &h->copies, &h->copy_count);
    else if (str_eq(k, S("online"))) read_online(p, n);
    else if (str_eq(k, S("salutation"))) h->salutation = str_trim(node_text(n));
    else if (str_eq(k, S("letter"))) h->record = field_of(n);
    else if (str_eq(k, S("occasion"))) h->occasion = field_of(n);
    else if (str_eq(k, S("previous"))) h->previous = field_of(n);
    else if (str_eq(k, S("versions"))) read_fields(p, n, &h->versions, &h->version_count);
    else if (str_eq(k, S("asks"))) read_asks(p, n);
    else if (str_eq(k, S("picture"))) read_picture(p, n);
    else if (str_eq(k, S("signatories"))) read_signatories(p, n);
    else if (str_eq(k, S("sources"))) read_annex(p, n);
    else {
        struct diag *d = diag_add(p->ds, DIAG_HEAD, p->l->file, n->key_pos, (uint32_t)utf8_count(k),
                                  "the head has no %.*s", STR(k));
        diag_more(p->ds, d, "it has label, title, subject, language, date, places, to, salutation, letter, occasion, "
                            "previous, versions, asks, picture, signatories, notes, copies, online, sources");
    }
}

// The head stands between two lines of three hyphens. false: there is none, and the file is not a letter.
static bool parse_head(struct parser *p)
{
    struct str text = p->l->file->text, rest;
    if (str_starts(text, S("\xEF\xBB\xBF"))) text = str_sub(text, 3, text.n);
    struct str first = str_trim(str_cut(text, '\n', &rest));
    size_t end = rest.p ? str_find(rest, S("\n---"), 0) : 0;
    if (!str_eq(first, S("---")) || !rest.p || end == rest.n) {
        bool old = !rest.p && str_chr(text, '\r', 0) < text.n; // the ends of lines of another century
        struct diag *d = diag_add(p->ds, DIAG_HEAD, p->l->file, (struct pos){1, 1}, 3, "%s",
                                  old ? "the lines end with a carriage return alone: save the letter with line feeds"
                                  : str_eq(first, S("---")) ? "the head is not closed: a second line --- is missing"
                                                          : "a letter begins with a head: a line ---");
        diag_more(p->ds, d, "---, then title:, language:, date: and so on, then --- and the text");
        return false;
    }
    struct str yaml = str_sub(rest, 0, end + 1);
    struct str after = str_sub(rest, end + 4, rest.n);
    size_t line = str_chr(after, '\n', 0);
    p->l->body_at = (size_t)(after.p - p->l->file->text.p) + (line < after.n ? line + 1 : after.n);
    const struct node *root = yaml_parse_at(p->a, p->l->file, yaml, 2, p->ds);
    if (root && root->kind != NODE_MAP) {
        head_fault(p, root, "the head is key: value, one a line");
        return true;
    }
    for (const struct node *n = root ? root->first : NULL; n; n = n->next) read_key(p, n);
    if (root) form_head(p->l, root, p->odd, p->ds);
    struct head *h = &p->l->head;
    static const char *const needed[] = {"title", "language", "date"};
    for (size_t i = 0; root && i < 3; i++)
        if (!node_get(root, str_of(needed[i])))
            diag_add(p->ds, DIAG_HEAD, p->l->file, (struct pos){1, 1}, 3, "the head has no %s", needed[i]);
    if (h->online_url.n && !h->online.n) h->online = words(h->lang, WORD_ONLINE);
    if (root && node_get(root, S("title")) && !h->title.n)
        head_fault(p, node_get(root, S("title")), "the title is empty");
    return true;
}

// ---- claims

// The bracket that opens the link's text whose closing one stands at `close`.
static size_t opening(struct str text, size_t close)
{
    int depth = 1;
    for (size_t i = close; i-- > 0;) {
        if (i && text.p[i - 1] == '\\') continue;
        if (text.p[i] == ']') depth++;
        if (text.p[i] == '[' && --depth == 0) return i;
    }
    return close;
}

// "](fact:" at or behind `from`, with blanks, "<" and capitals as CommonMark allows them: where the bracket closes, text.n when
// nowhere; *ref: behind the colon.
static size_t find_fact(struct str text, size_t from, size_t *ref)
{
    size_t close = str_find(text, S("]("), from);
    for (; close < text.n; close = str_find(text, S("]("), close + 1)) {
        size_t at = close + 2;
        while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\n' || text.p[at] == '\t' || text.p[at] == '\r')) at++;
        if (at < text.n && text.p[at] == '<') at++;
        if (at + 5 > text.n || strncasecmp(text.p + at, "fact:", 5)) continue;
        *ref = at + 5;
        break;
    }
    return close;
}

static void read_claim(struct parser *p, struct claim *c)
{
    struct reading r = reading_of(p->a, str_sub(p->l->file->text, c->at, c->at + c->n), c->text);
    c->starts = r.starts;
    c->ends = r.ends;
}

static void place_claim(struct parser *p, struct claim *c, size_t *from)
{
    struct str text = p->l->file->text;
    for (;;) {
        size_t ref, close = find_fact(text, *from, &ref);
        if (close >= text.n) return; // a link by reference
        *from = close + 2;
        if (!str_starts(str_sub(text, ref, text.n), str_sub(c->ref_text, 0, 1))) continue;
        size_t open = opening(text, close);
        c->at = open + 1;
        c->n = close - open - 1;
        c->ref_at = ref;
        while (ref < text.n && text.p[ref] != ')' && text.p[ref] != '>' && (unsigned char)text.p[ref] > ' ') ref++;
        c->ref_n = ref - c->ref_at;
        c->title_at = c->title.n ? str_find(text, c->title, ref) : 0;
        c->end = str_chr(text, ')', c->title_at ? c->title_at + c->title.n : ref) + 1;
        return;
    }
}

static struct pos body_pos(struct parser *p, cmark_node *n)
{
    uint32_t before = pos_of(p->l->file->text, p->l->body_at).line - 1;
    return (struct pos){(uint32_t)cmark_node_get_start_line(n) + before, (uint32_t)cmark_node_get_start_column(n)};
}

// A link by reference, "[text][label]": found by its text in the block that holds it.
static void place_reference(struct parser *p, struct claim *c, size_t *from)
{
    struct str text = p->l->file->text;
    size_t line = 0, block = p->l->body_at;
    for (cmark_node *n = c->link; n && !line; n = cmark_node_parent(n)) line = (size_t)cmark_node_get_start_line(n);
    for (; line > 1 && block < text.n; line--) block = str_chr(text, '\n', block) + 1;
    if (block < *from) block = *from;
    size_t at = str_find(text, strf(p->a, "[%.*s]", STR(c->text)), block);
    if (at == text.n) at = str_find(text, strf(p->a, "<%.*s>", STR(c->text)), block); // "<fact:persons/x>"
    c->at = c->ref_at = at < text.n ? at + 1 : block;
    c->n = c->ref_n = at < text.n ? c->text.n : 1;
    c->end = c->at + c->n;
    if (at == text.n) return;
    if (c->end + 1 < text.n && text.p[c->end + 1] == '[') c->end = str_chr(text, ']', c->end + 1);
    *from = ++c->end;
}

// Past a code span: the next run of backticks whose content is the node's.
static void skip_code(struct parser *p, cmark_node *n, size_t *from)
{
    struct str text = p->l->file->text, literal = str_trim(str_of(cmark_node_get_literal(n)));
    for (cmark_node *up = n; up; up = cmark_node_parent(up))
        if (cmark_node_get_type(up) == CMARK_NODE_LINK) return; // passed with the link
    for (size_t at = str_chr(text, '`', *from); at < text.n; at = str_chr(text, '`', at)) {
        size_t open = at;
        while (at < text.n && text.p[at] == '`') at++;
        size_t close = str_find(text, str_sub(text, open, at), at);
        struct str inside = str_trim(str_sub(text, at, close));
        if (inside.n != literal.n || (inside.n && inside.p[0] != literal.p[0])) continue;
        *from = close + (at - open);
        return;
    }
}

static void skip_block(struct parser *p, cmark_node *n, size_t *from)
{
    size_t at = p->l->body_at;
    for (int line = 0; line < cmark_node_get_end_line(n) && at < p->l->file->text.n; line++)
        at = str_chr(p->l->file->text, '\n', at) + 1;
    if (at > *from) *from = at;
}

static void add_claim(struct parser *p, cmark_node *link, size_t *cap, size_t *from)
{
    struct letter *l = p->l;
    const char *title = cmark_node_get_title(link);
    l->claims = arena_grow(p->a, l->claims, cap, l->claim_count + 1, sizeof *l->claims);
    struct claim *c = &l->claims[l->claim_count++];
    *c = (struct claim){.link = link, .text = node_plain(p->a, link)};
    c->ref_text = str_dup(p->a, str_of(cmark_node_get_url(link) + 5));
    c->title = str_dup(p->a, str_of(title));
    size_t before = *from;
    place_claim(p, c, from);
    if (!c->at) *from = before, place_reference(p, c, from);
    read_claim(p, c);
    if (str_trim(c->text).n) return;
    diag_add(p->ds, DIAG_BAD_REFERENCE, l->file, pos_of(l->file->text, c->at), 1, "a claim without a text");
}

static void number_claims(struct letter *l)
{
    for (size_t i = 0; i < l->claim_count; i++) {
        for (size_t k = 0; k < i && !l->claims[i].number; k++)
            if (str_eq(l->claims[k].ref_text, l->claims[i].ref_text)) l->claims[i].number = l->claims[k].number;
        if (!l->claims[i].number) l->claims[i].number = ++l->fact_count;
    }
}

static struct str collect_text(struct arena *a, cmark_node *top, bool code);
static struct str node_text_only(struct arena *a, cmark_node *n) { return collect_text(a, n, false); }

// What is written as a claim and read as text: a claim around another one.
static void check_leftovers(struct parser *p)
{
    struct str text = p->l->file->text;
    cmark_iter *it = cmark_iter_new(p->l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        size_t start = 0, end = p->l->body_at, line = (size_t)cmark_node_get_end_line(n);
        if (e != CMARK_EVENT_ENTER || (t != CMARK_NODE_PARAGRAPH && t != CMARK_NODE_HEADING)) continue;
        struct str plain = node_text_only(p->a, n);
        size_t ref;
        if (find_fact(plain, 0, &ref) == plain.n) continue;
        for (size_t i = 0; i < line && end < text.n; i++) {
            if (i + 1 == (size_t)cmark_node_get_start_line(n)) start = end;
            end = str_chr(text, '\n', end) + 1;
        }
        for (size_t at = find_fact(text, start, &ref); at < end && at < text.n; at = find_fact(text, at + 1, &ref)) {
            bool claimed = opening(text, at) == at;
            for (size_t i = 0; i < p->l->claim_count; i++) claimed |= p->l->claims[i].ref_at == ref;
            if (claimed || plain.n == 0) continue;
            diag_add(p->ds, DIAG_BAD_REFERENCE, p->l->file, pos_of(text, at + 2), 5,
                     "this is not read as a claim: a claim cannot stand inside another");
            break;
        }
    }
    cmark_iter_free(it);
}

static void check_address(struct parser *p, cmark_node *n, const char *url)
{
    struct str s = str_of(url);
    if (str_starts(s, S("https://")) || str_starts(s, S("http://")) || str_starts(s, S("mailto:"))) return;
    struct str text = p->l->file->text;
    size_t at = str_find(text, s, p->l->body_at);
    struct pos pos = at < text.n ? pos_of(text, at) : body_pos(p, cmark_node_parent(n));
    struct diag *d = diag_add(p->ds, DIAG_BAD_URL, p->l->file, pos, at < text.n ? (uint32_t)utf8_count(s) : 1,
                              "this address would lead nowhere in a letter");
    diag_more(p->ds, d, "https://, http://, mailto: or fact:");
}

static void walk(struct parser *p)
{
    size_t cap = 0, from = p->l->body_at;
    cmark_iter *it = cmark_iter_new(p->l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER) continue;
        if (t == CMARK_NODE_HTML_BLOCK || t == CMARK_NODE_HTML_INLINE) {
            struct pos at = body_pos(p, n);
            if (!cmark_node_get_start_line(n)) at = body_pos(p, cmark_node_parent(n));
            diag_add(p->ds, DIAG_RAW_HTML, p->l->file, at, 1, "raw HTML is not taken over into a letter");
        }
        if (t == CMARK_NODE_IMAGE)
            diag_add(p->ds, DIAG_RAW_HTML, p->l->file, body_pos(p, cmark_node_parent(n)), 1,
                     "a picture in the text is not taken over into a letter");
        if (t == CMARK_NODE_CODE) skip_code(p, n, &from);
        if (t == CMARK_NODE_CODE_BLOCK) skip_block(p, n, &from);
        const char *url = t == CMARK_NODE_LINK ? cmark_node_get_url(n) : NULL;
        if (url && strncasecmp(url, "fact:", 5) == 0)
            add_claim(p, n, &cap, &from);
        else if (url)
            check_address(p, n, url);
    }
    cmark_iter_free(it);
    check_leftovers(p);
}

void letter_parse(struct arena *a, const struct source_text *file, struct letter *out, struct diags *ds)
{
    struct parser p = {.l = out, .ds = ds, .a = a};
    *out = (struct letter){.arena = a, .file = file, .head = {.lang = S("en")}};
    size_t good = utf8_check(file->text);
    if (good < file->text.n) {
        diag_add(ds, DIAG_UTF8, file, pos_of(file->text, good), 1, "byte 0x%02x does not belong to any UTF-8 character",
                 (unsigned char)file->text.p[good]);
        return;
    }
    p.odd = form_characters(file, ds);
    if (!parse_head(&p)) return;
    out->body = cmark_parse_document(file->text.p + out->body_at, file->text.n - out->body_at, CMARK_OPT_DEFAULT);
    form_body(out, p.odd, ds);
    walk(&p);
    number_claims(out);
}

void letter_free(struct letter *l)
{
    if (l->body) cmark_node_free(l->body);
    l->body = NULL;
}

struct claim *letter_claim_of(struct letter *l, cmark_node *link)
{
    for (size_t i = 0; i < l->claim_count; i++)
        if (l->claims[i].link == link) return &l->claims[i];
    return NULL;
}

static struct str collect_text(struct arena *a, cmark_node *top, bool code)
{
    struct buf b = buf_in(a);
    cmark_iter *it = cmark_iter_new(top);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER) continue;
        if (t == CMARK_NODE_TEXT || (code && t == CMARK_NODE_CODE)) buf_add(&b, str_of(cmark_node_get_literal(n)));
        if (t == CMARK_NODE_SOFTBREAK || t == CMARK_NODE_LINEBREAK) buf_addc(&b, ' ');
    }
    cmark_iter_free(it);
    return buf_str(&b);
}

struct str node_plain(struct arena *a, cmark_node *n) { return collect_text(a, n, true); }
