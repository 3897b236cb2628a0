/* verify_hir_rows.c: is a value what its row in hir_ops.def says: operands, payload, types? */
#include "frozen/builtins.h"
#include "hir/function.h"
#include "hir/verify_hir.h"
#include "types/attributes.h"

_Static_assert(HIR_IS_BUILT < HIR_IS_TYPED && HIR_IS_TYPED < HIR_IS_INFERRED && HIR_IS_INFERRED < HIR_IS_BOUND,
               "ORDER HIR_STATES");

/* ---- operands -------------------------------------------------------------------------------------------------------- */

static bool has_kind(HirOp op, HirKind kind)
{
    const uint8_t *kinds = hir_ops[op].operands;
    return kinds[0] == kind || kinds[1] == kind || kinds[2] == kind;
}

/* That of operand `i`. */
static HirKind kind_at(HirOp op, size_t i)
{
    size_t listed = hir_operand_count(op);
    return i < listed ? hir_ops[op].operands[i] : HIR_KIND_ANY;
}

/* Only a phi may be without a value on some way, and what checks it, on all ways even; only a guard looks at what gives none. */
static bool gives_value(const Check *c, ValueId v)
{
    HirKind result = hir_ops[verify_value(c, v)->op].result;
    HirOp user = verify_value(c, c->at)->op;
    return result != HIR_KIND_NO && (result != HIR_KIND_UNBOUND || user == HIR_phi || user == HIR_check_bound);
}

void verify_operands(const Check *c)
{
    const HirValue *value = verify_value(c, c->at);
    HirOp op = value->op;
    size_t least = hir_operand_count(op);
    CHECK(c, value->count >= least);
    CHECK(c, value->count <= least + has_kind(op, HIR_KIND_MAYBE) || has_kind(op, HIR_KIND_MANY));
    for (size_t i = 0; i < value->count; i++) {
        HirKind kind = kind_at(op, i);
        CHECK(c, kind == HIR_KIND_DONE || gives_value(c, value->args[i]));
    }
}

/* ---- payload ---------------------------------------------------------------------------------------------------------- */

void verify_payload(const Check *c)
{
    const HirValue *value = verify_value(c, c->at);
    unsigned uses = hir_ops[value->op].uses;
    CHECK(c, uses & HIR_USES_OBJECT ? value->object != NULL : value->attribute == ATTRIBUTE_CONSTANT || !value->object);
    CHECK(c, uses & HIR_USES_TEXT ? value->text != NULL : !value->text);
    CHECK(c, uses & HIR_USES_INTEGER || value->attribute == ATTRIBUTE_FIELD || !value->integer);
    CHECK(c, uses & HIR_USES_SIZE || !value->size);
    CHECK(c, uses & HIR_USES_REST || !value->has_rest);
    CHECK(c, uses & HIR_USES_KEYWORDS || !value->keyword_count);
    CHECK(c, value->keyword_count + hir_operand_count(value->op) <= value->count);
    CHECK(c, !value->keyword_count || value->keywords);
    CHECK(c, uses & HIR_USES_SPREAD || !value->spread);
    CHECK(c, !value->spread || value->count == 2 + value->keyword_count);
    CHECK(c, uses & HIR_USES_OWNER || !value->has_owner);
    CHECK(c, !value->has_owner || value->count >= 2);
    CHECK(c, uses & HIR_USES_IN_PLACE || !value->in_place);
    CHECK(c, uses & HIR_USES_CALLEE ? value->builtin < BUILTIN_COUNT : value->builtin == -1 && !value->fields);
    CHECK(c, uses & HIR_USES_TARGET || !value->target);
    bool may_have = uses & HIR_USES_ATTRIBUTE && c->state != HIR_IS_BUILT;
    CHECK(c, may_have || value->attribute == ATTRIBUTE_NONE);
    CHECK(c, !may_have || c->state == HIR_IS_TYPED || value->attribute != ATTRIBUTE_NONE);
}

/* ---- types ------------------------------------------------------------------------------------------------------------ */

static bool has_shape(const Check *c, TypeId type, TypeShape shape)
{
    return type < c->u->types->count && type_has_shape(c->u, type, shape);
}

/* What a comparison of arrays gives. */
static bool is_array_of_bools(const Check *c, const HirValue *value)
{
    return hir_ops[value->op].rule == RULE_COMPARE && has_shape(c, value->type, SHAPE_ARRAY) &&
           type_get(c->u, value->type)->element == TYPE_boolean;
}

