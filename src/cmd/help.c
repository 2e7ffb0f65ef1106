#include <string.h>

#include "base/json.h"
#include "cmd/cmd.h"

static const struct {
    const char *name, *args, *text;
} commands[] = {
#define COMMAND(name, needs, args, text) {#name, args, text},
#include "cmd/commands.def"
#undef COMMAND
};
enum { COUNT = sizeof commands / sizeof *commands };

static struct str spelt(const struct cmd *c, const char *name)
{
    struct buf b = buf_in(c->arena);
    for (; *name; name++) buf_addc(&b, *name == '_' ? '-' : *name);
    return buf_str(&b);
}

static int help_one(const char *name)
{
    for (int i = 0; i < COUNT; i++) {
        if (!cmd_is(name, commands[i].name)) continue;
        printf("habeas %s %s\n    %s\n", name, commands[i].args, commands[i].text);
        printf("    The manual habeas(1) says more.\n");
        return EXIT_DONE;
    }
    fprintf(stderr, "habeas: there is no command %s\n", name);
    return EXIT_FAILED;
}

static int help_json(const struct cmd *c)
{
    for (int i = 0; i < COUNT; i++) {
        struct json j = json_in(c->arena);
        json_open(&j, '{');
        json_text(&j, "command", spelt(c, commands[i].name));
        json_text(&j, "arguments", str_of(commands[i].args));
        json_text(&j, "does", str_of(commands[i].text));
        json_close(&j, '}');
        json_print_line(&j, stdout);
    }
    return EXIT_DONE;
}

int cmd_help(struct cmd *c)
{
    if (c->format == FORMAT_JSON) return help_json(c);
    if (c->arg_count) return help_one(c->args[0]);
    printf("habeas: a register in which every fact has a source, and letters checked against it\n\n");
    for (int i = 0; i < COUNT; i++)
        printf("  habeas %-8.*s %s\n                  %s\n", STR(spelt(c, commands[i].name)), commands[i].args, commands[i].text);
    printf("\nOptions, with every command\n"
           "  -r DIR            the register (or HABEAS_REGISTER)\n"
           "  --format FORMAT   text, json, csv (lists and exports), dossier, ftm, popolo (exports)\n"
           "  -o FILE           where letter and export write\n"
           "  --count           of a list, its count alone\n"
           "  --at DATE         what was so on that day\n"
           "  --known TIME      what the register knew then\n"
           "  --as LEVEL        read as public, partner, internal or sealed\n"
           "\nA reference is  persons/SLUG  persons/SLUG#born  or  detentions?country=AZ&at=2018-07-18\n"
           "Exit status: 0 done, 1 the input has faults (all reported), 2 could not run.\n");
    return EXIT_DONE;
}
