// What stands behind the letter's text: signatories, notes, copies, the line that leads to the letter elsewhere.
//
// Signatures begin below a line that says so ("Signatories", "Yours sincerely,", "Organisations", the head of a table), or, without
// one, with the last run of lines that are no sentences and have the form of a signatory. They end where sentences or
// another heading begin.
#include "intake/letter_tail.h"

#include <string.h>

#include "base/arena.h"
#include "intake/letter_page.h"
#include "lang/fold.h"

bool line_is_online(const struct incoming *in, const struct line *l)
{
    return l->kind == LINE_TEXT && l->folded.n && l->plain.n <= 220 && words_count(l->folded) <= 20 && words_in(in->words, W_ONLINE_DO, l->folded) &&
           words_in(in->words, W_ONLINE_THING, l->folded);
}

void take_online(struct incoming *in, struct line *l)
{
    struct str rest, url = str_cut(l->urls, ' ', &rest);
    if (in->online.n) {
        texts_add(in->arena, &in->notes, l->plain);
    } else {
        in->online = l->plain;
        in->online_url = str_starts(url, S("http")) ? url : (struct str){0};
    }
    line_out(in, l, in->online.p == l->plain.p && in->online_url.n == l->urls.n ? KEYS : KEY_ONLINE);
}

// ---- where signatures begin

// Signatories from line i on; more than two are not counted.
static size_t run_from(const struct incoming *in, size_t i)
{
    size_t n = 0;
    while (n < 2 && i < in->page->count && (sign_like(in, in->page, i) || sign_group(in, in->page, i))) i++, n++;
    return n;
}

static bool heads_signatures(const struct incoming *in, size_t i)
{
    const struct line *l = &in->page->lines[i];
    size_t words = words_count(l->folded);
    if (!words || words > 10 || l->prose || l->out || (l->kind != LINE_TEXT && l->kind != LINE_HEADING)) return false;
    char last = l->plain.p[l->plain.n - 1];
    bool open = strchr(":,", last) || l->kind == LINE_HEADING || l->bold || words <= 5;
    if (words_begin(in->words, W_SIGNED, l->folded) && open && last != '.') return run_from(in, i + 1) >= 1;
    return sign_group(in, in->page, i) && run_from(in, i + 1) >= 2;
}

static bool is_closing(const struct incoming *in, size_t i)
{
    const struct line *l = &in->page->lines[i];
    size_t words = words_count(l->folded);
    if (!words || words > 8 || l->kind != LINE_TEXT || l->out || !words_begin(in->words, W_CLOSING, l->folded)) return false;
    return str_ends(l->plain, S(",")) || words <= 4;
}

static bool heads_table(const struct incoming *in, size_t i)
{
    const struct page *p = in->page;
    return p->lines[i].kind == LINE_ROW && i + 2 < p->count && p->lines[i + 1].kind == LINE_ROW && sign_group(in, p, i);
}

// A line that only signatures have: two parts or more.
static bool has_parts(const struct line *l)
{
    return str_chr(l->plain, ',', 0) < l->plain.n || str_find(l->plain, S(" – "), 0) < l->plain.n || str_find(l->plain, S(" — "), 0) < l->plain.n ||
           str_find(l->plain, S(" - "), 0) < l->plain.n || str_ends(l->plain, S(")"));
}

static bool announces(const struct incoming *in, const struct line *l)
{
    struct str end = l->plain.n > 600 ? str_sub(l->plain, l->plain.n - 600, l->plain.n) : l->plain;
    while (end.n && ((unsigned char)end.p[0] & 0xC0) == 0x80) end = str_sub(end, 1, end.n);
    struct str folded = fold(in->arena, end);
    return words_in(in->words, W_SIGNED, folded) || words_in(in->words, W_SIGNED, fold(in->arena, str_sub(l->plain, 0, l->plain.n < 200 ? l->plain.n : 0)));
}

static bool numbered(struct str md)
{
    size_t i = 0;
    while (i < md.n && (md.p[i] == ' ' || md.p[i] == '>')) i++;
    return i < md.n && md.p[i] >= '0' && md.p[i] <= '9';
}

// "[1] …", "1. …", "* …" behind the signatures.
static bool is_note(const struct incoming *in, const struct line *l)
{
    struct str rest;
    if (!l->plain.n) return false;
    if (line_prefix(in, l, W_NOTE, &rest)) return true;
    return (l->kind == LINE_ITEM && numbered(l->md)) || (l->kind == LINE_TEXT && strchr("[*", l->plain.p[0]));
}

static bool may_stand_behind(const struct incoming *in, const struct line *l)
{
    struct str rest;
    return l->out || l->kind == LINE_DEFINITION || l->kind == LINE_RULE || line_is_online(in, l) || line_is_credit(in, l) || line_is_copy(in, l, &rest) || is_note(in, l);
}

// Blocks of lines that stand behind signatures: a list of copies goes on below its first line.
static size_t without_tail(const struct incoming *in, size_t body)
{
    const struct page *p = in->page;
    size_t end = p->count;
    while (end > body) {
        size_t block = end - 1;
        while (block > body && !p->lines[block].gap && !p->lines[block].out) block--;
        if (may_stand_behind(in, &p->lines[block])) end = block;
        else if (may_stand_behind(in, &p->lines[end - 1])) end--;
        else break;
    }
    return end;
}

