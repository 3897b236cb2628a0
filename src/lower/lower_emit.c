/* lower_emit.c: appending LIR at the place where lowering stands: operations, constants, phis.
 *
 * A constant is made once a function and put in front of block 0 at the end. */
#include <assert.h>
#include <string.h>

#include "hir/function.h"
#include "lower/lower_parts.h"

/* ---- appending --------------------------------------------------------------------------------------------------- */

LirId emit(Lower *l, LirOp op, LirType type, LirId a, LirId b, LirId c)
{
    assert(!(lir_ops[op].flags & LIR_FLAG_LIST));
    return lir_append(l->u, l->out, l->block, op, type, a, b, c);
}

LirType lir_type(const Lower *l, LirId v)
{
    return lir_value(l->out, v)->type;
}

static LirType result_type(const Lower *l, LirOp op, LirId a)
{
    LirKind kind = lir_ops[op].result;
    return kind == LIR_KIND_BIT ? LIR_i1 : kind == LIR_KIND_NO ? LIR_void : lir_type(l, a);
}

LirId emit1(Lower *l, LirOp op, LirId a)
{
    return emit(l, op, result_type(l, op, a), a, LIR_NOTHING, LIR_NOTHING);
}

LirId emit2(Lower *l, LirOp op, LirId a, LirId b)
{
    return emit(l, op, result_type(l, op, a), a, b, LIR_NOTHING);
}

LirId emit_cast(Lower *l, LirOp op, LirType type, LirId a)
{
    return emit(l, op, type, a, LIR_NOTHING, LIR_NOTHING);
}

LirId emit_select(Lower *l, LirId condition, LirId then, LirId otherwise)
{
    assert(lir_type(l, condition) == LIR_i1 && lir_type(l, then) == lir_type(l, otherwise));
    return emit(l, LIR_select, lir_type(l, then), condition, then, otherwise);
}

LirId emit_list(Lower *l, LirOp op, LirType type, const LirId *args, size_t count)
{
    assert(lir_ops[op].flags & LIR_FLAG_LIST);
    return lir_append_list(l->u, l->out, l->block, op, type, args, count);
}

LirId emit_call(Lower *l, const char *symbol, LirType type, const LirId *args, size_t count)
{
    LirId v = emit_list(l, LIR_call, type, args, count);
    lir_value(l->out, v)->symbol = symbol;
    return v;
}

int lir_size(LirType type)
{
    switch (type) {
    case LIR_i1:
    case LIR_i8: return 1;
    case LIR_i16: return 2;
    case LIR_i32:
    case LIR_f32: return 4;
    default: break;
    }
    assert(type != LIR_void);
    return 8;
}

LirId emit_load(Lower *l, LirType type, LirId pointer)
{
    LirId v = emit(l, LIR_load, type, pointer, LIR_NOTHING, LIR_NOTHING);
    lir_value(l->out, v)->integer = lir_size(type);
    return l->is_volatile ? with_flags(l, v, LIR_VOLATILE) : v;
}

LirId emit_store(Lower *l, LirId pointer, LirId value)
{
    LirId v = emit(l, LIR_store, LIR_void, pointer, value, LIR_NOTHING);
    lir_value(l->out, v)->integer = lir_size(lir_type(l, value));
    return l->is_volatile ? with_flags(l, v, LIR_VOLATILE) : v;
}

static LirId made_atomic(Lower *l, LirId access, LirOp op)
{
    lir_value(l->out, access)->op = (uint8_t)op;
    lir_value(l->out, access)->flags = 0;
    return access;
}

LirId emit_atomic_load(Lower *l, LirType type, LirId pointer)
{
    return made_atomic(l, emit_load(l, type, pointer), LIR_atomic_load);
}

LirId emit_atomic_store(Lower *l, LirId pointer, LirId value)
{
    return made_atomic(l, emit_store(l, pointer, value), LIR_atomic_store);
}

LirId emit_atomic_add(Lower *l, LirId pointer, LirId value)
{
    LirId v = emit(l, LIR_atomic_add, lir_type(l, value), pointer, value, LIR_NOTHING);
    lir_value(l->out, v)->integer = lir_size(lir_type(l, value));
    return v;
}

LirId with_flags(Lower *l, LirId v, unsigned flags)
{
    LirValue *value = lir_value(l->out, v);
    value->flags = (uint16_t)(value->flags | flags);
    return v;
}

