#!/bin/bash
# The static edition: whole, signed, the same again when nothing changed, and verified by others' tools too.
. "$(dirname "$0")/../cli/lib.sh"
cd "$T" || exit 1
export HABEAS_NOW=2026-11-23T12:00:00Z
h() { "$HABEAS" -r r "$@"; }
"$HABEAS" init r --demo >/dev/null 2>&1
printf 'title: A test register\norigin: https://example.org\n' >r/habeas.yaml
minisign -G -W -p pub -s sec >/dev/null 2>&1
check "publish" 0 -- h publish site --key sec
contains "… says what it did" "$out" "Edition 1 is in site:" "0 removed"
check "sha256sum agrees" 0 -- sh -c 'cd site && sha256sum -c --quiet MANIFEST'
check "minisign agrees" 0 -- minisign -V -p pub -m site/MANIFEST
contains "… and shows which edition it is" "$out" "habeas site=https://example.org seq=1 time=2026-11-23T12:00:00Z prev=- withheld=0,0,0"
check "verify-site agrees" 0 -- "$HABEAS" verify-site site --key pub --state seen
contains "… and says so" "$out" "clean: edition 1 of 2026-11-23T12:00:00Z"
equals "the manifest lists every file" "" "$(cd site && find . -type f ! -name 'MANIFEST*' ! -name '.habeas-edition' | sed 's#^\./##' | LC_ALL=C sort | diff - <(cut -c67- MANIFEST))"
check "every link leads to a file" 0 -- python3 "$ROOT/tests/site/links.py" site
contains "… of which there are many" "$out" " pages, " " 0 bad"
python3 - <<'P' >sitemap
import re
urls = re.findall("<loc>(.*?)</loc>", open("site/sitemap-1.xml").read())
import os
print(len(urls) == len(set(urls)), all(os.path.exists(u.replace("https://example.org", "site")) for u in urls), len(urls) > 500)
P
equals "the sitemap has every page once" "True True True" "$(cat sitemap)"
for l in en fr az ru ar; do contains "the first page offers $l" "$(cat site/index.html)" "href=\"$l/index.html\""; done

# ---- again
find site -type f -printf '%p %T@ %i\n' | sort >before
check "publish again" 0 -- h publish site --key sec
contains "… has nothing to do" "$out" "nothing was written"
equals "… and touches nothing" "$(cat before)" "$(find site -type f -printf '%p %T@ %i\n' | sort)"
export HABEAS_NOW=2026-11-24T12:00:00Z
cat >change.yaml <<'Y'
sources: {later: {title: A later source}}
persons:
  tofig-yagublu: {source: later, occupation: writer}
Y
h load change.yaml >/dev/null
(cd site && sha256sum $(cut -c67- MANIFEST)) >old.sums
check "one changed fact" 0 -- h publish site --key sec
contains "… makes the next edition" "$out" "Edition 2 is in site:"
changed=$(cd site && sha256sum $(cut -c67- MANIFEST) | diff "$T/old.sums" - | sed -n 's/^> [0-9a-f]*  //p')
contains "… with the person's pages" "$changed" "en/persons/tofig-yagublu.html" "ar/persons/tofig-yagublu.html" "persons.csv" "en/persons.html"
lacks "… and no one else's" "$changed" "persons/ilgar-mammadov" "persons/emmanuel-macron" "judgments/" "supervision" "occasions"
contains "… that names the one before" "$(cat site/EDITION)" "seq=2" "prev=$(python3 - <<'P'
import hashlib
lines = open("old.sums").read()
print(hashlib.sha256(lines.encode()).hexdigest())
P
)"
check "… and is clean" 0 -- "$HABEAS" verify-site site --key pub --state seen
equals "the highest edition seen is remembered" 2 "$(cat seen)"
check "a second folder gets the same" 0 -- h publish other --key sec
equals "… pages" "" "$(diff -rq site other | grep -vE 'MANIFEST|EDITION|edition.html')"
cat >gone.yaml <<'Y'
persons:
  only-name: {source: later, name: Only Name}
Y
h load gone.yaml >/dev/null && h publish site --key sec >/dev/null
exists "a new person has a page" site/fr/persons/only-name.html
printf 'persons:\n  only-name: {source: later, name: {value: Only Name, withdrawn: a test}}\n' >gone.yaml
h load gone.yaml >/dev/null
check "a person of whom nothing stands any more" 0 -- h publish site --key sec
absent "… has none" site/fr/persons/only-name.html
check "… and the edition is clean" 0 -- "$HABEAS" verify-site site --key pub

