// The letter's source. Values are quoted wherever YAML could read them as something else.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "intake/letter_in.h"
#include "intake/letter_page.h"

static bool plain_start(unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC3; }
static bool plain_char(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 || strchr(" .-()'/&+;", c);
}

static void value(struct buf *b, struct str s)
{
    bool plain = s.n && plain_start((unsigned char)s.p[0]) && s.p[s.n - 1] != ' ';
    for (size_t i = 0; plain && i < s.n; i++) plain = s.p[i] && plain_char((unsigned char)s.p[i]);
    if (plain) {
        buf_add(b, s);
        return;
    }
    buf_addc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') buf_addc(b, '\\');
        buf_addc(b, s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i]);
    }
    buf_addc(b, '"');
}

static void comment(struct buf *b, const char *indent, const char *what, struct str s)
{
    buf_addf(b, "%s# %s", indent, what);
    for (size_t i = 0; i < s.n; i++) {
        bool control = (unsigned char)s.p[i] < ' ';
        if (!control) buf_addc(b, s.p[i]);
        else if (b->n && b->p[b->n - 1] != ' ') buf_addc(b, ' ');
    }
    while (b->p[b->n - 1] == ' ') b->n--;
    buf_addc(b, '\n');
}

static void comments(struct buf *b, const char *indent, const struct texts *t)
{
    for (size_t i = 0; i < t->n; i++) comment(b, indent, "", t->v[i]);
}

static void single(const struct incoming *in, struct buf *b, enum letter_key key, const char *name, struct str s)
{
    comments(b, "", &in->comments[key]);
    if (!s.n) return;
    buf_addf(b, "%s: ", name);
    value(b, s);
    buf_addc(b, '\n');
}

static void list(const struct incoming *in, struct buf *b, enum letter_key key, const char *name, const struct texts *t)
{
    comments(b, "", &in->comments[key]);
    if (!t->n) return;
    buf_addf(b, "%s:\n", name);
    for (size_t i = 0; i < t->n; i++) {
        buf_add(b, S("  - "));
        value(b, t->v[i]);
        buf_addc(b, '\n');
    }
}

static void addressees(const struct incoming *in, struct buf *b)
{
    comments(b, "", &in->comments[KEY_TO]);
    if (in->to_count) buf_add(b, S("to:\n"));
    for (size_t i = 0; i < in->to_count; i++) {
        comments(b, "  ", &in->to[i].comments);
        buf_add(b, S("  - lines:\n"));
        for (size_t k = 0; k < in->to[i].lines.n; k++) {
            buf_add(b, S("      - "));
            value(b, in->to[i].lines.v[k]);
            buf_addc(b, '\n');
        }
    }
}

static void signatories(const struct incoming *in, struct buf *b)
{
    comments(b, "", &in->comments[KEY_SIGNATORIES]);
    if (in->signer_count) buf_add(b, S("signatories:\n"));
    for (size_t i = 0; i < in->signer_count; i++) {
        const struct incoming_signer *s = &in->signers[i];
        const struct {
            const char *name;
            struct str v;
        } fields[] = {{"name", s->name}, {"role", s->role}, {"organisation", s->organisation}, {"country", s->country}};
        bool first = true;
        comments(b, "  ", &s->comments);
        buf_add(b, S("  - {"));
        for (size_t k = 0; k < 4; k++) {
            if (!fields[k].v.n) continue;
            buf_addf(b, "%s%s: ", first ? "" : ", ", fields[k].name);
            value(b, fields[k].v);
            first = false;
        }
        buf_add(b, S("}\n"));
    }
}

static void places(const struct incoming *in, struct buf *b)
{
    if (in->places.n) buf_add(b, S("places: ["));
    for (size_t i = 0; i < in->places.n; i++) {
        if (i) buf_add(b, S(", "));
        value(b, in->places.v[i]);
    }
    if (in->places.n) buf_add(b, S("]\n"));
}

static void online(const struct incoming *in, struct buf *b)
{
    comments(b, "", &in->comments[KEY_ONLINE]);
    if (!in->online.n) return;
    buf_add(b, in->online_url.n ? S("online: {text: ") : S("online: "));
    value(b, in->online);
    if (in->online_url.n) {
        buf_add(b, S(", url: "));
        value(b, in->online_url);
        buf_addc(b, '}');
    }
    buf_addc(b, '\n');
}

static void picture(const struct incoming *in, struct buf *b)
{
    comments(b, "", &in->comments[KEY_PICTURE]);
    if (!in->credit.n) return;
    buf_add(b, S("picture: {credit: "));
    value(b, in->credit);
    buf_add(b, S("}\n"));
}

static void kept(const struct incoming *in, struct buf *b)
{
    const struct page *p = in->page;
    if (p->kept_count) buf_add(b, S("# What has no place in a letter is kept here; take out what nobody misses.\n"));
    for (size_t i = 0; i < p->kept_count; i++) comment(b, "", strf(in->arena, "line %u: ", p->kept[i].no).p, p->kept[i].text);
}

void letter_write(const struct incoming *in, struct buf *b)
{
    buf_add(b, S("---\n"));
    single(in, b, KEY_LABEL, "label", in->label);
    single(in, b, KEY_TITLE, "title", in->title);
    single(in, b, KEY_SUBJECT, "subject", in->subject);
    single(in, b, KEY_LANGUAGE, "language", in->lang);
    comments(b, "", &in->comments[KEY_DATE]);
    if (in->has_date) buf_addf(b, "date: %.*s\n", STR(day_text(in->arena, in->date)));
    places(in, b);
    addressees(in, b);
    single(in, b, KEY_SALUTATION, "salutation", in->salutation);
    picture(in, b);
    list(in, b, KEY_ASKS, "asks", &in->asks);
    signatories(in, b);
    list(in, b, KEY_NOTES, "notes", &in->notes);
    list(in, b, KEY_COPIES, "copies", &in->copies);
    online(in, b);
    kept(in, b);
    buf_add(b, S("---\n\n"));
    for (size_t i = 0; i < in->body.n; i++) {
        buf_add(b, in->body.v[i]);
        if (!str_eq(in->body.v[i], S("\n"))) buf_addc(b, '\n');
    }
}
