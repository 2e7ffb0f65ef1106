#!/bin/bash
# The demo register and its two letters: what the program is for, from one end to the other.
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1
R=$T/r
imprecise=demo/letters/2018-07-18.en.md
corrected=demo/letters/2018-07-18-corrected.en.md
h() { "$HABEAS" -r "$R" "$@"; }

# ---- init
check "init --demo makes a register" 0 -- "$HABEAS" init "$R" --demo
contains "init says how much was loaded" "$out" "statements added" "entities new"
check "init does not touch a register that is there" 2 -- "$HABEAS" init "$R"
contains "… and says so" "$err" "already holds a register"
clean "the demo register is clean" "$R"
contains "verify counts" "$out" "clean: 1 transaction" "0 file"
check "a command without a register says which option" 2 -- "$HABEAS" show persons/ilgar-mammadov
contains "… by name" "$err" "-r DIR" "HABEAS_REGISTER"
check "a folder that holds no register" 2 -- "$HABEAS" -r "$T" verify
contains "… is named" "$err" "$T holds no register"
check "HABEAS_REGISTER stands for -r" 0 -- env HABEAS_REGISTER="$R" "$HABEAS" show persons/ilgar-mammadov

# ---- the imprecise letter
check "the letter of 2018 has errors" 1 -- h check $imprecise
contains "its date is wrong" "$err" "error: [date] the register has 5 December 2017 for this, not 25 October 2017"
contains "… and 25 October is named as the formal notice" "$err" "25 October 2017 is the date of supervision/mammadov-formal-notice" "formal notice, CM/ResDH(2017)379"
contains "nearly a dozen is five" "$err" "error: [count] the register counts 5, not nearly 12"
contains "… the five are named" "$err" "CM/ResDH(2015)43" "CM/ResDH(2015)156" "CM/ResDH(2016)144" "CM/ResDH(2017)379" "CM/ResDH(2017)429"
contains "… and eleven with the decisions" "$err" "with the decisions it would be 11"
contains "the place is named by file, line and column" "$err" "$imprecise:50:5: error: [date]" "$imprecise:48:2: error: [count]"
contains "the date is underlined" "$err" "      |     ^^^^^^^^^^^^^^^
      = supervision/mammadov-referral#date: 2017-12-05"
contains "a consequence that is another body’s matter is named, with whose" "$err" "$imprecise:52:2: error: [consequence]" "who may decide it: the Parliamentary Assembly (Rules of Procedure of the Assembly)" "on 18 July 2018 the case is: referred to the Court"
contains "the number of errors is said" "$err" "3 errors"
equals "nothing but those three is an error" 3 "$(grep -c ': error: ' "$T/.err")"
check "check --format json exits 1 too" 1 -- h check $imprecise --format json
json_lines "… and prints JSON" "$T/.out"
equals "… with three errors" 3 "$(grep -c '"level":"error"' "$T/.out")"
contains "… with code, file, line, column" "$out" '"code":"date"' '"line":50' '"column":5' "\"file\":\"$imprecise\""

for ext in html txt json; do
    check "letter -o x.$ext of the imprecise letter is refused" 1 -- h letter $imprecise -o "$T/bad.$ext"
    absent "… and no file is left ($ext)" "$T/bad.$ext"
    contains "… and it says so ($ext)" "$err" "bad.$ext was not written"
done
equals "no temporary file is left either" "" "$(cd "$T" && ls | grep bad)"

# ---- the corrected letter
check "the corrected letter passes" 0 -- h check $corrected
contains "… without errors" "$err" "0 errors"
check "several letters at once: the worst decides" 1 -- h check $corrected $imprecise
contains "… and are counted together" "$err" "in 2 letters"
for ext in html txt json; do
    check "letter -o x.$ext of the corrected letter is written" 0 -- h letter $corrected -o "$T/good.$ext"
    exists "… and is there ($ext)" "$T/good.$ext"
    contains "… with its text ($ext)" "$(cat "$T/good.$ext")" "Ilgar Mammadov" "5 December 2017" "Dear President Macron"
