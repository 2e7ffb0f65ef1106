"""What the parts of the bench share: running a program, medians, the table, a section of RESULTS.md."""
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(HOME, "build-bench")
HABEAS = os.path.join(BUILD, "habeas")
RESULTS = os.path.join(HOME, "bench", "RESULTS.md")
HEAD = """# Measurements

Made by `script/bench`, a section by each of its parts. Times are medians of runs in turns, whole processes from fork to
exit; the machine is not ours alone, so ratios say more than times. Targets: DESIGN.md § 9 and what was asked of each part.
"""


def build(program):
    """A release, with one of the programs of bench/."""
    if not os.path.exists(os.path.join(BUILD, "build.ninja")):
        subprocess.run(["meson", "setup", BUILD, HOME, "--buildtype=release"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", BUILD, "habeas", "bench/" + program], check=True, stdout=subprocess.DEVNULL)


class Ran:
    """A process that ended: seconds from fork to exit and of CPU, standard output, peak kilobytes. Those begin with this
    program's own 23 MB, which the kernel counts before exec: peak() tells of what is smaller."""

    def __init__(self, args, **more):
        out = tempfile.TemporaryFile()
        start = time.monotonic()
        p = subprocess.Popen(args, stdout=out, **more)
        _, status, usage = os.wait4(p.pid, 0)
        self.wall = time.monotonic() - start
        p.returncode = os.waitstatus_to_exitcode(status)
        if p.returncode:
            sys.exit(f"script/bench: {' '.join(args)} ended with {p.returncode}")
        out.seek(0)
        self.cpu, self.peak, self.out = usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out.read().decode()


def run(*args, **more):
    """Runs a program to its end: (seconds, peak kilobytes, standard output)."""
    r = Ran(args, **more)
    return r.wall, r.peak, r.out


def peak(*args):
    """Peak kilobytes of a program's largest process: started by time(1), which is small itself."""
    with tempfile.NamedTemporaryFile("r") as said:
        Ran(["time", "-f", "%M", "-o", said.name, *args], stderr=subprocess.DEVNULL)
        return int(said.read())


def median(values):
    return statistics.median(values)


def met_text(met):
    return "" if met is None else "yes" if met else "**no**"


def table(head, rows):
    return "".join("| " + " | ".join(map(str, r)) + " |\n" for r in [head, ["---"] * len(head)] + rows)


class Table:
    def __init__(self):
        self.lines = []

    def add(self, what, ours, other="", ratio="", target="", met=None):
        self.lines.append((what, ours, other, ratio, target, met_text(met)))

    def text(self):
        return table(("what", "ours", "beside it", "ratio", "target", "met"), self.lines)


def machine():
    cpu = next((x.split(":")[1].strip() for x in open("/proc/cpuinfo", encoding="utf-8") if x.startswith("model name")), "")
    return f"{cpu or platform.processor()}, {os.cpu_count()} cores, Linux {platform.release()}, " \
           f"SQLite {run('sqlite3', '--version')[2].split()[0]}, load {os.getloadavg()[0]:.1f} at the start"


def section(title, about, text):
    """Puts a section into RESULTS.md in the place of the one with this title, or at the end; the others stay as they are."""
    commit = subprocess.run(["git", "-C", HOME, "describe", "--always", "--dirty"], capture_output=True, text=True,
                            check=False).stdout.strip()
    new = f"## {title}\n\n{time.strftime('%-d %B %Y', time.gmtime())}, at {commit or 'no commit'}. {about}\n\n{text.rstrip()}\n"
    old = open(RESULTS, encoding="utf-8").read() if os.path.exists(RESULTS) else ""
    parts = re.split(r"(?m)^(?=## )", old)[1:]
    parts = [p.rstrip() + "\n" for p in parts]
    at = next((i for i, p in enumerate(parts) if p.startswith(f"## {title}\n")), len(parts))
    parts[at:at + 1] = [new]
    with open(RESULTS, "w", encoding="utf-8") as f:
        f.write("\n".join([HEAD] + parts))
    return new
