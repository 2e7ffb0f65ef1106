#include "base/html.h"

void html_text(struct buf *b, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        struct str out = c == '&'   ? S("&amp;")
                         : c == '<' ? S("&lt;")
                         : c == '>' ? S("&gt;")
                         : c == '"' ? S("&quot;")
                         : c == '\'' ? S("&#39;")
                         : (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? S("\xEF\xBF\xBD")
                                                                             : (struct str){0};
        if (!out.p) continue;
        buf_add(b, str_sub(s, from, i));
        buf_add(b, out);
        from = i + 1;
    }
    buf_add(b, str_sub(s, from, s.n));
}

void html_href(struct buf *b, struct str url)
{
    bool good = str_starts(url, S("https://")) || str_starts(url, S("http://")) || str_starts(url, S("mailto:")) ||
                str_starts(url, S("#"));
    html_text(b, good ? url : S("#"));
}

void html_json(struct buf *b, struct str json)
{
    html_lit(b, "<script type=\"application/ld+json\">");
    for (size_t i = 0; i < json.n; i++)
        if (json.p[i] == '<')
            html_lit(b, "\\u003c");
        else
            buf_addc(b, json.p[i]);
    html_lit(b, "</script>\n");
}
