// A letter: CommonMark with a YAML head, whose claims are links with the scheme fact: (doc/data.md).
//
//   parse     letter_parse: head, body, claims with their places in the file
//   resolve,  letter_check: every claim against the register, as its readers may see it
//   check
//   write     letter_html, letter_text, letter_json: writers walk the checked letter and never fail
#pragma once
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/diag.h"
#include "base/edtf.h"
#include "base/err.h"
#include "store/query.h"

struct arena;
struct picture;

enum annex { ANNEX_LIST, ANNEX_FOOTNOTES, ANNEX_LINKS, ANNEX_NONE };

// A scalar of the head with its place, for faults.
struct field {
    struct str text;
    struct pos pos;
    uint32_t width;
};

// Whoever signs, in words.
struct signatory {
    struct str name, role, organisation, country; // no name: an organisation signs
};

// Of the head: a reference into the register, or (the reference is empty) what the letter says itself.
struct recipient {
    struct field ref;
    struct str lines; // postal lines, '\n' between them; the first is the name
};

struct signer {
    struct field ref;
    struct signatory self;
};

struct ask {
    struct str text;
    struct field *about; // references
    size_t about_count;
};

struct head {
    struct str label; // above the title: "Open letter"
    struct str title, lang, subject, salutation;
    bool rtl;         // the language is written from right to left
    struct edtf date;
    bool has_date;
    struct field *places;
    struct recipient *to;
    struct signer *signatories;
    size_t place_count, to_count, signatory_count;
    bool collect; // signatories: collect
    struct field record, occasion, previous;
    struct field *versions; // files of the letter in other languages, beside it
    size_t version_count;
    struct ask *asks;
    size_t ask_count;
    struct field picture;                   // its file
    struct str picture_alt, picture_credit; // a credit may stand alone: the picture is still to come
    struct field *notes, *copies; // behind the signatories, a line or paragraph each
    size_t note_count, copy_count;
    struct str online, online_url; // where to find it: "Read the letter in PDF here.", with or without an address
    enum annex annex;
};

struct claim {
    cmark_node *link;
    size_t at, n;         // the link's text in the file, as written
    size_t ref_at, ref_n; // what stands behind fact:
    size_t title_at;      // 0: no title
    size_t end;           // behind the whole link
    struct str text, ref_text, title; // the text as it is read: without marks, escapes and entities
    const uint32_t *starts, *ends;    // of each byte of text: its place in the file, from `at`; NULL: as written (reading.h)
    struct ref ref;
    bool resolved;
    size_t number;        // in the list of facts, from 1; claims with one reference share it
    struct statements rests_on;
    struct str finding;   // what the register says, in words: "5 (CM/ResDH(2015)43, …)"
};

struct letter {
    struct arena *arena;
    const struct source_text *file;
    struct head head;
    size_t body_at;      // offset of the body in the file
    cmark_node *body;    // freed by letter_free
    struct claim *claims;
    size_t claim_count;
    size_t fact_count;   // distinct references
    struct picture *picture; // of the head, read and stripped; NULL: none
};

enum { LETTER_MAX = 4 << 20 };

// Faults go to ds; the letter is as whole as it could be read.
void letter_parse(struct arena *a, const struct source_text *file, struct letter *out, struct diags *ds);
void letter_free(struct letter *l);

// Checks every claim. `readers` sees what the letter's readers may see; `desk` all (it tells a hidden fact from an
// absent one). Fills each claim's finding and statements.
bool letter_check(struct letter *l, struct view *readers, struct view *desk, struct diags *ds,
                  struct err *err) MUST_USE;
// Notes what stands outside claims: dates, figures, and persons whom the letter claims nowhere; with the fact of the
// register that would support it, if there is one (suggest.h). Of a letter without body or date nothing.
bool letter_notes(struct letter *l, struct view *readers, struct diags *ds, struct err *err) MUST_USE;
// Reads the head's picture, where it has one, into l->picture (part of letter_check).
bool letter_enclose(struct letter *l, struct view *readers, struct diags *ds, struct err *err) MUST_USE;

// ---- what the register adds: who it is to, who signs

struct addressee {
    struct str name, title;
    struct str lines; // the postal address as recorded, or as the letter has it; '\n' between lines
};

// A fact's source as the annex shows it.
struct citation {
    struct str title, publisher, date, url, locator, quote;
};

// In the order of the head; those of the register and those that the letter has itself are given alike.
bool letter_signatories(struct letter *l, struct view *v, struct signatory **out, size_t *count, struct err *err) MUST_USE;
bool letter_addressees(struct letter *l, struct view *v, struct addressee **out, size_t *count, struct err *err) MUST_USE;
bool letter_citation(struct view *v, const struct statement *s, struct citation *out, struct err *err) MUST_USE;

// ---- writers. The view is the readers'.

bool letter_html(struct letter *l, struct view *v, struct buf *out, struct err *err) MUST_USE;
// The letter alone, as a part of a page: from the addressees to the notes; without title, picture and facts, to which its claims
// lead ("#fact-3").
bool letter_html_text(struct letter *l, struct view *v, struct buf *out, struct err *err) MUST_USE;
bool letter_text(struct letter *l, struct view *v, struct buf *out, struct err *err) MUST_USE;
// Fonts may lack a character of the letter or of the register: an error in ds for each, and then no file.
bool letter_pdf(struct letter *l, struct view *v, struct diags *ds, struct buf *out, struct err *err) MUST_USE;
bool letter_json(struct letter *l, struct view *v, struct buf *out, struct err *err) MUST_USE;

// The text of a node and all below it, without marks.
struct str node_plain(struct arena *a, cmark_node *n);
struct claim *letter_claim_of(struct letter *l, cmark_node *link); // NULL: an ordinary link
