/* lir.c: the table of LIR operations and the functions that make LIR, see lir_build.h. */
#include "lir/lir.h"
#include "lir/lir_build.h"

#include <assert.h>
#include <string.h>

const LirOpInfo lir_ops[LIR_OP_COUNT] = {
#define NONE LIR_FLAG_NONE
#define PURE LIR_FLAG_PURE
#define COMMUTES LIR_FLAG_COMMUTES
#define ENDS LIR_FLAG_ENDS
#define LIST LIR_FLAG_LIST
#define LIR(name, result, a, b, c, payload, flags, text)                                                               \
    [LIR_##name] = {#name, LIR_KIND_##result, LIR_KIND_##a, LIR_KIND_##b, LIR_KIND_##c, LIR_PAYLOAD_##payload, flags},
#include "lir/lir_ops.def"
#undef NONE
#undef PURE
#undef COMMUTES
#undef ENDS
#undef LIST
};

const char *const lir_type_names[LIR_TYPE_COUNT] = {"void", "i1", "i8", "i16", "i32", "i64", "f32", "f64", "ptr"};

LirOp lir_op_named(const char *name)
{
    int op = 0;
    while (strcmp(lir_ops[op].name, name))
        op++;
    assert(op < LIR_OP_COUNT);
    return (LirOp)op;
}

/* There is room for the next power of two. */
void lir_module_add(Unit *u, LirModule *module, LirFunction *f)
{
    size_t count = module->count;
    if (!(count & (count - 1))) {
        LirFunction **functions = ARENA_ARRAY(&u->arena, LirFunction *, count ? 2 * count : 1);
        for (size_t i = 0; i < count; i++)
            functions[i] = module->functions[i];
        module->functions = functions;
    }
    module->functions[module->count++] = f;
}

LirFunction *lir_function_new(Unit *u, const char *symbol, const LirType *params, size_t param_count,
                              const LirType *results, size_t result_count)
{
    LirFunction *f = ARENA_NEW(&u->arena, LirFunction);
    f->symbol = symbol;
    f->params = arena_copy(&u->arena, params, param_count * sizeof *params);
    f->param_count = param_count;
    f->results = arena_copy(&u->arena, results, result_count * sizeof *results);
    f->result_count = result_count;
    f->fastmath = u->options.fastmath;

    lir_module_add(u, u->lir, f);
    return f;
}

LirBlockId lir_block_new(Unit *u, LirFunction *f)
{
    LirBlock block = {.targets = {LIR_NOTHING, LIR_NOTHING}};
    ARENA_PUSH(&u->arena, &f->blocks, block);
    return (LirBlockId)(f->blocks.count - 1);
}

LirId lir_value_new(Unit *u, LirFunction *f, LirValue value, uint32_t place)
{
    ARENA_PUSH(&u->arena, &f->values, value);
    if (u->options.has_lines)
        ARENA_PUSH(&u->arena, &f->places, place);
    return (LirId)(f->values.count - 1);
}

static LirId append(Unit *u, LirFunction *f, LirBlockId block, LirValue value)
{
    LirBlock *b = &f->blocks.items[block];
    assert(block < f->blocks.count);
    assert(b->count == 0 || !(lir_ops[f->values.items[b->items[b->count - 1]].op].flags & LIR_FLAG_ENDS));
    value.block = block;
    LirId id = lir_value_new(u, f, value, f->place);
    ARENA_PUSH(&u->arena, b, id);
    return id;
}

LirId lir_append(Unit *u, LirFunction *f, LirBlockId block, LirOp op, LirType type, LirId a, LirId b, LirId c)
{
    if (op == LIR_raise)
        f->can_raise = true;
    return append(u, f, block, (LirValue){.op = (uint8_t)op, .type = (uint8_t)type, .a = a, .b = b, .c = c});
}

LirId lir_append_list(Unit *u, LirFunction *f, LirBlockId block, LirOp op, LirType type, const LirId *args,
                      size_t count)
{
    assert(lir_ops[op].flags & LIR_FLAG_LIST);
    LirValue value = {.op = (uint8_t)op, .type = (uint8_t)type, .a = LIR_NOTHING, .b = LIR_NOTHING, .c = LIR_NOTHING};
    value.args = arena_copy(&u->arena, args, count * sizeof *args);
    value.count = count;
    return append(u, f, block, value);
}

LirId lir_jump(Unit *u, LirFunction *f, LirBlockId block, LirBlockId target)
{
    LirId v = lir_append(u, f, block, LIR_jump, LIR_void, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    f->blocks.items[block].targets[0] = target;
    return v;
}

LirId lir_branch(Unit *u, LirFunction *f, LirBlockId block, LirId condition, LirBlockId then, LirBlockId otherwise)
{
    LirId v = lir_append(u, f, block, LIR_branch, LIR_void, condition, LIR_NOTHING, LIR_NOTHING);
    f->blocks.items[block].targets[0] = then;
    f->blocks.items[block].targets[1] = otherwise;
    return v;
}

size_t lir_target_count(LirOp op)
{
    return op == LIR_branch ? 2 : op == LIR_jump ? 1 : 0;
}

void lir_fill_preds(Unit *u, LirFunction *f)
{
    for (size_t b = 0; b < f->blocks.count; b++)
        f->blocks.items[b].preds.count = 0;
    for (size_t b = 0; b < f->blocks.count; b++)
        for (size_t i = 0; i < 2; i++) {
            LirBlockId target = f->blocks.items[b].targets[i];
            if (target != LIR_NOTHING)
                ARENA_PUSH(&u->arena, &f->blocks.items[target].preds, (LirBlockId)b);
        }
}

typedef struct Visit {
    LirBlockId block;
    int next; /* target to look at: 1, then 0, then -1 */
} Visit;

LirBlockId *lir_order(Unit *u, const LirFunction *f, size_t *count)
{
    size_t blocks = f->blocks.count, depth = 0, first = blocks;
    LirBlockId *order = ARENA_ARRAY(&u->arena, LirBlockId, blocks);
    bool *seen = ARENA_ARRAY(&u->arena, bool, blocks);
    Visit *path = ARENA_ARRAY(&u->arena, Visit, blocks);
    seen[0] = true;
    path[depth++] = (Visit){0, 1};
    while (depth) {
        Visit *top = &path[depth - 1];
        if (top->next < 0) {
            order[--first] = top->block;
            depth--;
            continue;
        }
        LirBlockId target = f->blocks.items[top->block].targets[top->next--];
        if (target == LIR_NOTHING || seen[target])
            continue;
        seen[target] = true;
        path[depth++] = (Visit){target, 1};
    }
    *count = blocks - first;
    return order + first;
}

LirTree lir_tree(Unit *u, const LirFunction *f)
{
    LirTree t = {.rank = ARENA_ARRAY(&u->arena, uint32_t, f->blocks.count)};
    memset(t.rank, 0xff, f->blocks.count * sizeof *t.rank); /* LIR_UNREACHED */
    t.order = lir_order(u, f, &t.count);
    size_t edges = 0;
    for (uint32_t i = 0; i < t.count; i++) {
        t.rank[t.order[i]] = i;
        edges += f->blocks.items[t.order[i]].preds.count;
    }
    uint32_t *first = ARENA_ARRAY(&u->arena, uint32_t, t.count + 1), count = 0;
    uint32_t *preds = ARENA_ARRAY(&u->arena, uint32_t, edges);
    for (uint32_t i = 0; i < t.count; i++) {
        const LirBlock *block = &f->blocks.items[t.order[i]];
        for (size_t k = 0; k < block->preds.count; k++)
            if (t.rank[block->preds.items[k]] != LIR_UNREACHED)
                preds[count++] = t.rank[block->preds.items[k]];
        first[i + 1] = count;
    }
    t.dominators = dominators_find(&u->arena, &(Graph){(uint32_t)t.count, first, preds});
    return t;
}
