// Numbers, durations and sums.
//
//   quantity   22,000 | 22 000 | 2.5 million | twenty-five | one hundred and twelve | a dozen |
//   dozens number     quantity [or more]                     not 50 %, 10:30, 4th, H46, 2014/15,
//   No. 9, Rule 39 duration   quantity [-] unit {[and] quantity unit} [and a half] | life
//   imprisonment    [ago | later] money      EUR quantity | € quantity | quantity euros
#include "lang/scan_number.h"

#include "base/must.h"

struct quantity {
    int64_t value;
    int64_t tenths; // behind the decimal point of "2.5", when nothing multiplied it
    bool decimal;   // has a fraction
    bool one;       // a bare "a" or "one"
    bool article;   // "a"
    bool weak;      // "a", and "un", which is both "a" and "one"
    bool digits;    // begins with digits
    bool several;   // "dozens": at least
    bool about;     // "une dizaine"
    int form;       // the case that its last word stands in
};

enum { AMOUNT_MAX = 1000000000 }; // of digits before "million"; of durations far less

// ---- digits

// What may stand between groups of three: the language's sign, an apostrophe, or one blank.
static bool is_group_gap(const struct prose *p, size_t i, size_t *next)
{
    const struct lex *x = lex_at(p, i);
    if (x->kind == LEX_DIGITS) {
        struct str gap = str_sub(p->text, lex_at(p, i - 1)->at + lex_at(p, i - 1)->n, x->at);
        *next = i;
        return str_eq(gap, S(" ")) || str_eq(gap, S("\xC2\xA0")) ||              // U+00A0
               str_eq(gap, S("\xE2\x80\xAF")) || str_eq(gap, S("\xE2\x80\x89")); // U+202F, U+2009
    }
    *next = i + 1;
    if (x->kind != LEX_MARK || x->gap || !lex_glued(p, i + 1)) return false;
    return x->cp == (unsigned char)p->style.thousands || x->cp == '\'' || x->cp == 0x2019;
}

size_t number_digits(const struct prose *p, size_t i, int64_t *out)
{
    int64_t v = lex_value(p, i);
    if (v < 0) return 0;
    bool groups = lex_at(p, i)->n <= 3 && v > 0 && p->text.p[lex_at(p, i)->at] != '0';
    size_t next = 0;
    for (i++; groups && is_group_gap(p, i, &next) && lex_at(p, next)->n == 3; i = next + 1) {
        int64_t group = lex_value(p, next);
        if (group < 0 || v > INT64_MAX / 10000) break;
        v = v * 1000 + group;
    }
    *out = v;
    return i;
}

bool number_may_begin(const struct prose *p, size_t i)
{
    if (i == 0 || lex_at(p, i)->gap) return true;
    const struct lex *before = lex_at(p, i - 1);
    if (before->kind == LEX_WORD || before->kind == LEX_DIGITS || before->kind == LEX_URL)
        return false;
    if (before->kind != LEX_MARK || i < 2) return true;
    bool joined = !before->gap && lex_at(p, i - 2)->kind != LEX_MARK;
    switch (before->cp) {
    case '/':
    case '+': return false;
    case '#':
    case '@': return before->gap;
    case '.':
    case ':': return !joined;
    case '(':
    case ')': return before->gap || lex_at(p, i - 2)->kind == LEX_MARK; // 46(4), DD(2015)1178
    default: return !joined || !lex_is_hyphen(p, i - 1);
    }
}

bool number_may_end(const struct prose *p, size_t i)
{
    const struct lex *x = lex_at(p, i);
    if (x->kind == LEX_WORD)
        return x->gap && !lex_phrase(p, i, SENSE_PERCENT, NULL) &&
               !lex_phrase(p, i, SENSE_CLOCK, NULL);
    if (x->kind == LEX_DIGITS) return x->gap;
    if (x->kind != LEX_MARK) return true;
    if (x->cp == '%' || x->cp == 0x2030 || x->cp == 0xB0) return false;
    bool joined = !x->gap && lex_glued(p, i + 1) && lex_at(p, i + 1)->kind == LEX_DIGITS;
    if (joined && (x->cp == '.' || x->cp == ':' || lex_is_hyphen(p, i))) return false;
    return x->gap || x->cp != '/';
}

