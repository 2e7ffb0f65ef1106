#!/bin/bash
# The letter as PDF, as those see it who get it: text in reading order, tags, links, the same bytes again.
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1
R=$T/r
h() { "$HABEAS" -r "$R" "$@"; }
text() { pdftotext -layout "$1" - 2>/dev/null; }
"$HABEAS" init "$R" --demo >/dev/null 2>&1

corrected=demo/letters/2018-07-18-corrected.en.md
check "letter -o x.pdf is written" 0 -- h letter $corrected -o "$T/a.pdf"
check "the same letter again" 0 -- h letter $corrected -o "$T/b.pdf"
cmp -s "$T/a.pdf" "$T/b.pdf"
equals "the same letter has the same bytes" 0 $?
check "qpdf finds nothing wrong" 0 -- qpdf --check "$T/a.pdf"
info=$(pdfinfo "$T/a.pdf")
contains "it is tagged, PDF 1.7, A4" "$info" "Tagged:          yes" "PDF version:     1.7" "A4"
contains "its title is the letter's" "$info" "Title:           Ilgar Mammadov’s freedom belongs on the agenda in Paris"
contains "its date is the letter's, not today's" "$info" "2018"
pdffonts "$T/a.pdf" | tail -n +3 >"$T/fonts"
equals "every font is embedded as a subset with its characters" "" "$(grep -v 'yes yes yes' "$T/fonts")"
reading=$(pdftotext "$T/a.pdf" - | tr '\n' ' ')
order() { # WHAT WORDS...: they follow each other in the text
    local what=$1 rest=$reading w
    shift
    for w in "$@"; do
        case "$rest" in
        *"$w"*) rest=${rest#*"$w"} ;;
        *) not_ok "$what" "not behind what was before it: $w"; return ;;
        esac
    done
    ok "$what"
}
order "the parts are in reading order" "Ilgar Mammadov’s freedom" "Brussels, Baku, 18 July 2018" "Dear President Macron" "Committee of Ministers" \
    "Rasul Jafarov" "Facts and sources"
structure=$(pdfinfo -struct-text "$T/a.pdf")
contains "headings, paragraphs, links and lists are tagged" "$structure" "H1" "H2" "Link" "LBody" "LI"
lacks "nothing is a box" "$reading" "□" "�"

# ---- footnotes: each on the page of its number
sed 's/^sources: annex/sources: footnotes/' $corrected >"$T/notes.md"
check "a letter with footnotes" 0 -- h letter "$T/notes.md" -o "$T/notes.pdf"
check "… is whole" 0 -- qpdf --check "$T/notes.pdf"
contains "… has notes" "$(pdfinfo -struct-text "$T/notes.pdf")" "Note"
first=$(pdftotext -l 1 "$T/notes.pdf" - | tr '\n' ' ')
contains "… the first on the first page" "$first" "Ilgar Mammadov v. Azerbaijan, text of the judgment of 22 May 2014"

# ---- what no font has
sed 's/^The human rights situation/🐘 The human rights situation/' $corrected >"$T/elephant.md"
check "a character that no font has is an error" 1 -- h letter "$T/elephant.md" -o "$T/elephant.pdf"
contains "… at its place, with its number" "$err" "elephant.md:" "[glyph]" "U+1F418"
absent "… and there is no file" "$T/elephant.pdf"
check "… but HTML has it" 0 -- h letter "$T/elephant.md" -o "$T/elephant.html"

# ---- right to left
letter() { # LANG TITLE TEXT
    printf -- '---\ntitle: "%s"\nlanguage: %s\ndate: 2018-07-18\nplaces: [%s]\nonline: {url: "https://example.org/l"}\n---\n\n%s\n' "$2" "$1" "$4" "$3"
}
letter ar "رسالة مفتوحة" "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميراً وعليهم أن يعامل بعضهم بعضاً بروح الإخاء." "بروكسل" >"$T/ar.md"
letter fa "نامهٔ سرگشاده" "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند." "بروکسل" >"$T/fa.md"
for l in ar fa; do
    check "a letter in $l" 0 -- h letter "$T/$l.md" -o "$T/$l.pdf"
    check "… is whole ($l)" 0 -- qpdf --check "$T/$l.pdf"
done
reading=$(pdftotext "$T/ar.pdf" - | tr '\n' ' ')
order "Arabic comes out in the order in which it is read" "يولد" "جميع" "الناس"
reading=$(pdftotext "$T/fa.pdf" - | tr '\n' ' ')
order "Persian too" "تمام" "افراد" "بشر"

# ---- odd letters
letter en "$(printf 'A title %.0s' $(seq 1250))" "Text." Baku >"$T/long.md"
letter en Lists "$(for i in $(seq 0 999); do printf '%*s- x\n' $((i * 2)) ''; done)" Baku >"$T/deep.md"
for odd in long deep; do
    check "a title of 10,000 characters, lists a thousand deep: refused ($odd)" 1 -- h letter "$T/$odd.md" -o "$T/$odd.pdf"
    contains "… at its place, with what would fit" "$err" "$odd.md:" "[too-big]" "at most"
    absent "… and there is no file" "$T/$odd.pdf"
done
letter en Word "$(head -c 30000 /dev/zero | tr '\0' x)" Baku >"$T/word.md"
check "a word of 30,000 letters" 0 -- h letter "$T/word.md" -o "$T/word.pdf"
done_testing
