#include "letter/pdf_struct.h"

#include "base/arena.h"
#include "base/must.h"

enum kid_kind { KID_ELEMENT, KID_CONTENT, KID_ANNOTATION };

struct kid {
    uint32_t next, value; // value: the element, the MCID or the annotation's object
    uint32_t kind : 2, page : 30;
};

struct extra { // what few elements have
    struct str alt;
    double box[4];
    bool has_box;
    uint32_t note; // number of a NOTE, from 1
};

const char *pdf_kind_name(enum pdf_kind k)
{
    static const char *const names[] = {
        [PDF_DOCUMENT] = "Document", [PDF_P] = "P", [PDF_H1] = "H1", [PDF_H2] = "H2", [PDF_H3] = "H3", [PDF_FIGURE] = "Figure",
        [PDF_CAPTION] = "Caption", [PDF_L] = "L", [PDF_OL] = "L", [PDF_LI] = "LI", [PDF_LBL] = "Lbl", [PDF_LBODY] = "LBody",
        [PDF_LINK] = "Link", [PDF_REFERENCE] = "Reference", [PDF_NOTE] = "Note", [PDF_SPAN] = "Span", [PDF_QUOTE] = "Quote",
        [PDF_BLOCK_QUOTE] = "BlockQuote", [PDF_CODE] = "Code", [PDF_SECT] = "Sect", [PDF_DIV] = "Div",
    };
    must(k < sizeof names / sizeof *names);
    return names[k];
}

static uint16_t lang_number(struct structure *t, struct str lang)
{
    for (size_t i = 0; i < t->lang_count; i++)
        if (str_eq(t->langs[i], lang)) return (uint16_t)i;
    must(t->lang_count < UINT16_MAX);
    t->langs = arena_grow(t->arena, t->langs, &t->lang_cap, t->lang_count + 1, sizeof *t->langs);
    t->langs[t->lang_count] = str_dup(t->arena, lang);
    return (uint16_t)t->lang_count++;
}

static struct element *element(struct structure *t, uint32_t el)
{
    must(el < t->element_count);
    return &t->elements[el];
}

static struct extra *extra(struct structure *t, uint32_t el)
{
    struct element *e = element(t, el);
    if (!e->extra) {
        t->extras = arena_grow(t->arena, t->extras, &t->extra_cap, t->extra_count + 1, sizeof *t->extras);
        t->extras[t->extra_count++] = (struct extra){0};
        e->extra = (uint32_t)t->extra_count;
    }
    return &t->extras[e->extra - 1];
}

static void add_kid(struct structure *t, uint32_t el, enum kid_kind kind, uint32_t value, uint32_t page)
{
    t->kids = arena_grow(t->arena, t->kids, &t->kid_cap, t->kid_count + 1, sizeof *t->kids);
    t->kids[t->kid_count++] = (struct kid){.value = value, .kind = kind, .page = page & 0x3FFFFFFF};
    struct element *e = element(t, el);
    uint32_t self = (uint32_t)t->kid_count;
    if (e->last)
        t->kids[e->last - 1].next = self;
    else
        e->first = self;
    e->last = self;
}

static uint32_t new_element(struct structure *t, struct pdf_file *f, uint32_t parent, enum pdf_kind kind)
{
    t->elements = arena_grow(t->arena, t->elements, &t->element_cap, t->element_count + 1, sizeof *t->elements);
    t->elements[t->element_count] = (struct element){.ref = pdf_reserve(f), .parent = parent, .kind = (uint8_t)kind};
    return (uint32_t)t->element_count++;
}

void structure_begin(struct structure *t, struct pdf_file *f, struct arena *a, struct str lang)
{
    *t = (struct structure){.arena = a};
    lang_number(t, lang);
    new_element(t, f, 0, PDF_DOCUMENT);
}

uint32_t structure_add(struct structure *t, struct pdf_file *f, uint32_t parent, enum pdf_kind kind, struct str lang, struct str alt)
{
    must(kind != PDF_DOCUMENT);
    uint32_t el = new_element(t, f, parent, kind);
    struct element *e = element(t, el), *up = element(t, parent);
    e->lang = up->lang;
    if (lang.n) e->lang = lang_number(t, lang);
    e->own_lang = e->lang != up->lang;
    if (kind == PDF_LBL) up->has_label = true;
    if (alt.n) extra(t, el)->alt = str_dup(t->arena, alt);
    if (kind == PDF_NOTE) extra(t, el)->note = ++t->notes;
    add_kid(t, parent, KID_ELEMENT, el, 0);
    return el;
}

void structure_content(struct structure *t, uint32_t el, uint32_t mcid, uint32_t page) { add_kid(t, el, KID_CONTENT, mcid, page); }

void structure_annotation(struct structure *t, uint32_t el, pdf_ref annotation, uint32_t page)
{
    add_kid(t, el, KID_ANNOTATION, annotation, page);
    t->owners = arena_grow(t->arena, t->owners, &t->owner_cap, t->owner_count + 1, sizeof *t->owners);
    t->owners[t->owner_count++] = element(t, el)->ref;
}

void structure_box(struct structure *t, uint32_t el, const double box[4])
{
    if (element(t, el)->kind != PDF_FIGURE) return;
    struct extra *x = extra(t, el);
    for (int i = 0; i < 4; i++) {
        bool beyond = i < 2 ? box[i] < x->box[i] : box[i] > x->box[i];
        if (!x->has_box || beyond) x->box[i] = box[i];
    }
    x->has_box = true;
}

