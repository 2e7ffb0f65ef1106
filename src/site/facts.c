#include "site/facts.h"

#include "base/arena.h"
#include "lang/write.h"
#include "site/files.h"

// ---- what says the same

static bool same_text(bool has_a, struct edtf a, bool has_b, struct edtf b)
{
    return has_a == has_b && (!has_a || str_eq(a.text, b.text));
}

static bool says_same(const struct statement *a, const struct statement *b)
{
    return a->prop == b->prop && a->value.key == b->value.key && a->value.key_hi == b->value.key_hi && str_eq(a->value.text, b->value.text) &&
           str_eq(a->lang, b->lang) && str_eq(a->qual, b->qual) && same_text(a->has_since, a->since, b->has_since, b->since) &&
           same_text(a->has_until, a->until, b->has_until, b->until);
}

bool facts_repeats(struct statements all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (says_same(&all.v[k], &all.v[i])) return true;
    return false;
}

bool facts_sources(struct page *p, struct statements all, size_t i, struct err *err)
{
    html_lit(&p->b, "<span class=\"says\">");
    for (size_t k = i; k < all.n; k++) {
        const struct statement *s = &all.v[k];
        if (!says_same(s, &all.v[i])) continue;
        if (k > i) html_lit(&p->b, "<span class=\"src\">; </span>");
        if (!page_source(p, s, err)) return false;
        if (s->quote.n) html_lit(&p->b, " <q class=\"src\">"), html_text(&p->b, s->quote), html_lit(&p->b, "</q>");
    }
    html_lit(&p->b, "</span>");
    return true;
}

const struct statement *facts_in_language(struct page *p, struct statements all, const struct prop *prop)
{
    const struct statement *best = NULL;
    int best_rank = -1;
    for (size_t i = 0; prop && i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (s->prop != prop) continue;
        int rank = 2 * (str_eq(s->lang, p->lang) ? 3 : str_eq(s->lang, S("en")) ? 2 : !s->lang.n ? 1 : 0) + s->preferred;
        if (rank > best_rank) best = s, best_rank = rank;
    }
    return best;
}

// ---- one source for all

static bool skipped(const struct prop *prop, const char *const *skip)
{
    if (prop->kind == KIND_STATEMENT || str_eq(prop->name, S("claims"))) return true;
    for (; skip && *skip; skip++)
        if (str_eq(prop->name, str_of(*skip))) return true;
    return false;
}

// Where everything has one source and place, it is told once, below; what a source says of itself needs no source.
static bool told_once(struct statements all, const char *const *skip)
{
    const struct statement *first = NULL;
    size_t props = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct statement *s = &all.v[i];
        if (skipped(s->prop, skip)) continue;
        if (!first) first = s;
        if (s->quote.n || s->source_id != first->source_id || !str_eq(s->source, first->source) || !str_eq(s->locator, first->locator)) return false;
        props += !props || s->prop != s[-1].prop;
    }
    return first && (props > 1 || first->source_id == first->entity);
}

// ---- one value

// When the value is true, and what kind of a name it is.
static void circumstances(struct page *p, const struct statement *s)
{
    bool name = s->value.kind == KIND_NAME;
    if (!s->has_since && !s->has_until && !(name && (s->lang.n || s->qual.n))) return;
    html_lit(&p->b, " <span class=\"soft\">(");
    if (name && s->lang.n) html_text(&p->b, write_language(p->arena, s->lang));
    if (name && s->lang.n && s->qual.n) html_lit(&p->b, ", ");
    if (name && str_eq(s->qual, S("official"))) html_text(&p->b, UI(p, "official"));
    if (name && str_eq(s->qual, S("transliteration"))) html_text(&p->b, UI(p, "transliteration"));
    if (name && str_eq(s->qual, S("alias"))) html_text(&p->b, UI(p, "also known as"));
    if (name && str_eq(s->qual, S("in-document"))) html_text(&p->b, UI(p, "as a document has it"));
    if (name && (s->lang.n || s->qual.n) && (s->has_since || s->has_until)) html_lit(&p->b, "; ");
    if (s->has_since) html_text(&p->b, ui_with(p->arena, p->lang, "since {1}", write_date(p->arena, s->since, p->lang), S("")));
    if (s->has_since && s->has_until) html_lit(&p->b, ", ");
    if (s->has_until) html_text(&p->b, ui_with(p->arena, p->lang, "until {1}", write_date(p->arena, s->until, p->lang), S("")));
    html_lit(&p->b, ")</span>");
}

