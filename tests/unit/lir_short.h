/* lir_short.h: shorthand for tests that write LIR: one place to append at, and one function an operand count. */
#ifndef UPCALL_LIR_SHORT_H
#define UPCALL_LIR_SHORT_H

#include <string.h>

#include "abi_short.h"
#include "lir/lir_build.h"

typedef struct Build {
    Unit *u;
    LirFunction *f;
    LirBlockId block;
} Build;

#define TYPES(...) (const LirType[]){__VA_ARGS__}, sizeof((const LirType[]){__VA_ARGS__}) / sizeof(LirType)
#define NO_TYPES NULL, 0

static inline Build begin(Unit *u, const char *symbol, const LirType *params, size_t param_count,
                          const LirType *results, size_t result_count)
{
    Build b = {u, lir_function_new(u, symbol, params, param_count, results, result_count), 0};
    b.block = lir_block_new(u, b.f);
    return b;
}

static inline AbiValue copied_abi(Unit *u, AbiValue value)
{
    value.components = arena_copy(&u->arena, value.components, value.count * sizeof *value.components);
    return value;
}

/* The public face of function 0: `argument_count` values of `arguments`. */
static inline void set_entry(Unit *u, const char *symbol, AbiValue result, const AbiValue *arguments, size_t count)
{
    u->lir->entry.symbol = symbol;
    u->lir->entry.prototype.result = copied_abi(u, result);
    u->lir->entry.prototype.arguments = ARENA_ARRAY(&u->arena, AbiValue, count);
    for (size_t i = 0; i < count; i++)
        u->lir->entry.prototype.arguments[i] = copied_abi(u, arguments[i]);
    u->lir->entry.prototype.count = count;
    u->lir->entry.prototype.fixed = LIR_NOT_VARIADIC;
    u->lir->entry.error_value = ARENA_ARRAY(&u->arena, uint64_t, result.count);
}

static inline LirBlockId new_block(Build *b)
{
    return lir_block_new(b->u, b->f);
}

static inline LirId op(Build *b, LirOp name, LirType type, LirId a, LirId second)
{
    return lir_append(b->u, b->f, b->block, name, type, a, second, LIR_NOTHING);
}

static inline LirId op1(Build *b, LirOp name, LirType type, LirId a)
{
    return op(b, name, type, a, LIR_NOTHING);
}

/* An operation whose only operand is the integer. */
static inline LirId op_integer(Build *b, LirOp name, LirType type, int64_t integer)
{
    LirId v = op(b, name, type, LIR_NOTHING, LIR_NOTHING);
    lir_value(b->f, v)->integer = integer;
    return v;
}

static inline LirId lir_iconst(Unit *u, LirFunction *f, LirBlockId block, LirType type, int64_t integer)
{
    LirId v = lir_append(u, f, block, LIR_iconst, type, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    lir_value(f, v)->integer = integer;
    return v;
}

static inline LirId lir_fconst(Unit *u, LirFunction *f, LirBlockId block, LirType type, double real)
{
    LirId v = lir_append(u, f, block, LIR_fconst, type, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    lir_value(f, v)->real = real;
    return v;
}

static inline LirId param(Build *b, size_t index)
{
    return op_integer(b, LIR_param, b->f->params[index], (int64_t)index);
}

static inline LirId list(Build *b, LirOp name, LirType type, const LirId *args, size_t count)
{
    return lir_append_list(b->u, b->f, b->block, name, type, args, count);
}

#define ARGS(...) (const LirId[]){__VA_ARGS__}, sizeof((const LirId[]){__VA_ARGS__}) / sizeof(LirId)

static inline LirId call(Build *b, LirType type, const char *symbol, const LirId *args, size_t count)
{
    LirId v = list(b, LIR_call, type, args, count);
    lir_value(b->f, v)->symbol = symbol;
    return v;
}

static inline LirId load_from(Build *b, LirType type, LirId address, int64_t align)
{
    LirId v = op1(b, LIR_load, type, address);
    lir_value(b->f, v)->integer = align;
    return v;
}

static inline void store_to(Build *b, LirId value, LirId address, int64_t align)
{
    LirId v = op(b, LIR_store, LIR_void, address, value);
    lir_value(b->f, v)->integer = align;
}

static inline void ret(Build *b, const LirId *args, size_t count)
{
    list(b, LIR_ret, LIR_void, args, count);
}

static inline void set_phi(Build *b, LirId phi, const LirId *args, size_t count)
{
    lir_value(b->f, phi)->args = arena_copy(&b->u->arena, args, count * sizeof *args);
    lir_value(b->f, phi)->count = count;
}

#endif
