/* lower.c: the frame of lowering: blocks, phis and their conversions, control, the function.
 *
 * What an operation computes is in the file of its subject: lower_operator.c, lower_array.c, lower_tuple.c ... Every HIR block
 * becomes one or more LIR blocks (a loop for an integer power, the way past a check). A phi's arguments are converted at the
 * end of the predecessor; conversions can't fail and have no effect, so that may be done where control goes another way too. */
#include "lower/lower.h"

#include <assert.h>
#include <string.h>

#include "build/functions.h"
#include "frozen/builtins.h"
#include "hir/array_operations.h"
#include "hir/c_calls.h"
#include "lir/lir.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "types/attributes.h"
#include "types/environment.h"

/* ---- operations that only move parts ------------------------------------------------------------------------------- */

static Parts lower_param(Lower *l, const HirValue *v)
{
    size_t index = (size_t)v->integer, first = 0;
    for (size_t i = 0; i < index; i++)
        first += part_types(l->u, l->f->parameters[i], NULL);
    TypeId stored = l->f->parameters[index];
    Parts parts = parts_new(l, part_types(l->u, stored, NULL));
    assert(index < l->f->parameter_count && first + parts.count <= l->out->param_count);
    for (size_t i = 0; i < parts.count; i++) {
        parts.ids[i] = emit(l, LIR_param, l->out->params[first + i], LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, parts.ids[i])->integer = (int64_t)(first + i);
    }
    return convert(l, parts, stored, v->type);
}

static Parts lower_number_call(Lower *l, const HirValue *v)
{
    NumberCall call = {v->builtin, v->count - 1, v->target};
    return lower_number(l, &call, v->type, fetch_all(l, v));
}

static Parts lower_cast(Lower *l, const HirValue *v)
{
    check_held(l, v->type, fetch(l, v->args[1]));
    return value_as(l, v->args[1], v->type);
}

static Parts lower_call(Lower *l, const HirValue *v)
{
    if (v->fields)
        return lower_named_tuple(l, v);
    if (is_c_function(l->u, operand_of(&l->f->hir, v->args[0])))
        return lower_c_call(l, v);
    if (v->builtin >= 0 && builtins[v->builtin].codes)
        return lower_number_call(l, v);
    if (v->builtin >= 0 && builtins[v->builtin].rule == CALL_ELEMENT)
        return lower_element_function(l, v);
    if (v->target)
        return lower_target(l, v->target, fetch_all(l, v), v->type);
    if (type_has_shape(l->u, v->type, SHAPE_FROZEN)) /* the type says it */
        return parts_new(l, 0);
    assert(!v->spread);
    if (v->builtin < 0) /* a type converts to itself */
        return lower_cast(l, v);
    switch (builtins[v->builtin].rule) {
    case CALL_RANGE: return lower_range(l, v);
    case CALL_LEN: return lower_len(l, v);
    case CALL_NDIM: return parts_of(l, int_constant(l, LIR_i64, type_ndim(l->u, hir_of(l, v->args[1])->type)));
    case CALL_TUPLE:
    case CALL_TUPLE_INDEX:
    case CALL_TUPLE_COUNT: return lower_tuple_call(l, v);
    case CALL_ERRNO: return parts_of(l, emit_call(l, "upcall_errno", LIR_i64, NULL, 0));
    case CALL_SET_ERRNO: return lower_set_errno(l, v);
    case CALL_MEET:
    case CALL_CAST:
    case CALL_STRING:
    case CALL_QUOTED:
    case CALL_LIKE: return value_as(l, v->args[1], v->type);
    case CALL_STRING_FLOAT: return lower_string_float(l, v);
    case CALL_CARRAY:
    case CALL_FARRAY: return lower_view(l, v);
    case CALL_PARAMETER: return lower_parameter(l, v);
    case CALL_VIEW: return lower_array_view(l, v);
    case CALL_MAKE: return lower_make(l, v);
    case CALL_REDUCE: return lower_reduce(l, v);
    default: return lower_iterator(l, v);
    }
}

