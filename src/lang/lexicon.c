// Reads data/lang/<language>.yaml (its own head says what each key means) and adds the countries'
// names that ICU has for the language.
//
// Two hash tables with open addressing, in the lexicon's arena: words to numbers, and (node, word)
// to node. A word that is not known is tried with each of the language's endings put back to what it
// stands for ("oktyabrda" is "oktyabr", "грузии" is "грузия"); it must then be one that inflects: part of
// a country's name, or of a phrase that is written with a plus in the data.
#include "lang/lexicon.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/dur.h"
#include "base/must.h"
#include "base/packed.h"
#include "base/yaml.h"
#include "lang/fold.h"
#include "lang/scan.h"

_Static_assert(SENSE_COUNT <= 64, "lexicon_reach has 64 bits");

enum { ROOT = 1, STEM_MIN = 3 };

struct word_slot {
    struct str word;
    uint32_t id; // 0: free
    bool inflects;
};

struct ending {
    struct str base, form; // "ия", "ии"
};

struct edge_slot {
    uint32_t from, word, to; // to 0: free
};

struct phrase_node {
    const struct sense *senses;
    uint64_t reach;
};

struct lexicon {
    struct arena *arena;
    struct word_slot *words;
    size_t word_count, word_slots; // slots: a power of two, at most half full
    struct edge_slot *edges;
    size_t edge_count, edge_slots;
    struct phrase_node *nodes;
    size_t node_count, node_cap;
    struct ending *endings;
    size_t ending_count, ending_cap;
    struct lexicon_style style;
};

// ---- the two tables

static size_t hash_bytes(struct str s)
{
    uint64_t h = 0xcbf29ce484222325u; // FNV-1a
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return (size_t)(h ^ (h >> 32));
}

static size_t hash_edge(uint32_t from, uint32_t word)
{
    uint64_t h = ((uint64_t)from << 32 | word) * 0x9E3779B97F4A7C15u;
    return (size_t)(h ^ (h >> 29));
}

static struct word_slot *word_slot(const struct lexicon *lx, struct str word)
{
    size_t mask = lx->word_slots - 1, i = hash_bytes(word) & mask;
    while (lx->words[i].id && !str_eq(lx->words[i].word, word)) i = (i + 1) & mask;
    return &lx->words[i];
}

static struct edge_slot *edge_slot(const struct lexicon *lx, uint32_t from, uint32_t word)
{
    size_t mask = lx->edge_slots - 1, i = hash_edge(from, word) & mask;
    while (lx->edges[i].to && (lx->edges[i].from != from || lx->edges[i].word != word))
        i = (i + 1) & mask;
    return &lx->edges[i];
}

static void words_grow(struct lexicon *lx)
{
    if (lx->word_count * 2 < lx->word_slots) return;
    struct word_slot *old = lx->words;
    size_t n = lx->word_slots;
    lx->word_slots = n * 2;
    lx->words = arena_array(lx->arena, lx->word_slots, sizeof *lx->words);
    for (size_t i = 0; i < n; i++)
        if (old[i].id) *word_slot(lx, old[i].word) = old[i];
}

static void edges_grow(struct lexicon *lx)
{
    if (lx->edge_count * 2 < lx->edge_slots) return;
    struct edge_slot *old = lx->edges;
    size_t n = lx->edge_slots;
    lx->edge_slots = n * 2;
    lx->edges = arena_array(lx->arena, lx->edge_slots, sizeof *lx->edges);
    for (size_t i = 0; i < n; i++)
        if (old[i].to) *edge_slot(lx, old[i].from, old[i].word) = old[i];
}

static uint32_t node_new(struct lexicon *lx)
{
    lx->nodes =
        arena_grow(lx->arena, lx->nodes, &lx->node_cap, lx->node_count + 1, sizeof *lx->nodes);
    return (uint32_t)lx->node_count++;
}

static uint32_t word_add(struct lexicon *lx, struct str word)
{
    words_grow(lx);
    struct word_slot *w = word_slot(lx, word);
    if (!w->id) *w = (struct word_slot){str_dup(lx->arena, word), (uint32_t)++lx->word_count, false};
    return w->id;
}

