/* infer_expand.c: what a call means once the types of its arguments are known, in HIR: a tuple behind * is its elements, a
 * method is a function of its owner, min and max of several are those of two, again and again; r.v = b is r.v[()] = b, where that is
 * an array. What is put in stands
 * before the call, is inferred like all else, and the next look finds a call that is simpler. A tuple that was made for the
 * call alone stays until the round is over: in->expanded. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/elements.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "hir/hir_edit.h"
#include "hir/reductions.h"
#include "infer/infer_expand.h"
#include "infer/infer_rules.h"
#include "types/attributes.h"

enum { MOST_PAIRS = 16 }; /* of min and max; a longer tuple is gone through by a loop */

HirValue *expand_call(const Expand *x)
{
    return hir_value(x->hir, x->call);
}

static size_t positional_count(const HirValue *call)
{
    return call->count - 1 - call->keyword_count;
}

/* ---- values put in ------------------------------------------------------------------------------------------------ */

static void place(Expand *x, ValueId v, BlockId block, size_t at)
{
    hir_insert(x->in->u, x->hir, block, at, &v, 1);
    x->at += block == x->block;
}

ValueId expand_insert(Expand *x, HirOp op, const ValueId *args, size_t count)
{
    ValueId v = hir_value_new(x->in->u, x->hir, x->block, op, expand_call(x)->loc, args, count);
    hir_value(x->hir, v)->is_step = true;
    place(x, v, x->block, x->at);
    x->inserted++;
    return v;
}

ValueId expand_constant(Expand *x, const Frozen *object)
{
    ValueId v = hir_value_new(x->in->u, x->hir, 0, HIR_const, expand_call(x)->loc, NULL, 0);
    hir_value(x->hir, v)->object = object;
    hir_value(x->hir, v)->type = type_of_constant(x->in->u, object);
    place(x, v, 0, 0);
    return v;
}

typedef struct Elements {
    ValueId *items;
    size_t count;
} Elements;

static void add_elements(Expand *x, ValueId tuple, Elements *out);

static ValueId unpacked(Expand *x, ValueId tuple, size_t i, size_t count)
{
    ValueId v = expand_insert(x, HIR_unpack, &tuple, 1);
    hir_value(x->hir, v)->integer = (int64_t)i;
    hir_value(x->hir, v)->size = count;
    return v;
}

static void add_spliced(Expand *x, HirValue splice, Elements *out)
{
    for (size_t i = 0; i < splice.count; i++)
        add_elements(x, splice.args[i], out);
}

static void add_elements(Expand *x, ValueId tuple, Elements *out)
{
    HirValue value = *hir_value(x->hir, tuple);
    size_t count = type_get(x->in->u, value.type)->count;
    assert(type_has_shape(x->in->u, value.type, SHAPE_TUPLE));
    if (value.op == HIR_splice) {
        add_spliced(x, value, out);
        return;
    }
    for (size_t i = 0; i < count; i++)
        out->items[out->count++] = value.op == HIR_tuple   ? value.args[i]
                                   : value.op == HIR_const ? expand_constant(x, value.object->items[i])
                                                           : unpacked(x, tuple, i, count);
}

/* The elements of a tuple, as they were put into it where that is known: constants stay weak. */
static ValueId *elements_of(Expand *x, ValueId tuple, size_t count)
{
    Elements elements = {ARENA_ARRAY(&x->in->u->arena, ValueId, count + 1), 0};
    add_elements(x, tuple, &elements);
    return elements.items;
}

ValueId expand_item(Expand *x, ValueId tuple, size_t i)
{
    return elements_of(x, tuple, type_get(x->in->u, infer_type_of(x->in, tuple))->count)[i];
}

