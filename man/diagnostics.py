#!/usr/bin/env python3
"""Makes man/habeas-diagnostics.7 from src/base/diag.def:  man/diagnostics.py >man/habeas-diagnostics.7"""
import os
import re

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

HEAD = r""".\" Made by man/diagnostics.py from src/base/diag.def. Change the table, not this page.
.Dd November 23, 2026
.Dt HABEAS-DIAGNOSTICS 7
.Os
.Sh NAME
.Nm habeas-diagnostics
.Nd what habeas finds in dossiers and letters
.Sh DESCRIPTION
.Xr habeas 1
reads the whole of a file, goes on after every fault, and reports each with its place, in the manner of a compiler:
.Bd -literal
$ cat >x.yaml <<E
> persons:
>   tofig-yagublu:
>     source: list-2014
>     born: 1954-02-29
> E
$ habeas load x.yaml
x.yaml:4:11: error: [bad-date] 1954-02-29: 29 February of a year that is not a leap year
    4 |     born: 1954-02-29
      |           ^^^^^^^^^^
      = a date is EDTF: 1954, 1954-02, …
habeas: 1 error; nothing was loaded
.Ed
.Pp
File, line and column come first; columns count characters, not bytes.
Then the level, the code in brackets, and one sentence.
Lines that begin with
.Sq =
say what the register has, from which source, or what would be right.
With
.Fl Fl format Cm json
the same comes as one object a line; see
.Xr habeas-json 5 .
.Pp
There are three levels.
.Bl -tag -width warning
.It Sy error
A dossier with an error is not loaded, nor is any file named in the same command; a letter with one is not written out.
The exit status is 1.
.It Sy warning
Someone should look.
Nothing is held up.
.It Sy note
Worth knowing.
.El
.Pp
A code keeps its meaning and is never used again for another.
"""

TAIL = r""".Sh SEE ALSO
.Xr habeas 1 ,
.Xr habeas-dossier 5 ,
.Xr habeas-json 5 ,
.Xr habeas-letter 5 ,
.Xr habeas-references 7
"""


def escape(text):
    text = text.replace("\\", "\\e")
    return "\\&" + text if text[:1] in ".'" else text


def unquote(text):
    return text.replace('\\"', '"').replace("\\\\", "\\")


def sentences(text):
    """One sentence a line, as mdoc wants it."""
    return re.sub(r"(?<=[A-Za-z0-9)…])([.!?]) (?=[A-Z])", r"\1\n", text)


def page():
    out, in_list = [HEAD], False
    for line in open(os.path.join(root, "src/base/diag.def"), encoding="utf-8"):
        entry = re.match(r'DIAG\(\w+, "([^"]+)", (ERROR|WARNING|NOTE), "((?:[^"\\]|\\.)*)"\)', line)
        section = re.match(r"// ([^.]+)$", line.strip())
        if section:
            out.append(f"{'.El' + chr(10) if in_list else ''}.Sh {section[1].upper()}\n.Bl -tag -width Ds\n")
            in_list = True
        elif entry:
            code, level, text = entry[1], entry[2].lower(), unquote(entry[3])
            out.append(f".It Sy {code} Pq {level}\n{escape(sentences(text))}\n")
        elif line.startswith("DIAG("):
            raise SystemExit(f"cannot read: {line}")
    out.append(".El\n" if in_list else "")
    return "".join(out) + TAIL


if __name__ == "__main__":
    os.sys.stdout.reconfigure(encoding="utf-8")
    print(page(), end="")
