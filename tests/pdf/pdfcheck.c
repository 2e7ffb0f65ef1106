// Checks a PDF against the rules of PDF/UA-1 (ISO 14289-1, by the numbers of the Matterhorn Protocol) and PDF/A-2a (ISO 19005-2)
// that a writer of tagged letters can break.   pdfcheck FILE…   Silent and 0 when all is well; else a line for each fault,
// "FILE: [rule] what", and 1.
#include "pdfcheck.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"

enum { DEPTH_MAX = 1000, STRING_MAX = 32767 };

// ---- reading

void fault(struct check *c, const char *rule, const char *fmt, ...)
{
    va_list ap;
    if (c->faults++ > 200) return;
    printf("%s: [%s] ", c->path, rule);
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

qpdf_oh key(struct check *c, qpdf_oh dict, const char *name)
{
    if (qpdf_oh_is_stream(c->q, dict)) dict = qpdf_oh_get_dict(c->q, dict);
    return qpdf_oh_is_dictionary(c->q, dict) ? qpdf_oh_get_key(c->q, dict, name) : qpdf_oh_new_null(c->q);
}

bool name_is(struct check *c, qpdf_oh oh, const char *name) { return qpdf_oh_is_name(c->q, oh) && !strcmp(qpdf_oh_get_name(c->q, oh), name); }

struct str name_of(struct check *c, qpdf_oh oh)
{
    return qpdf_oh_is_name(c->q, oh) ? str_dup(c->a, str_of(qpdf_oh_get_name(c->q, oh) + 1)) : (struct str){0};
}

struct str text_of(struct check *c, qpdf_oh oh)
{
    return qpdf_oh_is_string(c->q, oh) ? str_dup(c->a, str_of(qpdf_oh_get_utf8_value(c->q, oh))) : (struct str){0};
}

struct str stream_of(struct check *c, qpdf_oh oh, bool decode)
{
    unsigned char *p = NULL;
    size_t n = 0;
    QPDF_BOOL filtered;
    if (!qpdf_oh_is_stream(c->q, oh)) return (struct str){0};
    if (qpdf_oh_get_stream_data(c->q, oh, decode ? qpdf_dl_generalized : qpdf_dl_none, &filtered, &p, &n) & QPDF_ERRORS) return (struct str){0};
    struct str s = str_dup(c->a, (struct str){(char *)p, n});
    free(p);
    return s;
}

static bool has(struct str s, const char *what) { return str_find(s, str_of(what), 0) < s.n; }
static bool null(struct check *c, qpdf_oh oh) { return qpdf_oh_is_null(c->q, oh); }
static bool is_true(struct check *c, qpdf_oh oh) { return qpdf_oh_is_bool(c->q, oh) && qpdf_oh_get_bool_value(c->q, oh); }
static int id_of(struct check *c, qpdf_oh oh) { return qpdf_oh_is_indirect(c->q, oh) ? qpdf_oh_get_object_id(c->q, oh) : 0; }

static int64_t int_of(struct check *c, qpdf_oh oh, int64_t otherwise)
{
    return qpdf_oh_is_integer(c->q, oh) ? qpdf_oh_get_int_value(c->q, oh) : otherwise;
}

static int items(struct check *c, qpdf_oh oh) { return qpdf_oh_is_array(c->q, oh) ? qpdf_oh_get_array_n_items(c->q, oh) : 0; }
static qpdf_oh item(struct check *c, qpdf_oh oh, int i) { return qpdf_oh_get_array_item(c->q, oh, i); }

static struct page *page_by_id(struct check *c, int id)
{
    for (size_t i = 0; i < c->page_count && id; i++)
        if (c->pages[i].id == id) return &c->pages[i];
    return NULL;
}

struct piece *piece_of(struct check *c, struct page *p, int64_t mcid)
{
    if (mcid < 0 || mcid > 1 << 20) return NULL;
    p->pieces = arena_grow(c->a, p->pieces, &p->cap, (size_t)mcid + 1, sizeof *p->pieces);
    if (p->count <= (size_t)mcid) p->count = (size_t)mcid + 1;
    return &p->pieces[mcid];
}

// A language tag as far as its form goes: "en", "az-Latn-AZ".
static bool language(struct str s)
{
    size_t part = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool letter = i < s.n && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'), digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
        if (letter || (digit && i > 2)) {
            part++;
            continue;
        }
        if ((i < s.n && s.p[i] != '-') || part < 1 || part > 8 || (i <= 3 && part < 2 && i == part)) return false;
        part = 0;
    }
    return s.n > 1;
}

