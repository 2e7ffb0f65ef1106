#include "site/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/html.h"
#include "lang/write.h"
#include "site/basis.h"
#include "site/feed.h"
#include "site/names.h"
#include "site/shards.h"
#include "site/site.h"
#include "store/query.h"

enum { LIST_PAGE = 50, THREADS_MAX = 16, SITEMAP_MAX = 50000, FILE_MAX = 512 << 20 };

// ---- files

struct writer {
    const char *out;
    struct manifest files;
    struct arena *arena; // of the manifest's paths
    struct basis_file *found; // beside files.v: what was written, as it lies there
    size_t found_cap, written, same;
};

// mkdir of all folders above a path below `out`.
static bool make_folders(struct arena *a, const char *out, struct str path, struct err *err)
{
    for (size_t i = str_chr(path, '/', 0); i < path.n; i = str_chr(path, '/', i + 1)) {
        const char *dir = strf(a, "%s/%.*s", out, (int)i, path.p).p;
        if (mkdir(dir, 0755) != 0 && errno != EEXIST) return err_set(err, ERR_IO, "%s: %s", dir, strerror(errno));
    }
    return true;
}

static bool same_content(const char *path, struct str content)
{
    FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    char block[1 << 16];
    size_t at = 0;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size != content.n) return false;
    for (ssize_t n; (n = read(fd, block, sizeof block)) != 0; at += (size_t)n)
        if (n < 0 || at + (size_t)n > content.n || memcmp(block, content.p + at, (size_t)n) != 0) return false;
    return at == content.n;
}

static bool write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        s = str_sub(s, (size_t)n, s.n);
    }
    return true;
}

static bool replace(const char *path, struct str content, struct err *err)
{
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.new~", path) >= (int)sizeof beside) return err_set(err, ERR_IO, "%s: the path is too long", path);
    unlink(beside);
    FD fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0 || !write_all(fd, content) || rename(beside, path) != 0) {
        int why = errno;
        unlink(beside);
        return err_set(err, ERR_IO, "%s: %s", path, strerror(why));
    }
    return true;
}

