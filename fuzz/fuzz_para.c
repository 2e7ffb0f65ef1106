// Any text, spans and style, set and drawn: every line's bytes and glyphs lie in the text, lines follow each other without a gap,
// and what is drawn is not far wider than it may be. The first bytes choose style, width and spans.
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "letter/pdf_para.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 8, SPANS = 6 };

static struct str valid(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n;) {
        char out[4];
        uint32_t c = utf8_next(s, &i);
        buf_add(&b, (struct str){out, utf8_put(c ? c : ' ', out)});
    }
    return buf_str(&b);
}

static void check_line(struct setter *s, struct arena *a, const struct para *p, size_t i)
{
    struct placed_run *r;
    size_t n = para_runs(s, a, p, i, &r), from = p->lines[i].at, to = from + p->lines[i].n;
    for (size_t k = 0; k < n; k++) {
        must(r[k].at >= from && r[k].at + r[k].n <= to && isfinite(r[k].x) && isfinite(r[k].width) && r[k].size > 0);
        must(k == 0 || r[k].at >= r[k - 1].at + r[k - 1].n);
        for (size_t g = 0; g < r[k].count; g++) {
            must(r[k].glyphs[g].id != 0);
            must(r[k].glyphs[g].cluster >= r[k].at && r[k].glyphs[g].cluster <= r[k].at + r[k].n);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"en", "fr", "ru", "az", "ar", "fa", "zh-Hant", "ja", "de", "x", "", "he"};
    if (size < HEAD + SPANS * 4) return 0;
    ARENA a = arena_new();
    struct fonts *fonts = fonts_open(a);
    struct setter *s = setter_new(a, fonts);
    struct span spans[SPANS];
    struct str text = valid(a, (struct str){(const char *)data + HEAD + SPANS * 4, size - HEAD - SPANS * 4}),
               lang = str_of(langs[data[0] % (sizeof langs / sizeof *langs)]);
    struct para_style st = {.role = data[1] & 1, .bold = data[1] & 2, .italic = data[1] & 4, .small_caps = data[1] & 8, .caps = data[1] & 16,
                            .hyphenate = data[1] & 32, .size = 4 + data[2] % 40, .lead = 12, .tracking = data[3] % 4, .align = data[4] % 5,
                            .dir = data[5] % 3};
    for (size_t i = 0; i < SPANS; i++) {
        const uint8_t *q = data + HEAD + i * 4;
        spans[i] = (struct span){.at = q[0], .n = q[1], .style = q[2] & 15, .mark = q[3], .whole = q[2] & 16,
                                 .lang = q[2] & 32 ? str_of(langs[q[3] % 12]) : (struct str){0}};
    }
    double width = 1 + data[6] * 3;
    struct para *p = para_set(s, a, text, spans, data[7] % (SPANS + 1), lang, &st, width);
    size_t at = 0;
    must(p->line_count >= 1);
    for (size_t i = 0; i < p->line_count; i++) {
        must(p->lines[i].at == at && isfinite(p->lines[i].width));
        at += p->lines[i].n;
        check_line(s, a, p, i);
    }
    must(at == text.n);
    setter_free(s);
    fonts_close(fonts);
    return 0;
}
