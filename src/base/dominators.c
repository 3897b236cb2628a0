/* dominators.c: see dominators.h. */
#include "base/dominators.h"

enum { UNKNOWN = UINT32_MAX };

static uint32_t common(const uint32_t *dominators, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (a > b)
            a = dominators[a];
        while (b > a)
            b = dominators[b];
    }
    return a;
}

static uint32_t from_preds(const Graph *graph, const uint32_t *dominators, uint32_t node)
{
    uint32_t found = UNKNOWN;
    for (uint32_t i = graph->first[node]; i < graph->first[node + 1]; i++) {
        uint32_t pred = graph->preds[i];
        if (dominators[pred] != UNKNOWN)
            found = found == UNKNOWN ? pred : common(dominators, found, pred);
    }
    return found;
}

uint32_t *dominators_find(Arena *arena, const Graph *graph)
{
    uint32_t *dominators = ARENA_ARRAY(arena, uint32_t, graph->count);
    for (uint32_t node = 1; node < graph->count; node++)
        dominators[node] = UNKNOWN;
    for (bool changed = true; changed;) { /* twice, where loops have one entry */
        changed = false;
        for (uint32_t node = 1; node < graph->count; node++) {
            uint32_t found = from_preds(graph, dominators, node);
            changed |= dominators[node] != found;
            dominators[node] = found;
        }
    }
    return dominators;
}
