#!/bin/bash
# The Court's index: what is taken of it, what is named, and that nothing of a broken file stays. The rows are made up: their
# titles say so, their numbers belong to nobody known to the test.
. "$(dirname "$0")/lib.sh"
new_register "$T/r"
cd "$T" || exit 1
hudoc() { "$HABEAS" import -r "$T/r" --map hudoc-index "$@"; }
statements() { "$HABEAS" list -r "$T/r" "$1" --count 2>/dev/null; }

# ---- two orders of columns, line breaks inside cells, 1,200 application numbers, dates with a time
python3 - <<'PY'
import csv
numbers = ['%d/05' % n for n in range(101, 1301)]
def ecli(y, md, kind, no):
    n, yy = no.split('/')
    return 'ECLI:CE:ECHR:%s:%s%s%07d%s' % (y, md, kind, int(n), yy)
a = [
    dict(itemid='001-900001', appno='101/07', docname='CASE OF  SYNTHETIC\n ONE v. TURKEY ', respondent='TUR', doctype='HEJUD', doctypebranch='CHAMBER',
         judgementdate='11/01/2011 00:00:00', ecli=ecli('2011', '0111', 'JUD', '101/07'), violation='18+5-1-c;5;P1-1', nonviolation='6-2',
         conclusion='Said, "so";\nand\nmore', languageisocode='ENG'),
    dict(itemid='001-900002', appno=';'.join(numbers), docname='CASE OF SYNTHETIC MANY v. MOLDOVA AND RUSSIA', respondent='MDA;RUS', doctype='HEJUD',
         doctypebranch='GRANDCHAMBER', judgementdate='08/03/2012 00:00:00', ecli=ecli('2012', '0308', 'JUD', '101/05'), violation='3', nonviolation='',
         conclusion='', languageisocode='ENG'),
    dict(itemid='001-900003', appno='7/08', docname='SYNTHETIC v. FRANCE', respondent='FRA', doctype='HEDEC', doctypebranch='ADMISSIBILITY',
         judgementdate='', ecli='', violation='', nonviolation='', conclusion='Inadmissible', languageisocode='ENG'),
    dict(itemid='002-901', appno='', docname='Synthetic note', respondent='', doctype='CLIN', doctypebranch='CLIN', judgementdate='', ecli='',
         violation='', nonviolation='', conclusion='', languageisocode='ENG'),
]
def write(name, rows, fields, end='\n'):
    with open(name, 'w', newline='', encoding='utf-8') as f:
        w = csv.DictWriter(f, fields, lineterminator=end, extrasaction='ignore')
        w.writeheader()
        w.writerows(rows)
fields = list(a[0])
write('a.csv', a, fields)
write('b.csv', [a[0], dict(a[1], docname='AFFAIRE SYNTHETIC PLUSIEURS', itemid='001-900099')], fields[::-1], '\r\n')
bad = [dict(a[0], itemid='001-900011', ecli=ecli('2011', '0111', 'JUD', '102/07')), dict(a[0], itemid='001-900012', ecli='', appno=''),
       dict(a[0], itemid='001-900013', ecli='', appno='103/07', judgementdate='30/02/2011 00:00:00'),
       dict(a[0], itemid='001-900014', ecli='', appno='104/07', violation='5;Article 5'),
       dict(a[2], itemid='1-2', appno='12345678/08')]
write('bad.csv', bad, fields)
PY
gzip -k a.csv
check 'the index is taken in' 0 -- hudoc a.csv.gz
contains 'documents by kind, judgments and application numbers are counted' "$out" '4 documents (2 HEJUD, 1 HEDEC, 1 CLIN)' '2 judgments, 1201 application numbers'
equals 'no fault is named' '' "$err"
equals 'as many applications as numbers' 1201 "$(statements applications)"
run "$HABEAS" show -r r judgments/synthetic-one-v-turkey-900001
contains 'a judgment with findings in words' "$out" 'SYNTHETIC ONE v. TURKEY' 'Article 18 in conjunction with Article 5 § 1 (c)' 'Article 1 of Protocol No. 1' \
    'Article 6 § 2' 'Chamber' '11 January 2011' 'ECLI:CE:ECHR:2011:0111JUD000010107'
equals 'found by either of its respondents' 1 "$(statements 'judgments?respondent=RU&respondent=MD')"
check 'the same again' 0 -- hudoc a.csv
contains 'adds nothing' "$out" ': 0 statements added'
check 'other order of columns, other ends of lines, a judgment under its other item' 0 -- hudoc b.csv
contains 'is the same judgment once' "$out" '1 taken from another row already' ': 0 statements added'
equals 'and there are two' 2 "$(statements judgments)"
clean 'the register is in order' "$T/r"

