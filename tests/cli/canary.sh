#!/bin/bash
# What is above public is in no output of a public reader: a canary in every property, every detail of a value, every
# kind of hidden thing; every output is searched for it. Staff see them, so that the test could fail.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1

# One canary a place: XQ + level + number. The dossier is made from the vocabulary itself, so that a new property is
# planted without a change here. Words are made so that folding, case and escaping keep them: letters and digits only.
if why=$(python3 - "$ROOT/data/vocabulary.yaml" 2>&1 <<'PY'
import hashlib, json, re, sys
types, cur = {}, None
for line in open(sys.argv[1], encoding='utf-8'):
    if line.startswith('terms:'): break
    m = re.match(r'  ([a-z-]+):\s*$', line)
    if m: cur = types.setdefault(m.group(1), {})
    m = re.match(r'      ([a-z0-9-]+): \{kind: ([a-z]+)(.*)label:', line)
    if m and cur is not None: cur[m.group(1)] = (m.group(2), m.group(3))
terms, th = {}, None
for line in open(sys.argv[1], encoding='utf-8').read().split('\nterms:')[1].split('\n'):
    m = re.match(r'  ([a-z-]+):\s*$', line)
    if m: th = terms.setdefault(m.group(1), [])
    m = re.match(r'    ([a-z0-9-]+):', line)
    if m and th is not None: th.append(m.group(1))
n = [0]
canaries = {'partner': [], 'internal': [], 'sealed': []}
def canary(vis):
    n[0] += 1
    c = 'xq%s%04dz' % (vis[0], n[0])
    canaries[vis].append(c)
    return c
def number(): n[0] += 1; return n[0]
planted, doc = set(), {t: {} for t in types}
doc['sources']['s'] = {'title': {'value': 'Public source', 'lang': 'en'}}
fields = ['habeas-statement-1', 'sources/s', 'title', 'Public source', 'en', '', 'sources/s', '', '', '', '', 'public', '', '']
public_id = hashlib.sha256(b''.join(len(x).to_bytes(4, 'big') + x.encode() for x in fields)).hexdigest()[:16]
pub = {}
# a public entity of every type first, so that references have somewhere to go
def value(t, p, kind, flags, vis, hidden):
    many = 'many: true' in flags
    v = {'visibility': vis, 'source': 's'}
    if kind in ('text', 'name'): v['value'] = canary(vis)
    elif kind == 'url': v['value'] = 'https://%s.example/' % canary(vis)
    elif kind == 'date': v['value'] = '%s-03-1%d' % ('2888' if p == 'until' else '2777', number() % 10)
    elif kind == 'ref':
        to = re.search(r'to: \[([a-z-]+)', flags).group(1)
        slug = canary(vis)
        doc.setdefault(to, {})
        hidden.append((to, slug, vis))
        v['value'] = to + '/' + slug
    elif kind == 'file':
        c = canary(vis)
        open(c + '.txt', 'w').write('file ' + c)
        v['value'] = c + '.txt'
    elif kind == 'term': v['value'] = terms[re.search(r'terms: ([a-z-]+)', flags).group(1)][-1]
    elif kind == 'country': v['value'] = 'VA'
    elif kind == 'language': v['value'] = 'la'
    elif kind == 'statement': v['value'] = 'sources/s#title@' + public_id
    elif kind == 'duration': v['value'] = 'P77Y'
    elif kind == 'money': v['value'] = 'XAU 77%05d' % number()
    elif kind == 'identifier':
        s = re.search(r'scheme: ([a-z-]+)', flags).group(1)
        v['value'] = {'appno': '77%03d/77' % (number() % 1000), 'ecli': 'ECLI:CE:ECHR:1977:0714JUD000%04d77' % number(), 'item': '001-77%04d' % number(), 'finding': '77', 'cm-document': 'CM/ResDH(1977)%d' % number(),
                      'meeting': '77%d' % (number() % 100)}.get(s) or canary(vis)
    else: v['value'] = '77'
    # every detail of the value carries a canary of its own
    v['locator'], v['quote'], v['reason'] = canary(vis), canary(vis), canary(vis)
    if 'by-language' in flags: v['lang'] = 'en'
    return v
def need(t, slug, vis, hidden, text):
    e = {'source': 's', 'visibility': vis}
    for p, (kind, flags) in types[t].items():
        if 'required: true' not in flags: continue
        if kind in ('text', 'name'): e[p] = text()
        elif kind == 'date': e[p] = '2001'
        elif kind == 'country': e[p] = 'AZ'
        elif kind == 'ref':
            to = re.search(r'to: \[([a-z-]+)', flags).group(1)
            e[p] = to + '/pub-' + to
        elif kind == 'term': e[p] = terms[re.search(r'terms: ([a-z-]+)', flags).group(1)][0]
        elif kind == 'identifier': e[p] = '%d/01' % (1000 + number())
        else: raise SystemExit('required %s of %s' % (kind, t))
    return e
for t in types: doc[t]['pub-' + t] = need(t, 'pub-' + t, 'public', [], lambda: 'Public ' + t)
hidden = []
for vis in canaries:
    for t, props in types.items():
        slug = 'pub-%s-%s' % (t, vis)
        e = doc[t][slug] = need(t, slug, 'public', [], lambda: 'Public ' + t)
        for p, (kind, flags) in props.items():
            if p == 'former-key': continue
            v = value(t, p, kind, flags, vis, hidden)
            if 'source' == p: continue
            planted.add((t, p))
            if p in e:  # a public value stands beside it, from another source
                e[p] = [{'value': e[p]}, dict(v, source='s-hidden-' + vis)]
                if 'by-language' in flags: e[p][0]['lang'] = 'en'
            else: e[p] = v
        # wholly hidden entities, of each type
        c = canary(vis)
        doc[t][c] = need(t, c, vis, [], lambda: canary(vis))
        doc[t][c]['locator'] = canary(vis)
    # a hidden source, and a public statement that has it; a public statement that refers to what is hidden
    doc['sources']['s-hidden-' + vis] = {'visibility': vis, 'title': {'value': canary(vis), 'lang': 'en'}, 'url': 'https://%s.example' % canary(vis), 'author': canary(vis)}
    hs = canary(vis)
    doc['sources'][hs] = {'visibility': vis, 'title': {'value': canary(vis), 'lang': 'en'}, 'publisher': canary(vis)}
    doc['persons']['pub-a-' + vis] = {'source': 's', 'name': ['Public Name', {'value': 'Public Alias', 'source': hs}], 'born': {'value': '1950', 'source': hs}}
    doc['persons']['pub-b-' + vis] = {'source': hs, 'name': 'Wholly from a hidden source'}
    hp = canary(vis)
    doc['persons'][hp] = {'source': 's', 'visibility': vis, 'name': canary(vis)}
    doc['detentions']['pub-d-' + vis] = {'source': 's', 'person': hp, 'country': 'AZ', 'since': '2010'}
    doc['rulings']['pub-r-' + vis] = {'source': 's', 'person': ['pub-persons', hp], 'court': 'pub-organisations', 'date': '2011', 'kind': terms['ruling-kind'][0]}
for t, slug, vis in hidden: doc[t].setdefault(slug, need(t, slug, vis, [], lambda: canary(vis)))
json.dump(doc, open('d.json', 'w'), ensure_ascii=False, indent=1)
for vis in canaries: open(vis, 'w').write('\n'.join(canaries[vis]) + '\n')
# hiding by superseding: public first, then the same again above public
open('later.json', 'w').write(json.dumps({'persons': {'pub-persons': {'source': 's', 'visibility': 'partner', 'patronymic': 'xqlater1z'}}}))
missing = {(t, p) for t in types for p in types[t]} - planted - {(t, 'former-key') for t in types}
if missing: raise SystemExit('not planted: %s' % missing)
print(len(planted))
PY
); then ok "canaries are made for every property ($(printf %s "$why") properties)"; else not_ok "canaries are made for every property" "$why"; done_testing; fi
cat partner internal sealed >all
# and what is planted where no word can be: dates, sums, durations, identifiers, countries
printf '%s\n' s-hidden-partner s-hidden-internal s-hidden-sealed 'XAU 77' P77Y '77 years' '(1977)' ECHR:1977 001-77 2777-03 2888-03 'March 2777' 'March 2888' 'Holy See' '"VA"' >>all
HABEAS_NOW=2026-01-01T00:00:00Z "$HABEAS" init r >/dev/null
check "the dossier loads" 0 -- env HABEAS_NOW=2026-01-02T00:00:00Z "$HABEAS" -r r load d.json
[ "$status" = 0 ] || done_testing
h() { "$HABEAS" -r r "$@"; }
clean "the register is clean" r

