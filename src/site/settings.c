#include "site/settings.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/yaml.h"

static bool is_origin(struct str s)
{
    size_t scheme = str_starts(s, S("https://")) ? 8 : str_starts(s, S("http://")) ? 7 : 0;
    for (size_t i = scheme; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 0x20 || c >= 0x7F || c == '/' || c == '"' || c == '<' || c == '\'' || c == '\\' || c == '@' || c == ';') return false;
    }
    return scheme && s.n > scheme;
}

bool settings_read(struct arena *a, const char *dir, struct diags *ds, struct settings *out, struct err *err)
{
    const char *path = strf(a, "%s/habeas.yaml", dir).p;
    size_t errors = ds->errors;
    *out = (struct settings){0};
    if (!file_exists(path)) return true;
    struct source_text *file = arena_alloc(a, sizeof *file);
    file->name = str_of(path);
    if (!file_read(a, path, SETTINGS_MAX, &file->text, err)) return false;
    const struct node *root = yaml_parse(a, file, ds);
    for (const struct node *n = root && root->kind == NODE_MAP ? root->first : NULL; n; n = n->next) {
        struct str *to = str_eq(n->key, S("title"))    ? &out->title
                         : str_eq(n->key, S("origin")) ? &out->origin
                         : str_eq(n->key, S("onion"))  ? &out->onion
                                                       : NULL;
        if (!to)
            diag_add(ds, DIAG_SETTING, file, n->key_pos, (uint32_t)n->key.n, "there is no setting %.*s; there are title, origin and onion", STR(n->key));
        else if (n->kind != NODE_SCALAR)
            diag_add(ds, DIAG_SHAPE, file, n->pos, 1, "%.*s is one value", STR(n->key));
        else if (to != &out->title && n->text.n && !is_origin(n->text))
            diag_add(ds, DIAG_SETTING, file, n->pos, (uint32_t)utf8_count(n->text), "%.*s is an address without a path: https://example.org", STR(n->key));
        else
            *to = n->text;
    }
    return ds->errors == errors || err_set(err, ERR_INPUT, "%s has faults", path);
}
