// Words that belong on one line, by language: a table of months, of words that a number follows and of words that follow one.
//
//   on 20 July 2018,⁵ under Article 46 § 4      a word ends at any blank, also one that cannot be broken, and where the number
//      ‾‾‾‾‾‾‾‾‾‾‾‾         ‾‾‾‾‾‾‾‾‾‾‾‾‾‾      of a fact (behind a word joiner) begins: 20 | July | 2018,
//
// A date in another language than the text's (a source's title) is known by its form: a day, a word, a year. So is one in a language
// without a table, with up to three words between day and year.
#include <hb.h>
#include <string.h>

#include "letter/pdf_break.h"

struct glue {
    const char *lang;
    const char *months;        // each list: words between bars, lower case
    const char *before_number; // a number or Roman numeral follows
    const char *after_number;
    const char *before_name;   // a capital follows
};

static const struct glue table[] = {
    {"en", "|january|february|march|april|may|june|july|august|september|october|november|december|jan.|feb.|mar.|apr.|jun.|jul.|aug.|sep.|sept.|oct.|nov.|dec.|",
     "|article|articles|art.|arts.|no.|nos.|number|paragraph|paragraphs|para.|paras.|p.|pp.|page|pages|section|sections|sec.|rule|rules|protocol|chapter|chapters|part|annex|appendix|vol.|note|resolution|",
     "|%|km|kg|years|months|days|hours|a.m.|p.m.|million|billion|euros|", "|mr|mr.|mrs|mrs.|ms|ms.|dr|dr.|prof.|st|st.|v.|"},
    {"fr", "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv.|févr.|avr.|juil.|sept.|oct.|nov.|déc.|",
     "|article|articles|art.|n°|nº|n°s|nos|numéro|paragraphe|paragraphes|par.|p.|pp.|page|pages|section|règle|protocole|chapitre|titre|annexe|alinéa|résolution|",
     "|%|km|kg|€|euros|ans|mois|jours|heures|h|millions|milliards|", "|m.|mm.|mme|mmes|mlle|me|dr|pr|st|c.|"},
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
    {"pt", "|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|",
     "|artigo|artigos|art.|arts.|n.º|nº|número|parágrafo|p.|pp.|protocolo|regra|capítulo|", "|%|km|kg|euros|€|anos|milhões|", "|sr.|sra.|dr.|dra.|dom|dona|"},
    {"nl", "|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|",
     "|artikel|artikelen|art.|nr.|lid|p.|blz.|paragraaf|hoofdstuk|protocol|regel|", "|%|km|kg|euro|€|jaar|miljoen|", "|dhr.|mevr.|mw.|dr.|prof.|"},
    {"pl", "|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień|",
     "|art.|artykuł|artykułu|ust.|pkt|nr|s.|str.|protokół|protokołu|reguła|", "|r.|roku|lat|%|km|kg|zł|euro|mln|tys.|osób|", "|p.|pan|pana|pani|dr|prof.|św.|ul.|"},
    {"tr", "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|",
     "|madde|md.|no.|no|s.|sayfa|protokol|", "|sayılı|madde|maddesi|maddesinin|maddesine|maddesinde|fıkra|fıkrası|yılında|yıl|yıllık|%|km|kg|lira|avro|milyon|", "|sayın|dr.|prof.|av.|"},
    {"ka", "|იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი|იანვარს|თებერვალს|მარტს|აპრილს|მაისს|ივნისს|ივლისს|აგვისტოს|სექტემბერს|ოქტომბერს|ნოემბერს|დეკემბერს|",
     "|მუხლი|№|გვ.|", "|წლის|წელს|წელი|მუხლი|მუხლის|მუხლით|პუნქტი|", "|ბატონი|ქალბატონი|"},
    {"hy", "|հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի|",
     "|հոդված|էջ|№|", "|թ.|թ․|թթ.|թվականի|թվականին|հոդված|հոդվածի|հոդվածով|կետ|կետի|", "|պարոն|տիկին|"},
    {"ar", "|يناير|فبراير|مارس|أبريل|إبريل|مايو|ماي|يونيو|يونيه|يوليو|يوليوز|أغسطس|غشت|سبتمبر|شتنبر|أكتوبر|نوفمبر|نونبر|ديسمبر|دجنبر|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|كانون|الأول|الثاني|",
     "|المادة|والمادة|بالمادة|للمادة|مادة|الفقرة|فقرة|القاعدة|رقم|ص.|البروتوكول|القرار|", "|%|٪|كم|دولار|يورو|عاما|سنة|سنوات|مليون|", ""},
    {"fa", "|ژانویه|ژانویهٔ|فوریه|فوریهٔ|مارس|آوریل|مه|مهٔ|ژوئن|ژوئیه|ژوئیهٔ|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند|",
     "|ماده|مادهٔ|بند|اصل|شماره|شمارهٔ|ص.|قطعنامه|قطعنامهٔ|پروتکل|", "|%|٪|سال|سالهٔ|ساله|میلیون|یورو|دلار|", "|آقای|خانم|دکتر|"},
    {"it", "|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|",
     "|articolo|articoli|art.|artt.|n.|nn.|paragrafo|par.|comma|p.|pp.|protocollo|regola|capitolo|", "|%|km|kg|euro|€|anni|milioni|", "|sig.|sig.ra|dott.|dott.ssa|prof.|on.|"},
};

