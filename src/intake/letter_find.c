// What stands before the letter's text: label and title, the picture's credit, addressees, places and date, subject,
// copies, salutation. A line that is none of these stays in the body.
//
//   title                                 the file's own, a heading, or the first line that stands alone
//   To: / postal lines                    what stands between title and salutation and is nothing else
//   Brussels, Baku, 18 July 2018          a date of one day, and places beside it or on the line before
//   Dear President,                       the salutation; without one, sentences end the head
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edtf.h"
#include "intake/letter_in.h"
#include "intake/letter_page.h"
#include "intake/letter_tail.h"
#include "intake/letter_words.h"
#include "lang/fold.h"
#include "lang/scan.h"

enum { TITLE_LONGEST = 1000 }; // characters that a letter takes
enum mode { MODE_NONE, MODE_TO, MODE_COPIES };

static struct str without(struct str s, const char *ends)
{
    for (s = str_trim(s); s.n && strchr(ends, s.p[s.n - 1]);) s = str_trim(str_sub(s, 0, s.n - 1));
    return s;
}

bool line_prefix(const struct incoming *in, const struct line *l, enum word_list list, struct str *rest)
{
    size_t colon = str_chr(l->plain, ':', 0);
    *rest = (struct str){0};
    if (colon < l->plain.n && colon < 60 && words_are(in->words, list, fold(in->arena, str_sub(l->plain, 0, colon)))) {
        *rest = str_trim(str_sub(l->plain, colon + 1, l->plain.n));
        return true;
    }
    return words_are(in->words, list, l->folded);
}

bool line_is_credit(const struct incoming *in, const struct line *l)
{
    struct str rest, inner = l->plain;
    if (l->kind != LINE_TEXT || l->plain.n > 300) return false;
    if (str_starts(inner, S("("))) inner = str_sub(inner, 1, inner.n);
    if (str_starts(inner, S("©")) || str_starts(inner, S("(c)")) || str_starts(inner, S("(C)"))) return true;
    bool marked = line_prefix(in, l, W_CREDIT, &rest) && rest.n;
    return marked || (inner.p != l->plain.p && words_begin(in->words, W_CREDIT, l->folded));
}

bool line_is_copy(const struct incoming *in, const struct line *l, struct str *rest)
{
    if (l->kind != LINE_TEXT || !l->folded.n) return false;
    if (line_prefix(in, l, W_COPY, rest)) return true;
    bool cc = (str_starts(l->plain, S("cc ")) || str_starts(l->plain, S("Cc ")) || str_starts(l->plain, S("CC "))) && l->plain.n < 200;
    if (cc) *rest = str_trim(str_sub(l->plain, 3, l->plain.n));
    return cc;
}

void line_out(struct incoming *in, struct line *l, enum letter_key key)
{
    l->out = true;
    if (l->urls.n && key < KEYS) texts_add(in->arena, &in->comments[key], strf(in->arena, "address: %.*s", STR(l->urls)));
}

// ---- date and places

static bool capital(struct str s)
{
    size_t i = 0;
    uint32_t cp = s.n ? utf8_next(s, &i) : 0;
    return (cp >= 'A' && cp <= 'Z') || cp > 0x7F;
}

// "Brussels, Baku", "Paris and Geneva": every piece a name of up to four words. Adds them when `add`.
static bool are_places(struct incoming *in, struct str s, bool add)
{
    struct str rest = without(s, ",;-–—./|");
    if (!rest.n) return true;
    if (rest.n > 120) return false;
    while (rest.p) {
        size_t cut = rest.n, width = 0;
        static const char *const marks[] = {",", ";", " / ", " and ", " et ", " və ", " и ", " – ", " - ", " & "};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t at = str_find(rest, str_of(marks[i]), 0);
            if (at < cut) cut = at, width = strlen(marks[i]);
        }
        struct str place = str_trim(str_sub(rest, 0, cut));
        rest = cut < rest.n ? str_sub(rest, cut + width, rest.n) : (struct str){0};
        if (!place.n) continue;
        if (!capital(place) || words_count(fold(in->arena, place)) > 4 || strpbrk(str_c(in->arena, place), "0123456789@")) return false;
        if (add) texts_add(in->arena, &in->places, place);
    }
    return true;
}