# ---- what is wrong in a row is named and left out
check 'faults of rows are warnings' 0 -- hudoc bad.csv
contains 'each with its line and what to do' "$err" 'bad.csv:2' 'bad-ecli' 'ECLI:CE:ECHR:2011:0111JUD000010107' 'no application number' 'no date' 'Article 5' '12345678/08' '1-2 has not'
contains 'what cannot be taken is left out' "$out" '2 left out'

# ---- broken files: what and where, and nothing stays
before=$(content_of "$T/r")
head -c 300 a.csv.gz >cut.csv.gz
sed 's/900001/900021/; s/900002/900022/' a.csv >c.csv
printf '001-900031,1/10,"CASE OF SYNTHETIC v. ITALY,ITA,HEJUD' >>c.csv
check 'a gzip that is cut off' 1 -- hudoc cut.csv.gz
contains 'is said to be' "$err" 'cut.csv.gz is cut off' 'nothing of cut.csv.gz was imported'
check 'a quote that is left open' 1 -- hudoc c.csv
contains 'is named with the line on which it opens' "$err" 'c.csv:9: the quote that opens here is never closed' 'nothing of c.csv was imported'
head -n 4 a.csv >short.csv; printf '001-900041,1/10\n' >>short.csv
check 'a row with too few cells' 1 -- hudoc short.csv
printf 'name,born\nx,1970\n' >people.csv
check 'another CSV' 1 -- hudoc people.csv
contains 'is no index' "$err" 'no column itemid'
python3 -c "import gzip; gzip.open('bytes.csv.gz','wb').write(open('a.csv','rb').read() + b'001-9,\xff\xfe,,,,,,,,,,\n')"
check 'bytes that are no UTF-8' 1 -- hudoc bytes.csv.gz
contains 'with their line' "$err" 'is not UTF-8'
python3 -c "print(open('a.csv').readline() + '\"' + 'x' * (5 << 20))" >long.csv
check 'a cell without an end' 1 -- hudoc long.csv
contains 'is not read for ever' "$err" 'not closed within 4 MB'
check 'an empty file' 1 -- hudoc /dev/null
check 'a folder' 2 -- hudoc "$T"
check 'no such file' 2 -- hudoc none.csv

# ---- feeds
cat >feed.rss <<'X'
<?xml version="1.0"?>
<rss version="2.0"><channel><title>ECHR HUDOC Search Feed</title>
<item><title>CASE OF SYNTHETIC SEVEN v. THE REPUBLIC OF MOLDOVA AND RUSSIA</title><pubDate>Thu, 2 May 2024 00:00:00 GMT</pubDate>
<description>901/16;902/16 - Grand Chamber Judgment</description><link>http://hudoc.echr.coe.int/eng#{"itemid":["001-910001"]}</link></item>
<item><title>AFFAIRE SYNTHETIC HUIT c. TÜRKİYE</title><pubDate>Tue, 14 May 2024 00:00:00 GMT</pubDate>
<description>903/17 - Chamber Judgment</description><link>http://hudoc.echr.coe.int/eng#{"itemid":["001-910002"]}</link></item>
<item><title>CASE OF SYNTHETIC NINE v. NOWHERE</title><pubDate>Tue, 14 May 2024 00:00:00 GMT</pubDate>
<description>904/17 - Chamber Judgment</description><link>http://hudoc.echr.coe.int/eng#{"itemid":["001-910003"]}</link></item>
<item><title>SYNTHETIC SEVEN v. the Republic of Moldova (901/16)</title><pubDate>Mon, 3 Jun 2024 00:00:00 GMT</pubDate>
<description>Case</description><link>https://hudoc.exec.coe.int/eng#{"execidentifier":["004-91001"]}</link></item>
</channel></rss>
X
rss() { "$HABEAS" import -r "$T/f" --map hudoc-rss "$@"; }
new_register "$T/f"
check 'a feed is taken in' 0 -- rss feed.rss
contains 'and counted' "$out" '4 documents (3 HEJUD, 1 EXEC)' '2 judgments, 3 application numbers' '1 judgment with a case before the Committee of Ministers' '1 left out'
contains 'what a title does not say is named' "$err" '001-910003' 'no respondent State'
run "$HABEAS" show -r f judgments/synthetic-seven-v-the-republic-of-moldova-and-russia-910001
contains 'a judgment of a feed' "$out" 'Grand Chamber' '2 May 2024' '901/16' '902/16' 'Moldova' 'Russia' '004-91001'
run "$HABEAS" show -r f judgments/synthetic-huit-c-turkiye-910002
contains 'in French' "$out" 'Turkey' '14 May 2024' '(fr)'
check 'the same feed again' 0 -- rss feed.rss
contains 'adds nothing' "$out" ': 0 statements added'
clean 'the register is in order' "$T/f"
before_f=$(content_of "$T/f")
head -c 600 feed.rss >cut.rss
check 'a feed that is cut off' 1 -- rss cut.rss
contains 'is named with its line' "$err" 'cut.rss:' 'nothing of cut.rss was imported'
printf '<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<rss><channel><item><title>&b;</title></item></channel></rss>' >bomb.rss
check 'a feed with entities of its own' 1 -- rss bomb.rss
contains 'is not read' "$err" 'bomb.rss:2' 'document type'
printf '<html><body/></html>' >page.rss
check 'a page' 1 -- rss page.rss
contains 'is no feed' "$err" 'no RSS'
python3 -c "print('<rss><channel><item><title>' + 'x' * 70000 + '</title></item></channel></rss>')" >long.rss
check 'a text without an end' 1 -- rss long.rss
equals 'nothing of all these was recorded' "$before_f" "$(content_of "$T/f")"
if [ -e "$ROOT/../shared/data/ecthr/hudoc-rss/echr.rss" ]; then
    new_register "$T/g"
    check "the Court's own feed" 0 -- "$HABEAS" import -r g --map hudoc-rss "$ROOT/../shared/data/ecthr/hudoc-rss/echr.rss"
    contains 'all of its judgments' "$out" '2000 documents (2000 HEJUD); 2000 judgments'
    equals 'without a fault' '' "$err"
