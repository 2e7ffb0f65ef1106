// The place of every character: both texts are walked side by side. What is written and not read (marks of emphasis, backticks,
// a quotation's ">") is passed over; what is read stands in the same order in both.
#include "letter/reading.h"

#include "base/arena.h"
#include "letter/letter.h"

// "&eacute;", "&#50;", "&#x32;" at the beginning of s: its length, and what it is read as. 0: none.
static size_t entity_at(struct arena *a, struct str s, struct str *read)
{
    enum { LONGEST = 40 };
    size_t end = 1;
    while (end < s.n && end < LONGEST && s.p[end] != ';' && s.p[end] != '&' && (unsigned char)s.p[end] > ' ') end++;
    if (end < 3 || end >= s.n || s.p[end] != ';') return 0;
    cmark_node *doc = cmark_parse_document(s.p, end + 1, CMARK_OPT_DEFAULT);
    *read = node_plain(a, doc);
    cmark_node_free(doc);
    return read->n && read->n < end + 1 && !str_starts(*read, S("&#")) ? end + 1 : 0;
}

static bool is_escape(struct str s, char read)
{
    return s.n > 1 && s.p[0] == '\\' && s.p[1] == read && (unsigned char)read > ' ' && (unsigned char)read < 0x7F;
}

// How many bytes at the beginning of `written` are read as the first bytes of `plain`; *n: how many of those. 0: none are.
static size_t unit(struct arena *a, struct str written, struct str plain, size_t *n)
{
    struct str entity;
    size_t used = written.p[0] == '&' ? entity_at(a, written, &entity) : 0;
    *n = 1;
    if (used && str_starts(plain, entity)) return *n = entity.n, used;
    if (is_escape(written, plain.p[0])) return 2;
    if (written.p[0] == '\n' && plain.p[0] == ' ') return 1;
    size_t w = 0, p = 0;
    if (utf8_next(written, &w) != utf8_next(plain, &p)) return 0;
    return *n = p, w;
}

struct reading reading_of(struct arena *a, struct str written, struct str plain)
{
    struct reading r = {plain, arena_array(a, plain.n + 1, sizeof *r.starts), arena_array(a, plain.n + 1, sizeof *r.ends)};
    size_t at = 0;
    for (size_t i = 0; i < plain.n;) {
        size_t used = 0, n = 1;
        while (at < written.n && !used) {
            used = unit(a, str_sub(written, at, written.n), str_sub(plain, i, plain.n), &n);
            if (!used) (void)utf8_next(written, &at);
        }
        for (size_t k = 0; k < n && i < plain.n; k++, i++) {
            r.starts[i] = (uint32_t)at;
            r.ends[i] = (uint32_t)(at + used);
        }
        at += used;
    }
    return r;
}
