/* infer_reduce.c: types of reductions (reductions.def): their arguments, which decide the shape of the result, are constants. */
#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "hir/reductions.h"
#include "infer/infer_rules.h"

typedef struct Reduce {
    Infer *in;
    const HirValue *call;
    const ReductionInfo *info;
    TypeId element;
    int ndim;
} Reduce;

static size_t place_of(const Reduce *r, ValueId v)
{
    size_t i = 1;
    while (r->call->args[i] != v)
        i++;
    assert(i < r->call->count);
    return i;
}

static _Noreturn void bad_argument(const Reduce *r, ValueId v, const char *expected)
{
    size_t place = place_of(r, v);
    infer_bad_argument(r->in, r->call->builtin, place, infer_operand(r->in, r->call, place), expected);
}

static size_t parameter_count(const ReductionInfo *info)
{
    size_t count = 1;
    for (const char *at = info->parameters; *at; at++)
        count += *at == ' ';
    return count;
}

static bool is_parameter(const ReductionInfo *info, const char *name)
{
    const char *found = strstr(info->parameters, name);
    return found && (found == info->parameters || found[-1] == ' ') && strchr(" ", found[strlen(name)]);
}

static void check_arguments(const Reduce *r)
{
    const HirValue *call = r->call;
    size_t positional = call->count - call->keyword_count - 1;
    if (positional < 1 || positional > 1 + parameter_count(r->info))
        infer_bad_count(r->in, call->builtin, call->count - 1 - call->has_owner);
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!is_parameter(r->info, call->keywords[i]))
            infer_bad_keyword(r->in, call->builtin, call->keywords[i]);
}

static void find_array(Reduce *r)
{
    TypeId type = infer_type_of(r->in, r->call->args[1]);
    const Type *t = type_get(r->in->u, type);
    r->element = t->shape == SHAPE_ARRAY ? t->element : type;
    r->ndim = t->shape == SHAPE_ARRAY ? t->ndim : 0;
    if (!type_is_scalar(r->element))
        bad_argument(r, r->call->args[1], "an array of numbers");
}

static uint32_t axes_of(const Reduce *r)
{
    ValueId axis = hir_reduction_argument(r->call, "axis");
    uint32_t axes = r->info->flags & REDUCE_FIRST_AXIS && r->ndim ? 1 : (uint32_t)((1ULL << r->ndim) - 1);
    if (axis != HIR_NOTHING && !hir_axes(r->in->u, &r->in->f->hir, axis, r->ndim, &axes)) {
        const char *least = r->ndim ? arena_printf(&r->in->u->arena, ", from %d to %d,", -r->ndim, r->ndim - 1) : "";
        const char *axes_text = arena_printf(&r->in->u->arena, "None, a constant axis%s or a tuple of such", least);
        bad_argument(r, axis, axes_text);
    }
    return axes;
}

static bool keeps_axes(const Reduce *r)
{
    ValueId keepdims = hir_reduction_argument(r->call, "keepdims");
    bool keeps = false;
    if (keepdims != HIR_NOTHING && !hir_flag(&r->in->f->hir, keepdims, &keeps))
        bad_argument(r, keepdims, "a constant True or False");
    return keeps;
}

static void check_ddof(const Reduce *r)
{
    ValueId ddof = hir_reduction_argument(r->call, "ddof");
    TypeId type = ddof == HIR_NOTHING ? TYPE_int64 : infer_type_of(r->in, ddof);
    if (!type_is_integer(type) && !type_is_float(type))
        bad_argument(r, ddof, "a number");
}

static const char *dtype_text(const Reduce *r)
{
    if (type_is_complex(r->element))
        return r->info->result == FOLDED_REAL ? "None, as the elements are complex"
                                              : "a type of complex numbers, as the elements are (a.real has real ones)";
    return r->info->result == FOLDED_REAL ? "a type of floats"
                                          : "a type of floats or complex numbers, as the elements are";
}

static TypeId folded_type(const Reduce *r)
{
    ValueId dtype = hir_reduction_argument(r->call, "dtype");
    TypeId wanted = infer_dtype_argument(r->in, r->call, dtype);
    if (wanted != TYPE_none && (r->info->result == FOLDED_SAME || r->info->result == FOLDED_BOOL))
        bad_argument(r, dtype, "None");
    TypeId type = hir_folded_type(r->info, r->element, wanted);
    if (type == TYPE_UNKNOWN && wanted != TYPE_none)
        bad_argument(r, dtype, dtype_text(r));
    if (type == TYPE_UNKNOWN)
        bad_argument(r, r->call->args[1], "an array of numbers that can be subtracted");
    return type;
}

static int count_of(uint32_t axes)
{
    return __builtin_popcount(axes);
}

static bool is_given(const Infer *in, const HirValue *call, const char *name)
{
    ValueId v = hir_reduction_argument(call, name);
    return v != HIR_NOTHING && infer_type_of(in, v) != TYPE_none;
}

static bool leaves_out(const Infer *in, const HirValue *call)
{
    bool all = false;
    ValueId where = hir_reduction_argument(call, "where");
    return where != HIR_NOTHING && !(hir_flag(&in->f->hir, where, &all) && all);
}

const char *infer_reduce_in_prelude(const Infer *in, const HirValue *call)
{
    if (call->builtin < 0 || builtins[call->builtin].rule != CALL_REDUCE || !hir_reduction_info(call->builtin))
        return NULL;
    bool more = is_given(in, call, "out") || is_given(in, call, "initial") || is_given(in, call, "mean") ||
                is_given(in, call, "correction") || leaves_out(in, call);
    return more ? arena_printf(&in->u->arena, "arrays_reduce:%s", builtins[call->builtin].code) : NULL;
}

TypeId infer_reduce(Infer *in, const HirValue *call)
{
    Reduce r = {.in = in, .call = call, .info = hir_reduction_info(call->builtin)};
    if (!r.info)
        return infer_product(in, call);
    check_arguments(&r);
    find_array(&r);
    check_ddof(&r);
    uint32_t axes = axes_of(&r);
    int left = keeps_axes(&r) ? r.ndim : r.ndim - count_of(axes);
    TypeId type = folded_type(&r);
    return left ? type_array(in->u, type, left, packed_c(left), ARRAY_OWNED) : type;
}
