/* arena.c: bump allocation in chunks, see arena.h. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 1 << 15, ALIGNMENT = 16 };

struct ArenaChunk {
    ArenaChunk *previous;
    max_align_t bytes[];
};

void arena_init(Arena *arena, void (*out_of_memory)(void *context), void *context)
{
    *arena = (Arena){.out_of_memory = out_of_memory, .context = context};
}

void arena_free(Arena *arena)
{
    for (ArenaChunk *chunk = arena->chunks; chunk;) {
        ArenaChunk *previous = chunk->previous;
        free(chunk);
        chunk = previous;
    }
    arena->chunks = NULL;
    arena->next = arena->end = NULL;
}

static void add_chunk(Arena *arena, size_t size)
{
    size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    ArenaChunk *chunk = calloc(1, sizeof *chunk + room);
    if (!chunk)
        arena->out_of_memory(arena->context);
    chunk->previous = arena->chunks;
    arena->chunks = chunk;
    arena->next = (char *)chunk->bytes;
    arena->end = arena->next + room;
}

void *arena_alloc(Arena *arena, size_t size)
{
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!arena->next || (size_t)(arena->end - arena->next) < size)
        add_chunk(arena, size);
    void *block = arena->next;
    arena->next += size;
    return block;
}

void *arena_copy(Arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

void *arena_grow(Arena *arena, const void *items, size_t count, size_t *capacity, size_t element_size)
{
    *capacity = count < 4 ? 8 : 2 * count;
    void *room = arena_alloc(arena, *capacity * element_size);
    if (count)
        memcpy(room, items, count * element_size);
    return room;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
