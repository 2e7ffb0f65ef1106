#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

enum { BACKLOG = 1024, FIRST_INHERITED = 3, MOST_INHERITED = 16 };

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    struct sockaddr_un local;
};

static bool failed(struct err *err, const char *where)
{
    const char *what = errno == EADDRINUSE ? "is in use by another program; choose another with --listen"
                       : errno == EACCES   ? "may not be listened on by this user"
                                           : strerror(errno);
    return err_set(err, ERR_IO, "%s %s", where, what);
}

static int start(int fd, const union address *at, socklen_t n, const char *where, struct err *err)
{
    if (fd >= 0 && bind(fd, &at->any, n) == 0 && listen(fd, BACKLOG) == 0) return fd;
    failed(err, where);
    if (fd >= 0) close(fd);
    return -1;
}

// ---- local sockets

// A socket that nobody listens on is left over from a program that is gone.
static void remove_stale(const union address *at, socklen_t n)
{
    struct stat st;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool socket_file = lstat(at->local.sun_path, &st) == 0 && S_ISSOCK(st.st_mode);
    if (socket_file && fd >= 0 && connect(fd, &at->any, n) != 0 && errno == ECONNREFUSED) unlink(at->local.sun_path);
    if (fd >= 0) close(fd);
}

static int listen_local(struct arena *a, const char *path, struct str *url, struct err *err)
{
    union address at = {.local = {.sun_family = AF_UNIX}};
    size_t n = strlen(path);
    if (!n || n >= sizeof at.local.sun_path) {
        err_set(err, ERR_USAGE, "unix:%s: a socket's path has 1 to %zu characters", path, sizeof at.local.sun_path - 1);
        return -1;
    }
    memcpy(at.local.sun_path, path, n + 1);
    remove_stale(&at, sizeof at.local);
    mode_t before = umask(0117); // its user and group
    int fd = start(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), &at, sizeof at.local, path, err);
    umask(before);
    *url = strf(a, "unix:%s", path);
    return fd;
}

// ---- TCP

static bool split(struct str where, struct str *host, int64_t *port)
{
    size_t colon = where.n;
    while (colon && where.p[colon - 1] != ':') colon--;
    *host = colon ? str_sub(where, 0, colon - 1) : S("127.0.0.1");
    if (!str_int(str_sub(where, colon, where.n), port) || *port < 0 || *port > 65535) return false;
    if (host->n > 2 && host->p[0] == '[' && host->p[host->n - 1] == ']')
        *host = str_sub(*host, 1, host->n - 1);
    else if (str_chr(*host, ':', 0) < host->n)
        return false;
    if (!host->n || str_eq(*host, S("localhost"))) *host = S("127.0.0.1");
    return true;
}

int listen_at(struct arena *a, const char *where, struct str *url, struct err *err)
{
    union address at = {0};
    struct str host;
    int64_t port;
    if (strncmp(where, "unix:", 5) == 0) return listen_local(a, where + 5, url, err);
    bool good = split(str_of(where), &host, &port);
    const char *text = good ? str_c(a, host) : "";
    bool four = good && inet_pton(AF_INET, text, &at.four.sin_addr) == 1;
    if (!four && (!good || inet_pton(AF_INET6, text, &at.six.sin6_addr) != 1)) {
        err_set(err, ERR_USAGE, "%s is no address to listen on: 127.0.0.1:8080, [::1]:8080 or unix:PATH", where);
        return -1;
    }
    at.any.sa_family = four ? AF_INET : AF_INET6;
    *(four ? &at.four.sin_port : &at.six.sin6_port) = htons((uint16_t)port);
    socklen_t n = four ? sizeof at.four : sizeof at.six;
    int one = 1, fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    fd = start(fd, &at, n, where, err);
    if (fd < 0) return fd;
    getsockname(fd, &at.any, &n);
    *url = strf(a, four ? "http://%s:%d/" : "http://[%s]:%d/", text, ntohs(four ? at.four.sin_port : at.six.sin6_port));
    return fd;
}

// ---- the service manager

size_t listen_inherited(const char *name, int *fds, size_t room)
{
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS"), *names = getenv("LISTEN_FDNAMES");
    int64_t id, n;
    size_t found = 0;
    if (!pid || !count || !str_int(str_of(pid), &id) || id != getpid() || !str_int(str_of(count), &n) || n < 1 || n > MOST_INHERITED) return 0;
    struct str rest = str_of(names);
    for (int i = 0; i < n && found < room; i++) {
        struct str called = str_cut(rest, ':', &rest);
        bool metrics = str_eq(called, S("metrics"));
        if (*name ? !str_eq(called, str_of(name)) : metrics) continue;
        int fd = FIRST_INHERITED + i, flags = fcntl(fd, F_GETFL);
        if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) continue;
        fds[found++] = fd;
    }
    return found;
}

int notify_open(void)
{
    union address at = {.local = {.sun_family = AF_UNIX}};
    const char *path = getenv("NOTIFY_SOCKET");
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof at.local.sun_path || (path[0] != '/' && path[0] != '@')) return -1;
    memcpy(at.local.sun_path, path, n);
    if (path[0] == '@') at.local.sun_path[0] = 0; // an abstract name
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, &at.any, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) == 0) return fd;
    close(fd);
    return -1;
}

void notify(int fd, const char *state)
{
    if (fd >= 0) (void)!send(fd, state, strlen(state), MSG_NOSIGNAL);
}
