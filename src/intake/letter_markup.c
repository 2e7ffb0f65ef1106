// HTML as Markdown, and Markdown without the HTML in it. A tolerant reader in one pass and without recursion: tags are
// looked at one by one, what is never closed ends with the file, lists count down to a depth of 8. Text of script and
// style is no text of the letter and is left out; that of navigation, footers, buttons is kept aside, and so are pictures.
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "intake/letter_markup.h"
#include "intake/letter_page.h"

enum { TAG_MAX = 8000, DEPTH = 8, MARKS = 64, NEAR = 4000, FAR = 64 << 20 };

size_t near_chr(struct str s, char c, size_t i)
{
    struct str near = str_sub(s, 0, i + NEAR);
    size_t at = str_chr(near, c, i);
    return at < near.n ? at : s.n;
}

size_t near_find(struct str s, struct str what, size_t i)
{
    struct str near = str_sub(s, 0, i + NEAR);
    size_t at = str_find(near, what, i);
    return at < near.n ? at : s.n;
}

// ---- tags

struct tag {
    char name[16]; // lower case; empty: no tag
    bool close;
    struct str raw, attributes;
    size_t end; // behind it
};

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static bool is_name(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':'; }

static struct tag tag_at(struct str s, size_t i)
{
    struct tag t = {.end = i};
    size_t k = i + 1, n = 0;
    if (k < s.n && s.p[k] == '/') t.close = true, k++;
    if (k >= s.n || lower(s.p[k]) < 'a' || lower(s.p[k]) > 'z') return t;
    size_t name = k;
    while (k < s.n && is_name(s.p[k])) k++;
    if (k < s.n && !is_space(s.p[k]) && s.p[k] != '>' && s.p[k] != '/') return t;
    size_t from = k;
    for (char quote = 0; k < s.n && k - i < TAG_MAX; k++) {
        if (quote) quote = s.p[k] == quote ? 0 : quote;
        else if ((s.p[k] == '"' || s.p[k] == '\'') && s.p[k - 1] == '=') quote = s.p[k];
        else if (s.p[k] == '>' || s.p[k] == '<') break;
    }
    if (k >= s.n || s.p[k] != '>') return t;
    for (; n < sizeof t.name - 1 && name + n < from; n++) t.name[n] = lower(s.p[name + n]);
    t.attributes = str_sub(s, from, k);
    t.end = k + 1;
    t.raw = str_sub(s, i, t.end);
    return t;
}

static bool is(const struct tag *t, const char *names)
{
    const char *at = names;
    size_t n = strlen(t->name);
    while (n && (at = strstr(at, t->name))) {
        if ((at == names || at[-1] == ' ') && (at[n] == ' ' || !at[n])) return true;
        at += n;
    }
    return false;
}

// The value of an attribute, entities read.
static struct str attribute(struct arena *a, const struct tag *t, struct str name)
{
    struct str s = t->attributes;
    for (size_t i = 0; i + name.n < s.n; i++) {
        if (!is_space(s.p[i]) || strncasecmp(s.p + i + 1, name.p, name.n) != 0) continue;
        size_t k = i + 1 + name.n;
        while (k < s.n && is_space(s.p[k])) k++;
        if (k >= s.n || s.p[k] != '=') continue;
        k++;
        while (k < s.n && is_space(s.p[k])) k++;
        if (k >= s.n) break;
        char quote = s.p[k] == '"' || s.p[k] == '\'' ? s.p[k] : 0;
        size_t end = quote ? str_chr(s, quote, k + 1) : k;
        while (!quote && end < s.n && !is_space(s.p[end])) end++;
        struct str value = str_trim(str_sub(s, quote ? k + 1 : k, end));
        struct buf b = buf_in(a);
        for (size_t v = 0; v < value.n;) {
            char c[8];
            size_t n, used = entity_at(value, v, c, &n);
            buf_add(&b, used ? (struct str){c, n} : str_sub(value, v, v + 1));
            v += used ? used : 1;
        }
        for (size_t v = 0; v < b.n; v++)
            if ((unsigned char)b.p[v] < ' ') b.p[v] = ' ';
        return buf_str(&b);
    }
    return (struct str){0};
}

