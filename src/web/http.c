#include "web/http.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/html.h"
#include "base/must.h"
#include "web/gate.h"
#include "web/head.h"
#include "web/mhd.h"

enum { CONNECTION_MEMORY = 32768 };

struct http {
    struct http_config c;
    const struct mhd *mhd;
    struct MHD_Daemon *daemon;
    struct gate *gate;
};

// One request, from its line to the end of its reply.
struct call {
    struct arena *arena;
    struct str target;
    struct http_reply reply;
};

void http_field(struct http_reply *r, const char *name, struct str value)
{
    must(r->field_count < HTTP_FIELDS);
    r->fields[r->field_count++] = (struct http_field){name, value};
}

struct str http_reply_field(const struct http_reply *r, const char *name)
{
    for (size_t i = 0; i < r->field_count; i++)
        if (strcasecmp(r->fields[i].name, name) == 0) return r->fields[i].value;
    return S("");
}

const char *http_phrase(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } phrases[] = {{200, "OK"}, {303, "See Other"}, {304, "Not Modified"}, {400, "Bad Request"}, {404, "Not Found"},
                   {405, "Method Not Allowed"}, {408, "Request Timeout"}, {413, "Content Too Large"}, {414, "URI Too Long"},
                   {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {503, "Service Unavailable"}};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status) return phrases[i].phrase;
    return "Unknown";
}

// ---- refusals: no library has a part in them

static struct str refusal(void *arg, struct arena *a, int status, const char *why)
{
    const struct http *h = arg;
    struct buf body = buf_in(a), b = buf_in(a);
    html_lit(&body, "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
    buf_addf(&body, "%d %s", status, http_phrase(status));
    html_lit(&body, "</title><meta name=\"viewport\" content=\"width=device-width\"></head>\n<body>\n<h1>");
    html_text(&body, str_of(http_phrase(status)));
    html_lit(&body, "</h1>\n<p>");
    html_text(&body, str_of(why));
    html_lit(&body, "</p>\n</body>\n</html>\n");
    buf_addf(&b, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\nContent-Language: en\r\n"
                 "Cache-Control: no-store\r\nContent-Length: %zu\r\n", status, http_phrase(status), body.n);
    if (status == 405) buf_add(&b, S("Allow: GET, HEAD\r\n"));
    for (size_t i = 0; i < h->c.always_count; i++) buf_addf(&b, "%s: %.*s\r\n", h->c.always[i].name, STR(h->c.always[i].value));
    buf_add(&b, S("\r\n"));
    buf_add(&b, buf_str(&body));
    return buf_str(&b);
}

// ---- libmicrohttpd

// The library would decode %2F; the site reads paths as they are sent.
static size_t keep(void *arg, struct MHD_Connection *c, char *s)
{
    (void)arg, (void)c;
    return strlen(s);
}

static void *begin(void *arg, const char *uri, struct MHD_Connection *c)
{
    (void)arg, (void)c;
    struct arena *a = arena_new();
    struct call *call = arena_alloc(a, sizeof *call);
    call->arena = a;
    call->target = str_dup(a, str_of(uri));
    return call;
}

static void call_free(void *arg)
{
    struct call *call = arg;
    if (call->reply.done) call->reply.done(call->reply.held);
    arena_free(call->arena);
}

// A request that never came to a reply; else the reply has the call.
static void end(void *arg, struct MHD_Connection *c, void **held, enum MHD_RequestTerminationCode why)
{
    (void)arg, (void)c, (void)why;
    if (*held) call_free(*held);
    *held = NULL;
}

static int descriptor(const struct http *h, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *i = h->mhd->get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    must(i);
    return i->connect_fd;
}

static void opened_or_closed(void *arg, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode what)
{
    (void)context;
    struct http *h = arg;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) gate_release(h->gate, descriptor(h, c));
}

