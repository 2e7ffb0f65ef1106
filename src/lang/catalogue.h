// What script/catalogues.py makes of po/*.po.
#pragma once
#include <stddef.h>

struct ui_message {
    const char *id; // English
    unsigned count;
    const char *forms[6];
};

struct ui_catalogue {
    const char *lang;
    unsigned (*plural)(unsigned long n); // which form
    const struct ui_message *messages;   // in the order of the ids' bytes
    size_t count;
};

extern const struct ui_catalogue ui_catalogues[]; // the last has no language
