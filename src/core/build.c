/* build.c: the abstract stack. Instructions are run block by block in reverse postorder on a stack of SSA values; what
 * they do becomes HIR. Globals and module attributes are frozen here, constants folded and branches on them decided, so
 * that what stands in a dead branch is never looked at.
 *
 * Variables of ssa.h: the locals, then three for each stack slot: its value; and for an iterator's slot its position and
 * its count, since a loop is `for position in 0 ... count - 1: item = iter_item(iterator, position)` here. */
#include "build.h"

#include <string.h>

#include "blocks.h"
#include "fold.h"
#include "resolve.h"
#include "slot.h"
#include "ssa.h"

typedef struct Return {
    BlockId block;
    ValueId value;
} Return;

/* A store to a variable that inner functions share, or its capture by one. */
typedef struct CellUse {
    int32_t local;
    uint32_t offset; /* in code units */
    bool is_store;
    bool unbound; /* a capture before the variable has a value */
    Loc loc;
} CellUse;

typedef struct Builder {
    Unit *u;
    Function *f;
    const Code *code;
    Instrs instrs;
    Ssa ssa;
    Blocks blocks;
    uint32_t *order; /* blocks in reverse postorder */
    size_t order_count;
    uint32_t *position;   /* by block: place in `order`, or NO_BLOCK */
    BlockId *hir_block;   /* by block, HIR_NOTHING: not reached */
    size_t *entry_height; /* by block: slots on the stack where it begins */
    BlockId at;           /* where HIR is appended */
    size_t height;
    Loc loc;                /* of the instruction that runs */
    const Object *keywords; /* 3.11, 3.12: for the next call */
    uint32_t offset;        /* of the instruction that runs */
    struct {
        CellUse *items;
        size_t count, capacity;
    } cell_uses;
    struct {
        Return *items;
        size_t count, capacity;
    } returns;
} Builder;

enum { SLOT_VALUE, SLOT_POSITION, SLOT_COUNT, SLOT_VARIABLES };

static const Object null_object = {.kind = OBJECT_OTHER, .description = "nothing"}; /* a stack slot that is NULL */

static _Noreturn void malformed(Builder *b, const char *what)
{
    fail(b->u, b->loc, E_BYTECODE, what);
}

/* --- values --- */

static ValueId constant(Builder *b, const Object *object)
{
    ValueId v = hir_append(b->u, &b->f->hir, 0, HIR_const, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->object = object;
    return v;
}

static const Object *constant_of(Builder *b, ValueId v)
{
    const HirValue *value = hir_value(&b->f->hir, v);
    return value->op == HIR_const ? value->object : NULL;
}

/* The folded constant, where all arguments are constants and Python knows the result now. */
static const Object *try_fold(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    const Object **operands = ARENA_ARRAY(&b->u->arena, const Object *, count + 1);
    for (size_t i = 0; i < count; i++) {
        operands[i] = constant_of(b, args[i]);
        if (!operands[i])
            return NULL;
    }
    return fold(b->u, op, operands, count);
}

static ValueId emit(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    const Object *folded = try_fold(b, op, args, count);
    return folded ? constant(b, folded) : hir_append(b->u, &b->f->hir, b->at, op, b->loc, args, count);
}

static ValueId emit1(Builder *b, HirOp op, ValueId a)
{
    return emit(b, op, &a, 1);
}

static ValueId emit2(Builder *b, HirOp op, ValueId left, ValueId right)
{
    return emit(b, op, (ValueId[]){left, right}, 2);
}

/* --- the stack --- */

static Variable slot_variable(const Builder *b, size_t slot, Variable part)
{
    return (Variable)(b->code->local_count + SLOT_VARIABLES * slot) + part;
}

static ValueId read_slot(Builder *b, size_t slot, Variable part)
{
    return ssa_read(&b->ssa, b->at, slot_variable(b, slot, part), b->loc);
}

static void write_slot(Builder *b, size_t slot, Variable part, ValueId v)
{
    ssa_write(&b->ssa, b->at, slot_variable(b, slot, part), v);
}

static size_t depth(Builder *b, size_t n)
{
    if (n < 1 || n > b->height)
        malformed(b, "the stack underflows");
    return b->height - n;
}

static void push(Builder *b, ValueId v)
{
    write_slot(b, b->height++, SLOT_VALUE, v);
}

static ValueId pop(Builder *b)
{
    size_t slot = depth(b, 1);
    b->height = slot;
    return read_slot(b, slot, SLOT_VALUE);
}

static void drop(Builder *b, size_t n)
{
    if (n)
        b->height = depth(b, n);
}

static ValueId *pop_many(Builder *b, size_t n)
{
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, n + 1);
    for (size_t i = n; i-- > 0;)
        values[i] = pop(b);
    return values;
}

