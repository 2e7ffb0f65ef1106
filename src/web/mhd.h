// libmicrohttpd, opened when a server starts and not before: with it come ten more libraries (for TLS, which a proxy does), and
// to load them would make every other command half as slow again at its start.
#pragma once
#include <microhttpd.h>
#include "base/err.h"

// What http.c calls; mhd->start_daemon is MHD_start_daemon.
#define MHD_FUNCTIONS(F) \
    F(start_daemon) F(stop_daemon) F(add_connection) F(get_connection_info) F(lookup_connection_value) \
    F(create_response_from_buffer_with_free_callback_cls) F(add_response_header) F(queue_response) F(destroy_response)

struct mhd {
#define F(name) __typeof__(MHD_##name) *name;
    MHD_FUNCTIONS(F)
#undef F
};

// Stays open to the end of the process, and is the same at every call. NULL: it is not installed.
const struct mhd *mhd_open(struct err *err);
