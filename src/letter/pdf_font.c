// The table of fonts, and which of them has a character (pdf_font.h).
#include "letter/pdf_font.h"

#include <hb-ot.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

#define GENTIUM "truetype/gentiumplus/GentiumPlus-"
#define INTER "opentype/inter/Inter-"
#define NOTO "truetype/noto/Noto"
#define AMIRI "opentype/fonts-hosny-amiri/Amiri"
#define CJK "opentype/noto/NotoSerifCJK-"

enum family { // in the order in which characters of no known script are looked for
    TEXT, LABEL, ARABIC, GEORGIAN, ARMENIAN, HEBREW, ETHIOPIC, DEVANAGARI, SYMBOLS, MATHS, CHINESE, TAIWAN, JAPANESE, KOREAN,
    FAMILY_COUNT, NO_FAMILY = FAMILY_COUNT,
};
enum { STYLES = 4, BOLD = 1, ITALIC = 2 };
_Static_assert(FAMILY_COUNT * STYLES <= FONT_COUNT_MAX, "more fonts than places");

// A style that a family lacks is the upright one of the same weight, then the regular one.
struct family_row {
    const char *package;
    double scale;
    unsigned collection;
    struct {
        const char *path, *postscript;
    } style[STYLES];
};

#define TWO(file, ps) {{file "-Regular.ttf", ps "-Regular"}, {file "-Bold.ttf", ps "-Bold"}}
#define HAN(ps) {{CJK "Regular.ttc", ps "-Regular"}, {CJK "Bold.ttc", ps "-Bold"}}

static const struct family_row table[FAMILY_COUNT] = {
    [TEXT] = {"fonts-sil-gentiumplus", 1, 0,
              {{GENTIUM "Regular.ttf", "GentiumPlus"},
               {GENTIUM "Bold.ttf", "GentiumPlus-Bold"},
               {GENTIUM "Italic.ttf", "GentiumPlus-Italic"},
               {GENTIUM "BoldItalic.ttf", "GentiumPlus-BoldItalic"}}},
    [LABEL] = {"fonts-inter", 1, 0,
               {{INTER "Regular.otf", "Inter-Regular"},
                {INTER "SemiBold.otf", "Inter-SemiBold"},
                {INTER "Italic.otf", "Inter-Italic"},
                {INTER "SemiBoldItalic.otf", "Inter-SemiBoldItalic"}}},
    [ARABIC] = {"fonts-hosny-amiri", 1.16, 0, TWO(AMIRI, "Amiri")},
    [GEORGIAN] = {"fonts-noto-core", 0.93, 0, TWO(NOTO "SerifGeorgian", "NotoSerifGeorgian")},
    [ARMENIAN] = {"fonts-noto-core", 0.93, 0, TWO(NOTO "SerifArmenian", "NotoSerifArmenian")},
    [HEBREW] = {"fonts-noto-core", 1, 0, TWO(NOTO "SerifHebrew", "NotoSerifHebrew")},
    [ETHIOPIC] = {"fonts-noto-core", 0.95, 0, TWO(NOTO "SerifEthiopic", "NotoSerifEthiopic")},
    [DEVANAGARI] = {"fonts-noto-core", 0.95, 0, TWO(NOTO "SerifDevanagari", "NotoSerifDevanagari")},
    [SYMBOLS] = {"fonts-noto-core", 0.9, 0, {{NOTO "SansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular"}}},
    [MATHS] = {"fonts-noto-core", 0.95, 0, {{NOTO "SansMath-Regular.ttf", "NotoSansMath-Regular"}}},
    [JAPANESE] = {"fonts-noto-cjk", 0.97, 0, HAN("NotoSerifCJKjp")},
    [KOREAN] = {"fonts-noto-cjk", 0.97, 1, HAN("NotoSerifCJKkr")},
    [CHINESE] = {"fonts-noto-cjk", 0.97, 2, HAN("NotoSerifCJKsc")},
    [TAIWAN] = {"fonts-noto-cjk", 0.97, 3, HAN("NotoSerifCJKtc")},
};

enum state { NEW, OPEN, ABSENT, BROKEN };

struct fonts {
    struct arena *arena;
    const char *root;
    struct font font[FAMILY_COUNT * STYLES];
    enum state state[FAMILY_COUNT * STYLES];
    hb_blob_t *han[STYLES]; // the collections: one file, four faces
    struct err err;
    bool failed;
};