static void push_null(Builder *b)
{
    push(b, constant(b, &null_object));
}

static bool is_null(Builder *b, ValueId v)
{
    return v < b->f->hir.values.count && constant_of(b, v) == &null_object;
}

static void swap(Builder *b, size_t n)
{
    size_t x = depth(b, 1), y = depth(b, n);
    for (Variable part = 0; part < SLOT_VARIABLES; part++) {
        ValueId v = read_slot(b, x, part);
        write_slot(b, x, part, read_slot(b, y, part));
        write_slot(b, y, part, v);
    }
}

/* --- names --- */

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

static void load_local(Builder *b, int32_t local)
{
    push(b, read_local(b, local));
}

static void delete_local(Builder *b, int32_t local)
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
        ValueId args[] = {constant(b, type), v};
        return hir_append(b->u, &b->f->hir, b->at, HIR_call, b->loc, args, 2);
    }
    return v;
}

static void store_local(Builder *b, int32_t local)
{
    ValueId v = pop(b);
    v = is_null(b, v) ? SSA_UNBOUND : declared_value(b, local, v);
    ssa_write(&b->ssa, b->at, (Variable)local, v);
    note_cell(b, local, true, false);
    if (v == SSA_UNBOUND)
        return;
    HirValue *value = hir_value(&b->f->hir, v);
    if (!value->name && value->op != HIR_const)
        value->name = b->code->locals[local];
}

static void load_clear(Builder *b, int32_t local)
{
    ValueId v = ssa_read(&b->ssa, b->at, (Variable)local, b->loc);
    ssa_write(&b->ssa, b->at, (Variable)local, SSA_UNBOUND);
    if (v == SSA_UNBOUND)
        push_null(b);
    else
        push(b, v);
}

/* A float of a closure cell is data, so that a factory's closures share their code. */
static void load_environment(Builder *b, const Object *object, const char *name)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_env, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->integer = (int64_t)unit_environment(b->u, object, TYPE_float64);
    hir_value(&b->f->hir, v)->name = name;
    push(b, v);
}

static void load_cell(Builder *b, int32_t local)
{
    const char *name = b->code->locals[local];
    if ((size_t)local < b->code->free_start || b->f->object->parent) {
        load_local(b, local);
        return;
    }
    const Object *object = resolve_name(b->u, b->loc, b->f->object, name);
    if (object->kind == OBJECT_FLOAT && object->from_cell && object->type == TYPE_none)
        load_environment(b, object, name);
    else
        push(b, constant(b, object));
}

/* A cell on its way into a closure: what the variable holds now. check_cells() sees to it that nothing changes it later. */
static void load_closure(Builder *b, int32_t local)
{
    if ((size_t)local >= b->code->free_start) {
        load_cell(b, local);
        return;
    }
    ValueId v = ssa_read(&b->ssa, b->at, (Variable)local, b->loc);
    note_cell(b, local, false, v == SSA_UNBOUND);
    push(b, v == SSA_UNBOUND ? constant(b, &unbound_object) : v);
}

