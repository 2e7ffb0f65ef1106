// Where a server listens, and what tells its manager that it is ready: sockets of our own, or those that systemd hands over
// (sd_listen_fds(3)), and sd_notify(3). Both are simple enough not to need libsystemd.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "8080" (this machine), "unix:PATH"; port 0: any that is free. *url is what
// to type into a browser, or unix:PATH. -1 and err.
int listen_at(struct arena *a, const char *where, struct str *url, struct err *err);

// Descriptors handed over by systemd: those whose name (FileDescriptorName=) is `name`, or that have no name that is ours
// ("metrics") when name is empty. At most `room`; the number.
size_t listen_inherited(const char *name, int *fds, size_t room);

// A datagram socket to the service manager, opened before the sandbox; -1 when there is none.
int notify_open(void);
void notify(int fd, const char *state); // "READY=1"