bool structure_speaks(const struct structure *t, uint32_t el, struct str lang)
{
    must(el < t->element_count);
    return str_eq(t->langs[t->elements[el].lang], lang);
}

// ---- writing

struct writer {
    struct structure *t;
    struct pdf_file *f;
    struct buf *b;
    const pdf_ref *pages;
};

static void note_id(struct buf *b, uint32_t note) { buf_addf(b, "(note-%06u)", note); } // padded: the tree of IDs is sorted

// ListNumbering (§14.8.5.5): with labels it is never None.
static const char *numbering(struct structure *t, const struct element *list)
{
    if (list->kind == PDF_OL) return "Decimal";
    for (uint32_t k = list->first; k; k = t->kids[k - 1].next)
        if (t->kids[k - 1].kind == KID_ELEMENT && t->elements[t->kids[k - 1].value].has_label) return "Disc";
    return "None";
}

static void attributes(struct writer *w, const struct element *e)
{
    const struct extra *x = e->extra ? &w->t->extras[e->extra - 1] : NULL;
    if (e->own_lang) buf_add(w->b, S("/Lang")), pdf_put_text(w->b, w->t->langs[e->lang]);
    if (x && x->alt.n) buf_add(w->b, S("/Alt")), pdf_put_text(w->b, x->alt);
    if (x && x->note) buf_add(w->b, S("/ID")), note_id(w->b, x->note);
    if (e->kind == PDF_L || e->kind == PDF_OL) buf_addf(w->b, "/A<</O/List/ListNumbering/%s>>", numbering(w->t, e));
    if (!x || !x->has_box) return;
    buf_add(w->b, S("/A<</O/Layout/Placement/Block/BBox["));
    for (int i = 0; i < 4; i++) pdf_put_num(w->b, x->box[i]), buf_addc(w->b, i < 3 ? ' ' : ']');
    buf_add(w->b, S(">>"));
}

// The element's own page is that of its first content; content of others names its page.
static void children(struct writer *w, const struct element *e)
{
    struct structure *t = w->t;
    uint32_t own = UINT32_MAX;
    for (uint32_t k = e->first; k && own == UINT32_MAX; k = t->kids[k - 1].next)
        if (t->kids[k - 1].kind == KID_CONTENT) own = t->kids[k - 1].page;
    if (own != UINT32_MAX) buf_add(w->b, S("/Pg ")), pdf_put_ref(w->b, w->pages[own]);
    if (!e->first) return;
    buf_add(w->b, S("/K["));
    for (uint32_t i = e->first; i; i = t->kids[i - 1].next) {
        const struct kid *k = &t->kids[i - 1];
        if (i != e->first) buf_addc(w->b, ' ');
        if (k->kind == KID_ELEMENT) {
            pdf_put_ref(w->b, t->elements[k->value].ref);
        } else if (k->kind == KID_CONTENT && k->page == own) {
            pdf_put_int(w->b, k->value);
        } else if (k->kind == KID_CONTENT) {
            buf_addf(w->b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", w->pages[k->page], k->value);
        } else {
            buf_addf(w->b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", w->pages[k->page], k->value);
        }
    }
    buf_addc(w->b, ']');
}

static void write_element(struct writer *w, const struct element *e, pdf_ref up)
{
    w->b = pdf_open(w->f, e->ref);
    buf_addf(w->b, "<</S/%s/P ", pdf_kind_name(e->kind));
    pdf_put_ref(w->b, up);
    attributes(w, e);
    children(w, e);
    buf_add(w->b, S(">>"));
    pdf_close(w->f);
}

// From content and annotations to elements: by page, then by annotation.
static void parent_tree(struct writer *w, pdf_ref self, const pdf_ref *parents, size_t page_count)
{
    w->b = pdf_open(w->f, self);
    buf_add(w->b, S("<</Nums["));
    for (size_t i = 0; i < page_count + w->t->owner_count; i++) {
        pdf_put_int(w->b, (int64_t)i);
        buf_addc(w->b, ' ');
        pdf_put_ref(w->b, i < page_count ? parents[i] : w->t->owners[i - page_count]);
        buf_addc(w->b, ' ');
    }
    buf_add(w->b, S("]>>"));
    pdf_close(w->f);
}

static void id_tree(struct writer *w)
{
    if (!w->t->notes) return;
    buf_add(w->b, S("/IDTree<</Names["));
    for (size_t i = 0; i < w->t->element_count; i++) {
        const struct element *e = &w->t->elements[i];
        if (e->kind != PDF_NOTE) continue;
        note_id(w->b, w->t->extras[e->extra - 1].note);
        pdf_put_ref(w->b, e->ref);
    }
    buf_add(w->b, S("]>>"));
}

void structure_write(struct structure *t, struct pdf_file *f, pdf_ref root, const pdf_ref *pages, const pdf_ref *parents, size_t page_count)
{
    struct writer w = {.t = t, .f = f, .pages = pages};
    pdf_ref tree = pdf_reserve(f);
    for (size_t i = 0; i < t->element_count; i++)
        write_element(&w, &t->elements[i], i ? t->elements[t->elements[i].parent].ref : root);
    parent_tree(&w, tree, parents, page_count);
    w.b = pdf_open(f, root);
    buf_addf(w.b, "<</Type/StructTreeRoot/K[%u 0 R]/ParentTree %u 0 R/ParentTreeNextKey %zu", t->elements[0].ref, tree,
             page_count + t->owner_count);
    id_tree(&w);
    buf_add(w.b, S(">>"));
    pdf_close(f);
}