static int64_t power_of_ten(size_t n)
{
    int64_t v = 1;
    while (n--) v *= 10;
    return v;
}

static bool multiplies(int64_t v)
{
    return v == 100 || v == 1000 || v == 1000000 || v == 1000000000;
}

// A word that multiplies what stands before it: "million"; "hundred" and "dozen" too.
static size_t multiplier(const struct prose *p, size_t i, int64_t *out)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_NUMBER, &s);
    if (end && multiplies(s->value)) return *out = s->value, end;
    end = lex_phrase(p, i, SENSE_GROUP, &s);
    if (end) *out = s->value;
    return end;
}

static size_t quantity_digits(const struct prose *p, size_t i, struct quantity *q)
{
    if (!number_may_begin(p, i)) return 0;
    size_t end = number_digits(p, i, &q->value), after = 0;
    if (!end) return 0;
    q->digits = true;
    int64_t times = 1, fraction = 0;
    size_t places = 0;
    const struct lex *dot = lex_at(p, end);
    if (dot->kind == LEX_MARK && dot->cp == (unsigned char)p->style.decimal && !dot->gap &&
        lex_at(p, end + 1)->kind == LEX_DIGITS && lex_glued(p, end + 1) &&
        lex_at(p, end + 1)->n <= 6) {
        fraction = lex_value(p, end + 1);
        places = lex_at(p, end + 1)->n;
        end += 2;
    }
    if (q->value <= AMOUNT_MAX && lex_at(p, end)->gap) after = multiplier(p, end, &times);
    if (after) {
        q->value = q->value * times + fraction * times / power_of_ten(places);
        return after;
    }
    q->decimal = places > 0;
    q->tenths = fraction * 10 / power_of_ten(places);
    return end;
}

// ---- words

// Adds a number word to what was read before it: total (thousands and above), cur (below). False:
// it does not continue the number ("twenty seven" does, "seven twenty" does not).
static bool number_word_add(int64_t v, int64_t *total, int64_t *cur, int64_t *last_scale)
{
    if (v >= 1000) {
        if (v >= *last_scale) return false;
        *total += (*cur ? *cur : 1) * v;
        *cur = 0;
        *last_scale = v;
        return true;
    }
    if (v == 100) {
        if (*cur >= 100) return false;
        *cur = (*cur ? *cur : 1) * 100;
        return true;
    }
    int64_t rest = *cur % 100;
    bool fits = v > 100 ? *cur == 0 : rest == 0 || (rest % 10 == 0 && v < 10);
    if ((rest == 60 || rest == 80) && v < 20) fits = true; // "quatre-vingt-dix-sept"
    if (!fits || (v == 0 && *cur + *total > 0)) return false;
    *cur += v;
    return true;
}

static size_t number_words(const struct prose *p, size_t i, struct quantity *q)
{
    int64_t total = 0, cur = 0, last_scale = INT64_MAX;
    size_t end = 0, words = 0;
    const struct sense *s = NULL;
    for (;; words++) {
        size_t from = i, and = 0, next;
        if (end && lex_is_hyphen(p, i) && lex_glued(p, i) && lex_glued(p, i + 1)) from = i + 1;
        if (end && total + cur >= 100 && cur % 100 == 0) and = lex_phrase(p, i, SENSE_AND, NULL);
        if (and) from = and;
        next = lex_phrase(p, from, SENSE_NUMBER, &s);
        if (!next || (and&&s->value >= 100) ||
            !number_word_add(s->value, &total, &cur, &last_scale))
            break;
        i = end = next;
        q->form = s->form;
    }
    q->value = total + cur;
    q->one = words == 1 && q->value == 1;
    return end;
}

