/* text.c: see text.h. */
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void reserve(Text *text, size_t more)
{
    if (text->count + more < text->capacity)
        return;
    size_t capacity = 2 * (text->count + more) + 64;
    char *room = arena_alloc(text->arena, capacity);
    if (text->count)
        memcpy(room, text->items, text->count);
    text->items = room;
    text->capacity = capacity;
}

void text_add(Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    reserve(text, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text->items + text->count, (size_t)length + 1, format, args);
    va_end(args);
    text->count += (size_t)length;
}

bool text_is_in_list(const char *names, const char *name)
{
    for (size_t length; names && *names; names += length + (names[length] == ',')) {
        length = strcspn(names, ",");
        if (strlen(name) == length && !strncmp(name, names, length))
            return true;
    }
    return false;
}

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

static size_t edit_distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b), row[LONGEST + 1];
    if (rows > LONGEST || columns > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= columns; j++)
        row[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[columns];
}

static size_t common_part(const char *a, const char *b)
{
    size_t longest = 0, lengths[LONGEST + 2] = {0};
    for (; *a; a++)
        for (size_t j = strlen(b); j-- > 0;) {
            lengths[j + 1] = *a == b[j] ? lengths[j] + 1 : 0;
            longest = lengths[j + 1] > longest ? lengths[j + 1] : longest;
        }
    return longest;
}

Nearest nearest_to(const char *name)
{
    size_t length = strlen(name);
    return (Nearest){.name = name, .distance = length < 3 ? 1 : length < 5 ? 2 : 3};
}

static size_t common_start(const char *a, const char *b)
{
    size_t count = 0;
    while (a[count] && a[count] == b[count])
        count++;
    return count;
}

static void offer_alike(Nearest *nearest, const char *candidate, size_t distance)
{
    ptrdiff_t likeness = 2 * (ptrdiff_t)common_part(nearest->name, candidate) - (ptrdiff_t)distance;
    size_t place = nearest->count;
    for (size_t i = 0; i < nearest->count; i++)
        if (!strcmp(nearest->alike[i], candidate))
            return;
    while (place && nearest->likeness[place - 1] < likeness)
        place--;
    if (place == MOST_ALIKE)
        return;
    nearest->count += nearest->count < MOST_ALIKE;
    for (size_t i = nearest->count - 1; i > place; i--) {
        nearest->alike[i] = nearest->alike[i - 1];
        nearest->likeness[i] = nearest->likeness[i - 1];
    }
    nearest->alike[place] = candidate;
    nearest->likeness[place] = likeness;
}

void nearest_offer(Nearest *nearest, const char *candidate)
{
    size_t distance = edit_distance(nearest->name, candidate);
    if (!distance || distance == SIZE_MAX)
        return;
    if (*candidate != '_' || *nearest->name == '_')
        offer_alike(nearest, candidate, distance);
    bool ties = nearest->found && distance == nearest->distance &&
                common_start(nearest->name, candidate) > common_start(nearest->name, nearest->found);
    if ((distance >= nearest->distance && !ties) || distance >= strlen(candidate))
        return;
    nearest->distance = distance;
    nearest->found = candidate;
}
