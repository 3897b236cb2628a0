/* timing.c: laps of a clock between the passes of a compile, and the table of them. */
#include "base/timing.h"

#include <stdio.h>

static const struct {
    const char *name, *text;
} timed[TIMED_COUNT] = {
#define TIMED(name, text) {#name, text},
#include "base/timing.def"
};

void timing_start(Timing *t)
{
    *t = (Timing){.last = timing_clock()};
}

void timing_lap_at(Timing *t, Timed what, uint64_t clock)
{
    t->nanoseconds[what] += clock - t->last;
    t->last = clock;
}

void timing_lap(Timing *t, Timed what)
{
    timing_lap_at(t, what, timing_clock());
}

void timing_print(const Timing *t, const char *name)
{
    double total = 0;
    for (int i = 0; i < TIMED_COUNT; i++)
        total += (double)t->nanoseconds[i] / 1e6;
    fprintf(stderr, "--- time of %s\n", name);
    for (int i = 0; i < TIMED_COUNT; i++) {
        double part = (double)t->nanoseconds[i] / 1e6;
        fprintf(stderr, "%-9s %8.3f ms %3.0f %%  %s\n", timed[i].name, part, total > 0 ? 100 * part / total : 0,
                timed[i].text);
    }
    fprintf(stderr, "%-9s %8.3f ms\n", "all", total);
}
