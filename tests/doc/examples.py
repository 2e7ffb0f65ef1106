#!/usr/bin/env python3
"""Executes the examples of the documents it is given and compares what they show.

    examples.py WORK FILE…      prints TAP

An example is a block ```console in Markdown, or .Dl and .Bd -literal in mdoc, whose first line begins with "$ ".
Lines that begin with "> " go on with the command above. All other lines are what the command prints, to both
outputs; "…" stands for anything: on a line of its own for any lines, inside a line for the rest that differs.
A command that shows nothing must succeed (exit 0); one that shows something may also find faults (exit 1), but
never fail (exit 2), unless it says so in its last line: "# exit 2". A block is one shell; a document is one folder,
a fresh copy of WORK, where out/register is the demo register, HABEAS_REGISTER names it, and habeas is in the PATH.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

MARK = "\x1e"
failed = count = 0


def tap(good, name, why=""):
    global failed, count
    count += 1
    failed += not good
    print(("ok" if good else "not ok") + f" - {name}")
    for line in why.splitlines() if not good else []:
        print("# " + line)


def unmdoc(line):
    line = line.replace("\\&", "").replace("\\-", "-").replace("\\(aq", "'").replace("\\(dq", '"').replace("\\(ha", "^")
    return line.replace("\\(ti", "~").replace("\\e", "\\")


def blocks(path):
    """(number of the first line, lines) of every example."""
    lines = open(path, encoding="utf-8").read().split("\n")
    mdoc = not path.endswith(".md")
    i = 0
    while i < len(lines):
        line, start = lines[i], i + 1
        i += 1
        if mdoc and line.startswith(".Dl $ "):
            yield start, [unmdoc(line[4:])]
        opens = line.startswith(".Bd -literal") if mdoc else re.match(r"\s*```console\s*$", line)
        if not opens:
            continue
        body, indent = [], len(line) - len(line.lstrip())
        while i < len(lines) and not (lines[i].startswith(".Ed") if mdoc else lines[i].strip() == "```"):
            body.append(unmdoc(lines[i]) if mdoc else lines[i][indent:])
            i += 1
        if body and body[0].startswith("$ "):
            yield start, body


def commands(body):
    """(command, lines it shows, exit it names or None)"""
    out = []
    for line in body:
        if line.startswith("$ "):
            out.append([line[2:], [], None])
        elif line.startswith("> ") and not out[-1][1]:
            out[-1][0] += "\n" + line[2:]
        elif line.startswith("# exit "):
            out[-1][2] = int(line[7:])
        else:
            out[-1][1].append(line)
    return out


def pattern(shown):
    parts = []
    for line in shown:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append("[^\n]*".join(re.escape(p) for p in line.rstrip().split("…")) + r"[^\S\n]*\n")
    return "".join(parts)


def run(body, cwd):
    script = "".join(f"{c}\nprintf '{MARK}%d\\n' $?\n" for c, _, _ in commands(body))
    done = subprocess.run(["bash", "-c", script], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120, encoding="utf-8")
    pieces = re.split(MARK + r"(\d+)\n", done.stdout)
    return list(zip(pieces[0::2], map(int, pieces[1::2])))


def check(name, line, body, cwd):
    results = run(body, cwd)
    for n, (command, shown, code) in enumerate(commands(body)):
        what = f"{name}:{line}: {command.splitlines()[0]}"
        if n >= len(results):
            tap(False, what, "the shell ended before it")
            continue
        got, status = results[n]
        while shown and not shown[-1].strip():
            shown.pop()
        if code is not None:
            good = status == code
        else:
            good = status == 0 or (status == 1 and bool(shown))
        fits = not shown or re.fullmatch(pattern(shown), got)
        tap(good and bool(fits), what, f"exit {status}\nshown:\n" + "\n".join(shown) + "\nprinted:\n" + got)


def main():
    work, files = sys.argv[1], sys.argv[2:]
    root = os.environ["ROOT"]
    for path in files:
        name = os.path.relpath(path, root)
        with tempfile.TemporaryDirectory() as tmp:
            cwd = os.path.join(tmp, "w")
            shutil.copytree(work, cwd, symlinks=True)
            os.environ["HABEAS_REGISTER"] = "out/register"
            for line, body in blocks(path):
                check(name, line, body, cwd)
    print(f"1..{count}")
    sys.exit(failed > 0)


main()
