/* environment.h: the values of a callback that are data, not code. */
#ifndef UPCALL_ENVIRONMENT_H
#define UPCALL_ENVIRONMENT_H

#include "frozen/frozen.h"
#include "types/types.h"

/* A value that is data, not code: it lies in the environment block at `offset`. */
typedef struct EnvEntry {
    const Frozen *object;
    TypeId type;
    size_t offset; /* bytes; the block begins with the entry's address and the Callback record (slot.h) */
} EnvEntry;

typedef struct EnvironmentTable {
    EnvEntry *items;
    size_t count, capacity;
} EnvironmentTable;

/* The index in u->environment of a captured object; one entry an object. */
size_t environment_entry(Unit *u, const Frozen *object, TypeId type);

#endif
