#include "web/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE = 512 };

void log_event(const char *fmt, ...)
{
    char line[LINE];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line - 1, fmt, ap);
    va_end(ap);
    if (n < 0) return;
    if ((size_t)n > sizeof line - 2) n = sizeof line - 2;
    line[n++] = '\n';
    (void)!write(STDERR_FILENO, line, (size_t)n); // at once, so that lines of two threads stay whole
}
