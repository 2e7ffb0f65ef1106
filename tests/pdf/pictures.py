#!/usr/bin/env python3
"""Writes pictures into a folder, good ones and bad ones: pictures.py DIR.  Their pixels are made up here.

good-*     every kind that a letter takes
turned-N   one picture, stored in the eight ways of Exif's orientation: all look alike
bad-*      damaged ones, and such that lie
"""
import os
import struct
import sys
import zlib

out = sys.argv[1]
os.makedirs(out, exist_ok=True)


def save(name, data):
    with open(os.path.join(out, name), "wb") as f:
        f.write(data)


# ---- PNG

def chunk(kind, data, crc=None):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body) if crc is None else crc)


def sample(x, y, w, h, channel, depth, colour):
    most = (1 << depth) - 1
    if colour == 3:
        return (x // 2 + y // 2) % 2
    if channel == "a":
        return most * x // max(1, w - 1)
    return {0: most * x // max(1, w - 1), 1: most * y // max(1, h - 1), 2: most if (x + y) % 4 == 0 else 0}[channel]


def pack(values, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", v) for v in values)
    bits = "".join(format(v, "0%db" % depth) for v in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(rows, bpp, kind):
    done, up = b"", None
    for n, row in enumerate(rows):
        f = n % 5 if kind is None else kind
        res = bytearray()
        for i, v in enumerate(row):
            a = row[i - bpp] if i >= bpp else 0
            b = up[i] if up else 0
            c = up[i - bpp] if up and i >= bpp else 0
            e = a + b - c
            p = min((abs(e - a), 0, a), (abs(e - b), 1, b), (abs(e - c), 2, c))[2]
            res.append((v - (0, a, b, (a + b) // 2, p)[f]) & 255)
        done += bytes([f]) + bytes(res)
        up = row
    return done


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(w, h, depth, colour, interlaced=False, between=b"", palette=None, trns=None, filter=None, raw=None, cut=False):
    channels = {0: [0], 2: [0, 1, 2], 3: [0], 4: [0, "a"], 6: [0, 1, 2, "a"]}[colour]
    bpp = max(1, depth * len(channels) // 8)
    data = b""
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        xs, ys = range(x0, w, dx), range(y0, h, dy)
        if xs and ys:
            data += filtered([pack([sample(x, y, w, h, c, depth, colour) for x in xs for c in channels], depth) for y in ys], bpp, filter)
    data = zlib.compress(data if raw is None else raw(data))
    if colour == 3 and palette is None:
        palette = b"\x8c\x1d\x18\xff\xff\xff" + (b"\x00\x80\x00" if depth > 1 else b"")
    half = len(data) // 2
    res = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, colour, 0, 0, int(interlaced)))
    res += between + (chunk(b"PLTE", palette) if palette else b"") + (chunk(b"tRNS", trns) if trns else b"")
    res += chunk(b"IDAT", data[:half]) + chunk(b"IDAT", data[half:])
    return res if cut else res + chunk(b"IEND", b"")


secret = chunk(b"tEXt", b"Author\0SECRET-TEXT") + chunk(b"eXIf", b"MM\0*SECRET-GPS") + chunk(b"tIME", b"\x07\xe2\x07\x12\0\0\0")
for depth, colour in [(1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (1, 3), (2, 3), (4, 3), (8, 3), (8, 4), (16, 4), (8, 6), (16, 6)]:
    for interlaced in (False, True):
        save("good-c%d-d%d%s.png" % (colour, depth, "-i" if interlaced else ""), png(19, 13, depth, colour, interlaced, between=secret))
save("good-key-grey.png", png(19, 13, 8, 0, trns=b"\0\0"))
save("good-key-rgb.png", png(19, 13, 8, 2, trns=b"\0\0\0\0\0\xff"))
save("good-palette-alpha.png", png(19, 13, 2, 3, trns=b"\x40"))
save("good-1x1.png", png(1, 1, 8, 6, True))
good = png(19, 13, 8, 2)
save("bad-crc.png", good[:-4] + b"abcd")
save("bad-cut.png", good[:60])
save("bad-no-end.png", png(19, 13, 8, 2, cut=True))
save("bad-length.png", good[:33] + b"\x7f\xff\xff\xff" + good[37:])
save("bad-more.png", png(19, 13, 8, 2, raw=lambda d: d + b"x"))
save("bad-less.png", png(19, 13, 8, 2, raw=lambda d: d[:-1]))
save("bad-filter.png", png(19, 13, 8, 2, raw=lambda d: b"\x05" + d[1:]))
save("bad-no-palette.png", png(19, 13, 8, 3, palette=b""))
save("bad-palette.png", png(19, 13, 1, 3, palette=b"abcdefghi"))
save("bad-depth.png", png(19, 13, 8, 2).replace(b"\x08\x02\0\0\0" + good[29:33], b"\x03\x02\0\0\0" + struct.pack(">I", zlib.crc32(good[12:24] + b"\x03\x02\0\0\0"))))
for name, w, h in [("huge", 30000, 30000), ("lie", 5000, 5000), ("zero", 0, 13), ("wide", 2 ** 31 - 1, 1)]:
    head = struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)
    save("bad-%s.png" % name, good[:8] + chunk(b"IHDR", head) + good[33:])
bomb = zlib.compressobj(9)
bomb = bomb.compress(bytes(1 << 24)) + bomb.flush()
save("bad-bomb.png", good[:33] + chunk(b"IDAT", bomb) + chunk(b"IEND", b""))
save("bad-critical.png", good[:33] + chunk(b"ABCD", b"") + good[33:])
save("bad-header-twice.png", good[:33] + good[8:33] + good[33:])


# ---- JPEG: every block of 8 × 8 is of one colour, so that only its mean is coded

class Bits:
    def __init__(self):
        self.s = ""

    def put(self, v, n):
        self.s += format(v, "0%db" % n) if n else ""

    def done(self):
        s = self.s + "1" * (-len(self.s) % 8)
        return bytes(int(s[i:i + 8], 2) for i in range(0, len(s), 8)).replace(b"\xff", b"\xff\0")


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def scan(grids, ids, progressive):
    """The means of the blocks; DC codes are the category in four bits, the only AC code, one bit, is the block's end."""
    bits, last = Bits(), [0] * len(grids)
    for y in range(len(grids[0])):
        for x in range(len(grids[0][0])):
            for c, g in enumerate(grids):
                d = g[y][x] - last[c]
                last[c] = g[y][x]
                n = abs(d).bit_length()
                bits.put(n, 4)
                bits.put(d if d > 0 else d + (1 << n) - 1, n)
                if not progressive:
                    bits.put(0, 1)
    head = bytes([len(ids)]) + b"".join(bytes([i, 0]) for i in ids) + bytes([0, 0 if progressive else 63, 0])
    res = segment(0xDA, head) + bits.done()
    for i in ids if progressive else []:  # nothing but ends of blocks
        rest = Bits()
        rest.put(0, len(grids[0]) * len(grids[0][0]))
        res += segment(0xDA, bytes([1, i, 0, 1, 63, 0])) + rest.done()
    return res


def ycc(p):
    r, g, b = p
    return (.299 * r + .587 * g + .114 * b, 128 - .168736 * r - .331264 * g + .5 * b, 128 + .5 * r - .418688 * g - .081312 * b)


def jpeg(pixels, mode="ycc", before=b"", progressive=False, sof=None, size=None, precision=8, end=b"\xff\xd9", adobe=None):
    """pixels: rows of (r, g, b), one a block."""
    h, w = len(pixels), len(pixels[0])
    convert = {"grey": lambda p: ycc(p)[:1], "ycc": ycc, "cmyk": lambda p: p + (255 if adobe is not None else 0,)}[mode]
    n = {"grey": 1, "ycc": 3, "cmyk": 4}[mode]
    grids = [[[int(round(convert(p)[c])) - 128 for p in row] for row in pixels] for c in range(n)]
    res = b"\xff\xd8" + before
    if adobe is not None:
        res += segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([adobe]))
    res += segment(0xDB, b"\0" + bytes([8] * 64))
    hh, ww = size or (h * 8, w * 8)
    frame = struct.pack(">BHHB", precision, hh, ww, n) + b"".join(bytes([i + 1, 0x11, 0]) for i in range(n))
    res += segment(sof or (0xC2 if progressive else 0xC0), frame)
    res += segment(0xC4, b"\0" + bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12)))
    res += segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0")
    return res + scan(grids, range(1, n + 1), progressive) + end


def exif(orientation, order=">"):
    mark = b"MM\0*" if order == ">" else b"II*\0"
    one = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    two = struct.pack(order + "HHII", 0x010F, 2, 10, 38)
    return segment(0xE1, b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 2) + two + one + struct.pack(order + "I", 0) + b"SECRET-CAM")


R, W, B, G = (200, 30, 30), (250, 250, 250), (20, 40, 160), (30, 150, 60)
F = [[R, R, R, W], [B, W, W, W], [B, B, W, W], [B, W, W, W], [B, W, W, G]]
STORED = {  # how F is stored so that the orientation turns it upright
    1: lambda m: m, 2: lambda m: [r[::-1] for r in m], 3: lambda m: [r[::-1] for r in m[::-1]], 4: lambda m: m[::-1],
    5: lambda m: [list(c) for c in zip(*m)], 6: lambda m: [list(c) for c in zip(*m)][::-1],
    7: lambda m: [list(c)[::-1] for c in zip(*m)][::-1], 8: lambda m: [list(c)[::-1] for c in zip(*m)],
}
for o, turn in STORED.items():
    save("turned-%d.jpg" % o, jpeg(turn(F), before=exif(o, "<" if o % 2 else ">")))
jfif = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1" + b"\1\1" + b"SEC")
hidden = jfif + exif(1) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET-XMP") + segment(0xED, b"Photoshop 3.0\0SECRET-IPTC")
hidden += segment(0xE2, b"ICC_PROFILE\0\1\1SECRET-ICC") + segment(0xFE, b"SECRET-COMMENT") + segment(0xE2, b"MPF\0SECRET-MPF")
save("good-ycc.jpg", jpeg(F, before=hidden, end=b"\xff\xd9SECRET-TRAILER"))
save("good-grey.jpg", jpeg(F, "grey"))
save("good-progressive.jpg", jpeg(F, progressive=True))
save("good-cmyk.jpg", jpeg([[(255 - r, 255 - g, 255 - b) for r, g, b in row] for row in F], "cmyk", before=b""))
save("good-cmyk-adobe.jpg", jpeg(F, "cmyk", adobe=0))
save("bad-cut.jpg", jpeg(F)[:-30])
save("bad-no-end.jpg", jpeg(F, end=b""))
save("bad-lie.jpg", jpeg(F, size=(9000, 7000)))
save("bad-huge.jpg", jpeg(F, size=(60000, 60000)))
save("bad-zero.jpg", jpeg(F, size=(0, 32)))
save("bad-arithmetic.jpg", jpeg(F, sof=0xC9))
save("bad-lossless.jpg", jpeg(F, sof=0xC3))
save("bad-precision.jpg", jpeg(F, precision=12))
save("bad-segment.jpg", jpeg(F, before=b"\xff\xe1\xff\xff" + b"Exif"))
save("bad-table.jpg", jpeg(F, before=segment(0xC4, b"\0" + bytes([255] * 16))))
save("bad-no-scan.jpg", b"\xff\xd8\xff\xd9")
save("bad-marker.jpg", jpeg(F, before=b"x"))
save("bad-scan-first.jpg", b"\xff\xd8" + scan([[[0]]], [1], False) + b"\xff\xd9")
save("bad-empty.jpg", b"")
save("bad-kind.gif", b"GIF89a\1\0\1\0\0\0\0;")
