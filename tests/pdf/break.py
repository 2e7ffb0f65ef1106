#!/usr/bin/env python3
"""Is the checker awake?  break.py PDFCHECK GOOD.pdf DIR: breaks one rule at a time in the good file; the checker must name it."""
import os
import re
import subprocess
import sys

check, good, work = sys.argv[1:4]
plain = os.path.join(work, "plain.pdf")
subprocess.run(["qpdf", "--qdf", "--object-streams=disable", good, plain], check=True)
text = open(plain, "rb").read()


def faults(path):
    run = subprocess.run([check, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode not in (0, 1):
        return {"exit %d" % run.returncode}
    return set(re.findall(r"\[([a-z0-9-]+)\]", run.stdout.decode("utf-8", "replace")))


# rule, what is done, pattern, replacement: the first place that matches
CASES = [
    ("version", "an older version", rb"%PDF-1\.7", b"%PDF-1.4"),
    ("lang", "no language", rb"\n  /Lang \(en\)", b""),
    ("lang", "a language that is none", rb"/Lang \(en\)", b"/Lang (english language)"),
    ("lang", "an element's language that is none", rb"/Lang \(fa\)", b"/Lang (?)"),
    ("marked", "not marked", rb"/Marked true", b"/Marked false"),
    ("marked", "suspect", rb"/Marked true", b"/Marked true /Suspects true"),
    ("display-title", "the file's name in the window", rb"/DisplayDocTitle true", b"/DisplayDocTitle false"),
    ("xmp", "no metadata", rb"\n  /Metadata \d+ 0 R", b""),
    ("xmp", "metadata that is no XMP", rb"<\?xpacket begin=", b"<?xPacket begin="),
    ("xmp-title", "no title", rb"<dc:title>.*?</dc:title>", b""),
    ("xmp-title", "an empty title", rb"(<dc:title>.*?default\">)[^<]*", rb"\1"),
    ("xmp-title", "another title in the information", rb"/Title <feff0041", b"/Title <feff0042"),
    ("xmp-date", "another date in the information", rb"D:20180718", b"D:20180719"),
    ("xmp-pdfa", "not PDF/A", rb"<pdfaid:part>2", b"<pdfaid:part>7"),
    ("xmp-pdfa", "level B", rb"conformance>A<", b"conformance>B<"),
    ("xmp-pdfua", "not PDF/UA", rb"<pdfuaid:part>1</pdfuaid:part>", b""),
    ("xmp-extension", "pdfuaid not described", rb"<pdfaExtension:schemas.*?</pdfaExtension:schemas>", b""),
    ("output-intent", "no output intent", rb"/OutputIntents", b"/OutputIntentz"),
    ("output-intent", "an output intent without profile", rb"/DestOutputProfile \d+ 0 R", b""),
    ("output-intent", "a profile that is none", rb"acsp", b"acsq"),
    ("trailer-id", "no identifier", rb"/ID \[<[0-9a-f]+><[0-9a-f]+>\]", b""),
    ("action", "an action when it is opened", rb"/MarkInfo", b"/OpenAction << /S /JavaScript /JS (x) >> /MarkInfo"),
    ("action", "a link that runs something", rb"/S /URI", b"/S /Launch"),
    ("action", "a form", rb"/MarkInfo", b"/AcroForm << >> /MarkInfo"),
    ("outline", "no outline", rb"\n  /Outlines \d+ 0 R", b""),
    ("outline", "an entry without title", rb"/Title \(Note\)", b"/Title ()"),
    ("outline", "an entry that leads nowhere", rb"/Dest \[\n    \d+ 0 R\n    /XYZ\n    0\n    \d+\.\d+\n    null\n  \]\n  /First", b"/First"),
    ("outline", "an entry left out", rb"\n  /Next \d+ 0 R", b""),
    ("outline", "a wrong count", rb"/Count 3\n  /First", b"/Count 9\n  /First"),
    ("untagged", "text that is not tagged", rb"/H1 <<\n?\s*/MCID 0\s*>> BDC|/H1<</MCID 0>>BDC", b"/Span BMC"),
    ("untagged", "a line that is not tagged", rb"EMC\n/Artifact BMC\n([0-9. ]+RG)", rb"EMC\n/Span BMC\n\1"),
    ("mcid", "a number twice", rb"<</MCID 1>>BDC", b"<</MCID 0>>BDC"),
    ("mcid", "content that no element claims", rb"\n  /K \[\n    0\n  \]", b""),
    ("nesting", "text that does not end", rb"\nET\n", b"\n"),
    ("nesting", "a piece that does not end", rb"\nEMC\n/", b"\n/"),
    ("nesting", "an artifact in a paragraph", rb"(/P<</MCID \d+>>BDC\n)(BT.*?ET\n)", rb"\1/Artifact BMC\n\2EMC\n"),
    ("nesting", "text outside text", rb"BDC\nBT\n", b"BDC\n"),
    ("operator", "an operator that is none", rb"BDC\nBT\n", b"BDC\nBT frob\n"),
    ("colour", "a CMYK colour", rb"BDC\nBT\n", b"BDC\nBT 0 0 0 1 k\n"),
    ("colour", "a CMYK picture", rb"/ColorSpace /DeviceRGB", b"/ColorSpace /DeviceCMYK"),
    ("colour", "inks that are not described", rb"/Colorants <<", b"/Colourants <<"),
    ("interpolate", "a picture that is interpolated", rb"/ColorSpace /DeviceRGB", b"/Interpolate true /ColorSpace /DeviceRGB"),
    ("xobject", "something else than a picture", rb"/Subtype /Image", b"/Subtype /Form"),
    ("figure-alt", "a figure without words", rb"/Alt \(Picture 1 of \d\)", b""),
    ("figure-alt", "a figure with blank words", rb"/Alt \(A code[^)]*\)", b"/Alt (  )"),
    ("figure-bbox", "a figure without place", rb"/BBox \[[^]]*\]", b""),
    ("figure-bbox", "a figure of no size", rb"/BBox \[[^]]*\]", b"/BBox [0 0 0 0]"),
    ("note-id", "a note without ID", rb"\n  /ID \(note-000001\)", b""),
    ("note-id", "an ID twice", rb"/S /H2", b"/ID (note-000001) /S /H2"),
    ("id-tree", "an ID that the tree does not have", rb"\(note-000001\)\n      \d+ 0 R", b""),
    ("id-tree", "a tree out of order", rb"/Names \[\n(\s+\(note-000001\)\n\s+\d+ 0 R\n)", rb"/Names [\n\1(a) null\n"),
    ("link-contents", "a link without words", rb"/Contents \(Note 1\)", b""),
    ("link-target", "a link that leads nowhere", rb"/A <<\n\s+/S /URI\n\s+/URI \([^\n]*\)\n\s+>>", b""),
    ("annotation-flags", "a link that is not printed", rb"/F 4", b"/F 0"),
    ("annotation-flags", "a link that is hidden", rb"/F 4", b"/F 6"),
    ("annotation-parent", "a link that does not know its element", rb"\n  /StructParent \d+", b""),
    ("annotation-parent", "an element that does not know its link", rb"/Type /OBJR", b"/Type /MCR"),
    ("annotation-parent", "a link in a paragraph", rb"/S /Link", b"/S /Span"),
    ("annotation", "another annotation", rb"/Subtype /Link", b"/Subtype /Text"),
    ("tabs", "links in any order", rb"\n  /Tabs /S", b""),
    ("parent-tree", "a page that it does not have", rb"\n  /StructParents 0", b""),
    ("parent-tree", "a place that leads elsewhere", None, None),
    ("parent-tree", "out of order", rb"/Nums \[\n    0\n", b"/Nums [\n    5\n"),
    ("parent", "an element with a wrong parent", rb"/P \d+ 0 R(\n  /Pg \d+ 0 R\n  /S /H1)", rb"/P 1 0 R\1"),
    ("role", "a type that is none", rb"/S /H2", b"/S /Heading"),
    ("headings", "a level left out", rb"/S /H2", b"/S /H3"),
    ("headings", "no first level", rb"/S /H1", b"/S /P"),
    ("list", "a paragraph in a list", rb"/S /LI\b", b"/S /P"),
    ("list", "a paragraph for the body", rb"/S /LBody", b"/S /P"),
    ("list-numbering", "labels that are not announced", rb"/ListNumbering /Decimal", b"/ListNumbering /None"),
    ("list-numbering", "nothing said", rb"/ListNumbering /Decimal", b""),
    ("structure", "no structure", rb"\n  /StructTreeRoot \d+ 0 R", b""),
    ("content-page", "content of no page", rb"\n  /Pg \d+ 0 R\n  /S /H1", b"\n  /S /H1"),
    ("cid-to-gid", "no way from CID to glyph", rb"\n  /CIDToGIDMap \d+ 0 R", b""),
    ("embedded", "a font that is not there", rb"\n  /FontFile2 \d+ 0 R", b""),
    ("embedded", "a font that is none", rb"stream\n\x00\x01\x00\x00", b"stream\nnone"),
    ("to-unicode", "a font without text", rb"\n  /ToUnicode \d+ 0 R", b""),
    ("to-unicode", "a glyph without text", rb"(beginbfchar\n<[0-9A-F]{4}><)[0-9A-F]+>", rb"\1>"),
    ("to-unicode", "a glyph that is U+FEFF", rb"(beginbfchar\n<[0-9A-F]{4}><)[0-9A-F]+>", rb"\1FEFF>"),
    ("notdef", "a glyph that the font does not have", None, None),
    ("widths", "a width that is not the font's", rb"(/W \[\n\s+\d+\n\s+\[\n\s+)(\d+)", lambda m: m.group(1) + b"%d" % (int(m.group(2)) + 2)),
    ("font", "a font that is not named as a subset", rb"/BaseFont /[A-Z]{6}\+(\S+)(\n  /DescendantFonts)", rb"/BaseFont /\1\2"),
    ("font", "a font of another kind", rb"/Encoding /Identity-H", b"/Encoding /Identity-V"),
    ("font", "a font that the page does not have", rb"/F0 12 Tf", b"/F9 12 Tf"),
    ("unreadable", "half the file", "half", None),
]


def swap_owners(data):
    """The first two elements in a page's list."""
    m = re.search(rb"\nendobj\n\n(?:%% [^\n]*\n)*\d+ 0 obj\n\[\n  (\d+ 0 R)\n  (\d+ 0 R)\n  \d+ 0 R\n", data)
    return data[:m.start(1)] + m.group(2) + b"\n  " + m.group(1) + data[m.end(2):]


SPECIAL = {"parent-tree": swap_owners,
           "notdef": lambda d: re.sub(rb"<([0-9a-fA-F]{4})([0-9a-fA-F]*>\]TJ)", rb"<FFF0\2", d, count=1)}

print("%s - the good file is silent%s" % (("not ok", ": %s" % faults(good)) if faults(good) else ("ok", "")))
print("%s - so it is written plainly%s" % (("not ok", ": %s" % faults(plain)) if faults(plain) else ("ok", "")))
for rule, what, pattern, new in CASES:
    path = os.path.join(work, "broken.pdf")
    if pattern == "half":
        open(path, "wb").write(open(good, "rb").read()[:9000])
    else:
        data = SPECIAL[rule](text) if pattern is None else re.sub(pattern, new, text, count=1, flags=re.S)
        if data == text:
            print("not ok - %s (%s): there was nothing to break" % (what, rule))
            continue
        raw = os.path.join(work, "raw.pdf")
        open(raw, "wb").write(data)
        with open(path, "wb") as out:
            subprocess.run(["fix-qdf", raw], stdout=out, check=True)
    said = faults(path)
    print("%s - %s is refused%s" % (("ok", what, "") if rule in said else ("not ok", what, " as %s: %s" % (rule, sorted(said)))))
locked = os.path.join(work, "broken.pdf")
subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--", good, locked], check=True)
print("%s - an encrypted file is refused" % ("ok" if "encrypted" in faults(locked) else "not ok"))
