#!/bin/bash
# Every example in README, doc/ and man/ is executed (examples.py says what an example is).
. "$(dirname "$0")/lib.sh"
mkdir -p "$T/work/out" "$T/work/build"
cp -r "$ROOT/demo" "$T/work/demo"
ln -s "$HABEAS" "$T/work/build/habeas"
mkdir "$T/bin"
ln -s "$HABEAS" "$T/bin/habeas"
export PATH="$T/bin:$PATH"
"$HABEAS" init "$T/work/out/register" --demo >/dev/null || { echo "not ok - the demo register"; exit 1; }
python3 "$ROOT/tests/doc/examples.py" "$T/work" "$ROOT"/README.md "$ROOT"/doc/*.md "$ROOT"/doc/decisions/*.md "$ROOT"/man/*.[157]
