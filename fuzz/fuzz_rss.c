// A feed from any bytes: it is refused with a reason, or its items are text within bounds.
#include "base/arena.h"
#include "base/must.h"
#include "intake/rss.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    ARENA a = arena_new();
    struct rss_item *items;
    struct err err = {0};
    size_t n;
    if (!rss_parse(a, S("fuzz"), (struct str){(const char *)data, size}, &items, &n, &err)) {
        must(err.code != ERR_NONE && !n);
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        must(items[i].title.n <= RSS_TEXT_MAX && items[i].line > 0);
        must(utf8_check(items[i].title) == items[i].title.n && utf8_check(items[i].link) == items[i].link.n);
    }
    return 0;
}
