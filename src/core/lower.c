/* lower.c: the frame of lowering: blocks, phis and their conversions, control, the entry; the parts of values.
 *
 * What an operation computes is in lower_scalar.c, lower_array.c and lower_iter.c. Every HIR block becomes one or more LIR
 * blocks (a loop for an integer power, the way past a check). A phi's arguments are converted at the end of the
 * predecessor; conversions can't fail and have no effect, so that may be done where control goes another way too.
 * Every place that can raise is a Site; the block that raises is shared by all that raise the same there. */
#include "lower.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "builtins.h"
#include "lower_parts.h"

/* ---- appending --------------------------------------------------------------------------------------------------- */

static LirId emit(Lower *l, LirOp op, LirType type, LirId a, LirId b, LirId c)
{
    LirId v = lir_append(l->u, l->out, l->block, op, type, a, b, c);
    lir_value(l->out, v)->line = l->loc.span.line;
    return v;
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
    return emit(l, LIR_select, lir_type(l, then), condition, then, otherwise);
}

static LirId emit_list(Lower *l, LirOp op, LirType type, const LirId *args, size_t count)
{
    LirId v = lir_append_list(l->u, l->out, l->block, op, type, args, count);
    lir_value(l->out, v)->line = l->loc.span.line;
    return v;
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
    default: return 8;
    }
}

LirId emit_load(Lower *l, LirType type, LirId pointer)
{
    LirId v = emit(l, LIR_load, type, pointer, LIR_NOTHING, LIR_NOTHING);
    lir_value(l->out, v)->integer = lir_size(type);
    return v;
}

void emit_store(Lower *l, LirId pointer, LirId value)
{
    LirId v = emit(l, LIR_store, LIR_void, pointer, value, LIR_NOTHING);
    lir_value(l->out, v)->integer = lir_size(lir_type(l, value));
}

LirId with_flags(Lower *l, LirId v, unsigned flags)
{
    LirValue *value = lir_value(l->out, v);
    value->flags = (uint16_t)(value->flags | flags);
    return v;
}

/* Constants aren't appended anywhere: they lie in l->constants until finish(). */
static LirId constant(Lower *l, LirValue value)
{
    for (size_t i = 0; i < l->constants.count; i++) {
        const LirValue *other = lir_value(l->out, l->constants.items[i]);
        if (other->op == value.op && other->type == value.type && other->integer == value.integer)
            return l->constants.items[i];
    }
    value.a = value.b = value.c = LIR_NOTHING;
    ARENA_PUSH(&l->u->arena, &l->out->values, value);
    LirId v = (LirId)(l->out->values.count - 1);
    ARENA_PUSH(&l->u->arena, &l->constants, v);
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
    return constant(l, (LirValue){.op = LIR_iconst, .type = (uint8_t)type, .integer = sign_extended(type, integer)});
}

LirId float_constant(Lower *l, LirType type, double real)
{
    return constant(
        l, (LirValue){.op = LIR_fconst, .type = (uint8_t)type, .real = type == LIR_f32 ? (double)(float)real : real});
}

bool is_int_constant(const Lower *l, LirId v, int64_t *integer)
{
    const LirValue *value = lir_value(l->out, v);
    *integer = value->integer;
    return value->op == LIR_iconst;
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
    ARENA_PUSH(&l->u->arena, &l->edges, ((PhiEdge){phi, from, value}));
}

/* ---- exceptions -------------------------------------------------------------------------------------------------- */

static bool same_place(Loc a, Loc b)
{
    return a.code == b.code && a.span.line == b.span.line && a.span.end_line == b.span.end_line &&
           a.span.column == b.span.column && a.span.end_column == b.span.end_column;
}

static size_t site_at(Lower *l, const char *exception, const char *message)
{
    Unit *u = l->u;
    for (size_t i = 0; i < u->sites.count; i++) {
        const Site *site = &u->sites.items[i];
        if (same_place(site->loc, l->loc) && !strcmp(site->exception, exception) && !strcmp(site->message, message))
            return i;
    }
    ARENA_PUSH(&u->arena, &u->sites, ((Site){exception, message, l->f->code->qualname, l->loc}));
    return u->sites.count - 1;
}

