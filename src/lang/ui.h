// The texts of the user interface: gettext catalogues (po/LANG.po, compiled in), asked for by language and not by locale, since
// one server speaks all of them at once.
#pragma once
#include <stdint.h>
#include "base/str.h"

struct arena;

// The translation of an English text into the language of a BCP 47 tag; the English text itself where there is none. Static.
struct str ui_text(struct str lang, const char *msgid);
// The form for n ("%d person", "%d persons"), with the number in the language's way in the place of %d.
struct str ui_count(struct arena *a, struct str lang, const char *one, const char *many, int64_t n);
// The translation with {1} and {2} replaced.
struct str ui_with(struct arena *a, struct str lang, const char *msgid, struct str first, struct str second);