static const struct glue none = {"", "", "", "", ""};

const struct glue *glue_for(struct str lang)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (lang.n >= 2 && memcmp(lang.p, table[i].lang, 2) == 0 && (lang.n == 2 || lang.p[2] == '-')) return &table[i];
    return lang.n ? &none : &table[0];
}

// ---- words of the text

// The blank that ends at `at` and the one that begins there, in bytes; 0: none. U+00A0, U+2009 and U+202F are blanks here.
static size_t blank_before(struct str t, size_t at)
{
    if (at >= 1 && t.p[at - 1] > ' ') return 0;
    if (at >= 1 && (t.p[at - 1] == ' ' || t.p[at - 1] == '\t')) return 1;
    if (at >= 2 && memcmp(t.p + at - 2, "\xC2\xA0", 2) == 0) return 2;
    return at >= 3 && (memcmp(t.p + at - 3, "\xE2\x80\xAF", 3) == 0 || memcmp(t.p + at - 3, "\xE2\x80\x89", 3) == 0) ? 3 : 0;
}

static size_t blank_at(struct str t, size_t at)
{
    return at + 3 <= t.n && blank_before(t, at + 3) == 3 ? 3 : at + 2 <= t.n && blank_before(t, at + 2) == 2 ? 2 : at < t.n ? blank_before(t, at + 1) : 0;
}

enum { WORD_BYTES = 64 }; // longer words are none of ours

static struct str without_number(struct str word)
{
    const char *joiner = word.n ? memchr(word.p, '\xE2', word.n) : NULL;
    return joiner ? str_sub(word, 0, str_find(word, S("\xE2\x81\xA0"), (size_t)(joiner - word.p))) : word;
}

static struct str word_before(struct str t, size_t *at)
{
    size_t end = *at, from, n;
    while ((n = blank_before(t, end))) end -= n;
    for (from = end; from > 0 && t.p[from - 1] != '\n' && !blank_before(t, from) && end - from < WORD_BYTES; from--) {}
    *at = from;
    return without_number(str_sub(t, from, end));
}

static struct str word_behind(struct str t, size_t *at)
{
    size_t from = *at, end, n;
    while ((n = blank_at(t, from))) from += n;
    for (end = from; end < t.n && end - from < WORD_BYTES && (t.p[end] > ' ' || (t.p[end] != '\n' && !blank_at(t, end))); end++) {}
    *at = end;
    return without_number(str_sub(t, from, end));
}

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_letter(char c) { return is_small(c) || (c >= 'A' && c <= 'Z'); }

enum { OPENS = 1, CLOSES = 2, HANGS = 4, NUMBERS = 8, MONEY = 16 }; // HANGS: French sets a blank before it; NUMBERS: a number follows

static unsigned sign(uint32_t c)
{
    switch (c) {
    case '(': case '[': case 0x201E: return OPENS;
    case '"': case '\'': return OPENS | CLOSES;
    case 0x2018: case 0x201C: return OPENS | CLOSES;
    case 0xAB: case 0x2039: return OPENS;
    case ',': case ')': case ']': case 0x60C: return CLOSES;
    case 0x201D: case 0x2019: return CLOSES;
    case ';': case ':': case '!': case '?': case 0xBB: case 0x203A: case 0x2026: case 0x61B: case 0x61F: return CLOSES | HANGS;
    case '%': case 0x2030: case 0x66A: case 0xB7: case 0x2013: case 0x2014: case 0x2022: return HANGS;
    case 0x20AC: case 0x20BC: case 0x20BD: return HANGS | MONEY;
    case '$': case 0xA3: return MONEY;
    case 0xA7: case 0xB6: case 0x2116: case '#': return NUMBERS;
    default: return 0;
    }
}