static LirBlockId raise_block(Lower *l, size_t site)
{
    for (size_t i = 0; i < l->raises.count; i++)
        if (l->raises.items[i].site == site)
            return l->raises.items[i].block;
    LirBlockId here = l->block, block = block_begin(l);
    LirId v = emit(l, LIR_raise, LIR_void, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    lir_value(l->out, v)->integer = (int64_t)site + 1;
    ARENA_PUSH(&l->u->arena, &l->raises, ((RaiseBlock){site, block}));
    l->block = here;
    return block;
}

static LirId emit_branch(Lower *l, LirId condition, LirBlockId then, LirBlockId otherwise)
{
    LirId v = lir_branch(l->u, l->out, l->block, condition, then, otherwise);
    lir_value(l->out, v)->line = l->loc.span.line;
    return v;
}

void raise_if(Lower *l, LirId condition, const char *exception, const char *message)
{
    LirBlockId raises = raise_block(l, site_at(l, exception, message));
    LirBlockId goes_on = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, condition, raises, goes_on), LIR_UNLIKELY);
    l->block = goes_on;
}

void unsupported(Lower *l, const char *construct)
{
    fail(l->u, l->loc, E_UNSUPPORTED_CONSTRUCT, construct, "");
}

/* ---- parts ------------------------------------------------------------------------------------------------------- */

HirValue *hir_of(const Lower *l, ValueId v)
{
    return hir_value(&l->f->hir, v);
}

static size_t array_parts(const Type *array, LirType *types)
{
    size_t count = 1 + 2 * (size_t)array->ndim;
    for (size_t i = 0; types && i < count; i++)
        types[i] = i ? LIR_i64 : LIR_ptr;
    return count;
}

static size_t tuple_parts(const Unit *u, const Type *tuple, LirType *types)
{
    size_t count = 0;
    for (size_t i = 0; i < tuple->count; i++)
        count += part_types(u, tuple->items[i], types ? types + count : NULL);
    return count;
}

static size_t equal_parts(LirType type, size_t count, LirType *types)
{
    for (size_t i = 0; types && i < count; i++)
        types[i] = type;
    return count;
}

size_t part_types(const Unit *u, TypeId type, LirType *types)
{
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_SCALAR:
        return equal_parts(scalar_lir(type), type == TYPE_none ? 0 : type_is_complex(type) ? 2 : 1, types);
    case SHAPE_OBJECT: return 0;
    case SHAPE_RANGE: return equal_parts(LIR_i64, 3, types);
    case SHAPE_POINTER: return equal_parts(LIR_ptr, 1, types);
    case SHAPE_ARRAY: return array_parts(t, types);
    case SHAPE_TUPLE: return tuple_parts(u, t, types);
    case SHAPE_ITERATOR: return part_types(u, t->element, types);
    }
    return 0;
}

size_t tuple_offset(const Unit *u, TypeId tuple, size_t element)
{
    size_t offset = 0;
    for (size_t i = 0; i < element; i++)
        offset += part_types(u, type_get(u, tuple)->items[i], NULL);
    return offset;
}

Parts parts_new(Lower *l, size_t count)
{
    return (Parts){ARENA_ARRAY(&l->u->arena, LirId, count), count};
}

Parts parts_of(Lower *l, LirId id)
{
    Parts parts = parts_new(l, 1);
    parts.ids[0] = id;
    return parts;
}

Parts parts_slice(Parts parts, size_t first, size_t count)
{
    return (Parts){parts.ids + first, count};
}

static Parts convert_tuple(Lower *l, Parts parts, TypeId from, TypeId to)
{
    Parts result = parts_new(l, part_types(l->u, to, NULL));
    for (size_t i = 0; i < type_get(l->u, to)->count; i++) {
        TypeId item = type_get(l->u, from)->items[i], wanted = type_get(l->u, to)->items[i];
        Parts part = parts_slice(parts, tuple_offset(l->u, from, i), part_types(l->u, item, NULL));
        Parts converted = convert(l, part, item, wanted);
        memcpy(result.ids + tuple_offset(l->u, to, i), converted.ids, converted.count * sizeof *converted.ids);
    }
    return result;
}

