/* build.c: one case an instruction. The instructions of a function are run block by block in reverse postorder on a stack of
 * SSA values; what they do becomes HIR. Globals and module attributes are frozen here, constants folded and branches on them
 * decided, so that what stands in a dead branch is never looked at. What the cases do stands in build_*.c. */
#include "build/build_parts.h"

#include <assert.h>
#include <string.h>

#include "hir/canonical.h"
#include "hir/fold.h"
#include "hir/function.h"

/* bool(v); comparisons are left as they are: infer sees to it that they are bools. */
ValueId build_truth(Builder *b, ValueId v)
{
    HirOp op = hir_value(&b->f->hir, v)->op;
    return hir_ops[op].result == HIR_KIND_BOOL ? v : build_emit1(b, HIR_truth, v);
}

static void operate(Builder *b, HirOp op, size_t count, bool in_place)
{
    ValueId *args = stack_pop_many(b, count);
    ValueId v = op == HIR_mod ? build_percent(b, args[0], args[1]) : HIR_NOTHING;
    if (v == HIR_NOTHING)
        v = build_emit(b, op, args, count);
    if (in_place && !build_constant_of(b, v))
        hir_value(&b->f->hir, v)->in_place = true;
    stack_push(b, v);
}

static void compare(Builder *b, HirOp op)
{
    ValueId right = stack_pop(b), left = stack_pop(b);
    stack_push(b, build_emit2(b, op, left, right));
}

static void unary(Builder *b, HirOp op)
{
    ValueId v = stack_pop(b);
    if (op == HIR_not && hir_value(&b->f->hir, v)->op == HIR_truth)
        v = hir_value(&b->f->hir, v)->args[0]; /* from 3.13 `not x` converts first */
    stack_push(b, op == HIR_truth ? build_truth(b, v) : build_emit1(b, op, v));
}

static void store_item(Builder *b)
{
    ValueId index = stack_pop(b), owner = stack_pop(b), value = stack_pop(b);
    build_emit(b, HIR_setitem, (ValueId[]){owner, index, value}, 3);
}

static size_t index_of(const Builder *b, const Instr *i)
{
    size_t at = 0;
    while (at < b->instrs.count && b->instrs.items[at].offset != i->offset)
        at++;
    assert(at < b->instrs.count);
    return at;
}

/* From 3.12 a comprehension begins with an empty container, which changes places with the iterator. */
static bool begins_comprehension(const Builder *b, const Instr *i)
{
    size_t at = index_of(b, i);
    return i->arg == 0 && at + 1 < b->instrs.count && b->instrs.items[at + 1].meaning == M_swap;
}

static void begin_set(Builder *b, const Instr *i)
{
    if (begins_comprehension(b, i))
        build_unsupported(b, "set comprehensions");
    build_set(b, (size_t)i->arg);
}

static void begin_list(Builder *b, const Instr *i)
{
    if (!strcmp(b->code->name, "<listcomp>") || begins_comprehension(b, i))
        build_unsupported(b, "list comprehensions");
    build_list(b, (size_t)i->arg);
}

static void begin_map(Builder *b, const Instr *i)
{
    if (!strcmp(b->code->name, "<dictcomp>") || begins_comprehension(b, i))
        build_unsupported(b, "dictionary comprehensions");
    build_dictionary(b, (size_t)i->arg);
}

/* Of a cell it is the cell, from 3.13 on, on its way into a closure. */
static void load_local(Builder *b, int local)
{
    if ((size_t)local >= b->code->free_start || (b->code->is_cell && b->code->is_cell[local]))
        build_load_closure(b, local);
    else
        build_load_local(b, local);
}

static void get_slice(Builder *b)
{
    build_slice(b, 2);
    operate(b, HIR_getitem, 2, false);
}

static void store_slice(Builder *b)
{
    build_slice(b, 2);
    store_item(b);
}

