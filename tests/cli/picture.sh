# The letter's picture: read, stripped of what it tells, shown in every format; and what is refused.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
python3 "$ROOT/tests/pdf/pictures.py" p || exit 1
new_register r
cat >facts.yaml <<'END'
sources:
  s: {title: A source, archive: p/good-grey.jpg}
  hidden: {title: Another, archive: {value: p/good-ycc.jpg, visibility: internal}}
END
check "a register with pictures" 0 -- "$HABEAS" -r r load facts.yaml
letter() { # FILE [ALT CREDIT]
    printf -- '---\ntitle: T\nlanguage: en\ndate: 2018-07-18\npicture:\n  file: %s\n%s%s---\n\nText.\n' "$1" "${2-  alt: \"A flag & a bar\"
}" "${3-  credit: \"© Example\"
}" >l.md
}
is_refused() # NAME FILE NEEDLE…
{
    local name=$1
    letter "$2"
    shift 2
    check "$name: refused" 1 -- "$HABEAS" -r r check l.md
    contains "… at its place, and why" "$err" "l.md:6:9: error: [picture]" "$@"
}

letter p/good-ycc.jpg
check "a JPEG" 0 -- "$HABEAS" -r r check l.md
equals "… without a word" "$err" "0 claims in 1 letter: 0 errors, 0 warnings, 0 notes"
for ext in html txt json; do check "… is written to $ext" 0 -- "$HABEAS" -r r letter l.md -o "x.$ext"; done
contains "HTML shows it, with its text and credit" "$(cat x.html)" '<img alt="A flag &amp; a bar" width="32" height="40" src="data:image/jpeg;base64,/9j/' '<figcaption>© Example</figcaption>'
contains "text says it" "$(cat x.txt)" "[A flag & a bar (© Example)]"
contains "JSON says it" "$(cat x.json)" '"picture":{"file":"p/good-ycc.jpg","type":"image/jpeg","width":32,"height":40,"alt":"A flag & a bar","credit":"© Example"}'
picture_of() { sed -n 's/.*base64,\([^"]*\)".*/\1/p' "$1" | base64 -d; }
grep -qa SECRET p/good-ycc.jpg && ok "the picture tells something" || not_ok "the picture tells something"
lacks "… which is gone in the letter" "$(picture_of x.html | tr -d '\000')" SEC
letter p/turned-6.jpg
run "$HABEAS" -r r letter l.md -o x.html
contains "a turned picture has its upright size" "$(cat x.html)" 'width="32" height="40"'
lacks "… and nothing of the camera" "$(picture_of x.html | tr -d '\000')" SECRET
picture_of x.html >x.jpg
equals "… and its orientation" 6 "$(python3 -c 'd = open("x.jpg", "rb").read(); print(d[d.index(b"Exif") + 25])')"
letter p/good-c6-d8-i.png
run "$HABEAS" -r r letter l.md -o x.html
contains "a PNG" "$(cat x.html)" 'src="data:image/png;base64,iVBOR'
lacks "… without its texts" "$(picture_of x.html | tr -d '\000')" SECRET tEXt eXIf tIME
for f in p/good-*; do
    letter "$f"
    run "$HABEAS" -r r check l.md
    [ "$status" = 0 ] || not_ok "${f#p/} is taken" "$err"
done
ok "every good picture is taken"

of() { sha256sum "$1" | cut -c1-64; }
letter "sha256:$(of p/good-grey.jpg)"
check "a file of the register by its hash" 0 -- "$HABEAS" -r r letter l.md -o x.html
contains "… is shown" "$(cat x.html)" "data:image/jpeg"
is_refused "one that the letter's readers may not see" "sha256:$(of p/good-ycc.jpg)" "the register has no such file"
check "… but who may see it may write with it" 0 -- "$HABEAS" -r r --as internal check l.md
is_refused "one that the register does not have" "sha256:$(of p/good-c0-d1.png)" "the register has no such file"

is_refused "a file outside the letter's folder" ../../etc/passwd "below the letter's folder"
is_refused "an absolute path" /etc/passwd "below the letter's folder"
is_refused "a file that is not there" none.jpg "none.jpg: No such file"
is_refused "a folder" p "is a folder"
truncate -s 200M p/large.jpg
start=$(date +%s%N)
is_refused "200 MB" p/large.jpg "has more than 33554432 bytes"
[ $((($(date +%s%N) - start) / 1000000)) -lt 2000 ] && ok "… without reading it" || not_ok "… without reading it"
is_refused "no picture" p/bad-kind.gif "neither a JPEG nor a PNG"
is_refused "an empty file" p/bad-empty.jpg "empty file"
is_refused "a JPEG that lies about its size" p/bad-lie.jpg "7000 × 9000 pixels large, and has too little data"
is_refused "a PNG that lies about its size" p/bad-lie.png "5000 × 5000 pixels large, and its data is not that"
is_refused "a PNG with more pixels than it says" p/bad-bomb.png "its data is not that"
is_refused "a PNG with a wrong checksum" p/bad-crc.png "a checksum is wrong"
is_refused "half a JPEG" p/bad-cut.jpg "cut off"
is_refused "half a PNG" p/bad-cut.png "cut off"
for f in p/bad-*; do
    letter "$f"
    run "$HABEAS" -r r check l.md
    [ "$status" = 1 ] && [[ $err == *"[picture]"* ]] || not_ok "${f#p/} is refused" "$err"
done
ok "every bad picture is refused"

letter p/good-ycc.jpg ""
check "a picture without alt is an error" 1 -- "$HABEAS" -r r check l.md
contains "… that says so" "$err" "l.md:5:1: error: [head] the picture has no alt"
letter p/good-ycc.jpg "  alt: A flag
" ""
check "a picture without credit is an error" 1 -- "$HABEAS" -r r check l.md
contains "… that says so" "$err" "error: [head] the picture has no credit"
done_testing
