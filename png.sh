#!/bin/sh
# png.sh in.svg out.png
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,${3:-1400} --screenshot=$2 file://$(realpath $1) >/dev/null 2>&1