# look FILE LEVELS-FILE WHAT keeps an output; report NAME searches all that were kept, once a section.
searched=0
look()
{
    searched=$((searched + 1))
    { printf '=== %s\n' "$3"; cat "$1"; printf '\n'; } >>"kept.$2"
}
public()
{
    h --as public "$@" >.o 2>.e </dev/null
    local s=$?
    [ $s -ge 128 ] && not_ok "no crash: $*" "exit $s"
    cat .o .e >.both
    look .both all "$*"
}
report()
{
    local leaks=()
    for k in kept.*; do
        [ -s "$k" ] || continue
        sed 's/^=== .*/===/' "$k" | LC_ALL=C grep -aniFf "${k#kept.}" >.leaks && while IFS=: read -r line text; do
            leaks+=("$(head -n "$line" "$k" | grep -a '^=== ' | tail -1): ${text:0:240}")
            [ ${#leaks[@]} -ge 20 ] && break
        done <.leaks
        rm -f "$k"
    done
    if [ ${#leaks[@]} -eq 0 ]; then ok "$1 ($searched outputs)"; else not_ok "$1: a canary is seen" "${leaks[@]}"; fi
    searched=0
}

types=$(python3 -c 'import json; d = json.load(open("d.json")); print(" ".join(d))')
past=(--known 2026-01-02T12:00:00Z)

for t in $types; do
    for f in text json csv; do public list "$t" --format $f; done
    public list "$t" --count
    public list "$t" --at 2010
    public list "$t" "${past[@]}"
    public list "$t?sort=-${t:0:1}"
    [ "$(h --as public list "$t" --count)" = "$(h --as public list "$t" | grep -c '^[a-z]*/')" ] || not_ok "$t: the count is not the number of what is listed"
done
report "public lists"
for e in $(python3 -c 'import json; d = json.load(open("d.json")); print(" ".join(t + "/" + s for t in d for s in d[t] if s.startswith("pub-")))'); do
    if [ -n "${HABEAS_SLOW:-}" ]; then case $e in *-internal | *-sealed) continue ;; esac; fi
    public show "$e"
    public show "$e" --format json
    public history "$e"
    public history "$e" --format json "${past[@]}"
done
report "public show and history"
for f in dossier json csv; do
    public export --format $f
    public export --format $f "${past[@]}"
    public export --format $f persons
    public export --format $f detentions/pub-d-sealed
    public export --format $f rulings/pub-r-sealed
    mkdir -p "out-$f"
    public export --format $f -o "out-$f/d"
    find "out-$f" -type f -exec cat {} + >.both
    look .both all "files of export --format $f -o"
done
h export >.o 2>/dev/null # without --as: public
look .o all "export without --as"
report "public exports"

# Filters find nothing by what is hidden; and who asks for what is hidden learns no more than of what is not there.
"$HABEAS" --help >/dev/null
oracle=()
n=0
for c in $(awk 'NR % 90 == 1' all | head -16); do
    for q in "persons?name=$c" "sources?title=$c" "detentions?person=$c" "rulings?person=$c" "persons?detentions.person=$c" "organisations?name=$c" "persons?patronymic=$c" "charges?article=$c"; do
        got=$(h --as public list "$q" --count 2>&1)
        n=$((n + 1))
        [ "$got" = 0 ] || oracle+=("$q counts $got")
    done
done
[ ${#oracle[@]} -eq 0 ] && ok "no filter finds a hidden value ($n filters)" || not_ok "a filter finds what is hidden" "${oracle[@]:0:20}"
oracle=()
python3 -c '
import json
d = json.load(open("d.json"))
for t in d:
    for s, e in d[t].items():
        if e.get("visibility", "public") != "public": print(t + "/" + s)
' >entities
n=0
for e in $(awk 'NR % 6 == 1' entities); do
    for cmd in show history "list" export; do
        there=$(h --as public $cmd "$e" 2>&1)
        s1=$?
        none=$(h --as public $cmd "${e%/*}/zzzzzzzzzzzz" 2>&1)
        s2=$?
        there=${there//$e/X}
        none=${none//${e%\/*}\/zzzzzzzzzzzz/X}
        n=$((n + 1))
        [ "$there" = "$none" ] && [ $s1 = $s2 ] || oracle+=("$cmd $e: exit $s1 '$there', and of nothing exit $s2 '$none'")
    done
done
[ ${#oracle[@]} -eq 0 ] && ok "a hidden entity answers like one that is not there ($n)" || not_ok "a hidden entity answers unlike one that is not there" "${oracle[@]:0:12}"
# 'did you mean' of a slug that is nearly a hidden one
for e in $(awk 'NR % 7 == 1' entities); do
    public show "${e%?}"
    public show "${e:0:$((${#e} - 3))}zz"
    public history "${e%?}"
    public export "${e%?}"
done
report "did you mean"

# Search finds nothing by it, and its counts say nothing of it.
oracle=()
n=0
for c in $(awk 'NR % 5 == 1' all | grep '^xq'); do
    for q in "$c" "${c%??}*" "public $c"; do
        got=$(h --as public find "$q" --count 2>&1)
        n=$((n + 1))
        [ "$got" = 0 ] || oracle+=("$q counts $got")
    done
done
[ ${#oracle[@]} -eq 0 ] && ok "no search finds a hidden value ($n searches)" || not_ok "a search finds what is hidden" "${oracle[@]:0:20}"
for q in public name 'public name' 'pub*' xqzz CM/ResDH\(1977\)1 77001/77 hidden source; do
    public find "$q"
    public find "$q" --format json "${past[@]}"
    public find "$q" --count
done
report "searches"
differs "staff find it" 0 "$(for c in $(head -50 sealed); do h --as sealed find "$c" --count; done | grep -c '^1')"

# References of a public statement to something hidden select nothing by its hidden side.
for q in 'detentions?person.name=xqs' 'persons?detentions.since=2010' 'rulings?court=pub-organisations' 'detentions?since=2010' 'detentions?country=AZ&at=2010-06-01'; do
    for f in text json csv; do public list "$q" --format $f; done
done
public list 'detentions?country=VA' --count
public list 'judgments?just-satisfaction=XAU%201..' --count
report "filters around what is hidden"

# ---- letters
{
    printf -- '---\ntitle: A letter\nlanguage: en\ndate: 2026-03-01\nsources: annex\n---\n\n'
    for t in $types; do printf '[Public %s](fact:%s/pub-%s) and [Public %s](fact:%s/pub-%s-sealed).\n' "$t" "$t" "$t" "$t" "$t" "$t"; done
    printf '\n[Public Name](fact:persons/pub-a-sealed) [in 2010](fact:detentions/pub-d-sealed) [in 2011](fact:rulings/pub-r-sealed) [1950](fact:persons/pub-a-partner#born).\n'
} >good.md
for f in text json; do
    h check good.md --as public --format $f >.o 2>.e
    cat .o .e >.both
done
for ext in html txt json; do
    rm -f "l.$ext"
    h letter good.md --as public -o "l.$ext" >.o 2>.e
    s=$?
    if [ -e "l.$ext" ]; then look "l.$ext" all "letter -o l.$ext"; else not_ok "the public letter is written ($ext)" "exit $s" "$(head -c 2500 .e)"; fi
    h letter good.md -o "m.$ext" >/dev/null 2>&1
    [ -e "m.$ext" ] && look "m.$ext" all "letter -o m.$ext without --as"
done
report "letters for public readers"
hc=$(grep -m1 '^persons/xqs' entities)
printf -- '---\ntitle: A letter\nlanguage: en\ndate: 2026-03-01\n---\n\nWe know of [someone](fact:%s), and [that](fact:persons/pub-persons-sealed#patronymic).\n' "$hc" >bad.md
check "a letter that rests on what its readers may not see is refused" 1 -- h letter bad.md -o bad.html
contains "… as such" "$err" "error: [visibility]"
absent "… and not written" bad.html
check "for staff it could be" 0 -- h check bad.md --as sealed
lacks "… (nothing hidden there)" "$err" "[visibility]"

# ---- superseded by something partner: gone for the public, in the past too
printf '{"persons": {"pub-persons": {"source": "s", "patronymic": "xqlater0z"}}}' >sooner.json
HABEAS_NOW=2026-02-01 h load sooner.json >/dev/null
HABEAS_NOW=2026-02-02 h load later.json >/dev/null
printf 'xqlater\n' >>all
for k in "" 2026-02-01 2026-02-03; do
    public show persons/pub-persons ${k:+--known $k}
    public history persons/pub-persons ${k:+--known $k}
    public export ${k:+--known $k}
    public show persons/pub-persons#patronymic ${k:+--known $k}
done
report "what was public once and is not"

# ---- the test could fail: staff see what is theirs
sees() # LEVEL FILE…: an export at that level has every canary of these levels
{
    local level=$1
    shift
    h export --as "$level" --format json >.o 2>/dev/null
    cat "$@" >.want
    local missing=0 gone=
    for c in $(cat .want); do
        case $(ls "$c.txt" 2>/dev/null) in ?*) continue ;; esac # of a file only the hash is said
        grep -q "$c" .o || { missing=$((missing + 1)); gone="$gone $c"; }
    done
    equals "$level readers see all of it ($(wc -l <.want) canaries)" "0 missing:" "$missing missing:${gone:0:200}"
}
sees sealed partner internal sealed
sees internal partner internal
sees partner partner
h export --as partner --format json >.o 2>/dev/null
cat internal sealed >above
look .o above "export --as partner"
for t in $types; do
    for k in partner internal sealed; do
        h --as partner show "$t/pub-$t-$k" >.o 2>&1
        look .o above "partner: show $t/pub-$t-$k"
        h --as internal show "$t/pub-$t-$k" >.o 2>&1
        look .o sealed "internal: show $t/pub-$t-$k"
    done
    h --as partner list "$t" >.o 2>&1
    look .o above "partner: list $t"
    h --as internal list "$t" >.o 2>&1
    look .o sealed "internal: list $t"
done
h export --as internal --format dossier >.o 2>/dev/null
look .o sealed "export --as internal"
report "partner and internal readers see nothing above them"
run h --as sealed show persons/pub-persons-sealed
contains "staff see a hidden value in show" "$out" "xqs" "[sealed]"
run h export
contains "export says how much it left out" "$err" "Left out above public" "partner" "internal" "sealed"

# The same over HTTP: lists and entities of every type in every format, and all that the home page leads to.
if why=$(T=$T/web HABEAS=$HABEAS python3 - "$ROOT/tests/web" 2>&1 <<'PY'
import json, os, re, sys; sys.path.insert(0, sys.argv[1])
os.makedirs(os.environ['T'])
from web import *
s, d, out, failed = Server('r'), json.load(open('d.json')), open('site.out', 'wb'), []
paths = ['/en', '/fr'] + ['/en/%s' % t for t in d]
for t in d:
    paths += ['/%s.json' % t, '/%s.csv' % t, '/en/%s.atom' % t, '/en/%s.ics' % t, '/en/%s?known=2026-01-02T12:00:00Z' % t, '/en/%s?sort=-%s' % (t, t[0])]
    for e in d[t]:
        if e.startswith('pub-') and (not SLOW or e.endswith('-sealed')): paths += [f % (t, e) for f in ('/en/%s/%s', '/%s/%s.json', '/en/%s/%s.atom', '/en/%s/%s.ics', '/ar/%s/%s?at=2010')]
seen = set()
while paths and len(seen) < (600 if SLOW else 4000):
    p = paths.pop(0)
    if p in seen: continue
    seen.add(p)
    r = s.get(p, timeout=60)
    if not r.status or r.status >= 500: failed.append((p, r.status))
    out.write(b'\n@ ' + r.got)
    if r['Content-Type'].startswith('text/html'): paths += [l.replace('&amp;', '&') for l in re.findall(r'(?:href|src)="(/[^"#]*)', r.body.decode())]
s.stop()
out.write(s.log.encode())
if failed: sys.exit('failed: %s' % failed[:5])
if failures: sys.exit(1)
print(len(seen))
PY
); then
    ok "the site answers ($why addresses)"
    contains "… with what is public" "$(grep -a -m3 'Public Name' site.out)" "Public Name"
    look site.out all "the site over HTTP"
else
    not_ok "the site answers" "$why"
fi
report "the site over HTTP"
done_testing
