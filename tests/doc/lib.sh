# Helpers of the tests of the documents, sourced by each: $HABEAS the binary, $ROOT the project's folder; $T is a folder
# of its own that is removed at the end. Prints TAP.
set -u
export LC_ALL=C.UTF-8 HABEAS_NOW=2026-01-15T12:00:00Z
ROOT=${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
HABEAS=${HABEAS:-$ROOT/build/habeas}
case $HABEAS in /*) ;; *) HABEAS=$PWD/$HABEAS ;; esac
export ROOT HABEAS
unset HABEAS_REGISTER HABEAS_RECORDER
T=$(mktemp -d "${TMPDIR:-/tmp}/habeas-doc.XXXXXX") || exit 1
trap 'rm -rf "$T"' EXIT
failures=0

# verdict NAME WHY: "ok" when WHY is empty.
verdict()
{
    if [ -z "$2" ]; then
        echo "ok - $1"
    else
        failures=$((failures + 1))
        echo "not ok - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
    fi
}
done_testing() { [ "$failures" -eq 0 ]; exit; }
