#!/bin/bash
# Search and names, as a reader of the public site sees them: live, and what stands for it in the static edition.
. "$(dirname "$0")/../cli/lib.sh"
page=$(dirname "$HABEAS")/tests/page
cd "$T" || exit 1
export HABEAS_NOW=2018-07-18T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
get() { "$page" "${3:-r}" "$1" ${2:+"$2"} >answer && head -1 answer && tail -n +2 answer >body; }
text() { python3 -c 'import html, re
s = open("body", encoding="utf-8").read()
s = s.split("<main")[1].split("</main>")[0]
print(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(bdi|span|strong|time|mark)[^>]*>", "", s))).split()))'; }
q() { python3 -c 'import sys, urllib.parse; print(urllib.parse.quote_plus(sys.argv[1]))' "$1"; }

get /en/search >/dev/null
contains "without words: how to search" "$(text)" "All words must occur" "Names from A to Z"
contains "the form is a search" "$(cat body)" '<form class="search" role="search" method="get" action="/en/search">' '<input type="search" name="q"'
get /en >/dev/null
contains "every page has a form in its head" "$(sed -n '/<header/,/<\/header>/p' body)" 'role="search"' 'action="/en/search"' 'aria-label="Names, words or a number"'
get "/en/search?q=$(q 'İLQAR məmmədov')" >/dev/null
contains "a name in another spelling finds the person" "$(text)" "1 result" "Ilgar Mammadov" "Name İlqar Eldar oğlu Məmmədov"
contains "… and marks the words as they are written" "$(cat body)" '<mark>İlqar</mark> Eldar oğlu <mark>Məmmədov</mark>'
contains "… what was typed stands in the form" "$(cat body)" 'value="İLQAR məmmədov"'
get '/en/search?q=mammadov' >/dev/null
contains "counts by type" "$(text)" "All 31 Persons 1 Judgments 4"
contains "… as links" "$(cat body)" 'href="/en/search?q=mammadov&amp;type=judgments"'
contains "… persons first, then what is named so" "$(text)" "Ilgar Mammadov v. Azerbaijan"
contains "… twenty a page" "$(text)" "Page 1 of 2"
equals "… no more" 20 "$(grep -c '^<li><a href="/en/[a-z]*/' body)"
get '/en/search?q=mammadov&offset=20' >/dev/null
equals "… the others on the next" 11 "$(grep -c '^<li><a href="/en/[a-z]*/' body)"
contains "… which leads back" "$(cat body)" 'rel="prev" href="/en/search?q=mammadov"'
get '/en/search?q=mammadov&type=judgments' >/dev/null
equals "one type" 4 "$(grep -c '^<li><a href="/en/judgments/' body)"
contains "… counts stay" "$(text)" "All 31 Persons 1 Judgments 4"
contains "… other languages keep what was asked" "$(cat body)" 'href="/fr/search?q=mammadov&amp;type=judgments"'
contains "… and so does the form of the times" "$(cat body)" '<input type="hidden" name="q" value="mammadov"><input type="hidden" name="type" value="judgments">'
while IFS='|' read -r what query to; do equals "$what: $query" "303 text/plain; charset=utf-8 $to" "$(get "/en/search?q=$(q "$query")")"; done <<'E2'
an application number goes to its application|15172/13|/en/applications/15172-13
a HUDOC item to its judgment|001-144124|/en/judgments/ilgar-mammadov-v-azerbaijan
an ECLI too|ECLI:CE:ECHR:2014:0522JUD001517213|/en/judgments/ilgar-mammadov-v-azerbaijan
a document number to its decision|CM/ResDH(2015)43|/en/supervision/mammadov-interim-resolution-2015-43
… with blanks and small letters|cm / resdh (2015) 43|/en/supervision/mammadov-interim-resolution-2015-43
E2
get '/en/search?q=mamadov' >/dev/null
contains "nothing found: advice, and names that are near" "$(text)" "Nothing in the register has all these words." "Fewer words find more" "Names that are near Ilgar Mammadov"
get "/ar/search?q=$(q 'human rights')" >/dev/null
contains "Arabic pages mark what is in another language" "$(cat body)" '<html lang="ar" dir="rtl">' '<bdi lang="en" dir="ltr">'
while IFS='|' read -r what address status say; do
    equals "$what" "$status" "$(get "$address" | cut -d' ' -f1)"
    contains "… says why" "$(text)" "$say"
done <<E2
a kind that is none|/en/search?q=a&type=wizards|400|There is no such kind.
an offset that is none|/en/search?q=a&offset=-1|400|There is no such page.
an offset beyond the end|/en/search?q=mammadov&offset=4000|200|The list ends before this page.
thirteen words|/en/search?q=a+b+c+d+e+f+g+h+i+j+k+l+m|400|at most twelve words
a word of a thousand letters|/en/search?q=$(head -c 1000 /dev/zero | tr '\0' a)|400|at most twelve words
only punctuation|/en/search?q=%22*%22|200|All words must occur
markup|/en/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E|200|Nothing in the register
bytes that are no text|/en/search?q=%FF%00%C3x|200|Nothing in the register
a broken escape|/en/search?q=%zz%2|200|Nothing in the register
E2
get '/en/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%FF' >/dev/null
lacks "nothing that was typed is markup" "$(cat body)" "<script>alert"
if iconv -f UTF-8 -t UTF-8 body >/dev/null 2>&1; then ok "the page is UTF-8 whatever was typed"; else not_ok "the page is UTF-8 whatever was typed"; fi
get '/en/search?q=mammadov&at=2001-01-01' >/dev/null
lacks "a day in the world changes nothing that is found" "$(text)" "not the present"
equals "JSON lines" "200 application/x-ndjson; charset=utf-8 " "$(get '/search.json?q=mammadov&type=judgments')"
json_lines "… one a result" body
equals "… of that type" 4 "$(grep -c '"type":"judgments"' body)"
equals "without an address of the site there is no description of the search" 404 "$(get /opensearch.xml | cut -d' ' -f1)"

# ---- hidden, and the past. Nobody's names.
cat >d.yaml <<'Y'
sources: {s: {title: A synthetic source}}
persons:
  a: {source: s, name: [{value: "Synthetic Person", lang: en}, {value: "Синтетическая Особа", lang: ru}, {value: "اِسْمٌ تَجْرِيبِيٌّ", lang: ar}, {value: "სინთეზური სახელი", lang: ka}, {value: "Սինթետիկ Անուն", lang: hy}, {value: "合成姓名", lang: zh}]}
  b: {source: s, name: {value: Synthetic Aardvark, lang: en}, summary: {value: "First words & <others>.", lang: en}}
  h: {source: s, visibility: internal, name: {value: Synthetic Hiddenname, lang: en}}
Y
"$HABEAS" init d >/dev/null
HABEAS_NOW=2018-01-01T00:00:00Z "$HABEAS" -r d load d.yaml >/dev/null || not_ok "load"
while IFS='|' read -r query want; do
    get "/en/search?q=$(q "$query")" '' d >/dev/null
    contains "found: $query" "$(cat body)" '<li><a href="/en/persons/a"' "<mark>$want"
done <<'E2'
особа|Особа
اسم|اِسْمٌ
სახელი|სახელი
անուն|Անուն
姓名|姓名
E2
get '/en/search?q=others' '' d >/dev/null
contains "a passage is text" "$(cat body)" 'First words &amp; &lt;<mark>others</mark>&gt;.'
get '/en/search?q=synthetic' '' d >/dev/null
contains "what is hidden is not counted" "$(text)" "3 results" "All 3 Persons 2 Sources 1"
lacks "… nor shown" "$(cat body)" "Hiddenname"
get '/en/search?q=hiddenname' '' d >/dev/null
contains "… nor found" "$(text)" "Nothing in the register"
get '/en/search?q=hiddennam' '' d >/dev/null
lacks "… nor near" "$(cat body)" "persons/h"
get '/en/search?q=words' '' d >/dev/null && cp body before
printf 'persons: {b: {summary: {value: "Second thoughts.", lang: en, source: s}}, c: {source: s, name: {value: Words Words, lang: en}}}\n' >e.yaml
HABEAS_NOW=2018-08-01T00:00:00Z "$HABEAS" -r d load e.yaml >/dev/null || not_ok "load"
HABEAS_NOW=2018-09-01T00:00:00Z get '/en/search?q=words&known=2018-07-18T12:00:00Z' '' d >/dev/null
same_file "known= gives the page that was given then" before body
HABEAS_NOW=2018-09-01T00:00:00Z get '/en/search?q=words' '' d >/dev/null
contains "… and now is another" "$(text)" "Words Words"
lacks "… without what was superseded" "$(text)" "First words"

# ---- names
get /fr/names '' d >/dev/null
contains "names by script" "$(text)" "latin a p s w" "cyrillique о с" "arabe ا ت" "arménien ա ս" "géorgien ს" "sinogrammes 合 名 姓 成"
lacks "… without those of hidden names" "$(text)" " h "
for l in $(grep -oE '/fr/names/[a-z0-9-]+' body); do
    get "$l" '' d >/dev/null
    [[ $(text) == *Personne* ]] || not_ok "a page of names has names: $l" "$(text)"
done
ok "every letter leads to names"
get /en/names/0u-043e '' d >/dev/null
contains "a letter that is not Latin" "$(text)" "Синтетическая Особа"
equals "no such beginning" 404 "$(get /en/names/zz '' d | cut -d' ' -f1)"
for bad in 0u-d800 0u-110000 0u- 0u-zz 0u-0000 "$(head -c 119 /dev/zero | tr '\0' a)" "0u-$(printf '0430-%.0s' $(seq 20))0430"; do
    case $(get "/en/names/$bad" '' d | cut -d' ' -f1) in 404) ;; *) not_ok "no such beginning: $bad" ;; esac
