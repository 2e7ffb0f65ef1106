// Paragraphs as a reader sees them: where lines end and where never, how wide they are, which way they run, what is missing.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "lang/write.h"
#include "letter/pdf_hyphen.h"
#include "letter/pdf_para.h"

struct desk {
    struct arena *a;
    struct fonts *fonts;
    struct setter *setter;
};

static struct desk desk_at(const char *root)
{
    struct desk d = {.a = arena_new()};
    d.fonts = root ? fonts_open_at(d.a, root) : fonts_open(d.a);
    d.setter = setter_new(d.a, d.fonts);
    return d;
}

static struct desk desk_open(void) { return desk_at(NULL); }

static void desk_close(struct desk *d)
{
    setter_free(d->setter);
    fonts_close(d->fonts);
    arena_free(d->a);
}
#define DESK __attribute__((cleanup(desk_close))) struct desk

static const struct para_style body = {.role = FONT_TEXT, .size = 11.3, .lead = 15.6, .align = PARA_JUSTIFY, .hyphenate = true};
static const struct para_style plain = {.role = FONT_TEXT, .size = 11.3, .lead = 15.6};

static struct para *set(struct desk *d, const char *text, const char *lang, const struct para_style *style, double width)
{
    return para_set(d->setter, d->a, str_of(text), NULL, 0, str_of(lang), style, width);
}

static struct str line(const struct para *p, size_t i) { return str_sub(p->text, p->lines[i].at, p->lines[i].at + p->lines[i].n); }

// What a line shows: its width from its leftmost to its rightmost glyph, its blanks, whether it ends in an added hyphen.
struct shown {
    double left, right, widest_blank, narrowest_blank, blanks; // blanks: all of them
    size_t blank_count;
    bool hyphen;
    size_t runs;
    struct placed_run *run;
};

static struct shown show(struct desk *d, const struct para *p, size_t i)
{
    struct shown s = {.left = INFINITY, .right = -INFINITY, .narrowest_blank = INFINITY};
    s.runs = para_runs(d->setter, d->a, p, i, &s.run);
    for (size_t r = 0; r < s.runs; r++) {
        const struct placed_run *q = &s.run[r];
        if (q->x < s.left) s.left = q->x;
        if (q->x + q->width > s.right) s.right = q->x + q->width;
        s.hyphen |= q->hyphen;
        for (size_t g = 0; g < q->count; g++) {
            size_t at = q->glyphs[g].cluster;
            double w = (double)q->glyphs[g].advance;
            if (at >= p->text.n || p->text.p[at] != ' ' || w <= 0) continue;
            s.blanks += w;
            s.blank_count++;
            if (w > s.widest_blank) s.widest_blank = w;
            if (w < s.narrowest_blank) s.narrowest_blank = w;
        }
    }
    return s;
}

static const char english[] =
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act "
    "towards one another in a spirit of brotherhood. Everyone has the right to freedom of opinion and expression; this right "
    "includes freedom to hold opinions without interference and to seek, receive and impart information and ideas through any "
    "media and regardless of frontiers.";
static const char french[] =
    "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent "
    "agir les uns envers les autres dans un esprit de fraternité. Nul ne peut être arbitrairement arrêté, détenu ni exilé.";
static const char russian[] =
    "Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью и должны поступать в "
    "отношении друг друга в духе братства. Никто не может быть подвергнут произвольному аресту, задержанию или изгнанию.";
static const char arabic[] =
    "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.";
static const char chinese[] =
    "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。人人有权享有生命、自由和人身安全。";

static void all_of_the_text_is_in_its_lines(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const texts[][2] = {{english, "en"}, {french, "fr"}, {russian, "ru"}, {arabic, "ar"}, {"a\nb\n\nc", "en"}, {"", "en"}};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (double width = 40; width < 500; width += 33) {
            struct para *p = set(&d, texts[t][0], texts[t][1], &body, width);
            size_t at = 0;
            assert_true(p->line_count >= 1);
            for (size_t i = 0; i < p->line_count; i++) {
                assert_int_equal(p->lines[i].at, at);
                at += p->lines[i].n;
            }
            assert_int_equal(at, strlen(texts[t][0]));
        }
    assert_int_equal(set(&d, "a\nb\n\nc", "en", &body, 100)->line_count, 4);
}

// A justified line is as wide as the measure, but for a hyphen or full stop that hangs; no blank is narrower than four fifths.
static void justified_lines_fill_the_measure(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const texts[][2] = {{english, "en"}, {french, "fr"}, {russian, "ru"}};
    for (size_t t = 0; t < 3; t++) {
        double blank = show(&d, set(&d, "a a", "en", &body, 100), 0).widest_blank;
        struct para *p = set(&d, texts[t][0], texts[t][1], &body, 386);
        assert_true(p->line_count >= 3);
        for (size_t i = 0; i < p->line_count; i++) {
            struct shown s = show(&d, p, i);
            assert_true(s.left > -0.01 && s.right < 386 + 2.2);
            if (i + 1 < p->line_count) assert_true(s.right > 386 - 0.01);
            assert_true(s.narrowest_blank > blank * 0.79);
            assert_true(s.widest_blank < blank * 2.5);
            assert_true(fabs(s.right - p->lines[i].width) < 0.3);
        }
    }
}