static struct str without_date_word(const struct incoming *in, struct str s)
{
    struct str t = without(s, ":,");
    if (words_are(in->words, W_DATE, fold(in->arena, t))) return (struct str){0};
    size_t last = t.n; // "Paris, le 14 mars 2019"
    while (last && t.p[last - 1] != ' ' && t.p[last - 1] != ',') last--;
    if (last && words_are(in->words, W_DATE, fold(in->arena, str_sub(t, last, t.n)))) return str_sub(t, 0, last);
    size_t space = str_chr(t, ':', 0);
    return space < t.n && words_are(in->words, W_DATE, fold(in->arena, str_sub(t, 0, space))) ? str_sub(t, space + 1, t.n) : s;
}

// A line with the date of one day and nothing but places beside it.
bool line_date(struct incoming *in, const struct line *l, bool take)
{
    struct token *t;
    struct str lang = scan_knows(in->lang) ? in->lang : S("en");
    if (l->kind != LINE_TEXT || l->plain.n > 140 || l->plain.n < 6 || !strpbrk(str_c(in->arena, l->plain), "0123456789")) return false;
    size_t n = scan_text(in->arena, l->plain, lang, &t);
    for (size_t i = 0; i < n; i++) {
        if (t[i].kind != TOKEN_DATE || t[i].date.lo.n != t[i].date.hi.n) continue;
        struct str before = without_date_word(in, str_sub(l->plain, 0, t[i].at)), after = str_sub(l->plain, t[i].at + t[i].n, l->plain.n);
        after = str_trim(after);
        while (after.n && strchr(",.;", after.p[0])) after = str_trim(str_sub(after, 1, after.n));
        if (!are_places(in, before, false) || !are_places(in, after, false)) return false;
        if (!take) return true;
        in->date = t[i].date.lo;
        in->has_date = true;
        texts_add(in->arena, &in->comments[KEY_DATE], strf(in->arena, "as written: %.*s", STR(l->plain)));
        return are_places(in, before, true) && are_places(in, after, true);
    }
    return false;
}

// A day and a year in a short line, in words that are not understood: kept for the author to read.
static bool may_be_date(struct incoming *in, const struct line *l)
{
    bool year = false, day = false;
    if (in->has_date || l->kind != LINE_TEXT || l->plain.n > 100) return false;
    for (size_t i = 0, end; i < l->plain.n; i = end + 1) {
        for (end = i; end < l->plain.n && l->plain.p[end] >= '0' && l->plain.p[end] <= '9';) end++;
        struct str digits = str_sub(l->plain, i, end);
        year |= digits.n == 4 && (str_starts(digits, S("19")) || str_starts(digits, S("20")));
        day |= digits.n == 1 || digits.n == 2;
    }
    return year && day;
}

static bool take_odd_date(struct incoming *in, struct line *l)
{
    if (!may_be_date(in, l)) return false;
    incoming_unsure(in, KEY_DATE, l->no, "this may be the date, in words that are not understood: %.*s", STR(l->plain));
    line_out(in, l, KEY_DATE);
    return true;
}

// ---- the parts

static size_t find_salutation(const struct incoming *in)
{
    const struct page *p = in->page;
    for (size_t i = 0; i < p->count; i++) {
        const struct line *l = &p->lines[i];
        if (l->kind != LINE_TEXT || l->prose || !l->folded.n || !words_begin(in->words, W_SALUTATION, l->folded)) continue;
        char last = l->plain.p[l->plain.n - 1];
        bool marked = strchr(",:!", last) || str_ends(l->plain, S("،")) || str_ends(l->plain, S("，"));
        bool alone = l->gap && (i + 1 == p->count || p->lines[i + 1].gap);
        if (marked || (alone && words_count(l->folded) <= 7 && last != '.')) return i;
    }
    return p->count;
}

