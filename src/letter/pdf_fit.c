// Breaking as a whole (Knuth and Plass 1981), as TeX does it but for these: blanks shrink by a fifth at most, a last line of one
// short word is dear, and what is glued or must be cut inside is tried last, and letters are drawn a little wider or narrower
// (Zapf and Karow's hz-program). Ragged lines are filled one by one. Headlines are balanced: as few lines as can be, as equal as can be.
#include <float.h>
#include <math.h>

#include "base/arena.h"
#include "letter/pdf_break.h"

enum { BREAKS_MAX = 40000, ACTIVE_MAX = 600, BALANCED_LINES = 12, BALANCED_BREAKS = 2000, PASSES = 4 };
static const double STRETCH = 0.5, SHRINK = 0.2; // of a blank, at badness 100
static const double HAN_STRETCH = 0.06;          // of the size, behind an ideograph
static const double LETTERS = 0.02;              // of a line's letters: nobody sees it, and the blanks are the more even for it
static const double SHORT = 0.75;                // of the width: a ragged line that is shorter divides a word
static const uint32_t START = UINT32_MAX;

struct node { // a line may end at breaks[brk], best reached from `from`
    uint32_t brk, from;
    uint8_t fitness;
    double demerits;
};

struct fitter {
    const struct fit *f;
    struct arena *scratch;
    struct node *nodes;
    size_t node_count, node_cap;
    uint32_t *active;
    size_t active_count, active_cap;
    uint32_t *lines; // the result
    size_t line_count, line_cap;
};

static double next_of(const struct fit *f, uint32_t from) { return from == START ? 0 : f->breaks[from].next; }
static double next_blank(const struct fit *f, uint32_t from) { return from == START ? 0 : f->breaks[from].next_blank; }
static uint32_t next_han(const struct fit *f, uint32_t from) { return from == START ? 0 : f->breaks[from].next_han; }

static double natural(const struct fit *f, uint32_t from, uint32_t to)
{
    return f->breaks[to].end - next_of(f, from) + (double)f->breaks[to].hyphen;
}

double fit_slack(const struct fit *f, uint32_t from, uint32_t to)
{
    return f->width + (double)f->breaks[to].hang - natural(f, from, to);
}

static double blank_in(const struct fit *f, uint32_t from, uint32_t to)
{
    double w = f->breaks[to].end_blank - next_blank(f, from);
    return w > 0 ? w : 0;
}

static double han_in(const struct fit *f, uint32_t from, uint32_t to)
{
    uint32_t n = f->breaks[to].end_han, before = next_han(f, from);
    return n > before + 1 ? (double)(n - before - 1) : 0;
}

// The width of the letters that may be drawn wider or narrower; none beside ideographs, which have room between them, and
// none of a line without blanks, which is not justified.
static double letters_in(const struct fit *f, uint32_t from, uint32_t to)
{
    double blank = blank_in(f, from, to);
    return han_in(f, from, to) > 0 || blank <= 0 ? 0 : natural(f, from, to) - blank;
}

// What a line may be longer by, and shorter.
static double stretch_of(const struct fit *f, uint32_t from, uint32_t to)
{
    return STRETCH * blank_in(f, from, to) + HAN_STRETCH * f->size * han_in(f, from, to) + LETTERS * letters_in(f, from, to);
}

static double shrink_of(const struct fit *f, uint32_t from, uint32_t to)
{
    return SHRINK * blank_in(f, from, to) + LETTERS * letters_in(f, from, to);
}

// How much a line must stretch (> 0) or shrink, in units of what it may; below -1 it does not fit.
static double ratio(const struct fit *f, uint32_t from, uint32_t to)
{
    double slack = fit_slack(f, from, to);
    if (slack < 0) {
        double shrink = shrink_of(f, from, to);
        return slack > -0.01 ? 0 : shrink > 0 ? slack / shrink : -2;
    }
    double stretch = blank_in(f, from, to) + han_in(f, from, to) > 0 ? stretch_of(f, from, to) : 0;
    return stretch > 0 ? slack / stretch : slack < 0.5 ? 0 : 99;
}

