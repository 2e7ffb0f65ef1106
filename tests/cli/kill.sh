#!/bin/bash
# kill -9 at any moment of a load: the register opens, is clean, and holds all of the load or nothing. Two writers at
# once: the second is told. A disk that is full: an error, and the register as before.
# HABEAS_KILLS sets the rounds (50; with HABEAS_SLOW 12).
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
rounds=${HABEAS_KILLS:-50}
[ -n "${HABEAS_SLOW:-}" ] && rounds=${HABEAS_KILLS:-12}
entities=3000

printf 'evidence\n' >page.txt
python3 - "$entities" >big.yaml <<'PY'
import sys
n = int(sys.argv[1])
print('sources:\n  k: {title: {value: Kill, lang: en}, archive: page.txt}\npersons:')
for i in range(n // 2): print('  k-%d: {source: k, name: [Person %d, {value: "Şəxs %d", lang: az, locator: p. %d}], born: {value: %d, quote: "born, %d"}, occupation: writer}' % (i, i, i, i, 1900 + i % 90, i))
print('detentions:')
for i in range(n // 2): print('  k-%d: {source: k, person: k-%d, country: AZ, since: 20%02d-03-0%d, until: 2020}' % (i, i, i % 19, 1 + i % 9))
PY
"$HABEAS" init base --demo >/dev/null
nothing=$(content_of base)
persons=$("$HABEAS" -r base list persons --count)
cp -r base whole
start=$(date +%s%N)
check "a load of $entities entities" 0 -- "$HABEAS" -r whole load big.yaml
took=$((($(date +%s%N) - start) / 1000)) # µs
all=$(content_of whole)
clean "… is clean" whole
differs "… and says more" "$nothing" "$all"

kept=0 lost=0 alive=0 faults=()
RANDOM=4711
for ((i = 1; i <= rounds; i++)); do
    rm -rf r
    cp -r base r
    # spread over the run: a little before, all through, a little behind
    delay=$((took * (i * 110 / rounds) / 100 + RANDOM % (took / rounds + 1)))
    "$HABEAS" -r r load big.yaml >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
    kill -9 $pid 2>/dev/null || alive=$((alive + 1))
    wait $pid 2>/dev/null
    n=$("$HABEAS" -r r list persons --count 2>&1) # a reader comes first, before anything recovers
    "$HABEAS" -r r verify >.o 2>.e
    s=$?
    now=$(sed -n 's/^content *//p' .o)
    if [ $s -ne 0 ]; then
        faults+=("round $i, killed after $delay µs: verify exits $s: $(head -c 400 .o .e)")
    elif [ "$now" = "$all" ] && [ "$n" = $((persons + entities / 2)) ]; then
        kept=$((kept + 1))
    elif [ "$now" = "$nothing" ] && [ "$n" = "$persons" ]; then
        lost=$((lost + 1))
    else
        faults+=("round $i, killed after $delay µs: $n persons, content $now: neither all nor nothing")
    fi
    if [ $((i % 10)) = 0 ]; then
        "$HABEAS" -r r load big.yaml >/dev/null 2>.e || faults+=("round $i: loading again fails: $(cat .e)")
        [ "$(content_of r)" = "$all" ] || faults+=("round $i: loading again does not give all")
        ls r | grep -vxE 'register\.db|register\.db-wal|register\.db-shm|files|lock' >.ls && faults+=("round $i: left behind: $(cat .ls)")
    fi
done
if [ ${#faults[@]} -eq 0 ]; then ok "kill -9, $rounds times: clean; all $kept times, nothing $lost times ($alive had ended)"; else not_ok "kill -9 at $rounds moments" "${faults[@]}"; fi
[ $lost -gt 0 ] && ok "some were killed before the end" || not_ok "none was killed before the end" "a load takes $took µs"

# killed while a register is made
bad=()
for i in 1 2 3 4 5 6 7 8; do
    rm -rf n
    "$HABEAS" init n --demo >/dev/null 2>&1 &
    pid=$!
    sleep 0.0$((i * 4 / 3))
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    if [ -e n/register.db ]; then
        "$HABEAS" -r n verify >.o 2>&1 || bad+=("$i: $(head -c 300 .o)")
    else
        "$HABEAS" init n >.o 2>&1 || bad+=("$i: init again: $(cat .o)")
    fi
done
[ ${#bad[@]} -eq 0 ] && ok "kill -9 of init leaves a register or none" || not_ok "kill -9 of init leaves a register or none" "${bad[@]}"

# ---- two loads at once: one holds the lock while it waits for the pipe to close
rm -rf r
cp -r base r
mkfifo pipe
"$HABEAS" -r r load - <pipe >first.out 2>first.err &
pid=$!
exec 9>pipe
head -c 20000 big.yaml >&9
# looked at from outside: to try the lock would be to hold it for a moment, and turn the first load away
for _ in $(seq 200); do grep -q "FLOCK .* WRITE $pid " /proc/locks && break; sleep 0.05; done
check "a second load at the same time is refused" 2 -- "$HABEAS" -r r load big.yaml
contains "… and is told why" "$err" "another program is writing to this register"
check "… and so is verify" 2 -- "$HABEAS" -r r verify
contains "… " "$err" "another program is writing"
check "… and rebuild" 2 -- "$HABEAS" -r r rebuild
check "readers go on" 0 -- "$HABEAS" -r r list persons --count
equals "… with what was there" "$persons" "$out"
tail -c +20001 big.yaml >&9
exec 9>&-
wait $pid
equals "the first load ends well" 0 $?
clean "the register is clean" r
contains "… and holds all of the first" "$("$HABEAS" -r r list persons --count)" $((persons + entities / 2))
# eight at once, each its own file: each is recorded whole, or told
rm -rf r
cp -r base r
for i in 1 2 3 4 5 6 7 8; do
    printf 'persons:\n  w-%d: {source: hudoc-index, name: Writer %d}\n' $i $i >"w$i.yaml"
    { "$HABEAS" -r r load "w$i.yaml" >"w$i.out" 2>&1; echo $? >"w$i.rc"; } &
done
wait
sum=0 odd=""
for i in 1 2 3 4 5 6 7 8; do
    case $(cat "w$i.rc") in
    0) sum=$((sum + 1)) ;;
    2) grep -q "another program is writing" "w$i.out" || odd="$odd $i: $(cat "w$i.out")" ;;
    *) odd="$odd $i: exit $(cat "w$i.rc") $(cat "w$i.out")" ;;
    esac
done
equals "eight writers at once: done or told" "" "$odd"
equals "… those that were done are there" "$((persons + sum))" "$("$HABEAS" -r r list persons --count)"
clean "… and the register is clean" r

# ---- no room
rm -rf r
cp -r base r
size=$(stat -c %s r/register.db)
for blocks in 0 1 64 $((size / 1024 - 8)) $((size / 1024 + 1)) $((size / 1024 + 200)) $((size / 1024 * 2)); do
    (
        trap '' XFSZ
        ulimit -f $blocks
        # standard output and error are pipes, which have no limit
        "$HABEAS" -r r load big.yaml 2>&1
        echo "exit $?"
    ) | cat >.o
    s=$(sed -n 's/^exit //p' .o)
    case $s in
    0) not_ok "no room for more than $blocks KB: the load fails" "exit 0: $(head -c 300 .o)" ;;
    1 | 2) ok "no room for more than $blocks KB: the load fails" ;;
    *) not_ok "no room for more than $blocks KB: the load fails" "exit $s: $(head -c 600 .o)" ;;
    esac
    lacks "… in words" "$(cat .o)" "Loaded" "(null)"
    clean "… the register is clean" r
    equals "… and as before" "$nothing" "$(content_of r)"
done
check "with room again it loads" 0 -- "$HABEAS" -r r load big.yaml
equals "… all of it" "$all" "$(content_of r)"
(
    trap '' XFSZ
    ulimit -f 40 # SQLite's readers need 32 KB for their index
    "$HABEAS" -r r export -o out.yaml 2>&1
    echo "exit $?"
) | cat >.o
contains "an export for which there is no room fails" "$(cat .o)" "exit 2" "out.yaml"
absent "… and leaves no half file" out.yaml
equals "nor a temporary one" "" "$(ls | grep -E '^\.?out')"
if [ "$(id -u)" != 0 ]; then
    chmod -R a-w r
    check "a register that may not be written" 2 -- "$HABEAS" -r r load big.yaml
    chmod -R u+w r
else
    skip "a register that may not be written" "root writes everything"
fi
done_testing
