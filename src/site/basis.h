// What an edition rests on, kept in the register's folder (published/…) so that the next one makes only those pages again that a
// change can have made others: of each job its parts of the register (store/reads.h) and its files with size and time, as found.
// It is no part of the register: without it, or with one that is not whole or not of this edition, everything is made again.
//
//   "habeas basis 1\n" · whole · manifest · tx · day · jobs · SHA-256 of all before it
//   a job:  name · flags (1 all, 2 day) · parts · files;  a file: path · size · time
//
// Numbers are eight bytes, little-endian; texts and lists have their length before them.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "store/reads.h"

struct basis_file {
    struct str path;
    int64_t size, time; // bytes; nanoseconds since 1970
};

struct basis_job {
    struct str name;
    struct reads reads;
    struct basis_file *files;
    size_t file_count;
};

struct basis {
    struct hash whole;    // of what is in every page: the program, settings, vocabulary
    struct hash manifest; // of the edition's MANIFEST
    int64_t tx;           // the register's last transaction before the edition was begun
    int64_t day;          // on which it was made
    struct basis_job *v;  // by name
    size_t n, cap;
};

enum { BASIS_MAX = 1 << 30 };

// Of the register in `dir`, for the edition in `out`. Lives in the arena.
const char *basis_path(struct arena *a, const char *dir, const char *out);
struct str basis_write(struct arena *a, struct basis *b); // sorts the jobs
bool basis_read(struct arena *a, struct str bytes, struct basis *out); // false: not a whole one
const struct basis_job *basis_job(const struct basis *b, struct str name);
