// Articles, application numbers, ECLI and document numbers in prose. Part of scan.c.
#pragma once
#include <stddef.h>
#include "lang/found.h"
#include "lang/lex.h"

void read_article(const struct prose *p, size_t i, struct found *f);
void read_appno(const struct prose *p, size_t i, struct found *f);
void read_ecli(const struct prose *p, size_t i, struct found *f);
void read_serial(const struct prose *p, size_t i, struct found *f);
void read_document(const struct prose *p, size_t i, struct found *f);
