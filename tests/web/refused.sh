#!/bin/bash
# Malformed and ambiguous requests by raw socket: each gets 4xx, and the connection is closed. So do slow heads, at their deadline.
. "$(dirname "$0")/../cli/lib.sh"
"$HABEAS" init "$T/r" --demo >/dev/null
export HABEAS ROOT T
exec python3 - "$ROOT/tests/web" <<'P'
import sys, threading; sys.path.insert(0, sys.argv[1])
from web import *
s = Server(T + '/r')
H = b'GET /en HTTP/1.1\r\nHost: x\r\n'
fine = {
    'a plain request': H + b'\r\n',
    'HTTP/1.0 without Host': b'GET /en HTTP/1.0\r\n\r\n',
    'HTTP/1.0 that asks to be kept': b'GET /en HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n',
    'absolute address of the same host': b'GET http://x:80/en HTTP/1.1\r\nHost: X:80\r\n\r\n',
    'Content-Length 0': H + b'Content-Length: 0\r\n\r\n',
    'a host in brackets': b'GET /en HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n',
    'letters that are not ASCII in a value': H + 'Referer: /ə\r\n\r\n'.encode(),
    'an empty value': H + b'X:\r\n\r\n',
    'blanks around a value': H + b'X: \t a \t\r\n\r\n',
    'an escaped name in a query': b'GET /en/persons?name=%C4%B0lqar HTTP/1.1\r\nHost: x\r\n\r\n',
}
for name, data in fine.items():
    r = Reply(s.raw(data))
    ok('answered: ' + name, r.status == 200 and r['Connection'] == 'close', r.got and r.got[:300])
