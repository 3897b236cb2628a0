/* infer_view.c: types of pointers and arrays: views of memory, their elements and rows. */
#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/c_calls.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

static const Type *type_at(const Infer *in, ValueId v)
{
    return type_get(in->u, infer_type_of(in, v));
}

static bool is_index(TypeId type)
{
    return type_is_integer(type);
}

/* ---- carray and farray ------------------------------------------------------------------------------------------------ */

typedef struct View {
    Infer *in;
    const HirValue *call;
    const BuiltinInfo *row;
    ValueId pointer, shape, dtype;
} View;

static Operand argument(const View *w, ValueId v)
{
    size_t i = 1;
    while (i < w->call->count && w->call->args[i] != v)
        i++;
    assert(i < w->call->count);
    return infer_operand(w->in, w->call, i);
}

static _Noreturn void bad_argument(const View *w, ValueId v, size_t number, const char *expected)
{
    infer_bad_argument(w->in, w->call->builtin, number, argument(w, v), expected);
}

static void check_keywords(const View *w)
{
    static const char *const names[] = {"ptr", "shape", "dtype"};
    size_t positional = w->call->count - w->call->keyword_count - 1;
    for (size_t i = 0; i < w->call->keyword_count; i++) {
        size_t place = 0;
        while (place < 3 && strcmp(names[place], w->call->keywords[i]))
            place++;
        if (place == 3 || place < positional)
            infer_bad_keyword(w->in, w->call->builtin, w->call->keywords[i]);
    }
}

/* `number`: of the argument. */
static int dimension_count(const View *w, size_t number)
{
    const Type *tuple = type_at(w->in, w->shape);
    bool fits = tuple->shape == SHAPE_TUPLE;
    if (is_index(infer_type_of(w->in, w->shape)))
        return 1;
    for (size_t i = 0; fits && i < tuple->count; i++)
        fits = is_index(tuple->items[i]);
    if (!fits)
        bad_argument(w, w->shape, number, "an integer or a tuple of integers");
    if (tuple->count > MOST_AXES)
        bad_argument(w, w->shape, number, "a tuple of at most 64 integers");
    return (int)tuple->count;
}

/* What stands for a dtype: a type, NumPy's name of one, or the class that makes such numbers. */
static TypeId named_type(const Frozen *object)
{
    if (object->kind == FROZEN_TYPE)
        return object->type;
    if (object->kind == FROZEN_STRING)
        return type_by_dtype_name(object->text);
    if (object->kind != FROZEN_BUILTIN)
        return TYPE_UNKNOWN;
    const char *path = builtins[object->builtin].path, *dot = strrchr(path, '.');
    return dot ? type_by_dtype_name(dot + 1) : TYPE_UNKNOWN;
}

static Loc place_of(const View *w, ValueId v)
{
    return infer_place(w->in, argument(w, v));
}

static _Noreturn void bad_dtype(const View *w)
{
    const HirValue *dtype = hir_value(&w->in->f->hir, w->dtype);
    bool is_text = dtype->op == HIR_const && dtype->object->kind == FROZEN_STRING;
    const char *nearest = is_text ? type_nearest_dtype_name(dtype->object->text) : NULL;
    error_advise(w->in->u, nearest ? arena_printf(&w->in->u->arena, "write: \"%s\"", nearest)
                                   : "write: a dtype such as np.float64 or \"f8\"");
    fail(w->in->u, place_of(w, w->dtype), E_DTYPE, infer_describe_value(w->in, w->dtype));
}

/* TYPE_none: not given. */
static TypeId wanted_element(const View *w)
{
    if (w->dtype == HIR_NOTHING || infer_type_of(w->in, w->dtype) == TYPE_none)
        return TYPE_none;
    const Type *type = type_at(w->in, w->dtype);
    TypeId named = type->shape == SHAPE_FROZEN ? named_type(type->object) : TYPE_UNKNOWN;
    if (!type_is_scalar(named) && !(named != TYPE_UNKNOWN && type_is_record(w->in->u, named)))
        bad_dtype(w);
    return named;
}

TypeId infer_dtype_argument(Infer *in, const HirValue *call, ValueId dtype)
{
    return wanted_element(&(View){.in = in, .call = call, .dtype = dtype});
}

int infer_shape_argument(Infer *in, const HirValue *call, ValueId shape)
{
    return dimension_count(&(View){.in = in, .call = call, .shape = shape}, 1);
}

