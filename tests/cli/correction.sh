#!/bin/bash
# A date is corrected: what is shown, what is remembered, what a letter that used the old date is told, and what a
# public reader never learns.
. "$(dirname "$0")/lib.sh"
R=$T/r
h() { "$HABEAS" -r "$R" "$@"; }
at() { local now=$1; shift; HABEAS_NOW=$now "$HABEAS" -r "$R" "$@"; }
mkdir "$T/d"
cp "$ROOT"/demo/*.yaml "$T/d/"
cd "$T" || exit 1

HABEAS_NOW=2026-01-10T09:00:00Z "$HABEAS" init r >/dev/null
check "the copied dossier loads" 0 -- at 2026-01-10T10:00:00Z load d/*.yaml
before=$(content_of r)

# ---- one date changed: the conviction of 17 March 2014 becomes 18 March
cat >letter.md <<'L'
---
title: A date
language: en
date: 2018-07-18
---

A court sentenced him, [in Shaki on 17 March 2014](fact:rulings/mammadov-2014-03-17), to
[seven years](fact:rulings/mammadov-2014-03-17#sentence) in prison.
L
check "a letter with the date that the register has passes" 0 -- h check letter.md
awk '/^  mammadov-2014-03-17:/ {in_it = 1} in_it && /date: 2014-03-17/ {sub(/2014-03-17$/, "2014-03-18"); in_it = 0} {print}' \
    "$ROOT/demo/mammadov.yaml" >d/mammadov.yaml
equals "one line of the dossier is different" 1 "$(diff "$ROOT/demo/mammadov.yaml" d/mammadov.yaml | grep -c '^>')"
check "the corrected dossier loads" 0 -- at 2026-02-20T10:00:00Z load d/*.yaml
contains "… as one statement that supersedes one" "$out" "1 statement added" "1 superseded"
differs "the content is another" "$before" "$(content_of r)"
clean "the register is clean" r

run h show rulings/mammadov-2014-03-17#date
contains "show gives the new date" "$out" "18 March 2014"
lacks "… and not the old" "$out" "17 March 2014"
run h show rulings/mammadov-2014-03-17
contains "… also in the whole entity" "$out" "18 March 2014"
run h history rulings/mammadov-2014-03-17#date
contains "history has both, with when and who" "$out" "17 March 2014" "18 March 2014" "10 January 2026 10:00:00 UTC" "20 February 2026 10:00:00 UTC" "superseded" "desk"
run h history rulings/mammadov-2014-03-17 --format json
json_lines "history is JSON" "$T/.out"
contains "… with the time when the old one ended" "$out" '"value":"2014-03-17"' '"value":"2014-03-18"' '"ended":"2026-02-20T10:00:00'
run h show rulings/mammadov-2014-03-17#date --known 2026-02-01
contains "--known before the correction shows the old" "$out" "17 March 2014"
lacks "… and not the new" "$out" "18 March 2014"
run h show 'rulings/mammadov-2014-03-17#date?known=2026-02-01'
contains "… known= in the reference too" "$out" "17 March 2014"
run h show rulings/mammadov-2014-03-17#date --known 2026-02-20T10:00:00Z
contains "--known at the very moment shows the new" "$out" "18 March 2014"
run h show rulings/mammadov-2014-03-17#date --known 2026-02-20T09:59:59Z
contains "--known a second before the old" "$out" "17 March 2014"
run h list 'rulings?date=2014-03-17&person=ilgar-mammadov' --count
equals "lists find it by the new date" "0" "$out"
run h list 'rulings?date=2014-03-18' --count
equals "… only" "1" "$out"
run h list 'rulings?date=2014-03-17&person=ilgar-mammadov' --count --known 2026-02-01
equals "… and in the past by the old" "1" "$out"
run h list 'rulings?date=2014-03-18' --count --known 2026-02-01
equals "… only" "0" "$out"
run h history rulings/mammadov-2014-03-17#date --known 2026-02-01
contains "history of the past has the old" "$out" "17 March 2014"
lacks "… and knows of no correction" "$out" "18 March 2014" "superseded"
run h history rulings/mammadov-2014-03-17#date --known 2026-02-01 --format json
lacks "… nor in JSON" "$out" '"ended"' "2014-03-18" "2026-02-20"
run h export --known 2026-02-01 --format dossier
lacks "an export of the past neither" "$out" "2014-03-18"

check "the letter that used the old date fails now" 1 -- h check letter.md
contains "… names the new date" "$err" "error: [date] the register has 18 March 2014 for this, not 17 March 2014"
contains "… and that the register once had the other" "$err" "warning: [superseded]"
check "letter refuses to write it" 1 -- h letter letter.md -o letter.txt
sed 's/17 March 2014/18 March 2014/' letter.md >letter2.md
check "the letter with the new date passes" 0 -- h check letter2.md
lacks "… without a warning" "$err" "warning:"

# ---- again the same
now=$(content_of r)
check "loading the same again" 0 -- at 2026-03-01T10:00:00Z load d/*.yaml
contains "… is said to be nothing new" "$out" "Nothing new"
equals "… changes nothing" "$now" "$(content_of r)"
run h verify
contains "… and makes no transaction" "$out" "2 transactions"
check "back to the old date" 0 -- at 2026-03-02T10:00:00Z load "$ROOT"/demo/*.yaml
equals "… gives the content that was" "$before" "$(content_of r)"
run h show rulings/mammadov-2014-03-17#date
contains "… and the old date" "$out" "17 March 2014"
check "… the first letter passes again" 0 -- h check letter.md
run h show rulings/mammadov-2014-03-17#date --known 2026-02-25
contains "… and the time between has its own" "$out" "18 March 2014"
check "a clock that went backwards" 0 -- at 2020-01-01 load d/mammadov.yaml
clean "… does not break the chain" r
run h show rulings/mammadov-2014-03-17#date --known 2026-02-01
contains "… nor the past" "$out" "17 March 2014"

# ---- replaces: and withdrawn:
"$HABEAS" init q >/dev/null
R=$T/q
cat >a.yaml <<'Y'
sources:
  s1: {title: {value: One, lang: en}}
  s2: {title: {value: Two, lang: en}}
persons:
  p:
    source: s1
    name: [{value: Anna Alfa, lang: en}, {value: Ana Alfa, lang: en, kind: alias}]
    born: [1950, {value: 1951, source: s2}]
    occupation: [writer, lawyer]
    citizenship: [AZ, FR]
Y
at 2026-01-01T00:00:00Z load a.yaml >/dev/null
cat >b.yaml <<'Y'
persons:
  p:
    source: s1
    name: {value: Anne Alfa, lang: en, replaces: Anna Alfa, reason: misspelt}
    occupation: {value: teacher, replaces: writer}
    citizenship: {value: FR, withdrawn: the passport was forged}
Y
check "replaces: and withdrawn: load" 0 -- at 2026-02-01T00:00:00Z load b.yaml
contains "… and are counted" "$out" "2 superseded" "1 withdrawn"
run h show persons/p
contains "… the new values stand, and what was not named" "$out" "Anne Alfa" "Ana Alfa" "teacher" "lawyer" "Azerbaijan"
lacks "… the replaced and withdrawn do not" "$out" "Anna Alfa" "writer" "France"
run h history persons/p
contains "history says why" "$out" "Anna Alfa" "superseded: misspelt" "withdrawn: the passport was forged"
run h show persons/p --known 2026-01-15
contains "the past has them" "$out" "Anna Alfa" "writer" "France"
lacks "… and not the new" "$out" "Anne Alfa" "teacher"
clean "the register is clean" q
known=$(content_of q)
cat >c.yaml <<'Y'
persons:
  p:
    source: s1
    occupation: {value: cleric, replaces: artist}
Y
check "replaces: of a value that does not stand" 1 -- h load c.yaml
contains "… is a fault with its place" "$err" "c.yaml:4:" "[no-statement]" "nothing was loaded"
printf 'persons:\n  p: {source: s2, citizenship: {value: AZ, withdrawn: wrong}}\n' >c.yaml
check "withdrawn: of what another source says" 1 -- h load c.yaml
contains "… is a fault" "$err" "[no-statement]" "sources/s2"
printf 'persons:\n  p: {source: s1, citizenship: {value: FR, withdrawn: again}}\n' >c.yaml
check "withdrawn: of what is withdrawn already" 1 -- h load c.yaml
printf 'persons:\n  q: {source: s1, name: Q, born: {value: 1950, withdrawn: x}}\n' >c.yaml
check "withdrawn: of an entity that is new" 1 -- h load c.yaml
equals "none of those left a trace" "$known" "$(content_of q)"
check "… nor the entity" 1 -- h show persons/q
printf 'persons:\n  p: {source: s1, born: {value: 1952, reason: the passport}}\n' >c.yaml
check "a single value of one source is superseded without being told" 0 -- at 2026-03-01 load c.yaml
run h show persons/p#born
contains "… and the other source still disagrees" "$out" "1952" "1951" "sources disagree"
lacks "… " "$out" "1950"
printf 'persons:\n  p: {source: s1, born: {value: 1952, withdrawn: not known}}\n' >c.yaml
check "a value withdrawn" 0 -- at 2026-04-01 load c.yaml
run h show persons/p#born
lacks "… is gone" "$out" "1952" "disagree"
printf 'persons:\n  p: {source: s1, citizenship: FR}\n' >c.yaml
check "what was withdrawn may be said again" 0 -- at 2026-05-01 load c.yaml
contains "… as a new statement" "$out" "1 statement added"
clean "the register is clean" q
check "rebuild" 0 -- h rebuild
clean "… and clean after it" q

# ---- public, then internal: nowhere for a public reader, not even in the past
"$HABEAS" init v >/dev/null
R=$T/v
cat >a.yaml <<'Y'
sources:
  s1: {title: {value: One, lang: en}}
persons:
  p: {source: s1, name: Pubname, born: 1950, patronymic: OLDVALUE, occupation: writer}
Y
at 2026-01-01T00:00:00Z load a.yaml >/dev/null
run h --as public show persons/p
contains "a public statement is seen" "$out" "OLDVALUE"
printf 'persons:\n  p: {source: s1, patronymic: {value: NEWVALUE, visibility: internal}}\n' >b.yaml
check "an internal statement supersedes it" 0 -- at 2026-02-01T00:00:00Z load b.yaml
printf 'persons:\n  p: {source: s1, occupation: {value: writer, withdrawn: it endangers her, visibility: internal}}\n' >b.yaml
check "… and an internal withdrawal another" 0 -- at 2026-02-02T00:00:00Z load b.yaml
nowhere()
{
    run h --as public "$@"
    lacks "public: $*" "$out$err" OLDVALUE NEWVALUE patronymic "endangers" writer
}
cat >l.md <<'L'
---
title: A letter
language: en
date: 2026-03-01
---

[Pubname](fact:persons/p), [OLDVALUE](fact:persons/p#patronymic).
L
for past in "" 2026-01-15 2026-01-01T00:00:00Z; do
    nowhere show persons/p ${past:+--known $past}
    nowhere show persons/p --format json ${past:+--known $past}
    nowhere history persons/p ${past:+--known $past}
    nowhere history persons/p --format json ${past:+--known $past}
    for f in dossier json csv; do nowhere export --format $f ${past:+--known $past}; done
    run h --as public list 'persons?patronymic=OLDVALUE' --count ${past:+--known $past}
    equals "public: no filter finds it ${past:+in the past}" 0 "$out"
    run h --as public list 'persons?occupation=writer' --count ${past:+--known $past}
    equals "public: nor what was withdrawn ${past:+in the past}" 0 "$out"
done
run h --as public show persons/p?known=2026-01-15
lacks "public: known= in a reference" "$out" OLDVALUE
run h check l.md
lacks "check does not tell the readers' letter the hidden value" "$err" NEWVALUE
run h --as internal show persons/p
contains "internal readers see the new" "$out" NEWVALUE
lacks "… not the old" "$out" OLDVALUE
run h --as internal history persons/p
contains "… and both in history" "$out" OLDVALUE NEWVALUE "endangers"
run h --as internal show persons/p --known 2026-01-15
contains "… and the old in the past" "$out" OLDVALUE
clean "the register is clean" v
run h rebuild
clean "… also after rebuild" v
run h --as public show persons/p --known 2026-01-15
lacks "… and still hides what was superseded" "$out" OLDVALUE
lacks "… and what was withdrawn" "$out" writer
run h --as public history persons/p
lacks "… also in history" "$out" OLDVALUE writer
printf 'persons:\n  p: {source: s1, patronymic: THIRDVALUE}\n' >b.yaml
check "a public statement supersedes the internal one" 0 -- at 2026-06-01T00:00:00Z load b.yaml
run h --as public show persons/p
contains "… and is public" "$out" THIRDVALUE
for past in 2026-01-15 2026-03-01; do
    run h --as public show persons/p --known $past
    lacks "… what was before stays hidden ($past)" "$out" OLDVALUE NEWVALUE
done
run h --as public history persons/p
lacks "… also in history" "$out" OLDVALUE NEWVALUE
clean "the register is clean" v
done_testing
