// Whole files: read with a bound, written whole or not at all.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

// "-" reads standard input. More than `limit` bytes is an error that says so.
bool file_read(struct arena *a, const char *path, size_t limit, struct str *out, struct err *err) MUST_USE;
// Writes a neighbouring temporary file, syncs it, renames it over path, syncs the folder: after a crash
// the old content or the new is there, never a part. "-" writes to standard output.
bool file_write(struct arena *a, const char *path, struct str content, struct err *err) MUST_USE;
// The names in a folder that end in `suffix`, sorted by bytes; of a folder that cannot be read none.
size_t file_names(struct arena *a, const char *dir, struct str suffix, struct str **out);
bool file_exists(const char *path);
bool file_mkdir(const char *path, struct err *err) MUST_USE; // mode 0700; an existing folder is fine
bool file_sync_dir(const char *path, struct err *err) MUST_USE;

static inline void fd_cleanup(int *fd)
{
    extern int close(int);
    if (*fd >= 0) close(*fd);
}
#define FD __attribute__((cleanup(fd_cleanup))) int
