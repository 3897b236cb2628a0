/* infer_expand_ufunc.c: keywords of ufuncs that mean other operations.
 *
 *     add(a, b, out=(o,))                    add(a, b, out=o)
 *     add(a, b, dtype=t)                     add(a.astype(t), b.astype(t)), of constants and ints what they are
 *     add(a, b, out=o, where=w)              put(add(a, b), w, o, out=o): where w isn't true an element stays
 *     add(a, b, out=o, casting="unsafe")     put(add(a, b).astype(o.dtype), True, o, out=o)
 *     nan_to_num(a, copy=False)              nan_to_num(a, out=a) */
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/elements.h"
#include "hir/numbers.h"
#include "infer/infer_expand.h"

enum { MOST_OPERANDS = 4 };

typedef struct Ufunc {
    Expand *x;
    const BuiltinInfo *row;
    int builtin;
    ValueId callee, operands[MOST_OPERANDS]; /* of `operands` the last `named` have keywords */
    const char *keywords[MOST_OPERANDS + 1];
    size_t count, named;
    ValueId out, where, dtype; /* HIR_NOTHING: not given, or what goes without saying */
    bool is_unsafe;
    bool is_simpler; /* a keyword went */
} Ufunc;

static TypeId type_at(const Ufunc *f, ValueId v)
{
    return infer_type_of(f->x->in, v);
}

static bool is_array(const Ufunc *f, ValueId v)
{
    return type_has_shape(f->x->in->u, type_at(f, v), SHAPE_ARRAY);
}

/* ---- what is given ------------------------------------------------------------------------------------------------------ */

static const Frozen *constant_at(const Ufunc *f, ValueId v)
{
    const HirValue *value = hir_value(f->x->hir, v);
    return value->op == HIR_const ? value->object : NULL;
}

static bool is_constant_bool(const Ufunc *f, ValueId v, bool wanted)
{
    const Frozen *object = constant_at(f, v);
    return object && object->kind == FROZEN_BOOL && (frozen_integer(object) != 0) == wanted;
}

static ValueId unless_none(const Ufunc *f, ValueId v)
{
    return type_at(f, v) == TYPE_none ? HIR_NOTHING : v;
}

static bool takes_casting(const Ufunc *f, ValueId v, size_t number)
{
    const Frozen *rule = constant_at(f, v);
    const char *text = rule && rule->kind == FROZEN_STRING ? rule->text : "";
    if (strcmp(text, "unsafe") && strcmp(text, "same_kind"))
        infer_bad_argument(f->x->in, f->builtin, number, infer_operand(f->x->in, expand_call(f->x), number),
                           "'same_kind' or 'unsafe'");
    return !strcmp(text, "unsafe");
}

static void take_out(Ufunc *f, ValueId out)
{
    bool in_tuple = type_has_shape(f->x->in->u, type_at(f, out), SHAPE_TUPLE) &&
                    type_get(f->x->in->u, type_at(f, out))->count == 1;
    f->is_simpler |= in_tuple;
    f->out = unless_none(f, in_tuple ? expand_item(f->x, out, 0) : out);
}

static void take_where(Ufunc *f, ValueId where, size_t number)
{
    TypeId type = type_at(f, where);
    if ((is_array(f, where) ? type_get(f->x->in->u, type)->element : type) != TYPE_boolean)
        infer_bad_argument(f->x->in, f->builtin, number, infer_operand(f->x->in, expand_call(f->x), number),
                           "a bool or an array of bools");
    f->where = is_constant_bool(f, where, true) ? HIR_NOTHING : where;
}

/* Was it one of those that all ufuncs have? */
static bool take_keyword(Ufunc *f, const char *name, ValueId v, size_t number)
{
    if (!strcmp(name, "out")) {
        take_out(f, v);
        return true;
    }
    if (!strcmp(name, "where"))
        take_where(f, v, number);
    else if (!strcmp(name, "dtype"))
        f->dtype = unless_none(f, v);
    else if (!strcmp(name, "casting"))
        f->is_unsafe = takes_casting(f, v, number);
    else if (strcmp(name, "subok"))
        return false;
    f->is_simpler = true;
    return true;
}