size_t number_spelled(const struct prose *p, size_t i, int64_t *out)
{
    struct quantity q = {0};
    size_t end = number_words(p, i, &q);
    *out = q.value;
    return q.form ? 0 : end;
}

// "twenty-fifth", "двадцать пятая": no number. Returns the index behind the ordinal, 0 when there is none.
static size_t ordinal_behind(const struct prose *p, size_t i, int64_t v)
{
    const struct sense *s = NULL;
    if (lex_is_hyphen(p, i) && lex_glued(p, i)) i++;
    size_t end = v % 10 ? 0 : lex_phrase(p, i, SENSE_ORDINAL, &s);
    return end && (v % 100 ? s->value < 10 : s->value < 100) ? end : 0;
}

// "a dozen", "two dozen", "a hundred", "one hundred and two": a count and what it counts.
static size_t quantity_words(const struct prose *p, size_t i, struct quantity *q)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_SEVERAL, &s);
    if (end) {
        *q = (struct quantity){.value = s->value, .several = true};
        return lex_at(p, end)->kind == LEX_DIGITS ? 0 : end; // "scores 5"
    }
    size_t one = lex_phrase(p, i, SENSE_ONE, NULL), words = number_words(p, i, q);
    if (!words && one) {
        *q = (struct quantity){.value = 1, .one = true, .article = true, .weak = true};
        size_t big = lex_phrase(p, one, SENSE_NUMBER, &s);
        if (big && s->value >= 100) words = number_words(p, one, q);
    }
    if (!words && one) words = one;
    q->weak = one && q->one;
    if (!words) return 0;
    end = lex_phrase(p, words, SENSE_GROUP, &s);
    if (!end || q->value > AMOUNT_MAX) return words;
    size_t of = lex_phrase(p, end, SENSE_LINK, NULL);
    if (of && lex_at(p, of)->kind == LEX_DIGITS) return 0; // "a score of 22"
    *q = (struct quantity){.value = q->value * s->value, .about = s->form};
    size_t times = lex_phrase(p, of, SENSE_NUMBER, &s);
    if (!of || !times || !multiplies(s->value) || q->value > AMOUNT_MAX) return end;
    q->value *= s->value; // "une dizaine de milliers"
    return times;
}

static size_t quantity(const struct prose *p, size_t i, struct quantity *q)
{
    *q = (struct quantity){0};
    switch (lex_at(p, i)->kind) {
    case LEX_DIGITS: return quantity_digits(p, i, q);
    case LEX_WORD: return quantity_words(p, i, q);
    default: return 0;
    }
}

// ---- numbers

static void token_hedge(struct token *t, const struct prose *p, const struct hedged *h)
{
    if (!h->end) return;
    const struct lex *last = lex_at(p, h->end - 1);
    t->hedge = h->hedge;
    t->hedge_at = lex_at(p, h->from)->at;
    t->hedge_n = last->at + last->n - t->hedge_at;
}

// "or more"; "+" right behind digits. Returns the index behind it, or `end`.
static size_t hedge_after(const struct prose *p, size_t end, int form, const struct hedged *h, struct token *t)
{
    const struct sense *s = NULL;
    size_t begin = end, next;
    if (lex_is_hyphen(p, end) && lex_glued(p, end) && lex_glued(p, end + 1)) { // "100-dən çox"
        next = lex_phrase(p, end + 1, SENSE_CASE, &s);
        if (next) begin = next, form = s->form;
    }
    next = h->end ? 0 : lex_phrase(p, begin, SENSE_HEDGE_AFTER, &s);
    if (h->end) return end;
    if (next && s->form == form) {
        token_hedge(t, p, &(struct hedged){begin, next, (enum hedge)s->value});
    } else if (lex_is_mark(p, end, '+') && lex_glued(p, end) &&
               lex_at(p, end - 1)->kind == LEX_DIGITS) {
        next = end + 1;
        token_hedge(t, p, &(struct hedged){end, next, HEDGE_AT_LEAST});
    } else {
        next = 0;
    }
    return next ? next : end;
}

