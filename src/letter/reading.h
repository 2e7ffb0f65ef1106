// A claim as its reader sees it: "[**25** &#79;ctober](fact:…)" reads "25 October". What is found in the text that is read
// is underlined in the file, so each byte read knows where it was written.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct arena;

struct reading {
    struct str text;         // as read: marks, escapes and entities resolved, one blank for a line's end
    uint32_t *starts, *ends; // of each byte of text: where its character begins and ends in what was written
};

// `plain` is what the CommonMark reader made of `written` (less than 4 GB). What cannot be found again lies at the end.
struct reading reading_of(struct arena *a, struct str written, struct str plain);
