/* build_stack.c: appending HIR, with constants folded, and the abstract stack whose levels are variables of ssa.h. */
#include "build/build_parts.h"

#include <assert.h>
#include <string.h>

#include "frozen/frozen.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "hir/hir_edit.h"

const Frozen build_null = {.kind = FROZEN_OTHER, .description = "nothing"};

ValueId build_constant(Builder *b, const Frozen *object)
{
    ValueId v = hir_append(b->u, &b->f->hir, 0, HIR_const, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->object = object;
    return v;
}

const Frozen *build_constant_of(Builder *b, ValueId v)
{
    assert(v < b->f->hir.values.count);
    const HirValue *value = hir_value(&b->f->hir, v);
    return value->op == HIR_const ? value->object : NULL;
}

/* The folded constant, where all arguments are constants and Python knows the result now. */
static const Frozen *try_fold(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    const Frozen **operands = ARENA_ARRAY(&b->u->arena, const Frozen *, count + 1);
    for (size_t i = 0; i < count; i++) {
        operands[i] = build_constant_of(b, args[i]);
        if (!operands[i])
            return NULL;
    }
    return fold(b->u, op, operands, count);
}

/* An argument that was given is no None: what its default would do is never looked at. So is what a built-in function gets
 * beside a generator, for that can't be gone through in two places. */
static const Frozen *fold_given(Builder *b, HirOp op, ValueId left, ValueId right)
{
    const HirValue *value = hir_value(&b->f->hir, left);
    const Frozen *none = build_constant_of(b, right);
    if (!none || none->kind != FROZEN_NONE)
        return NULL;
    bool is_made = value->op == HIR_closure || value->op == HIR_tuple;
    if (is_made || (b->is_inlined && value->op != HIR_const))
        return frozen_bool(b->u, op == HIR_is_not);
    if (value->op != HIR_param)
        return NULL;
    TypeId type = b->f->parameters[value->integer];
    return type_is_pointer(b->u, type) ? NULL : frozen_bool(b->u, op == HIR_is_not);
}

/* As far as one sees without types: a constant, an argument, what operators make of them. */
static bool is_number(const Builder *b, ValueId v, int depth)
{
    const HirValue *value = hir_value(&b->f->hir, v);
    if (value->op == HIR_const)
        return frozen_is_number(value->object);
    if (value->op == HIR_param)
        return type_is_scalar(b->f->parameters[value->integer]);
    bool is_so = depth && hir_is_operator((HirOp)value->op);
    for (size_t i = 0; is_so && i < value->count; i++)
        is_so = is_number(b, value->args[i], depth - 1);
    return is_so;
}

/* On numbers operators that are PURE raise nothing. */
static bool may_raise(const Builder *b, ValueId v)
{
    HirOp op = (HirOp)hir_value(&b->f->hir, v)->op;
    bool on_arrays_alone = hir_is_operator(op) && hir_ops[op].flags & HIR_FLAG_PURE;
    return hir_ops[op].raises && (!on_arrays_alone || !is_number(b, v, 4));
}

ValueId build_append(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    assert(!(hir_ops[op].flags & HIR_FLAG_ENDS));
    ValueId v = hir_append(b->u, &b->f->hir, b->at, op, b->loc, args, count);
    if (may_raise(b, v))
        build_guard(b, v);
    return v;
}

ValueId build_emit(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    assert(count >= hir_operand_count(op));
    const Frozen *folded = try_fold(b, op, args, count);
    if (!folded && count == 2 && (op == HIR_is || op == HIR_is_not))
        folded = fold_given(b, op, args[0], args[1]);
    return folded ? build_constant(b, folded) : build_append(b, op, args, count);
}

ValueId build_emit1(Builder *b, HirOp op, ValueId a)
{
    return build_emit(b, op, &a, 1);
}

ValueId build_emit2(Builder *b, HirOp op, ValueId left, ValueId right)
{
    return build_emit(b, op, (ValueId[]){left, right}, 2);
}

void build_terminate(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    assert(hir_ops[op].flags & HIR_FLAG_ENDS && count == hir_operand_count(op));
    hir_append(b->u, &b->f->hir, b->at, op, b->loc, args, count);
}

void build_remove(Builder *b, ValueId v)
{
    hir_remove(&b->f->hir, v);
}

_Noreturn void build_malformed(Builder *b, const char *what)
{
    fail(b->u, b->loc, E_BYTECODE, what);
}

_Noreturn void build_unsupported(Builder *b, const char *construct)
{
    fail(b->u, b->loc, E_UNSUPPORTED_CONSTRUCT, construct);
}

/* --- places of operands, for errors --- */

void build_begin_instr(Builder *b, const Instr *instr)
{
    b->place = (Span){0};
    if (!b->is_inlined) /* all of an inlined function stands where it is called */
        b->loc.span = b->place = instr->span;
    b->offset = instr->offset;
    b->popped.count = 0;
    if (instr->is_second)
        b->place = (Span){.end_column = (int)strlen(b->code->locals[instr->arg])};
}

/* The right operand of the whole `span`, a variable that opcodes of 3.13 and later load along with the left one: its own
 * place is lost but for its length. An index has a bracket behind it. */
static void find_second(const HirValue *value, Span span, Span *place)
{
    bool is_index = value->op == HIR_getitem;
    if (place->line || !place->end_column || span.line != span.end_line || span.column < 0 ||
        !(is_index || hir_ops[value->op].flags & HIR_FLAG_BINARY))
        return;
    int end = span.end_column - is_index;
    *place = (Span){span.line, span.line, end - place->end_column, end};
}

/* The place of an argument: of the same value among those that were popped, the last argument first. */
static Span take_place(Builder *b, ValueId v)
{
    for (size_t i = 0; i < b->popped.count; i++) {
        Popped *popped = &b->popped.items[i];
        if (popped->value != v)
            continue;
        popped->value = HIR_NOTHING;
        return popped->place;
    }
    return (Span){0};
}

void build_note_places(Builder *b, size_t before)
{
    for (ValueId v = (ValueId)before; v < b->f->hir.values.count && b->popped.count; v++) {
        HirValue *value = hir_value(&b->f->hir, v);
        if (!value->count || value->op == HIR_phi || value->places || value->loc.code != b->loc.code)
            continue;
        Span *places = ARENA_ARRAY(&b->u->arena, Span, value->count);
        bool forward = value->op == HIR_setitem || value->op == HIR_setattr; /* the value lies below the others */
        for (size_t i = 0; i < value->count; i++) {
            size_t arg = forward ? i : value->count - 1 - i;
            places[arg] = take_place(b, value->args[arg]);
        }
        if (value->count == 2)
            find_second(value, value->loc.span, &places[1]);
        value->places = places;
    }
}

void stack_forget_places(Builder *b)
{
    b->level_places.count = 0;
    b->popped.count = 0;
}

static Span *level_place(Builder *b, size_t level)
{
    while (b->level_places.count <= level)
        ARENA_PUSH(&b->u->arena, &b->level_places, ((Span){0}));
    return &b->level_places.items[level];
}

Variable stack_variable(Builder *b, size_t level, Variable part)
{
    assert(part < LEVEL_VARIABLES);
    while (level >= b->levels.count) {
        Variable first = ssa_variable_new(b->ssa, NULL);
        for (size_t i = 1; i < LEVEL_VARIABLES; i++)
            ssa_variable_new(b->ssa, NULL);
        ARENA_PUSH(&b->u->arena, &b->levels, first);
    }
    return b->levels.items[level] + part;
}

ValueId stack_read(Builder *b, size_t level, Variable part)
{
    return ssa_read(b->ssa, b->at, stack_variable(b, level, part), b->loc);
}

void stack_write(Builder *b, size_t level, Variable part, ValueId v)
{
    ssa_write(b->ssa, b->at, stack_variable(b, level, part), v);
}

size_t stack_depth(Builder *b, size_t n)
{
    if (n < 1 || n > b->height)
        build_malformed(b, "the stack underflows");
    return b->height - n;
}

void stack_push(Builder *b, ValueId v)
{
    *level_place(b, b->height) = b->place;
    stack_write(b, b->height++, LEVEL_VALUE, v);
}

ValueId stack_pop(Builder *b)
{
    size_t level = stack_depth(b, 1);
    b->height = level;
    ValueId v = stack_read(b, level, LEVEL_VALUE);
    ARENA_PUSH(&b->u->arena, &b->popped, ((Popped){v, *level_place(b, level)}));
    return v;
}

void stack_drop(Builder *b, size_t n)
{
    if (n)
        b->height = stack_depth(b, n);
}

ValueId *stack_pop_many(Builder *b, size_t n)
{
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, n + 1);
    for (size_t i = n; i-- > 0;)
        values[i] = stack_pop(b);
    return values;
}

void stack_push_null(Builder *b)
{
    stack_push(b, build_constant(b, &build_null));
}

bool stack_is_null(Builder *b, ValueId v)
{
    return v < b->f->hir.values.count && build_constant_of(b, v) == &build_null;
}

void stack_swap(Builder *b, size_t n)
{
    size_t x = stack_depth(b, 1), y = stack_depth(b, n);
    for (Variable part = 0; part < LEVEL_VARIABLES; part++) {
        ValueId v = stack_read(b, x, part);
        stack_write(b, x, part, stack_read(b, y, part));
        stack_write(b, y, part, v);
    }
    Span place = *level_place(b, x);
    *level_place(b, x) = *level_place(b, y);
    *level_place(b, y) = place;
}
