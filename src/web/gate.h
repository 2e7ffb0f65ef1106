// The gate before the HTTP library: accepts connections, waits for a whole head without taking it from the socket (MSG_PEEK),
// has it read strictly (head.h), and only then hands the socket on, with the head still in it. One thread; epoll, edge-triggered.
//
// A connection is, by its descriptor,
//
//   WAITING ──good head──▶ SERVING ──gate_release──▶ free
//      └──bad head, late──▶ DRAINING (the refusal is sent; what still comes is thrown away for a second, so that the refusal is not
//                           lost by a reset) ──▶ free
//
// All are in one list, the oldest first: when there are too many, the oldest is cut. So who sends slowly makes room for who does not.
#pragma once
#include "web/http.h"

struct gate;

struct gate_config {
    const struct http_config *http;
    // Takes a socket; false: it could not, and has closed it. It calls gate_release before the socket is closed.
    bool (*take)(void *arg, int fd);
    // The bytes of a refusal, in the arena.
    struct str (*refusal)(void *arg, struct arena *a, int status, const char *why);
    void *arg;
};

struct gate *gate_new(const struct gate_config *c, struct err *err); // NULL and err; the listeners are the gate's from here on
bool gate_start(struct gate *g, struct err *err) MUST_USE;
void gate_lengthen(struct gate *g, int fd, size_t bytes); // a reply of so many bytes is being sent
void gate_release(struct gate *g, int fd);
void gate_stop(struct gate *g, int64_t wait_ms); // frees nothing: the workers may still release
void gate_free(struct gate *g);
void gate_count(struct gate *g, struct http_counts *out);