// The last character's place.
static size_t last_of(struct str s)
{
    size_t at = s.n - 1;
    while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
    return at;
}

// Without the quotes and brackets before it and the punctuation behind it.
static struct str bare(struct str s, bool keep_stop)
{
    while (s.n && !is_letter(s.p[0])) {
        size_t n = 0;
        if (!(sign(utf8_next(s, &n)) & OPENS)) break;
        s = str_sub(s, n, s.n);
    }
    while (s.n && !is_letter(s.p[s.n - 1])) {
        size_t last = last_of(s), n = last;
        if (!(sign(utf8_next(s, &n)) & CLOSES) && (keep_stop || s.p[last] != '.')) break;
        s.n = last;
    }
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
        if (c == 0x15E || (c >= 0x400 && c < 0x410)) c += c == 0x15E ? 1 : 80;
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

// ---- numbers

// Bytes of the figure at `at` (0-9, Arabic, Persian); 0: none.
static size_t figure(struct str s, size_t at)
{
    if (at >= s.n) return 0;
    if (s.p[at] >= '0' && s.p[at] <= '9') return 1;
    if (at + 1 >= s.n) return 0;
    unsigned char a = (unsigned char)s.p[at], b = (unsigned char)s.p[at + 1];
    return (a == 0xD9 && b >= 0xA0 && b <= 0xA9) || (a == 0xDB && b >= 0xB0 && b <= 0xB9) ? 2 : 0;
}

// How many figures begin at *at; it goes behind them.
static size_t figures(struct str s, size_t *at)
{
    size_t count = 0, n;
    for (; (n = figure(s, *at)); *at += n) count++;
    return count;
}

static bool ends_in_figure(struct str s)
{
    return (s.n >= 1 && figure(s, s.n - 1) == 1) || (s.n >= 2 && figure(s, s.n - 2) == 2);
}

// How many figures it is; 0: something else.
static size_t only_figures(struct str s)
{
    size_t at = 0, n = figures(s, &at);
    return at == s.n ? n : 0;
}

static bool is_year(struct str s) // 2017, 2017-ci
{
    size_t at = 0;
    return figures(bare(s, false), &at) == 4;
}

static bool is_day(struct str s) // 1, 1er, 1st, 25., 6–8
{
    size_t at = 0;
    s = bare(s, false);
    size_t n = figures(s, &at);
    if (n < 1 || n > 2) return false;
    size_t dash = at < s.n && s.p[at] == '-' ? 1 : str_starts(str_sub(s, at, s.n), S("–")) ? 3 : 0;
    if (dash && figure(s, at + dash)) at += dash, n = figures(s, &at);
    return n <= 2 && s.n - at <= 4;
}

static bool is_roman(struct str s)
{
    s = bare(s, false);
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("IVXLC", s.p[i])) return false;
    return s.n > 0 && s.n < 8;
}

static bool is_number(struct str s) { return figure(bare(s, false), 0) || is_roman(s); }

// ---- letters and signs

static hb_unicode_general_category_t category(struct str s, size_t *i)
{
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), utf8_next(s, i));
}

static bool is_upper(struct str s, size_t *i) { return category(s, i) == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER; }

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

// All of it are signs of this kind.
static bool all_signs(struct str s, unsigned kind)
{
    for (size_t i = 0; i < s.n;)
        if (!(sign(utf8_next(s, &i)) & kind)) return false;
    return s.n > 0;
}

static bool is_number_sign(struct str s)
{
    static const char *const words[] = {"n°", "N°", "nº", "Nº"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(s, str_of(words[i]))) return true;
    return all_signs(s, NUMBERS);
}

// As it should not be there at a line's end or beginning, it does not matter which language.
static bool hangs_on(struct str after)
{
    size_t i = 0;
    if (is_letter(after.p[0]) || !(sign(utf8_next(after, &i)) & HANGS)) return false;
    return i == after.n || all_signs(str_sub(after, i, after.n), HANGS | CLOSES) || all_signs(bare(after, false), HANGS);
}

static bool opens(struct str before) { return str_ends(before, S("«")) || str_ends(before, S("‹")); }

static const char *const codes = "|eur|usd|azn|gbp|chf|rub|us$|";

// ---- dates

enum { AROUND = 4 };
struct around {
    struct str before[AROUND], after[AROUND]; // the next one first
};

static struct around around(struct str t, size_t at)
{
    struct around w;
    size_t back = at, on = at;
    for (size_t i = 0; i < AROUND; i++) {
        w.before[i] = word_before(t, &back);
        w.after[i] = word_behind(t, &on);
    }
    return w;
}

