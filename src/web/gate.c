#include "web/gate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/must.h"
#include "web/head.h"

enum { TICK_MS = 50, DRAIN_MS = 1000, DRAIN_BYTES = 1 << 20, EVENTS = 64, FD_MAX = 65536, BYTES_A_SECOND = 8192, NONE = -1 };
enum state { FREE, WAITING, SERVING, DRAINING };

struct slot {
    enum state state;
    bool cut;         // shut down; its worker will see
    int older, newer; // descriptors, or NONE
    int64_t deadline; // ms
    uint64_t address; // 0: this machine
    size_t drained;
};

struct gate {
    struct gate_config c;
    struct http_config http;
    int *listeners;
    int epoll, wake;
    pthread_t thread;
    pthread_mutex_t mutex; // of slots, list and counts
    struct slot *slots;    // by descriptor
    size_t slot_count;
    int oldest, newest;
    size_t open;
    struct http_counts counts;
    bool stopping;
    char head[HEAD_BYTES]; // the thread's
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void lock(struct gate *g) { must(pthread_mutex_lock(&g->mutex) == 0); }
static void unlock(struct gate *g) { must(pthread_mutex_unlock(&g->mutex) == 0); }

// ---- the list

static void enter(struct gate *g, int fd, uint64_t address)
{
    g->slots[fd] = (struct slot){.state = WAITING, .older = g->newest, .newer = NONE, .address = address, .deadline = now_ms() + g->http.head_ms};
    *(g->newest == NONE ? &g->oldest : &g->slots[g->newest].newer) = fd;
    g->newest = fd;
    g->open++;
}

static void leave(struct gate *g, int fd)
{
    struct slot *s = &g->slots[fd];
    *(s->older == NONE ? &g->oldest : &g->slots[s->older].newer) = s->newer;
    *(s->newer == NONE ? &g->newest : &g->slots[s->newer].older) = s->older;
    s->state = FREE;
    g->open--;
}

// A socket of ours is closed; one that a worker has is shut down, and the worker closes it.
static void cut(struct gate *g, int fd)
{
    struct slot *s = &g->slots[fd];
    if (s->state == SERVING) {
        if (!s->cut) shutdown(fd, SHUT_RDWR);
        s->cut = true;
        return;
    }
    leave(g, fd);
    close(fd);
}

void gate_lengthen(struct gate *g, int fd, size_t bytes)
{
    lock(g);
    g->slots[fd].deadline += (int64_t)(bytes / BYTES_A_SECOND) * 1000;
    unlock(g);
}

void gate_release(struct gate *g, int fd)
{
    lock(g);
    if (g->slots[fd].state == SERVING) leave(g, fd);
    unlock(g);
}

void gate_count(struct gate *g, struct http_counts *out)
{
    lock(g);
    *out = g->counts;
    out->open = g->open;
    unlock(g);
}

// ---- refusing

static void drain(struct gate *g, int fd)
{
    struct slot *s = &g->slots[fd];
    for (ssize_t n; (n = recv(fd, g->head, sizeof g->head, MSG_DONTWAIT)) != 0;) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return;
        if (n > 0) s->drained += (size_t)n;
        if (n < 0 || s->drained > DRAIN_BYTES) break;
    }
    cut(g, fd);
}

static void refuse(struct gate *g, int fd, int status, const char *why)
{
    ARENA a = arena_new();
    struct str text = g->c.refusal(g->c.arg, a, status, why);
    // What does not fit into the socket's buffer at once is for nobody who is well-meaning.
    bool sent = send(fd, text.p, text.n, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)text.n;
    if (status == 408)
        g->counts.late++;
    else
        g->counts.refused++;
    g->slots[fd].state = DRAINING;
    g->slots[fd].deadline = now_ms() + DRAIN_MS;
    if (sent && shutdown(fd, SHUT_WR) == 0)
        drain(g, fd);
    else
        cut(g, fd);
}

// ---- a head that comes

