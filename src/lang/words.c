// A table, a row a word, a column a language; nothing is parsed and nothing is cached.
#include "lang/words.h"

#include "base/buf.h"

enum { COLUMNS = 6 };

static const char TAGS[COLUMNS][3] = {"en", "fr", "az", "ru", "ar", "fa"};

static const char *const WORDS[WORD_COUNT][COLUMNS] = {
#define WORD(name, ...) {__VA_ARGS__},
#include "lang/words.def"
#undef WORD
};

// 0, which is English, for a language that has no column.
static size_t column_of(struct str lang)
{
    if (lang.n < 2 || (lang.n > 2 && lang.p[2] != '-' && lang.p[2] != '_')) return 0;
    for (size_t i = 1; i < COLUMNS; i++)
        if ((lang.p[0] | 32) == TAGS[i][0] && (lang.p[1] | 32) == TAGS[i][1]) return i;
    return 0;
}

struct str words(struct str lang, enum word w)
{
    const char *s = WORDS[w][column_of(lang)];
    return str_of(*s ? s : WORDS[w][0]);
}

bool words_has(struct str lang, enum word w)
{
    size_t c = column_of(lang);
    return (c || str_starts(lang, S("en"))) && *WORDS[w][c];
}

struct str words_with(struct arena *a, struct str lang, enum word w, struct str first, struct str second)
{
    struct str t = words(lang, w);
    struct buf b = buf_in(a);
    for (size_t i = 0; i < t.n;) {
        struct str rest = str_sub(t, i, t.n);
        bool one = str_starts(rest, S("{1}"));
        if (one || str_starts(rest, S("{2}"))) {
            buf_add(&b, one ? first : second);
            i += 3;
        } else {
            buf_addc(&b, t.p[i++]);
        }
    }
    return buf_str(&b);
}
