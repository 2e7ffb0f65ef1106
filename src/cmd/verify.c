#include "base/arena.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "cmd/out.h"
#include "store/verify.h"
#include "store/write.h"

static void print_fault(void *arg, struct str what)
{
    const struct cmd *c = arg;
    if (c->format != FORMAT_JSON) {
        printf("%.*s\n", STR(what));
        return;
    }
    struct json j = json_in(c->arena);
    json_open(&j, '{');
    json_text(&j, "fault", what);
    json_close(&j, '}');
    json_print_line(&j, stdout);
}

int cmd_verify(struct cmd *c)
{
    struct err err = {0};
    struct verify_report r;
    if (!store_verify(c->dir, print_fault, c, &r, &err)) return cmd_fail(&err);
    struct str head = hash_hex(c->arena, &r.head), content = hash_hex(c->arena, &r.content);
    if (c->format == FORMAT_JSON) {
        struct json j = json_in(c->arena);
        json_open(&j, '{');
        json_bool(&j, "clean", !r.faults);
        json_int(&j, "faults", (int64_t)r.faults);
        json_int(&j, "transactions", (int64_t)r.transactions);
        json_int(&j, "statements", (int64_t)r.statements);
        json_int(&j, "standing", (int64_t)r.standing);
        json_int(&j, "files", (int64_t)r.files);
        json_text(&j, "head", head);
        json_text(&j, "content", content);
        json_close(&j, '}');
        json_print_line(&j, stdout);
    } else if (!r.faults) {
        printf("clean: %zu transaction%s, %zu statements (%zu stand), %zu file%s\n", r.transactions,
               r.transactions == 1 ? "" : "s", r.statements, r.standing, r.files, r.files == 1 ? "" : "s");
        printf("chain    %.*s\ncontent  %.*s\n", STR(head), STR(content));
    } else {
        printf("%zu fault%s. Restore a backup; the chain's last link is %.*s\n", r.faults, r.faults == 1 ? "" : "s",
               STR(head));
    }
    return r.faults ? EXIT_FAULTS : EXIT_DONE;
}

int cmd_rebuild(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    STORE s = NULL;
    if (!cmd_open(c, STORE_UPGRADE, VIS_SEALED, &s, &v, &err) || !store_rebuild(s, &err)) return cmd_fail(&err);
    out_done(c, "rebuilt", "Derived tables were made again.");
    return EXIT_DONE;
}
