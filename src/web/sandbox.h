// What a server gives up once it has started, so that a fault in it gives little to whoever finds it: Landlock takes away files
// and ports, seccomp system calls. Both are the kernel's, and need no privilege. How much there is depends on the kernel:
//
//   Landlock ABI 1-2  files outside the register and the fonts; starting programs      Linux 5.13
//            ABI 3    truncating them                                                  6.2
//            ABI 4    connecting and binding TCP ports                                 6.7
//            ABI 6    signals and abstract sockets                                     6.12
//   seccomp           sockets of any kind, processes, programs, memory that is both written and run
//
// The register's folder stays writable to the extent that SQLite needs for its -shm and -wal files.
#pragma once
#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

struct sandbox {
    int landlock; // ABI; 0: none
    bool seccomp;
};

struct sandbox sandbox_probe(void); // what the kernel offers
// Enters it, for this thread and those that it starts; cannot be left. `out` is what was reached. false and err when a
// thing that the kernel offers failed.
bool sandbox_enter(const char *register_dir, struct sandbox *out, struct err *err) MUST_USE;
// Enters it in a process of its own and tries what must fail: another file, a socket, a process. False: one of them worked.
bool sandbox_holds(const char *register_dir);
struct str sandbox_words(struct arena *a, const struct sandbox *s); // "landlock=7 seccomp=yes"
