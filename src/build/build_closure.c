/* build_closure.c: functions that are made inside another, and what a function begins with.
 *
 * An inner function carries values (Captured, frozen.h): those of the variables of the function round it that it uses, and
 * of its defaults. In Python it sees the variables themselves. The difference is made up for where its maker reads the local
 * variable that holds it: that gives the function with what its variables hold now. So it may use what is assigned after it,
 * and functions made beside it may call one another: these carry their values together, and make each other from them.
 * Where a captured variable changes, no function with the old value may be left: a HIR_rebind says where that is, and
 * infer_fleeting.c looks.
 *
 *     y = 1.0                         y = 1.0
 *     g = lambda t: t * y             v0 = closure 1.0            what the def makes; nobody uses it
 *     y = x
 *     return g(x) + g(2.0)            v1 = closure x; call v1, x  the read of g: the function with what y holds now
 *                                     v2 = closure x; call v2, 2.0
 *
 *     def even(n):                    v0 = closure, with even and odd as members of its Captured: in the code of each
 *         return not n or odd(n - 1)  of them the name of the other is a closure over the same values again,
 *     def odd(n): ...                 made where that code begins (bind_members)
 */
#include "build/build_parts.h"

#include <assert.h>
#include <string.h>

#include "hir/fold.h"
#include "hir/function.h"
#include "hir/hir_edit.h"

enum { HAS_DEFAULTS = 1, HAS_KEYWORD_DEFAULTS = 2, HAS_ANNOTATIONS = 4, HAS_CLOSURE = 8 };

/* A function value taken apart: HIR_NOTHING where there is nothing, or nothing that a Captured holds. */
typedef struct Closure {
    Frozen *object;
    ValueId *variables; /* by free variable of its code */
    size_t variable_count;
    ValueId *defaults; /* by parameter */
    size_t default_count;
} Closure;

static ValueId *no_values(Builder *b, size_t count)
{
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    memset(values, 0xFF, (count + 1) * sizeof *values);
    return values;
}

static Closure closure_parts(Builder *b, ValueId function)
{
    const HirValue *value = hir_value(&b->f->hir, function);
    if (!value->object || value->object->kind != FROZEN_FUNCTION)
        build_malformed(b, "an attribute of something that is no function");
    const Code *code = value->object->code;
    Closure parts = {.object = arena_copy(&b->u->arena, value->object, sizeof(Frozen)),
                     .variable_count = code->local_count - code->free_start,
                     .default_count = code->argument_count + code->keyword_only_count};
    parts.variables = no_values(b, parts.variable_count);
    parts.defaults = no_values(b, parts.default_count);
    if (value->op != HIR_closure)
        return parts;
    const Captured *captured = value->object->captured;
    assert(captured->count == value->count);
    for (size_t i = 0; i < captured->count; i++)
        for (size_t k = 0; k < parts.variable_count; k++)
            if (!strcmp(captured->names[i], code->locals[code->free_start + k]))
                parts.variables[k] = value->args[i];
    for (size_t i = 0; value->object->default_at && i < parts.default_count; i++)
        if (value->object->default_at[i] >= 0)
            parts.defaults[i] = value->args[value->object->default_at[i]];
    return parts;
}

/* Values and their names, to become a Captured. */
typedef struct Collector {
    Builder *b;
    const char **names;
    ValueId *values;
    size_t count, capacity;
} Collector;

static void collect(Collector *c, const char *name, ValueId v)
{
    struct {
        const char **items;
        size_t count, capacity;
    } names = {c->names, c->count, c->capacity};
    struct {
        ValueId *items;
        size_t count, capacity;
    } values = {c->values, c->count, c->capacity};
    ARENA_PUSH(&c->b->u->arena, &names, name);
    ARENA_PUSH(&c->b->u->arena, &values, v);
    c->names = names.items;
    c->values = values.items;
    c->count = names.count;
    c->capacity = names.capacity < values.capacity ? names.capacity : values.capacity;
}

/* The defaults that are values, behind what there is; the object learns where they are. */
static void collect_defaults(Collector *c, Frozen *object, const ValueId *defaults)
{
    const Code *code = object->code;
    size_t count = code->argument_count + code->keyword_only_count;
    int *at = ARENA_ARRAY(&c->b->u->arena, int, count + 1);
    for (size_t i = 0; i < count; i++) {
        at[i] = defaults[i] == HIR_NOTHING ? -1 : (int)c->count;
        if (defaults[i] != HIR_NOTHING)
            collect(c, arena_printf(&c->b->u->arena, "%s.%s", code->name, code->locals[i]), defaults[i]);
    }
    object->default_at = at;
}

