#!/bin/bash
# Lists, home and charts of the public site, as a reader sees them.
. "$(dirname "$0")/../cli/lib.sh"
page=$(dirname "$HABEAS")/tests/page
cd "$T" || exit 1
export HABEAS_NOW=2018-07-18T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
get() { "$page" "${3:-r}" "$1" ${2:+"$2"} >answer && head -1 answer && tail -n +2 answer >body; }
text() { python3 -c 'import html, re, sys
s = open("body", encoding="utf-8").read()
s = re.sub(r"(?s)<(script|select).*?</\1>", "", s.split("<main")[1].split("</main>")[0])
print(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(bdi|span|strong|time)[^>]*>", "", s))).split()))'; }

# ---- home
get /en >/dev/null
contains "home says how many are held, and of when" "$(text)" "1 person is held" "as the register knows it for 18 July 2018"
contains "… by country, occupation and time" "$(text)" "Azerbaijan 1" "opposition leader 1" "five to ten years 1"
contains "… what is coming and what was lately" "$(text)" "Coming Meeting of the Presidents of France and Azerbaijan in Paris 20 July 2018" "Lately reopening, Ilgar Mammadov 29 June 2018" "Letters Open letter to the President of France"
lacks "… and nothing that was not yet" "$(text)" "2020"
contains "each figure leads to the list that it counts" "$(cat body)" 'href="/en/persons?detentions.at=2018-07-18"' 'href="/en/persons?detentions.country=AZ&amp;detentions.at=2018-07-18"'
get '/en?at=2019-01-01' >/dev/null
contains "at= shows another day, and says so" "$(text)" "This page shows what was so on 1 January 2019, not the present." "0 persons are held"
get '/fr?at=2013-12-31' >/dev/null
contains "home in French" "$(text)" "31 décembre 2013" "Azerbaïdjan 2"

# ---- lists
get /en/persons >/dev/null
contains "a list has who, what, since when" "$(text)" "Ilgar Mammadov opposition leader, politician · held since 4 February 2013"
get '/en/persons?detentions.country=AZ&occupation=&name=' >/dev/null
contains "empty fields of a form are no filters" "$(text)" "2 entries" "Detention – Country: Azerbaijan"
contains "… and each filter can be taken away" "$(cat body)" 'href="/en/persons" aria-label="Without Azerbaijan"'
get '/en/persons?name=%D0%98%D0%BB%D1%8C&sort=-name' >/dev/null
contains "a filter with nothing" "$(text)" "0 entries" "Nothing in the register is like that."
contains "… shows the form again" "$(cat body)" '<details class="filters" open>'
get '/en/supervision?sort=-date&kind=interim-resolution' >/dev/null
contains "a sorted list" "$(text)" "interim resolution, CM/ResDH(2020)47"
get '/en/persons?name=Ilgar+Mammadov' >/dev/null
contains "a plus of a form is a blank" "$(text)" "1 entry Ilgar Mammadov"
while IFS='|' read -r address status say; do
    equals "$address" "$status" "$(get "$address" | cut -d' ' -f1)"
    contains "… says why" "$(text)" "$say"
done <<'E2'
/en/persons?wizard=1|400|persons have no property wizard
/en/persons?occupation=wizard|400|wizard is no term of occupation
/en/persons?detentions.at=2014-02-30|400|2014-02-30
/en/persons?at=yesterday|400|A date in the address is not understood.
/en/persons?known=2018-13-01|400|A date in the address is not understood.
/en/persons?offset=5000|200|The list ends before this page.
/en/persons?limit=-1|400|-1 is no number
/en/wizards|404|There is no such page.
/en/persons/ilgar-mamadov|404|persons/ilgar-mammadov
E2
get '/ru/persons?sex=male&occupation=wizard' >/dev/null
contains "a filter that is not understood is named in the reader's language, with what there is" "$(text)" "Этот список нельзя показать Род занятий: wizard is no term of occupation." "журналист"
contains "… as links" "$(cat body)" '<a href="/ru/persons?occupation=journalist">'
equals "… and for programs in a line" "400 wizard is no term of occupation" "$(get '/persons.csv?occupation=wizard' | cut -d' ' -f1) $(head -1 body)"
many=$(printf 'name=a&%.0s' $(seq 101))
equals "101 filters" 400 "$(get "/en/persons?${many%&}" | cut -d' ' -f1)"
equals "an address of 64 KB" 414 "$(get "/en/persons?name=$(head -c 65000 /dev/zero | tr '\0' a)" | cut -d' ' -f1)"

# ---- every figure is the length of the list that it leads to, also where dates are uncertain and persons held twice
python3 - >synthetic.yaml <<'Y'
import random
r = random.Random(4)
print("sources: {s: {title: Synthetic}}\npersons:")
for i in range(400):
    print("  p%03d: {source: s, name: Synthetic %03d, occupation: [%s]}" % (i, i, ", ".join(r.sample(["journalist", "politician", "opposition-leader", "lawyer", "youth-activist", "judge"], r.randint(0, 3)))))
print("detentions:")
for i in range(600):
    since, until = r.randint(2004, 2018), r.randint(2014, 2022)
    s = r.choice(["%d" % since, "%d-%02d" % (since, r.randint(1, 12)), "%d-%02d-%02d" % (since, r.randint(1, 12), r.randint(1, 28)), "%d-07-18" % since])
    u = r.choice(["", "%d" % until, "%d-%02d-%02d" % (until, r.randint(1, 12), r.randint(1, 28)), "2018-07-18"])
    print("  d%03d: {source: s, person: p%03d, country: %s, since: '%s'%s}" % (i, r.randint(0, 399), r.choice("AZ BY TR RU".split()), s, ", until: '%s'" % u if u >= s else ""))
Y
"$HABEAS" init y >/dev/null && "$HABEAS" -r y load synthetic.yaml >/dev/null 2>&1
get /en '' y >/dev/null
python3 - >figures <<'Y'
import html, re
s = open("body", encoding="utf-8").read().split("<main")[1]
for href, text in re.findall(r'<a href="(/en/persons\?[^"]*)"><strong>([\s\S]*?)<span', s) + re.findall(r'<a href="(/en/persons\?[^"]*)">[^<]*</a></th><td>(.*?)</td>', s):
    print(html.unescape(href)[4:], " ".join(re.findall(r"\d+", re.sub("<[^>]*>", "", text))))
Y
equals "home has a figure of all, and of each country, occupation and length" "1 4 8 5" \
    "$(for f in 'persons?detentions.at' 'persons?detentions.country' 'persons?occupation' 'persons?detentions.since'; do grep -c "^$f" figures; done | xargs)"
while read -r list certain possible; do
    equals "$list: $certain ${possible:+perhaps $possible more}" "$certain${possible:+ +$possible}" "$("$HABEAS" -r y list "$list" --count)"
done <figures

# ---- several pages
python3 - >many.yaml <<'Y'
print("sources: {s: {title: Synthetic}}\npersons:")
for i in range(120): print("  p%03d: {source: s, name: Synthetic %03d}" % (i, i))
Y
"$HABEAS" init m >/dev/null && "$HABEAS" -r m load many.yaml >/dev/null
get '/en/persons?offset=50' '' m >/dev/null
contains "the second page" "$(text)" "120 entries Synthetic 050" "Page 2 of 3" "Previous" "Next"
contains "… leads to the third" "$(cat body)" 'rel="next" href="/en/persons?offset=100"'
get /en/persons.3.html static m >/dev/null
contains "… which has a file of its own in the static edition" "$(text)" "Synthetic 100" "Page 3 of 3"
contains "… and leads back" "$(cat body)" 'rel="prev" href="../en/persons.2.html"'
lacks "… without forms" "$(cat body)" "<form"
equals "… and there is no fourth" 404 "$(get /en/persons.4.html static m | cut -d' ' -f1)"

# ---- for programs
equals "CSV" "200 text/csv; charset=utf-8; header=present " "$(get /persons.csv)"
equals "… is read by a reader of CSV, a row a person" "$("$HABEAS" -r r list persons --count)" \
    "$(python3 -c 'import csv; print(len(list(csv.DictReader(open("body", encoding="utf-8", newline="")))))')"
equals "JSON lines" "200 application/x-ndjson; charset=utf-8 " "$(get '/judgments.json?respondent=AZ')"
contains "… an object a line, values once" "$(python3 -c 'import json
for l in open("body", encoding="utf-8"):
    d = json.loads(l); assert all(len(set(v)) == len(v) for v in d["values"].values()); print(d["ref"], d["certain"], d["values"]["date"])')" \
    "judgments/ilgar-mammadov-v-azerbaijan True ['2014-05-22']"
printf 'sources: {s: {title: S}}\npersons:\n  f: {source: s, name: "=HYPERLINK(1)"}\n' >formula.yaml
"$HABEAS" init f >/dev/null && "$HABEAS" -r f load formula.yaml >/dev/null
get /persons.csv '' f >/dev/null
contains "a formula in a cell is a text" "$(cat body)" "\"'=HYPERLINK(1)\""

# ---- charts
get /en/charts >/dev/null
contains "persons over time, with its table" "$(text)" "Persons held, over time" "The figures as a table" "31 December 2014 2 0" "18 July 2018 1 0"
contains "… and a picture with a name" "$(cat body)" '<svg class="chart"' 'role="img"' 'aria-label="Persons held, over time"'
get /en/map >/dev/null
contains "a map with a table" "$(text)" "Where persons are held" "By country Azerbaijan 1"
contains "… where a country leads to its list" "$(cat body)" '<a href="/en/persons?detentions.country=AZ&amp;detentions.at=2018-07-18"><path' "<title>Azerbaijan: 1</title>"
for l in fr az ru ar; do
    for a in "" /charts /map /persons /supervision /occasions; do equals "/$l$a" 200 "$(get "/$l$a" | cut -d' ' -f1)"; done
done

# ---- what was served then
export HABEAS_NOW=2018-07-19T00:00:00Z
for a in en fr/persons ar/persons/ilgar-mammadov 'en/supervision?kind=decision' en/charts ru/letters; do
    get "/$a" >/dev/null && cp body "then.${a//[\/?]/_}"
done
export HABEAS_NOW=2026-11-24T09:00:00Z
cat >change.yaml <<'Y'
sources: {later: {title: A later source}}
persons:
  ilgar-mammadov: {source: later, occupation: [writer], name: [{value: Another Name, kind: alias}]}
detentions:
  ilgar-mammadov-2013: {source: later, until: {value: 2018-08-14, preferred: true, reason: a test}}
supervision:
  later-decision: {source: later, judgment: ilgar-mammadov-v-azerbaijan, date: 2021-01-01, kind: decision}
Y
"$HABEAS" -r r load change.yaml >/dev/null
for a in en fr/persons ar/persons/ilgar-mammadov 'en/supervision?kind=decision' en/charts ru/letters; do
    sep='?'; case $a in *\?*) sep='&' ;; esac
    get "/$a${sep}known=2018-07-19T00:00:00Z" >/dev/null
    same_file "/$a as it was known is, byte for byte, what was served" body "then.${a//[\/?]/_}"
done
done_testing
