/* bound_reason.c: why an index couldn't be proved to be in range: the first reason, in the order of check_reasons.def, that
 * fits an atom of the index, or of the length. */
#include "bound/bound_checks.h"
#include "bound/bound_facts.h"
#include "hir/hir.h"

_Static_assert(REASON_MERGED < REASON_ARGUMENT && REASON_ARGUMENT < REASON_UNRELATED, "ORDER CHECK_REASONS");

static bool is_memory(const Bound *b, const HirValue *v)
{
    const Type *owner = v->op == HIR_getitem ? type_get(b->u, bound_hir(b, v->args[0])->type) : NULL;
    return owner && (owner->shape == SHAPE_POINTER || owner->shape == SHAPE_ARRAY);
}

static CheckReason reason_of(const Bound *b, Atom atom)
{
    if (atom >= b->f->hir.values.count)
        return REASON_UNRELATED;
    const HirValue *v = bound_hir(b, atom);
    if (is_memory(b, v))
        return REASON_MEMORY;
    if (v->op == HIR_call)
        return REASON_CALL;
    if (b->wrapped[atom].known)
        return REASON_WRAPS;
    if (v->op == HIR_phi)
        return REASON_MERGED;
    bool is_bound = b->atoms.items[atom].fact != NO_FACT || b->atoms.items[atom].least > INT64_MIN;
    return v->op == HIR_param && !is_bound ? REASON_ARGUMENT : REASON_UNRELATED;
}

static void find_reason(const Bound *b, IndexCheck *check, const Affine *sum)
{
    for (int i = 0; i < sum->count; i++) {
        Atom atom = sum->terms[i].atom;
        CheckReason reason = reason_of(b, atom);
        if (reason >= check->reason) /* ORDER CHECK_REASONS */
            continue;
        check->reason = reason;
        check->culprit = atom < b->f->hir.values.count ? bound_hir(b, atom)->name : NULL;
    }
}

void bound_tell(Bound *b, IndexCheck *check, const Affine *index, const Affine *length)
{
    check->reason = REASON_COUNT;
    if (!index->known)
        check->reason = REASON_UNSIGNED;
    find_reason(b, check, index);
    if (check->maybe_beyond && check->reason >= REASON_ARGUMENT) /* ORDER CHECK_REASONS */
        find_reason(b, check, length);
    if (check->reason == REASON_COUNT)
        check->reason = REASON_UNRELATED;
    ARENA_PUSH(&b->u->arena, &b->f->checks, *check);
}
