#!/bin/bash
# doctor finds what is wrong with a register and says what to do; what it says of the machine depends on the machine.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
"$HABEAS" init r --demo >/dev/null
check "a register in order" 0 -- "$HABEAS" -r r doctor
contains "… is said to be" "$out" "ok      register" "1 transaction" "ok      rights" "ok      pages" "0 faults"
contains "… and the machine is looked at" "$out" "sqlite" "SQLite 3." "landlock" "seccomp" "fonts-sil-gentiumplus"
check "without a register" 0 -- "$HABEAS" doctor
lacks "… the machine alone" "$out" "checksum"
check "as JSON" 0 -- "$HABEAS" -r r doctor --format json
json_lines "… one object a line" "$T/.out"
chmod g+r r/register.db
check "others can read it" 0 -- "$HABEAS" -r r doctor
contains "… and the remedy is named" "$out" "advice  rights" "register.db" "chmod -R go-rwx r"
printf 'titel: X\n' >r/habeas.yaml
check "settings with a fault" 1 -- "$HABEAS" -r r doctor
contains "… are a fault, with its place" "$out$err" "fault   settings" "habeas.yaml:1:1"
rm r/habeas.yaml
printf 'x' | dd of=r/register.db bs=1 seek=9000 conv=notrunc 2>/dev/null
check "a page that was altered" 1 -- "$HABEAS" -r r doctor
contains "… is named" "$out" "fault   pages" "in page 3" "habeas verify"
check "no register" 1 -- "$HABEAS" -r none doctor
contains "… is a fault" "$out" "none holds no register"
done_testing
