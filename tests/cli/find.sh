#!/bin/bash
# Search: words in any script, phrases, beginnings, numbers; at two times; and nothing above the reader's level.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
export HABEAS_NOW=2026-01-01T00:00:00Z
"$HABEAS" init r >/dev/null
h() { "$HABEAS" -r r "$@"; }
at() { HABEAS_NOW=$1 h load "$2" >/dev/null 2>&1 || not_ok "load $2"; }
refs() { h find "$@" 2>/dev/null | grep -oE '^[a-z]+/[a-z0-9-]+' | tr '\n' ' ' | sed 's/ $//'; }

# Nobody's name: "synthetic", "trial", "person" in their languages.
cat >d.yaml <<'Y'
sources: {s: {title: A synthetic source}, t: {title: Another}}
persons:
  az: {source: s, name: [{value: "Süni Şəxs-Şahin", lang: az}, {value: "Suni Shakhs", lang: en}], summary: {value: "Wrote of unlawful detention, and of prisons in the north of the country.", lang: en}}
  ru: {source: s, name: [{value: "Пробный Человек", lang: ru}, {value: "Ёлка Пробная", lang: ru, kind: alias}]}
  ar: {source: s, name: {value: "اِسْمٌ تَجْرِيبِيٌّ", lang: ar}}
  ka: {source: s, name: {value: "სინთეზური სახელი", lang: ka}}
  hy: {source: s, name: {value: "Սինթետիկ Անուն", lang: hy}}
  zh: {source: s, name: {value: "合成姓名", lang: zh}}
  th: {source: s, name: {value: "ชื่อทดสอบ", lang: th}}
  el: {source: s, name: {value: "Δοκιμαστικό Όνομα", lang: el}}
  pl: {source: s, name: {value: "Łódź Đorđe Straße Øre", lang: pl}}
  two: {source: s, name: {value: "Synthetic Number Two", lang: en}, summary: {value: "Synthetic prose: the detention was not unlawful, they said. Prison.", lang: en}}
organisations:
  court: {source: s, name: {value: Synthetic Court, lang: en}, kind: court}
applications: {a: {source: s, number: 12345/06, respondent: AZ, applicant: persons/az}, b: {source: s, number: 6/07, respondent: AZ, applicant: persons/two}}
judgments: {j: {source: s, title: {value: Synthetic v. Nobody, lang: en}, court: organisations/court, respondent: AZ, date: 2010-05-20, number: [12345/06, 6/07], item: 001-98765, ecli: "ECLI:CE:ECHR:2010:0520JUD001234506"}}
supervision: {x: {source: s, judgment: judgments/j, kind: decision, date: 2011-03-10, document: CM/ResDH(2011)43}}
Y
check "a dossier loads" 0 -- env HABEAS_NOW=2026-01-02T00:00:00Z "$HABEAS" -r r load d.yaml
[ "$status" = 0 ] || { not_ok "$err"; done_testing; }

while IFS='|' read -r query want what; do equals "$what: $query" "$want" "$(refs "$query")"; done <<'Q'
süni şəxs|persons/az|words as they are written
suni sexs|persons/az|without diacritics, ə as e
SƏXS SÜNI|persons/az|in capitals, in another order
sahin shakhs|persons/az|words of two names
şəxs-şahin|persons/az|a name with a hyphen
пробный человек|persons/ru|Cyrillic
елка|persons/ru|ё as е
اسم تجريبي|persons/ar|Arabic without vowels
اِسْم|persons/ar|Arabic with vowels
სახელი|persons/ka|Georgian
ՍԻՆԹԵՏԻԿ|persons/hy|Armenian capitals
姓名|persons/zh|Chinese, the end of a name
成姓|persons/zh|Chinese, the middle of a name
姓成||Chinese, in another order
ทดสอบ|persons/th|Thai, a part of a name
δοκιμαστικο ονομα|persons/el|Greek without tonos
lodz dorde strasse ore|persons/pl|Ł Đ ß Ø
"unlawful detention"|persons/az|a phrase
“unlawful detention”|persons/az|a phrase in typographic quotation marks
unlawful detention|persons/az persons/two|the same words apart
unlaw* prison*|persons/az persons/two|beginnings
unlaw||a beginning without its star
synthetic nobody|judgments/j|words of a title
synthetic unlawful|persons/two|words of a name and of a summary
12345/06|applications/a judgments/j|an application number
001-98765|judgments/j|a HUDOC item
ecli:ce:echr:2010:0520jud001234506|judgments/j|an ECLI in small letters
cm/resdh(2011)43|supervision/x|a document
CM / ResDH (2011) 43|supervision/x|a document with blanks
ResDH(2011)43|supervision/x|a document without its beginning
NEAR(unlawful, 5) OR x||what FTS5 would understand
 -unlawful|persons/az persons/two|a hyphen in front
