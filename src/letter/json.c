// A letter as JSON: one object on one line (habeas-json(5)).
#include "base/json.h"

#include "base/arena.h"
#include "letter/letter.h"
#include "letter/picture.h"

static void fields(struct json *j, const char *key, const struct field *f, size_t n)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++) json_item_text(j, f[i].text);
    json_close(j, ']');
}

// References and, of whoever the letter has itself, the postal lines as one text.
static void recipients(struct json *j, const struct head *h)
{
    json_key(j, "to");
    json_open(j, '[');
    for (size_t i = 0; i < h->to_count; i++) json_item_text(j, h->to[i].lines.n ? h->to[i].lines : h->to[i].ref.text);
    json_close(j, ']');
}

static void fields_if(struct json *j, const char *key, const struct field *f, size_t n)
{
    if (n) fields(j, key, f, n);
}

static void picture(struct json *j, const struct letter *l)
{
    const struct picture *p = l->picture;
    uint32_t width, height;
    if (!p) return;
    picture_shown(p, &width, &height);
    json_key(j, "picture");
    json_open(j, '{');
    json_text(j, "file", l->head.picture.text);
    json_text(j, "type", p->kind == PICTURE_PNG ? S("image/png") : S("image/jpeg"));
    json_int(j, "width", width);
    json_int(j, "height", height);
    json_text(j, "alt", l->head.picture_alt);
    json_text(j, "credit", l->head.picture_credit);
    json_close(j, '}');
}

static void asks(struct json *j, const struct head *h)
{
    json_key(j, "asks");
    json_open(j, '[');
    for (size_t i = 0; i < h->ask_count; i++) {
        json_open(j, '{');
        json_text(j, "text", h->asks[i].text);
        json_key(j, "about");
        json_open(j, '[');
        for (size_t k = 0; k < h->asks[i].about_count; k++) json_item_text(j, h->asks[i].about[k].text);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void paragraphs(struct json *j, struct letter *l)
{
    json_key(j, "paragraphs");
    json_open(j, '[');
    cmark_iter *it = cmark_iter_new(l->body);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(n);
        if (e == CMARK_EVENT_ENTER && (t == CMARK_NODE_PARAGRAPH || t == CMARK_NODE_HEADING))
            json_item_text(j, node_plain(l->arena, n));
    }
    cmark_iter_free(it);
    json_close(j, ']');
}

static bool claims(struct json *j, struct letter *l, struct view *v, struct err *err)
{
    json_key(j, "claims");
    json_open(j, '[');
    for (size_t i = 0; i < l->claim_count; i++) {
        const struct claim *c = &l->claims[i];
        json_open(j, '{');
        json_int(j, "fact", (int64_t)c->number);
        json_text(j, "text", node_plain(l->arena, c->link));
        json_text(j, "ref", c->ref_text);
        json_text_if(j, "title", c->title);
        json_text_if(j, "register", c->finding);
        json_key(j, "sources");
        json_open(j, '[');
        for (size_t k = 0; k < c->rests_on.n; k++) {
            struct citation cite;
            if (!letter_citation(v, &c->rests_on.v[k], &cite, err)) return false;
            json_open(j, '{');
            json_text(j, "statement", strf(l->arena, "%016llx", (unsigned long long)c->rests_on.v[k].mark));
            json_text_if(j, "title", cite.title);
            json_text_if(j, "publisher", cite.publisher);
            json_text_if(j, "date", cite.date);
            json_text_if(j, "url", cite.url);
            json_text_if(j, "locator", cite.locator);
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    return true;
}

bool letter_json(struct letter *l, struct view *v, struct buf *out, struct err *err)
{
    struct addressee *to;
    struct signatory *signers;
    size_t to_count, signer_count;
    struct head *h = &l->head;
    struct json j = {.out = *out};
    if (!letter_addressees(l, v, &to, &to_count, err) || !letter_signatories(l, v, &signers, &signer_count, err))
        return false;
    json_open(&j, '{');
    json_text_if(&j, "label", h->label);
    json_text(&j, "title", h->title);
    json_text(&j, "language", h->lang);
    json_text(&j, "date", day_text(l->arena, h->date.lo));
    fields(&j, "places", h->places, h->place_count);
    recipients(&j, h);
    json_text_if(&j, "subject", h->subject);
    json_text_if(&j, "salutation", h->salutation);
    json_text_if(&j, "letter", h->record.text);
    json_text_if(&j, "occasion", h->occasion.text);
    json_text_if(&j, "previous", h->previous.text);
    picture(&j, l);
    asks(&j, h);
    paragraphs(&j, l);
    if (!claims(&j, l, v, err)) return false;
    json_key(&j, "signatories");
    json_open(&j, '[');
    for (size_t i = 0; i < signer_count; i++) {
        json_open(&j, '{');
        json_text_if(&j, "name", signers[i].name);
        json_text_if(&j, "role", signers[i].role);
        json_text_if(&j, "organisation", signers[i].organisation);
        json_text_if(&j, "country", signers[i].country);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    fields_if(&j, "notes", h->notes, h->note_count);
    fields_if(&j, "copies", h->copies, h->copy_count);
    json_text_if(&j, "online", h->online);
    json_text_if(&j, "url", h->online_url);
    json_close(&j, '}');
    *out = j.out;
    buf_addc(out, '\n');
    return true;
}
