#!/bin/bash
# Every header compiles alone, with gcc and with what the build uses.
cd "$ROOT" || exit 2
flags="-std=gnu17 -D_GNU_SOURCE -fsyntax-only -Wall -Wextra -Werror -Isrc -x c"
bad=0
for h in src/*/*.h; do
    out=$(printf '#include "%s"\n' "${h#src/}" | gcc $flags $(pkg-config --cflags icu-uc libcmark harfbuzz) - 2>&1) || { echo "# $h: $(echo "$out" | head -2)"; bad=1; }
    grep -q '^#pragma once' "$h" || { echo "# $h has no #pragma once"; bad=1; }
done
[ $bad = 0 ] && echo "ok - every header compiles alone" || echo "not ok - a header does not compile alone"
bad=0
for c in src/*/*.c; do
    n=$(wc -l <"$c"); [ "$n" -le 800 ] || { echo "# $c has $n lines"; bad=1; }
done
[ $bad = 0 ] && echo "ok - no source file has more than 800 lines" || echo "not ok - a source file is too long"
long=$(awk 'FNR==1{open=0} /^[A-Za-z_].*\)$/{name=$0} /^\{/{open=FNR} /^\}/{if(open && FNR-open>100) print FILENAME": "FNR-open" lines: "name; open=0}' src/*/*.c)
[ -z "$long" ] && echo "ok - no function has more than 100 lines" || { echo "not ok - a function is too long"; echo "# $long"; }
