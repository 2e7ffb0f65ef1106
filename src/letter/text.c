// A letter as plain text, 72 columns, facts numbered in brackets: for mail, and for whoever reads without a browser.
#include "base/arena.h"
#include "base/buf.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/letter.h"

enum { WIDTH = 72 };

// Words broken at WIDTH; the first line begins with `first`, the others with blanks of its width.
static void wrapped(struct buf *b, struct str first, struct str text)
{
    size_t indent = utf8_width(first), used = indent;
    bool fresh = true;
    struct str rest = text;
    buf_add(b, first);
    while (rest.p) {
        struct str word = str_cut(rest, ' ', &rest);
        size_t w = utf8_width(word);
        if (!w) continue;
        if (!fresh && used + 1 + w > WIDTH) {
            buf_addc(b, '\n');
            buf_pad(b, ' ', indent);
            used = indent;
            fresh = true;
        }
        if (!fresh) buf_addc(b, ' '), used++;
        buf_add(b, word);
        used += w;
        fresh = false;
    }
    buf_addc(b, '\n');
}

// The text of a block on one line, claims followed by their number.
static struct str block_text(struct letter *l, cmark_node *block)
{
    struct buf b = buf_in(l->arena);
    cmark_iter *it = cmark_iter_new(block);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e == CMARK_EVENT_EXIT && t == CMARK_NODE_LINK) {
            const struct claim *c = letter_claim_of(l, n);
            if (c && l->head.annex != ANNEX_NONE) buf_addf(&b, " [%zu]", c->number);
            if (!c) buf_addf(&b, " <%s>", cmark_node_get_url(n));
        }
        if (e != CMARK_EVENT_ENTER) continue;
        if (t == CMARK_NODE_TEXT || t == CMARK_NODE_CODE) buf_add(&b, str_of(cmark_node_get_literal(n)));
        if (t == CMARK_NODE_SOFTBREAK || t == CMARK_NODE_LINEBREAK) buf_addc(&b, ' ');
    }
    cmark_iter_free(it);
    return buf_str(&b);
}

static struct str bullet(struct letter *l, cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    if (cmark_node_get_type(item) == CMARK_NODE_BLOCK_QUOTE) return S("  | ");
    if (cmark_node_get_type(item) != CMARK_NODE_ITEM) return S("");
    if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) return S("  - ");
    int n = cmark_node_get_list_start(list);
    for (cmark_node *p = cmark_node_previous(item); p; p = cmark_node_previous(p)) n++;
    return strf(l->arena, "%3d. ", n);
}

static void body(struct letter *l, struct buf *b)
{
    cmark_iter *it = cmark_iter_new(l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER || (t != CMARK_NODE_PARAGRAPH && t != CMARK_NODE_HEADING)) continue;
        wrapped(b, bullet(l, n), block_text(l, n));
        buf_addc(b, '\n');
    }
    cmark_iter_free(it);
}

// Behind a comma, of the letter's language, where something stands before it.
static void join(struct letter *l, struct buf *b, struct str s)
{
    if (b->n) buf_add(b, words(l->head.lang, WORD_COMMA));
    buf_add(b, s);
}

static void lines(struct buf *b, struct str s)
{
    struct str rest = s;
    while (rest.p && rest.n) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.n) buf_addf(b, "%.*s\n", STR(line));
    }
}

static void head(struct letter *l, struct buf *b, const struct addressee *to, size_t n)
{
    struct head *h = &l->head;
    struct buf dateline = buf_in(l->arena);
    if (h->label.n) wrapped(b, S(""), h->label);
    wrapped(b, S(""), h->title);
    buf_addc(b, '\n');
    for (size_t i = 0; i < n; i++) {
        lines(b, to[i].name);
        lines(b, to[i].title);
        lines(b, to[i].lines);
        buf_addc(b, '\n');
    }
    if (l->picture) wrapped(b, S(""), strf(l->arena, "[%.*s (%.*s)]", STR(h->picture_alt), STR(h->picture_credit))), buf_addc(b, '\n');
    for (size_t i = 0; i < h->place_count; i++) join(l, &dateline, h->places[i].text);
    join(l, &dateline, write_day(l->arena, h->date.lo, h->lang));
    wrapped(b, S(""), buf_str(&dateline));
    buf_addc(b, '\n');
    if (h->subject.n) {
        struct str word = words(h->lang, WORD_SUBJECT), colon = words(h->lang, WORD_COLON);
        wrapped(b, strf(l->arena, "%.*s%.*s", STR(word), STR(colon)), h->subject);
        buf_addc(b, '\n');
    }
    bool ends = h->salutation.n && (str_ends(h->salutation, S(",")) || str_ends(h->salutation, S(":")));
    if (h->salutation.n) buf_addf(b, "%.*s%s\n\n", STR(h->salutation), ends ? "" : ",");
}