static Parts convert_number(Lower *l, Parts parts, TypeId from, TypeId to)
{
    if (!type_is_complex(to))
        return parts_of(l, convert_real(l, parts.ids[0], from, to));
    TypeId component = to == TYPE_complex64 ? TYPE_float32 : TYPE_float64;
    TypeId given = from == TYPE_complex64 ? TYPE_float32 : from == TYPE_complex128 ? TYPE_float64 : from;
    Parts result = parts_new(l, 2);
    result.ids[0] = convert_real(l, parts.ids[0], given, component);
    result.ids[1] = parts.count == 2 ? convert_real(l, parts.ids[1], given, component)
                                     : float_constant(l, scalar_lir(component), 0.0);
    return result;
}

/* What has the same parts in both types (an array in C order as one with any strides) stays as it is. */
Parts convert(Lower *l, Parts parts, TypeId from, TypeId to)
{
    if (from == to || !parts.count)
        return parts;
    if (type_is_scalar(from) && type_is_scalar(to))
        return convert_number(l, parts, from, to);
    return type_has_shape(l->u, to, SHAPE_TUPLE) ? convert_tuple(l, parts, from, to) : parts;
}

static Parts constant_parts(Lower *l, const Object *object, TypeId type)
{
    if (type_is_scalar(type))
        return constant_scalar(l, object, type);
    if (object->kind != OBJECT_TUPLE)
        return parts_new(l, 0);
    Parts result = parts_new(l, part_types(l->u, type, NULL));
    for (size_t i = 0; i < object->count; i++) {
        Parts item = constant_parts(l, object->items[i], type_get(l->u, type)->items[i]);
        memcpy(result.ids + tuple_offset(l->u, type, i), item.ids, item.count * sizeof *item.ids);
    }
    return result;
}

Parts operand(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    return value->op == HIR_const ? constant_parts(l, value->object, value->type) : l->values[v];
}

Parts operand_as(Lower *l, ValueId v, TypeId type)
{
    const HirValue *value = hir_of(l, v);
    if (value->op == HIR_const && type_is_scalar(value->type) && type_is_scalar(type))
        return constant_scalar(l, value->object, type);
    return convert(l, operand(l, v), value->type, type);
}

LirId scalar_as(Lower *l, ValueId v, TypeId type)
{
    Parts parts = operand_as(l, v, type);
    assert(parts.count == 1);
    return parts.ids[0];
}

LirId truth_of(Lower *l, Parts parts, TypeId type)
{
    switch (type_get(l->u, type)->shape) {
    case SHAPE_SCALAR:
        if (!parts.count)
            return int_constant(l, LIR_i1, 0); /* None */
        if (parts.count == 2)
            return emit2(l, LIR_or, is_true(l, parts.ids[0]), is_true(l, parts.ids[1]));
        return is_true(l, parts.ids[0]);
    case SHAPE_POINTER: return is_true(l, parts.ids[0]);
    case SHAPE_TUPLE: return int_constant(l, LIR_i1, type_get(l->u, type)->count > 0);
    case SHAPE_RANGE: return is_true(l, range_count(l, parts));
    default: unsupported(l, "the truth of this value");
    }
}

/* ---- operations that only move parts ------------------------------------------------------------------------------- */

static Parts lower_param(Lower *l, const HirValue *v)
{
    size_t index = (size_t)v->integer, first = 0;
    for (size_t i = 0; i < index; i++)
        first += part_types(l->u, l->f->parameters[i], NULL);
    TypeId stored = l->f->parameters[index];
    Parts parts = parts_new(l, part_types(l->u, stored, NULL));
    for (size_t i = 0; i < parts.count; i++) {
        parts.ids[i] = emit(l, LIR_param, l->out->params[first + i], LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, parts.ids[i])->integer = (int64_t)(first + i);
    }
    return convert(l, parts, stored, v->type);
}

/* A number of the environment; a complex one lies there as two words. */
static Parts lower_env(Lower *l, const HirValue *v)
{
    const EnvEntry *entry = &l->u->environment.items[v->integer];
    LirType types[2];
    assert(type_is_scalar(entry->type));
    Parts parts = parts_new(l, part_types(l->u, entry->type, types));
    for (size_t i = 0; i < parts.count; i++) {
        parts.ids[i] = emit(l, LIR_env, types[i], LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, parts.ids[i])->integer = (int64_t)(entry->offset + i * (size_t)lir_size(types[i]));
    }
    return convert(l, parts, entry->type, v->type);
}

