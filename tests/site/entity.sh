#!/bin/bash
# Pages of entities: what a reader finds on them.
. "$(dirname "$0")/../cli/lib.sh"
page=$(dirname "$HABEAS")/tests/page
cd "$T" || exit 1
export HABEAS_NOW=2026-01-10T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
get() { "$page" "${2:-r}" "$1" "${@:3}" >answer && status=$(head -1 answer) && tail -n +2 answer >body; body=$(tr -d '\000' <body); }
# The text of the page without markup, entities resolved, blanks joined.
words() { python3 -c 'import html,re,sys; t=open("body",encoding="utf-8").read(); t=re.sub(r"<(script|style|title)[^>]*>.*?</\1>","",t,flags=re.S); print(" ".join(html.unescape(re.sub(r"<[^>]+>"," ",t)).split()))'; }
sections() { python3 -c 'import html,re,sys; t=open("body",encoding="utf-8").read(); print("|".join(html.unescape(re.sub("<[^>]+>","",h)).strip() for h in re.findall("<h[12][^>]*>(.*?)</h[12]>",t,re.S)))'; }
# well-formed as to nesting, ids once, no inline style, nothing of another origin but links
sound() { python3 - <<'PY'
import sys, html.parser, re
void = {'meta','link','br','img','input','hr','wbr','circle','rect','line'}
class P(html.parser.HTMLParser):
    def __init__(s): super().__init__(); s.stack=[]; s.ids=set(); s.bad=[]; s.h=[]
    def handle_starttag(s,t,a):
        a=dict(a)
        if t not in void: s.stack.append(t)
        if 'style' in a: s.bad.append('style on '+t)
        if a.get('id') in s.ids: s.bad.append('id twice: '+a['id'])
        if 'id' in a: s.ids.add(a['id'])
        if t=='script' and a.get('type')!='application/ld+json': s.bad.append('script')
        if t in ('img','link') and re.match('https?:',a.get('src',a.get('href',''))): s.bad.append('foreign '+t)
        if re.fullmatch('h[1-6]',t): s.h.append(int(t[1]))
    def handle_startendtag(s,t,a): s.handle_starttag(t,a) if t in void else s.bad.append('self-closed '+t)
    def handle_endtag(s,t):
        if t in void: return
        if not s.stack or s.stack.pop()!=t: s.bad.append('nesting at </%s>'%t)
p=P(); p.feed(open('body',encoding='utf-8').read())
if p.stack: p.bad.append('open: %s'%p.stack)
if p.h.count(1)!=1: p.bad.append('%d h1'%p.h.count(1))
if any(b>a+1 for a,b in zip(p.h,p.h[1:])): p.bad.append('headings skip')
for b in p.bad: print(b)
sys.exit(bool(p.bad))
PY
}

# ---- every entity of the demo register, in three languages
bad=0 n=0
for t in persons organisations positions places detentions charges rulings recognitions lists applications judgments supervision occasions letters signatures replies commitments sources; do
    for e in $("$HABEAS" -r r list $t --format json | python3 -c 'import json,sys; [print(json.loads(l)["ref"]) for l in list(sys.stdin)[:4]]'); do
        for l in en fr ar; do
            get /$l/"$e"
            n=$((n + 1))
            case $status in "200 text/html"*) ;; *) bad=$((bad + 1)); echo "# $l/$e: $status" ;; esac
            why=$(sound) || { bad=$((bad + 1)); echo "# $l/$e: $why"; }
        done
    done
done
equals "pages of all types are there and sound ($n)" 0 "$bad"

