// Measures a letter as PDF in process, when told.
//
//   letter REGISTER LETTER      for every line on stdin: reads the letter's text, checks it against the register, makes the PDF;
//                               prints microseconds of all of it, of the PDF alone, and the PDF's bytes
//
// The register stays open between letters; everything else is made anew.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "letter/letter.h"

struct bench {
    struct store *readers, *desk;
    struct source_text file;
};

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "letter: %s: %s\n", what, why);
    exit(2);
}

static void letter_once(struct bench *b)
{
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct buf out = buf_in(a);
    struct err err = {0};
    struct view readers, desk;
    struct letter l;
    double start = now_us();
    if (!view_init(&readers, b->readers, a, NULL, &err) || !view_init(&desk, b->desk, a, NULL, &err)) fail("view", err.text);
    letter_parse(a, &b->file, &l, &ds);
    if (!letter_check(&l, &readers, &desk, &ds, &err)) fail("check", err.text);
    double checked = now_us();
    if (ds.errors) fail("check", "the letter has errors");
    if (!letter_pdf(&l, &readers, &ds, &out, &err)) fail("PDF", err.text);
    if (ds.errors) fail("PDF", "the letter has errors");
    double end = now_us();
    letter_free(&l);
    printf("%.0f %.0f %zu\n", end - start, end - checked, out.n);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    ARENA a = arena_new();
    struct diags ds = diags_in(a);
    struct err err = {0};
    struct bench b = {0};
    char line[64];
    if (argc != 3) fail("usage", "letter REGISTER LETTER");
    b.file.name = str_of(argv[2]);
    if (!file_read(a, argv[2], LETTER_MAX, &b.file.text, &err)) fail(argv[2], err.text);
    b.readers = store_open(argv[1], STORE_READ, VIS_PUBLIC, &ds, &err);
    b.desk = b.readers ? store_open(argv[1], STORE_READ, VIS_SEALED, &ds, &err) : NULL;
    if (!b.desk) fail(argv[1], err.text);
    while (fgets(line, sizeof line, stdin)) letter_once(&b);
    store_close(b.desk);
    store_close(b.readers);
    return 0;
}
