/* hir.c: appending to HIR and its table of operations. hir_print.c prints it, verify_hir.c checks it. */
#include "hir/hir.h"

#include <assert.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/exception_classes.h"
#include "frozen/frozen.h"

#define PURE HIR_FLAG_PURE
#define EFFECT 0
#define ENDS HIR_FLAG_ENDS
#define BINARY HIR_FLAG_BINARY
#define WEAK HIR_FLAG_WEAK
#define ZERO RAISES_ZeroDivisionError
#define VALUE RAISES_ValueError
#define INDEX RAISES_IndexError
#define MEMORY RAISES_MemoryError
#define ARRAY RAISES_ON_ARRAYS
#define UNBOUND RAISES_UnboundLocalError | RAISES_NameError
#define CALLED RAISES_CALLED
#define OBJECT HIR_USES_OBJECT
#define INTEGER HIR_USES_INTEGER
#define SIZE HIR_USES_SIZE
#define TEXT HIR_USES_TEXT
#define REST HIR_USES_REST
#define KEYWORDS HIR_USES_KEYWORDS
#define SPREAD HIR_USES_SPREAD
#define OWNER HIR_USES_OWNER
#define IN_PLACE HIR_USES_IN_PLACE
#define CALLEE HIR_USES_CALLEE
#define TARGET HIR_USES_TARGET
#define FACTS HIR_USES_FACTS
#define ATTRIBUTE HIR_USES_ATTRIBUTE

const HirOpInfo hir_ops[HIR_OP_COUNT] = {
#define HIR(name, rule, flags, raises, result, a, b, c, uses, text)                                                    \
    [HIR_##name] = {#name, RULE_##rule, flags, raises, HIR_KIND_##result, {HIR_KIND_##a, HIR_KIND_##b, HIR_KIND_##c},  \
                    uses,  text},
#include "hir/hir_ops.def"
};

BlockId hir_block_new(Unit *u, Hir *hir)
{
    ARENA_PUSH(&u->arena, &hir->blocks, ((HirBlock){.successors = {HIR_NOTHING, HIR_NOTHING}}));
    return (BlockId)(hir->blocks.count - 1);
}

ValueId hir_value_new(Unit *u, Hir *hir, BlockId block, HirOp op, Loc loc, const ValueId *args, size_t count)
{
    HirValue value = {
        .op = (uint8_t)op, .block = block, .type = TYPE_UNKNOWN, .count = count, .loc = loc, .builtin = -1};
    value.args = arena_copy(&u->arena, args, count * sizeof *args);
    ARENA_PUSH(&u->arena, &hir->values, value);
    return (ValueId)(hir->values.count - 1);
}

ValueId hir_append(Unit *u, Hir *hir, BlockId block, HirOp op, Loc loc, const ValueId *args, size_t count)
{
    ValueId v = hir_value_new(u, hir, block, op, loc, args, count);
    ARENA_PUSH(&u->arena, &hir->blocks.items[block].values, v);
    return v;
}

Dominators hir_dominators(Unit *u, const Hir *hir)
{
    size_t blocks = hir->blocks.count, edges = 0;
    for (BlockId b = 0; b < blocks; b++)
        edges += hir->blocks.items[b].preds.count;
    uint32_t *first = ARENA_ARRAY(&u->arena, uint32_t, blocks + 1), *preds = ARENA_ARRAY(&u->arena, uint32_t, edges);
    for (BlockId b = 0; b < blocks; b++) {
        const HirBlock *block = &hir->blocks.items[b];
        for (size_t i = 0; i < block->preds.count; i++)
            preds[first[b] + i] = block->preds.items[i];
        first[b + 1] = first[b] + (uint32_t)block->preds.count;
    }
    return dominators_find(&u->arena, &(Graph){(uint32_t)blocks, first, preds});
}

size_t hir_successor_count(const HirBlock *block)
{
    return (block->successors[0] != HIR_NOTHING) + (size_t)(block->successors[1] != HIR_NOTHING);
}

ValueId hir_call_argument(const HirValue *call, size_t position, const char *name)
{
    size_t positional = call->count - call->keyword_count;
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!strcmp(call->keywords[i], name))
            return call->args[positional + i];
    return 1 + position < positional ? call->args[1 + position] : HIR_NOTHING;
}

ValueId hir_shape_argument(const HirValue *call)
{
    if (call->op != HIR_call || call->builtin < 0)
        return HIR_NOTHING;
    switch (call->builtin) {
    case BUILTIN_carray:
    case BUILTIN_farray: return hir_call_argument(call, 1, "shape");
    case BUILTIN_numpy_empty:
    case BUILTIN_numpy_full:
    case BUILTIN_numpy_ones:
    case BUILTIN_numpy_zeros: return hir_call_argument(call, 0, "shape");
    default: return HIR_NOTHING;
    }
}

ValueId hir_passed_value(const HirValue *call, const Passed *passed)
{
    return passed->argument == NO_ARGUMENT ? HIR_NOTHING : call->args[passed->argument - (call->op != HIR_call)];
}

bool hir_same_value(const Hir *hir, ValueId a, ValueId b)
{
    if (a == b)
        return true;
    const HirValue *x = &hir->values.items[a], *y = &hir->values.items[b];
    return x->op == HIR_const && y->op == HIR_const && frozen_same(x->object, y->object);
}

HirOp hir_op_named(const char *name)
{
    int op = 0;
    while (strcmp(hir_ops[op].name, name))
        op++;
    assert(op < HIR_OP_COUNT);
    return (HirOp)op;
}

bool hir_is_operator(HirOp op)
{
    switch ((HirRule)hir_ops[op].rule) {
    case RULE_ARITH:
    case RULE_DIVIDE:
    case RULE_POWER:
    case RULE_BITWISE:
    case RULE_SHIFT:
    case RULE_UNARY:
    case RULE_COMPARE: return true;
    default: return false;
    }
}

size_t hir_operand_count(HirOp op)
{
    const uint8_t *kinds = hir_ops[op].operands;
    size_t count = 0;
    while (count < 3 && kinds[count] != HIR_KIND_NO && kinds[count] != HIR_KIND_MAYBE && kinds[count] != HIR_KIND_MANY)
        count++;
    return count;
}

bool hir_is_guarded(const Hir *hir, ValueId v)
{
    const HirBlock *block = &hir->blocks.items[hir->values.items[v].block];
    const HirValue *end = &hir->values.items[block->values.items[block->values.count - 1]];
    return end->op == HIR_guard && end->args[0] == v;
}
