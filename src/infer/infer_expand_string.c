/* infer_expand_string.c: what is done with strings becomes calls of the prelude (strings.py), once that they are strings is known:
 * they read memory, which operators on numbers don't. A string is a pointer to characters that a 0 ends, an array of characters with
 * one axis, or constant bytes. A field `char name[N]`, and a row of a table of characters, is read as the string in it; what stores
 * to one goes by its memory. */
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/array_index.h"
#include "hir/hir_edit.h"
#include "infer/infer_expand.h"
#include "types/attributes.h"

static TypeId argument_type(const Expand *x, size_t i)
{
    return infer_type_of(x->in, expand_call(x)->args[i]);
}

static bool is_pointer(const Expand *x, TypeId type)
{
    return type_is_c_string(x->in->u, type);
}

static bool is_characters(const Expand *x, TypeId type)
{
    return type_is_characters(x->in->u, type);
}

static bool is_bytes(const Expand *x, TypeId type)
{
    return type_is_bytes(x->in->u, type);
}

static bool is_string(const Expand *x, TypeId type)
{
    return is_pointer(x, type) || is_characters(x, type) || is_bytes(x, type);
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
    value->text = NULL;
    value->attribute = ATTRIBUTE_NONE;
    value->integer = 0;
    value->size = 0;
}

static void become_call(Expand *x, const char *name, ValueId a, ValueId b)
{
    ValueId callee = function(x, name);
    become(x, HIR_call, (ValueId[]){callee, a, b}, b == HIR_NOTHING ? 2 : 3);
}

static void replace(Expand *x, size_t i, const char *name)
{
    ValueId callee = function(x, name);
    ValueId made = expand_insert(x, HIR_call, (ValueId[]){callee, expand_call(x)->args[i]}, 2);
    HirValue *value = expand_call(x);
    value->args = arena_copy(&x->in->u->arena, value->args, value->count * sizeof *value->args);
    value->args[i] = made;
}

/* ---- comparing ---------------------------------------------------------------------------------------------------------- */

/* Of two pointers C compares the addresses; of two constants it is known which they are. */
static bool compares_strings(const Expand *x, TypeId a, TypeId b)
{
    return is_string(x, a) && is_string(x, b) && !(is_pointer(x, a) && is_pointer(x, b)) &&
           !(is_bytes(x, a) && is_bytes(x, b));
}

/* Strings of which at most one is a pointer: that goes first. */
typedef struct Pair {
    ValueId args[2];
    bool has_pointer;
} Pair;

static Pair pair_of(const Expand *x, ValueId a, ValueId b)
{
    bool is_second = is_pointer(x, infer_type_of(x->in, b));
    return (Pair){{is_second ? b : a, is_second ? a : b}, is_second || is_pointer(x, infer_type_of(x->in, a))};
}

static bool expand_equality(Expand *x)
{
    if (!compares_strings(x, argument_type(x, 0), argument_type(x, 1)))
        return false;
    HirValue value = *expand_call(x);
    Pair pair = pair_of(x, value.args[0], value.args[1]);
    bool is_equal = value.op == HIR_eq;
    const char *name = pair.has_pointer ? (is_equal ? "strings:equal" : "strings:differ")
                                        : (is_equal ? "strings:same" : "strings:other");
    become_call(x, name, pair.args[0], pair.args[1]);
    return true;
}

static bool expand_order(Expand *x)
{
    HirValue value = *expand_call(x);
    bool is_swapped = value.op == HIR_gt || value.op == HIR_ge, is_strict = value.op == HIR_lt || value.op == HIR_gt;
    bool both_bytes = is_bytes(x, argument_type(x, 0)) && is_bytes(x, argument_type(x, 1));
    if (!both_bytes && !compares_strings(x, argument_type(x, 0), argument_type(x, 1)))
        return false;
    become_call(x, is_strict ? "strings:below" : "strings:up_to", value.args[is_swapped], value.args[!is_swapped]);
    return true;
}

/* s in (b"a", b"b"): it is one of them. */
static bool expand_choice(Expand *x, const Type *tuple)
{
    TypeId item = argument_type(x, 0);
    bool is_of_strings = tuple->count && is_string(x, item);
    for (size_t i = 0; i < tuple->count; i++)
        is_of_strings &= compares_strings(x, item, tuple->items[i]);
    if (!is_of_strings)
        return false;
    HirValue value = *expand_call(x);
    ValueId found = HIR_NOTHING;
    for (size_t i = 0; i < tuple->count; i++) {
        Pair pair = pair_of(x, value.args[0], expand_item(x, value.args[1], i));
        ValueId callee = function(x, pair.has_pointer ? "strings:equal" : "strings:same");
        ValueId is_it = expand_insert(x, HIR_call, (ValueId[]){callee, pair.args[0], pair.args[1]}, 3);
        found = found == HIR_NOTHING ? is_it : expand_insert(x, HIR_or, (ValueId[]){found, is_it}, 2);
    }
    become(x, HIR_truth, &found, 1);
    return true;
}

