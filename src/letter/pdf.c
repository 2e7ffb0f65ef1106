// A letter as PDF: its parts, in the order in which they are read (letters: picture, title, to whom, where and when, subject,
// salutation, body, signatories, notes and copies, facts and sources, where to find it).
#include "letter/letter.h"

#include "base/arena.h"
#include "lang/words.h"
#include "lang/write.h"
#include "letter/pdf_page.h"

static const struct para_style
    label_style = {.size = 10.5, .lead = 12, .bold = true, .small_caps = true, .tracking = .7},
    title_style = {.size = 22, .lead = 26.6, .bold = true, .align = PARA_BALANCE},
    long_title_style = {.size = 15, .lead = 19, .bold = true, .align = PARA_BALANCE},
    address_style = {.size = 11, .lead = 14.6},
    addressee_style = {.size = 11, .lead = 14.6, .bold = true},
    credit_style = {.role = FONT_LABEL, .size = 6.6, .lead = 8.6, .tracking = .05, .align = PARA_END},
    date_style = {.size = 11, .lead = 15.2, .italic = true, .align = PARA_END},
    subject_style = {.size = 11.3, .lead = 15.6, .bold = true},
    plain_style = {.size = 11.3, .lead = 15.6},
    small_style = {.size = 9.4, .lead = 12.6},
    note_style = {.size = 8.6, .lead = 11.2, .hyphenate = true},
    note_label_style = {.size = 8.6, .lead = 11.2};

enum { PICTURE_WIDTH = 146, PICTURE_HEIGHT_MAX = 180, LONG_TITLE = 240, QR_SIDE = 58 };

// A paragraph that moves on from page to page.
static void put(struct sheet *s, struct str text, const struct para_style *style, enum pdf_kind tag, double after)
{
    struct block b = {.para = sheet_para(s, text, style, PAGE_MEASURE), .rgb = INK, .tag = tag, .after = after};
    place_block(s, &b);
}

// A heading in small capitals over a hairline; `need`: the height that must follow it on its page.
static void section(struct sheet *s, struct str title, double need)
{
    pdf_dest here = pdf_dest_new(s->pdf);
    if (!s->fresh) s->y += 15;
    if (!s->fresh && place_room(s) < 30 + need) place_page(s);
    place_op(s, OP_HERE)->dest = here;
    pdf_outline(s->pdf, 1, title, here);
    struct block b = {.para = sheet_para(s, title, &label_style, PAGE_MEASURE), .rgb = ACCENT, .tag = PDF_H2};
    place_block(s, &b);
    place_rule(s, s->y + 3.5, PAGE_MEASURE, .4, HAIRLINE);
    s->y += 11;
}

// ---- head

static void title(struct sheet *s)
{
    struct head *h = &s->l->head;
    struct str label = h->label.p ? h->label : words(h->lang, WORD_OPEN_LETTER);
    pdf_dest here = pdf_dest_new(s->pdf);
    place_op(s, OP_HERE)->dest = here;
    pdf_outline(s->pdf, 0, h->title, here);
    if (label.n) {
        struct block b = {.para = sheet_para(s, label, &label_style, PAGE_MEASURE), .rgb = ACCENT, .tag = PDF_P, .after = 9};
        place_block(s, &b);
    }
    put(s, h->title, h->title.n > LONG_TITLE ? &long_title_style : &title_style, PDF_H1, 12);
    place_rule(s, s->y, PAGE_MEASURE, .8, ACCENT);
    s->y += 16;
}

// The picture at the end of the line of addresses; returns where it ends. Its element comes first: it is made before the
// title, and what is drawn names it.
static double picture(struct sheet *s, pdf_el figure, pdf_el caption)
{
    double y = s->y, w = PICTURE_WIDTH, h;
    uint32_t pw, ph;
    if (s->l->picture) {
        picture_shown(s->l->picture, &pw, &ph);
        h = w * ph / pw;
        if (h > PICTURE_HEIGHT_MAX) w *= PICTURE_HEIGHT_MAX / h, h = PICTURE_HEIGHT_MAX;
        place_open(s, PDF_FIGURE, (struct str){0}, (struct str){0});
        s->ops[s->op_count - 1].element = figure;
        struct op *o = place_op(s, OP_PICTURE);
        o->x = (float)(PAGE_MEASURE - w);
        o->w = (float)w;
        o->h = (float)h;
        place_close(s);
        y += h + 3;
    }
    if (s->l->picture && s->l->head.picture_credit.n) {
        struct para *p = sheet_para(s, s->l->head.picture_credit, &credit_style, PICTURE_WIDTH);
        place_open(s, PDF_CAPTION, (struct str){0}, (struct str){0});
        s->ops[s->op_count - 1].element = caption;
        place_lines(s, p, PAGE_MEASURE - PICTURE_WIDTH, &y, GREY);
        place_close(s);
    }
    return y;
}

