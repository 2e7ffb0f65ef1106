#!/usr/bin/env python3
"""Compiles gettext catalogues to a C table: catalogues.py OUTPUT.c FILE.po…

The file's name is its language (po/fr.po). Fuzzy and untranslated entries are left out. The expression of Plural-Forms is C: it
becomes a function, once it is seen to be made of n, numbers and operators alone."""
import ast
import os
import re
import sys


def entries(path):
    """(msgid, [msgstr…]) of each entry; the head has an empty msgid."""
    entry, field, fuzzy = {}, None, False
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        if not line.strip():
            if "msgid" in entry and not (fuzzy and entry["msgid"]):
                yield entry["msgid"], [entry[k] for k in sorted(entry) if k.startswith("msgstr")]
            entry, field, fuzzy = {}, None, False
        elif line.startswith("#"):
            fuzzy |= line.startswith("#,") and "fuzzy" in line
        else:
            m = re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")\s*$', line)
            if m:
                field = m.group(1)
                entry[field] = ast.literal_eval(m.group(2))
            elif re.match(r'".*"\s*$', line) and field:
                entry[field] += ast.literal_eval(line.strip())
            else:
                sys.exit("%s: not understood: %s" % (path, line))


def c(text):
    return '"%s"' % "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else "\\%03o" % b for b in text.encode())


def main():
    out = open(sys.argv[1], "w", encoding="utf-8")
    out.write('// Made by script/catalogues.py.\n#include "lang/catalogue.h"\n\n')
    names = []
    for path in sorted(sys.argv[2:]):
        lang = os.path.basename(path)[:-3]
        texts, plural = [], "n != 1"
        for msgid, forms in entries(path):
            if msgid:
                if all(forms) and len(forms) <= 6:
                    texts.append((msgid.encode(), msgid, forms))
                continue
            m = re.search(r"plural=([^;]*);", forms[0])
            plural = m.group(1) if m else plural
        if not re.fullmatch(r"[n0-9%=!<>&|?:() ]+", plural):
            sys.exit("%s: Plural-Forms is not understood: %s" % (path, plural))
        out.write("static unsigned plural_%s(unsigned long n) { return (unsigned)(%s); }\n" % (lang, plural))
        out.write("static const struct ui_message messages_%s[] = {\n" % lang)
        for _, msgid, forms in sorted(texts):
            out.write("    {%s, %d, {%s}},\n" % (c(msgid), len(forms), ", ".join(c(f) for f in forms)))
        out.write("};\n\n")
        names.append('    {"%s", plural_%s, messages_%s, %d},\n' % (lang, lang, lang, len(texts)))
    out.write("const struct ui_catalogue ui_catalogues[] = {\n%s    {0},\n};\n" % "".join(names))


main()
