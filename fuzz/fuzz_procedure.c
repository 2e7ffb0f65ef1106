// Procedures of a register: whatever the text, it is read or its faults are named; of one that is read every state can be reached.
#include "base/arena.h"
#include "base/must.h"
#include "rules/procedure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct vocab *v; // read once
    static struct arena *volatile kept; // seen by the leak checker
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    if (!kept) {
        kept = arena_new();
        v = vocab_load(kept, NULL, &ds);
    }
    const struct source_text file = {S("fuzz.yaml"), {(const char *)data, size}};
    const struct procedure *p = procedure_read(a, v, &file, &ds);
    must(p ? !ds.errors : ds.errors > 0);
    for (const struct region *g = p ? p->regions : NULL; g; g = g->next)
        for (const struct state *s = g->first; s; s = s->next) must(s->reached && s->label);
    return 0;
}
