#!/bin/bash
# Signatures collected from the register: each once, in every format, in the order of their keys, and none that is not signed or not
# public. The register is synthetic (bench/signatures.py).
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
letter=$ROOT/demo/letters/2018-07-18-corrected.en.md
"$HABEAS" init r --demo >/dev/null
for n in 2 30 200; do
    python3 "$ROOT/bench/signatures.py" $n >$n.yaml && python3 "$ROOT/bench/signatures.py" $n "$letter" >$n.md
    check "$n signatures load" 0 -- "$HABEAS" -r r load $n.yaml
    for f in html txt json pdf; do check "a letter with $n signatures, $f" 0 -- "$HABEAS" -r r letter $n.md -o $n.$f; done
    for f in html txt json; do
        equals "… each is there once, $f" "$(seq $n)" "$(grep -oE 'Synthetic organisation [0-9]+' $n.$f | grep -oE '[0-9]+' | sort -nu)"
    done
done
json() { python3 -c 'import json, sys; s = json.load(open(sys.argv[1]))["signatories"]; print(len(s), *eval(sys.argv[2]), sep="\n")' "$1" "$2"; }
"$HABEAS" -r r list 'signatures?letter=synthetic-30' --format json | python3 -c '
import json, sys
print(*sorted(json.loads(l)["ref"].split("-")[-1] for l in sys.stdin), sep="\n")' >wanted
json 30.json '[x["organisation"].split()[-1] for x in s]' >got
equals "they are in the order of their keys" "$(echo 30; cat wanted)" "$(cat got)"
equals "every fifth is an organisation by itself" "$(printf '30\n6')" "$(json 30.json '[sum(not x.get("name") for x in s)]')"
cat >less.yaml <<'Y'
signatures:
  synthetic-30-1: {source: synthetic, status: withdrawn}
  synthetic-30-2: {source: synthetic, status: {value: signed, visibility: internal}}
organisations:
  synthetic-30-3: {source: synthetic, name: {value: Synthetic organisation 3, withdrawn: hidden, visibility: internal}}
Y
check "one is withdrawn, one and the name of another are hidden" 0 -- "$HABEAS" -r r load less.yaml
check "the letter is written without them" 0 -- "$HABEAS" -r r letter 30.md -o less.json
json less.json '[x.get("organisation", "").split()[-1:] for x in s]' >got
equals "… " 28 "$(head -1 got)"
lacks "… as it should" "$(cat less.json)" "Synthetic organisation 1\"" "Synthetic organisation 2\"" "Synthetic organisation 3\""
done_testing
