#!/bin/bash
# Letters as they come, and what a letter says itself of whom it is to and who signs.
. "$(dirname "$0")/lib.sh"
new_register "$T/r"
cd "$T" || exit 1

# ---- addressees and signatories that stand in the letter itself
cat >own.md <<'END'
---
label: Open letter
title: On a judgment
language: ar
date: 2018-07-18
to:
  - lines: [Example Addressee, Example Street 1, 1000 Example City]
picture: {credit: © Example}
signatories:
  - {name: Example Signatory One, role: Director, organisation: Example Organisation, country: Exampleland}
  - {organisation: Example Organisation Two}
notes: [A note <on> the letter.]
copies: [Example Office, Example Council]
online: {text: Read the letter in PDF here., url: "https://example.org/letter.pdf"}
---

Text.
END
check "a letter with its own addressee and signatories" 0 -- "$HABEAS" -r r check own.md
contains "… which are notes, and so is the credit without a picture" "$err" "1 addressee is" "2 signatories are" "no file" "0 errors"
for f in txt html json; do check "… as $f" 0 -- "$HABEAS" -r r letter own.md -o "own.$f"; done
contains "text" "$(cat own.txt)" $'Open letter\nOn a judgment\n\nExample Addressee\nExample Street 1\n1000 Example City\n' \
    $'Example Signatory One، Director، Example Organisation (Exampleland)\nExample Organisation Two\n\nA note <on> the letter.\n\nنسخة إلى: Example Office\n          Example Council\n\nRead the letter in PDF here.\nhttps://example.org/letter.pdf'
contains "HTML" "$(cat own.html)" 'dir="rtl"' '<address><strong>Example Addressee</strong><br>Example Street 1<br>1000 Example City</address>' \
    'Director، Example Organisation (Exampleland)' 'A note &lt;on&gt; the letter.' 'href="https://example.org/letter.pdf">Read the letter in PDF here.</a>'
contains "JSON" "$(cat own.json)" '"Example Addressee\nExample Street 1\n1000 Example City"' '"country":"Exampleland"' '"copies":["Example Office","Example Council"]'

done_testing