// ---- the document

// The text of an XMP element, or its rdf:li; NULL p: there is none.
static struct str xmp_value(struct str xmp, const char *name)
{
    char open[64], close[64];
    snprintf(open, sizeof open, "<%s>", name);
    snprintf(close, sizeof close, "</%s>", name);
    size_t at = str_find(xmp, str_of(open), 0), end = str_find(xmp, str_of(close), at);
    if (end == xmp.n) return (struct str){0};
    struct str v = str_sub(xmp, at + strlen(open), end);
    size_t li = str_find(v, S("<rdf:li"), 0), last = str_find(v, S("</rdf:li>"), 0);
    if (li == v.n || last == v.n) return v;
    return str_sub(v, str_chr(v, '>', li) + 1, last);
}

static struct str unescaped(struct check *c, struct str s)
{
    static const struct { const char *from, to; } all[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}};
    struct buf b = buf_in(c->a);
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        while (k < 6 && !str_starts(str_sub(s, i, s.n), str_of(all[k].from))) k++;
        buf_addc(&b, k < 6 ? all[k].to : s.p[i]);
        i += k < 6 ? strlen(all[k].from) : 1;
    }
    return buf_str(&b);
}

static void check_metadata(struct check *c, qpdf_oh catalog, qpdf_oh trailer)
{
    qpdf_oh meta = key(c, catalog, "/Metadata");
    struct str xmp = stream_of(c, meta, false);
    if (!xmp.n) {
        fault(c, "xmp", "there is no metadata");
        return;
    }
    if (!null(c, key(c, meta, "/Filter"))) fault(c, "xmp", "the metadata is compressed");
    if (!has(xmp, "<?xpacket begin=") || !has(xmp, "<rdf:RDF")) fault(c, "xmp", "the metadata is no XMP packet");
    struct str part = xmp_value(xmp, "pdfaid:part"), level = xmp_value(xmp, "pdfaid:conformance");
    if (!str_eq(part, S("2")) || !str_eq(level, S("A"))) fault(c, "xmp-pdfa", "PDF/A-2a is not what it says to be");
    if (!str_eq(xmp_value(xmp, "pdfuaid:part"), S("1"))) fault(c, "xmp-pdfua", "PDF/UA-1 is not what it says to be");
    if (!has(xmp, "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<")) fault(c, "xmp-extension", "the schema of pdfuaid is not described");
    struct str title = unescaped(c, xmp_value(xmp, "dc:title"));
    if (!str_trim(title).n) fault(c, "xmp-title", "there is no title");
    if (!str_eq(title, text_of(c, key(c, key(c, trailer, "/Info"), "/Title")))) fault(c, "xmp-title", "the title is another one in the document information");
    struct str made = text_of(c, key(c, key(c, trailer, "/Info"), "/CreationDate")), said = xmp_value(xmp, "xmp:CreateDate");
    if (made.n < 10 || said.n < 10 || memcmp(made.p + 2, said.p, 4) != 0 || memcmp(made.p + 6, said.p + 5, 2) != 0 || memcmp(made.p + 8, said.p + 8, 2) != 0)
        fault(c, "xmp-date", "the date of creation is missing, or another one in the document information");
}

static void check_intent(struct check *c, qpdf_oh catalog)
{
    qpdf_oh all = key(c, catalog, "/OutputIntents");
    for (int i = 0; i < items(c, all); i++) {
        qpdf_oh profile = key(c, item(c, all, i), "/DestOutputProfile");
        struct str icc = stream_of(c, profile, true);
        if (name_is(c, key(c, item(c, all, i), "/S"), "/GTS_PDFA1") && int_of(c, key(c, profile, "/N"), 0) == 3 && icc.n > 128 &&
            str_eq(str_sub(icc, 36, 40), S("acsp")) && str_eq(str_sub(icc, 16, 20), S("RGB ")))
            return;
    }
    fault(c, "output-intent", "there is no RGB output intent with a profile");
}