// A postal code: four to six digits at the start of a line or behind a comma or a state's letters,
// and a place's name behind them.
static bool is_postal(const struct prose *p, size_t i, size_t end)
{
    const struct lex *x = lex_at(p, i), *after = lex_at(p, end);
    if (end != i + 1 || x->n < 4 || x->n > 6) return false;
    if (i > 0 && x->n == 5 && lex_at(p, i - 1)->kind == LEX_WORD && lex_at(p, i - 1)->n == 2) {
        struct str state = lex_str(p, i - 1);
        if (state.p[0] >= 'A' && state.p[0] <= 'Z' && state.p[1] >= 'A' && state.p[1] <= 'Z')
            return true;
    }
    if (after->kind != LEX_WORD || !after->capital) return false;
    size_t blank = x->at;
    while (blank > 0 && (p->text.p[blank - 1] == ' ' || p->text.p[blank - 1] == '*')) blank--;
    return blank == 0 || p->text.p[blank - 1] == '\n' || p->text.p[blank - 1] == ',';
}

// The number is a name: "Rule 39", "No. 14", "Protocol No. 1".
static bool is_label(const struct prose *p, size_t i)
{
    size_t from = i;
    while (from > 0 && i - from < 4 &&
           (lex_at(p, from - 1)->kind == LEX_WORD || lex_is_mark(p, from - 1, '.'))) {
        from--;
        size_t end = lex_phrase(p, from, SENSE_LABEL, NULL);
        if (!end) end = lex_phrase(p, from, SENSE_SIGN, NULL);
        if (end && lex_is_mark(p, end, '.')) end++;
        if (end == i) return true;
    }
    return i > 0 && (lex_is_mark(p, i - 1, 0xA7) || lex_is_mark(p, i - 1, 0x2116)); // § №
}

// What stands between the two numbers of a span: a dash, or "to" that no "from" has opened, or the
// "and" of "between". Returns the index behind it.
static size_t span_word(const struct prose *p, size_t i, size_t begin, bool opened)
{
    bool dash = lex_is_hyphen(p, i) && lex_glued(p, i) == lex_glued(p, i + 1);
    size_t close = lex_phrase(p, i, SENSE_CLOSE, NULL), and = lex_phrase(p, i, SENSE_AND, NULL);
    if (opened) return and? close : 0;
    if (dash) return i + 1;
    return close && !and&&!lex_phrase_before(p, begin, SENSE_OPEN) ? close : 0;
}

// "10–15 people", "between 10 and 15 people": at least 10, at most 15.
static bool read_span(const struct prose *p, size_t i, struct found *f)
{
    int64_t lo = 0, hi = 0;
    size_t open = lex_phrase(p, i, SENSE_OPEN, NULL), begin = open ? open : i;
    size_t middle = number_digits(p, begin, &lo),
           from = middle ? span_word(p, middle, begin, open) : 0;
    size_t end = from ? number_digits(p, from, &hi) : 0;
    if (!end || lo >= hi || !number_may_begin(p, begin) || !number_may_end(p, end)) return false;
    if (is_label(p, begin) || lex_phrase(p, end, SENSE_UNIT, NULL)) return false;
    struct token *a = found_add(f, p, TOKEN_NUMBER, begin, middle);
    a->number = lo;
    a->hedge = HEDGE_AT_LEAST;
    struct token *b = found_add(f, p, TOKEN_NUMBER, from, end);
    b->number = hi;
    b->hedge = HEDGE_AT_MOST;
    return true;
}

