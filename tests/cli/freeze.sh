#!/bin/bash
# A letter is frozen; then the register is corrected. What check says of the letter, which letters rest on a statement, and
# what a public reader never learns of it.
. "$(dirname "$0")/lib.sh"
R=$T/r
h() { "$HABEAS" -r "$R" "$@"; }
at() { local now=$1; shift; HABEAS_NOW=$now "$HABEAS" -r "$R" "$@"; }
cd "$T" || exit 1
HABEAS_NOW=2026-01-01T00:00:00Z "$HABEAS" init r >/dev/null
cat >a.yaml <<'Y'
sources:
  s1: {title: {value: Source One, lang: en}}
  s2: {title: {value: Source Two, lang: en}}
organisations:
  o: {source: s1, name: {value: Organisation O, lang: en}}
positions:
  chair: {source: s1, person: olga, organisation: o, title: {value: Chair of O, lang: en}}
persons:
  olga: {source: s1, name: {value: Olga Omega, lang: en}}
  anna: {source: s1, name: {value: Anna Alfa, lang: en}, born: 1950-05-01, died: 2010-03-04}
  bela: {source: s1, name: {value: Bela Beta, lang: en}, born: 1951}
detentions:
  anna-1: {source: s1, person: anna, country: AZ, since: 2009-01-05, until: 2009-06-05}
  bela-1: {source: s1, person: bela, country: AZ, since: 2009-02-06, until: 2009-07-06}
