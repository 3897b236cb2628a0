/* infer_origins.c: see infer_origins.h. A walk from a use back to what raises, with the classes that still count: those
 * that the handlers on the way have let through.
 *
 *      def g(x):
 *          if x < 0:
 *              raise ValueError("low", x)      3. this leaves g, and is made here: found
 *          return table[int(x)]                   IndexError leaves g too, but isn't among the classes
 *
 *      try:
 *          y = g(x)                            2. what was caught is what this call raises: what leaves g
 *      except KeyError:                           it has let all through but KeyError
 *          y = 0.0
 *      except ValueError as e:                    and this one ValueError and its subclasses
 *          y = e.args[1]                       1. the walk begins here, with all classes; those two leave ValueError
 */
#include "infer/infer_origins.h"

#include <string.h>

#include "build/build.h"
#include "frozen/exception_classes.h"
#include "infer/infer_raises.h"

typedef struct Walk {
    Unit *u;
    Origins found;
    Classes **looked_for; /* by function, then by value: these classes, already */
    Classes *leaving;     /* by function: likewise, of what leaves it */
    Loc raised_at;        /* where the walk is */
    Loc called_at;        /* by the user's code: the function of the prelude that the walk is in */
} Walk;

/* -1: it is none, which infer refuses when it gets there. */
static int class_of(const Frozen *object)
{
    return object->kind == FROZEN_EXCEPTION ? exception_class(object->text) : -1;
}

/* The class and all that derive from it; or those of a tuple. */
static Classes classes_of(const Frozen *object)
{
    Classes classes = {{0, 0}};
    if (object->kind == FROZEN_TUPLE) {
        for (size_t i = 0; i < object->count; i++)
            classes_add(&classes, classes_of(object->items[i]));
        return classes;
    }
    if (class_of(object) >= 0)
        classes_add_derived(&classes, class_of(object));
    return classes;
}

/* ---- what gets where ------------------------------------------------------------------------------------------------- */

/* Which of the classes of `v` go on from block `b` to its successor `to`. */
static Classes through(const Function *f, BlockId b, BlockId to, ValueId v, Classes classes)
{
    const Hir *hir = &f->hir;
    const HirBlock *block = &hir->blocks.items[b];
    const HirValue *end = &hir->values.items[block->values.items[block->values.count - 1]];
    if (end->op != HIR_branch)
        return classes;
    const HirValue *test = &hir->values.items[end->args[0]];
    if (test->op != HIR_matches || test->args[0] != v || hir->values.items[test->args[1]].op != HIR_const)
        return classes;
    Classes caught = classes_of(hir->values.items[test->args[1]].object);
    return to == block->successors[0] ? classes_both(classes, caught) : classes_minus(classes, caught);
}

/* Blocks are in reverse postorder: again only where a way back brings something new. */
static void spread(const Function *f, ValueId v, Classes *in)
{
    bool again = true;
    while (again) {
        again = false;
        for (BlockId b = f->hir.values.items[v].block; b < f->hir.blocks.count; b++)
            for (int i = 0; i < 2 && !classes_is_empty(in[b]); i++) {
                BlockId to = f->hir.blocks.items[b].successors[i];
                again |= to != HIR_NOTHING && classes_add(&in[to], through(f, b, to, v, in[b])) && to <= b;
            }
    }
}

