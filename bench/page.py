"""The letter for the other tools, from the HTML that habeas writes: the same words, on the same measure and in the same fonts.

    print_html    with a stylesheet for pages, for WeasyPrint and LibreOffice
    typst         as a .typ file

Where a text may be changed for a fresh run, at the end of each paragraph and fact, stands MARK.
"""
import re
from html.parser import HTMLParser

MARK = "\ue000"
CSS = """@page { size: A4; margin: 79pt 97pt 84pt 112pt; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Inter } }
body { font: 11.3pt/15.6pt "Gentium Plus"; margin: 0; color: #1d1d1b }
h1 { font: bold 22pt/26.6pt "Gentium Plus"; margin: 0 0 18pt }
h2 { font: bold 8pt/12pt Inter; letter-spacing: .09em; text-transform: uppercase; margin: 24pt 0 9pt }
p { text-align: justify; hyphens: auto; margin: 0 0 7.8pt }
address { font-style: normal; margin: 0 0 14pt }
.dateline { text-align: right; font-style: italic }
a { color: inherit; text-decoration: none }
sup { color: #8c1d18; font-size: 6.5pt; line-height: 0 }
.signatories { list-style: none; margin: 24pt 0 0; padding: 0; columns: 2; column-gap: 18pt }
.signatories li { break-inside: avoid; margin: 0 0 8pt }
.signatories strong { display: block }
.signatories span { font-style: italic }
.facts { font-size: 8.6pt; line-height: 11.2pt; margin: 0; padding: 0 0 0 18pt; text-align: justify; hyphens: auto }
.facts li { margin: 0 0 5pt }
.facts span { display: block }
.facts .says { font-weight: bold }
.facts .ref, footer { font: 7pt/9pt Inter; text-align: left; overflow-wrap: anywhere }
footer { margin-top: 18pt }"""


def marked(html):
    return re.sub(r"(</p>|</li>)", MARK + r"\1", html)


def print_html(html):
    html = re.sub(r"(?s)<script.*?</script>\n?", "", html)
    html = re.sub(r"(?m)^<meta (?!charset).*\n", "", html)
    return re.sub(r"(?s)<style>.*?</style>", lambda _: f"<style>{CSS}</style>", html)


TYPST = """#set document(title: "%(title)s")
#set page(paper: "a4", margin: (top: 79pt, right: 97pt, bottom: 84pt, left: 112pt), numbering: "1 / 1")
#set text(font: "Gentium Plus", size: 11.3pt, lang: "%(lang)s", hyphenate: true, top-edge: 0.8em, bottom-edge: -0.2em, fill: rgb("#1d1d1b"))
#set par(justify: true, leading: 4.3pt)
%(spacing)s
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 1): set par(justify: false)
#show heading.where(level: 2): set text(font: "Inter", size: 8pt, tracking: 0.09em)
#set super(typographic: false, size: 6.5pt)
"""
SPACING = {"0.10": "#show par: set block(spacing: 12.1pt)", "": "#set par(spacing: 12.1pt)"}
OPENS = {"h1": "= ", "h2": "== ", "em": "#emph[", "strong": "#strong[", "sup": "#super[", "address": "#[#set par(justify: false)\n", "p": "",
         "ul": "#v(14pt)\n#columns(2, gutter: 18pt)[\n", "ol": "#[#set text(size: 8.6pt)\n#set par(leading: 2.6pt)\n#enum(spacing: 5pt,\n",
         "footer": "#text(font: \"Inter\", size: 7pt)["}
CLOSES = {"h1": "\n\n", "h2": "\n\n", "em": "]", "strong": "]", "sup": "]", "a": "]", "address": "]\n\n", "p": "\n\n", "ul": "]\n\n", "ol": ")]\n\n",
          "footer": "]\n", "span": "]"}
SPANS = {"says": "#strong[", "source": "#linebreak()#[", "ref": "#linebreak()#text(font: \"Inter\", size: 7pt)["}


class Typst(HTMLParser):
    """Writes markup tag by tag; what habeas does not write is not known here, and ends the run."""

    def __init__(self, version):
        super().__init__()
        self.out, self.version, self.body, self.title, self.lang, self.within = [], version, False, "", "en", []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "html":
            self.lang = a["lang"]
        self.body = self.body or tag == "body"
        if tag in ("meta", "br"):
            self.put("#linebreak()" if tag == "br" else "")
            return
        self.within.append(tag)
        if tag == "p" and a.get("class") == "dateline":
            self.put("#align(right)[#emph[")
            self.within[-1] = "dateline"
        elif tag == "a":
            to = a["href"]
            self.put(f"#link(<{to[1:]}>)[" if to[0] == "#" else f"#link(\"{to}\")[")
        elif tag == "li":
            number = a.get("value")
            self.put(f"enum.item({number})[#metadata(none)<fact-{number}>" if number else "#block(breakable: false)[")
            self.within[-1] = "fact" if number else "signatory"
        elif tag == "span":
            self.put(SPANS.get(a.get("class"), "#emph["))
        else:
            self.put(OPENS.get(tag, ""))

    def handle_endtag(self, tag):
        if tag not in ("meta", "br"):
            was = self.within.pop()
            self.put({"dateline": "]]\n\n", "fact": "],\n", "signatory": "]\n"}.get(was) or CLOSES.get(was, ""))

    def handle_data(self, data):
        if not self.body and self.within[-1:] == ["title"]:
            self.title += data
        if not self.within or self.within[-1] in ("html", "body", "main", "article", "section", "ul", "ol"):
            return
        self.put(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(re.split(r"\s+", data))))

    def put(self, text):
        if self.body:
            self.out.append(text)

    def text(self):
        version = next(k for k in SPACING if self.version.startswith(k))
        head = TYPST % {"title": self.title.replace("\"", "\\\""), "lang": self.lang, "spacing": SPACING[version]}
        return head + "".join(self.out)


def typst(html, version=""):
    """`version` as text: the command 0.10 writes paragraph spacing otherwise."""
    t = Typst(version)
    t.feed(html)
    return t.text()
