# Helpers of tests/web: a server to start and stop, requests by raw socket, TAP. The environment has HABEAS, ROOT and T.
import os, re, signal, socket, subprocess, sys, time

HABEAS, T = os.environ['HABEAS'], os.environ['T']
SLOW = bool(os.environ.get('HABEAS_SLOW'))  # under sanitizers: slower, and not in the sandbox, which they cannot work in
failures = checks = 0


def ok(name, good, *why):
    global failures, checks
    checks += 1
    print(('ok - ' if good else 'not ok - ') + name)
    if not good:
        failures += 1
        for w in why: print('# ' + str(w)[:1500].replace('\n', '\n# '))
    sys.stdout.flush()
    return good


def done():
    print('1..%d' % checks)
    sys.exit(failures > 0)


def habeas(*args, now=None, **env):
    e = dict(os.environ, **env)
    if now: e['HABEAS_NOW'] = now
    return subprocess.run([HABEAS, *args], env=e, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


class Server:
    def __init__(self, register, *args, listen='127.0.0.1:0', limits=None, now=None, metrics=True, fds=None, env=None):
        e = dict(os.environ, **(env or {}))
        if limits: e['HABEAS_SERVE_LIMITS'] = limits
        if now: e['HABEAS_NOW'] = now
        self.metrics = os.path.join(T, 'metrics%d' % time.monotonic_ns())
        command = [HABEAS, '-r', register, 'serve', *args]
        if listen: command += ['--listen', listen]
        if metrics: command += ['--metrics', 'unix:' + self.metrics]
        if SLOW and '--sandbox' not in args: command += ['--sandbox', 'off']
        self.err = open(os.path.join(T, 'serve.err'), 'w+')
        self.p = subprocess.Popen(command, env=e, stdout=subprocess.PIPE, stderr=self.err, stdin=subprocess.DEVNULL, text=True)
        self.line = self.p.stdout.readline()
        m = re.search(r'http://([^/]*):(\d+)/', self.line)
        self.address = (m[1].strip('[]'), int(m[2])) if m else None
        self.path = listen[5:] if listen and listen.startswith('unix:') else None

    def connect(self, timeout=10):
        s = socket.socket(socket.AF_UNIX if self.path else socket.AF_INET6 if ':' in self.address[0] else socket.AF_INET)
        s.settimeout(timeout)
        s.connect(self.path or self.address)
        return s

    def raw(self, data, timeout=10, shut=False):
        '''Sends bytes; what comes until the other side closes, or None when it does not.'''
        s = self.connect(timeout)
        got = b''
        try:
            s.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            if shut: s.shutdown(socket.SHUT_WR)
            while chunk := s.recv(65536): got += chunk
        except ConnectionResetError:
            pass
        except (TimeoutError, socket.timeout):
            return None
        finally:
            s.close()
        return got

    def get(self, path, method='GET', timeout=10, **fields):
        lines = ['%s %s HTTP/1.1' % (method, path), 'Host: x'] + ['%s: %s' % (k.replace('_', '-'), v) for k, v in fields.items()]
        return Reply(self.raw('\r\n'.join(lines).encode() + b'\r\n\r\n', timeout))

    def figures(self):
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(10)
        s.connect(self.metrics)
        s.sendall(b'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
        got = b''
        while chunk := s.recv(65536): got += chunk
        return dict(re.findall(r'^habeas_(\S+) (\S+)$', Reply(got).body.decode(), re.M))

    def stop(self, sig=signal.SIGTERM, timeout=40):
        if self.p.poll() is None: self.p.send_signal(sig)
        status = self.p.wait(timeout)
        self.err.seek(0)
        self.log = self.err.read()
        if status < 0 or 'Sanitizer' in self.log or 'runtime error' in self.log: ok('the server ends without a fault', False, status, self.log)
        return status


class Reply:
    def __init__(self, got):
        self.got = got
        head, _, self.body = (got or b'').partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        m = re.match(r'HTTP/1\.1 (\d\d\d) ', lines[0])
        self.status = int(m[1]) if m else 0
        self.fields = {}
        for l in lines[1:]:
            k, _, v = l.partition(':')
            self.fields.setdefault(k.lower(), []).append(v.strip())

    def __getitem__(self, name): return ', '.join(self.fields.get(name.lower(), []))