static Parts lower_tuple(Lower *l, const HirValue *v)
{
    Parts parts = parts_new(l, part_types(l->u, v->type, NULL));
    for (size_t i = 0; i < v->count; i++) {
        Parts item = operand_as(l, v->args[i], type_get(l->u, v->type)->items[i]);
        memcpy(parts.ids + tuple_offset(l->u, v->type, i), item.ids, item.count * sizeof *item.ids);
    }
    return parts;
}

static Parts lower_unpack(Lower *l, const HirValue *v)
{
    size_t first = tuple_offset(l->u, hir_of(l, v->args[0])->type, (size_t)v->integer);
    return parts_slice(operand(l, v->args[0]), first, part_types(l->u, v->type, NULL));
}

static Parts lower_call(Lower *l, const HirValue *v)
{
    switch (builtins[v->builtin].rule) {
    case CALL_RANGE: return lower_range(l, v);
    case CALL_LEN: return lower_len(l, v);
    case CALL_CARRAY:
    case CALL_FARRAY: return lower_view(l, v);
    case CALL_UNARY_FLOAT: return parts_of(l, lower_unary_float(l, v));
    }
    unsupported(l, "a call of this function");
}

static LirId lower_truth(Lower *l, const HirValue *v)
{
    LirId truth = truth_of(l, operand(l, v->args[0]), hir_of(l, v->args[0])->type);
    return v->op == HIR_truth ? truth : emit2(l, LIR_xor, truth, int_constant(l, LIR_i1, 1));
}

/* ---- control ------------------------------------------------------------------------------------------------------- */

static Parts phi_parts(Lower *l, TypeId type)
{
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, part_types(l->u, type, NULL));
    Parts parts = parts_new(l, part_types(l->u, type, types));
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = phi_begin(l, types[i]);
    return parts;
}

/* The phis of all blocks, before anything else: predecessors feed them, and come before or after. */
static void lower_phis(Lower *l, BlockId id)
{
    const HirBlock *block = &l->f->hir.blocks.items[id];
    l->block = l->begins[id];
    for (size_t i = 0; i < block->values.count && hir_of(l, block->values.items[i])->op == HIR_phi; i++) {
        const HirValue *phi = hir_of(l, block->values.items[i]);
        l->loc = phi->loc;
        l->values[block->values.items[i]] = phi_parts(l, phi->type);
    }
}

static void feed_phi(Lower *l, ValueId phi, size_t predecessor)
{
    const HirValue *v = hir_of(l, phi);
    Parts parts = operand_as(l, v->args[predecessor], v->type);
    for (size_t i = 0; i < parts.count; i++)
        phi_edge(l, l->values[phi].ids[i], l->block, parts.ids[i]);
}

static size_t predecessor_index(const HirBlock *block, BlockId predecessor)
{
    size_t i = 0;
    while (block->preds.items[i] != predecessor)
        i++;
    return i;
}

/* Give the phis of one successor what they get when control comes from `from`. */
static void feed_phis(Lower *l, BlockId from, BlockId successor)
{
    const HirBlock *to = &l->f->hir.blocks.items[successor];
    for (size_t i = 0; i < to->values.count && hir_of(l, to->values.items[i])->op == HIR_phi; i++)
        feed_phi(l, to->values.items[i], predecessor_index(to, from));
}

static void lower_end(Lower *l, BlockId id, const HirValue *v)
{
    const HirBlock *block = &l->f->hir.blocks.items[id];
    for (size_t i = 0; i < hir_successor_count(block); i++)
        feed_phis(l, id, block->successors[i]);
    if (v->op == HIR_ret) {
        Parts parts = operand_as(l, v->args[0], l->f->result);
        emit_list(l, LIR_ret, LIR_void, parts.ids, l->f->result == TYPE_none ? 0 : parts.count);
    } else if (v->op == HIR_jump) {
        lir_jump(l->u, l->out, l->block, l->begins[block->successors[0]]);
    } else {
        LirId condition = scalar_as(l, v->args[0], TYPE_boolean);
        emit_branch(l, condition, l->begins[block->successors[0]], l->begins[block->successors[1]]);
    }
}