summary:unlawful||a colon
unlawful AND NOT detention||words of FTS5 are words
Q
equals "two arguments are two words" "persons/az" "$(refs suni sexs)"
equals "an argument with a blank beside others is a phrase" "persons/az" "$(refs "unlawful detention" prisons)"
run h find
equals "no words" 2 "$status"
contains "… say how" "$err" "habeas find WORDS" "for example"
check "only punctuation" 2 -- "$HABEAS" -r r find '"*"'
check "a query of 500 bytes" 2 -- "$HABEAS" -r r find "$(printf 'a%.0s' $(seq 500))"
contains "… is told what may be" "$err" "at most 12 words and 400 bytes"
check "thirteen words" 2 -- "$HABEAS" -r r find a b c d e f g h i j k l m
check "bytes that are no text" 0 -- "$HABEAS" -r r find "$(printf 'unl\377\376awful \200')"
run h find synthetic
contains "names come before texts, with counts by type" "$err" "1 persons, 1 organisations, 1 judgments, 1 sources"
equals "… names first, then titles" "persons/two organisations/court judgments/j sources/s" "$(refs synthetic)"
equals "--count" 4 "$(h find synthetic --count)"
run h find unlawful --format json
json_lines "JSON lines" "$T/.out"
contains "… with the passage" "$out" '"property":"summary"' 'Wrote of unlawful detention' '{"counts":{"persons":2},"more":false}'
run h find unlawfull
contains "nothing found: advice" "$err" "Try fewer words"
run h find sinthetic
equals "… is no fault" 0 "$status"
run h find syntetic
contains "… and names that are near" "$err" "Perhaps:" "persons/two"

# ---- two times
cat >c.yaml <<'Y'
persons: {two: {summary: {value: "The word is corrected now.", lang: en, source: s}}}
Y
at 2026-01-03T00:00:00Z c.yaml
equals "what is superseded is not found" "persons/az" "$(refs unlawful)"
equals "… but its successor" "persons/two" "$(refs corrected)"
equals "… and before it was known, as it was then" "persons/az persons/two" "$(refs unlawful --known 2026-01-02T12:00:00Z)"
equals "… where nobody knew the successor" "" "$(refs corrected --known 2026-01-02T12:00:00Z)"
equals "… nor anything before the first" "" "$(refs synthetic --known 2026-01-01T12:00:00Z)"
clean "the index follows" r

# ---- levels
cat >v.yaml <<'Y'
persons:
  secret: {source: s, visibility: internal, name: {value: Synthetic Hidden, lang: en}}
  az: {name: {value: Undercover, lang: en, source: t, visibility: partner}}
  two: {patronymic: {value: Erstwhile, source: t}}
Y
at 2026-01-04T00:00:00Z v.yaml
equals "a public reader finds no name above public" "" "$(refs undercover --as public)"
equals "… nor a hidden entity" 4 "$(h find synthetic --count --as public)"
equals "partners find theirs" "persons/az" "$(refs undercover --as partner)"
equals "… but not what is above them" 4 "$(h find synthetic --count --as partner)"
equals "staff find all" 5 "$(h find synthetic --count)"
equals "words above and below public together" "persons/az" "$(refs undercover suni)"
run h find undercove --as public
lacks "what is near is public too" "$err" "az"
equals "public for now" "persons/two" "$(refs erstwhile --as public)"
printf 'persons: {two: {patronymic: {value: Elsewise, source: t, visibility: internal}}}\n' >w.yaml
at 2026-01-05T00:00:00Z w.yaml
equals "what something above public replaces is not found" "" "$(refs erstwhile --as public)"
equals "… not in the past either" "" "$(refs erstwhile --as public --known 2026-01-04T12:00:00Z)"
equals "… by the staff it is" "persons/two" "$(refs erstwhile --known 2026-01-04T12:00:00Z)"
equals "… and its successor" "persons/two" "$(refs elsewise)"
equals "… which is not in the public index at all" "" \
    "$(sqlite3 r/register.db "SELECT term FROM find_pub_words WHERE term IN ('erstwhile', 'elsewise', 'undercover', 'hidden')")"
clean "the index follows" r

# ---- derived: lost, altered, older
cp -r r lost
sqlite3 lost/register.db "INSERT INTO pub_find(pub_find) VALUES ('delete-all')"
run "$HABEAS" -r lost verify
contains "verify notices an index that is not full" "$out" "the index of words is not what follows from the register; run habeas rebuild"
run "$HABEAS" -r lost rebuild
equals "rebuild makes it again" "persons/az" "$("$HABEAS" -r lost find undercover suni 2>/dev/null | cut -d' ' -f1)"
lacks "… as verify says" "$("$HABEAS" -r lost verify)" "index of words"
cp -r r planted
sqlite3 planted/register.db "INSERT INTO pub_find(rowid, words) VALUES (1, 'undercover')"
contains "a word that is planted in the public index is noticed" "$("$HABEAS" -r planted verify)" "the index of words"
cp -r r older
sqlite3 older/register.db 'DROP TABLE find_pub_words; DROP TABLE find_all_words; DROP TABLE pub_find; DROP TABLE all_find; PRAGMA user_version = 1'
run "$HABEAS" -r older find synthetic
contains "a register of an earlier version is refused, with what to do" "$err" "made by an earlier version" "habeas -r older rebuild"
check "… which brings it up to date" 0 -- "$HABEAS" -r older rebuild
equals "… with its words" 5 "$("$HABEAS" -r older find synthetic --count)"
done_testing