static ValueId closure_of(Builder *b, Frozen *object, const Collector *c)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, c->values, c->count);
    hir_value(&b->f->hir, v)->object = object;
    ARENA_PUSH(&b->u->arena, &b->root->inner_functions, ((InnerFunction){v, b, b->offset}));
    return v;
}

static ValueId put_together(Builder *b, const Closure *parts)
{
    Collector c = {.b = b};
    const Code *code = parts->object->code;
    for (size_t i = 0; i < parts->variable_count; i++)
        if (parts->variables[i] != HIR_NOTHING)
            collect(&c, code->locals[code->free_start + i], parts->variables[i]);
    collect_defaults(&c, parts->object, parts->defaults);
    if (!c.count)
        return build_constant(b, parts->object);
    Captured *captured = ARENA_NEW(&b->u->arena, Captured);
    *captured = (Captured){.names = c.names, .count = c.count};
    parts->object->captured = captured;
    return closure_of(b, parts->object, &c);
}

/* --- making one --- */

static void set_defaults(Builder *b, Closure *parts, ValueId tuple)
{
    size_t count, positional = parts->object->code->argument_count;
    const ValueId *items = build_items_of(b, tuple, &count);
    if (!items || count > positional)
        build_malformed(b, "a function with other defaults than arguments");
    parts->object->items = ARENA_ARRAY(&b->u->arena, Frozen *, count + 1);
    parts->object->count = count;
    for (size_t i = 0; i < count; i++) {
        parts->object->items[i] = (Frozen *)build_constant_of(b, items[i]);
        if (!parts->object->items[i])
            parts->defaults[positional - count + i] = items[i];
    }
}

static void set_keyword_default(Builder *b, Closure *parts, const char *name, ValueId v)
{
    const Code *code = parts->object->code;
    for (size_t i = 0; i < code->keyword_only_count; i++) {
        if (strcmp(code->locals[code->argument_count + i], name))
            continue;
        parts->object->keyword_defaults[i] = (Frozen *)build_constant_of(b, v);
        if (!parts->object->keyword_defaults[i])
            parts->defaults[code->argument_count + i] = v;
    }
}

static void set_keyword_defaults(Builder *b, Closure *parts, ValueId dictionary)
{
    Keywords keywords;
    if (!build_entries_of(b, dictionary, &keywords))
        build_malformed(b, "defaults of keyword-only arguments that are no dictionary");
    parts->object->keyword_defaults = ARENA_ARRAY(&b->u->arena, Frozen *, parts->object->code->keyword_only_count + 1);
    for (size_t i = 0; i < keywords.count; i++)
        set_keyword_default(b, parts, keywords.names[i], keywords.values[i]);
}

static void set_variables(Builder *b, Closure *parts, ValueId cells)
{
    size_t count;
    const ValueId *items = build_items_of(b, cells, &count);
    if (!items || count != parts->variable_count)
        build_malformed(b, "a closure with too few cells");
    memcpy(parts->variables, items, count * sizeof *items);
}

static ValueId with_attribute(Builder *b, ValueId function, ValueId value, int32_t which)
{
    Closure parts = closure_parts(b, function);
    switch (which) {
    case HAS_DEFAULTS: set_defaults(b, &parts, value); break;
    case HAS_KEYWORD_DEFAULTS: set_keyword_defaults(b, &parts, value); break;
    case HAS_CLOSURE: set_variables(b, &parts, value); break;
    default: return function; /* annotations */
    }
    return put_together(b, &parts);
}

void build_function_attribute(Builder *b, int32_t which)
{
    ValueId function = stack_pop(b), value = stack_pop(b);
    stack_push(b, with_attribute(b, function, value, which));
}

void build_make_function(Builder *b, int32_t attributes)
{
    const Frozen *code = build_constant_of(b, stack_pop(b));
    if (!code || code->kind != FROZEN_CODE)
        build_malformed(b, "a function made of something that is no code");
    Frozen *object = ARENA_NEW(&b->u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_FUNCTION,
                       .code = code->code,
                       .parent = b->object,
                       .handle = code->handle,
                       .description = arena_printf(&b->u->arena, "the function %s", code->code->name)};
    ValueId function = build_constant(b, object);
    for (int32_t which = HAS_CLOSURE; which; which >>= 1)
        if (attributes & which)
            function = with_attribute(b, function, stack_pop(b), which);
    stack_push(b, function);
}

