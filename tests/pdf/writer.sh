#!/bin/bash
# The PDF writer, on a document that has every kind of thing (draw.c): its rules, by a checker that is itself tested; its text as
# readers extract it; its pictures.
. "$(dirname "$0")/../cli/lib.sh"
bin=$(dirname "$HABEAS")/tests
cd "$T" || exit 1
python3 "$ROOT/tests/pdf/pictures.py" p || exit 1

check "a document is drawn" 0 -- "$bin/pdf_draw" a.pdf p/good-ycc.jpg p/good-c6-d8.png p/good-cmyk-adobe.jpg
check "and again" 0 -- "$bin/pdf_draw" b.pdf p/good-ycc.jpg p/good-c6-d8.png p/good-cmyk-adobe.jpg
same_file "the same calls give the same bytes" a.pdf b.pdf
check "qpdf finds nothing wrong" 0 -- qpdf --check a.pdf
check "nor does our own checker" 0 -- "$bin/pdfcheck" a.pdf
equals "… without a word" "" "$out"
mkdir broken
while IFS= read -r line; do # the checker's own test
    case $line in
    ok*) ok "${line#ok - }" ;;
    *) not_ok "${line#not ok - }" ;;
    esac
done < <(python3 "$ROOT/tests/pdf/break.py" "$bin/pdfcheck" a.pdf broken)

pdftotext a.pdf a.txt
same_file "its text in reading order, ligatures and small capitals as written" "$ROOT/tests/golden/pdf/draw.txt" a.txt
pdfinfo -struct-text a.pdf >a.struct
same_file "its structure, right-to-left in logical order" "$ROOT/tests/golden/pdf/draw.struct" a.struct

# ---- pictures
ink() { pdftoppm -r 60 -f 1 -l 1 -x 40 -y 320 -W 120 -H 120 "$1" | md5sum; }
"$bin/pdf_draw" 1.pdf p/turned-1.jpg
upright=$(ink 1.pdf)
"$bin/pdf_draw" none.pdf
differs "a picture is seen" "$(ink none.pdf)" "$upright"
for o in 2 3 4 5 6 7 8; do
    "$bin/pdf_draw" $o.pdf p/turned-$o.jpg
    pdftoppm -r 30 -f 1 -l 1 -x 25 -y 166 -W 38 -H 46 -gray $o.pdf >$o.pgm
done
pdftoppm -r 30 -f 1 -l 1 -x 25 -y 166 -W 38 -H 46 -gray 1.pdf >1.pgm
equals "the eight orientations of Exif look alike" "" "$(python3 - <<'PY'
def blocks(o): # the middle of each of the 4 x 5
    d = open('%d.pgm' % o, 'rb').read()[-38 * 46:]
    return [d[int(7.5 * y + 4.4) * 38 + int(7.5 * x + 3.7)] for y in range(5) for x in range(4)]
if len(set(blocks(1))) < 4: print('nothing to see')
for o in range(2, 9):
    if any(abs(a - b) > 12 for a, b in zip(blocks(1), blocks(o))): print('turned-%d: %s' % (o, blocks(o)))
PY
)"
for f in p/good-*-i.png; do
    plain=${f%-i.png}.png
    "$bin/pdf_draw" i.pdf "$f" && "$bin/pdf_draw" n.pdf "$plain"
    [ "$(ink i.pdf)" = "$(ink n.pdf)" ] || not_ok "${f#p/} looks like ${plain#p/}"
    [ "$(ink i.pdf)" != "$(ink none.pdf)" ] || not_ok "${f#p/} is seen"
done
ok "interlaced pictures look like plain ones"
for f in p/good-*; do
    "$bin/pdf_draw" g.pdf "$f" && "$bin/pdfcheck" g.pdf >g.out && qpdf --check g.pdf >/dev/null || not_ok "${f#p/} in a document" "$(cat g.out)"
done
ok "every good picture makes a good document"
grep -qa SECRET a.pdf && not_ok "no metadata in the document" || ok "no metadata in the document"

# ---- many
check "a list of 5,000" 0 -- "$bin/pdf_draw" -n 5000 n.pdf
check "… keeps the rules over 148 pages" 0 -- "$bin/pdfcheck" n.pdf
equals "… which are all there" 148 "$(pdfinfo n.pdf | sed -n 's/^Pages: *//p')"
done_testing
