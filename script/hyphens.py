#!/usr/bin/env python3
"""Compiles hyphenation patterns to a C table: hyphens.py OUTPUT.c LANGUAGE=FILE.dic…

FILE is one of Debian's hyphen-* packages, in libhyphen's format: the first line names the encoding; then patterns, one a line
(letters with digits between them; a dot is the word's end), comments (% #) and commands in capitals. Patterns before NEXTLEVEL
are of compounds; those behind it are of their parts.

Each level becomes the minimal automaton of its patterns, nodes in arrays:

    first[n] … first[n+1]-1   the edges of node n: letter << 24 | node
    value[n]                  where the digits of the pattern that ends here begin in `digits`: skipped, count, digits…; 0 none

Patterns that change the spelling (Schiff-fahrt) only forbid: the text is never altered."""
import sys

COMMANDS = ("LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN", "NOHYPHEN")


def encoding(name):
    name = name.strip().lower()
    return "iso-" + name[3:] if name.startswith("iso8859") else name.replace("microsoft-cp", "cp")


def pattern(text):
    """'.ab4i' → ('.abi', [0, 0, 0, 4, 0])"""
    text, _, change = text.partition("/")
    letters, digits = "", [0]
    for c in text:
        if c.isdigit():
            digits[-1] = int(c)
        else:
            letters += c.lower() if c != "İ" else c
            digits.append(0)
    if change:
        digits = [d + 1 if d % 2 else d for d in digits]
    return letters.replace("’", "'"), digits


def exception(word):
    """'узу-фрукт' → ('.узуфрукт.', digits that say where it is divided and where not)"""
    letters, digits = ".", [0, 0]
    for c in word:
        if c == "-":
            digits[-1] = 9
        else:
            letters += c
            digits.append(8)
    return letters + ".", digits[:-1] + [0, 0]


def read(path):
    """→ (levels, each a dict letters → digits; commands and their values)"""
    with open(path, "rb") as f:
        name, _, body = f.read().partition(b"\n")
    levels, commands, exceptions = [{}], {}, False
    for line in body.decode(encoding(name.decode("ascii")), "replace").split("\n"):
        line = line.split("%")[0].strip()
        words = line.split()
        if words and line[0] in "\\}":
            exceptions = line.startswith("\\hyphenation")
        if not words or line[0] in "#\\}{":
            continue
        if line == "NEXTLEVEL":
            levels.append({})
        elif words[0] in COMMANDS:
            commands[words[0]] = words[1] if len(words) > 1 else ""
        elif len(words) == 1 and "\ufffd" not in line:
            letters, digits = exception(line) if exceptions else pattern(line)
            if letters and any(digits):
                old = levels[-1].get(letters, digits)
                levels[-1][letters] = [max(a, b) for a, b in zip(old, digits)]
    return levels, commands


class Digits:
    def __init__(self):
        self.bytes, self.known = [0], {}

    def place(self, digits):
        skipped = next(i for i, d in enumerate(digits) if d)
        kept = digits[skipped:]
        while not kept[-1]:
            kept = kept[:-1]
        key = (skipped, *kept)
        if key not in self.known:
            self.known[key] = len(self.bytes)
            self.bytes += [skipped, len(kept), *kept]
        return self.known[key]


def automaton(patterns, alphabet, digits):
    """→ (first, value, edges); node 0 is the root. Equal subtrees are one."""
    root = {}
    for letters, d in patterns.items():
        node = root
        for c in letters:
            node = node.setdefault(alphabet[c], {})
        node[0] = digits.place(d)  # letter 0 is none
    known, nodes = {}, []

    def number(node):
        key = (node.get(0, 0), tuple((c, number(node[c])) for c in sorted(node) if c))
        if key not in known:
            known[key] = len(nodes)
            nodes.append(key)
        return known[key]

    top = number(root)
    last = len(nodes) - 1
    assert top == last  # the root is numbered last
    first, value, edges = [], [], []
    for v, out in reversed(nodes):
        first.append(len(edges))
        value.append(v)
        edges += [c << 24 | last - n for c, n in out]
    return first + [len(edges)], value, edges


def array(kind, name, values):
    rows = [",".join(map(str, values[i:i + 24])) for i in range(0, len(values), 24)]
    return f"static const {kind} {name}[] = {{\n" + ",\n".join(rows or ["0"]) + "};\n"


def width(values):
    return "uint16_t" if max(values, default=0) < 1 << 16 else "uint32_t"


def table(lang, path):
    levels, commands = read(path)
    least = [int(commands.get(c, 2)) for c in COMMANDS[:4]]
    explicit = len(levels) > 1
    levels = [level for level in levels if level]
    name = lang.replace("-", "_").lower()
    letters = sorted({c for level in levels for p in level for c in p} - {"."})
    alphabet = {".": 1} | {c: i + 2 for i, c in enumerate(letters)}
    assert len(alphabet) < 250, path
    places = {}
    for c in letters:
        for cased in {c, c.upper()} if len(c.upper()) == 1 else {c}:
            places[ord(cased)] = alphabet[c]
    if "'" in alphabet:
        places[0x2019] = alphabet["'"]
    places = {c: places[c] for c in sorted(places) if c < 1 << 16}
    digits, out, rows = Digits(), "", []
    for i, level in enumerate(levels):
        first, value, edges = automaton(level, alphabet, digits)
        out += array("uint32_t", f"{name}_first{i}", first)
        out += array("uint16_t", f"{name}_value{i}", value)
        out += array("uint32_t", f"{name}_edges{i}", edges)
        rows.append(f"{{{name}_first{i}, {name}_value{i}, {name}_edges{i}}}")
    assert len(digits.bytes) < 1 << 16, path
    out += array("uint8_t", f"{name}_digits", digits.bytes)
    out += array("uint16_t", f"{name}_chars", list(places))
    out += array("uint8_t", f"{name}_places", list(places.values()))
    capitals = "true" if lang == "de" else "false"
    return out, (f'    {{"{lang}", {max(least[0], 2)}, {max(least[1], 3)}, {least[2]}, {least[3]}, {capitals}, {str(explicit).lower()}, {len(places)}, {len(rows)},\n'
                 f"     {name}_chars, {name}_places, {name}_digits, {{{', '.join(rows)}}}}},\n")


def main():
    sys.setrecursionlimit(10000)
    text, rows = '// Made by script/hyphens.py\n#include "letter/pdf_hyphen.h"\n', ""
    for argument in sys.argv[2:]:
        lang, _, path = argument.partition("=")
        arrays, row = table(lang, path)
        text += arrays
        rows += row
    text += "const struct hyphens hyphen_table[] = {\n" + rows + "    {0}};\n"
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main()