# ---- a person
get /en/persons/ilgar-mammadov
contains "a person: where now" "$(words)" "Not held. Released: 13 August 2018. conditional release"
contains "… names in their scripts, with their language" "$body" '<bdi lang="az">İlqar Eldar oğlu Məmmədov</bdi>' "official"
contains "… who recognised, by which scheme" "$(words)" "prisoner of conscience (Amnesty International) · Recognised by Amnesty International"
contains "… what sources disagree on" "$(words)" "Sources disagree: June 2014"
order() { words | grep -oE 'Arrested Accused|Charged Article 233|conviction Shaki|Judgment Ilgar Mammadov v\. Azerbaijan · Viol|referral to the Court|Letter Open letter|Released conditional' | cut -d' ' -f1 | awk '!seen[$0]++' | tr '\n' ' '; }
equals "… the chain in the order of time" "Arrested Charged conviction Judgment referral Letter Released " "$(order)"
contains "… and as a drawing with a name" "$body" '<svg role="img" aria-labelledby="chain-title"' "The case from 2013 to 2020"
equals "… 20 KB at most when compressed" yes "$([ "$(gzip -9c body | wc -c)" -le 20480 ] && echo yes)"
get '/en/persons/ilgar-mammadov?at=2018-07-18'
contains "at= shows another day" "$(words)" "Held since 4 February 2013." "Prison No. 2" "not the present"
lacks "… and nothing that came later" "$(words)" "13 August 2018"
get '/ar/persons/ilgar-mammadov'
contains "Arabic runs from right to left, the drawing too" "$body" 'dir="rtl"' 'x="100%"'

# three answers
cat >more.yaml <<'Y'
sources: {s1: {title: {value: A report, lang: en}}, s2: {title: {value: Another report, lang: en}}}
persons:
  a-b: {source: s1, name: Synthetic Person A}
detentions:
  a-b-1: {source: s1, person: a-b, country: AZ, since: 2020-05, until: [2021-03-01, {value: 2021-04-02, source: s2}]}
  a-b-2: {source: s1, person: a-b, country: AZ, since: 2025-12-XX, until: 2026-01}
Y
"$HABEAS" -r r load more.yaml >/dev/null 2>load.err || cat load.err
get /en/persons/a-b
contains "where the sources do not settle it, the page says perhaps" "$(words)" "Perhaps held: the sources do not settle it."
get /en/detentions/a-b-1
contains "a dispute shows all values, each with its source" "$(words)" "Sources disagree. 1 March 2021 A report 2 April 2021 Another report"

# ---- a correction
get /en/persons/ilgar-mammadov && cp body before
export HABEAS_NOW=2026-01-11T12:00:00Z
printf 'persons: {ilgar-mammadov: {born: {value: 1971, source: bailii-2014, reason: misread}}}\n' >c.yaml
"$HABEAS" -r r load c.yaml >/dev/null 2>&1
get /en/persons/ilgar-mammadov
contains "a corrected fact has its history" "$(words)" "1971" "1 earlier value 1970" "Replaced on 11 January 2026. misread"
get '/en/persons/ilgar-mammadov?known=2026-01-10T12:00:00Z'
same_file "known= gives the page as it was, byte for byte" before body

# ---- a judgment, a source
get /fr/judgments/ilgar-mammadov-v-azerbaijan
contains "a judgment: the Court's own page, ECLI, number" "$body" 'href="https://hudoc.echr.coe.int/fre?i=001-144124"' "ECLI:CE:ECHR:2014:0522JUD001517213" "15172/13"
get /en/judgments/ilgar-mammadov-v-azerbaijan
contains "… findings in words" "$(words)" "Violation of Article 5 § 1 (c)" "Violation of Article 18 in conjunction with Article 5"
contains "… supervision in order" "$(words)" "Supervision of its execution December 2014"
get /en/sources/bailii-2014
contains "a source: what rests on it" "$(words)" "What rests on this source" "Ilgar Mammadov Name · Patronymic"