done
contains "the html is a page with JSON-LD" "$(cat "$T/good.html")" "<!doctype html>" "application/ld+json" '<html lang="en"'
lacks "the html has no script that runs" "$(sed 's/<script type="application\/ld+json">//' "$T/good.html")" "<script" "javascript:"
lacks "the text has no markup" "$(cat "$T/good.txt")" "](fact:" "<p>" "&amp;"
lacks "the html has no fact: link left" "$(cat "$T/good.html")" 'href="fact:'
if python3 -m json.tool "$T/good.json" >/dev/null 2>&1; then ok "the json is JSON"; else not_ok "the json is JSON" "$(python3 -m json.tool "$T/good.json" 2>&1 | tail -1)"; fi
for sources in annex footnotes links none; do
    sed "s/^sources: annex/sources: $sources/" $corrected >"$T/sources-$sources.md"
    check "sources: $sources is written" 0 -- h letter "$T/sources-$sources.md" -o "$T/sources-$sources.html"
    page=$(cat "$T/sources-$sources.html")
    case $sources in
    annex) contains "… with the facts behind it" "$page" "<h2>Facts and sources</h2>" ;;
    footnotes) contains "… with notes behind it" "$page" "<h2>Notes</h2>" ;;
    links) contains "… with claims that lead to sources" "$page" 'class="claim" href="https://' ; lacks "… and no dead links" "$page" 'href="#' ;;
    none) lacks "… with the text alone" "$page" 'class="claim"' ;;
    esac
done
check "letter over a file that is there replaces it whole" 0 -- h letter $corrected -o "$T/good.txt"
cp "$T/good.txt" "$T/before.txt"
run h letter $imprecise -o "$T/good.txt"
same_file "a refused letter leaves an older file as it was" "$T/before.txt" "$T/good.txt"
check "letter needs a format that it knows" 2 -- h letter $corrected -o "$T/x.pdf.doc"
check "a letter that is not there" 2 -- h check "$T/none.md"
contains "… is named" "$err" "$T/none.md"
check "a folder that is not there" 2 -- h letter $corrected -o "$T/none/x.html"
contains "… is named" "$err" "$T/none"

# ---- counts, each as the issue has it
count() { check "count $2" 0 -- h list "$2" --count "${@:3}"; equals "$2 ${*:3} is $1" "$1" "$out"; }
count 1 'detentions?person=ilgar-mammadov&at=2018-07-18'
count 0 'detentions?person=ilgar-mammadov&at=2018-08-14'
count 5 'supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18'
count 11 'supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution,decision&date=../2018-07-18'
count 1 'persons/ilgar-mammadov#detained?at=2018-07-18'
count 0 'persons/ilgar-mammadov#detained?at=2018-08-14'
count 1 'persons/ilgar-mammadov?at=2018-07-18#detained'
count 1 'persons/ilgar-mammadov#detained' --at 2018-07-18
count 0 'persons/ilgar-mammadov#detained' --at 2018-08-14
count 0 'detentions?person=ilgar-mammadov&at=2013-02-03'
count 1 'detentions?person=ilgar-mammadov&at=2013-02-04'
# in force is what is so at the end of the day: not on the day of release
count 0 'detentions?person=ilgar-mammadov&at=2018-08-13'
count 1 'detentions?person=ilgar-mammadov&at=2018-08-12'
count 0 'persons/ilgar-mammadov#detained?at=2018-08-13'
count 1 'detentions?person=persons/ilgar-mammadov&at=2018-07-18'
count 1 'persons?name=Ilgar+Mammadov'
count 1 'persons?name=ilqar%20eldar%20o%C4%9Flu%20m%C9%99mm%C9%99dov'
run h list 'supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18' --format json
json_lines "the five are listed as JSON" "$T/.out"
equals "… in five lines" 5 "$(wc -l <"$T/.out")"
run h list 'supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18'
contains "… and as text, with number and date" "$out" "CM/ResDH(2015)43" "CM/ResDH(2015)156" "CM/ResDH(2016)144" "CM/ResDH(2017)379" "CM/ResDH(2017)429" "March 2015" "25 October 2017" "5 December 2017"
check "show #detained on the letter's day" 0 -- h show 'persons/ilgar-mammadov#detained?at=2018-07-18'
contains "… is yes, from a date and its source" "$out" "yes" "18 July 2018" "4 February 2013" "irfs-2016"
check "show #detained after the release" 0 -- h show 'persons/ilgar-mammadov#detained' --at 2018-08-14
contains "… is no" "$out" "no  on 14 August 2018"

