// Draws a document with the writer alone, no layout: every kind of thing that a letter's PDF has. For the checker's tests.
//   draw OUT.pdf [PICTURE…]      draw -n COUNT OUT.pdf: a list of COUNT entries, for measuring
#include <hb-ot.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/must.h"
#include "letter/pdf_write.h"

enum { SERIF, ITALIC, SANS, ARABIC, GEORGIAN, FONTS };

struct pen {
    struct arena *a;
    struct pdf *pdf;
    struct font fonts[FONTS];
    double x, y, size;
    pdf_el of;
    const char *lang, *features;
};

static const char *const files[FONTS][2] = {
    {"/usr/share/fonts/truetype/gentiumplus/GentiumPlus-Regular.ttf", "GentiumPlus-Regular"},
    {"/usr/share/fonts/truetype/gentiumplus/GentiumPlus-Italic.ttf", "GentiumPlus-Italic"},
    {"/usr/share/fonts/opentype/inter/Inter-Regular.otf", "Inter-Regular"},
    {"/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Regular"},
    {"/usr/share/fonts/truetype/noto/NotoSerifGeorgian-Regular.ttf", "NotoSerifGeorgian-Regular"},
};

static void open_fonts(struct pen *p)
{
    for (unsigned i = 0; i < FONTS; i++) {
        hb_blob_t *b = hb_blob_create_from_file(files[i][0]);
        struct font *f = &p->fonts[i];
        *f = (struct font){.face = hb_face_create(b, 0), .postscript = files[i][1], .package = "", .scale = 1, .italic = i == ITALIC, .index = i};
        f->hb = hb_font_create(f->face);
        f->upem = hb_face_get_upem(f->face);
        hb_blob_destroy(b);
    }
}

static void close_fonts(struct pen *p)
{
    for (unsigned i = 0; i < FONTS; i++) hb_font_destroy(p->fonts[i].hb), hb_face_destroy(p->fonts[i].face);
}

// A run of text at the pen, which moves behind it. hyphen: with one at its end that the text does not have.
static void say(struct pen *p, int font, const char *text, bool hyphen)
{
    const struct font *f = &p->fonts[font];
    hb_buffer_t *b = hb_buffer_create();
    hb_feature_t feature[1];
    unsigned n, features = p->features && hb_feature_from_string(p->features, -1, feature) ? 1 : 0;
    double k = p->size / f->upem, width = 0;
    hb_buffer_add_utf8(b, text, -1, 0, -1);
    if (hyphen) hb_buffer_add(b, '-', (unsigned)strlen(text));
    hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_guess_segment_properties(b);
    hb_shape(f->hb, b, feature, features);
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
    hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, &n);
    struct glyph *g = arena_array(p->a, n, sizeof *g);
    for (unsigned i = 0; i < n; i++) {
        g[i] = (struct glyph){info[i].codepoint, (float)(pos[i].x_advance * k), (float)(pos[i].x_offset * k), (float)(pos[i].y_offset * k), info[i].cluster};
        width += (double)g[i].advance;
    }
    struct placed_run run = {.font = f, .size = p->size, .width = width, .glyphs = g, .count = n, .n = strlen(text),
                             .rtl = hb_buffer_get_direction(b) == HB_DIRECTION_RTL, .hyphen = hyphen, .lang = str_of(p->lang)};
    struct str s = str_of(text);
    pdf_text(p->pdf, p->of, 0, p->x, p->y, &s, &run);
    p->x += width;
    hb_buffer_destroy(b);
}

static void line(struct pen *p, double lead) { p->x = 60, p->y += lead; }

static pdf_el paragraph(struct pen *p, enum pdf_kind kind, const char *text)
{
    line(p, 22);
    p->of = pdf_element(p->pdf, 0, kind, S(""), S(""));
    if (text) say(p, SERIF, text, false);
    return p->of;
}

