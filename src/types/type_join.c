/* type_join.c: the lattice of SEMANTICS.md, "Numbers": what two types become where control flow merges, and in arithmetic. */
#include "types/types.h"

#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "frozen/strings.h"
#include "types/signature.h"
#include "types/stored.h"

/* bool < integer < float < complex */
static int rank(TypeId type)
{
    switch (type_kind(type)) {
    case KIND_BOOL: return 0;
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return 1;
    case KIND_FLOAT: return 2;
    case KIND_COMPLEX: return 3;
    default: return -1;
    }
}

static TypeId join_scalars(TypeId a, TypeId b)
{
    TypeId low = rank(a) <= rank(b) ? a : b, high = low == a ? b : a;
    switch (rank(high)) {
    case 1: return low == TYPE_uint64 || high == TYPE_uint64 ? TYPE_uint64 : TYPE_int64;
    case 2: return TYPE_float64;
    default: return high == TYPE_complex64 && low == TYPE_float32 ? TYPE_complex64 : TYPE_complex128;
    }
}

/* Of tuples, slices, and of closures of one function: their items join. Named tuples of two classes are tuples. */
static TypeId join_items(Unit *u, const Type *a, const Type *b)
{
    bool one_class = frozen_same_or_none(a->object, b->object);
    if (a->count != b->count || a->flags != b->flags || (a->shape == SHAPE_CLOSURE && !one_class))
        return TYPE_UNKNOWN;
    TypeId *items = ARENA_ARRAY(&u->arena, TypeId, a->count);
    for (size_t i = 0; i < a->count; i++) {
        items[i] = type_join(u, a->items[i], b->items[i]);
        if (items[i] == TYPE_UNKNOWN)
            return TYPE_UNKNOWN;
    }
    if (a->shape == SHAPE_SLICE)
        return type_slice(u, items);
    if (a->shape == SHAPE_CLOSURE)
        return type_closure(u, a->object, items, a->count);
    if (a->flags & TUPLE_IS_LIST)
        return type_list(u, items, a->count);
    return type_named_tuple(u, one_class ? a->object : NULL, items, a->count);
}

static bool points_to_same(const Unit *u, TypeId a, TypeId b)
{
    const Type *x = type_get(u, a), *y = type_get(u, b);
    return x->shape == SHAPE_POINTER && y->shape == SHAPE_POINTER && x->element == y->element;
}

/* Are they pointers to the same, and is `b` all that `a` is, const and volatile? */
static bool is_but_qualified(const Unit *u, TypeId a, TypeId b)
{
    return points_to_same(u, a, b) && !(type_get(u, a)->flags & ~type_get(u, b)->flags);
}

static bool is_const(const Unit *u, TypeId pointer)
{
    return type_has_shape(u, pointer, SHAPE_POINTER) && type_get(u, pointer)->flags & ARRAY_READ_ONLY;
}

/* None is the null pointer; any pointer is a voidptr. */
static TypeId join_pointers(Unit *u, TypeId a, TypeId b)
{
    if (a == TYPE_none || b == TYPE_none)
        return a == TYPE_none ? b : a;
    if (points_to_same(u, a, b))
        return type_qualified_pointer(u, type_get(u, a)->element, type_get(u, a)->flags | type_get(u, b)->flags);
    bool is_untyped = type_is_untyped(u, a) || type_is_untyped(u, b);
    if (!type_is_pointer(u, a) || !type_is_pointer(u, b) || !is_untyped)
        return TYPE_UNKNOWN;
    return is_const(u, a) || is_const(u, b) ? type_const_pointer(u, TYPE_none) : TYPE_voidptr;
}

/* Constants of bytes without a 0 in them are C strings where one of several comes; else their length would be lost. */
static TypeId join_bytes(Unit *u, TypeId a, TypeId b)
{
    TypeId ways[] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        if (ways[i] == TYPE_none || type_is_c_string(u, ways[i]))
            continue;
        const Frozen *bytes = type_is_bytes(u, ways[i]) ? type_get(u, ways[i])->object : NULL;
        if (!bytes || memchr(bytes->text, 0, bytes->count))
            return TYPE_UNKNOWN;
    }
    return type_const_pointer(u, TYPE_char);
}