static uint8_t fitness_of(double r) { return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1 ? 2 : 3; }

// How bad a last line is that is one word, or hardly longer.
static double lone(const struct fit *f, uint32_t from, uint32_t to)
{
    double w = natural(f, from, to);
    bool one = blank_in(f, from, to) <= 0 && han_in(f, from, to) <= 1;
    if (one && w < 0.33 * f->width) return 150000;
    return w < 0.2 * f->width ? 40000 : 0;
}

static double penalty(const struct brk *b)
{
    switch (b->kind) {
    case BRK_HYPHEN: return 150 + (b->small ? 60 : 0);
    case BRK_GLUED: return 2000;
    case BRK_EMERGENCY: return 3000;
    default: return 0;
    }
}

static double demerits(const struct fit *f, const struct node *a, uint32_t to, double r, uint8_t fitness)
{
    const struct brk *b = &f->breaks[to];
    bool first = a->brk == START, last = b->kind == BRK_FORCED;
    double stretch = last && r > 0 ? 0 : fabs(r);
    double bad = 100 * stretch * stretch * stretch, pen = penalty(b), d = (10 + bad) * (10 + bad) + pen * pen;
    bool after_hyphen = !first && f->breaks[a->brk].kind == BRK_HYPHEN;
    if (after_hyphen && b->kind == BRK_HYPHEN) d += 12000;
    if (after_hyphen && last) d += 6000;
    if (last && !first && f->breaks[a->brk].kind != BRK_FORCED) d += lone(f, a->brk, to);
    if (!last && (fitness > a->fitness ? fitness - a->fitness : a->fitness - fitness) > 1) d += 5000;
    return d;
}

// Which breaks a pass may take, and how far it lets blanks stretch.
static bool allowed(const struct fit *f, uint8_t kind, unsigned pass)
{
    if (kind == BRK_HYPHEN) return f->hyphens;
    return kind == BRK_GLUED || kind == BRK_EMERGENCY ? pass == PASSES - 1 : true;
}

static double tolerance(unsigned pass)
{
    static const double of[PASSES] = {1.5, 3.2, HUGE_VAL, HUGE_VAL};
    return of[pass];
}

static void node_add(struct fitter *t, struct node n)
{
    t->nodes = arena_grow(t->scratch, t->nodes, &t->node_cap, t->node_count + 1, sizeof *t->nodes);
    t->active = arena_grow(t->scratch, t->active, &t->active_cap, t->active_count + 1, sizeof *t->active);
    t->active[t->active_count++] = (uint32_t)t->node_count;
    t->nodes[t->node_count++] = n;
}

// All lines that may end at `to`. False: none can be any more.
static bool try_break(struct fitter *t, uint32_t to, unsigned pass)
{
    const struct fit *f = t->f;
    struct node best[4];
    bool have[4] = {false};
    uint32_t gone = START;
    size_t kept = 0;
    for (size_t i = 0; i < t->active_count; i++) {
        const struct node *a = &t->nodes[t->active[i]];
        double r = ratio(f, a->brk, to);
        bool full = r < -1 && natural(f, a->brk, to) - (double)f->breaks[to].hyphen > f->width; // no later break fits either
        if (full) gone = t->active[i];
        if (!full) t->active[kept++] = t->active[i];
        if (r < -1 || (r > tolerance(pass) && f->breaks[to].kind != BRK_FORCED)) continue;
        uint8_t fit = fitness_of(r);
        double d = a->demerits + demerits(f, a, to, r, fit);
        if (have[fit] && best[fit].demerits <= d) continue;
        best[fit] = (struct node){to, (uint32_t)(a - t->nodes), fit, d};
        have[fit] = true;
    }
    t->active_count = kept;
    bool any = false;
    for (size_t i = 0; i < 4; i++) any |= have[i];
    if (!any && !kept && pass == PASSES - 1 && gone != START) { // wider than the line whatever is done
        best[0] = (struct node){to, gone, 0, t->nodes[gone].demerits + 1e9};
        have[0] = true;
    }
    if (f->breaks[to].kind == BRK_FORCED) t->active_count = 0;
    for (size_t i = 0; i < 4; i++)
        if (have[i]) node_add(t, best[i]);
    return t->active_count > 0 && t->active_count <= ACTIVE_MAX;
}

