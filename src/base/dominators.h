/* dominators.h: which node of a graph all ways to another one lead through. */
#ifndef UPCALL_DOMINATORS_H
#define UPCALL_DOMINATORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Nodes are numbered in reverse postorder, so 0 is where all ways begin. */
typedef struct Graph {
    uint32_t count;
    const uint32_t
        *first; /* by node, and one more: its predecessors are those from preds[first[n]] to preds[first[n + 1]] */
    const uint32_t *preds; /* in any order, and as often as one likes */
} Graph;

/* The nodes in another order, in which those that a node dominates follow it. */
typedef struct Dominators {
    const uint32_t *from, *past; /* by node: its number, and that of the first behind it that it doesn't dominate */
} Dominators;

/* Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm", 2001. Every node but 0 has a predecessor before it. */
Dominators dominators_find(Arena *arena, const Graph *graph);

static inline bool dominates(const Dominators *dominators, uint32_t above, uint32_t node)
{
    return dominators->from[above] <= dominators->from[node] && dominators->from[node] < dominators->past[above];
}

#endif
