// must: the world as the program assumes it. A false condition is a bug or no memory: the program
// says where and aborts; SQLite rolls back what was open. Never used for input or the file system.
#pragma once
#include <stdio.h>
#include <stdlib.h>

#define must(cond)                                                                                 \
    ((cond) ? (void)0                                                                              \
            : (fprintf(stderr, "habeas: bug at %s:%d: %s\n", __FILE__, __LINE__, #cond), abort()))
