#!/bin/bash
# What is due, by when, by which rule: of the demo, of an uncertain trigger, before an occasion, at a date that moves.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
export HABEAS_NOW=2017-11-01T12:00:00Z
"$HABEAS" init r --demo >/dev/null 2>&1
h() { "$HABEAS" -r r "$@"; }
check "what is due in the demo" 0 -- h due --within 40
contains "… a day that the Committee set, with its document" "$out" "29 November 2017" "date set by the Committee of Ministers" "CM/ResDH(2017)379"
contains "… what is overdue is not hidden" "$out" "overdue, or not recorded as done" "13 January 2015" "13 October 2014 + 3 months = 13 January"
contains "… the next meeting, with how sure it is" "$out" "5 December 2017" "meeting 1302 of the Ministers" "confidence: sourced"
lacks "… not what comes later" "$out" "2018"
check "of one case" 0 -- h due judgments/rasul-jafarov-v-azerbaijan
lacks "… nothing of others" "$out" "379" "meeting 1302"
check "when a case is closed" 0 -- h due judgments/ilgar-mammadov-v-azerbaijan --at 2020-09-04
contains "… nothing is due" "$out" "Nothing is due"
check "when no meeting is known" 0 -- h due --at 2026-11-24
contains "… it is said, and where it belongs" "$out" "No meeting of the Ministers" "meetings/cm-dh.csv"
mkdir r/meetings && printf 'number,since,until,confidence,note\n1600,2027-03-09,2027-03-11,sourced,announced\n' >r/meetings/cm-dh.csv
check "the register's own table" 0 -- h due --at 2026-11-24 --within 200
contains "… is read" "$out" "9 March 2027" "meeting 1600"
printf 'number,since,until,confidence\n1600,2027-03-09,soon,sourced\n' >r/meetings/cm-dh.csv
check "a fault in it" 1 -- h due
contains "… is named" "$err" "cm-dh.csv:2" "[table]"
rm -r r/meetings

# ---- uncertain triggers, four months and six, occasions, holidays
new_register "$T/q"
q() { "$HABEAS" -r q "$@"; }
cat >one.yaml <<'Y'
sources: {s: {title: S}}
persons: {p: {source: s, name: Synthetic Person}}
organisations: {c: {source: s, name: A court}}
rulings:
  uncertain: {source: s, person: [p], court: c, date: 2023-11, kind: cassation, remedies: exhausted}
occasions:
  meeting: {source: s, title: A meeting, kind: cm-dh, since: 2024-03-12, until: 2024-03-14}
  part-session: {source: s, title: A session, kind: session, since: 2024-04-15}
Y
q load one.yaml >/dev/null
check "an uncertain trigger" 0 -- q due rulings/uncertain --at 2023-12-01 --format json
contains "… the earliest day counts, the latest is said" "$out" '"date":"2024-03-01","latest":"2024-03-30"' "4 months" "Protocol No. 15"
check "targets before occasions" 0 -- q due --at 2024-01-01 --format json
contains "… six weeks and ten working days before" "$out" '"date":"2024-01-30"' '"date":"2024-02-27"' '"kind":"target"' "holidays of that time are not known"
contains "… three weeks before a session" "$out" '"date":"2024-03-25"'
printf 'day,name\n2024-02-01,A day\n2024-03-01,Another\n2024-04-01,A third\n' >q/holidays.csv
check "with holidays" 0 -- q due occasions/meeting --at 2024-01-01 --format json
contains "… a day earlier" "$out" '"date":"2024-02-26"'
lacks "… and they are known" "$out" "holidays of that time are not known"
cat >two.yaml <<'Y'
rulings:
  old: {source: s, person: [p], court: c, date: 2021-12-15, kind: cassation, remedies: exhausted}
Y
q load two.yaml >/dev/null
check "a decision before February 2022" 0 -- q due rulings/old --at 2022-01-01
contains "… six months" "$out" "15 June 2022" "before Protocol No. 15"
cat >three.yaml <<'Y'
applications: {1-22: {source: s, number: 1/22, applicant: [p], respondent: AZ, lodged: 2022-05-01}}
Y
q load three.yaml >/dev/null
check "when the application was lodged" 0 -- q due rulings/old --at 2022-06-01
contains "… nothing is due" "$out" "Nothing is due"

# ---- calendars
if python3 -c 'import icalendar' 2>/dev/null; then
    check "as a calendar" 0 -- h due --ics --within 100
    cp .out one.ics
    cat >move.yaml <<'Y'
supervision:
  mammadov-formal-notice: {deadline: {value: 2017-12-06, source: commonspace-2017, replaces: 2017-11-29}}
Y
    h load move.yaml >loaded 2>&1 || cat loaded
    h due --ics --within 100 >two.ics
    equals "python3-icalendar reads it: events, alarms of those to come; a day that moves keeps its UID and counts on" "True True True True True" "$(python3 - <<'P'
import icalendar
def events(path):
    cal = icalendar.Calendar.from_ical(open(path, 'rb').read())
    return {str(e['UID']): e for e in cal.walk('VEVENT')}
a, b = events('one.ics'), events('two.ics')
def named(es):
    return [u for u, e in es.items() if 'date set by the Committee' in str(e['SUMMARY'])]
u, w = named(a), named(b)
print(len(a) > 4, all(len(e.walk('VALARM')) == 2 for e in a.values() if str(e['DTSTART'].dt) >= '2017-11-01'), u == w and len(u) == 1,
      str(a[u[0]]['DTSTART'].dt) == '2017-11-29' and str(b[u[0]]['DTSTART'].dt) == '2017-12-06', int(b[u[0]]['SEQUENCE']) > int(a[u[0]]['SEQUENCE']))
P
)"
else
    skip "python3-icalendar" "it is not there: script/bootstrap"
fi
check "what is no case" 2 -- h due persons/ilgar-mammadov
contains "… is said" "$err" "no procedure of persons"
check "a length that is none" 2 -- h due --within soon
check "two cases" 2 -- h due a b
done_testing
