#!/bin/bash
# What the checker says of claims, in each language: every tests/golden/claims/*.md is checked against the demo register, and what is
# told stands beside it (*.expected: standard error, then the exit status). ACCEPT=1 rewrites those; read the difference.
. "$(dirname "$0")/lib.sh"
"$HABEAS" init "$T/demo" --demo >/dev/null
cd "$ROOT/tests/golden/claims" || exit 1
for f in *.md; do
    run "$HABEAS" -r "$T/demo" check "$f"
    { cat "$T/.err"; echo "exit $status"; } >"$T/.said"
    want=${f%.md}.expected
    [ -z "${ACCEPT:-}" ] || cp "$T/.said" "$want"
    if [ -e "$want" ]; then same_file "$f" "$want" "$T/.said"; else not_ok "$f" "there is no $want; make it with ACCEPT=1 and read it"; fi
done
done_testing