uint32_t scope_begin(Lower *l)
{
    LirId v = emit(l, LIR_scope, LIR_void, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    lir_value(l->out, v)->integer = ++l->scope_count;
    return l->scope_count;
}

LirId with_scope(Lower *l, LirId access, uint32_t scope)
{
    lir_value(l->out, access)->scope = scope;
    return access;
}

typedef struct Wanted {
    const Lower *l;
    const LirValue *value;
} Wanted;

static bool same_constant(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const LirValue *other = lir_value(w->l->out, number);
    return other->op == w->value->op && other->type == w->value->type && other->integer == w->value->integer;
}

/* Constants aren't appended anywhere: they lie in l->constants until finish(). */
static LirId constant(Lower *l, LirValue value)
{
    uint32_t hash = hash_with(hash_with(0, (uint64_t)value.integer), (uint64_t)value.op << 8 | value.type);
    uint32_t found = table_find(&l->constant_table, hash, same_constant, &(Wanted){l, &value});
    if (found != TABLE_NOTHING)
        return found;
    value.a = value.b = value.c = LIR_NOTHING;
    LirId v = lir_value_new(l->u, l->out, value, LIR_NOWHERE);
    ARENA_PUSH(&l->u->arena, &l->constants, v);
    table_add(&l->u->arena, &l->constant_table, hash, v);
    return v;
}

/* The low bits as a signed number: so equal constants of a type are one. */
static int64_t sign_extended(LirType type, int64_t integer)
{
    int shift = type == LIR_i1 ? 63 : 64 - 8 * lir_size(type);
    int64_t low = (int64_t)((uint64_t)integer << shift) >> shift;
    return type == LIR_i1 ? -low : low;
}

LirId int_constant(Lower *l, LirType type, int64_t integer)
{
    assert(type != LIR_void && type != LIR_ptr && type != LIR_f32 && type != LIR_f64);
    return constant(l, (LirValue){.op = LIR_iconst, .type = (uint8_t)type, .integer = sign_extended(type, integer)});
}

LirId float_constant(Lower *l, LirType type, double real)
{
    assert(type == LIR_f32 || type == LIR_f64);
    return constant(
        l, (LirValue){.op = LIR_fconst, .type = (uint8_t)type, .real = type == LIR_f32 ? (double)(float)real : real});
}

LirId zero_constant(Lower *l, LirType type)
{
    if (type == LIR_ptr)
        return constant(l, (LirValue){.op = LIR_null, .type = LIR_ptr});
    return type == LIR_f32 || type == LIR_f64 ? float_constant(l, type, 0.0) : int_constant(l, type, 0);
}

LirId record(Lower *l)
{
    return constant(l, (LirValue){.op = LIR_record, .type = LIR_ptr});
}

bool is_int_constant(const Lower *l, LirId v, int64_t *integer)
{
    const LirValue *value = lir_value(l->out, v);
    *integer = value->integer;
    return value->op == LIR_iconst;
}

/* ---- tables in the frame ----------------------------------------------------------------------------------------- */

static LirId prologue(Lower *l, LirValue value)
{
    LirId v = lir_value_new(l->u, l->out, value, LIR_NOWHERE);
    ARENA_PUSH(&l->u->arena, &l->prologue, v);
    return v;
}

static bool all_constant(const Lower *l, const LirId *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LirOp op = lir_value(l->out, values[i])->op;
        if (op != LIR_iconst && op != LIR_fconst)
            return false;
    }
    return true;
}

static LirId byte_of_bit(Lower *l, LirId v)
{
    int64_t bit;
    if (lir_type(l, v) != LIR_i1)
        return v;
    return is_int_constant(l, v, &bit) ? int_constant(l, LIR_i8, bit != 0) : emit_cast(l, LIR_zext, LIR_i8, v);
}

static void fill_constants(Lower *l, LirId table, const LirId *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LirId v = byte_of_bit(l, values[i]);
        int size = lir_size(lir_type(l, v));
        LirId at = prologue(l, (LirValue){.op = LIR_ptradd,
                                          .type = LIR_ptr,
                                          .flags = LIR_INBOUNDS,
                                          .a = table,
                                          .b = int_constant(l, LIR_i64, (int64_t)i * size),
                                          .c = LIR_NOTHING});
        prologue(l, (LirValue){.op = LIR_store, .type = LIR_void, .a = at, .b = v, .c = LIR_NOTHING, .integer = size});
    }
}

static void fill(Lower *l, LirId table, const LirId *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LirId v = byte_of_bit(l, values[i]);
        LirId offset = int_constant(l, LIR_i64, (int64_t)i * lir_size(lir_type(l, v)));
        emit_store(l, with_flags(l, emit2(l, LIR_ptradd, table, offset), LIR_INBOUNDS), v);
    }
}

LirId param_at_start(Lower *l, size_t index)
{
    LirType type = l->out->params[index];
    return prologue(l, (LirValue){.op = LIR_param,
                                  .type = (uint8_t)type,
                                  .a = LIR_NOTHING,
                                  .b = LIR_NOTHING,
                                  .c = LIR_NOTHING,
                                  .integer = (int64_t)index});
}

LirId frame_bytes(Lower *l, int64_t size)
{
    return prologue(
        l,
        (LirValue){
            .op = LIR_frame, .type = LIR_ptr, .a = LIR_NOTHING, .b = LIR_NOTHING, .c = LIR_NOTHING, .integer = size});
}

LirId frame_zeros(Lower *l, size_t words)
{
    LirId zero = int_constant(l, LIR_i64, 0), *zeros = ARENA_ARRAY(&l->u->arena, LirId, words);
    for (size_t i = 0; i < words; i++)
        zeros[i] = zero;
    return frame_table(l, zeros, words);
}

LirId frame_table(Lower *l, const LirId *values, size_t count)
{
    assert(count);
    LirId table = frame_bytes(l, (int64_t)count * lir_size(lir_type(l, values[0])));
    if (all_constant(l, values, count))
        fill_constants(l, table, values, count);
    else
        fill(l, table, values, count);
    return table;
}

LirBlockId block_begin(Lower *l)
{
    return l->block = lir_block_new(l->u, l->out);
}

LirId phi_begin(Lower *l, LirType type)
{
    return emit_list(l, LIR_phi, type, NULL, 0);
}

void phi_edge(Lower *l, LirId phi, LirBlockId from, LirId value)
{
    assert(lir_value(l->out, phi)->op == LIR_phi && lir_type(l, phi) == lir_type(l, value));
    ARENA_PUSH(&l->u->arena, &l->edges, ((PhiEdge){phi, from, value}));
}

LirId emit_branch(Lower *l, LirId condition, LirBlockId then, LirBlockId otherwise)
{
    return lir_branch(l->u, l->out, l->block, condition, then, otherwise);
}

bool verifies_proofs(const Lower *l)
{
    return l->f->options->boundscheck == BOUNDSCHECK_VERIFY;
}

void unsupported(Lower *l, const char *construct)
{
    fail(l->u, l->loc, E_UNSUPPORTED_CONSTRUCT, construct, "");
}
