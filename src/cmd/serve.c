// The public site over HTTP, until a signal ends it.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cmd/cmd.h"
#include "web/listen.h"
#include "web/log.h"
#include "web/sandbox.h"
#include "web/serve.h"

enum { LISTENERS = 8, FILES_WANTED = 4096 };

static bool open_listeners(struct cmd *c, struct serve_config *s, int *listeners, struct str *url, struct err *err)
{
    s->listener_count = c->listen ? 0 : listen_inherited("", listeners, LISTENERS);
    *url = S("a socket of the service manager");
    if (!s->listener_count) {
        listeners[0] = listen_at(c->arena, c->listen ? c->listen : "127.0.0.1:8080", url, err);
        if (listeners[0] < 0) return false;
        s->listener_count = 1;
    }
    s->listeners = listeners;
    s->metrics = -1;
    struct str ignored;
    if (c->metrics && strncmp(c->metrics, "unix:", 5) != 0)
        return err_set(err, ERR_USAGE, "--metrics is unix:PATH: figures are for this machine alone");
    if (!c->metrics && listen_inherited("metrics", &s->metrics, 1)) return true;
    if (c->metrics) s->metrics = listen_at(c->arena, c->metrics, &ignored, err);
    return !c->metrics || s->metrics >= 0;
}

// One descriptor a connection, and some for the register.
static void raise_files(void)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0 || r.rlim_cur >= FILES_WANTED) return;
    r.rlim_cur = r.rlim_max < FILES_WANTED ? r.rlim_max : FILES_WANTED;
    setrlimit(RLIMIT_NOFILE, &r);
}

// Threads start with these blocked; only sigwait sees them.
static void block(sigset_t *set)
{
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    pthread_sigmask(SIG_BLOCK, set, NULL);
}

static bool confine(const struct cmd *c, struct sandbox *got, struct err *err)
{
    bool require = c->sandbox && !strcmp(c->sandbox, "require");
    struct err why = {0};
    if (c->sandbox && !strcmp(c->sandbox, "off")) return true;
    if (!sandbox_enter(c->dir, got, &why)) {
        if (require) return err_set(err, why.code, "%s", why.text);
        log_event("event=sandbox-incomplete");
    }
    if (require && (!got->landlock || !got->seccomp))
        return err_set(err, ERR_USAGE, "this kernel offers no %s, and --sandbox require asks for it", got->landlock ? "seccomp" : "Landlock");
    return true;
}

static bool serve(struct cmd *c, struct serve_config *s, struct err *err)
{
    int listeners[LISTENERS], caught = 0;
    struct str url;
    struct sandbox got = {0};
    sigset_t set;
    block(&set);
    raise_files();
    if (!open_listeners(c, s, listeners, &url, err)) return false;
    int manager = notify_open();
    struct server *server = server_new(s, err);
    if (!server || !confine(c, &got, err) || !server_start(server, err)) return false;
    printf("%s is served at %.*s until this program is stopped (Ctrl-C).\n", c->dir, STR(url));
    fflush(stdout);
    log_event("event=start threads=%zu %.*s", s->limits.threads, STR(sandbox_words(c->arena, &got)));
    notify(manager, "READY=1");
    while (sigwait(&set, &caught) == EINTR) continue;
    notify(manager, "STOPPING=1");
    log_event("event=stopping signal=%d", caught);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL); // a second one ends it at once
    server_stop(server);
    log_event("event=stopped");
    return true;
}

int cmd_serve(struct cmd *c)
{
    struct err err = {0};
    struct settings settings;
    struct diags ds = diags_in(c->arena);
    struct serve_config s = {.dir = c->dir, .settings = &settings, .clock = getenv("HABEAS_NOW") ? &c->now : NULL};
    bool good = c->arg_count == 0 || err_set(&err, ERR_USAGE, "serve takes no argument %s", c->args[0]);
    good = good && settings_read(c->arena, c->dir, &ds, &settings, &err);
    diags_print(&ds, stderr, c->colour);
    good = good && serve_limits(getenv("HABEAS_SERVE_LIMITS"), &s.limits, &err) && serve(c, &s, &err);
    return good ? EXIT_DONE : cmd_fail(&err);
}
