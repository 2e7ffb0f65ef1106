// The forms are regular expressions, kept as such: they are what the sources print (POSIX ERE).
#include "vocab/identifier.h"

#include <regex.h>
#include <string.h>
#include <threads.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/words.h"
#include "base/must.h"

static const struct {
    enum scheme scheme;
    const char *pattern, *example;
} forms[] = {
    {SCHEME_APPNO, "^[0-9]{1,6}/[0-9]{2}$", "15172/13"},
    {SCHEME_ITEM, "^00[1-9]-[0-9]{1,7}(-[0-9]{1,7})?$", "001-144124"}, // press releases have two numbers: 003-5061347-6226766,
    {SCHEME_ECLI,
     "^ECLI:CE:ECHR:[0-9]{4}:(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(JUD|DEC|REP|AVI)[0-9]{9}$",
     "ECLI:CE:ECHR:2014:0522JUD001517213"},
    {SCHEME_FINDING,
     "^(P[0-9]{1,2}-)?[0-9]{1,2}(-[0-9]{1,2})*(-[a-z])?"
     "(\\+(P[0-9]{1,2}-)?[0-9]{1,2}(-[0-9]{1,2})*(-[a-z])?)?$",
     "18+5-1-c"},
    {SCHEME_MEETING, "^[0-9]{3,4}(bis|ter)?$", "1302"},
    {SCHEME_DOCUMENT, "^(CM/)?ResDH\\([0-9]{4}\\)[0-9]{1,4}$", "CM/ResDH(2017)429"},
    {SCHEME_DOCUMENT,
     "^CM/Del/Dec\\([0-9]{4}\\)[0-9]{3,4}(bis|ter)?/(H46-[0-9]{1,2}|[0-9]+(\\.[0-9]+)?)(-app[0-9]+)?$",
     "CM/Del/Dec(2016)1250/H46-4"},
    {SCHEME_DOCUMENT, "^CM/Notes/[0-9]{3,4}(bis|ter)?/(H46-[0-9]{1,2}|[0-9]+(\\.[0-9]+)?)$",
     "CM/Notes/1348/H46-1"},
    {SCHEME_DOCUMENT, "^(DH-)?DD\\([0-9]{4}\\)[0-9]{1,4}(-rev[0-9]*)?$", "DH-DD(2015)1178"},
    {SCHEME_DOCUMENT, "^(CM|CM/Inf/DH|SG/Inf|H/Exec|AP[0-9]{1,4})\\([0-9]{4}\\)([0-9]{1,4})?(-rev[0-9]*| final)?$",
     "CM/Inf/DH(2016)33-rev"},
    {SCHEME_DOCUMENT, "^(Resolution|Recommendation|Opinion) [0-9]{1,4} \\([0-9]{4}\\)$",
     "Resolution 1900 (2012)"},
    {SCHEME_DOCUMENT, "^Doc\\. [0-9]{3,5}( Add\\. ?[0-9IVX]+)?$", "Doc. 15149"},
    {SCHEME_DOCUMENT,
     "^A/HRC/([0-9]{1,3}/[0-9]{1,4}|WGAD/[0-9]{4}/[0-9]{1,3})(/Add\\.[0-9]+)?$",
     "A/HRC/WGAD/2018/12"},
};
enum { FORMS = sizeof forms / sizeof *forms };

static regex_t compiled[FORMS];
static once_flag compiled_once = ONCE_FLAG_INIT;

static void compile_forms(void)
{
    for (int i = 0; i < FORMS; i++)
        must(regcomp(&compiled[i], forms[i].pattern, REG_EXTENDED | REG_NOSUB) == 0);
}

