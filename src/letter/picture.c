#include "letter/picture.h"

bool picture_read(struct arena *a, struct str bytes, struct picture *out, struct err *err)
{
    if (bytes.n > PICTURE_BYTES_MAX)
        return err_set(err, ERR_INPUT, "the picture has %zu bytes; a letter takes %d: scale it down", bytes.n, PICTURE_BYTES_MAX);
    if (str_starts(bytes, S("\xFF\xD8"))) return jpeg_read(a, bytes, out, err);
    if (str_starts(bytes, S("\x89PNG\r\n\x1A\n"))) return png_read(a, bytes, out, err);
    return err_set(err, ERR_INPUT, bytes.n ? "the picture is neither a JPEG nor a PNG: save it as one of the two" : "the picture is an empty file");
}

bool picture_size_ok(const struct picture *p, struct err *err)
{
    if (!p->width || !p->height) return err_set(err, ERR_INPUT, "the picture says that it is %u × %u pixels large", p->width, p->height);
    if (p->width > PICTURE_SIDE_MAX || p->height > PICTURE_SIDE_MAX || (uint64_t)p->width * p->height > PICTURE_PIXELS_MAX)
        return err_set(err, ERR_INPUT, "the picture says that it is %u × %u pixels large; a letter takes %d million, and %d on a side: scale it down",
                       p->width, p->height, PICTURE_PIXELS_MAX >> 20, PICTURE_SIDE_MAX);
    return true;
}

void picture_shown(const struct picture *p, uint32_t *width, uint32_t *height)
{
    bool turned = p->orientation >= 5;
    *width = turned ? p->height : p->width;
    *height = turned ? p->width : p->height;
}