struct fonts *fonts_open_at(struct arena *a, const char *root)
{
    struct fonts *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->root = root;
    return f;
}

struct fonts *fonts_open(struct arena *a) { return fonts_open_at(a, "/usr/share/fonts"); }

void fonts_survey(void (*each)(void *arg, const char *package, size_t found, size_t of), void *arg)
{
    ARENA a = arena_new();
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        size_t found = 0, of = 0, k = 0;
        while (strcmp(table[k].package, table[i].package) != 0) k++;
        if (k < i) continue; // said already
        for (; k < FAMILY_COUNT; k++) {
            for (size_t s = 0; s < STYLES && strcmp(table[k].package, table[i].package) == 0; s++) {
                const char *path = table[k].style[s].path;
                if (!path) continue;
                of++;
                found += access(strf(a, "/usr/share/fonts/%s", path).p, R_OK) == 0;
            }
        }
        each(arg, table[i].package, found, of);
    }
}

void font_drop(struct font *f)
{
    hb_font_destroy(f->hb);
    hb_face_destroy(f->face);
    f->hb = NULL;
    f->face = NULL;
}

void fonts_close(struct fonts *f)
{
    if (!f) return;
    for (size_t i = 0; i < FAMILY_COUNT * STYLES; i++)
        if (f->state[i] == OPEN) font_drop(&f->font[i]);
    for (size_t i = 0; i < STYLES; i++) hb_blob_destroy(f->han[i]);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *b = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(b) > 0;
    hb_blob_destroy(b);
    return has;
}

static bool has_ascii(hb_font_t *font)
{
    hb_codepoint_t glyph = 0;
    for (hb_codepoint_t c = ' '; c < 0x7F; c++)
        if (!hb_font_get_nominal_glyph(font, c, &glyph)) return false;
    return true;
}

static bool has_feature(hb_face_t *face, hb_tag_t feature)
{
    hb_tag_t tags[64];
    unsigned n = 64;
    for (unsigned from = 0; n == 64; from += n) {
        hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, from, &n, tags);
        for (unsigned i = 0; i < n; i++)
            if (tags[i] == feature) return true;
    }
    return false;
}

bool font_load(struct font *out, hb_blob_t *blob, unsigned collection, const char **why)
{
    hb_face_t *face = hb_face_create(blob, collection);
    *why = NULL;
    if (collection >= hb_face_count(blob))
        *why = "it is no font file";
    else if (!has_table(face, HB_TAG('g', 'l', 'y', 'f')) && !has_table(face, HB_TAG('C', 'F', 'F', ' ')))
        *why = "it has no outlines";
    else if (!has_table(face, HB_TAG('c', 'm', 'a', 'p')) || !has_table(face, HB_TAG('h', 'm', 't', 'x')) ||
             hb_face_get_glyph_count(face) == 0)
        *why = "it has no characters";
    if (*why) {
        hb_face_destroy(face);
        return false;
    }
    hb_face_make_immutable(face);
    out->face = face;
    out->upem = hb_face_get_upem(face);
    out->hb = hb_font_create(face);
    hb_font_set_scale(out->hb, (int)out->upem, (int)out->upem);
    hb_font_make_immutable(out->hb);
    out->ascii = has_ascii(out->hb);
    out->small_caps = has_feature(face, HB_TAG('s', 'm', 'c', 'p'));
    return true;
}

// The file's bytes; NULL: there is none.
static hb_blob_t *map_file(struct fonts *f, enum family family, unsigned style, const char *path)
{
    bool han = table[family].package == table[CHINESE].package;
    if (han && f->han[style]) return hb_blob_reference(f->han[style]);
    hb_blob_t *b = access(path, F_OK) == 0 ? hb_blob_create_from_file(path) : NULL;
    if (b && han) f->han[style] = hb_blob_reference(b);
    return b;
}

static void open_font(struct fonts *f, enum family family, unsigned style, unsigned place)
{
    const struct family_row *row = &table[family];
    struct font *font = &f->font[place];
    const char *why, *path = strf(f->arena, "%s/%s", f->root, row->style[style].path).p;
    hb_blob_t *blob = map_file(f, family, style, path);
    f->state[place] = ABSENT;
    if (!blob) return;
    *font = (struct font){.postscript = row->style[style].postscript, .package = row->package, .scale = row->scale,
                          .italic = (style & ITALIC) != 0, .latin = family <= LABEL, .index = place};
    f->state[place] = font_load(font, blob, row->collection, &why) ? OPEN : BROKEN;
    hb_blob_destroy(blob);
    if (f->state[place] == OPEN || f->failed) return;
    f->failed = true;
    err_set(&f->err, ERR_IO, "%s is no font that can be used: %s; install the package %s again", path, why, row->package);
}