// Where the raw text of script or style ends. `far` is the work that may still be done looking far ahead.
static size_t raw_end(struct str s, size_t from, const char *name, size_t *far)
{
    size_t n = strlen(name);
    for (size_t i = str_find(s, S("</"), from); i < s.n && i - from < *far; i = str_find(s, S("</"), i + 1))
        if (i + 2 + n <= s.n && strncasecmp(s.p + i + 2, name, n) == 0) {
            size_t end = str_chr(s, '>', i);
            *far -= i - from;
            return end < s.n ? end + 1 : s.n;
        }
    *far = *far > s.n - from ? *far - (s.n - from) : 0;
    return from; // never closed: it hides nothing
}

// Where an element that was opened before `from` ends; from: it never does.
static size_t element_end(struct str s, size_t from, const char *name, size_t *far)
{
    int depth = 1;
    for (size_t i = str_chr(s, '<', from); i < s.n && i - from < *far; i = str_chr(s, '<', i + 1)) {
        struct tag t = tag_at(s, i);
        if (strcmp(t.name, name) != 0) continue;
        depth += t.close ? -1 : 1;
        if (depth) continue;
        *far -= i - from;
        return t.end;
    }
    *far = *far > s.n - from ? *far - (s.n - from) : 0;
    return from;
}

static bool leads_somewhere(struct str url)
{
    return (str_starts(url, S("https://")) || str_starts(url, S("http://")) || str_starts(url, S("mailto:"))) &&
           str_chr(url, '<', 0) == url.n && str_chr(url, '>', 0) == url.n;
}

static void keep(struct buf *out, const char *what, struct str text)
{
    buf_addf(out, "%c%s", MARK_KEPT, what);
    for (size_t i = 0; i < text.n; i++) buf_addc(out, text.p[i] == '\n' ? MARK_LINE : text.p[i]);
    buf_addc(out, MARK_KEPT);
}

static void count_lines(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n') buf_addc(out, MARK_LINE);
}

// ---- HTML

struct writer {
    struct page *page;
    struct buf *out;
    struct str s;
    int breaks;            // wanted before the next text
    bool space, row, cell; // a blank is wanted; in a row of a table; a cell has begun
    char open[MARKS];      // emphasis that is open: '*' or 'B', '[' of a link
    size_t open_count, written; // of them written out
    struct str url;
    int depth, quotes;
    int number[DEPTH];     // of ordered lists; 0: bullets
    bool item;             // an item's mark is wanted
    bool header, separator;
    bool pre;
    int cells;
    size_t far;
};

static void write_mark(struct writer *w, char m)
{
    if (m == 'B')
        buf_add(w->out, S("**"));
    else
        buf_addc(w->out, m);
}

static void close_mark(struct writer *w, char m)
{
    if (m != '[') {
        write_mark(w, m);
        return;
    }
    bool odd = str_chr(w->url, '(', 0) < w->url.n || str_chr(w->url, ')', 0) < w->url.n || str_chr(w->url, ' ', 0) < w->url.n;
    buf_addf(w->out, odd ? "](<%.*s>)" : "](%.*s)", STR(w->url));
}

static void start_line(struct writer *w)
{
    for (size_t i = w->written; i > 0; i--) close_mark(w, w->open[i - 1]);
    w->written = 0;
    for (int i = 0; i < w->breaks && w->out->n; i++) buf_addc(w->out, MARK_BREAK);
    for (int i = 0; i < w->quotes && i < 4; i++) buf_add(w->out, S("> "));
    if (w->item) {
        int d = w->depth < 1 ? 1 : w->depth > DEPTH ? DEPTH : w->depth;
        buf_pad(w->out, ' ', (size_t)(d - 1) * 3);
        if (w->number[d - 1])
            buf_addf(w->out, "%d. ", w->number[d - 1]++);
        else
            buf_add(w->out, S("- "));
    }
    w->item = w->space = false;
    w->breaks = 0;
}