static uint32_t edge_add(struct lexicon *lx, uint32_t from, uint32_t word)
{
    edges_grow(lx);
    struct edge_slot *e = edge_slot(lx, from, word);
    if (!e->to) {
        *e = (struct edge_slot){from, word, node_new(lx)};
        lx->edge_count++;
    }
    return e->to;
}

// ---- phrases

static void add_folded(struct lexicon *lx, struct str phrase, bool inflects, struct sense s)
{
    uint32_t node = ROOT;
    while (phrase.n) {
        struct str rest, piece = str_cut(phrase, ' ', &rest);
        uint32_t word = word_add(lx, piece);
        word_slot(lx, piece)->inflects |= inflects;
        lx->nodes[node].reach |= 1ull << s.kind;
        node = edge_add(lx, node, word);
        phrase = rest;
    }
    if (node == ROOT) return;
    struct sense *kept = arena_alloc(lx->arena, sizeof *kept);
    *kept = s;
    kept->next = lx->nodes[node].senses;
    lx->nodes[node].senses = kept;
    lx->nodes[node].reach |= 1ull << s.kind;
}

static void add(struct lexicon *lx, struct str phrase, struct sense s)
{
    add_folded(lx, fold(lx->arena, phrase), s.kind == SENSE_COUNTRY || str_ends(phrase, S("+")), s);
}

// A list of phrases, or one.
static void add_all(struct lexicon *lx, const struct node *n, struct sense s)
{
    if (!n) return;
    if (n->kind == NODE_SCALAR) add(lx, n->text, s);
    for (const struct node *c = n->first; c; c = c->next) add_all(lx, c, s);
}

// ---- the keys of the file

static int64_t integer(struct str s)
{
    int64_t v = 0;
    must(str_int(s, &v)); // the files are ours: a fault in one is a bug
    return v;
}

// "5-8" as 508
static int64_t span_of(struct str s)
{
    struct str last, first = str_cut(s, '-', &last);
    return integer(first) * 100 + integer(last);
}

static void read_months(struct lexicon *lx, const struct node *list)
{
    int64_t month = 1;
    for (const struct node *m = list ? list->first : NULL; m; m = m->next)
        add_all(lx, m, (struct sense){.kind = SENSE_MONTH, .value = month++});
}

static void read_parts(struct lexicon *lx, const struct node *list)
{
    for (const struct node *m = list ? list->first : NULL; m; m = m->next)
        add_all(lx, node_get(m, S("words")),
                (struct sense){.kind = SENSE_PART,
                               .value = span_of(node_text(node_get(m, S("months")))),
                               .value2 = span_of(node_text(node_get(m, S("days"))))});
}

static void read_ranges(struct lexicon *lx, const struct node *list)
{
    int64_t pair = 0;
    for (const struct node *m = list ? list->first : NULL; m; m = m->next, pair++) {
        bool span = str_eq(node_text(node_get(m, S("span"))), S("true"));
        add_all(lx, node_get(m, S("open")), (struct sense){.kind = SENSE_OPEN, .value = pair, .value2 = span});
        add_all(lx, node_get(m, S("close")), (struct sense){.kind = SENSE_CLOSE, .value = pair});
    }
}

// Maps from a phrase to a number: "forty: 40".
static void read_values(struct lexicon *lx, const struct node *map, enum sense_kind kind, int form)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next)
        add(lx, m->key, (struct sense){.kind = kind, .form = form, .value = integer(m->text)});
}

// Maps from a number to phrases: "21: [spring]".
static void read_numbered(struct lexicon *lx, const struct node *map, enum sense_kind kind)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next)
        add_all(lx, m, (struct sense){.kind = kind, .value = integer(m->key)});
}

// Maps from a code to phrases: "EUR: [euro, euros]".
static void read_coded(struct lexicon *lx, const struct node *map, enum sense_kind kind, int form)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next)
        add_all(lx, m, (struct sense){.kind = kind, .form = form, .text = str_dup(lx->arena, m->key)});
}

