// The static edition: every page and file of the public site as files, with relative links, for any server, a mirror or a stick.
//
//   index.html            the languages
//   LANG/index.html       home; LANG/persons.html, LANG/persons.2.html, LANG/persons/x.html, LANG/letters.atom …
//   persons/x.json, persons.csv, assets/…
//   EDITION               one line: which edition this is (manifest.h)
//   MANIFEST, MANIFEST.minisig
//
// Files are compared before they are written; what is the same stays as it is, and when all is the same there is no new edition. A
// file is written beside and renamed; all reach the disk before MANIFEST is. Killed at any moment, the folder is an edition with
// pages that its MANIFEST does not agree with (verify says which), and the next publish makes it whole.
#pragma once
#include "base/day.h"
#include "base/minisign.h"
#include "site/manifest.h"
#include "site/settings.h"

struct arena;

struct publish {
    const char *dir, *out;         // the register; the folder of the edition
    const struct settings *settings;
    const struct sign_secret *key; // NULL: unsigned
    struct instant now;
    int64_t withheld[4];
    size_t threads;
};

struct published {
    size_t written, removed, same;
    int64_t seq; // of the edition that is there now
    bool fresh;  // a new edition was made
};

// The folder must be empty, absent, or hold an edition. Nothing that no MANIFEST of it lists is ever removed.
bool publish_site(struct arena *a, const struct publish *p, struct published *out, struct err *err) MUST_USE;

enum fault { FAULT_ALTERED, FAULT_MISSING, FAULT_FOREIGN, FAULT_UNSIGNED, FAULT_SIGNATURE, FAULT_STALE, FAULT_ROLLED_BACK, FAULT_EDITION, FAULT_COUNT };
struct site_fault {
    enum fault kind;
    struct str what; // a path, or a sentence
};

struct verification {
    struct manifest_note note;
    struct site_fault *faults;
    size_t n, cap, files;
};

enum { STALE_DAYS = 7 };

// Holds an edition against its MANIFEST and the key (NULL: no key). seen: the highest edition seen before, 0 for none.
// An edition that is older than STALE_DAYS is stale: a mirror that is kept from news.
bool publish_verify(struct arena *a, const char *dir, const struct sign_public *key, int64_t seen, struct instant now, struct verification *out,
                    struct err *err) MUST_USE;
