#!/usr/bin/env python3
"""A dossier with N signatures of a letter, for `signatories: collect`: always the same, and nobody.

    bench/signatures.py N >OUT.yaml                    letters/synthetic-N and its signatures
    bench/signatures.py N LETTER.md >OUT.md            the letter, with letters/synthetic-N as its record

Names are put together at random from the tables of generate.py; organisations are numbered. Four of five signatures are a
person's with a role in an organisation, the others an organisation's by itself. No real person signs.
"""
import random
import re
import sys

from generate import GIVEN_F, GIVEN_M, SURNAMES
from signatories import ROLES

CODES = "AM AT AZ BE CZ EE FI FR GE DE IE IT KZ LT NO PL PT SE CH UA".split()


def dossier(count):
    r = random.Random(count)
    letter = f"synthetic-{count}"
    persons, organisations, signatures = [], [], []
    for i in range(1, count + 1):
        slug, country = f"{letter}-{i}", r.choice(CODES)
        organisations.append(f"  {slug}: {{source: synthetic, name: Synthetic organisation {i}, kind: ngo, country: {country}}}")
        signature = f"letter: {letter}, organisation: {slug}, date: 2018-07-{1 + i * 17 // count:02}, status: signed"
        if i % 5:
            name = r.choice(r.choice([GIVEN_F, GIVEN_M])) + " " + r.choice(SURNAMES)
            persons.append(f"  {slug}: {{source: synthetic, name: {name}}}")
            signature += f", person: {slug}, role: {{value: {r.choice(ROLES)}, lang: en}}, country: {country}"
        signatures.append(f"  {slug}: {{source: synthetic, {signature}}}")
    return "\n".join([
        "# Synthetic: made by bench/signatures.py for measuring. It describes no real person or organisation.", "sources:",
        "  synthetic: {title: {value: Synthetic, lang: en}, kind: list}", "letters:",
        f"  {letter}: {{source: synthetic, title: {{value: A synthetic letter, lang: en}}, date: 2018-07-18}}",
        "persons:", *persons, "organisations:", *organisations, "signatures:", *signatures, ""])


def collecting(letter, count):
    """The text of a letter whose head has lines `letter:` and `signatories:`."""
    text, n = re.subn(r"(?m)^letter:.*$", f"letter: letters/synthetic-{count}", letter, count=1)
    text, m = re.subn(r"(?m)^signatories:.*(\n[ -].*)*$", "signatories: collect", text, count=1)
    if not n or not m:
        sys.exit("the letter's head has no letter: or no signatories:")
    return text


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdigit() or sys.argv[1] == "0":
        sys.exit(__doc__)
    count = int(sys.argv[1])
    if len(sys.argv) == 2:
        sys.stdout.write(dossier(count))
        return
    with open(sys.argv[2], encoding="utf-8") as f:
        sys.stdout.write(collecting(f.read(), count))


if __name__ == "__main__":
    main()
