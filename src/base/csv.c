#include "base/csv.h"

#include <string.h>

void csv_row(struct buf *b, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str s = cells[i];
        bool formula = s.n && strchr("=+-@\t\r", s.p[0]);
        buf_add(b, formula ? S("\"'") : S("\""));
        for (size_t k = 0; k < s.n; k++) {
            if (s.p[k] == '"') buf_addc(b, '"');
            buf_addc(b, s.p[k]);
        }
        buf_add(b, i + 1 == count ? S("\"\r\n") : S("\","));
    }
}