static bool pictures(struct pen *p, char **names, int count, struct err *err)
{
    for (int i = 0; i < count; i++) {
        struct picture *pic = arena_alloc(p->a, sizeof *pic);
        struct str bytes;
        uint32_t w, h;
        if (!file_read(p->a, names[i], PICTURE_BYTES_MAX, &bytes, err) || !picture_read(p->a, bytes, pic, err)) return false;
        picture_shown(pic, &w, &h);
        pdf_el figure = pdf_element(p->pdf, 0, PDF_FIGURE, S(""), strf(p->a, "Picture %d of %d", i + 1, count));
        double wide = 90, high = 90.0 * h / w;
        if (high > 90) wide = wide * 90 / high, high = 90;
        if (!pdf_picture(p->pdf, figure, pic, 60 + i % 5 * 98, 400 + i / 5 * 98, wide, high, err)) return false;
    }
    return true;
}

static void first_page(struct pen *p)
{
    pdf_dest note = pdf_dest_new(p->pdf), here = pdf_dest_new(p->pdf), head = pdf_dest_new(p->pdf);
    pdf_dest_here(p->pdf, here, 0, 0);
    pdf_outline(p->pdf, 0, S("An open letter"), here);
    pdf_outline(p->pdf, 1, S("Başlıq"), head);
    pdf_outline(p->pdf, 0, S("Note"), note);
    paragraph(p, PDF_H1, "An open letter");
    pdf_el para = paragraph(p, PDF_P, "The office of the first affair (flow, waffle); fact ");
    pdf_el link = pdf_element(p->pdf, para, PDF_LINK, S(""), S(""));
    double from = p->x;
    p->of = link;
    say(p, ITALIC, "of the source", false);
    pdf_link(p->pdf, link, from, p->y - 12, p->x - from, 15, S("https://example.org/a?b=(c)&d=\xC3\xA9"), 0, S("The source: example.org"));
    p->of = para;
    say(p, SERIF, " and of the reg", true);
    line(p, 16);
    say(p, SERIF, "ister", false);
    pdf_el ref = pdf_element(p->pdf, para, PDF_REFERENCE, S(""), S("")), to_note = pdf_element(p->pdf, ref, PDF_LINK, S(""), S(""));
    p->of = to_note;
    from = p->x;
    say(p, SERIF, "1", false);
    pdf_link(p->pdf, to_note, from, p->y - 12, 6, 15, S(""), note, S("Note 1"));
    paragraph(p, PDF_H2, "Ad və soyad: Məmmədov");
    pdf_dest_here(p->pdf, head, 0, p->y - 20);
    p->features = "smcp";
    paragraph(p, PDF_P, "Small Capitals of Gentium");
    p->features = NULL;
    paragraph(p, PDF_P, "e\xCC\x81 combining, q\xCC\x83\xCC\xA3 stacked, soft\xC2\xADhyphen");
    pdf_el div = pdf_element(p->pdf, 0, PDF_P, S("fa"), S(""));
    p->of = div;
    p->lang = "fa";
    line(p, 26);
    say(p, ARABIC, "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE\xD9\x88\xD8\xA7\xD9\x87\xD9\x85 \xD8\xA8\xD8\xB1\xD8\xA7\xDB\x8C \xD8\xA2\xD8\xB2\xD8\xA7\xD8\xAF\xDB\x8C", false);
    p->of = pdf_element(p->pdf, 0, PDF_P, S("ar"), S(""));
    p->lang = "ar";
    line(p, 26);
    say(p, ARABIC, "\xD8\xA7\xD9\x84\xD8\xB3\xD9\x91\xD9\x8E\xD9\x84\xD8\xA7\xD9\x85\xD9\x8F \xD8\xB9\xD9\x84\xD9\x8A\xD9\x83\xD9\x85", false);
    p->lang = "ka";
    paragraph(p, PDF_P, NULL);
    say(p, GEORGIAN, "\xE1\x83\xA1\xE1\x83\x90\xE1\x83\xA5\xE1\x83\x90\xE1\x83\xA0\xE1\x83\x97\xE1\x83\x95\xE1\x83\x94\xE1\x83\x9A\xE1\x83\x9D", false);
    p->lang = "en";
    pdf_el list = pdf_element(p->pdf, 0, PDF_OL, S(""), S(""));
    for (int i = 1; i <= 2; i++) {
        pdf_el item = pdf_element(p->pdf, list, PDF_LI, S(""), S(""));
        line(p, 20);
        p->of = pdf_element(p->pdf, item, PDF_LBL, S(""), S(""));
        say(p, SANS, i == 1 ? "1." : "2.", false);
        p->x += 8;
        p->of = pdf_element(p->pdf, item, PDF_LBODY, S(""), S(""));
        say(p, SANS, i == 1 ? "Ask for the release" : "Raise it", false);
    }
    pdf_el qr = pdf_element(p->pdf, 0, PDF_FIGURE, S(""), S("A code that leads to example.org"));
    pdf_rects(p->pdf, qr, 0x8C1D18, (const double[][4]){{300, 340, 8, 8}, {316, 340, 8, 8}, {308, 348, 8, 8}}, 3);
    pdf_line(p->pdf, 0x8C1D18, 60, 360, 500, 360, .5);
    pdf_el note_el = pdf_element(p->pdf, 0, PDF_NOTE, S(""), S(""));
    line(p, 30);
    pdf_dest_here(p->pdf, note, 0, p->y - 10);
    p->of = pdf_element(p->pdf, note_el, PDF_LBL, S(""), S(""));
    say(p, SERIF, "1 ", false);
    p->of = pdf_element(p->pdf, note_el, PDF_P, S(""), S(""));
    say(p, SERIF, "A note that goes on ", false);
    p->y = 800;
    pdf_el note_text = p->of;
    p->of = PDF_ARTIFACT;
    say(p, SANS, "1 / 2", false);
    p->of = note_text;
}