/* Put `elements` where the positional arguments from `first` on stood. */
static void replace_arguments(Expand *x, size_t first, const ValueId *elements, size_t count)
{
    HirValue *call = expand_call(x);
    size_t kept = call->keyword_count, before = 1 + first;
    assert(before + kept <= call->count);
    ValueId *args = ARENA_ARRAY(&x->in->u->arena, ValueId, before + count + kept);
    memcpy(args, call->args, before * sizeof *args);
    if (count)
        memcpy(args + before, elements, count * sizeof *args);
    if (kept)
        memcpy(args + before + count, call->args + call->count - kept, kept * sizeof *args);
    call->args = args;
    call->count = before + count + kept;
    call->places = NULL;
}

/* ---- f(*tuple) ------------------------------------------------------------------------------------------------------ */

static bool expand_spread(Expand *x)
{
    HirValue *call = expand_call(x);
    if (!call->spread)
        return false;
    ValueId tuple = call->args[1];
    const Type *type = type_get(x->in->u, infer_type_of(x->in, tuple));
    if (type->shape != SHAPE_TUPLE)
        fail(x->in->u, infer_place(x->in, infer_operand(x->in, call, 1)), E_SPLICE, infer_describe_value(x->in, tuple));
    size_t count = type->count;
    ValueId *elements = elements_of(x, tuple, count);
    replace_arguments(x, 0, elements, count);
    expand_call(x)->spread = false;
    return true;
}

/* ---- methods -------------------------------------------------------------------------------------------------------- */

/* x.f(a) is f(x, a). The method itself, without its owner, is the object of its row. */
static bool expand_method(Expand *x)
{
    HirValue *call = expand_call(x);
    const HirValue *method = hir_value(x->hir, call->args[0]);
    if (call->has_owner || method->op != HIR_getattr || attributes[method->attribute].result != RESULT_METHOD)
        return false;
    size_t count = positional_count(call);
    ValueId *args = ARENA_ARRAY(&x->in->u->arena, ValueId, count + 1);
    args[0] = method->args[0];
    memcpy(args + 1, call->args + 1, count * sizeof *args);
    replace_arguments(x, 0, args, count + 1);
    expand_call(x)->has_owner = true;
    return true;
}

/* ---- built-in functions --------------------------------------------------------------------------------------------- */

int expand_called_row(const Expand *x)
{
    const Type *type = type_get(x->in->u, infer_type_of(x->in, expand_call(x)->args[0]));
    bool is_builtin = type->shape == SHAPE_FROZEN && type->object->kind == FROZEN_BUILTIN;
    return is_builtin ? type->object->builtin : -1;
}

static bool is_extreme(int row)
{
    return builtin_is_min(row) || builtin_is_max(row);
}

/* min(a, b, c) is min(min(a, b), c). With a key, it is that of a tuple. */
static bool expand_pairs(Expand *x)
{
    HirValue *call = expand_call(x);
    size_t count = positional_count(call);
    if (!is_extreme(expand_called_row(x)) || count < 2 || (count == 2 && !call->keyword_count))
        return false;
    if (call->keyword_count) {
        ValueId tuple = expand_insert(x, HIR_tuple, call->args + 1, count);
        replace_arguments(x, 0, &tuple, 1);
        return true;
    }
    ValueId callee = call->args[0], so_far = call->args[1];
    const ValueId *args = call->args;
    for (size_t i = 2; i < count; i++)
        so_far = expand_insert(x, HIR_call, (ValueId[]){callee, so_far, args[i]}, 3);
    replace_arguments(x, 0, (ValueId[]){so_far, args[count]}, 2);
    return true;
}

/* min((a, b)) is min(a, b), whatever the kinds of a and b. */
static bool expand_tuple(Expand *x)
{
    const HirValue *call = expand_call(x);
    if (!is_extreme(expand_called_row(x)) || call->count != 2)
        return false;
    ValueId tuple = call->args[1];
    const Type *type = type_get(x->in->u, infer_type_of(x->in, tuple));
    if (type->shape != SHAPE_TUPLE || type->count < 2 || type->count > MOST_PAIRS)
        return false;
    size_t count = type->count;
    ValueId *elements = elements_of(x, tuple, count);
    replace_arguments(x, 0, elements, count);
    return true;
}

