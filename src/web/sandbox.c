#include "web/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

// The kernel's numbers, of which older headers lack some (linux/landlock.h).
enum {
    FS_WRITE_FILE = 1 << 1, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3, FS_MAKE_REG = 1 << 8,
    FS_ALL_1 = (1 << 13) - 1, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14, FS_IOCTL_DEV = 1 << 15,
    NET_BIND_CONNECT = 3, SCOPE_ALL = 3,
    SIZE_1 = 8, SIZE_4 = 16, SIZE_6 = 24,
};

struct attributes {
    uint64_t files, network, scope;
};

static int landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

struct sandbox sandbox_probe(void)
{
    return (struct sandbox){.landlock = landlock_abi(), .seccomp = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0};
}

static bool failed(struct err *err, const char *what) { return err_set(err, ERR_IO, "sandbox: %s: %s", what, strerror(errno)); }

static bool allow(int rules, const char *path, uint64_t access, struct err *err)
{
    FD fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT || failed(err, path);
    struct landlock_path_beneath_attr beneath = {.allowed_access = access, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0 || failed(err, path);
}

static bool landlock(const char *dir, int abi, struct err *err)
{
    const uint64_t reading = FS_READ_FILE | FS_READ_DIR, writing = FS_WRITE_FILE | FS_MAKE_REG | (abi >= 3 ? FS_TRUNCATE : 0);
    struct attributes a = {.files = FS_ALL_1};
    if (abi >= 2) a.files |= FS_REFER;
    if (abi >= 3) a.files |= FS_TRUNCATE;
    if (abi >= 4) a.network = NET_BIND_CONNECT;
    if (abi >= 5) a.files |= FS_IOCTL_DEV;
    if (abi >= 6) a.scope = SCOPE_ALL;
    FD rules = (int)syscall(SYS_landlock_create_ruleset, &a, abi >= 6 ? SIZE_6 : abi >= 4 ? SIZE_4 : SIZE_1, 0);
    if (rules < 0) return failed(err, "landlock_create_ruleset");
    return allow(rules, dir, reading | writing, err) && allow(rules, "/usr/share/fonts", reading, err) &&
           allow(rules, "/dev/urandom", FS_READ_FILE, err) &&
           (syscall(SYS_landlock_restrict_self, rules, 0) == 0 || failed(err, "landlock_restrict_self"));
}

// Both generations of calls where the C library has changed over; not socket, connect, bind, listen, execve, fork, ptrace.
static const int calls[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(sendfile),
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(lseek), SCMP_SYS(fcntl), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
    SCMP_SYS(flock), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(fchmod), SCMP_SYS(fchown), SCMP_SYS(geteuid), SCMP_SYS(getuid),
    SCMP_SYS(getegid), SCMP_SYS(getgid), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(prctl),
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(prlimit64), SCMP_SYS(getrlimit),
    SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
    SCMP_SYS(eventfd2), SCMP_SYS(pipe2), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(shutdown), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),
    SCMP_SYS(getsockname), SCMP_SYS(getpeername),
};

static bool filter(struct err *err)
{
    enum { CLONE_THREAD_FLAG = 0x10000 };
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool good = c != NULL;
    for (size_t i = 0; good && i < sizeof calls / sizeof *calls; i++) good = seccomp_rule_add(c, SCMP_ACT_ALLOW, calls[i], 0) == 0;
    // Threads, not processes: clone3 cannot be looked into, and without it the C library takes clone.
    good = good && seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD_FLAG, CLONE_THREAD_FLAG)) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execveat), 0) == 0 &&
           seccomp_rule_add(c, SCMP_ACT_KILL_PROCESS, SCMP_SYS(ptrace), 0) == 0;
    good = good && seccomp_attr_set(c, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 && seccomp_load(c) == 0;
    if (c) seccomp_release(c);
    return good || err_set(err, ERR_IO, "sandbox: seccomp refused the filter");
}

bool sandbox_enter(const char *register_dir, struct sandbox *out, struct err *err)
{
    struct sandbox offered = sandbox_probe();
    *out = (struct sandbox){0};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed(err, "prctl");
    if (offered.landlock) {
        if (!landlock(register_dir, offered.landlock, err)) return false;
        out->landlock = offered.landlock;
    }
    if (offered.seccomp) {
        if (!filter(err)) return false;
        out->seccomp = true;
    }
    return true;
}

bool sandbox_holds(const char *register_dir)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct sandbox got;
        struct err err;
        bool held = sandbox_enter(register_dir, &got, &err);
        held = held && (!got.landlock || open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0);
        held = held && (!got.seccomp || (socket(AF_INET, SOCK_DGRAM, 0) < 0 && fork() < 0));
        _exit(held ? 0 : 1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct str sandbox_words(struct arena *a, const struct sandbox *s)
{
    return strf(a, "landlock=%d seccomp=%s", s->landlock, s->seccomp ? "yes" : "no");
}
