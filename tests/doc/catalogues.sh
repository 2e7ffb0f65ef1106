#!/bin/bash
# The catalogues are whole: every text of the user interface is in each, translated, with the plural forms that its language has.
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1
pot=$T/all.pot

xgettext --from-code=UTF-8 --sort-output --no-location -k --keyword=UI:2 --keyword=UI_MARK:1 --keyword=ui_text:2 --keyword=ui_with:3 \
    --keyword=ui_count:3,4 -o "$pot" $(find src -name '*.c' | sort) 2>/dev/null
verdict "there are texts" "$([ "$(grep -c '^msgid ' "$pot")" -gt 60 ] || echo "few")"
for po in po/*.po; do
    verdict "$po is well formed" "$(msgfmt -c -o /dev/null "$po" 2>&1 | grep -v 'header field')"
    verdict "$po has every text, translated" "$(msgmerge --quiet --no-fuzzy-matching "$po" "$pot" -o - 2>/dev/null | msgattrib --untranslated --no-obsolete - 2>/dev/null | grep '^msgid "..*"\|^msgid ""$' | grep -v '^msgid ""$' | head -5)"
    verdict "$po has no text of old" "$(msgmerge --quiet --no-fuzzy-matching "$po" "$pot" -o - 2>/dev/null | msgattrib --only-obsolete - 2>/dev/null | grep '^#~ msgid' | head -5)"
done
done_testing
