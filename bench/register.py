"""The register: loading, reading in process, whole commands, on the data of generate.py."""
import os
import shutil
import subprocess
import sys
import tempfile

from measure import BUILD, HABEAS, HOME, Table, build, machine, median, peak, run, section

BENCH = os.path.join(BUILD, "bench", "bench")
LOADS, RUNS, ROUNDS = 3, 9, 9

IMPORT = """PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
CREATE TABLE st(id INTEGER PRIMARY KEY, prop, value, hi, body, lang, qual, source, flags, vis, tx, gone, mark);
CREATE INDEX st_now ON st(prop, value, hi, vis, tx, flags) WHERE gone = '';
CREATE INDEX st_past ON st(prop, value, hi, vis, tx, gone, flags) WHERE gone <> '';
.import --csv {rows} st
PRAGMA wal_checkpoint(TRUNCATE);
"""


def load_once(temp, file, fresh):
    register = os.path.join(temp, "register")
    if fresh:
        shutil.rmtree(register, ignore_errors=True)
        run(HABEAS, "init", register)
    return run(HABEAS, "-r", register, "load", os.path.join(temp, file))


def import_once(temp, rows):
    db = os.path.join(temp, "import.db")
    for end in ("", "-wal", "-shm"):
        if os.path.exists(db + end):
            os.unlink(db + end)
    script = os.path.join(temp, "import.sql")
    with open(script, "w", encoding="ascii") as f:
        f.write(IMPORT.format(rows=os.path.join(temp, rows)))
    with open(script, encoding="ascii") as f:
        return run("sqlite3", db, stdin=f)[0], os.path.getsize(db)


def loads(t, temp, statements):
    ours, texts, ints, most, other_size = [], [], [], 0, 0
    for _ in range(LOADS):
        seconds, most, _ = load_once(temp, "register.yaml", True)
        ours.append(seconds)
        seconds, other_size = import_once(temp, "rows.csv")
        texts.append(seconds)
        db = os.path.join(temp, "register", "register.db")
        with open(os.path.join(temp, "numbers.csv"), "wb") as f:
            subprocess.run(["sqlite3", "-readonly", "-csv", db, "SELECT * FROM st"], stdout=f, check=True)
        ints.append(import_once(temp, "numbers.csv")[0])
    rate, text_rate, int_rate = (statements / median(v) for v in (ours, texts, ints))
    t.add("`habeas load` of YAML: read, checked, hashed, recorded; beside it `sqlite3 .import` of the same rows as text, two indexes",
          f"{rate:,.0f} statements/s", f"{text_rate:,.0f}/s", f"{rate / text_rate:.2f}", "≥ 50,000/s", rate >= 50000)
    t.add("the same; beside it `.import` of the rows of `st` as they are stored (numbers)", f"{rate:,.0f} statements/s",
          f"{int_rate:,.0f}/s", f"{rate / int_rate:.2f}")
    t.add("peak memory of that load", f"{most / 1024:.0f} MB")
    size = os.path.getsize(os.path.join(temp, "register", "register.db"))
    t.add("size a statement, all tables; beside it the imported text table", f"{size / statements:.0f} bytes",
          f"{other_size / statements:.0f}", f"{size / other_size:.2f}")
    seconds = load_once(temp, "corrections.yaml", False)[0]
    t.add("load of 20,000 corrected dates", f"{seconds * 1000:.0f} ms")


