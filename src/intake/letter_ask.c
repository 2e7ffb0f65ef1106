// What the letter asks for: sentences in which "we" stand before a word of asking, and lists behind such a sentence. They
// stay in the body; the head's asks repeat them.
#include <string.h>

#include "base/arena.h"
#include "intake/letter_in.h"
#include "intake/letter_page.h"
#include "intake/letter_words.h"
#include "lang/fold.h"

enum { ASKS = 60, SENTENCE = 1500, REACH = 14 };

// Words from w on: does a word of asking follow within REACH words?
static bool asks_after(const struct incoming *in, struct str folded)
{
    size_t at = 0;
    for (int i = 0; i < REACH && at < folded.n; i++) {
        if (words_begin(in->words, W_ASK_WE, str_sub(folded, at, folded.n))) return true;
        at = str_chr(folded, ' ', at) + 1;
    }
    return false;
}

// Where in the sentence the ask begins; its end: there is none.
static size_t ask_at(const struct incoming *in, struct str sentence)
{
    struct str folded = fold(in->arena, sentence);
    bool by_itself = words_in(in->words, W_ASK, folded);
    if (words_begin(in->words, W_CLOSING, folded)) return sentence.n; // nous vous prions d'agréer …
    if (!by_itself && !words_in(in->words, W_ASK_WE, folded)) return sentence.n;
    for (size_t i = 0; i < sentence.n; i = str_chr(sentence, ' ', i) + 1) {
        struct str rest = fold(in->arena, str_sub(sentence, i, i + 160 < sentence.n ? str_chr(sentence, ' ', i + 160) : sentence.n));
        size_t who = words_begin(in->words, W_WE, rest);
        if (who && (by_itself || asks_after(in, str_sub(rest, who + 1, rest.n)))) return i;
    }
    return by_itself ? 0 : sentence.n;
}

// The end of the sentence that begins at i.
static size_t sentence_end(struct str s, size_t i)
{
    for (; i < s.n; i++) {
        if (!strchr(".!?", s.p[i])) continue;
        size_t next = i + 1, word = i;
        while (next < s.n && strchr("\"')]", s.p[next])) next++;
        if (next < s.n && s.p[next] != ' ') continue;
        while (word && s.p[word - 1] != ' ' && s.p[word - 1] != '.') word--;
        bool abbreviated = i - word <= 2 && s.p[word] >= 'A' && s.p[word] <= 'Z'; // "Mr. X", "R.S. Sharma"
        if (!abbreviated || next >= s.n) return next;
    }
    return s.n;
}

static void add_ask(struct incoming *in, struct str s)
{
    s = str_trim(s);
    if (s.n && s.n <= SENTENCE && in->asks.n < ASKS) texts_add(in->arena, &in->asks, s);
}

// The text of the lines of one paragraph or list item; *end is behind them.
static struct str paragraph(const struct incoming *in, size_t from, size_t *end)
{
    struct page *p = in->page;
    struct buf b = buf_in(in->arena);
    size_t i = from;
    do {
        buf_addf(&b, "%s%.*s", b.n ? " " : "", STR(p->lines[i].plain));
        i++;
    } while (i < p->count && !p->lines[i].gap && p->lines[i].kind == LINE_TEXT && !p->lines[i].out);
    *end = i;
    return buf_str(&b);
}

// Asks in one paragraph. Does it end with a colon behind words of asking?
static bool read_paragraph(struct incoming *in, struct str text)
{
    bool leads = false;
    for (size_t i = 0, end; i < text.n; i = end) {
        while (i < text.n && text.p[i] == ' ') i++;
        end = sentence_end(text, i);
        struct str sentence = str_sub(text, i, end);
        if (sentence.n > SENTENCE || !sentence.n) continue;
        size_t at = ask_at(in, sentence);
        if (at == sentence.n) continue;
        leads = end == text.n && str_ends(sentence, S(":"));
        if (!leads) add_ask(in, str_sub(sentence, at, sentence.n));
    }
    return leads;
}

void find_asks(struct incoming *in)
{
    struct page *p = in->page;
    bool leads = false;
    for (size_t i = 0, end; i < p->count; i = end) {
        const struct line *l = &p->lines[i];
        end = i + 1;
        if (l->out || l->kind == LINE_DEFINITION || l->kind == LINE_RULE || l->kind == LINE_CODE) continue;
        struct str text = paragraph(in, i, &end);
        if (l->kind == LINE_ITEM && leads) add_ask(in, text);
        else if (l->kind == LINE_ITEM) read_paragraph(in, text);
        else if (l->kind == LINE_TEXT) leads = read_paragraph(in, text);
        else leads = false;
    }
}
