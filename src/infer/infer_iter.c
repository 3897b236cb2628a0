/* infer_iter.c: types of what loops go over: enumerate, zip, reversed, np.ndindex, np.ndenumerate.
 *
 * An iterator of Python remembers how far it has come. Here it is only what it goes over, and the loop counts: that is the
 * same as long as nobody else uses it, so it must be used once, in the block where it is made. */
#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"

static size_t uses_by(const HirValue *user, ValueId v)
{
    size_t uses = 0;
    for (size_t i = 0; user->block != HIR_NOTHING && user->op != HIR_guard && i < user->count; i++)
        uses += user->args[i] == v;
    return uses;
}

static size_t uses_of(const Hir *hir, ValueId v)
{
    size_t uses = 0;
    for (ValueId user = 0; user < hir->values.count; user++)
        uses += uses_by(&hir->values.items[user], v);
    return uses;
}

static _Noreturn void not_iterable(Infer *in, const HirValue *user, size_t operand)
{
    const char *advice = infer_advice(in, infer_type_of(in, user->args[operand]));
    error_advise(in->u, advice ? advice : "write: a loop over range(...) and an index");
    infer_explain(in, infer_operand(in, user, operand));
    fail(in->u, infer_place(in, infer_operand(in, user, operand)), E_NOT_ITERABLE,
         infer_describe_value(in, user->args[operand]));
}

/* In a `try`, each call that may raise ends its block. */
static bool comes_straight_from(const Hir *hir, BlockId block, BlockId from)
{
    assert(block < hir->blocks.count && from < hir->blocks.count);
    while (block != from) {
        const HirBlock *b = &hir->blocks.items[block];
        if (b->preds.count != 1)
            return false;
        const HirBlock *before = &hir->blocks.items[b->preds.items[0]];
        if (hir->values.items[before->values.items[before->values.count - 1]].op != HIR_guard ||
            before->successors[0] != block)
            return false;
        block = b->preds.items[0];
    }
    return true;
}

TypeId infer_iterator(Infer *in, const HirValue *user, size_t operand)
{
    assert(operand < user->count && user->block != HIR_NOTHING);
    ValueId iterable = user->args[operand];
    TypeId type = infer_type_of(in, iterable);
    const HirValue *value = hir_value(&in->f->hir, iterable);
    if (type_of_item(in->u, type) == TYPE_UNKNOWN)
        not_iterable(in, user, operand);
    if (!type_has_shape(in->u, type, SHAPE_ITERATOR))
        return type_iterator(in->u, type);
    if (value->op != HIR_call || !comes_straight_from(&in->f->hir, user->block, value->block) ||
        uses_of(&in->f->hir, iterable) != 1)
        fail(in->u, infer_place(in, infer_operand(in, user, operand)), E_ITERATOR_USE,
             infer_describe_value(in, iterable));
    return type;
}

static bool is_index(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static _Noreturn void bad_argument(Infer *in, const HirValue *call, size_t i, const char *expected)
{
    infer_bad_argument(in, call->builtin, i, infer_operand(in, call, i), expected);
}

/* How many arguments there are; they may not be fewer than `least` nor more than `most`. */
static size_t check_count(Infer *in, const HirValue *call, size_t least, size_t most)
{
    size_t count = call->count - 1;
    if (count < least || count > most)
        infer_bad_count(in, call->builtin, count - call->has_owner);
    return count;
}

/* `keyword`: the one that the function takes as well, or NULL. */
static void check_keywords(Infer *in, const HirValue *call, const char *keyword)
{
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!keyword || strcmp(call->keywords[i], keyword))
            infer_bad_keyword(in, call->builtin, call->keywords[i]);
}

static TypeId enumerate_type(Infer *in, const HirValue *call)
{
    check_keywords(in, call, "start");
    if (check_count(in, call, 1, 2) == 2 && !is_index(infer_type_of(in, call->args[2])))
        bad_argument(in, call, 2, "an integer");
    TypeId inner = infer_iterator(in, call, 1);
    return type_iterators(in->u, ITERATE_ENUMERATE, &inner, 1);
}

