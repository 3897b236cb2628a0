/* table.h: numbers by hash, for lists whose elements are to be there once. What a number stands for the user of the table knows. */
#ifndef UPCALL_TABLE_H
#define UPCALL_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct TableSlot {
    uint32_t hash, number; /* number: of what stands there, and 1 more; 0: the slot is empty */
} TableSlot;

typedef struct Table {
    TableSlot *slots;
    size_t size, count; /* size: 0 or a power of two */
} Table;

enum { TABLE_NOTHING = UINT32_MAX };

/* The first number with that hash for which same(wanted, number) is true; TABLE_NOTHING: there is none. */
uint32_t table_find(const Table *table, uint32_t hash, bool (*same)(const void *wanted, uint32_t number),
                    const void *wanted);
void table_add(Arena *arena, Table *table, uint32_t hash, uint32_t number);

/* A hash that also depends on `part`; one begins with 0. */
static inline uint32_t hash_with(uint32_t hash, uint64_t part)
{
    uint64_t mixed = (hash + part + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 32) ^ (uint32_t)mixed;
}

uint32_t hash_with_text(uint32_t hash, const char *text); /* NULL: as nothing */

#endif