# ---- a letter
get /en/letters/2018-07-18-president-of-france
contains "a letter without its text: signatories and what came afterwards" "$(words)" "Rasul Jafarov" "What happened afterwards" "does not say that it came of it"
get /en/letters/2018-07-18-president-of-france.pdf
contains "… has no PDF, and says so" "$status $body" "404" "does not have the text"
cd "$ROOT" && "$HABEAS" -r "$T/r" letter freeze demo/letters/2018-07-18-corrected.en.md demo/letters/2018-07-18-corrected.fr.md >"$T/freeze" 2>&1
cd "$T" || exit 1
contains "the letter is frozen" "$(cat freeze)" "Frozen letters/2018-07-18-president-of-france (en, fr)"
get /fr/letters/2018-07-18-president-of-france
contains "a letter: its text in the reader's language" "$body" 'class="claim" href="#fact-1"' "Ce texte est une reconstitution" 'hreflang="en"'
contains "… its claims lead to facts" "$body" '<li id="fact-1" value="1">' '<li id="fact-22"'
equals "… 14 KB at most when compressed" yes "$([ "$(gzip -9c body | wc -c)" -le 14336 ] && echo yes)"
why=$(sound) && ok "… sound" || not_ok "… sound" "$why"
get /en/letters/2018-07-18-president-of-france
contains "… with what they rest on and who says it" "$(words)" "seven years" "Sentence 7 years" "Account of the case"
get /en/persons/ilgar-mammadov
contains "the letters that rest on a fact are named there" "$(sections)" "Letters that rest on this"
for x in pdf txt json; do
    get /fr/letters/2018-07-18-president-of-france.$x
    case $x in pdf) head=%PDF- type=application/pdf ;; txt) head=La type="text/plain; charset=utf-8" ;; json) head='{"title"' type="application/json; charset=utf-8" ;; esac
    contains "the letter as $x, in French" "$status" "200 $type"
done
json_lines "… the JSON is JSON" body
contains "… of the letter" "$body" '"language":"fr"'
get /letters/2018-07-18-president-of-france.json
json_lines "the bare address has the letter's statements" body
get /de/letters/2018-07-18-president-of-france.pdf
contains "a language that the site has not" "$status" "404"

"$HABEAS" -r r publish out >/dev/null 2>publish.err
check "the static edition has it all, and every link leads somewhere" 0 -- python3 "$ROOT/tests/site/links.py" out
exists "… the letter's PDF too" out/fr/letters/2018-07-18-president-of-france.pdf

# ---- for programs, files
get /persons/ilgar-mammadov.json
"$HABEAS" -r r show persons/ilgar-mammadov --format json >show
python3 - >diff <<'PY'
import json
a=[json.loads(l) for l in open('body')]; b=[json.loads(l) for l in open('show')]
for x in a+b: x.pop('recorder',None); x.pop('note',None)
print(a==b and len(a)>10)
PY
equals "JSON of an entity is that of show" True "$(cat diff)"
hash=$(sha256sum "$ROOT/demo/letters/2018-07-18-corrected.fr.md" | cut -d' ' -f1)
get /files/$hash.txt
same_file "a file that a public statement names is served" "$ROOT/demo/letters/2018-07-18-corrected.fr.md" body
mkdir -p r/files/zz
h2=$(printf secret | sha256sum | cut -d' ' -f1)
mkdir -p "r/files/${h2:0:2}" && printf secret >"r/files/${h2:0:2}/${h2:2}"
get /files/$h2.txt
contains "one that none names is not" "$status" "404"
lacks "… nor its content told" "$body" "secret"
get /files/$hash.html
contains "nor under another kind" "$status" "404"
get /en/persons/nobody-here
contains "nobody of that name" "$status" "404"
get /persons/ilgar-mammadov.pdf
contains "a person has no PDF" "$status" "404"

# ---- a type of one's own
cp -r r own
cat >own/vocabulary.yaml <<'Y'
types:
  hearings:
    label: {en: Hearing}
    properties:
      person: {kind: ref, to: [persons], required: true, label: {en: Person}}
      date: {kind: date, label: {en: Date}}
      note: {kind: text, label: {en: Note}}
