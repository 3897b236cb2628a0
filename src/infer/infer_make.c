/* infer_make.c: types of arrays that are made: the MAKE rows of array_functions.def. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/elements.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

enum { MOST_ARGUMENTS = 4 };

/* What the arguments are called; the first is needed, and `fill_value`. */
typedef struct Maker {
    int builtin;
    const char *names[MOST_ARGUMENTS];
} Maker;

static const Maker makers[] = {
    {BUILTIN_array_copy, {"a", "order"}},
    {BUILTIN_numpy_array, {"object", "dtype", "copy", "order"}},
    {BUILTIN_numpy_asarray, {"a", "dtype", "order"}},
    {BUILTIN_numpy_ascontiguousarray, {"a", "dtype"}},
    {BUILTIN_numpy_copy, {"a", "order"}},
    {BUILTIN_numpy_empty, {"shape", "dtype", "order"}},
    {BUILTIN_numpy_empty_like, {"prototype", "dtype", "order"}},
    {BUILTIN_numpy_full, {"shape", "fill_value", "dtype", "order"}},
    {BUILTIN_numpy_full_like, {"a", "fill_value", "dtype", "order"}},
    {BUILTIN_numpy_ones, {"shape", "dtype", "order"}},
    {BUILTIN_numpy_ones_like, {"a", "dtype", "order"}},
    {BUILTIN_numpy_zeros, {"shape", "dtype", "order"}},
    {BUILTIN_numpy_zeros_like, {"a", "dtype", "order"}},
};

typedef struct Make {
    Infer *in;
    const HirValue *call;
    const Maker *maker;
} Make;

static const Maker *maker_of(int builtin)
{
    size_t i = 0;
    while (makers[i].builtin != builtin)
        i++;
    return &makers[i];
}

/* Where the argument of that name comes, from 0; -1: the function has none. */
static int place_of(const Maker *maker, const char *name)
{
    for (int i = 0; i < MOST_ARGUMENTS && maker->names[i]; i++)
        if (!strcmp(maker->names[i], name))
            return i;
    return -1;
}

static ValueId argument(const Make *m, const char *name)
{
    int place = place_of(m->maker, name);
    return place < 0 ? HIR_NOTHING : hir_call_argument(m->call, (size_t)place, name);
}

/* Each argument is there once, and none that the function doesn't have. */
static void check_arguments(const Make *m)
{
    size_t positional = m->call->count - 1 - m->call->keyword_count, most = 0;
    while (most < MOST_ARGUMENTS && m->maker->names[most])
        most++;
    for (size_t i = 0; i < m->call->keyword_count; i++) {
        int place = place_of(m->maker, m->call->keywords[i]);
        if (place < 0 || (size_t)place < positional)
            infer_bad_keyword(m->in, m->call->builtin, m->call->keywords[i]);
    }
    bool lacks_fill = place_of(m->maker, "fill_value") >= 0 && argument(m, "fill_value") == HIR_NOTHING;
    if (positional > most || argument(m, m->maker->names[0]) == HIR_NOTHING || lacks_fill)
        infer_bad_count(m->in, m->call->builtin, positional - m->call->has_owner);
}

static Operand operand(const Make *m, ValueId v)
{
    size_t i = 1;
    while (m->call->args[i] != v)
        i++;
    return infer_operand(m->in, m->call, i);
}

static bool is_text(const Make *m, ValueId v, const char *text)
{
    const HirValue *value = hir_value(&m->in->f->hir, v);
    return value->op == HIR_const && value->object->kind == FROZEN_STRING && !strcmp(value->object->text, text);
}

/* How a new array lies that is made of one in that order, with so many axes; 'K': as that does, as far as its type knows. `order` is
 * what it is if the call doesn't say. */
static Packed packed_as(const Make *m, char order, bool was_fortran, int ndim)
{
    ValueId given = argument(m, "order");
    for (const char *o = "CFKA"; given != HIR_NOTHING && *o; o++)
        if (is_text(m, given, (char[]){*o, '\0'})) {
            order = *o;
            given = HIR_NOTHING;
        }
    if (given != HIR_NOTHING)
        infer_bad_argument(m->in, m->call->builtin, (size_t)place_of(m->maker, "order") + 1, operand(m, given),
                           "'C', 'F', 'A' or 'K'");
    return order == 'F' || (order != 'C' && was_fortran) ? packed_f(ndim) : packed_c(ndim);
}

