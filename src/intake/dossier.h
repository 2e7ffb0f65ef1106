// The dossier: the register's own exchange format, YAML or JSON (doc/data.md).
//
//   persons:
//     ilgar-mammadov:
//       source: hudoc-001-144124              defaults for what follows: source, locator, visibility
//       born: {value: 1970, locator: "§ 5"}
//       name: [{value: İlqar Məmmədov, lang: az, kind: official}, Ilgar Mammadov]
//
// dossier_read turns files into drafts and reports every fault in them; integrity_check looks at the whole;
// dossier_load records it, all or nothing.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/day.h"
#include "base/diag.h"
#include "base/err.h"
#include "store/read.h"
#include "store/write.h"

struct arena;

struct place {
    const struct source_text *file;
    struct pos pos;
    uint32_t width;
};

// An entity as a file gives it. The same entity in two files is two items.
struct item {
    const struct type *type;
    struct str slug, former;
    struct draft *drafts;
    struct place *places; // of the drafts' values
    struct place *named;  // where their sources are named
    size_t count, cap;
    struct place place;   // of its key
    const struct prop **refused; // properties of which a value was faulty: given, but not read
    size_t refused_count, refused_cap;
    size_t same;          // the next item of the same entity: position + 1
};

// A file that a value names: its content is kept before the transaction.
struct enclosure {
    struct str content, name;
    struct hash hash;
};

struct dossier {
    struct arena *arena;
    const struct vocab *vocab;
    struct diags *ds;
    struct item *items;
    size_t count, cap;
    struct enclosure *files;
    size_t file_count, file_cap;
    size_t *index; // items by type and slug, open addressing: position + 1
    size_t index_cap;
};

enum { DOSSIER_MAX = 1 << 30 }; // bytes of one file

struct dossier dossier_new(struct arena *a, const struct vocab *v, struct diags *ds);
// Reads one file's text into d. Faults go to d->ds; what is sound is kept, so that all faults are found.
// `dir`: where the files that it names stand.
void dossier_read(struct dossier *d, const struct source_text *file, const char *dir);
// The first item of that entity, or NULL.
const struct item *dossier_find(const struct dossier *d, const struct type *t, struct str slug);
// The first value that the item gives for p; NULL when it has none.
const struct draft *item_first(const struct item *it, const struct prop *p);

// References to nothing, missing properties, periods, cycles, the ECLI rule, overlapping detentions, week-ends
// (vocabulary.md "Integrity"). `v` is the register the dossier will be added to.
bool integrity_check(struct dossier *d, struct view *v, struct err *err) MUST_USE;

// Records all of d in one transaction of store s. Nothing is written when d->ds has errors, and false with
// ERR_INPUT says so.
bool dossier_load(struct dossier *d, struct store *s, struct instant now, struct str recorder,
                  struct str note, struct tx_counts *counts, struct err *err) MUST_USE;