/* Views of one element type: what holds for both. */
static TypeId join_arrays(Unit *u, const Type *a, const Type *b)
{
    if (a->element != b->element || a->ndim != b->ndim)
        return TYPE_UNKNOWN;
    return type_array(u, a->element, a->ndim, packed_least(a->packed, b->packed), a->flags | b->flags);
}

static bool is_words(const Unit *u, TypeId type)
{
    return type == TYPE_text || type_is_string(u, type);
}

/* So all that a TYPE_string may hold have numbers before anything is lowered. */
static TypeId join_strings(Unit *u, const Type *a, const Type *b)
{
    if (a->object)
        string_number(u, a->object->text);
    if (b->object)
        string_number(u, b->object->text);
    return TYPE_string;
}

/* A string with a length beside another, or beside constant bytes. */
static TypeId join_characters(Unit *u, TypeId a, TypeId b)
{
    TypeId x = type_is_bytes(u, a) ? type_constant_characters(u) : a;
    TypeId y = type_is_bytes(u, b) ? type_constant_characters(u) : b;
    Type first = *type_get(u, x), second = *type_get(u, y);
    return first.shape == second.shape ? join_arrays(u, &first, &second) : TYPE_UNKNOWN;
}

TypeId type_join(Unit *u, TypeId a, TypeId b)
{
    if (a == b)
        return a;
    if (type_is_scalar(a) && type_is_scalar(b))
        return join_scalars(a, b);
    if (type_is_characters(u, a) || type_is_characters(u, b))
        return join_characters(u, a, b);
    if (type_is_bytes(u, a) || type_is_bytes(u, b))
        return join_bytes(u, a, b);
    if (type_is_pointer(u, a) || type_is_pointer(u, b))
        return join_pointers(u, a, b);
    Type x = *type_get(u, a), y = *type_get(u, b);
    if (is_words(u, a) && is_words(u, b))
        return a == TYPE_text || b == TYPE_text ? TYPE_text : join_strings(u, &x, &y);
    if (x.shape != y.shape)
        return TYPE_UNKNOWN;
    if (x.shape == SHAPE_ARRAY)
        return join_arrays(u, &x, &y);
    if (x.shape == SHAPE_FLAT) {
        TypeId array = type_join(u, x.element, y.element);
        return array == TYPE_UNKNOWN ? array : type_flat(u, array);
    }
    if (x.shape == SHAPE_RECORD)
        return type_of_record(u, a) == type_of_record(u, b) ? type_when_read(u, a, x.flags | y.flags) : TYPE_UNKNOWN;
    return x.shape == SHAPE_TUPLE || x.shape == SHAPE_CLOSURE || x.shape == SHAPE_SLICE ? join_items(u, &x, &y)
                                                                                        : TYPE_UNKNOWN;
}

static TypeId integer_type(bool is_signed, int size)
{
    ScalarKind kind = is_signed ? KIND_SIGNED : KIND_UNSIGNED;
    for (TypeId t = 0; t < TYPE_SCALAR_COUNT; t++)
        if (scalar_info(t)->size == size && type_kind(t) == kind)
            return t;
    return TYPE_int64;
}

/* Sized integers promote as NumPy's; uint64 with anything is uint64 (C's rule). */
static TypeId promote_integers(TypeId a, TypeId b)
{
    if (a == b)
        return a;
    if (a == TYPE_uint64 || b == TYPE_uint64)
        return TYPE_uint64;
    bool a_signed = type_kind(a) == KIND_SIGNED, b_signed = type_kind(b) == KIND_SIGNED;
    int a_size = scalar_info(a)->size, b_size = scalar_info(b)->size;
    if (a_signed == b_signed)
        return a_size >= b_size ? a : b;
    int signed_size = a_signed ? a_size : b_size, unsigned_size = a_signed ? b_size : a_size;
    int size = signed_size > unsigned_size ? signed_size : 2 * unsigned_size;
    return size > 8 ? TYPE_int64 : integer_type(true, size);
}

/* Is the number `type` exact in single precision, in NumPy's eyes? */
static bool fits_single(TypeId type)
{
    if (rank(type) == 1)
        return scalar_info(type)->size <= 2;
    return type != TYPE_float64 && type != TYPE_complex128;
}

