#include "lang/ui.h"

#include "base/arena.h"
#include "base/buf.h"
#include "lang/write.h"

struct str ui_text(struct str lang, const char *msgid)
{
    (void)lang;
    return str_of(msgid);
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
    return put(a, ui_text(lang, n == 1 ? one : many), S("%d"), write_number(a, n, lang));
}

struct str ui_with(struct arena *a, struct str lang, const char *msgid, struct str first, struct str second)
{
    return put(a, put(a, ui_text(lang, msgid), S("{1}"), first), S("{2}"), second);
}
