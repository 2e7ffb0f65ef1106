#!/bin/bash
# What was altered is found and named: any byte of register.db, any file, any statement.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
mkdir d
printf 'the scanned page\n' >d/page.txt
cat >d/d.yaml <<'Y'
sources:
  s1: {title: {value: One, lang: en}, archive: page.txt}
persons:
  anna: {source: s1, name: Anna Alfa, born: {value: 1950-03-04, locator: p. 3, quote: born on 4 March}, summary: [{value: A writer., lang: en}]}
  boris: {source: s1, name: Boris, born: 1960}
detentions:
  anna-2013: {source: s1, person: anna, country: AZ, since: 2013-02-04}
Y
HABEAS_NOW=2026-01-01 "$HABEAS" init r >/dev/null
HABEAS_NOW=2026-01-02 "$HABEAS" -r r load d/d.yaml >/dev/null
printf 'persons:\n  anna: {source: s1, born: 1951}\n' >d/e.yaml
HABEAS_NOW=2026-01-03 "$HABEAS" -r r load d/e.yaml >/dev/null
clean "the register is clean" r
contains "verify counts" "$out" "2 transactions" "1 file"
check "verify --format json" 0 -- "$HABEAS" -r r verify --format json
json_lines "… is JSON" "$T/.out"
contains "… and says clean" "$out" '"clean":true' '"faults":0'
cp -r r good
size=$(stat -c %s r/register.db)
pages=$((size / 4096))
equals "the file is whole pages" 0 $((size % 4096))
restore() { rm -rf r && cp -r good r; }

# ---- one byte: in every page (in its head, its middle, its checksum), and anywhere
flip() # OFFSET XOR
{
    python3 - "$1" "$2" <<'PY'
import sys
at, x = int(sys.argv[1]), int(sys.argv[2])
with open('r/register.db', 'r+b') as f:
    f.seek(at)
    b = f.read(1)[0]
    f.seek(at)
    f.write(bytes([b ^ x]))
PY
}
most=40
[ -n "${HABEAS_SLOW:-}" ] && most=20
offsets=$(python3 - "$size" "$pages" "$most" <<'PY'
import random, sys
size, pages, most = map(int, sys.argv[1:])
random.seed(20180718)
at = []
for p in range(min(pages, most)):
    at.append(p * 4096 + random.randrange(4088))
for p in random.sample(range(pages), min(pages, 8)): at += [p * 4096, p * 4096 + 4095]
at += [16, 18, 20, 24, 28, 40, 44, 56, 60, 96]  # fields of SQLite's header
while len(at) < 70: at.append(random.randrange(size))
print('\n'.join('%d %d' % (a, random.choice([1, 2, 4, 8, 16, 32, 64, 128, 255])) for a in at))
PY
)
tried=0
unnoticed=()
unnamed=()
crashed=()
while read -r at x; do
    flip "$at" "$x"
    "$HABEAS" -r r verify >.o 2>.e </dev/null
    s=$?
    tried=$((tried + 1))
    [ $s -ge 128 ] || grep -qaE 'Sanitizer|runtime error' .e && crashed+=("offset $at xor $x: exit $s: $(head -c 300 .e)")
    [ $s -eq 0 ] && unnoticed+=("offset $at xor $x: $(head -1 .o)")
    cat .o .e | grep -qE "page $((at / 4096 + 1)) |register\.db" || unnamed+=("offset $at xor $x: exit $s: $(head -c 300 .o .e)")
    "$HABEAS" -r r show persons/anna >.o 2>.e </dev/null
    s=$?
    [ $s -ge 128 ] || grep -qaE 'Sanitizer|runtime error' .e && crashed+=("show, offset $at xor $x: exit $s: $(head -c 300 .e)")
    cp good/register.db r/register.db
    rm -f r/register.db-wal r/register.db-shm
