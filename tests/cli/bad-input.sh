#!/bin/bash
# Bad input: dossiers, references and letters with faults. Each case in tests/golden/bad/*.yaml and
# tests/golden/letters-bad/*.md has beside it what the user is told (*.expected: standard error, then the exit status).
# ACCEPT=1 rewrites those; read the difference before it is kept. After each, nothing of the file is in the register.
. "$(dirname "$0")/lib.sh"
bad=$ROOT/tests/golden/bad
letters=$ROOT/tests/golden/letters-bad
"$HABEAS" init "$T/base" >/dev/null
run_in "$bad/base.yaml.in" "$HABEAS" -r "$T/base" load -
equals "the register before" 0 "$status"
before=$(content_of "$T/base")
counts() { local t; for t in persons organisations sources detentions rulings judgments charges lists applications supervision; do "$HABEAS" -r "$1" list $t --count; done | tr '\n' ' '; }
counted=$(counts "$T/base")

# golden NAME EXPECTED-FILE: compares what the last run said.
golden()
{
    { cat "$T/.err"; echo "exit $status"; } >"$T/.said"
    if [ -n "${ACCEPT:-}" ]; then cp "$T/.said" "$2"; fi
    if [ ! -e "$2" ]; then
        not_ok "$1" "there is no ${2#"$ROOT"/}; make it with ACCEPT=1 and read it" "$(cat "$T/.said")"
    elif cmp -s "$2" "$T/.said"; then
        ok "$1"
    else
        not_ok "$1" "$(diff -a "$2" "$T/.said")"
    fi
}
# untouched NAME REGISTER
untouched()
{
    local now
    now=$(content_of "$2")
    if [ "$now" = "$before" ] && [ "$(counts "$2")" = "$counted" ]; then ok "$1"; else not_ok "$1" "content was $before, is $now; counts were $counted, are $(counts "$2")"; fi
}

# ---- dossiers
cd "$bad" || exit 1
cp -r "$T/base" "$T/r"
for f in *.yaml; do
    run "$HABEAS" -r "$T/r" load "$f"
    golden "$f" "$bad/${f%.yaml}.expected"
    if [ "$status" = 0 ]; then
        case $f in
        warnings.yaml) contains "$f: loaded, with warnings" "$out" "Loaded warnings.yaml" ;;
        *) not_ok "$f is refused" "exit 0" "$out" ;;
        esac
        rm -rf "$T/r"
        cp -r "$T/base" "$T/r"
        continue
    fi
    equals "$f: nothing is said to be loaded" "" "$out"
    contains "$f: … and it says so" "$err" "nothing was loaded"
    equals "$f: content as before" "$before" "$(content_of "$T/r")"
    run "$HABEAS" -r "$T/r" load "$f" --format json
    json_lines "$f: faults as JSON" "$T/.out"
done
untouched "after all of them the register is as before" "$T/r"
run "$HABEAS" -r "$T/r" verify
contains "… without a transaction of theirs" "$out" "clean: 1 transaction"

# good and bad together: nothing of either; all faults of all files
printf 'persons:\n  fine: {source: base, name: Fine}\n' >"$T/fine.yaml"
check "a good file beside bad ones is not loaded" 1 -- "$HABEAS" -r "$T/r" load "$T/fine.yaml" several.yaml impossible-date.yaml
contains "… and the faults of all are told" "$err" "several.yaml:5:11" "several.yaml:11:1" "impossible-date.yaml:2:40" "impossible-date.yaml:3:40"
untouched "… nothing of them is there" "$T/r"

# ---- what is not kept as a file
cd "$T" || exit 1
once() # NAME CODE DOSSIER: one fault, told once, with no false consequences
{
    printf '%b' "$3" >once.yaml
    rm -rf r
    cp -r base r
    check "$1" 1 -- "$HABEAS" -r r load once.yaml
    equals "$1: … is told once" "$2" "$(sed -n 's/^once\.yaml:[0-9]*:[0-9]*: error: \[\([a-z0-9-]*\)\].*/\1/p' .err | tr '\n' ' ' | sed 's/ $//')"
    untouched "$1: … and nothing is there" r
}
once "a required value with a fault" bad-identifier 'applications:\n  a: {source: base, number: none, respondent: AZ}\n'
once "a reference to a wrong type" wrong-type 'detentions:\n  a: {source: base, person: organisations/base-court, country: AZ, since: 2013}\n'
once "a source that is none, of three properties" no-entity 'persons:\n  a: {source: bsae, name: A, born: 1950, sex: male}\n'
contains "… and the source is underlined" "$err" "
    2 |   a: {source: bsae, name: A, born: 1950, sex: male}
      |               ^^^^
