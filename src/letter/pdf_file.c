#include "letter/pdf_file.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/must.h"

enum slot_kind { SLOT_FREE, SLOT_PLAIN, SLOT_GATHERED }; // the types of a cross-reference stream (§7.5.8.3)
enum { IN_STREAM = 200, LEVEL = 6, UNITS_MAX = 16000 };

struct pdf_slot {
    uint32_t at;    // offset in the file, or the object stream's number
    uint16_t index; // in its object stream
    uint8_t kind;
};

void pdf_file_begin(struct pdf_file *f, struct arena *a)
{
    *f = (struct pdf_file){.arena = a, .z = libdeflate_alloc_compressor(LEVEL), .gathered = buf_in(a), .index = buf_in(a)};
    must(f->z);
}

void pdf_file_drop(struct pdf_file *f)
{
    libdeflate_free_compressor(f->z);
    free(f->out);
    f->z = NULL;
    f->out = NULL;
}

// n bytes of room behind the end.
static char *room(struct pdf_file *f, size_t n)
{
    must(n < UINT32_MAX && f->n + n < UINT32_MAX); // pictures are bounded: this is no input's doing
    if (f->n + n > f->cap) {
        f->cap = f->n + n + (f->n + n) / 2 + 4096;
        f->out = realloc(f->out, f->cap);
        must(f->out);
    }
    return f->out + f->n;
}

static void put(struct pdf_file *f, struct str s)
{
    char *to = room(f, s.n);
    if (s.n) memcpy(to, s.p, s.n);
    f->n += s.n;
}

pdf_ref pdf_reserve(struct pdf_file *f)
{
    f->slots = arena_grow(f->arena, f->slots, &f->slot_cap, f->count + 1, sizeof *f->slots);
    f->slots[f->count++] = (struct pdf_slot){0};
    return (pdf_ref)f->count;
}

static struct pdf_slot *slot(struct pdf_file *f, pdf_ref r)
{
    must(r && r <= f->count);
    must(f->slots[r - 1].kind == SLOT_FREE);
    return &f->slots[r - 1];
}

static void header(struct pdf_file *f)
{
    if (!f->n) put(f, S("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
}

// The object's head; Length has room for its figure, which is known only behind the stream.
void pdf_stream(struct pdf_file *f, pdf_ref r, struct str dict, struct str data, bool packed)
{
    enum { DIGITS = 10 };
    header(f);
    *slot(f, r) = (struct pdf_slot){(uint32_t)f->n, 0, SLOT_PLAIN};
    struct str head = strf(f->arena, "%u 0 obj\n<<%.*s%s/Length ", r, STR(dict), packed ? "/Filter/FlateDecode" : "");
    put(f, head);
    size_t length_at = f->n, n = data.n;
    put(f, S("          >>stream\n"));
    if (packed) {
        size_t bound = libdeflate_zlib_compress_bound(f->z, data.n);
        n = libdeflate_zlib_compress(f->z, data.p ? data.p : "", data.n, room(f, bound), bound);
        must(n);
        f->n += n;
    } else {
        put(f, data);
    }
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%zu", n);
    must(count > 0 && count <= DIGITS);
    memcpy(f->out + length_at, digits, (size_t)count);
    put(f, S("\nendstream\nendobj\n"));
}

struct buf *pdf_open(struct pdf_file *f, pdf_ref r)
{
    if (!f->gathering) f->gathering = pdf_reserve(f);
    *slot(f, r) = (struct pdf_slot){f->gathering, (uint16_t)f->in_stream++, SLOT_GATHERED};
    pdf_put_int(&f->index, r);
    buf_addc(&f->index, ' ');
    pdf_put_int(&f->index, (int64_t)f->gathered.n);
    buf_addc(&f->index, ' ');
    return &f->gathered;
}

static void flush(struct pdf_file *f)
{
    if (!f->in_stream) return;
    struct str dict = strf(f->arena, "/Type/ObjStm/N %u/First %zu", f->in_stream, f->index.n);
    buf_add(&f->index, buf_str(&f->gathered));
    pdf_stream(f, f->gathering, dict, buf_str(&f->index), true);
    f->index.n = f->gathered.n = 0;
    f->gathering = f->in_stream = 0;
}

void pdf_close(struct pdf_file *f)
{
    buf_addc(&f->gathered, '\n');
    if (f->in_stream == IN_STREAM) flush(f);
}

// ---- the cross-reference stream: rows of type, place, index, each as its difference from the row above (PNG's Up)

enum { ROW = 7 };

static void xref_row(unsigned char row[ROW], struct pdf_slot s)
{
    row[0] = s.kind;
    for (int i = 0; i < 4; i++) row[1 + i] = (unsigned char)(s.at >> (24 - 8 * i));
    row[5] = (unsigned char)(s.index >> 8);
    row[6] = (unsigned char)s.index;
}

static struct str xref_rows(struct pdf_file *f)
{
    size_t rows = f->count + 1;
    unsigned char before[ROW] = {0}, row[ROW];
    unsigned char *to = arena_array(f->arena, rows, ROW + 1), *p = to;
    for (size_t i = 0; i < rows; i++) {
        xref_row(row, i ? f->slots[i - 1] : (struct pdf_slot){0, UINT16_MAX, SLOT_FREE});
        *p++ = 2;
        for (int k = 0; k < ROW; k++) *p++ = (unsigned char)(row[k] - before[k]);
        memcpy(before, row, ROW);
    }
    return (struct str){(char *)to, rows * (ROW + 1)};
}

void pdf_file_end(struct pdf_file *f, pdf_ref root, pdf_ref info, struct buf *out)
{
    flush(f);
    header(f);
    struct hash h = hash_of((struct str){f->out, f->n});
    struct str id = str_sub(hash_hex(f->arena, &h), 0, 32);
    pdf_ref self = pdf_reserve(f);
    size_t at = f->n;
    f->slots[self - 1] = (struct pdf_slot){(uint32_t)at, 0, SLOT_PLAIN};
    for (size_t i = 0; i < f->count; i++) must(f->slots[i].kind != SLOT_FREE);
    struct str rows = xref_rows(f);
    f->slots[self - 1].kind = SLOT_FREE;
    pdf_stream(f, self, strf(f->arena, "/Type/XRef/Size %zu/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[<%.*s><%.*s>]"
                                       "/DecodeParms<</Predictor 12/Columns %d>>", f->count + 1, root, info, STR(id), STR(id), ROW),
               rows, true);
    put(f, strf(f->arena, "startxref\n%zu\n%%%%EOF\n", at));
    buf_add(out, (struct str){f->out, f->n});
}

// ---- what objects are made of

void pdf_put_int(struct buf *b, int64_t v)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do *--p = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0) *--p = '-';
    buf_add(b, (struct str){p, (size_t)(digits + sizeof digits - p)});
}