static void address(struct sheet *s, const struct addressee *to, double width)
{
    struct str rest = to->lines;
    place_open(s, PDF_P, (struct str){0}, (struct str){0});
    place_lines(s, sheet_para(s, to->name, &addressee_style, width), 0, &s->y, INK);
    if (to->title.n) place_lines(s, sheet_para(s, to->title, &address_style, width), 0, &s->y, INK);
    while (rest.p) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.n) place_lines(s, sheet_para(s, line, &address_style, width), 0, &s->y, INK);
    }
    place_close(s);
    s->fresh = false;
}

static double address_height(const struct addressee *to)
{
    double lines = 2;
    for (size_t i = 0; i < to->lines.n; i++) lines += to->lines.p[i] == '\n';
    return (lines + 1) * address_style.lead;
}

static bool head(struct sheet *s, pdf_el figure, pdf_el caption, struct err *err)
{
    struct head *h = &s->l->head;
    struct addressee *to;
    size_t count;
    bool shows = s->l->picture != NULL;
    if (!letter_addressees(s->l, s->v, &to, &count, err)) return false;
    title(s);
    uint32_t page = s->page;
    double under = shows ? picture(s, figure, caption) + 6 : 0;
    for (size_t i = 0; i < count; i++) {
        if (i) s->y += 8;
        if (place_room(s) < address_height(&to[i])) place_page(s);
        address(s, &to[i], PAGE_MEASURE - (shows && s->page == page ? PICTURE_WIDTH + 18 : 0));
    }
    if (s->page == page && s->y < under) s->y = under;
    s->y += count || shows ? 11 : 0;
    struct buf line = buf_in(s->a);
    for (size_t i = 0; i < h->place_count; i++) buf_addf(&line, "%.*s%.*s", STR(sheet_apart(s, h->places[i].text)), STR(words(h->lang, WORD_COMMA)));
    buf_add(&line, write_date(s->a, h->date, h->lang));
    put(s, buf_str(&line), &date_style, PDF_P, 12);
    if (h->subject.n) put(s, h->subject, &subject_style, PDF_P, 8);
    if (h->salutation.n) {
        char last = h->salutation.p[h->salutation.n - 1];
        bool closed = last == ',' || last == '.' || last == '!' || last == ':' || (unsigned char)last >= 0x80;
        struct str text = closed ? h->salutation : strf(s->a, "%.*s%.*s", STR(h->salutation), STR(str_trim(words(h->lang, WORD_COMMA))));
        put(s, text, &plain_style, PDF_P, 6);
    }
    return true;
}

// ---- signatories

struct signing {
    struct entry *people, *bodies;
    size_t people_count, body_count;
};

static void entry_line(struct sheet *s, struct entry *e, struct str text, const struct para_style *style, uint32_t rgb, double width)
{
    if (!text.n) return;
    struct para *p = sheet_para(s, text, style, width);
    e->lines[e->count] = p;
    e->rgb[e->count++] = rgb;
    e->height += (double)p->line_count * p->style.lead;
}

static struct signing entries(struct sheet *s, const struct signatory *v, size_t count, double scale, double width)
{
    struct para_style name = {.size = 10.6 * scale, .lead = 13.4 * scale, .bold = true};
    struct para_style role = {.size = 10.2 * scale, .lead = 13 * scale, .italic = true};
    struct para_style body = {.size = 10.2 * scale, .lead = 13 * scale};
    struct para_style country = {.role = FONT_LABEL, .size = 6.6 * scale + .4, .lead = 12 * scale, .tracking = .4};
    struct signing g = {.people = arena_array(s->a, count, sizeof *g.people), .bodies = arena_array(s->a, count, sizeof *g.bodies)};
    for (size_t i = 0; i < count; i++) {
        struct entry *e = v[i].name.n ? &g.people[g.people_count++] : &g.bodies[g.body_count++];
        entry_line(s, e, v[i].name.n ? v[i].name : v[i].organisation, &name, INK, width);
        entry_line(s, e, v[i].role, &role, INK, width);
        if (v[i].name.n) entry_line(s, e, v[i].organisation, &body, INK, width);
        entry_line(s, e, v[i].country, &country, GREY, width);
        e->height += 9 * scale;
    }
    return g;
}

