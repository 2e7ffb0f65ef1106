#!/usr/bin/env python3
"""A letter with N signatories in its head, in place of those it has: always the same, and nobody.

    bench/signatories.py LETTER.md N >OUT.md

Names are put together at random from the tables of generate.py; organisations are numbered. No real person signs.
"""
import random
import re
import sys

from generate import GIVEN_F, GIVEN_M, SURNAMES

ROLES = ["Director", "President", "Executive Director", "Board member", "Co-ordinator of the programme on political prisoners",
         "Chair", "Human rights defender", "Lawyer"]

COUNTRIES = "Armenia Austria Azerbaijan Belgium Czechia Estonia Finland France Georgia Germany Ireland Italy Kazakhstan Lithuania " \
            "Norway Poland Portugal Sweden Switzerland Ukraine".split()


def with_signatories(letter, count):
    """The text of a letter whose head has a line `signatories:`."""
    r = random.Random(count)
    lines = ["signatories:"]
    for i in range(count):
        name = r.choice(r.choice([GIVEN_F, GIVEN_M])) + " " + r.choice(SURNAMES)
        lines.append(f"  - {{name: {name}, role: {r.choice(ROLES)}, organisation: Synthetic organisation {i + 1}, "
                     f"country: {r.choice(COUNTRIES)}}}")
    text, n = re.subn(r"(?m)^signatories:.*(\n[ -].*)*$", lambda _: "\n".join(lines), letter, count=1)
    if not n:
        sys.exit("the letter's head has no signatories:")
    return text


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as f:
        sys.stdout.write(with_signatories(f.read(), int(sys.argv[2])))


if __name__ == "__main__":
    main()
