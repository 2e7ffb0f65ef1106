#!/bin/bash
# The manual is whole: it has every command, option, diagnostic, head key, value key and JSON field that the program has,
# its generated page is up to date, and mandoc has nothing to say.
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1

# missing PAGE WORD…: the words that PAGE has not as words of their own.
missing()
{
    local text w
    text=$(tr -c 'a-zA-Z0-9_\n-' ' ' <"$1" | tr '\n' ' ')
    shift
    for w; do [[ " $text " == *" $w "* ]] || echo "missing: $w"; done
}

commands=$(sed -n 's/^COMMAND(\([a-z_]*\),.*/\1/p' src/cmd/commands.def | tr _ -)
verdict "habeas(1) has every command" "$(for c in $commands; do grep -qE "^\.It Ic $c\b" man/habeas.1 || echo "missing: $c"; done)"
options=$(grep -ohE '"--?[a-z-]+"' src/cmd/main.c | tr -d '"' | sort -u)
verdict "there are options" "$([ "$(echo "$options" | wc -l)" -ge 8 ] || echo "only: $options")"
verdict "habeas(1) has every option" "$(for o in $options; do
    case $o in --*) flag="Fl Fl ${o#--}" ;; *) flag="Fl ${o#-}" ;; esac
    grep -qE "^\.It $flag\b" man/habeas.1 || echo "missing: $o"
done)"
verdict "habeas(1) has every variable of the environment" \
    "$(missing man/habeas.1 $(grep -rohE 'getenv\("[A-Z_]+"\)' src | sed 's/.*"\(.*\)".*/\1/'))"
verdict "habeas(1) has every exit status" "$(for n in $(sed -n 's/^ERR([A-Z_]*, [0-9]*, \([0-9]\),.*/\1/p' src/base/err.def | sort -u); do
    grep -qE "^\.It $n$" man/habeas.1 || echo "missing: $n"; done)"

codes=$(sed -n 's/^DIAG([A-Z0-9_]*, "\([^"]*\)".*/\1/p' src/base/diag.def)
verdict "habeas-diagnostics(7) has every code" "$(for c in $codes; do grep -q "^\.It Sy $c " man/habeas-diagnostics.7 || echo "missing: $c"; done)"
verdict "habeas-diagnostics(7) is what its script makes" "$(python3 man/diagnostics.py | diff man/habeas-diagnostics.7 - | head -20)"

verdict "habeas-dossier(5) has every key of a value" \
    "$(missing man/habeas-dossier.5 value $(grep -oE 'str_eq\(key, S\("[a-z-]+"\)\)' src/intake/dossier.c | sed 's/.*"\(.*\)".*/\1/'))"
verdict "habeas-dossier(5) has every kind of value" \
    "$(missing man/habeas-dossier.5 $(sed -n '/kind_names\[\] = {/,/}/p' src/vocab/vocab.c | grep -oE '"[a-z]+"' | tr -d '"' | grep -v '^bool$'))"
verdict "habeas-letter(5) has every key of the head" \
    "$(for k in $(grep -oE 'str_eq\(k, S\("[a-z]+"\)\)' src/letter/parse.c | sed 's/.*"\(.*\)".*/\1/'); do grep -qE "^\.It Cm (.*, )?$k\b" man/habeas-letter.5 || echo "missing: $k"; done)"
verdict "habeas-letter(5) has every condition" \
    "$(for k in over 'at least' 'at most' exactly about on within before after is; do grep -q "^\.It $k " man/habeas-letter.5 || echo "missing: $k"; done)"
verdict "habeas-references(7) has what is computed" \
    "$(missing man/habeas-references.7 $(grep -oE 'add_computed\(&r, "[a-z]+", "[a-z-]+"' src/vocab/vocab.c | sed 's/.*"\(.*\)"/\1/'))"
verdict "habeas-references(7) has every name that is no property" \
    "$(missing man/habeas-references.7 $(grep -oE 'str_eq\(name, S\("[a-z]+"\)\)' src/store/ref.c | sed 's/.*"\(.*\)".*/\1/'))"
verdict "habeas-json(5) has every field" \
    "$(missing man/habeas-json.5 $(cat src/cmd/*.c src/base/diag.c src/letter/json.c |
        grep -oE '(json_(text|text_if|int|bool|key)|fields)\(&?j, "[a-z-]+"' | sed 's/.*"\(.*\)"/\1/' | sort -u))"

verdict "doc/data.md has every table and column" "$(python3 - <<'P'
import re
sql = re.sub(r"--.*", "", open("data/schema/0001.sql").read())
doc = open("doc/data.md").read()
for table, body in re.findall(r"CREATE TABLE (\w+)\((.*?)\) STRICT", sql, re.S):
    section = re.search(r"^#### `%s`.*?(?=^#|\Z)" % table, doc, re.M | re.S)
    if not section:
        print("missing: table", table)
        continue
    for column in re.findall(r"(?:^|,)\s*(\w+) (?:INTEGER|TEXT|BLOB)\b", body):
        if not re.search(r"^\| `([^|]*`, `)?%s`" % column, section[0], re.M):
            print("missing:", table + "." + column)
P
)"
verdict "code in the documents is in the files it is from" "$(python3 - README.md doc/*.md doc/decisions/*.md <<'P'
import re, sys
for path in sys.argv[1:]:
    for source, body in re.findall(r"^```\w+ (\S+)\n(.*?)^```", open(path).read(), re.M | re.S):
        lines = {l.rstrip() for l in open(source)}
        for line in body.splitlines():
            if line.strip() and line.strip() != "…" and line.rstrip() not in lines:
                print(f"{path}: not in {source}: {line}")
P
)"
verdict "every link in the documents leads somewhere" "$(for f in README.md doc/*.md doc/decisions/*.md; do
    grep -oE '\]\([^)#]+' "$f" | sed 's/^](//' | grep -vE '^(https?|fact):' | while read -r to; do
        [ -e "$(dirname "$f")/$to" ] || echo "$f: $to"
    done
done)"
verdict "every file that the documents name is there" "$(grep -ohE '`(src|data|demo|doc|man|script|tests|bench|fuzz)/[a-zA-Z0-9_./-]+`' README.md doc/*.md doc/decisions/*.md |
    tr -d '`' | sort -u | while read -r f; do [ -e "$f" ] || echo "$f"; done)"

if command -v mandoc >/dev/null; then
    for page in man/*.[157]; do
        verdict "mandoc reads $(basename "$page") without a word" "$(mandoc -Tlint -W warning "$page" 2>&1)"
    done
else
    echo "ok - mandoc lint # SKIP there is no mandoc"
fi
done_testing
