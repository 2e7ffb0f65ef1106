// Built and run by the build: reads data/*.yaml with the reader that the program has, and writes C that holds the trees
// packed (base/packed.h, base/data.h). What is no YAML of data/ is passed over.
//
//   pack OUT FILE…
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/packed.h"
#include "base/yaml.h"

// Below the last data/, as data_file() calls it; empty for what is not packed.
static struct str name_of(struct str path)
{
    size_t at = 0;
    for (size_t i = str_find(path, S("data/"), 0); i < path.n; i = str_find(path, S("data/"), at)) at = i + 5;
    return at && str_ends(path, S(".yaml")) ? str_sub(path, at, path.n) : (struct str){0};
}

static bool pack(struct arena *a, const char *path, size_t nth, FILE *out)
{
    struct source_text file = {.name = str_of(path)};
    struct diags ds = diags_in(a);
    struct err err = {0};
    if (!file_read(a, path, 4 << 20, &file.text, &err)) return fprintf(stderr, "pack: %s\n", err.text), false;
    const struct node *root = yaml_parse(a, &file, &ds);
    diags_print(&ds, stderr, false);
    if (!root || ds.errors) return false;
    struct buf b = buf_in(a);
    node_pack(&b, root);
    fprintf(out, "static const unsigned char tree_%zu[] = {", nth);
    for (size_t i = 0; i < b.n; i++) fprintf(out, "%d,", (unsigned char)b.p[i]);
    fprintf(out, "};\n");
    return true;
}

int main(int argc, char **argv)
{
    ARENA a = arena_new();
    FILE *out = argc > 1 ? fopen(argv[1], "w") : NULL;
    if (!out) return fprintf(stderr, "pack OUT FILE…\n"), 1;
    fprintf(out, "#include \"base/data.h\"\n\n");
    struct buf table = buf_in(a);
    bool good = true;
    for (int i = 2; good && i < argc; i++) {
        struct str name = name_of(str_of(argv[i]));
        if (!name.n) continue;
        good = pack(a, argv[i], (size_t)i, out);
        buf_addf(&table, "    if (str_eq(name, S(\"%.*s\"))) return (struct str){(const char *)tree_%d, sizeof tree_%d};\n", STR(name), i, i);
    }
    fprintf(out, "\nstruct str data_tree(struct str name)\n{\n%.*s    return (struct str){0};\n}\n", STR(buf_str(&table)));
    return fclose(out) == 0 && good ? 0 : 1;
}
