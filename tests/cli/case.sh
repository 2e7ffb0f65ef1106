#!/bin/bash
# habeas case: the state of a case on a day, month by month as a golden table; anomalies are told and nothing is refused; procedures of
# a register with faults are named with their line.
#   --accept rewrites the golden table; the difference is to be read.
. "$(dirname "$0")/lib.sh"
export HABEAS_NOW=2026-01-01T00:00:00Z
run "$HABEAS" init "$T/r" --demo
mammadov=judgments/ilgar-mammadov-v-azerbaijan
row() { # DAY: one line of the table
    "$HABEAS" -r "$T/r" case "$mammadov" --at "$1" --format json | python3 -c '
import json, sys
c = json.load(sys.stdin)
f, held = c["final"], c["outcomes"]["released"]
print(sys.argv[1], c["state"], c["since"], len(c["history"]), f["date"], f["status"], f["rule"],
      "released" if held["value"] == "yes" else "held", held.get("days-after-final", "-"), c["history"][-1]["event"], sep=" | ")' "$1"
}
{
    echo "month | state | since | steps | final | | rule | | days after final | last step"
    for y in 2014 2015 2016 2017 2018 2019 2020; do
        for m in 01 02 03 04 05 06 07 08 09 10 11 12; do
            [[ $y-$m < 2014-06 || $y-$m > 2020-10 ]] || row "$y-$m"
        done
    done
} >"$T/table"
[ "${1:-}" = --accept ] && cp "$T/table" "$ROOT/tests/golden/case/mammadov.txt"
if diff "$ROOT/tests/golden/case/mammadov.txt" "$T/table" >"$T/diff"; then ok "77 months of Ilgar Mammadov"; else not_ok "77 months of Ilgar Mammadov" "$(head -20 "$T/diff")"; fi

state() { # NAME DAY STATE SINCE
    local got
    got=$("$HABEAS" -r "$T/r" case "$mammadov" --at "$2" --format json | python3 -c 'import json, sys; c = json.load(sys.stdin); print(c["state"], c["since"])')
    [ "$got" = "$3 $4" ] && ok "$1" || not_ok "$1" "$got"
}
state "on 1 November 2017 formal notice has been given" 2017-11-01 formal-notice 2017-10-25
state "the day before it had not" 2017-10-24 enhanced 2014-10-13
state "on 18 July 2018 the Court has the question" 2018-07-18 referred 2017-12-05
state "on 30 June 2019 it is back before the Committee" 2019-06-30 consideration 2019-05-29
state "on 4 September 2020 it is closed" 2020-09-04 closed 2020-09-03
state "on the day of the judgment it is not final" 2014-05-22 judgment-pending 2014-05-22

release=$("$HABEAS" -r "$T/r" case "$mammadov" --at 2018-08-14 --format json | python3 -c 'import json, sys; c = json.load(sys.stdin)
m = [m for m in c["measures"] if m["measure"] == "release"][0]; print(m["kind"], m["first"], m["times"], m["outcome"], c["outcomes"]["released"]["days-after-final"])')
[ "$release" = "individual 2014-12 3 released 1400" ] && ok "release was asked for from December 2014, and came 1,400 days after finality" || not_ok "release and its days" "$release"
run "$HABEAS" -r "$T/r" case "$mammadov" --at 2018-08-12
case $out in *"no, it lasts"*"1,399 days"*) ok "while he is held the days are told" ;; *) not_ok "while he is held" "$out" ;; esac
run "$HABEAS" -r "$T/r" case "$mammadov" --at 2017-11-01
case $out in *"(32 of 47)"*) ok "two thirds of those entitled to sit are 32 of 47" ;; *) not_ok "the majority" "$out" ;; esac
keys=$("$HABEAS" -r "$T/r" case "$mammadov" --format json | python3 -c 'import json, sys; c = json.load(sys.stdin); print(*[k for k in "state since basis final history next deadlines anomalies outcomes".split() if k not in c])')
[ -z "$keys" ] && ok "the JSON has its keys" || not_ok "the JSON has its keys" "$keys"
five=$("$HABEAS" -r "$T/r" case "$mammadov" --at 2019-01-01 --format json | python3 -c 'import json, sys; c = json.load(sys.stdin); print(*[k + "=" + v["value"] for k, v in c["outcomes"].items()], sep=", ")')
[ "$five" = "released=yes, conviction-quashed=not recorded, record-erased=not recorded, rights-restored=not recorded, compensated=not recorded" ] &&
    ok "released is not executed: five outcomes, each by itself" || not_ok "five outcomes" "$five"
