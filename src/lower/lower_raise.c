/* lower_raise.c: raising: exceptions and places with their numbers, statuses, and how one passes through calls.
 *
 *     def g(x): a; b            a: path 1    b: path 2
 *     def h(x): g(x); c         g(x): paths 3 and 4, those of g    c: path 5
 *     def f(x): h(x); g(x)      h(x): paths 6 to 8, those of h     g(x): paths 9 and 10
 *
 * So what h hands on of g is g's status and 2 paths more, without a store; and path 7 is f, in it h(x), path 4, in it g(x), path 2: b. The
 * block that raises is shared by all that raise the same there. */
#include <assert.h>
#include <string.h>

#include "frozen/exception_classes.h"
#include "infer/infer_raises.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "runtime/status.h"

/* ---- exceptions -------------------------------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* What is looked for by hash: one of these. */
typedef struct Wanted {
    const Sites *sites;
    const Exception *exception;
    Loc loc;
    Site site;
} Wanted;

static bool is_that_exception(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const Exception *a = &w->sites->exceptions.items[number], *b = w->exception;
    return same_text(a->class, b->class) && same_text(a->message, b->message) && same_text(a->arguments, b->arguments);
}

size_t exception_number(Lower *l, const Exception *exception)
{
    Sites *sites = l->u->sites;
    uint32_t hash = hash_with_text(hash_with_text(hash_with_text(0, exception->class), exception->message),
                                   exception->arguments);
    uint32_t found = table_find(&sites->exception_table, hash, is_that_exception,
                                &(Wanted){.sites = sites, .exception = exception});
    if (found != TABLE_NOTHING)
        return found;
    if (sites->exceptions.count == STATUS_MOST_EXCEPTIONS - 1)
        fail(l->u, l->loc, E_TOO_LARGE);
    table_add(&l->u->arena, &sites->exception_table, hash, (uint32_t)sites->exceptions.count);
    ARENA_PUSH(&l->u->arena, &sites->exceptions, *exception);
    return sites->exceptions.count - 1;
}

/* The exception of that number may leave the function. */
static void note_leaving(Lower *l, size_t exception)
{
    Function *f = l->f;
    while (f->leaving.count <= exception)
        ARENA_PUSH(&l->u->arena, &f->leaving, false);
    f->leaving.items[exception] = true;
}

/* ---- places ------------------------------------------------------------------------------------------------------------ */

static bool same_place(Loc a, Loc b)
{
    return a.code == b.code && a.span.line == b.span.line && a.span.end_line == b.span.end_line &&
           a.span.column == b.span.column && a.span.end_column == b.span.end_column;
}

/* Its first path. */
static uint64_t add_place(Lower *l, Loc loc, uint64_t inner, uint64_t paths)
{
    Sites *sites = l->u->sites;
    Place place = {function_at(l, loc)->qualname, loc, 1 + sites->paths, inner};
    ARENA_PUSH(&l->u->arena, &sites->places, place);
    sites->paths += paths;
    assert(sites->paths < (uint64_t)STATUS_MOST_PATHS);
    return place.first;
}

/* What begins with that path at a place that was inlined, as seen from this function: through the calls that stood there. */
static uint64_t add_calls(Lower *l, Loc loc, uint64_t path, uint64_t paths)
{
    for (const Inlined *inlined = loc.inlined; inlined; inlined = inlined->call.inlined)
        path = add_place(l, inlined->call, path, paths);
    return path;
}

/* Of what was inlined for a built-in function: the call of that. */
static Loc as_raised(Loc loc)
{
    for (const Inlined *inlined = loc.inlined; inlined; inlined = inlined->call.inlined)
        if (inlined->is_builtin)
            loc = inlined->call;
    return loc;
}

static bool is_in_builtin(Loc loc)
{
    for (const Inlined *inlined = loc.inlined; inlined; inlined = inlined->call.inlined)
        if (inlined->is_builtin)
            return true;
    return false;
}

static uint32_t hash_of_loc(Loc loc)
{
    return hash_with(hash_with(0, (uint64_t)loc.span.line), (uint64_t)loc.span.column);
}

static bool is_inlined_place(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const Place *place = &w->sites->places.items[number];
    return same_place(place->loc, w->loc) && place->loc.inlined->function == w->loc.inlined->function;
}