Y
printf 'hearings: {h1: {source: bailii-2014, person: ilgar-mammadov, date: 2013-02-05, note: "<b>x</b> & y"}}\n' >own.yaml
"$HABEAS" -r own load own.yaml >/dev/null 2>load.err || not_ok "load of own type" "$(cat load.err)"
get /en/hearings/h1 own
contains "a type of the register's own has a page" "$(words)" "Hearing" "5 February 2013" "<b>x</b> & y"
lacks "… with all text escaped" "$body" "<b>x"
get /en/persons/ilgar-mammadov own
contains "… and stands in the person's timeline" "$(words)" "5 February 2013 Hearing"

# ---- numbers in running text lead to what bears them
get /en/supervision/mammadov-final-resolution-2020-178
contains "application numbers are links" "$body" '<a href="/en/judgments/ilgar-mammadov-v-azerbaijan">15172/13</a>' '<a href="/en/judgments/ilgar-mammadov-v-azerbaijan-no-2">919/15</a>'
"$HABEAS" load -r r - >/dev/null <<'Y'
judgments:
  mammadli-v-azerbaijan: {execution: {value: 004-1, source: lex-41}}
supervision:
  cited:
    source: lex-41
    judgment: [mammadli-v-azerbaijan]
    date: 2022
    kind: communication
    summary:
      - {value: "Recalls CM/ResDH(2017)429 and ECLI:CE:ECHR:2014:0522JUD001517213, nothing of 8919/15 or § 137 <b>.", lang: en}
      - {value: "Rappelle CM/ ResDH (2017)429 ; requête no 47145/14 dans la présente affaire.", lang: fr}
Y
get /en/supervision/cited
contains "a resolution, an ECLI" "$body" '<a href="/en/supervision/mammadov-referral">CM/ResDH(2017)429</a>' '<a href="/en/judgments/ilgar-mammadov-v-azerbaijan">ECLI:CE:ECHR:2014:0522JUD001517213</a>'
contains "whole numbers alone, and nothing else is touched" "$body" ', nothing of 8919/15 or § 137 &lt;b&gt;.'
get /fr/supervision/cited
contains "in French, with stray blanks" "$body" '<a href="/fr/supervision/mammadov-referral">CM/ ResDH (2017)429</a>' '<a href="/fr/judgments/mammadli-v-azerbaijan">47145/14</a>'
get /en/judgments/mammadli-v-azerbaijan
contains "a number of HUDOC-EXEC leads there" "$body" 'https://hudoc.exec.coe.int/eng?i=004-1'
# ---- where a case stands, and what is due
export HABEAS_NOW=2017-11-01T12:00:00Z
get /en/judgments/ilgar-mammadov-v-azerbaijan
contains "where it stands, with its basis" "$(words)" "Where it stands State formal notice given (first stage under Article 46 § 4) since 25 October 2017" "CM Rule 11 § 2"
contains "when it became final, and what was expected" "$(words)" "13 October 2014 , observed 22 May 2014 + 3 months = 22 August 2014"
contains "what is due" "$(words)" "29 November 2017 : date set by the Committee of Ministers CM/ResDH(2017)379"
get "/en/judgments/ilgar-mammadov-v-azerbaijan?at=2020-09-04"
contains "on another day" "$(words)" "State closed by a final resolution since 3 September 2020"
lacks "… nothing is due in it" "$(words)" "just satisfaction due"
get /fr/due
contains "what is due in all cases, in French" "$(words)" "Échéances" "29 novembre 2017 : date fixée par le Comité des Ministres" "5 décembre 2017 : Réunion 1302 du Comité des Ministres" "Dépassé"
lacks "… meetings of a year alone" "$(words)" "Réunion 1331"
get /ar/due
contains "in Arabic what has no Arabic words is marked" "$body" 'lang="en" dir="ltr">just satisfaction due'
get /en/due.ics
contains "as a calendar" "$body" "BEGIN:VCALENDAR" "DTSTART;VALUE=DATE:20171129" "BEGIN:VALARM"
done_testing