static void whatever_the_width_nothing_sticks_out(void **state)
{
    (void)state;
    DESK d = desk_open();
    for (double width = 60; width < 400; width += 7) {
        struct para *p = set(&d, english, "en", &body, width);
        for (size_t i = 0; i < p->line_count; i++) assert_true(show(&d, p, i).right < width + 2.2);
        struct para *ragged = set(&d, english, "en", &plain, width);
        for (size_t i = 0; i < ragged->line_count; i++) assert_true(show(&d, ragged, i).right < width + 0.02);
    }
    const char *long_word = "https://example.org/" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    struct para *p = set(&d, long_word, "en", &body, 120);
    assert_true(p->line_count > 3);
    for (size_t i = 0; i < p->line_count; i++) assert_true(show(&d, p, i).right < 122.2);
}

// Words that stand together, in a text that is set in every width from that of the pair to that of one line.
static const struct {
    const char *lang, *text, *pair;
} pairs[] = {
    {"en", "The meeting took place in the city of Paris on 20 July 2018 and was brief.", "20 July 2018"},
    {"en", "Proceedings were begun under Article 46 (4) of the Convention last autumn.", "Article 46 (4)"},
    {"en", "The second application was given the number that is no. 15172/13 then.", "no. 15172/13"},
    {"en", "It has been argued elsewhere, and see § 4 of the text, that this holds.", "§ 4"},
    {"en", "As was said then – by several of those present – it could not go on.", "then –"},
    {"en", "The letter was signed for all of them together by J. Smith and by others.", "J. Smith"},
    {"en", "In one part of the judgment, see p. 12 there, the Court says the opposite.", "p. 12"},
    {"fr", "La réunion a eu lieu dans la grande ville de Paris le 1er août 2018 au soir.", "1er août 2018"},
    {"fr", "La procédure a été engagée au titre de l’article 46 de la Convention, dit-on.", "l’article 46"},
    {"fr", "Le Comité a ensuite examiné la requête n° 15172/13 au cours de sa réunion.", "n° 15172/13"},
    {"fr", "Il a été décidé de rappeler ceci : nul ne peut être détenu sans raison.", "ceci :"},
    {"fr", "On a parlé alors d’une « décision » sans précédent dans toute cette histoire.", "« décision »"},
    {"fr", "Un tribunal l’a condamné dans la ville de Chaki le 17 mars 2014⁠" "6, à sept ans de prison.", "17 mars 2014"},
    {"fr", "Un tribunal l’a condamné dans la ville de Chaki le 17⁠" "12 mars 2014⁠" "6 : à sept ans.", "17⁠" "12 mars 2014⁠" "6 :"},
    {"fr", "Il était l’un des dirigeants du Mouvement « Alternative » ; « Liberté »⁠" "3, dit-on partout ici.", "« Liberté »⁠" "3,"},
    {"fr", "La mise en demeure est fondée sur la Convention, à l’article 46 § 4⁠" "18 que nul ne lit.", "l’article 46 § 4"},
    {"fr", "Il a encore demandé à tous ses visiteurs : « Pourquoi suis-je ici ? » et puis rien.", "ici ? »"},
    {"fr", "Voir aussi ce qui est dit dans « text of the judgment of 29 May 2019 » à ce propos.", "29 May 2019"},
    {"fr", "Le Comité a alors adopté à ce sujet la résolution CM/ResDH(2017)429 à Strasbourg.", "CM/ResDH(2017)429"},
    {"fr", "Le Conseil lui doit, selon le calcul du greffe, 5 000 000 euros et bien davantage.", "5 000 000 euros"},
    {"fr", "La peine, selon ce que dit le jugement, est de 7 ans et de quelques jours encore.", "7 ans"},
    {"en", "The meeting took place in the city of Paris on July 20, 2018 and was brief.", "July 20, 2018"},
    {"en", "The meeting took place in the city of Paris on 20 July 2018,⁠" "14 and was brief.", "20 July 2018,"},
    {"en", "Proceedings were begun last autumn under Article 46(4)⁠" "18 of the Convention.", "Article 46(4)"},
    {"en", "They gave him again what the law calls, in § 137 of it, an administrative term.", "§ 137"},
    {"en", "The court ordered that all of them together be paid EUR 5,000 without delay.", "EUR 5,000"},
    {"en", "It is said that the letter was written to please Napoleon III and his guests.", "Napoleon III"},
    {"en", "The letter was signed for all of them together by I. Mammadov⁠" "2 and others.", "I. Mammadov"},
    {"es", "La reunión tuvo lugar por la tarde en la ciudad de París el 20 de julio de 2018.", "20 de julio de 2018"},
    {"tr", "Karar, Avrupa Sözleşmesi uyarınca yapılan başvuru üzerine 25 Ekim 2017 tarihinde verildi.", "25 Ekim 2017"},
    {"zh", "人人生而自由，在尊严和权利上一律平等。2017年10月25日，他们赋有理性和良心。", "2017年10月25日"},
    {"ar", "وقد أحيل الأمر إلى المحكمة في مدينة ستراسبورغ يوم 25 تشرين الأول 2017 بعد نقاش.", "25 تشرين الأول 2017"},
    {"ar", "وقد أحيل الأمر إلى المحكمة في مدينة ستراسبورغ بموجب المادة 46 من الاتفاقية.", "المادة 46"},
    {"fa", "پس از آن پرونده در شهر استراسبورگ در ۲۵ اکتبر ۲۰۱۷ به دادگاه فرستاده شد.", "۲۵ اکتبر ۲۰۱۷"},
    {"az", "Qərar Avropa Şurasının Nazirlər Komitəsində 25 oktyabr 2017-ci il tarixində verilib.", "25 oktyabr 2017-ci il"},
    {"az", "Konvensiyanın başqa müddəaları ilə yanaşı 46-cı maddə də burada tətbiq olunur.", "46-cı maddə"},
    {"ru", "Решение было принято Комитетом министров только 25 октября 2017 года после долгих споров.", "25 октября 2017 года"},
    {"ru", "Процедура была начата после этого на основании статьи 46 Конвенции о защите прав.", "статьи 46"},
    {"ru", "Встреча состоится в столице Франции, в городе, который г. Париж, как известно.", "г. Париж"},
    {"ru", "Письмо от имени всех остальных подписал ещё в прошлом году И. Петров из Москвы.", "И. Петров"},
};

