// Runs a fuzz target over every file of a folder: a corpus is a test. Prints TAP.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    int count = 0;
    DIR *dir = argc > 1 ? opendir(argv[1]) : NULL;
    if (!dir) return printf("not ok - no corpus %s\n", argc > 1 ? argv[1] : ""), 1;
    for (struct dirent *e; (e = readdir(dir));) {
        ARENA a = arena_new();
        struct err err;
        struct str s;
        if (e->d_name[0] == '.') continue;
        if (!file_read(a, strf(a, "%s/%s", argv[1], e->d_name).p, 1 << 26, &s, &err)) {
            printf("not ok - %s: %s\n", e->d_name, err.text);
            continue;
        }
        fprintf(stderr, "%s\n", e->d_name); // the last one named is the one that crashed
        LLVMFuzzerTestOneInput((const uint8_t *)s.p, s.n);
        count++;
    }
    closedir(dir);
    printf("%s - %d inputs replayed\n", count ? "ok" : "not ok", count);
    return !count;
}
