// Is an edition what its publisher made, all of it, and the newest?
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "site/publish.h"

enum { DEPTH_MAX = 8, FILE_MAX = 512 << 20 };

static void fault(struct arena *a, struct verification *v, enum fault kind, struct str what)
{
    v->faults = arena_grow(a, v->faults, &v->cap, v->n + 1, sizeof *v->faults);
    v->faults[v->n++] = (struct site_fault){kind, what};
}

static bool own_file(struct str path)
{
    return str_eq(path, S("MANIFEST")) || str_eq(path, S("MANIFEST.minisig")) || str_eq(path, S(".habeas-edition"));
}

// What lies in the folder and in no MANIFEST. Links are foreign too: they lead elsewhere.
static bool foreign(struct arena *a, const char *dir, struct str below, int depth, const struct manifest *m, struct verification *v, struct err *err)
{
    const char *path = strf(a, "%s%s%.*s", dir, below.n ? "/" : "", STR(below)).p;
    DIR *d = opendir(path);
    struct dirent *e;
    bool good = true;
    if (!d) return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    while (good && (e = readdir(d))) {
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        struct str file = strf(a, "%.*s%s%s", STR(below), below.n ? "/" : "", e->d_name);
        if (lstat(strf(a, "%s/%.*s", dir, STR(file)).p, &st) != 0) continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            good = foreign(a, dir, file, depth + 1, m, v, err);
        else if (!own_file(file) && (!S_ISREG(st.st_mode) || !manifest_find(m, file)))
            fault(a, v, FAULT_FOREIGN, file);
    }
    closedir(d);
    return good;
}

static bool listed(struct arena *a, const char *dir, const struct manifest *m, struct verification *v, struct err *err)
{
    for (size_t i = 0; i < m->n; i++) {
        ARENA scratch = arena_new();
        struct str content;
        const char *path = strf(scratch, "%s/%.*s", dir, STR(m->v[i].path)).p;
        if (!file_exists(path)) {
            fault(a, v, FAULT_MISSING, m->v[i].path);
            continue;
        }
        if (!file_read(scratch, path, FILE_MAX, &content, err)) return false;
        struct hash h = hash_of(content);
        if (!hash_eq(&h, &m->v[i].hash)) fault(a, v, FAULT_ALTERED, m->v[i].path);
        v->files++;
    }
    return true;
}

static void judge_note(struct arena *a, struct verification *v, int64_t seen, struct instant now)
{
    int64_t days = ((int64_t)now.us - v->note.time.us) / (86400LL * 1000000);
    if (days >= STALE_DAYS) fault(a, v, FAULT_STALE, strf(a, "this edition is %lld days old; a newer one may be kept from you", (long long)days));
    if (v->note.seq < seen)
        fault(a, v, FAULT_ROLLED_BACK, strf(a, "this is edition %lld, and edition %lld was seen before", (long long)v->note.seq, (long long)seen));
}

static bool signature(struct arena *a, const char *dir, const struct sign_public *key, struct str manifest, struct str *comment, struct verification *v,
                      struct err *err)
{
    const char *path = strf(a, "%s/MANIFEST.minisig", dir).p;
    struct str text;
    struct err why;
    *comment = S("");
    if (!file_exists(path)) {
        fault(a, v, FAULT_UNSIGNED, key ? S("MANIFEST.minisig is missing: nobody has signed this edition") : S("the edition is not signed"));
        return true;
    }
    if (!key) {
        fault(a, v, FAULT_UNSIGNED, S("no key was given (--key), so nobody knows who made this edition"));
        return true;
    }
    if (!file_read(a, path, SIGN_FILE_MAX, &text, err)) return false;
    if (!sign_check(key, manifest, text, comment, &why)) fault(a, v, FAULT_SIGNATURE, str_dup(a, str_of(why.text)));
    return true;
}

bool publish_verify(struct arena *a, const char *dir, const struct sign_public *key, int64_t seen, struct instant now, struct verification *out,
                    struct err *err)
{
    struct str text, comment, edition = S("");
    struct manifest m;
    struct err none;
    const char *path = strf(a, "%s/MANIFEST", dir).p, *edition_path = strf(a, "%s/EDITION", dir).p;
    *out = (struct verification){0};
    if (!file_exists(path)) return err_set(err, ERR_NOT_FOUND, "%s: there is no MANIFEST: this is no edition, or the most important file of it is gone", dir);
    if (!file_read(a, path, MANIFEST_MAX, &text, err) || !signature(a, dir, key, text, &comment, out, err) || !manifest_read(a, text, &m, err)) return false;
    if (file_exists(edition_path) && file_read(a, edition_path, SIGN_FILE_MAX, &edition, &none)) edition = str_trim(edition);
    if (comment.n && !str_eq(comment, edition)) fault(a, out, FAULT_EDITION, S("EDITION says another edition than the signature does"));
    if (manifest_note_read(comment.n ? comment : edition, &out->note))
        judge_note(a, out, seen, now);
    else
        fault(a, out, FAULT_EDITION, S("nothing says which edition this is"));
    return listed(a, dir, &m, out, err) && foreign(a, dir, S(""), 0, &m, out, err);
}