// Maps from an ISO 8601 duration to phrases.
static void read_durations(struct lexicon *lx, const struct node *map, enum sense_kind kind)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next) {
        struct dur d = {0};
        const char *why = NULL;
        must(dur_parse(m->key, &d, &why));
        add_all(lx, m,
                (struct sense){.kind = kind,
                               .value = d.months,
                               .value2 = d.days,
                               .text = d.life ? S("life") : S("")});
    }
}

static void read_hedges(struct lexicon *lx, const struct node *map, enum sense_kind kind, int form)
{
    static const struct {
        const char *name;
        enum hedge hedge;
    } HEDGES[] = {{"exactly", HEDGE_NONE}, {"over", HEDGE_OVER},       {"at_least", HEDGE_AT_LEAST},
                  {"under", HEDGE_UNDER},  {"at_most", HEDGE_AT_MOST}, {"nearly", HEDGE_NEARLY},
                  {"about", HEDGE_ABOUT}};
    for (size_t i = 0; i < sizeof HEDGES / sizeof *HEDGES; i++)
        add_all(lx, node_get(map, str_of(HEDGES[i].name)),
                (struct sense){.kind = kind, .form = form, .value = HEDGES[i].hedge});
}

static void read_lists(struct lexicon *lx, const struct node *top)
{
    static const struct {
        const char *key;
        enum sense_kind kind;
        int64_t value;
    } LISTS[] = {
        {"link", SENSE_LINK, 0},
        {"day_before", SENSE_DAY_BEFORE, 0},
        {"day_after", SENSE_DAY_AFTER, 0},
        {"year_before", SENSE_YEAR_BEFORE, 0},
        {"year_after", SENSE_YEAR_AFTER, 0},
        {"decade_after", SENSE_DECADE_AFTER, 0},
        {"decade_before", SENSE_DECADE_BEFORE, 0},
        {"the", SENSE_THE, 0},
        {"and", SENSE_AND, 0},
        {"counted", SENSE_COUNTED, 0},
        {"one", SENSE_ONE, 0},
        {"half", SENSE_HALF, 0},
        {"for", SENSE_FOR, 0},
        {"age", SENSE_AGE, 0},
        {"age_before", SENSE_AGE_BEFORE, 0},
        {"ago", SENSE_AGO, 0},
        {"later", SENSE_AGO, 1},
        {"ago_before", SENSE_AGO_BEFORE, 0},
        {"later_before", SENSE_AGO_BEFORE, 1},
        {"percent", SENSE_PERCENT, 0},
        {"clock", SENSE_CLOCK, 0},
        {"article", SENSE_ARTICLE, 0},
        {"articles", SENSE_ARTICLE, 1},
        {"article_after", SENSE_ARTICLE_AFTER, 0},
        {"paragraph", SENSE_PARAGRAPH, 0},
        {"paragraphs", SENSE_PARAGRAPH, 1},
        {"paragraph_after", SENSE_PARAGRAPH_AFTER, 0},
        {"paragraph_of", SENSE_OF, 0},
        {"protocol", SENSE_PROTOCOL, 0},
        {"with", SENSE_WITH, 0},
        {"sign", SENSE_SIGN, 0},
        {"label", SENSE_LABEL, 0},
        {"not", SENSE_NOT, 0},
        {"negations", SENSE_NEGATION, 0},
        {"capitals", SENSE_CAPITAL, 0},
    };
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        add_all(lx, node_get(top, str_of(LISTS[i].key)),
                (struct sense){.kind = LISTS[i].kind, .value = LISTS[i].value});
}

// "ия/ии/ию": what a word ends in, and what stands in its place; "/da/dan" is put behind any word.
static void read_endings(struct lexicon *lx, const struct node *list)
{
    for (const struct node *m = list ? list->first : NULL; m; m = m->next) {
        struct str rest, base = fold(lx->arena, str_cut(m->text, '/', &rest));
        while (rest.p) {
            struct str form = fold(lx->arena, str_cut(rest, '/', &rest));
            lx->endings = arena_grow(lx->arena, lx->endings, &lx->ending_cap, lx->ending_count + 1, sizeof *lx->endings);
            lx->endings[lx->ending_count++] = (struct ending){base, form};
        }
    }
}

