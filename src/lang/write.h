// Values in words, for people, in the language of a BCP 47 tag; one that ICU does not know is written in English.
// What is said below of English is as the language has it: "le 1er mars 2014", "5 декабря 2017 года", "٥ ديسمبر ٢٠١٧".
#pragma once
#include "base/dur.h"
#include "base/edtf.h"
#include "base/str.h"

struct arena;

// "5 December 2017", "December 2017", "2017", "between 6 and 8 December 2016", "18 July 2018 or earlier",
// "about 2013" (~), "2013 (uncertain)" (?), else the EDTF text itself.
struct str write_date(struct arena *a, struct edtf d, struct str lang);
struct str write_day(struct arena *a, struct day d, struct str lang);
struct str write_duration(struct arena *a, struct dur d, struct str lang); // "7 years", "1 year 6 months", "life"
struct str write_number(struct arena *a, int64_t n, struct str lang);      // "1,400"
struct str write_country(struct arena *a, struct str alpha2, struct str lang);
struct str write_language(struct arena *a, struct str lang); // a language's name for itself: "français"
