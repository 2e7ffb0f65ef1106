"""The letter as PDF: whole processes and in process, beside WeasyPrint, typst and LibreOffice, and with many signatories.

All get the same words, from the HTML that habeas writes (page.py), on the same measure and in the same fonts, tagged where
they can. The whole part takes its runs in turns: each round runs every tool.
"""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import page
from measure import BUILD, HABEAS, HOME, Ran, build, machine, median, met_text, peak, section, table
from signatories import with_signatories

LETTER = os.path.join(HOME, "demo", "letters", "2018-07-18-corrected.en.md")
FONTS = ["/usr/share/fonts/truetype/gentiumplus/GentiumPlus-" + x for x in
         ("Regular.ttf", "Bold.ttf", "Italic.ttf", "BoldItalic.ttf")] + ["/usr/share/fonts/opentype/inter/Inter-" + x for x in
                                                                         ("Regular.otf", "Bold.otf", "SemiBold.otf")]
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
EXPORT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},"SelectPdfVersion":{"type":"long","value":"2"}}'
ROUNDS, OURS_A_ROUND, LOOPS = 9, 5, 15
TYPST = os.path.join(BUILD, "typst")
TYPST_COMMAND = os.path.join(TYPST, "node_modules", "@typst-community", "typst-linux-x64", ".typst", "bin", "typst")


def rivals():
    """Those that are installed; of the others it says that they are left out."""
    typst_module = os.path.join(TYPST, "node_modules", "@myriaddreamin", "typst-ts-node-compiler")
    wanted = {"typst, node module": shutil.which("node") and os.path.exists(typst_module), "typst, command": os.path.exists(TYPST_COMMAND),
              "WeasyPrint": shutil.which("weasyprint"), "LibreOffice": shutil.which("soffice")}
    for name in (n for n, there in wanted.items() if not there):
        print(f"script/bench: {name} is not installed and is left out; script/bootstrap --bench installs it", file=sys.stderr)
    if wanted["typst, node module"]:
        shutil.copy(os.path.join(HOME, "bench", "typst", "typst.mjs"), TYPST)
    return [n for n, there in wanted.items() if there]


def is_there(there, tool):
    return any(tool.startswith(x) for x in there + ["habeas"])


class Place:
    """The temporary folder: the demo's register, the letters in every form, fonts of their own."""

    def __init__(self, temp):
        self.temp = temp
        self.register = self.path("register")
        self.run(HABEAS, "init", self.register, "--demo")
        os.mkdir(self.path("fonts"))
        for f in FONTS:
            os.symlink(f, self.path("fonts", os.path.basename(f)))
        self.write("fonts.conf", FONTCONFIG.format(fonts=self.path("fonts"), cache=self.path("cache")))
        self.own_fonts = dict(os.environ, FONTCONFIG_FILE=self.path("fonts.conf"))
        with open(LETTER, encoding="utf-8") as f:
            self.letter = f.read()

    def path(self, *names):
        return os.path.join(self.temp, *names)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def run(self, *args, **more):
        return Ran(args, stderr=subprocess.DEVNULL, **more)

    def letter_command(self, name, form):
        return [HABEAS, "-r", self.register, "letter", self.path(name + ".md"), "-o", self.path(f"{name}.{form}")]

    def ours(self, name, form):
        return self.run(*self.letter_command(name, form))

    def forms(self, name, sources):
        """NAME.md with facts put as `sources` says, and of it what the other tools read; and with marks, for the loops."""
        self.write(name + ".md", re.sub(r"(?m)^sources:.*", "sources: " + sources, self.letter))
        self.ours(name, "html")
        with open(self.path(name + ".html"), encoding="utf-8") as f:
            html = f.read()
        for end, text in (("", html), ("-marked", page.marked(html))):
            self.write(f"{name}{end}.page.html", page.print_html(text))
            self.write(f"{name}{end}.typ", page.typst(text))
        self.write(name + ".0.10.typ", page.typst(html, "0.10"))


# ---- whole processes

