#!/usr/bin/env python3
"""Writes C that holds files of data/ and demo/: embed.py ROOT OUT FILE…  (see src/base/data.h)"""
import os
import sys

root, out, files = sys.argv[1], sys.argv[2], sys.argv[3:]


def name(path):
    rel = os.path.relpath(path, root)
    return rel[5:] if rel.startswith("data/") else rel


with open(out, "w", encoding="ascii") as f:
    f.write('#include "base/data.h"\n\n')
    for i, path in enumerate(files):
        data = open(path, "rb").read() + b"\0"
        f.write(f"static const unsigned char file_{i}[] = {{")
        f.write(",".join(str(b) for b in data))
        f.write("};\n")
    f.write("\nstatic const struct { const char *name; const unsigned char *p; size_t n; } all[] = {\n")
    for i, path in enumerate(files):
        f.write(f'    {{"{name(path)}", file_{i}, sizeof file_{i} - 1}},\n')
    f.write("};\nenum { COUNT = sizeof all / sizeof *all };\n\n")
    f.write("struct str data_name(size_t i) { return i < COUNT ? str_of(all[i].name) : (struct str){0}; }\n\n")
    f.write("struct str data_file(struct str name)\n{\n    for (size_t i = 0; i < COUNT; i++)\n")
    f.write("        if (str_eq(name, str_of(all[i].name)))\n")
    f.write("            return (struct str){(const char *)all[i].p, all[i].n};\n")
    f.write("    return (struct str){0};\n}\n")
