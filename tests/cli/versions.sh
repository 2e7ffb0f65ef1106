#!/bin/bash
# The versions of one letter in several languages: the same claims, the same head; which files are versions of each other.
. "$(dirname "$0")/lib.sh"
R=$T/r
"$HABEAS" init "$R" --demo >/dev/null
mkdir "$T/l" && cd "$T/l" || exit 1
h() { "$HABEAS" -r "$R" "$@"; }
head_of() # LANGUAGE [MORE LINES OF THE HEAD]
{
    printf -- '---\ntitle: T\nlanguage: %s\ndate: 2018-07-18\n' "$1"
    [ $# -lt 2 ] || printf '%b' "$2"
    printf -- '---\n\n'
}
person='[Ilgar Mammadov](fact:persons/ilgar-mammadov)'
paris='[Paris](fact:places/paris)'
notice='[x](fact:supervision/mammadov-formal-notice)'

# ---- a claim is missing
{ head_of en; printf 'A %s.\n\nB %s.\n\nC.\n' "$person" "$paris"; } >a.en.md
{ head_of fr; printf 'A %s.\n\nB.\n\nC.\n' "$person"; } >a.fr.md
check "a claim that the French version lacks is an error" 1 -- h check a.en.md a.fr.md
contains "… at the paragraph of the version that lacks it" "$err" "a.fr.md:9:1: error: [parity] this version lacks a claim of the other, about here: places/paris"
contains "… and at the claim itself" "$err" "   also a.en.md:9:4: the claim
    9 | B [Paris](fact:places/paris).
      |    ^^^^^"
contains "… and they are counted as two letters" "$err" "in 2 letters: 1 error"
lacks "… and both were given" "$err" "compared with"
check "… in whatever order they are given" 1 -- h check a.fr.md a.en.md
contains "… it is the French one that lacks it" "$err" "a.fr.md:9:1: error: [parity]"
check "… and as JSON" 1 -- h check a.en.md a.fr.md --format json
json_lines "… one object a line" "$T/.out"
contains "… with both places" "$out" '"code":"parity","file":"a.fr.md","line":9,"column":1' '"also":{"file":"a.en.md","line":9,"column":4,"width":5'
check "a sister beside a letter is looked for" 1 -- h check a.en.md
contains "… and named" "$err" "a.fr.md:9:1: error: [parity]" "in 1 letter:" "compared with a.fr.md"
check "… with a path too" 1 -- h check ../l/a.en.md
contains "… and named by it" "$err" "compared with ../l/a.fr.md"
check "… with ./ and without they are one file" 1 -- h check ./a.en.md a.fr.md
equals "… and the fault is told once" 1 "$(grep -c 'error: \[parity\]' "$T/.err")"

# ---- order, number, titles
{ head_of fr; printf 'A %s et %s.\n\nB.\n\nC.\n' "$paris" "$person"; } >a.fr.md
check "the order of claims is free" 0 -- h check a.en.md a.fr.md
{ head_of fr; printf 'A %s.\n\nB %s, %s.\n\nC.\n' "$person" "$paris" "$paris"; } >a.fr.md
check "a claim made twice in one and once in the other" 1 -- h check a.en.md a.fr.md
contains "… is one too many" "$err" "a.en.md:9:1: error: [parity]" "also a.fr.md:9:" "1 error"
five='fact:supervision?kind=interim-resolution\&judgment=ilgar-mammadov-v-azerbaijan'
{ head_of en; printf "[5](${five//\\/} \"at most 99\") [x](fact:persons?name=Ilgar+Mammadov&born=1970 \"exactly 1\")\n"; } >t.en.md
{ head_of fr; printf '[1](fact:persons?born=1970&name=Ilgar%%20Mammadov "exactly 1") [5](fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution "at most 99")\n'; } >t.fr.md
run h check t.en.md t.fr.md
lacks "filters in another order are the same reference" "$err" "[parity]"
sed -i 's/at most 99/at most 98/' t.fr.md
check "another title is an error" 1 -- h check t.en.md t.fr.md
contains "… of both places" "$err" "t.fr.md:7:64: error: [parity] the title of this claim is not that of the other version: at most 98, there at most 99" "also t.en.md:7:2: the same claim"
{ head_of fr; printf 'Un seul paragraphe.\n'; } >a.fr.md
check "without anything in common" 1 -- h check a.en.md a.fr.md
contains "… the head is the place" "$err" "a.fr.md:1:1: error: [parity] this version lacks a claim of the other: persons/ilgar-mammadov" "2 errors"

# ---- heads
full='places: [Brussels, Baku]\nto: positions/president-of-france\nletter: letters/2018-07-18-president-of-france\noccasion: occasions/paris-2018-07-20\nsignatories: collect\nasks: [{text: A, about: [persons/ilgar-mammadov]}]\n'
{ head_of en "$full"; echo T; } >h.en.md
{ head_of fr "$full"; echo T; } >h.fr.md
check "equal heads" 0 -- h check h.en.md h.fr.md
differ() # NAME SED-SCRIPT NEEDLE…
{
    local name=$1 script=$2
    shift 2
    { head_of fr "$full"; echo T; } | sed "$script" >h.fr.md
    run h check h.en.md h.fr.md
    contains "heads that differ: $name" "$err" "error: [parity-head] $name: " "also h.en.md:" "$@"
}
differ date 's/^date: .*/date: 2018-07-19/' "2018-07-19 here, 2018-07-18 in the other version" "h.fr.md:4:1:"
differ places 's/^places: .*/places: [Brussels, Paris]/' "Brussels, Paris here"
differ places 's/^places: .*/places: Baku/'
differ to 's/^to: .*/to: [positions\/president-of-france, positions\/president-of-azerbaijan]/'
differ letter '/^letter: /d' "none here" "h.fr.md:1:1:"
differ occasion 's/^occasion: .*/occasion: occasions\/ismayilli-2013/'
differ signatories 's/^signatories: .*/signatories: positions\/director-of-iphr/' "collect in the other version"
differ asks 's/^asks: .*/asks: [A, B]/' "2 here, 1 in the other version"
differ asks 's/about: .persons.ilgar-mammadov./about: [persons\/rasul-jafarov]/' "the 1. is about persons/rasul-jafarov here"
{ head_of fr "$full"; echo T; } | sed 's/Brussels, Baku/Bruxelles au bout du monde, Baku/' >h.fr.md
check "a place that the register does not know is not compared" 0 -- h check h.en.md h.fr.md

# ---- what is a version, and what is not
rm -f ./*
{ head_of en; printf '%s\n' "$person"; } >x.en.md
{ head_of fr; printf '%s\n' "$paris"; } >x-corrected.fr.md
check "another stem is another letter" 0 -- h check x.en.md x-corrected.fr.md
check "… also where it is not given" 0 -- h check x.en.md
lacks "… and nothing is compared" "$err" "compared with"
{ head_of en; printf '%s\n' "$paris"; } >x.fr.md
check "a file whose head has another language than its name" 0 -- h check x.en.md
{ head_of fr; printf '%s\n' "$paris"; } >x.draft.md
check "… or whose name has none" 0 -- h check x.en.md
rm -f x.fr.md
mkdir x.az.md
printf 'no letter\n' >x.ru.md
check "what is no letter beside it is left alone" 0 -- h check x.en.md
rm -rf x.az.md x.ru.md
{ head_of en 'letter: letters/2018-07-18-president-of-france\n'; printf '%s\n' "$person"; } >one.md
{ head_of fr 'letter: letters/2018-07-18-president-of-france\n'; printf '%s\n' "$paris"; } >deux.md
check "two languages of one letter: record are versions, whatever their names" 1 -- h check one.md deux.md
contains "… and both lack something" "$err" "deux.md:8:1: error: [parity]" "one.md:8:1: error: [parity]"
check "… when both are given" 0 -- h check one.md
{ head_of en 'versions: [deux.md, x.en.md]\n'; printf '%s\n' "$person"; } >un.md
check "versions: names files that do not carry it in their names" 1 -- h check un.md
contains "… which are compared" "$err" "deux.md:8:1: error: [parity]" "compared with deux.md, x.en.md"
{ head_of en 'versions: trois.md\n'; printf '%s\n' "$person"; } >un.md
check "… and must be there" 1 -- h check un.md
contains "… or it is said where" "$err" "un.md:5:11: error: [parity-head] trois.md: No such file"
printf 'no letter\n' >trois.md
check "… and be letters" 1 -- h check un.md
contains "… too" "$err" "error: [parity-head] trois.md is no letter"
run_in x.en.md h check -
equals "a letter from standard input has no sisters" 0 "$status"

# ---- many
{ head_of en; for i in $(seq 2000); do echo "$person $paris"; echo; done; } >many.en.md
{ head_of fr; for i in $(seq 1999); do echo "$paris $person"; echo; done; } >many.fr.md
check "thousands of claims" 1 -- timeout 20 "$HABEAS" -r "$R" check many.en.md many.fr.md
equals "… two of them missing" 2 "$(grep -c 'error: \[parity\]' "$T/.err")"
done_testing