// The words of a map, each with each ending behind it.
static void add_forms(struct lexicon *lx, struct str word, const struct node *endings, struct sense s)
{
    for (const struct node *e = endings->first; e; e = e->next)
        if (word.n >= STEM_MIN || s.kind == SENSE_UNIT) add(lx, strf(lx->arena, "%.*s%.*s", STR(word), STR(e->text)), s);
}

// Numbers and units in a case that a hedge behind them wants: "yüzdən çox", "100-dən çox", "7 ildən çox".
static void read_cases(struct lexicon *lx, const struct node *top)
{
    const struct node *cases = node_get(top, S("cases")), *units = node_get(top, S("units"));
    int form = 0;
    for (const struct node *c = cases ? cases->first : NULL; c; c = c->next) {
        const struct node *endings = node_get(c, S("endings"));
        const char *why = NULL;
        struct dur d = {0};
        add_all(lx, endings, (struct sense){.kind = SENSE_CASE, .form = ++form});
        read_hedges(lx, node_get(c, S("hedges")), SENSE_HEDGE_AFTER, form);
        for (const struct node *n = node_get(top, S("numbers"))->first; n; n = n->next)
            add_forms(lx, n->key, endings, (struct sense){.kind = SENSE_NUMBER, .form = form, .value = integer(n->text)});
        for (const struct node *u = units->first; u; u = u->next)
            for (const struct node *w = u->first; w && dur_parse(u->key, &d, &why); w = w->next)
                add_forms(lx, w->text, endings, (struct sense){.kind = SENSE_UNIT, .form = form, .value = d.months, .value2 = d.days});
    }
}

// "last year": year-1, "next month": month+1
static void read_calendar(struct lexicon *lx, const struct node *map)
{
    for (const struct node *m = map ? map->first : NULL; m; m = m->next) {
        bool month = str_starts(m->key, S("month"));
        struct str offset = str_sub(m->key, month ? 5 : 4, m->key.n);
        int64_t n = integer(str_sub(offset, 1, offset.n));
        add_all(lx, m, (struct sense){.kind = SENSE_CALENDAR, .value = offset.p[0] == '+' ? -n : n, .value2 = month ? 1 : 12});
    }
}

static void read_bounds(struct lexicon *lx, const struct node *map, int64_t behind)
{
    add_all(lx, node_get(map, S("before")), (struct sense){.kind = SENSE_BOUND, .value = BOUND_BEFORE, .value2 = behind});
    add_all(lx, node_get(map, S("after")), (struct sense){.kind = SENSE_BOUND, .value = BOUND_AFTER, .value2 = behind});
}

static void read_style(struct lexicon *lx, const struct node *top)
{
    struct str thousands = node_text(node_get(top, S("thousands")));
    struct str decimal = node_text(node_get(top, S("decimal")));
    if (thousands.n == 1) lx->style.thousands = thousands.p[0];
    if (decimal.n == 1) lx->style.decimal = decimal.p[0];
    lx->style.month_capital = str_eq(node_text(node_get(top, S("month_capital"))), S("true"));
    lx->style.day_first = str_eq(node_text(node_get(top, S("day_first"))), S("true"));
}

