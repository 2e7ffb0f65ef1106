// habeas: one binary, one sub-command a run. Options are the same everywhere; commands.def is the contract.
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "cmd/cmd.h"
#include "store/db.h"

static const struct {
    const char *name;
    bool needs;
    int (*run)(struct cmd *);
} commands[] = {
#define COMMAND(name, needs, args, text) {#name, needs, cmd_##name},
#include "cmd/commands.def"
#undef COMMAND
};

bool cmd_is(const char *typed, const char *name)
{
    while (*typed && *name && (*typed == *name || (*typed == '-' && *name == '_'))) typed++, name++;
    return !*typed && !*name;
}

int cmd_fail(const struct err *err)
{
    fprintf(stderr, "habeas: %s\n", err->text);
    return err_exit(err);
}

int cmd_diags(const struct cmd *c, struct diags *ds)
{
    diags_sort(ds);
    if (c->format == FORMAT_JSON)
        diags_print_json(ds, stdout);
    else
        diags_print(ds, stderr, c->colour);
    return ds->errors ? EXIT_FAULTS : EXIT_DONE;
}

bool cmd_open(struct cmd *c, enum store_mode mode, enum visibility level, struct store **s, struct view *v,
              struct err *err)
{
    struct diags ds = diags_in(c->arena);
    *s = store_open(c->dir, mode, level, &ds, err);
    if (ds.count) diags_print(&ds, stderr, c->colour);
    if (*s && mode == STORE_READ) db_hold(store_db(*s)); // a command reads one state; the store's end ends it
    if (!*s || !view_init(v, *s, c->arena, c->has_known ? &c->known : NULL, err)) return false;
    v->today = instant_day(c->now);
    v->has_at = c->has_at;
    v->at = c->at.hi;
    return true;
}

// What was typed, as it may be shown: no control characters, no more than a line.
static struct str shown(struct cmd *c, struct str s)
{
    enum { LONGEST = 200 };
    struct buf b = buf_in(c->arena);
    size_t i = 0;
    for (size_t n = 0; i < s.n && n < LONGEST; n++) {
        size_t at = i;
        uint32_t cp = utf8_next(s, &i);
        bool odd = cp < 32 || cp == 127 || (cp >= 0x80 && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) || cp == 0xFFFD;
        buf_add(&b, odd ? S("?") : str_sub(s, at, i));
    }
    if (i < s.n) buf_add(&b, S("…"));
    return buf_str(&b);
}

static void show_ref_fault(struct cmd *c, const char *text, const struct ref_fault *f)
{
    struct str s = shown(c, str_of(text));
    struct buf under = buf_in(c->arena);
    fprintf(stderr, "habeas: %.*s\n", STR(shown(c, f->message)));
    if (s.n == strlen(text)) {
        buf_pad(&under, ' ', utf8_width(str_sub(s, 0, f->at)));
        buf_pad(&under, '^', utf8_width(str_sub(s, f->at, f->at + f->n)));
        fprintf(stderr, "  %.*s\n  %.*s\n", STR(s), STR(buf_str(&under)));
    }
    if (f->allowed.n) fprintf(stderr, "  = %.*s\n", STR(f->allowed));
}

// Does --at select, as at= would: in a list of a type with a period that has no at= of its own?
static bool at_selects(const struct cmd *c, const struct ref *r)
{
    bool has = !c->has_at || r->slug.n || !r->type->since;
    for (size_t i = 0; i < r->filter_count; i++) has |= r->filters[i].is_at && !r->filters[i].prefix.n;
    return !has;
}

