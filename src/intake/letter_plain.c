// Plain text as Markdown that means the same: what would be a mark there is escaped, bullets become list items, bare
// addresses links.
#include <string.h>

#include "intake/letter_markup.h"
#include "intake/letter_page.h"

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}
static bool is_alpha(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// The end of an address that begins at i; punctuation behind it is not part of it.
static size_t url_end(struct str s, size_t i)
{
    size_t end = i;
    while (end < s.n && (unsigned char)s.p[end] > ' ' && !strchr("<>\"", s.p[end])) end++;
    while (end > i && strchr(".,;:!?)'", s.p[end - 1])) end--;
    return end;
}

static bool opens_link(struct str s, size_t i)
{
    size_t close = near_chr(s, ']', i);
    return close + 1 < s.n && strchr("([:", s.p[close + 1]);
}

static bool is_entity(struct str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && end - i < 34 && (is_alpha(s.p[end]) || s.p[end] == '#' || (s.p[end] >= '0' && s.p[end] <= '9'))) end++;
    return end > i + 1 && end < s.n && s.p[end] == ';';
}

static bool needs_escape(struct str s, size_t i, bool first)
{
    char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
    switch (c) {
    case '\\': case '`': case '*': return true;
    case '_': return !(i && next && is_word(s.p[i - 1]) && is_word(next));
    case '[': return opens_link(s, i);
    case '<': return is_alpha(next) || next == '/' || next == '!' || next == '?';
    case '&': return is_entity(s, i);
    case '#': case '>': case '|': return first;
    case '=': return first && i + 1 >= s.n;
    default: return false;
    }
}

void markdown_escape(struct str s, bool line_start, struct buf *out)
{
    bool first = line_start;
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_sub(s, i, s.n);
        size_t end = i;
        if ((str_starts(rest, S("http://")) || str_starts(rest, S("https://"))) && (!i || !is_word(s.p[i - 1]))) end = url_end(s, i);
        if (end > i + 8) {
            buf_addf(out, "<%.*s>", STR(str_sub(s, i, end)));
            i = end - 1;
        } else {
            if (needs_escape(s, i, first)) buf_addc(out, '\\');
            buf_addc(out, s.p[i]);
        }
        first = false;
    }
}

// "• text", "– text", "* text", "- text": the bytes of the bullet with its blanks; 0: none.
static size_t bullet(struct str s)
{
    static const char *const bullets[] = {"•", "◦", "▪", "●", "‣", "·", "–", "—", "-", "*", "o\t", ""};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        struct str b = str_of(bullets[i]);
        if (!str_starts(s, b)) continue;
        size_t n = b.n;
        while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t')) n++;
        if (n > b.n && n < s.n) return n;
    }
    return 0;
}

static bool only(struct str s, const char *set)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(set, s.p[i])) return false;
    return s.n > 0;
}

static void one_line(struct str line, struct buf *out)
{
    size_t n = bullet(line);
    if (n) {
        buf_add(out, S("- "));
        line = str_sub(line, n, line.n);
    }
    if (only(line, "-") || only(line, "=") || only(line, "_") || only(line, "~") || only(line, "*")) {
        buf_add(out, line.n > 2 ? S("***") : S("\\"));
        if (line.n <= 2) buf_add(out, line);
        return;
    }
    markdown_escape(line, !n, out);
}

// Are paragraphs lines of their own, as word processors write them? Then a line end is the end of a paragraph.
static bool unwrapped(struct str text)
{
    struct str rest = text;
    while (rest.p) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.n > 200 && utf8_count(line) > 140) return true;
    }
    return false;
}

static bool is_item(struct str line)
{
    size_t i = 0;
    while (i < line.n && i < 3 && line.p[i] >= '0' && line.p[i] <= '9') i++;
    return bullet(line) > 0 || (i && i + 1 < line.n && (line.p[i] == '.' || line.p[i] == ')') && line.p[i + 1] == ' ');
}

void plain_to_markdown(struct str text, struct buf *out)
{
    bool by_line = unwrapped(text), last_long = false, last_item = false;
    struct str rest = text;
    while (rest.p) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        bool is_long = line.n > 200, item = is_item(line);
        if (by_line && line.n && (is_long || last_long || (item != last_item))) buf_addc(out, MARK_BREAK);
        one_line(line, out);
        if (rest.p) buf_addc(out, '\n');
        if (line.n) last_long = is_long, last_item = item;
    }
}
