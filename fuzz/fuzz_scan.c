// Any text: tokens lie within it, in order and apart, hedges too; what was found has a form;
// folding twice is folding once.
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/must.h"
#include "lang/fold.h"
#include "lang/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_token(struct str text, const struct token *t)
{
    must(t->n > 0 && t->at < text.n && t->n <= text.n - t->at);
    must(utf8_check(str_sub(text, t->at, t->at + t->n)) == t->n);
    must(t->hedge_at <= text.n && t->hedge_n <= text.n - t->hedge_at);
    must(t->number >= 0 && t->dur.days >= 0 && t->dur.months >= 0);
    must(t->kind != TOKEN_DATE || t->date.text.n > 0);
    bool coded = t->kind >= TOKEN_ARTICLE || t->kind == TOKEN_MONEY;
    must(coded == (t->code.n > 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA a = arena_new();
    struct str text = {(const char *)data, size};
    text.n = utf8_check(text);
    struct token *t = NULL;
    size_t n = scan_text(a, text, S("en"), &t), behind = 0;
    for (size_t i = 0; i < n; i++) {
        check_token(text, &t[i]);
        must(t[i].at >= behind);
        behind = t[i].at + t[i].n;
    }
    scan_text(a, text, S("xx"), &t);
    struct str once = fold(a, text);
    must(utf8_check(once) == once.n && str_eq(fold(a, once), once));
    return 0;
}