static struct basis_file as_found(struct arena *scratch, const char *out, struct str path)
{
    struct stat st;
    if (lstat(strf(scratch, "%s/%.*s", out, STR(path)).p, &st) != 0 || !S_ISREG(st.st_mode)) return (struct basis_file){path, -1, 0};
    return (struct basis_file){path, st.st_size, (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec};
}

static void listed(struct writer *w, struct basis_file f, const struct hash *h)
{
    w->found = arena_grow(w->arena, w->found, &w->found_cap, w->files.n + 1, sizeof *w->found);
    w->found[w->files.n] = f;
    manifest_add(w->arena, &w->files, f.path, h);
}

static bool put(struct writer *w, struct arena *scratch, struct str path, struct str content, struct err *err)
{
    struct hash h = hash_of(content);
    const char *full = strf(scratch, "%s/%.*s", w->out, STR(path)).p;
    bool same = same_content(full, content);
    *(same ? &w->same : &w->written) += 1;
    if (!same && (!make_folders(scratch, w->out, path, err) || !replace(full, content, err))) return false;
    listed(w, as_found(scratch, w->out, str_dup(w->arena, path)), &h);
    return true;
}

// ---- pages

#define SEARCH "assets/find"

// What is made, or left as it is, together: an entity's pages and files, or one file (in all languages, where it has words).
struct job {
    struct str name;      // "persons/x", "persons.2.html"
    struct str path;
    const char *format;   // of one file; NULL: an entity
    int64_t entity, number; // number: of a list's further pages
    const struct type *type;
};

// What a job was found to rest on, and its files: a run of the worker's.
struct made {
    size_t job, from, to;
    struct reads reads;
};

struct run {
    const struct publish *p;
    struct site site;
    struct job *jobs;
    size_t n, cap;
    atomic_size_t next;
    atomic_bool failed;
    const struct manifest *old;
    struct basis was, now;  // was: empty when nothing is known of the edition that is there
    struct reads changed;   // since then
    struct arena *arenas[THREADS_MAX];
    atomic_size_t remade;   // jobs
};

struct worker {
    struct run *run;
    struct writer w;
    struct arena *arena; // of one job
    struct store *store;
    struct made *made;
    size_t made_count, made_cap;
    struct err err;
    pthread_t thread;
};

// Asks the site for an address and writes what it answers; an answer that is none (404) is left out.
static bool page(struct worker *k, struct str address, struct str file, struct err *err)
{
    struct request q = {.path = address, .now = k->run->p->now};
    struct answer a;
    if (!site_answer(&k->run->site, k->store, k->arena, &q, &a, err)) return false;
    return a.status != 200 || put(&k->w, k->arena, file, a.body, err);
}

static bool in_languages(struct worker *k, struct str path, const char *format, struct err *err)
{
    for (size_t i = 0; i < site_lang_count; i++) {
        struct str lang = site_langs[i];
        struct str address = strf(k->arena, "/%.*s%s%.*s%s%s", STR(lang), path.n ? "/" : "", STR(path), path.n ? "." : "", path.n ? format : "");
        struct str file = strf(k->arena, "%.*s/%.*s.%s", STR(lang), STR(path.n ? path : S("index")), format);
        if (!page(k, address, file, err)) return false;
    }
    return true;
}

static bool bare(struct worker *k, struct str path, const char *format, struct err *err)
{
    struct str file = strf(k->arena, "%.*s.%s", STR(path), format);
    return page(k, strf(k->arena, "/%.*s", STR(file)), file, err);
}

// The files that are named of an entity, and a letter's text in the forms that it has.
static bool enclosed(struct worker *k, const struct job *j, struct err *err)
{
    static const char *const forms[] = {"pdf", "txt", "json"}, *const extensions[] = {"png", "jpg", "pdf", "txt", "bin"};
    struct view v;
    struct statements all;
    bool has = false;
    for (const struct prop *p = j->type->first; p; p = p->next) has |= p->kind == KIND_FILE;
    if (!has) return true;
    if (!view_init(&v, k->store, k->arena, NULL, err) || !view_statements(&v, j->entity, &all, err)) return false;
    for (size_t i = 0; i < all.n; i++) {
        struct str hash = all.v[i].value.text;
        if (all.v[i].value.kind != KIND_FILE || !str_starts(hash, S("sha256:"))) continue;
        for (size_t x = 0; x < sizeof extensions / sizeof *extensions; x++)
            if (!bare(k, strf(k->arena, "files/%.*s", (int)hash.n - 7, hash.p + 7), extensions[x], err)) return false;
    }
    for (size_t x = 0; x < sizeof forms / sizeof *forms; x++)
        if (str_eq(j->type->path, S("letters")) && !in_languages(k, j->path, forms[x], err)) return false;
    return true;
}

static bool search_files(struct worker *k, struct err *err)
{
    struct view v;
    struct shard *s;
    size_t n;
    if (!view_init(&v, k->store, k->arena, NULL, err) || !shards(&v, &s, &n, err)) return false;
    for (size_t i = 0; i < n; i++)
        if (!put(&k->w, k->arena, s[i].path, s[i].content, err)) return false;
    return true;
}

static bool one_file(struct worker *k, const struct job *j, struct err *err)
{
    struct str path = j->number ? strf(k->arena, "%.*s.%lld", STR(j->path), (long long)j->number) : j->path;
    bool words = !strcmp(j->format, "html") || !strcmp(j->format, "atom") || !strcmp(j->format, "ics");
    return words ? in_languages(k, path, j->format, err) : bare(k, path, j->format, err);
}

static bool do_job(struct worker *k, const struct job *j, struct err *err)
{
    if (j->format) return str_eq(j->path, S(SEARCH)) ? search_files(k, err) : one_file(k, j, err);
    if (!in_languages(k, j->path, "html", err) || !bare(k, j->path, "json", err) || !enclosed(k, j, err)) return false;
    if (feed_has(j->type) && !in_languages(k, j->path, "atom", err)) return false;
    return !calendar_has(j->type) || !str_eq(j->type->path, S("occasions")) || in_languages(k, j->path, "ics", err);
}

// Nothing that the job rests on has changed, and its files lie there as they were left.
static bool stands(struct worker *k, const struct job *j)
{
    const struct run *r = k->run;
    const struct basis_job *b = basis_job(&r->was, j->name);
    if (!b || (b->reads.day && r->was.day != r->now.day) || reads_meet(&b->reads, &r->changed)) return false;
    for (size_t i = 0; i < b->file_count; i++) {
        struct basis_file f = as_found(k->arena, r->p->out, b->files[i].path);
        if (f.size < 0 || f.size != b->files[i].size || f.time != b->files[i].time || !manifest_find(r->old, f.path)) return false;
    }
    for (size_t i = 0; i < b->file_count; i++) listed(&k->w, b->files[i], &manifest_find(r->old, b->files[i].path)->hash);
    k->w.same += b->file_count;
    k->made[k->made_count - 1].reads = b->reads;
    return true;
}

static bool make(struct worker *k, const struct job *j, struct err *err)
{
    atomic_fetch_add(&k->run->remade, 1);
    struct reads noted = reads_in(k->arena), *kept = &k->made[k->made_count - 1].reads;
    // A page of its own is about the whole register; the names are in hundreds.
    noted.all = !j->type && !str_starts(j->path, S("names/"));
    store_note(k->store, &noted);
    bool good = do_job(k, j, err);
    store_note(k->store, NULL);
    reads_seal(&noted);
    *kept = noted;
    kept->v = arena_array(k->w.arena, noted.n, sizeof *noted.v);
    if (noted.n) memcpy(kept->v, noted.v, noted.n * sizeof *noted.v);
    return good;
}

static void *work(void *arg)
{
    struct worker *k = arg;
    for (size_t i; !k->run->failed && (i = atomic_fetch_add(&k->run->next, 1)) < k->run->n;) {
        k->arena = arena_new();
        k->made = arena_grow(k->w.arena, k->made, &k->made_cap, k->made_count + 1, sizeof *k->made);
        k->made[k->made_count++] = (struct made){.job = i, .from = k->w.files.n};
        bool good = stands(k, &k->run->jobs[i]) || make(k, &k->run->jobs[i], &k->err);
        k->made[k->made_count - 1].to = k->w.files.n;
        arena_free(k->arena);
        if (!good) k->run->failed = true;
    }
    return NULL;
}

static void job(struct arena *a, struct run *r, struct job j)
{
    j.name = !j.format ? j.path : j.number ? strf(a, "%.*s.%lld.%s", STR(j.path), (long long)j.number, j.format) : strf(a, "%.*s.%s", STR(j.path), j.format);
    r->jobs = arena_grow(a, r->jobs, &r->cap, r->n + 1, sizeof *r->jobs);
    r->jobs[r->n++] = j;
}

static void own_jobs(struct arena *a, struct run *r)
{
    static const struct {
        const char *path, *formats;
    } own[] = {
#define ROUTE(name, path, formats) {path, formats},
#include "site/routes.def"
#undef ROUTE
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        for (struct str rest = str_of(own[i].formats); rest.n && !strchr(own[i].path, '{');)
            job(a, r, (struct job){.path = str_of(own[i].path), .format = str_c(a, str_cut(rest, ' ', &rest))});
}

static bool jobs_of_type(struct arena *a, struct view *v, struct run *r, const struct type *t, struct err *err)
{
    static const char *const formats[] = {"html", "json", "csv", "atom"};
    struct ref ref = {.type = t, .limit = -1};
    struct hits hits;
    if (!query_list(v, &ref, &hits, err)) return false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) job(a, r, (struct job){.path = t->path, .type = t, .format = formats[i]});
    if (calendar_has(t)) job(a, r, (struct job){.path = t->path, .type = t, .format = "ics"});
    for (size_t n = 2; (n - 1) * LIST_PAGE < hits.n; n++)
        job(a, r, (struct job){.path = t->path, .type = t, .format = "html", .number = (int64_t)n});
    for (size_t i = 0; i < hits.n; i++) {
        struct str path = view_path(v, hits.v[i].entity, err);
        if (path.n) job(a, r, (struct job){.entity = hits.v[i].entity, .path = path, .type = t});
    }
    return true;
}

static bool find_jobs(struct arena *a, struct store *store, struct run *r, struct err *err)
{
    struct view v;
    struct str *names;
    size_t name_count;
    if (!view_init(&v, store, a, NULL, err)) return false;
    own_jobs(a, r);
    job(a, r, (struct job){.path = S(SEARCH), .format = "js"});
    if (!names_pages(&v, &names, &name_count, err)) return false;
    for (size_t i = 0; i < name_count; i++) job(a, r, (struct job){.path = names[i], .format = "html"});
    for (const struct type *t = store_vocab(store)->first; t; t = t->next)
        if (!jobs_of_type(a, &v, r, t, err)) return false;
    return true;
}

// What has changed since the edition that is there, and what this one will rest on.
static bool find_changes(struct arena *a, struct store *open, struct run *r, struct err *err)
{
    struct diags ds = diags_in(a);
    bool changed;
    r->changed = reads_in(a);
    r->now.day = instant_day(r->p->now).n;
    STORE staff = store_open(r->p->dir, STORE_READ, VIS_SEALED, &ds, err);
    return staff && store_state(staff, &r->now.tx, &changed, err) && (!r->was.n || reads_changed(staff, open, r->was.tx, &r->changed, err));
}

// Everything that the worker finds lives in the arena, which is its alone.
static bool open_worker(struct worker *k, struct run *r, struct arena *a, struct err *err)
{
    struct diags ds = diags_in(a);
    *k = (struct worker){.run = r, .w = {.out = r->p->out, .arena = a}};
    k->store = store_open(r->p->dir, STORE_READ, VIS_PUBLIC, &ds, err);
    return k->store != NULL;
}

static bool all_pages(struct arena *a, struct run *r, struct writer *whole, struct err *err)
{
    struct worker workers[THREADS_MAX];
    size_t n = r->p->threads < 1 ? 1 : r->p->threads > THREADS_MAX ? THREADS_MAX : r->p->threads, opened = 0, started = 0;
    bool good = true;
    for (; opened < n && good; opened++) good = open_worker(&workers[opened], r, r->arenas[opened] = arena_new(), err);
    good = good && find_changes(a, workers[0].store, r, err) && find_jobs(a, workers[0].store, r, err);
    for (; good && started < n; started++)
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
    if (good && !started) work(&workers[0]);
    for (size_t i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < opened; i++) {
        struct worker *k = &workers[i];
        if (good && k->err.code != ERR_NONE) good = err_set(err, k->err.code, "%s", k->err.text);
        for (size_t f = 0; f < k->w.files.n; f++) manifest_add(a, &whole->files, k->w.files.v[f].path, &k->w.files.v[f].hash);
        for (size_t m = 0; m < k->made_count; m++) {
            const struct made *d = &k->made[m];
            r->now.v = arena_grow(a, r->now.v, &r->now.cap, r->now.n + 1, sizeof *r->now.v);
            r->now.v[r->now.n++] = (struct basis_job){r->jobs[d->job].name, d->reads, k->w.found + d->from, d->to - d->from};
        }
        whole->written += k->w.written;
        whole->same += k->w.same;
        store_close(k->store);
    }
    return good;
}

// ---- files of the whole

static void plain_page(struct buf *b, const struct run *r, struct str title)
{
    html_lit(b, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    html_text(b, title);
    html_lit(b, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"stylesheet\" href=\"");
    html_text(b, r->site.style);
    html_lit(b, "\">\n</head>\n<body>\n<main>\n<h1>");
    html_text(b, title);
    html_lit(b, "</h1>\n");
}

static struct str index_page(struct arena *a, const struct run *r)
{
    struct buf b = buf_in(a);
    plain_page(&b, r, r->site.title.n ? r->site.title : S("habeas"));
    html_lit(&b, "<ul class=\"list\">\n");
    for (size_t i = 0; i < site_lang_count; i++) {
        html_lit(&b, "<li><a lang=\"");
        html_text(&b, site_langs[i]);
        html_lit(&b, "\" hreflang=\"");
        html_text(&b, site_langs[i]);
        html_lit(&b, "\" href=\"");
        html_text(&b, site_langs[i]);
        html_lit(&b, "/index.html\">");
        html_text(&b, write_language(a, site_langs[i]));
        html_lit(&b, "</a></li>\n");
    }
    html_lit(&b, "</ul>\n</main>\n</body>\n</html>\n");
    return buf_str(&b);
}

static struct str missing_page(struct arena *a, const struct run *r)
{
    struct buf b = buf_in(a);
    plain_page(&b, r, S("404"));
    html_lit(&b, "<p>There is no such page.</p>\n</main>\n</body>\n</html>\n");
    return buf_str(&b);
}

// sitemaps.org: at most 50,000 addresses a file, and an index of several.
static bool sitemaps(struct arena *a, struct writer *w, struct str origin, struct err *err)
{
    size_t count = 0, file = 0, files = w->files.n;
    struct buf b = buf_in(a), index = buf_in(a);
    html_lit(&index, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i <= files; i++) {
        bool last = i == files;
        if (!last && !str_ends(w->files.v[i].path, S(".html"))) continue;
        if (count && (last || count == SITEMAP_MAX)) {
            html_lit(&b, "</urlset>\n");
            struct str name = strf(a, "sitemap-%zu.xml", ++file);
            if (!put(w, a, name, buf_str(&b), err)) return false;
            buf_addf(&index, "<sitemap><loc>%.*s/%.*s</loc></sitemap>\n", STR(origin), STR(name));
            count = 0;
        }
        if (last) break;
        if (!count++) {
            b = buf_in(a);
            html_lit(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        }
        html_lit(&b, "<url><loc>");
        html_text(&b, origin);
        html_lit(&b, "/");
        html_text(&b, w->files.v[i].path);
        html_lit(&b, "</loc></url>\n");
    }
    html_lit(&index, "</sitemapindex>\n");
    return put(w, a, S("sitemap.xml"), buf_str(&index), err) &&
           put(w, a, S("robots.txt"), strf(a, "User-agent: *\nAllow: /\nSitemap: %.*s/sitemap.xml\n", STR(origin)), err);
}

static bool whole_files(struct arena *a, const struct run *r, struct writer *w, struct err *err)
{
    manifest_sort(&w->files);
    return (!r->site.origin.n || sitemaps(a, w, r->site.origin, err)) && put(w, a, r->site.style, data_file(S("site.css")), err) && put(w, a, r->site.script, data_file(S("find.js")), err) &&
           put(w, a, S("index.html"), index_page(a, r), err) && put(w, a, S("404.html"), missing_page(a, r), err);
}

// ---- editions

static bool folder_is_ours(struct arena *a, const char *out, struct err *err)
{
    struct str *names;
    const char *mark = strf(a, "%s/.habeas-edition", out).p;
    if (mkdir(out, 0755) != 0 && errno != EEXIST) return err_set(err, ERR_IO, "%s: %s", out, strerror(errno));
    if (file_exists(mark)) return true;
    size_t n = file_names(a, out, S(""), &names), own = 0;
    for (size_t i = 0; i < n; i++) own += str_eq(names[i], S(".")) || str_eq(names[i], S(".."));
    if (n > own) return err_set(err, ERR_USAGE, "%s is not empty and holds no edition: publish into a folder of its own", out);
    return file_write(a, mark, S("Files of this folder that MANIFEST lists are written and removed by habeas publish.\n"), err);
}

static bool read_old(struct arena *a, const char *out, struct manifest *old, struct manifest_note *note, struct str *text, struct err *err)
{
    const char *path = strf(a, "%s/MANIFEST", out).p, *edition = strf(a, "%s/EDITION", out).p;
    struct str line;
    struct err none;
    *old = (struct manifest){0};
    *note = (struct manifest_note){0};
    *text = S("");
    if (!file_exists(path)) return true;
    if (!file_read(a, path, MANIFEST_MAX, text, err)) return false;
    // a manifest that was altered is no reason not to publish: what it lists is then not removed
    if (!manifest_read(a, *text, old, &none)) *old = (struct manifest){0};
    if (file_exists(edition) && file_read(a, edition, 4096, &line, &none)) (void)manifest_note_read(str_trim(line), note);
    return true;
}

static bool remove_gone(struct arena *a, const char *out, const struct manifest *old, const struct manifest *now, size_t *removed, struct err *err)
{
    for (size_t i = 0; i < old->n; i++) {
        struct str path = old->v[i].path;
        if (manifest_find(now, path)) continue;
        if (unlink(strf(a, "%s/%.*s", out, STR(path)).p) != 0 && errno != ENOENT)
            return err_set(err, ERR_IO, "%s/%.*s: %s", out, STR(path), strerror(errno));
        ++*removed;
        for (size_t end = path.n; end--;) // folders that are empty now
            if (path.p[end] == '/' && rmdir(strf(a, "%s/%.*s", out, (int)end, path.p).p) != 0) break;
    }
    return true;
}

static bool to_disk(const char *out, struct err *err)
{
    FD fd = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd >= 0 && syncfs(fd) == 0) || err_set(err, ERR_IO, "%s: %s", out, strerror(errno));
}

// The pages about the edition, EDITION, MANIFEST and its signature.
static bool seal(struct arena *a, struct run *r, struct writer *w, const struct manifest_note *note, struct err *err)
{
    const struct publish *p = r->p;
    struct worker k;
    struct str text = manifest_note_write(a, note);
    r->site.note = note;
    bool good = open_worker(&k, r, a, err);
    k.arena = a;
    good = good && in_languages(&k, S("edition"), "html", err) && put(&k.w, a, S("EDITION"), strf(a, "%.*s\n", STR(text)), err);
    for (size_t i = 0; good && i < k.w.files.n; i++) manifest_add(a, &w->files, str_dup(a, k.w.files.v[i].path), &k.w.files.v[i].hash);
    w->written += k.w.written;
    store_close(k.store);
    if (!good) return false;
    manifest_sort(&w->files);
    struct str manifest = manifest_write(a, &w->files);
    r->now.manifest = hash_of(manifest);
    const char *signature = strf(a, "%s/MANIFEST.minisig", p->out).p;
    if (!to_disk(p->out, err) || !file_write(a, strf(a, "%s/MANIFEST", p->out).p, manifest, err)) return false;
    chmod(strf(a, "%s/MANIFEST", p->out).p, 0644);
    if (!p->key) return unlink(signature) == 0 || errno == ENOENT || err_set(err, ERR_IO, "%s: %s", signature, strerror(errno));
    return file_write(a, signature, sign_make(a, p->key, manifest, text), err) && chmod(signature, 0644) == 0;
}

static bool same_files(const struct manifest *old, const struct manifest *now)
{
    size_t own = 0; // those that tell of the edition itself
    for (size_t i = 0; i < old->n; i++) {
        struct str p = old->v[i].path;
        if (str_eq(p, S("EDITION")) || str_ends(p, S("/edition.html"))) {
            own++;
            continue;
        }
        const struct manifest_file *f = manifest_find(now, p);
        if (!f || !hash_eq(&f->hash, &old->v[i].hash)) return false;
    }
    return own == site_lang_count + 1 && old->n == now->n + own;
}

// What is in every page: the program itself, the settings, the vocabulary.
static bool whole_of(struct arena *a, const struct publish *p, struct hash *out)
{
    static const char *const names[] = {"habeas.yaml", "vocabulary.yaml"};
    struct hasher h;
    struct str text;
    struct err none;
    hasher_init(&h);
    if (!file_read(a, "/proc/self/exe", FILE_MAX, &text, &none)) return false;
    hasher_field(&h, text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = strf(a, "%s/%s", p->dir, names[i]).p;
        if (!file_exists(path)) text = S("");
        else if (!file_read(a, path, FILE_MAX, &text, &none)) return false;
        hasher_field(&h, text);
    }
    *out = hasher_end(&h);
    return true;
}

// What is known of the edition that is there, if it is the one that is known.
static void read_basis(struct arena *a, struct run *r, struct str manifest)
{
    const char *path = basis_path(a, r->p->dir, r->p->out);
    struct hash there = hash_of(manifest);
    struct str bytes;
    struct err none;
    struct basis b;
    if (!whole_of(a, r->p, &r->now.whole) || !file_exists(path) || !file_read(a, path, BASIS_MAX, &bytes, &none) || !basis_read(a, bytes, &b)) return;
    if (hash_eq(&b.whole, &r->now.whole) && hash_eq(&b.manifest, &there)) r->was = b;
}

// Where it cannot be kept the next edition is made from the start: no reason to fail this one.
static void keep_basis(struct arena *a, struct run *r)
{
    struct err none;
    (void)(file_mkdir(strf(a, "%s/published", r->p->dir).p, &none) &&
           file_write(a, basis_path(a, r->p->dir, r->p->out), basis_write(a, &r->now), &none));
}

static bool publish_run(struct arena *a, struct run *r, struct published *out, struct err *err)
{
    const struct publish *p = r->p;
    struct writer w = {.out = p->out, .arena = a};
    struct manifest old;
    struct manifest_note was, note;
    struct str old_text;
    const char *signature = strf(a, "%s/MANIFEST.minisig", p->out).p;
    *out = (struct published){0};
    site_init(&r->site, a);
    if (!folder_is_ours(a, p->out, err) || !read_old(a, p->out, &old, &was, &old_text, err)) return false;
    r->old = &old;
    r->now.manifest = hash_of(old_text);
    read_basis(a, r, old_text);
    if (!all_pages(a, r, &w, err) || !whole_files(a, r, &w, err)) return false;
    manifest_sort(&w.files);
    bool whole = same_files(&old, &w.files) && !w.written && was.seq && file_exists(signature) == (p->key != NULL);
    if (!whole) {
        struct hash prev = hash_of(old_text);
        note = (struct manifest_note){.site = p->settings->origin, .prev = old_text.n ? hash_hex(a, &prev) : S("-"), .seq = was.seq + 1, .time = p->now};
        memcpy(note.withheld, p->withheld, sizeof note.withheld);
        if (!seal(a, r, &w, &note, err) || !remove_gone(a, p->out, &old, &w.files, &out->removed, err) || !to_disk(p->out, err)) return false;
    }
    if (!whole || r->remade) keep_basis(a, r);
    out->written = w.written;
    out->same = w.same;
    out->seq = whole ? was.seq : note.seq;
    out->fresh = !whole;
    return true;
}

bool publish_site(struct arena *a, const struct publish *p, struct published *out, struct err *err)
{
    struct run r = {.p = p, .site = {.edition = EDITION_STATIC, .title = p->settings->title, .origin = p->settings->origin}};
    bool good = publish_run(a, &r, out, err);
    for (size_t i = 0; i < THREADS_MAX; i++) arena_free(r.arenas[i]);
    return good;
}