/* false: it isn't called in a way that is known. */
static bool take(Ufunc *f)
{
    HirValue call = *expand_call(f->x);
    size_t positional = call.count - 1 - call.keyword_count;
    for (size_t i = 1; i < call.count; i++) {
        const char *name = i > positional ? call.keywords[i - 1 - positional] : NULL;
        if (name && take_keyword(f, name, call.args[i], i))
            continue;
        if (!name && i == element_out_position(f->builtin)) {
            take_out(f, call.args[i]);
            continue;
        }
        if (f->count == MOST_OPERANDS)
            return false;
        f->operands[f->count++] = call.args[i];
        if (name)
            f->keywords[f->named++] = name;
    }
    return true;
}

/* ---- dtype= --------------------------------------------------------------------------------------------------------------- */

/* Whatever it is given, a bool. */
static bool gives_bools(const Ufunc *f)
{
    Operand number = operand_of_type(TYPE_float64);
    if (f->row->rule == CALL_TRUTH || element_compares(f->builtin))
        return true;
    const char *code = f->row->codes && f->row->count == 1 ? number_plan(f->builtin, &number, 1).code : NULL;
    return code && *code == '!' && form_result(form_named(code + 1), TYPE_float64) == TYPE_boolean;
}

/* Are operands and result of that type? */
static bool has_loop(const Ufunc *f, TypeId type)
{
    Operand operands[MOST_OPERANDS];
    for (size_t i = 0; i < f->count; i++)
        operands[i] = operand_of_type(type);
    bool has_other = f->row->rule == CALL_LDEXP || f->builtin == BUILTIN_numpy_absolute ||
                     f->builtin == BUILTIN_numpy_bitwise_count || gives_bools(f);
    return !f->row->codes || (!has_other && element_loop(f->builtin, operands, f->count) == type);
}

static const Frozen *type_object(Unit *u, TypeId type)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_TYPE, .builtin = -1, .type = type, .description = type_name(u, type)};
    return object;
}

static const Frozen *function_object(Unit *u, int row)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_BUILTIN, .builtin = row, .description = builtins[row].path};
    return object;
}

static ValueId converted(const Ufunc *f, ValueId v, TypeId type)
{
    ValueId dtype = expand_constant(f->x, type_object(f->x->in->u, type));
    if (!is_array(f, v))
        return expand_insert(f->x, HIR_call, (ValueId[]){dtype, v}, 2);
    ValueId astype = expand_constant(f->x, function_object(f->x->in->u, BUILTIN_array_astype));
    return expand_insert(f->x, HIR_call, (ValueId[]){astype, v, dtype}, 3);
}

static void convert_operand(Ufunc *f, size_t i, TypeId type, bool has_array)
{
    Unit *u = f->x->in->u;
    Operand operand = element_operand(u, f->x->hir, f->operands[i]);
    if (operand.type == TYPE_none || operand.type == type || (operand.weak && has_array))
        return;
    if (!f->is_unsafe && type_is_scalar(operand.type) && !element_same_kind(operand.type, type))
        fail(u, expand_call(f->x)->loc, E_ELEMENT_INPUT, strrchr(f->row->path, '.') + 1, i, element_dtype(operand.type),
             element_dtype(type));
    f->operands[i] = converted(f, f->operands[i], type);
}

static void convert_operands(Ufunc *f)
{
    const HirValue *call = expand_call(f->x);
    TypeId type = infer_dtype_argument(f->x->in, call, f->dtype);
    bool has_array = false;
    if (type == TYPE_boolean && gives_bools(f))
        return;
    if (!type_is_scalar(type) || !has_loop(f, type))
        fail(f->x->in->u, call->loc, E_UFUNC_DTYPE, strrchr(f->row->path, '.') + 1);
    for (size_t i = 0; i < f->count; i++)
        has_array |= is_array(f, f->operands[i]);
    for (size_t i = 0; i < f->count; i++)
        convert_operand(f, i, type, has_array);
}

/* ---- what it becomes ------------------------------------------------------------------------------------------------------ */

