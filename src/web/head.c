#include "web/head.h"

#include <string.h>
#include <strings.h>

enum { HOST_MAX = 255 };

struct fields {
    size_t count, hosts, lengths, cookies, codings;
    struct str host, length;
};

static enum head_state bad(struct head *out, int status, const char *why)
{
    out->status = status;
    out->why = why;
    return HEAD_BAD;
}

static bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// RFC 9110 §5.6.2
static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_alnum(s.p[i]) && !memchr("!#$%&'*+-.^_`|~", s.p[i], 15)) return false;
    return s.n > 0;
}

static bool same_word(struct str a, const char *b) { return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0; }

// Name, or address in brackets, and port; no dot at the end, no user.
static bool is_host(struct str s)
{
    size_t at = 0, name;
    if (!s.n || s.n > HOST_MAX) return false;
    if (s.p[0] == '[') {
        for (at = 1; at < s.n && (is_alnum(s.p[at]) || s.p[at] == ':' || s.p[at] == '.'); at++) continue;
        if (at == 1 || at == s.n || s.p[at++] != ']') return false;
    } else {
        while (at < s.n && (is_alnum(s.p[at]) || memchr("-._", s.p[at], 3))) at++;
        name = at;
        if (!name || s.p[name - 1] == '.' || s.p[0] == '.') return false;
    }
    if (at == s.n) return true;
    if (s.p[at++] != ':' || s.n - at > 5) return false;
    for (size_t i = at; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return at < s.n;
}

// ---- the target

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Decoded, it is UTF-8 without control characters; of a path also no segment that is empty, "." or "..".
static const char *part_fault(struct str s, bool path)
{
    char text[HEAD_TARGET];
    size_t n = 0, from = 1;
    for (size_t i = 0; i < s.n && n < sizeof text; i++, n++) {
        text[n] = s.p[i];
        if (s.p[i] != '%') continue;
        int hi = i + 2 < s.n ? hex(s.p[i + 1]) : -1, lo = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
        if (hi < 0 || lo < 0) return "The address has a % that is not followed by two hexadecimal digits.";
        text[n] = (char)(hi * 16 + lo);
        i += 2;
    }
    struct str t = {text, n};
    if (utf8_check(t) < n) return "The address is not UTF-8.";
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) return "The address has a control character in it.";
    if (!path) return NULL;
    for (size_t i = 1; i <= n; i++) {
        if (i < n && text[i] != '/') continue;
        struct str segment = str_sub(t, from, i);
        if ((!segment.n && i < n) || str_eq(segment, S(".")) || str_eq(segment, S("..")))
            return "The path has an empty segment, or one of dots.";
        from = i + 1;
    }
    return NULL;
}

const char *head_target(struct str target, struct str host, struct str *path, struct str *query)
{
    if (target.n > 7 && strncasecmp(target.p, "http://", 7) == 0) { // absolute-form, RFC 9112 §3.2.2
        struct str rest = str_sub(target, 7, target.n);
        size_t slash = str_chr(rest, '/', 0);
        if (slash != host.n || strncasecmp(rest.p, host.p, slash) != 0) return "The address names another host than the Host field does.";
        target = str_sub(rest, slash, rest.n);
    }
    if (!target.n || target.p[0] != '/') return "The address does not begin with a slash.";
    if (target.n > HEAD_TARGET) return "The address is too long.";
    for (size_t i = 0; i < target.n; i++)
        if (target.p[i] <= 0x20 || target.p[i] >= 0x7F) return "The address has characters that must be percent-encoded.";
    size_t mark = str_chr(target, '?', 0);
    *path = str_sub(target, 0, mark);
    *query = mark < target.n ? str_sub(target, mark + 1, target.n) : S("");
    if (str_chr(target, '#', 0) < target.n) return "The address has a # in it, which browsers keep to themselves.";
    const char *why = part_fault(*path, true);
    return why ? why : part_fault(*query, false);
}

// ---- lines

