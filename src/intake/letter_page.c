#include "intake/letter_page.h"

#include <string.h>

#include "base/arena.h"
#include "intake/letter_markup.h"
#include "lang/fold.h"

void page_keep(struct page *p, struct str text, uint32_t no)
{
    struct str t = str_trim(text);
    if (!t.n) return;
    p->kept = arena_grow(p->arena, p->kept, &p->kept_cap, p->kept_count + 1, sizeof *p->kept);
    p->kept[p->kept_count++] = (struct kept){t, no};
}

// ---- text without marks

static bool is_mark(char c) { return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c); }
static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static struct str definition_of(const struct page *p, struct str label)
{
    for (size_t i = 0; i < p->def_count; i++)
        if (str_eq(p->defs[i].label, label)) return p->defs[i].url;
    return (struct str){0};
}

static void add_url(struct buf *urls, struct str url)
{
    if (!urls || !url.n) return;
    if (urls->n) buf_addc(urls, ' ');
    buf_add(urls, url);
}

// Behind the text of a link, at its closing bracket: where the link ends. i when this is no link.
static size_t link_end(const struct page *p, struct str s, size_t i, struct buf *urls)
{
    if (i + 1 >= s.n) return i;
    if (s.p[i + 1] == '(') {
        size_t end = near_chr(s, ')', i);
        if (end == s.n) return i;
        struct str url = str_trim(str_sub(s, i + 2, end)), title;
        if (str_starts(url, S("<"))) url = str_sub(url, 1, str_chr(url, '>', 0));
        add_url(urls, str_cut(url, ' ', &title));
        return end;
    }
    if (s.p[i + 1] != '[') return i;
    size_t end = near_chr(s, ']', i + 1);
    struct str url = definition_of(p, str_sub(s, i + 2, end));
    if (end == s.n || !url.n) return i;
    add_url(urls, url);
    return end;
}

struct str page_plain(const struct page *p, struct str s, struct buf *urls)
{
    struct buf b = buf_in(p->arena);
    int open = 0; // brackets of links
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0, decoded[8];
        size_t end, n, used = c == '&' ? entity_at(s, i, decoded, &n) : 0;
        if ((unsigned char)c == 0xC2 && (unsigned char)next == 0xA0) { // a no-break space
            buf_addc(&b, ' ');
            i++;
        } else if (used) {
            buf_add(&b, (struct str){decoded, n});
            i += used - 1;
        } else if (c == '\\' && is_mark(next)) {
            buf_addc(&b, next);
            i++;
        } else if (c == '*' || c == '`' || (c == '_' && !(i && next && is_word(s.p[i - 1]) && is_word(next)))) {
            continue;
        } else if (c == '<' && (end = near_chr(s, '>', i)) < s.n && (str_find(str_sub(s, i, end), S("://"), 0) < end - i || str_chr(str_sub(s, i, end), '@', 0) < end - i)) {
            add_url(urls, str_sub(s, i + 1, end));
            buf_add(&b, str_sub(s, i + 1, end));
            i = end;
        } else if (c == '[') {
            size_t close = near_chr(s, ']', i);
            if (close < s.n && link_end(p, s, close, NULL) > close)
                open++;
            else
                buf_addc(&b, c);
        } else if (c == ']' && open && (end = link_end(p, s, i, urls)) > i) {
            i = end;
            open--;
        } else {
            buf_addc(&b, c);
        }
    }
    return str_trim(buf_str(&b));
}

// ---- lines

static struct str without_space(struct str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) s = str_sub(s, 1, s.n);
    return s;
}

// Nothing but blanks of any kind.
static bool is_blank(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        if (cp != ' ' && cp != '\t' && cp != 0xA0 && cp != 0x200B && cp != 0x200E && cp != 0x200F && cp != 0xFEFF && cp != 0x3000) return false;
    }
    return true;
}

static bool only_of(struct str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == c) n++;
        else if (s.p[i] != ' ') return false;
    }
    return n >= 3;
}

// "- ", "12. ", "3) ": its bytes.
static size_t item_mark(struct str s)
{
    size_t i = 0;
    if (s.n > 1 && strchr("-+*", s.p[0]) && (s.p[1] == ' ' || s.p[1] == '\t')) return 2;
    while (i < s.n && i < 4 && s.p[i] >= '0' && s.p[i] <= '9') i++;
    return i && i + 1 < s.n && (s.p[i] == '.' || s.p[i] == ')') && s.p[i + 1] == ' ' ? i + 2 : 0;
}

