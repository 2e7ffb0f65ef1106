#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

static bool is_dash(const char *path) { return strcmp(path, "-") == 0; }

static bool failed(struct err *err, const char *path)
{
    return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
}

bool file_read(struct arena *a, const char *path, size_t limit, struct str *out, struct err *err)
{
    FD fd = is_dash(path) ? dup(0) : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) return failed(err, path);
    if (S_ISDIR(st.st_mode)) return err_set(err, ERR_IO, "%s is a folder, not a file", path);
    if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > limit)
        return err_set(err, ERR_INPUT, "%s has more than %zu bytes; it is not read", path, limit);
    size_t cap = 0, n = 0;
    char *p = arena_grow(a, NULL, &cap, S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 4096, 1);
    for (;;) {
        if (n == cap) p = arena_grow(a, p, &cap, cap + 1, 1);
        ssize_t got = read(fd, p + n, cap - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(err, path);
        if (got == 0) break;
        n += (size_t)got;
        if (n > limit)
            return err_set(err, ERR_INPUT, "%s has more than %zu bytes; it is not read", path, limit);
    }
    *out = (struct str){p, n};
    return true;
}

static int by_bytes(const void *a, const void *b) { return str_cmp(*(const struct str *)a, *(const struct str *)b); }

size_t file_names(struct arena *a, const char *dir, struct str suffix, struct str **out)
{
    size_t n = 0, cap = 0;
    *out = NULL;
    DIR *d = opendir(dir);
    if (!d) return 0;
    for (const struct dirent *e; (e = readdir(d));) {
        if (!str_ends(str_of(e->d_name), suffix)) continue;
        *out = arena_grow(a, *out, &cap, n + 1, sizeof **out);
        (*out)[n++] = str_dup(a, str_of(e->d_name));
    }
    closedir(d);
    if (n) qsort(*out, n, sizeof **out, by_bytes);
    return n;
}

static bool write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        s = str_sub(s, (size_t)n, s.n);
    }
    return true;
}

bool file_sync_dir(const char *path, struct err *err)
{
    FD fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0) return failed(err, path);
    return true;
}

bool file_write(struct arena *a, const char *path, struct str content, struct err *err)
{
    if (is_dash(path)) return write_all(1, content) || failed(err, "standard output");
    const char *temp = strf(a, "%s.%ld.tmp", path, (long)getpid()).p;
    FD fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return failed(err, path);
    if (!write_all(fd, content) || fsync(fd) != 0 || rename(temp, path) != 0) {
        failed(err, path);
        unlink(temp);
        return false;
    }
    return file_sync_dir(dirname(str_c(a, str_of(path))), err);
}

bool file_exists(const char *path) { return access(path, F_OK) == 0; }

bool file_mkdir(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST) return true;
    return failed(err, path);
}