// The line at `at`, which ends in CR LF; *next is behind it. HEAD_MORE: its end has not come.
static enum head_state read_line(struct str bytes, size_t at, struct str *line, size_t *next, struct head *out)
{
    for (size_t i = at; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c == '\n') return bad(out, 400, "A line ends in LF without CR.");
        if (c == '\r') {
            if (i + 1 == bytes.n) return HEAD_MORE;
            if (bytes.p[i + 1] != '\n') return bad(out, 400, "A CR stands alone.");
            *line = str_sub(bytes, at, i);
            *next = i + 2;
            return HEAD_GOOD;
        }
        if ((c < 0x20 && c != '\t') || c == 0x7F) return bad(out, 400, "The head of the request has a control character in it.");
    }
    return HEAD_MORE;
}

static enum head_state read_request(struct str line, struct str *target, bool *newer, struct head *out)
{
    struct str rest, version;
    out->method = str_cut(line, ' ', &rest);
    *target = str_cut(rest, ' ', &version);
    if (!is_token(out->method)) return bad(out, 400, "The request does not begin with a method.");
    *newer = str_eq(version, S("HTTP/1.1"));
    if (!*newer && !str_eq(version, S("HTTP/1.0"))) return bad(out, 400, "This server speaks HTTP/1.1 and HTTP/1.0.");
    return target->n ? HEAD_GOOD : bad(out, 400, "The request has no address.");
}

static enum head_state read_field(struct str line, struct fields *f, struct head *out)
{
    struct str value, name = str_cut(line, ':', &value);
    if (line.p[0] == ' ' || line.p[0] == '\t') return bad(out, 400, "A field goes on in the next line; that is obsolete and refused.");
    if (!value.p || !is_token(name)) return bad(out, 400, "A line of the head is no field: name, colon, value.");
    value = str_trim(value);
    if (++f->count > HEAD_FIELDS) return bad(out, 431, "The request has too many fields.");
    if (same_word(name, "host")) f->hosts++, f->host = value;
    if (same_word(name, "content-length")) f->lengths++, f->length = value;
    if (same_word(name, "cookie")) f->cookies++;
    if (same_word(name, "transfer-encoding")) f->codings++;
    return HEAD_GOOD;
}

static enum head_state judge(const struct fields *f, struct str target, bool newer, struct head *out)
{
    bool body = false;
    if (f->codings) return bad(out, 400, "Transfer-Encoding is not accepted here.");
    if (f->lengths > 1 || f->hosts > 1 || f->cookies > 1) return bad(out, 400, "A field that may stand once stands twice.");
    if (f->lengths && !f->length.n) return bad(out, 400, "Content-Length is no number.");
    for (size_t i = 0; i < f->length.n; i++) {
        if (f->length.p[i] < '0' || f->length.p[i] > '9') return bad(out, 400, "Content-Length is no number.");
        body = body || f->length.p[i] != '0';
    }
    if ((newer && !f->hosts) || (f->hosts && !is_host(f->host))) return bad(out, 400, "The request must name its host, once, as name:port.");
    out->host = f->host;
    if (!str_eq(out->method, S("GET")) && !str_eq(out->method, S("HEAD"))) return bad(out, 405, "Only GET and HEAD are answered here.");
    if (body) return bad(out, 413, "This address takes no body.");
    const char *why = head_target(target, f->host, &out->path, &out->query);
    return why ? bad(out, 400, why) : HEAD_GOOD;
}

enum head_state head_read(struct str bytes, struct head *out)
{
    struct str line, target = {0};
    struct fields f = {0};
    bool newer = false;
    size_t at = 0, next = 0;
    *out = (struct head){0};
    for (bool first = true;; first = false, at = next) {
        struct str room = str_sub(bytes, 0, HEAD_BYTES);
        enum head_state s = read_line(room, at, &line, &next, out);
        if (s == HEAD_BAD) return s;
        if (first && (s == HEAD_MORE ? room.n : line.n) > HEAD_TARGET) return bad(out, 414, "The address is too long.");
        if (s == HEAD_MORE) return bytes.n < HEAD_BYTES ? s : bad(out, 431, "The head of the request is too long.");
        if (!line.n && !first) break;
        s = first ? read_request(line, &target, &newer, out) : read_field(line, &f, out);
        if (s == HEAD_BAD) return s;
    }
    return judge(&f, target, newer, out);
}
