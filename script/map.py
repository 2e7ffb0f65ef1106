#!/usr/bin/env python3
"""Makes data/map.txt: map.py countries-110m.json iso_3166-1.json >data/map.txt

The outlines are Natural Earth's (public domain), as the npm package world-atlas gives them (TopoJSON); the codes are those of Debian's
iso-codes. Equal Earth projection (B. Šavrič, T. Patterson, B. Jenny, 2018) around 11.6° E, on a sheet of 1000 by 487, rounded to whole units; rings that
vanish are left out, and Antarctica. One line a country: its alpha-2 code, a blank, and the path (SVG). A small country that leaves no
outline has a dot."""
import json
import math
import sys

topology, codes = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
alpha2 = {c["numeric"]: c["alpha_2"] for c in codes["3166-1"]}
scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
A = 1.340264, -0.081106, 0.000893, 0.003796
WIDTH, HEIGHT = 1000, 487
M = math.sqrt(3) / 2


def project(lon, lat):
    lon = (lon - 11.6 + 180) % 360 - 180  # the sheet ends in the Bering Strait, where no country is cut
    t = math.asin(M * math.sin(math.radians(lat)))
    t2, t6 = t * t, t ** 6
    x = math.radians(lon) * math.cos(t) / (M * (A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2)))
    y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))
    return WIDTH / 2 + x * WIDTH / 5.4133, HEIGHT / 2 - y * WIDTH / 5.4133


def arc(points):
    x = y = 0
    for dx, dy in points:
        x, y = x + dx, y + dy
        yield project(x * scale[0] + move[0], y * scale[1] + move[1])


arcs = [list(arc(a)) for a in topology["arcs"]]


def ring(indices):
    points = []
    for i in indices:
        part = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += part if not points else part[1:]
    whole = []
    for x, y in points:
        p = round(x), round(y)
        if not whole or p != whole[-1]:
            whole.append(p)
    return whole


def path(rings):
    out = ""
    for r in rings:
        if len(r) < 4:
            continue
        out += "M%d %d" % r[0] + "l" + " ".join("%d %d" % (x - px, y - py) for (px, py), (x, y) in zip(r, r[1:-1])) + "z"
    return out.replace(" -", "-")


for country in sorted(topology["objects"]["countries"]["geometries"], key=lambda g: alpha2.get(g.get("id", ""), "")):
    code = alpha2.get(country.get("id", ""))
    if not code or code == "AQ":
        continue
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [ring(r) for polygon in polygons for r in polygon]
    d = path(rings)
    if not d:
        x, y = rings[0][0]
        d = "M%d %dh2v2h-2z" % (x, y)
    print(code, d)
