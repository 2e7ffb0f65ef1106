// Figures of the server in the text format of Prometheus (exposition format 0.0.4). Counters of what happened, never of who or what.
#pragma once
#include <stdatomic.h>
#include "web/cache.h"
#include "web/http.h"

struct buf;

enum { METRICS_BUCKETS = 8, METRICS_STATUSES = 8 };

struct metrics {
    _Atomic uint64_t status[METRICS_STATUSES];  // of answers, by metrics_status
    _Atomic uint64_t bucket[METRICS_BUCKETS];   // answers made, by time
    _Atomic uint64_t made, made_us, failed, reopened;
};

void metrics_answer(struct metrics *m, int status);
void metrics_made(struct metrics *m, int64_t us);
void metrics_write(struct buf *b, struct metrics *m, const struct http_counts *http, const struct cache_counts *cache, int64_t tx);
