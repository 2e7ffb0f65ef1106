#include "letter/pdf_meta.h"

#include <string.h>

#include "base/html.h"
#include "base/must.h"

#define PRODUCER "habeas " HABEAS_VERSION

// 2018-07-18 or 20180718
static void put_date(struct buf *b, struct day d, const char *sep)
{
    struct ymd y = day_ymd(d);
    int year = y.year < 0 ? 0 : y.year > 9999 ? 9999 : (int)y.year;
    buf_addf(b, "%04d%s%02d%s%02d", year, sep, y.month, sep, y.day);
}

// PDF/A knows XMP's own schemas; that of PDF/UA must be described (ISO 19005-2, 6.6.2.3).
static void describe_pdfua(struct buf *b)
{
    buf_add(b, S("<pdfaExtension:schemas xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                 " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
                 "<rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
                 "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
                 "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
                 "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
                 "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
                 "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"));
}

void pdf_write_xmp(struct pdf_file *f, pdf_ref self, const struct pdf_meta *m)
{
    struct buf b = buf_in(f->arena);
    buf_add(&b, S("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\""
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"));
    html_text(&b, m->title);
    buf_add(&b, S("</rdf:li></rdf:Alt></dc:title>\n"));
    if (m->author.n) buf_add(&b, S("<dc:creator><rdf:Seq><rdf:li>")), html_text(&b, m->author), buf_add(&b, S("</rdf:li></rdf:Seq></dc:creator>\n"));
    if (m->subject.n)
        buf_add(&b, S("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">")), html_text(&b, m->subject),
            buf_add(&b, S("</rdf:li></rdf:Alt></dc:description>\n"));
    buf_add(&b, S("<dc:language><rdf:Bag><rdf:li>"));
    html_text(&b, m->lang);
    buf_add(&b, S("</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>"));
    put_date(&b, m->date, "-");
    buf_add(&b, S("T00:00:00Z</xmp:CreateDate>\n<pdf:Producer>" PRODUCER "</pdf:Producer>\n<pdfaid:part>2</pdfaid:part>"
                  "<pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n"));
    describe_pdfua(&b);
    buf_add(&b, S("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"));
    pdf_stream(f, self, S("/Type/Metadata/Subtype/XML"), buf_str(&b), false);
}

static void text_entry(struct buf *b, struct str key, struct str value)
{
    if (!value.n) return;
    buf_add(b, key);
    pdf_put_text(b, value);
}

void pdf_write_info(struct pdf_file *f, pdf_ref self, const struct pdf_meta *m)
{
    struct buf *b = pdf_open(f, self);
    buf_add(b, S("<<"));
    text_entry(b, S("/Title"), m->title);
    text_entry(b, S("/Author"), m->author);
    text_entry(b, S("/Subject"), m->subject);
    buf_add(b, S("/Producer(" PRODUCER ")/CreationDate(D:"));
    put_date(b, m->date, "");
    buf_add(b, S("000000Z)>>"));
    pdf_close(f);
}

// ---- the profile: a header of 128 bytes, a table of tags, their data

enum { TAGS = 10, DATA_AT = 128 + 4 + TAGS * 12, PROFILE_MAX = 640 };

struct profile {
    unsigned char p[PROFILE_MAX];
    size_t n, tags;
};

static void u32(struct profile *p, size_t at, uint32_t v)
{
    must(at + 4 <= PROFILE_MAX);
    for (size_t i = 0; i < 4; i++) p->p[at + i] = (unsigned char)(v >> (24 - 8 * i));
}

static void ascii(struct profile *p, size_t at, const char *s)
{
    must(at + strlen(s) <= PROFILE_MAX);
    memcpy(p->p + at, s, strlen(s));
}

static void fixed(struct profile *p, double v) // s15Fixed16Number
{
    double scaled = v * 65536;
    u32(p, p->n, (uint32_t)(int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5));
    p->n += 4;
}

static void tag(struct profile *p, const char *name, size_t at, size_t n)
{
    size_t row = 132 + 12 * p->tags++;
    must(p->tags <= TAGS);
    ascii(p, row, name);
    u32(p, row + 4, (uint32_t)at);
    u32(p, row + 8, (uint32_t)n);
}

static void tag_numbers(struct profile *p, const char *name, const char *type, const double *v, size_t count)
{
    size_t at = p->n;
    ascii(p, at, type);
    p->n += 8;
    for (size_t i = 0; i < count; i++) fixed(p, v[i]);
    tag(p, name, at, p->n - at);
}

static void tag_text(struct profile *p, const char *name, const char *text) // multiLocalizedUnicodeType
{
    size_t at = p->n, n = strlen(text);
    ascii(p, at, "mluc");
    u32(p, at + 8, 1);
    u32(p, at + 12, 12);
    ascii(p, at + 16, "enUS");
    u32(p, at + 20, (uint32_t)(n * 2));
    u32(p, at + 24, 28);
    for (size_t i = 0; i < n; i++) p->p[at + 29 + i * 2] = (unsigned char)text[i];
    tag(p, name, at, 28 + n * 2);
    p->n = (at + 28 + n * 2 + 3) & ~(size_t)3;
}

void pdf_write_srgb(struct pdf_file *f, pdf_ref self)
{
    struct profile p = {.n = DATA_AT};
    static const double white[] = {.9642, 1, .8249}, // D50; the primaries are adapted to it (Bradford)
        adapt[] = {1.047882, .022919, -.050201, .029587, .990479, -.017059, -.009232, .015076, .751678},
        red[] = {.43607, .22249, .01392}, green[] = {.38515, .71687, .09708}, blue[] = {.14307, .06061, .7141},
        curve[] = {2.4, 1 / 1.055, .055 / 1.055, 1 / 12.92, .04045};
    tag_text(&p, "desc", "sRGB");
    tag_text(&p, "cprt", "CC0");
    tag_numbers(&p, "wtpt", "XYZ ", white, 3);
    tag_numbers(&p, "chad", "sf32", adapt, 9);
    tag_numbers(&p, "rXYZ", "XYZ ", red, 3);
    tag_numbers(&p, "gXYZ", "XYZ ", green, 3);
    tag_numbers(&p, "bXYZ", "XYZ ", blue, 3);
    size_t at = p.n; // one curve for all three: parametricCurveType, function 3
    ascii(&p, at, "para");
    p.p[at + 9] = 3;
    p.n += 12;
    for (size_t i = 0; i < 5; i++) fixed(&p, curve[i]);
    tag(&p, "rTRC", at, p.n - at);
    tag(&p, "gTRC", at, p.n - at);
    tag(&p, "bTRC", at, p.n - at);
    u32(&p, 0, (uint32_t)p.n);
    u32(&p, 8, 0x04300000);
    ascii(&p, 12, "mntrRGB XYZ ");
    u32(&p, 24, 2018u << 16 | 7);
    u32(&p, 28, 18u << 16);
    ascii(&p, 36, "acsp");
    size_t end = p.n;
    p.n = 68;
    for (size_t i = 0; i < 3; i++) fixed(&p, white[i]);
    u32(&p, 128, TAGS);
    pdf_stream(f, self, S("/N 3"), (struct str){(char *)p.p, end}, true);
}