static void words_that_belong_together_stay_together(void **state)
{
    (void)state;
    DESK d = desk_open();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double widest = set(&d, pairs[i].pair, pairs[i].lang, &body, 1000)->lines[0].width;
        struct str text = str_of(pairs[i].text);
        size_t from = str_find(text, str_of(pairs[i].pair), 0), to = from + strlen(pairs[i].pair);
        assert_true(from < text.n);
        size_t broken = 0;
        for (double width = widest + 40; width < 420; width += 3) {
            struct para *p = set(&d, pairs[i].text, pairs[i].lang, &body, width);
            for (size_t k = 1; k < p->line_count; k++) {
                broken++;
                if (p->lines[k].at > from && p->lines[k].at < to && !show(&d, p, k - 1).hyphen)
                    fail_msg("%s: broken before \"%.*s\" at %g", pairs[i].text, STR(line(p, k)), width);
            }
        }
        assert_true(broken > 20);
    }
}

// Each language's way of writing a date, with the number of a fact behind any of its words.
static void dates_stay_together_in_many_languages(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const langs[] = {"en", "fr", "az", "ru", "uk", "be", "de", "es", "pt", "it", "nl", "pl", "cs", "sk", "sv", "da", "nb", "fi",
                                        "et", "lv", "lt", "hu", "ro", "bg", "sr", "hr", "sl", "el", "tr", "ka", "hy", "ar", "ar-MA", "fa", "he",
                                        "ur", "kk", "vi", "sq", "mk", "ca", "eu"};
    size_t inside = 0, broken = 0;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
        for (int month = 1; month <= 12; month++) {
            struct str date = write_day(d.a, day_of((struct ymd){2017, month, 1 + 2 * month}), str_of(langs[i]));
            for (size_t k = 0; k <= date.n; k++) {
                if (k < date.n && date.p[k] != ' ') continue;
                struct str shown = strf(d.a, "%.*s\u2060" "12%.*s", STR(str_sub(date, 0, k)), STR(str_sub(date, k, date.n)));
                struct str text = strf(d.a, "ooo oooo oo %.*s oooooo oo ooo", STR(shown));
                size_t from = str_find(text, shown, 0);
                double least = para_set(d.setter, d.a, shown, NULL, 0, str_of(langs[i]), &plain, 1000)->lines[0].width + 20;
                for (double width = least; width < least + 80; width += 19) {
                    struct para *p = para_set(d.setter, d.a, text, NULL, 0, str_of(langs[i]), &plain, width);
                    for (size_t n = 1; n < p->line_count; n++) {
                        broken++;
                        if (p->lines[n].at > from && p->lines[n].at < from + shown.n) inside++, print_message("%s: %.*s at %g: %.*s\n", langs[i], STR(shown), width, STR(line(p, n)));
                    }
                }
            }
        }
    assert_true(broken > 1000);
    assert_int_equal(inside, 0);
}

static void a_narrower_line_than_the_pair_breaks_it_all_the_same(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para *p = set(&d, "on 20 September 2018", "en", &body, 60);
    assert_true(p->line_count >= 2);
    for (size_t i = 0; i < p->line_count; i++) assert_true(show(&d, p, i).right < 62);
}

