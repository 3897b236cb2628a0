/* lower_pointer.c: pointers and integers, and the steps between elements that C takes. No pointer is taken to stay in one object. */
#include <string.h>

#include "frozen/frozen.h"
#include "lower/lower_parts.h"

LirId static_bytes(Lower *l, const Frozen *bytes)
{
    size_t count = bytes->count / sizeof(uint64_t) + 1;
    LirId *words = ARENA_ARRAY(&l->u->arena, LirId, count);
    for (size_t i = 0; i < count; i++) {
        size_t left = bytes->count - i * sizeof(uint64_t);
        int64_t word = 0;
        memcpy(&word, bytes->text + i * sizeof word, left < sizeof word ? left : sizeof word);
        words[i] = int_constant(l, LIR_i64, word);
    }
    return emit_list(l, LIR_text, LIR_ptr, words, count);
}

Parts constant_characters(Lower *l, const Frozen *bytes, TypeId type)
{
    LirId data = static_bytes(l, bytes), length = int_constant(l, LIR_i64, (int64_t)bytes->count);
    Parts parts = parts_new(l, 2);
    parts.ids[DATA] = data;
    parts.ids[LENGTHS] = length;
    View view = view_of(l, parts, type_constant_characters(l->u));
    return view_parts(l, &view, type);
}

Parts lower_string_float(Lower *l, const HirValue *v)
{
    View text = view_of(l, value_parts(l, v->args[1]), hir_of(l, v->args[1])->type);
    LirId args[] = {text.data, text.lengths[0], text.strides[0]};
    return parts_of(l, emit_call(l, "upcall_string_float", LIR_f64, args, 3));
}

LirId pointer_of_address(Lower *l, LirId address, TypeId type)
{
    return emit_cast(l, LIR_inttoptr, LIR_ptr, convert_real(l, address, type, TYPE_int64));
}

LirId address_of_pointer(Lower *l, LirId pointer, TypeId type)
{
    return convert_real(l, emit_cast(l, LIR_ptrtoint, LIR_i64, pointer), TYPE_uint64, type);
}

static LirId size_of_element(Lower *l, TypeId pointer)
{
    return int_constant(l, LIR_i64, element_size(l->u, type_get(l->u, pointer)->element));
}

static LirId distance(Lower *l, const Operand *ops)
{
    LirId a = address_of_pointer(l, part_as(l, ops[0], ops[0].type), TYPE_int64);
    LirId b = address_of_pointer(l, part_as(l, ops[1], ops[1].type), TYPE_int64);
    LirId size = size_of_element(l, ops[0].type);
    return emit2(l, LIR_sdiv, emit2(l, LIR_isub, a, b), size);
}

LirId lower_pointer_arithmetic(Lower *l, HirOp op, const Operand *ops)
{
    bool is_second = !type_is_pointer(l->u, ops[0].type);
    const Operand *pointer = &ops[is_second], *step = &ops[!is_second];
    if (type_is_pointer(l->u, step->type))
        return distance(l, ops);
    LirId count = part_as(l, *step, TYPE_int64);
    LirId bytes = emit2(l, LIR_imul, count, size_of_element(l, pointer->type));
    if (op == HIR_sub)
        bytes = emit2(l, LIR_isub, int_constant(l, LIR_i64, 0), bytes);
    return emit2(l, LIR_ptradd, part_as(l, *pointer, pointer->type), bytes);
}
