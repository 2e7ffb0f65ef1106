#!/bin/bash
# Letters as PDF keep the rules: the demo letters in each language and layout, with many signatories, from right to left, with a
# picture, and odd ones.
. "$(dirname "$0")/../cli/lib.sh"
bin=$(dirname "$HABEAS")/tests
cd "$T" || exit 1
"$HABEAS" init r --demo >/dev/null 2>&1
good() # NAME LETTER
{
    check "$1" 0 -- "$HABEAS" -r r letter "$2" -o x.pdf
    check "… keeps the rules" 0 -- "$bin/pdfcheck" x.pdf
    [ "$status" = 0 ] || not_ok "… namely" "$out"
    check "… and qpdf finds nothing wrong" 0 -- qpdf --check x.pdf
}
for f in "$ROOT"/demo/letters/*-corrected.*.md; do good "$(basename "$f")" "$f"; done
en=$ROOT/demo/letters/2018-07-18-corrected.en.md
for sources in annex footnotes links none; do
    sed "s/^sources: .*/sources: $sources/" "$en" >s.md
    good "with sources: $sources" s.md
done

signed() # COUNT: names made from tables, of nobody
{
    python3 - "$1" <<'PY'
import sys
first, last = ['Ana', 'Bo', 'Cem', 'Dilə', 'Éva', 'Farid'], ['Əliyeva', 'Brown', 'Ç. Example', 'Da Silva', 'Müller', 'Петрова', 'ქართველი']
print('---\ntitle: Many hands\nlanguage: en\ndate: 2018-07-18\nplaces: [Brussels]\nsignatories:')
for i in range(int(sys.argv[1])):
    print('  - {name: "%s %s", role: "Member %d", organisation: "Synthetic Union No. %d", country: Nowhere}' % (first[i % 6], last[i % 7], i, i // 3))
print('sources: none\n---\n\nText.\n')
PY
}
for n in 30 200 5000; do
    signed $n >many.md
    good "with $n signatories" many.md
done
contains "… the last of them too" "$(pdftotext x.pdf - | tail -n 40)" "Member 4999"

printf -- '---\ntitle: "رسالة مفتوحة"\nlanguage: ar\ndate: 2018-07-18\nplaces: ["بروكسل"]\nsources: none\n---\n\nيولد جميع الناس أحراراً متساوين في الكرامة والحقوق.\n' >ar.md
good "in Arabic" ar.md
contains "… read in logical order" "$(pdfinfo -struct-text x.pdf)" "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق."
printf -- '---\ntitle: "نامه"\nlanguage: fa\ndate: 2018-07-18\nplaces: ["بروکسل"]\nsources: none\n---\n\nتمام افراد بشر آزاد به دنیا می‌آیند.\n' >fa.md
good "in Persian, with its joiners" fa.md
contains "… read as written" "$(pdfinfo -struct-text x.pdf)" "تمام افراد بشر آزاد به دنیا می‌آیند."
contains "… and copied so" "$(pdftotext x.pdf -)" "تمام افراد بشر آزاد به دنیا می‌آیند"
contains "… which are not seen: the font has a bar for them" "$(qpdf --qdf --object-streams=disable x.pdf - | grep -a -A1 '^3 Tr')" TJ
x_of() { pdftotext -bbox x.pdf - | sed -n "s/.*xMin=\"\([0-9]*\)[^>]*>$1<.*/\1/p" | head -1; } # WORD: points from the left edge
sed 's/^تمام/Anna Example: تمام/' fa.md >latin.md
good "in Persian, a paragraph that begins with a Latin name" latin.md
check "… which stands on the right" 0 -- test "$(x_of Anna)" -gt 350

python3 "$ROOT/tests/pdf/pictures.py" p
for f in good-ycc.jpg good-cmyk-adobe.jpg turned-6.jpg good-c6-d16-i.png good-palette-alpha.png; do
    printf -- '---\ntitle: T\nlanguage: en\ndate: 2018-07-18\nplaces: [Baku]\npicture: {file: p/%s, alt: A flag, credit: © Example}\nsources: none\n---\n\nText.\n' "$f" >p.md
    good "with $f" p.md
    contains "… whose words are there" "$(qpdf --qdf --object-streams=disable x.pdf - | grep -a /Alt)" "(A flag)"
    lacks "… and whose secrets are not" "$(tr -d '\000' <x.pdf)" SECRET
done

letter() { printf -- '---\ntitle: "%s"\nlanguage: en\ndate: 2018-07-18\nsources: none\n---\n\n%s\n' "$1" "$2"; }
letter "$(printf 'A title %.0s' $(seq 120))" "Text." >odd.md
good "a title of nearly a thousand characters" odd.md
letter Lists "$(for i in $(seq 0 14); do printf '%*s- x\n' $((i * 2)) ''; done)" >odd.md
good "lists fifteen deep" odd.md
letter Tight "$(printf -- '- one\n- two\n\n> word\n')" >odd.md
good "a tight list" odd.md
letter Tail "$(for i in $(seq 12); do printf 'Word %.0s' $(seq $((i * 9))); printf '\n\n'; done)" >odd.md
good "paragraphs of all lengths" odd.md
letter Wide "$(printf 'Text %s and more text.' "https://example.org/$(printf 'a%.0s' $(seq 300))")" >odd.md
good "an address of 300 characters" odd.md
check "… inside the margins" 0 -- test "$(pdftotext -bbox x.pdf - | sed -n 's/.*xMax="\([0-9]*\).*/\1/p' | sort -n | tail -1)" -le 500
letter Emoji '😀😀' >odd.md
check "a paragraph of emoji is refused" 1 -- "$HABEAS" -r r letter odd.md -o none.pdf
contains "… with what is missing" "$err" "no font has 😀 (U+1F600)"
letter Markup "$(printf '# One\n\n### Three\n\n> A quote\n>\n> - a list\n\n1. one\n2. two\n\n`code` *and* **more** <https://example.org/x?a=1&b=(2)>\n\n---\n\n    code\n')" >odd.md
good "every kind of block" odd.md
done_testing