static void load_global(Builder *b, const Instr *instr)
{
    if (instr->extra == 2)
        push_null(b);
    push(b, constant(b, resolve_name(b->u, b->loc, b->f->object, b->code->names[instr->arg])));
    if (instr->extra == 1)
        push_null(b);
}

static ValueId attribute(Builder *b, ValueId owner, const char *name)
{
    const Object *object = constant_of(b, owner);
    if (object && (object->kind == OBJECT_MODULE || object->kind == OBJECT_INFO))
        return constant(b, resolve_attribute(b->u, b->loc, object, name));
    if (object && object->kind == OBJECT_FUNCTION && object->signature && !strcmp(name, "ctypes"))
        return owner; /* another cfunc: a call of its C function is a call of it */
    ValueId v = emit1(b, HIR_getattr, owner);
    hir_value(&b->f->hir, v)->text = name;
    return v;
}

static void load_attribute(Builder *b, const Instr *instr)
{
    ValueId v = attribute(b, pop(b), b->code->names[instr->arg]);
    if (instr->extra == 2)
        push_null(b);
    push(b, v);
    if (instr->extra == 1)
        push_null(b);
}

static void load_common(Builder *b, int32_t index)
{
    const char *name = common_constant(index);
    if (*name) {
        push(b, constant(b, resolve_name(b->u, b->loc, b->f->object, name)));
        return;
    }
    Object *empty = ARENA_NEW(&b->u->arena, Object);
    *empty = (Object){.kind = OBJECT_STRING, .text = ""};
    push(b, constant(b, empty));
}

/* --- operations --- */

static void operate(Builder *b, HirOp op, size_t count, bool in_place)
{
    ValueId *args = pop_many(b, count);
    ValueId v = emit(b, op, args, count);
    if (in_place && !constant_of(b, v))
        hir_value(&b->f->hir, v)->in_place = true;
    push(b, v);
}

static bool gives_bool(HirOp op)
{
    return op == HIR_not || op == HIR_truth || op == HIR_is || op == HIR_is_not || op == HIR_iter_more;
}

/* bool(v); comparisons are left as they are: infer sees to it that they are bools. */
static ValueId truth_of(Builder *b, ValueId v)
{
    HirOp op = hir_value(&b->f->hir, v)->op;
    return gives_bool(op) || (op >= HIR_lt && op <= HIR_ge) ? v : emit1(b, HIR_truth, v);
}

static void unary(Builder *b, HirOp op)
{
    ValueId v = pop(b);
    if (op == HIR_not && hir_value(&b->f->hir, v)->op == HIR_truth)
        v = hir_value(&b->f->hir, v)->args[0]; /* from 3.13 `not x` converts first */
    push(b, op == HIR_truth ? truth_of(b, v) : emit1(b, op, v));
}

static void store_item(Builder *b)
{
    ValueId index = pop(b), owner = pop(b), value = pop(b);
    emit(b, HIR_setitem, (ValueId[]){owner, index, value}, 3);
}

static void unpack(Builder *b, size_t count)
{
    ValueId tuple = pop(b);
    for (size_t i = count; i-- > 0;) {
        ValueId v = emit1(b, HIR_unpack, tuple);
        hir_value(&b->f->hir, v)->integer = (int64_t)i;
        hir_value(&b->f->hir, v)->size = count;
        push(b, v);
    }
}

static const char **keyword_names(Builder *b, const Object *tuple)
{
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, tuple->count);
    for (size_t i = 0; i < tuple->count; i++) {
        if (tuple->items[i]->kind != OBJECT_STRING)
            malformed(b, "a keyword's name is no string");
        names[i] = tuple->items[i]->text;
    }
    return names;
}

static const Object *take_keywords(Builder *b, bool on_stack)
{
    const Object *keywords = b->keywords;
    b->keywords = NULL;
    if (on_stack)
        keywords = constant_of(b, pop(b));
    if (on_stack && !keywords)
        malformed(b, "the keywords of a call are no constant");
    return keywords && keywords->kind == OBJECT_TUPLE ? keywords : NULL;
}