/* NumPy has no counts: its uint64 is the memory of a size_t. */
static bool same_memory(TypeId a, TypeId b)
{
    return a == b || (type_is_scalar(a) && type_is_scalar(b) && !strcmp(scalar_info(a)->numpy, scalar_info(b)->numpy));
}

static bool is_opaque(const Unit *u, TypeId pointer)
{
    return type_has_shape(u, type_get(u, pointer)->element, SHAPE_OPAQUE);
}

static TypeId pointed_element(const View *w)
{
    TypeId pointer = infer_type_of(w->in, w->pointer), wanted = wanted_element(w);
    if (type_has_shape(w->in->u, pointer, SHAPE_POINTER) && !is_opaque(w->in->u, pointer)) {
        TypeId element = type_get(w->in->u, pointer)->element;
        if (wanted != TYPE_none && element == TYPE_char) /* memory of whatever kind */
            return wanted;
        if (wanted != TYPE_none && !same_memory(element, wanted))
            fail(w->in->u, place_of(w, w->dtype), E_DTYPE_MISMATCH, type_name(w->in->u, wanted),
                 type_name(w->in->u, pointer));
        return element;
    }
    if (!type_is_pointer(w->in->u, pointer) && !type_is_integer(pointer))
        bad_argument(w, w->pointer, 1, "a pointer, or an address");
    const char *name = strrchr(w->row->path, '.') + 1;
    if (wanted == TYPE_none)
        fail(w->in->u, w->call->loc, E_DTYPE_MISSING, name, infer_describe_value(w->in, w->pointer), name);
    return wanted;
}

TypeId infer_view(Infer *in, const HirValue *call, Packed order(int ndim))
{
    assert(call->builtin == BUILTIN_carray || call->builtin == BUILTIN_farray);
    View w = {.in = in, .call = call, .row = &builtins[call->builtin]};
    check_keywords(&w);
    w.pointer = hir_call_argument(call, 0, "ptr");
    w.shape = hir_call_argument(call, 1, "shape");
    w.dtype = hir_call_argument(call, 2, "dtype");
    if (w.pointer == HIR_NOTHING || w.shape == HIR_NOTHING || call->count > 4)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
    int ndim = dimension_count(&w, 2);
    unsigned flags = type_get(in->u, infer_type_of(in, w.pointer))->flags & POINTER_FLAGS;
    return type_array(in->u, pointed_element(&w), ndim, order(ndim), flags);
}

/* The pointer has the type of the elements. */
TypeId infer_parameter(Infer *in, const HirValue *call)
{
    const Type *pointer = type_get(in->u, infer_type_of(in, call->args[1]));
    TypeId shape = infer_type_of(in, call->args[2]);
    int ndim = type_has_shape(in->u, shape, SHAPE_TUPLE) ? (int)type_get(in->u, shape)->count : 1;
    unsigned flags = (pointer->flags & POINTER_FLAGS) | ARRAY_IS_OPTIONAL;
    return type_array(in->u, pointer->element, ndim, packed_c(ndim), flags);
}

/* ---- elements and rows -------------------------------------------------------------------------------------------------- */

/* The type of owner[index]: of an element as memory has it, or of a row. */
static TypeId indexed_type(Infer *in, const HirValue *value)
{
    TypeId owner = infer_type_of(in, value->args[0]), index = infer_type_of(in, value->args[1]);
    Type type = *type_get(in->u, owner);
    bool is_memory = type.shape == SHAPE_POINTER && !is_opaque(in->u, owner);
    if (is_memory && (is_index(index) || index == TYPE_boolean))
        return type.element;
    if (type.shape != SHAPE_ARRAY) {
        bool wants_integer = is_memory && type_is_scalar(index);
        error_advise(in->u, wants_integer ? "write: an integer as the index"
                                          : infer_advice(in, infer_type_of(in, value->args[0])));
        infer_explain(in, infer_operand(in, value, wants_integer));
        fail(in->u, value->loc, E_NOT_INDEXABLE, infer_describe_value(in, value->args[0]), type_name(in->u, index));
    }
    TypeId part = array_part_type(in->u, &in->f->hir, owner, value->args[1]);
    if (part == TYPE_UNKNOWN) {
        infer_explain(in, infer_operand(in, value, 1));
        fail(in->u, value->loc, E_INDEX, type_name(in->u, owner), type.ndim, type_name(in->u, index));
    }
    return part;
}

TypeId infer_element(Infer *in, const HirValue *value)
{
    const Type *owner = type_get(in->u, infer_type_of(in, value->args[0]));
    return type_when_read(in->u, indexed_type(in, value), owner->flags);
}

