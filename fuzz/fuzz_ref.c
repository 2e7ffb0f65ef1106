// A reference of foreign bytes: parsed or refused with a place inside it; what parses, parses again from its own text.
#include "base/arena.h"
#include "base/must.h"
#include "store/ref.h"

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
    struct ref r, again;
    struct ref_fault fault;
    struct str text = {(const char *)data, size};
    if (!ref_parse(a, vocab, text, &r, &fault)) {
        must(fault.at <= size && fault.message.n);
        return 0;
    }
    must(r.type && (r.slug.n == 0 || slug_valid(r.slug)));
    must(ref_parse(a, vocab, ref_text(a, &r), &again, &fault));
    must(again.type == r.type && again.filter_count == r.filter_count && again.prop == r.prop);
    return 0;
}