# ---- an edition made from the one before is the one that would be made from nothing
number=0
same_as_whole() # NAME: loads the dossier on stdin, publishes on top and afresh
{
    number=$((number + 1))
    cat >"step-$number.yaml"
    h load "step-$number.yaml" >/dev/null 2>loaded || fail "$1 loads" "$(cat loaded)"
    h publish site --key sec >said
    rm -rf fresh && h publish fresh --key sec >/dev/null
    equals "$1: as if made afresh" "" "$(diff -rq site fresh | grep -vE 'MANIFEST|EDITION|edition.html')"
}
same_as_whole "a name" <<<'persons: {tofig-yagublu: {source: later, name: {value: Tofiq the Writer, kind: alias}}}'
same_as_whole "a detention that ends" <<<'detentions: {later-detention: {source: later, person: tofig-yagublu, country: AZ, since: 2025-03, kind: arrest}}'
same_as_whole "… and its end" <<<'detentions: {later-detention: {source: later, until: 2025-09-01}}'
same_as_whole "another word of a source for it" <<<'
sources: {second: {title: A second source}}
detentions: {later-detention: {source: second, until: 2025-09-02}}'
same_as_whole "the title of a source" <<<'sources: {later: {title: A later source with another title}}'
same_as_whole "what is not public" <<<'persons: {tofig-yagublu: {source: later, occupation: {value: journalist, visibility: internal}}}'
same_as_whole "what is public no more" <<<'
detentions: {later-detention: {source: second, until: {value: 2025-09-02, withdrawn: it was a mistake, visibility: sealed}}}'
same_as_whole "a person who is new" <<<'persons: {another-one: {source: second, name: Another One, citizenship: AZ}}'
same_as_whole "an entity of another name" <<<'persons: {another-person: {source: second, former-key: another-one, name: Another One}}'
absent "the page of the name before is gone" site/en/persons/another-one.html
same_as_whole "nothing" <<<'{}'
contains "… makes no edition" "$(cat said)" "nothing was written"
export HABEAS_NOW=2026-11-25T12:00:00Z
same_as_whole "the next day" <<<'{}'
printf 'title: Another title\norigin: https://example.org\n' >r/habeas.yaml
same_as_whole "settings" <<<'{}'
h load - <<<'persons: {tofig-yagublu: {source: second, sex: male}}' >/dev/null 2>&1
echo "x" >>site/en/charts.html && rm site/ru/persons/ilgar-mammadov.html && printf 'damaged' >"$(ls r/published/* | head -1)"
h publish site --key sec >/dev/null
rm -rf fresh && h publish fresh --key sec >/dev/null
equals "what is known of the edition is lost: as if made afresh" "" "$(diff -rq site fresh | grep -vE 'MANIFEST|EDITION|edition.html')"
echo "x" >>site/en/charts.html && rm site/ru/persons/ilgar-mammadov.html
h publish site --key sec >/dev/null
equals "files that were altered or lost are made again" "" "$(diff -rq site fresh | grep -vE 'MANIFEST|EDITION|edition.html')"
printf 'title: A test register\norigin: https://example.org\n' >r/habeas.yaml
h publish site --key sec >/dev/null

