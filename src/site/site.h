// The public site: an address in, an answer out. The server (web/) and the static edition (publish.c) ask the same function, so
// a page is the same wherever it is read.
//
// Addresses. What is for people has the language first: /fr/persons/ilgar-mammadov; behind the language stands a reference
// (store/ref.h), so what is typed after `habeas list` also works here: /en/persons?detentions.country=AZ. Without a language the
// reader is sent to one that he reads (Accept-Language). What is for programs is at the bare path with the format behind it:
// /persons/ilgar-mammadov.json, /persons.csv?occupation=journalist; feeds have words, and so a language: /fr/letters.atom.
// So does a letter's text: /fr/letters/x.pdf, .txt and .json, while /letters/x.json is what the register says of the letter. Files
// are named by their content: /files/HASH.png.
//
// Two times. at=D shows the world on that day; known=T the register as it was at T, and a page asked for with known=T is the
// page that was served then, byte for byte: so nothing in a page may come from anywhere but the view, the edition and the
// address without its known=.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "store/store.h"

struct arena;
struct manifest_note;

enum edition {
    EDITION_LIVE,
    EDITION_STATIC, // relative links to files, no forms
};

// What does not change while the program runs.
struct site {
    enum edition edition;
    struct str title;  // of the register; empty: "habeas"
    const struct manifest_note *note; // of a static edition that is being sealed (manifest.h), for the page about it; else NULL
    struct str style;  // "assets/site-1a2b3c4d.css"; set by site_init
    struct str script; // of the static edition's search (shards.h), alike
    struct str origin; // "https://example.org", for feeds and metadata; empty: unknown, and what needs it is left out
};

struct request {
    struct str path;   // from '/', as sent: percent-encoded
    struct str query;  // behind '?', without it
    struct str accept_language;
    struct instant now;
};

struct answer {
    int status;          // 200, 303 (location), 400, 404, 414
    struct str type;     // Content-Type, with charset
    struct str body;
    struct str location; // of 303
    struct str lang;     // Content-Language; empty: none
    struct str file;     // to be saved under this name; empty: shown
    struct instant known;// Memento-Datetime (RFC 7089) when known= was asked for; else 0
    bool immutable;      // named by its content's hash
};

// Languages of the site, in the order in which they are offered: "en", "fr", "az", "ru", "ar".
extern const struct str site_langs[];
extern const size_t site_lang_count;

// The language for a reader who sends this Accept-Language; that of the site's first when it has none of the reader's.
struct str site_language(struct str accept_language);

// Fills what is computed; edition, title and origin are the caller's.
void site_init(struct site *s, struct arena *a);

// Answers. `store` is a public one; everything of the answer lives in the arena. An address that is not understood or leads
// nowhere is an answer (a page that says what is wrong), false only when the register cannot be read.
bool site_answer(const struct site *site, struct store *store, struct arena *a, const struct request *q, struct answer *out,
                 struct err *err) MUST_USE;