static void set_call(Ufunc *f, ValueId v, ValueId callee, ValueId out)
{
    Arena *arena = &f->x->in->u->arena;
    ValueId *args = ARENA_ARRAY(arena, ValueId, f->count + 2);
    size_t named = f->named;
    args[0] = callee;
    memcpy(args + 1, f->operands, f->count * sizeof *args);
    if (out != HIR_NOTHING) {
        args[1 + f->count] = out;
        f->keywords[named++] = "out";
    }
    HirValue *call = hir_value(f->x->hir, v);
    call->args = args;
    call->count = 1 + f->count + (out != HIR_NOTHING);
    call->keywords = arena_copy(arena, f->keywords, (named + 1) * sizeof *f->keywords);
    call->keyword_count = named;
    call->places = NULL;
}

/* The results are computed, and then put into `out`. */
static void put_results(Ufunc *f)
{
    Unit *u = f->x->in->u;
    ValueId value = expand_insert(f->x, HIR_call, &f->callee, 1);
    set_call(f, value, f->callee, HIR_NOTHING);
    if (f->is_unsafe) {
        ValueId astype = expand_constant(f->x, function_object(u, BUILTIN_array_astype));
        ValueId dtype = expand_constant(f->x, type_object(u, type_get(u, type_at(f, f->out))->element));
        value = expand_insert(f->x, HIR_call, (ValueId[]){astype, value, dtype}, 3);
    }
    Frozen *always = ARENA_NEW(&u->arena, Frozen);
    *always = (Frozen){.kind = FROZEN_BOOL, .builtin = -1, .number.integer = 1, .description = "a bool"};
    f->operands[0] = value;
    f->operands[1] = f->where == HIR_NOTHING ? expand_constant(f->x, always) : f->where;
    f->operands[2] = f->out;
    f->count = 3;
    f->named = 0;
    ValueId put = expand_constant(f->x, function_object(u, BUILTIN_machine_put));
    set_call(f, f->x->call, put, f->out);
    expand_call(f->x)->has_owner = false;
}

static bool is_ufunc(int row)
{
    bool is_other = row == BUILTIN_numpy_iscomplex || row == BUILTIN_numpy_isreal;
    bool is_row = row >= 0 && builtins[row].codes && builtins[row].count && !is_other;
    return row == BUILTIN_numpy_clip || (is_row && !strncmp(builtins[row].path, "numpy.", 6));
}

static bool expand_keywords_of_ufunc(Expand *x, int row)
{
    Ufunc f = {.x = x, .row = &builtins[row], .builtin = row, .callee = expand_call(x)->args[0]};
    f.out = f.where = f.dtype = HIR_NOTHING;
    if (!take(&f) || !f.is_simpler)
        return false;
    if (f.where != HIR_NOTHING && f.out == HIR_NOTHING)
        fail(x->in->u, expand_call(x)->loc, E_UFUNC_WHERE, builtins[row].path);
    if (f.dtype != HIR_NOTHING)
        convert_operands(&f);
    if (f.out != HIR_NOTHING && (f.where != HIR_NOTHING || f.is_unsafe) && is_array(&f, f.out))
        put_results(&f);
    else
        set_call(&f, x->call, f.callee, f.out);
    return true;
}

/* Integers are as they are. */
static bool expand_nan_to_num(Expand *x)
{
    HirValue *call = expand_call(x);
    size_t positional = call->count - 1 - call->keyword_count;
    ValueId copy = hir_call_argument(call, 1, "copy");
    Ufunc f = {.x = x, .callee = call->args[0]};
    if (!positional || copy == HIR_NOTHING || !is_constant_bool(&f, copy, false) || !is_array(&f, call->args[1]) ||
        hir_call_argument(call, SIZE_MAX - 1, "out") != HIR_NOTHING)
        return false;
    TypeId element = type_get(x->in->u, type_at(&f, call->args[1]))->element;
    if (!type_is_float(element) && !type_is_complex(element))
        return false;
    for (size_t i = 1; i < call->count; i++) {
        if (i > positional)
            f.keywords[f.named++] = call->keywords[i - 1 - positional];
        f.operands[f.count++] = call->args[i];
    }
    set_call(&f, x->call, f.callee, call->args[1]);
    return true;
}

bool expand_ufunc(Expand *x)
{
    int row = expand_called_row(x);
    if (row == BUILTIN_numpy_nan_to_num)
        return expand_nan_to_num(x);
    return is_ufunc(row) && expand_keywords_of_ufunc(x, row);
}