// Without a heading: the last run of lines that are no sentences.
static size_t last_run(const struct incoming *in, size_t body)
{
    const struct page *p = in->page;
    size_t end = without_tail(in, body), from = end, parts = 0;
    while (from > body && sign_like(in, p, from - 1) && !p->lines[from - 1].out && !p->lines[from - 1].prose) {
        from--;
        parts += has_parts(&p->lines[from]);
    }
    if (from == end || (from == body && parts < end - from)) return p->count;
    if (!parts) return sign_blocks(in, from, end) ? from : p->count;
    bool items = p->lines[from].kind == LINE_ITEM, said = from && announces(in, &p->lines[from - 1]);
    if (items && !said) return p->count;
    return said || parts * 2 > end - from || sign_blocks(in, from, end) ? from : p->count;
}

static size_t signatures_from(struct incoming *in, size_t body)
{
    const struct page *p = in->page;
    for (size_t i = body; i < p->count; i++) {
        if (heads_signatures(in, i) || heads_table(in, i)) return i;
        if (is_closing(in, i) && i + 1 < p->count && run_from(in, i + 1) >= 1 && !p->lines[i + 1].prose) return i + 1;
    }
    return last_run(in, body);
}

static size_t signatures_to(const struct incoming *in, size_t from)
{
    const struct page *p = in->page;
    size_t i = from;
    while (i < p->count) {
        const struct line *l = &p->lines[i];
        if (sign_like(in, p, i) || sign_group(in, p, i) || l->kind == LINE_ROW || l->kind == LINE_RULE || heads_signatures(in, i)) {
            i++;
            continue;
        }
        size_t next = i + 1; // a line between two lists
        while (next < p->count && next < i + 3 && !heads_table(in, next) && !heads_signatures(in, next)) next++;
        if (next >= p->count || next == i + 3 || l->kind == LINE_DEFINITION) break;
        i = next;
    }
    while (i > from && p->lines[i - 1].kind == LINE_RULE) i--;
    return i;
}

// ---- what stands behind them

// Headings, lists and tables behind the signatures are a text of their own: they stay in the body.
static bool has_structure(const struct page *p, size_t from)
{
    for (size_t i = from; i < p->count; i++) {
        const struct line *l = &p->lines[i];
        if (!l->out && (l->kind == LINE_HEADING || l->kind == LINE_ROW || l->kind == LINE_CODE || (l->kind == LINE_ITEM && !numbered(l->md)))) return true;
    }
    return false;
}

static void take_copy(struct incoming *in, struct line *l, struct str rest)
{
    if (rest.n) texts_add(in->arena, &in->copies, rest);
    texts_add(in->arena, &in->comments[KEY_COPIES], strf(in->arena, "as written: %.*s", STR(str_sub(l->plain, 0, l->plain.n - rest.n))));
    line_out(in, l, KEY_COPIES);
}

static void take_note(struct incoming *in, struct line *l, bool goes_on)
{
    struct texts *t = &in->notes;
    struct str mark = l->kind == LINE_ITEM ? str_sub(l->md, 0, str_chr(l->md, ' ', 0)) : S("");
    if (goes_on && t->n)
        t->v[t->n - 1] = strf(in->arena, "%.*s %.*s", STR(t->v[t->n - 1]), STR(l->plain));
    else
        texts_add(in->arena, t, strf(in->arena, "%.*s%s%.*s", STR(mark), mark.n ? " " : "", STR(l->plain)));
    line_out(in, l, KEY_NOTES);
}

static void take_tail(struct incoming *in, size_t from, bool signed_above)
{
    struct page *p = in->page;
    bool structure = has_structure(p, from), copies = false, note = false;
    for (size_t i = from; i < p->count; i++) {
        struct line *l = &p->lines[i];
        struct str rest;
        if (l->out || l->kind == LINE_DEFINITION || l->kind == LINE_RULE) continue;
        if (structure && (l->kind == LINE_HEADING || l->kind == LINE_ITEM)) {
            if (signed_above) incoming_unsure(in, KEY_SIGNATORIES, l->no, "what stands behind the signatories is at the end of the body");
            return;
        }
        if (line_is_copy(in, l, &rest)) {
            take_copy(in, l, rest);
            copies = true;
            continue;
        }
        copies = copies && !l->gap;
        if (copies) {
            texts_add(in->arena, &in->copies, l->plain);
            line_out(in, l, KEY_COPIES);
        } else if (!in->credit.n && line_is_credit(in, l)) {
            in->credit = l->plain;
            line_out(in, l, KEY_PICTURE);
        } else if (line_is_online(in, l)) {
            take_online(in, l);
        } else if (signed_above) {
            take_note(in, l, note && !l->gap && !is_note(in, l));
            note = true;
        }
    }
}

void find_tail(struct incoming *in, size_t body)
{
    struct page *p = in->page;
    size_t from = signatures_from(in, body), to = from < p->count ? signatures_to(in, from) : from;
    if (from < p->count) {
        sign_lines(in, from, to);
        take_tail(in, to, true);
        return;
    }
    take_tail(in, without_tail(in, body), false);
    incoming_unsure(in, KEY_SIGNATORIES, 0, "no signatories were found");
}