/* Elements of what is filled in where no dtype says it: a Python int is an int64. */
static TypeId filled_element(const Make *m)
{
    ValueId value = argument(m, "fill_value");
    TypeId type = value == HIR_NOTHING ? TYPE_float64 : infer_type_of(m->in, value);
    bool is_record = type_is_record(m->in->u, type);
    if (!type_is_scalar(type) && !is_record)
        infer_bad_argument(m->in, m->call->builtin, (size_t)place_of(m->maker, "fill_value") + 1, operand(m, value),
                           "a number or a record");
    return is_record ? type_of_record(m->in->u, type) : type;
}

static void check_fill(const Make *m, TypeId element)
{
    ValueId value = argument(m, "fill_value");
    if (value != HIR_NOTHING && type_has_shape(m->in->u, infer_type_of(m->in, value), SHAPE_TUPLE)) {
        error_advise(m->in->u, "write: an empty array, and a[:] = (1, 2.0), which stores a value in each field");
        infer_bad_argument(m->in, m->call->builtin, (size_t)place_of(m->maker, "fill_value") + 1, operand(m, value),
                           "a number or a record");
    }
    for (size_t i = 1; value != HIR_NOTHING && i < m->call->count; i++)
        if (m->call->args[i] == value)
            infer_stored(m->in, m->call, i, element);
}

static TypeId shaped(const Make *m, TypeId dtype)
{
    int ndim = infer_shape_argument(m->in, m->call, argument(m, "shape"));
    TypeId element = dtype == TYPE_none ? filled_element(m) : dtype;
    check_fill(m, element);
    return type_array(m->in->u, element, ndim, packed_as(m, 'C', false, ndim), ARRAY_OWNED);
}

/* As another array, whose order is kept as far as its type knows it; C else. */
static TypeId shaped_like(const Make *m, TypeId dtype)
{
    ValueId like = argument(m, m->maker->names[0]);
    TypeId type = infer_type_of(m->in, like);
    const Type *array = type_get(m->in->u, type);
    bool is_array = array->shape == SHAPE_ARRAY;
    if (!is_array && !type_is_scalar(type))
        infer_bad_argument(m->in, m->call->builtin, 1, operand(m, like), "an array or a number");
    int ndim = is_array ? array->ndim : 0;
    TypeId element = dtype != TYPE_none ? dtype : is_array ? array->element : type;
    check_fill(m, element);
    bool fortran = is_array && packed_is_f(array->packed, ndim) && !packed_is_c(array->packed, ndim);
    return type_array(m->in->u, element, ndim, packed_as(m, 'K', fortran, ndim), ARRAY_OWNED);
}

/* ---- of what is there -------------------------------------------------------------------------------------------------- */

/* What an array is made of: numbers, arrays, tuples and lists of them. */
typedef struct Nested {
    int ndim;
    TypeId element; /* TYPE_UNKNOWN: there is none */
} Nested;

static TypeId common_element(TypeId a, TypeId b)
{
    if (a == TYPE_UNKNOWN || b == TYPE_UNKNOWN || a == b)
        return a == TYPE_UNKNOWN ? b : a;
    if (!type_is_scalar(a) || !type_is_scalar(b))
        return TYPE_UNKNOWN;
    return element_promote(operand_of_type(a), operand_of_type(b));
}

/* Does it go along an axis? A tuple that becomes a record doesn't. */
static bool is_line(const Make *m, TypeId type, TypeId dtype)
{
    return type_is_line(m->in->u, type, dtype == TYPE_none ? TYPE_float64 : dtype);
}

/* Tuples beside one another have one length, as have those in them. Of arrays that shows when it runs. */
static bool same_tuples(const Make *m, TypeId a, TypeId b, TypeId dtype)
{
    const Type *x = type_get(m->in->u, a), *y = type_get(m->in->u, b);
    if (!is_line(m, a, dtype) || !is_line(m, b, dtype)) /* find_nested() counts axes */
        return true;
    return x->count == y->count && (!x->count || same_tuples(m, x->items[0], y->items[0], dtype));
}