/* Is the type of v, which is known, one of that kind? */
static bool is_of_kind(const Check *c, ValueId v, HirKind kind)
{
    const HirValue *value = verify_value(c, v);
    TypeId type = value->type;
    switch (kind) {
    case HIR_KIND_NO: return type == TYPE_none;
    case HIR_KIND_BOOL: return type == TYPE_boolean || is_array_of_bools(c, value);
    case HIR_KIND_INT: return type == TYPE_int64;
    case HIR_KIND_NUMBER: return type_is_scalar(type) || has_shape(c, type, SHAPE_ARRAY);
    case HIR_KIND_TUPLE: return has_shape(c, type, SHAPE_TUPLE);
    case HIR_KIND_SLICE: return has_shape(c, type, SHAPE_SLICE);
    case HIR_KIND_TEXT: return type == TYPE_text;
    case HIR_KIND_CLOSURE: return has_shape(c, type, SHAPE_CLOSURE);
    case HIR_KIND_ITER: return has_shape(c, type, SHAPE_ITERATOR);
    case HIR_KIND_RAISED: return type == TYPE_exception;
    case HIR_KIND_RAISABLE: return type == TYPE_exception || value->op == HIR_const;
    case HIR_KIND_CONST: return value->op == HIR_const;
    case HIR_KIND_SAME: return type == verify_value(c, value->args[0])->type;
    case HIR_KIND_UNBOUND: return false;
    case HIR_KIND_ANY:
    case HIR_KIND_DONE:
    case HIR_KIND_MAYBE:
    case HIR_KIND_MANY: return type < c->u->types->count;
    }
    return false;
}

static bool may_be_unknown(const Check *c, const HirValue *value)
{
    return c->state == HIR_IS_TYPED || value->op == HIR_unbound;
}

/* What comes in fits into what is there; that of the values that a function returns is converted to its result. */
static void check_phi(const Check *c, const HirValue *phi)
{
    for (size_t i = 0; i < phi->count && phi->integer != HIR_RETURNED; i++) {
        TypeId type = verify_value(c, phi->args[i])->type;
        CHECK(c, type == TYPE_UNKNOWN || type_join(c->u, phi->type, type) == phi->type);
    }
}

void verify_type(const Check *c)
{
    const HirValue *value = verify_value(c, c->at);
    if (value->type == TYPE_UNKNOWN) {
        CHECK(c, may_be_unknown(c, value));
        return;
    }
    CHECK(c, is_of_kind(c, c->at, hir_ops[value->op].result));
    for (size_t i = 0; i < value->count; i++)
        if (verify_value(c, value->args[i])->type != TYPE_UNKNOWN)
            CHECK(c, is_of_kind(c, value->args[i], kind_at(value->op, i)));
    if (value->op == HIR_phi && c->state != HIR_IS_TYPED)
        check_phi(c, value);
}

/* ---- calls ------------------------------------------------------------------------------------------------------------ */

static void check_passed(const Check *c, const HirValue *call, const Passed *passed)
{
    bool is_operator = call->op != HIR_call; /* an operator calls the prelude: there is no operand for that */
    if (passed->argument == NO_ARGUMENT)
        return;
    CHECK(c, passed->argument >= is_operator && passed->argument < call->count + is_operator);
    const Type *type = type_get(c->u, verify_value(c, hir_passed_value(call, passed))->type);
    CHECK(c, passed->element == WHOLE || passed->element < type->count);
}

void verify_call(const Check *c)
{
    const HirValue *call = verify_value(c, c->at);
    if (c->state < HIR_IS_INFERRED || !call->target) /* ORDER HIR_STATES */
        return;
    const Function *callee = call->target->function;
    CHECK(c, callee->index < c->u->functions->count && c->u->functions->items[callee->index] == callee);
    for (size_t i = 0; i < call->target->count; i++)
        check_passed(c, call, &call->target->passed[i]);
}

/* ---- what bound has proved --------------------------------------------------------------------------------------------- */

/* What is tested before a loop is a bool that is there. */
static void check_tests(const Check *c, const HirValue *access)
{
    const Type *index = type_get(c->u, verify_value(c, access->args[1])->type);
    size_t count = index->shape == SHAPE_TUPLE ? index->count : 1;
    for (size_t k = 0; access->facts.fails && k < count; k++) {
        ValueId fails = access->facts.fails[k];
        if (fails == HIR_NOTHING)
            continue;
        CHECK(c, verify_reaches(c, fails, access->block, c->place[c->at]));
        CHECK(c, verify_value(c, fails)->type == TYPE_boolean);
        CHECK(c, k >= 32 || !(access->facts.in_range >> k & 1));
    }
}

void verify_facts(const Check *c)
{
    const HirValue *value = verify_value(c, c->at);
    const IndexFacts *facts = &value->facts;
    if (!facts->in_range && !facts->not_negative && !facts->irregular && !facts->fails)
        return;
    CHECK(c, c->state == HIR_IS_BOUND && hir_ops[value->op].uses & HIR_USES_FACTS);
    if (value->op != HIR_getitem && value->op != HIR_setitem && value->op != HIR_atomic_add)
        return;
    CHECK(c, has_shape(c, verify_value(c, value->args[0])->type, SHAPE_ARRAY));
    CHECK(c, !(facts->in_range & ~facts->not_negative));
    check_tests(c, value);
}
