#!/bin/bash
# suggest: what a letter without claims could be linked to; --apply links it, and check then finds what is wrong.
. "$(dirname "$0")/lib.sh"
run "$HABEAS" init "$T/r" --demo
cd "$T" || exit 1
h() { "$HABEAS" -r "$T/r" "$@"; }
head_of() { printf -- '---\ntitle: A letter\nlanguage: %s\ndate: 2018-07-18\n---\n\n' "${1:-en}"; }
letter() { { head_of "${3:-en}"; printf '%s\n' "$2"; } >"$1"; }

# ---- a letter as one would write it, without a claim: the wrong date and the wrong count are found
golden=$ROOT/tests/golden/suggest
# golden WANT GOT: what suggest says, and the letter it makes (ACCEPT=1 rewrites those; read the difference)
golden() { [ -z "${ACCEPT:-}" ] || cp "$2" "$golden/$1"; same_file "golden: $1" "$golden/$1" "$2"; }
cp "$golden/whole.md" whole.md
cp whole.md before.md
check "suggest" 0 -- h suggest whole.md
cat "$T/.out" "$T/.err" >said
golden whole.expected said
contains "the place, the words, the proposals and why" "$out" \
    "whole.md:8:9: note: [unclaimed] a term outside any claim: prisoner of conscience" "1. recognitions/ilgar-mammadov-amnesty (10): +6" "agrees too: Amnesty International" \
    "detentions/ilgar-mammadov-2013 (" "Arrested: 4 February 2013" "“arrested”: Arrested" \
    "rulings/mammadov-2014-03-17#sentence (" "disagrees: counts 5, the text says nearly 12" \
    "supervision/mammadov-referral (" "disagrees: Date: 5 December 2017" "“infringement proceedings”: referral to the Court" "2. supervision/mammadov-formal-notice (" \
    "occasions/paris-2018-07-20 ("
contains "a date with nothing behind it" "$out" $'a date outside any claim: 3 March 1999' "nothing in the register has this"
same_file "… and the letter is as it was" before.md whole.md
check "suggest as JSON" 0 -- h suggest whole.md --format json
json_lines "… an object a line" "$T/.out"
contains "… with the proposals" "$out" '"ref":"supervision/mammadov-referral"' '"agrees":false' '"chosen":true' '"kind":"date"'
check "suggest --apply" 0 -- h suggest whole.md --apply
golden whole.linked whole.md
contains "links" "$(cat whole.md)" '[Ilgar Mammadov](fact:persons/ilgar-mammadov)' '[prisoner of conscience](fact:recognitions/ilgar-mammadov-amnesty)' \
    '[arrested on 4 February 2013](fact:detentions/ilgar-mammadov-2013)' '[seven years in prison](fact:rulings/mammadov-2014-03-17#sentence)' \
    '[judgment of May 2014](fact:judgments/ilgar-mammadov-v-azerbaijan)' '(fact:judgments/ilgar-mammadov-v-azerbaijan-no-2)' \
    '[More than 90 activists](fact:persons?detentions.country=AZ&detentions.at=2018-07-18)' \
    '[Almost a dozen resolutions](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18)' \
    '[On 25 October 2017' 'Article 46(4)](fact:supervision/mammadov-referral)' '(fact:occasions/paris-2018-07-20)' 'Nothing happened on 3 March 1999.'
run python3 -c 'import re,sys; a=open("whole.md").read(); b=re.sub(r"\[([^\]]*)\]\(fact:[^)]*\)", r"\1", a); sys.exit(b != open("before.md").read())'
equals "nothing but links is added" 0 "$status"
check "check then" 1 -- h check whole.md
contains "… finds the date that is another's, and the count" "$err" "[date] the register has 5 December 2017 for this, not 25 October 2017" \
    "25 October 2017 is the date of supervision/mammadov-formal-notice" "[count] the register counts 5, not nearly 12"
equals "… and of wrong things only these and the other count" 3 "$(grep -c ': error: ' "$T/.err")"
cp whole.md once.md
check "a second run" 0 -- h suggest whole.md --apply
same_file "… changes nothing" once.md whole.md