static void check_trailer(struct check *c, qpdf_oh trailer)
{
    qpdf_oh id = key(c, trailer, "/ID");
    if (items(c, id) != 2 || !qpdf_oh_is_string(c->q, item(c, id, 0))) fault(c, "trailer-id", "the file has no identifier");
    if (!null(c, key(c, trailer, "/Encrypt"))) fault(c, "encrypted", "the file is encrypted");
    if (strcmp(qpdf_get_pdf_version(c->q), "1.7") != 0) fault(c, "version", "the version is %s, not 1.7", qpdf_get_pdf_version(c->q));
}

static void check_catalog(struct check *c, qpdf_oh catalog)
{
    static const char *const active[] = {"/OpenAction", "/AA", "/AcroForm", "/Collection", "/NeedsRendering"};
    if (!language(text_of(c, key(c, catalog, "/Lang")))) fault(c, "lang", "the document has no language");
    if (!is_true(c, key(c, key(c, catalog, "/MarkInfo"), "/Marked"))) fault(c, "marked", "the document does not say that it is tagged");
    if (is_true(c, key(c, key(c, catalog, "/MarkInfo"), "/Suspects"))) fault(c, "marked", "its tags are suspect");
    if (!is_true(c, key(c, key(c, catalog, "/ViewerPreferences"), "/DisplayDocTitle"))) fault(c, "display-title", "the window would not show the title");
    for (size_t i = 0; i < sizeof active / sizeof *active; i++)
        if (!null(c, key(c, catalog, active[i]))) fault(c, "action", "the document has %s", active[i] + 1);
    if (!null(c, key(c, key(c, catalog, "/Names"), "/JavaScript"))) fault(c, "action", "the document has JavaScript");
    if (!null(c, key(c, key(c, catalog, "/Names"), "/EmbeddedFiles"))) fault(c, "action", "the document has files in it");
}

static bool dest_good(struct check *c, qpdf_oh dest) { return items(c, dest) >= 2 && page_by_id(c, id_of(c, item(c, dest, 0))); }

static int check_bookmarks(struct check *c, qpdf_oh parent, int depth)
{
    int seen = 0, up = id_of(c, parent), last = 0;
    for (qpdf_oh o = key(c, parent, "/First"); !null(c, o); o = key(c, o, "/Next")) {
        if (depth > DEPTH_MAX || ++seen > 100000) {
            fault(c, "outline", "the outline goes in circles");
            return seen;
        }
        if (!text_of(c, key(c, o, "/Title")).n) fault(c, "outline", "an entry has no title");
        if (!dest_good(c, key(c, o, "/Dest"))) fault(c, "outline", "an entry leads nowhere");
        if (id_of(c, key(c, o, "/Parent")) != up) fault(c, "outline", "an entry has a wrong parent");
        if (id_of(c, key(c, o, "/Prev")) != last) fault(c, "outline", "an entry has a wrong neighbour");
        last = id_of(c, o);
        int below = check_bookmarks(c, o, depth + 1);
        seen += below;
    }
    if (last != id_of(c, key(c, parent, "/Last"))) fault(c, "outline", "a last entry is not the last");
    if (seen && int_of(c, key(c, parent, "/Count"), 0) != seen) fault(c, "outline", "a count of entries is wrong");
    return seen;
}

// ---- the structure

struct structure {
    struct check *c;
    qpdf_oh root;
    int *annotations, *annotation_owner; // objects of OBJR; the element that has it
    struct str *ids;
    int *id_owners;
    size_t annotation_count, annotation_cap, owner_cap, id_count, id_cap, id_owner_cap;
    int heading;     // level of the last one
    bool headings;
};

