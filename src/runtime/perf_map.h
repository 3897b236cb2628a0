/* perf_map.h: what perf calls machine code that is in no file. */
#ifndef UPCALL_PERF_MAP_H
#define UPCALL_PERF_MAP_H

#include <stddef.h>

/* With UPCALL_DEBUG=perf: a line for that code in /tmp/perf-PID.map, where perf looks for names. Best effort: what can't be written is
 * left out. */
void perf_map_note(const void *code, size_t size, const char *name);

#endif