static void terminate(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    hir_append(b->u, &b->f->hir, b->at, op, b->loc, args, count);
}

static _Noreturn void unsupported(Builder *b, const char *construct)
{
    fail(b->u, b->loc, E_UNSUPPORTED_CONSTRUCT, construct);
}

static ValueId make_exception(Builder *b, const Object *class, const ValueId *args, size_t count)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_exception, b->loc, args, count);
    hir_value(&b->f->hir, v)->object = class;
    return v;
}

static void raise(Builder *b, int32_t count)
{
    if (count == 0)
        unsupported(b, "a `raise` of the exception that is being handled");
    drop(b, (size_t)count - 1); /* the cause: nothing shows it */
    ValueId exception = pop(b);
    terminate(b, HIR_raise, &exception, 1);
}

static void call(Builder *b, const Instr *instr)
{
    const Object *keywords = take_keywords(b, instr->extra & 1);
    size_t count = (size_t)instr->arg, size = 0;
    if (keywords && keywords->count > count)
        malformed(b, "a call has more keywords than arguments");
    ValueId *values = pop_many(b, count), second = pop(b), first = pop(b);
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, count + 2);
    args[size++] = is_null(b, first) ? second : first;
    if (!is_null(b, first) && !is_null(b, second))
        args[size++] = second;
    memcpy(args + size, values, count * sizeof *values);
    const Object *called = constant_of(b, args[0]);
    if (called && called->kind == OBJECT_EXCEPTION && !keywords) {
        push(b, make_exception(b, called, args + 1, size + count - 1));
        return;
    }
    const Object *argument = size + count == 2 && !keywords ? constant_of(b, args[1]) : NULL;
    if (called && called->kind == OBJECT_MAKER && argument) {
        push(b, constant(b, resolve_made(b->u, b->loc, called, argument)));
        return;
    }
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_call, b->loc, args, size + count);
    if (keywords) {
        hir_value(&b->f->hir, v)->keywords = keyword_names(b, keywords);
        hir_value(&b->f->hir, v)->keyword_count = keywords->count;
    }
    push(b, v);
}

/* --- functions made inside --- */

enum { HAS_DEFAULTS = 1, HAS_KEYWORD_DEFAULTS = 2, HAS_ANNOTATIONS = 4, HAS_CLOSURE = 8 };

static Object *copy_function(Builder *b, ValueId function)
{
    const HirValue *value = hir_value(&b->f->hir, function);
    if (!value->object || value->object->kind != OBJECT_FUNCTION)
        malformed(b, "an attribute of something that is no function");
    return arena_copy(&b->u->arena, value->object, sizeof(Object));
}

static ValueId with_defaults(Builder *b, ValueId function, ValueId defaults)
{
    const Object *tuple = constant_of(b, defaults);
    if (!tuple || tuple->kind != OBJECT_TUPLE)
        unsupported(b, "a default value that isn't a constant");
    Object *object = copy_function(b, function);
    object->items = tuple->items;
    object->count = tuple->count;
    hir_value(&b->f->hir, function)->object = object;
    return function;
}

static ValueId with_closure(Builder *b, ValueId function, ValueId cells)
{
    const HirValue *tuple = hir_value(&b->f->hir, cells);
    const Object *constants = constant_of(b, cells);
    size_t count = constants ? constants->count : tuple->count;
    if (constants ? constants->kind != OBJECT_TUPLE : tuple->op != HIR_tuple)
        malformed(b, "a closure that is no tuple");
    ValueId *captured = ARENA_ARRAY(&b->u->arena, ValueId, count);
    for (size_t i = 0; i < count; i++)
        captured[i] = constants ? constant(b, constants->items[i]) : hir_value(&b->f->hir, cells)->args[i];
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, captured, count);
    hir_value(&b->f->hir, v)->object = copy_function(b, function);
    return v;
}