/* --- what its variables hold now --- */

/* Functions that one function calls, and that they call ...: those which are made by the same code. */
typedef struct Family {
    Collector values, members; /* members.values are HIR_closures */
} Family;

static bool is_in(const Collector *c, const char *name)
{
    for (size_t i = 0; i < c->count; i++)
        if (!strcmp(c->names[i], name))
            return true;
    return false;
}

static void collect_variable(Builder *b, Family *family, const char *name)
{
    if (is_in(&family->values, name) || is_in(&family->members, name))
        return;
    int32_t local = local_named(b, name);
    if ((size_t)local >= b->code->free_start) {
        collect(&family->values, name, build_read_cell(b, local, true));
        return;
    }
    ValueId v = build_settled(b, local, ssa_read(b->ssa, b->at, local_variable(b, local), b->loc));
    if (build_is_made_here(b, v))
        collect(&family->members, name, v);
    else
        collect(&family->values, name,
                v == SSA_UNBOUND ? build_constant(b, &frozen_unbound) : build_checked(b, v, local, true));
}

/* The copy of a member's object that knows where its defaults are. */
static Frozen *collect_member(Builder *b, Family *family, ValueId function)
{
    Closure parts = closure_parts(b, function);
    const Code *code = parts.object->code;
    for (size_t i = code->free_start; i < code->local_count; i++)
        collect_variable(b, family, code->locals[i]);
    collect_defaults(&family->values, parts.object, parts.defaults);
    return parts.object;
}

ValueId build_function_now(Builder *b, int32_t local, ValueId v)
{
    v = build_settled(b, local, v);
    if (!build_is_made_here(b, v))
        return HIR_NOTHING;
    Family family = {.values = {.b = b}, .members = {.b = b}};
    Frozen *object = collect_member(b, &family, v);
    struct {
        Frozen **items;
        size_t count, capacity;
    } functions = {0};
    for (size_t i = 0; i < family.members.count; i++) /* grows */
        ARENA_PUSH(&b->u->arena, &functions, collect_member(b, &family, family.members.values[i]));
    Captured *captured = ARENA_NEW(&b->u->arena, Captured);
    *captured = (Captured){.names = family.values.names,
                           .count = family.values.count,
                           .members = family.members.names,
                           .functions = functions.items,
                           .member_count = functions.count};
    for (size_t i = 0; i < functions.count; i++)
        functions.items[i]->captured = captured;
    object->captured = captured;
    ValueId now = closure_of(b, object, &family.values);
    hir_value(&b->f->hir, now)->name = hir_value(&b->f->hir, v)->name;
    return now;
}

/* --- variables that change --- */

/* In what follows, or in another turn of a loop round both. */
static bool comes_later(const Builder *b, uint32_t offset, const CellStore *store)
{
    bool later = store->offset > offset;
    for (size_t i = 0; i < b->instrs.count && !later; i++) {
        const Instr *jump = &b->instrs.items[i];
        later = jump->meaning == M_jump && jump->offset > offset &&
                b->instrs.items[jump->target].offset <= store->offset;
    }
    return later;
}

/* Values are made in order, but for phis, which come first, and rebinds: two with nothing between them may change places. */
static bool stands_behind(Builder *b, ValueId v, const CellStore *store)
{
    HirOp op = (HirOp)hir_value(&b->f->hir, v)->op;
    return op == HIR_rebind || (op != HIR_phi && v >= store->before);
}

/* Put the HIR_rebind where the store was. */
static ValueId rebind_at(Builder *b, CellStore *store, const char *name)
{
    HirBlock *block = &b->f->hir.blocks.items[store->block];
    if (store->rebind != HIR_NOTHING || !block->values.count)
        return store->rebind; /* it is there, or nothing leads to it */
    store->rebind = hir_value_new(b->u, &b->f->hir, store->block, HIR_rebind, store->loc, NULL, 0);
    hir_value(&b->f->hir, store->rebind)->text = name;
    size_t at = block->values.count;
    while (at && stands_behind(b, block->values.items[at - 1], store))
        at--;
    hir_insert(b->u, &b->f->hir, store->block, at, &store->rebind, 1);
    return store->rebind;
}

