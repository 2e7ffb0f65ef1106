// Phrases in sorted lists; what begins with a word is found by bisection. Languages are told apart by their commonest words,
// and by their script where one language alone is written in it.
#include "intake/letter_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/must.h"
#include "base/yaml.h"
#include "lang/fold.h"

struct phrases {
    struct str *v; // sorted by bytes
    size_t n;
};

struct common {
    struct str lang;
    struct phrases words;
};

struct words {
    struct arena *arena;
    struct phrases lists[W_LISTS];
    struct common *common;
    size_t common_count;
};

static const char *const names[W_LISTS] = {
    "label", "salutation", "subject", "to", "copy", "credit", "date", "closing", "signed", "organisations", "individuals",
    "column-role", "column-affiliation", "column-country", "role", "organisation", "honorific", "suffix", "behalf", "region", "note",
    "online-do", "online-thing", "we", "ask-we", "ask"};

static int by_bytes(const void *a, const void *b) { return str_cmp(*(const struct str *)a, *(const struct str *)b); }

static struct phrases read_phrases(struct arena *a, const struct node *const *lists, size_t count)
{
    struct phrases out = {0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) n += lists[i]->count;
    out.v = arena_array(a, n ? n : 1, sizeof *out.v);
    for (size_t i = 0; i < count; i++)
        for (const struct node *e = lists[i]->first; e; e = e->next) out.v[out.n++] = fold(a, node_text(e));
    qsort(out.v, out.n, sizeof *out.v, by_bytes);
    return out;
}

struct words *words_load(struct arena *a)
{
    enum { LANGUAGES = 32 };
    struct words *w = arena_alloc(a, sizeof *w);
    struct diags ds = diags_in(a);
    struct source_text *file = arena_alloc(a, sizeof *file);
    *file = (struct source_text){S("data/import.yaml"), data_file(S("import.yaml"))};
    const struct node *root = yaml_parse(a, file, &ds);
    must(root && !ds.errors);
    w->arena = a;
    for (size_t i = 0; i < W_LISTS; i++) {
        const struct node *lists[LANGUAGES], *list = node_get(root, str_of(names[i]));
        size_t n = 0;
        must(list);
        for (const struct node *e = list->first; e && n < LANGUAGES; e = e->next) lists[n++] = e;
        w->lists[i] = read_phrases(a, lists, n);
    }
    const struct node *common = node_get(root, S("common"));
    must(common);
    w->common = arena_array(a, common->count, sizeof *w->common);
    for (const struct node *e = common->first; e; e = e->next)
        w->common[w->common_count++] = (struct common){e->key, read_phrases(a, &e, 1)};
    return w;
}

// The longest phrase that s begins with, as whole words.
static size_t begins(const struct phrases *l, struct str s)
{
    size_t best = 0, end = 0;
    for (int words = 0; words < 6 && end < s.n; words++) {
        end = str_chr(s, ' ', end + (words > 0));
        struct str key = str_sub(s, 0, end);
        if (l->n && bsearch(&key, l->v, l->n, sizeof *l->v, by_bytes)) best = end;
    }
    return best;
}

size_t words_begin(const struct words *w, enum word_list list, struct str folded) { return begins(&w->lists[list], folded); }

bool words_are(const struct words *w, enum word_list list, struct str folded)
{
    return folded.n && words_begin(w, list, folded) == folded.n;
}

size_t words_count(struct str folded)
{
    size_t n = folded.n > 0;
    for (size_t i = 0; i < folded.n; i++) n += folded.p[i] == ' ';
    return n;
}

bool words_in(const struct words *w, enum word_list list, struct str folded)
{
    for (size_t i = 0; i < folded.n; i = str_chr(folded, ' ', i) + 1)
        if (words_begin(w, list, str_sub(folded, i, folded.n))) return true;
    return false;
}

// ---- languages

// Scripts of one language, or nearly so. Arabic and Devanagari are written by several: the likeliest is given.
static const struct {
    uint32_t lo, hi;
    const char *lang;
} scripts[] = {{0x370, 0x3FF, "el"},   {0x530, 0x58F, "hy"},   {0x590, 0x5FF, "he"},   {0x600, 0x6FF, "ar"},
               {0x900, 0x97F, "hi"},   {0x980, 0x9FF, "bn"},   {0xB80, 0xBFF, "ta"},   {0xE00, 0xE7F, "th"},
               {0x10A0, 0x10FF, "ka"}, {0x3040, 0x30FF, "ja"}, {0xAC00, 0xD7AF, "ko"}, {0x4E00, 0x9FFF, "zh"}};

enum { SCRIPTS = sizeof scripts / sizeof *scripts };

static struct str by_script(struct str text)
{
    size_t count[SCRIPTS] = {0}, letters = 0, best = 0;
    size_t schwa = 0; // of the Latin alphabets only Azerbaijani has it
    bool persian = false;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        letters += cp > 0x40;
        schwa += cp == 0x259 || cp == 0x18F;
        persian |= cp == 0x67E || cp == 0x686 || cp == 0x6AF || cp == 0x6CC; // pe, che, gaf, Persian yeh
        for (size_t k = 0; k < SCRIPTS; k++) count[k] += cp >= scripts[k].lo && cp <= scripts[k].hi;
    }
    if (schwa * 100 > letters * 2) return S("az");
    for (size_t k = 1; k < SCRIPTS; k++)
        if (count[k] > count[best]) best = k;
    struct str lang = str_of(scripts[best].lang);
    if (count[best] * 5 < letters * 2 || count[best] < 8) return (struct str){0};
    if (str_eq(lang, S("zh")) && count[9] * 4 > count[best]) return S("ja");
    return str_eq(lang, S("ar")) && persian ? S("fa") : lang;
}

struct str words_language(const struct words *w, struct str text)
{
    enum { SAMPLE = 20000, LANGUAGES = 64 };
    size_t score[LANGUAGES] = {0}, best = 0, second = 0;
    struct str sample = str_sub(text, 0, SAMPLE), script = by_script(sample);
    while (sample.n < text.n && sample.n && ((unsigned char)text.p[sample.n] & 0xC0) == 0x80) sample.n--;
    if (script.n) return script;
    struct str rest = fold(w->arena, sample);
    for (struct str word; rest.p;) {
        word = str_cut(rest, ' ', &rest);
        for (size_t i = 0; i < w->common_count && i < LANGUAGES; i++)
            score[i] += word.n && begins(&w->common[i].words, word) == word.n;
    }
    for (size_t i = 1; i < w->common_count && i < LANGUAGES; i++)
        if (score[i] > score[best]) best = i;
    for (size_t i = 0; i < w->common_count && i < LANGUAGES; i++)
        if (i != best && score[i] > second) second = score[i];
    return score[best] >= 3 && score[best] * 2 > second * 3 ? w->common[best].lang : (struct str){0};
}