"
contains "… and the nearest named, which the register has" "$err" "did you mean base?"
once "a source that is no slug" bad-slug 'persons:\n  a: {source: Base Source, name: A}\n'
once "an empty hash" bad-file 'sources:\n  a: {title: {value: A, lang: en}, archive: "sha256:short"}\n'
once "an unclosed quote" yaml 'persons:\n  a:\n    source: base\n    name: "A\n'
once "a wrong indentation" yaml 'persons:\n  a:\n    source: base\n   name: A\n'
once "a missing colon" yaml 'persons:\n  a\n    source: base\n    name: A\n'
once "a misspelt value key" 'shape unknown-key' 'persons:\n  a: {source: base, name: A, sex: {vlaue: male}}\n'
once "a currency that is none" bad-money 'rulings:\n  a: {source: base, person: base-person, court: base-court, date: 2014, kind: conviction, amount: ABC 1}\n'
once "a tab as indentation" yaml 'persons:\n  a:\n\tsource: base\n'
contains "… and the tab is named" "$err" "tab"
once "a computed property" unknown-property 'persons:\n  a: {source: base, name: A, detained: yes}\n'
lacks "… whose own name is no advice" "$err" "did you mean detained"
once "a chain that comes back through the register" cycle 'organisations:\n  base-child: {source: base, part-of: top}\n  top: {source: base, name: Top, part-of: base-grandchild}\n'
printf 'detentions:\n  a: {source: base, person: base-perso, country: AZ, since: 2013}\n' >near.yaml
check "a typing error in a reference" 1 -- "$HABEAS" -r r load near.yaml
contains "… is answered with what the register has" "$err" "did you mean base-person?"
printf 'persons:\n  a: {source: base, name: A, occupation: jurnalist, citizenship: az}\n' >near.yaml
check "a typing error in a term" 1 -- "$HABEAS" -r r load near.yaml
contains "… is answered with the nearest" "$err" "did you mean journalist?"
rm -rf r
cp -r base r
refused() # NAME FILE EXIT NEEDLE…
{
    local name=$1 file=$2 want=$3
    shift 3
    check "$name is refused" "$want" -- "$HABEAS" -r r load "$file"
    contains "$name: … with place and reason" "$err" "$@"
    untouched "$name: nothing is there" r
}
{ printf 'persons:\n  one:\n    source: base\n    name: One\n    summary: {lang: en, value: "'; head -c 10485760 /dev/zero | tr '\0' a; printf '"}\n    born: 1954-02-29\n'; } >big.yaml
refused "a text of 10 MB" big.yaml 1 "big.yaml:5:32: error: [too-big] a text of 10485760 bytes; at most 1048576 are read" "big.yaml:6:11: error: [bad-date]"
[ "$(wc -c <.err)" -lt 3000 ] && ok "… and is not printed" || not_ok "… and is not printed" "$(wc -c <.err) bytes"
{ printf 'persons:\n  one:\n    source: base\n    name: One\n    summary: {lang: en, value: "'; head -c 1048576 /dev/zero | tr '\0' a; printf '"}\n'; } >edge.yaml
cp -r r edge
check "a text of 1 MB is read" 0 -- "$HABEAS" -r edge load edge.yaml
clean "… and kept" edge
{ printf 'persons:\n  '; head -c 300 /dev/zero | tr '\0' k; printf ': {source: base, name: One}\n'; } >key.yaml
refused "a key of 300 bytes" key.yaml 1 "key.yaml:2:3: error: [too-big] a key of 300 bytes; at most 256"
{ printf 'persons:\n  '; head -c 130 /dev/zero | tr '\0' k; printf ': {source: base, name: One}\n'; } >slug.yaml
refused "a slug of 130 bytes" slug.yaml 1 "slug.yaml:2:3: error: [bad-slug]"
{ printf 'persons: '; head -c 1000 /dev/zero | tr '\0' '['; head -c 1000 /dev/zero | tr '\0' ']'; } >deep.yaml
refused "lists nested 1,000 deep" deep.yaml 1 "deep.yaml:1:" "[too-big] nested more than 32 deep"
head -c 1000000 /dev/zero | tr '\0' '{' >deep.yaml
refused "a million open braces" deep.yaml 1 "deep.yaml:1:"
python3 -c 'print("persons:"); [print("  " * i + "a:") for i in range(1, 1001)]' >deep.yaml
refused "maps nested 1,000 deep" deep.yaml 1 "deep.yaml:" "[too-big] nested more than 32 deep"
python3 -c 'print("persons:"); [print("  p-%d: {source: base, name: P, born: 1954-02-29}" % i) for i in range(5000)]' >many.yaml
refused "5,000 faults" many.yaml 1 "many.yaml:2:" "many.yaml:5001:" "5000 errors"
head -c 20000 /dev/urandom >noise.yaml
refused "noise" noise.yaml 1 "noise.yaml:" "error:"
: >empty.yaml
cp -r r empty
run "$HABEAS" -r empty load empty.yaml
equals "an empty file adds nothing" "$before" "$(content_of empty)"
lacks "… and is no internal error" "$err$out" "(null)" "assert"
printf '# only a comment\n' >empty.yaml
run "$HABEAS" -r empty load empty.yaml
equals "a comment alone adds nothing" "$before" "$(content_of empty)"
mkdir folder
refused "a folder" folder 2 "folder" "is a folder"
refused "a file that is not there" none.yaml 2 "none.yaml" "No such file"
check "a good file and one that is not there" 2 -- "$HABEAS" -r r load fine.yaml none.yaml
untouched "… nothing is loaded" r
printf 'persons:\n  one: {source: base, name: One}\n' >twice.yaml
cp -r r twice
check "the same file twice in one load" 0 -- "$HABEAS" -r twice load twice.yaml twice.yaml
clean "… is recorded once" twice
equals "… as one" 1 "$("$HABEAS" -r twice list 'persons?name=One' --count)"
printf 'not: [valid' >r/vocabulary.yaml
check "a register with a faulty vocabulary" 1 -- "$HABEAS" -r r list persons
contains "… is told where" "$err" "r/vocabulary.yaml:"
rm r/vocabulary.yaml