Y
check "the dossier loads" 0 -- at 2026-01-01T10:00:00Z load a.yaml
letter() # LANGUAGE TITLE
{
    printf -- '---\ntitle: %s\nlanguage: %s\ndate: 2026-01-15\nletter: letters/first\nto: positions/chair\nasks:\n' "$2" "$1"
    printf '  - {text: release, about: [persons/anna]}\n---\n\n'
}
{
    letter en "About Anna"
    cat <<'L'
[Anna Alfa](fact:persons/anna), [born on 1 May 1950](fact:persons/anna#born), who
[died on
4 March 2010](fact:persons/anna#died), was one of [two](fact:persons?detentions.country=AZ&detentions.since=2009)
people, [in prison from 5 January 2009](fact:detentions/anna-1).
L
} >first.en.md

# ---- freezing
check "a letter that the register does not have yet is checked" 0 -- h check first.en.md
contains "… and the check says so" "$err" "note: [resolve]" "no letters/first yet" "letter freeze"
before=$(content_of r)
sed 's/1 May 1950/2 May 1950/' first.en.md >wrong.en.md
check "a letter with an error is not frozen" 1 -- h letter freeze wrong.en.md
contains "… which is said, with the error" "$err" "error: [date]" "nothing was frozen"
equals "… and nothing was written" "$before" "$(content_of r)"
sed 's/^letter:.*//' first.en.md >no-record.en.md
check "nor is one that does not say which letter it is" 1 -- h letter freeze no-record.en.md
contains "… " "$err" "[head]" "which letter" "letter: letters/"
sed 's/^letter:.*/letter: persons\/anna/' first.en.md >wrong-record.en.md
check "nor one whose record is a person" 1 -- h letter freeze wrong-record.en.md
check "freeze without a letter is a usage error" 2 -- h letter freeze
check "a letter that is not there" 2 -- h letter freeze nowhere.md
check "freeze is of now, not of the past" 2 -- h letter freeze first.en.md --known 2026-01-02
equals "none of those wrote anything" "$before" "$(content_of r)"
check "a letter without errors is frozen" 0 -- env HABEAS_RECORDER=maria HABEAS_NOW=2026-01-16T09:00:00Z "$HABEAS" -r r letter freeze first.en.md
contains "… with its claims and what they rest on" "$out" "letters/first" "(en)" "5 claims"
clean "the register is clean" r
hash=$(sha256sum first.en.md | cut -d' ' -f1)
same_file "the text is kept by the hash of its content" first.en.md "r/files/${hash:0:2}/${hash:2}"
run h show letters/first
contains "the letter is in the register, from its head" "$out" "About Anna" "15 January 2026" "Chair of O" "persons/anna" "frozen" "sha256:$hash" "letter-first"
contains "… its claims are counted" "$out" "5 (en), resting on"
run h history letters/first
contains "history says when and by whom" "$out" "16 January 2026 09:00:00 UTC, maria: freeze letters/first"
after=$(content_of r)
check "freezing the same text again" 0 -- at 2026-01-17 letter freeze first.en.md
contains "… is said to be nothing new" "$out" "nothing was written"
equals "… and writes nothing" "$after" "$(content_of r)"
run h verify
contains "… not even a transaction" "$out" "2 transactions"
check "a check of the frozen letter is silent" 0 -- h check first.en.md
lacks "… " "$err" "warning:"

# ---- what it rests on
run h show letters/first#claims
contains "show letters/first#claims has each claim, its words and what it rests on" "$out" "frozen on 16 January 2026" "maria" \
    "persons/anna#born" "“born on 1 May 1950”" "“died on 4 March 2010”" "1 May 1950" "stands" "detentions/bela-1#since" "detentions/bela-1#country"
id=$(h show persons/anna#born --format json | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
contains "… by the ids of the statements" "$out" "$id"
run h show letters/first#claims --format json
json_lines "… as JSON too" "$T/.out"
contains "… " "$out" '"claim":"persons/anna#born","text":"born on 1 May 1950","rests-on":[{"id":"'"$id"'","statement":"persons/anna#born","stands":true'
run h show "$id"
contains "show of a statement has it whole" "$out" "Anna Alfa" "persons/anna#born@$id" "1 May 1950" "s1" "1 January 2026 10:00:00 UTC" "letters that rest on this" "letters/first"
run h show "${id:0:9}"
contains "… by the first digits of its id" "$out" "persons/anna#born@$id"
run h show "$id" --format json
contains "… as JSON" "$out" '"entity":"persons/anna"' "\"id\":\"$id\""
check "an id of nothing" 1 -- h show 0123456789abcdef
run h show persons/anna
contains "show of the person names the letters on it" "$out" "letters that rest on this" "letters/first"
run h show persons/anna#died
contains "… of a property too" "$out" "letters that rest on this"
run h show organisations/o
lacks "… and not where there are none" "$out" "rest on this"
for q in "rests-on=persons/anna" "rests-on=$id" "rests-on=persons/anna%23born" "rests-on=persons/anna%23born@$id" "claims=persons/anna%23born"; do
    run h list "letters?$q" --count
    equals "letters?$q" 1 "$out"
done
run h list 'letters?rests-on=organisations/o' --count
equals "letters?rests-on=organisations/o" 0 "$out"
check "a filter that names no statement" 2 -- h list 'letters?rests-on=nobody'
contains "… says what would" "$err" "names no statement" "8565b191422092c4"

# ---- corrections
cat >b.yaml <<'Y'
persons:
  anna: {source: s1, born: {value: 1950-05-02, reason: the passport}, died: {value: 2010-03-04, withdrawn: it was her sister}}
Y
at 2026-02-20T10:00:00Z load b.yaml >/dev/null
check "after a correction the text fails" 1 -- h check first.en.md
contains "… and the frozen letter is warned of what was superseded: was, is, since when, source, why" "$err" \
    "first.en.md:11:34: warning: [superseded] what this rests on has been superseded since the letter was frozen on 16 January 2026" \
    "it rested on persons/anna#born: 1 May 1950 (Source One)" "since 20 February 2026 the register has persons/anna#born: 2 May 1950 (Source One)" "the passport"
contains "… and of what was withdrawn" "$err" "first.en.md:12:2: warning: [superseded] what this rests on has been withdrawn" "withdrawn on 20 February 2026: it was her sister"
run h show letters/first#claims
contains "the claims say what stands and what does not" "$out" "superseded on 20 February" "now 2 May 1950" "withdrawn on 20 February"
run h show "$id"
contains "show of the superseded statement has its end, and the letter" "$out" "ended" "superseded on 20 February 2026" "letters/first"
run h check first.en.md --format json
json_lines "the warnings are JSON too" "$T/.out"
run h check first.en.md --known 2026-02-01
lacks "the past knows nothing of it" "$err" "[superseded]" "error:"
printf 'persons:\n  anna: {source: s1, born: 1950-05-01, died: {value: 2010-03-04, source: s2}}\n' >c.yaml
at 2026-02-21T10:00:00Z load c.yaml >/dev/null
check "put right again, and said by another source" 0 -- h check first.en.md
contains "… the claim rests on another statement now" "$err" "first.en.md:12:2: warning: [frozen]" "new: persons/anna#died: 4 March 2010 (Source Two)"

# ---- a count with a new member
cat >d.yaml <<'Y'
persons:
  cora: {source: s1, name: {value: Cora Ceta, lang: en}}
detentions:
  cora-1: {source: s1, person: cora, country: AZ, since: 2009-03-01}
Y
at 2026-02-22T10:00:00Z load d.yaml >/dev/null
check "one more of those counted" 1 -- h check first.en.md
contains "… is an error of the text" "$err" "error: [count] the register counts 3, not exactly 2"
contains "… and of the frozen letter the new member" "$err" "warning: [frozen] this rests on other statements than on 16 January 2026" "new: detentions/cora-1#person: persons/cora" "the register counts 3"

# ---- another text, and another freeze
sed 's/\[two\]/[three]/' first.en.md >second.en.md
check "another text of the letter" 0 -- h check second.en.md
contains "… is said to be another" "$err" "second.en.md:5:9: warning: [frozen] this is not the text that was frozen on 16 January 2026" "files/${hash:0:2}/${hash:2}" "habeas letter freeze second.en.md"
check "it may be frozen in its place" 0 -- at 2026-03-01T00:00:00Z letter freeze second.en.md
check "… and is silent then" 0 -- h check second.en.md
lacks "… " "$err" "warning:"
run h check first.en.md
contains "… and the first text is the other now" "$err" "not the text that was frozen on 1 March 2026"
run h show letters/first#claims
contains "the claims are those of the new text" "$out" "“three”" "cora-1" "frozen on 1 March 2026"
lacks "… " "$out" "“two”" "superseded" "withdrawn"
run h show letters/first#claims --known 2026-02-01
contains "… and in the past those of the old" "$out" "“two”" "frozen on 16 January"
lacks "… " "$out" "cora"
clean "the register is clean" r

# ---- two languages
mkdir fr
{ letter fr "Au sujet d’Anna"; printf '[Anna Alfa](fact:persons/anna).\n'; } >fr/second.fr.md
sed "s/two/three/" first.en.md >third.en.md
check "two texts in one language" 1 -- h letter freeze second.en.md third.en.md
contains "… are refused" "$err" "two texts in en"
sed 's/^letter:.*/letter: letters\/other/' fr/second.fr.md >fr/other.fr.md
check "two letters at once" 1 -- h letter freeze second.en.md fr/other.fr.md
contains "… are refused" "$err" "another letter than"
run at 2026-03-02 letter freeze fr/second.fr.md
equals "a second language is frozen beside the first" 0 "$status"
run h show letters/first
contains "… and takes nothing from it" "$out" "5 (en), 1 (fr)" "Au sujet d’Anna"
run h check second.en.md
lacks "… " "$err" "warning:"

{ letter en "In two languages"; printf '[Bela Beta](fact:persons/bela).\n'; } | sed 's/first/both/' >both.en.md
{ letter fr "En deux langues"; printf '[Bela Beta](fact:persons/bela).\n'; } | sed 's/first/both/' >both.fr.md
check "both at once" 0 -- at 2026-03-02T12:00:00Z letter freeze both.en.md both.fr.md --format json
contains "… are counted together" "$out" '{"frozen":"letters/both","new":true,"languages":["en","fr"],"claims":2,"statements":2,"added":18,"superseded":0,"withdrawn":0}'
run h show letters/both#claims
contains "… and each has its claims" "$out" "the text in en, frozen on" "the text in fr, frozen on"
printf 'Bela.\n' >>both.fr.md
sed -i 's/^\[Bela.*//' both.fr.md
check "a version that lacks a claim of the other" 1 -- h letter freeze both.en.md both.fr.md
contains "… is an error" "$err" "[parity]" "nothing was frozen"

# ---- a rename, an export, another register
printf 'persons:\n  anna-alfa: {source: s1, former-key: anna, patronymic: X}\n' >e.yaml
at 2026-03-03 load e.yaml >/dev/null
run h show persons/anna-alfa
contains "a person that has another key is still rested on" "$out" "letters/first"
run h list 'letters?rests-on=persons/anna-alfa' --count
equals "… in lists" 1 "$out"
run h check second.en.md
lacks "… and the letter has no warning" "$err" "warning:"
h export --as sealed >all.yaml 2>/dev/null
"$HABEAS" init q >/dev/null
mkdir files
cp -r r/files/* files/
check "an export loads elsewhere" 0 -- "$HABEAS" -r q load all.yaml
"$HABEAS" -r q export --as sealed >again.yaml 2>/dev/null
same_file "… and is the same again" all.yaml again.yaml
check "the letter is frozen there, too" 0 -- "$HABEAS" -r q check second.en.md
run "$HABEAS" -r q show persons/anna-alfa
contains "… and what it rests on is known" "$out" "letters/first"

# ---- what is hidden later
R=$T/v
"$HABEAS" init v >/dev/null
at 2026-01-01T10:00:00Z load a.yaml >/dev/null
at 2026-01-16T10:00:00Z letter freeze first.en.md >/dev/null 2>&1
printf 'persons:\n  anna: {source: s1, born: {value: 1966-06-06, visibility: internal, reason: SECRETREASON}}\n' >h.yaml
at 2026-02-01T10:00:00Z load h.yaml >/dev/null
run h check first.en.md
contains "what was hidden since is told to the author" "$err" "warning: [superseded] what this rests on has been hidden from the letter's readers" "it rested on persons/anna#born: 1 May 1950"
lacks "… and not what took its place" "$err" "1966" "6 June" SECRETREASON
nowhere() { run h --as public "$@"; lacks "public: $*" "$out$err" "$id" "anna#born" "1966" "1 May 1950" "hidden" SECRETREASON; }
nowhere show letters/first
nowhere show letters/first#claims
nowhere show letters/first#claims --format json
nowhere show letters/first#claims --known 2026-01-20
nowhere show letters/first#rests-on
nowhere history letters/first
nowhere history letters/first --format json
for f in dossier json csv; do nowhere export --format $f; done
check "public: the hidden statement cannot be shown" 1 -- h --as public show "$id"
for q in "rests-on=$id" "rests-on=persons/anna%23born@$id" "rests-on=persons/anna%23born"; do
    run h --as public list "letters?$q" --count
    equals "public: no filter finds the letter by it: $q" 0 "$out"
done
run h --as public list 'letters?rests-on=persons/anna' --count
equals "public: by what is still public it is found" 1 "$out"
run h --as public show persons/anna
contains "public: show too" "$out" "letters/first"
run h --as public show letters/first
contains "public: the count is of what they see" "$out" "4 (en), resting on"
run h show letters/first#claims
contains "the desk sees it, and its end" "$out" "$id" "superseded on 1 February"
printf 'persons:\n  cora: {source: s1, name: {value: Cora Ceta, lang: en, visibility: internal}}\n' >h.yaml
at 2026-02-02 load h.yaml >/dev/null
{ letter en "About Cora"; printf '[Cora Ceta](fact:persons/cora).\n'; } >cora.en.md
check "a claim that rests on what is hidden cannot be frozen for the public" 1 -- h letter freeze cora.en.md
contains "… " "$err" "error: [visibility]" "nothing was frozen"
sed -i 's|letters/first|letters/inside|' cora.en.md
check "but for those who may see it" 0 -- at 2026-02-03 letter freeze cora.en.md --as internal
check "… and then the public sees nothing of that letter" 1 -- h --as public show letters/inside
run h --as public list letters --count
equals "… not in a list" 1 "$out"
run h --as public show sources/letter-inside
equals "… nor the source that it is" 1 "$status"
clean "the register is clean" v
done_testing
