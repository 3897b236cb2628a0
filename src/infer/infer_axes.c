/* infer_axes.c: types of views of arrays: the VIEW rows of array_functions.def. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/axes.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/layout.h"

enum { MOST_ARGUMENTS = 4 };

/* What the arguments are called. */
typedef struct Viewer {
    int builtin;
    size_t most;
    const char *names[MOST_ARGUMENTS];
} Viewer;

static const Viewer viewers[] = {
    {BUILTIN_array_reshape, SIZE_MAX, {"a", "shape"}},
    {BUILTIN_array_transpose, SIZE_MAX, {"a", "axes"}},
    {BUILTIN_array_view, 2, {"a", "dtype"}},
    {BUILTIN_machine_packed, 1, {"a"}},
    {BUILTIN_machine_strided, 3, {"a", "shape", "strides"}},
    {BUILTIN_numpy_broadcast_to, 2, {"array", "shape"}},
    {BUILTIN_numpy_expand_dims, 2, {"a", "axis"}},
    {BUILTIN_numpy_flip, 2, {"m", "axis"}},
    {BUILTIN_numpy_fliplr, 1, {"m"}},
    {BUILTIN_numpy_flipud, 1, {"m"}},
    {BUILTIN_numpy_moveaxis, 3, {"a", "source", "destination"}},
    {BUILTIN_numpy_ravel, 1, {"a"}},
    {BUILTIN_numpy_reshape, 2, {"a", "shape"}},
    {BUILTIN_numpy_squeeze, 2, {"a", "axis"}},
    {BUILTIN_numpy_swapaxes, 3, {"a", "axis1", "axis2"}},
    {BUILTIN_numpy_transpose, 2, {"a", "axes"}},
};

typedef struct ViewCall {
    Infer *in;
    const HirValue *call;
    const Viewer *viewer;
    TypeId array;
    Type type; /* of the array */
} ViewCall;

static const Viewer *viewer_of(int builtin)
{
    size_t i = 0;
    while (viewers[i].builtin != builtin)
        i++;
    return &viewers[i];
}

static _Noreturn void bad(const ViewCall *c, size_t number, const char *expected)
{
    size_t at = number < c->call->count ? number : c->call->count - 1;
    infer_bad_argument(c->in, c->call->builtin, number, infer_operand(c->in, c->call, at), expected);
}

static void check_arguments(const ViewCall *c)
{
    size_t positional = c->call->count - 1 - c->call->keyword_count;
    for (size_t i = 0; i < c->call->keyword_count; i++) {
        size_t place = 0;
        while (place < MOST_ARGUMENTS && c->viewer->names[place] &&
               strcmp(c->viewer->names[place], c->call->keywords[i]))
            place++;
        if (place == MOST_ARGUMENTS || !c->viewer->names[place] || place < positional || !place)
            infer_bad_keyword(c->in, c->call->builtin, c->call->keywords[i]);
    }
    if (positional > c->viewer->most || !positional)
        infer_bad_count(c->in, c->call->builtin, positional - c->call->has_owner);
}

static TypeId like(const ViewCall *c, int ndim, Packed packed)
{
    return type_array_like(c->in->u, c->array, ndim, packed);
}

/* ---- shapes --------------------------------------------------------------------------------------------------------- */

/* Where the elements follow one another in C's order, or along one axis, there is a view of any shape; what else may have one
 * infer_expand() has made a call of the prelude. */
static TypeId reshaped(const ViewCall *c, int ndim)
{
    bool is_c = packed_is_c(c->type.packed, c->type.ndim);
    assert(is_c || c->type.ndim == 1);
    return like(c, ndim, is_c ? packed_c(ndim) : packed_none());
}

static TypeId raveled(const ViewCall *c)
{
    assert(packed_is_c(c->type.packed, c->type.ndim));
    return like(c, 1, packed_c(1));
}

/* a.reshape(2, 3): how many lengths there are. */
static int lengths_given(const ViewCall *c)
{
    bool is_method = c->call->builtin == BUILTIN_array_reshape;
    if (is_method && c->call->count > 3 && !c->call->keyword_count) {
        for (size_t i = 2; i < c->call->count; i++)
            if (!type_is_integer(infer_type_of(c->in, c->call->args[i])))
                bad(c, i, "an integer");
        return (int)c->call->count - 2;
    }
    ValueId shape = hir_call_argument(c->call, 1, "shape");
    if (shape == HIR_NOTHING)
        infer_bad_count(c->in, c->call->builtin, c->call->count - 1 - c->call->has_owner);
    return infer_shape_argument(c->in, c->call, shape);
}

static TypeId reshaped_as_given(const ViewCall *c)
{
    int ndim = lengths_given(c);
    if (ndim > MOST_AXES)
        bad(c, 2, "a shape of at most 64 axes");
    return reshaped(c, ndim);
}

static TypeId broadcast(const ViewCall *c)
{
    int ndim = lengths_given(c);
    if (ndim < c->type.ndim)
        bad(c, 2, "a shape with as many axes as the array, or more");
    Type type = c->type;
    return type_array(c->in->u, type.element, ndim, packed_none(), type.flags | ARRAY_READ_ONLY);
}

/* ---- axes ----------------------------------------------------------------------------------------------------------- */

static TypeId with_axes(const ViewCall *c)
{
    AxesView view;
    const char *expected;
    int number = axes_view(c->in->u, &c->in->f->hir, c->call, &view, &expected);
    if (number < 0)
        infer_bad_count(c->in, c->call->builtin, c->call->count - 1 - c->call->has_owner);
    if (number)
        bad(c, (size_t)number, expected);
    return like(c, view.ndim, axes_packed(&c->type, &view));
}

/* ---- elements ------------------------------------------------------------------------------------------------------- */

/* Elements of another size need a last axis without gaps. */
static TypeId as_elements(const ViewCall *c)
{
    Unit *u = c->in->u;
    ValueId dtype = hir_call_argument(c->call, 1, "dtype");
    TypeId element = infer_dtype_argument(c->in, c->call, dtype);
    if (element == TYPE_none)
        return c->array;
    size_t size = type_layout(u, element)->size, old = type_layout(u, c->type.element)->size;
    bool is_size = size == old;
    if (size < old && old % size) /* records have any size */
        bad(c, 2, "a dtype whose size divides that of the elements");
    if (!is_size && !c->type.packed.last)
        bad(c, 1, "an array whose last axis has no gaps, as far as its type says");
    Packed packed = is_size ? c->type.packed : (Packed){c->type.packed.last, 0};
    return type_array(u, element, c->type.ndim, packed, c->type.flags);
}

TypeId infer_array_view(Infer *in, const HirValue *call)
{
    ViewCall c = {.in = in, .call = call, .viewer = viewer_of(call->builtin)};
    check_arguments(&c);
    c.array = infer_type_of(in, call->args[1]);
    c.type = *type_get(in->u, c.array);
    if (c.type.shape != SHAPE_ARRAY)
        bad(&c, 1, "an array");
    switch (call->builtin) {
    case BUILTIN_array_reshape:
    case BUILTIN_numpy_reshape: return reshaped_as_given(&c);
    case BUILTIN_numpy_ravel: return raveled(&c);
    case BUILTIN_numpy_broadcast_to: return broadcast(&c);
    case BUILTIN_array_view: return as_elements(&c);
    case BUILTIN_machine_packed: return like(&c, c.type.ndim, packed_c(c.type.ndim));
    case BUILTIN_machine_strided: return like(&c, lengths_given(&c), packed_none());
    default: return with_axes(&c);
    }
}
