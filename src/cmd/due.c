// What is due, and by when: the agenda of all cases, or of one.
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/ical.h"
#include "base/json.h"
#include "cmd/cmd.h"
#include "cmd/out.h"
#include "lang/write.h"
#include "rules/agenda.h"

struct told {
    struct view *v;
    struct agenda agenda;
    struct day at;
    int64_t tx; // the register's last: SEQUENCE grows with it
};

// ---- text

static struct str basis_of(struct arena *a, const struct agenda_entry *e)
{
    if (e->meeting) return strf(a, "confidence: %.*s%s%.*s", STR(e->meeting->confidence), e->meeting->note.n ? "; " : "", STR(e->meeting->note));
    const struct due *d = &e->due;
    if (!d->timer) return d->document.n ? d->document : d->ref;
    return strf(a, "%.*s; %.*s%s", STR(d->arithmetic), STR(d->timer->basis.text), d->timer->basis.source.n ? "" : " (not verified)");
}

static struct str kind_of(const struct agenda_entry *e)
{
    if (e->meeting) return S("meeting");
    if (!e->due.timer) return S("named");
    return e->due.timer->kind == TIMER_TARGET ? S("target") : e->due.timer->kind == TIMER_HAPPENS ? S("expected") : S("legal");
}

static struct str meeting_words(struct arena *a, const struct meeting *m)
{
    return strf(a, "meeting %.*s of the Ministers’ Deputies (human rights)", STR(m->number));
}

static struct str what_of(struct arena *a, const struct agenda_entry *e)
{
    if (e->meeting) return meeting_words(a, e->meeting);
    return strf(a, "%.*s: %.*s", STR(agenda_label(a, e, S("en"))), STR(e->title));
}

static void part(const struct told *t, const char *title, bool overdue)
{
    struct arena *a = t->v->arena;
    struct table rows = table_in(a, 3, 2);
    for (size_t i = 0; i < t->agenda.n; i++) {
        const struct agenda_entry *e = &t->agenda.v[i];
        if (agenda_overdue(e) != overdue) continue;
        struct str path = e->meeting ? S("data/meetings/cm-dh.csv") : e->path, label = agenda_label(a, e, S("en"));
        if (e->meeting) label = meeting_words(a, e->meeting);
        table_row(&rows, (struct str[]){write_day(a, e->date, S("en")), label, path});
        table_row(&rows, (struct str[]){S(""), basis_of(a, e), S("")});
    }
    if (rows.count) printf("%s\n", title);
    table_print(&rows);
    if (rows.count) putchar('\n');
}

static void text(const struct told *t)
{
    printf("What is due on %.*s\n\n", STR(write_day(t->v->arena, t->at, S("en"))));
    part(t, "overdue, or not recorded as done", true);
    part(t, "to come", false);
    if (!t->agenda.n) printf("Nothing is due.\n\n");
    if (t->agenda.no_meeting)
        printf("No meeting of the Ministers’ Deputies after this day is known; put the next ones into meetings/cm-dh.csv in the register’s folder.\n");
}

// ---- for programs

static void json(const struct told *t)
{
    for (size_t i = 0; i < t->agenda.n; i++) {
        const struct agenda_entry *e = &t->agenda.v[i];
        struct json j = json_in(t->v->arena);
        json_open(&j, '{');
        json_text(&j, "date", day_text(t->v->arena, e->date));
        if (e->procedure && e->due.latest.n != e->date.n) json_text(&j, "latest", day_text(t->v->arena, e->due.latest));
        json_text(&j, "label", agenda_label(t->v->arena, e, S("en")));
        json_text(&j, "kind", kind_of(e));
        json_bool(&j, "overdue", agenda_overdue(e));
        json_text_if(&j, "ref", e->path);
        if (e->procedure) {
            json_text(&j, "procedure", e->procedure->name);
            json_text(&j, "rule", e->due.timer ? e->due.timer->name : S("named"));
            json_text_if(&j, "arithmetic", e->due.arithmetic);
            json_text_if(&j, "document", e->due.document);
            json_text(&j, "basis", e->due.timer ? e->due.timer->basis.text : e->procedure->named_basis.text);
        } else {
            json_text(&j, "confidence", e->meeting->confidence);
        }
        json_text(&j, "id", e->id);
        json_close(&j, '}');
        json_print_line(&j, stdout);
    }
}