else
    skip "the Court's own feed" 'no ../shared/data'
fi

check 'no such map' 2 -- "$HABEAS" import -r r --map hudoc-indx a.csv
contains 'and which there is' "$err" 'there are: hudoc-index, hudoc-rss'
equals 'nothing of all these was recorded' "$before" "$(content_of "$T/r")"

# ---- a register that knows the judgment already
data=$ROOT/../shared/data/ecthr/hudoc-index
if [ -e "$data/full_gz/2014.csv.gz" ]; then
    "$HABEAS" init demo --demo >/dev/null
    check 'a year of the Court into the demo' 0 -- "$HABEAS" import -r demo --map hudoc-index "$data/full_gz/2014.csv.gz" "$data/tur_judgments_2014_2015.csv"
    contains 'the extract of two years adds only what is of the other' "$out" 'taken from another row already'
    equals 'the judgment of 2014 is there once' 1 "$("$HABEAS" list -r demo 'judgments?item=001-144124' --count)"
    run "$HABEAS" show -r demo judgments/ilgar-mammadov-v-azerbaijan
    lacks 'and keeps its title' "$out" 'ILGAR MAMMADOV'
    new_register "$T/all"
    check 'all years in one go' 0 -- "$HABEAS" import -r all --format json --map hudoc-index "$data"/full_gz/*.gz "$data/tur_judgments_2014_2015.csv"
    cp .out all.json
    equals 'documents, judgments and extract as another reader counts them' "$(python3 - "$data" <<'PY'
import csv, glob, gzip, sys
csv.field_size_limit(1 << 30)
rows, judgments = 0, 0
for f in sorted(glob.glob(sys.argv[1] + '/full_gz/*.gz')) + glob.glob(sys.argv[1] + '/*.csv'):
    with (gzip.open(f, 'rt', encoding='utf-8', newline='') if f.endswith('.gz') else open(f, encoding='utf-8', newline='')) as t:
        for r in csv.DictReader(t):
            rows += 1
            judgments += r['doctype'] == 'HEJUD'
print(rows, judgments)
PY
)" "$(python3 -c "
import json
l = [json.loads(x) for x in open('all.json')]
n = [x for x in l if 'imported' in x]
print(sum(x['rows'] for x in n), sum(x.get('rows-HEJUD', 0) for x in n))")"
    python3 -c "
import json
for x in open('all.json'):
    x = json.loads(x)
    if 'message' in x: print(x['code'], x['message'])" >named
    equals 'every ECLI of a judgment agrees' 0 "$(grep -c '^bad-ecli' named)"
    check 'all again' 0 -- "$HABEAS" import -r all --format json --map hudoc-index "$data"/full_gz/*.gz
    equals 'adds no statement' 0 "$(python3 -c "
import json
print(sum(x.get('added', 0) for x in map(json.loads, open('$T/.out'))))")"
else
    skip 'the Court'"'"'s own index' 'no ../shared/data'
fi
done_testing
