#include "letter/pdf_hyphen.h"
const struct hyphens *hyphens_for(struct str lang) { (void)lang; return NULL; }
bool hyphens_capitals(const struct hyphens *h) { (void)h; return false; }
size_t hyphens_in(const struct hyphens *h, struct str word, size_t at[HYPHENS_MAX]) { (void)h; (void)word; (void)at; return 0; }
