#!/usr/bin/env python3
"""WeasyPrint in a loop that is told when.

    weasy.py IN.html     for every line on stdin: the page with U+E000 replaced by the line; prints microseconds

Tagged, PDF/UA-1; the interpreter, the module and the fonts stay loaded.
"""
import logging
import sys
import time

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration


def main():
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    with open(sys.argv[1], encoding="utf-8") as f:
        text = f.read()
    fonts = FontConfiguration()
    for line in sys.stdin:
        now = text.replace("\ue000", line.strip())
        start = time.perf_counter()
        n = len(HTML(string=now).write_pdf(font_config=fonts, variant="pdf/ua-1"))
        print(f"{(time.perf_counter() - start) * 1e6:.0f} {n}", flush=True)


if __name__ == "__main__":
    main()