static bool expand_contains(Expand *x)
{
    Type container = *type_get(x->in->u, argument_type(x, 1));
    if (container.shape == SHAPE_TUPLE)
        return expand_choice(x, &container);
    TypeId item = argument_type(x, 0);
    bool is_character = type_is_integer(item) || item == TYPE_boolean;
    if (!is_string(x, argument_type(x, 1)) || !(is_character || is_string(x, item)))
        return false;
    HirValue value = *expand_call(x);
    become_call(x, is_character ? "strings:has_character" : "strings:has", value.args[1], value.args[0]);
    return true;
}

/* ---- going through, and truth -------------------------------------------------------------------------------------------- */

static bool become_iterable(Expand *x, size_t i)
{
    bool has_no_length = is_pointer(x, argument_type(x, i)) || is_bytes(x, argument_type(x, i));
    if (has_no_length)
        replace(x, i, "strings:characters");
    return has_no_length;
}

/* Elements one by one, among others that are no strings. */
static bool gives_rows(int row)
{
    return builtins[row].rule == CALL_ENUMERATE || builtins[row].rule == CALL_ZIP ||
           builtins[row].rule == CALL_REVERSED;
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

/* bool(s), operator.eq(s, t): the operator. */
static bool expand_operator(Expand *x, int row)
{
    HirValue call = *expand_call(x);
    if (row < 0 || builtins[row].rule != CALL_OPERATOR || call.keyword_count || call.spread ||
        call.count - 1 != hir_operand_count(hir_op_named(builtins[row].code)))
        return false;
    bool has_string = false;
    for (size_t i = 1; i < call.count; i++)
        has_string |= is_string(x, argument_type(x, i));
    if (!has_string)
        return false;
    become(x, hir_op_named(builtins[row].code), call.args + 1, call.count - 1);
    expand_call(x)->has_owner = false;
    expand_string(x);
    return true;
}

static bool is_table(const Expand *x, TypeId type)
{
    const Type *t = type_get(x->in->u, type);
    return t->shape == SHAPE_ARRAY && t->element == TYPE_char && t->ndim == 2;
}

static _Noreturn void refuse_table(Expand *x)
{
    error_advise(x->in->u, "write: for i in range(len(t)), and t[i] for each of its strings");
    fail(x->in->u, expand_call(x)->loc, E_UNSUPPORTED_CONSTRUCT, "this of a table of characters", "");
}

static bool expand_builtin(Expand *x)
{
    int row = expand_called_row(x);
    if (row == BUILTIN_machine_string && expand_call(x)->count == 2 && is_pointer(x, argument_type(x, 1))) {
        become_call(x, "strings:up_to_null", expand_call(x)->args[1], HIR_NOTHING);
        return true;
    }
    if (expand_operator(x, row))
        return true;
    if (!goes_through(row) || expand_call(x)->spread)
        return false;
    bool any = false;
    for (size_t i = 1; i < expand_call(x)->count - expand_call(x)->keyword_count; i++) {
        if (is_table(x, argument_type(x, i)) && gives_rows(row))
            refuse_table(x);
        any |= become_iterable(x, i);
    }
    return any;
}

/* As of bytes: of a pointer C would ask for NULL. */
static bool expand_truth(Expand *x)
{
    if (!is_characters(x, argument_type(x, 0)))
        return false;
    replace(x, 0, "strings:is_filled");
    return true;
}

/* ---- parts --------------------------------------------------------------------------------------------------------------- */

/* A bound of a slice that stands there as it is; HIR_NOTHING: it is None. */
static ValueId bound_of(Expand *x, ValueId slice, size_t k)
{
    HirValue value = *hir_value(x->hir, slice);
    if (value.op == HIR_slice)
        return infer_type_of(x->in, value.args[k]) == TYPE_none ? HIR_NOTHING : value.args[k];
    const Frozen *bound = value.object->items[k];
    return bound->kind == FROZEN_NONE ? HIR_NOTHING : expand_constant(x, bound);
}

/* s[a:b] of a pointer: b counts, as nothing says how long it is. s[a:] ends where the string does. */
static bool expand_counted(Expand *x)
{
    HirValue value = *expand_call(x);
    HirOp op = (HirOp)hir_value(x->hir, value.args[1])->op;
    if (!type_has_shape(x->in->u, argument_type(x, 1), SHAPE_SLICE) || (op != HIR_slice && op != HIR_const))
        return false;
    ValueId start = bound_of(x, value.args[1], SLICE_START), stop = bound_of(x, value.args[1], SLICE_STOP);
    if (stop == HIR_NOTHING) {
        replace(x, 0, "strings:up_to_null");
        return true;
    }
    if (bound_of(x, value.args[1], SLICE_STEP) != HIR_NOTHING)
        return false;
    ValueId callee = function(x, start == HIR_NOTHING ? "strings:counted" : "strings:counted_from");
    become(x, HIR_call, (ValueId[]){callee, value.args[0], stop, start}, start == HIR_NOTHING ? 3 : 4);
    return true;
}

/* What the operation gives is memory of characters: read it as the string in it. */
static bool become_text(Expand *x)
{
    HirValue value = *expand_call(x);
    ValueId memory = expand_insert(x, (HirOp)value.op, value.args, value.count);
    HirValue *made = hir_value(x->hir, memory);
    made->text = value.text;
    made->places = value.places;
    made->integer = value.integer;
    made->size = value.size;
    made->is_memory = true;
    become_call(x, "strings:text", memory, HIR_NOTHING);
    return true;
}

/* Does an index of integers leave a row of a table of characters? */
static bool is_row(const Expand *x, ValueId index)
{
    TypeId owner = argument_type(x, 0);
    const Type *table = type_get(x->in->u, owner);
    ArrayIndex steps;
    return table->shape == SHAPE_ARRAY && table->element == TYPE_char && table->ndim > 1 &&
           array_index(x->in->u, infer_type_of(x->in, index), table->ndim, &steps) && steps.goes_by_integers &&
           steps.ndim == 1;
}

static bool expand_field(Expand *x)
{
    return !expand_call(x)->is_memory && infer_is_text_field(x->in, expand_call(x)) && become_text(x);
}

static bool expand_item_of(Expand *x)
{
    HirValue *value = expand_call(x);
    if (value->is_memory)
        return false;
    if (infer_named_item(x->in, value))
        return expand_field(x);
    TypeId owner = argument_type(x, 0);
    if (is_bytes(x, owner)) {
        replace(x, 0, "strings:characters");
        return true;
    }
    if (is_pointer(x, owner))
        return expand_counted(x);
    return is_row(x, value->args[1]) && become_text(x);
}

static bool expand_rows(Expand *x)
{
    const Type *iterator = type_get(x->in->u, argument_type(x, 0));
    TypeId item = type_of_item(x->in->u, argument_type(x, 0));
    bool is_plain = iterator->shape == SHAPE_ITERATOR && iterator->iterator == ITERATE_VALUE;
    return !expand_call(x)->is_memory && is_plain && is_characters(x, item) &&
           type_has_shape(x->in->u, iterator->element, SHAPE_ARRAY) && become_text(x);
}

static bool expand_unpacking(Expand *x)
{
    bool is_of_table = !expand_call(x)->is_memory && is_table(x, argument_type(x, 0));
    if (is_of_table && (expand_call(x)->has_rest || expand_call(x)->op == HIR_rest))
        refuse_table(x);
    return is_of_table && become_text(x);
}

/* ---- stores -------------------------------------------------------------------------------------------------------------- */

/* The memory that a string was read from; HIR_NOTHING: it is another value. */
static ValueId memory_of(const Expand *x, ValueId text)
{
    const HirValue *value = hir_value(x->hir, text);
    const HirValue *memory = value->op == HIR_call && value->count == 2 ? hir_value(x->hir, value->args[1]) : NULL;
    return memory && memory->is_memory && is_characters(x, infer_type_of(x->in, value->args[1])) ? value->args[1]
                                                                                                 : HIR_NOTHING;
}

static bool store_text(Expand *x, HirOp read, ValueId value)
{
    HirValue store = *expand_call(x);
    ValueId memory = expand_insert(x, read, store.args, store.count - 1);
    HirValue *made = hir_value(x->hir, memory);
    made->text = store.text;
    made->is_memory = true;
    become_call(x, "strings:store", memory, value);
    return true;
}

static bool expand_item_store(Expand *x)
{
    if (infer_named_item(x->in, expand_call(x)))
        return expand_string(x);
    HirValue store = *expand_call(x);
    if (is_row(x, store.args[1]) && is_string(x, argument_type(x, 2)))
        return store_text(x, HIR_getitem, store.args[2]);
    ValueId memory = memory_of(x, store.args[0]);
    if (memory == HIR_NOTHING || !type_is_integer(argument_type(x, 1)) || !type_is_scalar(argument_type(x, 2)))
        return false;
    ValueId callee = function(x, "strings:put");
    become(x, HIR_call, (ValueId[]){callee, memory, store.args[1], store.args[2]}, 4);
    return true;
}

static bool expand_attribute_store(Expand *x)
{
    HirValue store = *expand_call(x);
    return infer_is_text_field(x->in, &store) && is_string(x, argument_type(x, 1)) &&
           store_text(x, HIR_getattr, store.args[1]);
}

bool expand_string(Expand *x)
{
    switch (expand_call(x)->op) {
    case HIR_eq:
    case HIR_ne: return expand_equality(x);
    case HIR_lt:
    case HIR_le:
    case HIR_gt:
    case HIR_ge: return expand_order(x);
    case HIR_contains: return expand_contains(x);
    case HIR_iter: return become_iterable(x, 0);
    case HIR_call: return expand_builtin(x);
    case HIR_branch:
    case HIR_not:
    case HIR_truth: return expand_truth(x);
    case HIR_getattr: return expand_field(x);
    case HIR_getitem: return expand_item_of(x);
    case HIR_iter_item: return expand_rows(x);
    case HIR_unpack:
    case HIR_rest: return expand_unpacking(x);
    case HIR_setitem: return expand_item_store(x);
    case HIR_setattr: return expand_attribute_store(x);
    default: return false;
    }
}
