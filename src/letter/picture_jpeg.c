// JPEG (ITU-T T.81 Annex B): a chain of segments, each marker · length · content, and behind each SOS coded data up to the
// next marker. Copied are the segments that the pixels need; of the application's segments, JFIF's without its thumbnail and
// Adobe's, which tells the colours. The coded data is not decoded; a picture with fewer bits than blocks is a lie.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "letter/picture.h"

enum { SOF0 = 0xC0, SOF1, SOF2, DHT = 0xC4, RST0 = 0xD0, RST7 = 0xD7, SOI, EOI, SOS, DQT, DNL, DRI, APP0 = 0xE0, APP1, APP14 = 0xEE, APP15, COM = 0xFE };

struct component {
    unsigned id, h, v;
    bool coded; // by a scan
};

struct jpeg {
    struct str in;
    size_t at;
    struct buf out;
    struct picture *p;
    struct err *err;
    struct component c[4];
    uint64_t blocks, coded_bytes;
    bool jfif, exif, adobe, frame, scan;
};

static unsigned byte(struct str s, size_t i) { return i < s.n ? (unsigned char)s.p[i] : 0; }
static unsigned big16(struct str s, size_t i) { return byte(s, i) << 8 | byte(s, i + 1); }

static bool broken(struct jpeg *j, const char *what)
{
    return err_set(j->err, ERR_INPUT, "the JPEG is damaged at byte %zu: %s; open it in a picture editor and save it again", j->at, what);
}

static void copy(struct jpeg *j, unsigned marker, struct str content)
{
    char head[4] = {(char)0xFF, (char)marker, (char)((content.n + 2) >> 8), (char)(content.n + 2)};
    buf_add(&j->out, (struct str){head, 4});
    buf_add(&j->out, content);
}

// ---- what is kept of the application's segments

// The orientation in the first directory of a TIFF structure (Exif 2.3 §4.5, §4.6.4); 1 where there is none.
static unsigned orientation(struct str t)
{
    bool little = str_starts(t, S("II"));
    if (!little && !str_starts(t, S("MM"))) return 1;
#define U16(i) (little ? byte(t, i) | byte(t, (i) + 1) << 8 : big16(t, i))
    size_t dir = little ? U16(4) | (size_t)U16(6) << 16 : (size_t)U16(4) << 16 | U16(6);
    if (dir + 2 > t.n) return 1;
    for (size_t i = 0, n = U16(dir); i < n && dir + 2 + 12 * (i + 1) <= t.n; i++) {
        size_t e = dir + 2 + 12 * i;
        if (U16(e) != 0x0112 || U16(e + 2) != 3) continue;
        unsigned v = U16(e + 8);
        return v >= 1 && v <= 8 ? v : 1;
    }
#undef U16
    return 1;
}