# ---- references
"$HABEAS" init demo --demo >/dev/null
ref() # NAME REF NEEDLE…
{
    local name=$1 ref=$2
    shift 2
    check "reference: $name" 2 -- "$HABEAS" -r demo list "$ref"
    contains "reference: … $name" "$err" "$@"
}
ref "an unknown type" 'persnos?x=1' "there is no type persnos" "did you mean persons?" "
  persnos?x=1
  ^^^^^^^
"
ref "an unknown filter" 'persons?brn=1970' "persons have no property brn" "did you mean born?" "
  persons?brn=1970
          ^^^
"
ref "an unknown filter far from any" 'persons?x=1' "persons have no property x"
ref "an unknown prefix" 'persons?detention.country=AZ' "nothing called detention refers to persons" "did you mean detentions?"
ref "a prefix that leads nowhere" 'persons?name.country=AZ' "name does not lead"
ref "a property behind a prefix" 'persons?detentions.contry=AZ' "detentions have no property contry" "did you mean country?" "
  persons?detentions.contry=AZ
                     ^^^^^^
"
ref "an absurd date" 'detentions?at=2018-02-30' "2018-02-30:" "EDTF"
ref "no date" 'detentions?since=yesterday' "yesterday:" "EDTF"
ref "at= of a type without a period" 'persons?rulings.at=2018' "no period"
ref "no country" 'detentions?country=Azerbaijan' "Azerbaijan is no code of a country"
ref "no term" 'supervision?kind=interim' "interim"
ref "no number" 'persons?limit=ten' "ten is no number"
ref "a negative number" 'persons?limit=-1' "-1 is no number"
ref "no =" 'persons?name' "a filter is name=value"
ref "bad percent-encoding" 'persons?name=%zz' "hexadecimal" "%25"
ref "percent-encoding that is cut off" 'persons?name=%C' "hexadecimal"
ref "percent-encoding that is not UTF-8" 'persons?name=%C3%28' "not UTF-8"
ref "a NUL" 'persons?name=%00' "not UTF-8"
ref "not UTF-8" $'persons?name=\xff' "not UTF-8"
ref "no slug" 'persons/Ilgar Mammadov' "Ilgar Mammadov is no slug"
ref "an empty slug" 'persons/' "is no slug"
ref "a path" 'persons/../../etc/passwd' "is no slug"
ref "a filter with an entity" 'persons/ilgar-mammadov?born=1970' "a filter goes with a list"
ref "an unknown property" 'persons/ilgar-mammadov#bron' "did you mean born?"
ref "nothing" '' "an empty reference"
ref "only a ?" '?' "there is no type"
ref "only a #" '#' "there is no type"
ref "a sort that is none" 'persons?sort=colour' "cannot sort by colour"
ref "a time that is none" 'persons?known=tomorrow' "known= is a time"
ref "SQL" "persons?name'; DROP TABLE st; --=1" "no property"
many="persons?name=a"
for i in $(seq 100); do many="$many&name=a"; done
ref "101 filters" "$many" "more than 100 filters"
[ "$(wc -c <.err)" -lt 6000 ] && ok "… and it is said shortly" || not_ok "… and it is said shortly" "$(wc -c <.err) bytes"
ref "64 KB" "persons?name=$(head -c 65536 /dev/zero | tr '\0' a)" "more than 8 KB"
[ "$(wc -c <.err)" -lt 2000 ] && ok "… and it is not repeated" || not_ok "… and it is not repeated" "$(wc -c <.err) bytes"
check "reference: 100 filters are read" 0 -- "$HABEAS" -r demo list "${many%&name=a}" --count
check "reference: an SQL pattern is a text" 0 -- "$HABEAS" -r demo list "persons?name=%25" --count
equals "… that selects nothing" 0 "$out"
check "reference: a quote is a text" 0 -- "$HABEAS" -r demo list "persons?name=O'Brien'--" --count
check "reference: offset beyond the end" 0 -- "$HABEAS" -r demo list "persons?offset=99999" --format json
equals "… lists nothing" "" "$out"
check "reference: a huge limit" 0 -- "$HABEAS" -r demo list "persons?limit=9223372036854775807" --count
check "show of a list says what to use" 2 -- "$HABEAS" -r demo show 'persons'
contains "… " "$err" "habeas list"
check "history of a list" 2 -- "$HABEAS" -r demo history 'persons'
check "a terminal is not rewritten" 2 -- "$HABEAS" -r demo list $'persons?na\033[2Jme=1'
lacks "… by what was asked" "$err" $'\033'
for c in show history list export check letter load; do
    run "$HABEAS" -r demo $c
    [ "$c" = export ] || [ "$c" = load ] || { equals "$c without an argument is a usage error" 2 "$status"; contains "… with an example or its form" "$err" "habeas $c"; }
