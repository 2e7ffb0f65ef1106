#!/bin/bash
# Claims in the four languages of the checker: what is right passes, what is wrong is found, with the demo register's facts.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
"$HABEAS" init r --demo >/dev/null 2>&1
claim() # LANG TEXT: a letter of that text
{
    printf -- '---\ntitle: T\nlanguage: %s\ndate: 2018-07-18\nsources: none\n---\n\n%s\n' "$1" "$2" >l.md
    run "$HABEAS" -r r check l.md
}
right() { claim "$1" "$2"; [ "$status" = 0 ] && ok "$1: right: $2" || not_ok "$1: right: $2" "$err"; lacks "… and it was compared" "$err" "[nothing-checked]"; }
wrong() # LANG CODE TEXT
{
    claim "$1" "$3"
    case "$err" in *"[$2]"*) ok "$1: wrong ($2): $3" ;; *) not_ok "$1: wrong ($2): $3" "exit $status" "$err" ;; esac
    [ "$status" = 1 ] || not_ok "… is an error" "exit $status"
}
D='fact:detentions/ilgar-mammadov-2013' V='fact:rulings/mammadov-2014-03-17' J='fact:judgments/ilgar-mammadov-v-azerbaijan'
N='fact:supervision/mammadov-formal-notice' F='fact:supervision/mammadov-referral'
R='fact:supervision?judgment=ilgar-mammadov-v-azerbaijan&kind=interim-resolution&date=../2018-07-18'

while IFS='|' read -r lang kind text; do
    [ -n "$lang" ] || continue
    text=${text//\{D\}/"$D"} text=${text//\{V\}/"$V"} text=${text//\{J\}/"$J"} text=${text//\{N\}/"$N"} text=${text//\{F\}/"$F"} text=${text//\{R\}/"$R"}
    if [ "$kind" = right ]; then right "$lang" "$text"; else wrong "$lang" "$kind" "$text"; fi
done <<'E2'
en|right|[arrested on 4 February 2013]({D}) and [sentenced to seven years on Monday, 17 March 2014]({V})
en|date|[sentenced on Tuesday, 17 March 2014]({V})
en|date|[arrested on the fifth of February 2013]({D})
en|right|[the formal notice of last year]({N})
en|date|[the judgment of last year]({J})
en|right|[Ilgar Mammadov v. Azerbaijan (No. 2)](fact:judgments/ilgar-mammadov-v-azerbaijan-no-2)
en|name|[Ilgar Mammadov v. Azerbaijan (No. 2)]({J})
en|duration|[sentenced to six years](fact:rulings/mammadov-2014-03-17#sentence)
en|term|[the formal notice of 5 December 2017]({F})
fr|right|[arrêté le 4 février 2013]({D}), [condamné à sept ans de prison le lundi 17 mars 2014]({V})
fr|date|[condamné le mardi 17 mars 2014]({V})
fr|date|[arrêté le 5 février 2013]({D})
fr|duration|[condamné à six ans de prison](fact:rulings/mammadov-2014-03-17#sentence)
fr|date|[Le 25 octobre 2017, le Comité a saisi la Cour]({F})
fr|right|[le 25 octobre 2017, la mise en demeure]({N})
fr|term|[la mise en demeure du 5 décembre 2017]({F})
fr|right|[cinq résolutions]({R})
fr|count|[près d’une douzaine de résolutions]({R})
fr|number|[plus de 2 000 jours](fact:detentions/ilgar-mammadov-2013#days?at=2018-07-18)
fr|right|[plus de 1 900 jours](fact:detentions/ilgar-mammadov-2013#days?at=2018-07-18)
fr|right|[une violation de l’article 18]({J})
fr|article|[une violation de l’article 10]({J})
az|right|[4 fevral 2013-cü ildə həbs olunub]({D})
az|date|[5 fevral 2013-cü ildə həbs olunub]({D})
az|right|[17 mart 2014-cü ildə yeddi il]({V})
az|duration|[altı il](fact:rulings/mammadov-2014-03-17#sentence)
az|right|[beş qətnamə]({R})
az|count|[on qətnamə]({R})
az|date|[25 oktyabr 2017-ci ildə Məhkəməyə göndərilib]({F})
az|article|[10-cu maddənin pozulması]({J})
az|right|[18-ci maddənin pozulması]({J})
ru|right|[задержан 4 февраля 2013 года]({D})
ru|date|[задержан 5 февраля 2013 года]({D})
ru|right|[приговорён 17 марта 2014 года к семи годам]({V})
ru|date|[приговорён во вторник, 17 марта 2014 года]({V})
ru|duration|[приговорён к шести годам](fact:rulings/mammadov-2014-03-17#sentence)
ru|right|[пять резолюций]({R})
ru|count|[почти дюжина резолюций]({R})
ru|date|[25 октября 2017 года дело передано в Суд]({F})
ru|right|[нарушение статьи 18]({J})
ru|article|[нарушение статьи 10]({J})
E2
# of several values in one claim the one that is wrong is underlined
claim en "[arrested on 4 February 2013 and sentenced on 18 March 2014 to seven years]($V)"
contains "of several values the wrong one is underlined" "$err" "18 March 2014"
claim fr "[condamné le 18 mars 2014 à sept ans]($V)"
equals "… in French, at its place" 1 "$(grep -c 'l.md:8:14: error: \[date\]' <<<"$err")"
done_testing
