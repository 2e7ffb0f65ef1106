#include "cmd/out.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"

int out_width(void)
{
    struct winsize w;
    if (!isatty(1) || ioctl(1, TIOCGWINSZ, &w) != 0 || w.ws_col < 40) return 100;
    return w.ws_col > 120 ? 120 : w.ws_col;
}

// Control and bidi characters in a name must not rewrite the terminal.
static void print_safe(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        bool odd = c < 32 || c == 127 || (c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                   (c >= 0x2066 && c <= 0x2069);
        if (odd)
            fputc('?', stdout);
        else
            fwrite(s.p + at, 1, i - at, stdout);
    }
}

struct table table_in(struct arena *a, size_t columns, size_t indent)
{
    return (struct table){.arena = a, .columns = columns, .indent = indent};
}

void table_row(struct table *t, const struct str *cells)
{
    t->cells = arena_grow(t->arena, t->cells, &t->cap, t->count + t->columns, sizeof *t->cells);
    memcpy(t->cells + t->count, cells, t->columns * sizeof *cells);
    t->count += t->columns;
}

static size_t longest_word(struct str s)
{
    size_t longest = 0;
    for (struct str rest = s; rest.p;) {
        size_t w = utf8_width(str_cut(rest, ' ', &rest));
        if (w > longest) longest = w;
    }
    return longest;
}

// Widths that fit the screen: the widest columns give, none below 16 or its longest word.
static void fit_columns(const struct table *t, size_t width[16])
{
    size_t total = t->indent, room = (size_t)out_width(), least[16] = {0};
    for (size_t i = 0; i < t->count; i++) {
        size_t k = i % t->columns, w = utf8_width(t->cells[i]), word = longest_word(t->cells[i]);
        if (w > width[k]) width[k] = w;
        if (word > least[k]) least[k] = word;
    }
    for (size_t k = 0; k < t->columns; k++) total += width[k] ? width[k] + 2 : 0;
    while (total > room) {
        size_t widest = t->columns;
        for (size_t k = 0; k < t->columns; k++) {
            bool gives = width[k] > least[k] && width[k] > 16;
            if (gives && (widest == t->columns || width[k] > width[widest])) widest = k;
        }
        if (widest == t->columns) return;
        width[widest]--;
        total--;
    }
}

// The part of a cell that goes on one line of `width` columns; *rest is what is left of it.
static struct str cell_line(struct str s, size_t width, struct str *rest)
{
    size_t i = 0, cut = 0, used = 0;
    while (i < s.n && s.p[i] != '\n') {
        size_t at = i;
        (void)utf8_next(s, &i);
        used += utf8_width(str_sub(s, at, i));
        if (used > width) break;
        if (i == s.n || s.p[i] == ' ' || s.p[i] == '\n') cut = i;
    }
    if (!cut) cut = i; // a word longer than the column stands out
    while (cut < s.n && used > width && s.p[cut] != ' ' && s.p[cut] != '\n') cut++;
    *rest = str_sub(s, cut, s.n);
    if (rest->n) *rest = str_sub(*rest, 1, rest->n);
    return str_sub(s, 0, cut);
}

static void print_row(const struct table *t, struct str *cells, const size_t width[16])
{
    for (bool more = true; more;) {
        size_t blanks = t->indent;
        more = false;
        for (size_t k = 0; k < t->columns; k++) {
            if (!width[k]) continue;
            struct str line = cell_line(cells[k], width[k], &cells[k]);
            if (line.n) {
                printf("%*s", (int)blanks, "");
                print_safe(line);
                blanks = 0;
            }
            size_t w = utf8_width(line);
            blanks += (w < width[k] ? width[k] - w : 0) + 2;
            more |= cells[k].n > 0;
        }
        putchar('\n');
    }
}

void table_print(const struct table *t)
{
    size_t width[16] = {0};
    struct str row[16];
    fit_columns(t, width);
    for (size_t i = 0; i < t->count; i += t->columns) {
        memcpy(row, t->cells + i, t->columns * sizeof *row);
        print_row(t, row, width);
    }
}

bool out_period(struct view *v, const struct type *t, struct statements all, struct str *out, struct err *err)
{
    const struct prop *date = type_prop(t, S("date"));
    const struct statement *since = t->since ? statement_first(all, t->since) : NULL;
    const struct statement *until = t->until ? statement_first(all, t->until) : NULL;
    const struct statement *on = date ? statement_first(all, date) : NULL;
    struct str a = since ? write_date(v->arena, since->value.date, v->lang) : S("");
    struct str b = until ? write_date(v->arena, until->value.date, v->lang) : S("");
    (void)err;
    *out = on               ? write_date(v->arena, on->value.date, v->lang)
           : since && until ? strf(v->arena, "%.*s – %.*s", STR(a), STR(b))
           : since          ? strf(v->arena, "since %.*s", STR(a))
           : until          ? strf(v->arena, "until %.*s", STR(b))
                            : S("");
    return true;
}

bool out_value(struct view *v, const struct statement *s, struct str *out, struct err *err)
{
    struct buf b = buf_in(v->arena);
    struct str text = value_write(v->arena, s->prop, &s->value, v->lang);
    if (s->value.kind == KIND_REF) {
        if (!view_label(v, s->value.key, &text, err)) return false;
        buf_addf(&b, "%.*s (%.*s/%.*s)", STR(text), STR(s->value.type->path), STR(s->value.text));
    } else {
        buf_add(&b, text);
    }
    if (s->lang.n || s->qual.n)
        buf_addf(&b, " (%.*s%s%.*s)", STR(s->lang), s->lang.n && s->qual.n ? ", " : "", STR(s->qual));
    if (s->has_since) buf_addf(&b, ", since %.*s", STR(write_date(v->arena, s->since, v->lang)));
    if (s->has_until) buf_addf(&b, ", until %.*s", STR(write_date(v->arena, s->until, v->lang)));
    if (s->preferred) buf_add(&b, S("  ← preferred"));
    if (s->preferred && s->reason.n) buf_addf(&b, ": %.*s", STR(s->reason));
    if (s->vis != VIS_PUBLIC) buf_addf(&b, "  [%s]", visibility_name(s->vis));
    *out = buf_str(&b);
    return true;
}

struct str out_source(struct view *v, const struct statement *s)
{
    if (!s->source.n) return S("a source that is not public");
    if (!s->locator.n) return s->source;
    return strf(v->arena, "%.*s, %.*s", STR(s->source), STR(s->locator));
}

struct str out_instant(struct arena *a, struct instant t)
{
    struct str s = instant_text(a, t);
    struct str day = write_day(a, instant_day(t), S("en"));
    return strf(a, "%.*s %.*s", STR(day), STR(str_sub(s, 11, 19)));
}

void out_done(const struct cmd *c, const char *what, const char *sentence)
{
    struct json j = json_in(c->arena);
    if (c->format != FORMAT_JSON) {
        printf("%s\n", sentence);
        return;
    }
    json_open(&j, '{');
    json_text(&j, "done", str_of(what));
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

bool out_json(struct view *v, struct statements all, struct err *err)
{
    struct json j = json_in(v->arena);
    for (size_t i = 0; i < all.n; i++) {
        if (!json_statement(v, &all.v[i], &j, err)) return false;
        json_print_line(&j, stdout);
    }
    return true;
}
