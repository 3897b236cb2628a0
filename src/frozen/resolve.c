/* resolve.c: see resolve.h. What was asked is remembered: a name means one object throughout a compile. */
#include "frozen/resolve.h"

#include <string.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"

static const Frozen *resolve(Unit *u, const Frozen *owner, const char *name)
{
    for (size_t i = 0; i < u->resolver->answers.count; i++) {
        const Resolved *known = &u->resolver->answers.items[i];
        if (known->owner == owner && !strcmp(known->name, name))
            return known->object;
    }
    const Frozen *object = u->resolver->resolve(u, owner, name);
    ARENA_PUSH(&u->arena, &u->resolver->answers, ((Resolved){owner, name, object}));
    return object;
}

/* Variables of the function itself come first, then those that are nearer in scope. */
static _Noreturn void unknown_name(Unit *u, Loc loc, const Frozen *function, const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; loc.code && i < loc.code->local_count; i++)
        nearest_offer(&nearest, loc.code->locals[i]);
    u->resolver->offer(u, function, &nearest);
    if (!nearest.found)
        error_advise(u, "write: its definition before the decorator runs; names are frozen there");
    fail(u, loc, E_NAME_UNKNOWN, name, hint_of(u, &nearest));
}

const Frozen *resolve_in_sight(Unit *u, const Frozen *function, const char *name)
{
    while (function->parent)
        function = function->parent;
    return resolve(u, function, name);
}

const Frozen *resolve_name(Unit *u, Loc loc, const Frozen *function, const char *name)
{
    const Frozen *object = resolve_in_sight(u, function, name);
    if (!object)
        unknown_name(u, loc, function, name);
    return object;
}

/* What compiled code can call comes first. */
static _Noreturn void unknown_attribute(Unit *u, Loc loc, const Frozen *module, const char *name)
{
    bool is_ours = !strcmp(module->text, "upcall") || !strncmp(module->text, "upcall.", 7);
    const char *advice = is_ours ? advice_on(arena_printf(&u->arena, "%s.%s", module->text, name)) : NULL;
    Nearest nearest = nearest_to(name);
    builtins_offer(&nearest, module->text);
    u->resolver->offer(u, module, &nearest);
    if (!advice && !nearest.found && resolve(u, module, "__pyx_capi__"))
        advice = arena_printf(&u->arena, "write: %s = %s.__pyx_capi__[\"%s\"], outside the function", name,
                              module->text, name);
    if (!advice && !nearest.found)
        advice = advice_with_names(u, NULL, arena_printf(&u->arena, "%s.", module->text), &nearest);
    error_advise(u, advice);
    fail(u, loc, E_ATTRIBUTE_UNKNOWN, module->text, name, hint_of(u, &nearest));
}

const Frozen *resolve_attribute(Unit *u, Loc loc, const Frozen *module, const char *name)
{
    const Frozen *object = resolve(u, module, name);
    if (!object)
        unknown_attribute(u, loc, module, name);
    return object;
}

const Frozen *resolve_member(Unit *u, const Frozen *owner, const char *name)
{
    if (owner->kind == FROZEN_BUILTIN) /* np.add.reduce */
        return owner->count ? NULL : resolve(u, owner, name);
    bool has_members = owner->kind == FROZEN_OTHER || (owner->kind == FROZEN_INT && !frozen_is_data(owner));
    return has_members && owner->handle ? resolve(u, owner, name) : NULL;
}

const Frozen *resolve_callee(Unit *u, const Frozen *object)
{
    bool is_known = object->text || (object->path && builtin_advice(u, object->path));
    bool is_instance = object->kind == FROZEN_OTHER && object->handle && !is_known;
    return is_instance ? resolve(u, object, OBJECT_CALL) : NULL;
}

const Frozen *resolve_exact(Unit *u, const char *operator_name, const Frozen *a, const Frozen *b)
{
    frozen_note_look(a);
    frozen_note_look(b);
    Frozen *pair = ARENA_NEW(&u->arena, Frozen);
    *pair = (Frozen){.kind = FROZEN_TUPLE, .builtin = -1, .count = 2};
    pair->items = arena_copy(&u->arena, (const Frozen *[]){a, b}, 2 * sizeof *pair->items);
    return resolve(u, pair, operator_name);
}

const Frozen *resolve_prelude(Unit *u, const char *name)
{
    return resolve(u, NULL, name);
}

/* The types of the same dtypes must be the same again and again. */
static const Frozen *made_before(const Unit *u, const Frozen *maker, const Frozen *argument)
{
    for (size_t i = 0; i < u->resolver->answers.count; i++) {
        const Frozen *owner = u->resolver->answers.items[i].owner;
        if (owner && owner->kind == FROZEN_MAKER && owner->count && frozen_same(owner, maker) &&
            frozen_same(owner->items[0], argument))
            return u->resolver->answers.items[i].object;
    }
    return NULL;
}

const Frozen *resolve_call(Unit *u, const Frozen *maker, const Frozen *argument)
{
    Frozen *call = ARENA_NEW(&u->arena, Frozen);
    *call = *maker;
    call->items = arena_copy(&u->arena, &argument, sizeof argument);
    call->count = 1;
    frozen_note_look(argument);
    bool is_object = argument->handle || argument->kind == FROZEN_TYPE || argument->kind == FROZEN_INT;
    return is_object ? resolve(u, call, "") : NULL;
}

const Frozen *resolve_getter(Unit *u, const Frozen *maker, Frozen **arguments, size_t count)
{
    Frozen *call = ARENA_NEW(&u->arena, Frozen);
    *call = *maker;
    call->items = arguments;
    call->count = count;
    for (size_t i = 0; i < count; i++)
        frozen_note_look(arguments[i]);
    for (size_t i = 0; i < count; i++)
        if (!arguments[i]->handle && arguments[i]->kind != FROZEN_INT)
            return NULL;
    return resolve(u, call, "");
}

const Frozen *resolve_made(Unit *u, const Frozen *maker, const Frozen *argument)
{
    const Frozen *object = made_before(u, maker, argument);
    return object ? object : resolve_call(u, maker, argument);
}