static void line_add(struct fitter *t, uint32_t brk)
{
    t->lines = arena_grow(t->scratch, t->lines, &t->line_cap, t->line_count + 1, sizeof *t->lines);
    t->lines[t->line_count++] = brk;
}

static void take(struct fitter *t)
{
    uint32_t best = t->active[0];
    for (size_t i = 1; i < t->active_count; i++)
        if (t->nodes[t->active[i]].demerits < t->nodes[best].demerits) best = t->active[i];
    size_t from = t->line_count;
    for (uint32_t n = best; t->nodes[n].from != START; n = t->nodes[n].from) line_add(t, t->nodes[n].brk);
    for (size_t i = from, k = t->line_count; i + 1 < k; i++, k--) {
        uint32_t swap = t->lines[i];
        t->lines[i] = t->lines[k - 1];
        t->lines[k - 1] = swap;
    }
}

static bool total_fit(struct fitter *t, uint32_t start, uint32_t lo, uint32_t hi)
{
    size_t before = t->line_count;
    for (unsigned pass = 0; pass < PASSES; pass++) {
        t->node_count = t->active_count = 0;
        node_add(t, (struct node){start, START, 1, 0});
        bool alive = true;
        for (uint32_t j = lo; alive && j <= hi; j++)
            if (allowed(t->f, t->f->breaks[j].kind, pass)) alive = try_break(t, j, pass);
        if (!alive) continue;
        take(t);
        if (pass > 0 || t->line_count < before + 2 || lone(t->f, t->lines[t->line_count - 2], hi) <= 0) return true;
        t->line_count = before; // looser lines may spare it
    }
    return false;
}

// The break to take of those that fit: what is glued only when there is no other, a word divided only when the line would be short.
struct fitting {
    uint32_t good, poor, divided;
};

static uint32_t taken(const struct fit *f, uint32_t from, struct fitting c)
{
    if (c.good == START) return c.divided != START ? c.divided : c.poor;
    bool better = c.divided != START && c.divided > c.good && natural(f, from, c.good) < SHORT * f->width;
    return better ? c.divided : c.good;
}

static void first_fit(struct fitter *t, uint32_t from, uint32_t lo, uint32_t hi)
{
    const struct fit *f = t->f;
    struct fitting c = {START, START, START};
    for (uint32_t j = lo; j <= hi; j++) {
        uint8_t kind = f->breaks[j].kind;
        if (kind == BRK_HYPHEN) {
            if (f->mode == FIT_RAGGED && natural(f, from, j) <= f->width) c.divided = j;
            continue;
        }
        for (uint32_t end; natural(f, from, j) > f->width + 0.01 && (end = taken(f, from, c)) != START;) {
            line_add(t, end);
            from = end;
            if (c.good == START || c.good <= end) c.good = START;
            if (c.poor == START || c.poor <= end) c.poor = START;
            if (c.divided == START || c.divided <= end) c.divided = START;
        }
        if (kind == BRK_GLUED || kind == BRK_EMERGENCY)
            c.poor = j;
        else
            c.good = j;
    }
    line_add(t, hi);
}

// Lines filled as they come, but a last word that would stand alone takes others with it.
static void ragged(struct fitter *t, uint32_t start, uint32_t lo, uint32_t hi)
{
    const struct fit *f = t->f;
    size_t before = t->line_count;
    first_fit(t, start, lo, hi);
    if (t->line_count < before + 2) return;
    uint32_t *end = &t->lines[t->line_count - 2], from = t->line_count > before + 2 ? end[-1] : start;
    if (lone(f, *end, hi) <= 0) return;
    for (uint32_t j = *end; j-- > (from == START ? 0 : from + 1) && natural(f, from, j) > f->width / 2;) {
        if (f->breaks[j].kind != BRK_WORD || natural(f, j, hi) > f->width || lone(f, j, hi) > 0) continue;
        *end = j;
        return;
    }
}

