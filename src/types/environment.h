/* environment.h: the values of a callback that are data, not code. */
#ifndef UPCALL_ENVIRONMENT_H
#define UPCALL_ENVIRONMENT_H

#include "frozen/frozen.h"
#include "types/types.h"

/* A value that is data, not code: it lies in the environment block at `offset`. It is known by where it was found, object->origin:
 * what it is makes no difference to the code. */
typedef struct EnvEntry {
    const Frozen *object;
    size_t part; /* 0: the number, or the array's address; 1 + n: its frozen_extent() n; of several C functions which */
    TypeId type;
    size_t offset; /* bytes; the block begins with the entry's address and the Callback record (slot.h) */
} EnvEntry;

typedef struct EnvironmentTable {
    EnvEntry *items;
    size_t count, capacity;
} EnvironmentTable;

/* The index in u->environment of a part of a captured object; one entry a part of what was found in one place. */
size_t environment_entry(Unit *u, const Frozen *object, size_t part, TypeId type);
size_t environment_size(const Unit *u); /* bytes of all values */

#endif
