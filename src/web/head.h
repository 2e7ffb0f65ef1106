// The head of an HTTP/1.1 request (RFC 9112), read strictly: whatever two readers of the same bytes could take differently is
// refused, since that is what requests are smuggled by. Bare LF, folded lines, a blank before the colon, NUL and other control
// characters, a second Host, Content-Length or Cookie, any Transfer-Encoding, a Host that is none, a target that is not what
// it decodes to (%00, "..", "//", overlong UTF-8): 400. A body: 413. Too long: 414 and 431. Other methods than GET and HEAD: 405.
//
// A fault is found as soon as the bytes that make it one have come, so that a TLS greeting is not waited for to its end.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

enum { HEAD_TARGET = 8192, HEAD_BYTES = 16384, HEAD_FIELDS = 64 };
enum head_state { HEAD_MORE, HEAD_GOOD, HEAD_BAD };

// Slices of what was read.
struct head {
    struct str method, path, query, host;
    int status;      // of HEAD_BAD: 400, 405, 413, 414, 431
    const char *why; // of HEAD_BAD: a sentence
};

// Reads the head that `bytes` begin with; what follows it is not looked at. HEAD_MORE: it is not whole yet, and good so far.
enum head_state head_read(struct str bytes, struct head *out);
// A target as a request line has it ("/a?b", "http://host/a?b"): path and query behind the host. NULL, or what is wrong.
const char *head_target(struct str target, struct str host, struct str *path, struct str *query);