done
python3 - >many.yaml <<'Y'
print("sources: {s: {title: Synthetic}}\npersons:")
for i in range(400): print("  p%03d: {source: s, name: Synthetic X%s}" % (i, "abcdefghijklmnopqrst"[i // 20] + "abcdefghijklmnopqrst"[i % 20]))
Y
"$HABEAS" init m >/dev/null && "$HABEAS" -r m load many.yaml >/dev/null
get /en/names/s '' m >/dev/null
contains "too many of a letter: the longer beginnings" "$(cat body)" 'href="/en/names/synthetic-xa"'
get /en/names/synthetic-xa '' m >/dev/null
equals "… have them" 20 "$(grep -c 'href="/en/persons/p' body)"
get /en/names static m >/dev/null
contains "in the static edition letters are files" "$(cat body)" 'href="../en/names/s.html"'
contains "… and the form waits for its script" "$(cat body)" '<form class="search" role="search" id="find" hidden'
contains "… each page leads to the names" "$(get /en/persons.html static m >/dev/null; sed -n '/<header/,/<\/header>/p' body)" 'href="../en/names.html"'
equals "… search is no page there" 404 "$(get /en/search static m | cut -d' ' -f1)"
"$HABEAS" -r m publish out >/dev/null 2>&1
for f in names names/s names/synthetic-xa names/xa; do exists "published: $f" "out/ru/$f.html"; done
exists "… and the further pages of lists" out/en/persons.8.html
absent "… but no search" out/en/search.html
equals "every link of the names leads to a file" "" "$(cd out/en/names && grep -ohE 'href="[^"#]+"' *.html | sort -u | sed 's/href="//; s/"//' | while read -r l; do [ -e "$l" ] || echo "$l"; done)"
done_testing
