/* builtin_words.c: how errors name a built-in function and its arguments; see builtins.h. */
#include <string.h>

#include "base/unit.h"
#include "base/wording.h"
#include "frozen/builtins.h"

static const char *last_part(const char *path)
{
    return strrchr(path, '.') + 1;
}

/* What needs no module before it, and what a user never sees under its own. */
static bool is_written_alone(const char *path)
{
    return !strncmp(path, "builtins.", 9) || !strncmp(path, "upcall.", 7);
}

const char *builtin_name(int builtin)
{
    const char *path = builtins[builtin].path;
    return is_written_alone(path) ? last_part(path) : path;
}

/* "atan2(y, x)" in "angle of the point (x, y): atan2(y, x)"; NULL: the row doesn't say. */
static const char *stated_prototype(const BuiltinInfo *row)
{
    const char *name = last_part(row->path);
    for (const char *at = row->text; (at = strstr(at, name)); at += strlen(name))
        if (at[strlen(name)] == '(')
            return at;
    return NULL;
}

/* The prototype at the beginning of `text`, after which more may stand. */
static size_t prototype_length(const char *text)
{
    const char *colon = strstr(text, "): ");
    return colon ? (size_t)(colon - text) + 1 : strlen(text);
}

/* The text of an operator's row: "a + b". */
static size_t operand_count(const BuiltinInfo *row)
{
    size_t count = 1;
    for (char name = 'b'; name <= 'c'; name++) {
        const char *at = strrchr(row->text, name);
        count += at && (at == row->text || !strchr("abcdefghijklmnopqrstuvwxyz", at[-1]));
    }
    return count;
}

static const char *made_prototype(Unit *u, int builtin)
{
    static const char *const names[] = {"x", "y", "z", "w"};
    const BuiltinInfo *row = &builtins[builtin];
    size_t count = row->rule == CALL_OPERATOR ? operand_count(row) : row->count;
    const char *text = arena_printf(&u->arena, "%s(%s", builtin_name(builtin), count ? "" : "x, ...");
    for (size_t i = 0; i < count && i < 4; i++)
        text = arena_printf(&u->arena, "%s%s%s", text, i ? ", " : "", names[i]);
    return arena_printf(&u->arena, "%s)", text);
}

static const char *prototype(Unit *u, int builtin)
{
    const BuiltinInfo *row = &builtins[builtin];
    const char *stated = stated_prototype(row);
    if (!stated)
        return made_prototype(u, builtin);
    size_t module = is_written_alone(row->path) ? 0 : (size_t)(last_part(row->path) - row->path);
    return arena_printf(&u->arena, "%.*s%.*s", (int)module, row->path, (int)prototype_length(stated), stated);
}

const char *builtin_prototypes(Unit *u, int builtin)
{
    const char *path = builtins[builtin].path, *text = NULL;
    int row = builtin;
    while (row > 0 && !strcmp(builtins[row - 1].path, path))
        row--;
    for (; row < BUILTIN_COUNT && !strcmp(builtins[row].path, path); row++) {
        const char *one = prototype(u, row);
        text = text ? arena_printf(&u->arena, "%s or %s", text, one) : one;
    }
    return text;
}

void builtins_offer(Nearest *nearest, const char *module)
{
    size_t length = strlen(module);
    for (int row = 0; row < BUILTIN_COUNT; row++) {
        const char *name = last_part(builtins[row].path);
        if ((size_t)(name - builtins[row].path) == length + 1 && !memcmp(builtins[row].path, module, length))
            nearest_offer(nearest, name);
    }
}

const char *builtin_advice(Unit *u, const char *path)
{
    if (advice_is_exact(path))
        return advice_on(path);
    Nearest nearest = nearest_to(last_part(path));
    const char *module = arena_printf(&u->arena, "%.*s", (int)(last_part(path) - path - 1), path);
    builtins_offer(&nearest, module);
    bool alone = is_written_alone(path);
    return advice_with_names(u, advice_on(path), alone ? "" : arena_printf(&u->arena, "%s.", module), &nearest);
}
