// Any bytes as a duration: what parses is written in one way, which reads back as the same.
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/dur.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA a = arena_new();
    struct dur d, again;
    const char *why = NULL;
    if (!dur_parse((struct str){(const char *)data, size}, &d, &why)) {
        must(why && *why);
        return 0;
    }
    struct str text = dur_text(a, d);
    must(dur_parse(text, &again, &why));
    must(again.months == d.months && again.days == d.days && again.life == d.life);
    must(dur_eq(d, again) && str_eq(dur_text(a, again), text));
    must(dur_key(d) >= 0 && (d.life || dur_key(d) < dur_key((struct dur){.life = true})));
    if (!d.life && d.days < DUR_DAYS_MAX)
        must(dur_key(d) < dur_key((struct dur){.months = d.months, .days = d.days + 1}));
    return 0;
}
