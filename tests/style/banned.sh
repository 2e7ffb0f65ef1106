#!/bin/bash
# Calls that are never made: looked for in the objects, so that no macro hides one.
cd "$ROOT" || exit 2
banned='strcpy|strcat|sprintf|vsprintf|gets|scanf|strtok|atoi|atol|gmtime|localtime|system|popen|setlocale|alloca|rand|srand|tmpnam|mktemp'
objects=$(find build -path '*.p/src_*.o')
[ -n "$objects" ] || { echo "not ok - no objects to look at"; exit 1; }
hits=$(for o in $objects; do nm -u "$o" | grep -E " U (__)?($banned)(_chk)?(@|$)" | sed "s#^#$o:#"; done)
[ -z "$hits" ] && echo "ok - no banned call in $(echo "$objects" | wc -l) objects" || { echo "not ok - banned calls"; echo "# $hits"; }
hard=$(readelf -lW build/habeas | grep -cE 'GNU_RELRO|GNU_STACK'; readelf -dW build/habeas | grep -cE 'BIND_NOW|FLAGS.*NOW|FLAGS_1.*(NOW|PIE)')
[ "$(readelf -hW build/habeas | grep -c 'DYN')" = 1 ] && echo "ok - position independent" || echo "not ok - not position independent"
[ "$(readelf -lW build/habeas | grep -c 'GNU_RELRO')" = 1 ] && readelf -dW build/habeas | grep -q 'NOW' && echo "ok - full RELRO" || { echo "not ok - no full RELRO"; echo "# $hard"; }
nm -u build/habeas | grep -q '__stack_chk_fail' && echo "ok - stack protector" || echo "not ok - no stack protector"
if nm -u build/habeas | grep -q '_chk@'; then echo "ok - fortified"; else echo "not ok - not fortified"; fi
words=$(grep -rnE 'TODO|FIXME|XXX[^X-]' src data/schema script/bootstrap script/demo script/test | grep -v 'XXXX' || true)
[ -z "$words" ] && echo "ok - nothing left to do in the source" || { echo "not ok - notes left in the source"; echo "# $words"; }