// First fit leaves "now." alone in a tenth of these widths.
static void a_last_line_is_not_one_short_word(void **state)
{
    (void)state;
    DESK d = desk_open();
    const char *text = "They ask that each of those who are held for what they wrote or said be let go without any further delay and "
                       "that those who hold them be made to answer for it, now.";
    size_t alone = 0, set_in = 0;
    for (double width = 250; width < 400; width += 1) {
        struct para *p = set(&d, text, "en", &body, width);
        struct str last = line(p, p->line_count - 1);
        set_in++;
        alone += p->line_count > 1 && str_chr(str_trim(last), ' ', 0) == str_trim(last).n;
    }
    assert_true(set_in > 100);
    assert_true(alone * 30 < set_in);
}

// Lines that are not justified hold what fits, but for a last word that would stand alone and words that belong together.
static void ragged_lines_are_full(void **state)
{
    (void)state;
    DESK d = desk_open();
    size_t alone = 0, lines = 0, divided = 0;
    struct para_style note = plain;
    note.hyphenate = true;
    for (double width = 160; width < 400; width += 5) {
        struct para *p = set(&d, english, "en", &note, width);
        for (size_t i = 0; i + 1 < p->line_count; i++) {
            struct str next = str_cut(line(p, i + 1), ' ', &(struct str){0});
            double room = width - p->lines[i].width - set(&d, str_c(d.a, next), "en", &plain, 1000)->lines[0].width;
            if (i + 2 < p->line_count) assert_true(room < 2.5 || p->lines[i].divided); // 2.5: the blank
            assert_false(p->lines[i].divided && i + 2 == p->line_count);
            divided += p->lines[i].divided;
            lines++;
        }
        struct str last = str_trim(line(p, p->line_count - 1));
        alone += str_chr(last, ' ', 0) == last.n;
    }
    assert_true(lines > 200);
    assert_int_equal(alone, 0);
    assert_true(divided < lines / 20);
}

// The spaces of justified lines are even: their standard deviation and the widest are what a reader sees.
static void spaces_are_even(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const texts[][2] = {{english, "en"}, {french, "fr"}, {russian, "ru"}};
    double n = 0, sum = 0, squares = 0, widest = 0;
    size_t divided = 0, row = 0;
    for (size_t t = 0; t < 3; t++)
        for (double width = 370; width < 400; width += 1) {
            struct para *p = set(&d, texts[t][0], texts[t][1], &body, width);
            row = 0;
            for (size_t i = 0; i + 1 < p->line_count; i++) {
                struct shown s = show(&d, p, i);
                double mean = s.blanks / (double)s.blank_count;
                n += 1;
                sum += mean;
                squares += mean * mean;
                widest = fmax(widest, mean);
                row = p->lines[i].divided ? row + 1 : 0;
                divided += row > 0;
                assert_true(row < 3);
            }
        }
    double deviation = sqrt(squares / n - sum / n * (sum / n));
    print_message("# spaces: mean %.2f, deviation %.2f, widest %.2f points; %.1f %% of lines divided\n", sum / n, deviation, widest, 100 * (double)divided / n);
    assert_true(n > 200);
    assert_true(deviation < 0.85);
    assert_true(widest < 5.1);
    assert_true((double)divided < 0.15 * n);
}

static void loose_lines_without_patterns_are_ragged(void **state)
{
    (void)state;
    DESK d = desk_open();
    const char *georgian = "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით. მათ მინიჭებული აქვთ გონება "
                           "და სინდისი და ერთმანეთის მიმართ უნდა იქცეოდნენ ძმობის სულისკვეთებით.";
    struct para *p = set(&d, georgian, "ka", &body, 180);
    bool ragged = false;
    double blank = show(&d, set(&d, "და და", "ka", &body, 200), 0).widest_blank;
    for (size_t i = 0; i + 1 < p->line_count; i++) {
        struct shown s = show(&d, p, i);
        ragged |= s.right < 179;
        if (s.widest_blank > 0) assert_true(s.widest_blank < blank * 1.01);
    }
    assert_true(ragged);
}

static struct str divided(struct arena *a, const char *lang, const char *word)
{
    uint16_t at[HYPHEN_LETTERS];
    struct str w = str_of(word);
    struct buf b = buf_in(a);
    size_t n = hyphens_in(hyphens_for(str_of(lang)), w, at), from = 0;
    for (size_t i = 0; i < n; from = at[i++]) {
        buf_add(&b, str_sub(w, from, at[i]));
        buf_addc(&b, '-');
    }
    buf_add(&b, str_sub(w, from, w.n));
    return buf_str(&b);
}

