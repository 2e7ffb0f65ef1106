// What could go wrong on this machine before it does: SQLite, the sandbox, libraries and fonts; and of a register its rights, its
// settings and the checksums of its pages. Each with what to do.
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "letter/pdf_font.h"
#include "site/settings.h"
#include "store/db.h"
#include "store/vfs.h"
#include "web/http.h"
#include "web/sandbox.h"

enum state { FINE, ADVICE, FAULT };

struct doctor {
    struct cmd *c;
    size_t count[3];
};

static void say(struct doctor *d, enum state state, const char *about, struct str text)
{
    static const char *const words[] = {"ok", "advice", "fault"};
    d->count[state]++;
    if (d->c->format != FORMAT_JSON) {
        printf("%-6s  %-11s  %.*s\n", words[state], about, STR(text));
        return;
    }
    struct json j = json_in(d->c->arena);
    json_open(&j, '{');
    json_text(&j, "state", str_of(words[state]));
    json_text(&j, "about", str_of(about));
    json_text(&j, "text", text);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

#define SAY(d, state, about, ...) say((d), (state), (about), strf((d)->c->arena, __VA_ARGS__))

// ---- the machine

static void look_at_sqlite(struct doctor *d)
{
    if (db_sqlite_safe())
        SAY(d, FINE, "sqlite", "SQLite %s", db_sqlite_version());
    else
        SAY(d, ADVICE, "sqlite", "SQLite %s can lose pages when two programs write to a database, or carry its log over, at the same instant (fixed in "
            "3.51.3, 3.50.7, 3.44.6). habeas lets one program write at a time; let no other touch register.db: no sqlite3 shell, no litestream.",
            db_sqlite_version());
}

static void look_at_sandbox(struct doctor *d)
{
    struct sandbox s = sandbox_probe();
    const char *dir = d->c->dir ? d->c->dir : "/usr/share/fonts";
    if (!s.landlock)
        SAY(d, ADVICE, "landlock", "this kernel has none (Linux 5.13 or later, with landlock in the boot option lsm=): serve can open any file that its user can");
    else if (s.landlock < 4)
        SAY(d, FINE, "landlock", "ABI %d: files, but no ports (Linux 6.7), which seccomp refuses instead", s.landlock);
    else
        SAY(d, FINE, "landlock", "ABI %d: files%s", s.landlock, s.landlock >= 6 ? ", ports, signals" : " and ports");
    if (s.seccomp)
        SAY(d, FINE, "seccomp", "there");
    else
        SAY(d, ADVICE, "seccomp", "this kernel has none: serve can start programs and open connections");
#ifndef __SANITIZE_ADDRESS__ // which cannot work in it
    if ((s.landlock || s.seccomp) && sandbox_holds(dir))
        SAY(d, FINE, "sandbox", "tried: other files, sockets and processes are refused");
    else if (s.landlock || s.seccomp)
        SAY(d, FAULT, "sandbox", "tried, and it does not hold; do not put this server on a network");
#else
    (void)dir;
#endif
}

static void look_at_library(struct doctor *d)
{
    struct err err = {0};
    if (http_load(&err))
        SAY(d, FINE, "http", "the library of serve is installed");
    else
        SAY(d, ADVICE, "http", "%s; nothing but serve needs it", err.text);
}

static void font(void *arg, const char *package, size_t found, size_t of)
{
    struct doctor *d = arg;
    if (found == of)
        SAY(d, FINE, "fonts", "%s", package);
    else
        SAY(d, ADVICE, "fonts", "%s has %zu of %zu files; letters as PDF in its scripts need it: apt install %s", package, found, of, package);
}

// ---- the register

static void look_at_rights(struct doctor *d, const char *dir)
{
    static const char *const names[] = {".", "register.db", "register.db-wal", "register.db-shm", "files", "habeas.yaml", "vocabulary.yaml", "lock"};
    struct buf open = buf_in(d->c->arena), foreign = buf_in(d->c->arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat st;
        bool settings = strstr(names[i], ".yaml") != NULL; // no secrets; but nobody else may change them
        if (stat(strf(d->c->arena, "%s/%s", dir, names[i]).p, &st) != 0) continue;
        if (st.st_mode & (settings ? 022 : 077)) buf_addf(&open, " %s", names[i]);
        if (st.st_uid != geteuid()) buf_addf(&foreign, " %s", names[i]);
    }
    if (!open.n && !foreign.n) SAY(d, FINE, "rights", "only this user can read and change %s", dir);
    if (open.n) SAY(d, ADVICE, "rights", "other users of this machine can read or change%.*s; if they should not: chmod -R go-rwx %s", STR(buf_str(&open)), dir);
    if (foreign.n) SAY(d, ADVICE, "rights", "another user than you owns%.*s; run habeas as that user", STR(buf_str(&foreign)));
}

static void bad_page(void *arg, uint32_t page)
{
    struct buf *b = arg;
    enum { SHOWN = 200 };
    if (b->n < SHOWN) buf_addf(b, " %u", page);
}

// The pages are looked at while nobody writes to them.
static void look_at_pages(struct doctor *d, const char *dir)
{
    struct diags ds = diags_in(d->c->arena);
    struct err err = {0};
    struct buf bad = buf_in(d->c->arena);
    STORE s = store_open(dir, STORE_WRITE, VIS_SEALED, &ds, &err);
    if (!s && err.code == ERR_BUSY) {
        SAY(d, ADVICE, "pages", "not looked at, since another program is writing; try again");
        return;
    }
    if (!s) {
        SAY(d, err.code == ERR_IO ? ADVICE : FAULT, "pages", "%s", err.text);
        return;
    }
    if (!vfs_check(strf(d->c->arena, "%s/register.db", dir).p, bad_page, &bad, &err))
        SAY(d, FAULT, "pages", "%s", err.text);
    else if (bad.n)
        SAY(d, FAULT, "pages", "register.db was altered or is damaged, in page%.*s; restore a backup, and see habeas verify", STR(buf_str(&bad)));
    else
        SAY(d, FINE, "pages", "every page of register.db has its checksum; habeas verify looks at all the rest");
}

static void look_at_register(struct doctor *d, const char *dir)
{
    struct diags ds = diags_in(d->c->arena);
    struct err err = {0};
    struct settings settings;
    int64_t tx = 0;
    bool changed;
    STORE s = store_open(dir, STORE_READ, VIS_SEALED, &ds, &err);
    if (!s) {
        SAY(d, FAULT, "register", "%s", err.text);
        diags_print(&ds, stderr, d->c->colour);
        return;
    }
    if (store_state(s, &tx, &changed, &err))
        SAY(d, FINE, "register", "%s opens, with %lld transaction%s", dir, (long long)tx, tx == 1 ? "" : "s");
    else
        SAY(d, FAULT, "register", "%s", err.text);
    look_at_rights(d, dir);
    if (!settings_read(d->c->arena, dir, &ds, &settings, &err))
        SAY(d, FAULT, "settings", "%s", err.text);
    else if (!settings.origin.n)
        SAY(d, ADVICE, "settings", "habeas.yaml has no origin: where the site is for its readers, which feeds and metadata need");
    else
        SAY(d, FINE, "settings", "title, origin");
    diags_print(&ds, stderr, d->c->colour);
    look_at_pages(d, dir);
}

int cmd_doctor(struct cmd *c)
{
    struct doctor d = {.c = c};
    look_at_sqlite(&d);
    look_at_sandbox(&d);
    look_at_library(&d);
    fonts_survey(font, &d);
    if (c->dir) look_at_register(&d, c->dir);
    if (c->format != FORMAT_JSON)
        printf("%zu fault%s, %zu piece%s of advice\n", d.count[FAULT], d.count[FAULT] == 1 ? "" : "s", d.count[ADVICE], d.count[ADVICE] == 1 ? "" : "s");
    return d.count[FAULT] ? EXIT_FAULTS : EXIT_DONE;
}