static void second_page(struct pen *p)
{
    p->y = 60;
    line(p, 0);
    say(p, SERIF, "on the next page.", false);
    p->y = 800;
    p->of = PDF_ARTIFACT;
    say(p, SANS, "2 / 2", false);
}

static void many(struct pen *p, int count)
{
    pdf_el list = pdf_element(p->pdf, 0, PDF_L, S(""), S(""));
    for (int i = 0; i < count; i++) {
        if (i && i % 34 == 0) pdf_page(p->pdf, 595.276, 841.89), p->y = 40;
        pdf_el item = pdf_element(p->pdf, list, PDF_LI, S(""), S("")), body = pdf_element(p->pdf, item, PDF_LBODY, S(""), S(""));
        static const char *const text[] = {"Abulfaz Rzayev", "Chairperson of the board", "Union of the Free Press of the City", "Azerbaijan"};
        for (int k = 0; k < 4; k++) {
            p->of = pdf_element(p->pdf, body, PDF_SPAN, S(""), S(""));
            line(p, k ? 5 : 7);
            p->size = 5;
            say(p, k == 3 ? SANS : k == 1 ? ITALIC : SERIF, text[k], false);
        }
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    int64_t count = 0;
    if (argc > 3 && !strcmp(argv[1], "-n")) {
        if (!str_int(str_of(argv[2]), &count)) return 2;
        argv += 2, argc -= 2;
    }
    if (argc < 2) return 2;
    ARENA a = arena_new();
    struct err err;
    struct pdf_meta meta = {.title = S("An open letter: “freedom” & <press>"), .lang = S("en"), .author = S("Synthetic Union"), .subject = S("A test"),
                            .date = day_of((struct ymd){2018, 7, 18})};
    struct buf out = buf_in(a);
    struct pen p = {.a = a, .pdf = pdf_new(a, &meta), .x = 60, .y = 40, .size = 12, .lang = "en"};
    open_fonts(&p);
    double start = now();
    pdf_page(p.pdf, 595.276, 841.89);
    if (count) {
        many(&p, (int)count);
    } else {
        first_page(&p);
        if (!pictures(&p, argv + 2, argc - 2, &err)) return fprintf(stderr, "%s\n", err.text), pdf_drop(p.pdf), 1;
        pdf_page(p.pdf, 595.276, 841.89);
        second_page(&p);
    }
    double drawn = now();
    bool good = pdf_finish(p.pdf, &out, &err) && file_write(a, argv[1], buf_str(&out), &err);
    if (count) fprintf(stderr, "drawn %.1f ms (with shaping), finished %.1f ms, %zu bytes, arena %zu KB\n", drawn - start, now() - drawn, out.n, arena_size(a) >> 10);
    close_fonts(&p);
    return good ? 0 : (fprintf(stderr, "%s\n", err.text), 1);
}