bad = {
    'bare LF': (b'GET /en HTTP/1.1\nHost: x\n\n', 400),
    'one bare LF among CR LF': (H + b'X: a\nY: b\r\n\r\n', 400),
    'a bare CR': (H + b'X: a\rY: b\r\n\r\n', 400),
    'no Host': (b'GET /en HTTP/1.1\r\n\r\n', 400),
    'two Hosts': (H + b'Host: x\r\n\r\n', 400),
    'two Hosts, one in capitals': (H + b'HOST: y\r\n\r\n', 400),
    'an empty Host': (b'GET /en HTTP/1.1\r\nHost:\r\n\r\n', 400),
    'a dot at the end of Host': (b'GET /en HTTP/1.1\r\nHost: example.org.\r\n\r\n', 400),
    'a user in Host': (b'GET /en HTTP/1.1\r\nHost: a@b\r\n\r\n', 400),
    'two hosts in Host': (b'GET /en HTTP/1.1\r\nHost: a, b\r\n\r\n', 400),
    'a path in Host': (b'GET /en HTTP/1.1\r\nHost: a/b\r\n\r\n', 400),
    'a port that is none': (b'GET /en HTTP/1.1\r\nHost: a:b\r\n\r\n', 400),
    'a folded line': (H + b'X: a\r\n b\r\n\r\n', 400),
    'a folded Transfer-Encoding': (H + b'Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n', 400),
    'a folded first line': (b'GET /en HTTP/1.1\r\n Host: x\r\n\r\n', 400),
    'a blank before the colon': (H + b'X : a\r\n\r\n', 400),
    'a blank before the colon of Content-Length': (H + b'Content-Length : 5\r\n\r\nhello', 400),
    'no colon': (H + b'X\r\n\r\n', 400),
    'no name': (H + b': a\r\n\r\n', 400),
    'NUL in a value': (H + b'X: a\0b\r\n\r\n', 400),
    'NUL in a name': (H + b'X\0: b\r\n\r\n', 400),
    'NUL in the address': (b'GET /en\0 HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a control character in a value': (H + b'X: a\x0bb\r\n\r\n', 400),
    'DEL in a value': (H + b'X: a\x7f\r\n\r\n', 400),
    'a control character in the method': (b'GE\x01T /en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'Content-Length and Transfer-Encoding': (b'POST /en HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG', 400),
    'Transfer-Encoding': (H + b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400),
    'Transfer-Encoding xchunked': (H + b'Transfer-Encoding: xchunked\r\n\r\n', 400),
    'Transfer-Encoding chunked, identity': (H + b'Transfer-Encoding: chunked, identity\r\n\r\n', 400),
    'Transfer-Encoding of HTTP/1.0': (b'GET /en HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n', 400),
    'chunk size 0x5': (b'POST /en HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n', 400),
    'chunk size that overflows': (b'POST /en HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\nhello', 400),
    'a chunk without CR LF': (b'POST /en HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n', 400),
    'two Content-Lengths': (H + b'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello', 400),
    'two equal Content-Lengths': (H + b'Content-Length: 0\r\nContent-Length: 0\r\n\r\n', 400),
    'Content-Length +3': (H + b'Content-Length: +3\r\n\r\nabc', 400),
    'Content-Length -3': (H + b'Content-Length: -3\r\n\r\nabc', 400),
    'Content-Length 5,5': (H + b'Content-Length: 5,5\r\n\r\nhello', 400),
    'Content-Length with blanks': (H + b'Content-Length:  5\r\n\r\nhello', 413),
    'Content-Length without digits': (H + b'Content-Length:\r\n\r\n', 400),
    'Content-Length 0x5': (H + b'Content-Length: 0x5\r\n\r\nhello', 400),
    'Content-Length of 30 digits': (H + b'Content-Length: ' + b'9' * 30 + b'\r\n\r\n', 413),
    'a body of GET': (H + b'Content-Length: 5\r\n\r\nhello', 413),
    '10 MB announced': (H + b'Content-Length: 10485760\r\n\r\n', 413),
    'two Cookies': (H + b'Cookie: a=b\r\nCookie: c=d\r\n\r\n', 400),
    'an absolute address of another host': (b'GET http://y/en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'an address of another scheme': (b'GET ftp://x/en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'no slash': (b'GET en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a fragment': (b'GET /en#a HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'no address': (b'GET  HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'two blanks': (b'GET  /en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a tab for a blank': (b'GET\t/en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a blank in the address': (b'GET /en a HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'raw UTF-8 in the address': ('GET /ə HTTP/1.1\r\nHost: x\r\n\r\n'.encode(), 400),
    '%2e%2e': (b'GET /en/%2e%2e/x HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '..': (b'GET /en/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '.. at the end': (b'GET /en/.. HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '..%2f': (b'GET /en/..%2fx HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '/./': (b'GET /en/./persons HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '//': (b'GET //en HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '%00': (b'GET /en/persons%00 HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '%00 in the query': (b'GET /en/persons?name=%00 HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    '%0d%0a in the query': (b'GET /?a=%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'overlong UTF-8': (b'GET /en/%c0%ae%c0%ae/x HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a surrogate': (b'GET /en?a=%ed%a0%80 HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'half a percent': (b'GET /en/% HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'a percent and letters': (b'GET /en/%zz HTTP/1.1\r\nHost: x\r\n\r\n', 400),
    'HTTP/0.9': (b'GET /en\r\n', 400),
    'HTTP/2.0': (b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
    'HTTP/1.2': (b'GET /en HTTP/1.2\r\nHost: x\r\n\r\n', 400),
    'http/1.1': (b'GET /en http/1.1\r\nHost: x\r\n\r\n', 400),
    'an empty line first': (b'\r\n' + H + b'\r\n', 400),
    'a TLS greeting': (bytes.fromhex('16030100a5010000a10303') + bytes(100), 400),
    'an SSH greeting': (b'SSH-2.0-OpenSSH_9.2\r\n', 400),
    'an address of 64 KB': (b'GET /en/' + b'a' * 65536 + b' HTTP/1.1\r\nHost: x\r\n\r\n', 414),
    'an address of 9 KB': (b'GET /en/persons?name=' + b'a' * 9000 + b' HTTP/1.1\r\nHost: x\r\n\r\n', 414),
    'a field of 64 KB': (H + b'X: ' + b'a' * 65536 + b'\r\n\r\n', 431),
    '1000 fields': (H + b''.join(b'X%d: a\r\n' % i for i in range(1000)) + b'\r\n', 431),
    '101 fields': (H + b'X: a\r\n' * 100 + b'\r\n', 431),
    'a megabyte of letters': (b'A' * (1 << 20), 414),
    'POST': (b'POST /en HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello', 405),
    'OPTIONS *': (b'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 405),
    'CONNECT': (b'CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n', 405),
    'TRACE': (b'TRACE /en HTTP/1.1\r\nHost: x\r\n\r\n', 405),
    'a method of our own': (b'BREW /en HTTP/1.1\r\nHost: x\r\n\r\n', 405),
    'get': (b'get /en HTTP/1.1\r\nHost: x\r\n\r\n', 405),
}
for name, (data, status) in bad.items():
    r = Reply(s.raw(data))
    ok('refused with %d: %s' % (status, name), r.status == status and r['Connection'] == 'close' and b'<p>' in r.body, r.got if r.got is None else r.got[:300])
whole, bytewise = bad['two Hosts'][0], s.connect()
for i in range(len(whole)):
    bytewise.sendall(whole[i:i + 1])
    time.sleep(.002)
ok('byte by byte it is the same', Reply(bytewise.recv(65536)).status == 400)
bytewise.close()
whole, bytewise, got = fine['a plain request'], s.connect(), b''
for i in range(len(whole)):
    bytewise.sendall(whole[i:i + 1])
    time.sleep(.002)
while chunk := bytewise.recv(65536): got += chunk
ok('… and a good one is answered whole', Reply(got).status == 200 and got.endswith(b'</html>\n'))
got = s.raw((H + b'\r\n') * 1000)
ok('of a thousand in a row the first is answered, and the connection closed', got is not None and got.count(b'HTTP/1.1 ') == 1 and got.endswith(b'</html>\n'), got and got[-200:])
got = s.raw(H + b'\r\n' + bad['two Hosts'][0])
ok('what stands behind a request is not read', got is not None and got.count(b'HTTP/1.1 ') == 1 and Reply(got).status == 200)
ok('405 says what is answered', Reply(s.raw(bad['POST'][0]))['Allow'] == 'GET, HEAD')
figures = s.figures()
ok('the refusals are counted', int(figures['refused_total']) > len(bad))
ok('the server still answers, and has no connection left', s.get('/healthz').body == b'ok\n' and s.figures()['connections'] == '0', s.figures()['connections'])
ok('it stops as it is told to', s.stop() == 0 and 'event=stopped' in s.log, s.log)
ok('and has logged neither addresses nor names', not re.search(r'/en|persons|127\.0\.0\.1|lqar', s.log), s.log)

# ---- deadlines
s = Server(T + '/r', limits='head=400 answer=1500')
def timed(first, each, pause):
    c, start, got = s.connect(), time.monotonic(), b''
    c.settimeout(.001)
    try:
        if first: c.sendall(first)
        while time.monotonic() - start < 8:
            try:
                if each: c.send(each)
                chunk = c.recv(65536)
                if not chunk: break
                got += chunk
            except (TimeoutError, socket.timeout): pass
            time.sleep(pause)
        else: return 99, got
    except (ConnectionResetError, BrokenPipeError): pass
    return time.monotonic() - start, got
slack = 4 if SLOW else 1.5
for name, first, each in (('nothing at all', b'', b''), ('a byte at a time', b'GET /', b'a'), ('a field at a time', H, b'X: a\r\n'), ('half a head', H, b'')):
    took, got = timed(first, each, .02)
    ok('cut at the deadline of the head: ' + name, .3 < took < .4 + slack and Reply(got).status in (408,) + ((431,) if each == b'X: a\r\n' else ()), took, got[:200])
took, got = timed(b'POST /en HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n', b'a', .02)
ok('a body that comes slowly is not waited for', took < 1.2 + slack and Reply(got).status == 405, took)
ok('a good one is answered meanwhile', s.get('/en').status == 200)
c = s.connect()
c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
c.sendall(b'GET /en/persons HTTP/1.1\r\nHost: x\r\n\r\n')
time.sleep(3 + slack)
ok('who does not read holds nothing', s.figures()['connections'] == '0', s.figures())
c.close()
ok('the late ones are counted', int(s.figures()['late_total']) >= 4)
s.stop()

# ---- limits
s = Server(T + '/r', limits='head=60000 connections=8')
idle = [s.connect() for i in range(40)]
start = time.monotonic()
ok('forty that say nothing do not keep out one that does', s.get('/en').status == 200 and time.monotonic() - start < 2 + slack)
ok('the oldest were cut for it', int(s.figures()['evicted_total']) >= 30 and int(s.figures()['connections']) <= 8, s.figures())
for c in idle: c.close()
s.stop()
s = Server(T + '/r', limits='head=60000 per-address=4')
idle = [s.connect() for i in range(4)]
time.sleep(.3)
ok('a fifth from one address is closed', s.get('/en').got == b'')
for c in idle: c.close()
time.sleep(.3)
ok('and let in when the others have gone', s.get('/en').status == 200)
s.stop()
done()
P