/* What a sum or a product starts with. */
static bool expand_start(Expand *x)
{
    HirValue *call = expand_call(x);
    int row = expand_called_row(x);
    BuiltinRule rule = row < 0 ? CALL_EACH : builtins[row].rule;
    if ((rule != CALL_SUM && rule != CALL_PRODUCT) || call->count != 2)
        return false;
    ValueId start = expand_constant(x, frozen_int(x->in->u, rule == CALL_PRODUCT));
    replace_arguments(x, 1, &start, 1);
    return true;
}

/* Is it a tuple, or for a function that gives a view a number, where NumPy makes an array? */
static bool becomes_array(const Expand *x, int row, ValueId v)
{
    TypeId type = infer_type_of(x->in, v);
    return type_has_shape(x->in->u, type, SHAPE_TUPLE) || (builtins[row].rule == CALL_VIEW && type_is_scalar(type));
}

static bool is_like(int row)
{
    return row == BUILTIN_numpy_empty_like || row == BUILTIN_numpy_zeros_like || row == BUILTIN_numpy_ones_like ||
           row == BUILTIN_numpy_full_like;
}

/* How many of the first arguments are arrays or numbers, so that NumPy makes arrays of tuples and lists. */
static size_t array_arguments(int row)
{
    if (row < 0 || strncmp(builtins[row].path, "numpy.", 6))
        return 0;
    if (builtins[row].rule == CALL_REDUCE)
        return hir_reduction_info(row) ? 1 : 2;
    if (builtins[row].rule == CALL_VIEW)
        return 1;
    if (is_like(row))
        return 1;
    return builtins[row].codes || builtins[row].rule == CALL_ELEMENT ? SIZE_MAX : 0;
}

/* np.sum((a, b)) is np.sum(np.array((a, b))). */
static bool expand_array(Expand *x)
{
    bool any = false;
    int row = expand_called_row(x);
    size_t arrays = array_arguments(row);
    for (size_t i = 1; i <= positional_count(expand_call(x)) && i <= arrays; i++)
        if (becomes_array(x, row, expand_call(x)->args[i])) {
            expand_to_array(x, i);
            any = true;
        }
    return any;
}

/* slice(stop), slice(start, stop, step) is what stands in a[start:stop:step]. */
static bool expand_slice(Expand *x)
{
    HirValue *call = expand_call(x);
    size_t count = positional_count(call);
    if (expand_called_row(x) != BUILTIN_slice || call->keyword_count || count < 1 || count > 3)
        return false;
    const ValueId *given = call->args + 1;
    ValueId none = expand_constant(x, frozen_none(x->in->u));
    ValueId bounds[] = {count > 1 ? given[0] : none, given[count > 1], count > 2 ? given[2] : none};
    call = expand_call(x);
    call->op = HIR_slice;
    call->args = arena_copy(&x->in->u->arena, bounds, sizeof bounds);
    call->count = 3;
    call->places = NULL;
    return true;
}

/* operator.setitem(a, i, x) is a store, and where its value is used, None. */
static bool expand_store(Expand *x)
{
    if (expand_called_row(x) != BUILTIN_operator_setitem || expand_call(x)->keyword_count ||
        positional_count(expand_call(x)) != 3)
        return false;
    ValueId none = expand_constant(x, frozen_none(x->in->u));
    for (ValueId v = 0; v < x->hir->values.count; v++) {
        HirValue *user = hir_value(x->hir, v);
        for (size_t i = 0; user->op != HIR_guard && i < user->count; i++)
            if (user->args[i] == x->call)
                user->args[i] = none;
    }
    HirValue *call = expand_call(x);
    call->op = HIR_setitem;
    call->args++;
    call->count = 3;
    call->places += call->places != NULL;
    return true;
}

/* ---- keywords ------------------------------------------------------------------------------------------------------- */

/* Names of arguments that built-in functions take by position or by keyword. Those of the prelude's functions of any number
 * of arguments are bound like a user's. */
static const char *const keyword_rows[BUILTIN_COUNT][3] = {
#define KEYWORDS(id, a, b, c) [BUILTIN_##id] = {a, b, c},
#include "frozen/builtin_keywords.def"
};

