/* dominators.c: see dominators.h. */
#include <assert.h>

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

static uint32_t *immediate(Arena *arena, const Graph *graph)
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

/* A node comes behind its dominator: so sizes of subtrees add up from the last node, and numbers are given from the first. */
Dominators dominators_find(Arena *arena, const Graph *graph)
{
    const uint32_t *dominators = immediate(arena, graph);
    uint32_t *size = ARENA_ARRAY(arena, uint32_t, graph->count), *next = ARENA_ARRAY(arena, uint32_t, graph->count);
    uint32_t *from = ARENA_ARRAY(arena, uint32_t, graph->count), *past = ARENA_ARRAY(arena, uint32_t, graph->count);
    for (uint32_t node = graph->count; node-- > 0;) {
        size[node]++;
        assert(node == 0 || dominators[node] < node);
        if (node)
            size[dominators[node]] += size[node];
    }
    for (uint32_t node = 0; node < graph->count; node++) {
        from[node] = node ? next[dominators[node]] : 0;
        past[node] = from[node] + size[node];
        next[node] = from[node] + 1;
        if (node)
            next[dominators[node]] = past[node];
    }
    return (Dominators){from, past};
}
