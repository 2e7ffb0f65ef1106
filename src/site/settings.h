// DIR/habeas.yaml: what a register says of itself. It need not be there.
//
//   title:  Prisoners of conscience in Azerbaijan     on every page
//   origin: https://example.org                       where the site is: for feeds, metadata, and strict transport security
//   onion:  http://….onion                            the same site as an onion service
#pragma once
#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"

struct arena;

struct settings {
    struct str title, origin, onion; // empty: not said
};

enum { SETTINGS_MAX = 1 << 16 };

// A key that is not known, and an address that is none, are faults of ds. false: the file cannot be read or has faults.
bool settings_read(struct arena *a, const char *dir, struct diags *ds, struct settings *out, struct err *err) MUST_USE;
