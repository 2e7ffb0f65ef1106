// The static edition, and whether one is what its publisher made.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "site/publish.h"

enum { PASSWORD_MAX = 1024 };

// A line from a descriptor; without one from the terminal, unseen.
static bool read_password(struct cmd *c, struct str *out, struct err *err)
{
    struct termios shown, hidden;
    int fd = c->password_fd >= 0 ? c->password_fd : STDIN_FILENO;
    bool prompt = c->password_fd < 0 && isatty(fd) && tcgetattr(fd, &shown) == 0;
    char *text = arena_alloc(c->arena, PASSWORD_MAX);
    size_t n = 0;
    ssize_t got = 0;
    if (c->password_fd < 0 && !prompt)
        return err_set(err, ERR_USAGE, "%s is locked with a password, and there is no terminal to ask at: give it with --password-fd N", c->key);
    if (prompt) {
        fprintf(stderr, "Password of %s: ", c->key);
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(fd, TCSAFLUSH, &hidden);
    }
    while (n < PASSWORD_MAX && (got = read(fd, text + n, 1)) == 1 && text[n] != '\n') n++;
    if (prompt) {
        tcsetattr(fd, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    if (got < 0) return err_set(err, ERR_IO, "the password could not be read: %s", strerror(errno));
    *out = (struct str){text, n};
    return true;
}

static bool secret_key(struct cmd *c, struct sign_secret *out, struct err *err)
{
    struct str text, password = S("");
    struct err why;
    if (!file_read(c->arena, c->key, SIGN_FILE_MAX, &text, err)) return false;
    if (sign_needs_password(text) && !read_password(c, &password, err)) return false;
    return sign_read_secret(text, password, out, &why) || err_set(err, why.code, "%s: %s", c->key, why.text);
}

static bool publish(struct cmd *c, struct publish *p, struct published *out, struct err *err)
{
    struct settings settings;
    struct diags ds = diags_in(c->arena);
    size_t withheld[4];
    {
        struct view v;
        STORE s = NULL;
        if (!cmd_open(c, STORE_READ, VIS_SEALED, &s, &v, err) || !view_withheld(&v, VIS_PUBLIC, withheld, err)) return false;
    }
    for (int i = 0; i < 4; i++) p->withheld[i] = (int64_t)withheld[i];
    bool good = settings_read(c->arena, c->dir, &ds, &settings, err);
    diags_print(&ds, stderr, c->colour);
    p->settings = &settings;
    return good && publish_site(c->arena, p, out, err);
}

static void report(struct cmd *c, const struct publish *p, const struct published *o)
{
    struct json j = json_in(c->arena);
    if (c->format == FORMAT_JSON) {
        json_open(&j, '{');
        json_int(&j, "edition", o->seq);
        json_bool(&j, "new", o->fresh);
        json_int(&j, "written", (int64_t)o->written);
        json_int(&j, "removed", (int64_t)o->removed);
        json_int(&j, "unchanged", (int64_t)o->same);
        json_bool(&j, "signed", p->key != NULL);
        json_close(&j, '}');
        json_print_line(&j, stdout);
        return;
    }
    if (!o->fresh) {
        printf("Edition %lld in %s is what the register is; nothing was written.\n", (long long)o->seq, p->out);
        return;
    }
    printf("Edition %lld is in %s: %zu files written, %zu removed, %zu as they were.\n", (long long)o->seq, p->out, o->written, o->removed, o->same);
    if (!p->key) printf("It is not signed: nobody can tell it from a copy that was altered (--key, a secret key of minisign -G).\n");
}

int cmd_publish(struct cmd *c)
{
    struct err err = {0};
    struct sign_secret key;
    struct published out;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas publish OUT [--key SECRET], for example: habeas publish out/site\n");
        return EXIT_FAILED;
    }
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct publish p = {.dir = c->dir, .out = c->args[0], .now = c->now, .threads = cores > 1 ? (size_t)cores : 1};
    if (c->key && !secret_key(c, &key, &err)) return cmd_fail(&err);
    p.key = c->key ? &key : NULL;
    bool good = publish(c, &p, &out, &err);
    if (c->key) sign_forget(&key);
    if (!good) return cmd_fail(&err);
    report(c, &p, &out);
    return EXIT_DONE;
}

// ---- verify-site

static const char *const kinds[FAULT_COUNT] = {"altered", "missing", "foreign", "unsigned", "signature", "stale", "rolled-back", "edition"};

// FILE holds the highest edition seen of the site. One that cannot be read is as if there were none; it says so.
static int64_t seen_before(struct cmd *c, struct err *err)
{
    struct str text;
    int64_t n = 0;
    if (!c->state || !file_exists(c->state)) return 0;
    if (file_read(c->arena, c->state, SIGN_FILE_MAX, &text, err) && str_int(str_trim(text), &n) && n > 0) return n;
    fprintf(stderr, "habeas: %s holds no number of an edition; it is not gone by\n", c->state);
    return 0;
}

static void print_fault(struct cmd *c, const struct site_fault *f)
{
    struct json j = json_in(c->arena);
    if (c->format != FORMAT_JSON) {
        printf("%-11s %.*s\n", kinds[f->kind], STR(f->what));
        return;
    }
    json_open(&j, '{');
    json_text(&j, "fault", str_of(kinds[f->kind]));
    json_text(&j, "what", f->what);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

int cmd_verify_site(struct cmd *c)
{
    struct err err = {0};
    struct verification v;
    struct sign_public key;
    struct str text;
    if (c->arg_count != 1) {
        fprintf(stderr, "habeas: habeas verify-site DIR --key PUBLIC [--state FILE]\n");
        return EXIT_FAILED;
    }
    if (c->key) { // a file, or the key itself
        if (!file_exists(c->key))
            text = str_of(c->key);
        else if (!file_read(c->arena, c->key, SIGN_FILE_MAX, &text, &err))
            return cmd_fail(&err);
        if (!sign_read_public(text, &key, &err)) return fprintf(stderr, "habeas: %s: %s\n", c->key, err.text), EXIT_FAILED;
    }
    int64_t seen = seen_before(c, &err);
    if (!publish_verify(c->arena, c->args[0], c->key ? &key : NULL, seen, c->now, &v, &err)) return cmd_fail(&err);
    for (size_t i = 0; i < v.n; i++) print_fault(c, &v.faults[i]);
    struct str number = strf(c->arena, "%lld\n", (long long)v.note.seq);
    if (!v.n && c->state && v.note.seq > seen && !file_write(c->arena, c->state, number, &err)) return cmd_fail(&err);
    if (c->format != FORMAT_JSON && !v.n)
        printf("clean: edition %lld of %.*s, %zu files\n", (long long)v.note.seq, STR(instant_text(c->arena, v.note.time)), v.files);
    else if (c->format != FORMAT_JSON)
        printf("%zu fault%s\n", v.n, v.n == 1 ? "" : "s");
    return v.n ? EXIT_FAULTS : EXIT_DONE;
}