done

# ---- letters
cd "$letters" || exit 1
cp -r "$T/base" "$T/l"
for f in *.md; do
    run "$HABEAS" -r "$T/l" check "$f"
    golden "letter $f" "$letters/${f%.md}.expected"
    [ "$status" = 1 ] || not_ok "letter $f has errors" "exit $status"
    run "$HABEAS" -r "$T/l" check "$f" --format json
    json_lines "letter $f: as JSON" "$T/.out"
    run "$HABEAS" -r "$T/l" letter "$f" -o "$T/x.html"
    equals "letter $f: is not written" 1 "$status"
    absent "letter $f: … at all" "$T/x.html"
    rm -f "$T/x.html"
done
cd "$T" || exit 1
letter_fault() # NAME TEXT NEEDLE…: a letter of that text has an error there
{
    local name=$1
    printf -- '---\ntitle: A letter\nlanguage: en\ndate: 2018-07-18\n---\n\n%b' "$2" >fault.md
    shift 2
    check "letter: $name" 1 -- "$HABEAS" -r l check fault.md
    contains "letter: … $name: at its place" "$err" "$@"
}
letter_fault "a claim inside a claim" '[outer [inner](fact:persons/base-person) text](fact:persons/base-person).\n' "fault.md:7:"
letter_fault "an address that would be lost" 'A [link](javascript:alert(1)).\n' "fault.md:7:"
letter_fault "a file's address" 'A [link](file:///etc/passwd).\n' "fault.md:7:"
letter_fault "a picture as a claim" '![A picture](fact:persons/base-person)\n' "fault.md:7:"
letter_fault "a claim without a text" 'A\n\n[](fact:persons/base-person)\n' "fault.md:9:"
letter_fault "code that looks like a claim is none" 'See `[Wrong](fact:persons/base-person)` and [Wrong Name](fact:persons/base-person).\n' "fault.md:7:46: error: [name]"
letter_fault "indented code too" 'A\n\n    [Wrong](fact:persons/base-person)\n\n[Wrong Name](fact:persons/base-person)\n' "fault.md:11:2: error: [name]"
letter_fault "a claim by reference" '[Base Person][p], and [Wrong Name][p].\n\n[p]: fact:persons/base-person\n' "fault.md:7:24: error: [name]"
letter_fault "an escaped bracket" '\\[no](fact:x) but [Wrong \\] Name](fact:persons/base-person)\n' "fault.md:7:20: error: [name]"
letter_fault "a term that is none" '[it](fact:persons/base-person "is wizard")\n' "fault.md:7:"
lacks "… is said in a sentence" "$err" "could be is wizard"
printf -- '---\n- title\n---\n\nText.\n' >fault.md
check "letter: a head that is a list" 1 -- "$HABEAS" -r l check fault.md
contains "letter: … at its place" "$err" "fault.md:2:1: error: [head]"
lacks "letter: … with a reason" "$err" "the head has no "$'\n'
printf -- '---\ntitle: A letter\nlanguage: en\ndate: 2018-02-30\nsalutation: [a]\nasks: [{text: b, about: nobody}]\n---\n\nText.\n' >fault.md
check "letter: a head with faults" 1 -- "$HABEAS" -r l check fault.md
contains "letter: … the date, at its value" "$err" "fault.md:4:7: error:" "2018-02-30"
contains "letter: … a list that is no salutation" "$err" "fault.md:5:"
contains "letter: … whom an ask is about" "$err" "fault.md:6:"
lacks "letter: … and nothing is missing that is there" "$err" "needs a title"
head='---
title: A letter
language: en
date: 2018-07-18
---
'
{ printf '%s\n' "$head"; head -c 5000 /dev/zero | tr '\0' '['; } >deep.md
run "$HABEAS" -r l check deep.md
[ "$status" -lt 128 ] && ok "5,000 open brackets" || not_ok "5,000 open brackets" "exit $status"
{ printf '%s\n' "$head"; head -c 5000 /dev/zero | tr '\0' '>'; printf ' x\n'; } >deep.md
run "$HABEAS" -r l check deep.md
[ "$status" -lt 128 ] && ok "5,000 quotations in each other" || not_ok "5,000 quotations in each other" "exit $status"
{ printf '%s\n' "$head"; for i in $(seq 3000); do printf '[Wrong %d](fact:persons/base-person) ' "$i"; done; } >many.md
check "3,000 false claims" 1 -- "$HABEAS" -r l check many.md
contains "… are all told" "$err" "3000 errors"
{ printf '%s\n' "$head"; head -c 30000000 /dev/zero | tr '\0' a; } >big.md
run "$HABEAS" -r l check big.md
[ "$status" = 1 ] || [ "$status" = 2 ] && ok "a letter of 30 MB is refused" || not_ok "a letter of 30 MB is refused" "exit $status"
head -c 20000 /dev/urandom >noise.md
check "noise is no letter" 1 -- "$HABEAS" -r l check noise.md

