// MANIFEST: what an edition consists of, in the format of sha256sum ("hash  path"), by path; `sha256sum -c MANIFEST` checks it.
// MANIFEST.minisig signs it, with a trusted comment that says which edition it is:
//
//   habeas site=https://example.org seq=42 time=2026-11-24T03:00:00Z prev=<SHA-256 of the MANIFEST before, or -> withheld=12,3,0
//
// withheld: how many statements that stand are kept back, of the levels partner, internal and sealed.
#pragma once
#include <stdbool.h>
#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"

struct arena;

struct manifest_file {
    struct str path; // below the edition's folder
    struct hash hash;
};

struct manifest {
    struct manifest_file *v; // by path
    size_t n, cap;
};

struct manifest_note {
    struct str site, prev; // "-": none
    int64_t seq;
    struct instant time;
    int64_t withheld[4]; // by level
};

enum { MANIFEST_MAX = 256 << 20 };

void manifest_add(struct arena *a, struct manifest *m, struct str path, const struct hash *h);
void manifest_sort(struct manifest *m);
const struct manifest_file *manifest_find(const struct manifest *m, struct str path); // of a sorted one
struct str manifest_write(struct arena *a, const struct manifest *m);
// Refuses paths that lead out of the folder, that are absolute, and lines that are none; the error names the line.
bool manifest_read(struct arena *a, struct str text, struct manifest *out, struct err *err) MUST_USE;
struct str manifest_note_write(struct arena *a, const struct manifest_note *n);
bool manifest_note_read(struct str text, struct manifest_note *out); // false: not such a comment