static Parts lower_check_bound(Lower *l, const HirValue *v)
{
    const char *where = v->integer ? "free variable '%s' where it is not associated with a value in enclosing scope"
                                   : "local variable '%s' where it is not associated with a value";
    const char *message = arena_printf(&l->u->arena, where, v->text);
    raise_if(l, logical_not(l, scalar_as(l, v->args[1], TYPE_boolean)), v->integer ? "NameError" : "UnboundLocalError",
             arena_printf(&l->u->arena, "cannot access %s", message));
    return value_parts(l, v->args[0]);
}

/* ---- control ------------------------------------------------------------------------------------------------------- */

static Parts phi_parts(Lower *l, TypeId type)
{
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, part_types(l->u, type, NULL));
    Parts parts = parts_new(l, part_types(l->u, type, types));
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = phi_begin(l, types[i]);
    return parts;
}

/* The phis of all blocks, before anything else: predecessors feed them, and come before or after. */
static void lower_phis(Lower *l, BlockId id)
{
    const HirBlock *block = &l->f->hir.blocks.items[id];
    l->block = l->begins[id];
    for (size_t i = 0; i < block->values.count && hir_of(l, block->values.items[i])->op == HIR_phi; i++) {
        const HirValue *phi = hir_of(l, block->values.items[i]);
        stand_at(l, phi->loc);
        l->values[block->values.items[i]] = phi_parts(l, phi->type);
    }
    if (hir_of(l, block->values.items[0])->op == HIR_caught)
        l->values[block->values.items[0]] = phi_parts(l, TYPE_exception);
}

/* ---- latches ---- */

/* A loop that goes back from several places does so through one block, as LLVM wants it: else it takes a variable that is
 * changed on some of these ways only for that of a loop inside this one, and splits the loop in two. */
static void make_latch(Lower *l, BlockId header)
{
    const HirBlock *block = &l->f->hir.blocks.items[header];
    size_t back = 0;
    for (size_t i = 0; i < block->preds.count; i++)
        back += block->preds.items[i] >= header;
    l->latches[header] = back > 1 ? block_begin(l) : LIR_NOTHING;
    for (size_t i = 0; back > 1 && i < block->values.count && hir_of(l, block->values.items[i])->op == HIR_phi; i++) {
        ValueId phi = block->values.items[i];
        stand_at(l, hir_of(l, phi)->loc);
        l->in_latch[phi] = phi_parts(l, hir_of(l, phi)->type);
        for (size_t k = 0; k < l->in_latch[phi].count; k++)
            phi_edge(l, l->values[phi].ids[k], l->latches[header], l->in_latch[phi].ids[k]);
    }
    if (back > 1)
        lir_jump(l->u, l->out, l->latches[header], l->begins[header]);
}

/* Where control goes from `from`, the header of a loop or its latch. */
static bool goes_by_latch(const Lower *l, BlockId from, BlockId to)
{
    return from >= to && l->latches[to] != LIR_NOTHING;
}

static LirBlockId target_of(const Lower *l, BlockId from, BlockId to)
{
    return goes_by_latch(l, from, to) ? l->latches[to] : l->begins[to];
}

/* What a variable holds where it has no value: it isn't looked at. */
static Parts zeros(Lower *l, TypeId type)
{
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, part_types(l->u, type, NULL));
    Parts parts = parts_new(l, part_types(l->u, type, types));
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = zero_constant(l, types[i]);
    return parts;
}

static bool is_returned_phi(const HirValue *value)
{
    return value->op == HIR_phi && value->integer == HIR_RETURNED;
}

/* Does the function end here without a value, for which it has success=? */
static bool ends_with_success(const Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    return l->f->options->success && value->type == TYPE_none && function_is_declared(l->f) && !is_returned_phi(value);
}

/* A record that the function returns, stored where the caller wants it. */
static void give_record(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    if (is_returned_phi(value) || value->op == HIR_unbound)
        return;
    if (ends_with_success(l, v))
        store_stored(l, l->result, l->f->result, parts_of(l, static_bytes(l, l->f->options->success)));
    else
        store_given_record(l, l->result, l->f->result, fetch(l, v));
}

