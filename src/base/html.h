// HTML, written so that markup can only come from the program: literals are literals (the compiler refuses anything
// else), every value is escaped.
//
//   html_lit(b, "<p class=\"", "date\">");  html_text(b, date);  html_lit(b, "</p>\n");
#pragma once
#include "base/buf.h"

#define html_lit(b, lit) buf_add((b), S(lit))
// Text or an attribute's value: & < > " ' are escaped, control characters become U+FFFD.
void html_text(struct buf *b, struct str s);
// An address for href: only https, http, mailto, and fragments of the page itself; anything else becomes "#".
void html_href(struct buf *b, struct str url);
// A JSON text as the content of a <script type="application/ld+json">, tags included: nothing in it ends the element.
void html_json(struct buf *b, struct str json);