static bool signatories(struct sheet *s, struct err *err)
{
    struct signatory *v;
    size_t count;
    if (!letter_signatories(s->l, s->v, &v, &count, err)) return false;
    if (!count) return true;
    struct str lang = s->l->head.lang;
    unsigned columns = count == 1 ? 1 : count <= 40 ? 2 : 3;
    double gap = 18, width = (PAGE_MEASURE - gap * (columns - 1)) / columns;
    struct signing g = entries(s, v, count, columns == 3 ? .86 : 1, width);
    bool apart = g.people_count && g.body_count;
    if (g.body_count) {
        section(s, words(lang, apart ? WORD_ORGANISATIONS : WORD_SIGNATORIES), g.bodies[0].height);
        place_columns(s, g.bodies, g.body_count, columns, width, gap);
    }
    if (g.people_count) {
        section(s, words(lang, apart ? WORD_INDIVIDUALS : WORD_SIGNATORIES), g.people[0].height);
        place_columns(s, g.people, g.people_count, columns, width, gap);
    }
    return true;
}

static void behind_signatories(struct sheet *s)
{
    struct head *h = &s->l->head;
    if (h->note_count || h->copy_count) s->y += 8;
    for (size_t i = 0; i < h->copy_count; i++) {
        struct str lead = i ? (struct str){0} : strf(s->a, "%.*s%.*s", STR(words(h->lang, WORD_COPY)), STR(words(h->lang, WORD_COLON)));
        put(s, strf(s->a, "%.*s%.*s", STR(lead), STR(h->copies[i].text)), &small_style, PDF_P, 2);
    }
    for (size_t i = 0; i < h->note_count; i++) put(s, h->notes[i].text, &small_style, PDF_P, 4);
}

// ---- facts

// Where the register's own pages are: what stands before the letter's reference in its address.
static struct str site(struct sheet *s)
{
    struct str url = s->l->head.online_url, record = s->l->head.record.text;
    size_t at = record.n ? str_find(url, record, 0) : url.n;
    return at < url.n ? str_sub(url, 0, at) : (struct str){0};
}

static bool fact_source(struct sheet *s, struct text *t, const struct statement *st, struct err *err)
{
    struct citation c;
    struct str lang = s->l->head.lang, comma = words(lang, WORD_COMMA);
    if (!letter_citation(s->v, st, &c, err)) return false;
    struct str name = c.title.n ? c.title : words(lang, WORD_HIDDEN_SOURCE);
    uint32_t mark = c.url.n ? sheet_mark(s, (struct mark){.uri = c.url, .words = strf(s->a, "%.*s%.*s%.*s", STR(name), STR(words(lang, WORD_COLON)), STR(c.url))}) : 0;
    text_add(t, sheet_apart(s, name), SPAN_ITALIC, mark);
    const struct str parts[] = {c.publisher, c.date, c.locator};
    for (size_t i = 0; i < 3; i++)
        if (parts[i].n) buf_addf(&t->b, "%.*s%.*s", STR(comma), STR(sheet_apart(s, parts[i])));
    if (c.quote.n)
        buf_addf(&t->b, "%.*s%.*s%.*s%.*s", STR(words(lang, WORD_COLON)), STR(words(lang, WORD_QUOTE_OPEN)), STR(sheet_apart(s, c.quote)), STR(words(lang, WORD_QUOTE_CLOSE)));
    return true;
}

