// A register: a folder with register.db, files/ and, if wanted, vocabulary.yaml.
//
// A store is one open connection at one level of visibility; all it gives is limited to that level. A public store
// has a connection that can name nothing above public (db.c). Writing needs STORE_WRITE, which holds the register's
// lock: one writer at a time, others are told so.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "vocab/value.h"
#include "vocab/vocab.h"

struct arena;
struct db;
struct store;

// STORE_UPGRADE: writing, after steps of the schema that an older register lacks. Others refuse such a register.
enum store_mode { STORE_READ, STORE_WRITE, STORE_UPGRADE };
#define STORE_NOW INT64_MAX // `known`: everything that is recorded

// Makes dir (which may exist, but not hold a register) a new, empty register.
bool store_create(const char *dir, struct err *err) MUST_USE;
// ds receives the faults of a local vocabulary. NULL and err when it cannot be opened.
struct store *store_open(const char *dir, enum store_mode mode, enum visibility level,
                         struct diags *ds, struct err *err);
void store_close(struct store *s);

const struct vocab *store_vocab(const struct store *s);
enum visibility store_level(const struct store *s);
const char *store_dir(const struct store *s);
struct db *store_db(struct store *s);
// The store's numbers of types and properties; 0 when nothing of it was ever recorded.
int64_t store_type_id(const struct store *s, const struct type *t);
int64_t store_prop_id(const struct store *s, const struct prop *p);
const struct type *store_type(const struct store *s, int64_t id); // NULL: not in this vocabulary
const struct prop *store_prop(const struct store *s, int64_t id);
bool store_reload_ids(struct store *s, struct err *err) MUST_USE; // after a transaction added some

// Which state of the register the store sees under a hold (db.h): for what keeps answers. *changed: it is another one than at the
// last call, by a transaction or otherwise; the store's numbers of types and properties have been read again.
bool store_state(struct store *s, int64_t *tx, bool *changed, struct err *err) MUST_USE;

// What a reader keeps from one answer to the next, until the register changes: the value of a key (an address: of a type, of a constant),
// NULL at first and after every change. What is put there lives in *a. Of a reader's store, under a hold (db.h); NULL of a writer's, and
// when there are more than STORE_KEEPS: nothing is kept then.
enum { STORE_KEEPS = 64 };
void **store_keep(struct store *s, const void *key, struct arena **a);

// The number under which a text is interned: the first eight bytes of its SHA-256.
int64_t store_text_key(struct str text);

// Evidence by content: DIR/files/ab/cdef…, named by the SHA-256 of the content.
// store_file_put writes it (nothing when it is there) and returns the hash; store_file_path tells where.
bool store_file_put(struct store *s, struct arena *a, struct str content, struct hash *out,
                    struct err *err) MUST_USE;
const char *store_file_path(struct store *s, struct arena *a, struct str hex);

static inline void store_cleanup(struct store **s) { store_close(*s); }
#define STORE __attribute__((cleanup(store_cleanup))) struct store *