static void signatories(struct letter *l, struct buf *b, const struct signatory *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf line = buf_in(l->arena);
        const struct str parts[] = {s[i].name, s[i].role, s[i].organisation};
        for (size_t k = 0; k < 3; k++)
            if (parts[k].n) join(l, &line, parts[k]);
        if (s[i].country.n) buf_addf(&line, " (%.*s)", STR(s[i].country));
        wrapped(b, S(""), buf_str(&line));
    }
    if (n) buf_addc(b, '\n');
}

// Notes, copies, and where the letter is to be found.
static void behind(struct letter *l, struct buf *b)
{
    const struct head *h = &l->head;
    struct buf blank = buf_in(l->arena);
    for (size_t i = 0; i < h->note_count; i++) wrapped(b, S(""), h->notes[i].text);
    if (h->note_count) buf_addc(b, '\n');
    struct str copy = strf(l->arena, "%.*s%.*s", STR(words(h->lang, WORD_COPY)), STR(words(h->lang, WORD_COLON)));
    buf_pad(&blank, ' ', utf8_width(copy));
    for (size_t i = 0; i < h->copy_count; i++) wrapped(b, i ? buf_str(&blank) : copy, h->copies[i].text);
    if (h->copy_count) buf_addc(b, '\n');
    if (h->online.n) wrapped(b, S(""), h->online);
    if (h->online_url.n) buf_addf(b, "%.*s\n", STR(h->online_url));
    if (h->online.n) buf_addc(b, '\n');
}

static bool fact(struct letter *l, struct view *v, struct buf *b, const struct claim *c, struct err *err)
{
    wrapped(b, strf(l->arena, "%s[%zu] ", c->number < 10 ? " " : "", c->number), c->finding.n ? c->finding : S("-"));
    for (size_t i = 0; i < c->rests_on.n && i < 6; i++) {
        struct citation cite;
        struct buf line = buf_in(l->arena);
        bool again = false;
        for (size_t k = 0; k < i; k++) again |= c->rests_on.v[k].source_id == c->rests_on.v[i].source_id;
        if (again) continue;
        if (!letter_citation(v, &c->rests_on.v[i], &cite, err)) return false;
        if (!cite.title.n) cite.title = words(l->head.lang, WORD_HIDDEN_SOURCE);
        const struct str parts[] = {cite.title, cite.publisher, cite.date, cite.locator, cite.url};
        for (size_t k = 0; k < 5; k++)
            if (parts[k].n) join(l, &line, parts[k]);
        wrapped(b, S("     "), buf_str(&line));
    }
    return true;
}

bool letter_text(struct letter *l, struct view *v, struct buf *out, struct err *err)
{
    struct addressee *to;
    struct signatory *signers;
    size_t to_count, signer_count, next = 1;
    if (!letter_addressees(l, v, &to, &to_count, err) || !letter_signatories(l, v, &signers, &signer_count, err))
        return false;
    head(l, out, to, to_count);
    body(l, out);
    signatories(l, out, signers, signer_count);
    behind(l, out);
    if (l->head.annex == ANNEX_NONE || !l->claim_count) return true;
    buf_addf(out, "%.*s\n\n", STR(words(l->head.lang, l->head.annex == ANNEX_FOOTNOTES ? WORD_NOTES : WORD_FACTS)));
    for (size_t i = 0; i < l->claim_count; i++) {
        if (l->claims[i].number != next) continue;
        if (!fact(l, v, out, &l->claims[i], err)) return false;
        next++;
    }
    return true;
}
