#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/must.h"

static const struct {
    const char *code;
    enum diag_level level;
    const char *text;
} codes[DIAG_CODES] = {
#define DIAG(name, code, level, text) {code, DIAG_##level, text},
#include "base/diag.def"
#undef DIAG
};

const char *diag_code_name(enum diag_code code) { return codes[code].code; }
const char *diag_code_text(enum diag_code code) { return codes[code].text; }
enum diag_level diag_code_level(enum diag_code code) { return codes[code].level; }

const char *diag_level_name(enum diag_level level)
{
    static const char *const names[] = {"error", "warning", "note"};
    return names[level];
}

struct diags diags_in(struct arena *a) { return (struct diags){.arena = a}; }

static size_t *level_count(struct diags *ds, enum diag_level level)
{
    return level == DIAG_ERROR ? &ds->errors : level == DIAG_WARNING ? &ds->warnings : &ds->notes;
}

struct diag *diag_add(struct diags *ds, enum diag_code code, const struct source_text *file,
                      struct pos pos, uint32_t width, const char *fmt, ...)
{
    ds->list = arena_grow(ds->arena, ds->list, &ds->cap, ds->count + 1, sizeof *ds->list);
    struct diag *d = &ds->list[ds->count++];
    struct buf b = buf_in(ds->arena);
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    *d = (struct diag){.code = code,
                       .level = codes[code].level,
                       .file = file,
                       .pos = pos,
                       .width = width ? width : 1,
                       .message = buf_str(&b)};
    ++*level_count(ds, d->level);
    return d;
}

void diag_set_level(struct diags *ds, struct diag *d, enum diag_level level)
{
    --*level_count(ds, d->level);
    d->level = level;
    ++*level_count(ds, level);
}

void diag_more(struct diags *ds, struct diag *d, const char *fmt, ...)
{
    struct buf b = buf_in(ds->arena);
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    d->more = arena_grow(ds->arena, d->more, &d->more_cap, d->more_count + 1, sizeof *d->more);
    d->more[d->more_count++] = buf_str(&b);
}

void diag_also(struct diag *d, const struct source_text *file, struct pos pos, uint32_t width, struct str words)
{
    d->also = file;
    d->also_pos = pos;
    d->also_width = width ? width : 1;
    d->also_words = words;
}

static bool diag_is_after(const struct diag *a, const struct diag *b)
{
    int by_file = a->file == b->file ? 0 : str_cmp(a->file->name, b->file->name);
    if (by_file) return by_file > 0;
    if (a->pos.line != b->pos.line) return a->pos.line > b->pos.line;
    return a->pos.col > b->pos.col;
}

// A stable merge sort: a file with thousands of faults is still reported at once.
static void sort_range(struct diag *v, struct diag *spare, size_t n)
{
    if (n < 2) return;
    size_t mid = n / 2, i = 0, j = mid, k = 0;
    sort_range(v, spare, mid);
    sort_range(v + mid, spare, n - mid);
    while (k < n) spare[k++] = j >= n || (i < mid && !diag_is_after(&v[i], &v[j])) ? v[i++] : v[j++];
    memcpy(v, spare, n * sizeof *v);
}

void diags_sort(struct diags *ds)
{
    sort_range(ds->list, arena_array(ds->arena, ds->count, sizeof *ds->list), ds->count);
}

struct pos pos_of(struct str text, size_t at)
{
    if (at > text.n) at = text.n;
    struct pos p = {1, 1};
    size_t line = 0;
    for (size_t i = str_chr(text, '\n', 0); i < at; i = str_chr(text, '\n', i + 1)) {
        p.line++;
        line = i + 1;
    }
    p.col = 1 + (uint32_t)utf8_count(str_sub(text, line, at));
    return p;
}

// Where the last line was found: faults come in order, and a file with many of them is walked once.
struct cursor {
    const struct source_text *file;
    uint32_t line;
    size_t at;
};

static struct str line_of(struct cursor *c, const struct source_text *file, uint32_t line)
{
    struct str text = file->text;
    if (c->file != file || c->line > line) *c = (struct cursor){file, 1, 0};
    for (; c->line < line && c->at < text.n; c->line++) c->at = str_chr(text, '\n', c->at) + 1;
    if (c->line < line || c->at > text.n) return (struct str){0};
    struct str piece = str_sub(text, c->at, str_chr(text, '\n', c->at));
    return piece.n && piece.p[piece.n - 1] == '\r' ? str_sub(piece, 0, piece.n - 1) : piece;
}

