// RSS 2.0: the items of a feed that was saved, by expat. A document type is refused, and with it every entity but XML's own; nothing
// is ever fetched.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

enum { RSS_MAX = 64 << 20, RSS_TEXT_MAX = 64 << 10, RSS_ITEMS_MAX = 200000 };

struct rss_item {
    struct str title, date, description, link; // trimmed; empty where there is none
    uint32_t line;
};

// What is no RSS, not well-formed or too large is an error that names the line.
bool rss_parse(struct arena *a, struct str name, struct str text, struct rss_item **out, size_t *n, struct err *err) MUST_USE;
