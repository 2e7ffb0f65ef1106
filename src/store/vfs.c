#include "store/vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <threads.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"

enum { BODY = VFS_PAGE - VFS_RESERVED };

struct file {
    sqlite3_file base;
    sqlite3_file *real; // behind this struct, in the room that SQLite gave
    bool pages;         // the main database
};

static void checksum(const unsigned char *page, uint32_t number, unsigned char out[VFS_RESERVED])
{
    unsigned char digest[16], key[16] = {(unsigned char)(number >> 24), (unsigned char)(number >> 16),
                                         (unsigned char)(number >> 8), (unsigned char)number};
    must(crypto_generichash(digest, sizeof digest, page, BODY, key, sizeof key) == 0);
    memcpy(out, digest, VFS_RESERVED);
}

static struct file *own(sqlite3_file *f) { return (struct file *)(void *)f; }
static sqlite3_file *real(sqlite3_file *f) { return own(f)->real; }

static int file_close(sqlite3_file *f) { return real(f)->pMethods->xClose(real(f)); }
static int file_pread(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int file_pwrite(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    unsigned char page[VFS_PAGE];
    if (own(f)->pages && n == VFS_PAGE && at % VFS_PAGE == 0) {
        memcpy(page, p, VFS_PAGE);
        checksum(page, (uint32_t)(at / VFS_PAGE) + 1, page + BODY);
        p = page;
    }
    return real(f)->pMethods->xWrite(real(f), p, n, at);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    return real(f)->pMethods->xTruncate(real(f), n);
}
static int file_fsync(sqlite3_file *f, int how) { return real(f)->pMethods->xSync(real(f), how); }
static int file_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return real(f)->pMethods->xFileSize(real(f), n);
}
static int file_lock(sqlite3_file *f, int how) { return real(f)->pMethods->xLock(real(f), how); }
static int file_unlock(sqlite3_file *f, int how) { return real(f)->pMethods->xUnlock(real(f), how); }
static int file_reserved(sqlite3_file *f, int *out)
{
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
static int file_control(sqlite3_file *f, int op, void *arg)
{
    return real(f)->pMethods->xFileControl(real(f), op, arg);
}
static int file_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int file_device(sqlite3_file *f)
{
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
static int file_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
static void file_shm_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int file_shm_unmap(sqlite3_file *f, int remove)
{
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}
static int file_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **out)
{
    return real(f)->pMethods->xFetch(real(f), at, n, out);
}
static int file_unfetch(sqlite3_file *f, sqlite3_int64 at, void *p)
{
    return real(f)->pMethods->xUnfetch(real(f), at, p);
}

static const sqlite3_io_methods methods = {
    3, file_close, file_pread, file_pwrite, file_truncate, file_fsync, file_size, file_lock,
    file_unlock, file_reserved, file_control, file_sector, file_device, file_shm_map, file_shm_lock,
    file_shm_barrier, file_shm_unmap, file_fetch, file_unfetch,
};

static sqlite3_vfs *below;
static sqlite3_vfs vfs;
static once_flag vfs_once = ONCE_FLAG_INIT;

static int vfs_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
    (void)v;
    struct file *file = own(f);
    memset(file, 0, sizeof *file);
    file->real = (sqlite3_file *)(void *)(file + 1);
    file->pages = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    int rc = below->xOpen(below, name, file->real, flags, out);
    file->base.pMethods = file->real->pMethods ? &methods : NULL;
    return rc;
}

static void vfs_init(void)
{
    must(sodium_init() >= 0);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // nobody asks, and each allocation would take a lock to count
    below = sqlite3_vfs_find(NULL);
    must(below);
    vfs = *below;
    vfs.zName = VFS_NAME;
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    vfs.xOpen = vfs_open;
    must(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

bool vfs_register(void)
{
    call_once(&vfs_once, vfs_init);
    return below != NULL;
}

static bool header_right(const unsigned char *page)
{
    return memcmp(page, "SQLite format 3", 16) == 0 && page[16] == VFS_PAGE >> 8 && page[17] == 0 &&
           page[20] == VFS_RESERVED;
}

bool vfs_check(const char *path, void (*bad)(void *arg, uint32_t page), void *arg, struct err *err)
{
    must(vfs_register());
    FD fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    unsigned char page[VFS_PAGE], sum[VFS_RESERVED];
    for (uint32_t number = 1;; number++) {
        ssize_t n = pread(fd, page, sizeof page, (off_t)(number - 1) * VFS_PAGE);
        if (n < 0) return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
        if (n == 0) return number > 1 || err_set(err, ERR_CORRUPT, "%s is empty", path);
        checksum(page, number, sum);
        bool wrong = n < VFS_PAGE || memcmp(sum, page + BODY, sizeof sum) != 0;
        if (wrong || (number == 1 && !header_right(page))) bad(arg, number);
    }
}