static void words_are_divided_as_their_language_does(void **state)
{
    (void)state;
    ARENA a = arena_new();
    static const struct {
        const char *lang, *want;
    } golden[] = {
        {"en", "im-pris-on-ment"}, {"en", "gov-ern-ment"}, {"en", "free-dom"}, {"en", "con-ven-tion"}, {"en", "re-lease"},
        {"en-GB", "op-pos-i-tion"}, {"fr", "em-pri-son-ne-ment"}, {"fr", "gou-ver-ne-ment"}, {"fr", "l’ar-res-ta-tion"}, {"fr", "au-jourd’hui"},
        {"ru", "пра-во-за-щит-ник"}, {"ru", "не-за-кон-ный"}, {"ru", "осво-бож-де-ние"}, {"ru", "фо-то-пле-нок"},
        {"az", "həbs-xana"}, {"az", "mək-təb"}, {"az", "azad-lıq"}, {"de", "Men-schen-rechte"}, {"de", "un-ver-züg-lich"},
        {"es", "li-ber-tad"}, {"it", "di-ritti"}, {"pl", "wol-ność"}, {"be", "сва-бода"},
    };
    size_t known = 0;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        if (!hyphens_for(str_of(golden[i].lang))) continue;
        char word[64] = "";
        size_t n = 0;
        for (const char *c = golden[i].want; *c; c++)
            if (*c != '-') word[n++] = *c;
        known++;
        assert_string_equal(str_c(a, divided(a, golden[i].lang, word)), golden[i].want);
    }
    assert_true(known >= 3);
    assert_null(hyphens_for(S("ka")));
    assert_null(hyphens_for(S("enm")));
    assert_null(hyphens_for(S("")));
}

static void names_and_addresses_are_never_divided(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const words[] = {"Mammadovaibrahimov", "www.governmentinformation.org", "someone@internationalorganisation.org",
                                        "politically-motivated", "https://imprisonment.example/international"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (double width = 150; width < 260; width += 5) {
            char text[300] = "It is said that something of the sort was once seen in a place like ";
            memcpy(text + strlen(text), words[i], strlen(words[i]) + 1);
            struct para *p = set(&d, text, "en", &body, width);
            for (size_t k = 0; k < p->line_count; k++)
                if (show(&d, p, k).hyphen) assert_true(p->lines[k].at + p->lines[k].n < strlen(text) - strlen(words[i]));
        }
}

static void a_whole_span_is_broken_at_slashes_only_when_it_must(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct str text = S("See https://example.org/one/two/three?x=1 for the rest of it.");
    size_t from = str_find(text, S("https"), 0), n = str_find(text, S(" for"), 0) - from;
    struct span span = {.at = from, .n = n, .mark = 1, .whole = true};
    for (double width = 60; width < 260; width += 5) {
        struct para *p = para_set(d.setter, d.a, text, &span, 1, S("en"), &body, width);
        for (size_t i = 1; i < p->line_count; i++) {
            size_t at = p->lines[i].at;
            if (at <= from || at >= from + n) continue;
            assert_true(width < 200); // it is some 190 points wide
            if (width > 110) assert_int_equal(text.p[at - 1], '/');
        }
    }
    struct para *p = para_set(d.setter, d.a, text, &span, 1, S("en"), &body, 230);
    size_t marked = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        struct shown s = show(&d, p, i);
        for (size_t r = 0; r < s.runs; r++) marked += s.run[r].mark ? s.run[r].n : 0;
    }
    assert_int_equal(marked, n);
}

static void a_headline_is_balanced(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para_style head = {.role = FONT_TEXT, .bold = true, .size = 22, .lead = 26.6, .align = PARA_BALANCE};
    struct para_style first = head;
    first.align = PARA_START;
    const char *title = "Open letter to the President of the Republic on the release of political prisoners";
    struct para *p = set(&d, title, "en", &head, 386), *q = set(&d, title, "en", &first, 386);
    assert_true(p->line_count == q->line_count && p->line_count >= 3);
    double least = 1e9, most = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        least = fmin(least, p->lines[i].width);
        most = fmax(most, p->lines[i].width);
        struct str s = str_trim(line(p, i));
        size_t at = s.n;
        while (at > 0 && s.p[at - 1] != ' ') at--;
        assert_true(s.n - at > 3 || i + 1 == p->line_count);
        assert_false(show(&d, p, i).hyphen);
    }
    assert_true(least > 0.65 * most);
    char word[10001];
    for (size_t i = 0; i < 10000; i++) word[i] = i % 6 == 5 ? ' ' : 'o';
    word[10000] = 0;
    assert_true(set(&d, word, "en", &head, 386)->line_count > 100);
}

static void arabic_runs_from_right_to_left(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para *p = set(&d, arabic, "ar", &body, 300);
    assert_true(p->rtl && p->line_count >= 2);
    for (size_t i = 0; i < p->line_count; i++) {
        struct shown s = show(&d, p, i);
        assert_true(fabs(s.right - 300) < 0.02);
        assert_true(i + 1 == p->line_count ? s.left > 1 : fabs(s.left) < 0.02);
        for (size_t r = 0; r < s.runs; r++)
            for (size_t g = 1; g < s.run[r].count; g++) // visually first is logically last
                assert_true(s.run[r].glyphs[g].cluster <= s.run[r].glyphs[g - 1].cluster);
    }
}