# ---- show, and the past
check "show a person" 0 -- h show persons/ilgar-mammadov
contains "… names, birth, sources, what refers to him" "$out" "İlqar Eldar oğlu Məmmədov" "1970" "bailii-2014" "referred to by" "detentions/ilgar-mammadov-2013" "https://"
lacks "… and no colour where there is no terminal" "$out$err" $'\033'
check "show one property" 0 -- h show persons/ilgar-mammadov#born
contains "… that one" "$out" "born" "1970"
lacks "… and no other" "$out" "patronymic"
check "show --at an interval" 0 -- h show persons/ilgar-mammadov --at 2018-07
check "show in the past of the register: nothing yet" 1 -- h show persons/ilgar-mammadov --known 2001-01-01
count 0 persons --known 2001-01-01
check "… nor in history" 1 -- h history persons/ilgar-mammadov --known 2001-01-01
check "a typing error in a slug" 1 -- h show persons/ilgar-mamadov
contains "… is answered with the nearest" "$err" "did you mean" "ilgar-mammadov?"
check "a typing error in a command" 2 -- h lst persons
contains "… too" "$err" "did you mean list?"
check "an unknown option" 2 -- h list persons --colour
check "an option without its value" 2 -- h list persons --at
check "a wrong --at" 2 -- h list persons --at 2018-13
check "a wrong --known" 2 -- h list persons --known yesterday
check "a wrong --as" 2 -- h list persons --as everyone
check "a wrong --format" 2 -- h list persons --format xml
check "help" 0 -- "$HABEAS" help
contains "… has every command" "$out" init load show list history check letter export verify rebuild
check "help of one command" 0 -- "$HABEAS" help load
check "--version" 0 -- "$HABEAS" --version
check "rebuild" 0 -- h rebuild
clean "… leaves the register clean" "$R"

# ---- JSON from every command
json() { run h "$@" --format json; json_lines "JSON: $*" "$T/.out"; }
json show persons/ilgar-mammadov
json show 'persons/ilgar-mammadov#detained?at=2018-07-18'
json show persons/ilgar-mammadov#born
json show detentions/ilgar-mammadov-2013 --at 2018-07-18
json list persons
json list persons --count
json list 'detentions?country=AZ&at=2018-07-18'
json list 'persons/ilgar-mammadov#detained?at=2018-07-18'
json history persons/ilgar-mammadov
json check $imprecise
json check $corrected
json letter $imprecise -o "$T/again.html"
json export
json verify
json rebuild
run "$HABEAS" init "$T/r2" --demo --format json
json_lines "JSON: init --demo" "$T/.out"
run "$HABEAS" init "$T/r3" --format json
json_lines "JSON: init" "$T/.out"
run h load demo/sources.yaml --format json
json_lines "JSON: load" "$T/.out"
printf 'persns: {}\n' >"$T/bad.yaml"
run h load "$T/bad.yaml" --format json
json_lines "JSON: load of a faulty file" "$T/.out"
for ref in persons positions detentions judgments supervision sources letters; do
    run h list $ref --format csv
    contains "CSV: list $ref has a head" "$(head -1 "$T/.out" | tr -d '\r')" "ref,label,period,certainty"
done
equals "a full standard output is an error" 2 "$(h list persons >/dev/full 2>/dev/null; echo $?)"
equals "… also of export" 2 "$(h export >/dev/full 2>/dev/null; echo $?)"
done_testing
