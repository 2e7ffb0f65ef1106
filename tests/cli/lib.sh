# Helpers of the command-line tests, sourced by every tests/cli/*.sh.
#
# A test prints TAP lines to standard output: "ok - NAME", "not ok - NAME" with "# why" lines below, or
# "ok - NAME # SKIP reason". It exits 0 when no line begins with "not ok". It takes from the environment
#
#   HABEAS   the binary            ROOT   the project's folder
#
# and works in $T, a folder of its own that is removed when it ends. After run or check: $status, $out
# (standard output) and $err (standard error) are files' contents as text; $T/.out and $T/.err hold the bytes.

set -u
export LC_ALL=C.UTF-8
lib_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=${ROOT:-$(cd "$lib_dir/../.." && pwd)}
HABEAS=${HABEAS:-$ROOT/build/habeas}
case $HABEAS in /*) ;; *) HABEAS=$(pwd)/$HABEAS ;; esac
unset HABEAS_REGISTER HABEAS_RECORDER HABEAS_NOW NO_COLOR
[ -x "$HABEAS" ] || { echo "not ok - the binary $HABEAS"; exit 1; }

T=$(mktemp -d "${TMPDIR:-/tmp}/habeas-cli.XXXXXX") || exit 1
trap 'chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 130' INT TERM
failures=0
status=0 out="" err="" # of the last run
checks=0

ok() { checks=$((checks + 1)); printf 'ok - %s\n' "$1"; }
skip() { printf 'ok - %s # SKIP %s\n' "$1" "$2"; }

# not_ok NAME [WHY…]: each WHY may have several lines.
not_ok()
{
    local name=$1
    shift
    checks=$((checks + 1))
    failures=$((failures + 1))
    printf 'not ok - %s\n' "$name"
    [ $# -eq 0 ] || printf '%s\n' "$@" | head -c 4000 | LC_ALL=C sed 's/^/# /'
}

# Every file ends with it.
done_testing()
{
    printf '1..%d\n' "$checks"
    [ "$failures" -eq 0 ]
    exit
}

# run CMD…: runs it, keeps what it said. A crash (signal) or a sanitizer's report is a fault at once.
run()
{
    "$@" >"$T/.out" 2>"$T/.err" </dev/null
    after_run $? "$*"
}
# run_in FILE CMD…: the same with FILE as standard input.
run_in()
{
    local in=$1
    shift
    "$@" <"$in" >"$T/.out" 2>"$T/.err"
    after_run $? "$*"
}
after_run()
{
    status=$1
    out=$(tr -d '\000' <"$T/.out")
    err=$(tr -d '\000' <"$T/.err")
    if [ "$status" -ge 128 ] || grep -aqE 'AddressSanitizer|runtime error:|LeakSanitizer' "$T/.err"; then
        not_ok "no crash: ${2:0:200}" "exit $status" "$err"
    fi
}

# check NAME EXPECTED-EXIT -- CMD…
check()
{
    local name=$1 want=$2
    shift 3
    run "$@"
    if [ "$status" = "$want" ]; then
        ok "$name"
    else
        not_ok "$name" "exit $status, expected $want" "command: $*" "stdout: ${out:0:800}" "stderr: ${err:0:1500}"
    fi
}

# equals NAME WANTED GOT
equals()
{
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "expected: $2" "got:      $3"; fi
}
differs()
{
    if [ "$2" != "$3" ]; then ok "$1"; else not_ok "$1" "both are: $2"; fi
}
# contains NAME HAYSTACK NEEDLE…: every needle, as it stands.
contains()
{
    local name=$1 hay=$2 missing=()
    shift 2
    for needle; do [[ $hay == *"$needle"* ]] || missing+=("missing: $needle"); done
    if [ ${#missing[@]} -eq 0 ]; then ok "$name"; else not_ok "$name" "${missing[@]}" "in: ${hay:0:2500}"; fi
}
lacks()
{
    local name=$1 hay=$2 found=()
    shift 2
    for needle; do [[ $hay != *"$needle"* ]] || found+=("must not be there: $needle"); done
    if [ ${#found[@]} -eq 0 ]; then ok "$name"; else not_ok "$name" "${found[@]}" "in: ${hay:0:2500}"; fi
}
same_file()
{
    if cmp -s "$2" "$3"; then ok "$1"; else not_ok "$1" "$(diff -a "$2" "$3" 2>&1 | head -30)"; fi
}
exists() { if [ -e "$2" ]; then ok "$1"; else not_ok "$1" "$2 is not there"; fi; }
absent() { if [ ! -e "$2" ]; then ok "$1"; else not_ok "$1" "$2 is there"; fi; }

# json_lines NAME FILE: at least one line, every line one JSON object and nothing else.
json_lines()
{
    local why
    if why=$(python3 - "$2" 2>&1 <<'PY'
import json, sys
lines = open(sys.argv[1], 'rb').read().decode('utf-8').split('\n')
if lines.pop() != '': sys.exit('the last line has no newline')
if not lines: sys.exit('nothing was printed')
def pairs(p):
    keys = [k for k, _ in p]
    if len(keys) != len(set(keys)): raise ValueError('a key stands twice: %s' % keys)
    return dict(p)
for n, line in enumerate(lines, 1):
    try:
        if not isinstance(json.loads(line, object_pairs_hook=pairs), dict): sys.exit('line %d is no object' % n)
    except ValueError as e:
        sys.exit('line %d: %s: %s' % (n, e, line[:200]))
PY
    ); then ok "$1"; else not_ok "$1" "$why"; fi
}

# The register's content line, which is equal in two registers that say the same; empty when verify is not clean.
content_of() { "$HABEAS" -r "$1" verify 2>/dev/null | sed -n 's/^content *//p'; }
clean() { check "$1" 0 -- "$HABEAS" -r "$2" verify; }
new_register() { run "$HABEAS" init "$1"; [ "$status" = 0 ] || not_ok "init $1" "$err"; }