static const char *const standard[] = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
                                       "LBody", "Table", "TR", "TH", "TD", "Span", "Quote", "Note", "Reference", "Code", "Link", "Figure"};

static struct str standard_type(struct structure *s, qpdf_oh element)
{
    struct str t = name_of(s->c, key(s->c, element, "/S"));
    for (int i = 0; i < 8; i++) {
        for (size_t k = 0; k < sizeof standard / sizeof *standard; k++)
            if (str_eq(t, str_of(standard[k]))) return t;
        t = name_of(s->c, key(s->c, key(s->c, s->root, "/RoleMap"), strf(s->c->a, "/%.*s", STR(t)).p));
    }
    fault(s->c, "role", "an element is of no standard type: %.*s", STR(name_of(s->c, key(s->c, element, "/S"))));
    return S("");
}

// An attribute of an owner ("/Layout"): /A is a dictionary or several.
static qpdf_oh attribute(struct check *c, qpdf_oh element, const char *owner, const char *name)
{
    qpdf_oh a = key(c, element, "/A");
    for (int i = 0; i < (qpdf_oh_is_array(c->q, a) ? items(c, a) : 1); i++) {
        qpdf_oh one = qpdf_oh_is_array(c->q, a) ? item(c, a, i) : a;
        if (name_is(c, key(c, one, "/O"), owner) && !null(c, key(c, one, name))) return key(c, one, name);
    }
    return qpdf_oh_new_null(c->q);
}

static void claim(struct structure *s, qpdf_oh page, int64_t mcid, int element)
{
    struct page *p = page_by_id(s->c, id_of(s->c, page));
    struct piece *m = p ? piece_of(s->c, p, mcid) : NULL;
    if (!m) {
        fault(s->c, "content-page", "an element has content on a page that is none");
        return;
    }
    m->claimed++;
    m->by = element;
}

static void remember_annotation(struct structure *s, int id, int owner)
{
    s->annotations = arena_grow(s->c->a, s->annotations, &s->annotation_cap, s->annotation_count + 1, sizeof *s->annotations);
    s->annotation_owner = arena_grow(s->c->a, s->annotation_owner, &s->owner_cap, s->annotation_count + 1, sizeof *s->annotation_owner);
    s->annotations[s->annotation_count] = id;
    s->annotation_owner[s->annotation_count++] = owner;
}

static void check_id(struct structure *s, qpdf_oh element, bool needed)
{
    struct str id = text_of(s->c, key(s->c, element, "/ID"));
    if (!id.n) {
        if (needed) fault(s->c, "note-id", "a note has no ID");
        return;
    }
    for (size_t i = 0; i < s->id_count; i++)
        if (str_eq(s->ids[i], id)) fault(s->c, "note-id", "two elements have the ID %.*s", STR(id));
    s->ids = arena_grow(s->c->a, s->ids, &s->id_cap, s->id_count + 1, sizeof *s->ids);
    s->id_owners = arena_grow(s->c->a, s->id_owners, &s->id_owner_cap, s->id_count + 1, sizeof *s->id_owners);
    s->ids[s->id_count] = id;
    s->id_owners[s->id_count++] = id_of(s->c, element);
}

static void check_heading(struct structure *s, struct str type)
{
    if (type.n != 2 || type.p[0] != 'H') return;
    int level = type.p[1] - '0';
    if (level > s->heading + 1) fault(s->c, "headings", "H%d follows H%d", level, s->heading);
    s->heading = level;
    s->headings = true;
}

static void check_figure(struct structure *s, qpdf_oh element)
{
    struct check *c = s->c;
    qpdf_oh box = attribute(c, element, "/Layout", "/BBox");
    if (!str_trim(text_of(c, key(c, element, "/Alt"))).n && !text_of(c, key(c, element, "/ActualText")).n) fault(c, "figure-alt", "a figure has no alternative text");
    if (items(c, box) != 4 || qpdf_oh_get_numeric_value(c->q, item(c, box, 0)) >= qpdf_oh_get_numeric_value(c->q, item(c, box, 2)) ||
        qpdf_oh_get_numeric_value(c->q, item(c, box, 1)) >= qpdf_oh_get_numeric_value(c->q, item(c, box, 3)))
        fault(c, "figure-bbox", "a figure does not say where it stands");
}