static void write_text(struct writer *w, struct str s)
{
    bool first = w->breaks && !w->item;
    if (w->breaks) start_line(w);
    if (w->space && w->written < w->open_count) buf_addc(w->out, ' '), w->space = false;
    for (; w->written < w->open_count; w->written++) write_mark(w, w->open[w->written]);
    if (w->space) buf_addc(w->out, ' ');
    w->space = false;
    if (!w->row && !memchr(w->open, '[', w->open_count)) {
        markdown_escape(s, first, w->out);
        return;
    }
    struct buf b = buf_in(w->page->arena); // brackets would end the link, bars the cell; addresses in a link stay text
    markdown_escape(s, false, &b);
    for (size_t i = 0; i < b.n; i++) {
        if (memchr(w->open, '[', w->open_count) && (b.p[i] == '<' || b.p[i] == '>') && (!i || b.p[i - 1] != '\\')) continue;
        if (strchr("[]|", b.p[i]) && (!i || b.p[i - 1] != '\\')) buf_addc(w->out, '\\');
        buf_addc(w->out, b.p[i]);
    }
}

static void want_break(struct writer *w, int n)
{
    if (w->row) w->space = true;
    else if (w->breaks < n) w->breaks = n;
}

static void open_mark(struct writer *w, char m)
{
    if (w->open_count < MARKS && !(m != '[' && memchr(w->open, m, w->open_count))) w->open[w->open_count++] = m;
}

static void end_mark(struct writer *w, char m)
{
    size_t at = w->open_count;
    while (at && w->open[at - 1] != m) at--;
    if (!at) return;
    for (size_t i = w->written; i >= at && i > 0; i--) close_mark(w, w->open[i - 1]);
    if (m == '[' && w->written < at) keep(w->out, "address: ", w->url);
    size_t above = w->open_count - at;
    memmove(w->open + at - 1, w->open + at, above);
    w->open_count--;
    if (w->written >= at) w->written = at - 1; // those above open again with the next text
}

static void link_tag(struct writer *w, const struct tag *t)
{
    end_mark(w, '[');
    if (t->close) return;
    struct str url = attribute(w->page->arena, t, S("href"));
    if (leads_somewhere(url)) {
        w->url = url;
        open_mark(w, '[');
    } else if (url.n) {
        keep(w->out, "address: ", url);
    }
}

// A row of a table of data: cells beside one another, and no paragraphs in them.
static int data_cells(struct str s, size_t from)
{
    int cells = 0;
    for (size_t i = str_chr(s, '<', from); i < s.n && i - from < 4000; i = str_chr(s, '<', i + 1)) {
        struct tag t = tag_at(s, i);
        if (is(&t, "tr table thead tbody")) return cells > 1 ? cells : 0;
        if (is(&t, "td th")) cells += !t.close;
        if (is(&t, "p") && cells && t.close && i - from > 600) return 0;
    }
    return 0;
}

static void row_tag(struct writer *w, const struct tag *t)
{
    if (w->row) buf_add(w->out, S(" |"));
    if (w->row && w->header && !w->separator) {
        buf_addf(w->out, "%c|", MARK_BREAK);
        for (int i = 0; i < w->cells; i++) buf_add(w->out, S("---|"));
        w->separator = true;
    }
    w->row = w->cell = w->space = false;
    want_break(w, 1);
    w->cells = t->close ? 0 : data_cells(w->s, t->end);
    if (!w->cells) return;
    start_line(w);
    w->row = true;
    w->header = false;
}

static void list_tag(struct writer *w, const struct tag *t)
{
    want_break(w, w->depth > 1 || (w->depth == 1 && !t->close) ? 1 : 2);
    w->depth += t->close ? -(w->depth > 0) : 1;
    if (!t->close && w->depth <= DEPTH) w->number[w->depth - 1] = is(t, "ol");
    w->item = false;
}

