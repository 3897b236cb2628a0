/* build_name.c: local variables, cells, globals and attributes by name. Globals, and attributes of modules, are frozen
 * here. */
#include "build/build_parts.h"
#include "build/functions.h"

#include <assert.h>
#include <string.h>

#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "types/signature.h"

Variable local_variable(const Builder *b, int32_t local)
{
    assert(local >= 0 && (size_t)local < b->code->local_count);
    return b->first_local + (Variable)local;
}

/* A phi may turn out to have no value on some way: unbound.c decides, when all ways are known. */
static ValueId check_phi(Builder *b, ValueId phi, int32_t local, bool free)
{
    assert(hir_value(&b->f->hir, phi)->op == HIR_phi);
    ValueId v = build_append(b, HIR_check_bound, &phi, 1);
    hir_value(&b->f->hir, v)->text = b->code->locals[local];
    hir_value(&b->f->hir, v)->integer = free;
    hir_value(&b->f->hir, v)->name = hir_value(&b->f->hir, phi)->name;
    ssa_write(b->ssa, b->at, local_variable(b, local), v);
    return v;
}

ValueId build_checked(Builder *b, ValueId v, int32_t local, bool free)
{
    return hir_value(&b->f->hir, v)->op == HIR_phi ? check_phi(b, v, local, free) : v;
}

static ValueId read_variable(Builder *b, int32_t local, bool free)
{
    ValueId lasting = build_lasting(b, local);
    if (lasting != HIR_NOTHING)
        return lasting;
    ValueId v = ssa_read(b->ssa, b->at, local_variable(b, local), b->loc);
    if (v == SSA_UNBOUND)
        fail(b->u, b->loc, E_UNBOUND_LOCAL, b->code->locals[local]);
    ValueId function = build_function_now(b, local, v);
    if (function != HIR_NOTHING)
        return function;
    return build_checked(b, v, local, free);
}

static ValueId read_local(Builder *b, int32_t local)
{
    return read_variable(b, local, false);
}

/* A generator expression begins with what it loops over, its only argument. */
void build_load_local(Builder *b, int32_t local)
{
    ValueId v = read_local(b, local);
    if (b->outer && local == 0)
        build_push_iterator(b, v);
    else
        stack_push(b, v);
}

void build_delete_local(Builder *b, int32_t local)
{
    read_local(b, local);
    ssa_write(b->ssa, b->at, local_variable(b, local), SSA_UNBOUND);
}

static void note_store(Builder *b, int32_t local)
{
    if (!b->code->is_cell || !b->code->is_cell[local])
        return;
    CellStore store = {local, b->offset, b->loc, b->at, (ValueId)b->f->hir.values.count, HIR_NOTHING};
    ARENA_PUSH(&b->u->arena, &b->stores, store);
}

int32_t local_named(Builder *b, const char *name)
{
    for (size_t i = 0; i < b->code->local_count; i++)
        if (!strcmp(b->code->locals[i], name))
            return (int32_t)i;
    build_malformed(b, "a free variable of no function");
}

/* SEMANTICS, "Numbers": the option `locals` says what a variable of a cfunc is. */
static ValueId declared_value(Builder *b, int32_t local, ValueId v)
{
    const Options *options = b->f->options;
    for (size_t i = 0; i < options->local_count && function_is_declared(b->f) && b == b->root; i++) {
        if (strcmp(options->locals[i].name, b->code->locals[local]))
            continue;
        Frozen *type = ARENA_NEW(&b->u->arena, Frozen);
        *type = (Frozen){.kind = FROZEN_TYPE, .builtin = -1, .type = options->locals[i].type};
        ValueId args[] = {build_constant(b, type), v};
        return build_append(b, HIR_call, args, 2);
    }
    return v;
}

static void name_value(Builder *b, ValueId v, const char *name)
{
    HirValue *value = hir_value(&b->f->hir, v);
    if (!value->name && value->op != HIR_const && !b->is_inlined)
        value->name = name;
}

static void store_value(Builder *b, int32_t local, ValueId v)
{
    v = stack_is_null(b, v) ? SSA_UNBOUND : declared_value(b, local, v);
    ssa_write(b->ssa, b->at, local_variable(b, local), v);
    note_store(b, local);
    build_note_lasting(b, local, v);
    if (v != SSA_UNBOUND)
        name_value(b, v, b->code->locals[local]);
}

void build_store_local(Builder *b, int32_t local)
{
    store_value(b, local, stack_pop(b));
}

void build_load_clear(Builder *b, int32_t local)
{
    ValueId v = ssa_read(b->ssa, b->at, local_variable(b, local), b->loc);
    ssa_write(b->ssa, b->at, local_variable(b, local), SSA_UNBOUND);
    if (v == SSA_UNBOUND)
        stack_push_null(b);
    else
        stack_push(b, v);
}

/* A generator expression sees the variables of the code round it as they are when it runs. */
static ValueId read_outer(Builder *b, const char *name)
{
    Builder *outer = b->outer;
    Loc loc = outer->loc;
    outer->at = b->at;
    outer->loc = b->loc;
    ValueId v = build_read_cell(outer, local_named(outer, name), true);
    outer->loc = loc;
    b->at = outer->at;
    return v;
}

