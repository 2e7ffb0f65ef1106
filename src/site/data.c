// The whole public register to take away: /data lists the files; each is made when it is asked for.
#include "base/arena.h"
#include "intake/export.h"
#include "intake/export_exchange.h"
#include "site/page.h"
#include "store/portable.h"
#include "store/statement_json.h"

enum { LIVE_MAX = 20000 }; // entities: a larger register is taken from the static edition, where its files are made once

static bool everything(struct page *p, int64_t **entities, size_t *n, struct err *err)
{
    p->view.has_at = false;
    return export_all(&p->view, entities, n, err);
}

static bool too_large(struct page *p, size_t n) { return p->site->edition == EDITION_LIVE && n > LIVE_MAX; }

static bool finish(struct page *p, const char *type, const char *name)
{
    p->out->type = str_of(type);
    p->out->file = str_of(name);
    p->out->body = buf_str(&p->b);
    return true;
}

static bool lines(struct page *p, const int64_t *entities, size_t n, struct err *err)
{
    struct json j = json_in(p->arena);
    ARENA scratch = arena_new(); // of one entity
    struct view one = p->view;
    one.arena = scratch;
    for (size_t i = 0; i < n; i++) {
        struct statements all;
        arena_reset(scratch);
        if (!view_statements(&one, entities[i], &all, err)) return false;
        for (size_t k = 0; k < all.n; k++) {
            j.comma = false;
            if (!json_statement(&one, &all.v[k], &j, err)) return false;
            buf_addc(&j.out, '\n');
        }
    }
    p->b = j.out;
    return true;
}

static const struct file {
    const char *path, *format, *type, *name;
    bool (*write)(struct view *v, const int64_t *entities, size_t n, struct buf *out, struct err *err);
    const char *what;
} files[] = {
    {"data/register", "yaml", "application/yaml; charset=utf-8", "register.yaml", export_dossier, UI_MARK("The dossier: the register's own format, which can be loaded again")},
    {"data/register", "jsonl", "application/x-ndjson; charset=utf-8", "register.jsonl", NULL, UI_MARK("Statements, one a line, as JSON")},
    {"data/register", "csv", "text/csv; charset=utf-8; header=present", "register.csv", export_csv, UI_MARK("Statements as a table, CSV")},
    {"data/register", "sqlite", "application/vnd.sqlite3", "register.sqlite", portable_database, UI_MARK("A database for SQLite: entities and statements")},
    {"data/followthemoney", "jsonl", "application/x-ndjson; charset=utf-8", "followthemoney.jsonl", export_ftm, UI_MARK("FollowTheMoney: persons, organisations, positions, detentions, judgments")},
    {"data/popolo", "json", "application/json; charset=utf-8", "popolo.json", export_popolo, UI_MARK("Popolo: persons, organisations, posts, memberships")},
};

static bool write_file(struct page *p, struct err *err)
{
    int64_t *entities;
    size_t n;
    if (!everything(p, &entities, &n, err)) return false;
    if (too_large(p, n)) return page_wrong(p, 404, UI(p, "The register is too large to be given away at once."), UI(p, "Take it from the static edition."));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct file *f = &files[i];
        if (!str_eq(p->path, str_of(f->path)) || !str_eq(p->format, str_of(f->format))) continue;
        if (f->write ? !f->write(&p->view, entities, n, &p->b, err) : !lines(p, entities, n, err)) return false;
        return finish(p, f->type, f->name);
    }
    return page_wrong(p, 404, UI(p, "There is no such page."), S(""));
}

bool route_data_register(struct page *p, struct err *err) { return write_file(p, err); }
bool route_data_ftm(struct page *p, struct err *err) { return write_file(p, err); }
bool route_data_popolo(struct page *p, struct err *err) { return write_file(p, err); }

bool route_data(struct page *p, struct err *err)
{
    (void)err;
    p->title = UI(p, "The whole register to take away");
    page_open(p);
    html_lit(&p->b, "<h1>");
    html_text(&p->b, p->title);
    html_lit(&p->b, "</h1>\n<p>");
    html_text(&p->b, UI(p, "Everything that is public, in formats that others read. Each has every statement or says what it leaves out."));
    html_lit(&p->b, "</p>\n<ul class=\"list\">\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        html_lit(&p->b, "<li>");
        page_anchor(p, page_link_file(p, strf(p->arena, "%s.%s", files[i].path, files[i].format)), ui_text(p->lang, files[i].what));
        html_lit(&p->b, "\n<span class=\"brief\"><bdi>");
        html_text(&p->b, str_of(files[i].name));
        html_lit(&p->b, "</bdi></span></li>\n");
    }
    html_lit(&p->b, "</ul>\n");
    page_close(p);
    return true;
}
