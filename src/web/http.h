// An HTTP/1.1 server, of which the rest of the program sees requests and replies alone. Behind it: libmicrohttpd, and a gate
// of our own before that.
//
//   listeners ──accept──▶ gate ──whole, strict head──▶ libmicrohttpd's workers ──▶ handler ──▶ reply, close
//                          │  waiting: deadline, limits
//                          └──▶ 400, 405, 408, 413, 414, 431: refused by the gate, and closed
//
// One connection carries one request (doc/decisions/): so no second request can hide behind the first, whatever a proxy before
// us made of the bytes. Deadlines are absolute, for the head and for the whole, never lengthened by a byte that comes.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;
struct http;

enum { HTTP_FIELDS = 24 };

struct http_request {
    bool head;                // HEAD: as GET, and the body is not sent
    struct str path, query;   // percent-encoded, valid UTF-8 when decoded
    struct str accept_language, accept_encoding, if_none_match;
};

struct http_field {
    const char *name; // a literal
    struct str value;
};

// Fields that stand here win over those of the server (http_config.always).
struct http_reply {
    int status;
    struct str body;
    struct http_field fields[HTTP_FIELDS];
    size_t field_count;
    void (*done)(void *held); // NULL, or called when the body is not needed any more
    void *held;
};

// Answers one request; called by several threads at once. What it makes lives in the arena, which lives as long as the reply.
typedef void http_handler(void *arg, struct arena *a, const struct http_request *q, struct http_reply *out);

struct http_config {
    const int *listeners; // bound and listening; the server closes them
    size_t listener_count;
    size_t threads;
    size_t connections;   // more: the oldest is cut
    size_t per_address;   // more from one address (IPv6: /64): refused. Not for this machine itself, unless `strict`
    bool strict;
    int64_t head_ms;      // from the connection to the end of the head
    int64_t answer_ms;    // from there to the end of the reply, and a second more for each 8 KB of it
    const struct http_field *always;
    size_t always_count;
    http_handler *handler;
    void *arg;
};

struct http_counts {
    uint64_t accepted, handled, refused, late, cut, over_address;
    uint64_t open; // now
};

bool http_load(struct err *err) MUST_USE; // the library: before a sandbox, which would forbid to open it
struct http *http_start(const struct http_config *c, struct err *err); // NULL and err
// Takes no more, cuts those whose head is not whole, and lets the others end until their deadlines (at most wait_ms). Frees.
void http_stop(struct http *h, int64_t wait_ms);
void http_count(struct http *h, struct http_counts *out);

void http_field(struct http_reply *r, const char *name, struct str value);
struct str http_reply_field(const struct http_reply *r, const char *name); // empty when absent
const char *http_phrase(int status); // "Not Found"