bool cmd_ref(struct cmd *c, struct view *v, const char *text, struct ref *out, struct err *err)
{
    struct ref_fault fault;
    if (!ref_parse(c->arena, store_vocab(v->store), str_of(text), out, &fault)) {
        show_ref_fault(c, text, &fault);
        return err_set(err, ERR_USAGE, "this is not a reference; see habeas-references(7)");
    }
    if (at_selects(c, out)) {
        struct str with_at = strf(c->arena, "%s%cat=%.*s", text, strchr(text, '?') ? '&' : '?', STR(c->at.text));
        if (!ref_parse(c->arena, store_vocab(v->store), with_at, out, &fault))
            return err_set(err, ERR_USAGE, "--at %.*s does not go with %s", STR(c->at.text), text);
    }
    if (out->has_known) {
        struct view again;
        if (!view_init(&again, v->store, v->arena, &out->known, err)) return false;
        v->known = again.known;
    }
    if (out->has_at) v->has_at = true, v->at = out->at.hi;
    return true;
}

bool cmd_entity(struct view *v, const struct ref *r, int64_t *out, struct err *err)
{
    if (!view_find(v, r->type, r->slug, out, err)) return false;
    if (*out) return true;
    struct str near;
    if (!view_nearest(v, r->type, r->slug, &near, err)) return false;
    return err_set(err, ERR_NOT_FOUND, "%.*s/%.*s: there is none%s%.*s%s", STR(r->type->path), STR(r->slug),
                   near.n ? "; did you mean " : "", STR(near), near.n ? "?" : "");
}

// ---- arguments

static bool usage(const char *what, const char *arg)
{
    fprintf(stderr, "habeas: %s%s%s; see habeas help\n", what, arg ? " " : "", arg ? arg : "");
    return false;
}

static bool option_format(struct cmd *c, const char *s)
{
    static const char *const names[] = {"text", "json", "csv", "dossier", "ftm", "popolo", "ics"};
    c->format_given = true;
    for (int i = 0; i < 7; i++)
        if (strcmp(s, names[i]) == 0) return c->format = (enum format)i, true;
    return usage("--format is text, json, csv, dossier, ftm, popolo or ics, not", s);
}

static bool option_at(struct cmd *c, const char *s)
{
    const char *why;
    c->has_at = edtf_parse(str_of(s), &c->at, &why);
    if (!c->has_at) fprintf(stderr, "habeas: --at %s: %s\n", s, why);
    return c->has_at;
}

static bool option_known(struct cmd *c, const char *s)
{
    c->has_known = instant_parse(str_of(s), &c->known);
    return c->has_known || usage("--known is a time, 2018-07-18 or 2018-07-18T12:00:00Z, not", s);
}

static bool option_as(struct cmd *c, const char *s)
{
    c->as_given = true;
    return visibility_parse(str_of(s), &c->as) ||
           usage("--as is public, partner, internal or sealed, not", s);
}

static bool option_sandbox(struct cmd *c, const char *s)
{
    c->sandbox = s;
    return !strcmp(s, "require") || !strcmp(s, "off") || usage("--sandbox is require or off, not", s);
}

static bool option_password_fd(struct cmd *c, const char *s)
{
    int64_t n;
    if (!str_int(str_of(s), &n) || n < 0 || n > 1023) return usage("--password-fd is the number of an open file, not", s);
    c->password_fd = (int)n;
    return true;
}

static bool option_within(struct cmd *c, const char *s)
{
    int64_t n;
    if (!str_int(str_of(s), &n) || n < 0 || n > 100000) return usage("--within is a number of days, not", s);
    c->within = (int32_t)n;
    return true;
}

static bool option_map(struct cmd *c, const char *s) { return (c->map = s) != NULL; }
static bool option_key(struct cmd *c, const char *s) { return (c->key = s) != NULL; }
static bool option_state(struct cmd *c, const char *s) { return (c->state = s) != NULL; }
static bool option_listen(struct cmd *c, const char *s) { return (c->listen = s) != NULL; }
static bool option_metrics(struct cmd *c, const char *s) { return (c->metrics = s) != NULL; }

