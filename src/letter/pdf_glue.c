// Words that belong on one line, by language: a table of months, of words that a number follows and of words that follow one.
#include <hb.h>
#include <string.h>

#include "letter/pdf_break.h"

struct rules {
    const char *lang;
    const char *months;        // each list: words between bars, lower case
    const char *before_number; // a number or Roman numeral follows
    const char *after_number;
    const char *before_name;   // a capital follows
};

static const struct rules table[] = {
    {"en", "|january|february|march|april|may|june|july|august|september|october|november|december|jan.|feb.|mar.|apr.|jun.|jul.|aug.|sep.|sept.|oct.|nov.|dec.|",
     "|article|articles|art.|arts.|no.|nos.|number|paragraph|paragraphs|para.|paras.|p.|pp.|page|pages|section|sections|sec.|rule|rules|protocol|chapter|chapters|part|annex|appendix|vol.|note|resolution|",
     "|%|km|kg|million|billion|", "|mr|mr.|mrs|mrs.|ms|ms.|dr|dr.|prof.|st|st.|v.|"},
    {"fr", "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv.|févr.|avr.|juil.|sept.|oct.|nov.|déc.|",
     "|article|articles|art.|n°|nº|n°s|nos|numéro|paragraphe|paragraphes|par.|p.|pp.|page|pages|section|règle|protocole|chapitre|titre|annexe|alinéa|résolution|",
     "|%|km|kg|€|euros|ans|millions|milliards|", "|m.|mm.|mme|mmes|mlle|me|dr|pr|st|c.|"},
    {"az", "|yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr|",
     "|maddə|maddənin|bənd|hissə|fəsil|səh.|s.|protokol|", "|il|ilin|ildə|ilində|ildən|illərdə|maddə|maddəsi|maddəsinin|maddəsinə|maddəsində|bənd|bəndi|bəndinin|hissəsi|fəsil|manat|faiz|%|km|",
     "|cənab|xanım|prof.|dr.|"},
    {"ru", "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь|январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре|",
     "|статья|статьи|статье|статьей|статьёй|статью|статей|статьям|ст.|пункт|пункта|пункту|пунктом|пункте|п.|пп.|часть|части|частью|ч.|глава|главы|гл.|с.|стр.|раздел|протокол|протокола|протоколу|правило|правила|параграф|№|№№|",
     "|г.|гг.|год|года|году|годом|лет|годы|годов|%|млн|млрд|тыс.|руб.|рублей|км|кг|человек|", "|г-н|г-на|г-ну|г-жа|г-жи|г-же|г.|им.|ул.|проф.|д-р|пос.|с.|"},
    {"uk", "|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|",
     "|стаття|статті|статтею|статтю|ст.|пункт|пункту|п.|частина|частини|ч.|№|с.|протокол|протоколу|правило|", "|р.|рр.|рік|року|років|%|млн|тис.|грн|осіб|", "|пан|пана|пані|м.|ім.|вул.|проф.|"},
    {"de", "|januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|",
     "|artikel|artikels|artikeln|art.|nr.|absatz|abs.|satz|s.|ziffer|kapitel|protokoll|regel|", "|%|km|kg|euro|€|jahre|jahren|mio.|", "|herr|herrn|frau|dr.|prof.|st.|"},
    {"es", "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|",
     "|artículo|artículos|art.|arts.|núm.|n.º|párrafo|párr.|p.|pp.|protocolo|regla|capítulo|", "|%|km|kg|euros|€|años|millones|", "|sr.|sra.|dr.|dra.|don|doña|"},
    {"it", "|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|",
     "|articolo|articoli|art.|artt.|n.|nn.|paragrafo|par.|comma|p.|pp.|protocollo|regola|capitolo|", "|%|km|kg|euro|€|anni|milioni|", "|sig.|sig.ra|dott.|dott.ssa|prof.|on.|"},
};

static const struct rules *rules_for(struct str lang)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (lang.n >= 2 && memcmp(lang.p, table[i].lang, 2) == 0 && (lang.n == 2 || lang.p[2] == '-')) return &table[i];
    return &table[0];
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Without the quotes and brackets before it and the punctuation behind it.
static struct str bare(struct str s, bool keep_stop)
{
    while (s.n && strchr("([\"'", s.p[0])) s = str_sub(s, 1, s.n);
    while (s.n && strchr(keep_stop ? ",;:)]\"'!?" : ".,;:)]\"'!?", s.p[s.n - 1])) s.n--;
    return s;
}