void build_step(Builder *b, const Instr *i)
{
    switch ((Meaning)i->meaning) {
    case M_load_const: stack_push(b, build_constant(b, b->code->constants[i->arg])); break;
    case M_load_int: stack_push(b, build_constant(b, frozen_int(b->u, i->arg))); break;
    case M_load_none: stack_push(b, build_constant(b, frozen_none(b->u))); break;
    case M_load_bool: stack_push(b, build_constant(b, frozen_bool(b->u, i->arg))); break;
    case M_load_common: build_load_common(b, i->arg); break;
    case M_load_local: load_local(b, i->arg); break;
    case M_load_closure: build_load_closure(b, i->arg); break;
    case M_make_function: build_make_function(b, i->arg); break;
    case M_function_attribute: build_function_attribute(b, i->arg); break;
    case M_call_spread: build_call_spread(b, i); break;
    case M_load_clear: build_load_clear(b, i->arg); break;
    case M_store_cell: build_store_cell(b, i->arg); break;
    case M_store_local: build_store_local(b, i->arg); break;
    case M_delete_local: build_delete_local(b, i->arg); break;
    case M_load_cell: build_load_cell(b, i->arg); break;
    case M_load_global: build_load_global(b, i); break;
    case M_load_attr: build_load_attribute(b, i); break;
    case M_store_attr: build_store_attribute(b, i->arg); break;
    case M_push_null: stack_push_null(b); break;
    case M_pop: stack_drop(b, 1); break;
    case M_copy: stack_push(b, stack_read(b, stack_depth(b, (size_t)i->arg), LEVEL_VALUE)); break;
    case M_swap: stack_swap(b, (size_t)i->arg); break;
    case M_unary: unary(b, (HirOp)i->arg); break;
    case M_binary: operate(b, (HirOp)i->arg, 2, i->extra); break;
    case M_compare: compare(b, (HirOp)i->arg); break;
    case M_contains: build_contains(b, i->extra); break;
    case M_getitem: operate(b, HIR_getitem, 2, false); break;
    case M_setitem: store_item(b); break;
    case M_format: build_format(b, i->arg); break;
    case M_build_string: build_string(b, (size_t)i->arg); break;
    case M_build_list: begin_list(b, i); break;
    case M_list_append: build_list_item(b, i->arg, false); break;
    case M_list_extend: build_list_item(b, i->arg, true); break;
    case M_list_to_tuple: build_list_to_tuple(b); break;
    case M_build_tuple: operate(b, HIR_tuple, (size_t)i->arg, false); break;
    case M_build_set: begin_set(b, i); break;
    case M_set_add: build_set_item(b, i->arg); break;
    case M_set_update: build_set_update(b, i->arg); break;
    case M_build_slice: build_slice(b, (size_t)i->arg); break;
    case M_match_sequence: build_match_sequence(b); break;
    case M_get_len: build_get_len(b); break;
    case M_get_slice: get_slice(b); break;
    case M_store_slice: store_slice(b); break;
    case M_build_map: begin_map(b, i); break;
    case M_map_add: build_dictionary_item(b, i->arg); break;
    case M_build_key_map: build_dictionary_of(b, (size_t)i->arg); break;
    case M_unpack: build_unpack(b, (size_t)i->arg); break;
    case M_unpack_rest: build_unpack_rest(b, i->arg); break;
    case M_names_of_keywords: b->keywords = b->code->constants[i->arg]; break;
    case M_call: build_call(b, i); break;
    case M_get_iter: build_get_iter(b, i->extra); break;
    case M_pop_iter: stack_drop(b, (size_t)i->extra); break;
    case M_raise: build_raise(b, i->arg); break;
    case M_reraise: build_reraise(b); break;
    case M_push_exc_info: build_push_exception(b); break;
    case M_pop_except: build_pop_exception(b); break;
    case M_check_exc_match: build_match_exception(b); break;
    case M_unsupported: build_unsupported(b, opcode_construct(b->code, i->opcode));
    default: build_malformed(b, meaning_name(i->meaning));
    }
}

