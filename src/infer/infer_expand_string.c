/* infer_expand_string.c: what is done with C strings becomes calls of the prelude (strings.py), once that they are C strings is known:
 * they read memory, which operators on numbers don't. Constants of bytes, where their elements are asked for, become arrays. */
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/hir_edit.h"
#include "infer/infer_expand.h"

static bool is_string(const Expand *x, ValueId v)
{
    return type_is_c_string(x->in->u, infer_type_of(x->in, v));
}

static bool is_bytes(const Expand *x, ValueId v)
{
    return type_is_bytes(x->in->u, infer_type_of(x->in, v));
}

static ValueId function(Expand *x, const char *name)
{
    return expand_constant(x, resolve_prelude(x->in->u, name));
}

/* The value becomes another operation; that it is a call of the prelude shows nowhere. */
static void become(Expand *x, HirOp op, const ValueId *args, size_t count)
{
    HirValue *value = expand_call(x);
    value->op = (uint8_t)op;
    value->args = arena_copy(&x->in->u->arena, args, count * sizeof *args);
    value->count = count;
    value->places = NULL;
}

static bool expand_equality(Expand *x)
{
    HirValue value = *expand_call(x);
    bool is_first = is_string(x, value.args[0]);
    if (!is_string(x, value.args[!is_first]) || !is_bytes(x, value.args[is_first]))
        return false;
    ValueId callee = function(x, value.op == HIR_eq ? "strings:equal" : "strings:differ");
    become(x, HIR_call, (ValueId[]){callee, value.args[!is_first], value.args[is_first]}, 3);
    return true;
}

/* s in (b"a", b"b"): it is one of them. */
static bool expand_contains(Expand *x)
{
    HirValue value = *expand_call(x);
    Type tuple = *type_get(x->in->u, infer_type_of(x->in, value.args[1]));
    if (!is_string(x, value.args[0]) || tuple.shape != SHAPE_TUPLE || !tuple.count)
        return false;
    for (size_t i = 0; i < tuple.count; i++)
        if (!type_is_bytes(x->in->u, tuple.items[i]))
            return false;
    ValueId callee = function(x, "strings:equal"), found = HIR_NOTHING;
    for (size_t i = 0; i < tuple.count; i++) {
        ValueId text = expand_constant(x, type_get(x->in->u, tuple.items[i])->object);
        ValueId is_it = expand_insert(x, HIR_call, (ValueId[]){callee, value.args[0], text}, 3);
        found = found == HIR_NOTHING ? is_it : expand_insert(x, HIR_or, (ValueId[]){found, is_it}, 2);
    }
    become(x, HIR_truth, &found, 1);
    return true;
}

static bool expand_iteration(Expand *x)
{
    HirValue value = *expand_call(x);
    if (!is_string(x, value.args[0]))
        return false;
    ValueId callee = function(x, "strings:characters");
    ValueId all = expand_insert(x, HIR_call, (ValueId[]){callee, value.args[0]}, 2);
    become(x, HIR_iter, &all, 1);
    return true;
}

/* ---- constants of bytes: sequences of small ints -------------------------------------------------------------------- */

static bool expand_elements(Expand *x, size_t operand)
{
    ValueId constant = expand_call(x)->args[operand];
    if (!is_bytes(x, constant))
        return false;
    ValueId callee = function(x, "strings:elements");
    ValueId made = expand_insert(x, HIR_call, (ValueId[]){callee, constant}, 2);
    expand_call(x)->args[operand] = made;
    return true;
}

static bool goes_through(int row)
{
    static const int rows[] = {BUILTIN_all,      BUILTIN_any, BUILTIN_enumerate, BUILTIN_max, BUILTIN_min,
                               BUILTIN_reversed, BUILTIN_sum, BUILTIN_tuple,     BUILTIN_zip, BUILTIN_numpy_frombuffer};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i] == row)
            return true;
    return false;
}

static bool expand_bytes(Expand *x)
{
    const HirValue *value = expand_call(x);
    switch (value->op) {
    case HIR_getitem:
    case HIR_iter: return expand_elements(x, 0);
    case HIR_contains: return !is_bytes(x, value->args[0]) && expand_elements(x, 1);
    case HIR_call: break;
    default: return false;
    }
    if (!goes_through(expand_called_row(x)))
        return false;
    bool is_expanded = false;
    for (size_t i = 1; i < value->count; i++)
        is_expanded |= expand_elements(x, i);
    return is_expanded;
}

bool expand_string(Expand *x)
{
    if (expand_bytes(x))
        return true;
    switch (expand_call(x)->op) {
    case HIR_eq:
    case HIR_ne: return expand_equality(x);
    case HIR_contains: return expand_contains(x);
    case HIR_iter: return expand_iteration(x);
    default: return false;
    }
}
