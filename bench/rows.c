// rows FILE.csv[.gz]…: reads all rows as an import does, and says how many there are.
#include <stdio.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/gz.h"

int main(int argc, char **argv)
{
    size_t rows = 0;
    for (int i = 1; i < argc; i++) {
        ARENA a = arena_new();
        struct csv *c = arena_alloc(a, sizeof *c);
        struct err err;
        const struct str *cells;
        size_t n = 0;
        GZ gz = {0};
        if (!gz_open(&gz, argv[i], UINT64_C(1) << 30, &err)) return fprintf(stderr, "%s\n", err.text), 1;
        csv_open(c, a, str_of(argv[i]), gz_read, &gz);
        for (;; rows++) {
            if (!csv_next(c, &cells, &n, &err)) return fprintf(stderr, "%s\n", err.text), 1;
            if (!n) break;
        }
        rows--; // the head
    }
    printf("%zu\n", rows);
    return 0;
}