static bool has_names(int row)
{
    return row >= 0 && (keyword_rows[row][0] || keyword_rows[row][1]);
}

/* The keywords that continue the positional arguments become such. */
static bool expand_keywords(Expand *x)
{
    HirValue *call = expand_call(x);
    int row = expand_called_row(x);
    size_t first = positional_count(call), count = call->keyword_count;
    if (!count || !has_names(row) || first + count > 3)
        return false;
    const char *const *names = keyword_rows[row];
    ValueId *args = ARENA_ARRAY(&x->in->u->arena, ValueId, count);
    for (size_t i = 0; i < count; i++) {
        args[i] = names[first + i] ? hir_call_argument(call, SIZE_MAX - 1, names[first + i]) : HIR_NOTHING;
        if (args[i] == HIR_NOTHING)
            return false;
    }
    call->keyword_count = 0;
    call->count -= count;
    replace_arguments(x, first, args, count);
    return true;
}

static bool is_ready(const Expand *x)
{
    const HirValue *call = expand_call(x);
    for (size_t i = 0; i < call->count; i++)
        if (infer_type_of(x->in, call->args[i]) == TYPE_UNKNOWN)
            return false;
    return true;
}

/* ---- fields of records ---------------------------------------------------------------------------------------------- */

static bool expand_field_store(Expand *x)
{
    HirValue *store = expand_call(x);
    if (store->op == HIR_setitem)
        infer_named_item(x->in, store);
    if (store->op != HIR_setattr || !infer_stores_array(x->in, store))
        return false;
    Frozen *all = ARENA_NEW(&x->in->u->arena, Frozen);
    *all = (Frozen){.kind = FROZEN_TUPLE, .builtin = -1, .description = "a tuple"};
    const char *name = store->text;
    ValueId part = expand_insert(x, HIR_getattr, store->args, 1), index = expand_constant(x, all);
    hir_value(x->hir, part)->text = name;
    hir_value(x->hir, part)->is_memory = true;
    store = expand_call(x);
    ValueId args[] = {part, index, store->args[1]};
    store->op = HIR_setitem;
    store->args = arena_copy(&x->in->u->arena, args, sizeof args);
    store->count = 3;
    store->places = NULL;
    store->text = NULL;
    return true;
}

static bool is_store(HirOp op)
{
    return op == HIR_setattr || op == HIR_setitem;
}

static bool may_mean_more(HirOp op)
{
    return op == HIR_call || op == HIR_matmul || op == HIR_getitem || op == HIR_getattr || op == HIR_unpack ||
           op == HIR_rest || op == HIR_contains || op == HIR_iter || op == HIR_iter_item || is_store(op) ||
           expand_is_condition(op) || element_row(op) >= 0;
}

size_t infer_expand(Infer *in, BlockId block, size_t at)
{
    Hir *hir = &in->f->hir;
    Expand x = {in, hir, hir->blocks.items[block].values.items[at], block, at, 0};
    in->at = x.call;
    in->expanded |= expand_pointers(&x);
    if (!may_mean_more((HirOp)expand_call(&x)->op))
        return x.at - x.inserted;
    if (is_ready(&x))
        in->expanded |= expand_string(&x);
    if (is_store((HirOp)expand_call(&x)->op))
        in->expanded |= is_ready(&x) && expand_field_store(&x);
    while (expand_call(&x)->op == HIR_call && is_ready(&x) &&
           (expand_spread(&x) || expand_method(&x) || expand_keywords(&x) || expand_tuple(&x) || expand_pairs(&x) ||
            expand_start(&x) || expand_array(&x) || expand_slice(&x) || expand_store(&x) || expand_record(&x) ||
            expand_ufunc(&x)))
        in->expanded = true;
    if (is_ready(&x))
        expand_lists(&x);
    if (is_ready(&x))
        expand_arrays(&x);
    assert(x.at >= x.inserted);
    return x.at - x.inserted;
}
