/* builtins.c: the tables of builtins.def, number_functions.def and array_functions.def as one. */
#include "frozen/builtins.h"

#include <assert.h>
#include <string.h>

#include "base/table.h"

const BuiltinInfo builtins[BUILTIN_COUNT] = {
#define BUILTIN(id, path, rule, code, text) [BUILTIN_##id] = {path, CALL_##rule, code, text, 0, NULL},
#include "frozen/builtins.def"
#define NUMBER(id, path, rule, count, on_bool, on_int, on_word, on_float, on_complex, text)                            \
    [BUILTIN_##id] = {path,                                                                                            \
                      CALL_##rule,                                                                                     \
                      "",                                                                                              \
                      text,                                                                                            \
                      count,                                                                                           \
                      (const char *const[]){[ON_BOOL] = on_bool,                                                       \
                                            [ON_INT] = on_int,                                                         \
                                            [ON_WORD] = on_word,                                                       \
                                            [ON_FLOAT] = on_float,                                                     \
                                            [ON_COMPLEX] = on_complex}},
#include "frozen/number_functions.def"
#define ARRAY(id, path, rule, code, text) [BUILTIN_##id] = {path, CALL_##rule, code, text, 0, NULL},
#include "frozen/array_functions.def"
};

static_assert(2 * BUILTIN_COUNT <= BUILTIN_SLOT_COUNT, "a search is short, and ends at an empty slot");

/* The slot of that path, or the empty one where it belongs. */
static size_t slot_of(const BuiltinIndex *index, const char *path)
{
    size_t slot = hash_with_text(0, path) % BUILTIN_SLOT_COUNT;
    while (index->rows[slot] && strcmp(builtins[index->rows[slot] - 1].path, path))
        slot = (slot + 1) % BUILTIN_SLOT_COUNT;
    return slot;
}

void builtin_index_fill(BuiltinIndex *index)
{
    for (int row = 0; row < BUILTIN_COUNT; row++) {
        size_t slot = slot_of(index, builtins[row].path);
        if (!index->rows[slot])
            index->rows[slot] = (uint16_t)(row + 1);
    }
}

int builtin_find(const BuiltinIndex *index, const char *path)
{
    return index->rows[slot_of(index, path)] - 1;
}

bool builtin_is_min(int row)
{
    return row == BUILTIN_min || row == BUILTIN_min_2;
}

bool builtin_is_max(int row)
{
    return row == BUILTIN_max || row == BUILTIN_max_2;
}

int builtin_row(int row, size_t count, bool has_keywords)
{
    const char *path = builtins[row].path;
    while (builtins[row].count && (builtins[row].count != count || has_keywords)) {
        row++;
        if (row == BUILTIN_COUNT || strcmp(builtins[row].path, path))
            return -1;
    }
    return row;
}