// Where sentences, lists or a second heading begin.
static size_t first_text(const struct page *p)
{
    size_t headings = 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct line *l = &p->lines[i];
        headings += l->kind == LINE_HEADING;
        if (l->prose || headings > 1 || (l->kind != LINE_TEXT && l->kind != LINE_HEADING && l->kind != LINE_RULE)) return i;
    }
    return p->count;
}

// "Open letter: …" has a label.
static void set_title(struct incoming *in, struct str title)
{
    size_t best = title.n, width = 0;
    static const char *const marks[] = {":", " – ", " — ", " - ", " | "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(title, str_of(marks[i]), 0);
        if (at < best) best = at, width = strlen(marks[i]);
    }
    in->title = title;
    if (best == title.n || best > 60 || !words_are(in->words, W_LABEL, fold(in->arena, str_sub(title, 0, best)))) return;
    in->label = str_trim(str_sub(title, 0, best));
    in->title = str_trim(str_sub(title, best + width, title.n));
}

static bool may_be_title(const struct incoming *in, const struct page *p, size_t i, bool merged)
{
    const struct line *l = &p->lines[i];
    bool alone = l->gap && (i + 1 == p->count || p->lines[i + 1].gap);
    if (!l->plain.n || utf8_count(l->plain) > TITLE_LONGEST) return false;
    if (l->kind == LINE_HEADING) return true;
    if (l->kind != LINE_TEXT || !alone || l->quoted) return false;
    size_t words = words_count(l->folded);
    return words_are(in->words, W_LABEL, l->folded) || l->bold || (words >= 4 && !(merged && i > 3));
}

// l: NULL begins another addressee.
static void add_address(struct incoming *in, const struct line *l, struct str text, bool blocks)
{
    bool next = !in->to_count || !l || (l->gap && blocks) ||
                (!blocks && in->to[in->to_count - 1].lines.n > 1 && words_begin(in->words, W_HONORIFIC, l->folded));
    if (next) {
        in->to = arena_grow(in->arena, in->to, &in->to_cap, in->to_count + 1, sizeof *in->to);
        in->to[in->to_count++] = (struct incoming_address){0};
    }
    texts_add(in->arena, &in->to[in->to_count - 1].lines, text);
}

struct finder {
    struct incoming *in;
    size_t to;       // where the lines looked at end
    bool salutation; // they end at it
    bool blocks;     // addressees are blocks of lines
    bool fresh;      // the next line begins an addressee
    enum mode mode;
};

static bool take_copy(struct finder *f, struct line *l)
{
    struct str rest;
    if (!line_is_copy(f->in, l, &rest)) return false;
    f->mode = MODE_COPIES;
    if (rest.n) texts_add(f->in->arena, &f->in->copies, rest);
    texts_add(f->in->arena, &f->in->comments[KEY_COPIES], strf(f->in->arena, "as written: %.*s", STR(str_sub(l->plain, 0, l->plain.n - rest.n))));
    line_out(f->in, l, KEY_COPIES);
    return true;
}

static bool take_to(struct finder *f, struct line *l)
{
    struct str rest;
    if (!line_prefix(f->in, l, W_TO, &rest)) return false;
    if (f->in->to_count && f->mode != MODE_TO)
        incoming_unsure(f->in, KEY_TO, l->no, "what stood above the addressee may be the sender's own");
    f->mode = MODE_TO;
    if (rest.n) add_address(f->in, NULL, rest, true);
    else f->fresh = true;
    texts_add(f->in->arena, &f->in->comments[KEY_TO], strf(f->in->arena, "as written: %.*s", STR(str_sub(l->plain, 0, l->plain.n - rest.n))));
    line_out(f->in, l, KEY_TO);
    return true;
}

static bool take_subject(struct finder *f, size_t i)
{
    struct line *l = &f->in->page->lines[i];
    struct str rest;
    if (f->in->subject.n || str_chr(l->plain, ':', 0) == l->plain.n || !line_prefix(f->in, l, W_SUBJECT, &rest)) return false;
    texts_add(f->in->arena, &f->in->comments[KEY_SUBJECT], strf(f->in->arena, "as written: %.*s", STR(str_sub(l->plain, 0, l->plain.n - rest.n))));
    line_out(f->in, l, KEY_SUBJECT);
    if (!rest.n && i + 1 < f->to) {
        rest = f->in->page->lines[i + 1].plain;
        line_out(f->in, &f->in->page->lines[i + 1], KEY_SUBJECT);
    }
    f->in->subject = rest;
    f->mode = MODE_NONE;
    return true;
}