# ---- what is not as it was
cp -r site good
broken() # NAME FAULT…: after the command on stdin, verify-site names the faults
{
    local name=$1
    shift
    rm -rf site && cp -r good site
    sh -c "$(cat)"
    check "$name" 1 -- "$HABEAS" verify-site site --key pub --state seen
    contains "… is named" "$out" "$@"
}
broken "an altered page" "altered     en/persons/ilgar-mammadov.html" "1 fault" <<<'sed -i s/Mammadov/Mamadov/ site/en/persons/ilgar-mammadov.html'
broken "a missing page" "missing     fr/index.html" <<<'rm site/fr/index.html'
broken "a page of another hand" "foreign     en/leak.html" <<<'echo x >site/en/leak.html'
broken "a link to elsewhere" "foreign     en/passwd" <<<'ln -s /etc/passwd site/en/passwd'
broken "an altered manifest" "signature   the signature is not of this content" <<<'sed -i "1s/^./x/;1s/^x/0/" site/MANIFEST; sed -i "1s/^0*/1/" site/MANIFEST; head -c 64 site/MANIFEST >/dev/null'
broken "a signature's comment that was altered" "signature   the signature's comment was altered" <<<'sed -i s/seq=/seq=9/ site/MANIFEST.minisig'
broken "an edition that is not signed" "unsigned" <<<'rm site/MANIFEST.minisig'
rm -rf site && cp -r other site
echo 4 >seen
check "an older edition" 1 -- "$HABEAS" verify-site site --key pub --state seen
contains "… is named" "$out" "rolled-back this is edition 1, and edition 4 was seen before"
HABEAS_NOW=2026-12-24T12:00:00Z check "an edition of last month" 1 -- "$HABEAS" verify-site good --key pub
contains "… is named" "$out" "stale       this edition is 29 days old"
minisign -G -W -p pub2 -s sec2 >/dev/null 2>&1
check "another's key" 1 -- "$HABEAS" verify-site good --key pub2
contains "… is named" "$out" "it was signed with another key"
check "as JSON" 1 -- "$HABEAS" verify-site good --key pub2 --format json
contains "… an object a line" "$out" '{"fault":"signature"'
check "without a key" 1 -- "$HABEAS" verify-site good
contains "… it is not known who made it" "$out" "unsigned"
check "a folder that is none" 1 -- "$HABEAS" verify-site r --key pub
contains "… is named" "$err" "there is no MANIFEST"
for path in ../../etc/passwd /etc/passwd .hidden a//b; do
    mkdir -p lie && printf '%064d  %s\n' 0 "$path" >lie/MANIFEST
    check "a manifest that names $path" 1 -- "$HABEAS" verify-site lie
    contains "… is refused" "$err" "line 1 is no hash and path"
done

# ---- publish repairs, and takes nothing that is not its own
rm -rf site && cp -r good site
rm site/fr/index.html site/MANIFEST.minisig && echo x >site/en/persons.html && echo mine >site/en/mine.txt
check "publish makes a damaged edition whole" 0 -- h publish site --key sec
exists "… and leaves what is another's" site/en/mine.txt
rm site/en/mine.txt
check "… and it is clean" 0 -- "$HABEAS" verify-site site --key pub
mkdir mine && echo x >mine/letter.txt
check "a folder with other files" 2 -- h publish mine
contains "… is refused" "$err" "is not empty and holds no edition"
equals "… and as it was" "letter.txt" "$(ls -A mine)"
check "a key that is none" 1 -- h publish site --key pub
contains "… is named" "$err" "no secret key of minisign"
printf 'secret words\nsecret words\n' | minisign -G -p pub3 -s sec3 >/dev/null 2>&1
check "a key with a password" 0 -- sh -c "printf 'secret words\n' | '$HABEAS' -r r publish locked --key sec3 --password-fd 0"
check "… signs" 0 -- minisign -V -p pub3 -m locked/MANIFEST
check "a wrong password" 1 -- sh -c "printf 'other words\n' | '$HABEAS' -r r publish locked --key sec3 --password-fd 0"
contains "… is named" "$err" "does not open with this password"
check "unsigned" 0 -- h publish plain
contains "… is said" "$out" "It is not signed"

# ---- what is not public
cat >hidden.yaml <<'Y'
sources:
  canary-source: {title: {value: CANARYSOURCE, visibility: internal}}
persons:
  canary-person: {source: later, name: {value: CANARYNAME, visibility: partner}}
  ilgar-mammadov: {source: canary-source, identifier: {value: CANARYVALUE, visibility: sealed}, occupation: [{value: artist, quote: CANARYQUOTE, visibility: internal}]}
Y
h load hidden.yaml >/dev/null
(cd site && find . -type f ! -name 'MANIFEST*' ! -name EDITION ! -name edition.html -exec sha256sum {} + | sort) >sums
check "hidden statements change nothing" 0 -- h publish site --key sec
equals "… of what is published" "$(cat sums)" "$(cd site && find . -type f ! -name 'MANIFEST*' ! -name EDITION ! -name edition.html -exec sha256sum {} + | sort)"
equals "no canary is in the folder" "" "$(grep -rlai canary site)"
h load change.yaml >/dev/null
check "the next edition says how many are withheld" 0 -- h publish fresh --key sec
contains "… by level" "$(cat fresh/EDITION)" "withheld=1,3,1"
done_testing