/* It is one place wherever it was inlined. */
static size_t inlined_place(Lower *l, Loc loc)
{
    Sites *sites = l->u->sites;
    uint32_t hash = hash_of_loc(loc);
    uint32_t found = table_find(&sites->inlined_table, hash, is_inlined_place, &(Wanted){.sites = sites, .loc = loc});
    if (found != TABLE_NOTHING)
        return found;
    table_add(&l->u->arena, &sites->inlined_table, hash, (uint32_t)sites->places.count);
    add_place(l, loc, 0, 1);
    return sites->places.count - 1;
}

typedef struct WantedPlace {
    const Lower *l;
    Loc loc;
} WantedPlace;

static bool is_that_place(const void *wanted, uint32_t number)
{
    const WantedPlace *w = wanted;
    Loc loc = w->l->raising.items[number].loc;
    return same_place(loc, w->loc) && loc.inlined == w->loc.inlined;
}

/* Where this function raises. */
static RaisingPlace place_at(Lower *l, Loc loc)
{
    loc = as_raised(loc);
    uint32_t hash = hash_with(hash_of_loc(loc), (uint64_t)(uintptr_t)loc.inlined);
    uint32_t found = table_find(&l->place_table, hash, is_that_place, &(WantedPlace){l, loc});
    if (found != TABLE_NOTHING)
        return l->raising.items[found];
    table_add(&l->u->arena, &l->place_table, hash, (uint32_t)l->raising.count);
    RaisingPlace raising = {.loc = loc};
    if (loc.inlined)
        raising.place = inlined_place(l, loc);
    else
        raising.place = (add_place(l, loc, 0, 1), l->u->sites->places.count - 1);
    raising.path = add_calls(l, loc, l->u->sites->places.items[raising.place].first, 1);
    ARENA_PUSH(&l->u->arena, &l->raising, raising);
    return raising;
}

static bool is_that_site(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const Site *site = &w->sites->items[number];
    return site->exception == w->site.exception && site->place == w->site.place;
}

static void add_site(Lower *l, Site site)
{
    Sites *sites = l->u->sites;
    uint32_t hash = hash_with(hash_with(0, site.exception), site.place);
    note_leaving(l, site.exception);
    if (table_find(&sites->site_table, hash, is_that_site, &(Wanted){.sites = sites, .site = site}) != TABLE_NOTHING)
        return;
    table_add(&l->u->arena, &sites->site_table, hash, (uint32_t)sites->count);
    ARENA_PUSH(&l->u->arena, sites, site);
}

int64_t status_at(Lower *l, Loc loc, const Exception *exception)
{
    RaisingPlace raising = place_at(l, loc);
    Site site = {exception_number(l, exception), raising.place};
    int class = exception_class(exception->class);
    assert(class >= 0);
    add_site(l, site);
    return status_make(class, site.exception, raising.path);
}

static int64_t status_here(Lower *l, const char *class, const char *message)
{
    return status_at(l, l->loc, &(Exception){.class = class, .message = message});
}

/* ---- raising ----------------------------------------------------------------------------------------------------------- */

static void go_to_handler(Lower *l, Parts exception)
{
    assert(exception.count == l->caught.count);
    for (size_t i = 0; i < exception.count; i++)
        phi_edge(l, l->caught.ids[i], l->block, exception.ids[i]);
    lir_jump(l->u, l->out, l->block, l->handler);
}

void leave_with(Lower *l, int64_t status)
{
    own_leave(l);
    lir_value(l->out, emit(l, LIR_raise, LIR_void, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING))->integer = status;
}

/* What bug_if() raises is for no handler, and nothing else that is tested raises a SystemError. */
static void let_bugs_pass(Lower *l, LirId status)
{
    LirBlockId bug = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    LirId class = emit2(l, LIR_and, status, int_constant(l, LIR_i64, (1 << STATUS_EXCEPTION_SHIFT) - 1));
    LirId is_bug = emit2(l, LIR_eq, class, int_constant(l, LIR_i64, exception_class("SystemError")));
    with_flags(l, emit_branch(l, is_bug, bug, goes_on), LIR_UNLIKELY);
    l->block = bug;
    emit(l, LIR_raise, LIR_void, status, LIR_NOTHING, LIR_NOTHING);
    l->block = goes_on;
}