# ---- bytes: CRLF, BOM, blanks at the ends, what is linked or code already
printf '\357\273\277---\r\ntitle: x\r\nlanguage: en\r\ndate: 2018-07-18\r\n---\r\n\r\nIlgar Mammadov, `Ilgar Mammadov` and\r\n[Ilgar Mammadov](https://example.org/) was arrested   \r\non 4 February 2013. \t\r\n\r\n    Ilgar Mammadov\r\n\r\n> Amnesty\r\n> International\r\n\r\n' >bytes.md
check "a letter with BOM and CRLF" 0 -- h suggest bytes.md --apply
printf '\357\273\277---\r\ntitle: x\r\nlanguage: en\r\ndate: 2018-07-18\r\n---\r\n\r\n[Ilgar Mammadov](fact:persons/ilgar-mammadov), `Ilgar Mammadov` and\r\n[Ilgar Mammadov](https://example.org/) was [arrested   \r\non 4 February 2013](fact:detentions/ilgar-mammadov-2013). \t\r\n\r\n    Ilgar Mammadov\r\n\r\n> Amnesty\r\n> International\r\n\r\n' >wanted.md
same_file "… keeps all of it" wanted.md bytes.md

# ---- who is meant by a surname
letter surname.md 'Mammadov is in prison. Ilgar Mammadov was a candidate.

Mammadov is in prison.'
check "a surname" 0 -- h suggest surname.md --apply
contains "… is the person's whom the letter named before, not one named later" "$(cat surname.md)" $'\nMammadov is in prison. [Ilgar' '[Mammadov](fact:persons/ilgar-mammadov) is'
letter two.md 'Ilgar Mammadov and Anar Mammadli; Uzeyir Mammadli too.

And Mammadli?'
check "a surname of two" 0 -- h suggest two.md --apply
contains "… is not decided" "$out" "another one is as likely" "persons/anar-mammadli" "persons/uzeyir-mammadli" "one of 2 of that name"
contains "… nor linked" "$(cat two.md)" "And Mammadli?"

letter stranger.md 'Ilgar Mammadov and Example Mammadov.

Mammadov was held, and President Mammadov too.'
check "a surname that a stranger has too" 0 -- h suggest stranger.md --apply
equals "… is nobody's" $'[Ilgar Mammadov](fact:persons/ilgar-mammadov) and Example Mammadov.\n\nMammadov was held, and President Mammadov too.' "$(sed 1,6d stranger.md)"
letter title.md 'Ilgar Mammadov.

We met President Mammadov, Mr Mammadov.'
check "a surname behind a title" 0 -- h suggest title.md --apply
contains "… is still his" "$(cat title.md)" "President [Mammadov](fact:persons/ilgar-mammadov)"

# ---- numbers of applications and documents
letter codes.md 'See application no. 919/15 and CM/ResDH(2017)379; CM/ResDH(2017)999 is not known.'
check "numbers of documents" 0 -- h suggest codes.md --apply
contains "… lead to what has them" "$(cat codes.md)" "(fact:applications/919-15#number)" "(fact:supervision/mammadov-formal-notice#document)" "; CM/ResDH(2017)999 is"
contains "… or to nothing" "$out" "a number of a document outside any claim: CM/ResDH(2017)999"

# ---- only what the readers may see
printf 'persons: {hidden-one: {name: {value: Example Hidden, visibility: internal, source: list-2014}}}\n' >hidden.yaml
check "an internal name" 0 -- h load hidden.yaml
letter hidden.md 'Example Hidden spoke on 5 May 2005.'
check "… is not proposed to the public's letter" 0 -- h suggest hidden.md
lacks "… nor named" "$out" "hidden-one"
check "… but --as internal" 0 -- h suggest hidden.md --as internal
contains "… it is" "$out" "persons/hidden-one"

# ---- the other languages, by their words in data/lang and the vocabulary
letter fr.md 'Ilgar Mammadov, reconnu prisonnier d’opinion par Amnesty International, a été arrêté le 4 février 2013.

