/* bound_branch.c: what a branch says where it leads to. */
#include <assert.h>

#include "bound/bound_facts.h"
#include "hir/hir.h"

static HirOp opposite(HirOp op)
{
    switch (op) {
    case HIR_lt: return HIR_ge;
    case HIR_le: return HIR_gt;
    case HIR_gt: return HIR_le;
    case HIR_ge: return HIR_lt;
    case HIR_eq: return HIR_ne;
    case HIR_ne: return HIR_eq;
    default: break;
    }
    assert(false && "an operation that compares");
    return op;
}

static bool is_integer(const Bound *b, ValueId v)
{
    return type_is_integer(bound_hir(b, v)->type);
}

/* bool(x), or its opposite: of a bool ~ is that too. */
static bool is_of_truth(HirOp op)
{
    return op == HIR_truth || op == HIR_not || op == HIR_invert;
}

bool bound_condition(const Bound *b, BlockId from, BlockId to, Condition *condition)
{
    const HirBlock *before = &b->f->hir.blocks.items[from];
    const HirValue *end = bound_hir(b, before->values.items[before->values.count - 1]);
    if (end->op != HIR_branch || before->successors[0] == before->successors[1])
        return false;
    bool is_true = before->successors[0] == to;
    assert(is_true || before->successors[1] == to);
    const HirValue *test = bound_hir(b, end->args[0]);
    while (is_of_truth((HirOp)test->op) && !is_integer(b, test->args[0])) {
        is_true ^= test->op != HIR_truth;
        test = bound_hir(b, test->args[0]);
    }
    if (test->op == HIR_not || test->op == HIR_truth) {
        *condition = (Condition){is_true == (test->op == HIR_truth) ? HIR_ne : HIR_eq, test->args[0], HIR_NOTHING};
        return true;
    }
    bool compares = hir_ops[test->op].rule == RULE_COMPARE;
    if (!compares || !is_integer(b, test->args[0]) || !is_integer(b, test->args[1]))
        return false;
    HirOp op = (HirOp)test->op;
    *condition = (Condition){is_true ? op : opposite(op), test->args[0], test->args[1]};
    return true;
}

Affine bound_side(const Bound *b, ValueId side)
{
    return side == HIR_NOTHING ? affine_constant(0) : b->values[side];
}

/* x != y, where one isn't less, is greater. */
static void assume_unequal(Bound *b, const Affine *x, const Affine *y)
{
    Affine above = affine_plus(*y, -1, x), below = affine_times(&above, -1);
    if (bound_proves(b, &above, 0))
        bound_add_order(b, x, y, 1);
    else if (bound_proves(b, &below, 0))
        bound_add_order(b, y, x, 1);
}

void bound_assume(Bound *b, const Condition *condition)
{
    Affine x = bound_side(b, condition->x), y = bound_side(b, condition->y);
    if (!x.known || !y.known)
        return;
    switch (condition->op) {
    case HIR_lt: bound_add_order(b, &x, &y, 1); break;
    case HIR_le: bound_add_order(b, &x, &y, 0); break;
    case HIR_gt: bound_add_order(b, &y, &x, 1); break;
    case HIR_ge: bound_add_order(b, &y, &x, 0); break;
    case HIR_ne: assume_unequal(b, &x, &y); break;
    default:
        assert(condition->op == HIR_eq);
        bound_add_order(b, &x, &y, 0);
        bound_add_order(b, &y, &x, 0);
    }
    bound_retry(b, condition->x);
    if (condition->y != HIR_NOTHING)
        bound_retry(b, condition->y);
}
