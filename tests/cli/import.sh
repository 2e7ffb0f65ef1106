#!/bin/bash
# Letters as they come, and what a letter says itself of whom it is to and who signs.
. "$(dirname "$0")/lib.sh"
new_register "$T/r"
cd "$T" || exit 1

# ---- addressees and signatories that stand in the letter itself
cat >own.md <<'END'
---
label: Open letter
title: On a judgment
language: ar
date: 2018-07-18
to:
  - lines: [Example Addressee, Example Street 1, 1000 Example City]
picture: {credit: © Example}
signatories:
  - {name: Example Signatory One, role: Director, organisation: Example Organisation, country: Exampleland}
  - {organisation: Example Organisation Two}
notes: [A note <on> the letter.]
copies: [Example Office, Example Council]
online: {text: Read the letter in PDF here., url: "https://example.org/letter.pdf"}
---

Text.
END
check "a letter with its own addressee and signatories" 0 -- "$HABEAS" -r r check own.md
contains "… which are notes, and so is the credit without a picture" "$err" "1 addressee is" "2 signatories are" "no file" "0 errors"
for f in txt html json; do check "… as $f" 0 -- "$HABEAS" -r r letter own.md -o "own.$f"; done
contains "text" "$(cat own.txt)" $'Open letter\nOn a judgment\n\nExample Addressee\nExample Street 1\n1000 Example City\n' \
    $'Example Signatory One، Director، Example Organisation (Exampleland)\nExample Organisation Two\n\nA note <on> the letter.\n\nنسخة إلى: Example Office\n          Example Council\n\nRead the letter in PDF here.\nhttps://example.org/letter.pdf'
contains "HTML" "$(cat own.html)" 'dir="rtl"' '<address><strong>Example Addressee</strong><br>Example Street 1<br>1000 Example City</address>' \
    'Director، Example Organisation (Exampleland)' 'A note &lt;on&gt; the letter.' 'href="https://example.org/letter.pdf">Read the letter in PDF here.</a>'
contains "JSON" "$(cat own.json)" '"Example Addressee\nExample Street 1\n1000 Example City"' '"country":"Exampleland"' '"copies":["Example Office","Example Council"]'