static bool take_date(struct finder *f, size_t i)
{
    struct incoming *in = f->in;
    struct line *l = &in->page->lines[i];
    bool places = i + 1 < f->to && str_ends(l->plain, S(",")) && l->plain.n < 120 && are_places(in, l->plain, false) &&
                  line_date(in, &in->page->lines[i + 1], false);
    if (in->has_date) return false;
    if (places) are_places(in, l->plain, true);
    if (!places && !line_date(in, l, true)) return false;
    line_out(in, l, KEY_DATE);
    return true;
}

static bool take_title(struct finder *f, size_t i)
{
    struct incoming *in = f->in;
    struct line *l = &in->page->lines[i];
    bool labelled = words_begin(in->words, W_LABEL, l->folded);
    if (in->title.n || f->mode != MODE_NONE || (in->to_count && !labelled)) return false;
    if (!may_be_title(in, in->page, i, f->salutation)) return false;
    // "Open letter to …" further down is the title rather than a name at the top
    for (size_t k = i + 1; l->kind != LINE_HEADING && !labelled && k < f->to; k++)
        if (words_begin(in->words, W_LABEL, in->page->lines[k].folded) && may_be_title(in, in->page, k, false)) return false;
    if (words_are(in->words, W_LABEL, l->folded) && !in->label.n) {
        in->label = without(l->plain, ":");
        line_out(in, l, KEY_LABEL);
        return true;
    }
    set_title(in, l->plain);
    line_out(in, l, KEY_TITLE);
    return true;
}

static void take_line(struct finder *f, size_t i)
{
    struct incoming *in = f->in;
    struct line *l = &in->page->lines[i];
    if (l->out || l->prose || !l->plain.n || (l->kind != LINE_TEXT && l->kind != LINE_HEADING)) return;
    if (!in->credit.n && line_is_credit(in, l)) {
        in->credit = l->plain;
        line_out(in, l, KEY_PICTURE);
        return;
    }
    if (take_subject(f, i) || take_copy(f, l) || take_to(f, l) || take_date(f, i) || take_title(f, i)) return;
    if (!in->online.n && line_is_online(in, l)) {
        take_online(in, l);
        return;
    }
    if (l->kind == LINE_HEADING || l->plain.n > 200 || (f->salutation && take_odd_date(in, l))) return;
    if (f->mode == MODE_COPIES) {
        texts_add(in->arena, &in->copies, l->plain);
        line_out(in, l, KEY_COPIES);
    } else if (f->salutation || f->mode == MODE_TO) {
        add_address(in, f->fresh ? NULL : l, l->plain, f->blocks);
        f->fresh = false;
        line_out(in, l, KEY_TO);
    } else {
        incoming_unsure(in, KEY_TITLE, l->no, "line %u stands above the text and is nothing that is known; it is in the body", l->no);
    }
}

// Gives where it stopped: without a salutation, title and date end the head.
static size_t take_region(struct incoming *in, size_t from, size_t to, bool salutation)
{
    struct finder f = {.in = in, .to = to, .salutation = salutation};
    for (size_t i = from + 1; i < to; i++) f.blocks |= !in->page->lines[i].gap;
    size_t address = to, date = to, title = to, before = in->to_count;
    size_t i = from;
    for (; i < to; i++) {
        bool dated = in->has_date;
        size_t count = in->to_count;
        take_line(&f, i);
        if (in->has_date && !dated) date = i;
        if (in->title.n && title == to) title = i;
        if (in->to_count > count && address == to) address = i;
        if (!salutation && in->title.n && in->has_date && f.mode == MODE_NONE) break;
    }
    if ((address < date && date < to && in->to_count > before + 1) || (address < title && title < to))
        incoming_unsure(in, KEY_TO, in->page->lines[address].no, "the first block above the date may be the sender's own");
    return i < to ? i + 1 : to;
}