static bool value(struct page *p, struct statements all, size_t i, bool disputed, bool once, struct err *err)
{
    const struct statement *s = &all.v[i];
    html_lit(&p->b, "<dd>");
    if (disputed && s->preferred) html_lit(&p->b, "<strong>");
    if (!(s->value.kind == KIND_FILE ? files_link(p, s->value.text, err) : page_value(p, s, err))) return false;
    if (disputed && s->preferred) html_lit(&p->b, "</strong>");
    circumstances(p, s);
    if (!once && !facts_sources(p, all, i, err)) return false;
    if (disputed && s->preferred) {
        html_lit(&p->b, " <span class=\"soft\">");
        html_text(&p->b, s->reason.n ? ui_with(p->arena, p->lang, "Preferred: {1}", s->reason, S("")) : UI(p, "Preferred."));
        html_lit(&p->b, "</span>");
    }
    html_lit(&p->b, "</dd>\n");
    return true;
}

// ---- what was said before

static bool ended(struct page *p, struct statements past, const struct statement *s, struct err *err)
{
    struct instant at;
    struct str recorder, note, reason;
    int64_t by;
    if (!view_tx(&p->view, s->gone, &at, &recorder, &note, err) || !view_end(&p->view, s->row, &by, &reason, err)) return false;
    struct str day = write_day(p->arena, instant_day(at), p->lang);
    html_lit(&p->b, "<li>");
    if (s->value.kind == KIND_FILE)
        html_text(&p->b, UI(p, "another file"));
    else if (!page_value(p, s, err))
        return false;
    html_lit(&p->b, " ");
    if (!page_source(p, s, err)) return false;
    html_lit(&p->b, " <span class=\"soft\">");
    html_text(&p->b, by ? ui_with(p->arena, p->lang, "Replaced on {1}.", day, S("")) : ui_with(p->arena, p->lang, "Withdrawn on {1}.", day, S("")));
    for (size_t i = 0; by && i < past.n; i++)
        if (past.v[i].row == by && past.v[i].reason.n) html_lit(&p->b, " "), html_text(&p->b, past.v[i].reason);
    html_lit(&p->b, "</span></li>\n");
    return true;
}

static bool corrections(struct page *p, struct statements past, const struct prop *prop, struct err *err)
{
    enum { SHOWN = 20 };
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < past.n; i++) n += past.v[i].prop == prop && past.v[i].gone;
    if (!n) return true;
    html_lit(&p->b, "<dd><details class=\"past\"><summary>");
    html_text(&p->b, ui_count(p->arena, p->lang, "%d earlier value", "%d earlier values", (int64_t)n));
    html_lit(&p->b, "</summary>\n<ul>\n");
    for (size_t i = past.n; i-- > 0 && shown < SHOWN;) { // the latest first
        if (past.v[i].prop != prop || !past.v[i].gone) continue;
        if (!ended(p, past, &past.v[i], err)) return false;
        shown++;
    }
    html_lit(&p->b, "</ul></details></dd>\n");
    return true;
}

// ---- one property

static void heading(struct page *p, const struct prop *prop)
{
    html_lit(&p->b, "<dt id=\"");
    html_text(&p->b, prop->name);
    html_lit(&p->b, "\">");
    html_text(&p->b, label_text(prop->label, p->lang, prop->name));
    html_lit(&p->b, "</dt>\n");
}