// "5 resolutions (…). Source, publisher, date. persons/x#born": the reference leads to the register's page, the source to its address.
static bool fact_text(struct sheet *s, const struct claim *c, struct text *t, struct err *err)
{
    bool first = true;
    buf_add(&t->b, sheet_apart(s, c->finding));
    for (size_t i = 0; i < c->rests_on.n && i < 6; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again |= c->rests_on.v[k].source_id == c->rests_on.v[i].source_id && str_eq(c->rests_on.v[k].locator, c->rests_on.v[i].locator);
        if (again) continue;
        bool stopped = t->b.n && t->b.p[t->b.n - 1] == '.';
        buf_add(&t->b, !first ? S("; ") : stopped ? S(" ") : S(". "));
        first = false;
        if (!fact_source(s, t, &c->rests_on.v[i], err)) return false;
    }
    buf_add(&t->b, S(". "));
    struct str ref = ref_text(s->a, &c->ref), base = site(s);
    struct str url = base.n ? strf(s->a, "%.*s%.*s", STR(base), STR(ref)) : (struct str){0};
    size_t span = text_open(t, 0, url.n ? sheet_mark(s, (struct mark){.uri = url, .words = url}) : 0);
    buf_add(&t->b, sheet_apart(s, ref));
    text_close(t, span);
    t->spans[span].whole = true;
    t->spans[span].lang = S("und"); // an address is no prose: not hyphenated
    return true;
}

// The claim that has the fact of this number first; NULL: none.
static const struct claim *fact_claim(const struct letter *l, size_t number)
{
    for (size_t i = 0; i < l->claim_count; i++)
        if (l->claims[i].number == number) return &l->claims[i];
    return NULL;
}

static struct para *fact_label(struct sheet *s, size_t number, double width)
{
    return sheet_para(s, strf(s->a, "%zu", number), &note_label_style, width);
}

// Facts as an annex, numbered.
static bool facts(struct sheet *s, struct err *err)
{
    double indent = s->l->fact_count > 99 ? 18 : 14;
    if (s->l->head.annex != ANNEX_LIST || !s->l->fact_count) return true;
    section(s, words(s->l->head.lang, WORD_FACTS), 3 * note_style.lead);
    place_open(s, PDF_OL, (struct str){0}, (struct str){0});
    for (size_t i = 1; i <= s->l->fact_count; i++) {
        const struct claim *c = fact_claim(s->l, i);
        struct text t = text_in(s->a);
        if (!c) continue;
        if (!fact_text(s, c, &t, err)) return false;
        struct block b = sheet_block(s, &t, s->l->head.lang, &note_style, indent, PAGE_MEASURE - indent);
        b.label = fact_label(s, i, indent);
        b.after = 2.4;
        if (place_room(s) < b.para->style.lead * (double)(b.para->line_count < 6 ? b.para->line_count : 2)) place_page(s);
        place_op(s, OP_HERE)->dest = s->fact_at[i];
        place_open(s, PDF_LI, (struct str){0}, (struct str){0});
        place_block(s, &b);
        place_close(s);
        place_close(s);
    }
    place_close(s);
    return true;
}

// Facts as footnotes: set before the body, so that its lines know how tall they are.
static bool footnotes(struct sheet *s, struct err *err)
{
    if (s->l->head.annex != ANNEX_FOOTNOTES) return true;
    s->notes = arena_array(s->a, s->l->fact_count + 1, sizeof *s->notes);
    for (size_t i = 1; i <= s->l->fact_count; i++) {
        const struct claim *c = fact_claim(s->l, i);
        struct text t = text_in(s->a);
        if (c && !fact_text(s, c, &t, err)) return false;
        struct block b = sheet_block(s, &t, s->l->head.lang, &note_style, 0, PAGE_MEASURE - 14);
        s->notes[i] = (struct note){.text = b.para, .label = fact_label(s, i, 14), .height = (double)b.para->line_count * b.para->style.lead + 2};
    }
    return true;
}

// ---- where to find it

static void online(struct sheet *s)
{
    struct head *h = &s->l->head;
    double indent = h->online_url.n ? QR_SIDE + 14 : 0, height = h->online_url.n ? QR_SIDE : 2 * small_style.lead;
    if (!h->online_url.n && !h->online.n) return;
    if (place_room(s) < height + 24) place_page(s);
    s->y += s->fresh ? 0 : place_room(s) > height + 60 ? 26 : 14;
    place_rule(s, s->y, PAGE_MEASURE, .4, HAIRLINE);
    double y = s->y += 10;
    if (h->online_url.n) {
        place_open(s, PDF_FIGURE, (struct str){0}, words(h->lang, WORD_QR));
        struct op *o = place_op(s, OP_QR);
        o->w = o->h = QR_SIDE;
        o->lang = h->online_url;
        place_close(s);
    }
    struct text t = text_in(s->a);
    text_add(&t, h->online, 0, 0);
    if (h->online_url.n) {
        buf_addc(&t.b, '\n');
        text_add(&t, h->online_url, 0, sheet_mark(s, (struct mark){.uri = h->online_url, .words = h->online}));
        t.spans[t.count - 1].whole = true;
    }
    static const struct para_style style = {.size = 10.2, .lead = 13.4};
    struct block b = sheet_block(s, &t, h->lang, &style, indent, PAGE_MEASURE - indent);
    double text_height = (double)b.para->line_count * b.para->style.lead;
    s->y = y + (height > text_height ? (height - text_height) / 2 : 0);
    place_block(s, &b);
    if (s->y < y + height) s->y = y + height;
}