TypeId type_promote(TypeId a, bool a_is_weak, TypeId b, bool b_is_weak)
{
    if (!type_is_scalar(a) || !type_is_scalar(b))
        return TYPE_UNKNOWN;
    if (a_is_weak != b_is_weak && rank(a_is_weak ? a : b) <= rank(a_is_weak ? b : a))
        return rank(a_is_weak ? b : a) == 0 ? TYPE_int64 : a_is_weak ? b : a;
    int high = rank(a) > rank(b) ? rank(a) : rank(b);
    bool single = (a_is_weak || fits_single(a)) && (b_is_weak || fits_single(b)) && !(a_is_weak && b_is_weak);
    switch (high) {
    case 0: return TYPE_int64;
    case 1: return rank(a) == 0 ? b : rank(b) == 0 ? a : promote_integers(a, b);
    case 2: return single && (a == TYPE_float32 || b == TYPE_float32) ? TYPE_float32 : TYPE_float64;
    default:
        return single && rank(a) >= 2 && rank(b) >= 2                   ? TYPE_complex64
               : single && (a == TYPE_complex64 || b == TYPE_complex64) ? TYPE_complex64
                                                                        : TYPE_complex128;
    }
}

static bool tuple_converts(const Unit *u, TypeId from, TypeId to)
{
    const Type *a = type_get(u, from), *b = type_get(u, to);
    if (a->shape != SHAPE_TUPLE || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!type_converts(u, a->items[i], b->items[i]))
            return false;
    return true;
}

/* What a caller hands over as one, may the function take as the other? Void pointers are any other, const is the function's affair. */
static bool is_handed_over(const Unit *u, TypeId a, TypeId b)
{
    if (a == b)
        return true;
    if (!type_is_pointer(u, a) || !type_is_pointer(u, b))
        return false;
    const Type *x = type_get(u, a), *y = type_get(u, b);
    bool are_pointers = x->shape == SHAPE_POINTER && y->shape == SHAPE_POINTER;
    return type_is_untyped(u, a) || type_is_untyped(u, b) || (are_pointers && x->element == y->element);
}

static bool is_called_alike(const Unit *u, const Signature *has, const Signature *wanted)
{
    bool alike = has->count == wanted->count && has->is_variadic == wanted->is_variadic &&
                 is_handed_over(u, has->result, wanted->result);
    for (size_t i = 0; alike && i < wanted->count; i++)
        alike = is_handed_over(u, wanted->arguments[i], has->arguments[i]);
    return alike;
}

/* Of any sign, as C's own texts are passed. */
static bool is_to_const_bytes(const Unit *u, TypeId to)
{
    const Type *pointer = type_get(u, to);
    return pointer->shape == SHAPE_POINTER && pointer->flags & ARRAY_READ_ONLY && type_is_integer(pointer->element) &&
           scalar_info(pointer->element)->size == 1;
}

static bool becomes_pointer(const Unit *u, TypeId from, TypeId to)
{
    const Frozen *cfunc = type_has_shape(u, from, SHAPE_FROZEN) ? type_get(u, from)->object : NULL;
    const Signature *declared = cfunc ? cfunc_signature(u, cfunc) : NULL;
    bool is_function = declared || type_has_shape(u, from, SHAPE_FUNCTION);
    bool is_any = type_is_untyped(u, from) && type_has_shape(u, to, SHAPE_POINTER) &&
                  (is_const(u, to) || !is_const(u, from));
    if (from == TYPE_none || is_any || is_but_qualified(u, from, to))
        return true;
    if (type_is_bytes(u, from))
        return is_to_const_bytes(u, to) || type_is_const_void(u, to);
    if (!is_function || !type_has_shape(u, to, SHAPE_FUNCTION))
        return type_is_untyped(u, to) && (is_function || type_is_pointer(u, from));
    Signature wanted = type_signature(u, to), has = declared ? *declared : type_signature(u, from);
    return is_called_alike(u, &has, &wanted);
}

bool type_is_address(const Unit *u, TypeId from, TypeId to)
{
    return type_is_integer(from) && (to == TYPE_voidptr || type_has_shape(u, to, SHAPE_POINTER));
}

bool type_converts(const Unit *u, TypeId from, TypeId to)
{
    if (from == to)
        return true;
    if (type_has_shape(u, to, SHAPE_TUPLE))
        return tuple_converts(u, from, to);
    if (type_is_pointer(u, to))
        return becomes_pointer(u, from, to);
    if (!type_is_scalar(from) || !type_is_scalar(to) || type_is_complex(from))
        return type_is_complex(from) && type_is_complex(to);
    return !type_is_float(from) || type_is_float(to) || type_is_complex(to);
}
