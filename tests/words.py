"""Every word of a letter as it came stands in what import made of it: words.py INPUT OUTPUT prints those that do not.

Compared are multisets of words. Tags are no words, but the addresses of their links are; text of script and style, which is
nobody's to read, is not looked for. A label in brackets behind a link of Markdown is a mark, its address is a word."""
import html
import re
import sys
from collections import Counter


def words(s):
    return Counter(re.findall(r'[^\W_]+', s))


def tag(m):
    t = m.group(0)
    if '://' in t[:14] or ('@' in t and '=' not in t):
        return t[1:-1]
    href = re.search(r'href\s*=\s*["\']?([^"\' >]*)', t)
    return ' ' + (href.group(1) if href else '') + ' '


def text_of(path):
    data = open(path, 'rb').read()
    s = data.decode('utf-16' if data[:2] in (b'\xff\xfe', b'\xfe\xff') else 'utf-8-sig')
    if path.endswith(('.md', '.html', '.htm')):
        s = re.sub(r'(?is)<(script|style)\b.*?</\1>', ' ', s)
        s = re.sub(r'(?i)<!doctype[^>]*>', ' ', s)
        s = re.sub(r'(?s)<!--(.*?)-->', r' \1 ', s)
        s = re.sub(r'(?s)</?[A-Za-z][^<>]*>', tag, s)
        s = html.unescape(s)
        s = re.sub(r'\]\[\w+\]', '] ', s)
    return s


came = words(text_of(sys.argv[1]))
text = open(sys.argv[2], encoding='utf-8').read().replace('\\', '')
made = words(html.unescape(text)) | words(text)
missing = came - made
if missing:
    sys.exit('%d words are missing: %s' % (sum(missing.values()), dict(list(missing.items())[:20])))