// Texts in the reader's language; those in others behind a <details>.
static bool by_language(struct page *p, struct statements of, bool once, struct err *err)
{
    const struct statement *mine = facts_in_language(p, of, of.v[0].prop);
    size_t others = 0;
    for (size_t i = 0; i < of.n; i++) {
        bool shown = str_eq(of.v[i].lang, mine->lang);
        others += !shown && !facts_repeats(of, i);
        if (shown && !facts_repeats(of, i) && !value(p, of, i, false, once, err)) return false;
    }
    if (!others) return true;
    html_lit(&p->b, "<dd><details class=\"past\"><summary>");
    html_text(&p->b, UI(p, "In other languages"));
    html_lit(&p->b, "</summary>\n<dl>\n");
    for (size_t i = 0; i < of.n; i++) {
        if (str_eq(of.v[i].lang, mine->lang) || facts_repeats(of, i)) continue;
        html_lit(&p->b, "<dt>");
        html_text(&p->b, of.v[i].lang.n ? write_language(p->arena, of.v[i].lang) : UI(p, "no language given"));
        html_lit(&p->b, "</dt>\n");
        if (!value(p, of, i, false, once, err)) return false;
    }
    html_lit(&p->b, "</dl></details></dd>\n");
    return true;
}

static bool property(struct page *p, struct statements of, struct statements past, bool once, struct err *err)
{
    enum { SHOWN = 100 };
    const struct prop *prop = of.v[0].prop;
    bool disputed = statements_disputed(of) && !prop->by_language;
    size_t shown = 0;
    heading(p, prop);
    if (disputed) html_lit(&p->b, "<dd class=\"dispute\">"), html_text(&p->b, UI(p, "Sources disagree.")), html_lit(&p->b, "</dd>\n");
    if (prop->by_language) {
        if (!by_language(p, of, once, err)) return false;
    } else {
        for (size_t i = 0; i < of.n && shown < SHOWN; i++) {
            if (facts_repeats(of, i)) continue;
            if (!value(p, of, i, disputed, once, err)) return false;
            shown++;
        }
        if (shown == SHOWN) html_lit(&p->b, "<dd class=\"soft\">"), html_text(&p->b, UI(p, "There is more in the JSON file of this page.")), html_lit(&p->b, "</dd>\n");
    }
    return corrections(p, past, prop, err);
}

bool facts_write(struct page *p, struct statements all, const char *const *skip, struct err *err)
{
    struct statements past;
    bool open = false, once = told_once(all, skip);
    if (!view_history(&p->view, p->entity, &past, err)) return false;
    for (size_t i = 0, next; i < all.n; i = next) {
        for (next = i + 1; next < all.n && all.v[next].prop == all.v[i].prop;) next++;
        if (skipped(all.v[i].prop, skip)) continue;
        if (!open) html_lit(&p->b, "<dl class=\"facts\">\n");
        open = true;
        if (!property(p, (struct statements){all.v + i, next - i}, past, once, err)) return false;
    }
    // what was withdrawn without anything in its place
    for (size_t i = 0; i < past.n; i++) {
        const struct prop *prop = past.v[i].prop;
        bool done = skipped(prop, skip) || !past.v[i].gone;
        for (size_t k = 0; k < all.n && !done; k++) done = all.v[k].prop == prop;
        for (size_t k = 0; k < i && !done; k++) done = past.v[k].prop == prop && past.v[k].gone;
        if (done) continue;
        if (!open) html_lit(&p->b, "<dl class=\"facts\">\n");
        open = true;
        heading(p, prop);
        if (!corrections(p, past, prop, err)) return false;
    }
    if (open) html_lit(&p->b, "</dl>\n");
    const struct statement *any = NULL;
    for (size_t i = 0; once && i < all.n && !any; i++)
        if (!skipped(all.v[i].prop, skip)) any = &all.v[i];
    if (!any || any->source_id == p->entity) return true;
    html_lit(&p->b, "<p class=\"soft once\">");
    html_text(&p->b, UI(p, "Source of all this:"));
    html_lit(&p->b, " ");
    if (!page_source(p, any, err)) return false;
    html_lit(&p->b, "</p>\n");
    return true;
}