run "$HABEAS" -r "$T/r" case judgments/khadija-ismayilova-v-azerbaijan-no-4 --at 2026-05-01
case $out in *"27 January 2026 + 3 months = 27 April 2026"*) ok "what is expected is marked, with its arithmetic" ;; *) not_ok "expected" "$out" ;; esac
run "$HABEAS" -r "$T/r" case judgments/khadija-ismayilova-v-azerbaijan-no-4 --at 2026-05-01 --known 2025-12-31
[ "$status" -ne 0 ] && ok "what was not known then is not told" || not_ok "known" "$status $out"

group() { "$HABEAS" -r "$T/r" case "judgments/$1" --at "$2" --format json | python3 -c 'import json, sys; g = json.load(sys.stdin)["group"]; print(g["leading"][10:], g["former"], g.get("since"), g.get("until"), sum(not m.get("maybe") for m in g["members"]))'; }
got="$(group mammadli-v-azerbaijan 2020-01-01); $(group mammadli-v-azerbaijan 2021-01-01); $(group ilgar-mammadov-v-azerbaijan 2020-10-01)"
[ "$got" = "ilgar-mammadov-v-azerbaijan False None 2020-09-03 5; mammadli-v-azerbaijan False None None 5; ilgar-mammadov-v-azerbaijan True None 2020-09-03 0" ] &&
    ok "the group has another leading case from 3 September 2020" || not_ok "the group" "$got"

# --- odd records
cat >"$T/odd.yaml" <<'Y'
sources: {s: {title: S}}
organisations: {court: {source: s, name: Court}}
judgments:
  a: {source: s, title: A, court: court, date: 2014-05-20, number: 1/10, respondent: AZ, final: 2014-08-20, formation: chamber}
  b: {source: s, title: B, court: court, date: 2014-05-20, number: 2/10, respondent: AZ, final: 2013-08-20, formation: chamber}
supervision:
  early: {source: s, judgment: a, date: 2013-02-01, kind: decision}
  notice: {source: s, judgment: a, date: 2017-10-25, kind: formal-notice}
  first: {source: s, judgment: a, date: 2017-12-05, kind: referral}
  second: {source: s, judgment: a, date: 2018-12-05, kind: referral}
Y
run "$HABEAS" -r "$T/r" load "$T/odd.yaml"
[ "$status" -eq 0 ] && ok "odd records are taken" || not_ok "odd records are taken" "$err"
run "$HABEAS" -r "$T/r" case judgments/a --at 2019-01-01
case $out in *"supervision/early): the procedure does not allow it while the case is “before the courts of the State”; it is dated before what makes it possible: "*)
    ok "a supervision step before its judgment is an anomaly" ;; *) not_ok "a step before its judgment" "$out" ;; esac
case $out in *"supervision/second): "*"there is one already, of 5 December 2017 (supervision/first)"*) ok "a second referral is an anomaly" ;; *) not_ok "two referrals" "$out" ;; esac
case $out in *"referred to the Court (second stage"*"since 5 December 2017"*) ok "and the case stays where it was" ;; *) not_ok "the state" "$out" ;; esac
run "$HABEAS" -r "$T/r" case judgments/b --at 2019-01-01
case $out in *"anomalies:"*"20 August 2013, judgments/b): "*"dated before what makes it possible: Chamber judgment, 20 May 2014"*) ok "final before the judgment is an anomaly" ;; *) not_ok "final before the judgment" "$out" ;; esac

# --- another procedure, and faults of one
cat >"$T/un.yaml" <<'Y'
sources: {s: {title: S}}
steps:
  w1: {source: s, case: detentions/ilgar-mammadov-2013, kind: wgad-transmitted, date: 2014-01-31}
Y
run "$HABEAS" -r "$T/r" load "$T/un.yaml"
run "$HABEAS" -r "$T/r" case detentions/ilgar-mammadov-2013 --at 2014-02-10
case $out in *"transmitted to the Government, reply awaited"*"1 April 2014"*"31 January 2014 + 60 days = 1 April 2014"*) ok "the Working Group’s procedure is data too" ;; *) not_ok "the Working Group" "$out" ;; esac
mkdir "$T/r/procedures"
sed 's/in: \[follow-up\]/in: [folow-up]/' "$ROOT/data/procedures/un-wgad.yaml" >"$T/r/procedures/wgad.yaml"
run "$HABEAS" -r "$T/r" case detentions/ilgar-mammadov-2013
line=$(grep -n folow-up "$T/r/procedures/wgad.yaml" | cut -d: -f1)
case $status$err in 1*"wgad.yaml:$line:"*"[procedure-name] there is no state folow-up"*) ok "a fault of a register’s own procedure is named with its line" ;; *) not_ok "a faulty procedure" "$status $err" ;; esac
rm -r "$T/r/procedures"
for bad in persons/ilgar-mammadov judgments judgments/nothing "judgments/a#date"; do
    run "$HABEAS" -r "$T/r" case "$bad"
    [ "$status" -ne 0 ] && [ -n "$err" ] || not_ok "case $bad" "$status $err"
done
ok "what is no case is refused with a word"
done_testing