static bool only_letters(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (figure(s, i)) return false;
    return s.n > 0;
}

// Between a day and a year, with one word between these, or more when the others are as short as "de", or behind both:
// 20 Temmuz 2018, 25 de octubre de 2017, 2018 m. liepos 20 d., 2018. gada 20. jūlijs.
static bool in_dated_words(const struct around *w)
{
    static const char *const year = "|gada|ж.|жылғы|жылы|";
    if (is_day(w->before[0]) && is_year(w->before[2]) && in_list(year, w->before[1])) return true;
    size_t longer = 0;
    for (size_t i = 0; i < AROUND; i++) {
        size_t words = longer;
        for (size_t k = 0; i + k < AROUND; k++) {
            bool ends = (is_day(w->before[i]) && is_year(w->after[k])) || (is_year(w->before[i]) && is_day(w->after[k]));
            if (ends && words <= 1) return true;
            words += utf8_count(w->after[k]) > 3;
        }
        if (!only_letters(w->before[i])) return false;
        longer += utf8_count(w->before[i]) > 3 && !in_list(year, w->before[i]);
    }
    return false;
}

// An abbreviation behind a number: "2017 թ.", "5 d."
static bool is_unit(struct str before, struct str after)
{
    return ends_in_figure(bare(before, false)) && str_ends(after, S(".")) && utf8_count(after) <= 3 && only_letters(after);
}

static bool in_date(const struct glue *r, struct str text, size_t at, struct str before, struct str after)
{
    static const char *const of = "|de|del|";
    bool free_form = r == &none, of_before = in_list(of, before), of_after = in_list(of, after);
    if (in_list("|تشرين|كانون|", before) && listed("|الأول|الثاني|", after)) return true;
    if (!free_form && !of_before && !of_after && !is_day(before) && !is_day(after) && !is_year(after)) return false;
    struct around w = around(text, at);
    if (is_day(before) && only_letters(after) && is_year(w.after[1])) return true;
    if (is_day(w.before[1]) && only_letters(before) && is_year(after)) return true;
    if (free_form && (in_dated_words(&w) || is_unit(before, after))) return true;
    bool month_after = listed(r->months, after), month_before = listed(r->months, before);
    if (is_day(before) && (month_after || (of_after && listed(r->months, w.after[1])))) return true;
    if (of_before && month_after) return is_day(w.before[1]);
    if (of_after && month_before) return is_year(w.after[1]);
    if (is_year(after) && (month_before || (of_before && listed(r->months, w.before[1])))) return true;
    if (is_day(after) && month_before) return true;
    return is_day(before) && is_year(after) && listed(r->months, w.before[1]); // July 20, 2018
}

static bool behind_number(const struct glue *r, struct str before, struct str after)
{
    size_t first = 0;
    struct str word = bare(after, false);
    if (listed(r->after_number, after) || in_list(codes, word)) return true;
    if (!ends_in_figure(before)) return false;
    if ((after.p[0] == '(' && figure(after, 1)) || sign(utf8_next(after, &first)) & NUMBERS) return true; // 46 (4), 46 § 4
    return only_figures(word) == 3 && r != &table[0] && only_figures(before) >= 1 && only_figures(before) <= 3; // 5 000
}

// Most words: no number, name or sign among the two, and no "de" of a date.
static bool common(const struct glue *r, struct str before, struct str after)
{
    return is_small(before.p[0]) && is_small(before.p[before.n - 1]) && is_small(after.p[0]) && before.p[0] != 'd' && after.p[0] != 'd' && r != &none;
}

bool glued(const struct glue *r, struct str text, size_t at)
{
    size_t back = at, on = at;
    struct str before = word_before(text, &back), after = word_behind(text, &on);
    if (!before.n || !after.n) return false;
    if (common(r, before, after)) return false;
    struct str plain = bare(before, true);
    if (hangs_on(after) || opens(before) || is_number_sign(plain)) return true;
    if (is_number(after) && (listed(r->before_number, before) || all_signs(plain, MONEY) || in_list(codes, plain))) return true;
    if (figure(plain, 0) && behind_number(r, before, after)) return true;
    if (begins_upper(after) && (is_initials(before) || listed(r->before_name, before))) return true;
    if (is_roman(after) && bare(after, false).n > 1 && begins_upper(before)) return true; // Napoleon III
    if (r != &none && is_initials(after) && begins_upper(before) && strstr("ru uk", r->lang)) return true;
    return in_date(r, text, at, before, after);
}