static struct str field_of(const struct http *h, struct MHD_Connection *c, const char *name)
{
    return str_of(h->mhd->lookup_connection_value(c, MHD_HEADER_KIND, name));
}

static void add(const struct http *h, struct MHD_Response *r, struct arena *a, const struct http_field *f)
{
    if (f->value.n) must(h->mhd->add_response_header(r, f->name, str_c(a, f->value)) == MHD_YES);
}

static enum MHD_Result answer(void *arg, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **held)
{
    (void)url, (void)version, (void)data, (void)size;
    struct http *h = arg;
    struct call *call = *held;
    struct http_reply *r = &call->reply;
    struct http_request q = {.head = !strcmp(method, "HEAD"), .accept_language = field_of(h, c, "Accept-Language"),
                             .accept_encoding = field_of(h, c, "Accept-Encoding"), .if_none_match = field_of(h, c, "If-None-Match")};
    // The gate has read the same bytes: what it let through stands.
    if (head_target(call->target, field_of(h, c, "Host"), &q.path, &q.query)) return MHD_NO;
    h->c.handler(h->c.arg, call->arena, &q, r);
    gate_lengthen(h->gate, descriptor(h, c), r->body.n);
    *held = NULL;
    struct MHD_Response *out = h->mhd->create_response_from_buffer_with_free_callback_cls(
        r->body.n, (void *)(uintptr_t)(r->body.p ? r->body.p : ""), call_free, call);
    must(out);
    for (size_t i = 0; i < r->field_count; i++) add(h, out, call->arena, &r->fields[i]);
    for (size_t i = 0; i < h->c.always_count; i++)
        if (!http_reply_field(r, h->c.always[i].name).n) add(h, out, call->arena, &h->c.always[i]);
    must(h->mhd->add_response_header(out, "Connection", "close") == MHD_YES);
    enum MHD_Result queued = h->mhd->queue_response(c, (unsigned)r->status, out);
    h->mhd->destroy_response(out);
    return queued;
}

static bool take(void *arg, int fd)
{
    struct http *h = arg;
    const struct sockaddr_in nobody = {.sin_family = AF_INET}; // who asks is nobody's business behind the gate
    return h->mhd->add_connection(h->daemon, fd, (const struct sockaddr *)&nobody, sizeof nobody) == MHD_YES;
}

static void silent(void *arg, const char *fmt, va_list ap) { (void)arg, (void)fmt, (void)ap; }

bool http_load(struct err *err) { return mhd_open(err) != NULL; }

struct http *http_start(const struct http_config *c, struct err *err)
{
    struct http *h = calloc(1, sizeof *h);
    must(h);
    h->c = *c;
    h->mhd = mhd_open(err);
    if (!h->mhd) {
        free(h);
        return NULL;
    }
    const struct gate_config g = {.http = c, .take = take, .refusal = refusal, .arg = h};
    h->daemon = h->mhd->start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL, answer, h,
        MHD_OPTION_EXTERNAL_LOGGER, silent, NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)c->threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(2 * c->connections + c->threads), MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(c->answer_ms / 1000 + 60), MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, keep, NULL, MHD_OPTION_URI_LOG_CALLBACK, begin, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, end, NULL, MHD_OPTION_NOTIFY_CONNECTION, opened_or_closed, h,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!h->daemon) err_set(err, ERR_IO, "the HTTP library could not start its %zu threads", c->threads);
    if (h->daemon) h->gate = gate_new(&g, err);
    if (h->gate && gate_start(h->gate, err)) return h;
    if (h->daemon) h->mhd->stop_daemon(h->daemon);
    gate_free(h->gate);
    free(h);
    return NULL;
}

void http_stop(struct http *h, int64_t wait_ms)
{
    if (!h) return;
    gate_stop(h->gate, wait_ms);
    h->mhd->stop_daemon(h->daemon);
    gate_free(h->gate);
    free(h);
}

void http_count(struct http *h, struct http_counts *out) { gate_count(h->gate, out); }
