/* table.c: see table.h. Open addressing, at most half full. */
#include "base/table.h"

uint32_t table_find(const Table *table, uint32_t hash, bool (*same)(const void *wanted, uint32_t number),
                    const void *wanted)
{
    for (size_t at = hash; table->size; at++) {
        const TableSlot *slot = &table->slots[at & (table->size - 1)];
        if (!slot->number)
            return TABLE_NOTHING;
        if (slot->hash == hash && same(wanted, slot->number - 1))
            return slot->number - 1;
    }
    return TABLE_NOTHING;
}

static void put(Table *table, TableSlot slot)
{
    size_t at = slot.hash;
    while (table->slots[at & (table->size - 1)].number)
        at++;
    table->slots[at & (table->size - 1)] = slot;
}

static void grow(Arena *arena, Table *table)
{
    Table larger = {.size = table->size ? 2 * table->size : 16, .count = table->count};
    larger.slots = ARENA_ARRAY(arena, TableSlot, larger.size);
    for (size_t i = 0; i < table->size; i++)
        if (table->slots[i].number)
            put(&larger, table->slots[i]);
    *table = larger;
}

void table_add(Arena *arena, Table *table, uint32_t hash, uint32_t number)
{
    if (2 * (table->count + 1) > table->size)
        grow(arena, table);
    put(table, (TableSlot){hash, number + 1});
    table->count++;
}

uint32_t hash_with_text(uint32_t hash, const char *text)
{
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash_with(hash, text ? 1 : 0);
}