/* As the function's result; a record is there already. */
static Parts returned_parts(Lower *l, ValueId v)
{
    if (l->result != LIR_NOTHING)
        return parts_of(l, l->result);
    return ends_with_success(l, v) ? constant_as(l, l->f->options->success, l->f->result)
                                   : value_as(l, v, l->f->result);
}

static void feed_phi(Lower *l, ValueId phi, size_t predecessor)
{
    const HirValue *v = hir_of(l, phi);
    if (is_counted(l, phi) && hir_of(l, v->args[predecessor])->op == HIR_const) {
        phi_edge(l, l->values[phi].ids[0], l->block, counted_start(l, phi));
        return;
    }
    bool unbound = hir_of(l, v->args[predecessor])->op == HIR_unbound;
    Parts parts = unbound                      ? zeros(l, v->type)
                  : v->integer == HIR_RETURNED ? returned_parts(l, v->args[predecessor])
                                               : value_as(l, v->args[predecessor], v->type);
    BlockId from = l->f->hir.blocks.items[v->block].preds.items[predecessor];
    const Parts *fed = goes_by_latch(l, from, v->block) ? &l->in_latch[phi] : &l->values[phi];
    assert(fed->count == parts.count);
    for (size_t i = 0; i < parts.count; i++)
        phi_edge(l, fed->ids[i], l->block, parts.ids[i]);
}

size_t predecessor_index(const HirBlock *block, BlockId predecessor)
{
    size_t i = 0;
    while (i < block->preds.count && block->preds.items[i] != predecessor)
        i++;
    assert(i < block->preds.count);
    return i;
}

/* Give the phis of one successor what they get when control comes from `from`. */
static void feed_phis(Lower *l, BlockId from, BlockId successor)
{
    const HirBlock *to = &l->f->hir.blocks.items[successor];
    for (size_t i = 0; i < to->values.count && hir_of(l, to->values.items[i])->op == HIR_phi; i++)
        feed_phi(l, to->values.items[i], predecessor_index(to, from));
}

/* Before what is read for it may be gone. */
static void give_record_on_edge(Lower *l, BlockId from, BlockId successor)
{
    const HirBlock *to = &l->f->hir.blocks.items[successor];
    for (size_t i = 0; l->result != LIR_NOTHING && i < to->values.count; i++) {
        const HirValue *phi = hir_of(l, to->values.items[i]);
        if (phi->op == HIR_phi && phi->integer == HIR_RETURNED)
            give_record(l, phi->args[predecessor_index(to, from)]);
    }
}

static void leave_by(Lower *l, BlockId id, size_t successor)
{
    BlockId to = l->f->hir.blocks.items[id].successors[successor];
    give_record_on_edge(l, id, to);
    own_edge(l, id, successor);
    feed_phis(l, id, to);
    lir_jump(l->u, l->out, l->block, target_of(l, id, to));
}

/* An edge on which holders end, or on which the result is stored, has a block of its own. */
static bool is_busy(const Lower *l, BlockId id, size_t successor)
{
    const HirBlock *to = &l->f->hir.blocks.items[l->f->hir.blocks.items[id].successors[successor]];
    bool stores = l->result != LIR_NOTHING && to->values.count && hir_of(l, to->values.items[0])->op == HIR_phi;
    return stores || own_has_work(l, id, successor);
}

static void lower_branch(Lower *l, BlockId id, const HirValue *v)
{
    const BlockId *successors = l->f->hir.blocks.items[id].successors;
    LirBlockId targets[2];
    for (size_t i = 0; i < 2; i++)
        if (!is_busy(l, id, i))
            feed_phis(l, id, successors[i]);
    LirId condition = scalar_as(l, v->args[0], TYPE_boolean);
    for (size_t i = 0; i < 2; i++)
        targets[i] = is_busy(l, id, i) ? lir_block_new(l->u, l->out) : target_of(l, id, successors[i]);
    emit_branch(l, condition, targets[0], targets[1]);
    for (size_t i = 0; i < 2; i++) {
        l->block = targets[i];
        if (is_busy(l, id, i))
            leave_by(l, id, i);
    }
}