// The line as shown: tabs as one blank, control and bidi characters as '?', so that what stands below the
// words is below them, and a name cannot rewrite the terminal. Long lines are cut around the place.
static void show_line(struct buf *out, struct buf *under, struct str line, struct pos pos,
                      uint32_t width)
{
    enum { BEFORE = 60, WHOLE = 120 };
    uint32_t from = pos.col > BEFORE && utf8_skip(line, WHOLE) < line.n ? pos.col - BEFORE : 1, col = from;
    if (from > 1) buf_add(out, S("… ")), buf_add(under, S("  "));
    for (size_t i = utf8_skip(line, from - 1); i < line.n; col++) {
        size_t at = i;
        uint32_t c = utf8_next(line, &i);
        if (col >= from + WHOLE) {
            buf_add(out, S(" …"));
            break;
        }
        struct str piece = str_sub(line, at, i);
        bool odd = c < 32 || c == 127 || (c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                   (c >= 0x2066 && c <= 0x2069) || c == 0xFFFD;
        if (odd) piece = c == '\t' ? S(" ") : S("?");
        buf_add(out, piece);
        bool in = col >= pos.col && col < pos.col + width;
        buf_pad(under, in ? '^' : ' ', utf8_width(piece));
    }
    if (col <= pos.col && pos.col < from + WHOLE) {
        buf_pad(under, ' ', pos.col - col);
        buf_addc(under, '^');
    }
    while (under->n && under->p[under->n - 1] == ' ') under->n--;
}

// The line with the place underlined.
static void print_place(struct arena *scratch, struct cursor *c, const struct source_text *file, struct pos pos,
                        uint32_t width, FILE *out, const char *on, const char *off)
{
    struct str line = pos.line ? line_of(c, file, pos.line) : (struct str){0};
    if (!line.n) return;
    struct buf shown = buf_in(scratch), under = buf_in(scratch);
    show_line(&shown, &under, line, pos, width);
    fprintf(out, "%5u | %.*s\n", pos.line, STR(buf_str(&shown)));
    fprintf(out, "      | %s%.*s%s\n", on, STR(buf_str(&under)), off);
}

static void print_one(struct arena *scratch, struct cursor c[2], const struct diag *d, FILE *out, bool colour)
{
    static const char *const colours[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    const char *on = colour ? colours[d->level] : "", *off = colour ? "\033[0m" : "";
    const char *bold = colour ? "\033[1m" : "";
    fprintf(out, "%s%.*s:", bold, STR(d->file->name));
    if (d->pos.line) fprintf(out, "%u:%u:", d->pos.line, d->pos.col);
    fprintf(out, "%s %s%s:%s [%s] %.*s\n", off, on, diag_level_name(d->level), off,
            diag_code_name(d->code), STR(d->message));
    print_place(scratch, &c[0], d->file, d->pos, d->width, out, on, off);
    for (size_t i = 0; i < d->more_count; i++)
        fprintf(out, "      = %.*s\n", STR(d->more[i]));
    if (!d->also) return;
    fprintf(out, "   also %s%.*s:%u:%u:%s %.*s\n", bold, STR(d->also->name), d->also_pos.line, d->also_pos.col, off,
            STR(d->also_words));
    print_place(scratch, &c[1], d->also, d->also_pos, d->also_width, out, on, off);
}

void diags_print(const struct diags *ds, FILE *out, bool colour)
{
    ARENA scratch = arena_new();
    struct cursor c[2] = {0};
    for (size_t i = 0; i < ds->count; i++) {
        print_one(scratch, c, &ds->list[i], out, colour);
        arena_reset(scratch);
    }
}

static void print_json_also(struct json *j, const struct diag *d)
{
    json_key(j, "also");
    json_open(j, '{');
    json_text(j, "file", d->also->name);
    json_int(j, "line", d->also_pos.line);
    json_int(j, "column", d->also_pos.col);
    json_int(j, "width", d->also_width);
    json_text(j, "message", d->also_words);
    json_close(j, '}');
}

void diags_print_json(const struct diags *ds, FILE *out)
{
    ARENA scratch = arena_new();
    for (size_t i = 0; i < ds->count; i++) {
        const struct diag *d = &ds->list[i];
        struct json j = json_in(scratch);
        json_open(&j, '{');
        json_text(&j, "level", str_of(diag_level_name(d->level)));
        json_text(&j, "code", str_of(diag_code_name(d->code)));
        json_text(&j, "file", d->file->name);
        json_int(&j, "line", d->pos.line);
        json_int(&j, "column", d->pos.col);
        json_int(&j, "width", d->width);
        json_text(&j, "message", d->message);
        json_key(&j, "more");
        json_open(&j, '[');
        for (size_t k = 0; k < d->more_count; k++) json_item_text(&j, d->more[k]);
        json_close(&j, ']');
        if (d->also) print_json_also(&j, d);
        json_close(&j, '}');
        json_print_line(&j, out);
        arena_reset(scratch);
    }
}

void diags_take(struct diags *ds, const struct diags *from)
{
    ds->list = arena_grow(ds->arena, ds->list, &ds->cap, ds->count + from->count, sizeof *ds->list);
    if (from->count) memcpy(ds->list + ds->count, from->list, from->count * sizeof *ds->list);
    ds->count += from->count;
    ds->errors += from->errors;
    ds->warnings += from->warnings;
    ds->notes += from->notes;
}
