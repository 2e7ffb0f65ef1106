// Capitals for lower-case letters, one for one.
#pragma once
#include <stdint.h>
#include "base/str.h"

// The capital of `cp` as the language `lang` (BCP 47) writes it: i is İ in Azerbaijani and Turkish. What has none, or more than
// one letter for it (ß), stays. Georgian stays: its capitals are for whole titles only.
uint32_t upper_char(uint32_t cp, struct str lang);
