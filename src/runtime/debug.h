/* debug.h: what UPCALL_DEBUG asks for: words in a list with commas, "perf" (perf_map.h), "gdb" (gdb.h, and line tables). Others are
 * ignored. It is read whenever code is made or loaded: a program may set it only around what it looks at. */
#ifndef UPCALL_DEBUG_H
#define UPCALL_DEBUG_H

#include <stdbool.h>

bool debug_asks(const char *word);

#endif