void pdf_put_num(struct buf *b, double v)
{
    if (!(v > -1e9 && v < 1e9)) v = 0;
    int64_t thousandths = (int64_t)(v < 0 ? v * 1000 - 0.5 : v * 1000 + 0.5);
    if (thousandths < 0) buf_addc(b, '-'), thousandths = -thousandths;
    pdf_put_int(b, thousandths / 1000);
    unsigned rest = (unsigned)(thousandths % 1000);
    if (!rest) return;
    char dec[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    buf_add(b, (struct str){dec, (size_t)(rest % 100 == 0 ? 2 : rest % 10 == 0 ? 3 : 4)});
}

void pdf_put_ref(struct buf *b, pdf_ref r)
{
    pdf_put_int(b, r);
    buf_add(b, S(" 0 R"));
}

static void put_unit(struct buf *b, uint32_t u)
{
    const char *hex = "0123456789ABCDEF";
    char d[4] = {hex[u >> 12 & 15], hex[u >> 8 & 15], hex[u >> 4 & 15], hex[u & 15]};
    buf_add(b, (struct str){d, 4});
}

void pdf_put_utf16(struct buf *b, struct str s)
{
    size_t units = 0;
    for (size_t i = 0; i < s.n && units < UNITS_MAX;) {
        uint32_t cp = utf8_next(s, &i);
        units += cp > 0xFFFF ? 2 : 1;
        if (cp > 0xFFFF) {
            put_unit(b, 0xD800 | ((cp - 0x10000) >> 10));
            cp = 0xDC00 | ((cp - 0x10000) & 0x3FF);
        }
        put_unit(b, cp);
    }
}

void pdf_put_text(struct buf *b, struct str s)
{
    bool plain = s.n < UNITS_MAX;
    for (size_t i = 0; i < s.n && plain; i++) plain = s.p[i] >= ' ' && s.p[i] < 0x7F;
    if (!plain) {
        buf_add(b, S("<FEFF"));
        pdf_put_utf16(b, s);
        buf_addc(b, '>');
        return;
    }
    buf_addc(b, '(');
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("()\\", s.p[i])) buf_addc(b, '\\');
        buf_addc(b, s.p[i]);
    }
    buf_addc(b, ')');
}

void pdf_put_uri(struct buf *b, struct str s)
{
    buf_addc(b, '(');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c >= 0x7F || strchr("<>\"`{}|\\^", c))
            buf_addf(b, "%%%02X", c);
        else if (c == '(' || c == ')')
            buf_addf(b, "\\%c", c);
        else
            buf_addc(b, (char)c);
    }
    buf_addc(b, ')');
}