static void note_variable(Builder *b, const InnerFunction *function, const char *name)
{
    Builder *owner = function->maker;
    int32_t local = local_named(owner, name);
    while (owner->outer && (size_t)local >= owner->code->free_start) {
        owner = owner->outer;
        local = local_named(owner, name);
    }
    for (size_t i = 0; i < owner->stores.count; i++) {
        CellStore *store = &owner->stores.items[i];
        bool later = owner != function->maker || comes_later(owner, function->offset, store);
        ValueId rebind = store->local == local && later ? rebind_at(b, store, name) : HIR_NOTHING;
        if (rebind != HIR_NOTHING)
            ARENA_PUSH(&b->u->arena, &b->f->fleeting, ((Fleeting){function->value, rebind}));
    }
}

/* By value: is it an argument of another? */
static const bool *used_values(Builder *b)
{
    const Hir *hir = &b->f->hir;
    bool *used = ARENA_ARRAY(&b->u->arena, bool, hir->values.count);
    for (ValueId v = 0; v < hir->values.count; v++)
        for (size_t i = 0; i < hir->values.items[v].count; i++)
            if (hir->values.items[v].args[i] < SSA_UNBOUND)
                used[hir->values.items[v].args[i]] = true;
    return used;
}

void build_note_fleeting(Builder *b)
{
    const bool *used = b->inner_functions.count ? used_values(b) : NULL;
    for (size_t i = 0; i < b->inner_functions.count; i++) {
        const InnerFunction *function = &b->inner_functions.items[i];
        const HirValue value = *hir_value(&b->f->hir, function->value);
        const Captured *captured = value.object->captured;
        assert(value.op == HIR_closure && captured->count == value.count);
        for (size_t k = 0; used[function->value] && k < captured->count; k++)
            if (!strchr(captured->names[k], '.') && build_constant_of(b, value.args[k]) != &frozen_unbound)
                note_variable(b, function, captured->names[k]);
    }
}

/* --- what a function begins with --- */

static const char *binding_name(const Builder *b, size_t i)
{
    size_t start = b->f->captured_start;
    assert(i < start || i - start < b->object->captured->count);
    return i < start ? b->code->locals[i] : b->object->captured->names[i - start];
}

static ValueId bound_value(Builder *b, size_t i, int64_t *parameters)
{
    const Binding *binding = &b->f->bindings[i];
    if (binding->type == TYPE_UNKNOWN)
        return build_constant(b, &frozen_unbound);
    if (binding->constant)
        return build_constant(b, binding->constant);
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_param, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->integer = (*parameters)++;
    hir_value(&b->f->hir, v)->name = binding_name(b, i);
    return v;
}

/* To the free variable of that name, if the code has it. */
static void bind_free(Builder *b, const char *name, ValueId v)
{
    for (size_t i = b->code->free_start; i < b->code->local_count; i++)
        if (!strcmp(b->code->locals[i], name))
            ssa_write(b->ssa, b->at, local_variable(b, (int32_t)i), v);
}

static void bind_members(Builder *b, const ValueId *values)
{
    const Captured *captured = b->object->captured;
    assert(b->f->captured_start + captured->count == b->f->binding_count);
    for (size_t i = 0; i < captured->member_count; i++) {
        ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, values, captured->count);
        hir_value(&b->f->hir, v)->object = captured->functions[i];
        bind_free(b, captured->members[i], v);
    }
}

void build_begin(Builder *b)
{
    b->at = ssa_block_new(b->ssa);
    ssa_seal(b->ssa, b->at);
    int64_t parameters = 0;
    size_t start = b->f->captured_start;
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, b->f->binding_count + 1);
    for (size_t i = 0; i < b->f->binding_count; i++)
        values[i] = bound_value(b, i, &parameters);
    build_views(b, values);
    for (size_t i = 0; i < b->f->binding_count; i++) {
        if (i < start) {
            ssa_write(b->ssa, b->at, local_variable(b, (int32_t)i), values[i]);
            build_note_argument(b, (int32_t)i, values[i]);
        } else if (b->f->bindings[i].type != TYPE_UNKNOWN)
            bind_free(b, binding_name(b, i), values[i]);
    }
    if (b->object->captured)
        bind_members(b, values + start);
    build_begin_handling(b);
    build_go(b, b->at, 0, 0);
}