// ---- the whole

static struct str authors(struct sheet *s, struct err *err)
{
    struct signatory *v;
    size_t count;
    struct buf b = buf_in(s->a);
    if (!letter_signatories(s->l, s->v, &v, &count, err)) return (struct str){0};
    for (size_t i = 0; i < count && i < 12; i++) {
        struct str who = v[i].organisation.n ? v[i].organisation : v[i].name;
        if (str_find(buf_str(&b), who, 0) < b.n) continue;
        buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR(who));
    }
    return buf_str(&b);
}

static bool assemble(struct sheet *s, struct err *err)
{
    bool shows = s->l->picture != NULL;
    pdf_el figure = s->l->picture ? pdf_element(s->pdf, 0, PDF_FIGURE, (struct str){0}, s->l->head.picture_alt) : 0;
    pdf_el caption = shows ? pdf_element(s->pdf, 0, PDF_CAPTION, (struct str){0}, (struct str){0}) : 0;
    s->fact_at = arena_array(s->a, s->l->fact_count + 1, sizeof *s->fact_at);
    for (size_t i = 1; i <= s->l->fact_count; i++) s->fact_at[i] = pdf_dest_new(s->pdf);
    if (!footnotes(s, err) || !head(s, figure, caption, err) || !body_place(s, err) || !signatories(s, err)) return false;
    behind_signatories(s);
    if (!facts(s, err)) return false;
    online(s);
    return true;
}

// Characters that no font has, at the place where the letter has them.
static void report_missing(struct sheet *s, struct diags *ds)
{
    const struct missing *m;
    size_t n = setter_missing(s->setter, &m);
    for (size_t i = 0; i < n; i++) {
        char utf8[4];
        struct str c = {utf8, utf8_put(m[i].cp, utf8)}, file = s->l->file->text;
        size_t at = str_find(file, c, 0);
        struct str install = m[i].package ? strf(s->a, "install the package %s", m[i].package) : S("write it in another way");
        if (at < file.n) {
            diag_add(ds, DIAG_GLYPH, s->l->file, pos_of(file, at), 1, "no font has %.*s (U+%04X): %.*s", STR(c), (unsigned)m[i].cp, STR(install));
        } else {
            diag_add(ds, DIAG_GLYPH, s->l->file, (struct pos){0}, 1, "no font has %.*s (U+%04X), which the register has in “%.*s”: %.*s", STR(c),
                     (unsigned)m[i].cp, STR(str_sub(m[i].text, 0, 120)), STR(install));
        }
    }
}

bool letter_pdf(struct letter *l, struct view *v, struct diags *ds, struct buf *out, struct err *err)
{
    struct sheet s = {.l = l, .v = v, .a = l->arena, .rtl = l->head.rtl, .fresh = true, .y = PAGE_TOP, .short_title = l->head.title};
    struct pdf_meta meta = {.title = l->head.title, .lang = l->head.lang, .date = l->head.date.lo, .rtl = s.rtl, .subject = l->head.subject};
    s.fonts = fonts_open(s.a);
    s.setter = setter_new(s.a, s.fonts);
    meta.author = authors(&s, err);
    s.pdf = pdf_new(s.a, &meta);
    place_page(&s);
    s.page = 0;
    bool good = meta.author.p && assemble(&s, err) && sheet_draw(&s, err);
    if (good) report_missing(&s, ds);
    if (good && fonts_error(s.fonts)) {
        *err = *fonts_error(s.fonts);
        good = false;
    }
    if (good && !ds->errors)
        good = pdf_finish(s.pdf, out, err);
    else
        pdf_drop(s.pdf);
    setter_free(s.setter);
    fonts_close(s.fonts);
    return good;
}
