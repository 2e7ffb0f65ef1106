#include "base/ical.h"

#include "base/arena.h"

void ical_line(struct buf *b, const char *name, struct str value)
{
    enum { WIDEST = 75 };
    struct str all = strf(b->arena, "%s:%.*s", name, STR(value));
    size_t width = 0;
    for (size_t i = 0; i < all.n;) {
        size_t at = i;
        utf8_next(all, &i);
        if (width + (i - at) > WIDEST) buf_add(b, S("\r\n ")), width = 1;
        buf_add(b, str_sub(all, at, i));
        width += i - at;
    }
    buf_add(b, S("\r\n"));
}

struct str ical_text(struct arena *a, struct str text)
{
    struct buf b = buf_in(a);
    text = str_visible(a, text);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\\' || c == ';' || c == ',') buf_addc(&b, '\\');
        if (c == '\n')
            buf_add(&b, S("\\n"));
        else if (c != '\r')
            buf_addc(&b, c);
    }
    return buf_str(&b);
}

struct str ical_day(struct arena *a, struct day d)
{
    struct ymd y = day_ymd(d);
    return strf(a, "%04d%02d%02d", (int)y.year, y.month, y.day);
}

struct str ical_time(struct arena *a, struct instant t)
{
    struct str s = instant_text(a, t);
    return strf(a, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", s.p, s.p + 5, s.p + 8, s.p + 11, s.p + 14, s.p + 17);
}

void ical_open(struct buf *b, struct str name)
{
    ical_line(b, "BEGIN", S("VCALENDAR"));
    ical_line(b, "VERSION", S("2.0"));
    ical_line(b, "PRODID", S("-//habeas//habeas " HABEAS_VERSION "//EN"));
    ical_line(b, "CALSCALE", S("GREGORIAN"));
    ical_line(b, "X-WR-CALNAME", ical_text(b->arena, name));
}

void ical_close(struct buf *b) { ical_line(b, "END", S("VCALENDAR")); }

void ical_event(struct buf *b, struct str uid, struct instant changed, size_t sequence, struct day first, struct day last, struct str summary)
{
    ical_line(b, "BEGIN", S("VEVENT"));
    ical_line(b, "UID", uid);
    ical_line(b, "DTSTAMP", ical_time(b->arena, changed));
    ical_line(b, "SEQUENCE", strf(b->arena, "%zu", sequence));
    ical_line(b, "DTSTART;VALUE=DATE", ical_day(b->arena, first));
    ical_line(b, "DTEND;VALUE=DATE", ical_day(b->arena, day_add_days(last, 1)));
    ical_line(b, "SUMMARY", ical_text(b->arena, summary));
}

void ical_event_end(struct buf *b)
{
    ical_line(b, "TRANSP", S("TRANSPARENT"));
    ical_line(b, "END", S("VEVENT"));
}

void ical_alarm(struct buf *b, int days, struct str text)
{
    ical_line(b, "BEGIN", S("VALARM"));
    ical_line(b, "ACTION", S("DISPLAY"));
    ical_line(b, "DESCRIPTION", ical_text(b->arena, text));
    ical_line(b, "TRIGGER", strf(b->arena, "-P%dDT15H", days - 1)); // from midnight of the day: nine o'clock, so many days before
    ical_line(b, "END", S("VALARM"));
}