static bool find_nested(const Make *m, TypeId type, TypeId dtype, Nested *out)
{
    const Type *t = type_get(m->in->u, type);
    if (type_is_record(m->in->u, type)) {
        *out = (Nested){0, type_of_record(m->in->u, type)};
        return true;
    }
    if (!is_line(m, type, dtype)) {
        bool is_record = t->shape == SHAPE_TUPLE;
        *out = t->shape == SHAPE_ARRAY ? (Nested){t->ndim, t->element} : (Nested){0, is_record ? dtype : type};
        return t->shape == SHAPE_ARRAY || is_record || type_is_scalar(type);
    }
    *out = (Nested){1, TYPE_UNKNOWN};
    for (size_t i = 0; i < t->count; i++) {
        Nested item;
        if (!find_nested(m, t->items[i], dtype, &item) || !same_tuples(m, t->items[0], t->items[i], dtype))
            return false;
        if (i && (item.ndim + 1 != out->ndim || common_element(out->element, item.element) == TYPE_UNKNOWN))
            return false;
        *out = (Nested){item.ndim + 1, common_element(out->element, item.element)};
    }
    return true;
}

/* copy=True is what happens anyway. */
static void check_copy(const Make *m)
{
    ValueId copy = argument(m, "copy");
    const HirValue *value = copy == HIR_NOTHING ? NULL : hir_value(&m->in->f->hir, copy);
    if (value && (value->op != HIR_const || value->object->kind != FROZEN_BOOL || !frozen_integer(value->object)))
        infer_bad_argument(m->in, m->call->builtin, 3, operand(m, copy), "True");
}

/* A new array, or where nothing forbids it the one that is there. */
static TypeId of_object(const Make *m, TypeId dtype)
{
    ValueId object = argument(m, m->maker->names[0]);
    TypeId type = infer_type_of(m->in, object);
    const Type *array = type_get(m->in->u, type);
    Nested nested;
    int builtin = m->call->builtin;
    bool is_record = type_is_record(m->in->u, type) && builtin != BUILTIN_array_copy;
    if (is_record) /* NumPy's is no copy: it lies in the record's memory */
        error_advise(m->in->u, "write: r.copy()");
    if (is_record || !find_nested(m, type, dtype, &nested) || nested.ndim > MOST_AXES)
        infer_bad_argument(m->in, builtin, 1, operand(m, object),
                           "a number, an array, or a tuple or list of such of one shape");
    TypeId element = dtype != TYPE_none ? dtype : nested.element == TYPE_UNKNOWN ? TYPE_float64 : nested.element;
    bool is_array = array->shape == SHAPE_ARRAY, drops = type_is_complex(nested.element) && !type_is_complex(element);
    if (drops && !is_array && element != TYPE_boolean) /* float() of a complex number is an error in Python */
        infer_stored(m->in, m->call, 1, element);
    if (type_is_record(m->in->u, element) ||
        (nested.element != TYPE_UNKNOWN && type_is_record(m->in->u, nested.element)))
        infer_part_stored(m->in, m->call, 1, element, nested.ndim);
    if (builtin == BUILTIN_array_copy && array->shape == SHAPE_RECORD)
        return type_when_read(m->in->u, element, ARRAY_OWNED);
    bool is_c = is_array && packed_is_c(array->packed, array->ndim);
    bool is_f = is_array && packed_is_f(array->packed, array->ndim),
         contiguous = builtin == BUILTIN_numpy_ascontiguousarray;
    bool to_c = contiguous || builtin == BUILTIN_array_copy;
    int ndim = contiguous && !nested.ndim ? 1 : nested.ndim;
    Packed packed = packed_as(m, to_c ? 'C' : 'K', is_f && !is_c, ndim);
    bool keeps = argument(m, "order") == HIR_NOTHING || (packed_is_c(packed, ndim) ? is_c : is_f);
    bool may_be_it = contiguous ? is_c : builtin == BUILTIN_numpy_asarray;
    check_copy(m);
    if (is_array && array->element == element && ndim == array->ndim && may_be_it && keeps)
        return type;
    return type_array(m->in->u, element, ndim, packed, ARRAY_OWNED);
}

TypeId infer_make(Infer *in, const HirValue *call)
{
    Make m = {in, call, maker_of(call->builtin)};
    check_arguments(&m);
    TypeId dtype = infer_dtype_argument(in, call, argument(&m, "dtype"));
    switch (call->builtin) {
    case BUILTIN_numpy_empty:
    case BUILTIN_numpy_full:
    case BUILTIN_numpy_ones:
    case BUILTIN_numpy_zeros: return shaped(&m, dtype);
    case BUILTIN_numpy_empty_like:
    case BUILTIN_numpy_full_like:
    case BUILTIN_numpy_ones_like:
    case BUILTIN_numpy_zeros_like: return shaped_like(&m, dtype);
    default: return of_object(&m, dtype);
    }
}
