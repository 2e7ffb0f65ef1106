// A finished letter, as it was written or published, taken apart: what its head says, its body, and what is not sure.
// Nothing is dropped: every line is in the body, in the head, or among the comments of the head (kept).
//
//   letter_read   text, HTML or Markdown → struct incoming
//   letter_write  struct incoming → the letter's source (habeas-letter(5)), valid by its form
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/diag.h"

struct arena;
struct page;
struct words;

enum letter_form { FORM_TEXT, FORM_MARKDOWN, FORM_HTML };
enum letter_key {
    KEY_LABEL, KEY_TITLE, KEY_SUBJECT, KEY_LANGUAGE, KEY_DATE, KEY_PLACES, KEY_TO, KEY_SALUTATION, KEY_PICTURE, KEY_ASKS,
    KEY_SIGNATORIES, KEY_NOTES, KEY_COPIES, KEY_ONLINE, KEYS
};
enum { INCOMING_MAX = 4 << 20 };

struct texts {
    struct str *v;
    size_t n, cap;
};

struct incoming_signer {
    struct str name, role, organisation, country;
    struct texts comments; // before it: a heading, what is not sure, what the register has
    uint32_t no;           // its line
};

struct incoming_address {
    struct texts lines, comments;
};

struct incoming {
    struct arena *arena;
    const struct source_text *file;
    struct diags *ds;
    struct page *page;
    const struct words *words;
    struct str lang, label, title, subject, salutation, credit, online, online_url;
    struct day date;
    bool has_date;
    struct texts places, asks, notes, copies, body;
    struct incoming_address *to;
    size_t to_count, to_cap;
    struct incoming_signer *signers;
    size_t signer_count, signer_cap;
    struct texts comments[KEYS]; // above each key
};

// Reads file->text (UTF-8, see letter_decode). false: there is no letter in it, and ds says why.
bool letter_read(struct arena *a, const struct source_text *file, enum letter_form form, struct diags *ds,
                 struct incoming *out);
void letter_write(const struct incoming *in, struct buf *out);

// Bytes as they come, as UTF-8 without control characters: UTF-16 with its mark, and what an HTML file declares, are
// converted; what can only be guessed is refused. Says to ds what it did. false: this is no text.
bool letter_decode(struct arena *a, const struct source_text *bytes, enum letter_form form, struct source_text *out,
                   struct diags *ds);

// ---- between the files of this reader

void texts_add(struct arena *a, struct texts *t, struct str s);
// A comment above a key, and a note with its place.
void incoming_unsure(struct incoming *in, enum letter_key key, uint32_t no, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void find_head(struct incoming *in, size_t *body);                       // letter_find.c
void find_tail(struct incoming *in, size_t body);                        // letter_tail.c
void find_asks(struct incoming *in);                                     // letter_ask.c
// letter_sign.c: the lines [from, to), as signatories
void sign_lines(struct incoming *in, size_t from, size_t to);
bool sign_like(const struct incoming *in, const struct page *p, size_t line); // may the line be a signatory?
bool sign_group(const struct incoming *in, const struct page *p, size_t line); // "Organisations", "Individuals"
bool sign_blocks(const struct incoming *in, size_t from, size_t to); // is a block of lines a signatory?