static Parts lower_value(Lower *l, const HirValue *v)
{
    switch ((HirOp)v->op) {
    case HIR_param: return lower_param(l, v);
    case HIR_env: return lower_env(l, v);
    case HIR_add:
    case HIR_sub:
    case HIR_mul:
    case HIR_and:
    case HIR_or:
    case HIR_xor: return parts_of(l, lower_arith(l, v));
    case HIR_truediv: return parts_of(l, lower_truediv(l, v));
    case HIR_floordiv: return parts_of(l, lower_floordiv(l, v));
    case HIR_mod: return parts_of(l, lower_mod(l, v));
    case HIR_pow: return parts_of(l, lower_pow(l, v));
    case HIR_lshift:
    case HIR_rshift: return parts_of(l, lower_shift(l, v));
    case HIR_neg:
    case HIR_pos:
    case HIR_invert: return parts_of(l, lower_unary(l, v));
    case HIR_not:
    case HIR_truth: return parts_of(l, lower_truth(l, v));
    case HIR_lt:
    case HIR_le:
    case HIR_eq:
    case HIR_ne:
    case HIR_gt:
    case HIR_ge: return parts_of(l, lower_compare(l, v));
    case HIR_is:
    case HIR_is_not: return parts_of(l, lower_is(l, v));
    case HIR_tuple: return lower_tuple(l, v);
    case HIR_unpack: return lower_unpack(l, v);
    case HIR_getattr: return lower_getattr(l, v);
    case HIR_getitem: return lower_getitem(l, v);
    case HIR_call: return lower_call(l, v);
    case HIR_iter: return operand(l, v->args[0]);
    case HIR_iter_count: return parts_of(l, lower_iter_count(l, v));
    case HIR_iter_next: return parts_of(l, lower_iter_next(l, v));
    case HIR_iter_more: return parts_of(l, lower_iter_more(l, v));
    case HIR_iter_item: return lower_iter_item(l, v);
    case HIR_setitem: lower_setitem(l, v); return parts_new(l, 0);
    case HIR_matmul: unsupported(l, "@");
    case HIR_const: return parts_new(l, 0);
    case HIR_phi:
    case HIR_jump:
    case HIR_branch:
    case HIR_ret:
    case HIR_OP_COUNT: break;
    }
    assert(false && "lowered elsewhere");
    return parts_new(l, 0);
}

static void lower_block(Lower *l, BlockId id)
{
    const HirBlock *block = &l->f->hir.blocks.items[id];
    l->block = l->begins[id];
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        const HirValue *value = hir_of(l, v);
        l->loc = value->loc;
        if (hir_ops[value->op].flags & HIR_FLAG_ENDS)
            lower_end(l, id, value);
        else if (value->op != HIR_phi && value->type != TYPE_object)
            l->values[v] = lower_value(l, value);
    }
}

/* ---- the function ---------------------------------------------------------------------------------------------------- */

static LirFunction *function_new(Unit *u, const Function *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->parameter_count; i++)
        count += part_types(u, f->parameters[i], NULL);
    LirType *params = ARENA_ARRAY(&u->arena, LirType, count);
    for (size_t i = 0, next = 0; i < f->parameter_count; i++)
        next += part_types(u, f->parameters[i], params + next);
    LirType *results = ARENA_ARRAY(&u->arena, LirType, part_types(u, f->result, NULL));
    size_t result_count = part_types(u, f->result, results);
    return lir_function_new(u, arena_printf(&u->arena, "%s.body", f->symbol), params, count, results, result_count);
}

static Lower begin(Unit *u, Function *f)
{
    size_t blocks = f->hir.blocks.count;
    Lower l = {.u = u, .f = f, .out = function_new(u, f)};
    l.values = ARENA_ARRAY(&u->arena, Parts, f->hir.values.count);
    l.begins = ARENA_ARRAY(&u->arena, LirBlockId, blocks);
    assert(!f->hir.blocks.items[0].preds.count); /* LLVM's entry block has none either */
    for (size_t b = 0; b < blocks; b++)
        l.begins[b] = lir_block_new(u, l.out);
    return l;
}

