// The public site over HTTP: what site_answer says, with the fields that every answer has, kept and compressed.
//
// A worker takes a public, read-only store out of a pool, looks which state of the register it sees, and whether the answer for
// that state, day, address, language and encoding was made before. The register may be changed by another program meanwhile.
#pragma once
#include "base/day.h"
#include "site/settings.h"
#include "site/site.h"
#include "web/http.h"

struct server;

struct serve_limits {
    int64_t head_ms, answer_ms; // http.h
    size_t connections, per_address, threads, cache_bytes;
    bool strict;
};

struct serve_config {
    const char *dir;
    const struct settings *settings;
    const struct instant *clock; // NULL: the real one
    const int *listeners;
    size_t listener_count;
    int metrics;                 // a listening socket, or -1
    struct serve_limits limits;
};

// Limits as they are without anybody's wish; `text` ("head=500 connections=8", names as in habeas-serve(8)) changes some.
bool serve_limits(const char *text, struct serve_limits *out, struct err *err) MUST_USE;
// Opens the register and reads what it needs: before the sandbox. NULL and err.
struct server *server_new(const struct serve_config *c, struct err *err);
bool server_start(struct server *s, struct err *err) MUST_USE; // starts the threads: within the sandbox
void server_stop(struct server *s); // lets end what runs, and frees
