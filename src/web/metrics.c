#include "web/metrics.h"

#include <inttypes.h>

#include "base/buf.h"

static const int statuses[METRICS_STATUSES] = {200, 303, 304, 400, 404, 414, 500, 503};
static const int64_t bounds_us[METRICS_BUCKETS] = {500, 1000, 3000, 10000, 30000, 100000, 300000, 1000000};

void metrics_answer(struct metrics *m, int status)
{
    for (size_t i = 0; i < METRICS_STATUSES; i++)
        if (statuses[i] == status) m->status[i]++;
}

void metrics_made(struct metrics *m, int64_t us)
{
    m->made++;
    m->made_us += (uint64_t)us;
    for (size_t i = 0; i < METRICS_BUCKETS; i++)
        if (us <= bounds_us[i]) {
            m->bucket[i]++;
            return;
        }
}

static void one(struct buf *b, const char *name, const char *kind, const char *help, uint64_t value)
{
    buf_addf(b, "# HELP habeas_%s %s\n# TYPE habeas_%s %s\nhabeas_%s %" PRIu64 "\n", name, help, name, kind, name, value);
}

void metrics_write(struct buf *b, struct metrics *m, const struct http_counts *http, const struct cache_counts *cache, int64_t tx)
{
    buf_add(b, S("# HELP habeas_answers_total Answers of the site, by status.\n# TYPE habeas_answers_total counter\n"));
    for (size_t i = 0; i < METRICS_STATUSES; i++) buf_addf(b, "habeas_answers_total{status=\"%d\"} %" PRIu64 "\n", statuses[i], (uint64_t)m->status[i]);
    buf_add(b, S("# HELP habeas_made_seconds Time to make an answer that was not kept.\n# TYPE habeas_made_seconds histogram\n"));
    uint64_t below = 0;
    for (size_t i = 0; i < METRICS_BUCKETS; i++) {
        below += m->bucket[i];
        buf_addf(b, "habeas_made_seconds_bucket{le=\"%g\"} %" PRIu64 "\n", (double)bounds_us[i] / 1e6, below);
    }
    buf_addf(b, "habeas_made_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\nhabeas_made_seconds_sum %g\nhabeas_made_seconds_count %" PRIu64 "\n",
             (uint64_t)m->made, (double)m->made_us / 1e6, (uint64_t)m->made);
    one(b, "failures_total", "counter", "Answers that could not be made.", m->failed);
    one(b, "register_reopened_total", "counter", "Times that a worker opened a register that was replaced.", m->reopened);
    one(b, "register_transaction", "gauge", "Last transaction of the register.", (uint64_t)tx);
    one(b, "connections", "gauge", "Connections that are open.", http->open);
    one(b, "connections_total", "counter", "Connections accepted.", http->accepted);
    one(b, "requests_total", "counter", "Requests whose head was in order.", http->handled);
    one(b, "refused_total", "counter", "Requests refused for their head.", http->refused);
    one(b, "late_total", "counter", "Connections cut at a deadline.", http->late);
    one(b, "evicted_total", "counter", "Connections that came when there were too many, so that an older one was cut.", http->cut);
    one(b, "over_address_total", "counter", "Connections refused because their address had too many.", http->over_address);
    one(b, "cache_hits_total", "counter", "Answers that were kept.", cache->hits);
    one(b, "cache_misses_total", "counter", "Answers that were not.", cache->misses);
    one(b, "cache_entries", "gauge", "Answers kept.", cache->entries);
    one(b, "cache_bytes", "gauge", "Their size.", cache->bytes);
}
