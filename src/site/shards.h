// Search in the static edition: names, titles and numbers in small files of script, one for the first two letters of their words,
// which a page on a stick can load where it could not fetch data: assets/find/ma.js is
//
//   habeasFind("ma",[["persons/x","label","text"],…]);
//
// A name stands in the file of each of its words; other letters than a–z by their numbers, as in names.h. Without script there are
// the pages of names.
#pragma once
#include "site/page.h"

struct shard {
    struct str path; // below the edition's folder
    struct str content;
};

// All of them, in the order of their paths.
bool shards(struct view *v, struct shard **out, size_t *n, struct err *err) MUST_USE;
// The form, which stays hidden until the script (data/find.js) shows it.
void shards_form(struct page *p);
