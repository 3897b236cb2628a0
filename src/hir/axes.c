/* axes.c: see axes.h. Axes are constants, for the type of the result depends on them. */
#include "hir/axes.h"

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"

/* ---- arguments ------------------------------------------------------------------------------------------------------ */

typedef struct AxesCall {
    Unit *u;
    const Hir *hir;
    const HirValue *call;
    int ndim; /* of the array */
    AxesView *view;
    const char *expected;
} AxesCall;

static const char one_axis[] = "a constant, one of the axes";
static const char some_axes[] = "constants, each another one of the axes";

static bool is_none(const AxesCall *c, ValueId v)
{
    return v == HIR_NOTHING || c->hir->values.items[v].type == TYPE_none;
}

/* An axis may count from the end. */
static bool read_axis(Operand a, int ndim, int *axis)
{
    if (!a.constant || a.constant->kind != FROZEN_INT || frozen_is_data(a.constant))
        return false;
    int64_t number = frozen_integer(a.constant);
    if (number < -ndim || number >= ndim)
        return false;
    *axis = (int)(number < 0 ? number + ndim : number);
    return true;
}

/* One axis or a tuple of them, each once: how many; -1: something else. */
static int read_axes(const AxesCall *c, ValueId v, int ndim, int *axes)
{
    const Type *type = type_get(c->u, c->hir->values.items[v].type);
    size_t count = type->shape == SHAPE_TUPLE ? type->count : 1;
    bool seen[MOST_AXES] = {false};
    for (size_t i = 0; i < count; i++) {
        if (i >= (size_t)ndim || !read_axis(index_item(c->u, c->hir, v, i), ndim, &axes[i]) || seen[axes[i]])
            return -1;
        seen[axes[i]] = true;
    }
    return (int)count;
}

/* ---- orders --------------------------------------------------------------------------------------------------------- */

static void keep_axes(AxesCall *c)
{
    c->view->ndim = c->ndim;
    for (int i = 0; i < c->ndim; i++)
        c->view->axes[i] = i;
}

/* transpose(a), transpose(a, axes), a.transpose(1, 0) */
static int transposed(AxesCall *c, ValueId axes, size_t count)
{
    c->view->ndim = c->ndim;
    for (int i = 0; i < c->ndim; i++)
        c->view->axes[i] = c->ndim - 1 - i;
    if (is_none(c, axes) && count <= 1)
        return 0;
    c->expected = some_axes;
    if (count <= 1)
        return read_axes(c, axes, c->ndim, c->view->axes) == c->ndim ? 0 : 2;
    bool seen[MOST_AXES] = {false};
    for (size_t i = 0; i < count; i++) {
        int axis;
        Operand given = operand_of(c->hir, c->call->args[2 + i]);
        if (count != (size_t)c->ndim || !read_axis(given, c->ndim, &axis) || seen[axis])
            return (int)i + 2;
        seen[axis] = true;
        c->view->axes[i] = axis;
    }
    return 0;
}

static int swapped(AxesCall *c, ValueId first, ValueId second)
{
    int a, b;
    keep_axes(c);
    c->expected = one_axis;
    if (first == HIR_NOTHING || second == HIR_NOTHING)
        return -1;
    if (!read_axis(operand_of(c->hir, first), c->ndim, &a))
        return 2;
    if (!read_axis(operand_of(c->hir, second), c->ndim, &b))
        return 3;
    c->view->axes[a] = b;
    c->view->axes[b] = a;
    return 0;
}

static int moved(AxesCall *c, ValueId source, ValueId destination)
{
    int from[MOST_AXES], to[MOST_AXES];
    bool is_taken[MOST_AXES] = {false}, is_filled[MOST_AXES] = {false};
    keep_axes(c);
    c->expected = some_axes;
    if (source == HIR_NOTHING || destination == HIR_NOTHING)
        return -1;
    int count = read_axes(c, source, c->ndim, from);
    if (count < 0)
        return 2;
    if (read_axes(c, destination, c->ndim, to) != count)
        return 3;
    for (int i = 0; i < count; i++) {
        c->view->axes[to[i]] = from[i];
        is_filled[to[i]] = is_taken[from[i]] = true;
    }
    for (int axis = 0, next = 0; axis < c->ndim; axis++) {
        if (is_filled[axis])
            continue;
        while (is_taken[next])
            next++;
        c->view->axes[axis] = next++;
    }
    return 0;
}

/* ---- fewer and more --------------------------------------------------------------------------------------------------- */