NAMES = [  # of bench.c: key, what, what is beside it, target of ours in us, target of the ratio
    ("read", "an entity's statements, in process; beside it the same rows by bare SQL", 1000, None),
    ("page", "a person page's data in process: statements, all that refers to it, their labels", 1000, None),
    ("list-1", "filtered list: `persons?citizenship=BY&occupation=editor` (39, with labels)", 3000, None),
    ("list-2", "`persons?citizenship=AF&limit=100` (100 of 13,000)", 3000, None),
    ("list-3", "`persons?detentions.country=BY&detentions.at=2015-06-30&limit=100` (100 of 557)", 3000, None),
    ("list-4", "`detentions?country=AF&at=2015-06-30&limit=100` (100 of 5,500, by date)", None, None),
    ("list-5", "`detentions?kind=remand&sort=since&limit=100` (100 of 12,000, by date)", 3000, None),
    ("count-AF", "`persons?detentions.country=AF&detentions.at=2015-06-30`, 5,486; beside it the best bare SQL", None, 1.2),
    ("count-BY", "the same, BY: 557", None, 1.2),
    ("count-TJ", "the same, TJ: 99", None, 1.2),
    ("past-count", "the count of AF known before the corrections; beside it now", None, 1.5),
    ("past-list", "list-3 known before the corrections; beside it now", None, 1.5),
    ("past-all", "`detentions?country=BY&at=2015-06-30`, all; known before; beside it now", None, 1.5),
]


def time_text(us):
    return f"{us:.1f} µs" if us < 1000 else f"{us / 1000:.2f} ms"


def in_process(t, temp):
    result = {}
    for line in run(BENCH, os.path.join(temp, "register"), str(ROUNDS))[2].splitlines():
        key, ours, other = line.split("\t")
        result[key] = (float(ours), None if other == "-" else float(other))
    for key, what, most, most_ratio in NAMES:
        ours, other = result[key]
        ratio = ours / other if other else None
        target = f"≤ {time_text(most)}" if most else f"≤ {most_ratio} ×" if most_ratio else ""
        met = ours <= most if most else ratio <= most_ratio if most_ratio else None
        t.add(what, time_text(ours), time_text(other) if other else "", f"{ratio:.2f}" if ratio else "", target, met)


def processes(t, temp):
    register = os.path.join(temp, "register")
    person = run(HABEAS, "-r", register, "list", "persons?citizenship=BY&limit=1", "--format", "csv")[2].splitlines()[1].split(',')[0].strip('"')
    things = [("`habeas help`, whole process", ["help"], 50), ("`list` of one, whole process", ["list", person], 50),
              ("`show` of a person, whole process", ["show", person], 50),
              ("`verify`, whole process", ["verify"], None)]
    times = {w: [] for w, _, _ in things}
    for i in range(RUNS):
        for what, args, _ in things:
            if args == ["verify"] and i >= LOADS:
                continue
            times[what].append(run(HABEAS, "-r", register, *args)[0] * 1000)
    for what, _, most in things:
        ms = median(times[what])
        t.add(what, f"{ms:.1f} ms", "", "", f"≤ {most} ms" if most else "", ms <= most if most else None)
    mb = peak(HABEAS, "-r", register, *things[2][1]) / 1024
    t.add("peak memory of that `show`", f"{mb:.1f} MB", "", "", "≤ 20 MB", mb <= 20)


def binary(t, temp):
    stripped = os.path.join(temp, "stripped")
    subprocess.run(["strip", "-o", stripped, HABEAS], check=True)
    mb = os.path.getsize(stripped) / 1e6
    t.add("binary, stripped", f"{mb:.2f} MB", "", "", "≤ 8 MB", mb <= 8)


def main(persons=None):
    t, where = Table(), machine()
    build("bench")
    with tempfile.TemporaryDirectory() as temp:
        mix = run(sys.executable, os.path.join(HOME, "bench", "generate.py"), temp, str(persons or 100000))[2]
        loads(t, temp, int(mix.split()[0]))
        in_process(t, temp)
        processes(t, temp)
    with tempfile.TemporaryDirectory() as temp:
        binary(t, temp)
    mix = mix.rstrip().replace("\n   ", "\n    ")
    text = f"{t.text()}\nThe data is synthetic (`bench/generate.py`) and describes nobody: {mix}"
    if persons:
        print(text)
    else:
        print(section("The register", f"{where}. {LOADS} loads, {RUNS} processes, {ROUNDS} rounds in process.", text))