done <<<"$offsets"
if [ ${#unnoticed[@]} -eq 0 ]; then ok "a changed byte is noticed at $tried places of $pages pages"; else not_ok "a changed byte is noticed" "${unnoticed[@]}"; fi
if [ ${#unnamed[@]} -eq 0 ]; then ok "… and the place is named"; else not_ok "… and the place is named" "${unnamed[@]}"; fi
if [ ${#crashed[@]} -eq 0 ]; then ok "… and nothing crashes"; else not_ok "… and nothing crashes" "${crashed[@]}"; fi
restore
flip $((4096 + 100)) 1
check "verify of a changed page exits 1" 1 -- "$HABEAS" -r r verify
contains "… names the page and its bytes" "$out" "page 2 (bytes 4096 to 8191)"
check "… as JSON too" 1 -- "$HABEAS" -r r verify --format json
json_lines "… each fault an object" "$T/.out"
contains "… and not clean" "$out" '"clean":false' "page 2"
restore
clean "restored, it is clean" r

# ---- files
file=$(find r/files -type f)
equals "one file is kept, by its hash" "$(sha256sum d/page.txt | cut -c1-64)" "$(printf %s "${file#r/files/}" | tr -d /)"
chmod u+w "$file"
printf 'X' | dd of="$file" bs=1 seek=4 conv=notrunc 2>/dev/null
check "a changed file" 1 -- "$HABEAS" -r r verify
contains "… is named" "$out" "${file#r/}"
truncate -s 3 "$file"
check "a shortened file" 1 -- "$HABEAS" -r r verify
contains "… is named" "$out" "${file#r/}"
rm -f "$file"
check "a removed file" 1 -- "$HABEAS" -r r verify
contains "… is named" "$out" "${file#r/}"
mkdir -p "$file"
check "a folder in its place" 1 -- "$HABEAS" -r r verify
contains "… is named" "$out" "${file#r/}"
restore

# ---- the database as a whole
for n in 0 1 99 100 4095 4096 $((size - 4096)) $((size - 1)); do
    head -c "$n" good/register.db >r/register.db
    run "$HABEAS" -r r verify
    differs "register.db cut to $n bytes is noticed" 0 "$status"
    contains "… and named" "$out$err" "register.db"
    run "$HABEAS" -r r show persons/anna
    [ "$status" -lt 128 ] && ok "… and show does not crash" || not_ok "… and show does not crash" "exit $status"
done
restore
head -c 4096 /dev/zero >>r/register.db
run "$HABEAS" -r r verify
differs "a page more is noticed" 0 "$status"
restore
head -c 100000 /dev/urandom >r/register.db
run "$HABEAS" -r r verify
differs "no database at all is noticed" 0 "$status"
contains "… and named" "$out$err" "register.db"
run "$HABEAS" -r r list persons
differs "… by list too" 0 "$status"
lacks "… in words" "$out$err" "(null)"
printf 'not a database' >r/register.db
run "$HABEAS" -r r verify
differs "a text file is noticed" 0 "$status"
rm r/register.db
check "no register.db" 2 -- "$HABEAS" -r r verify
contains "… is said" "$err" "holds no register"
restore
if [ "$(id -u)" != 0 ]; then
    chmod 0 r/register.db
    check "one that may not be read" 2 -- "$HABEAS" -r r verify
    restore
else
    skip "a register.db that may not be read" "root reads everything"
fi
printf 'garbage garbage garbage' >r/register.db-wal
run "$HABEAS" -r r verify
[ "$status" -lt 128 ] && ok "a log of garbage does not crash it" || not_ok "a log of garbage does not crash it" "$status"
run "$HABEAS" -r r show persons/anna
contains "… and the register is still read" "$out" "Anna Alfa"
restore

# ---- a statement changed with another program
if command -v sqlite3 >/dev/null; then
    # The program's own file layer is not there, so only the checksums of pages would tell; each change is seen twice.
    sql() { sqlite3 r/register.db "$1" >sql.out 2>&1 || { not_ok "sqlite3: $1" "$(cat sql.out)"; return 1; }; }
    triggers=$(sqlite3 r/register.db "select group_concat('drop trigger ' || name || ';', ' ') from sqlite_master where type = 'trigger'")
    run sqlite3 r/register.db "update st set vis = 3 where 1"
    differs "the triggers hold against an update" 0 "$status"
    run sqlite3 r/register.db "delete from st"
    differs "… and a delete" 0 "$status"
    for table in tx more ended entity txt; do
        run sqlite3 r/register.db "delete from $table"
        differs "… of $table" 0 "$status"
    done
    restore
    altered() # NAME SQL NEEDLE…
    {
        local name=$1
        restore
        sql "$triggers $2" || return
        shift 2
        check "altered: $name" 1 -- "$HABEAS" -r r verify
        contains "… is named" "$out" "$@"
    }
    born="(select s.id from st s join prop p on p.id = s.prop where p.name = 'born' and s.gone is null order by s.id limit 1)"
    restore # INSERT OR REPLACE goes past a trigger on DELETE: refused, or else named
    if sqlite3 r/register.db "insert or replace into more select id, 'p. 5', quote, since, until, reason from more where locator = 'p. 3'" >/dev/null 2>&1; then
        check "insert or replace" 1 -- "$HABEAS" -r r verify
        contains "… is named" "$out" "persons/anna#born"
    else
        ok "insert or replace is refused"
    fi
    altered "a date" "update st set value = value + 1 where id = $born" "persons/anna#born" "is not what was recorded"
    altered "a visibility" "update st set vis = 2 where id = $born" "persons/anna#born"
    altered "a source" "update st set source = (select id from entity where slug = 'boris') where id = $born" "persons/anna#born"
    altered "a name" "update txt set body = 'Anna Beta' where body = 'Anna Alfa'" "text" "persons/anna#name"
    altered "a locator" "update more set locator = 'p. 4' where locator = 'p. 3'" "persons/anna#born"
    altered "a quote" "update more set quote = 'x' where quote = 'born on 4 March'" "persons/anna#born"
    altered "a slug at its birth" "update entity set born = 'berta' where slug = 'boris'" "persons/berta"
    altered "a removed statement" "delete from st where id = $born" "transaction 2"
    altered "an end taken back" "update st set gone = null where gone is not null" "end of statement"
    altered "an end removed" "delete from ended" "nothing says by what"
    altered "the reason of an end" "update ended set reason = (select min(id) from txt)" "transaction 2"
    altered "the time of a transaction" "update tx set at = at - 1 where id = 1" "transaction 1"
    altered "the recorder" "update tx set recorder = 'someone' where id = 1" "transaction 1"
    altered "the note" "update tx set note = 'x' where id = 2" "transaction 2"
    altered "a transaction removed" "delete from tx where id = 1" "transaction 1"
    altered "the last transaction removed" "delete from tx where id = 2" "transaction 2"
    altered "the file's row removed" "delete from file" "file"
    altered "what is hidden" "insert into hide select id from st limit 1" "hidden"
    altered "nothing but the pages (vacuum)" "vacuum" "page"
    restore
else
    skip "statements changed with sqlite3" "sqlite3 is not installed"
fi
clean "the good one is still clean" good
done_testing
