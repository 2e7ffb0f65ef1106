#!/bin/bash
# A folder includes only itself and folders above it (DESIGN: the order in which a fact flows).
cd "$ROOT/src" || exit 2
order="base lang vocab store names rules intake letter sign site web cmd"
rank() { local i=0; for d in $order; do [ "$d" = "$1" ] && { echo $i; return; }; i=$((i + 1)); done; echo 99; }
bad=0
while IFS=: read -r file _ include; do
    from=$(rank "${file%%/*}") to=$(echo "$include" | sed 's/.*"\(.*\)".*/\1/')
    [ "$(rank "${to%%/*}")" -le "$from" ] || { echo "# $file includes $to"; bad=1; }
done < <(grep -n '^#include "' -r . --include='*.[ch]' | sed 's#^\./##')
[ $bad = 0 ] && echo "ok - a folder includes only itself and folders above it" || echo "not ok - a folder includes one below it"
only() { # WHAT FOLDERS PATTERN
    local hits
    hits=$(grep -rlE "$3" --include='*.[ch]' . | sed 's#^\./##' | grep -vE "^($2)" || true)
    [ -z "$hits" ] && echo "ok - $1 only in $2" || { echo "not ok - $1 outside $2"; echo "# $hits"; }
}
only ICU 'lang/' '#include <unicode/'
only SQLite 'store/' '#include <sqlite3.h>'
only cmark 'letter/' '#include <cmark.h>'
only HarfBuzz 'letter/' '#include <(hb|fribidi|linebreak|qrencode)'
only libyaml 'base/' '#include <yaml.h>'
only libmicrohttpd 'web/' '#include <microhttpd.h>'
only logging 'cmd/|base/must.h|base/diag|base/json|vocab/vocab.c' '\b(printf|fprintf|puts)\('
