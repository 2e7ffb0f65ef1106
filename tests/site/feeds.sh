#!/bin/bash
# What programs read of the public site: Atom, iCalendar, JSON-LD, by others' readers of them.
. "$(dirname "$0")/../cli/lib.sh"
page=$(dirname "$HABEAS")/tests/page
cd "$T" || exit 1
export HABEAS_NOW=2026-11-23T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
get() { "$page" "${2:-r}" "$1" >answer && head -1 answer && tail -n +2 answer >body; }
py() { /usr/bin/python3 -c "$@"; } # Debian's, which has Debian's modules

# ---- Atom
atom() { py 'import feedparser, sys
f = feedparser.parse(open("body", "rb").read())
assert not f.bozo, f.bozo_exception
assert f.version == "atom10" and f.feed.id.startswith("urn:uuid:") and f.feed.updated_parsed
assert all(e.id.startswith("urn:uuid:") and e.updated_parsed and e.title and e.link for e in f.entries)
assert len(set(e.id for e in f.entries)) == len(f.entries)
print(f.feed.language, f.feed.title); print(*[e.title for e in f.entries], sep="\n")'; }
for a in /fr/letters.atom /en/judgments.atom /az/persons/ilgar-mammadov.atom /ar/lists.atom '/ru/supervision.atom?kind=decision'; do
    check "$a" 0 -- get "$a"
    contains "… is served as Atom" "$out" "200 application/atom+xml; charset=utf-8"
    check "… and read by feedparser" 0 -- atom
done
get /fr/judgments.atom >/dev/null
contains "a feed has its language and the list's name" "$(atom | head -1)" "fr Arrêts"
get /en/persons/ilgar-mammadov.atom >/dev/null
contains "a person's feed has what happened to them" "$(atom)" "Ilgar Mammadov v. Azerbaijan" "referral to the Court"
ids() { py 'import feedparser; print(*sorted((e.title, e.id) for e in feedparser.parse(open("body", "rb").read()).entries), sep="\n")'; }
ids >before
export HABEAS_NOW=2026-11-24T12:00:00Z
cat >more.yaml <<'Y'
sources:
  new: {title: A new source}
persons:
  ilgar-mammadov: {source: new, identifier: X-1}
Y
"$HABEAS" -r r load more.yaml >/dev/null
get /en/persons/ilgar-mammadov.atom >/dev/null
equals "identifiers stay when something changes" "$(cat before)" "$(ids)"
equals "… and what changed is first" "Ilgar Mammadov" "$(atom | sed -n 2p)"
equals "… with its time" "2026-11-24T12:00:00Z" "$(py 'import feedparser; print(feedparser.parse(open("body", "rb").read()).entries[0].updated)')"
check "a feed of nothing" 0 -- get '/en/letters.atom?date=1900'
check "… is one" 0 -- atom

# ---- iCalendar
ics() { py 'import sys
from icalendar import Calendar
raw = open("body", "rb").read()
assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
c = Calendar.from_ical(raw)
for e in c.walk("VEVENT"):
    assert e["DTSTAMP"] and not e.errors
    print(e["DTSTART"].dt, e["DTEND"].dt, e["SEQUENCE"], e["UID"], e["SUMMARY"], sep="|")'; }
check "/fr/occasions.ics" 0 -- get /fr/occasions.ics
contains "… is served as a calendar" "$out" "200 text/calendar; charset=utf-8"
check "… and read by icalendar" 0 -- ics
check "one event" 0 -- get /en/occasions/paris-2018-07-20.ics
ics >event
contains "… is of that day, all day" "$(cat event)" "2018-07-20|2018-07-21|0|" "Paris"
cat >moved.yaml <<'Y'
occasions:
  paris-2018-07-20: {source: new, since: {value: 2018-07-21, preferred: true, reason: a test}, until: {value: 2018-07-22, preferred: true, reason: a test}}
Y
"$HABEAS" -r r load moved.yaml >/dev/null
get /en/occasions/paris-2018-07-20.ics >/dev/null
contains "a date that moves is the same event, with the next number" "$(ics)" "2018-07-21|2018-07-23|1|$(cut -d'|' -f4 event)|"
check "places have no days" 0 -- get /en/places.ics
contains "… and it is said" "$out" "404"
cat >odd.yaml <<'Y'
sources: {s: {title: S}}
occasions:
  odd: {source: s, title: {value: "A; title, with \\ and 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", lang: en}, kind: visit, since: 2020-02-29/2020-03-02}
Y
"$HABEAS" init o >/dev/null && "$HABEAS" -r o load odd.yaml >/dev/null 2>&1
check "an odd title and an uncertain date" 0 -- get /en/occasions/odd.ics o
contains "… are read as they were" "$(ics)" "2020-02-29|2020-03-03|" 'A; title, with \ and 漢字'

# ---- JSON-LD
ld() { py 'import json, re
m = re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", open("body", encoding="utf-8").read(), re.S)
assert len(m) == 1
d = json.loads(m[0]); assert d["@context"] == "https://schema.org"
print(d["@type"], d["name"], json.dumps(d, ensure_ascii=False, sort_keys=True))'; }
for a in persons/ilgar-mammadov judgments/ilgar-mammadov-v-azerbaijan organisations/european-court-of-human-rights occasions/paris-2018-07-20 places/paris; do
    get "/fr/$a" >/dev/null
    check "JSON-LD of $a" 0 -- ld
done
get /fr/persons/ilgar-mammadov >/dev/null
contains "a person's names in other scripts and languages are there" "$(ld)" "Person Ilgar Mammadov" "İlqar Eldar oğlu Məmmədov" '"@language": "az"'
cat >evil.yaml <<'Y'
sources: {s: {title: S}}
persons:
  e: {source: s, name: [{value: "</script><script>alert(1)</script>"}, {value: "Second <!-- name"}]}
Y
"$HABEAS" -r o load evil.yaml >/dev/null 2>&1
get /en/persons/e o >/dev/null
check "a name that would end the script does not" 0 -- ld
lacks "… nor begin one" "$(cat body)" "<script>"
done_testing
