// Verifying a register: every byte of its pages, every statement's id, the chain of transactions, every file.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

struct verify_report {
    size_t transactions, statements, standing, files, faults;
    struct hash head;    // the last link of the chain; zero when there is none
    struct hash content; // over the sorted ids of the statements that stand: equal in two registers that say the same
};

// Calls fault(arg, what) for everything that is not as it was written, each named. Takes the register's lock.
// false and err when it could not be looked at at all.
bool store_verify(const char *dir, void (*fault)(void *arg, struct str what), void *arg,
                  struct verify_report *out, struct err *err) MUST_USE;