static void resolve_edge(Lower *l, const PhiEdge *edge)
{
    LirValue *phi = lir_value(l->out, edge->phi);
    const LirBlock *block = &l->out->blocks.items[phi->block];
    if (!phi->count) {
        phi->count = block->preds.count;
        phi->args = ARENA_ARRAY(&l->u->arena, LirId, phi->count);
    }
    for (size_t i = 0; i < phi->count; i++)
        if (block->preds.items[i] == edge->from)
            phi->args[i] = edge->value;
}

static void place_constants(Lower *l)
{
    LirBlock *first = &l->out->blocks.items[0];
    size_t count = l->constants.count + first->count;
    LirId *items = ARENA_ARRAY(&l->u->arena, LirId, count);
    if (l->constants.count)
        memcpy(items, l->constants.items, l->constants.count * sizeof *items);
    memcpy(items + l->constants.count, first->items, first->count * sizeof *items);
    first->items = items;
    first->count = first->capacity = count;
}

static void finish(Lower *l)
{
    lir_fill_preds(l->u, l->out);
    for (size_t i = 0; i < l->edges.count; i++)
        resolve_edge(l, &l->edges.items[i]);
    place_constants(l);
}

/* ---- the entry ------------------------------------------------------------------------------------------------------- */

static AbiType abi_integer(const ScalarInfo *scalar)
{
    bool is_signed = scalar->kind == KIND_SIGNED;
    switch (scalar->size) {
    case 1: return is_signed ? ABI_i8 : ABI_u8;
    case 2: return is_signed ? ABI_i16 : ABI_u16;
    case 4: return is_signed ? ABI_i32 : ABI_u32;
    default: return is_signed ? ABI_i64 : ABI_u64;
    }
}

static AbiType abi_type(Unit *u, TypeId type)
{
    if (type_has_shape(u, type, SHAPE_POINTER))
        return ABI_ptr;
    if (!type_has_shape(u, type, SHAPE_SCALAR))
        fail(u, (Loc){0}, E_UNSUPPORTED_CONSTRUCT, arena_printf(&u->arena, "%s in a signature", type_name(u, type)),
             "");
    const ScalarInfo *scalar = &scalar_types[type];
    switch (scalar->kind) {
    case KIND_NONE: return ABI_void;
    case KIND_BOOL: return ABI_bool;
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return abi_integer(scalar);
    case KIND_FLOAT: return scalar->size == 4 ? ABI_f32 : ABI_f64;
    case KIND_COMPLEX: return scalar->size == 8 ? ABI_c64 : ABI_c128;
    case KIND_POINTER: return ABI_ptr;
    }
    return ABI_void;
}

/* SEMANTICS, "Errors at run time": nan for floats and complex, 0 for all else. */
static uint64_t error_bits(AbiType type)
{
    double d = NAN;
    float s = NAN;
    uint64_t bits = 0;
    if (type == ABI_f64 || type == ABI_c128)
        memcpy(&bits, &d, sizeof d);
    if (type == ABI_f32 || type == ABI_c64)
        memcpy(&bits, &s, sizeof s);
    return bits;
}

static void fill_entry(Unit *u, const Function *f)
{
    LirEntry *entry = &u->lir.entry;
    entry->symbol = f->symbol;
    entry->argument_count = u->signature.count;
    entry->arguments = ARENA_ARRAY(&u->arena, AbiType, u->signature.count);
    for (size_t i = 0; i < u->signature.count; i++)
        entry->arguments[i] = abi_type(u, u->signature.arguments[i]);
    entry->result = abi_type(u, u->signature.result);
    entry->error_value[0] = error_bits(entry->result);
    entry->error_value[1] = type_is_complex(u->signature.result) ? entry->error_value[0] : 0;
}

void lower(Unit *u, Function *f)
{
    Lower l = begin(u, f);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        lower_phis(&l, b);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        lower_block(&l, b);
    finish(&l);
    if (f == u->functions.items[0])
        fill_entry(u, f);
}
