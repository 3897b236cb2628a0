/* arena.h: memory of one compile. Everything a Unit makes lives in its arena and goes at once with it. */
#ifndef UPCALL_ARENA_H
#define UPCALL_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunks;
    char *next, *end;
    void (*out_of_memory)(void *context); /* does not return */
    void *context;
} Arena;

void arena_init(Arena *arena, void (*out_of_memory)(void *context), void *context);
void arena_free(Arena *arena);

/* Zeroed memory, aligned for any scalar; never NULL: without memory out_of_memory() is called. */
void *arena_alloc(Arena *arena, size_t size);
void *arena_copy(Arena *arena, const void *bytes, size_t size);

/* A growing array: `items` of `count` used elements moved to room for `*capacity` > count elements. */
void *arena_grow(Arena *arena, const void *items, size_t count, size_t *capacity, size_t element_size);

char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args);

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

/* Append one element to a vector kept as the three fields `items`, `count`, `capacity` of `*vector`. */
#define ARENA_PUSH(arena, vector, value)                                                                               \
    do {                                                                                                               \
        if ((vector)->count == (vector)->capacity)                                                                     \
            (vector)->items = arena_grow((arena), (vector)->items, (vector)->count, &(vector)->capacity,               \
                                         sizeof *(vector)->items);                                                     \
        (vector)->items[(vector)->count++] = (value);                                                                  \
    } while (0)

#endif