ValueId build_read_cell(Builder *b, int32_t local, bool free)
{
    const char *name = b->code->locals[local];
    if ((size_t)local < b->code->free_start)
        return read_variable(b, local, free);
    if (b->outer)
        return read_outer(b, name);
    if (b->object->parent)
        return read_variable(b, local, true);
    return build_constant(b, resolve_name(b->u, b->loc, b->object, name));
}

void build_load_cell(Builder *b, int32_t local)
{
    stack_push(b, build_read_cell(b, local, false));
}

/* `(y := x)` in a generator expression is a variable of the code round it. */
void build_store_cell(Builder *b, int32_t local)
{
    Builder *owner = b;
    while (owner->outer && (size_t)local >= owner->code->free_start) {
        const char *name = owner->code->locals[local];
        owner = owner->outer;
        local = local_named(owner, name);
    }
    if ((size_t)local >= owner->code->free_start)
        build_unsupported(b, "assigning to a variable of the function round this one");
    ValueId v = stack_pop(b);
    owner->at = b->at;
    store_value(owner, local, v);
    b->at = owner->at;
}

/* A cell on its way into a closure: what the variable holds now. */
void build_load_closure(Builder *b, int32_t local)
{
    if ((size_t)local >= b->code->free_start) {
        build_load_cell(b, local);
        return;
    }
    ValueId v = ssa_read(b->ssa, b->at, local_variable(b, local), b->loc);
    stack_push(b, v == SSA_UNBOUND ? build_constant(b, &frozen_unbound) : v);
}

void build_load_global(Builder *b, const Instr *instr)
{
    if (instr->extra == 2)
        stack_push_null(b);
    stack_push(b, build_constant(b, resolve_name(b->u, b->loc, b->object, b->code->names[instr->arg])));
    if (instr->extra == 1)
        stack_push_null(b);
}

/* Of another cfunc: its C function, a call of which is a call of it. */
static bool is_c_face(const char *name)
{
    return !strcmp(name, "ctypes") || !strcmp(name, "cffi") || !strcmp(name, "address");
}

static ValueId attribute(Builder *b, ValueId owner, const char *name)
{
    const Frozen *object = build_constant_of(b, owner);
    if (object && (object->kind == FROZEN_MODULE || object->kind == FROZEN_INFO))
        return build_constant(b, resolve_attribute(b->u, b->loc, object, name));
    if (object && cfunc_signature(b->u, object) && is_c_face(name))
        return owner;
    const Frozen *component = object ? fold_component(b->u, object, name) : NULL;
    if (component)
        return build_constant(b, component);
    if (object && object->kind == FROZEN_NAMED_TUPLE && !strcmp(name, "_fields"))
        return build_constant(b, resolve_attribute(b->u, b->loc, object, name));
    const Frozen *member = object ? resolve_member(b->u, object, name) : NULL;
    if (member && member->kind == FROZEN_PROPERTY) {
        ValueId getter = build_constant(b, member->items[0]);
        return build_append(b, HIR_call, &getter, 1);
    }
    if (member)
        return build_constant(b, member);
    int field = object && object->class ? code_field(object->class->code, name) : -1;
    assert(field < 0 || (size_t)field < object->count);
    if (field >= 0)
        return build_constant(b, object->items[field]);
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

void build_store_attribute(Builder *b, int32_t name)
{
    ValueId owner = stack_pop(b), value = stack_pop(b);
    const Frozen *object = build_constant_of(b, owner),
                 *member = object ? resolve_member(b->u, object, b->code->names[name]) : NULL;
    if (member && member->kind == FROZEN_PROPERTY && member->count == 2) {
        ValueId args[] = {build_constant(b, member->items[1]), value};
        build_append(b, HIR_call, args, 2);
        return;
    }
    ValueId v = build_emit2(b, HIR_setattr, owner, value);
    hir_value(&b->f->hir, v)->text = b->code->names[name];
}

/* tuple(), list() and set() of a generator expression begin with the question whether the name still means the built-in
 * class, and if so fill a list. Say that it doesn't: then there is a call, as there always was before 3.14. */
static bool begins_a_list(const char *name)
{
    return !strcmp(name, "tuple") || !strcmp(name, "list") || !strcmp(name, "set");
}

void build_load_common(Builder *b, int32_t index)
{
    static const Frozen no_class = {.kind = FROZEN_OTHER, .description = "no class", .identity = &no_class};
    const char *name = common_constant(index);
    if (begins_a_list(name)) {
        stack_push(b, build_constant(b, &no_class));
        return;
    }
    if (*name) {
        stack_push(b, build_constant(b, resolve_name(b->u, b->loc, b->object, name)));
        return;
    }
    Frozen *empty = ARENA_NEW(&b->u->arena, Frozen);
    *empty = (Frozen){.kind = FROZEN_STRING, .text = ""};
    stack_push(b, build_constant(b, empty));
}
