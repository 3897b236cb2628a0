/* infer_tuple_call.c: methods of tuples and named tuples, and tuple(). */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"

/* ---- methods ----------------------------------------------------------------------------------------------------------- */

/* Arguments beside the owner. */
static size_t check_count(Infer *in, const HirValue *call, size_t least, size_t most)
{
    if (call->keyword_count)
        infer_bad_keyword(in, call->builtin, call->keywords[0]);
    size_t count = call->count - 1 - call->has_owner;
    if (count < least || count > most)
        infer_bad_count(in, call->builtin, count);
    return count;
}

static TypeId search_type(Infer *in, const HirValue *call, size_t most)
{
    assert(call->has_owner);
    size_t count = check_count(in, call, 1, most);
    ValueId tuple = call->args[1], item = call->args[2];
    Type type = *type_get(in->u, infer_type_of(in, tuple));
    for (size_t i = 0; i < type.count; i++)
        if (!infer_equality_exists(in, infer_type_of(in, item), type.items[i]))
            fail(in->u, call->loc, E_CONTAINS, infer_describe_value(in, item), infer_describe_value(in, tuple));
    for (size_t i = 1; i < count; i++)
        if (!type_is_integer(infer_type_of(in, call->args[2 + i])))
            infer_bad_argument(in, call->builtin, 2 + i, infer_operand(in, call, 2 + i), "an integer");
    return TYPE_int64;
}

/* Which argument has that name. */
static size_t keyword_argument(const HirValue *call, const char *name)
{
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!strcmp(call->keywords[i], name))
            return call->count - call->keyword_count + i;
    return NO_ARGUMENT;
}

static TypeId replaced_type(Infer *in, HirValue *call)
{
    ValueId tuple = call->args[1];
    Type type = *type_get(in->u, infer_type_of(in, tuple));
    assert(call->has_owner && type.object);
    if (call->count - 2 != call->keyword_count)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
    for (size_t i = 0; i < call->keyword_count; i++)
        if (code_field(type.object->code, call->keywords[i]) < 0)
            fail(in->u, call->loc, E_ATTRIBUTE, infer_describe_value(in, tuple), call->keywords[i]);
    Passed *fields = ARENA_ARRAY(&in->u->arena, Passed, type.count);
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, type.count);
    for (size_t i = 0; i < type.count; i++) {
        size_t given = keyword_argument(call, type.object->code->locals[i]);
        items[i] = given == NO_ARGUMENT ? type.items[i] : infer_arg_type(in, call, given);
        fields[i] = given == NO_ARGUMENT ? (Passed){.argument = 1, .element = i, .type = items[i]}
                                         : (Passed){.argument = given, .element = WHOLE, .type = items[i]};
    }
    call->fields = fields;
    return type_named_tuple(in->u, type.object, items, type.count);
}

static TypeId made_type(Infer *in, HirValue *call)
{
    check_count(in, call, 1, 1);
    const Frozen *class = type_get(in->u, infer_type_of(in, call->args[1]))->object;
    Type given = *type_get(in->u, infer_type_of(in, call->args[2]));
    if (given.shape != SHAPE_TUPLE || given.count != class->code->local_count)
        infer_bad_argument(in, call->builtin, 2, infer_operand(in, call, 2),
                           arena_printf(&in->u->arena, "a tuple of %zu", class->code->local_count));
    Passed *fields = ARENA_ARRAY(&in->u->arena, Passed, given.count);
    for (size_t i = 0; i < given.count; i++)
        fields[i] = (Passed){.argument = 2, .element = i, .type = given.items[i]};
    call->fields = fields;
    return type_named_tuple(in->u, class, given.items, given.count);
}

/* ---- tuple() ----------------------------------------------------------------------------------------------------------- */

/* How many numbers a range of constants has; MOST_ITEMS + 1: more, or it isn't known. */
static size_t constant_range_count(Infer *in, const HirValue *range)
{
    int64_t bounds[3] = {0, 0, 1};
    if (range->op != HIR_call || range->builtin != BUILTIN_range)
        return MOST_ITEMS + 1;
    for (size_t i = 1; i < range->count; i++) {
        const HirValue *bound = hir_value(&in->f->hir, range->args[i]);
        if (bound->op != HIR_const || bound->object->kind != FROZEN_INT)
            return MOST_ITEMS + 1;
        bounds[range->count == 2 ? 1 : i - 1] = frozen_integer(bound->object);
    }
    bool down = bounds[2] < 0;
    int64_t low = bounds[down], high = bounds[!down];
    uint64_t size = down ? 0 - (uint64_t)bounds[2] : (uint64_t)bounds[2];
    if (!size || low >= high)
        return size ? 0 : MOST_ITEMS + 1;
    uint64_t count = ((uint64_t)high - (uint64_t)low - 1) / size + 1;
    return count > MOST_ITEMS ? MOST_ITEMS + 1 : (size_t)count;
}

/* How many elements a tuple, or an iterator over tuples, has. */
static size_t count_of_type(Infer *in, TypeId id)
{
    const Type *type = type_get(in->u, id);
    size_t least = MOST_ITEMS + 1;
    if (type->shape == SHAPE_TUPLE)
        return type->count;
    if (type->shape != SHAPE_ITERATOR)
        return least;
    if (type->iterator == ITERATE_VALUE)
        return count_of_type(in, type->element);
    if (type->iterator == ITERATE_INDICES || type->iterator == ITERATE_ELEMENTS)
        return least;
    for (size_t i = 0; i < type->count; i++) {
        size_t count = count_of_type(in, type->items[i]);
        least = count < least ? count : least;
    }
    return least;
}

static TypeId converted_type(Infer *in, const HirValue *call)
{
    if (!check_count(in, call, 0, 1))
        return type_tuple(in->u, NULL, 0);
    TypeId given = infer_type_of(in, call->args[1]);
    Type type = *type_get(in->u, given);
    if (type.shape == SHAPE_TUPLE)
        return type_tuple(in->u, type.items, type.count);
    size_t count = type.shape == SHAPE_RANGE ? constant_range_count(in, hir_value(&in->f->hir, call->args[1]))
                                             : count_of_type(in, given);
    if (count > MOST_ITEMS)
        infer_bad_argument(in, call->builtin, 1, infer_operand(in, call, 1), "a tuple, or a range of constants");
    infer_iterator(in, call, 1); /* that nobody else uses it */
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++)
        items[i] = type_of_item(in->u, given);
    return type_tuple(in->u, items, count);
}

bool infer_tuple_call(Infer *in, HirValue *call, TypeId *type)
{
    switch (builtins[call->builtin].rule) {
    case CALL_TUPLE: *type = converted_type(in, call); return true;
    case CALL_TUPLE_INDEX: *type = search_type(in, call, 3); return true;
    case CALL_TUPLE_COUNT: *type = search_type(in, call, 1); return true;
    case CALL_TUPLE_REPLACE: *type = replaced_type(in, call); return true;
    case CALL_TUPLE_MAKE: *type = made_type(in, call); return true;
    default: return false;
    }
}
