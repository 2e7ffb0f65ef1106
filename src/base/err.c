#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    int http, status;
    const char *text;
} kinds[ERR_COUNT] = {
#define ERR(name, http, status, text) {http, status, text},
#include "base/err.def"
#undef ERR
};

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    err->code = code;
    vsnprintf(err->text, sizeof err->text, fmt, ap);
    va_end(ap);
    return false;
}

int err_exit(const struct err *err) { return kinds[err->code].status; }
int err_http(const struct err *err) { return kinds[err->code].http; }
const char *err_kind(enum err_code code) { return kinds[code].text; }
