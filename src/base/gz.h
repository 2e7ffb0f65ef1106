// A file as bytes in order, inflated when it is gzip (RFC 1952; by its first bytes, not by its name), as it is otherwise.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct gz {
    struct gzFile_s *file;
    const char *path;
    uint64_t n, limit;
};

// "-" is standard input. More than `limit` bytes, inflated, is an error.
bool gz_open(struct gz *g, const char *path, uint64_t limit, struct err *err) MUST_USE;
// The next bytes, *got of them; 0: the end, and what was compressed was whole. A `read` for csv_open, `gz` being a struct gz.
bool gz_read(void *gz, char *to, size_t room, size_t *got, struct err *err) MUST_USE;
void gz_close(struct gz *g);
#define GZ __attribute__((cleanup(gz_close))) struct gz