/* Which of the classes of `v` get to `block`, and on to its successor `to` if there is one. */
static Classes classes_at(Walk *w, const Function *f, ValueId v, Classes classes, BlockId block, BlockId to)
{
    BlockId home = f->hir.values.items[v].block;
    if (home != block) {
        Classes *in = ARENA_ARRAY(&w->u->arena, Classes, f->hir.blocks.count);
        in[home] = classes;
        spread(f, v, in);
        classes = in[block];
    }
    return to == HIR_NOTHING ? classes : through(f, block, to, v, classes);
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static void from_value(Walk *w, const Function *f, ValueId v, Classes wanted);

static void from_use(Walk *w, const Function *f, ValueId v, BlockId block, Classes wanted)
{
    from_value(w, f, v, classes_at(w, f, v, wanted, block, HIR_NOTHING));
}

static void from_raise(Walk *w, const Function *f, const HirValue *raise, Classes wanted)
{
    w->raised_at = raise->loc;
    from_use(w, f, raise->args[0], raise->block, wanted);
}

static void from_phi(Walk *w, const Function *f, const HirValue *phi, Classes wanted)
{
    for (size_t i = 0; i < phi->count; i++) {
        BlockId pred = f->hir.blocks.items[phi->block].preds.items[i];
        if (f->hir.values.items[phi->args[i]].op != HIR_unbound)
            from_value(w, f, phi->args[i], classes_at(w, f, phi->args[i], wanted, pred, phi->block));
    }
}

static void found_other(Walk *w, const Function *f, const char *class, Loc loc)
{
    if (w->found.has_other && (w->found.other || !class))
        return;
    w->found.has_other = true;
    w->found.other = class;
    w->found.other_loc = f->builtin >= 0 ? w->called_at : loc;
}

static void found_raised(Walk *w, const Function *f, Classes classes, Loc loc)
{
    int class = 0;
    if (classes_is_empty(classes))
        return;
    while (!classes_has(classes, class))
        class++;
    found_other(w, f, exception_name(class), loc);
}

/* OSError keeps two of more arguments; upcall.Return has been converted. */
static bool keeps_arguments(const HirValue *made)
{
    if (exception_is_return(made->object->text))
        return false;
    return made->op != HIR_exception || made->count <= 2 ||
           !classes_has(classes_of(&(Frozen){.kind = FROZEN_EXCEPTION, .text = "OSError"}),
                        exception_class(made->object->text));
}

static void found_made(Walk *w, const Function *f, ValueId v, Classes wanted)
{
    const HirValue *made = &f->hir.values.items[v];
    Loc loc = made->op == HIR_exception ? made->loc : w->raised_at;
    bool is_class = made->object != &build_null;
    int class = is_class ? class_of(made->object) : exception_class("RuntimeError");
    if (class < 0 || !classes_has(wanted, class))
        return;
    if (f->builtin >= 0 || !is_class || !keeps_arguments(made))
        found_other(w, f, exception_name(class), loc);
    else
        ARENA_PUSH(&w->u->arena, &w->found.made, ((Making){f, v, loc}));
}

static void from_leaving(Walk *w, const Function *f, Classes wanted);

/* What the operation raises, by a function that it calls or itself. */
static void from_operation(Walk *w, const Function *f, ValueId v, Classes wanted)
{
    const HirValue *value = &f->hir.values.items[v];
    if (f->builtin < 0)
        w->called_at = value->loc;
    if (value->target)
        from_leaving(w, value->target->function, wanted);
    found_raised(w, f, classes_both(wanted, classes_of_raises(infer_raises(w->u, f, value))), value->loc);
}

static void from_block(Walk *w, const Function *f, BlockId b, Classes wanted)
{
    const HirBlock *block = &f->hir.blocks.items[b];
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        const HirValue *value = &f->hir.values.items[v];
        if (value->op == HIR_raise)
            from_raise(w, f, value, wanted);
        else if (hir_ops[value->op].raises && !hir_is_guarded(&f->hir, v))
            from_operation(w, f, v, wanted);
    }
}

static void from_leaving(Walk *w, const Function *f, Classes wanted)
{
    wanted = classes_minus(wanted, w->leaving[f->index]);
    if (classes_is_empty(wanted))
        return;
    classes_add(&w->leaving[f->index], wanted);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        from_block(w, f, b, wanted);
    int recursion = exception_class("RecursionError");
    if (f->is_recursive && classes_has(wanted, recursion))
        found_other(w, f, exception_name(recursion),
                    (Loc){.code = f->code, .span = {f->code->first_line, f->code->first_line, -1, -1}});
}