static void set_salutation(struct incoming *in, size_t at, size_t first)
{
    struct line *l = &in->page->lines[at];
    in->salutation = l->plain;
    line_out(in, l, KEY_SALUTATION);
    for (size_t i = first; i < at; i++)
        if (!in->page->lines[i].out && in->page->lines[i].kind != LINE_DEFINITION) {
            incoming_unsure(in, KEY_SALUTATION, in->page->lines[i].no, "what stood before the salutation begins the body");
            return;
        }
}

// The file's own title wins, but of HTML the heading does: the title of a page has the site's name in it.
static void title_of_file(struct incoming *in)
{
    struct page *p = in->page;
    size_t h = 0;
    if (!p->title.n || utf8_count(p->title) > TITLE_LONGEST) return; // it is kept
    struct str folded = fold(in->arena, p->title);
    while (h < p->count && (p->lines[h].kind != LINE_HEADING || utf8_count(p->lines[h].plain) > TITLE_LONGEST)) h++;
    bool same = h < p->count && p->lines[h].folded.n && p->html && str_starts(p->lines[h].md, S("# "));
    same |= h < p->count && p->lines[h].folded.n && str_find(folded, p->lines[h].folded, 0) < folded.n;
    set_title(in, same ? p->lines[h].plain : page_plain(p, p->title, NULL));
    if (same) line_out(in, &p->lines[h], KEY_TITLE);
}

static void title_of_text(struct incoming *in)
{
    struct str text = in->subject;
    if (in->title.n) return;
    if (!text.n && in->label.n) text = in->label;
    for (size_t i = 0; !text.n && i < in->page->count; i++)
        if (!in->page->lines[i].out) text = in->page->lines[i].plain;
    if (!text.n) text = in->salutation.n ? in->salutation : S("Letter");
    size_t cut = text.n > 120 ? 120 : text.n;
    while (cut < text.n && cut && text.p[cut] != ' ') cut--;
    if (!cut)
        for (cut = text.n < 120 ? text.n : 120; cut < text.n && ((unsigned char)text.p[cut] & 0xC0) == 0x80;) cut--;
    in->title = cut < text.n ? strf(in->arena, "%.*s …", STR(str_sub(text, 0, cut))) : text;
    incoming_unsure(in, KEY_TITLE, 0, "no line looks like a title; this one is made of the letter's words");
}

static void date_of_file(struct incoming *in)
{
    struct edtf d;
    const char *why;
    struct str day = str_sub(in->page->date, 0, 10);
    if (in->has_date || !edtf_parse(day, &d, &why) || d.lo.n != d.hi.n) return;
    in->date = d.lo;
    in->has_date = true;
    incoming_unsure(in, KEY_DATE, 0, "the date is that of the file, %.*s: when it was published, perhaps not when it was signed", STR(in->page->date));
}

void find_head(struct incoming *in, size_t *body)
{
    struct page *p = in->page;
    size_t greeting = find_salutation(in), text = first_text(p), near = greeting;
    title_of_file(in);
    if (greeting == p->count) {
        *body = take_region(in, 0, text, false);
    } else if (greeting <= text) {
        take_region(in, 0, greeting, true);
        *body = greeting + 1;
    } else {
        while (near > text && !p->lines[near - 1].prose && p->lines[near - 1].kind == LINE_TEXT) near--;
        take_region(in, 0, text, false);
        take_region(in, near, greeting, true);
        *body = greeting + 1;
    }
    if (greeting < p->count) set_salutation(in, greeting, 0);
    for (size_t i = p->count; !in->has_date && i > *body; i--)
        if (!p->lines[i - 1].prose && line_date(in, &p->lines[i - 1], true)) line_out(in, &p->lines[i - 1], KEY_DATE);
    date_of_file(in);
    title_of_text(in);
    if (!in->has_date) incoming_unsure(in, KEY_DATE, 0, "no line has the letter's date; a letter needs one: date: 2018-07-18");
}