// What may stand in what, as far as lists go (ISO 32000-1 §14.8.4.3.3).
static void check_child(struct structure *s, struct str parent, struct str child)
{
    bool list = str_eq(parent, S("L")), entry = str_eq(parent, S("LI"));
    if (list && !str_eq(child, S("LI")) && !str_eq(child, S("Caption")) && !str_eq(child, S("L"))) fault(s->c, "list", "a list holds %.*s", STR(child));
    if (entry && !str_eq(child, S("Lbl")) && !str_eq(child, S("LBody"))) fault(s->c, "list", "an entry of a list holds %.*s", STR(child));
    if (!list && str_eq(child, S("LI"))) fault(s->c, "list", "an entry of a list stands in %.*s", STR(parent));
    if (!entry && str_eq(child, S("LBody"))) fault(s->c, "list", "LBody stands in %.*s", STR(parent));
}

static bool walk(struct structure *s, qpdf_oh element, struct str parent_type, int parent, int depth); // is there a label in it?

// A child of an element. true: it is, or has, a label.
static bool walk_kid(struct structure *s, qpdf_oh element, qpdf_oh kid, struct str type, int depth)
{
    struct check *c = s->c;
    if (qpdf_oh_is_integer(c->q, kid)) {
        claim(s, key(c, element, "/Pg"), int_of(c, kid, -1), id_of(c, element));
    } else if (name_is(c, key(c, kid, "/Type"), "/MCR")) {
        qpdf_oh page = key(c, kid, "/Pg");
        claim(s, null(c, page) ? key(c, element, "/Pg") : page, int_of(c, key(c, kid, "/MCID"), -1), id_of(c, element));
    } else if (name_is(c, key(c, kid, "/Type"), "/OBJR")) {
        remember_annotation(s, id_of(c, key(c, kid, "/Obj")), id_of(c, element));
    } else {
        struct str child = name_of(c, key(c, kid, "/S"));
        bool label = walk(s, kid, type, id_of(c, element), depth + 1);
        return str_eq(child, S("Lbl")) || (str_eq(child, S("LI")) && label);
    }
    return false;
}

static bool walk(struct structure *s, qpdf_oh element, struct str parent_type, int parent, int depth)
{
    struct check *c = s->c;
    bool label = false;
    if (depth > DEPTH_MAX || !qpdf_oh_is_dictionary(c->q, element)) {
        fault(c, "structure", "the structure is broken or too deep");
        return false;
    }
    struct str type = standard_type(s, element);
    qpdf_oh kids = key(c, element, "/K"), lang = key(c, element, "/Lang");
    if (id_of(c, key(c, element, "/P")) != parent) fault(c, "parent", "%.*s has a wrong parent", STR(type));
    if (!null(c, lang) && !language(text_of(c, lang))) fault(c, "lang", "%.*s has a language that is none", STR(type));
    check_child(s, parent_type, type);
    check_heading(s, type);
    check_id(s, element, str_eq(type, S("Note")));
    if (str_eq(type, S("Figure"))) check_figure(s, element);
    for (int i = 0; i < items(c, kids); i++) label |= walk_kid(s, element, item(c, kids, i), type, depth);
    if (!qpdf_oh_is_array(c->q, kids) && !null(c, kids)) label |= walk_kid(s, element, kids, type, depth);
    struct str numbering = name_of(c, attribute(c, element, "/List", "/ListNumbering"));
    if (str_eq(type, S("L")) && (!numbering.n || (label && str_eq(numbering, S("None"))))) fault(c, "list-numbering", "a list with labels does not say which");
    return label;
}

// ---- between the two