/* Block 0 holds the parameters and all constants: it ends when there can be no more of them. */
static void end_first_block(Builder *b)
{
    b->at = 0;
    assert(hir_successor_count(&b->f->hir.blocks.items[0]) == 1); /* as build_begin() left it */
    build_terminate(b, HIR_jump, NULL, 0);
}

static void check_kind(Builder *b)
{
    static const struct {
        uint32_t flag; /* of co_flags, as inspect.CO_* */
        const char *construct;
    } kinds[] = {{0x04, "a function with *args"},
                 {0x08, "a function with **kwargs"},
                 {0x20, "a generator"},
                 {0x80, "an async function"},
                 {0x200, "an async generator"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (b->code->flags & kinds[i].flag && (kinds[i].flag != 0x04 || !b->f->caller))
            build_unsupported(b, kinds[i].construct);
    if (b->f->caller)
        return;
    if (b->code->keyword_only_count)
        build_unsupported(b, "a function with keyword-only arguments");
    size_t takes = b->code->argument_count;
    if (takes != b->f->binding_count)
        fail(b->u, b->loc, E_ARGUMENT_COUNT, b->code->name, takes, takes == 1 ? "" : "s", b->f->binding_count);
}

/* A stack level that has a value on some ways only. */
static void check_levels(Builder *b)
{
    const Hir *hir = &b->f->hir;
    for (ValueId v = 0; v < hir->values.count; v++) {
        const HirValue *value = &hir->values.items[v];
        if (value->op != HIR_phi || value->block == HIR_NOTHING)
            continue;
        for (size_t i = 0; i < value->count; i++)
            if (value->args[i] == SSA_UNBOUND && value->name)
                fail(b->u, value->loc, E_UNBOUND_LOCAL, value->name); /* one that an inner function captures */
            else if (value->args[i] == SSA_UNBOUND)
                build_malformed(b, "a stack level without a value");
    }
}

static Builder *new_builder(Unit *u, Function *f, const Frozen *object)
{
    const Code *code = object->code;
    assert(object->kind == FROZEN_FUNCTION);
    Builder *b = ARENA_NEW(&u->arena, Builder);
    *b = (Builder){.u = u, .f = f, .object = object, .code = code, .root = b, .handler = NO_HANDLER};
    b->loc = (Loc){.code = code, .span = {code->first_line, code->first_line, -1, -1}};
    return b;
}

/* Give the locals their variables, which have no names where the code isn't the user's. */
static void begin_code(Builder *b)
{
    b->first_local = (Variable)b->ssa->variables.count;
    for (size_t i = 0; i < b->code->local_count; i++)
        ssa_variable_new(b->ssa, b->is_inlined ? NULL : b->code->locals[i]);
    if (b == b->root)
        b->handled = ssa_variable_new(b->ssa, NULL);
    b->instrs = decode(b->u, b->code);
    b->blocks = blocks_make(b->u, b->code, &b->instrs);
    build_order_blocks(b);
}

Builder *build_inside(Builder *b, const Frozen *object, bool is_inlined)
{
    Builder *inside = new_builder(b->u, b->f, object);
    inside->root = b->root;
    inside->ssa = b->ssa;
    inside->catcher = b;
    inside->is_inlined = is_inlined;
    if (is_inlined)
        inside->loc = b->loc;
    begin_code(inside);
    inside->at = b->at;
    return inside;
}

void build(Unit *u, Function *f)
{
    Ssa ssa = {.u = u, .f = f};
    Builder *b = new_builder(u, f, f->object);
    b->ssa = &ssa;
    check_kind(b);
    begin_code(b);
    build_begin(b);
    build_blocks(b);
    build_seal_loops(b);
    build_return(b);
    end_first_block(b);
    ssa_finish(&ssa);
    build_note_fleeting(b);
    resolve_unbound(u, f);
    canonicalise(u, f);
    build_check_generators(b);
    build_name_lists(b);
    check_levels(b);
}