def whole_tools(p, name):
    """What is compared: its name, and what runs it once and makes OUT."""
    html, typ, fonts = p.path(name + ".page.html"), p.path(name + ".typ"), p.path("fonts")
    office = ["soffice", "-env:UserInstallation=file://" + p.path("office"), "--headless", "--infilter=HTML (StarWriter)",
              "--convert-to", EXPORT, "--outdir", p.path("office-out"), html]
    node = ["node", os.path.join(TYPST, "typst.mjs"), typ, p.path("typst.pdf"), fonts]
    weasy = ["weasyprint", "-q", "--pdf-variant", "pdf/ua-1", html, p.path("weasy.pdf")]
    old = [TYPST_COMMAND, "compile", "--font-path", fonts, p.path(name + ".0.10.typ"), p.path("typst-0.10.pdf")]
    return [
        ("habeas", p.letter_command(name, "pdf"), None, name + ".pdf"),
        ("typst, node module", node, None, "typst.pdf"),
        ("typst, node module, only these fonts to look through", node, p.own_fonts, "typst.pdf"),
        ("typst, command", old, None, "typst-0.10.pdf"),
        ("WeasyPrint", weasy, None, "weasy.pdf"),
        ("WeasyPrint, only these fonts to look through", weasy, p.own_fonts, "weasy.pdf"),
        ("LibreOffice, headless", office, None, "office-out/" + os.path.basename(html)[:-5] + ".pdf"),
    ]


def family_peak(args):
    """Peak kilobytes of a program and all that it starts, shared pages counted once; asked for every few milliseconds."""
    p = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    most = 0
    while p.poll() is None:
        now = 0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
                    if int(f.read().rpartition(")")[2].split()[3]) != p.pid:
                        continue
                with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
                    now += int(re.search(r"(?m)^Pss: +(\d+)", f.read())[1])
            except (OSError, TypeError):
                pass
        most = max(most, now)
        time.sleep(0.005)
    return most


def about_pdf(path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=False).stdout
    words = len(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=False).stdout.split())
    field = dict(re.findall(r"(?m)^([^:\n]+): +(.*)$", info))
    return field["Pages"], field["Tagged"], words, os.path.getsize(path) / 1024


def whole(p, there, name, only=None):
    tools = [t for t in whole_tools(p, name) if is_there(there, t[0]) and (not only or t[0] in only)]
    ran = {t[0]: [] for t in tools}
    for i in range(-1, ROUNDS):  # the first is not counted: profiles and caches are made
        for what, args, env, _ in tools:
            for _ in range(OURS_A_ROUND if what == "habeas" else 1):
                r = p.run(*args, env=env)
                if i >= 0:
                    ran[what].append(r)
    rows, wall = [], {what: median(r.wall for r in rs) * 1000 for what, rs in ran.items()}
    for what, args, _, out in tools:
        kilobytes = family_peak(args) if what.startswith("LibreOffice") else peak(*args)
        pages, tagged, words, kb = about_pdf(p.path(*out.split("/")))
        rows.append((what, f"{wall[what]:.1f}", f"{wall[what] / wall['habeas']:.1f}", f"{median(r.cpu for r in ran[what]) * 1000:.1f}",
                     f"{kilobytes / 1024:.1f}", f"{kb:.0f}", pages, words, tagged))
    return wall, table(("tool", "wall, ms", "× ours", "CPU, ms", "peak, MB", "file, KB", "pages", "words", "tagged"), rows)


# ---- in process