// The value of a number in a number tree.
static qpdf_oh in_tree(struct check *c, qpdf_oh node, int64_t number, int depth)
{
    qpdf_oh nums = key(c, node, "/Nums"), kids = key(c, node, "/Kids");
    for (int i = 0; i + 1 < items(c, nums); i += 2)
        if (int_of(c, item(c, nums, i), -1) == number) return item(c, nums, i + 1);
    for (int i = 0; i < items(c, kids) && depth < DEPTH_MAX; i++) {
        qpdf_oh found = in_tree(c, item(c, kids, i), number, depth + 1);
        if (!null(c, found)) return found;
    }
    return qpdf_oh_new_null(c->q);
}

static void check_order(struct check *c, qpdf_oh nums)
{
    for (int i = 2; i + 1 < items(c, nums); i += 2)
        if (int_of(c, item(c, nums, i - 2), 0) >= int_of(c, item(c, nums, i), 0)) {
            fault(c, "parent-tree", "its numbers are not in order");
            return;
        }
}

static void check_pieces(struct structure *s, struct page *p, size_t number)
{
    struct check *c = s->c;
    int64_t at = int_of(c, key(c, p->oh, "/StructParents"), -1);
    qpdf_oh owners = at < 0 ? qpdf_oh_new_null(c->q) : in_tree(c, key(c, s->root, "/ParentTree"), at, 0);
    if (at < 0) fault(c, "parent-tree", "page %zu has no place in it", number);
    for (int i = 0; i < items(c, owners); i++) {
        struct piece *m = piece_of(c, p, i);
        if (m) m->owner = id_of(c, item(c, owners, i));
    }
    for (size_t i = 0; i < p->count; i++) {
        const struct piece *m = &p->pieces[i];
        if (m->drawn > 1) fault(c, "mcid", "page %zu has two pieces of content %zu", number, i);
        if (m->drawn && !m->claimed) fault(c, "mcid", "content %zu of page %zu belongs to no element", i, number);
        if (m->claimed && !m->drawn) fault(c, "mcid", "content %zu of page %zu is not there", i, number);
        if (m->claimed > 1) fault(c, "mcid", "content %zu of page %zu belongs to several elements", i, number);
        if (m->claimed && m->owner != m->by) fault(c, "parent-tree", "content %zu of page %zu leads to another element", i, number);
    }
}

static void check_link(struct structure *s, qpdf_oh a, size_t number)
{
    struct check *c = s->c;
    qpdf_oh action = key(c, a, "/A");
    int64_t flags = int_of(c, key(c, a, "/F"), 0);
    if (!name_is(c, key(c, a, "/Subtype"), "/Link")) fault(c, "annotation", "page %zu has an annotation that is no link", number);
    if (!str_trim(text_of(c, key(c, a, "/Contents"))).n) fault(c, "link-contents", "a link on page %zu does not say where it leads", number);
    if ((flags & (4 | 1 | 2 | 32)) != 4) fault(c, "annotation-flags", "a link on page %zu is not printed, or hidden", number);
    bool uri = name_is(c, key(c, action, "/S"), "/URI") && text_of(c, key(c, action, "/URI")).n;
    if (!null(c, action) && !uri) fault(c, "action", "a link on page %zu does something else than lead to an address", number);
    if (!uri && !dest_good(c, key(c, a, "/Dest"))) fault(c, "link-target", "a link on page %zu leads nowhere", number);
    int owner = 0, in_parents = id_of(c, in_tree(c, key(c, s->root, "/ParentTree"), int_of(c, key(c, a, "/StructParent"), -1), 0));
    for (size_t i = 0; i < s->annotation_count; i++)
        if (s->annotations[i] == id_of(c, a)) owner = s->annotation_owner[i];
    if (!owner || owner != in_parents) fault(c, "annotation-parent", "a link on page %zu and its element do not know each other", number);
    if (owner && !name_is(c, key(c, qpdf_get_object_by_id(c->q, owner, 0), "/S"), "/Link")) fault(c, "annotation-parent", "a link on page %zu is in no Link", number);
}

static void check_annotations(struct structure *s, struct page *p, size_t number)
{
    struct check *c = s->c;
    qpdf_oh all = key(c, p->oh, "/Annots");
    if (!name_is(c, key(c, p->oh, "/Tabs"), "/S")) fault(c, "tabs", "page %zu is not tabbed through by structure", number);
    if (!null(c, key(c, p->oh, "/AA"))) fault(c, "action", "page %zu does something when it is opened", number);
    for (int i = 0; i < items(c, all); i++) check_link(s, item(c, all, i), number);
}