void read_number(const struct prose *p, size_t i, const struct hedged *h, struct found *f)
{
    struct quantity q;
    if (!h->end && read_span(p, i, f)) return;
    size_t end = quantity(p, i, &q);
    if (!end || q.decimal || !number_may_end(p, end)) return;
    if (q.one && (q.article || !h->end || h->hedge == HEDGE_ABOUT)) return;
    if (q.digits && !h->end && (is_postal(p, i, end) || is_label(p, i))) return;
    size_t ordinal = q.digits ? 0 : ordinal_behind(p, end, q.value);
    if (ordinal) {
        f->end = ordinal;
        return;
    }
    struct token *t = found_add(f, p, TOKEN_NUMBER, i, end);
    t->number = q.value;
    token_hedge(t, p, h);
    if (q.several) t->hedge = HEDGE_AT_LEAST;
    if (q.about && !h->end) t->hedge = HEDGE_ABOUT;
    f->end = hedge_after(p, end, q.form, h, t);
    if (q.form && !t->hedge_n) f->end = f->count = 0; // "ondan" is "from him" as well
}

// ---- durations

enum { DURATION_MAX = 100000 };

// "7 years", "seven-year", "two and a half years", "a year and a half". Adds to *d; *months is the
// unit's length, by which a following part must be smaller.
static size_t duration_part(const struct prose *p, size_t i, struct dur *d,
                            const struct sense **unit, bool *weak)
{
    struct quantity q;
    size_t end = quantity(p, i, &q), half = 0;
    if (!end || q.several || q.value > DURATION_MAX) return 0;
    half = lex_phrase(p, end, SENSE_HALF, NULL);
    if (half) end = half;
    if (lex_is_hyphen(p, end) && lex_glued(p, end) && lex_glued(p, end + 1)) end++;
    end = lex_phrase(p, end, SENSE_UNIT, unit);
    if (!end) return 0;
    size_t half_after = half ? 0 : lex_phrase(p, end, SENSE_HALF, NULL);
    if (half_after) end = half_after;
    bool with_half = half || half_after || (q.decimal && q.tenths == 5);
    if ((q.decimal && q.tenths != 5) || (with_half && ((*unit)->value % 2 || (*unit)->value2 % 2)))
        return 0; // half a month is no duration
    d->months += (int32_t)((*unit)->value * q.value + (with_half ? (*unit)->value / 2 : 0));
    d->days += (int32_t)((*unit)->value2 * q.value + (with_half ? (*unit)->value2 / 2 : 0));
    *weak = q.weak && !with_half;
    return end;
}

static bool unit_smaller(const struct sense *a, const struct sense *b)
{
    return a->value != b->value ? a->value < b->value : a->value2 < b->value2;
}

static size_t duration_words(const struct prose *p, size_t i, struct dur *d, bool *weak, int *form)
{
    const struct sense *s = NULL, *unit = NULL, *smaller = NULL;
    size_t end = lex_phrase(p, i, SENSE_DURATION, &s);
    if (end) {
        *d = (struct dur){(int32_t)s->value, (int32_t)s->value2, s->text.n > 0};
        return end;
    }
    end = duration_part(p, i, d, &unit, weak);
    while (end) {
        struct dur more = *d;
        bool ignored;
        size_t from = lex_phrase(p, end, SENSE_AND, NULL);
        if (!from) from = lex_is_mark(p, end, ',') ? end + 1 : end;
        if (lex_phrase(p, from, SENSE_AND, NULL)) from++; // ", and"
        size_t next = duration_part(p, from, &more, &smaller, &ignored);
        if (!next || !unit_smaller(smaller, unit)) break;
        *d = more;
        *weak = false;
        unit = smaller;
        end = next;
    }
    *form = unit ? unit->form : 0;
    return end;
}

// "years'" and "year-old": what belongs to the duration; true when it is an age.
static bool is_age(const struct prose *p, size_t *end)
{
    size_t next = lex_is_hyphen(p, *end) && lex_glued(p, *end) ? *end + 1 : *end;
    next = lex_phrase(p, next, SENSE_AGE, NULL);
    if (next) *end = next;
    return next != 0;
}

// "last year", "next month"
static bool read_calendar(const struct prose *p, size_t i, struct found *f)
{
    const struct sense *s = NULL;
    size_t end = lex_phrase(p, i, SENSE_CALENDAR, &s);
    if (!end) return false;
    struct token *t = found_add(f, p, TOKEN_AGO, i, end);
    t->calendar = (int)s->value2;
    t->later = s->value < 0;
    t->dur.months = (int32_t)((t->later ? -s->value : s->value) * s->value2);
    return true;
}

