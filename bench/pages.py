"""The public site on the data of generate.py: requests a second, median and 99th percentile (wrk, loopback, one connection after the
other closes as the server wants), beside nginx that serves the same bytes from files and fossil that serves pages like ours from its own
database; and the static edition beside hugo."""
import getpass
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from measure import HABEAS, HOME, Table, build, machine, median, run, section

SECONDS, ROUNDS, PORT, NGINX = 3, 3, 18080, 18081
PAGES = [("home", "/en"), ("a person", "/en/persons/{person}"), ("a list of 50", "/en/persons?citizenship=AF&limit=100"),
         ("a list of 50, sorted", "/en/detentions?country=BY&sort=-since"), ("charts", "/en/charts"), ("search", "/en/search?q=leila+novak")]
WIKI = 2000 # pages of fossil's: fewer than ours, since each is a process to put there


def wrk(url):
    out = subprocess.run(["wrk", "-t1", "-c8", "-d%ds" % SECONDS, "--latency", url], stdout=subprocess.PIPE, text=True, check=True).stdout
    unit = {"us": 1e-3, "ms": 1, "s": 1e3}
    at = {p: float(v) * unit[u] for p, v, u in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", out)}
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), at["50"], at["99"]


def first(url):
    """Milliseconds of one request that nothing has been asked like before."""
    start = time.perf_counter()
    urllib.request.urlopen(url).read()
    return (time.perf_counter() - start) * 1000




def nginx(temp, bodies):
    os.makedirs(temp + "/www")
    for i, body in enumerate(bodies):
        open(f"{temp}/www/{i}.html", "wb").write(body)
    conf = f"""user {getpass.getuser()}; worker_processes 1; daemon off; pid {temp}/pid; error_log {temp}/error; events {{}}
http {{ access_log off; keepalive_timeout 0; types {{ text/html html; }} open_file_cache max=100; sendfile on;
client_body_temp_path {temp}/a; proxy_temp_path {temp}/b; fastcgi_temp_path {temp}/c; uwsgi_temp_path {temp}/d; scgi_temp_path {temp}/e;
server {{ listen 127.0.0.1:{NGINX}; root {temp}/www; }} }}"""
    open(temp + "/conf", "w").write(conf)
    return subprocess.Popen(["nginx", "-p", temp, "-c", temp + "/conf"], stderr=subprocess.DEVNULL)