static void lower_return(Lower *l, ValueId ret)
{
    if (l->result != LIR_NOTHING)
        give_record(l, hir_of(l, ret)->args[0]);
    Parts parts = returned_parts(l, hir_of(l, ret)->args[0]);
    own_result(l, ret, parts);
    emit_list(l, LIR_ret, LIR_void, parts.ids, l->out->result_count);
}

static void lower_end(Lower *l, BlockId id, ValueId v)
{
    switch ((HirOp)hir_of(l, v)->op) {
    case HIR_raise: lower_raise(l, hir_of(l, v)->args[0]); break;
    case HIR_stop: raise_here(l, "SystemError", "a function that never comes back has come back"); break;
    case HIR_ret: lower_return(l, v); break;
    case HIR_branch: lower_branch(l, id, hir_of(l, v)); break;
    default: leave_by(l, id, 0); /* jump; guard: `caught` is fed where the exception is raised */
    }
}

static Parts lower_operation(Lower *l, ValueId id)
{
    const HirValue *v = hir_of(l, id);
    if (hir_is_elementwise(l->u, &l->f->hir, v))
        return lower_array_operation(l, id);
    switch ((HirOp)v->op) {
    case HIR_param: return lower_param(l, v);
    case HIR_check_bound: return lower_check_bound(l, v);
    case HIR_closure:
    case HIR_slice:
    case HIR_tuple: return lower_tuple(l, v);
    case HIR_unpack: return lower_unpack(l, v);
    case HIR_rest: return lower_rest(l, v);
    case HIR_splice: return lower_splice(l, v);
    case HIR_getattr: return lower_attribute(l, v);
    case HIR_setattr: lower_setattr(l, v); return parts_new(l, 0);
    case HIR_getitem: return lower_getitem(l, v);
    case HIR_call: return lower_call(l, v);
    case HIR_iter: return value_parts(l, v->args[0]);
    case HIR_iter_count: return parts_of(l, lower_iter_count(l, v));
    case HIR_iter_next: return parts_of(l, lower_iter_next(l, v));
    case HIR_iter_more: return parts_of(l, lower_iter_more(l, v));
    case HIR_iter_item: return lower_iter_item(l, v);
    case HIR_iter_end: check_strict(l, value_parts(l, v->args[0]), hir_of(l, v->args[0])->type); return parts_new(l, 0);
    case HIR_atomic_add: return lower_atomic_add(l, v);
    case HIR_atomic_field: return lower_atomic_field(l, v);
    case HIR_setitem: lower_setitem(l, v); return parts_new(l, 0);
    case HIR_raised: return lower_exception(l, v->args[0], l->loc);
    case HIR_matches: return parts_of(l, lower_matches(l, v));
    case HIR_unbound:
    case HIR_exception:
    case HIR_format:
    case HIR_text:
    case HIR_set:
    case HIR_dict:
    case HIR_generator:
    case HIR_rebind:
    case HIR_const: return parts_new(l, 0);
    default: return lower_operator(l, (HirOp)v->op, v->type, fetch_all(l, v), v->target);
    }
}

/* Where the operation goes that the block's guard, if it has one, stands for. */
static void find_handler(Lower *l, const HirBlock *block, ValueId v)
{
    const HirValue *end = hir_of(l, block->values.items[block->values.count - 1]);
    bool is_guarded = end->op == HIR_guard && end->args[0] == v;
    l->handler = is_guarded ? l->begins[block->successors[1]] : LIR_NOTHING;
    l->at = v;
    if (is_guarded)
        l->caught = l->values[l->f->hir.blocks.items[block->successors[1]].values.items[0]];
}