// A UUID of the register and the duty (RFC 4122, version 5's form over SHA-256): it stays when the date moves.
static bool uid(struct view *v, struct str id, struct str *out, struct err *err)
{
    struct instant first;
    struct str recorder, note;
    struct hasher h;
    if (!view_tx(v, 1, &first, &recorder, &note, err)) return false;
    hasher_init(&h);
    hasher_field(&h, instant_text(v->arena, first));
    hasher_field(&h, S("due"));
    hasher_field(&h, id);
    struct hash hash = hasher_end(&h);
    hash.b[6] = (unsigned char)((hash.b[6] & 0x0F) | 0x50);
    hash.b[8] = (unsigned char)((hash.b[8] & 0x3F) | 0x80);
    const char *x = hash_hex(v->arena, &hash).p;
    *out = strf(v->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", x, x + 8, x + 12, x + 16, x + 20);
    return true;
}

static bool ics(const struct told *t, struct instant now, struct err *err)
{
    struct arena *a = t->v->arena;
    struct buf b = buf_in(a);
    ical_open(&b, S("habeas: what is due"));
    for (size_t i = 0; i < t->agenda.n; i++) {
        const struct agenda_entry *e = &t->agenda.v[i];
        struct str id, label = what_of(a, e);
        if (!uid(t->v, e->id, &id, err)) return false;
        ical_event(&b, id, now, (size_t)t->tx, e->date, e->meeting ? e->meeting->until : e->date, label);
        ical_line(&b, "DESCRIPTION", ical_text(a, strf(a, "%.*s\n%.*s", STR(basis_of(a, e)), STR(e->path))));
        ical_line(&b, "CATEGORIES", kind_of(e));
        if (e->date.n >= t->at.n) {
            ical_alarm(&b, 14, label);
            ical_alarm(&b, 3, label);
        }
        ical_event_end(&b);
    }
    ical_close(&b);
    fwrite(b.p, 1, b.n, stdout);
    return true;
}

// ---- the command

static bool of_case(struct cmd *c, struct view *v, const struct procedure *all, int64_t *entity, struct err *err)
{
    struct ref r;
    *entity = 0;
    if (!c->arg_count) return true;
    if (!cmd_ref(c, v, c->args[0], &r, err)) return false;
    if (!r.slug.n || r.prop) return err_set(err, ERR_USAGE, "due is of one case, or of all: habeas due judgments/x, habeas due");
    if (!procedure_of(all, r.type)) return err_set(err, ERR_USAGE, "there is no procedure of %.*s", STR(r.type->path));
    return cmd_entity(v, &r, entity, err);
}

int cmd_due(struct cmd *c)
{
    struct err err = {0};
    struct view v;
    struct told t = {.v = &v};
    struct meetings meetings;
    const struct holidays *holidays;
    int64_t entity;
    bool changed;
    STORE s = NULL;
    struct diags ds = diags_in(c->arena);
    if (c->arg_count > 1) {
        fprintf(stderr, "habeas: habeas due [REF] [--within DAYS], for example: habeas due --at 2017-11-01 --within 60\n");
        return EXIT_FAILED;
    }
    if (!cmd_open(c, STORE_READ, c->as, &s, &v, &err)) return cmd_fail(&err);
    struct procedure *all = procedures_load(c->arena, store_vocab(s), c->dir, &ds);
    if (!all) (void)err_set(&err, ERR_INPUT, "a procedure of the register has faults; see above");
    bool good = all && meetings_read(c->arena, c->dir, &ds, &meetings, &err) && holidays_read(c->arena, c->dir, &ds, &holidays, &err);
    if (!good) {
        (void)cmd_diags(c, &ds);
        return cmd_fail(&err);
    }
    for (struct procedure *p = all; p; p = p->next) p->holidays = holidays;
    if (!store_state(s, &t.tx, &changed, &err) || !of_case(c, &v, all, &entity, &err)) return cmd_fail(&err);
    t.at = view_day(&v);
    struct day until = c->within < 0 ? DAY_LAST : day_add_days(t.at, c->within);
    v.has_at = false; // what was so on a day is for the engine to say
    if (!agenda_read(&v, all, &meetings, entity, t.at, until, &t.agenda, &err)) return cmd_fail(&err);
    if (c->format == FORMAT_JSON) json(&t);
    else if (c->format == FORMAT_ICS && !ics(&t, c->now, &err)) return cmd_fail(&err);
    else if (c->format == FORMAT_TEXT) text(&t);
    return EXIT_DONE;
}