// "17-year-old", "17-летний", "aged 17": read over. Returns the index behind it, 0 when it is no age.
static size_t read_age(const struct prose *p, size_t i, size_t end)
{
    struct quantity q;
    if (!end) end = quantity(p, i, &q);
    if (!end) return 0;
    return is_age(p, &end) || lex_phrase_before(p, i, SENSE_AGE_BEFORE) ? end : 0;
}

void read_duration(const struct prose *p, size_t i, const struct hedged *h, struct found *f)
{
    struct dur d = {0};
    bool weak = false;
    int form = 0;
    const struct sense *ago = NULL;
    if (!h->end && read_calendar(p, i, f)) return;
    size_t before = lex_phrase(p, i, SENSE_AGO_BEFORE, &ago), from = before ? before : i;
    size_t end = duration_words(p, from, &d, &weak, &form), after = 0;
    if ((f->end = read_age(p, i, end)) || !end) return;
    if (!before) after = lex_phrase(p, end, SENSE_AGO, &ago);
    if (weak && !before && !after && !h->end && d.months < 120 && !lex_phrase_before(p, i, SENSE_FOR)) return; // "a year"
    struct token *t = found_add(f, p, before || after ? TOKEN_AGO : TOKEN_DURATION, i, after ? after : end);
    t->dur = d;
    t->later = ago && ago->value;
    token_hedge(t, p, h);
    if (t->kind == TOKEN_DURATION) f->end = hedge_after(p, end, form, h, t);
}

// ---- sums

static const struct {
    uint32_t sign;
    const char *code;
} SIGNS[] = {{'$', "USD"},    {0xA3, "GBP"},   {0xA5, "JPY"},   {0x20AC, "EUR"}, {0x20B4, "UAH"},
             {0x20B8, "KZT"}, {0x20BA, "TRY"}, {0x20BC, "AZN"}, {0x20BD, "RUB"}, {0x20BE, "GEL"}};

static size_t currency(const struct prose *p, size_t i, struct str *code)
{
    const struct lex *x = lex_at(p, i);
    const struct sense *s = NULL;
    for (size_t k = 0; x->kind == LEX_MARK && k < sizeof SIGNS / sizeof *SIGNS; k++)
        if (x->cp == SIGNS[k].sign) return *code = str_of(SIGNS[k].code), i + 1;
    if (x->kind == LEX_WORD && str_eq(lex_str(p, i), S("US")) && lex_is_mark(p, i + 1, '$'))
        return *code = S("USD"), i + 2;
    size_t end = lex_phrase(p, i, SENSE_MONEY, &s);
    if (!end) return 0;
    *code = s->text;
    bool is_code = end == i + 1 && x->n == 3 && s->text.p[0] == (p->text.p[x->at] & ~0x20) &&
                   (s->text.p[1] | 0x20) == (p->text.p[x->at + 1] | 0x20) &&
                   (s->text.p[2] | 0x20) == (p->text.p[x->at + 2] | 0x20);
    return is_code && !str_eq(lex_str(p, i), s->text) ? 0 : end; // "try" is no lira
}

void read_money(const struct prose *p, size_t i, const struct hedged *h, struct found *f)
{
    struct quantity q;
    struct str code = {0};
    size_t sign = currency(p, i, &code), end = quantity(p, sign ? sign : i, &q);
    if (!end || q.several || (sign && (q.article || !q.digits))) return;
    if (!sign) end = currency(p, end, &code);
    if (!end || (sign && lex_at(p, end)->kind == LEX_WORD && !lex_at(p, end)->gap)) return;
    struct token *t = found_add(f, p, TOKEN_MONEY, i, end);
    t->number = q.value;
    t->code = code;
    token_hedge(t, p, h);
    f->end = hedge_after(p, end, q.form, h, t);
}