# ---- letters of our own making, one for each layout; what import makes of them stands beside them (ACCEPT=1 rewrites it)
golden=$ROOT/tests/golden/import
"$HABEAS" init demo --demo >/dev/null
whole() { local why; if why=$(python3 "$ROOT/tests/words.py" "$2" "$3" 2>&1); then ok "$1"; else not_ok "$1" "$why"; fi; }
# well_formed NAME FILE: check finds no fault of form, but for a date that the letter did not have.
well_formed()
{
    local faults
    faults=$("$HABEAS" -r demo check "$2" --format json 2>&1 | grep '"level":"error"' | grep -v 'the head has no date')
    if [ -z "$faults" ]; then ok "$1"; else not_ok "$1" "$faults"; fi
}
for f in "$golden"/*.txt "$golden"/*.md "$golden"/*.html; do
    n=$(basename "$f")
    cp "$f" "$n"
    run "$HABEAS" import "$n" -o made
    [ "$status" = 0 ] || not_ok "$n: imported" "$err"
    { cat made; echo "== said"; cat .err; } >said
    case $n in lettre.txt | mektub.txt | pismo.txt) cp made "$n.made" ;; # what is read of them grows with the languages: below
    *)
    if [ -n "${ACCEPT:-}" ]; then cp said "$golden/$n.expected"; fi
    same_file "$n" "$golden/$n.expected" said ;;
    esac
    whole "… every word of it" "$n" made
    well_formed "… a letter's source" made
done
# in_language FILE DATE LINES…: the parts of a letter in French, Azerbaijani, Russian
in_language()
{
    local n=$1 date=$2
    shift 2
    contains "$n" "$(cat "$n.made")" "$@"
    contains "$n: its date" "$(cat "$n.made")" "date: $date"
}
in_language lettre.txt 2019-03-14 'language: fr' 'subject: Libération d' 'salutation: "Madame la Ministre,"' '- demander sa libération immédiate ;' '- saisir le Comité' \
    "{name: Exemple Signataire Un, role: Directrice, organisation: Association d'exemple, country: France}" '"[1] Une note sur le texte."' '- Bureau des exemples' \
    'url: "https://example.org/lettre"' '      - "75000 Paris"'
in_language mektub.txt 2017-10-25 'label: Açıq məktub' 'language: az' '- Nümunə Nazirinə' 'salutation: "Hörmətli cənab Nazir,"' '- Sizi dərhal azad etməyə çağırırıq.' \
    '{name: Nümunə Birinci, role: direktor, organisation: Nümunə Klubu'
in_language pismo.txt 2017-12-05 'label: ОТКРЫТОЕ ПИСЬМО' 'language: ru' '- "Примерная улица, 1"' 'salutation: "Уважаемый господин Президент!"' '- Мы призываем Вас освободить' \
    '{name: Пример Второй, role: председатель, organisation: Фонд примеров'
contains "a letter that is one already is left alone" "$("$HABEAS" import "$ROOT/demo/letters/2018-07-18.en.md" 2>&1)" "already"
check "to standard output" 0 -- "$HABEAS" import letter.txt
equals "… the same" "$("$HABEAS" import letter.txt -o made 2>/dev/null; cat made)" "$out"
check "again, the same bytes" 0 -- "$HABEAS" import letter.txt -o again
same_file "… twice" made again
check "as JSON" 0 -- "$HABEAS" import letter.txt -o made --format json
json_lines "… lines" .out
contains "… what was found" "$out" '"date":"2018-07-18","places":2,"addressees":1,"signatories":2,"asks":1,"unsure":0'

# ---- with a register: whoever it knows is proposed
printf 'A letter of four words\n\n18 July 2018\n\nRasul Jafarov, Director, Human Rights Club (Azerbaijan)\n' >known.txt
check "with a register" 0 -- "$HABEAS" -r demo import known.txt
contains "… who is in it" "$out" "# in the register: Rasul Jafarov is persons/rasul-jafarov" "# in the register: Human Rights Club is organisations/human-rights-club"
check "without one" 0 -- "$HABEAS" import known.txt
lacks "… nobody" "$out" "in the register"

# ---- encodings
printf '\xef\xbb\xbfA letter of four words\r\n\r\n18 July 2018\r\n\r\nText.\r\n' >bom.txt
check "BOM and CRLF" 0 -- "$HABEAS" import bom.txt
contains "… read" "$out" "title: A letter of four words" "date: 2018-07-18"
lacks "… and gone" "$out" $'\r' $'\xef\xbb\xbf'
python3 -c "open('wide.txt','wb').write('A letter of four words\n\n18 July 2018\n\nƏliyev, é, ß.\n'.encode('utf-16'))"
check "UTF-16 with its mark" 0 -- "$HABEAS" import wide.txt
contains "… is converted" "$out" "Əliyev, é, ß" "date: 2018-07-18"
contains "… and that is said" "$err" "[converted] converted from UTF-16"
printf 'A letter of four words\n\nCaf\xe9.\n' >latin.txt
check "Windows-1252 that nobody declares" 1 -- "$HABEAS" import latin.txt
contains "… is refused, with the place and what helps" "$err" "latin.txt:3:4: error: [utf8]" "iconv -f WINDOWS-1252"
printf '<meta charset="windows-1251"><h1>\xcf\xe8\xf1\xfc\xec\xee</h1><p>\xd2\xe5\xea\xf1\xf2.</p>' >declared.html
check "what HTML declares" 0 -- "$HABEAS" import declared.html
contains "… is converted" "$out" "title: Письмо" "Текст."

# ---- bad input
bad() # NAME STATUS FILE NEEDLE
{
    check "$1" "$2" -- timeout 20 "$HABEAS" import "$3"
    contains "… says so" "$err" "$4"
}
: >empty.txt
bad "an empty file" 1 empty.txt "the file is empty"
printf ' \n\n\t\n' >blank.txt
bad "blanks" 1 blank.txt "the file is empty"
head -c 3000 /bin/ls | tr -d '\200-\377' >binary.txt
bad "a binary" 1 binary.txt "zero byte"
printf '%%PDF-1.7\n' >pdf.txt
bad "a PDF" 1 pdf.txt "pdftotext"
printf 'PK\003\004' >word.md
bad "a word processor's file" 1 word.md "save it as"
printf '<html><head><script>x</script></head><body></body></html>' >none.html
bad "a page without text" 1 none.html "no text in it"
head -c 10000000 /dev/zero | tr '\0' 'a' >big.txt
bad "10 MB" 1 big.txt "more than 4194304 bytes"
yes 'a' | head -n 250000 >lines.txt
bad "250,000 lines" 1 lines.txt "200,000 lines"
bad "a kind it does not know" 2 list.csv ".txt, .md or .html"
bad "nothing there" 2 nothing.txt "No such file"
check "over itself" 2 -- "$HABEAS" import bom.txt -o bom.txt
check "no file at all" 2 -- "$HABEAS" import
long=$(head -c 1000000 /dev/zero | tr '\0' 'x')
printf 'A letter of four words\n\n%s\n' "$long" >line.txt
check "a line of 1 MB" 0 -- timeout 20 "$HABEAS" import line.txt -o made
whole "… is whole" line.txt made
{ printf '# '; head -c 10000 /dev/zero | tr '\0' 'T'; printf '\n\nText of the letter.\n'; } >title.md
check "a title of 10,000 characters" 0 -- "$HABEAS" import title.md -o made
whole "… is whole" title.md made
well_formed "… and read" made
printf 'A letter of four words\n\n18 July 2018\n\nSigned:\nExample \xe2\x80\xaePerson, Director, Example Club\n' >bidi.txt
check "a name that turns direction" 0 -- "$HABEAS" import bidi.txt
contains "… is marked" "$err" "[unsure]" "U+202E"
contains "… and kept" "$out" $'Example \xe2\x80\xaePerson'
printf 'A\001letter of four words\n\nText.\n' >control.txt
check "a control character" 0 -- "$HABEAS" import control.txt
contains "… becomes a blank, which is said" "$out$err" "A letter of four words" "U+0001"
check "no date, no signatories" 0 -- "$HABEAS" import control.txt
contains "… are marked" "$err" "no line has the letter's date" "no signatories were found"
contains "… in the head" "$out" "# unsure: no line has the letter's date"
for tag in '<nav>' '<a href=x ' '<!--' '<table><tr><td>' '[' '<blockquote><ul><li>' '&#' '`' '**'; do
    for f in deep.html deep.md deep.txt; do
        yes "$tag" | tr -d '\n' | head -c 400000 >$f
        run timeout 20 "$HABEAS" import $f -o made
        if [ "$status" -lt 2 ]; then ok "$f: $tag a hundred thousand times"; else not_ok "$f: $tag a hundred thousand times" "exit $status" "$err"; fi
    done
done

# ---- letters of others
data=${HABEAS_SHARED_DATA:-$ROOT/../shared/data}
seed=$(find "$data/seed" -name '*.txt' 2>/dev/null | head -n 1)
if [ -z "$seed" ]; then
    skip "the letter the project began with" "it is not here"
else
    cp "$seed" seed.txt
    check "the letter the project began with" 0 -- "$HABEAS" -r demo import seed.txt -o seed.md --format json
    contains "… is clear in every part" "$out" '"date":"2018-07-18","places":2,"addressees":1,"signatories":2,"asks":1,"unsure":0'
    contains "… comes out whole" "$(cat seed.md)" 'label: Open letter' 'places: [Brussels, Baku]' 'Emmanuel MACRON' '55 Rue du Faubourg' '75008 Paris' \
        'credit: "© official LEWEB photos /"' 'salutation: "Dear President Macron,"' 'online: Read the letter in pdf here.' \
        'role: Director, organisation: Human Rights Club, country: Azerbaijan}' 'role: Director, organisation: International Partnership for Human Rights, country: Belgium}'
    equals "… an addressee of five lines" 5 "$(sed -n '/^  - lines:/,/^[a-z]/p' seed.md | grep -c '^      - ')"
    whole "… every word" seed.txt seed.md
    well_formed "… a letter's source" seed.md
fi

# What a person counts in them: signatories in each file that has some; addressees; dates. The others have none.
expected() # FILE
{
    case $1 in
    drw-2016-03-01*) echo "2016-03-01 0 499" ;; drw-2016-08-12*) echo "2016-08-12 0 42" ;;
    drw-2017-11-06*) echo "2017-11-06 0 74" ;; drw-2019-02-22*) echo "2019-02-22 0 37" ;;
    iff-45-*) echo "2020-05-02 0 151" ;; iff-joint-letter-to-the-agriculture*) echo "2021-05-06 1 55" ;;
    iff-open-letter*) echo "2015-05-19 0 67" ;; iff-sign-on*) echo "2021-04-14 0 520" ;;
    mysociety-tcc-index*) echo "- 0 1" ;; sos-osd-*|mysociety-*) echo "- 0 0" ;;
    *) echo "* 0 0" ;;
    esac
}
if [ ! -d "$data/letters" ]; then
    skip "four collections of letters" "they are not here"
else
    printf '# %-11s %-44s %-10s %10s %11s %4s %6s\n' collection file date addressees signatories asks unsure
    for f in "$data"/letters/*/*.md "$data"/letters/*/*.html "$data"/letters/*/LICENSE; do
        n=$(basename "$(dirname "$f")")-$(basename "$f")
        case $n in *LICENSE) n=$n.txt ;; esac
        cp "$f" "$n"
        chmod u+w "$n"
        run "$HABEAS" --format json import "$n" -o made
        [ "$status" = 0 ] || not_ok "$n: imported" "$err"
        row=$(tail -n 1 .out | python3 -c "import json,sys; d = json.load(sys.stdin); print(d.get('date', '-'), d['addressees'], d['signatories'], d['asks'], d['unsure'])")
        # shellcheck disable=SC2086
        printf '# %-11s %-44s %-10s %10s %11s %4s %6s\n' "$(basename "$(dirname "$f")")" "$(basename "$f" | cut -c1-44)" $row
        want=$(expected "$n")
        got=$(echo "$row" | cut -d' ' -f1-3)
        case $n in
        *LICENSE*) ;;
        *) case $want in "* "*) got="* ${got#* }" ;; esac
            equals "$n: date, addressees, signatories" "$want" "$got" ;;
        esac
        whole "… every word" "$n" made
        well_formed "… a letter's source" made
        case $n in
        drw-2016-03-01*) equals "… a country for all but two" 497 "$(grep -c 'country: ' made)"
            equals "… 153 organisations, then individuals" 153 "$(grep -c '^  - {organisation' made)" ;;
        drw-2017-11-06*) equals "… all of them persons" 74 "$(grep -c '^  - {name' made)" ;;
        iff-45*) equals "… 106 persons, 45 organisations" "106 45" "$(grep -c '^  - {name' made) $(grep -c '^  - {organisation' made)" ;;
        iff-open*) equals "… organisations, with a country" 67 "$(grep -c '^  - {organisation.*country' made)" ;;
        esac
    done
fi

done_testing