static bool is_volatile_field(const Lower *l, const HirValue *v)
{
    bool names_field = (v->op == HIR_getattr || v->op == HIR_setattr) && v->attribute == ATTRIBUTE_FIELD;
    return names_field && !type_has_shape(l->u, hir_of(l, v->args[0])->type, SHAPE_TUPLE) &&
           field_of(l, v)->is_volatile;
}

/* Does it read or write volatile memory, itself or by what is computed along with it, which stands before it? */
static bool touches_volatile(const Lower *l, const HirValue *v)
{
    bool touches = is_volatile_field(l, v);
    for (size_t i = 0; !touches && i < v->count; i++) {
        const HirValue *operand = v->args[i] == HIR_NOTHING ? NULL : hir_of(l, v->args[i]);
        touches = operand && operand->type != TYPE_UNKNOWN &&
                  (type_has_volatile(l->u, operand->type) || (operand->fused && l->are_volatile[v->args[i]]));
    }
    return touches;
}

/* A constant has its parts where it is used, an exception where it is raised; all else what its type says. */
static void check_parts(const Lower *l, const HirValue *v, Parts parts)
{
    bool made_later = v->op == HIR_const || v->op == HIR_exception || v->op == HIR_unbound;
    assert(made_later || v->fused || parts.count == part_types(l->u, v->type, NULL));
    (void)l, (void)made_later, (void)parts;
}

static void lower_block(Lower *l, BlockId id)
{
    const HirBlock *block = &l->f->hir.blocks.items[id];
    l->block = l->begins[id];
    l->positions.count = 0;
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        const HirValue *value = hir_of(l, v);
        stand_at(l, value->loc);
        find_handler(l, block, v);
        l->is_volatile = l->are_volatile[v] = touches_volatile(l, value);
        own_begin(l, v);
        if (hir_ops[value->op].flags & HIR_FLAG_ENDS) {
            lower_end(l, id, v);
            return;
        }
        if (value->op == HIR_caught) {
            own_caught(l, id);
        } else if (value->op != HIR_phi) {
            l->values[v] = lower_operation(l, v);
            check_parts(l, value, l->values[v]);
        }
        own_behind(l, v);
    }
}

/* ---- the function ---------------------------------------------------------------------------------------------------- */

/* C's caller says where the record goes that the callback returns. */
bool gives_record(const Unit *u, const Function *f)
{
    return function_is_declared(f) && type_is_record(u, f->result);
}

static LirFunction *function_new(Unit *u, const Function *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->parameter_count; i++)
        count += part_types(u, f->parameters[i], NULL);
    LirType *params = ARENA_ARRAY(&u->arena, LirType, count + 1);
    for (size_t i = 0, next = 0; i < f->parameter_count; i++)
        next += part_types(u, f->parameters[i], params + next);
    LirType *results = ARENA_ARRAY(&u->arena, LirType, part_types(u, f->result, NULL));
    size_t result_count = gives_record(u, f) ? 0 : part_types(u, f->result, results);
    if (gives_record(u, f))
        params[count++] = LIR_ptr;
    LirFunction *out = lir_function_new(u, arena_printf(&u->arena, "%s.body", f->symbol), params, count, results,
                                        result_count);
    out->fastmath = f->options->fastmath;
    out->takes_record = f->takes_record;
    out->is_recursive = f->is_recursive;
    return out;
}

static Lower begin(Unit *u, Function *f)
{
    size_t blocks = f->hir.blocks.count;
    f->lir_index = u->lir->count;
    f->lir = function_new(u, f);
    begin_lines(u, f);
    Lower l = {.u = u, .f = f, .out = f->lir, .handler = LIR_NOTHING, .at = HIR_NOTHING, .result = LIR_NOTHING};
    l.values = ARENA_ARRAY(&u->arena, Parts, f->hir.values.count);
    l.are_volatile = ARENA_ARRAY(&u->arena, bool, f->hir.values.count);
    l.begins = ARENA_ARRAY(&u->arena, LirBlockId, blocks);
    l.latches = ARENA_ARRAY(&u->arena, LirBlockId, blocks);
    l.in_latch = ARENA_ARRAY(&u->arena, Parts, f->hir.values.count);
    if (f->is_recursive)
        lir_block_new(u, l.out);                 /* of check_stack() */
    assert(!f->hir.blocks.items[0].preds.count); /* LLVM's entry block has none either */
    for (size_t b = 0; b < blocks; b++)
        l.begins[b] = lir_block_new(u, l.out);
    return l;
}

