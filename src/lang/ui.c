#include "lang/ui.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lang/catalogue.h"
#include "lang/write.h"

static int compare(const void *key, const void *message) { return strcmp(key, ((const struct ui_message *)message)->id); }

// NULL where the language has no catalogue, or that none of this text.
static const struct ui_message *message(struct str lang, const char *msgid, const struct ui_catalogue **in)
{
    struct str main = str_sub(lang, 0, str_chr(lang, '-', 0));
    for (const struct ui_catalogue *c = ui_catalogues; c->lang; c++) {
        if (!str_eq(main, str_of(c->lang))) continue;
        *in = c;
        return bsearch(msgid, c->messages, c->count, sizeof *c->messages, compare);
    }
    return NULL;
}

struct str ui_text(struct str lang, const char *msgid)
{
    const struct ui_catalogue *in;
    const struct ui_message *m = message(lang, msgid, &in);
    return str_of(m ? m->forms[0] : msgid);
}

static struct str put(struct arena *a, struct str text, struct str mark, struct str with)
{
    size_t at = str_find(text, mark, 0);
    if (at == text.n) return text;
    struct buf b = buf_in(a);
    buf_add(&b, str_sub(text, 0, at));
    buf_add(&b, with);
    buf_add(&b, str_sub(text, at + mark.n, text.n));
    return buf_str(&b);
}

struct str ui_count(struct arena *a, struct str lang, const char *one, const char *many, int64_t n)
{
    const struct ui_catalogue *in;
    const struct ui_message *m = message(lang, one, &in);
    const char *form = n == 1 ? one : many;
    if (m) {
        unsigned i = in->plural(n < 0 ? (unsigned long)-n : (unsigned long)n);
        form = m->forms[i < m->count ? i : m->count - 1];
    }
    return put(a, str_of(form), S("%d"), write_number(a, n, lang));
}

struct str ui_with(struct arena *a, struct str lang, const char *msgid, struct str first, struct str second)
{
    struct str text = ui_text(lang, msgid); // what is put into it is not looked through for marks
    size_t one = str_find(text, S("{1}"), 0), two = str_find(text, S("{2}"), 0);
    if (one == text.n || two == text.n) return put(a, put(a, text, S("{1}"), first), S("{2}"), second);
    struct buf b = buf_in(a);
    buf_add(&b, str_sub(text, 0, one < two ? one : two));
    buf_add(&b, one < two ? first : second);
    buf_add(&b, str_sub(text, (one < two ? one : two) + 3, one < two ? two : one));
    buf_add(&b, one < two ? second : first);
    buf_add(&b, str_sub(text, (one < two ? two : one) + 3, text.n));
    return buf_str(&b);
}