// NULL: not installed, or broken.
static const struct font *family_font(struct fonts *f, enum family family, bool bold, bool italic)
{
    unsigned style = (bold ? BOLD : 0) | (italic ? ITALIC : 0);
    if (!table[family].style[style].path) style &= BOLD;
    if (!table[family].style[style].path) style = 0;
    unsigned place = family * STYLES + style;
    if (f->state[place] == NEW) open_font(f, family, style, place);
    return f->state[place] == OPEN ? &f->font[place] : NULL;
}

static bool lang_is(struct str lang, const char *primary)
{
    size_t n = strlen(primary);
    return lang.n >= n && memcmp(lang.p, primary, n) == 0 && (lang.n == n || lang.p[n] == '-' || lang.p[n] == '_');
}

static bool has_part(struct str lang, const char *part)
{
    return str_find(lang, str_of(part), 0) < lang.n;
}

static enum family han_family(hb_script_t script, struct str lang)
{
    if (lang_is(lang, "ja")) return JAPANESE;
    if (lang_is(lang, "ko")) return KOREAN;
    if (lang_is(lang, "zh") || lang_is(lang, "yue"))
        return has_part(lang, "Hant") || has_part(lang, "TW") || has_part(lang, "HK") || has_part(lang, "MO") ? TAIWAN : CHINESE;
    switch (script) {
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA: return JAPANESE;
    case HB_SCRIPT_HANGUL: return KOREAN;
    case HB_SCRIPT_BOPOMOFO: return TAIWAN;
    default: return CHINESE;
    }
}

static enum family script_family(hb_script_t script, struct str lang)
{
    switch (script) {
    case HB_SCRIPT_ARABIC: return ARABIC;
    case HB_SCRIPT_GEORGIAN: return GEORGIAN;
    case HB_SCRIPT_ARMENIAN: return ARMENIAN;
    case HB_SCRIPT_HEBREW: return HEBREW;
    case HB_SCRIPT_ETHIOPIC: return ETHIOPIC;
    case HB_SCRIPT_DEVANAGARI: return DEVANAGARI;
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_HANGUL:
    case HB_SCRIPT_BOPOMOFO: return han_family(script, lang);
    default: return NO_FAMILY;
    }
}

static bool ascii_elsewhere(enum family family) { return family == ARABIC || family == HEBREW || family >= CHINESE; }

static bool has(const struct font *font, uint32_t cp)
{
    hb_codepoint_t glyph = 0;
    return font && ((font->ascii && cp >= ' ' && cp < 0x7F) || hb_font_get_nominal_glyph(font->hb, cp, &glyph));
}

// The package to install for a character that nothing has: of its script, if there is none; else of the letter's own font.
static const char *package_for(struct fonts *f, enum font_role role, bool bold, bool italic, enum family by_script)
{
    enum family own = role == FONT_LABEL ? LABEL : TEXT;
    if (by_script != NO_FAMILY && !family_font(f, by_script, bold, italic)) return table[by_script].package;
    if (!family_font(f, own, bold, italic)) return table[own].package;
    return family_font(f, SYMBOLS, false, false) ? NULL : table[SYMBOLS].package;
}

const struct font *font_for(struct fonts *f, enum font_role role, bool bold, bool italic, hb_script_t script,
                            struct str lang, uint32_t cp, const char **package)
{
    enum family by_script = script_family(script, lang), own = role == FONT_LABEL ? LABEL : TEXT;
    const struct font *font;
    if (by_script != NO_FAMILY && !(cp > ' ' && cp < 0x7F && ascii_elsewhere(by_script))) {
        font = family_font(f, by_script, bold, italic);
        if (has(font, cp)) return font;
    }
    font = family_font(f, own, bold, italic);
    if (has(font, cp)) return font;
    for (enum family any = 0; any < FAMILY_COUNT; any++) {
        font = any == own || any == by_script ? NULL : family_font(f, any, bold, italic);
        if (has(font, cp)) return font;
    }
    *package = package_for(f, role, bold, italic, by_script);
    return NULL;
}

const struct err *fonts_error(const struct fonts *f) { return f->failed ? &f->err : NULL; }