static void latin_in_arabic_stands_in_its_place(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct shown s = show(&d, set(&d, "رقم 15172/13 (Ilgar Mammadov) صدر", "ar", &plain, 386), 0);
    const struct placed_run *digits = NULL, *name = NULL, *before = &s.run[0], *after = &s.run[s.runs - 1];
    for (size_t i = 0; i < s.runs; i++) {
        if (i) assert_true(s.run[i].at >= s.run[i - 1].at + s.run[i - 1].n); // as it is read
        if (s.run[i].rtl) continue;
        if (!digits)
            digits = &s.run[i];
        else
            name = &s.run[i];
    }
    assert_non_null(digits);
    assert_non_null(name);
    assert_true(before->x > digits->x && digits->x > name->x && name->x > after->x);
    assert_string_equal(digits->font->package, "fonts-sil-gentiumplus");
    assert_string_equal(before->font->postscript, "Amiri-Regular");
    double left = INFINITY;
    for (size_t g = 1; g < name->count; g++) assert_true(name->glyphs[g].cluster > name->glyphs[g - 1].cluster);
    for (size_t i = 0; i < s.runs; i++) left = fmin(left, s.run[i].x);
    assert_true(left > 100 && fabs(s.right - 386) < 0.02); // set to the right
}

// A mark of direction is not drawn but keeps what stands on either side apart: a note's number behind a name in Latin letters.
static void what_is_not_drawn_counts_for_the_order(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para_style rtl = plain;
    rtl.dir = DIR_RTL;
    struct shown s = show(&d, set(&d, "ممم Anna\u2060\u200F" "12 ممم", "ar", &rtl, 386), 0);
    assert_int_equal(s.runs, 5);
    for (size_t i = 1; i < s.runs; i++) assert_true(s.run[i].x + s.run[i].width < s.run[i - 1].x + 0.01);
    s = show(&d, set(&d, "\u2068" "Anna A\u2069\u2068" "Bert B\u2069 ممم", "ar", &rtl, 386), 0);
    for (size_t i = 1; i < s.runs; i++) assert_true(s.run[i].x + s.run[i].width < s.run[i - 1].x + 0.01);
}

static void letters_join(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct span part = {.at = 2, .n = 2, .mark = 1};
    struct shown one = show(&d, set(&d, "م", "ar", &plain, 386), 0), three = show(&d, set(&d, "ممم", "ar", &plain, 386), 0);
    assert_int_equal(three.run[0].count, 3);
    for (size_t i = 0; i < 3; i++) assert_true(three.run[0].glyphs[i].id != one.run[0].glyphs[0].id);
    // also where a span begins inside the word
    struct shown mixed = show(&d, para_set(d.setter, d.a, S("ممم"), &part, 1, S("ar"), &plain, 386), 0);
    assert_int_equal(mixed.runs, 3);
    for (size_t i = 0; i < 3; i++) assert_true(mixed.run[i].glyphs[0].id != one.run[0].glyphs[0].id);
}

static void a_right_to_left_letter_has_its_latin_lines_on_the_right(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para_style rtl = plain;
    rtl.dir = DIR_RTL;
    struct para *p = set(&d, "Brussels (2018)", "ar", &rtl, 386);
    assert_true(p->rtl);
    assert_true(fabs(show(&d, p, 0).right - 386) < 0.02);
    rtl.align = PARA_END;
    assert_true(fabs(show(&d, set(&d, "Brussels (2018)", "ar", &rtl, 386), 0).left) < 0.02);
    // an override cannot show a name backwards
    struct shown s = show(&d, set(&d, "\xE2\x80\xAE" "Anna ممم", "en", &plain, 386), 0);
    for (size_t i = 0; i < s.runs; i++)
        if (s.run[i].n > 1 && strcmp(s.run[i].font->package, "fonts-sil-gentiumplus") == 0) assert_false(s.run[i].rtl);
}

static void ideographs_fill_the_line(void **state)
{
    (void)state;
    DESK d = desk_open();
    if (access("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", R_OK) != 0) skip();
    struct para *p = set(&d, chinese, "zh-Hans", &body, 300);
    assert_true(p->line_count >= 2);
    for (size_t i = 0; i + 1 < p->line_count; i++) {
        struct shown s = show(&d, p, i);
        assert_true(fabs(s.right - 300) < 0.02 && fabs(s.left) < 0.02);
        assert_string_equal(s.run[0].font->postscript, "NotoSerifCJKsc-Regular");
        assert_false(str_starts(line(p, i + 1), S("，")) || str_starts(line(p, i + 1), S("。")));
    }
    assert_string_equal(show(&d, set(&d, "人権", "ja", &plain, 300), 0).run[0].font->postscript, "NotoSerifCJKjp-Regular");
    assert_string_equal(show(&d, set(&d, "人權", "zh-TW", &plain, 300), 0).run[0].font->postscript, "NotoSerifCJKtc-Regular");
    assert_string_equal(show(&d, set(&d, "人と権", "en", &plain, 300), 0).run[0].font->postscript, "NotoSerifCJKjp-Regular");
}

