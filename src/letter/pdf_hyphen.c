// Patterns applied to a word (pdf_hyphen.h).
#include "letter/pdf_hyphen.h"

#include <string.h>

enum { END = 1 }; // the number of the dot

struct letters { // a word as the automata see it
    uint8_t v[HYPHEN_LETTERS + 2];
    uint16_t at[HYPHEN_LETTERS + 2]; // byte of each in the word
    size_t n;
};

const struct hyphens *hyphens_for(struct str lang)
{
    const struct hyphens *best = NULL;
    size_t longest = 0;
    for (const struct hyphens *h = hyphen_table; h->lang; h++) {
        size_t n = strlen(h->lang);
        bool fits = lang.n >= n && memcmp(lang.p, h->lang, n) == 0 && (lang.n == n || lang.p[n] == '-');
        if (fits && n > longest) {
            best = h;
            longest = n;
        }
    }
    return best;
}

static uint8_t place_of(const struct hyphens *h, uint32_t c)
{
    size_t lo = 0, hi = h->char_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (h->chars[mid] == c) return h->places[mid];
        if (h->chars[mid] < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

static uint32_t step(const struct hyphen_level *l, uint32_t node, uint8_t letter)
{
    for (uint32_t e = l->first[node]; e < l->first[node + 1]; e++)
        if (l->edges[e] >> 24 == letter) return l->edges[e] & 0xFFFFFF;
    return 0; // the root, to which no edge leads
}

// The digits between the letters from..to-1: odd where a hyphen may stand before that letter.
static void apply(const struct hyphens *h, const struct hyphen_level *l, const struct letters *w, size_t from, size_t to, uint8_t *digit)
{
    uint8_t v[HYPHEN_LETTERS + 2];
    size_t n = to - from + 2;
    v[0] = v[n - 1] = END;
    memcpy(v + 1, w->v + from, to - from);
    for (size_t i = 0; i < n; i++) {
        uint32_t node = 0;
        for (size_t k = i; k < n; k++) {
            node = v[k] ? step(l, node, v[k]) : 0;
            if (!node) break;
            const uint8_t *d = h->digits + l->value[node];
            if (!l->value[node]) continue;
            for (size_t j = 0; j < d[1]; j++) {
                size_t place = i + d[0] + j; // before v[place]
                if (place >= 1 && place < n && d[2 + j] > digit[from + place - 1]) digit[from + place - 1] = d[2 + j];
            }
        }
    }
}

// The letters from..to-1 as one word; what was found is added to `at`.
static size_t divide(const struct hyphens *h, const struct letters *w, size_t from, size_t to, uint16_t *at, size_t count)
{
    uint8_t parts[HYPHEN_LETTERS + 2] = {0}, inner[HYPHEN_LETTERS + 2] = {0};
    size_t begin = from;
    if (h->level_count > 1) apply(h, &h->level[0], w, from, to, parts);
    for (size_t i = from + 1; i <= to; i++) {
        if (i < to && (parts[i] % 2 == 0 || i < begin + h->part_left)) continue;
        apply(h, &h->level[h->level_count - 1], w, begin, i, inner);
        for (size_t k = begin; begin > from && k < begin + h->part_left && k < i; k++) inner[k] = 0;
        for (size_t k = i; i < to && k + h->part_right > i && k > begin; k--) inner[k] = 0;
        if (begin > from) inner[begin] = 9;
        begin = i;
    }
    for (size_t i = from + h->left; i + h->right <= to; i++)
        if (inner[i] % 2) at[count++] = w->at[i];
    return count;
}

size_t hyphens_in(const struct hyphens *h, struct str word, uint16_t at[HYPHEN_LETTERS])
{
    struct letters w = {.n = 0};
    size_t count = 0, from = 0;
    bool apostrophe[HYPHEN_LETTERS + 2] = {false};
    for (size_t i = 0; i < word.n; w.n++) {
        if (w.n == HYPHEN_LETTERS) return 0;
        w.at[w.n] = (uint16_t)i;
        uint32_t c = utf8_next(word, &i);
        apostrophe[w.n] = c == '\'' || c == 0x2019;
        w.v[w.n] = place_of(h, c);
    }
    if (!h->level_count) return 0;
    if (!h->apostrophes) {
        for (size_t i = 0; i <= w.n; i++)
            if (i == w.n || apostrophe[i]) {
                count = i > from ? divide(h, &w, from, i, at, count) : count;
                from = i + 1;
            }
        return count;
    }
    uint16_t all[HYPHEN_LETTERS];
    size_t n = divide(h, &w, 0, w.n, all, 0);
    for (size_t i = 0, k = 0; i < n; i++) { // not too near an apostrophe
        while (w.at[k] < all[i]) k++;
        bool near = false;
        for (size_t j = k > h->left ? k - h->left : 0; j < k + h->right && j < w.n; j++) near |= apostrophe[j];
        if (!near) at[count++] = all[i];
    }
    return count;
}