static void read_data(struct lexicon *lx, struct str packed)
{
    ARENA scratch = arena_new();
    const struct node *top = node_unpack(scratch, packed);
    read_style(lx, top);
    read_lists(lx, top);
    read_months(lx, node_get(top, S("months")));
    read_parts(lx, node_get(top, S("parts")));
    read_ranges(lx, node_get(top, S("ranges")));
    read_values(lx, node_get(top, S("numbers")), SENSE_NUMBER, 0);
    read_values(lx, node_get(top, S("groups")), SENSE_GROUP, 0);
    read_values(lx, node_get(top, S("rounds")), SENSE_GROUP, 1);
    read_values(lx, node_get(top, S("several")), SENSE_SEVERAL, 0);
    read_numbered(lx, node_get(top, S("seasons")), SENSE_SEASON);
    read_numbered(lx, node_get(top, S("ordinals")), SENSE_ORDINAL);
    read_numbered(lx, node_get(top, S("weekdays")), SENSE_WEEKDAY);
    read_durations(lx, node_get(top, S("units")), SENSE_UNIT);
    read_durations(lx, node_get(top, S("durations")), SENSE_DURATION);
    read_hedges(lx, node_get(top, S("hedges")), SENSE_HEDGE, 0);
    read_hedges(lx, node_get(top, S("hedges_after")), SENSE_HEDGE_AFTER, 0);
    read_cases(lx, top);
    read_calendar(lx, node_get(top, S("calendar")));
    read_bounds(lx, node_get(top, S("bounds")), 0);
    read_bounds(lx, node_get(top, S("bounds_behind")), 1);
    read_coded(lx, node_get(top, S("documents")), SENSE_DOCUMENT, 0);
    read_coded(lx, node_get(top, S("documents_after")), SENSE_DOCUMENT, 1);
    read_coded(lx, node_get(top, S("money")), SENSE_MONEY, 0);
    read_coded(lx, node_get(top, S("countries")), SENSE_COUNTRY, 0);
    read_endings(lx, node_get(top, S("endings")));
}

// ---- countries

static void add_country(struct lexicon *lx, struct str name, struct str and, struct sense s)
{
    size_t amp = str_chr(name, '&', 0), paren = str_chr(name, '(', 0);
    add(lx, name, s);
    if (amp < name.n) // "Bosnia & Herzegovina", and in words
        add(lx,
            strf(lx->arena, "%.*s %.*s %.*s", STR(str_sub(name, 0, amp)), STR(and),
                 STR(str_sub(name, amp + 1, name.n))),
            s);
    if (paren < name.n) add(lx, str_sub(name, 0, paren), s); // "Myanmar (Burma)"
}

static void read_countries(struct lexicon *lx, struct str lang, struct str and)
{
    for (const char *const *c = uloc_getISOCountries(); *c; c++) {
        UChar name[128];
        char locale[16] = "und_", utf8[512];
        int32_t n = 0;
        UErrorCode e = U_ZERO_ERROR;
        memcpy(locale + 4, *c, 3);
        int32_t len = uloc_getDisplayCountry(locale, str_c(lx->arena, lang), name, 128, &e);
        u_strToUTF8(utf8, sizeof utf8, &n, name, len, &e);
        if (U_FAILURE(e) || e == U_USING_DEFAULT_WARNING) continue; // no name in this language
        add_country(lx, (struct str){utf8, (size_t)n}, and,
                    (struct sense){.kind = SENSE_COUNTRY, .text = str_of(*c)});
    }
}

// ---- one for each language

static struct lexicon *lexicon_new(void)
{
    struct arena *a = arena_new();
    struct lexicon *lx = arena_alloc(a, sizeof *lx);
    lx->arena = a;
    lx->word_slots = lx->edge_slots = 2048;
    lx->words = arena_array(a, lx->word_slots, sizeof *lx->words);
    lx->edges = arena_array(a, lx->edge_slots, sizeof *lx->edges);
    lx->style = (struct lexicon_style){.thousands = ',', .decimal = '.'};
    node_new(lx); // 0: none
    node_new(lx); // ROOT
    return lx;
}

static struct lexicon *lexicon_load(struct str lang)
{
    struct lexicon *lx = lexicon_new();
    struct str name = strf(lx->arena, "lang/%.*s.yaml", STR(lang));
    struct str packed = lang.n ? data_tree(name) : (struct str){0};
    if (!packed.n) {
        arena_free(lx->arena);
        return NULL;
    }
    read_data(lx, packed);
    const struct sense *s = NULL;
    struct str and = S("and");
    for (size_t i = 0; i < lx->word_slots && !s; i++) { // any word for "and"
        uint32_t node = lx->words[i].id ? lexicon_step(lx, ROOT, lx->words[i].id) : 0;
        for (s = lexicon_senses(lx, node); s && s->kind != SENSE_AND; s = s->next) {
        }
        if (s) and = lx->words[i].word;
    }
    read_countries(lx, lang, and);
    return lx;
}

// Only languages that have data take a place, so nobody can fill the table from outside.
enum { LANGUAGES_MAX = 32, TAG_MAX = 8 };

