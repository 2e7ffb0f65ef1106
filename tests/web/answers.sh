#!/bin/bash
# What every answer has, what is kept and compressed, sockets, figures, a register that changes, and the end.
. "$(dirname "$0")/../cli/lib.sh"
HABEAS_NOW=2026-01-01T00:00:00Z "$HABEAS" init "$T/r" --demo >/dev/null
printf 'title: A register\norigin: https://example.org\nonion: http://x.onion\n' >"$T/r/habeas.yaml"
export HABEAS ROOT T
exec python3 - "$ROOT/tests/web" <<'P'
import gzip, os, re, shutil, sys, threading; sys.path.insert(0, sys.argv[1])
from web import *
R = T + '/r'
s = Server(R)

# ---- fields, of every route and of what goes wrong
always = {
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'X-Frame-Options': 'DENY',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains', 'Onion-Location': 'http://x.onion', 'Connection': 'close'}
routes = re.findall(r'^ROUTE\(\w+, "([^"]*)", "([^"]*)"\)', open(os.environ['ROOT'] + '/src/site/routes.def').read(), re.M)
paths = ['/', '/nothing', '/en/nothing/at/all', '/en/persons?colour=red', '/en/persons?at=2018-13', '/healthz', '/en/persons/nobody', '/%2e%2e', '/fr/persons?known=2001-01-01']
for path, formats in routes:
    path = path.replace('{type}', 'persons').replace('{slug}', 'ilgar-mammadov')
    path = re.sub(r'\{[^}]*\}', 'x', path)
    for f in formats.split():
        paths += ['/en/' + path if f == 'html' else '/' + path + '.' + f, '/ar/' + path + ('' if f == 'html' else '.' + f)]
first = s.get('/en')
style = re.search(rb'href="(/assets/site-[^"]*)"', first.body)[1].decode()
paths.append(style)
wrong = []
for path in paths:
    for method in ('GET', 'HEAD', 'POST'):
        r = s.get(path, method)
        lack = [k for k, v in always.items() if r.fields.get(k.lower()) != [v] and not (k == 'Content-Security-Policy' and 'attachment' in r['Content-Disposition'])]
        if lack or not r.status or r.status >= 500 or 'server' in r.fields or 'set-cookie' in r.fields or not r['Content-Type'] or not r['Cache-Control']:
            wrong.append((method, path, r.status, lack, r.fields))
        if any(k.startswith('access-control') or len(v) > 1 for k, v in r.fields.items()): wrong.append((method, path, r.fields))
ok('every answer has every field, once, and no Server, cookie or CORS (%d answers)' % (3 * len(paths)), not wrong, *wrong[:5])
ok('faults of the address have their status', [s.get(p).status for p in paths[:9]] == [303, 404, 404, 400, 400, 200, 404, 400, 200], [s.get(p).status for p in paths[:9]])
r = s.get('/fr/persons')
ok('a page says its language', r['Content-Language'] == 'fr' and r['Content-Type'] == 'text/html; charset=utf-8')
ok('and how long it may be kept', r['Cache-Control'] == 'public, max-age=300, stale-if-error=604800' and r['Vary'] == 'Accept-Encoding')
ok('errors are not kept', s.get('/en/nothing')['Cache-Control'] == 'no-store')
ok('what is named by its content is kept for ever', 'immutable' in s.get(style)['Cache-Control'])
r = s.get('/persons', Accept_Language='fr;q=0.5, ru')
ok('without a language a reader is sent to his', r.status == 303 and r['Location'] == '/ru/persons' and 'Accept-Language' in r['Vary'], r.fields)
ok('… and another to another', s.get('/persons', Accept_Language='ar')['Location'] == '/ar/persons')
r = s.get('/en/persons?known=2026-01-01')
ok('a page of the past says of when', r['Memento-Datetime'] == 'Thu, 01 Jan 2026 23:59:59 GMT', r.fields)

# ---- HEAD, ETag, gzip
a, b = s.get('/en/persons'), s.get('/en/persons', 'HEAD')
same = lambda x: {k: v for k, v in x.fields.items() if k != 'date'}
ok('HEAD is GET without a body', b.status == 200 and b.body == b'' and same(a) == same(b) and int(a['Content-Length']) == len(a.body), b.got)
z = s.get('/en/persons', Accept_Encoding='deflate, gzip;q=0.5')
ok('gzip for those who take it, the same page', z['Content-Encoding'] == 'gzip' and gzip.decompress(z.body) == a.body and len(z.body) < len(a.body) / 2)
for accept in ('gzip;q=0', 'identity', 'deflate', 'br', 'gzip;q=0.000', '*;q=0'):
    ok('not for "%s"' % accept, not s.get('/en/persons', Accept_Encoding=accept)['Content-Encoding'])
ok('the two have tags of their own', a['ETag'] and z['ETag'] and a['ETag'] != z['ETag'] and a['ETag'][0] == '"')
for tag in (a['ETag'], '*', 'W/' + a['ETag'], '"x", ' + a['ETag']):
    r = s.get('/en/persons', If_None_Match=tag)
    ok('304 for %s' % tag[:12], r.status == 304 and r.body == b'' and r['ETag'] == a['ETag'] and not r['Content-Type'], r.got)
ok('not for another tag', s.get('/en/persons', If_None_Match='"x"').status == 200)
ok('304 for what is packed', s.get('/en/persons', If_None_Match=z['ETag'], Accept_Encoding='gzip').status == 304)
ok('no tag of a page that is not there', not s.get('/en/nothing')['ETag'] and s.get('/en/nothing', If_None_Match='*').status == 404)

# ---- kept
before = s.figures()
for i in range(5): s.get('/en/persons')
after = s.figures()
ok('what was made is kept', int(after['cache_hits_total']) == int(before['cache_hits_total']) + 5 and after['made_seconds_count'] == before['made_seconds_count'])
ok('figures count answers by status', any(k.startswith('answers_total{status="404"}') and int(v) > 0 for k, v in after.items()))
c = socket.socket(socket.AF_UNIX); c.connect(s.metrics); c.sendall(b'GET /en HTTP/1.1\r\nHost: x\r\n\r\n')
ok('the socket of figures has no pages', Reply(c.recv(65536)).status == 404)
ok('the site has no figures', s.get('/metrics').status in (303, 404) and b'cache_hits' not in s.get('/en/metrics').body)

# ---- changed by another program
new = 'persons: {ilgar-mammadov: {born: {value: 1971, source: bailii-2014}}}\n'
open(T + '/new.yaml', 'w').write(new)
old = s.get('/en/persons/ilgar-mammadov')
h = habeas('-r', R, 'load', T + '/new.yaml')
ok('the register can be changed while it is served', h.returncode == 0, h.stderr)
fresh = s.get('/en/persons/ilgar-mammadov', If_None_Match=old['ETag'])
ok('the next answer has the change', fresh.status == 200 and b'1971' in fresh.body and b'1971' not in old.body)
open(R + '/vocabulary.yaml', 'w').write('types: {persons: {properties: {nickname: {kind: text, many: true, label: {en: Nickname}}}}}\n')
open(T + '/new.yaml', 'w').write('persons: {ilgar-mammadov: {nickname: {value: Nixname, source: bailii-2014}}}\n')
h = habeas('-r', R, 'load', T + '/new.yaml')
got = s.get('/en/persons/ilgar-mammadov').body
ok('a property that the vocabulary learnt meanwhile is shown', h.returncode == 0 and b'Nixname' in got and b'Nickname' in got, h.stderr)
habeas('init', T + '/other')
shutil.copy(T + '/other/register.db', T + '/other.db')
for x in ('-wal', '-shm'):
    if os.path.exists(R + '/register.db' + x): os.rename(R + '/register.db' + x, T + '/old' + x)
os.rename(T + '/other.db', R + '/register.db')
ok('a register that was replaced is opened again', s.get('/en/persons/ilgar-mammadov').status == 404 and int(s.figures()['register_reopened_total']) > 0)
os.rename(R + '/register.db', T + '/away')
ok('one that is gone is a fault of ours, said as such', s.get('/en').status == 500 and s.get('/healthz').status == 500)
shutil.copy(T + '/other/register.db', R + '/register.db')
ok('and found again', s.get('/en').status == 200 and s.get('/healthz').body == b'ok\n')

# ---- many at once
R2 = T + '/many'
habeas('init', R2, '--demo', now='2026-01-01T00:00:00Z')
m = Server(R2, limits='cache=200000')
bodies, faults = {}, []
def client(n):
    for i in range(40):
        p = '/%s/%s' % (('en', 'fr', 'ar')[(n + i) % 3], ('persons', 'judgments', 'persons/ilgar-mammadov', 'letters', 'sources')[i % 5])
        r = m.get(p, timeout=30)
        if r.status != 200 or not r.body.endswith(b'</html>\n') or bodies.setdefault(p, r.body) != r.body: faults.append((p, r.status, len(r.body)))
threads = [threading.Thread(target=client, args=(n,)) for n in range(16)]
for t in threads: t.start()
for t in threads: t.join()
ok('sixteen clients at once all get the same', not faults, faults[:5])
ok('what is kept stays within its bounds', int(m.figures()['cache_bytes']) <= 200000)

# ---- the end
started = threading.Event()
results = []
def late():
    c = m.connect(20)
    c.sendall(b'GET /en HTTP/1.1\r\n')
    started.set()
    time.sleep(.1)
    results.append(m.raw(b'GET /en/persons HTTP/1.1\r\nHost: x\r\n\r\n'))
    c.close()
late()
start = time.monotonic()
ok('it stops at once when nothing runs', m.stop() == 0 and time.monotonic() - start < (10 if SLOW else 3), time.monotonic() - start)
ok('what ran has ended', results[0].endswith(b'</html>\n'))
ok('and its last word is logged', 'event=start' in m.log and 'event=stopping signal=15' in m.log and m.log.strip().endswith('event=stopped'), m.log)
ok('Ctrl-C ends it too', s.stop(signal.SIGINT) == 0)

# ---- where it listens
u = Server(R, listen='unix:' + T + '/s')
ok('a local socket', u.get('/en').status == 200 and ('unix:' + T + '/s') in u.line, u.line)
ok('for its user and group alone', oct(os.stat(T + '/s').st_mode & 0o777) == '0o660')
second = habeas('-r', R, 'serve', '--listen', 'unix:' + T + '/s')
ok('a second server on it is told so', second.returncode == 2 and 'in use' in second.stderr, second.stderr)
u.p.kill()
u.p.wait()
u = Server(R, listen='unix:' + T + '/s')
ok('one left over by a server that was killed is replaced', u.get('/en').status == 200)
u.stop()
six = Server(R, listen='[::1]:0')
ok('IPv6', six.address is None or six.get('/en').status == 200)
if six.address:
    taken = habeas('-r', R, 'serve', '--listen', '[::1]:%d' % six.address[1])
    ok('a port that is taken is said to be', taken.returncode == 2 and 'in use' in taken.stderr, taken.stderr)
six.stop()
for where in ('nowhere', '127.0.0.1', '127.0.0.1:99999', '1.2.3:80', 'unix:', '::1:80', 'example.org:80'):
    h = habeas('-r', R, 'serve', '--listen', where)
    ok('"%s" is no address' % where, h.returncode == 2 and 'no address' in h.stderr or where == 'unix:' and h.returncode == 2, h.stderr)
h = habeas('-r', R, 'serve', '--metrics', '127.0.0.1:9')
ok('figures are for this machine alone', h.returncode == 2 and 'unix:PATH' in h.stderr)
h = habeas('-r', T + '/none', 'serve', '--listen', '127.0.0.1:0')
ok('a folder that holds no register', h.returncode == 2 and 'holds no register' in h.stderr, h.stderr)
h = habeas('-r', R, 'serve', '--listen', '127.0.0.1:0', HABEAS_SERVE_LIMITS='speed=9')
ok('a limit that is none', h.returncode == 2 and 'speed' in h.stderr)
open(T + '/other/habeas.yaml', 'w').write('titel: X\n')
h = habeas('-r', T + '/other', 'serve', '--listen', '127.0.0.1:0')
ok('a fault of habeas.yaml has its place', h.returncode == 1 and 'habeas.yaml:1:1: error: [setting]' in h.stderr, h.stderr)

# ---- handed over by systemd: sockets from 3 on, by name, and a word when all is ready
note = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); note.bind(T + '/notify'); note.settimeout(30)
site, figures = socket.socket(), socket.socket(socket.AF_UNIX)
site.bind(('127.0.0.1', 0)); site.listen(); figures.bind(T + '/f'); figures.listen()
pid = os.fork()
if pid == 0:
    os.dup2(site.fileno(), 30); os.dup2(figures.fileno(), 31)
    os.dup2(30, 3, inheritable=True); os.dup2(31, 4, inheritable=True)
    os.dup2(os.open('/dev/null', os.O_RDWR), 1); os.dup2(1, 2)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='2', LISTEN_FDNAMES='site:metrics', NOTIFY_SOCKET=T + '/notify')
    os.execv(HABEAS, [HABEAS, '-r', R, 'serve'] + (['--sandbox', 'off'] if SLOW else []))
ok('systemd is told when it is ready', note.recv(100) == b'READY=1')
c = socket.create_connection(site.getsockname(), 10); c.sendall(b'GET /en HTTP/1.1\r\nHost: x\r\n\r\n')
ok('a socket of systemd is served', Reply(c.recv(65536)).status == 200)
c = socket.socket(socket.AF_UNIX); c.connect(T + '/f'); c.sendall(b'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
ok('that of figures by its name', b'habeas_requests_total 1' in c.recv(65536))
os.kill(pid, signal.SIGTERM)
ok('and told when it stops', note.recv(100) == b'STOPPING=1' and os.waitpid(pid, 0)[1] == 0)

# ---- the sandbox
if not SLOW:
    s = Server(T + '/many', '--sandbox', 'require')
    if s.line:
        status = open('/proc/%d/status' % s.p.pid).read()
        ok('required, it is there', re.search(r'NoNewPrivs:\s*1', status) and re.search(r'Seccomp:\s*2', status) and s.get('/en').status == 200)
        ok('and the log says so', s.stop() == 0 and re.search(r'event=start .*landlock=[1-9]\d* seccomp=yes', s.log), s.log)
    else:
        print('ok - the sandbox # SKIP this kernel has none')
done()
P