def fossil(temp):
    """A page of text as long as a person's, a list of fifty and a search, as fossil makes them: each time anew, a process each."""
    repo, port = temp + "/wiki.fossil", 18082
    env = dict(os.environ, HOME=temp, USER="bench")
    say = lambda *args, **more: subprocess.run(["fossil", *args], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, **more)
    say("init", repo)
    with open(temp + "/register.yaml", encoding="ascii") as f:
        text = f.read(WIKI * 2000)
    for i in range(WIKI):
        say("wiki", "create", "Person %d" % i, "-R", repo, "--mimetype", "text/plain", input=text[i * 2000:i * 2000 + 2000].encode())
    for args in (("enable", "w"), ("index", "on")):
        say("fts-config", *args, "-R", repo)
    server = subprocess.Popen(["fossil", "server", repo, "--localhost", "--port", str(port)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = "http://127.0.0.1:%d" % port
    try:
        wait(base + "/wiki?name=Person+7")
        return {name: [wrk(base + address) for _ in range(ROUNDS)] for name, address in
                (("a person", "/wiki?name=Person+7"), ("a list of 50", "/timeline?n=50&y=w"), ("search", "/search?s=novak&y=w"))}
    finally:
        server.terminate()
        server.wait()


def hugo(temp, count):
    """As many pages of one layout, of a text as long as a person's."""
    site = temp + "/hugo"
    os.makedirs(site + "/layouts/_default")
    os.makedirs(site + "/content/persons")
    open(site + "/config.toml", "w").write('baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    open(site + "/layouts/_default/single.html", "w").write(
        "<!doctype html><html lang=en><meta charset=utf-8><title>{{ .Title }}</title><h1>{{ .Title }}</h1><main>{{ .Content }}</main></html>\n")
    open(site + "/layouts/_default/list.html", "w").write("<!doctype html><title>{{ .Title }}</title><p>{{ len .Pages }}</p>\n")
    with open(temp + "/register.yaml", encoding="ascii") as f:
        text = f.read(4000000)
    for i in range(count):
        at = i * 1000 % (len(text) - 2000)
        open("%s/content/persons/p%d.md" % (site, i), "w").write("---\ntitle: Person %d\n---\n%s\n" % (i, text[at:at + 2000].replace("\n", "\n\n")))
    return run("hugo", "--quiet", "-s", site)[0]


def wait(url):
    for _ in range(100):
        try:
            return urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.1)
    sys.exit("%s does not answer" % url)


def served(t, temp, register):
    server = subprocess.Popen([HABEAS, "-r", register, "serve", "--listen", "127.0.0.1:%d" % PORT], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    other = None
    try:
        base = "http://127.0.0.1:%d" % PORT
        wait(base + "/healthz")
        person = subprocess.run([HABEAS, "-r", register, "list", "detentions?country=AF&limit=1", "--format", "json"], stdout=subprocess.PIPE, text=True, check=True).stdout
        entity = re.search(r'"ref":"(detentions/[^"]+)"', person).group(1)
        shown = subprocess.run([HABEAS, "-r", register, "show", entity + "#person", "--format", "json"], stdout=subprocess.PIPE, text=True, check=True).stdout
        slug = re.search(r'"value":"persons/([^"]+)"', shown).group(1)
        pages = [(name, base + address.format(person=slug)) for name, address in PAGES]
        fresh = {name: first(url) for name, url in pages}
        bodies = [urllib.request.urlopen(url).read() for _, url in pages]
        other = nginx(temp, bodies)
        wait("http://127.0.0.1:%d/0.html" % NGINX)
        ours, theirs = {}, {}
        for _ in range(ROUNDS):
            for i, (name, url) in enumerate(pages):
                ours.setdefault(name, []).append(wrk(url))
                theirs.setdefault(name, []).append(wrk("http://127.0.0.1:%d/%d.html" % (NGINX, i)))
        for i, (name, _) in enumerate(pages):
            o, n = ([median([r[k] for r in v[name]]) for k in range(3)] for v in (ours, theirs))
            t.add("%s, %.1f KB, remembered" % (name, len(bodies[i]) / 1024), "%d/s, %.2f / %.2f ms" % tuple(o), "%d/s, %.2f / %.2f ms" % tuple(n),
                  "%.2f" % (o[0] / n[0]), "≥ 2,000/s" if name == "a person" else "", o[0] >= 2000 if name == "a person" else None)
        for name, rounds in fossil(temp).items():
            o, n = ([median([r[k] for r in v]) for k in range(3)] for v in (ours[name], rounds))
            t.add("%s, beside fossil's" % name, "%d/s, %.2f / %.2f ms" % tuple(o), "%d/s, %.2f / %.2f ms" % tuple(n), "%.0f" % (o[0] / n[0]))
        for name, _ in pages:
            t.add("%s, the first time" % name, "%.1f ms" % fresh[name], "", "", "", None)
    finally:
        for p in (server, other):
            if p:
                p.send_signal(signal.SIGTERM)
                p.wait()


def edition(t, temp):
    small = temp + "/small"
    os.makedirs(small)
    run(sys.executable, os.path.join(HOME, "bench", "generate.py"), small, "9000")
    subprocess.run([HABEAS, "init", small + "/r"], stdout=subprocess.DEVNULL, check=True)
    subprocess.run([HABEAS, "-r", small + "/r", "load", small + "/register.yaml"], stdout=subprocess.DEVNULL, check=True)
    start = time.perf_counter()
    subprocess.run([HABEAS, "-r", small + "/r", "publish", small + "/site"], stdout=subprocess.DEVNULL, check=True)
    whole = time.perf_counter() - start
    count = sum(f.endswith(".html") for _, _, files in os.walk(small + "/site") for f in files)
    one = re.search(r"^  (p[^:]*|[a-z][a-z0-9-]*):", open(small + "/register.yaml", encoding="utf-8").read().split("persons:")[1], re.M).group(1)
    changes = []
    for n in range(3):
        open(small + "/one.yaml", "w").write("sources: {bench-new: {title: New}}\npersons:\n  %s: {source: bench-new, identifier: X%d}\n" % (one, n))
        subprocess.run([HABEAS, "-r", small + "/r", "load", small + "/one.yaml"], stdout=subprocess.DEVNULL, check=True)
        os.sync()
        changes.append(run(HABEAS, "-r", small + "/r", "publish", small + "/site")[0])
    change = median(changes)
    other = hugo(temp, count)
    t.add("static edition of %s pages in five languages, and as many other files as go with them; hugo, as many pages" % f"{count:,}", "%.1f s" % whole,
          "%.1f s" % other, "%.2f" % (whole / other), "100,000 pages ≤ 60 s", whole * 100000 / count <= 60)
    t.add("the edition after one changed fact", "%.1f s" % change, "", "", "≤ 1 s", change <= 1)


def main():
    t, where = Table(), machine()
    build("bench")
    with tempfile.TemporaryDirectory() as temp:
        run(sys.executable, os.path.join(HOME, "bench", "generate.py"), temp, "100000")
        register = temp + "/r"
        subprocess.run([HABEAS, "init", register], stdout=subprocess.DEVNULL, check=True)
        subprocess.run([HABEAS, "-r", register, "load", temp + "/register.yaml"], stdout=subprocess.DEVNULL, check=True)
        served(t, temp, register)
        edition(t, temp)
    text = t.text() + """
Figures of served pages: requests a second, median / 99th percentile, 8 connections of wrk, one request each (the server closes after an
answer, and so does nginx here); beside it nginx with one worker and the same bytes as files. "Remembered" pages come out of the server's
cache until the register changes; "the first time" is one request by itself. Fossil
makes its page anew each time, in a process of its own, from 2,000 wiki pages of the same text; it keeps nothing, as ours does only for "the first
time". Hugo reads as many Markdown files of 2 KB and sets them in one small layout: no languages, no feeds, no data beside, no links.
"""
    print(section("The site", f"{where}. {ROUNDS} rounds of {SECONDS} s each.", text))