enum { DEFINITIONS = 1000 };

static bool read_definition(struct page *p, struct str s)
{
    size_t close = str_chr(s, ']', 0);
    if (!str_starts(s, S("[")) || close + 1 >= s.n || s.p[close + 1] != ':') return false;
    struct str rest, url = str_cut(str_trim(str_sub(s, close + 2, s.n)), ' ', &rest);
    if (!url.n) return false;
    if (str_starts(url, S("<")) && str_ends(url, S(">"))) url = str_sub(url, 1, url.n - 1);
    if (p->def_count == DEFINITIONS) return true;
    p->defs = arena_grow(p->arena, p->defs, &p->def_cap, p->def_count + 1, sizeof *p->defs);
    p->defs[p->def_count++] = (struct definition){str_sub(s, 1, close), url};
    return true;
}

// What kind of line it is; *text is what it says.
static enum line_kind kind_of(struct page *p, struct str s, struct str *text)
{
    size_t n = 0;
    *text = s;
    while (n < s.n && s.p[n] == '#') n++;
    if (n && n <= 6 && (n == s.n || s.p[n] == ' ' || s.p[n] == '\t')) {
        *text = str_trim(str_sub(s, n, s.n));
        while (str_ends(*text, S("#"))) text->n--;
        return LINE_HEADING;
    }
    if (only_of(s, '-') || only_of(s, '*') || only_of(s, '_')) return LINE_RULE;
    n = item_mark(s);
    if (n) {
        *text = str_sub(s, n, s.n);
        return LINE_ITEM;
    }
    if (str_starts(s, S("|"))) return LINE_ROW;
    return read_definition(p, s) ? LINE_DEFINITION : LINE_TEXT;
}

static bool is_bold(struct str s)
{
    struct str t = str_trim(s);
    if (str_ends(t, S(":"))) t.n--;
    return t.n > 4 && ((str_starts(t, S("**")) && str_ends(t, S("**"))) || (str_starts(t, S("__")) && str_ends(t, S("__"))));
}

static void add_line(struct page *p, struct str md, uint32_t no, bool gap, bool code)
{
    enum { FOLDED = 600 };
    struct str s = without_space(md), text;
    struct buf urls = buf_in(p->arena);
    if (p->count == PAGE_LINES_MAX) {
        p->too_long = true;
        return;
    }
    p->lines = arena_grow(p->arena, p->lines, &p->cap, p->count + 1, sizeof *p->lines);
    struct line *l = &p->lines[p->count++];
    *l = (struct line){.md = md, .no = no, .gap = gap, .kind = LINE_CODE};
    while (!code && str_starts(s, S(">"))) {
        s = without_space(str_sub(s, 1, s.n));
        l->quoted = true;
    }
    text = s;
    if (!code) l->kind = (uint8_t)kind_of(p, s, &text);
    l->bold = l->kind == LINE_TEXT && is_bold(text);
    l->plain = code ? md : page_plain(p, text, &urls);
    l->urls = buf_str(&urls);
    if (l->plain.n <= FOLDED) l->folded = fold(p->arena, l->plain);
}

// "===" or "---" below a line makes it a heading.
static bool underlines(struct page *p, struct str s, bool gap)
{
    struct line *last = p->count ? &p->lines[p->count - 1] : NULL;
    if (!last || gap || last->kind != LINE_TEXT || last->quoted || s.n < 2) return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != s.p[0] || (s.p[0] != '=' && s.p[0] != '-')) return false;
    last->kind = LINE_HEADING;
    last->md = strf(p->arena, s.p[0] == '=' ? "# %.*s" : "## %.*s", STR(last->md));
    return true;
}

struct lines {
    struct page *p;
    uint32_t no;
    bool gap, code;
};

