/* build_name.c: local variables, cells, globals and attributes by name. Globals, and attributes of modules, are frozen
 * here. */
#include "build_parts.h"

#include <string.h>

#include "resolve.h"

/* A phi may turn out to have no value on some way: unbound.c decides, when all ways are known. */
static ValueId check_local(Builder *b, ValueId phi, int32_t local)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_check_bound, b->loc, &phi, 1);
    hir_value(&b->f->hir, v)->text = b->code->locals[local];
    hir_value(&b->f->hir, v)->name = hir_value(&b->f->hir, phi)->name;
    ssa_write(&b->ssa, b->at, (Variable)local, v);
    return v;
}

static ValueId read_local(Builder *b, int32_t local)
{
    ValueId v = ssa_read(&b->ssa, b->at, (Variable)local, b->loc);
    if (v == SSA_UNBOUND)
        fail(b->u, b->loc, E_UNBOUND_LOCAL, b->code->locals[local]);
    return hir_value(&b->f->hir, v)->op == HIR_phi ? check_local(b, v, local) : v;
}

void build_load_local(Builder *b, int32_t local)
{
    stack_push(b, read_local(b, local));
}

void build_delete_local(Builder *b, int32_t local)
{
    read_local(b, local);
    ssa_write(&b->ssa, b->at, (Variable)local, SSA_UNBOUND);
}

static void note_cell(Builder *b, int32_t local, bool is_store, bool unbound)
{
    if (b->code->is_cell && b->code->is_cell[local])
        ARENA_PUSH(&b->u->arena, &b->cell_uses, ((CellUse){local, b->offset, is_store, unbound, b->loc}));
}

/* SEMANTICS, "Numbers": the option `locals` says what a variable of the callback is. */
static ValueId declared_value(Builder *b, int32_t local, ValueId v)
{
    const Options *options = &b->u->options;
    for (size_t i = 0; i < options->local_count && !b->f->caller; i++) {
        if (strcmp(options->locals[i].name, b->code->locals[local]))
            continue;
        Object *type = ARENA_NEW(&b->u->arena, Object);
        *type = (Object){.kind = OBJECT_TYPE, .builtin = -1, .type = options->locals[i].type};
        ValueId args[] = {build_constant(b, type), v};
        return hir_append(b->u, &b->f->hir, b->at, HIR_call, b->loc, args, 2);
    }
    return v;
}

void build_store_local(Builder *b, int32_t local)
{
    if ((size_t)local >= b->code->free_start) /* nonlocal: a closure has only the value */
        build_unsupported(b, "assigning to a variable of the function round this one");
    ValueId v = stack_pop(b);
    v = stack_is_null(b, v) ? SSA_UNBOUND : declared_value(b, local, v);
    ssa_write(&b->ssa, b->at, (Variable)local, v);
    note_cell(b, local, true, false);
    if (v == SSA_UNBOUND)
        return;
    HirValue *value = hir_value(&b->f->hir, v);
    if (!value->name && value->op != HIR_const)
        value->name = b->code->locals[local];
}

void build_load_clear(Builder *b, int32_t local)
{
    ValueId v = ssa_read(&b->ssa, b->at, (Variable)local, b->loc);
    ssa_write(&b->ssa, b->at, (Variable)local, SSA_UNBOUND);
    if (v == SSA_UNBOUND)
        stack_push_null(b);
    else
        stack_push(b, v);
}

/* A float of a closure cell is data, so that a factory's closures share their code. */
static void load_environment(Builder *b, const Object *object, const char *name)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_env, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->integer = (int64_t)unit_environment(b->u, object, TYPE_float64);
    hir_value(&b->f->hir, v)->name = name;
    stack_push(b, v);
}

void build_load_cell(Builder *b, int32_t local)
{
    const char *name = b->code->locals[local];
    if ((size_t)local < b->code->free_start || b->f->object->parent) {
        build_load_local(b, local);
        return;
    }
    const Object *object = resolve_name(b->u, b->loc, b->f->object, name);
    if (object->kind == OBJECT_FLOAT && object->from_cell && object->type == TYPE_none)
        load_environment(b, object, name);
    else
        stack_push(b, build_constant(b, object));
}

/* A cell on its way into a closure: what the variable holds now. build_check_cells() sees to it that nothing changes it later. */
void build_load_closure(Builder *b, int32_t local)
{
    if ((size_t)local >= b->code->free_start) {
        build_load_cell(b, local);
        return;
    }
    ValueId v = ssa_read(&b->ssa, b->at, (Variable)local, b->loc);
    note_cell(b, local, false, v == SSA_UNBOUND);
    stack_push(b, v == SSA_UNBOUND ? build_constant(b, &unbound_object) : v);
}

void build_load_global(Builder *b, const Instr *instr)
{
    if (instr->extra == 2)
        stack_push_null(b);
    stack_push(b, build_constant(b, resolve_name(b->u, b->loc, b->f->object, b->code->names[instr->arg])));
    if (instr->extra == 1)
        stack_push_null(b);
}

static ValueId attribute(Builder *b, ValueId owner, const char *name)
{
    const Object *object = build_constant_of(b, owner);
    if (object && (object->kind == OBJECT_MODULE || object->kind == OBJECT_INFO))
        return build_constant(b, resolve_attribute(b->u, b->loc, object, name));
    if (object && object->kind == OBJECT_FUNCTION && object->signature && !strcmp(name, "ctypes"))
        return owner; /* another cfunc: a call of its C function is a call of it */
    ValueId v = build_emit1(b, HIR_getattr, owner);
    hir_value(&b->f->hir, v)->text = name;
    return v;
}

void build_load_attribute(Builder *b, const Instr *instr)
{
    ValueId v = attribute(b, stack_pop(b), b->code->names[instr->arg]);
    if (instr->extra == 2)
        stack_push_null(b);
    stack_push(b, v);
    if (instr->extra == 1)
        stack_push_null(b);
}

void build_load_common(Builder *b, int32_t index)
{
    const char *name = common_constant(index);
    if (*name) {
        stack_push(b, build_constant(b, resolve_name(b->u, b->loc, b->f->object, name)));
        return;
    }
    Object *empty = ARENA_NEW(&b->u->arena, Object);
    *empty = (Object){.kind = OBJECT_STRING, .text = ""};
    stack_push(b, build_constant(b, empty));
}

/* An inner function gets what a variable holds when it is made. That is what Python means only while nobody assigns to the
 * variable after that, in what follows or in another turn of a loop round both. */
static void check_capture(Builder *b, const CellUse *capture, const CellUse *store)
{
    bool later = store->offset > capture->offset;
    for (size_t i = 0; i < b->instrs.count && !later; i++) {
        const Instr *jump = &b->instrs.items[i];
        later = jump->meaning == M_jump && jump->offset > capture->offset &&
                b->instrs.items[jump->target].offset <= store->offset;
    }
    if (later && !capture->unbound)
        fail(b->u, store->loc, E_CAPTURE_CHANGES, b->code->locals[store->local]);
}

void build_check_cells(Builder *b)
{
    for (size_t i = 0; i < b->cell_uses.count; i++)
        for (size_t j = 0; j < b->cell_uses.count; j++) {
            const CellUse *capture = &b->cell_uses.items[i], *store = &b->cell_uses.items[j];
            if (!capture->is_store && store->is_store && capture->local == store->local)
                check_capture(b, capture, store);
        }
}