static _Noreturn void bad_store(Infer *in, const HirValue *value, size_t operand, TypeId element)
{
    infer_explain(in, infer_operand(in, value, operand));
    fail(in->u, infer_place(in, infer_operand(in, value, operand)), E_STORE,
         infer_describe_value(in, value->args[operand]), type_name(in->u, element));
}

static bool is_owned(const Infer *in, TypeId type)
{
    return type_get(in->u, type)->flags & ARRAY_OWNED;
}

/* Of an array or a record, as it is passed to C. What the function makes is stored in what it makes alone: both end with it. */
static bool stores_address(Infer *in, const HirValue *value, size_t operand, TypeId pointer)
{
    Operand a = infer_operand(in, value, operand);
    bool is_store = value->op == HIR_setattr || value->op == HIR_setitem;
    if (!is_store || !type_is_pointer(in->u, pointer) || !c_call_passes(in->u, a, pointer))
        return false;
    if (type_has_shape(in->u, a.type, SHAPE_RECORD) && !infer_is_by_reference(in, value->args[operand])) {
        error_advise(in->u, "write: ctypes.pointer(x), for where x lies");
        bad_store(in, value, operand, pointer);
    }
    if (is_owned(in, a.type) && !is_owned(in, infer_type_of(in, value->args[0]))) {
        error_advise(
            in->u,
            "write: memory made outside, since what the function makes ends with it; or, for as long as it runs, "
            "upcall.cast(x, \"T *\")");
        bad_store(in, value, operand, pointer);
    }
    return true;
}

void infer_part_stored(Infer *in, const HirValue *value, size_t operand, TypeId element, int ndim)
{
    TypeId stored = infer_type_of(in, value->args[operand]);
    if (infer_is_stored(in, element, ndim, stored) || stores_address(in, value, operand, element))
        return;
    error_advise(in->u, infer_advice_on_fields(in, element, stored));
    infer_advise_cast(in, stored, element);
    infer_advise_stored_string(in, stored, element);
    bad_store(in, value, operand, element);
}

void infer_stored(Infer *in, const HirValue *value, size_t operand, TypeId element)
{
    infer_part_stored(in, value, operand, element, NO_AXES);
}

void infer_element_store(Infer *in, const HirValue *value)
{
    TypeId owner = infer_type_of(in, value->args[0]);
    TypeId stored_to = indexed_type(in, value);
    if (type_get(in->u, owner)->flags & ARRAY_READ_ONLY)
        fail(in->u, value->loc, E_READ_ONLY, infer_describe_value(in, value->args[0]));
    if (type_has_shape(in->u, stored_to, SHAPE_ARRAY))
        infer_part_stored(in, value, 2, type_get(in->u, stored_to)->element, type_get(in->u, stored_to)->ndim);
    else
        infer_stored(in, value, 2, stored_to);
}

static bool is_place(Infer *in, TypeId owner, const HirValue *value)
{
    const Type *index = type_get(in->u, infer_arg_type(in, value, 1));
    if (type_has_shape(in->u, owner, SHAPE_VALUE))
        return index->shape == SHAPE_TUPLE && !index->count;
    return !type_has_shape(in->u, indexed_type(in, value), SHAPE_ARRAY);
}

void infer_atomic_addend(Infer *in, const HirValue *value, size_t i, TypeId stored)
{
    if (type_get(in->u, infer_arg_type(in, value, 0))->flags & ARRAY_READ_ONLY)
        fail(in->u, value->loc, E_READ_ONLY, infer_describe_value(in, value->args[0]));
    infer_stored(in, value, i, stored);
    if (type_is_integer(stored) && type_is_float(infer_arg_type(in, value, i)))
        fail(in->u, value->loc, E_STORE, infer_describe_value(in, value->args[i]), type_name(in->u, stored));
}

TypeId infer_atomic_add(Infer *in, const HirValue *value)
{
    TypeId owner = infer_arg_type(in, value, 0);
    const Type *type = type_get(in->u, owner);
    bool has_memory = type->shape == SHAPE_VALUE || type->shape == SHAPE_ARRAY || type->shape == SHAPE_POINTER;
    bool is_number = has_memory && (type_is_integer(type->element) || type_is_float(type->element));
    if (!is_number || !is_place(in, owner, value))
        fail(in->u, value->loc, E_ATOMIC_ADD, infer_describe_value(in, value->args[0]));
    infer_atomic_addend(in, value, 2, type->element);
    return type_of_value(type->element);
}