static void check_id_tree(struct structure *s)
{
    struct check *c = s->c;
    qpdf_oh names = key(c, key(c, s->root, "/IDTree"), "/Names");
    for (size_t i = 0; i < s->id_count; i++) {
        bool found = false;
        for (int k = 0; k + 1 < items(c, names); k += 2)
            found |= str_eq(text_of(c, item(c, names, k)), s->ids[i]) && id_of(c, item(c, names, k + 1)) == s->id_owners[i];
        if (!found) fault(c, "id-tree", "the ID %.*s is not in it", STR(s->ids[i]));
    }
    for (int k = 2; k + 1 < items(c, names); k += 2)
        if (str_cmp(text_of(c, item(c, names, k - 2)), text_of(c, item(c, names, k))) >= 0) fault(c, "id-tree", "its names are not in order");
}

static void check_structure(struct check *c, qpdf_oh catalog)
{
    struct structure s = {.c = c, .root = key(c, catalog, "/StructTreeRoot")};
    qpdf_oh top = key(c, s.root, "/K");
    if (null(c, s.root)) {
        fault(c, "structure", "the document has no structure");
        return;
    }
    for (int i = 0; i < items(c, top); i++) walk(&s, item(c, top, i), S(""), id_of(c, s.root), 0);
    if (!qpdf_oh_is_array(c->q, top)) walk(&s, top, S(""), id_of(c, s.root), 0);
    check_order(c, key(c, key(c, s.root, "/ParentTree"), "/Nums"));
    for (size_t i = 0; i < c->page_count; i++) {
        check_pieces(&s, &c->pages[i], i + 1);
        check_annotations(&s, &c->pages[i], i + 1);
    }
    check_id_tree(&s);
    qpdf_oh outline = key(c, catalog, "/Outlines");
    if (!null(c, outline)) check_bookmarks(c, outline, 0);
    if (s.headings && null(c, outline)) fault(c, "outline", "the document has headings and no outline");
}

// ---- a file

static unsigned check_file(const char *path)
{
    ARENA a = arena_new();
    struct check c = {.q = qpdf_init(), .a = a, .path = path};
    qpdf_silence_errors(c.q);
    qpdf_set_suppress_warnings(c.q, QPDF_TRUE);
    if (qpdf_read(c.q, path, NULL) & QPDF_ERRORS) {
        fault(&c, "unreadable", "%s", qpdf_get_error_full_text(c.q, qpdf_get_error(c.q)));
        qpdf_cleanup(&c.q);
        return c.faults;
    }
    qpdf_oh trailer = qpdf_get_trailer(c.q), catalog = qpdf_get_root(c.q);
    int pages = qpdf_get_num_pages(c.q);
    c.page_count = pages > 0 ? (size_t)pages : 0;
    c.pages = arena_array(a, c.page_count, sizeof *c.pages);
    for (size_t i = 0; i < c.page_count; i++) {
        c.pages[i].oh = qpdf_get_page_n(c.q, i);
        c.pages[i].id = qpdf_oh_get_object_id(c.q, c.pages[i].oh);
    }
    check_trailer(&c, trailer);
    check_catalog(&c, catalog);
    check_metadata(&c, catalog, trailer);
    check_intent(&c, catalog);
    for (size_t i = 0; i < c.page_count; i++) check_page(&c, &c.pages[i]);
    check_fonts(&c);
    check_structure(&c, catalog);
    if (qpdf_more_warnings(c.q)) fault(&c, "unreadable", "%s", qpdf_get_error_full_text(c.q, qpdf_next_warning(c.q)));
    qpdf_cleanup(&c.q);
    return c.faults;
}

int main(int argc, char **argv)
{
    unsigned faults = 0;
    for (int i = 1; i < argc; i++) faults += check_file(argv[i]);
    return argc < 2 ? 2 : faults > 0;
}
