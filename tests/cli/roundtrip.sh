#!/bin/bash
# What is exported can be loaded again and says the same: byte for byte, and by the hash of its content.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1

# round NAME REGISTER: export, load into a new register, export again; then load into the same register.
round()
{
    local name=$1 r=$2
    check "$name: export" 0 -- "$HABEAS" -r "$r" export --as sealed --format dossier -o "$r-out/dossier.yaml"
    "$HABEAS" init "$r-2" >/dev/null
    check "$name: the export loads into a new register" 0 -- "$HABEAS" -r "$r-2" load "$r-out/dossier.yaml"
    check "$name: … is exported again" 0 -- "$HABEAS" -r "$r-2" export --as sealed --format dossier -o "$r-out2/dossier.yaml"
    same_file "$name: … to the same bytes" "$r-out/dossier.yaml" "$r-out2/dossier.yaml"
    if diff -r "$r-out" "$r-out2" >/dev/null; then ok "$name: … and the same files"; else not_ok "$name: … and the same files" "$(diff -r "$r-out" "$r-out2" | head)"; fi
    clean "$name: the first is clean" "$r"
    local first=$out
    clean "$name: the second is clean" "$r-2"
    differs "$name: content is not empty" "" "$(content_of "$r")"
    equals "$name: both have the same content" "$(content_of "$r")" "$(content_of "$r-2")"
    check "$name: into the same register" 0 -- "$HABEAS" -r "$r" load "$r-out/dossier.yaml"
    contains "$name: … it adds nothing" "$out" "Nothing new"
    run "$HABEAS" -r "$r" verify
    equals "$name: … not even a transaction" "$first" "$out"
    for f in json csv; do
        "$HABEAS" -r "$r" export --as sealed --format $f >"$r.$f" 2>"$T/.err"
        "$HABEAS" -r "$r-2" export --as sealed --format $f >"$r-2.$f" 2>"$T/.err"
        [ -s "$r.$f" ] && ok "$name: $f" || not_ok "$name: $f is empty"
    done
    # the order is that of recording, and the last column says when
    sed -E 's/,"[^"]*"\r?$//' "$r.csv" | sort >"$r.c1"
    sed -E 's/,"[^"]*"\r?$//' "$r-2.csv" | sort >"$r.c2"
    same_file "$name: csv of both is the same but for when" "$r.c1" "$r.c2"
    strip() { sed -E 's/"recorded":"[^"]*",?//; s/"recorder":"[^"]*",?//' "$1" | sort; }
    strip "$r.json" >"$r.j1"
    strip "$r-2.json" >"$r.j2"
    same_file "$name: json of both is the same but for when" "$r.j1" "$r.j2"
    json_lines "$name: json is one object a line" "$r.json"
    equals "$name: one line for each statement that stands" "$(grep -c . "$r.json")" "$("$HABEAS" -r "$r" verify --format json | sed -E 's/.*"standing":([0-9]*).*/\1/')"
    if why=$(python3 - "$r.csv" 2>&1 <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))
widths = {len(r) for r in rows}
if len(widths) != 1: sys.exit('rows of different widths: %s' % widths)
if len(rows) < 2: sys.exit('no rows')
PY
    ); then ok "$name: csv is well-formed"; else not_ok "$name: csv is well-formed" "$why"; fi
}

# ---- the demo
"$HABEAS" init demo --demo >/dev/null
mkdir demo-out demo-out2
round demo demo
"$HABEAS" -r demo export --as sealed 2>/dev/null >piped.yaml
same_file "export to standard output is the same" demo-out/dossier.yaml piped.yaml
"$HABEAS" init piped >/dev/null
run_in piped.yaml "$HABEAS" -r piped load
equals "load reads standard input without a name" 0 "$status"
equals "… to the same content" "$(content_of demo)" "$(content_of piped)"
"$HABEAS" init dash >/dev/null
run_in piped.yaml "$HABEAS" -r dash load -
equals "… and with -" "$(content_of demo)" "$(content_of dash)"
"$HABEAS" init single >/dev/null
check "an export of one entity" 0 -- "$HABEAS" -r demo export persons/ilgar-mammadov
contains "… has it" "$out" "persons:" "ilgar-mammadov:" "Məmmədov"
check "an export of a list" 0 -- "$HABEAS" -r demo export 'detentions?country=AZ'
contains "… has them" "$out" "detentions:" "ilgar-mammadov-2013"
check "an export of a selection names nothing that is not there" 1 -- "$HABEAS" -r demo export persons/nobody
"$HABEAS" init empty >/dev/null
check "an empty register" 0 -- "$HABEAS" -r empty export
printf '%s\n' "$out" >empty.yaml
"$HABEAS" init empty2 >/dev/null
check "… its export loads" 0 -- "$HABEAS" -r empty2 load empty.yaml