// One blank where there are several, none around slashes and brackets of the Committee's numbers, a hyphen for
// every dash.
static struct str normalise(struct arena *a, enum scheme scheme, struct str raw)
{
    struct buf b = buf_in(a);
    bool assembly = str_starts(raw, S("Res")) && !str_starts(raw, S("ResDH"));
    assembly = assembly || str_starts(raw, S("Rec")) || str_starts(raw, S("Opinion")) ||
               str_starts(raw, S("Doc"));
    for (size_t i = 0; i < raw.n;) {
        uint32_t c = utf8_next(raw, &i);
        bool blank = c == ' ' || c == 0xA0 || c == 0x202F || c == '\t';
        bool words = assembly || (i < raw.n && str_starts(str_sub(raw, i, raw.n), S("final")));
        if (blank && (scheme != SCHEME_DOCUMENT || !words || !b.n || b.p[b.n - 1] == ' ')) continue;
        char out[4];
        if (c >= 0x2010 && c <= 0x2015) c = '-';
        buf_add(&b, (struct str){out, utf8_put(blank ? ' ' : c, out)});
    }
    return buf_str(&b);
}

bool identifier_parse(struct arena *a, enum scheme scheme, struct str raw, struct str *out,
                      const char **example)
{
    call_once(&compiled_once, compile_forms);
    struct str s = normalise(a, scheme, str_trim(raw));
    *example = NULL;
    for (int i = 0; i < FORMS; i++) {
        if (forms[i].scheme != scheme) continue;
        if (!*example) *example = forms[i].example;
        if (s.n < 200 && regexec(&compiled[i], str_c(a, s), 0, NULL, 0) == 0) {
            *out = s;
            return true;
        }
    }
    return false;
}

struct str ecli_of(struct arena *a, struct day date, struct str appno, const char *kind)
{
    struct str year, number = str_cut(appno, '/', &year);
    int64_t n = 0, y = 0;
    if (!str_int(number, &n) || !str_int(year, &y) || year.n != 2 || n < 0 || n > 9999999)
        return (struct str){0};
    struct ymd d = day_ymd(date);
    return strf(a, "ECLI:CE:ECHR:%04d:%02d%02d%s%07d%02d", (int)d.year, d.month, d.day, kind,
                (int)n, (int)y);
}

int appno_year(struct str appno)
{
    struct str year;
    int64_t y = 0;
    (void)str_cut(appno, '/', &year);
    if (year.n != 2 || !str_int(year, &y)) return 0;
    return (int)(y >= 59 ? 1900 + y : 2000 + y);
}

// One article without the word: "5-1-c" as "5 § 1 (c)", "P4-2-2" as "2 § 2 of Protocol No. 4".
static struct str article_words(struct arena *a, struct str s, struct str lang)
{
    struct buf b = buf_in(a);
    struct str rest = s, protocol = {0}, piece;
    if (s.n && s.p[0] == 'P') protocol = str_cut(str_sub(s, 1, s.n), '-', &rest);
    buf_add(&b, str_cut(rest, '-', &rest));
    while (rest.p) {
        piece = str_cut(rest, '-', &rest);
        bool letter = piece.n && piece.p[0] >= 'a';
        buf_addf(&b, letter ? " (%.*s)" : " § %.*s", STR(piece));
    }
    return protocol.n ? words_with(a, lang, WORD_OF_PROTOCOL, buf_str(&b), protocol) : buf_str(&b);
}

struct str finding_words(struct arena *a, struct str finding, struct str lang)
{
    struct str rest, first = str_cut(finding, '+', &rest);
    first = words_with(a, lang, WORD_ARTICLE, article_words(a, first, lang), S(""));
    return rest.p ? words_with(a, lang, WORD_TAKEN_WITH, first, article_words(a, rest, lang)) : first;
}

static bool article_covers(struct str have, struct str want)
{
    return str_starts(have, want) && (have.n == want.n || have.p[want.n] == '-');
}

bool finding_covers(struct str finding, struct str article)
{
    if (str_eq(finding, article)) return true;
    struct str b_have, a_have = str_cut(finding, '+', &b_have);
    struct str b_want, a_want = str_cut(article, '+', &b_want);
    if (b_want.p)
        return b_have.p && article_covers(a_have, a_want) && article_covers(b_have, b_want);
    return article_covers(a_have, article) || (b_have.p && article_covers(b_have, article));
}