/* Is it zip(..., strict=True)? */
static bool is_strict(Infer *in, const HirValue *call)
{
    check_keywords(in, call, "strict");
    if (!call->keyword_count)
        return false;
    const HirValue *strict = hir_value(&in->f->hir, call->args[call->count - 1]);
    Truth truth = strict->op == HIR_const ? frozen_truth(strict->object) : TRUTH_UNKNOWN;
    if (truth == TRUTH_UNKNOWN)
        bad_argument(in, call, call->count - 1, "True or False, written out");
    return truth == TRUTH_TRUE;
}

static bool ends_strictly(const Unit *u, TypeId id)
{
    const Type *type = type_get(u, id);
    bool is_enumerate = type->shape == SHAPE_ITERATOR && type->iterator == ITERATE_ENUMERATE;
    return type->shape == SHAPE_ITERATOR && (is_enumerate ? ends_strictly(u, type->items[0])
                                                          : type->iterator == ITERATE_ZIP && type->flags & ZIP_STRICT);
}

/* Only a loop finds the end of a strict zip, not what ends with another iterator. */
static TypeId zip_type(Infer *in, const HirValue *call)
{
    bool strict = is_strict(in, call);
    size_t count = check_count(in, call, 1 + call->keyword_count, SIZE_MAX) - call->keyword_count;
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = infer_iterator(in, call, 1 + i);
        if (ends_strictly(in->u, items[i]))
            bad_argument(in, call, 1 + i, "something that doesn't raise at its end");
    }
    return strict ? type_strict_zip(in->u, items, count) : type_iterators(in->u, ITERATE_ZIP, items, count);
}

static TypeId reversed_type(Infer *in, const HirValue *call)
{
    check_keywords(in, call, NULL);
    check_count(in, call, 1, 1);
    const Type *of = type_get(in->u, infer_type_of(in, call->args[1]));
    if (of->shape == SHAPE_ITERATOR || of->shape == SHAPE_FLAT)
        bad_argument(in, call, 1, "a range, a tuple or an array");
    TypeId inner = infer_iterator(in, call, 1);
    return type_iterators(in->u, ITERATE_REVERSED, &inner, 1);
}

static TypeId ndindex_type(Infer *in, const HirValue *call)
{
    check_keywords(in, call, NULL);
    size_t count = check_count(in, call, 1, SIZE_MAX);
    const Type *shape = type_get(in->u, infer_type_of(in, call->args[1]));
    if (count > 1 || shape->shape != SHAPE_TUPLE) {
        for (size_t i = 1; i <= count; i++)
            if (!is_index(infer_type_of(in, call->args[i])))
                bad_argument(in, call, i, "an integer, or a tuple of integers alone");
        return type_indices(in->u, (int)count);
    }
    for (size_t i = 0; i < shape->count; i++)
        if (!is_index(shape->items[i]))
            bad_argument(in, call, 1, "a tuple of integers");
    return type_indices(in->u, (int)shape->count);
}

static TypeId ndenumerate_type(Infer *in, const HirValue *call)
{
    check_keywords(in, call, NULL);
    check_count(in, call, 1, 1);
    TypeId array = infer_type_of(in, call->args[1]);
    if (!type_has_shape(in->u, array, SHAPE_ARRAY))
        bad_argument(in, call, 1, "an array");
    return type_elements(in->u, array);
}

bool infer_iterator_call(Infer *in, const HirValue *call, TypeId *type)
{
    switch (builtins[call->builtin].rule) {
    case CALL_ENUMERATE: *type = enumerate_type(in, call); return true;
    case CALL_ZIP: *type = zip_type(in, call); return true;
    case CALL_REVERSED: *type = reversed_type(in, call); return true;
    case CALL_NDINDEX: *type = ndindex_type(in, call); return true;
    case CALL_NDENUMERATE: *type = ndenumerate_type(in, call); return true;
    default: return false;
    }
}
