// Errors of the second kind: the world said no. (A bug aborts: must.h. Faults of input: diag.h.)
// `bool f(…, struct err *err)` returns false and fills err; the caller adds nothing, but may pass it on.
#pragma once
#include <stdbool.h>

enum err_code {
#define ERR(name, http, status, text) ERR_##name,
#include "base/err.def"
#undef ERR
    ERR_COUNT
};

struct err {
    enum err_code code;
    char text[480]; // one sentence: what, where, what to do
};

#define MUST_USE __attribute__((warn_unused_result))

// Fills err, returns false: `return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));`
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int err_exit(const struct err *err);        // exit status of a command: 0, 1 or 2
int err_http(const struct err *err);        // HTTP status
const char *err_kind(enum err_code code);   // the kind in words
