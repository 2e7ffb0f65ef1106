// One event a line on standard error, key=value. Never a name, an address, a path or a query.
#pragma once

void log_event(const char *fmt, ...) __attribute__((format(printf, 1, 2))); // "event=start threads=2"