static void block_tag(struct writer *w, const struct tag *t)
{
    if (is(t, "table")) want_break(w, 2), w->separator = false;
    if (is(t, "tr")) row_tag(w, t);
    else if (is(t, "td th") && w->row && !t->close) {
        buf_add(w->out, w->cell ? S(" | ") : S("| "));
        w->cell = true;
        w->space = false;
        w->header |= is(t, "th");
    } else if (is(t, "td th")) want_break(w, 1);
    else if (is(t, "ul ol menu")) list_tag(w, t);
    else if (is(t, "li")) want_break(w, 1), w->item = !t->close;
    else if (is(t, "blockquote")) {
        want_break(w, 2);
        w->quotes += t->close ? -(w->quotes > 0) : 1;
    } else if (is(t, "h1 h2 h3 h4 h5 h6") && !w->row) {
        want_break(w, 2);
        if (t->close) return;
        start_line(w);
        buf_pad(w->out, '#', (size_t)(t->name[1] - '0'));
        buf_addc(w->out, ' ');
    } else if (is(t, "pre")) want_break(w, 2), w->pre = !t->close;
    else if (is(t, "p")) want_break(w, w->item ? 1 : 2);
    else want_break(w, w->item ? 1 : 2);
}

static void meta_tag(struct writer *w, const struct tag *t)
{
    struct arena *a = w->page->arena;
    if (is(t, "html")) w->page->lang = attribute(a, t, S("lang"));
    if (is(t, "time") && !t->close && !w->page->date.n) w->page->date = attribute(a, t, S("datetime"));
    if (is(t, "meta") && str_eq(attribute(a, t, S("property")), S("article:published_time"))) w->page->date = attribute(a, t, S("content"));
}

// What is not of the letter: gives where it ends, with its text kept aside.
static size_t aside(struct writer *w, const struct tag *t)
{
    size_t end = element_end(w->s, t->end, t->name, &w->far);
    if (end == t->end) return end;
    struct str inner = str_sub(w->s, t->end, end);
    struct buf b = buf_in(w->page->arena);
    for (size_t i = 0; i < inner.n;) {
        char c[8];
        size_t n, used = inner.p[i] == '&' ? entity_at(inner, i, c, &n) : 0;
        struct tag in = inner.p[i] == '<' ? tag_at(inner, i) : (struct tag){.end = i};
        bool raw = is(&in, "script style") && !in.close;
        if (in.end > i) {
            struct str href = attribute(w->page->arena, &in, S("href"));
            buf_addc(&b, ' ');
            if (href.n && !in.close) buf_addf(&b, "(%.*s) ", STR(href));
        }
        if (used) buf_add(&b, (struct str){c, n});
        else if (in.end == i) buf_addc(&b, is_space(inner.p[i]) ? ' ' : inner.p[i]);
        i = used ? i + used : in.end > i ? (raw ? raw_end(inner, in.end, in.name, &w->far) : in.end) : i + 1;
    }
    struct str text = str_trim(buf_str(&b));
    if (is(t, "title")) w->page->title = text;
    if (text.n) keep(w->out, is(t, "title") ? "title: " : "", text);
    count_lines(w->out, inner);
    return end;
}