Le gouvernement a ignoré près d’une douzaine de résolutions du Comité des Ministres sur Ilgar Mammadov. Le 25 octobre 2017,
le Comité des Ministres a ouvert une procédure en manquement contre l’Azerbaïdjan.' fr
check "a letter in French" 0 -- h suggest fr.md --apply
contains "… is linked" "$(cat fr.md)" "[prisonnier d’opinion](fact:recognitions/ilgar-mammadov-amnesty)" "[arrêté le 4 février 2013](fact:detentions/" \
    "[près d’une douzaine de résolutions](fact:supervision?" "Azerbaïdjan](fact:supervision/mammadov-referral)"
check "… and checked" 1 -- h check fr.md
contains "… the date and the count are found" "$err" "[date]" "[count]"
letter ru.md 'Ilgar Mammadov был арестован 4 февраля 2013 года. 25 октября 2017 года Комитет министров начал производство о нарушении обязательств.' ru
check "a letter in Russian" 0 -- h suggest ru.md --apply
contains "… is linked" "$(cat ru.md)" "[арестован 4 февраля 2013 года](fact:detentions/ilgar-mammadov-2013)" "обязательств](fact:supervision/mammadov-referral)"
letter az.md 'Ilgar Mammadov 4 fevral 2013-cü ildə həbs edilib. 25 oktyabr 2017-ci ildə Nazirlər Komitəsi pozuntu icraatı başladıb.' az
check "a letter in Azerbaijani" 0 -- h suggest az.md --apply
contains "… is linked" "$(cat az.md)" "həbs edilib](fact:detentions/ilgar-mammadov-2013)" "pozuntu icraatı](fact:supervision/mammadov-referral)"

# ---- whom a fact is about must be named
letter day.md 'The report of 22 May 2014 was read on 17 March 2014.'
check "a day on which something happened to a person whom the letter does not name" 0 -- h suggest day.md
lacks "… is not proposed" "$out" "rulings/"

# ---- wrong input
check "no letter" 2 -- h suggest
check "two letters" 2 -- h suggest whole.md two.md
check "a letter that is not there" 2 -- h suggest none.md
printf 'Ilgar Mammadov\n' >nohead.md
check "a letter without head" 1 -- h suggest nohead.md --apply
contains "… is told so" "$err" "a letter begins with a head"
equals "… and is as it was" "Ilgar Mammadov" "$(cat nohead.md)"
printf -- '---\ntitle: x\nlanguage: en\n---\nIlgar Mammadov\n' >nodate.md
check "a letter without date" 1 -- h suggest nodate.md --apply
contains "… too" "$err" "the head has no date"
letter empty.md 'Nothing to see.'
cp empty.md empty-before.md
check "nothing found" 0 -- h suggest empty.md --apply
contains "… is said" "$err" "0 places linked"
same_file "… and nothing written" empty-before.md empty.md
check "-o writes another file" 0 -- h suggest before.md --apply -o other.md
same_file "… the same" once.md other.md
run_in before.md "$HABEAS" -r "$T/r" suggest - --apply
same_file "standard input to standard output" once.md "$T/.out"
chmod 555 . 2>/dev/null
run h suggest before.md --apply
[ "$(id -u)" = 0 ] || equals "a folder that cannot be written to" 2 "$status"
chmod 755 .
{ head_of; python3 -c 'print("\n".join("[[(`<*_ " * 60 + "\n\nIlgar Mammadov on 4 February 2013 (over 100 people held in Azerbaijan).\n" for i in range(900)))'; } >odd.md
check "brackets, ticks and angles that never close" 0 -- timeout 60 "$HABEAS" -r "$T/r" suggest odd.md --apply
{ head_of; python3 -c 'import sys; sys.stdout.write("Ilgar Mammadov was arrested on 4 February 2013 in Baku, no. 15172/13. " * 59000)'; } >big.md
check "a letter of 4 MB in one paragraph" 0 -- timeout 120 "$HABEAS" -r "$T/r" suggest big.md
contains "… says how far it looked" "$err" "only the first 5000 places were looked at"
done_testing