static void application(struct jpeg *j, unsigned marker, struct str s)
{
    static const char exif[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\0\0\0\0\0\0\0"; // one entry: the orientation
    enum { EXIF_SIZE = sizeof exif - 1, VALUE = 25 };
    if (marker == APP0 && !j->jfif && s.n >= 14 && memcmp(s.p, "JFIF", 5) == 0) {
        char plain[14];
        memcpy(plain, s.p, 12);
        plain[12] = plain[13] = 0; // no thumbnail
        copy(j, APP0, (struct str){plain, 14});
        j->jfif = true;
    }
    if (marker == APP1 && !j->exif && s.n > 6 && memcmp(s.p, "Exif", 5) == 0) {
        j->exif = true;
        j->p->orientation = orientation(str_sub(s, 6, s.n));
        if (j->p->orientation == 1) return;
        char small[EXIF_SIZE];
        memcpy(small, exif, EXIF_SIZE);
        small[VALUE] = (char)j->p->orientation;
        copy(j, APP1, (struct str){small, EXIF_SIZE});
    }
    if (marker == APP14 && !j->adobe && s.n >= 12 && memcmp(s.p, "Adobe", 5) == 0) {
        copy(j, APP14, str_sub(s, 0, 12));
        j->adobe = true;
    }
}

// ---- what the pixels need

static uint64_t blocks_of(const struct jpeg *j, unsigned i, unsigned count, unsigned hmax, unsigned vmax)
{
    unsigned h = count == 1 ? 1 : j->c[i].h, v = count == 1 ? 1 : j->c[i].v;
    if (count == 1) hmax = vmax = 1;
    uint64_t w = ((uint64_t)j->p->width * h + hmax - 1) / hmax, t = ((uint64_t)j->p->height * v + vmax - 1) / vmax;
    return (w + 7) / 8 * ((t + 7) / 8);
}

static bool frame(struct jpeg *j, unsigned marker, struct str s)
{
    unsigned hmax = 1, vmax = 1, n = byte(s, 5);
    if (j->frame) return broken(j, "a second picture begins inside the first");
    if (marker > SOF2)
        return err_set(j->err, ERR_INPUT, "the JPEG is of a rare kind (arithmetic, lossless or hierarchical): save it as an ordinary JPEG");
    if (s.n < 6 || s.n != 6 + 3 * (size_t)n) return broken(j, "its frame is too short");
    if (byte(s, 0) != 8) return err_set(j->err, ERR_INPUT, "the JPEG has %u bits a sample: save it with 8", byte(s, 0));
    j->p->height = big16(s, 1);
    j->p->width = big16(s, 3);
    if (n != 1 && n != 3 && n != 4) return err_set(j->err, ERR_INPUT, "the JPEG has %u colour components; it should have 1, 3 or 4", n);
    j->p->components = n;
    if (!picture_size_ok(j->p, j->err)) return false;
    for (unsigned i = 0; i < n; i++) {
        struct component *c = &j->c[i];
        *c = (struct component){.id = byte(s, 6 + 3 * i), .h = byte(s, 7 + 3 * i) >> 4, .v = byte(s, 7 + 3 * i) & 15};
        if (c->h < 1 || c->h > 4 || c->v < 1 || c->v > 4 || byte(s, 8 + 3 * i) > 3) return broken(j, "its frame makes no sense");
        for (unsigned k = 0; k < i; k++)
            if (j->c[k].id == c->id) return broken(j, "two of its components have one name");
        if (c->h > hmax) hmax = c->h;
        if (c->v > vmax) vmax = c->v;
    }
    for (unsigned i = 0; i < n; i++) j->blocks += blocks_of(j, i, n, hmax, vmax);
    j->frame = true;
    copy(j, marker, s);
    return true;
}

static bool tables(struct jpeg *j, unsigned marker, struct str s)
{
    size_t at = 0;
    while (at < s.n) {
        size_t n = byte(s, at) >> 4 ? 129 : 65;
        if (marker == DHT) {
            n = 17;
            for (size_t i = 1; i <= 16; i++) n += byte(s, at + i);
        }
        if (at + n > s.n || (marker == DHT && n > 17 + 256)) return broken(j, "a table runs out of its segment");
        at += n;
    }
    copy(j, marker, s);
    return true;
}

// The coded data behind SOS, up to the next marker that is no restart.
static void coded_data(struct jpeg *j)
{
    size_t from = j->at;
    for (;;) {
        const char *ff = j->at < j->in.n ? memchr(j->in.p + j->at, 0xFF, j->in.n - j->at) : NULL;
        j->at = ff ? (size_t)(ff - j->in.p) : j->in.n;
        if (j->at + 1 >= j->in.n) break;
        unsigned next = byte(j->in, j->at + 1);
        if (next == 0xFF) {
            j->at += 1;
            continue;
        }
        if (next && !(next >= RST0 && next <= RST7)) break;
        j->at += 2;
    }
    j->coded_bytes += j->at - from;
    buf_add(&j->out, str_sub(j->in, from, j->at));
}

static bool scan(struct jpeg *j, struct str s)
{
    unsigned n = byte(s, 0);
    if (!j->frame) return broken(j, "pixels come before their size");
    if (n < 1 || n > 4 || s.n != 4 + 2 * (size_t)n) return broken(j, "a scan has a wrong head");
    for (unsigned i = 0; i < n; i++) {
        bool known = false;
        for (unsigned k = 0; k < j->p->components; k++)
            if (j->c[k].id == byte(s, 1 + 2 * i)) known = j->c[k].coded = true;
        if (!known) return broken(j, "a scan is of a component that the picture does not have");
    }
    copy(j, SOS, s);
    coded_data(j);
    j->scan = true;
    return true;
}

static bool segment(struct jpeg *j, unsigned marker, struct str s)
{
    if (marker == DHT || marker == DQT) return tables(j, marker, s);
    if (marker == SOS) return scan(j, s);
    if (marker >= SOF0 && marker <= 0xCF && marker != 0xC8) return frame(j, marker, s); // 0xCC, arithmetic coding's table, is refused as well
    if (marker == DRI) {
        if (s.n != 2) return broken(j, "a restart interval has a wrong length");
        copy(j, DRI, s);
        return true;
    }
    if (marker >= APP0 && marker <= APP15) {
        application(j, marker, s);
        return true;
    }
    return marker == COM || broken(j, "a marker that no JPEG has");
}

static bool finish(struct jpeg *j)
{
    if (!j->scan) return broken(j, "it has no pixels");
    for (unsigned i = 0; i < j->p->components; i++)
        if (!j->c[i].coded) return broken(j, "one of its colours is missing");
    if (j->coded_bytes * 8 < j->blocks)
        return err_set(j->err, ERR_INPUT, "the JPEG says that it is %u × %u pixels large, and has too little data for that: get the whole file",
                       j->p->width, j->p->height);
    buf_add(&j->out, S("\xFF\xD9"));
    j->p->inverted = j->p->components == 4 && j->adobe;
    j->p->file = buf_str(&j->out);
    return true;
}

bool jpeg_read(struct arena *a, struct str bytes, struct picture *out, struct err *err)
{
    struct picture p = {.kind = PICTURE_JPEG, .orientation = 1, .depth = 8};
    struct jpeg j = {.in = bytes, .at = 2, .out = buf_in(a), .p = &p, .err = err};
    buf_add(&j.out, str_sub(bytes, 0, 2));
    for (;;) {
        if (byte(bytes, j.at) != 0xFF && j.at < bytes.n) return broken(&j, "no marker stands where one should");
        while (j.at < bytes.n && byte(bytes, j.at) == 0xFF) j.at++;
        if (j.at >= bytes.n) return err_set(err, ERR_INPUT, "the JPEG is cut off: its end is missing; get the whole file");
        unsigned marker = byte(bytes, j.at++);
        if (marker == EOI) break;
        if (marker == 1) continue; // TEM: alone, of no use
        size_t n = big16(bytes, j.at);
        if (marker < SOF0 || (marker >= RST0 && marker <= SOI)) return broken(&j, "a marker that has no place here");
        if (j.at + 2 > bytes.n || n < 2 || j.at + n > bytes.n) return broken(&j, "a segment is longer than the file");
        struct str content = str_sub(bytes, j.at + 2, j.at + n);
        j.at += n;
        if (!segment(&j, marker, content)) return false;
    }
    if (!finish(&j)) return false;
    *out = p;
    return true;
}