static struct {
    pthread_mutex_t lock;
    struct lexicon *bare;
    struct {
        char tag[TAG_MAX + 1];
        struct lexicon *lx;
    } list[LANGUAGES_MAX];
    size_t count;
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

// "az-Latn-AZ" is az. Empty when it is no language.
static struct str primary_tag(struct str lang, char tag[TAG_MAX + 1])
{
    size_t n = 0;
    for (; n < lang.n && lang.p[n] != '-' && lang.p[n] != '_'; n++) {
        char c = lang.p[n];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (n == TAG_MAX || c < 'a' || c > 'z') return (struct str){tag, 0};
        tag[n] = c;
    }
    tag[n] = 0;
    return (struct str){tag, n};
}

static const struct lexicon *cached(struct str lang)
{
    for (size_t i = 0; i < cache.count; i++)
        if (str_eq(lang, str_of(cache.list[i].tag))) return cache.list[i].lx;
    struct lexicon *lx = cache.count < LANGUAGES_MAX ? lexicon_load(lang) : NULL;
    if (lx) {
        memcpy(cache.list[cache.count].tag, lang.p, lang.n);
        cache.list[cache.count++].lx = lx;
        return lx;
    }
    if (!cache.bare) cache.bare = lexicon_new();
    return cache.bare;
}

const struct lexicon *lexicon_of(struct str lang)
{
    char tag[TAG_MAX + 1];
    pthread_mutex_lock(&cache.lock);
    const struct lexicon *lx = cached(primary_tag(lang, tag));
    pthread_mutex_unlock(&cache.lock);
    return lx;
}

// ---- questions

enum { WORD_MAX = 96 };

// What word is an inflected form of by ending i ("грузии" of "грузия"): in room; empty when it has not that ending, or
// too little would be left. Never a part of a character: an ending is whole characters, and so is what it is cut from.
static struct str base_of(const struct lexicon *lx, struct str word, size_t i, char room[WORD_MAX])
{
    struct ending e = lx->endings[i];
    size_t stem = word.n - e.form.n;
    if (word.n < e.form.n || stem + e.base.n < STEM_MIN || stem + e.base.n > WORD_MAX || !str_ends(word, e.form)) return (struct str){0};
    memcpy(room, word.p, stem);
    if (e.base.n) memcpy(room + stem, e.base.p, e.base.n);
    return (struct str){room, stem + e.base.n};
}

uint32_t lexicon_word(const struct lexicon *lx, struct str word)
{
    char room[WORD_MAX];
    uint32_t id = word_slot(lx, word)->id;
    for (size_t i = 0; !id && i < lx->ending_count; i++) {
        struct str base = base_of(lx, word, i, room);
        const struct word_slot *w = base.n ? word_slot(lx, base) : NULL;
        if (w && w->inflects) id = w->id;
    }
    return id;
}

static bool is_form(const struct lexicon *lx, struct str word, struct str base)
{
    char room[WORD_MAX];
    if (str_eq(word, base)) return true;
    for (size_t i = 0; i < lx->ending_count; i++)
        if (str_eq(base_of(lx, word, i, room), base)) return true;
    return false;
}

bool lexicon_same_word(const struct lexicon *lx, struct str word, struct str other)
{
    char room[WORD_MAX];
    if (is_form(lx, word, other) || is_form(lx, other, word)) return true;
    for (size_t i = 0; i < lx->ending_count; i++) {
        struct str base = base_of(lx, word, i, room);
        if (base.n && is_form(lx, other, base)) return true;
    }
    return false;
}

uint32_t lexicon_step(const struct lexicon *lx, uint32_t node, uint32_t word)
{
    return node && word ? edge_slot(lx, node, word)->to : 0;
}

const struct sense *lexicon_senses(const struct lexicon *lx, uint32_t node)
{
    return lx->nodes[node].senses;
}

uint64_t lexicon_reach(const struct lexicon *lx, uint32_t node)
{
    return lx->nodes[node].reach;
}

struct lexicon_style lexicon_style_of(const struct lexicon *lx)
{
    return lx->style;
}