static size_t html_tag(struct writer *w, size_t i)
{
    struct str s = w->s;
    if (str_starts(str_sub(s, i, s.n), S("<!--"))) {
        size_t end = near_find(s, S("-->"), i);
        struct str inner = str_trim(str_sub(s, i + 4, end));
        if (inner.n && end < s.n) keep(w->out, "comment: ", inner);
        if (end < s.n) count_lines(w->out, str_sub(s, i, end));
        return end < s.n ? end + 3 : i;
    }
    struct tag t = tag_at(s, i);
    if (t.end == i) {
        bool declaration = i + 1 < s.n && (s.p[i + 1] == '!' || s.p[i + 1] == '?') && near_chr(s, '>', i) < s.n;
        return declaration ? near_chr(s, '>', i) + 1 : i;
    }
    count_lines(w->out, t.raw);
    meta_tag(w, &t);
    if (is(&t, "script style") && !t.close) {
        size_t end = raw_end(s, t.end, t.name, &w->far);
        count_lines(w->out, str_sub(s, t.end, end));
        return end;
    }
    if (is(&t, "nav footer aside button select textarea svg template iframe noscript object title") && !t.close) return aside(w, &t);
    if (is(&t, "img")) {
        struct str alt = attribute(w->page->arena, &t, S("alt")), src = attribute(w->page->arena, &t, S("src"));
        if (alt.n || src.n) keep(w->out, "picture: ", strf(w->page->arena, "%.*s %.*s", STR(alt), STR(src)));
    } else if (is(&t, "a")) link_tag(w, &t);
    else if (is(&t, "b strong i em cite")) (t.close ? end_mark : open_mark)(w, is(&t, "b strong") ? 'B' : '*');
    else if (is(&t, "br")) want_break(w, 1);
    else if (is(&t, "hr")) {
        want_break(w, 2);
        start_line(w);
        buf_add(w->out, S("***"));
        want_break(w, 2);
    } else if (!is(&t, "span font u s sup sub small abbr time label code tt ins del mark q acronym big wbr html body head meta link input form"))
        block_tag(w, &t);
    return t.end;
}

void html_to_markdown(struct page *p, struct str html, struct buf *out)
{
    struct writer w = {.page = p, .out = out, .s = html, .far = FAR};
    struct buf word = buf_in(p->arena);
    for (size_t i = 0; i <= html.n;) {
        char c = i < html.n ? html.p[i] : ' ', decoded[8];
        size_t n = 0, used = c == '&' ? entity_at(html, i, decoded, &n) : 0;
        bool blank = used ? n == 1 && is_space(decoded[0]) : is_space(c);
        size_t next = !used && c == '<' ? i + 1 : i;
        if (word.n && (blank || c == '<')) {
            write_text(&w, str_dup(p->arena, buf_str(&word)));
            word.n = 0;
        }
        if (c == '<' && !used) {
            next = html_tag(&w, i);
            if (next > i) {
                i = next;
                continue;
            }
        }
        if (blank) {
            w.space = true;
            if (!used && c == '\n') {
                if (i < html.n) buf_addc(out, MARK_LINE);
                if (w.pre) want_break(&w, 1);
            }
        } else {
            buf_add(&word, used ? (struct str){decoded, n} : str_sub(html, i, i + 1));
        }
        i += used ? used : 1;
    }
    w.breaks = 1;
    start_line(&w);
}

// ---- Markdown with HTML in it

struct strip {
    struct page *page;
    struct buf *out;
    struct str s, url;
    size_t opened[16], depth; // places of "[" in out
    bool linked;
    size_t far;
};

