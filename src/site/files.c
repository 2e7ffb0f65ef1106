#include "site/files.h"

#include "base/arena.h"
#include "base/file.h"
#include "lang/write.h"

enum { FILE_MAX = 32 << 20, HEX = 64 };

static bool is_hash(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f'))) return false;
    return s.n == HEX;
}

struct str files_extension(struct str content)
{
    if (str_starts(content, S("\x89PNG\r\n\x1a\n"))) return S("png");
    if (str_starts(content, S("\xff\xd8\xff"))) return S("jpg");
    if (str_starts(content, S("%PDF-"))) return S("pdf");
    bool text = utf8_check(content) == content.n && str_chr(content, '\0', 0) == content.n;
    return text ? S("txt") : S("bin");
}

bool files_read(struct page *p, struct str value, struct str *out, struct err *err)
{
    struct str hex = str_starts(value, S("sha256:")) ? str_sub(value, 7, value.n) : S("");
    *out = S("");
    if (!is_hash(hex)) return true;
    const char *path = store_file_path(p->store, p->arena, hex);
    return !file_exists(path) || file_read(p->arena, path, FILE_MAX, out, err);
}

bool files_address(struct page *p, struct str value, struct str *out, struct err *err)
{
    struct str content;
    *out = S("");
    if (!files_read(p, value, &content, err)) return false;
    if (content.n) *out = strf(p->arena, "files/%.*s.%.*s", HEX, value.p + 7, STR(files_extension(content)));
    return true;
}

bool files_link(struct page *p, struct str value, struct err *err)
{
    struct str content;
    if (!files_read(p, value, &content, err)) return false;
    if (!content.n) {
        html_text(&p->b, UI(p, "a file that is not at hand"));
        return true;
    }
    struct str kb = write_number(p->arena, (int64_t)(content.n + 1023) / 1024, p->lang), kind = files_extension(content);
    page_anchor(p, page_link_file(p, strf(p->arena, "files/%.*s.%.*s", HEX, value.p + 7, STR(kind))),
                ui_with(p->arena, p->lang, "file ({1}, {2} KB)", kind, kb));
    return true;
}

// /files/HASH.ext
bool route_file(struct page *p, struct err *err)
{
    static const struct { const char *extension, *type; } types[] = {
        {"png", "image/png"}, {"jpg", "image/jpeg"}, {"pdf", "application/pdf"}, {"txt", "text/plain; charset=utf-8"},
        {"bin", "application/octet-stream"}};
    struct str hex, content = S(""), value;
    bool named = false;
    (void)str_cut(p->path, '/', &hex);
    value = strf(p->arena, "sha256:%.*s", STR(hex));
    if (is_hash(hex) && !view_file_named(&p->view, value, &named, err)) return false;
    if (named && !files_read(p, value, &content, err)) return false;
    if (!content.n || !str_eq(files_extension(content), p->format)) return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq(p->format, str_of(types[i].extension))) p->out->type = str_of(types[i].type);
    if (str_eq(p->format, S("bin"))) p->out->file = strf(p->arena, "%.16s.bin", hex.p);
    p->out->body = content;
    return true;
}