static LirId *arguments_of(Lower *l, LirId v)
{
    LirValue *phi = lir_value(l->out, v);
    if (!phi->count) {
        phi->count = l->out->blocks.items[phi->block].preds.count;
        phi->args = ARENA_ARRAY(&l->u->arena, LirId, phi->count);
    }
    return phi->args;
}

/* The edges into one block; `place` is 0 for all blocks, and again when it is done. */
static void resolve_edges_of(Lower *l, LirBlockId b, const uint32_t *next, uint32_t edge, uint32_t *place)
{
    const LirBlock *block = &l->out->blocks.items[b];
    for (uint32_t i = 0; i < block->preds.count; i++) {
        assert(!place[block->preds.items[i]] && "both ways of a branch lead to one block with phis");
        place[block->preds.items[i]] = i + 1;
    }
    for (; edge; edge = next[edge - 1]) {
        const PhiEdge *e = &l->edges.items[edge - 1];
        LirId *args = arguments_of(l, e->phi);
        if (place[e->from])
            args[place[e->from] - 1] = e->value;
    }
    for (uint32_t i = 0; i < block->preds.count; i++)
        place[block->preds.items[i]] = 0;
}

static void resolve_edges(Lower *l)
{
    size_t blocks = l->out->blocks.count, count = l->edges.count;
    uint32_t *first = ARENA_ARRAY(&l->u->arena, uint32_t, blocks), *next = ARENA_ARRAY(&l->u->arena, uint32_t, count);
    uint32_t *place = ARENA_ARRAY(&l->u->arena, uint32_t, blocks);
    for (size_t i = count; i-- > 0;) {
        uint32_t *of_block = &first[lir_value(l->out, l->edges.items[i].phi)->block];
        next[i] = *of_block;
        *of_block = (uint32_t)i + 1;
    }
    for (LirBlockId b = 0; b < blocks; b++)
        if (first[b])
            resolve_edges_of(l, b, next, first[b], place);
}

static void place_constants(Lower *l)
{
    LirBlock *first = &l->out->blocks.items[0];
    size_t constants = l->constants.count, count = constants + l->prologue.count + first->count;
    LirId *items = ARENA_ARRAY(&l->u->arena, LirId, count);
    if (l->constants.count)
        memcpy(items, l->constants.items, l->constants.count * sizeof *items);
    if (l->prologue.count)
        memcpy(items + constants, l->prologue.items, l->prologue.count * sizeof *items);
    memcpy(items + constants + l->prologue.count, first->items, first->count * sizeof *items);
    first->items = items;
    first->count = first->capacity = count;
}

static void finish(Lower *l)
{
    lir_fill_preds(l->u, l->out);
    resolve_edges(l);
    place_constants(l);
}

void lower(Unit *u, Function *f)
{
    if (f == u->functions->items[0])
        find_records(u);
    assert(!f->lir);
    Lower l = begin(u, f);
    lower_callees(u, f);
    if (gives_record(u, f))
        l.result = param_at_start(&l, l.out->param_count - 1);
    f->first_path = 1 + u->sites->paths;
    if (f->is_recursive)
        check_stack(&l);
    find_counted(&l);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        lower_phis(&l, b);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        make_latch(&l, b);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        lower_block(&l, b);
    finish(&l);
    find_constant_results(&l);
    f->end_path = 1 + u->sites->paths;
    f->lowered = true;
    if (f != u->functions->items[0])
        return;
    set_stack_reserve(u);
    sites_finish(u);
    for (size_t i = 0; i < u->lir->count; i++) /* numbers that come late are there */
        lir_share(u, u->lir->functions[i]);
    lower_entry(u, f);
}