class Loop:
    """A program that makes the letter once for every line that it is sent, and says how long it took."""

    def __init__(self, args, env=None):
        self.p = subprocess.Popen(args, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def once(self, line):
        self.p.stdin.write(line + "\n")
        self.p.stdin.flush()
        answer = self.p.stdout.readline().split()
        if not answer:
            sys.exit(f"script/bench: {self.p.args} ended early")
        return [float(x) for x in answer]

    def close(self):
        self.p.stdin.close()
        _, _, usage = os.wait4(self.p.pid, 0)
        self.p.returncode = 0
        return usage.ru_maxrss


def loops(p, there, name):
    def ours():
        return Loop([os.path.join(BUILD, "bench", "letter"), p.register, p.path(name + ".md")])

    def typst():
        return Loop(["node", os.path.join(TYPST, "typst.mjs"), "--loop", p.path(name + "-marked.typ"), p.path("fonts")])

    def weasy():
        with open(shutil.which("weasyprint"), encoding="utf-8") as f:
            python = f.readline()[2:].strip()
        return Loop([python, os.path.join(HOME, "bench", "weasy.py"), p.path(name + "-marked.page.html")])

    all_loops = [("habeas: read, checked, PDF", ours, True, 0), ("habeas: PDF alone", ours, True, 1),
                 ("typst, node module, every paragraph changed", typst, True, 0),
                 ("typst, node module, the same text again (remembered)", typst, False, 0), ("WeasyPrint", weasy, True, 0)]
    all_loops = [(what, start(), *rest) for what, start, *rest in all_loops if is_there(there, what)]
    times = {what: [] for what, *_ in all_loops}
    for i in range(-2, LOOPS):
        for what, loop, changed, column in all_loops:
            us = loop.once(f" {i + 17}" if changed else "")[column]
            if i >= 0:
                times[what].append(us / 1000)
    rows, ms = [], {what: median(v) for what, v in times.items()}
    for what, loop, *_ in all_loops:
        rows.append((what, f"{ms[what]:.2f}", f"{ms[what] / ms['habeas: read, checked, PDF']:.2f}", f"{loop.close() / 1024:.1f}"))
    return ms, table(("in process", "ms a letter", "× ours", "peak of the process, MB"), rows)


# ---- many signatories

def signatories(p):
    rows, result = [], {}
    counts = (2, 30, 200, 5000)
    ran = {n: {form: [] for form in ("pdf", "html", "txt")} for n in counts}
    for n in counts:
        p.write(f"s{n}.md", with_signatories(p.letter, n))
    for i in range(-1, ROUNDS):
        for n in counts:
            for form, rs in ran[n].items():
                r = p.ours(f"s{n}", form)
                if i >= 0:
                    rs.append(r)
    for n in counts:
        wall = {form: median(r.wall for r in rs) * 1000 for form, rs in ran[n].items()}
        most = peak(*p.letter_command(f"s{n}", "pdf")) / 1024
        pages, _, _, kb = about_pdf(p.path(f"s{n}.pdf"))
        result[n] = (wall["pdf"], most, sum(wall.values()))
        rows.append((f"{n:,}", f"{wall['pdf']:.1f}", f"{median(r.cpu for r in ran[n]['pdf']) * 1000:.1f}", f"{most:.1f}", pages,
                     f"{kb:.0f}", f"{wall['html']:.1f}", f"{wall['txt']:.1f}", f"{sum(wall.values()):.1f}"))
    head = ("signatories", "PDF, ms", "CPU, ms", "peak, MB", "pages", "file, KB", "HTML, ms", "text, ms", "the three, ms")
    return result, table(head, rows)


def commands(p, name):
    """What else is done with a letter, and what starting alone takes."""
    letter = p.path(name + ".md")
    things = [("start alone: `habeas version`", ["version"]), ("`check`", ["-r", p.register, "check", letter]),
              ("`suggest`", ["-r", p.register, "suggest", letter])]
    things = [(what, [HABEAS, *args]) for what, args in things]
    things += [(f"`letter` as {end}", p.letter_command(name, end)) for end in ("html", "txt", "json")]
    ran = {what: [] for what, _ in things}
    for i in range(-1, ROUNDS * OURS_A_ROUND):
        for what, args in things:
            r = p.run(*args)
            if i >= 0:
                ran[what].append(r.wall * 1000)
    return table(("command", "wall, ms", "peak, MB"),
                 [(what, f"{median(ran[what]):.1f}", f"{peak(*args) / 1024:.1f}") for what, args in things])


def same_bytes(p, name):
    digests = set()
    for _ in range(2):
        p.ours(name, "pdf")
        with open(p.path(name + ".pdf"), "rb") as f:
            digests.add(hashlib.sha256(f.read()).digest())
    return len(digests) == 1


def targets(wall, many, same):
    def row(what, is_, target, met):
        return what, is_, target, met_text(met)

    def beside(what, tool, least=None):
        if tool not in wall:
            return row(what, "not measured", f"≥ {least} ×" if least else "", None)
        ratio = wall[tool] / ours
        return row(what, f"{ratio:.1f} ×", f"≥ {least} ×" if least else "", ratio >= least if least else None)

    ours = wall["habeas"]
    return table(("what", "is", "target", "met"), [
        row("the 2-page letter as PDF, whole process", f"{ours:.1f} ms", "≤ 12 ms", ours <= 12),
        beside("the same beside typst as a process", "typst, node module", 20),
        beside("… which has only the letter's fonts to look through", "typst, node module, only these fonts to look through"),
        beside("… the command, an older version", "typst, command"),
        beside("the same beside WeasyPrint", "WeasyPrint", 75),
        beside("… which has only the letter's fonts to look through", "WeasyPrint, only these fonts to look through"),
        beside("the same beside LibreOffice", "LibreOffice, headless"),
        row("HTML, text and PDF with 200 signatories, three processes", f"{many[200][2]:.1f} ms", "≤ 50 ms", many[200][2] <= 50),
        row("PDF with 5,000 signatories, whole process", f"{many[5000][0]:.0f} ms", "≤ 600 ms", many[5000][0] <= 600),
        row("peak memory of that", f"{many[5000][1]:.0f} MB", "< 150 MB", many[5000][1] < 150),
        row("the same PDF twice, 2 and 5,000 signatories", "the same bytes" if same else "other bytes", "the same bytes", same),
    ])


UNLIKE = """What is not alike: typst's node module starts node ({node} of it); typst's command is of an older version, has no tags and takes no
standard; LibreOffice hyphenates nothing here, reads the HTML as a word processor does and sets looser lines; WeasyPrint and
typst break lines and number pages as they do, without the outline and the code for a short link that habeas sets; habeas
reads its letter from Markdown, opens the register and checks every claim, the others get finished text. In process the
others' text is changed at the end of each paragraph for every run, since typst remembers; habeas remembers nothing between
letters but the open register. LibreOffice's memory is that of all its processes. Fonts: Gentium Plus and Inter for all; typst and WeasyPrint look through all fonts of the machine ({fonts}) unless told not to.
The letter is the demo's; signatories are synthetic (`bench/signatories.py`)."""


def versions(there):
    ask = {"WeasyPrint": ["weasyprint", "--version"], "LibreOffice": ["soffice", "--version"], "typst, command": [TYPST_COMMAND, "--version"]}
    said = [Ran(ask[x]).out.strip().split("\n")[0] for x in there if x in ask]
    return "; ".join(said + ["typst's node module is 0.14.2"] * ("typst, node module" in there))


def main():
    where, there = machine(), rivals()
    build("letter")
    with tempfile.TemporaryDirectory() as temp:
        p = Place(temp)
        p.forms("two", "links")
        p.forms("annex", "annex")
        wall, whole_text = whole(p, there, "two")
        _, annex_text = whole(p, there, "annex", ("habeas", "typst, node module", "WeasyPrint"))
        _, loop_text = loops(p, there, "two")
        many, many_text = signatories(p)
        same = same_bytes(p, "s2") and same_bytes(p, "s5000")
        command_text = commands(p, "two")
        node = f"{median(p.run('node', '-e', '0').wall for _ in range(ROUNDS)) * 1000:.0f} ms" if shutil.which("node") else "much"
    fonts = len(Ran(["fc-list"]).out.splitlines()) if shutil.which("fc-list") else "not counted"
    about = f"{where}. {ROUNDS} rounds of whole processes, {LOOPS} in process. {versions(there)}"
    text = "\n".join([
        targets(wall, many, same), "Whole processes, the demo letter on 2 pages (`sources: links`):\n", whole_text,
        "The same letter with its annex of facts and sources (`sources: annex`):\n", annex_text,
        "Other commands on that letter, whole processes:\n", command_text,
        "In process, the 2-page letter:\n", loop_text, "With signatories, whole processes, facts in the annex:\n", many_text,
        UNLIKE.format(node=node, fonts=fonts)])
    print(section("The letter", about, text))
