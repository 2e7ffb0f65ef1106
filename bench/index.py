"""The Court's index (../shared/data/ecthr/hudoc-index) taken in: rows a second beside sqlite3's .import of the same rows as text and
Python's csv, which reads them and does nothing. Without the data there is nothing to measure."""
import csv
import glob
import gzip
import os
import sys
import tempfile
import time

from measure import BUILD, HABEAS, HOME, Table, build, machine, median, run, section

ROUNDS = 3


def main():
    files = sorted(glob.glob(os.path.join(HOME, "..", "shared", "data", "ecthr", "hudoc-index", "full_gz", "*.csv.gz")))
    if not files:
        print("the Court's index is not there: skipped")
        return
    about, t = machine(), Table()
    build("rows")
    csv.field_size_limit(1 << 30)
    ours, again, floor, read, parsed, rows = [], [], [], [], [], 0
    with tempfile.TemporaryDirectory() as temp:
        plain = []
        for f in files:
            plain.append(os.path.join(temp, os.path.basename(f)[:-3]))
            open(plain[-1], "wb").write(gzip.open(f).read())
        for n in range(ROUNDS):
            register = os.path.join(temp, "r%d" % n)
            run(HABEAS, "init", register)
            ours.append(run(HABEAS, "import", "-r", register, "--map", "hudoc-index", *files, stderr=-3)[0])
            again.append(run(HABEAS, "import", "-r", register, "--map", "hudoc-index", *files, stderr=-3)[0])
            script = "".join(".import --csv %s t%d\n" % (p, i) for i, p in enumerate(plain))
            open(os.path.join(temp, "script"), "w").write(script)
            parsed.append(run(os.path.join(BUILD, "bench", "rows"), *plain)[0])
            floor.append(run("sqlite3", os.path.join(temp, "f%d.db" % n), ".read " + os.path.join(temp, "script"))[0])
            start, rows = time.perf_counter(), 0
            for p in plain:
                with open(p, encoding="utf-8", newline="") as f:
                    rows += sum(1 for _ in csv.reader(f)) - 1
            read.append(time.perf_counter() - start)
    o, a, s, p, c = (rows / median(v) for v in (ours, again, floor, read, parsed))
    t.add("%s rows of the index, read, checked, judgments and applications recorded; sqlite3 .import of all cells" % f"{rows:,}", "%.0f/s" % o, "%.0f/s" % s, "%.2f" % (o / s))
    t.add("the same again, which adds nothing: read, checked and compared", "%.0f/s" % a)
    t.add("parsed alone; python's csv", "%.0f/s" % c, "%.0f/s" % p, "%.2f" % (c / p), "≥ 50,000 rows/s", c >= 50000)
    print(section("The Court's index", f"{about}. Medians of {ROUNDS} runs in turns, whole processes, {len(files)} files, a transaction each.", t.text() + """
The register takes 28,771 judgments with findings, numbers, parties and ECLI, and their applications; .import takes every cell as text into tables
without an index and understands none. The second run reads and checks every row and compares it with what is recorded.
"""))


if __name__ == "__main__":
    sys.exit(main())