static ValueId with_attribute(Builder *b, ValueId function, ValueId value, int32_t which)
{
    switch (which) {
    case HAS_DEFAULTS: return with_defaults(b, function, value);
    case HAS_KEYWORD_DEFAULTS: unsupported(b, "an inner function with defaults of keyword-only arguments");
    case HAS_CLOSURE: return with_closure(b, function, value);
    default: return function; /* annotations */
    }
}

static void function_attribute(Builder *b, int32_t which)
{
    ValueId function = pop(b), value = pop(b);
    push(b, with_attribute(b, function, value, which));
}

static void make_function(Builder *b, int32_t attributes)
{
    const Object *code = constant_of(b, pop(b));
    if (!code || code->kind != OBJECT_CODE)
        malformed(b, "a function made of something that is no code");
    Object *object = ARENA_NEW(&b->u->arena, Object);
    *object = (Object){.kind = OBJECT_FUNCTION,
                       .code = code->code,
                       .parent = b->f->object,
                       .handle = code->handle,
                       .description = arena_printf(&b->u->arena, "the function %s", code->code->name)};
    ValueId function = constant(b, object);
    for (int32_t which = HAS_CLOSURE; which; which >>= 1)
        if (attributes & which)
            function = with_attribute(b, function, pop(b), which);
    push(b, function);
}

static void call_spread(Builder *b, const Instr *instr)
{
    if (instr->extra == 1 || instr->arg & 1) {
        ValueId keywords = pop(b);
        if (!is_null(b, keywords))
            unsupported(b, "a call with **keywords");
    }
    ValueId tuple = pop(b), second = pop(b), first = pop(b);
    ValueId args[] = {is_null(b, first) ? second : first, tuple};
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_call, b->loc, args, 2);
    hir_value(&b->f->hir, v)->spread = true;
    push(b, v);
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

static void check_cells(Builder *b)
{
    for (size_t i = 0; i < b->cell_uses.count; i++)
        for (size_t j = 0; j < b->cell_uses.count; j++) {
            const CellUse *capture = &b->cell_uses.items[i], *store = &b->cell_uses.items[j];
            if (!capture->is_store && store->is_store && capture->local == store->local)
                check_capture(b, capture, store);
        }
}

static void get_iter(Builder *b, int32_t slots)
{
    ValueId iterator = emit1(b, HIR_iter, pop(b));
    size_t slot = b->height;
    push(b, iterator);
    write_slot(b, slot, SLOT_POSITION, constant(b, object_int(b->u, 0)));
    write_slot(b, slot, SLOT_COUNT, emit1(b, HIR_iter_count, iterator));
    if (slots == 2)
        push_null(b);
}

/* A handler that begins otherwise only puts back the variables of an inlined comprehension. */
static void check_handler(Builder *b, const Instr *instr)
{
    if (instr->handler == NO_HANDLER)
        return;
    uint8_t opcode = b->instrs.items[instr->handler].opcode;
    if (!strcmp(opcode_name(b->code, opcode), "PUSH_EXC_INFO"))
        unsupported(b, opcode_construct(b->code, opcode));
}

