// A letter as it comes, in each of its forms: it is read, written out, and what was written is a letter's source without
// faults of form, but for a date that nobody gave.
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "intake/letter_in.h"
#include "letter/letter.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_written(struct arena *a, const struct incoming *in, struct str text)
{
    struct diags ds = diags_in(a);
    struct source_text file = {S("written"), text};
    struct letter l;
    letter_parse(a, &file, &l, &ds);
    must(l.body_at > 0);
    must(l.head.title.n);
    must(l.head.signatory_count == in->signer_count);
    for (size_t i = 0; i < ds.count; i++)
        if (ds.list[i].code == DIAG_HEAD || ds.list[i].code == DIAG_YAML)
            must(ds.list[i].level != DIAG_ERROR || (!in->has_date && str_eq(ds.list[i].message, S("the head has no date"))));
    letter_free(&l);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (!size) return 0;
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct source_text bytes = {S("fuzz"), {(const char *)data + 1, size - 1}}, file;
    enum letter_form form = (enum letter_form)(data[0] % 3);
    struct incoming in;
    struct buf out = buf_in(a);
    if (!letter_decode(a, &bytes, form, &file, &ds) || !letter_read(a, &file, form, &ds, &in)) return 0;
    letter_write(&in, &out);
    check_written(a, &in, buf_str(&out));
    return 0;
}
