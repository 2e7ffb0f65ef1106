#!/bin/bash
# Pages as browsers and validators see them: the Nu HTML checker reads every page of the demo register in five languages; Chromium with
# axe-core looks at one page of each kind in each language, narrow and wide, light and dark (all pages with HABEAS_ALL_PAGES=1).
. "$(dirname "$0")/../cli/lib.sh"
export NODE_TOOLS=$ROOT/tests/node
cd "$T" || exit 1
if [ -n "${HABEAS_SLOW:-}" ]; then
    skip "pages in browsers" "once is enough: the build as shipped is looked at"
    done_testing
    exit
fi
export HABEAS_NOW=2018-07-18T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
"$HABEAS" -r r load - >/dev/null 2>&1 <<<'
sources: {a-gazetteer: {title: A gazetteer}}
places: {moscow-names: {source: a-gazetteer, country: RU, name: [Moscow, Москва, 莫斯科, موسكو, მოსკოვი, Moskva]}}'
"$HABEAS" -r r publish site >/dev/null 2>&1
vnu=$NODE_TOOLS/node_modules/vnu-jar/build/dist/vnu.jar
if [ -f "$vnu" ] && command -v java >/dev/null; then
    find site -name '*.html' >pages
    check "the Nu HTML checker finds no error in $(wc -l <pages) pages" 0 -- sh -c "xargs java -Xss8m -jar '$vnu' --errors-only --format gnu <pages 2>&1"
    css=$(find site/assets -name '*.css')
    check "… nor in the stylesheet" 0 -- java -jar "$vnu" --css --errors-only "$css"
else
    skip "the Nu HTML checker" "npm's vnu-jar or java is not there: script/bootstrap"
fi
if [ -d "$NODE_TOOLS/node_modules/playwright-core" ] && command -v node >/dev/null && command -v chromium >/dev/null; then
    if [ -n "${HABEAS_ALL_PAGES:-}" ]; then
        find "$PWD/site" -name '*.html' | sed 's#^#file://#' >addresses
    else # in English and Arabic the first of each folder, and the lists; in the others what stands above them
        find "$PWD/site" -name '*.html' | LC_ALL=C sort | awk -F/ '{d = $0; sub("/[^/]*$", "", d)
            if (d ~ /\/(en|ar)$/ || (d ~ /\/(fr|az|ru)$/ && $NF ~ /^(index|persons|charts|map|edition|search)/) || (d ~ /\/(en|ar)\// && !n[d]++)) print "file://" $0}' >addresses
    fi
    check "Chromium and axe-core find nothing wrong with $(wc -l <addresses) pages" 0 -- node "$ROOT/tests/site/browse.mjs" addresses
    [ "$status" = 0 ] || not_ok "… namely" "$out"
else
    skip "Chromium and axe-core" "npm's playwright-core, node or chromium is not there: script/bootstrap"
fi
if [ -d "$NODE_TOOLS/node_modules/playwright-core" ] && command -v node >/dev/null && command -v chromium >/dev/null; then
    check "search in the static edition, read from the disk" 0 -- node "$ROOT/tests/site/shards.mjs" site
    [ "$status" = 0 ] || not_ok "… namely" "$out"
fi
# ---- as served: with forms, and asked by addresses
"$HABEAS" -r r serve --listen 127.0.0.1:0 >said 2>/dev/null &
server=$!
for _ in $(seq 100); do grep -q http said && break; sleep 0.1; done
base=$(grep -o 'http://[0-9.:]*' said)
for l in en fr az ru ar; do
    for a in "" "/persons?detentions.country=AZ" "/supervision?kind=decision&sort=-date" "/persons?at=2015-01-01" /persons/ilgar-mammadov \
        /judgments/ilgar-mammadov-v-azerbaijan /letters/2018-07-18-president-of-france /charts /map /due /data; do
        echo "$base/$l$a"
    done
done >served
if [ -f "$vnu" ] && command -v java >/dev/null; then
    mkdir got && n=0
    while read -r a; do n=$((n + 1)); python3 -c 'import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' "$a" >got/$n.html; done <served
    check "the Nu HTML checker finds no error in $n pages as served" 0 -- java -Xss8m -jar "$vnu" --errors-only --format gnu got
fi
if [ -d "$NODE_TOOLS/node_modules/playwright-core" ] && command -v node >/dev/null && command -v chromium >/dev/null; then
    grep -E '/(en|ar)' served >some
    check "Chromium and axe-core find nothing wrong with $(wc -l <some) pages as served" 0 -- node "$ROOT/tests/site/browse.mjs" some
    [ "$status" = 0 ] || not_ok "… namely" "$out"
fi
kill $server && wait $server 2>/dev/null
if [ -d "$NODE_TOOLS/node_modules/jsonld" ] && command -v node >/dev/null; then
    cat >ld.mjs <<'J'
import fs from 'node:fs';
import { createRequire } from 'node:module';
const jsonld = createRequire(process.env.NODE_TOOLS + '/package.json')('jsonld');
const terms = new Proxy({}, {});
// schema.org's context, as far as it is used here: one vocabulary
const documentLoader = async url => ({ contextUrl: null, document: { '@context': { '@vocab': 'https://schema.org/' } }, documentUrl: url });
let n = 0;
for (const f of fs.readFileSync('withld', 'utf8').split('\n').filter(Boolean)) {
  const m = fs.readFileSync(f, 'utf8').match(/<script type="application\/ld\+json">([^]*?)<\/script>/);
  const expanded = await jsonld.expand(JSON.parse(m[1]), { documentLoader });
  if (!expanded.length || !expanded[0]['@type'] || !expanded[0]['https://schema.org/name']) throw new Error(f);
  n++;
}
console.log(n);
J
    grep -rl 'application/ld+json' site/fr >withld
    check "npm's jsonld expands the data of each page" 0 -- node ld.mjs
else
    skip "npm's jsonld" "it is not there: script/bootstrap"
fi
over=$(find site -name '*.html' -size +8k | while read -r f; do
    n=$(gzip -9c "$f" | wc -c)
    case $f in */letters/*) most=14336 ;; */persons/*) most=20480 ;; *) most=30720 ;; esac
    [ "$n" -le $most ] || echo "$f: $n bytes"
done)
equals "pages keep their budgets (letter 14 KB, person 20 KB, others 30 KB, compressed)" "" "$over"
[ "$(gzip -9c site/assets/*.css | wc -c)" -le 8192 ] && ok "the stylesheet keeps to 8 KB, compressed" || not_ok "the stylesheet is too large"
done_testing