static void pass(struct gate *g, int fd)
{
    struct slot *s = &g->slots[fd];
    epoll_ctl(g->epoll, EPOLL_CTL_DEL, fd, NULL);
    s->state = SERVING;
    s->deadline = now_ms() + g->http.answer_ms;
    g->counts.handled++;
    unlock(g); // a worker may release it at once
    bool taken = g->c.take(g->c.arg, fd);
    if (!taken) gate_release(g, fd);
    lock(g);
}

static void look(struct gate *g, int fd)
{
    struct head h;
    ssize_t n;
    do n = recv(fd, g->head, sizeof g->head, MSG_PEEK | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        cut(g, fd);
        return;
    }
    enum head_state s = head_read((struct str){g->head, (size_t)n}, &h);
    if (s == HEAD_BAD) refuse(g, fd, h.status, h.why);
    if (s == HEAD_GOOD) pass(g, fd);
}

// ---- connections that come

// Loopback and local sockets are 0; of IPv6 the network of a customer counts.
static uint64_t address_of(const struct sockaddr_storage *ss, bool strict)
{
    struct in6_addr six;
    uint64_t network;
    uint32_t four = 0;
    if (ss->ss_family == AF_INET) {
        four = ntohl(((const struct sockaddr_in *)(const void *)ss)->sin_addr.s_addr);
    } else if (ss->ss_family == AF_INET6) {
        six = ((const struct sockaddr_in6 *)(const void *)ss)->sin6_addr;
        memcpy(&network, &six, sizeof network);
        if (!IN6_IS_ADDR_V4MAPPED(&six)) return IN6_IS_ADDR_LOOPBACK(&six) ? strict : network | 1ull << 63;
        memcpy(&four, six.s6_addr + 12, sizeof four);
        four = ntohl(four);
    }
    return four >> 24 == 127 && !strict ? 0 : four;
}

static bool too_many(const struct gate *g, uint64_t address)
{
    size_t n = 0;
    for (int fd = address ? g->newest : NONE; fd != NONE && n < g->http.per_address; fd = g->slots[fd].older)
        n += g->slots[fd].address == address;
    return n >= g->http.per_address;
}

static void admit(struct gate *g, int fd, uint64_t address)
{
    g->counts.accepted++;
    if (too_many(g, address) || (size_t)fd >= g->slot_count) {
        g->counts.over_address++;
        close(fd);
        return;
    }
    if (g->open >= g->http.connections) {
        int old = g->oldest;
        while (old != NONE && g->slots[old].cut) old = g->slots[old].newer;
        g->counts.cut++;
        if (old != NONE) cut(g, old);
    }
    enter(g, fd, address);
    look(g, fd);
    if (g->slots[fd].state != WAITING && g->slots[fd].state != DRAINING) return;
    struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = fd};
    if (epoll_ctl(g->epoll, EPOLL_CTL_ADD, fd, &e) != 0) cut(g, fd);
}

static void take_all(struct gate *g, int listener)
{
    for (int i = 0; i < EVENTS; i++) {
        struct sockaddr_storage ss = {0};
        socklen_t n = sizeof ss;
        int fd = accept4(listener, (struct sockaddr *)&ss, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && errno == EINTR) continue;
        if (fd < 0) {
            // No descriptor left: the oldest makes room, and the listener, level-triggered, asks again.
            if ((errno == EMFILE || errno == ENFILE) && g->oldest != NONE) cut(g, g->oldest);
            return;
        }
        admit(g, fd, address_of(&ss, g->http.strict));
    }
}

// ---- the thread

static void sweep(struct gate *g)
{
    int64_t now = now_ms();
    for (int fd = g->oldest, next; fd != NONE; fd = next) {
        struct slot *s = &g->slots[fd];
        next = s->newer;
        bool late = s->deadline <= now;
        if (s->state == WAITING && g->stopping)
            cut(g, fd);
        else if (late && s->state == WAITING)
            refuse(g, fd, 408, "The head of the request did not come in time.");
        else if (late) {
            if (s->state == SERVING && !s->cut) g->counts.late++;
            cut(g, fd);
        }
    }
}