# ---- texts that YAML would like to be something else, and every detail of a value
mkdir hostile-in hostile-in/sub hostile-out hostile-out2
printf 'evidence \000\001\377 bytes' >hostile-in/sub/evidence.bin
python3 - >hostile-in/d.yaml <<'PY'
import json
texts = ['null', '~', 'true', 'no', 'Yes', '2013', '1e3', '0x1F', '1_000', '2013-02-04', '.inf', '- x', '-', '? x', ': x', 'x: y', 'x #y',
  '# x', '&a b', '*a', '!t x', '!!str x', '|', '>', '|-', '%YAML', '@x', '`x`', '{a: b}', '[a, b]', '}', ']', ',', '"', "'", 'it\'s', '""', "''", '"a" b', "'a' b",
  'a "b" c', 'back\\slash \\n \\u0041 \\', 'a\nb', 'a\n\nb', 'a\n  b\n c', 'a\n\n\n\nb', '- a\n- b', 'a: b\nc: d', 'tab\there', 'a  b   c', '---', '...', '--- x',
  '... x', '<<', '=', 'a:', ':a', 'a: ', 'a -b', '😀 emoji 👩‍👩‍👧', 'عربي مع English و 123', '\u202eoverride', '\u200f\u05d0', 'e\u0301 versus é', '\ufeffbom', '\u2028 line \u2029 para', '\u0085 nel', '\u00a0nbsp\u00a0',
  'zero\u200bwidth', 'İlqar Eldar oğlu Məmmədov', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', '<b>&amp;</b>', 'a' * 300, ('word ' * 200).strip(), 'x' * 60000, '\u007f', '\ufffd', 'a\rb', 'a\r\nb', '=1+1', '%00', '\\0', 'ends with colon:', 'ends with hash #',
  '100%', '$HOME', '\U0010ffff', '\ue000']
p = {'source': 's'}
p['name'] = [{'value': 'N', 'lang': 'en'}]
p['identifier'] = texts
full = {'value': 'full', 'lang': 'az-Cyrl', 'kind': 'alias', 'source': 's2', 'locator': 'p. 3: "x" # y', 'quote': 'He said:\n\n  "no"\n# not a comment', 'since': '2013-02~',
        'until': '../2014', 'visibility': 'sealed', 'preferred': 'true', 'reason': "it's: - better"}
p['name'].append(full)
for k in ['locator', 'quote', 'reason']:
    for i, t in enumerate(texts[:60]): p['name'].append({'value': 'Name %s %d' % (k, i), k: t})
p['citizenship'] = [{'value': c, 'visibility': v} for c, v in [('AZ', 'public'), ('FR', 'partner'), ('NO', 'internal'), ('SE', 'sealed')]]
dates = ['1954', '1954-02', '1954-02-28', '1954?', '1954~', '1954%', '195X', '1954-XX', '1953/1954', '../1954', '1954/..', '1954-02-28/1955', '1954-02-28~', '2001-21']
def name(k): return '  %s: ' % k
doc = {'sources': {'s': {'title': {'value': 'S', 'lang': 'en'}, 'archive': 'sub/evidence.bin'}, 's2': {'title': {'value': 'S2', 'lang': 'en'}, 'date': '1954%', 'visibility': 'internal'}},
  'organisations': {'o': {'source': 's', 'name': 'Null', 'country': 'NO', 'website': 'https://example.org/a?b=c&d=%20#e'}},
  'persons': {'p': p, '2013': {'source': 's', 'name': '2013'}, 'null': {'source': 's', 'name': 'null'}, 'no': {'source': 's', 'name': 'no'}, 'true': {'source': 's', 'name': 'true'}, '0x1f': {'source': 's', 'name': 'y'}, '1e3': {'source': 's', 'name': 'n'}},
  'rulings': {'r%d' % i: {'source': 's', 'person': ['p', '2013', 'null'], 'court': 'o', 'date': d, 'kind': 'conviction', 'sentence': ['P7Y', {'value': 'life', 'source': 's2', 'preferred': 'true', 'reason': 'r'}], 'amount': 'AZN 57400.50',
     'article': ['233', '220.1', '315.2 #x'], 'summary': [{'value': 'A', 'lang': 'en'}, {'value': 'Б', 'lang': 'ru'}, {'value': 'ع', 'lang': 'ar'}]} for i, d in enumerate(dates)}}
