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

/* By node: its immediate dominator. 0 has itself. Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm", 2001. */
uint32_t *dominators_find(Arena *arena, const Graph *graph);

static inline bool dominates(const uint32_t *dominators, uint32_t above, uint32_t node)
{
    while (node > above)
        node = dominators[node];
    return node == above;
}

#endif