static void what_no_font_has_is_named_with_its_package(void **state)
{
    (void)state;
    const struct missing *m;
    {
        DESK d = desk_open();
        set(&d, "a\xF4\x8F\xBF\xBD" "b \xF4\x8F\xBF\xBD \xE2\x80\x8E\x01", "en", &plain, 300); // U+10FFFD twice; a direction mark and a control
        assert_int_equal(setter_missing(d.setter, &m), 1);
        assert_int_equal(m[0].cp, 0x10FFFD);
        assert_int_equal(m[0].at, 1);
        assert_null(m[0].package);
    }
    DESK d = desk_at("/nonexistent");
    set(&d, "aა人", "en", &plain, 300);
    assert_int_equal(setter_missing(d.setter, &m), 3);
    assert_string_equal(m[0].package, "fonts-sil-gentiumplus");
    assert_string_equal(m[1].package, "fonts-noto-core");
    assert_string_equal(m[2].package, "fonts-noto-cjk");
    assert_null(fonts_error(d.fonts));
}

static void a_file_that_is_no_font_is_an_error(void **state)
{
    (void)state;
    ARENA a = arena_new();
    struct err err;
    char dir[] = "/tmp/habeas-fonts-XXXXXX";
    assert_non_null(mkdtemp(dir));
    const char *sub = strf(a, "%s/truetype", dir).p, *family = strf(a, "%s/truetype/gentiumplus", dir).p;
    const char *file = strf(a, "%s/GentiumPlus-Regular.ttf", family).p;
    assert_true(mkdir(sub, 0700) == 0 && mkdir(family, 0700) == 0);
    assert_true(file_write(a, file, S("this is not a font"), &err));
    {
        DESK d = desk_at(dir);
        set(&d, "a", "en", &plain, 300);
        assert_non_null(fonts_error(d.fonts));
        assert_non_null(strstr(fonts_error(d.fonts)->text, file));
        assert_non_null(strstr(fonts_error(d.fonts)->text, "fonts-sil-gentiumplus"));
    }
    assert_true(unlink(file) == 0 && rmdir(family) == 0 && rmdir(sub) == 0 && rmdir(dir) == 0);
}

static uint32_t first_glyph(struct desk *d, const char *text, const char *lang, const struct para_style *st)
{
    return show(d, set(d, text, lang, st, 300), 0).run[0].glyphs[0].id;
}

static void capitals_are_shown_and_the_text_stays(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct para_style caps = {.role = FONT_LABEL, .bold = true, .size = 8, .lead = 10, .tracking = 1.35, .caps = true}, upright = caps;
    upright.caps = false;
    struct shown low = show(&d, set(&d, "Signatories", "en", &caps, 300), 0), high = show(&d, set(&d, "SIGNATORIES", "en", &upright, 300), 0);
    assert_int_equal(low.run[0].count, high.run[0].count);
    for (size_t i = 0; i < low.run[0].count; i++) {
        assert_int_equal(low.run[0].glyphs[i].id, high.run[0].glyphs[i].id);
        assert_int_equal(low.run[0].glyphs[i].cluster, i);
    }
    assert_int_equal(first_glyph(&d, "imza", "az", &caps), first_glyph(&d, "İ", "az", &upright));
    assert_int_equal(first_glyph(&d, "imza", "en", &caps), first_glyph(&d, "I", "en", &upright));
    struct para_style small = plain;
    small.small_caps = true;
    assert_true(first_glyph(&d, "a", "en", &small) != first_glyph(&d, "a", "en", &plain));
    assert_true(first_glyph(&d, "a", "en", &small) != first_glyph(&d, "A", "en", &plain));
}

static void spans_add_up(void **state)
{
    (void)state;
    DESK d = desk_open();
    struct span spans[] = {{.at = 0, .n = 12, .style = SPAN_BOLD, .mark = 1}, {.at = 4, .n = 3, .style = SPAN_ITALIC}, {.at = 10, .n = 90, .style = SPAN_RAISED, .mark = 2}};
    struct shown s = show(&d, para_set(d.setter, d.a, S("one two th12x end"), spans, 3, S("en"), &plain, 300), 0);
    static const char *const fonts[] = {"GentiumPlus-Bold", "GentiumPlus-BoldItalic", "GentiumPlus-Bold", "GentiumPlus-Bold", "GentiumPlus"};
    static const uint32_t marks[] = {1, 1, 1, 2, 0};
    assert_int_equal(s.runs, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(s.run[i].font->postscript, fonts[i]);
        assert_int_equal(s.run[i].mark, marks[i]);
    }
    assert_true(s.run[3].rise == 0 && s.run[3].size > 11); // figures have glyphs of their own
    struct span raised = {.at = 1, .n = 2, .style = SPAN_RAISED};
    s = show(&d, para_set(d.setter, d.a, S("Mme"), &raised, 1, S("fr"), &plain, 300), 0);
    assert_true(s.run[1].rise > 3 && s.run[1].size < 8);
}