text = json.dumps(doc, ensure_ascii=False, indent=1)
print(''.join('\\u%04x' % ord(c) if c in '\u2028\u2029\x7f\x85\ufeff\ufffd' else c for c in text))
PY
"$HABEAS" init hostile >/dev/null
check "hostile texts load (a dossier in JSON)" 0 -- "$HABEAS" -r hostile load hostile-in/d.yaml
round hostile hostile
run "$HABEAS" -r hostile verify
contains "the evidence is kept" "$out" "1 file"
if why=$(python3 - hostile-in/d.yaml hostile.json 2>&1 <<'PY'
import json, sys
doc = json.load(open(sys.argv[1], encoding='utf-8'))
rows = [json.loads(l) for l in open(sys.argv[2], encoding='utf-8')]
got = {r['value'] for r in rows if r['entity'] == 'persons/p' and r['property'] == 'identifier'}
ws = ' \t\n\r'
want = {t.strip(ws) for t in doc['persons']['p']['identifier']}
bad = [ascii(t)[:80] for t in want - got] + ['unexpected ' + ascii(t)[:80] for t in got - want]
full = next(r for r in rows if r['value'] == 'full')
for k, v in {'lang': 'az-Cyrl', 'name-kind': 'alias', 'source': 'sources/s2', 'locator': 'p. 3: "x" # y', 'quote': 'He said:\n\n  "no"\n# not a comment', 'since': '2013-02~', 'until': '../2014', 'visibility': 'sealed', 'preferred': True, 'reason': "it's: - better"}.items():
    if full.get(k) != v: bad.append('%s is %s, not %s' % (k, ascii(full.get(k)), ascii(v)))
for k in ['locator', 'quote', 'reason']:
    got = {r.get(k) for r in rows if r['value'].startswith('Name %s ' % k)}
    want = {t.strip(ws) for t in doc['persons']['p']['identifier'][:60]}
    bad += ['%s lost %s' % (k, ascii(t)) for t in want - got]
if bad: sys.exit('\n'.join(bad[:20]))
PY
); then ok "every text is what was given"; else not_ok "every text is what was given" "$why"; fi
if python3 -c 'import yaml' 2>/dev/null; then
    if why=$(python3 - hostile-out/dossier.yaml 2>&1 <<'PY'
import sys, yaml
yaml.load(open(sys.argv[1], encoding='utf-8'), yaml.BaseLoader)
PY
    ); then ok "another reader of YAML reads the export"; else not_ok "another reader of YAML reads the export" "$(printf '%s' "$why" | tail -4)"; fi
else
    skip "another reader of YAML reads the export" "no PyYAML"
fi

printf 'persons:\n  x: {source: s, name: "  padded\\t "}\n' >trim.yaml
check "blanks around a text" 0 -- "$HABEAS" -r hostile load trim.yaml
run "$HABEAS" -r hostile show persons/x --format json
contains "… are trimmed" "$out" '"value":"padded"'
printf 'persons:\n  y: {source: s, name: "nul\\0inside"}\n' >nul.yaml
check "a NUL in a text" 1 -- "$HABEAS" -r hostile load nul.yaml
contains "… is refused at its place" "$err" "nul.yaml:2:24: error: [yaml] a NUL character"
printf 'persons:\n  y: {source: s, name: nul\000inside}\n' >nul.yaml
check "a raw NUL" 1 -- "$HABEAS" -r hostile load nul.yaml
contains "… too" "$err" "nul.yaml:2:"
check "… and y is not there" 1 -- "$HABEAS" -r hostile show persons/y

printf '{"persons": {"emoji": {"source": "s", "name": "a \\ud83d\\ude00 b"}}}' >pair.json
check "JSON's way to write a character beyond the first plane" 0 -- "$HABEAS" -r hostile load pair.json
run "$HABEAS" -r hostile show persons/emoji --format json
contains "… is that character" "$out" "a 😀 b"

# ---- conflicts, preferred values and a slug that was changed
"$HABEAS" init slug >/dev/null
mkdir slug-out slug-out2
cat >a.yaml <<'Y'
sources:
  s1: {title: {value: One, lang: en}}
  s2: {title: {value: Two, lang: en}, date: [2001, {value: 2002, source: s1}]}
persons:
  old-key: {source: s1, name: Renamed, born: [1950, {value: 1951, source: s2, preferred: true, reason: birth certificate}]}
detentions:
  d: {source: s1, person: old-key, country: AZ, since: 2013}
Y
"$HABEAS" -r slug load a.yaml >/dev/null
clean "conflicts load" slug
run "$HABEAS" -r slug show persons/old-key#born
contains "… and both stand, one preferred" "$out" 1950 1951 preferred "birth certificate"
round conflicts slug
done_testing