// One option with or without a value; *used counts the arguments it took.
static bool option(struct cmd *c, char **argv, int left, int *used)
{
    const char *name = argv[0], *value = left > 1 ? argv[1] : NULL;
    *used = 1;
    if (!strcmp(name, "--demo")) return c->demo = true;
    if (!strcmp(name, "--count")) return c->count = true;
    if (!strcmp(name, "--apply")) return c->apply = true;
    if (!strcmp(name, "--ics")) return option_format(c, "ics");
    static const struct {
        const char *name;
        bool (*set)(struct cmd *, const char *);
    } with_value[] = {{"--format", option_format}, {"--at", option_at}, {"--known", option_known}, {"--as", option_as},
                      {"--listen", option_listen}, {"--metrics", option_metrics}, {"--sandbox", option_sandbox},
                      {"--key", option_key}, {"--map", option_map}, {"--state", option_state}, {"--password-fd", option_password_fd}, {"--within", option_within}};
    size_t i = 0, n = sizeof with_value / sizeof *with_value;
    bool file = !strcmp(name, "-r") || !strcmp(name, "-o");
    while (i < n && strcmp(name, with_value[i].name) != 0) i++;
    if (i == n && !file) return usage("there is no option", name);
    if (!value) return usage("a value is missing behind", name);
    *used = 2;
    if (i < n) return with_value[i].set(c, value);
    *(name[1] == 'r' ? &c->dir : &c->output) = value;
    return true;
}

static bool parse(struct cmd *c, int argc, char **argv)
{
    bool plain = false;
    c->args = arena_array(c->arena, (size_t)argc + 1, sizeof *c->args);
    for (int i = 1, used; i < argc; i += used) {
        used = 1;
        bool is_option = !plain && argv[i][0] == '-' && argv[i][1];
        if (is_option && !strcmp(argv[i], "--"))
            plain = true;
        else if (is_option && (!strcmp(argv[i], "--help") || !strcmp(argv[i], "--version")))
            c->name = argv[i] + 2;
        else if (is_option && !option(c, argv + i, argc - i, &used))
            return false;
        else if (!is_option && !c->name)
            c->name = argv[i];
        else if (!is_option)
            c->args[c->arg_count++] = argv[i];
    }
    return true;
}

static bool environment(struct cmd *c)
{
    const char *now = getenv("HABEAS_NOW"), *recorder = getenv("HABEAS_RECORDER");
    c->dir = getenv("HABEAS_REGISTER");
    c->now = instant_now();
    c->recorder = recorder && *recorder ? str_of(recorder) : S("desk");
    c->as = VIS_SEALED;
    c->colour = isatty(2) && !getenv("NO_COLOR");
    return !now || instant_parse(str_of(now), &c->now) || usage("HABEAS_NOW is no time:", now);
}

static int run(struct cmd *c)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!cmd_is(c->name, commands[i].name)) continue;
        if (commands[i].needs && !c->dir) {
            fprintf(stderr, "habeas: say which register: -r DIR, or HABEAS_REGISTER in the environment\n");
            return EXIT_FAILED;
        }
        return commands[i].run(c);
    }
    size_t best = 4;
    const char *near = NULL;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t d = str_distance(str_of(c->name), str_of(commands[i].name), 3);
        if (d < best) best = d, near = commands[i].name;
    }
    fprintf(stderr, "habeas: there is no command %s%s%s%s\n", c->name, near ? "; did you mean " : "; see habeas help",
            near ? near : "", near ? "?" : "");
    return EXIT_FAILED;
}

int main(int argc, char **argv)
{
    ARENA arena = arena_new();
    struct cmd c = {.arena = arena, .password_fd = -1, .within = -1};
    const struct rlimit no_core = {0, 0}; // a core file would hold the register's names
    setrlimit(RLIMIT_CORE, &no_core);
    if (!environment(&c) || !parse(&c, argc, argv)) return EXIT_FAILED;
    if (!c.name) c.name = "help";
    if (!strcmp(c.name, "version")) return printf("habeas %s\n", HABEAS_VERSION) < 0;
    int status = run(&c);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "habeas: standard output could not be written\n");
        return EXIT_FAILED;
    }
    return status;
}
