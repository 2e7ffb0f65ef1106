// A letter on the way in: whatever it came as, it becomes Markdown first, and that becomes lines with their places. What
// is letter and what is head is found among the lines (letter_find.c).
//
//   text  ─ letter_plain ─┐
//   HTML  ─ letter_markup ┼─▶ Markdown ─ letter_page ─▶ lines
//   Markdown ─ letter_markup (its raw HTML) ┘
//
// The Markdown on the way has three control characters of its own: MARK_LINE, a line of the file ends here but not the
// line of text; MARK_BREAK, the other way round; MARK_KEPT text MARK_KEPT, what has no place in a letter.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

enum { MARK_LINE = 1, MARK_BREAK = 2, MARK_KEPT = 3 };
enum { PAGE_LINES_MAX = 200000 };

enum line_kind { LINE_TEXT, LINE_HEADING, LINE_ITEM, LINE_ROW, LINE_RULE, LINE_CODE, LINE_DEFINITION };

struct line {
    struct str md;     // as it would stand in the body
    struct str plain;  // without marks, list bullets and quote marks
    struct str folded; // of a line up to 600 bytes
    struct str urls;   // addresses of its links, blanks between
    uint32_t no;       // in the file
    uint8_t kind;
    bool gap;          // an empty line stands before it
    bool bold;         // all of it
    bool quoted;
    bool prose;        // part of a paragraph of sentences
    bool out;          // not part of the body: it went to the head
};

// What has no place in a letter: navigation, pictures, the head of another system.
struct kept {
    struct str text;
    uint32_t no;
};

struct definition {
    struct str label, url;
};

struct page {
    struct arena *arena;
    struct line *lines;
    size_t count, cap;
    struct kept *kept;
    size_t kept_count, kept_cap;
    struct definition *defs;
    size_t def_count, def_cap;
    struct str title, date, lang; // as the file itself declares them
    bool html, too_long;
};

// Markdown of the kind described above. `front`: there may be another system's head (YAML or TOML).
void page_read(struct page *p, struct str md, bool front);
void page_keep(struct page *p, struct str text, uint32_t no);
// Text without its marks; addresses of links are added to urls.
struct str page_plain(const struct page *p, struct str md, struct buf *urls);

// letter_plain.c: plain text as Markdown that means the same.
void plain_to_markdown(struct str text, struct buf *out);
void markdown_escape(struct str text, bool line_start, struct buf *out);

// letter_markup.c
void html_to_markdown(struct page *p, struct str html, struct buf *out);
void markdown_without_html(struct page *p, struct str md, struct buf *out);