static void from_call(Walk *w, const Function *f, ValueId call, size_t parameter, const Function *callee,
                      Classes wanted)
{
    const HirValue *value = &f->hir.values.items[call];
    const CallTarget *target = value->target;
    if (value->block == HIR_NOTHING || !target || target->function != callee)
        return;
    const Passed *passed = target->count == callee->parameter_count ? &target->passed[parameter] : NULL;
    ValueId given = passed ? hir_passed_value(value, passed) : HIR_NOTHING;
    if (given != HIR_NOTHING && passed->element == WHOLE && !passed->constant)
        from_use(w, f, given, value->block, wanted);
    else
        found_other(w, f, NULL, value->loc);
}

static void from_parameter(Walk *w, const Function *callee, const HirValue *parameter, Classes wanted)
{
    for (size_t i = 0; i < w->u->functions->count; i++) {
        const Function *f = w->u->functions->items[i];
        for (ValueId v = 0; v < f->hir.values.count; v++)
            from_call(w, f, v, (size_t)parameter->integer, callee, wanted);
    }
}

static void from_result(Walk *w, const Function *callee, Classes wanted)
{
    for (ValueId v = 0; v < callee->hir.values.count; v++) {
        const HirValue *value = &callee->hir.values.items[v];
        if (value->op == HIR_ret && value->block != HIR_NOTHING)
            from_use(w, callee, value->args[0], value->block, wanted);
    }
}

static Classes still_wanted(Walk *w, const Function *f, ValueId v, Classes wanted)
{
    if (!w->looked_for[f->index])
        w->looked_for[f->index] = ARENA_ARRAY(&w->u->arena, Classes, f->hir.values.count);
    Classes *already = &w->looked_for[f->index][v];
    wanted = classes_minus(wanted, *already);
    classes_add(already, wanted);
    return wanted;
}

static void from_value(Walk *w, const Function *f, ValueId v, Classes wanted)
{
    const HirValue *value = &f->hir.values.items[v];
    wanted = still_wanted(w, f, v, wanted);
    if (classes_is_empty(wanted))
        return;
    switch (value->op) {
    case HIR_const:
    case HIR_exception: found_made(w, f, v, wanted); break;
    case HIR_raised: from_raise(w, f, value, wanted); break;
    case HIR_check_bound: from_use(w, f, value->args[0], value->block, wanted); break;
    case HIR_phi: from_phi(w, f, value, wanted); break;
    case HIR_caught: {
        const HirBlock *pred = &f->hir.blocks.items[f->hir.blocks.items[value->block].preds.items[0]];
        from_operation(w, f, pred->values.items[pred->values.count - 2], wanted);
        break;
    }
    case HIR_param: from_parameter(w, f, value, wanted); break;
    case HIR_call:
        if (value->target) {
            from_result(w, value->target->function, wanted);
            break;
        }
        /* fall through */
    default: found_other(w, f, NULL, value->loc);
    }
}

Origins origins_of(Unit *u, const Function *f, ValueId exception, BlockId block)
{
    Walk w = {.u = u};
    w.looked_for = ARENA_ARRAY(&u->arena, Classes *, u->functions->count);
    w.leaving = ARENA_ARRAY(&u->arena, Classes, u->functions->count);
    from_use(&w, f, exception, block, (Classes){{UINT64_MAX, UINT64_MAX}});
    return w.found;
}

/* ---- all of a Unit --------------------------------------------------------------------------------------------------- */

bool origins_are_read(const Hir *hir, ValueId value)
{
    const HirValue *v = &hir->values.items[value];
    return v->op == HIR_getattr && v->block != HIR_NOTHING && hir->values.items[v->args[0]].type == TYPE_exception;
}

static void check(Unit *u, const Function *f, const HirValue *reader)
{
    u->at = &f->scope;
    Origins origins = origins_of(u, f, reader->args[0], reader->block);
    if (origins.has_other) {
        error_note(u, origins.other_loc, origins.other ? origins.other : "an exception");
        fail(u, reader->loc, E_EXCEPTION_ARGS);
    }
}

void origins_check(Unit *u)
{
    for (size_t i = 0; i < u->functions->count; i++) {
        const Function *f = u->functions->items[i];
        for (ValueId v = 0; v < f->hir.values.count; v++)
            if (origins_are_read(&f->hir, v))
                check(u, f, &f->hir.values.items[v]);
    }
}
