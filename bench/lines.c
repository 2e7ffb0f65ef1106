// How well paragraphs are set: how even the spaces of justified lines are, and what spoils the look.
//
//   lines LANG [WIDTH] < TEXT      every line of the text is a paragraph, set as a letter's body (386 points wide)
//
// Prints the number of justified lines, the mean, standard deviation and widest of their word spaces (a line's mean, points),
// how many lines end in a divided word, how many paragraphs have three such in a row or end in a word alone.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "letter/pdf_para.h"

struct figures {
    size_t paragraphs, lines, ragged, divided, ladders, alone;
    double sum, squares, widest, narrowest;
};

static void measure_line(struct setter *s, struct arena *a, const struct para *p, size_t line, struct figures *f)
{
    struct placed_run *runs;
    size_t n = para_runs(s, a, p, line, &runs), blanks = 0;
    double width = 0, right = 0;
    for (size_t i = 0; i < n; i++) {
        if (runs[i].x + runs[i].width > right) right = runs[i].x + runs[i].width;
        for (size_t g = 0; g < runs[i].count; g++) {
            const struct glyph *q = &runs[i].glyphs[g];
            if (q->cluster >= p->text.n || p->text.p[q->cluster] != ' ' || q->advance <= 0) continue;
            width += (double)q->advance;
            blanks++;
        }
    }
    if (right < p->width - 0.1) f->ragged++;
    if (right < p->width - 0.1 || !blanks) return;
    double mean = width / (double)blanks;
    f->lines++;
    f->sum += mean;
    f->squares += mean * mean;
    if (mean > f->widest) f->widest = mean;
    if (mean < f->narrowest) f->narrowest = mean;
    if (getenv("LINES_SHOW")) printf("%5.2f %.*s\n", mean, STR(str_sub(p->text, p->lines[line].at, p->lines[line].at + p->lines[line].n)));
}

static void measure(struct setter *s, struct arena *a, struct str text, struct str lang, double width, struct figures *f)
{
    static const struct para_style body = {.size = 11.3, .lead = 15.6, .align = PARA_JUSTIFY, .hyphenate = true};
    struct para *p = para_set(s, a, text, NULL, 0, lang, &body, width);
    size_t row = 0;
    bool ladder = false;
    f->paragraphs++;
    for (size_t i = 0; i + 1 < p->line_count; i++) {
        measure_line(s, a, p, i, f);
        row = p->lines[i].divided ? row + 1 : 0;
        f->divided += p->lines[i].divided;
        ladder |= row > 2;
    }
    f->ladders += ladder;
    struct para_line last = p->lines[p->line_count - 1];
    struct str words = str_trim(str_sub(text, last.at, last.at + last.n));
    f->alone += p->line_count > 1 && str_find(words, S(" "), 0) == words.n && last.width < width / 3;
}

int main(int argc, char **argv)
{
    ARENA a = arena_new();
    struct err err;
    struct str all, rest;
    struct figures f = {.narrowest = HUGE_VAL};
    if (argc < 2 || !file_read(a, "/dev/stdin", 1 << 24, &all, &err)) return fprintf(stderr, "usage: lines LANG [WIDTH] < TEXT\n"), 2;
    struct fonts *fonts = fonts_open(a);
    struct setter *s = setter_new(a, fonts);
    for (rest = all; rest.p;) {
        struct str text = str_trim(str_cut(rest, '\n', &rest));
        if (text.n && utf8_check(text) == text.n) measure(s, a, text, str_of(argv[1]), argc > 2 ? strtod(argv[2], NULL) : 386, &f);
    }
    double n = (double)f.lines, mean = f.sum / n;
    printf("%zu paragraphs, %zu justified lines: spaces mean %.2f sd %.2f widest %.2f narrowest %.2f; ragged %zu, divided %.1f %%, ladders %zu, alone %zu\n",
           f.paragraphs, f.lines, mean, sqrt(f.squares / n - mean * mean), f.widest, f.narrowest, f.ragged, 100 * (double)f.divided / n, f.ladders, f.alone);
    setter_free(s);
    fonts_close(fonts);
    return 0;
}