// Words are shaped one by one; the line is as wide as if it were shaped as a whole.
static void words_apart_are_as_wide_as_together(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const texts[][2] = {{english, "en"}, {french, "fr"}, {russian, "ru"}, {arabic, "ar"}};
    for (size_t i = 0; i < 4; i++) {
        struct str text = str_of(texts[i][0]);
        if (i == 3) text.n--; // the full stop is in another font
        struct para *p = para_set(d.setter, d.a, text, NULL, 0, str_of(texts[i][1]), &plain, 1e6);
        struct shown s = show(&d, p, 0);
        assert_int_equal(s.runs, 1);
        hb_buffer_t *b = hb_buffer_create();
        hb_buffer_add_utf8(b, text.p, (int)text.n, 0, -1);
        hb_buffer_guess_segment_properties(b);
        hb_buffer_set_language(b, hb_language_from_string(texts[i][1], -1));
        static const hb_feature_t alone[] = {{HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1}, {HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1}};
        hb_shape(s.run[0].font->hb, b, alone, i == 3 ? 2 : 0);
        unsigned n;
        double width = 0;
        hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, &n);
        for (unsigned k = 0; k < n; k++) width += pos[k].x_advance * s.run[0].size / s.run[0].font->upem;
        hb_buffer_destroy(b);
        assert_true(fabs(width - s.run[0].width) < 0.01 * width / 10);
    }
}

static void the_same_again_is_the_same(void **state)
{
    (void)state;
    DESK d = desk_open();
    char role[] = "Executive Director";
    struct para *p = set(&d, role, "en", &plain, 60), *q = set(&d, "Executive Director", "en", &plain, 60);
    struct shown a = show(&d, p, 1), b = show(&d, q, 1);
    assert_true(p->line_count == 2 && q->line_count == 2 && p->text.p == role);
    assert_int_equal(a.run[0].count, b.run[0].count);
    assert_memory_equal(a.run[0].glyphs, b.run[0].glyphs, a.run[0].count * sizeof(struct glyph));
    // the width, style and language count
    assert_int_equal(set(&d, role, "en", &plain, 300)->line_count, 1);
    assert_true(fabs(set(&d, role, "en", &plain, 300)->lines[0].width - set(&d, role, "en", &(struct para_style){.size = 20}, 300)->lines[0].width) > 1);
}

static void foreign_text_is_bounded(void **state)
{
    (void)state;
    DESK d = desk_open();
    static const char *const units[] = {"x", "\xCC\x81", "\xE2\x80\x8B", "م", "(א", "a/", "\n", "\xC2\xAD", "ก"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf b = buf_in(d.a);
        while (b.n < 200000) buf_add(&b, str_of(units[i]));
        struct para *p = para_set(d.setter, d.a, buf_str(&b), NULL, 0, S("en"), &body, 386);
        for (size_t k = 0; k < p->line_count; k += 97) assert_true(show(&d, p, k).right < 420 || units[i][0] != 'x');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_the_text_is_in_its_lines),
        cmocka_unit_test(justified_lines_fill_the_measure),
        cmocka_unit_test(whatever_the_width_nothing_sticks_out),
        cmocka_unit_test(words_that_belong_together_stay_together),
        cmocka_unit_test(dates_stay_together_in_many_languages),
        cmocka_unit_test(a_narrower_line_than_the_pair_breaks_it_all_the_same),
        cmocka_unit_test(a_last_line_is_not_one_short_word),
        cmocka_unit_test(ragged_lines_are_full),
        cmocka_unit_test(spaces_are_even),
        cmocka_unit_test(loose_lines_without_patterns_are_ragged),
        cmocka_unit_test(words_are_divided_as_their_language_does),
        cmocka_unit_test(names_and_addresses_are_never_divided),
        cmocka_unit_test(a_whole_span_is_broken_at_slashes_only_when_it_must),
        cmocka_unit_test(a_headline_is_balanced),
        cmocka_unit_test(arabic_runs_from_right_to_left),
        cmocka_unit_test(latin_in_arabic_stands_in_its_place),
        cmocka_unit_test(what_is_not_drawn_counts_for_the_order),
        cmocka_unit_test(letters_join),
        cmocka_unit_test(a_right_to_left_letter_has_its_latin_lines_on_the_right),
        cmocka_unit_test(ideographs_fill_the_line),
        cmocka_unit_test(what_no_font_has_is_named_with_its_package),
        cmocka_unit_test(a_file_that_is_no_font_is_an_error),
        cmocka_unit_test(capitals_are_shown_and_the_text_stays),
        cmocka_unit_test(spans_add_up),
        cmocka_unit_test(words_apart_are_as_wide_as_together),
        cmocka_unit_test(the_same_again_is_the_same),
        cmocka_unit_test(foreign_text_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