static int squeezed(AxesCall *c, ValueId axes)
{
    int dropped[MOST_AXES];
    c->expected = "constants, axes of the array whose length is 1, such as axis=0, for its type doesn't know them";
    if (is_none(c, axes))
        return 2;
    int count = read_axes(c, axes, c->ndim, dropped);
    if (count < 0)
        return 2;
    for (int i = 0; i < count; i++)
        c->view->is_dropped[dropped[i]] = true;
    for (int axis = 0; axis < c->ndim; axis++)
        if (!c->view->is_dropped[axis])
            c->view->axes[c->view->ndim++] = axis;
    return 0;
}

static int expanded(AxesCall *c, ValueId axes)
{
    int added[MOST_AXES];
    bool is_new[MOST_AXES] = {false};
    c->expected = "constants, each another one of the axes of the result";
    if (axes == HIR_NOTHING)
        return -1;
    const Type *type = type_get(c->u, c->hir->values.items[axes].type);
    size_t more = type->shape == SHAPE_TUPLE ? type->count : 1;
    if (more > (size_t)(MOST_AXES - c->ndim) || read_axes(c, axes, c->ndim + (int)more, added) < 0)
        return 2;
    for (size_t i = 0; i < more; i++)
        is_new[added[i]] = true;
    c->view->ndim = c->ndim + (int)more;
    for (int i = 0, next = 0; i < c->view->ndim; i++)
        c->view->axes[i] = is_new[i] ? NEW_AXIS : next++;
    return 0;
}

static int flipped(AxesCall *c, ValueId axes)
{
    int reversed[MOST_AXES], count = c->ndim;
    keep_axes(c);
    c->expected = some_axes;
    for (int i = 0; i < c->ndim; i++)
        reversed[i] = i;
    if (!is_none(c, axes))
        count = read_axes(c, axes, c->ndim, reversed);
    for (int i = 0; i < count; i++)
        c->view->is_reversed[reversed[i]] = true;
    return count < 0 ? 2 : 0;
}

static int flipped_axis(AxesCall *c, int axis)
{
    keep_axes(c);
    c->expected = axis ? "an array of two axes or more" : "an array of one axis or more";
    if (axis >= c->ndim)
        return 1;
    c->view->is_reversed[axis] = true;
    return 0;
}

/* ---- which one it is ------------------------------------------------------------------------------------------------ */

static int read_call(AxesCall *c)
{
    ValueId first = hir_call_argument(c->call, 1, "axis");
    switch (c->call->builtin) {
    case BUILTIN_numpy_transpose: return transposed(c, hir_call_argument(c->call, 1, "axes"), 1);
    case BUILTIN_array_transpose: return transposed(c, hir_call_argument(c->call, 1, "axes"), c->call->count - 2);
    case BUILTIN_numpy_swapaxes:
        return swapped(c, hir_call_argument(c->call, 1, "axis1"), hir_call_argument(c->call, 2, "axis2"));
    case BUILTIN_numpy_moveaxis:
        return moved(c, hir_call_argument(c->call, 1, "source"), hir_call_argument(c->call, 2, "destination"));
    case BUILTIN_numpy_squeeze: return squeezed(c, first);
    case BUILTIN_numpy_expand_dims: return expanded(c, first);
    case BUILTIN_numpy_flip: return flipped(c, first);
    case BUILTIN_numpy_flipud: return flipped_axis(c, 0);
    default: return flipped_axis(c, 1);
    }
}

int axes_view(Unit *u, const Hir *hir, const HirValue *call, AxesView *view, const char **expected)
{
    AxesCall c = {u, hir, call, type_get(u, hir->values.items[call->args[1]].type)->ndim, view, NULL};
    *view = (AxesView){.ndim = 0};
    int bad = read_call(&c);
    *expected = c.expected;
    return bad;
}

/* ---- packed axes ---------------------------------------------------------------------------------------------------- */

/* How many axes of the result, from its last one or its first one, follow those of the array from its last one or its first one. */
static uint8_t count_packed(const Type *array, const AxesView *view, bool from_last, bool of_last)
{
    int packed = of_last ? array->packed.last : array->packed.first, next = 0;
    uint8_t count = 0;
    for (int i = 0; i < view->ndim; i++, count++) {
        int place = from_last ? view->ndim - 1 - i : i, axis = view->axes[place];
        if (axis == NEW_AXIS)
            continue;
        while (next < array->ndim && view->is_dropped[of_last ? array->ndim - 1 - next : next])
            next++;
        if (view->is_reversed[place] || next >= packed || axis != (of_last ? array->ndim - 1 - next : next))
            break;
        next++;
    }
    return count;
}

static uint8_t most_packed(const Type *array, const AxesView *view, bool from_last)
{
    uint8_t a = count_packed(array, view, from_last, true), b = count_packed(array, view, from_last, false);
    return a > b ? a : b;
}

Packed axes_packed(const Type *array, const AxesView *view)
{
    return packed_canonical((Packed){most_packed(array, view, true), most_packed(array, view, false)}, view->ndim);
}