static void take_line(struct lines *r, struct str raw)
{
    struct str s = raw, inner;
    while (s.n && strchr(" \t\r", s.p[s.n - 1])) s.n--;
    inner = without_space(s);
    if (str_starts(inner, S("```")) || str_starts(inner, S("~~~"))) {
        r->code = !r->code;
        add_line(r->p, s, r->no, r->gap, true);
        r->gap = false;
        return;
    }
    if (!r->code)
        while (str_starts(inner, S(">"))) inner = without_space(str_sub(inner, 1, inner.n));
    if (!r->code && is_blank(inner)) {
        r->gap = true;
        return;
    }
    if (!r->code && (str_starts(inner, S("{{")) || str_starts(inner, S("{%"))) && (str_ends(inner, S("}}")) || str_ends(inner, S("%}")))) {
        page_keep(r->p, s, r->no);
        r->gap = true;
        return;
    }
    if (!r->code && underlines(r->p, inner, r->gap)) return;
    if (!r->code && s.p != inner.p && inner.p == without_space(s).p && !item_mark(inner) && r->gap) s = inner; // or it were code
    add_line(r->p, s, r->no, r->gap || !r->p->count, r->code);
    r->gap = false;
}

// ---- the head of another system

static struct str unquoted(struct str s)
{
    s = str_trim(s);
    return s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0] ? str_sub(s, 1, s.n - 1) : s;
}

static void front_line(struct page *p, struct str line, char separator)
{
    struct str value, key = str_trim(str_cut(line, separator, &value));
    if (!value.p || line.p[0] == ' ') return;
    struct buf clean = buf_in(p->arena); // of the marks of the Markdown on the way
    for (size_t i = 0; i < value.n; i++) buf_addc(&clean, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
    value = buf_str(&clean);
    if (str_eq(key, S("title"))) p->title = unquoted(value);
    if (str_eq(key, S("date"))) p->date = unquoted(value);
    if (str_eq(key, S("lang")) || str_eq(key, S("language")) || str_eq(key, S("locale"))) p->lang = unquoted(value);
}

// Bytes of the head at the beginning; its lines are kept.
static size_t front_matter(struct page *p, struct str md, uint32_t *no)
{
    struct str rest, first = str_trim(str_cut(md, '\n', &rest));
    bool toml = str_eq(first, S("+++"));
    if (!toml && !str_eq(first, S("---"))) return 0;
    size_t end = str_find(rest, toml ? S("\n+++") : S("\n---"), 0);
    if (!rest.p || end == rest.n || end > 20000) return 0;
    struct str lines = str_sub(rest, 0, end);
    *no = 1;
    while (lines.p) {
        struct str line = str_cut(lines, '\n', &lines);
        ++*no;
        if (!str_trim(line).n) continue;
        front_line(p, line, toml ? '=' : ':');
        page_keep(p, line, *no);
    }
    size_t at = (size_t)(rest.p - md.p) + end + 1;
    at = str_chr(md, '\n', at);
    *no += 2;
    return at < md.n ? at + 1 : md.n;
}

// Links may stand before the addresses that they name.
static void gather_definitions(struct page *p, struct str md)
{
    for (size_t i = str_find(md, S("]: "), 0); i < md.n; i = str_find(md, S("]: "), i + 1)) {
        size_t start = i;
        while (start > 0 && md.p[start - 1] != '\n') start--;
        read_definition(p, without_space(str_sub(md, start, str_chr(md, '\n', i))));
    }
}

void page_read(struct page *p, struct str md, bool front)
{
    gather_definitions(p, md);
    struct lines r = {.p = p, .no = 1, .gap = true};
    uint32_t no = 1;
    size_t start = front ? front_matter(p, md, &no) : 0;
    struct buf line = buf_in(p->arena);
    if (start) r.no = no;
    no = r.no;
    for (size_t i = start; i <= md.n; i++) {
        char c = i < md.n ? md.p[i] : '\n';
        if (c == MARK_LINE) {
            no++;
        } else if (c == MARK_KEPT) {
            size_t end = str_chr(md, MARK_KEPT, i + 1);
            page_keep(p, str_sub(md, i + 1, end), no);
            i = end;
        } else if (c == '\n' || c == MARK_BREAK) {
            take_line(&r, str_dup(p->arena, buf_str(&line)));
            line.n = 0;
            if (c == '\n') no++;
            if (c == MARK_BREAK && i + 1 < md.n && md.p[i + 1] == MARK_BREAK) r.gap = true;
            r.no = no;
        } else {
            buf_addc(&line, c);
        }
    }
}