# ---- letters that look odd and are sound
printf '%s\n[Base Person](fact:persons/base-person), *and*\n\n- a\n- b\n' "$head" >plain.md
sed 's/$/\r/' plain.md >crlf.md
{ printf '\357\273\277'; cat plain.md; } >bom.md
for f in plain crlf bom; do
    for o in html txt json pdf; do check "a letter, $f, to $o" 0 -- "$HABEAS" -r l letter $f.md -o $f.$o; done
done
for f in crlf bom; do
    for o in html txt json pdf; do same_file "… $f and plain are one page: $o" plain.$o $f.$o; done
done
"$HABEAS" init turned >/dev/null
cat >turned.yaml <<'Y'
sources:
  s: {title: {value: "S\u202Edlo", lang: en}}
persons:
  p: {source: s, name: {value: "Anna \u202Eafla\u202C", lang: en}, born: {value: 1950, quote: "b\u2067orn"}}
Y
check "a name that turns the direction of text is loaded" 0 -- "$HABEAS" -r turned load turned.yaml
contains "… with a warning at its place" "$err" "turned.yaml:4:32: warning: [control]" "U+202E"
printf '%s\n[Anna afla](fact:persons/p), [born in 1950](fact:persons/p#born)\n' "$(sed 's/^---$/signatories: [persons\/p]\n---/;1s/.*/---/' <<<"$head")" >turned.md
for o in html txt; do
    check "a letter about that person, to $o" 0 -- "$HABEAS" -r turned letter turned.md -o turned.$o
    contains "… has the name" "$(cat turned.$o)" "Anna afla" "born" "Sdlo"
    lacks "… and nothing that turns the page" "$(cat turned.$o)" $'\u202e' $'\u202c' $'\u2067'
done
check "the same letter to pdf" 0 -- "$HABEAS" -r turned letter turned.md -o turned.pdf
contains "… has the name" "$(pdftotext turned.pdf -)" "Anna afla"
run "$HABEAS" -r turned export
contains "the dossier keeps it as it was" "$out" '\u202e'
clean "the register is clean" l
done_testing