/* End the block with a status of an exception without words, or whose words lie in the record. */
static void leave_or_handle(Lower *l, LirId status, bool may_have_words)
{
    if (l->handler == LIR_NOTHING) {
        own_leave(l);
        emit(l, LIR_raise, LIR_void, status, LIR_NOTHING, LIR_NOTHING);
    } else {
        go_to_handler(l, may_have_words ? take_exception(l, status) : new_exception(l, status, HIR_NOTHING));
    }
}

static bool has_words(const Lower *l, int64_t status)
{
    return l->u->sites->exceptions.items[status_exception(status)].words > 0;
}

static void check_raised(const Lower *l, int64_t status)
{
    assert(l->at == HIR_NOTHING || hir_ops[hir_of(l, l->at)->op].flags & HIR_FLAG_ENDS ||
           classes_has(classes_of_raises(infer_raises(l->u, l->f, hir_of(l, l->at))), status_class(status)));
    (void)l, (void)status;
}

/* ---- blocks that raise ---- */

enum { PASSED = -1 }; /* instead of a status: it comes in by a phi */

typedef struct WantedRaise {
    const Lower *l;
    RaiseBlock block;
} WantedRaise;

static bool is_that_raise(const void *wanted, uint32_t number)
{
    const WantedRaise *w = wanted;
    const RaiseBlock *raise = &w->l->raises.items[number];
    return raise->status == w->block.status && raise->owner == w->block.owner && raise->next == w->block.next;
}

/* End it with an exception that the operation raises itself. */
static void fill_block(Lower *l, const RaiseBlock *block, const RaiseBlock *next)
{
    if (next) {
        release_owner(l, block->owner);
        phi_edge(l, next->passed, l->block, block->passed);
        lir_jump(l->u, l->out, l->block, next->block);
    } else if (block->status == PASSED) {
        leave_or_handle(l, block->passed, true);
    } else if (l->handler == LIR_NOTHING) {
        leave_with(l, block->status);
    } else {
        leave_or_handle(l, int_constant(l, LIR_i64, block->status), has_words(l, block->status));
    }
}

static RaiseBlock shared_block(Lower *l, RaiseBlock wanted, const RaiseBlock *next)
{
    uint32_t hash = hash_with(hash_with(hash_with(0, (uint64_t)wanted.status), wanted.owner), wanted.next);
    uint32_t found = table_find(&l->raise_table, hash, is_that_raise, &(WantedRaise){l, wanted});
    if (found != TABLE_NOTHING)
        return l->raises.items[found];
    LirBlockId here = l->block;
    wanted.block = block_begin(l);
    wanted.passed = wanted.status == PASSED ? phi_begin(l, LIR_i64) : LIR_NOTHING;
    fill_block(l, &wanted, next);
    table_add(&l->u->arena, &l->raise_table, hash, (uint32_t)l->raises.count);
    ARENA_PUSH(&l->u->arena, &l->raises, wanted);
    l->block = here;
    return wanted;
}

/* What is left behind is released in a chain, whose end operations share. */
static RaiseBlock chain_of(Lower *l, Parts left)
{
    RaiseBlock at = shared_block(l, (RaiseBlock){.status = PASSED, .owner = LIR_NOTHING, .next = l->handler}, NULL);
    for (size_t i = 0; i < left.count; i++) {
        RaiseBlock next = at;
        at = shared_block(l, (RaiseBlock){.status = PASSED, .owner = left.ids[i], .next = next.block}, &next);
    }
    return at;
}

/* Where to go from here, at once, to raise that. */
static LirBlockId raise_block(Lower *l, int64_t status)
{
    Parts left = own_left_behind(l);
    check_raised(l, status);
    if (!left.count)
        return shared_block(l, (RaiseBlock){.status = status, .owner = LIR_NOTHING, .next = l->handler}, NULL).block;
    RaiseBlock chain = chain_of(l, left);
    phi_edge(l, chain.passed, l->block, int_constant(l, LIR_i64, status));
    return chain.block;
}