// Lower case for the letters that the table has.
static size_t lower(struct str s, char out[static 40])
{
    size_t n = 0;
    if (s.n > 36) return 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0xDF) || (c >= 0x410 && c < 0x430)) c += 32;
        n += utf8_put(c, out + n);
    }
    return n;
}

static bool in_list(const char *list, struct str word)
{
    char key[48] = "|";
    size_t n = word.n ? lower(word, key + 1) : 0;
    if (!n) return false;
    key[n + 1] = '|';
    key[n + 2] = 0;
    return strstr(list, key) != NULL;
}

// Without an article that is elided: l’article, dell'articolo.
static struct str unelided(struct str s)
{
    for (size_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] == '\'') return str_sub(s, i, s.n);
        if (i >= 3 && memcmp(s.p + i - 3, "\xE2\x80\x99", 3) == 0) return str_sub(s, i, s.n);
    }
    return s;
}

static bool listed(const char *list, struct str word)
{
    word = unelided(bare(word, true));
    return in_list(list, word) || in_list(list, bare(word, false));
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i])) return false;
    return s.n > 0;
}

static bool is_year(struct str s)
{
    s = bare(s, false);
    return s.n >= 4 && all_digits(str_sub(s, 0, 4)) && (s.n == 4 || !is_digit(s.p[4]));
}

static bool is_day(struct str s) // 1, 1er, 1st, 25.
{
    s = bare(s, false);
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n])) n++;
    return n >= 1 && n <= 2 && s.n - n <= 4;
}

static bool is_roman(struct str s)
{
    s = bare(s, false);
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("IVXLC", s.p[i])) return false;
    return s.n > 0 && s.n < 8;
}

static bool is_number(struct str s)
{
    struct str b = bare(s, false);
    return (b.n && is_digit(b.p[0])) || is_roman(s);
}

static bool is_upper(struct str s, size_t *i)
{
    uint32_t c = utf8_next(s, i);
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), c) == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
}

static bool begins_upper(struct str s)
{
    size_t i = 0;
    s = bare(s, true);
    return s.n && is_upper(s, &i);
}

static bool is_initials(struct str s) // "A." "A.B." "Ə."
{
    size_t i = 0;
    s = bare(s, true);
    if (s.n > 12) return false;
    while (i < s.n) {
        if (!is_upper(s, &i) || i >= s.n || s.p[i] != '.') return false;
        i++;
    }
    return s.n > 0;
}

static bool ends_in(struct str s, const char *tail) { return str_ends(s, str_of(tail)); }

static bool is_sign(struct str s) // what a number follows in any language
{
    static const char *const signs[] = {"§", "§§", "№", "№№", "n°", "N°", "nº", "#", "¶"};
    s = bare(s, true);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_eq(s, str_of(signs[i]))) return true;
    return false;
}

// French sets a blank before these; as it should not be there at a line's end or beginning, it does not matter which language.
static bool hangs_on(struct str after)
{
    static const char *const signs[] = {";", ":", "!", "?", "»", "%", "‰", "€", "–", "—", "·", "•", "…"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(after, str_of(signs[i])) && bare(after, false).n <= strlen(signs[i])) return true;
    return false;
}

bool glued(struct str before, struct str after, struct str lang)
{
    const struct rules *r = rules_for(lang);
    if (!before.n || !after.n) return false;
    if (hangs_on(after) || ends_in(before, "«") || is_sign(before)) return true;
    bool digit_before = is_digit(before.p[before.n - 1]), number = is_number(after);
    if (is_day(before) && listed(r->months, after)) return true;
    if (number && (is_year(after) || is_day(after)) && listed(r->months, before)) return true;
    if (number && listed(r->before_number, before)) return true;
    if (digit_before && after.n > 2 && after.p[0] == '(' && is_digit(after.p[1])) return true; // 46 (4)
    if (is_digit(before.p[0]) && listed(r->after_number, after)) return true;
    struct str thousand = bare(after, false);
    if (all_digits(before) && before.n <= 3 && thousand.n == 3 && all_digits(thousand) && r != &table[0]) return true; // 5 000
    if (begins_upper(after) && (is_initials(before) || listed(r->before_name, before))) return true;
    return is_initials(after) && begins_upper(before) && (strcmp(r->lang, "ru") == 0 || strcmp(r->lang, "uk") == 0);
}
