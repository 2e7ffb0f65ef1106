#include "base/json.h"

struct json json_in(struct arena *a) { return (struct json){.out = buf_in(a)}; }

static void comma(struct json *j)
{
    if (j->comma) buf_addc(&j->out, ',');
    j->comma = true;
}

static void quoted(struct buf *b, struct str s)
{
    buf_addc(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool line_sep = c == 0xE2 && s.n - i > 2 && (unsigned char)s.p[i + 1] == 0x80 &&
                        ((unsigned char)s.p[i + 2] & 0xFE) == 0xA8;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !line_sep) continue;
        buf_add(b, str_sub(s, from, i));
        if (c == '"' || c == '\\')
            buf_addf(b, "\\%c", c);
        else if (c == '\n')
            buf_add(b, S("\\n"));
        else if (c == '\t')
            buf_add(b, S("\\t"));
        else if (line_sep)
            buf_addf(b, "\\u20%02x", (unsigned char)s.p[i + 2] - 0x80), i += 2;
        else
            buf_addf(b, "\\u%04x", c);
        from = i + 1;
    }
    buf_add(b, str_sub(s, from, s.n));
    buf_addc(b, '"');
}

void json_key(struct json *j, const char *key)
{
    if (!key) return;
    comma(j);
    quoted(&j->out, str_of(key));
    buf_addc(&j->out, ':');
    j->comma = false;
}

void json_open(struct json *j, char bracket)
{
    comma(j);
    buf_addc(&j->out, bracket);
    j->comma = false;
}

void json_close(struct json *j, char bracket)
{
    buf_addc(&j->out, bracket);
    j->comma = true;
}

void json_item_text(struct json *j, struct str value)
{
    comma(j);
    quoted(&j->out, value);
}

void json_text(struct json *j, const char *key, struct str value)
{
    json_key(j, key);
    json_item_text(j, value);
}

void json_text_if(struct json *j, const char *key, struct str value)
{
    if (value.n) json_text(j, key, value);
}

void json_int(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    comma(j);
    buf_addf(&j->out, "%lld", (long long)value);
}

void json_bool(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    comma(j);
    buf_add(&j->out, value ? S("true") : S("false"));
}

void json_null(struct json *j, const char *key)
{
    json_key(j, key);
    comma(j);
    buf_add(&j->out, S("null"));
}

void json_print_line(struct json *j, FILE *out)
{
    buf_addc(&j->out, '\n');
    fwrite(j->out.p, 1, j->out.n, out);
    j->out.n = 0;
    j->comma = false;
}