static void hand_on(Lower *l, LirId status)
{
    Parts left = own_left_behind(l);
    if (l->handler == LIR_NOTHING && left.count) {
        RaiseBlock chain = chain_of(l, left);
        phi_edge(l, chain.passed, l->block, status);
        lir_jump(l->u, l->out, l->block, chain.block);
        return;
    }
    if (l->handler != LIR_NOTHING && verifies_proofs(l))
        let_bugs_pass(l, status);
    for (size_t i = left.count; i-- > 0;)
        release_owner(l, left.ids[i]);
    if (l->handler == LIR_NOTHING)
        leave_or_handle(l, status, true);
    else
        go_to_handler(l, take_exception(l, status));
}

void raise_here(Lower *l, const char *class, const char *message)
{
    int64_t status = status_here(l, class, message);
    Parts left = own_left_behind(l);
    check_raised(l, status);
    if (left.count)
        lir_jump(l->u, l->out, l->block, raise_block(l, status));
    else
        fill_block(l, &(RaiseBlock){.status = status, .owner = LIR_NOTHING}, NULL);
}

void raise_if(Lower *l, LirId condition, const char *class, const char *message)
{
    LirBlockId raises = raise_block(l, status_here(l, class, message));
    LirBlockId goes_on = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, condition, raises, goes_on), LIR_UNLIKELY);
    l->block = goes_on;
}

void raise_if_with(Lower *l, LirId condition, const Exception *exception, const LirId *words)
{
    int64_t status = status_at(l, l->loc, exception);
    LirBlockId cold = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, condition, cold, goes_on), LIR_UNLIKELY);
    l->block = cold;
    for (size_t i = 0; i < exception->words; i++)
        emit_store(l, place_of_word(l, i), words[i]);
    lir_jump(l->u, l->out, l->block, raise_block(l, status));
    l->block = goes_on;
}

void bug_if(Lower *l, LirId condition, const char *message)
{
    LirBlockId bug = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    assert(verifies_proofs(l));
    with_flags(l, emit_branch(l, condition, bug, goes_on), LIR_UNLIKELY);
    l->block = bug;
    leave_with(l, status_here(l, "SystemError", message));
    l->block = goes_on;
}

/* ---- what a call raised -------------------------------------------------------------------------------------------------- */

static LirId at_path(Lower *l, uint64_t path)
{
    return int_constant(l, LIR_i64, (int64_t)(path << STATUS_PATH_SHIFT));
}

/* What isn't a path of the callee passes as it is: of a function that is being lowered (recursion), or an exception that the
 * callee was given. So do all where there are too many: then calls are missing in tracebacks. Half of all paths stay for places
 * that raise. */
static void raise_through(Lower *l, LirId status, const Function *callee)
{
    uint64_t first = callee->first_path, count = callee->end_path - first;
    for (size_t i = 0; i < callee->leaving.count; i++)
        if (callee->leaving.items[i])
            note_leaving(l, i);
    if (callee->lowered && l->u->sites->paths + count < (uint64_t)STATUS_MOST_PATHS / 2) {
        uint64_t here = add_calls(l, l->loc, add_place(l, l->loc, first, count), count);
        LirId paths = at_path(l, count);
        LirId is_known = emit2(l, LIR_ult, emit2(l, LIR_isub, status, at_path(l, first)), paths);
        LirId further = emit2(l, LIR_iadd, status, at_path(l, here - first));
        status = emit_select(l, is_known, further, status);
    }
    hand_on(l, status);
}

/* A function of the prelude is a built-in function, so what it raises is raised by the call. */
static void raise_as_own(Lower *l, LirId status, const Function *callee)
{
    RaisingPlace raising = place_at(l, l->loc);
    for (size_t i = 0; i < callee->leaving.count; i++)
        if (callee->leaving.items[i])
            add_site(l, (Site){i, raising.place});
    LirId what = emit2(l, LIR_and, status, int_constant(l, LIR_i64, (1 << STATUS_PATH_SHIFT) - 1));
    hand_on(l, emit2(l, LIR_or, what, at_path(l, raising.path)));
}

void raise_called(Lower *l, LirId status, const CallTarget *target)
{
    if (target->is_builtin || is_in_builtin(l->loc))
        raise_as_own(l, status, target->function);
    else
        raise_through(l, status, target->function);
}

void raise_again(Lower *l, Parts exception)
{
    leave_exception(l, exception);
    hand_on(l, exception.ids[0]);
}
