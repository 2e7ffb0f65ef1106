#include "base/csv.h"

#include <string.h>

#include "base/arena.h"

void csv_row(struct buf *b, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str s = cells[i];
        bool formula = s.n && strchr("=+-@\t\r", s.p[0]);
        buf_add(b, formula ? S("\"'") : S("\""));
        for (size_t k = 0; k < s.n; k++) {
            if (s.p[k] == '"') buf_addc(b, '"');
            buf_addc(b, s.p[k]);
        }
        buf_add(b, i + 1 == count ? S("\"\r\n") : S("\","));
    }
}

void csv_open(struct csv *c, struct arena *a, struct str name,
              bool (*read)(void *arg, char *to, size_t room, size_t *got, struct err *err), void *arg)
{
    *c = (struct csv){.arena = a, .name = name, .read = read, .arg = arg, .line = 1, .next = 1};
    c->chunk = arena_alloc(a, CSV_CHUNK);
    c->row = buf_in(a);
}

static bool fill(struct csv *c, struct err *err)
{
    if (c->at < c->n || c->end) return true;
    c->at = c->n = 0;
    if (!c->read(c->arg, c->chunk, CSV_CHUNK, &c->n, err)) return false;
    c->end = c->n == 0;
    return true;
}

static bool end_cell(struct csv *c, size_t *count, struct err *err)
{
    if (*count == CSV_CELLS_MAX)
        return err_set(err, ERR_INPUT, "%.*s:%u: the row has more than %d cells; is this file CSV with commas?", STR(c->name), c->line,
                       CSV_CELLS_MAX);
    c->ends[(*count)++] = c->row.n;
    return true;
}

static bool give(struct csv *c, size_t n, const struct str **cells, size_t *count)
{
    struct str row = buf_str(&c->row);
    for (size_t i = 0; i < n; i++) c->cells[i] = str_sub(row, i ? c->ends[i - 1] : 0, c->ends[i]);
    *cells = c->cells;
    *count = n;
    return true;
}

bool csv_next(struct csv *c, const struct str **cells, size_t *count, struct err *err)
{
    enum { START, PLAIN, QUOTED, CLOSED } state = START;
    size_t n = 0;
    uint32_t opened = 0;
    *count = 0;
    c->row.n = 0;
    c->line = c->next;
    for (;;) {
        if (!fill(c, err)) return false;
        if (c->end) break;
        char ch = c->chunk[c->at++];
        c->next += ch == '\n';
        if (c->row.n == CSV_ROW_MAX && state == QUOTED)
            return err_set(err, ERR_INPUT, "%.*s:%u: the quote that opens here is not closed within %d MB", STR(c->name), opened, CSV_ROW_MAX >> 20);
        if (c->row.n == CSV_ROW_MAX)
            return err_set(err, ERR_INPUT, "%.*s:%u: the row has more than %d MB", STR(c->name), c->line, CSV_ROW_MAX >> 20);
        if (ch == '\r' && state != QUOTED) {
            if (!fill(c, err)) return false;
            if (!c->end && c->chunk[c->at] == '\n') continue;
        }
        if (state == QUOTED) {
            if (ch == '"')
                state = CLOSED;
            else
                buf_addc(&c->row, ch);
        } else if (ch == ',') {
            if (!end_cell(c, &n, err)) return false;
            state = START;
        } else if (ch == '\n' && state == START && !n) {
            c->line = c->next;
        } else if (ch == '\n') {
            return end_cell(c, &n, err) && give(c, n, cells, count);
        } else if (ch == '"' && state != PLAIN) {
            if (state == CLOSED) buf_addc(&c->row, ch);
            else opened = c->next;
            state = QUOTED;
        } else if (state == CLOSED) {
            return err_set(err, ERR_INPUT, "%.*s:%u: text stands behind a closing quote (it opened on line %u); a quote inside a cell is written twice",
                           STR(c->name), c->next, opened);
        } else {
            state = PLAIN;
            buf_addc(&c->row, ch);
        }
    }
    if (state == QUOTED)
        return err_set(err, ERR_INPUT, "%.*s:%u: the quote that opens here is never closed; is the file cut off?", STR(c->name), opened);
    if (state == START && !n) return true;
    return end_cell(c, &n, err) && give(c, n, cells, count);
}