static bool is_listener(const struct gate *g, int fd)
{
    for (size_t i = 0; i < g->http.listener_count; i++)
        if (g->listeners[i] == fd) return true;
    return false;
}

static void close_listeners(struct gate *g)
{
    for (size_t i = 0; i < g->http.listener_count; i++) {
        if (g->listeners[i] >= 0) close(g->listeners[i]);
        g->listeners[i] = -1;
    }
}

static void *run(void *arg)
{
    struct gate *g = arg;
    struct epoll_event events[EVENTS];
    int64_t swept = 0;
    lock(g);
    while (!g->stopping || g->open) {
        int wait = g->open || g->stopping ? TICK_MS : -1;
        unlock(g);
        int n = epoll_wait(g->epoll, events, EVENTS, wait);
        lock(g);
        if (g->stopping) close_listeners(g);
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (fd == g->wake) {
                uint64_t count;
                if (read(fd, &count, sizeof count) < 0) continue;
            } else if (is_listener(g, fd)) {
                take_all(g, fd);
            } else if (g->slots[fd].state == WAITING) {
                look(g, fd);
            } else if (g->slots[fd].state == DRAINING) {
                drain(g, fd);
            }
        }
        if (g->stopping || now_ms() - swept >= TICK_MS) sweep(g), swept = now_ms();
    }
    unlock(g);
    return NULL;
}

static bool watch(struct gate *g, int fd)
{
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(g->epoll, EPOLL_CTL_ADD, fd, &e) == 0;
}

static bool no_start(struct err *err) { return err_set(err, ERR_IO, "the server could not start: %s", strerror(errno)); }

struct gate *gate_new(const struct gate_config *c, struct err *err)
{
    struct gate *g = calloc(1, sizeof *g);
    struct rlimit files = {1024, 1024};
    must(g);
    getrlimit(RLIMIT_NOFILE, &files);
    g->c = *c;
    g->http = *c->http;
    g->slot_count = files.rlim_cur < FD_MAX ? (size_t)files.rlim_cur : FD_MAX;
    g->slots = calloc(g->slot_count, sizeof *g->slots);
    g->listeners = calloc(g->http.listener_count, sizeof *g->listeners);
    must(g->slots && g->listeners);
    memcpy(g->listeners, c->http->listeners, g->http.listener_count * sizeof *g->listeners);
    g->oldest = g->newest = NONE;
    must(pthread_mutex_init(&g->mutex, NULL) == 0);
    g->epoll = epoll_create1(EPOLL_CLOEXEC);
    g->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool good = g->epoll >= 0 && g->wake >= 0 && watch(g, g->wake);
    for (size_t i = 0; i < g->http.listener_count; i++) good = good && watch(g, g->listeners[i]);
    if (good) return g;
    (void)no_start(err);
    gate_free(g);
    return NULL;
}

bool gate_start(struct gate *g, struct err *err) { return pthread_create(&g->thread, NULL, run, g) == 0 || no_start(err); }

void gate_stop(struct gate *g, int64_t wait_ms)
{
    const uint64_t one = 1;
    int64_t until = now_ms() + wait_ms;
    lock(g);
    g->stopping = true;
    for (int fd = g->oldest; fd != NONE; fd = g->slots[fd].newer)
        if (g->slots[fd].deadline > until) g->slots[fd].deadline = until;
    unlock(g);
    must(write(g->wake, &one, sizeof one) == sizeof one);
    pthread_join(g->thread, NULL);
}

void gate_free(struct gate *g)
{
    if (!g) return;
    close_listeners(g);
    if (g->epoll >= 0) close(g->epoll);
    if (g->wake >= 0) close(g->wake);
    pthread_mutex_destroy(&g->mutex);
    free(g->slots);
    free(g->listeners);
    free(g);
}