// As many lines as first fit takes, with the least sum of squares; a line that ends in a word like "of" is dear.
static bool balanced(struct fitter *t, uint32_t start, uint32_t lo, uint32_t hi)
{
    const struct fit *f = t->f;
    size_t before = t->line_count, n = hi - lo + 2;
    first_fit(t, start, lo, hi);
    size_t lines = t->line_count - before;
    if (lines < 2 || lines > BALANCED_LINES || n > BALANCED_BREAKS) return lines < 2;
    double target = natural(f, start, hi) / (double)lines;
    double (*cost)[BALANCED_LINES + 1] = arena_array(t->scratch, n, sizeof *cost);
    uint32_t (*from)[BALANCED_LINES + 1] = arena_array(t->scratch, n, sizeof *from);
    for (size_t i = 0; i < n; i++)
        for (size_t q = 0; q <= lines; q++) cost[i][q] = i || q ? HUGE_VAL : 0;
    for (uint32_t j = 1; j < n; j++) {
        const struct brk *b = &f->breaks[lo + j - 1];
        if (b->kind != BRK_WORD && b->kind != BRK_FORCED) continue;
        for (uint32_t i = j; i-- > 0;) {
            double w = natural(f, i ? lo + i - 1 : start, lo + j - 1);
            if (w > f->width) break;
            double em = (w - target) / f->size, c = em * em + (b->small ? 12 : 0);
            for (size_t q = 0; q < lines; q++)
                if (cost[i][q] + c < cost[j][q + 1]) {
                    cost[j][q + 1] = cost[i][q] + c;
                    from[j][q + 1] = i;
                }
        }
    }
    if (isinf(cost[n - 1][lines])) return true; // first fit it is
    for (size_t q = lines, j = n - 1; q > 0; q--) {
        t->lines[before + q - 1] = lo + (uint32_t)j - 1;
        j = from[j][q];
    }
    return true;
}

double fit_letters(const struct fit *f, uint32_t from, uint32_t to)
{
    double slack = fit_slack(f, from, to), most = slack < 0 ? shrink_of(f, from, to) : stretch_of(f, from, to);
    double r = letters_in(f, from, to) > 0 ? slack / most : 0;
    return 1 + round(LETTERS * 1000 * (r > 1 ? 1 : r < -1 ? -1 : r)) / 1000; // in thousandths, as it is written
}

size_t fit_lines(struct arena *scratch, const struct fit *f, uint32_t **lines)
{
    struct fitter t = {.f = f, .scratch = scratch};
    uint32_t start = START;
    for (uint32_t lo = 0, hi; lo < f->count; start = hi, lo = hi + 1) {
        hi = lo;
        while (f->breaks[hi].kind != BRK_FORCED) hi++;
        size_t before = t.line_count;
        if (f->mode == FIT_BALANCED && balanced(&t, start, lo, hi)) continue;
        if (f->mode != FIT_JUSTIFIED) {
            t.line_count = before;
            ragged(&t, start, lo, hi);
            continue;
        }
        t.line_count = before;
        if (hi - lo < BREAKS_MAX && total_fit(&t, start, lo, hi)) continue;
        t.line_count = before;
        first_fit(&t, start, lo, hi);
    }
    *lines = t.lines;
    return t.line_count;
}

double fit_loosest(const struct fit *f, const uint32_t *lines, size_t count)
{
    double loosest = 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t from = i ? lines[i - 1] : START;
        if (f->breaks[lines[i]].kind == BRK_FORCED) continue;
        double blank = blank_in(f, from, lines[i]);
        double slack = fit_slack(f, from, lines[i]) - (fit_letters(f, from, lines[i]) - 1) * letters_in(f, from, lines[i]);
        double stretch = blank + han_in(f, from, lines[i]) * f->size * HAN_STRETCH / STRETCH;
        double w = stretch > 0 ? 1 + slack / stretch : slack < 0.02 * f->width ? 1 : HUGE_VAL;
        if (w > loosest) loosest = w;
    }
    return loosest;
}
