#!/bin/bash
# The whole register to take away, read by others' programs.
. "$(dirname "$0")/../cli/lib.sh"
page=$(dirname "$HABEAS")/tests/page
cd "$T" || exit 1
export HABEAS_NOW=2026-11-23T12:00:00Z NODE_TOOLS=$ROOT/tests/node
"$HABEAS" init r --demo >/dev/null 2>&1
cat >hidden.yaml <<'Y'
persons:
  canary-person: {source: bailii-2014, name: {value: CANARYNAME, visibility: partner}}
  ilgar-mammadov: {source: bailii-2014, identifier: {value: CANARYVALUE, visibility: sealed}}
Y
"$HABEAS" -r r load hidden.yaml >/dev/null
get() { "$page" r "$1" >answer && head -1 answer && tail -n +2 answer >"$2"; }
equals "the dossier" "200 application/yaml; charset=utf-8 " "$(get /data/register.yaml register.yaml)"
"$HABEAS" init again >/dev/null
check "… is loaded into another register" 0 -- "$HABEAS" -r again load register.yaml
equals "… which says the same" "$("$HABEAS" -r r export 2>/dev/null | sha256sum)" "$("$HABEAS" -r again export 2>/dev/null | sha256sum)"
equals "JSON lines" "200 application/x-ndjson; charset=utf-8 " "$(get /data/register.jsonl register.jsonl)"
equals "CSV" "200 text/csv; charset=utf-8; header=present " "$(get /data/register.csv register.csv)"
equals "SQLite" "200 application/vnd.sqlite3 " "$(get /data/register.sqlite register.sqlite)"
sql() { python3 -c 'import sqlite3, sys
c = sqlite3.connect("file:register.sqlite?mode=ro", uri=True)
print(*[" ".join(map(str, r)) for r in c.execute(sys.argv[1])], sep="\n")' "$1"; }
equals "… is whole" ok "$(sql 'PRAGMA integrity_check')"
equals "… with every statement" "$(wc -l <register.jsonl)" "$(sql 'SELECT count(*) FROM statement')"
equals "… and can be asked" "2014-05-22 2014-05-22" "$(sql "SELECT first, last FROM statement WHERE entity = 'judgments/ilgar-mammadov-v-azerbaijan' AND property = 'date' LIMIT 1")"
get /data/register.sqlite second.sqlite >/dev/null
same_file "… the same bytes again" register.sqlite second.sqlite
equals "FollowTheMoney" "200 application/x-ndjson; charset=utf-8 " "$(get /data/followthemoney.jsonl ftm.jsonl)"
equals "Popolo" "200 application/json; charset=utf-8 " "$(get /data/popolo.json popolo.json)"
popolo() { python3 -c 'import json
d = json.load(open("popolo.json", encoding="utf-8"))
ids = {x["id"] for k in d for x in d[k]}
assert len(ids) == sum(len(d[k]) for k in d)
assert all(m[k] in ids for m in d["memberships"] for k in ("person_id", "organization_id", "post_id") if k in m)
assert all(x["sources"] for k in d for x in d[k])
p = next(x for x in d["persons"] if x["id"] == "persons-ilgar-mammadov")
print(p["name"], p["birth_date"], p["patronymic_name"], [n["name"] for n in p["other_names"]])'; }
check "… is consistent" 0 -- popolo
contains "… with names and dates" "$(popolo)" "Ilgar Mammadov 1970 Eldar oğlu" "İlqar Eldar oğlu Məmmədov"
if [ -d "$NODE_TOOLS/node_modules/@alephdata/followthemoney" ] && command -v node >/dev/null; then
    cat >ftm.mjs <<'J'
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const require = createRequire(process.env.NODE_TOOLS + '/package.json');
const { Model, defaultModel } = require('@alephdata/followthemoney');
const model = new Model(defaultModel);
const lines = fs.readFileSync('ftm.jsonl', 'utf8').split('\n').filter(Boolean).map(JSON.parse);
const ids = new Set(lines.map(l => l.id));
for (const l of lines) {
  const schema = model.getSchema(l.schema);
  if (schema.abstract) throw new Error(l.schema);
  for (const [name, values] of Object.entries(l.properties)) {
    const prop = schema.getProperty(name);
    if (!prop) throw new Error(`${l.schema} has no ${name}`);
    if (!Array.isArray(values) || !values.every(v => typeof v === 'string')) throw new Error(`${l.id}.${name}`);
    if (prop.type.name === 'entity' && !values.every(v => ids.has(v))) throw new Error(`${l.id}.${name} leads nowhere: ${values}`);
  }
  model.getEntity(l).getCaption();
}
console.log(lines.length, 'entities');
J
    check "… npm's followthemoney has every schema and property" 0 -- node ftm.mjs
else
    skip "npm's followthemoney" "it is not there: script/bootstrap"
fi
contains "FollowTheMoney has what it has words for" "$(cat ftm.jsonl)" '"schema":"Person"' '"fatherName":["Eldar oğlu"]' '"topics":["role.pol"]' '"schema":"CourtCase"' '"startDate":["2013-02-04"]'
equals "nothing of it is not public" "" "$(grep -l CANARY register.* ftm.jsonl popolo.json)"
equals "the page lists them" "200 text/html; charset=utf-8 " "$(get /fr/data data.html)"
contains "… with their addresses" "$(cat data.html)" 'href="/data/register.sqlite"' 'href="/data/popolo.json"'
done_testing
