#include "base/gz.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/must.h"

bool gz_open(struct gz *g, const char *path, uint64_t limit, struct err *err)
{
    *g = (struct gz){.path = strcmp(path, "-") ? path : "standard input", .limit = limit};
    struct stat st;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(0);
    if (fd < 0) return err_set(err, ERR_IO, "%s: %s", g->path, strerror(errno));
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(fd);
        return err_set(err, ERR_IO, "%s is a folder, not a file", g->path);
    }
    g->file = gzdopen(fd, "rb");
    if (g->file) return true;
    close(fd);
    return err_set(err, ERR_IO, "%s: there is no memory to read it", g->path);
}

bool gz_read(void *gz, char *to, size_t room, size_t *got, struct err *err)
{
    struct gz *g = gz;
    int code = Z_OK;
    must(room <= 1u << 30);
    int n = gzread(g->file, to, (unsigned)room);
    *got = n > 0 ? (size_t)n : 0;
    g->n += *got;
    const char *why = gzerror(g->file, &code);
    if (code == Z_BUF_ERROR)
        return err_set(err, ERR_INPUT, "%s is cut off: the gzip stream ends in the middle, after %llu bytes of text; fetch it again", g->path,
                       (unsigned long long)g->n);
    if (code == Z_ERRNO) return err_set(err, ERR_IO, "%s: %s", g->path, strerror(errno));
    if (n < 0 || code < 0)
        return err_set(err, ERR_INPUT, "%s is damaged: %s, after %llu bytes of text; fetch it again", g->path, why, (unsigned long long)g->n);
    if (g->n > g->limit)
        return err_set(err, ERR_INPUT, "%s has more than %llu MB of text; it is not read", g->path, (unsigned long long)(g->limit >> 20));
    return true;
}

void gz_close(struct gz *g)
{
    if (g->file) gzclose_r(g->file);
    g->file = NULL;
}
