// A damaged or foreign file as a font: refused with a reason, or shaped with and subset without a crash. The first byte chooses
// what the others are: a whole file, or a list of patches (2 bytes where, 1 byte what) to a part of an installed font.
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "letter/pdf_font.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const files[] = {
    "/usr/share/fonts/truetype/gentiumplus/GentiumPlus-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
};
enum { FILES = sizeof files / sizeof *files };
static const char text[] = "office ffi á 12 سلام";

static hb_face_t *subset(hb_face_t *face)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    must(in);
    struct str s = str_of(text);
    for (size_t i = 0; i < s.n;) hb_set_add(hb_subset_input_unicode_set(in), utf8_next(s, &i));
    hb_face_t *small = hb_subset_or_fail(face, in);
    hb_subset_input_destroy(in);
    return small;
}

static hb_blob_t *part_of(const char *file)
{
    hb_blob_t *blob = hb_blob_create_from_file(file);
    hb_face_t *face = hb_face_create(blob, 0), *small = subset(face);
    hb_blob_t *part = small ? hb_face_reference_blob(small) : hb_blob_get_empty();
    hb_face_destroy(small);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return part;
}

static void use(const struct font *f)
{
    hb_buffer_t *b = hb_buffer_create();
    hb_feature_t small = {HB_TAG('s', 'm', 'c', 'p'), 1, 0, (unsigned)-1};
    hb_buffer_add_utf8(b, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(b);
    hb_shape(f->hb, b, &small, 1);
    hb_buffer_destroy(b);
    hb_face_destroy(subset(f->face));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static hb_blob_t *volatile parts[FILES]; // kept
    struct font f;
    const char *why;
    if (!size) return 0;
    size_t which = data[0] % (FILES + 1);
    ARENA a = arena_new();
    struct str file = {(const char *)data + 1, size - 1};
    if (which) {
        if (!parts[which - 1]) parts[which - 1] = part_of(files[which - 1]);
        unsigned n;
        const char *p = hb_blob_get_data(parts[which - 1], &n);
        char *copy = str_c(a, (struct str){p, n});
        for (size_t i = 1; n && i + 3 <= size && i < 300; i += 3) copy[((size_t)data[i] << 8 | data[i + 1]) % n] = (char)data[i + 2];
        file = (struct str){copy, n};
    }
    hb_blob_t *blob = hb_blob_create(file.p, (unsigned)file.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    memset(&f, 0, sizeof f);
    if (font_load(&f, blob, 0, &why)) {
        must(!why && f.upem > 0);
        use(&f);
        font_drop(&f);
    } else {
        must(why && *why);
    }
    hb_blob_destroy(blob);
    return 0;
}
