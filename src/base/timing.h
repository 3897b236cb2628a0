/* timing.h: where a compile's time goes. UPCALL_DUMP=time prints it. */
#ifndef UPCALL_TIMING_H
#define UPCALL_TIMING_H

#include <stdint.h>
#include <time.h>

typedef enum {
#define TIMED(name, text) TIMED_##name,
#include "base/timing.def"
    TIMED_COUNT
} Timed;

typedef struct Timing {
    uint64_t nanoseconds[TIMED_COUNT];
    uint64_t last; /* the clock at the last lap */
} Timing;

/* Nanoseconds of a clock that only goes forward; here because both libraries read it. */
static inline uint64_t timing_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void timing_start(Timing *t);
void timing_lap(Timing *t, Timed what);                    /* the time since the last lap, or the start, went there */
void timing_lap_at(Timing *t, Timed what, uint64_t clock); /* likewise, up to a clock that was read earlier */
void timing_print(const Timing *t, const char *name);

#endif
