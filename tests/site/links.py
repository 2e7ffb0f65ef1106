#!/usr/bin/env python3
"""links.py DIR: do all links of a static edition lead to a file of it, or outside by https? Prints those that do not."""
import html.parser
import os
import sys
import urllib.parse

root = os.path.realpath(sys.argv[1])
bad, seen, ids = [], 0, {}


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.ids = path, [], set()
        self.feed(open(path, encoding="utf-8").read())

    def handle_starttag(self, tag, attrs):
        for k, v in attrs:
            if k in ("href", "src", "action") and v is not None:
                self.links.append(v)
            if k == "id":
                self.ids.add(v)


pages = {}
for folder, _, names in os.walk(root):
    for name in names:
        if name.endswith(".html"):
            path = os.path.join(folder, name)
            pages[path] = Page(path)
for path, page in pages.items():
    for link in page.links:
        seen += 1
        parts = urllib.parse.urlsplit(link)
        if parts.scheme in ("https", "http", "mailto"):
            continue
        if parts.scheme or parts.netloc or link.startswith("/") or parts.query:
            bad.append("%s: %s is not relative" % (os.path.relpath(path, root), link))
            continue
        target = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))) if parts.path else path
        if not target.startswith(root + os.sep) or not os.path.isfile(target):
            bad.append("%s: %s leads nowhere" % (os.path.relpath(path, root), link))
        elif parts.fragment and target in pages and urllib.parse.unquote(parts.fragment) not in pages[target].ids:
            bad.append("%s: %s has no such place" % (os.path.relpath(path, root), link))
print(*sorted(set(bad))[:20], sep="\n")
print("%d pages, %d links, %d bad" % (len(pages), seen, len(bad)))
sys.exit(bool(bad) or not seen)
