"""Search: the register of generate.py with names in other scripts and summaries, a query of each kind.

The other names are those of the persons themselves, letter by letter in Cyrillic, Georgian, Armenian and Arabic, and for Chinese
three characters drawn from twenty; the summaries are put together from twenty words. All of it is synthetic.
"""
import os
import random
import subprocess
import sys
import tempfile

from measure import BUILD, HABEAS, HOME, Ran, Table, build, machine, median, run, section

LATIN = "abcdefghijklmnopqrstuvwxyz"
SCRIPTS = {"ru": "абцдефгхижклмнопкрстуввксиз", "ka": "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ", "hy": "աբցդեֆգհիջկլմնոպքրստուվխյզ",
           "ar": "ابتدهفغحيجكلمنوبقرسطعثخشيز"}
HAN = "王李张刘陈杨黄赵吴周明华丽伟芳娜敏静强磊"
WORDS = "peaceful opposition newspaper protest arrested court defence appeal family prison hunger strike released charge " \
        "witness border editor trial sentence hearing".split()
QUERIES = [("a surname", "novak"), ("given name and surname", "leila novak"), ("a beginning", "nova*"), ("with diacritics", "Lëïla Nóvák"),
           ("Cyrillic", "новак"), ("Georgian", "ნოვაკ"), ("Armenian", "նովակ"), ("Arabic, vocalised", "نَوثاك"), ("Chinese, a part of the name", "明华"),
           ("two words of summaries", "newspaper witness"), ("a phrase", '"hunger strike"'), ("name and word of a summary", "novak editor"),
           ("a word of a third of the summaries", "prison"), ("a name mistyped", "nowakk"), ("nothing near", "qqqxyz")]


def other_names(temp):
    rng = random.Random(20261124)
    slugs, names, at = [], [], False
    with open(os.path.join(temp, "register.yaml"), encoding="ascii") as f:
        for line in f:
            if not line.startswith(" "):
                at = line.startswith("persons:")
            elif at and line.startswith("  ") and line[2] != " ":
                slugs.append(line.strip(" :\n"))
            elif at and line.startswith("    name: "):
                names.append(line[10:].strip())
    with open(os.path.join(temp, "other.yaml"), "w", encoding="utf-8") as f:
        f.write("# Synthetic: made by bench/search.py for measuring. It describes no real person.\npersons:\n")
        for slug, name in zip(slugs, names):
            f.write(f"  {slug}:\n    source: report-01\n")
            kind = rng.choice(["", "", "zh"] + list(SCRIPTS))
            if kind == "zh":
                f.write(f"    name: {{value: {''.join(rng.choices(HAN, k=3))}, lang: zh}}\n")
            elif kind:
                table = str.maketrans(dict(zip(LATIN, SCRIPTS[kind])))
                f.write(f"    name: {{value: {name.lower().translate(table)}, lang: {kind}}}\n")
            if rng.random() < 0.5:
                f.write(f"    summary: {{value: {' '.join(rng.choices(WORDS, k=8))}, lang: en}}\n")


def main():
    about = machine()
    build("find")
    t = Table()
    with tempfile.TemporaryDirectory() as temp:
        run(sys.executable, os.path.join(HOME, "bench", "generate.py"), temp, "100000")
        other_names(temp)
        register = os.path.join(temp, "register")
        run(HABEAS, "init", register)
        for name in ("register.yaml", "other.yaml"):
            run(HABEAS, "-r", register, "load", os.path.join(temp, name))
        out = run(os.path.join(BUILD, "bench", "find"), register, *(q for _, q in QUERIES))[2]
        for (what, _), line in zip(QUERIES, out.splitlines()):
            found, find, _, page, slow, query = line.split(" ", 5)
            t.add(f"{what}: `{query}`", f"{int(find) / 1000:.2f} ms", f"{int(page) / 1000:.2f} ms", f"{int(slow) / 1000:.2f} ms",
                  f"{int(found):,}", int(find) <= 10000)
        whole = median([Ran([HABEAS, "-r", register, "find", "leila", "novak"], stderr=subprocess.DEVNULL).wall for _ in range(9)])
    text = t.text().replace("| what | ours | beside it | ratio | target | met |", "| query | found in | the page | its 99th percentile | hits | ≤ 10 ms |")
    text += f"\nMedians of 101, in process; the page has twenty results with their passages. `habeas find leila novak`, a whole process: {whole * 1000:.1f} ms."
    print(section("Search", about + " 100,000 persons.", text))