static void step(Builder *b, const Instr *i)
{
    check_handler(b, i);
    switch ((Meaning)i->meaning) {
    case M_load_const: push(b, constant(b, b->code->constants[i->arg])); break;
    case M_load_int: push(b, constant(b, object_int(b->u, i->arg))); break;
    case M_load_none: push(b, constant(b, object_none(b->u))); break;
    case M_load_bool: push(b, constant(b, object_bool(b->u, i->arg))); break;
    case M_load_common: load_common(b, i->arg); break;
    case M_load_local:
        if (b->code->is_cell && b->code->is_cell[i->arg])
            load_closure(b, i->arg);
        else
            load_local(b, i->arg);
        break;
    case M_load_closure: load_closure(b, i->arg); break;
    case M_make_function: make_function(b, i->arg); break;
    case M_function_attribute: function_attribute(b, i->arg); break;
    case M_call_spread: call_spread(b, i); break;
    case M_load_clear: load_clear(b, i->arg); break;
    case M_store_cell:
    case M_store_local: store_local(b, i->arg); break;
    case M_delete_local: delete_local(b, i->arg); break;
    case M_load_cell: load_cell(b, i->arg); break;
    case M_load_global: load_global(b, i); break;
    case M_load_attr: load_attribute(b, i); break;
    case M_push_null: push_null(b); break;
    case M_pop: drop(b, 1); break;
    case M_copy: push(b, read_slot(b, depth(b, (size_t)i->arg), SLOT_VALUE)); break;
    case M_swap: swap(b, (size_t)i->arg); break;
    case M_unary: unary(b, (HirOp)i->arg); break;
    case M_binary: operate(b, (HirOp)i->arg, 2, i->extra); break;
    case M_compare: operate(b, (HirOp)i->arg, 2, false); break;
    case M_contains: unsupported(b, "the operator `in`");
    case M_getitem: operate(b, HIR_getitem, 2, false); break;
    case M_setitem: store_item(b); break;
    case M_build_tuple: operate(b, HIR_tuple, (size_t)i->arg, false); break;
    case M_unpack: unpack(b, (size_t)i->arg); break;
    case M_names_of_keywords: b->keywords = b->code->constants[i->arg]; break;
    case M_call: call(b, i); break;
    case M_get_iter: get_iter(b, i->extra); break;
    case M_pop_iter: drop(b, (size_t)i->extra); break;
    case M_raise: raise(b, i->arg); break;
    case M_unsupported: unsupported(b, opcode_construct(b->code, i->opcode));
    default: malformed(b, meaning_name(i->meaning));
    }
}

/* --- blocks --- */

static void visit(Builder *b, uint32_t block, bool *seen)
{
    seen[block] = true;
    for (int i = 1; i >= 0; i--) { /* the exit of a loop first, so that its body comes first in the order */
        uint32_t to = b->blocks.items[block].successors[i];
        if (to != NO_BLOCK && !seen[to])
            visit(b, to, seen);
    }
    b->order[b->blocks.count - ++b->order_count] = block;
}

static void order_blocks(Builder *b)
{
    size_t count = b->blocks.count;
    b->order = ARENA_ARRAY(&b->u->arena, uint32_t, count);
    b->position = ARENA_ARRAY(&b->u->arena, uint32_t, count);
    b->hir_block = ARENA_ARRAY(&b->u->arena, BlockId, count);
    b->entry_height = ARENA_ARRAY(&b->u->arena, size_t, count);
    memset(b->hir_block, 0xFF, count * sizeof *b->hir_block);
    visit(b, 0, ARENA_ARRAY(&b->u->arena, bool, count));
    b->order += count - b->order_count;
    for (uint32_t i = 0; i < b->order_count; i++)
        b->position[b->order[i]] = i;
}

static bool has_back_edge(const Builder *b, uint32_t block)
{
    for (size_t i = b->position[block]; i < b->order_count; i++) {
        const Block *from = &b->blocks.items[b->order[i]];
        if (from->successors[0] == block || from->successors[1] == block)
            return true;
    }
    return false;
}

/* Make control go from HIR block `from` to an instruction block, with the stack as it is now. */
static void go(Builder *b, BlockId from, uint32_t to, int successor)
{
    if (b->hir_block[to] == HIR_NOTHING) {
        b->hir_block[to] = ssa_block_new(&b->ssa);
        b->entry_height[to] = b->height;
    }
    if (b->entry_height[to] != b->height)
        malformed(b, "two ways meet with different stacks");
    ssa_link(&b->ssa, from, b->hir_block[to], successor);
}