static size_t stripped_tag(struct strip *m, size_t i)
{
    struct str s = m->s;
    struct tag t = tag_at(s, i);
    if (str_starts(str_sub(s, i, s.n), S("<!--"))) {
        size_t end = near_find(s, S("-->"), i);
        if (end == s.n) return i;
        keep(m->out, "comment: ", str_sub(s, i + 4, end));
        count_lines(m->out, str_sub(s, i, end));
        return end + 3;
    }
    if (t.end == i || str_find(t.raw, S("://"), 0) < strlen(t.name) + 2) return i; // <https://…> is a link
    if (is(&t, "script style") && !t.close) {
        size_t end = raw_end(s, t.end, t.name, &m->far);
        keep(m->out, "", t.raw);
        count_lines(m->out, str_sub(s, t.end, end));
        return end;
    }
    count_lines(m->out, t.raw);
    if (is(&t, "a")) {
        struct str url = attribute(m->page->arena, &t, S("href"));
        if (t.close && m->linked) buf_addf(m->out, "](<%.*s>)", STR(m->url));
        if (!t.close && leads_somewhere(url) && !m->depth) buf_addc(m->out, '[');
        else if (!t.close && url.n) keep(m->out, "address: ", url), url.n = 0;
        m->linked = !t.close && url.n;
        m->url = url;
    } else if (is(&t, "b strong")) buf_add(m->out, S("**"));
    else if (is(&t, "i em cite")) buf_add(m->out, S("*"));
    else if (is(&t, "br")) buf_addc(m->out, MARK_BREAK);
    else if (is(&t, "img iframe video audio embed object source input svg")) {
        if (!t.close) keep(m->out, "", t.raw);
    } else if (!is(&t, "span font u s sup sub small abbr time label code tt ins del mark q")) buf_addf(m->out, "%c%c", MARK_BREAK, MARK_BREAK);
    return t.end;
}

// At "](": a link to nowhere becomes its text, a picture its place among what is kept.
static size_t bracket(struct strip *m, size_t i)
{
    size_t open = m->opened[m->depth], end = near_chr(m->s, ')', i), from = i + 2;
    struct str inner, title, url;
    if (from < m->s.n && m->s.p[from] == '<') end = near_find(m->s, S(">)"), i) + 1;
    if (end >= m->s.n || open >= m->out->n) return i;
    inner = str_trim(str_sub(m->s, from, end));
    if (str_starts(inner, S("<"))) inner = str_sub(inner, 1, inner.n - 1);
    url = str_cut(inner, ' ', &title);
    bool picture = open && m->out->p[open - 1] == '!';
    if (!picture && (leads_somewhere(url) || str_starts(url, S("fact:"))) && open + 1 < m->out->n) return i;
    struct str text = str_dup(m->page->arena, str_sub(buf_str(m->out), open + 1, m->out->n));
    m->out->n = picture ? open - 1 : open;
    if (!picture || m->depth) buf_add(m->out, text); // in a link the text of a picture is that of the link
    keep(m->out, picture ? "picture: " : "address: ", strf(m->page->arena, "%.*s %.*s", STR(picture ? text : S("")), STR(inner)));
    return end + 1;
}

void markdown_without_html(struct page *p, struct str md, struct buf *out)
{
    struct strip m = {.page = p, .out = out, .s = md, .far = FAR};
    bool fence = false, tick = false;
    for (size_t i = 0; i < md.n;) {
        char c = md.p[i];
        bool line = !i || md.p[i - 1] == '\n';
        size_t next = i;
        if (line && (str_starts(str_sub(md, i, md.n), S("```")) || str_starts(str_sub(md, i, md.n), S("~~~")))) fence = !fence;
        if (c == '\n' && i + 1 < md.n && md.p[i + 1] == '\n') m.depth = 0, tick = false;
        if (c == '`' && !fence) tick = !tick && near_chr(md, '`', i + 1) < near_find(md, S("\n\n"), i);
        if (!fence && !tick) {
            if (c == '\\' && i + 1 < md.n) {
                buf_add(out, str_sub(md, i, i + 2));
                next = i + 2;
            } else if (c == '<' && i + 1 < md.n) {
                next = stripped_tag(&m, i);
                char after = md.p[i + 1];
                bool address = near_chr(md, '>', i) < near_chr(md, '\n', i);
                if (next == i && (after == '!' || after == '?' || after == '/' || (lower(after) >= 'a' && lower(after) <= 'z' && !address))) buf_addc(out, '\\');
            } else if (c == '[' && m.depth < 16) {
                m.opened[m.depth++] = out->n;
            } else if (c == ']' && m.depth) {
                m.depth--;
                if (i + 1 < md.n && md.p[i + 1] == '(') next = bracket(&m, i);
            }
        }
        if (next == i) buf_addc(out, c), next++;
        i = next;
    }
}
