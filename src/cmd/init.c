#include "base/arena.h"
#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/demo.h"
#include "cmd/out.h"


int cmd_init(struct cmd *c)
{
    struct err err = {0};
    const char *dir = c->arg_count == 1 ? c->args[0] : c->dir;
    if (!dir || c->arg_count > 1) {
        fprintf(stderr, "habeas: habeas init DIR [--demo]\n");
        return EXIT_FAILED;
    }
    if (!store_create(dir, &err)) return cmd_fail(&err);
    c->dir = dir;
    if (!c->demo) {
        struct str text = strf(c->arena, "A new register in %s. Load a dossier: habeas -r %s load FILE.yaml", dir, dir);
        out_done(c, "created", text.p);
        return EXIT_DONE;
    }
    return cmd_load_demo(c);
}