static void end_with_branch(Builder *b, const Block *block)
{
    ValueId condition = truth_of(b, pop(b));
    const Object *known = constant_of(b, condition);
    Truth truth = known ? object_truth(known) : TRUTH_UNKNOWN;
    if (block->successors[0] == block->successors[1])
        truth = TRUTH_TRUE; /* it decides nothing */
    if (truth == TRUTH_UNKNOWN) {
        terminate(b, HIR_branch, &condition, 1);
        go(b, b->at, block->successors[0], 0);
        go(b, b->at, block->successors[1], 1);
    } else {
        terminate(b, HIR_jump, NULL, 0);
        go(b, b->at, block->successors[truth == TRUTH_FALSE], 0);
    }
}

/* The body begins with fetching the item, in a block of its own between the loop's head and the body. */
static void begin_body(Builder *b, BlockId head, size_t slot, uint32_t body)
{
    ValueId iterator = read_slot(b, slot, SLOT_VALUE), position = read_slot(b, slot, SLOT_POSITION);
    b->at = ssa_block_new(&b->ssa);
    ssa_link(&b->ssa, head, b->at, 0);
    ssa_seal(&b->ssa, b->at);
    push(b, emit2(b, HIR_iter_item, iterator, position));
    write_slot(b, slot, SLOT_POSITION, emit1(b, HIR_iter_next, position));
    terminate(b, HIR_jump, NULL, 0);
    go(b, b->at, body, 0);
}

static void end_with_for(Builder *b, const Block *block)
{
    size_t slot = depth(b, (size_t)block->last.extra), height = b->height;
    BlockId head = b->at;
    ValueId count = read_slot(b, slot, SLOT_COUNT);
    if (count == SSA_UNBOUND)
        malformed(b, "a loop has no iterator");
    ValueId more = emit2(b, HIR_iter_more, read_slot(b, slot, SLOT_POSITION), count);
    terminate(b, HIR_branch, &more, 1);
    begin_body(b, head, slot, block->successors[0]);
    b->height = height;
    drop(b, (size_t)block->last.arg);
    go(b, head, block->successors[1], 1);
}

static void end_block(Builder *b, const Block *block)
{
    b->loc.span = block->last.span;
    switch (block->end) {
    case END_JUMP:
        terminate(b, HIR_jump, NULL, 0);
        go(b, b->at, block->successors[0], 0);
        break;
    case END_BRANCH: end_with_branch(b, block); break;
    case END_FOR: end_with_for(b, block); break;
    case END_RETURN: {
        ValueId value = pop(b);
        terminate(b, HIR_jump, NULL, 0);
        ARENA_PUSH(&b->u->arena, &b->returns, ((Return){b->at, value}));
        break;
    }
    case END_STOP: break; /* the raise, or nothing came here */
    }
}

static void build_block(Builder *b, uint32_t index)
{
    const Block *block = &b->blocks.items[index];
    b->at = b->hir_block[index];
    b->height = b->entry_height[index];
    if (!has_back_edge(b, index))
        ssa_seal(&b->ssa, b->at);
    for (size_t i = 0; i < block->instrs.count; i++) {
        b->loc.span = block->instrs.items[i].span;
        b->offset = block->instrs.items[i].offset;
        step(b, &block->instrs.items[i]);
    }
    end_block(b, block);
}

static void seal_loops(Builder *b)
{
    for (BlockId block = 0; block < b->ssa.blocks.count; block++)
        if (!b->ssa.blocks.items[block].sealed)
            ssa_seal(&b->ssa, block);
}

/* All returns meet in one block; the value is a phi there, of the type that the function returns. */
static void build_return(Builder *b)
{
    if (!b->returns.count)
        return;
    BlockId end = ssa_block_new(&b->ssa);
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, b->returns.count);
    for (size_t i = 0; i < b->returns.count; i++) {
        ssa_link(&b->ssa, b->returns.items[i].block, end, 0);
        args[i] = b->returns.items[i].value;
    }
    b->at = end;
    ValueId value = hir_append(b->u, &b->f->hir, end, HIR_phi, b->loc, args, b->returns.count);
    hir_value(&b->f->hir, value)->integer = HIR_RETURNED;
    terminate(b, HIR_ret, &value, 1);
}

