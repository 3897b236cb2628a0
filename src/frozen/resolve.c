/* resolve.c: see resolve.h. What was asked is remembered: a name means one object throughout a compile. */
#include "frozen/resolve.h"

#include <string.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "frozen/object.h"

static const Object *resolve(Unit *u, const Object *owner, const char *name)
{
    for (size_t i = 0; i < u->resolver->answers.count; i++) {
        const Resolved *known = &u->resolver->answers.items[i];
        if (known->owner == owner && !strcmp(known->name, name))
            return known->object;
    }
    const Object *object = u->resolver->resolve(u, owner, name);
    ARENA_PUSH(&u->arena, &u->resolver->answers, ((Resolved){owner, name, object}));
    return object;
}

/* Variables of the function itself come first, then those that are nearer in scope. */
static _Noreturn void unknown_name(Unit *u, Loc loc, const Object *function, const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; loc.code && i < loc.code->local_count; i++)
        nearest_offer(&nearest, loc.code->locals[i]);
    u->resolver->offer(u, function, &nearest);
    if (!nearest.found)
        error_advise(u, "write: its definition before the decorator runs; names are frozen there");
    fail(u, loc, E_NAME_UNKNOWN, name, hint_of(u, &nearest));
}

const Object *resolve_name(Unit *u, Loc loc, const Object *function, const char *name)
{
    while (function->parent)
        function = function->parent;
    const Object *object = resolve(u, function, name);
    if (!object)
        unknown_name(u, loc, function, name);
    return object;
}

/* What compiled code can call comes first. */
static _Noreturn void unknown_attribute(Unit *u, Loc loc, const Object *module, const char *name)
{
    bool is_ours = !strcmp(module->text, "upcall") || !strncmp(module->text, "upcall.", 7);
    if (is_ours)
        error_advise(u, advice_on(arena_printf(&u->arena, "%s.%s", module->text, name)));
    Nearest nearest = nearest_to(name);
    builtins_offer(&nearest, module->text);
    u->resolver->offer(u, module, &nearest);
    fail(u, loc, E_ATTRIBUTE_UNKNOWN, module->text, name, hint_of(u, &nearest));
}

const Object *resolve_attribute(Unit *u, Loc loc, const Object *module, const char *name)
{
    const Object *object = resolve(u, module, name);
    if (!object)
        unknown_attribute(u, loc, module, name);
    return object;
}

const Object *resolve_member(Unit *u, const Object *owner, const char *name)
{
    bool has_members = owner->kind == OBJECT_OTHER || owner->kind == OBJECT_INT;
    return has_members && owner->handle ? resolve(u, owner, name) : NULL;
}

const Object *resolve_exact(Unit *u, const char *operator_name, const Object *a, const Object *b)
{
    Object *pair = ARENA_NEW(&u->arena, Object);
    *pair = (Object){.kind = OBJECT_TUPLE, .builtin = -1, .count = 2};
    pair->items = arena_copy(&u->arena, (const Object *[]){a, b}, 2 * sizeof *pair->items);
    return resolve(u, pair, operator_name);
}

const Object *resolve_prelude(Unit *u, const char *name)
{
    return resolve(u, NULL, name);
}

/* The types of the same dtypes must be the same again and again. */
static const Object *made_before(const Unit *u, const Object *maker, const Object *argument)
{
    for (size_t i = 0; i < u->resolver->answers.count; i++) {
        const Object *owner = u->resolver->answers.items[i].owner;
        if (owner && owner->kind == OBJECT_MAKER && owner->count && object_same(owner, maker) &&
            object_same(owner->items[0], argument))
            return u->resolver->answers.items[i].object;
    }
    return NULL;
}

const Object *resolve_call(Unit *u, const Object *maker, const Object *argument)
{
    Object *call = ARENA_NEW(&u->arena, Object);
    *call = *maker;
    call->items = arena_copy(&u->arena, &argument, sizeof argument);
    call->count = 1;
    bool is_object = argument->handle || argument->kind == OBJECT_TYPE || argument->kind == OBJECT_INT;
    return is_object ? resolve(u, call, "") : NULL;
}

const Object *resolve_getter(Unit *u, const Object *maker, Object **arguments, size_t count)
{
    Object *call = ARENA_NEW(&u->arena, Object);
    *call = *maker;
    call->items = arguments;
    call->count = count;
    for (size_t i = 0; i < count; i++)
        if (!arguments[i]->handle && arguments[i]->kind != OBJECT_INT)
            return NULL;
    return resolve(u, call, "");
}

const Object *resolve_made(Unit *u, const Object *maker, const Object *argument)
{
    const Object *object = made_before(u, maker, argument);
    return object ? object : resolve_call(u, maker, argument);
}
