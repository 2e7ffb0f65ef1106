// The fonts of the PDF: a fixed table role × script × style → file of a Debian package (all OFL), mapped into memory
// when first asked for. No fontconfig: the same letter has the same fonts on every machine.
//
//   TEXT   Gentium Plus: Latin with ə, Cyrillic, Greek; regular, bold, italic, bold italic; small capitals
//   LABEL  Inter: captions, countries, footers; bold is its semi-bold
//   by script, in either role: Noto Serif Georgian, Noto Serif Armenian, Amiri (lam and alef are two glyphs in it, so that readers take words out whole), Noto Serif Hebrew, Noto Serif CJK …
#pragma once
#include <hb.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;
struct fonts; // those opened so far; one a letter, not shared between threads

enum font_role { FONT_TEXT, FONT_LABEL };

struct font {
    hb_font_t *hb; // its scale is the face's units per em
    hb_face_t *face;
    const char *postscript; // its name in the PDF
    const char *package;    // the Debian package it comes from
    double scale;           // what a size is multiplied by to look as large as Gentium
    unsigned upem;
    bool italic;
    bool latin;             // of a family that is made for Latin, not for another script
    bool ascii;             // has all of U+0020–007E
    bool small_caps;        // has the feature smcp
    unsigned index;         // place in the table, < FONT_COUNT_MAX
};
enum { FONT_COUNT_MAX = 64 };

struct fonts *fonts_open(struct arena *a);
// As fonts_open, with another folder than /usr/share/fonts (tests).
struct fonts *fonts_open_at(struct arena *a, const char *root);
void fonts_close(struct fonts *f);

// The font that has character `cp`, by script first, then by coverage. NULL: none that is installed has it; then
// *package names the Debian package that would (NULL: none of the table). Common and inherited characters take the
// script of their surroundings: give it as `script`. ASCII stays in the role's own font in Arabic, Hebrew and CJK.
// `lang` (BCP 47) chooses the face of the CJK collection.
// A file that is there and is no font is an error (fonts_error: what is wrong), not a missing glyph.
const struct font *font_for(struct fonts *f, enum font_role role, bool bold, bool italic, hb_script_t script,
                            struct str lang, uint32_t cp, const char **package);
// For every package of the table: how many of its files are installed under /usr/share/fonts.
void fonts_survey(void (*each)(void *arg, const char *package, size_t found, size_t of), void *arg);
const struct err *fonts_error(const struct fonts *f); // NULL: none so far

// The font in `blob`, number `collection` of a collection: fills hb, face, upem, ascii, small_caps. False: it is no font that can be
// shaped with, *why says what is missing. What was opened is freed by font_drop.
bool font_load(struct font *out, hb_blob_t *blob, unsigned collection, const char **why) MUST_USE;
void font_drop(struct font *f);