/* Which local variable a binding is of. */
static Variable bound_variable(const Builder *b, size_t i)
{
    return (Variable)(i < b->f->captured_start ? i : b->code->free_start + i - b->f->captured_start);
}

static ValueId bound_value(Builder *b, size_t i, int64_t *parameters)
{
    const Object *object = b->f->bindings[i].constant;
    if (object)
        return constant(b, object);
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_param, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->integer = (*parameters)++;
    hir_value(&b->f->hir, v)->name = b->code->locals[bound_variable(b, i)];
    return v;
}

/* The captured variable that had no value when the function was made: the function itself. */
static void bind_itself(Builder *b)
{
    size_t start = b->f->captured_start, count = b->f->binding_count - start;
    ValueId *captured = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    Variable itself = HIR_NOTHING;
    for (size_t i = 0; i < count; i++) {
        Variable variable = bound_variable(b, start + i);
        bool unbound = b->f->bindings[start + i].type == TYPE_UNKNOWN;
        captured[i] = unbound ? constant(b, &unbound_object) : ssa_read(&b->ssa, b->at, variable, b->loc);
        if (unbound && !strcmp(b->code->locals[variable], b->code->name))
            itself = variable;
    }
    if (itself == HIR_NOTHING)
        return;
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, captured, count);
    hir_value(&b->f->hir, v)->object = b->f->object;
    ssa_write(&b->ssa, b->at, itself, v);
}

static void begin(Builder *b)
{
    b->at = ssa_block_new(&b->ssa);
    ssa_seal(&b->ssa, b->at);
    int64_t parameters = 0;
    for (size_t i = 0; i < b->f->binding_count; i++) {
        const Binding *binding = &b->f->bindings[i];
        if (binding->type != TYPE_UNKNOWN)
            ssa_write(&b->ssa, b->at, bound_variable(b, i), bound_value(b, i, &parameters));
    }
    bind_itself(b);
    go(b, b->at, 0, 0);
}

/* Block 0 holds the parameters and all constants: it ends when there can be no more of them. */
static void end_first_block(Builder *b)
{
    b->at = 0;
    terminate(b, HIR_jump, NULL, 0);
}

/* --- the whole --- */

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
            unsupported(b, kinds[i].construct);
    if (b->f->caller)
        return;
    size_t takes = b->code->argument_count + b->code->keyword_only_count;
    if (takes != b->f->binding_count)
        fail(b->u, b->loc, E_ARGUMENT_COUNT, b->code->name, takes, takes == 1 ? "" : "s", b->f->binding_count);
}

/* A stack slot that has a value on some ways only. */
static void check_slots(Builder *b)
{
    const Hir *hir = &b->f->hir;
    for (ValueId v = 0; v < hir->values.count; v++) {
        const HirValue *value = &hir->values.items[v];
        if (value->op != HIR_phi || value->block == HIR_NOTHING)
            continue;
        for (size_t i = 0; i < value->count; i++)
            if (value->args[i] == SSA_UNBOUND)
                malformed(b, "a stack slot without a value");
    }
}

void build(Unit *u, Function *f)
{
    Builder builder = {.u = u, .f = f, .code = f->code, .ssa = {.u = u, .f = f}};
    Builder *b = &builder;
    b->loc = (Loc){.code = f->code, .span = {f->code->first_line, f->code->first_line, -1, -1}};
    check_kind(b);
    b->instrs = decode(u, f->code);
    b->blocks = blocks_make(u, f->code, &b->instrs);
    order_blocks(b);
    begin(b);
    for (size_t i = 0; i < b->order_count; i++)
        if (b->hir_block[b->order[i]] != HIR_NOTHING)
            build_block(b, b->order[i]);
    seal_loops(b);
    check_cells(b);
    build_return(b);
    end_first_block(b);
    resolve_unbound(u, f);
    canonicalise(u, f);
    check_slots(b);
}
