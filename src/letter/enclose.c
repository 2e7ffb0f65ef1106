// The letter's picture: a file beside the letter, or one that the register keeps, by its hash. One of the register's is taken
// only where a statement names it that the letter's readers may see: a letter publishes nothing by the way.
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "letter/letter.h"
#include "letter/picture.h"

static void fault(struct letter *l, struct diags *ds, const char *what, const char *advice)
{
    const struct field *f = &l->head.picture;
    struct diag *d = diag_add(ds, DIAG_PICTURE, l->file, f->pos, f->width ? f->width : 1, "%s", what);
    if (advice) diag_more(ds, d, "%s", advice);
}

static bool inside(struct str path)
{
    struct str rest = path;
    if (!path.n || path.p[0] == '/' || memchr(path.p, 0, path.n)) return false;
    while (rest.p)
        if (str_eq(str_cut(rest, '/', &rest), S(".."))) return false;
    return true;
}

static const char *beside(struct letter *l, struct str path)
{
    struct str dir = l->file->name;
    while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
    return strf(l->arena, "%.*s%.*s", STR(dir), STR(path)).p;
}

// Does a statement that the view shows have this file as its value?
static bool shown(struct letter *l, struct view *v, struct str file, bool *out, struct err *err)
{
    const struct vocab *vocab = store_vocab(v->store);
    *out = false;
    for (size_t i = 0; i < vocab->prop_count && !*out; i++) {
        const struct prop *p = vocab->props[i];
        struct ref r;
        struct ref_fault why;
        struct hits hits;
        if (p->kind != KIND_FILE || p->computed) continue;
        struct str text = strf(l->arena, "%.*s?%.*s=%.*s", STR(p->type->path), STR(p->name), STR(file));
        if (!ref_parse(l->arena, vocab, text, &r, &why)) continue;
        if (!query_count(v, &r, &hits, err)) return false;
        *out = hits.certain + hits.possible > 0;
    }
    return true;
}

// Where the picture stands; NULL: said what is wrong with it.
static bool find(struct letter *l, struct view *v, struct diags *ds, const char **path, struct str *hex, struct err *err)
{
    struct str name = l->head.picture.text;
    bool known = false;
    *path = NULL;
    if (!str_starts(name, S("sha256:"))) {
        if (inside(name))
            *path = beside(l, name);
        else
            fault(l, ds, "a picture is named by its path below the letter's folder", "file: portrait.jpg, or sha256: and the 64 digits of a file of the register");
        return true;
    }
    *hex = str_sub(name, 7, name.n);
    if (hex->n == 64 && !shown(l, v, name, &known, err)) return false;
    if (known)
        *path = store_file_path(v->store, l->arena, *hex);
    else
        fault(l, ds, "the register has no such file that the readers of the letter may see", NULL);
    return true;
}

bool letter_enclose(struct letter *l, struct view *readers, struct diags *ds, struct err *err)
{
    struct str bytes, hex = {0};
    const char *path;
    struct err why;
    struct picture *p = arena_alloc(l->arena, sizeof *p);
    if (!l->head.picture.text.n || !l->head.picture_alt.n || !l->head.picture_credit.n) return true; // none, or said already
    if (!find(l, readers, ds, &path, &hex, err)) return false;
    if (!path) return true;
    if (!file_read(l->arena, path, PICTURE_BYTES_MAX, &bytes, &why)) {
        fault(l, ds, why.text, NULL);
        return true;
    }
    struct hash h = hash_of(bytes);
    if (hex.n && !str_eq(hash_hex(l->arena, &h), hex)) {
        fault(l, ds, "the content of this file is not what the register recorded", "habeas verify says more");
        return true;
    }
    if (picture_read(l->arena, bytes, p, &why))
        l->picture = p;
    else
        fault(l, ds, why.text, NULL);
    return true;
}
