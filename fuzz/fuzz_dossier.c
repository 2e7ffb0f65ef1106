// A dossier of foreign bytes: no crash, no hang, and every fault has a place inside the file.
#include "base/arena.h"
#include "base/must.h"
#include "intake/dossier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *volatile words; // kept: it holds the vocabulary
    static const struct vocab *vocab;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    if (!vocab) {
        words = arena_new();
        vocab = vocab_load(words, NULL, &ds);
    }
    struct source_text file = {S("fuzz"), {(const char *)data, size}};
    struct dossier d = dossier_new(a, vocab, &ds);
    dossier_read(&d, &file, "/nonexistent");
    struct pos end = pos_of(file.text, file.text.n);
    for (size_t i = 0; i < ds.count; i++) must(ds.list[i].pos.line <= end.line + 1);
    for (size_t i = 0; i < d.count; i++)
        for (size_t k = 0; k < d.items[i].count; k++)
            must(d.items[i].drafts[k].source.n && d.items[i].drafts[k].value.text.n);
    return 0;
}
