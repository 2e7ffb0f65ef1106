#!/bin/bash
# A page asked for with known=T is, byte for byte, the page that was served at T: pages of every kind are kept, the register is
# changed, and they are asked for again. And nothing above public is in any answer.
. "$(dirname "$0")/../cli/lib.sh"
export HABEAS ROOT T
exec python3 - "$ROOT/tests/web" <<'P'
import sys; sys.path.insert(0, sys.argv[1])
from web import *
R = T + '/r'
T1, T2, T3 = '2026-03-01T12:00:00Z', '2026-03-05T12:00:00Z', '2026-03-09T12:00:00Z'
habeas('init', R, '--demo', now='2026-01-01T00:00:00Z')

def crawl(s, start, most):
    '''Pages by their links, as a reader would go.'''
    seen, queue = {}, list(start)
    while queue and len(seen) < most:
        path = queue.pop(0)
        if path in seen: continue
        r = s.get(path, timeout=60)
        seen[path] = r
        if r['Content-Type'].startswith('text/html'):
            for link in re.findall(r'(?:href|src|action)="(/[^"#]*)', r.body.decode()):
                link = link.replace('&amp;', '&')
                if link not in seen: queue.append(link)
    return seen

most = 60 if SLOW else 400
start = ['/en', '/en/persons/ilgar-mammadov', '/ar/judgments/ilgar-mammadov-v-azerbaijan', '/fr/letters', '/persons/ilgar-mammadov.json', '/persons.csv',
         '/letters.json', '/en/letters.atom', '/en/occasions.ics', '/az/detentions/ilgar-mammadov-2013', '/ru/persons?at=2018-07-18', '/en/nothing']
s = Server(R, now=T1)
then = crawl(s, start, most)
s.stop()
html = [p for p in then if then[p]['Content-Type'].startswith('text/html') and then[p].status == 200]
ok('pages of every kind are kept (%d, of them %d html)' % (len(then), len(html)), len(html) >= most * .5, sorted(then)[:50])
broken = [(p, r.status) for p, r in then.items() if r.status not in (200, 303) and p != '/en/nothing']
ok('no link of a page leads nowhere', not broken, *broken[:20])

for now, text in ((T2, '''
persons:
  ilgar-mammadov: {born: {value: 1971-02-03, source: bailii-2014}, name: {value: Someone Else Altogether, source: bailii-2014}}
  new-person: {source: bailii-2014, name: A New Person}
detentions:
  new-one: {source: bailii-2014, person: new-person, country: AZ, since: 2015}
'''), (T2, 'persons: {new-person: {born: {value: 1980, source: bailii-2014}}}\n')):
    open(T + '/change.yaml', 'w').write(text)
    h = habeas('-r', R, 'load', T + '/change.yaml', now=now)
    ok('the register is changed', h.returncode == 0, h.stderr)

s = Server(R, now=T3)
changed, differ, memento = 0, [], []
for p, before in then.items():
    if before.status not in (200, 404): continue
    now = s.get(p, timeout=60)
    changed += now.body != before.body
    again = s.get(p + ('&' if '?' in p else '?') + 'known=' + T1, timeout=60)
    if p.startswith('/assets/'): continue
    if again.status != before.status or again.body != before.body or again['Content-Type'] != before['Content-Type']:
        import difflib
        differ.append((p, before.status, again.status, *[l for l in difflib.unified_diff(before.body.decode('utf-8', 'replace').split('\n'), again.body.decode('utf-8', 'replace').split('\n'), lineterm='', n=0)][:8]))
    if again.status == 200 and again['Memento-Datetime'] != 'Sun, 01 Mar 2026 12:00:00 GMT' and again['Content-Type'].startswith('text/html'): memento.append(p)
ok('known=T is, byte for byte, what was served at T', not differ, '%d of %d differ' % (len(differ), len(then)), *differ[:12])
ok('and says of when it is', not memento, memento[:5])
ok('though today the pages are others', changed > len(html) / 2, changed)
ok('what came later is not there', s.get('/en/persons/new-person').status == 200 and s.get('/en/persons/new-person?known=' + T1).status == 404)
s.stop()
done()
P
