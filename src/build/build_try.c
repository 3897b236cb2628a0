/* build_try.c: exceptions. An operation that can raise ends its block where there is a handler: a `guard` goes on, or to a
 * block of its own that begins with `caught`, the exception, and jumps to the handler. So every way to a handler is an edge
 * with the values that variables have when the operation raises.
 *
 * The exception that is being handled is a variable of ssa.h: what a bare `raise` raises. Where there is none it is a NULL. */
#include "build/build_parts.h"
#include "frozen/exception_classes.h"

#include <assert.h>

enum { MOST_HIR_BLOCKS = 1 << 15 }; /* as MOST_BLOCKS, with what operations that can raise add */

void build_begin_handling(Builder *b)
{
    ssa_write(b->ssa, b->at, b->handled, build_constant(b, &build_null));
}

/* Whose handler an exception goes to now; NULL: there is none. */
static Builder *catcher_of(Builder *b)
{
    while (b && b->handler == NO_HANDLER)
        b = b->catcher;
    return b;
}

/* Make control go from the end of the block being made to the handler. */
static void go_to_handler(Builder *b, Builder *catcher, ValueId exception)
{
    size_t height = catcher->height;
    BlockId at = catcher->at;
    catcher->at = b->at;
    if (catcher->handler_depth > height + 1)
        build_malformed(b, "a handler needs more of the stack than there is");
    if (catcher->handler_depth > height)
        stack_push_null(catcher); /* the place that raised, for tracebacks */
    catcher->height = catcher->handler_depth;
    stack_push(catcher, exception);
    build_terminate(b, HIR_jump, NULL, 0);
    build_go(catcher, b->at, catcher->handler, 0);
    catcher->height = height;
    catcher->at = at;
}

void build_guard(Builder *b, ValueId v)
{
    Builder *catcher = catcher_of(b);
    if (!catcher)
        return;
    if (b->ssa->blocks.count >= MOST_HIR_BLOCKS)
        fail(b->u, b->loc, E_TOO_LARGE);
    assert(hir_ops[hir_value(&b->f->hir, v)->op].raises && hir_value(&b->f->hir, v)->block == b->at);
    BlockId from = b->at, goes_on = ssa_block_new(b->ssa), caught = ssa_block_new(b->ssa);
    build_terminate(b, HIR_guard, &v, 1);
    ssa_link(b->ssa, from, goes_on, 0);
    ssa_link(b->ssa, from, caught, 1);
    ssa_seal(b->ssa, goes_on);
    ssa_seal(b->ssa, caught);
    b->at = caught;
    go_to_handler(b, catcher, hir_append(b->u, &b->f->hir, caught, HIR_caught, b->loc, NULL, 0));
    b->at = goes_on;
}

static void leave_with(Builder *b, ValueId exception)
{
    Builder *catcher = catcher_of(b);
    if (catcher)
        go_to_handler(b, catcher, exception);
    else
        build_terminate(b, HIR_raise, &exception, 1);
}

void build_raise(Builder *b, int32_t count)
{
    if (count > 1)
        stack_drop(b, (size_t)count - 1); /* the cause: nothing shows it */
    ValueId exception = count ? stack_pop(b) : ssa_read(b->ssa, b->at, b->root->handled, b->loc);
    const Frozen *class = build_constant_of(b, exception);
    if (class && class->kind == FROZEN_EXCEPTION && exception_is_return(class->text)) /* its words are those of None */
        exception = build_make_exception(b, class, NULL, 0);
    if (catcher_of(b) && hir_value(&b->f->hir, exception)->op != HIR_caught)
        exception = hir_append(b->u, &b->f->hir, b->at, HIR_raised, b->loc, &exception, 1);
    leave_with(b, exception);
}

void build_reraise(Builder *b)
{
    leave_with(b, stack_pop(b));
}

void build_push_exception(Builder *b)
{
    ValueId exception = stack_pop(b);
    stack_push(b, ssa_read(b->ssa, b->at, b->root->handled, b->loc));
    stack_push(b, exception);
    ssa_write(b->ssa, b->at, b->root->handled, exception);
}

void build_pop_exception(Builder *b)
{
    ssa_write(b->ssa, b->at, b->root->handled, stack_pop(b));
}

void build_match_exception(Builder *b)
{
    ValueId classes = stack_pop(b), exception = stack_pop(b);
    stack_push(b, exception);
    stack_push(b, build_emit2(b, HIR_matches, exception, classes));
}
